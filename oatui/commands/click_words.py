"""Click's own words in Chinese; whatever is not listed here stays English."""

from __future__ import annotations

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from oatui.i18n import language

_CHINESE = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "Show this message and exit.": "显示这份说明",
    "Show the version and exit.": "显示版本",
    "Try '{command} {option}' for help.": "用法见 {command} {option}",
    "Missing command.": "缺少命令",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Invalid value: {message}": "填写有误：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 填写有误：{message}",
    "No such command {name!r}.": "没有“{name}”这个命令",
    "No such option {name!r}.": "没有“{name}”这个选项",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是 {possibilities}？",
    "Option {name!r} does not take a value.": "选项 {name} 后面不填内容",
    "Option {name!r} requires an argument.": "选项 {name} 后面要填内容",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要填 {nargs} 项",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要填 {nargs} 项",
    "Got unexpected extra argument ({args})": "多出了一个参数：{args}",
    "Got unexpected extra arguments ({args})": "多出了几个参数：{args}",
    "{value!r} is not {choice}.": "“{value}”不可用，可填：{choice}",
    "{value!r} is not one of {choices}.": "“{value}”不可用，可填：{choices}",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数",
    "{value} is not in the range {range}.": "{value} 超出范围 {range}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有这个{name}：{filename}",
    "{name} {filename!r} is a file.": "{name} {filename} 是一个文件，要填文件夹",
    "{name} {filename!r} is a directory.": "{name} {filename} 是一个文件夹，要填文件",
    "{name} {filename!r} is not readable.": "没有权限读 {filename}",
    "{name} {filename!r} is not writable.": "没有权限写 {filename}",
}


def _say(text: str) -> str:
    return _CHINESE.get(text, text) if language() == "zh" else text


def _say_counted(one: str, many: str, count: int) -> str:
    return _say(one if count == 1 else many)


def sentence(error: click.UsageError) -> str:
    """What is wrong with a call, as one sentence."""
    words = error.format_message().strip().rstrip(".")
    return words.replace(" 是不是", "，是不是") if language() == "zh" else words


def help_words() -> str:
    """What --help is for."""
    return _say("Show this message and exit.")


def speak_chinese() -> None:
    """Put the translation where click calls gettext, whose own catalogues would need a compile step."""
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, function in (("_", _say), ("ngettext", _say_counted)):
            if hasattr(module, name):
                setattr(module, name, function)
