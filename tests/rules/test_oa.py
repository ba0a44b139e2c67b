"""14-1, 14-3, 14-5, and a month as it is typed."""

from __future__ import annotations

from datetime import date

import pytest

from oatui.rules import month, oa
from oatui.rules.verdict import Level, Refused


def test_14_1_on_the_staff() -> None:
    assert oa.judge_keeper("刘某", True).level is Level.OK
    assert oa.judge_keeper("临时工", False).level is Level.WARNING


@pytest.mark.parametrize(
    ("before", "most", "level"),
    [
        (0, 2, Level.NOTE),
        (1, 2, Level.NOTE),
        (2, 2, Level.WARNING),
        (2, 3, Level.NOTE),
        (3, 3, Level.WARNING),
    ],
)
def test_14_3_more_changes_than_the_office_says(before: int, most: int, level: Level) -> None:
    assert oa.judge_handover("王某", "刘某", 3, before, most).level is level


@pytest.mark.parametrize(
    ("left", "owned", "level"),
    [(0, False, Level.OK), (3, True, Level.NOTE), (3, False, Level.WARNING), (1, False, Level.WARNING)],
)
def test_14_5_nothing_left_or_each_with_an_owner(left: int, owned: bool, level: Level) -> None:
    assert oa.judge_left(left, owned).level is level


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", (2026, 11)), ("2026-11", (2026, 11)), ("2026年3月", (2026, 3)), ("202603", (2026, 3)), ("3", (2026, 3)),
        ("２０２６．１", (2026, 1)), ("2025-12", (2025, 12)), ("2026", (2026, None)), ("2025年", (2025, None)),
    ],
)  # fmt: skip
def test_a_month_or_a_year(written: str, found: tuple[int, int | None]) -> None:
    assert month.read_span(written, date(2026, 11, 24)) == found


@pytest.mark.parametrize("written", ["2026-12", "2027", "2026-13", "2026-0", "十一月", "[/x]"])
def test_no_month(written: str) -> None:
    with pytest.raises(Refused):
        month.read_span(written, date(2026, 11, 24))
