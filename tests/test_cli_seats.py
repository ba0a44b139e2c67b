"""Seats on the command line: the contract's two commands to the letter, and a hall from plan to undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """Thirty people at the main venue, no seats yet."""
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    line("meeting", "add", "--title", "商务工作会议", "--start", "2026-11-24 09:00", "--end", "11:00")
    line("roster", "import", 1, DATA / "roster-gbk.csv")
    return line


@pytest.fixture
def hall(desk: CommandLine) -> CommandLine:
    desk("seats", "plan", 1, "--rows", 4, "--columns", 10, "--aisle", 5)
    desk("seats", "arrange", 1, "--method", "across")
    return desk


def seats_of(desk: CommandLine) -> dict[int, str | None]:
    return {one["id"]: one["seat"] for one in desk.json("roster", "list", 1)}


@pytest.mark.parametrize(
    ("words", "audience", "seated"),
    [
        ((5,), [5, 3, 1, 2, 4], [4, 2, 1, 3, 5]),
        ((8,), [7, 5, 3, 1, 2, 4, 6, 8], [8, 6, 4, 2, 1, 3, 5, 7]),
        ((8, "--even", "audience"), [8, 6, 4, 2, 1, 3, 5, 7], [7, 5, 3, 1, 2, 4, 6, 8]),
        ((7, "--even", "audience"), [7, 5, 3, 1, 2, 4, 6], [6, 4, 2, 1, 3, 5, 7]),
    ],
)
def test_the_head_table_needs_no_store(
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: tuple[object, ...],
    audience: list[int],
    seated: list[int],
) -> None:
    line = CommandLine(clock, capsys, tmp_path / "none.db")
    found = line.json("seats", "head-table", *words)
    assert (found["audience"], found["seated"]) == (audience, seated)
    assert not (tmp_path / "none.db").exists()
    said = line("seats", "head-table", *words).out
    assert "  ".join(map(str, audience)) in said.splitlines()[0]
    assert "台下" in said


@pytest.mark.parametrize(("n", "code"), [(0, 1), (-1, 2), (201, 1), ("三", 2)])
def test_no_head_table_of_that_size(desk: CommandLine, n: object, code: int) -> None:
    said = desk("seats", "head-table", n, "--json")
    assert said.code == code
    assert said.error["message"]


def test_a_hall_from_the_plan_to_everyone_seated(desk: CommandLine) -> None:
    planned = desk.json("seats", "plan", 1, "--rows", 4, "--columns", 10, "--aisle", 5, "--aisle", 8)
    assert planned["plan"] == {"rows": 4, "columns": 10, "aisles": [5, 8]}
    assert (planned["usable"], planned["seated"], len(planned["without_seat"])) == (40, 0, 30)
    # nobody sits yet: the whole roster would be listed
    assert "没有座位：" not in desk("seats", "plan", 1, "--rows", 4, "--columns", 10).out
    desk("seats", "plan", 1, "--rows", 4, "--columns", 10, "--aisle", 5, "--aisle", 8)
    found = desk.json("seats", "arrange", 1, "--method", "down", "--by", "unit")
    assert (found["seated"], found["without_seat"]) == (30, [])
    assert len(found["empty"]) == 10
    assert {one["seat"] for one in found["seats"]} == set(seats_of(desk).values())
    said = desk("seats", "show", 1)
    assert said.code == 0
    assert "1排1座" in said.out
    assert "已排 30 人，没有座位 0 人" in said.out


def test_too_few_seats(desk: CommandLine) -> None:
    desk("seats", "plan", 1, "--rows", 2, "--columns", 10)
    said = desk("seats", "arrange", 1, "--method", "across", "--json")
    assert said.code == 1
    assert "要排 30 人，可用座位只有 20 个，差 10 个" in said.error["message"]
    assert set(seats_of(desk).values()) == {None}


def test_move_swap_and_undo(hall: CommandLine) -> None:
    before = seats_of(hall)
    moved = hall.json("seats", "move", 1, 1, "4-1")
    assert (moved["seat"], moved["from"]) == ("4排1座", "1排1座")
    both = hall.json("seats", "swap", 1, 1, 2)
    assert [one["seat"] for one in both] == ["1排2座", "4排1座"]
    assert hall.json("seats", "undo", 1)["undone"] == "seats_swapped"
    assert hall.json("seats", "undo", 1)["undone"] == "seat_moved"
    assert seats_of(hall) == before


def test_seats_are_marked_and_freed(desk: CommandLine) -> None:
    desk("seats", "plan", 1, "--rows", 4, "--columns", 10)
    assert desk.json("seats", "block", 1, "1排1至3座", "4-10")["seats"] == [
        "1排1座", "1排2座", "1排3座", "4排10座",
    ]  # fmt: skip
    unit = desk.json("roster", "list", 1)[5]["unit"]
    assert desk.json("seats", "give", 1, "2排", "--unit", unit)["given_to"] == unit
    assert desk.json("seats", "hold", 1, "1-4")["mark"] == "held"
    desk.json("seats", "free", 1, "4-10")
    shown = desk.json("seats", "show", 1)
    assert shown["usable"] == 37
    assert {one["seat"]: one["mark"] for one in shown["seats"]}["1排4座"] == "held"
    assert {one["given_to"] for one in shown["seats"] if one["row"] == 2} == {unit}
    assert "停用" in desk("seats", "show", 1).out


def test_the_head_table_of_a_meeting(hall: CommandLine) -> None:
    name = hall.json("roster", "list", 1)[3]["name"]
    found = hall.json("seats", "head", 1, "李县长", name, "--confirmed-by", "张主任", "--even", "audience")
    assert found["confirmed_by"] == "张主任"
    assert [(one["seat"], one["rank"], one["name"], one["person"]) for one in found["rows"][0]] == [
        ("主席台 1", 2, name, 4), ("主席台 2", 1, "李县长", None),
    ]  # fmt: skip
    assert seats_of(hall)[4] == "主席台 1"
    said = hall("seats", "head", 1, "李县长", name, "--confirmed-by", "张主任").out
    assert "不在本会场名册上：李县长" in said
    refused = hall("seats", "move", 1, 4, "4-1", "--json")
    assert (refused.code, "主席台" in refused.error["message"]) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("arrange", 1, "--method", "across", "--venue", "无此会场"), 1, "无此会场"),
        (("arrange", 9, "--method", "across"), 1, "9"),
        (("arrange", 1, "--method", "round"), 2, "round"),
        (("move", 1, 1, "前排"), 1, "看不懂座位“前排”"),
        (("move", 1, 99, "4-1"), 1, "99"),
        (("move", 9, 1, "4-1"), 1, "没有编号为 9 的会议"),
        (("block", 1, "1-1"), 1, "现由"),
        (("give", 1, "4-1", "--unit", "无"), 1, "名册上没有“无”的人"),
        (("plan", 1, "--rows", 0, "--columns", 5), 1, "不能是 0"),
        (("arrange", 1, "--method", "across", "--first-row", 9), 1, "不能从第 9 排开始"),
    ],
)
def test_what_is_refused(hall: CommandLine, words: tuple[object, ...], code: int, sentence: str) -> None:
    before = seats_of(hall)
    said = hall("seats", *words, "--json")
    assert said.code == code
    assert sentence in said.error["message"]
    assert seats_of(hall) == before


def test_a_newcomer_is_listed_and_seated_without_moving_anyone(hall: CommandLine, tmp_path: Path) -> None:
    before = seats_of(hall)
    late = tmp_path / "增补.csv"
    late.write_text("姓名,单位,职务,联系电话\n新来某,示例局,科员,13800000000\n", encoding="utf-8")
    hall("roster", "import", 1, late)
    waiting = hall.json("seats", "show", 1)["without_seat"]
    assert [(one["name"], one["lost"]) for one in waiting] == [("新来某", None)]
    hall("seats", "arrange", 1, "--method", "across", "--newcomers")
    assert seats_of(hall) == before | {31: "4排1座"}
