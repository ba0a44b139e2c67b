"""Before a meeting on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock

NOTICE = "关于召开全县招商会的通知\n时间：11月26日（周五）9:00\n地点：县会议中心\n嘉祥县人民政府办公室"


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init", "--office", "示例县商务局")
    return line


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_notice_is_read(desk: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, NOTICE)
    found = desk.json("meeting", "read-notice", "-")
    assert (found["title"], found["day"], found["start"], found["role"], found["level"]) == (
        "全县招商会", "2026-11-26", "09:00", "attend", "county",
    )  # fmt: skip
    assert found["missing"] == ["audience", "reply_by", "chair"]
    assert [one["level"] for one in found["verdicts"]] == ["警"]
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    assert desk.json("meeting", "read-notice", path)["place"] == "县会议中心"
    assert "没有找到" in desk("meeting", "read-notice", path).out
    assert desk("meeting", "read-notice", tmp_path / "没有.txt", "--json").error["rule"] is None


def test_a_list_calls_a_meeting_and_its_notes_are_shown(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "王局长 县商务局 局长 13800000001\n李四 县商务局\n")
    made = desk.json("people-list", "make", "局班子[/x]")
    assert [one["name"] for one in made["people"]] == ["王局长", "李四"]
    meeting = desk.json(
        "meeting", "add", "--title", "局务会", "--start", "2026-11-25 09:00", "--end", "10:00", "--list", "局班子[/x]",
        "--tick", "--cost", "茶水 100 元", "--reply-by", "2026-11-24 17:00",
    )  # fmt: skip
    assert meeting["ticks"] is True
    assert [one["name"] for one in desk.json("roster", "list", meeting["id"])] == ["王局长", "李四"]
    desk.json("meeting", "note", meeting["id"], "--agenda", "一；二")
    shown = desk.json("meeting", "show", meeting["id"])
    assert shown["notes"] == {"cost": "茶水 100 元", "agenda": "一；二"} and shown["verdicts"] == []
    assert desk.json("reply", "deadline", meeting["id"])["default"] is False
    desk.json("people-list", "rename", "局班子[/x]", "班子")
    assert [one["name"] for one in desk.json("people-list", "list")] == ["班子"]
    again = desk.json("people-list", "make", "各科", "--meeting", meeting["id"], "--person", 2)
    assert [one["name"] for one in again["people"]] == ["李四"]
    desk.json("people-list", "remove", "班子")
    said = desk("people-list", "show", "班子", "--json")
    assert said.code == 1 and "没有“班子”" in said.error["message"]
    desk("meeting", "call-off", meeting["id"], "--because", "改期")
    assert "已取消" in desk("meeting", "list").out
    assert "取消" in desk("meeting", "show", meeting["id"]).out and "闭会" not in desk("meeting", "list").out


def test_inviting_is_entered_and_says_what_is_missing(desk: CommandLine) -> None:
    add = ("meeting", "add", "--title", "消费论坛", "--start", "2026-12-20 09:00", "--end", "11:00")
    meeting = desk.json(*add, "--invite", "committee", "--matter", "6", "--because", "已请示")
    rules = [one["rule"] for one in meeting["verdicts"]]
    assert rules == ["8-10", "8-7", "20-3", "7-2"]
    found = desk.json(
        "meeting", "invite", meeting["id"], "--asked-on", "2026-11-23", "--request", "关于举办论坛的请示",
        "--materials", "1234",
    )  # fmt: skip
    assert [(one["rule"], one["level"]) for one in found["verdicts"]] == [
        ("8-10", "ok"),
        ("8-7", "ok"),
        ("7-2", "ok"),
    ]
    assert found["invitation"]["invited"] == "committee"
    assert desk.json("meeting", "show", meeting["id"])["invitation"]["request"] == "关于举办论坛的请示"
    late = desk("meeting", "invite", meeting["id"], "--asked-on", "2026-12-16", "--json")
    assert late.code == 2 or late.error["rule"] in {"8-10", "8-7"}
    assert desk("meeting", "invite", meeting["id"], "--materials", "7", "--json").code == 1
    assert desk("meeting", "invite", meeting["id"], "--invite", "king").code == 2
    assert desk.json("meeting", "invite", meeting["id"], "--nobody")["verdicts"] == []
    assert desk.json("meeting", "show", meeting["id"])["invitation"] is None


def test_the_checklist(desk: CommandLine) -> None:
    meeting = desk.json("meeting", "add", "--title", "会", "--start", "2026-11-25 09:00", "--end", "10:00")[
        "id"
    ]
    assert desk.json("checklist", "begin", meeting)["added"] == 8
    added = desk.json("checklist", "add", meeting, "鲜花", "--owner", "王某")
    assert desk.json("checklist", "tick", added["id"])["done_by"]
    assert desk.json("meeting", "show", meeting)["checklist"] == {"done": 1, "items": 9}
    assert desk.json("checklist", "tick", added["id"], "--undo")["done"] is False
    desk.json("checklist", "drop", added["id"])
    assert len(desk.json("checklist", "list", meeting)) == 8
    assert desk("checklist", "add", meeting, "会标", "--json").error["message"] == "清单里已有“会标”"


def test_the_notice_and_our_reply(desk: CommandLine, tmp_path: Path) -> None:
    meeting = desk.json(
        "meeting", "add", "--title", "商务会", "--start", "2026-11-26 09:00", "--end", "10:00"
    )["id"]
    drafted = desk.json("notice", "draft", meeting, "--out", tmp_path)
    assert drafted["title"] == "关于召开商务会的通知"
    assert Path(drafted["path"]).exists() and Path(drafted["reply_form"]).exists()
    assert desk.json("notice", "text", meeting)["document"] == drafted["document"]
    again = desk("notice", "draft", meeting, "--out", tmp_path, "--json")
    assert again.code == 1
    above = desk.json(
        "meeting", "add", "--title", "县里的会", "--start", "2026-11-27 09:00", "--end", "10:00", "--role", "attend",
        "--level", "county",
    )["id"]  # fmt: skip
    assert desk("reply", "write", above, "--out", tmp_path / "a.xlsx", "--json").code == 1
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,单位\n王敏,示例县商务局\n", encoding="utf-8")
    desk.json("roster", "import", above, roster)
    (one,) = desk.json("meeting", "send", above)
    assert one["approver"] is None
    (one,) = desk.json("meeting", "send", above, one["id"], "--by", "示例局长")
    assert one["approver"] == "示例局长"
    assert desk.json("reply", "write", above, "--out", tmp_path / "a.xlsx")["rows"] == 1
    assert desk.json("reply", "reported", above)["at"] == "2026-11-24T08:20:00+08:00"
