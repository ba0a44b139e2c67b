"""The door and the hall on the command line: what the arrival desk can do, another program can."""

from __future__ import annotations

from pathlib import Path

import pytest

from oatui.store.database import open_store
from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.store.acts import a_meeting


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """A meeting at 09:00 with a roster of 30; the clock stands at 08:20."""
    store = open_store(tmp_path / "desk.db", clock, "刘某某", create=True)
    a_meeting(store, 30)
    store.close()
    return CommandLine(clock, capsys, tmp_path / "desk.db")


def test_a_substitute_on_the_spot(desk: CommandLine) -> None:
    said = desk("stand-in", 1, "--name", "王五", "--for", 1, "--json")
    assert (said.code, said.json["outcome"], said.json["rule"]) == (1, "refused", "17-8")
    made = desk.json("stand-in", 1, "--name", "王五", "--for", 1, "--approver", "李主任", "--kind", "sick")
    assert (made["outcome"], made["name"], made["notes"][0]["rule"]) == ("ok", "王五", "17-8")
    # the approver is known by now
    assert desk.json("stand-in", 1, "--name", "[/x]", "--for", 2)["name"] == "[/x]"
    counts = desk.json("attendance", 1)
    assert (counts["expected"], counts["present"], counts["substitute"], counts["turned_away"]) == (
        30,
        2,
        2,
        1,
    )
    assert desk.json("leave", "list", 1)[0]["on_the_spot"] == "李主任"
    assert desk("stand-in", 1, "--name", "赵六", "--for", 1, "--json").error["message"]


def test_who_is_not_on_the_list_is_turned_away(desk: CommandLine) -> None:
    made = desk.json("turn-away", 1, "--name", "王五", "--unit", "外单位")
    assert (made["outcome"], made["rule"]) == ("refused", "17-8")
    found = desk.json("turned-away", 1)
    assert [(one["name"], one["unit"], one["rule"]) for one in found] == [("王五", "外单位", "17-8")]
    assert "王五" in desk("turned-away", 1).out


def test_the_line_at_the_deadline(desk: CommandLine, clock: FixedClock) -> None:
    codes = [row["code"] for row in desk.json("roster", "list", 1)]
    assert desk("queue", "mark", 1, "--json").error["rule"] == "17-5"
    clock.at(8, 45, 10)
    assert desk.json("queue", "mark", 1)["until"] == "2026-11-24T08:48:10+08:00"
    clock.at(8, 47)
    for code in codes[:3]:
        desk.json("sign-in", 1, code)
    assert [one["settled_by"] for one in desk.json("queue", "list", 1)] == [None] * 3
    assert desk("queue", "settle", 1, "--json").error["message"].startswith("请填认定人")
    first = desk.json("queue", "list", 1)[0]["person"]
    assert desk.json("queue", "settle", 1, "--by", "李主任", "--person", first)["people"] == 1
    assert desk("queue", "settle", 1, "--person", 30, "--json").error["message"]
    assert desk.json("queue", "settle", 1)["people"] == 2
    assert desk.json("attendance", 1)["on_time"] == 3
    assert desk.json("queue", "undo", 1, "--reason", "认错了")["people"] == 2
    assert desk.json("attendance", 1)["on_time"] == 1


def test_the_head_table(desk: CommandLine) -> None:
    assert desk.json("leaders", "list", 1)["leaders"] == []
    assert desk("leaders", "tick", 1, "--person", 1, "--json").error["message"]
    desk.json("leaders", "choose", 1, "--person", 1)
    assert desk.json("leaders", "tick", 1, "--person", 1)["outcome"] == "ok"
    # several at once, or none where one of them is not on the list
    two = ["--person", 2, "--person", 3]
    desk.json("leaders", "choose", 1, "--person", 2)
    assert desk("leaders", "tick", 1, *two, "--json").error["message"]
    assert desk.json("leaders", "list", 1)["leaders"][1]["at"] is None
    desk.json("leaders", "choose", 1, "--person", 3)
    assert [one["outcome"] for one in desk.json("leaders", "tick", 1, *two)["arrivals"]] == ["ok", "ok"]
    assert desk.json("leaders", "count", 1, "no")["counted"] is False
    assert desk.json("attendance", 1)["expected"] == 27
    found = desk.json("leaders", "list", 1)
    assert (found["counted"], found["leaders"][0]["at"]) == (False, "2026-11-24T08:20:00+08:00")
    assert desk.json("leaders", "untick", 1, "--person", 1)["outcome"] == "annulled"
    assert desk.json("leaders", "choose", 1, "--person", 1, "--off")["listed"] is False


def test_a_paper_sheet(desk: CommandLine, clock: FixedClock) -> None:
    clock.at(10, 0)
    people = ["--person", 1, "--person", 2]
    assert desk("paper-sheet", 1, *people, "--reason", "停电", "--json").error["rule"] == "17-5"
    made = desk.json("paper-sheet", 1, *people, "--reason", "停电", "--approver", "李主任", "--at", "08:40")
    assert (made["people"], [one["status"] for one in made["arrivals"]]) == (2, ["on_time"] * 2)
    assert desk("paper-sheet", 1, *people, "--reason", "停电", "--at", "10:01", "--json").error["message"]


def test_in_the_hall(desk: CommandLine, clock: FixedClock) -> None:
    code = desk.json("roster", "list", 1)[0]["code"]
    person = ("--person", 1)
    assert desk("leave-early", 1, *person, "--json").error["rule"] == "17-6"
    desk.json("sign-in", 1, code)
    clock.at(9, 30)
    assert desk.json("pass-door", 1, code)["outcome"] == "out"
    assert [(one["name"], one["reason"]) for one in desk.json("out", 1)] == [("王敏", None)]
    assert desk.json("attendance", 1)["out"] == 1
    assert desk.json("leave-early", 1, *person, "--reason", "身体不适")["kind"] == "left"
    assert desk.json("out", 1)[0]["reason"] == "身体不适"
    assert desk.json("come-back", 1, *person)["kind"] == "came_back"
    assert desk.json("leave-early", 1, *person, "--at", "09:10")["kind"] == "left_early"
    assert desk.json("wrong-seat", 1, *person, "--seat", "3排1座")["kind"] == "wrong_seat"
    assert desk.json("phone-in", 1, *person)["kind"] == "phone_in"
    assert desk.json("conduct", 1, *person, "--kind", "dozing")["verdicts"][0]["rule"] == "17-10"
    assert desk("pass-door", 1, "不是码", "--json").code == 1


EVERY = [
    ("stand-in", "--name", "王五", "--for", 1, "--approver", "李主任"),
    ("turn-away", "--name", "王五"),
    ("turned-away",),
    ("queue", "mark"),
    ("queue", "list"),
    ("queue", "settle", "--by", "李主任"),
    ("queue", "undo", "--reason", "错"),
    ("leaders", "list"),
    ("leaders", "tick", "--person", 1),
    ("leaders", "choose", "--person", 1),
    ("leaders", "untick", "--person", 1),
    ("paper-sheet", "--person", 1, "--reason", "停电"),
    ("leave-early", "--person", 1),
    ("come-back", "--person", 1),
    ("pass-door", "1"),
    ("out",),
    ("wrong-seat", "--person", 1, "--seat", "1"),
    ("phone-in", "--person", 1),
    ("conduct", "--person", 1, "--kind", "dozing"),
]


def test_an_unknown_meeting_is_refused(desk: CommandLine) -> None:
    for words in EVERY:
        group = 2 if words[0] in {"queue", "leaders"} else 1
        said = desk(*words[:group], 99, *words[group:], "--json")
        assert said.code == 1 and "99" in said.error["message"], words
