"""What holds for every command: it exists, has help in both languages, and answers as the contract says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from oatui import places
from oatui.cli import main, oatui
from oatui.commands.command import write_json
from oatui.commands.lines import clean, table, width
from oatui.commands.named import NAMED
from oatui.store.database import sqlite3
from tests.command_line import CommandLine
from tests.conftest import FixedClock

# every command of the contract for this desk, with a call that is complete
CALLS = {
    "init": "",
    "demo": "",
    "today": "",
    "oa login": "",
    "take-back list": "login",
    "take-back entry": "login 1 --reason 点错了",
    "incident uncall": "1 --office information --reason 勾错了",
    "oa items": "",
    "oa add": "--title 安全生产通知",
    "oa assign": "1 --to 李某",
    "oa done": "1",
    "oa count": "--unread 3 --undealt 2",
    "oa keeper": "--name 刘某某",
    "oa handover": "--to 王某",
    "oa explain": "--day 2026-11-23 --which arrival --reason 病假",
    "oa month": "",
    "telegram list": "",
    "telegram add": "--title 防汛明电",
    "telegram step": "1 --by 李某",
    "confidential list": "",
    "confidential log": "",
    "confidential act": "borrow 0007 --by 刘某",
    "confidential count": "1",
    "confidential patrol": "",
    "confidential post": "admin 王某",
    "confidential report": "1",
    "confidential password": "",
    "confidential enter": "张某 --reason 检修空调 --escort 刘某",
    "confidential leave": "1",
    "confidential medium": "U1 --label secret --cabinet 2号铁皮柜 --locked",
    "confidential hand": "U1 --to 李某 --tick counted --tick entered --tick numbered --tick sealed --tick signed",
    "export month": "--month 2026-11 --out month-folder",
    "meeting add": "--title 会 --start 2026-11-25T09:00 --end 10:00",
    "meeting list": "",
    "meeting show": "1",
    "meeting settle": "1",
    "meeting close": "1",
    "meeting call-off": "1 --because 改期",
    "meeting reopen": "1 --because 漏了一人",
    "meeting mark": "1 --person 1 --as none",
    "meeting year": "2026",
    "meeting read-notice": "-",
    "meeting invite": "1 --nobody",
    "meeting note": "1 --cost 200元",
    "meeting send": "1 1 --by 李局长",
    "venue add": "1 分会场",
    "venue change": "1 分会场 --to 一分会场",
    "venue remove": "1 一分会场",
    "roster import": "1 名册.xlsx",
    "roster list": "1",
    "roster search": "1 张",
    "roster code": "1 1 --out code.png",
    "leave request": "1 --person 1 --kind sick",
    "leave approve": "1 --by 李主任",
    "leave refuse": "1 --by 李主任 --reason 人手不足",
    "leave withdraw": "1 --reason 行程取消",
    "leave substitute": "1 --name 替会人",
    "leave take-back": "1 --reason 本人到会",
    "leave deliver": "1 --to committee_duty",
    "leave list": "1",
    "seats head-table": "5",
    "seats head": "1 张三 --confirmed-by 李主任",
    "seats plan": "1 --rows 3 --columns 4",
    "seats arrange": "1 --method across",
    "seats show": "1",
    "seats move": "1 1 3-1",
    "seats swap": "1 1 2",
    "seats block": "1 3-1",
    "seats hold": "1 3-1",
    "seats give": "1 3-1 --unit 县财政局",
    "seats free": "1 3-1",
    "seats undo": "1",
    "notice send": "1 示例一镇",
    "notice acknowledge": "1 示例一镇 --by 王某",
    "notice contact": "1 示例一镇 --name 王某",
    "notice list": "1",
    "notice remind": "1",
    "reply deadline": "1",
    "reply import": "1 回执.xlsx",
    "reply paste": "1 --unit 示例一镇",
    "reply changes": "1",
    "notice draft": "1 --out .",
    "notice text": "1",
    "reply write": "1 --out reply.xlsx",
    "reply reported": "1",
    "checklist list": "1",
    "checklist begin": "1",
    "checklist add": "1 会标",
    "checklist tick": "1",
    "checklist drop": "1",
    "people-list list": "",
    "people-list make": "局班子 --meeting 1",
    "people-list show": "局班子",
    "people-list rename": "局班子 班子",
    "people-list remove": "局班子",
    "venue range": "1 主会场",
    "sign-in": "1 123",
    "sign-in-annul": "1 --person 1 --reason 记错",
    "attendance": "1",
    "stand-in": "1 --name 王五 --for 1",
    "turn-away": "1 --name 王五",
    "turned-away": "1",
    "queue mark": "1",
    "queue list": "1",
    "queue settle": "1",
    "queue undo": "1 --reason 认错了",
    "leaders list": "1",
    "leaders choose": "1 --person 1",
    "leaders tick": "1 --person 1",
    "leaders untick": "1 --person 1",
    "leaders count": "1 no",
    "paper-sheet": "1 --person 1 --reason 停电",
    "leave-early": "1 --person 1",
    "come-back": "1 --person 1",
    "pass-door": "1 123",
    "out": "1",
    "wrong-seat": "1 --person 1 --seat 3排1座",
    "phone-in": "1 --person 1",
    "conduct": "1 --person 1 --kind dozing",
    "note-back": "1 --person 1 --kind dozing --reason 示例",
    "export duty": "--out 名册.xlsx",
    "export cards": "1 --out cards.pdf",
    "export invitations": "1 --out slips.pdf",
    "export sign-in-sheet": "1 --out sheet.xlsx",
    "export attendance": "1 --out attendance.xlsx",
    "export circular": "1 --out circular.docx",
    "export report": "1 --out report.txt",
    "export seat-map": "1 --out map.pdf",
    "export leave-slip": "1 --person 1 --out slip.docx",
    "export reply-form": "1 --out reply.xlsx",
    "document add": "--title 通知 --kind 通知 --series 嘉商务字 --section 办公室 --by 张三",
    "document sign": "1 --by 李四",
    "document return": "1 --by 李四 --reason 改",
    "document number": "1",
    "document print": "1 --copies 20 --date 2026-11-25",
    "document seal": "1 --by 刘主任",
    "document file": "1 --item draft --by 张三",
    "document send": "1 --to 示例一镇 --by 张三",
    "document receipt": "1 --by 李某",
    "document unsend": "1 --reason 记错",
    "document close": "1 --by 张三",
    "document issue": "1",
    "seal use": "--title 介绍信 --by 刘主任 --section 办公室 --approver 孙某",
    "seal void": "1 --by 刘主任 --reason 记错",
    "seal list": "",
    "export red-paper": "1 --out paper.docx",
    "export draft-sheet": "1 --out sheet.docx",
    "export delivery-slip": "1 --out slip.docx",
    "export explanation": "1 --out late.docx",
    "export outgoing": "--out outgoing.xlsx",
    "export incoming": "--out incoming.xlsx",
    "export seals": "--out seals.xlsx",
    "document list": "",
    "document show": "1",
    "search": "通知",
    "matters list": "",
    "matters add": "--matter 博览会 --category 6 --responsible 王某",
    "matters change": "1 --matter 博览会 --category 6 --responsible 王某",
    "matters drop": "1 --reason 办结",
    "matters review": "--by 李主任",
    "matters events": "",
    "matters tag": "--title 博览会 --category 6",
    "matters link": "1 --paper 请示",
    "matters untag": "1 --reason 不办",
    "matters export": "--out list.xlsx",
    "publication list": "",
    "publication add": "--title 信息 --responsible 王某",
    "publication change": "1 --title 信息 --responsible 王某",
    "publication publish": "1 --checked-by 李主任",
    "publication end": "1 --by 张某 --reason 密",
    "publication take-back": "1 --reason 错",
    "publication export": "--out list.xlsx",
    "due": "--from 2026-11-24 --working-days 1",
    "check number": "嘉商务字〔2026〕1号",
    "calendar import": "2027.json",
    "doctor": "",
    "backup": "backup.db",
    "restore": "backup.db",
    "config get": "",
    "config set": "office 局",
    "rules": "",
    "check attachments": "名册.xlsx",
    "check paper": "1",
    "clear-desk answer": "deadline 1 --hand-on 示例",
    "clear-desk close": "",
    "clear-desk list": "",
    "clear-desk record": "--out 名册.docx",
    "clear-desk take-back": "",
    "deadline add": "--title 示例",
    "deadline correct": "1",
    "deadline done": "1",
    "deadline explain": "1 --reason 示例",
    "deadline extend": "1 --due 2026-11-30 --reason 示例 --by 示例",
    "deadline hand-on": "1 --to 示例",
    "deadline inform": "1 --to committee_office",
    "deadline list": "",
    "deadline reopen": "1 --reason 示例",
    "deadline report": "1 --part measures",
    "deadline show": "1",
    "deadline step": "1 --step notified",
    "deadline withdraw": "1 --reason 示例",
    "document attach": "1 名册.xlsx",
    "document attachments": "1",
    "document body": "1 名册.xlsx",
    "document describe": "1",
    "document detach": "1 --reason 示例",
    "export calendar": "--out 名册.xlsx",
    "incoming add": "--from 2026-11-25T09:00 --title 示例",
    "incoming answer": "1 --document 1",
    "incoming ask": "1 --item 示例",
    "incoming belongs": "1 --document 1",
    "incoming chase": "1",
    "incoming close": "1 --result 示例",
    "incoming correct": "1",
    "incoming direct": "1",
    "incoming file": "1 --volume 示例",
    "incoming hand-on": "1 --to 示例",
    "incoming limit": "1",
    "incoming list": "",
    "incoming matter": "1 --kind supervision",
    "incoming meeting": "1 --start 2026-11-25T09:00 --end 10:00",
    "incoming receipt": "1",
    "incoming reopen": "1 --reason 示例",
    "incoming send-back": "1 --why not_ours",
    "incoming sheet": "1 --out 名册.xlsx",
    "incoming show": "1",
    "incoming step": "1 notified",
    "incoming supply": "1 --by 示例",
    "incoming void": "1 --reason 示例",
    "number close": "1 --by 示例",
    "number explain": "示例 --reason 示例 --by 示例",
    "number gaps": "",
    "number import": "名册.xlsx",
    "number joint": "示例 --lead 示例",
    "number lapse": "示例 --by 示例",
    "number letter": "--title 示例 --section 示例 --date 2026-11-25",
    "number list": "",
    "number off-line": "示例 --title 示例 --section 示例 --date 2026-11-25 --by 示例",
    "number reopen": "1 --by 示例 --reason 示例",
    "number reserve": "示例 --purpose 示例 --by 示例",
    "number strike": "1 --reason 示例 --by 示例",
    "number use": "示例 1",
    "number void": "示例 --reason 示例 --by 示例",
    "roster change": "1 1",
    "roster imports": "1",
    "roster take-off": "1 1 --reason 示例",
    "roster put-back": "1 1 --reason 示例",
    "serve": "1",
    "export incident": "1 --out 名册.xlsx",
    "incident annul": "1 --reason 示例",
    "incident close": "1 --by 示例 --words 示例",
    "incident correct": "1 --reason 示例",
    "incident list": "",
    "incident part": "1 --part cause --words 示例",
    "incident reopen": "1 --reason 示例",
    "incident report": "1 --kind first",
    "incident show": "1",
    "incident start": "--what 2026-11-25T09:00",
    "events export": "1 --out 名册.xlsx",
    "events import": "名册.xlsx",
    "hub": "postgresql://127.0.0.1:1/示例",
    "join": "示例 示例",
    "link hub": "示例 示例",
    "link address": "示例",
    "link send": "",
    "link serve": "",
    "link shut-out": "1 --reason 示例",
    "link status": "",
    "link leave": "",
    "link go-on": "--approver 示例 --reason 示例 --entered",
    "pair": "1 --venue 示例",
    "document reopen": "1 --reason 示例",
    "document unfile": "1 --item draft --reason 示例",
    "document unreceipt": "1 --reason 示例",
    "duty gaps": "",
    "duty hand-over": "示例 示例 --from 示例 --to 示例",
    "duty import": "名册.xlsx",
    "duty set": "示例 示例",
    "duty log": "",
    "duty show": "",
    "duty swap": "示例 示例 示例 --with 明天/夜班/示例",
    "duty test-call": "示例 示例",
    "duty withdraw": "示例 示例",
}
NEED_NO_STORE = {
    "init",
    "demo",
    "restore",
    "rules",
    "seats head-table",
    "check number",
    "check attachments",
    "due",
    "hub",
    "join",
}


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(clock, capsys, tmp_path / "desk.db")


def leaves(
    commands: Iterable[click.Command] | None = None, before: str = ""
) -> Iterator[tuple[str, click.Command]]:
    for command in oatui.every() if commands is None else commands:
        if isinstance(command, click.Group):
            yield from leaves(command.commands.values(), f"{before}{command.name} ")
        else:
            yield f"{before}{command.name}", command


def test_the_commands_are_those_of_the_contract() -> None:
    assert {name for name, _command in leaves()} == set(CALLS)


def test_a_command_that_is_not_loaded_yet_says_what_it_says_itself_and_knows_all_its_modules() -> None:
    commands = {str(command.name): command for command in oatui.every()}
    assert commands.keys() == NAMED.keys() | {"demo"} == oatui.commands.keys()
    for name, (words, modules) in NAMED.items():
        assert commands[name].help == words
        functions = [command.callback for _name, command in leaves([commands[name]])]
        made_in = {function.__module__.removeprefix("oatui.commands.") for function in functions if function}
        assert made_in <= set(modules.split()), name


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        ("", "sear", "search"),
        ("", "chec", "check checklist"),
        ("meeting", "l", "list"),
        ("meeting add", "--sta", "--start"),
    ],
)
def test_a_shell_is_offered_what_is_not_loaded_yet(typed: str, begun: str, offered: str) -> None:
    found = ShellComplete(oatui, {}, "oatui", "_OATUI_COMPLETE").get_completions(typed.split(), begun)
    assert [one.value for one in found] == offered.split()


def test_what_stands_before_the_command_is_told_where_it_belongs(desk: CommandLine) -> None:
    for words in (["today", "--lang", "en"], ["meeting", "list", "--db=other.db"]):
        done = desk(*words)
        assert done.code == 2 and "写在命令前面" in done.err


def test_a_value_stands_in_the_help_as_it_is_typed(desk: CommandLine) -> None:
    assert " supervision 督查事项" in desk("deadline", "add", "--help").out
    assert " section_check, office_check" in desk("--lang", "en", "document", "sign", "--help").out


@pytest.mark.parametrize("command", ["", *CALLS, "meeting", "roster", "document", "config", "oa", "check"])
def test_every_command_has_help_in_both_languages(desk: CommandLine, command: str) -> None:
    chinese = desk("--lang", "zh", *command.split(), "--help")
    english = desk("--lang", "en", *command.split(), "--help")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith("用法: oatui") and "显示这份说明" in chinese.out
    assert english.out.startswith("Usage: oatui") and "Show this message and exit." in english.out
    for word in ("Usage", "Options", "Commands", "required", "default", "arguments"):
        assert word not in chinese.out
    # only what has to be typed in Chinese stays Chinese: series, kinds, urgency, and 无
    text = english.out
    for word in (
        "嘉商务字〔2026〕1号",
        "嘉商务字〔2026〕5号",
        "嘉商务字",
        "通知",
        "报告",
        "请示",
        "函",
        "加急",
        "特急",
        "白班",
        "无",
    ):
        text = text.replace(word, "")
    assert not any("\u4e00" <= char <= "\u9fff" for char in text), text


@pytest.mark.parametrize("name", CALLS)
def test_every_argument_and_option_says_what_it_is(name: str) -> None:
    command = dict(leaves())[name]
    assert any(param.name == "as_json" for param in command.params)
    for param in command.params:
        assert getattr(param, "help", None), f"{name} {param.name}"


@pytest.mark.parametrize("name", sorted(set(CALLS) - NEED_NO_STORE))
def test_without_a_store_a_command_says_so(desk: CommandLine, name: str) -> None:
    said = desk(*name.split(), *CALLS[name].split(), "--json")
    assert said.code == 3
    assert said.error["rule"] is None
    assert str(desk.db) in said.error["message"] and "oatui init" in said.error["message"]
    assert not desk.db.exists()


@pytest.mark.parametrize("name", sorted(NEED_NO_STORE - {"demo", "restore", "init", "join", "hub"}))
def test_some_commands_need_no_store(desk: CommandLine, name: str) -> None:
    # a file that is not there is refused, and that needs no store either
    expected = 1 if name == "check attachments" else 0
    assert desk(*name.split(), *CALLS[name].split()).code == expected
    assert not desk.db.exists()


def test_errors_without_json_are_one_sentence_on_stderr(desk: CommandLine) -> None:
    said = desk("today")
    assert (said.code, said.out) == (3, "")
    assert said.err.count("\n") == 1
    desk("init")
    said = desk("meeting", "show", 9)
    assert (said.code, said.out, said.err) == (1, "", "没有编号为 9 的会议\n")


@pytest.mark.parametrize(
    "words",
    [
        "nothing",
        "meeting show",
        "meeting show one",
        "meeting show 99999999999999999999",
        "meeting add --title 会 --start 2026-11-25T09:00",
        "meeting add --title 会 --start 早上 --end 10:00",
        "meeting add --title 会 --start 2026-11-25T09:00 --end 10:00 --mode phone",
        "sign-in 1 123 --at 08:40",
        "sign-in 1",
        "sign-in 1 123 --person 1",
        "due",
        "due --from 2026-11-24",
        "due --from 2026-02-30 --working-days 1",
        "due --before 2026-11-24 --working-days 1 --days 2",
        "oa login --which noon",
        "today more",
        "--json",
    ],
)
def test_wrong_usage_is_exit_2_and_an_object(desk: CommandLine, words: str) -> None:
    desk("init")
    said = desk(*words.split(), "--json")
    assert said.code == 2
    assert said.error["rule"] is None and "\n" not in said.error["message"]
    spoken = desk(*words.replace("--json", "--jsn").split())
    assert (spoken.code, spoken.out) == (2, "")
    assert spoken.err.count("\n") == 1


def test_usage_errors_are_in_the_language_of_the_call(desk: CommandLine) -> None:
    desk("init")
    assert desk("meeting", "add").err == "缺少选项 '--title'（用法见 oatui meeting add --help）\n"
    english = desk("--lang", "en", "meeting", "add").err
    assert english == "Missing option '--title' (see oatui meeting add --help)\n"
    assert desk("meetin").err == "没有“meetin”这个命令，是不是 'meeting'？（用法见 oatui --help）\n"


def test_the_language_of_one_call_is_not_that_of_the_next(desk: CommandLine) -> None:
    desk("init")
    assert "No meeting today" in desk("--lang", "en", "today").out
    assert "今天没有会议" in desk("today").out


def test_json_is_utf8_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"name": "张\x1b[2J\x9b31m三"})
    out = capsys.readouterr().out
    assert "张" in out and "\x1b" not in out and "\x9b" not in out
    assert json.loads(out) == {"name": "张\x1b[2J\x9b31m三"}


def test_names_cannot_steer_the_terminal(desk: CommandLine) -> None:
    desk("init")
    desk("meeting", "add", "--title", "会\x1b]0;x\x07\u202e", "--start", "2026-11-25 09:00", "--end", "10:00")
    for words in (("meeting", "list"), ("meeting", "show", 1)):
        out = desk(*words).out
        assert "会\ufffd]0;x\ufffd\ufffd" in out and "\x1b" not in out and "\u202e" not in out


def test_tables_are_aligned_by_cells() -> None:
    lines = list(table(("编号", "name"), [(1, "张三"), (200, None), ("囧囧囧", "e\u0301x")]))
    assert lines == ["编号    Name", "1       张三", "200", "囧囧囧  e\u0301x"]
    assert width("张a\u0301") == 3
    assert list(table(("编号",), [])) == []
    assert clean("一\n二\ud800") == "一\ufffd二\ufffd"


def test_markup_and_sql_are_text(desk: CommandLine) -> None:
    desk("init")
    title = "[bold]'; drop table meeting; --[/bold]"
    desk("meeting", "add", "--title", title, "--start", "2026-11-25 09:00", "--end", "10:00")
    assert desk.json("meeting", "list")[0]["title"] == title
    assert title in desk("meeting", "list").out


def test_text_that_is_no_utf8_is_wrong_usage(desk: CommandLine) -> None:
    desk("init")
    said = desk("meeting", "add", "--title", "会\udcff", "--start", "9", "--end", "10", "--json")
    assert said.code == 2 and "UTF-8" in said.error["message"]


def test_an_unexpected_error_leaves_a_report(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    desk("init")
    monkeypatch.setattr("oatui.store.meetings.listed", lambda *_args, **_more: 1 // 0)
    said = desk("meeting", "list", "--json")
    assert said.code == 70
    reports = list(places.report_folder().glob("*.txt"))
    assert len(reports) == 1 and str(reports[0]) in said.error["message"]
    assert "ZeroDivisionError" in reports[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"), [("database is locked", 3), ("disk I/O error", 3), ("no such table: meeting", 70)]
)
def test_the_engines_trouble_is_the_stores_or_a_fault_of_ours(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch, words: str, code: int
) -> None:
    def failing(*_args: object, **_more: object) -> None:
        raise sqlite3.OperationalError(words)

    desk("init")
    monkeypatch.setattr("oatui.store.meetings.listed", failing)
    assert desk("meeting", "list", "--json").code == code


def test_an_interrupt_is_quiet(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    desk("init")
    monkeypatch.setattr("oatui.store.meetings.listed", interrupted)
    said = desk("meeting", "list")
    assert (said.code, said.out, said.err) == (130, "", "")


def test_the_store_may_be_named_by_the_environment(
    clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OATUI_DB", str(tmp_path / "named.db"))
    assert main(["init"], clock) == 0
    assert (tmp_path / "named.db").exists()
    capsys.readouterr()


def python_m_oatui(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "oatui", *words],
        env={**os.environ, "OATUI_DB": str(folder / "desk.db"), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    assert python_m_oatui("today", folder=tmp_path).returncode == 3
    made = python_m_oatui("init", "--office", "示例县商务局", "--json", folder=tmp_path)
    assert made.returncode == 0 and json.loads(made.stdout)["office"] == "示例县商务局"
    english = python_m_oatui("meeting", "list", folder=tmp_path, OATUI_LANG="en")
    assert english.stdout.decode() == "No meetings yet\n"
    wrong = python_m_oatui("meeting", "show", "x", "--json", folder=tmp_path)
    assert wrong.returncode == 2 and json.loads(wrong.stdout)["error"]["rule"] is None and not wrong.stderr


def test_json_is_utf8_on_a_terminal_that_is_not(tmp_path: Path) -> None:
    said = python_m_oatui("rules", "17-5", "--json", folder=tmp_path, PYTHONIOENCODING="gbk")
    assert "提前15分钟" in json.loads(said.stdout.decode("utf-8"))[0]["phrase"]
    said = python_m_oatui("rules", "17-5", folder=tmp_path, PYTHONIOENCODING="ascii")
    assert said.returncode == 0 and b"17-5" in said.stdout


@pytest.mark.skipif(os.name != "posix", reason="a closed pipe is told differently elsewhere")
@pytest.mark.parametrize("words", ["rules --json", "rules", "rules 17-5", "--help"])
def test_a_reader_that_has_gone_is_no_error(words: str) -> None:
    first, last = os.pipe()
    os.close(first)
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        [sys.executable, "-m", "oatui", *words.split()], stdout=last, stderr=subprocess.PIPE, env=buffered
    )
    os.close(last)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


def test_click_is_loaded_by_the_command_line_alone() -> None:
    modules = "oatui.desk, oatui.store.backup, oatui.files.roster_in, oatui.files.calendar_in, oatui.crash"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, {modules}; print('click' in sys.modules)"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert found.stdout.strip() == b"False"
