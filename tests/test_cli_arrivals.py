"""Signing in on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """A meeting at 09:00 with a roster of 30; the clock stands at 08:20."""
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    line("meeting", "add", "--title", "商务工作会议", "--start", "2026-11-24 09:00", "--end", "11:00")
    line("roster", "import", 1, DATA / "roster-gbk.csv")
    return line


@pytest.fixture
def codes(desk: CommandLine) -> list[str]:
    return [row["code"] for row in desk.json("roster", "list", 1)]


@pytest.mark.parametrize(
    ("minute", "second", "status", "part"),
    [
        (40, 0, "on_time", "距截止还有 5 分"),
        (45, 0, "on_time", "正好截止"),
        (45, 1, "after_deadline", "晚 1 秒"),
        (60, 0, "after_deadline", "晚 15 分"),
        (60, 1, "late", "晚于开会 1 秒"),
    ],
)
def test_a_sign_in_is_judged_to_the_second(
    desk: CommandLine, codes: list[str], clock: FixedClock, minute: int, second: int, status: str, part: str
) -> None:
    clock.at(8 + minute // 60, minute % 60, second)
    said = desk.json("sign-in", 1, codes[0])
    assert (said["outcome"], said["status"], said["rule"]) == ("ok", status, "17-5")
    assert part in said["message"]
    assert said["at"] == f"2026-11-24T{8 + minute // 60:02}:{minute % 60:02}:{second:02}+08:00"
    assert set(said) >= {
        "outcome",
        "status",
        "name",
        "unit",
        "post",
        "venue",
        "seat",
        "at",
        "rule",
        "message",
    }
    assert said["name"] == "曾兰秀" and said["venue"] == "主会场"
    counts = desk.json("attendance", 1)
    assert (counts["present"], counts[status], counts["absent"]) == (1, 1, 29)


def test_a_second_scan_is_already_with_the_first_time(
    desk: CommandLine, codes: list[str], clock: FixedClock
) -> None:
    first = desk.json("sign-in", 1, codes[0])
    clock.at(8, 50)
    again = desk.json("sign-in", 1, codes[0])
    assert (again["outcome"], again["at"], again["status"]) == ("already", first["at"], "on_time")
    assert desk.json("attendance", 1)["present"] == 1


@pytest.mark.parametrize("code", ["hello", "1234567890123456789012345", "0" * 25, "12345678901234567890"])
def test_a_strange_code_is_refused_with_its_own_object(desk: CommandLine, code: str) -> None:
    said = desk("sign-in", 1, code, "--json")
    assert said.code == 1
    assert said.json["outcome"] == "refused" and said.json["message"]
    assert said.json["name"] is None and said.json["status"] is None
    spoken = desk("sign-in", 1, code)
    assert (spoken.code, spoken.out, spoken.err.count("\n")) == (1, "", 1)


def test_a_code_of_another_meeting_names_it(desk: CommandLine, codes: list[str]) -> None:
    desk("meeting", "add", "--title", "局务会", "--start", "2026-11-24 09:00", "--end", "10:00")
    said = desk("sign-in", 2, codes[0], "--json")
    assert said.code == 1 and "商务工作会议" in said.json["message"]


def test_outside_the_hours_it_takes_an_approver(
    desk: CommandLine, codes: list[str], clock: FixedClock
) -> None:
    clock.at(9, 30, 1)
    said = desk("sign-in", 1, codes[0], "--json")
    assert said.code == 1 and "09:30" in said.json["message"] and said.json["name"] == "曾兰秀"
    by_hand = ("sign-in", 1, "--person", 1, "--reason", "门口停电")
    assert desk(*by_hand).code == 1
    made = desk.json(*by_hand, "--approver", "王某")
    assert (made["outcome"], made["status"]) == ("ok", "late")


def test_by_hand_needs_a_reason_and_someone_on_the_roster(desk: CommandLine) -> None:
    said = desk("sign-in", 1, "--person", 1, "--json")
    assert said.code == 1 and said.json["outcome"] == "refused" and "原因" in said.json["message"]
    said = desk("sign-in", 1, "--person", 999, "--reason", "未带码", "--json")
    assert (said.code, said.json["rule"]) == (1, "17-8")
    made = desk.json("sign-in", 1, "--person", 1, "--reason", "未带码")
    assert (made["outcome"], made["person"], made["name"]) == ("ok", 1, "曾兰秀")


def test_a_dry_run_judges_any_time_and_records_nothing(desk: CommandLine, codes: list[str]) -> None:
    before = desk.json("doctor")["journal"]["events"]
    for at, status in (("2026-11-24 08:44:59", "on_time"), ("08:45:01", "after_deadline"), ("0901", "late")):
        said = desk.json("sign-in", 1, codes[0], "--at", at, "--dry-run")
        assert (said["outcome"], said["status"]) == ("ok", status)
    assert desk.json("sign-in", 1, codes[0], "--dry-run")["at"] == "2026-11-24T08:20:00+08:00"
    assert desk.json("doctor")["journal"]["events"] == before
    said = desk("sign-in", 1, codes[0], "--at", "08:40", "--json")
    assert said.code == 2 and "--dry-run" in said.error["message"]


def test_the_door_may_stand_at_another_venue(desk: CommandLine, codes: list[str]) -> None:
    desk("venue", "add", 1, "分会场")
    made = desk.json("sign-in", 1, codes[0], "--venue", "分会场")
    assert (made["outcome"], made["venue"]) == ("ok", "主会场")
    assert [note["rule"] for note in made["notes"]] == ["17-9"]
    said = desk("sign-in", 1, codes[1], "--venue", "没有", "--json")
    assert said.code == 1 and "主会场、分会场" in said.json["message"]
    # the phone way knows a venue by every name by which the others do, and opens nothing untold
    for venue, words in (("Main venue", "要确认本机不是涉密计算机"), ("另一会场", "主会场、分会场")):
        no = desk("serve", 1, "--venue", venue, "--host", "127.0.0.1", "--json")
        assert no.code == 1 and words in no.error["message"]
    assert desk.json("attendance", 1)["present"] == 1


def test_an_unknown_meeting_is_refused(desk: CommandLine, codes: list[str]) -> None:
    said = desk("sign-in", 9, codes[0], "--json")
    assert said.code == 1 and said.json["outcome"] == "refused"
    assert desk("attendance", 9, "--json").error["message"] == "没有编号为 9 的会议"


def test_a_mistake_is_annulled_with_a_reason(desk: CommandLine, codes: list[str]) -> None:
    desk.json("sign-in", 1, codes[0])
    annul = ("sign-in-annul", 1, "--person", 1, "--reason")
    assert desk(*annul, " ", "--json").code == 1
    assert desk("sign-in-annul", 2, "--person", 1, "--reason", "不是本人").code == 1
    assert desk.json("attendance", 1)["present"] == 1
    assert desk.json(*annul, "不是本人")["outcome"] == "annulled"
    assert desk.json("attendance", 1)["present"] == 0
    said = desk(*annul, "不是本人", "--json")
    assert said.code == 1 and said.error["message"]
    assert desk.json("sign-in", 1, codes[0])["outcome"] == "ok"


def test_the_sum_holds_in_all_and_by_venue(desk: CommandLine, codes: list[str]) -> None:
    desk("roster", "import", 1, DATA / "roster-office.xlsx", "--venue", "分会场")
    for code in codes[:3]:
        desk.json("sign-in", 1, code)
    counts = desk.json("attendance", 1)
    for each in (counts, *counts["venues"]):
        assert each["expected"] == each["present"] + each["leave"] + each["absent"]
    assert (counts["expected"], counts["present"]) == (84, 3)
    assert [venue["present"] for venue in counts["venues"]] == [3, 0]
    assert sum(len(unit["names"]) for unit in counts["missing"]) == 81
    lines = desk("attendance", 1).out.splitlines()
    assert lines[:2] == [
        "会场    应到  已到  按时  晚签到  迟到  漏签  请假  替会  未到",
        "合计    84    3     3     0       0     0     0     0     81",
    ]


def test_a_person_reads_who_it_was(desk: CommandLine, codes: list[str]) -> None:
    said = desk("sign-in", 1, codes[0])
    first, second = said.out.splitlines()
    assert first == "曾兰秀  嘉祥街道  经发办负责人  主会场  按时"
    assert second == "[17-5] 开会 09:00，截止 08:45，签到 08:20:00，距截止还有 25 分"
