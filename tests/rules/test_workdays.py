"""samples/workdays.json, the edges one day either side, and what must never be guessed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.files.calendar_in import built_in
from oatui.rules.verdict import Refused
from oatui.rules.workdays import (
    Calendar,
    CalendarMissing,
    days_before,
    days_named,
    due,
    latest_before,
    working_days_between,
)

SAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "workdays.json").read_text(encoding="utf-8")
)
CAL = built_in()


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("case", SAMPLES["forward"], ids=lambda case: case["start"])
def test_due(case: dict[str, Any]) -> None:
    count = due(CAL, on(case["start"]), case["working_days"])
    assert count.result == on(case["due"])
    assert len(count.counted) == case["working_days"]
    assert count.counted[-1].date == count.result
    assert count.sources == ["chinesecalendar"]


@pytest.mark.parametrize("case", SAMPLES["backward"], ids=lambda case: case["event"])
def test_latest_before(case: dict[str, Any]) -> None:
    count = latest_before(CAL, on(case["event"]), case["working_days_before"])
    assert count.result == on(case["latest_submit"])


@pytest.mark.parametrize("case", SAMPLES["interval"], ids=lambda case: case["signed_chengwen"])
def test_working_days_between(case: dict[str, Any]) -> None:
    count = working_days_between(CAL, on(case["signed_chengwen"]), on(case["delivered"]))
    assert count.result == case["working_days_between"]
    assert [day.working for day in count.counted] == [True] * case["working_days_between"]


@pytest.mark.parametrize("case", SAMPLES["calendar_days"], ids=lambda case: case["id"])
def test_days_before(case: dict[str, Any]) -> None:
    count = days_before(CAL, on(case["event"]), **{case["unit"]: case["before"]})
    assert count.result == on(case["latest"])
    assert (count.previous_working_day is None) == CAL.is_working(on(case["latest"]))


@pytest.mark.parametrize(
    ("event", "days", "months", "result", "previous"),
    [
        ("2022-10-08", 5, 0, "2022-10-03", "2022-09-30"),  # 8-10, inside 国庆
        ("2022-10-31", 15, 0, "2022-10-16", "2022-10-14"),  # 8-7, a Sunday
        ("2022-10-20", 0, 1, "2022-09-20", None),  # 8-9
        ("2026-03-31", 0, 1, "2026-02-28", None),  # clamped; a make-up Saturday
        ("2024-03-31", 0, 1, "2024-02-29", None),
        ("2026-05-31", 1, 3, "2026-02-27", None),  # months first, then days
    ],
)
def test_days_before_clamps_and_names_the_working_day(
    event: str, days: int, months: int, result: str, previous: str | None
) -> None:
    count = days_before(CAL, on(event), days, months)
    assert count.day == on(result)
    assert count.previous_working_day == (on(previous) if previous else None)


@pytest.mark.parametrize(
    ("signed", "delivered", "within_two"),
    [
        ("2022-09-30", "2022-10-08", True),  # make-up Saturday: one
        ("2022-09-30", "2022-10-09", True),
        ("2022-09-30", "2022-10-10", False),
    ],
)
def test_delivery_within_two_working_days(signed: str, delivered: str, within_two: bool) -> None:
    """8-11, one day either side."""
    result = working_days_between(CAL, on(signed), on(delivered)).result
    assert isinstance(result, int)
    assert (result <= 2) == within_two


def test_the_year_not_loaded_is_named_and_never_guessed() -> None:
    case = SAMPLES["out_of_range"]
    with pytest.raises(CalendarMissing) as caught:
        due(CAL, on(case["example"]["start"]), case["example"]["working_days"])
    assert caught.value.year == case["year"]
    assert "2027" in str(caught.value)
    asked: tuple[Callable[[], object], ...] = (
        lambda: CAL.day(on("2003-12-31")),
        lambda: latest_before(CAL, on("2004-01-01"), 1),
        lambda: working_days_between(CAL, on("2026-12-31"), on("2027-01-01")),
        lambda: days_before(CAL, on("2027-02-03"), days=15),
    )
    for ask in asked:
        with pytest.raises(CalendarMissing):
            ask()


def test_the_last_days_of_a_loaded_year_do_not_need_the_next() -> None:
    assert due(CAL, on("2026-12-28"), 3).result == on("2026-12-31")
    # the event may lie in a year not loaded, as long as the days counted do not
    assert days_before(CAL, on("2027-01-03"), days=5).result == on("2026-12-29")


@pytest.mark.parametrize("n", [0, -1, -(10**12)])
def test_fewer_than_one_day_is_refused(n: int) -> None:
    asked: tuple[Callable[[], object], ...] = (
        lambda: due(CAL, on("2026-11-24"), n),
        lambda: latest_before(CAL, on("2026-11-24"), n),
        lambda: days_before(CAL, on("2026-11-24"), days=n),
        lambda: days_before(CAL, on("2026-11-24"), days=5, months=min(n, -1)),
    )
    for ask in asked:
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.verdict.key == "workdays.count_too_small"


def test_backward_interval_is_refused_and_an_empty_one_is_zero() -> None:
    with pytest.raises(Refused) as caught:
        working_days_between(CAL, on("2026-11-25"), on("2026-11-24"))
    assert "2026年11月24日" in str(caught.value)
    assert working_days_between(CAL, on("2026-11-24"), on("2026-11-24")).result == 0


def test_beyond_the_last_and_first_date_is_a_sentence() -> None:
    ends = Calendar({}, {9999: "x", 1: "x"})
    asked: tuple[Callable[[], object], ...] = (
        lambda: due(ends, date(9999, 12, 30), 3),
        lambda: latest_before(ends, date(1, 1, 3), 5),
        lambda: days_before(CAL, on("2026-11-24"), days=10**7),
        lambda: days_before(CAL, on("2026-11-24"), days=10**30),
        lambda: days_before(CAL, on("2026-11-24"), months=10**6),
        # 0001-01-06 is a Saturday
        lambda: days_before(
            Calendar({date(1, 1, n): (True, "") for n in range(1, 6)}, {1: "x"}), date(1, 1, 7), 1
        ),
    )
    for ask in asked:
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.verdict.key == "workdays.out_of_range"


@pytest.mark.parametrize(
    ("text", "working", "kind", "name"),
    [
        ("2026-11-24", True, "weekday", ""),
        ("2026-11-28", False, "weekend", ""),
        ("2026-02-16", False, "holiday", "春节"),
        ("2026-02-21", False, "holiday", "春节"),  # a Saturday inside it
        ("2026-02-14", True, "make_up", "春节"),
        ("2024-02-09", True, "weekday", ""),  # 除夕 2024 was a working day
        ("2015-09-03", False, "holiday", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
    ],
)
def test_day(text: str, working: bool, kind: str, name: str) -> None:
    day = CAL.day(on(text))
    assert (day.working, day.kind, day.name) == (working, kind, name)


def test_imported_year_overrides_and_keeps_the_others() -> None:
    imported = CAL.with_year(2026, {on("2026-11-24"): (True, "局庆")}, "2026.json")
    assert not imported.is_working(on("2026-11-24"))
    assert imported.is_working(on("2026-02-16"))  # nothing of the old 2026 is left
    assert not imported.is_working(on("2025-10-01"))
    assert not CAL.is_working(on("2026-02-16"))  # the value itself never changes
    assert due(imported, on("2025-12-30"), 2).sources == ["chinesecalendar", "2026.json"]


def test_december_set_by_the_next_notice_survives_in_either_order() -> None:
    december = on("2026-12-26")  # a Saturday made a working day by the notice for 2027
    next_year = {december: (False, "元旦"), on("2027-01-01"): (True, "元旦")}
    this_year = {on("2026-10-01"): (True, "国庆节")}
    one = CAL.with_year(2026, this_year, "2026.json").with_year(2027, next_year, "2027.json")
    other = CAL.with_year(2027, next_year, "2027.json").with_year(2026, this_year, "2026.json")
    assert one.is_working(december)
    assert other.is_working(december)
    assert one.exceptions == other.exceptions


days = st.dates(on("2005-01-01"), on("2025-12-31"))


@given(days, st.integers(1, 60))
def test_due_latest_and_interval_agree(start: date, n: int) -> None:
    end = due(CAL, start, n).day
    assert CAL.is_working(end)
    assert working_days_between(CAL, start, end).result == n
    back = latest_before(CAL, end, n).day
    # going back from a working day over n working days ends at the last working day on or before the start
    assert working_days_between(CAL, back, end).result == n
    assert back <= start
    assert working_days_between(CAL, back, start).result == 0
    if CAL.is_working(start):
        assert back == start


@given(days, st.integers(0, 90), st.integers(0, 90))
def test_intervals_add_up(start: date, a: int, b: int) -> None:
    middle, end = start + timedelta(days=a), start + timedelta(days=a + b)
    first, second = working_days_between(CAL, start, middle), working_days_between(CAL, middle, end)
    assert first.counted + second.counted == working_days_between(CAL, start, end).counted


def test_a_working_day_of_the_plain_week_makes_up_for_nothing() -> None:
    saturday, monday, new_year = date(2027, 2, 13), date(2027, 2, 15), date(2027, 1, 1)
    named = {new_year: (True, "元旦"), saturday: (False, "春节"), monday: (False, "春节")}
    assert days_named(named) == {"off": 1, "make_up": 1}
