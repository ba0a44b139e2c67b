"""The seat map, rendered and read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oatui.files.seat_map_out import Place, SeatMap, write_seat_map
from oatui.rules.verdict import Refused
from tests.files.printed import needs_chinese_font, pages, size, text

HEAD = (("丙丙", "甲甲", "乙乙"), ("戊戊", "丁丁"))  # as the audience sees them, the front row first


def seats(rows: int, columns: int, head: tuple[tuple[str, ...], ...] = HEAD) -> SeatMap:
    floor = [[Place(f"张{row}之{place}", "示例县商务局") for place in range(columns)] for row in range(rows)]
    return SeatMap("全县商务工作会议", "主会场", date(2026, 11, 24), floor, (2,), head)


def lines(path: Path, page: int = 0) -> list[str]:
    return ["".join(line.split()) for line in text(path, page).splitlines() if line.strip()]


@needs_chinese_font
def test_both_views_of_the_head_table_are_labelled(tmp_path: Path) -> None:
    made = write_seat_map(tmp_path / "座次图", seats(3, 4))
    assert (made.path.name, made.pages, pages(made.path), size(made.path)) == ("座次图.pdf", 1, 1, (297, 210))
    said = "".join(lines(made.path))
    assert said.startswith("全县商务工作会议座次图主会场")
    seated, audience = said.index("主席台（台上人看，左手→右手）"), said.index("主席台（从台下看，左→右）")
    floor = said.index("主席台↓台下")
    assert seated < audience < floor
    # mirrored for those who sit there; nearest the floor the front row, for those who look up
    assert said[seated:audience].endswith("乙乙甲甲丙丙丁丁戊戊")
    assert said[audience:floor].endswith("戊戊丁丁丙丙甲甲乙乙")


@needs_chinese_font
def test_rows_and_places_stand_as_the_audience_sees_them(tmp_path: Path) -> None:
    path = write_seat_map(tmp_path / "座次图.pdf", seats(3, 4)).path
    said = "".join(lines(path))
    order = [said.index(f"张{row}之{place}") for row in range(3) for place in range(4)]
    assert order == sorted(order)
    assert said.count("2排") == 2 and "示例县商务局" in said


@needs_chinese_font
def test_seats_without_a_person_say_why(tmp_path: Path) -> None:
    floor = [[Place(), Place(state="held"), Place(state="blocked"), Place(unit="示例一镇", state="given")]]
    path = write_seat_map(tmp_path / "座次图.pdf", SeatMap("会", "", date(2026, 11, 24), floor)).path
    said = "".join(lines(path))
    assert "留" in said and "示例一镇" in said and "主席台（" not in said


@needs_chinese_font
@pytest.mark.parametrize(
    ("rows", "columns", "paper", "number"),
    [
        (14, 16, (297, 210), 1),
        (24, 26, (420, 297), 1),
        (25, 26, (420, 297), 2),
        (50, 100, (420, 297), 12),
        (0, 0, (297, 210), 1),
    ],
)
def test_a_large_floor_goes_on_larger_paper_and_further_pages(
    tmp_path: Path, rows: int, columns: int, paper: tuple[int, int], number: int
) -> None:
    made = write_seat_map(tmp_path / "座次图.pdf", seats(rows, columns))
    assert (size(made.path), made.pages, pages(made.path)) == (paper, number, number)
    if rows:
        assert f"张{rows - 1}之{columns - 1}" in "".join(lines(made.path, number - 1))
    if number > 1:
        last = "".join(lines(made.path, number - 1))
        assert f"{rows}排" in last and f"{columns}座" in last and f"第{number}页共{number}页" in last


@needs_chinese_font
def test_typed_text_is_no_markup_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    odd = SeatMap("#[会]*", "$主$", date(2026, 11, 24), [[Place("#a[b]", "*c*")]], (), (("`d`",),))
    first = write_seat_map(tmp_path / "一.pdf", odd).path
    said = "".join(lines(first))
    for part in ("#[会]*座次图", "$主$", "#a[b]", "*c*", "`d`"):
        assert part in said
    assert write_seat_map(tmp_path / "二.pdf", odd).path.read_bytes() == first.read_bytes()


def test_a_venue_without_seats_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="“一镇分会场”还没有排座"):
        write_seat_map(tmp_path / "图.pdf", SeatMap("会", "一镇分会场", date(2026, 11, 24), []))
    assert not list(tmp_path.iterdir())
