"""Leave and the closing on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """A county meeting at 09:00 with a roster of 30; the clock stands at 08:20."""
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    line.json(
        "meeting", "add", "--title", "全县商务工作会议", "--start", "2026-11-24 09:00", "--end", "11:00",
        "--level", "county",
    )  # fmt: skip
    line("roster", "import", 1, DATA / "roster-gbk.csv")
    return line


def test_a_meeting_says_how_it_concerns_us(desk: CommandLine) -> None:
    added = desk.json(
        "meeting", "add", "--title", "县委会议", "--start", "2026-11-25 09:00", "--end", "11:00", "--role",
        "attend", "--level", "county", "--urgent",
    )  # fmt: skip
    assert (added["role"], added["level"], added["urgent"]) == ("attend", "county", True)
    assert (added["closed_at"], added["verdicts"]) == (None, [])
    shown = desk("meeting", "show", 2).out
    assert "上级主办、我局参会  县委、县政府会议  紧急" in shown
    # ours gives way, unless there is a reason
    clash = ("meeting", "add", "--title", "局务会", "--start", "2026-11-25 10:00", "--end", "12:00")
    said = desk(*clash, "--json")
    assert (said.code, said.error["rule"]) == (1, "17-2")
    kept = desk.json(*clash, "--because", "值班副局长主持")
    assert [verdict["rule"] for verdict in kept["verdicts"]] == ["17-2"]
    assert [verdict["rule"] for verdict in desk.json("meeting", "show", 3)["verdicts"]] == ["17-2"]


def test_inviting_leaders_counts_the_days(desk: CommandLine) -> None:
    added = desk.json(
        "meeting", "add", "--title", "座谈会", "--start", "2026-12-10 09:00", "--end", "11:00", "--invite",
        "committee",
    )  # fmt: skip
    assert [verdict["rule"] for verdict in added["verdicts"]] == ["8-10", "20-1", "20-3"]
    assert "2026年12月5日" in added["verdicts"][0]["message"]


def test_from_the_request_to_the_slip(desk: CommandLine, clock: FixedClock) -> None:
    made = desk.json("leave", "request", 1, "--person", 1, "--kind", "sick", "--reason", "住院")
    assert (made["id"], made["state"], made["approver"], made["open"]) == (1, "requested", None, [])
    early = desk("leave", "substitute", 1, "--name", "替会人", "--json")
    assert (early.code, early.error["rule"]) == (1, "17-3")
    made = desk.json("leave", "approve", 1, "--by", "李主任", "--at", "2026-11-24 08:10")
    assert (made["state"], made["approved_at"]) == ("approved", "2026-11-24T08:10:00+08:00")
    assert made["open"] == ["committee_duty", "government_duty"]
    first = desk.json("roster", "list", 1)[0]
    made = desk.json("leave", "substitute", 1, "--name", "替会人", "--post", "副科长")
    other = made["substitute"]
    assert (other["name"], other["unit"], len(other["code"])) == ("替会人", first["unit"], 25)
    revoked = desk("sign-in", 1, first["code"], "--json")
    assert (revoked.code, revoked.json["rule"]) == (1, "17-3")
    assert "替会人" in revoked.json["message"] and first["name"] in revoked.json["message"]
    assert desk.json("sign-in", 1, other["code"])["outcome"] == "ok"
    counts = desk.json("attendance", 1)
    assert (counts["expected"], counts["present"], counts["substitute"], counts["leave"]) == (30, 1, 1, 0)
    made = desk.json("leave", "deliver", 1, "--to", "committee_duty")
    assert made["open"] == ["government_duty"]
    assert made["verdicts"][0]["rule"] == "17-4"
    listed = desk("leave", "list", 1).out.splitlines()
    assert listed[0].split() == ["编号", "姓名", "单位", "事由", "状态", "批准人", "替会人", "未送"]
    assert listed[1].split()[-3:] == ["李主任", "替会人", "县政府值班室"]
    clock.at(11)
    said = desk("meeting", "close", 1, "--json")
    assert (said.code, said.error["rule"]) == (1, "17-4")
    assert desk.json("meeting", "settle", 1)["blockers"][0]["message"] == said.error["message"]
    desk.json("leave", "deliver", 1, "--to", "government_duty")
    closed = desk.json("meeting", "close", 1)
    assert (closed["expected"], closed["present"], closed["leave"], closed["absent"]) == (30, 1, 0, 29)
    assert closed["closed_at"] == "2026-11-24T11:00:00+08:00"
    assert (closed["people"][0]["state"], closed["people"][0]["substitute"]) == ("replaced", "替会人")
    assert len(closed["faults"]["absent"]) == 29


def test_own_meeting_cites_18_3(desk: CommandLine) -> None:
    said = desk("leave", "request", 1, "--person", 1, "--kind", "own_meeting", "--json")
    assert (said.code, said.error["rule"]) == (1, "18-3")
    # a person reads the rule too
    assert desk("leave", "request", 1, "--person", 1, "--kind", "own_meeting").err.startswith("[18-3] 不得以")
    assert desk.json("leave", "list", 1) == []
    made = desk.json("leave", "request", 1, "--person", 1, "--kind", "own_meeting", "--chair", "示例县长")
    assert [verdict["rule"] for verdict in made["verdicts"]] == [None, "18-3"]


def test_leave_counts_once_approved_and_not_before(desk: CommandLine) -> None:
    desk.json("leave", "request", 1, "--person", 1, "--kind", "other")
    assert desk.json("attendance", 1)["absent"] == 30
    no = desk.json("leave", "refuse", 1, "--by", "李主任", "--reason", "人手不足")
    assert no["state"] == "refused"
    desk.json("leave", "request", 1, "--person", 1, "--kind", "sick")
    desk.json("leave", "approve", 2, "--by", "李主任")
    counts = desk.json("attendance", 1)
    assert (counts["leave"], counts["absent"]) == (1, 29)
    assert sum(len(unit["names"]) for unit in counts["missing"]) == 29
    assert desk.json("leave", "withdraw", 2, "--reason", "行程取消")["state"] == "withdrawn"
    assert desk.json("attendance", 1)["leave"] == 0


def test_a_person_of_another_meeting_is_unknown_here(desk: CommandLine) -> None:
    desk("meeting", "add", "--title", "另一会", "--start", "2026-11-26 09:00", "--end", "10:00")
    for words in (
        ("leave", "request", 2, "--person", 1, "--kind", "sick"),
        ("meeting", "mark", 2, "--person", 1, "--as", "missed_sign_in", "--approver", "李主任"),
    ):
        assert desk(*words, "--json").code == 1
    assert desk.json("leave", "list", 1) == []


def test_a_named_person_says_who_was_here(desk: CommandLine) -> None:
    said = desk("meeting", "mark", 1, "--person", 2, "--as", "missed_sign_in", "--json")
    assert (said.code, said.error["rule"]) == (1, "17-5")
    marked = desk.json(
        "meeting", "mark", 1, "--person", 2, "--as", "missed_sign_in", "--approver", "李主任", "--reason",
        "座位上有人",
    )  # fmt: skip
    assert (marked["state"], marked["approver"]) == ("missed_sign_in", "李主任")
    early = desk("meeting", "close", 1, "--json")
    assert (early.code, early.error["rule"]) == (1, None)
    closed = desk.json("meeting", "close", 1, "--because", "提前散会")
    assert (closed["present"], closed["missed_sign_in"]) == (1, 1)
    assert [who["name"] for who in closed["faults"]["missed_sign_in"]] == [marked["name"]]
    assert "漏签" in desk("meeting", "settle", 1).out
    year = desk.json("meeting", "year", 2026)
    assert sum(line.get("missed_sign_in", 0) for line in year) == 1
    assert sum(line["meetings"] for line in desk.json("meeting", "year", 2026, "--by", "unit")) == 30
    assert "还没有闭会的会议" in desk("meeting", "year", 2025).out
    assert desk.json("meeting", "reopen", 1, "--because", "漏了一人")["closed_at"] is None
