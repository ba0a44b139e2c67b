"""Deadlines on the command line, and the calendar file of a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.files.test_calendar_out import read


@pytest.fixture
def call(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    assert line("init", "--office", "示例县商务局").code == 0
    return line


def test_made_listed_handed_on_and_done(call: CommandLine, clock: FixedClock) -> None:
    made = call.json(
        "deadline", "add", "--kind", "supervision", "--title", "督查 [/x]", "--date", "2026-11-20"
    )
    assert made["due"] == "2026-11-27T17:30:00+08:00"
    assert [day["date"] for day in made["counted"]][-1] == "2026-11-27"
    assert [day["date"] for day in made["rest"]] == ["2026-11-21", "2026-11-22"]
    assert (made["kind"], made["rule"], made["group"], made["calendar"]) == (
        "supervision", "21-2", "week", "chinesecalendar",
    )  # fmt: skip
    call.json("deadline", "add", "--title", "报表", "--due", "2026-11-24 17:00", "--owner", "李某")
    listed = call.json("deadline", "list")
    assert [(one["source"], one["title"], one["group"]) for one in listed] == [
        ("deadline", "报表", "today"), ("deadline", "督查 [/x]", "week"),
    ]  # fmt: skip
    assert len(call.json("deadline", "list", "--until", "2026-11-24")) == 1
    assert call.json("deadline", "hand-on", 1, "--to", "张某")["owner"] == "张某"
    assert [one["rule"] for one in call.json("deadline", "report", 1, "--part", "plan", "--words", "抓紧")["verdicts"]] == [
        "21-4", "21-3",
    ]  # fmt: skip
    assert call.json("deadline", "step", 1, "--step", "notified")["verdicts"][0]["rule"] == "21-1"
    clock.at(17, 0, 1)
    late = call("deadline", "done", 2, "--json")
    assert late.code == 1
    assert late.error == {"rule": None, "message": "时限 2026年11月24日 17:00，已超 1 秒；请写明原因"}
    assert call.json("deadline", "explain", 2, "--reason", "等数据")["explained"] == "等数据"
    assert call.json("deadline", "done", 2)["state"] == "done"
    shown = call.json("deadline", "show", 2)
    assert [line["message"] for line in shown["course"]][1:] == ["说明：等数据", "李某 办结"]
    assert (
        call.json("deadline", "extend", 1, "--due", "2026-12-01", "--reason", "等数据", "--by", "督查室")[
            "extended"
        ]
        == 1
    )
    assert call.json("deadline", "correct", 1, "--title", "督查通知")["title"] == "督查通知"
    assert call.json("deadline", "withdraw", 1, "--reason", "重复")["state"] == "withdrawn"
    assert len(call.json("deadline", "list", "--done")) == 2
    assert call.json("deadline", "reopen", 1, "--reason", "没有重复")["state"] == "open"
    out = call("deadline", "list").out
    assert "时限 1" in out
    assert "督查通知" in out


def test_guests_on_the_command_line(call: CommandLine) -> None:
    call.json(
        "deadline",
        "add",
        "--kind",
        "information",
        "--title",
        "来嘉",
        "--date",
        "2026-11-27",
        "--heard",
        "0815",
    )
    first = call.json("deadline", "inform", 1, "--to", "committee_office")
    assert first["state"] == "open"
    assert call("deadline", "done", 1, "--json").error["rule"] == "19-1"
    assert call.json("deadline", "inform", 1, "--to", "government_office", "--complete")["state"] == "done"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--title", "x"], 1),
        (["--title", "", "--due", "1201"], 1),
        (["--kind", "answer", "--title", "x"], 1),
        (["--kind", "nothing", "--title", "x"], 2),
        (["--kind", "answer", "--title", "x", "--date", "[/x]"], 2),
        (["--title", "x", "--due", "32日"], 1),
        (["--kind", "supervision", "--title", "x", "--date", "2026-11-25"], 1),
    ],
)
def test_what_cannot_be_is_refused(call: CommandLine, words: list[str], code: int) -> None:
    said = call("deadline", "add", *words, "--json")
    assert (said.code, list(said.json)) == (code, ["error"])
    assert call.json("deadline", "list") == []


def test_a_year_without_a_calendar_waits(call: CommandLine, tmp_path: Path) -> None:
    made = call.json("deadline", "add", "--kind", "answer", "--title", "明年", "--date", "2027-01-15")
    assert (made["due"], made["group"]) == (None, "waits")
    assert "2027 年调休安排未载入" in made["message"]
    schedule = tmp_path / "2027.json"
    schedule.write_text(
        '{"year": 2027, "papers": ["x"], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}'
    )
    call.json("calendar", "import", schedule)
    assert call.json("deadline", "list")[0]["due"] == "2027-01-06T17:30:00+08:00"


def test_the_calendar_file_has_meetings_and_deadlines_under_lasting_names(
    call: CommandLine, tmp_path: Path, clock: FixedClock
) -> None:
    call.json(
        "meeting",
        "add",
        "--title",
        "全县商务工作会议；一,二",
        "--start",
        "2026-11-24 09:00",
        "--end",
        "2026-11-24 11:00",
    )
    call.json("deadline", "add", "--kind", "event", "--title", "购物节", "--date", "2026-12-04")
    call.json("deadline", "add", "--kind", "answer", "--title", "待历的", "--date", "2027-03-15")
    call.json("deadline", "add", "--title", "办完的", "--due", "2026-11-25")
    call.json("deadline", "done", 3)
    made = call.json("export", "calendar", "--out", tmp_path / "a.ics")
    assert made["entries"] == 3
    events = [dict(event) for event in read((tmp_path / "a.ics").read_bytes())]
    assert [event["SUMMARY"] for event in events] == [
        "全县商务工作会议；一,二",
        "[领导参加活动] 购物节",
        "[自定] 办完的",
    ]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    # the Friday before the Sunday on which it is due
    assert events[1]["DTSTART"] == "20261127T093000Z"
    assert "依据 20-2" in events[1]["DESCRIPTION"]
    clock.pass_time(days=2)
    call.json("export", "calendar", "--out", tmp_path / "b.ics")
    again = [dict(event) for event in read((tmp_path / "b.ics").read_bytes())]
    assert [event["UID"] for event in again] == [event["UID"] for event in events]
    assert again[0]["DTSTAMP"] != events[0]["DTSTAMP"]
    assert call("export", "calendar", "--out", tmp_path / "a.ics", "--json").code == 1


def test_a_script_is_told_what_presses_by_the_exit_code(call: CommandLine, clock: FixedClock) -> None:
    call.json("deadline", "add", "--title", "明天的", "--due", "2026-11-25")
    assert call("today", "--check").code == 0
    clock.pass_time(days=1)
    said = call("today", "--check")
    assert (said.code, said.err.strip()) == (1, "超期 0 件，今天到期 1 件")
    assert call("today").code == 0
    clock.at(17, 30, 1)
    assert call("today", "--check").err.strip() == "超期 1 件，今天到期 0 件"
    answer = call("today", "--check", "--json")
    assert (answer.code, answer.json["deadlines"][0]["title"]) == (1, "明天的")
    call.json("deadline", "done", 1, "--reason", "等数据")
    assert call("today", "--check").code == 0
