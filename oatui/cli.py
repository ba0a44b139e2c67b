"""The command line: every action of the desk, to be typed or called by another program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from oatui import __version__, program
from oatui.clock import Clock, SystemClock
from oatui.commands.click_words import sentence, speak_chinese
from oatui.commands.command import Command, Option, Workplace, option, write_error, write_json
from oatui.commands.named import Everything
from oatui.i18n import LANGUAGES, N_, _, choose_language, set_language, why
from oatui.rules.verdict import Refused
from oatui.store.database import DatabaseError, StoreTrouble, trouble_of
from oatui.terminal import writes_chinese

REFUSED, USAGE, NO_STORE, FAULT, INTERRUPTED, PIPE_CLOSED = 1, 2, 3, 70, 130, 141


# in letters that any terminal has
NO_CHINESE = (
    "This terminal's encoding ({encoding}) has no Chinese characters: oatui goes on in English and writes ? for them. "
    "Set it to UTF-8, for example: LANG=C.UTF-8 oatui"
)
ON_CONSOLE = (
    "The Linux console cannot show Chinese: oatui goes on in English, and names stay as they are. "
    "Use a graphical terminal, or SSH."
)


def _choose_language(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value and not ctx.obj.in_english:
        set_language(value)


@click.group(
    "oatui",
    cls=Everything,
    help=N_("县级机关办公室的桌面：会议签到、公文编号、每日事项。不带命令就打开桌面。"),
)
@option("--db", metavar="FILE", help=N_("数据文件；不填用 OATUI_DB，再没有就用本人的数据文件夹"))
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose_language,
    help=N_("语言：zh 中文，en 英文"),
)
@click.version_option(
    __version__, "--version", cls=Option, message="%(prog)s %(version)s", help=N_("显示版本")
)
@click.pass_obj
def oatui(place: Workplace, db: str | None) -> None:
    place.db = db


@oatui.command("demo", help=N_("在一次性的演示数据上打开桌面：虚构的单位，40 分钟后开会"))
def demo() -> None:
    # the entry opens the desk itself, without the command line
    raise click.UsageError(_("demo 只能单独运行：oatui demo"))


speak_chinese()
oatui.name_all()


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong usage, 3 the store cannot be used."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    set_language(choose_language())
    try:
        try:
            return _run(arguments, clock or SystemClock())
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str], clock: Clock) -> int:
    as_json = "--json" in arguments
    # the console has 512 glyphs at most
    told = ON_CONSOLE if os.environ.get("TERM") == "linux" and sys.stdout.isatty() else ""
    if not writes_chinese(sys.stdout):
        told = NO_CHINESE.format(encoding=sys.stdout.encoding)
    # JSON is UTF-8 whatever the terminal speaks
    place = Workplace(clock, in_english=bool(told) and not as_json)
    if place.in_english:
        set_language("en")
        write_error(told)
    try:
        return _answer(arguments, place, as_json)
    except BrokenPipeError:
        raise
    except Exception as error:
        if words := program.replaced_words():
            return _fail(as_json, FAULT, words)
        from oatui.crash import write_report

        path = write_report(error)
        return _fail(as_json, FAULT, _("程序出错，报告在 {path}", path=path) if path else _("程序出错"))
    finally:
        place.close()


def _answer(arguments: list[str], place: Workplace, as_json: bool) -> int:
    try:
        with oatui.make_context("oatui", arguments, obj=place) as context:
            return int(oatui.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        return _fail(as_json, USAGE, _usage(error))
    except Refused as error:
        return _fail(as_json, REFUSED, str(error), error.verdict.rule)
    except StoreTrouble as error:
        return _fail(as_json, NO_STORE, str(error))
    except DatabaseError as error:
        trouble = trouble_of(error)
        # a statement that the engine does not take is our fault, not the file's
        if trouble.verdict.key == "store.engine":
            raise
        return _fail(as_json, NO_STORE, str(trouble))
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"  {error.filename}" if error.filename else ""
        words = _("文件读写不成：{reason:words}{where}", reason=why(error), where=where)
        return _fail(as_json, NO_STORE, words)


def _usage(error: click.UsageError) -> str:
    """One sentence, and where to read on; a group without a command shows its help."""
    words = sentence(error)
    if "\n" in words or error.ctx is None:
        return words
    if isinstance(error, click.NoSuchOption) and error.option_name in {"--db", "--lang"}:
        return _("“{option}”写在命令前面：oatui {option} …", option=error.option_name)
    return _("{sentence}（用法见 {command} --help）", sentence=words, command=error.ctx.command_path)


def _fail(as_json: bool, code: int, message: str, rule: str | None = None) -> int:
    if as_json:
        write_json({"error": {"rule": rule, "message": message}})
        return code
    # only the help of a group without its command has several lines
    cited = f"[{rule}] {message}" if rule else message
    for line in message.splitlines() if code == USAGE else [cited]:
        write_error(line)
    return code


__all__ = ["Command", "main", "oatui"]
