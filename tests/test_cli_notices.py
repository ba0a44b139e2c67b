"""Notices, replies and the range of a venue on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """A meeting on the 25th at 09:00 with a roster of 30; the clock stands on the 24th at 08:20."""
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    line.json(
        "meeting", "add", "--title", "全县商务工作会议", "--start", "2026-11-25 09:00", "--end", "11:00"
    )
    line("roster", "import", 1, DATA / "roster-gbk.csv")
    return line


def first(desk: CommandLine) -> dict[str, object]:
    found: dict[str, object] = desk.json("notice", "list", 1)[0]
    return found


def test_from_the_notice_to_the_reminder(desk: CommandLine) -> None:
    unit = first(desk)["unit"]
    assert (first(desk)["sent_at"], first(desk)["channels"]) == (None, [])
    said = desk.json("notice", "send", 1, unit, "--channel", "phone", "--at", "2026-11-24 08:00")
    assert [verdict["rule"] for verdict in said["verdicts"]] == ["18-4", "18-4"]
    assert [verdict["level"] for verdict in said["verdicts"]] == ["ok", "记"]
    assert desk.json("notice", "send", 1, unit)["units"] == [unit]
    assert (first(desk)["channels"], first(desk)["sent_at"]) == (["phone", "oa"], "2026-11-24T08:00:00+08:00")
    told = desk.json("notice", "remind", 1)
    assert [one["kind"] for one in told if one["unit"] == unit] == [
        "unacknowledged",
        "unreplied",
        "not_arrived",
    ]
    assert "请于2026年11月24日 17:00前报送" in desk("notice", "remind", 1, "--kind", "unreplied").out
    made = desk.json("notice", "acknowledge", 1, unit, "--by", "王某", "--at", "2026-11-24 08:10")
    assert (made["acknowledged_by"], made["acknowledged_at"]) == ("王某", "2026-11-24T08:10:00+08:00")
    assert desk.json("notice", "remind", 1, "--kind", "unacknowledged") == []
    assert desk("notice", "remind", 1, "--kind", "unacknowledged").out == "没有要催的\n"
    assert "王某" in desk("notice", "list", 1).out


def test_a_county_offices_name(desk: CommandLine) -> None:
    send = ("notice", "send", 1, "示例九镇", "--in-name-of", "government_office")
    said = desk(*send, "--json")
    assert (said.code, said.error["rule"]) == (1, "18-1")
    desk.json(*send, "--consent-by", "示例主任", "--consent-at", "2026-11-24 08:00")
    found = desk.json("notice", "list", 1)[-1]
    assert found["consent"] == {"by": "示例主任", "at": "2026-11-24T08:00:00+08:00"}
    made = desk.json("notice", "contact", 1, "示例九镇", "--name", "李某", "--phone", "0537-6820000")
    assert (made["contact"], made["phone"]) == ("李某", "0537-6820000")


def test_the_deadline(desk: CommandLine) -> None:
    assert desk.json("reply", "deadline", 1) == {
        "meeting": 1, "deadline": "2026-11-24T17:00:00+08:00", "default": True,
    }  # fmt: skip
    assert desk.json("reply", "deadline", 1, "2026-11-24 12:00")["default"] is False
    assert "12:00" in desk("reply", "deadline", 1).out
    assert desk("reply", "deadline", 1, "2026-11-25 09:00").code == 1
    # a year that is not loaded is said; it stops nothing but what needs it
    desk.json("meeting", "add", "--title", "明年的会", "--start", "2028-01-03 09:00", "--end", "11:00")
    said = desk("reply", "deadline", 2)
    assert (said.code, "2028" in said.err) == (1, True)
    assert "2028" in desk("notice", "remind", 2).out


def reply_file(path: Path, *people: tuple[str, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["单位", "姓名", "职务", "电话", "是否参会"])
    for one in people:
        sheet.append(one)
    book.save(path)
    return path


def test_a_reply_file(desk: CommandLine, clock: FixedClock, tmp_path: Path) -> None:
    known = desk.json("roster", "list", 1)[0]
    file = reply_file(
        tmp_path / "回执.xlsx",
        (known["unit"], known["name"], "新职务", "", "是"),
        (known["unit"], "新来某", "科员", "13900000009", "是"),
        (known["unit"], "不像", "科员", "138", "是"),
    )
    dry = desk.json("reply", "import", 1, file, "--dry-run")
    kinds = {line["name"]: line["kind"] for line in dry["lines"]}
    assert (kinds[known["name"]], kinds["新来某"]) == ("changed", "added")
    assert [one["row"] for one in dry["unread"]] == [4]
    assert len(desk.json("roster", "list", 1)) == 30
    made = desk.json("reply", "import", 1, file)
    assert made["verdicts"][0]["message"].endswith(
        "的回执：新增 1 人，变更 1 人，替会 0 人，不参会 0 人，没有报 1 人"
    )
    assert len(desk.json("roster", "list", 1)) == 31
    assert first(desk)["replied_at"] == "2026-11-24T08:20:00+08:00"
    clock.at(17, 1)
    again = reply_file(tmp_path / "再报.xlsx", (known["unit"], "又一某", "科员", "", "是"))
    said = desk("reply", "import", 1, again, "--json")
    assert (said.code, said.json["verdicts"][0]["rule"]) == (1, "17-8")
    assert len(desk.json("roster", "list", 1)) == 31
    # what came in on time was only written down late
    assert desk("reply", "import", 1, again, "--dry-run").code == 0
    desk.json("reply", "import", 1, again, "--by", "王某", "--because", "人事变动")
    last = [one for one in desk.json("reply", "changes", 1) if one["name"] == "又一某"]
    assert [(one["kind"], one["after_deadline"], one["by"], one["because"]) for one in last] == [
        ("added", True, "王某", "人事变动")
    ]
    assert "人事变动" in desk("reply", "changes", 1).out


def test_received_in_time_and_written_down_later(
    desk: CommandLine, clock: FixedClock, tmp_path: Path
) -> None:
    clock.at(17, 30)
    file = reply_file(tmp_path / "回执.xlsx", ("示例九镇", "新来某", "镇长", "", "是"))
    desk.json("reply", "import", 1, file, "--received", "2026-11-24 16:59")
    assert [one["after_deadline"] for one in desk.json("reply", "changes", 1)] == [False, False]


def test_pasted(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("王新敏 镇长 13800000001\n收到，谢谢\n看不懂的一行\n"))
    made = desk.json("reply", "paste", 1, "--unit", "示例九镇")
    assert [(line["kind"], line["unit"], line["name"]) for line in made["lines"]] == [
        ("added", "示例九镇", "王新敏")
    ]
    assert [one["row"] for one in made["unread"]] == [3]
    monkeypatch.setattr("sys.stdin", io.StringIO("王新敏 镇长"))
    said = desk("reply", "paste", 1, "--json")
    assert (said.code, "指明是哪个单位" in said.error["message"]) == (1, True)


def test_the_range_of_a_venue(desk: CommandLine) -> None:
    desk("venue", "add", 1, "一镇分会场")
    made = desk.json("venue", "range", 1, "一镇分会场")
    assert (made["required"], made["verdicts"], made["outsiders"]) == ([], [], [])
    made = desk.json(
        "venue", "range", 1, "一镇分会场", "--require", "示例一镇 镇长", "--require", "示例一镇 书记", "--charge", "王某",
        "--phone", "0537-1",
    )  # fmt: skip
    assert [one["post"] for one in made["empty"]] == ["镇长", "书记"]
    assert (made["verdicts"][0]["rule"], made["verdicts"][0]["level"]) == ("17-9", "硬")
    assert "会场负责人王某，电话0537-1；报送时间2026年11月24日08:20" in made["report"]
    assert desk.json("venue", "range", 1, "一镇分会场", "--phone", "0537-2")["charge"] == "王某"
    assert desk("venue", "range", 1, "一镇分会场", "--require", "示例一镇").code == 1
    assert "应到0人" in desk("venue", "range", 1, "一镇分会场").out
