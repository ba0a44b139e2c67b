"""The rules of the number book: each just inside and just outside its border (12-1, 0-1, practice)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oatui.rules.messages import MESSAGES
from oatui.rules.number_book import (
    FARTHEST,
    MOST_AT_ONCE,
    STATES,
    Gap,
    Neighbour,
    is_due,
    judge_closing,
    judge_explanation,
    judge_off_line,
    judge_other_line,
    judge_reservation,
    judge_use,
    judge_void,
    judged,
)
from oatui.rules.verdict import Level, Verdict

TODAY = date(2026, 11, 24)
NUMBER = "嘉商务字〔2026〕5号"


def keys(found: list[Verdict]) -> list[tuple[str | None, Level, str]]:
    assert all(one.message for one in found)
    return [(one.rule, one.level, one.key.removeprefix("book.")) for one in found]


def refusals(found: list[Verdict]) -> list[str]:
    return [one.key.removeprefix("book.") for one in found if one.refused]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({}, []),
        ({"count": 0}, ["count"]),
        ({"count": MOST_AT_ONCE}, []),
        ({"count": MOST_AT_ONCE + 1}, ["count"]),
        ({"purpose": "　"}, ["no_purpose"]),
        ({"requester": ""}, ["no_requester"]),
        ({"expires": TODAY}, []),
        ({"expires": TODAY - timedelta(days=1)}, ["expiry"]),
        ({"expires": date(2026, 12, 31)}, []),
        ({"expires": date(2027, 1, 1)}, ["expiry"]),
    ],
)
def test_a_reservation(change: dict[str, object], refused: list[str]) -> None:
    facts: dict[str, object] = {
        "count": 1, "purpose": "党组会纪要", "requester": "张某", "expires": date(2026, 12, 31), "year": 2026,
        "today": TODAY,
    }  # fmt: skip
    assert refusals(judge_reservation(**{**facts, **change})) == refused  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expires", "today", "due"),
    [
        (TODAY, TODAY, False),
        (TODAY, TODAY + timedelta(days=1), True),
        (date(2026, 12, 31), date(2026, 12, 31), False),
        (date(2026, 12, 31), date(2027, 1, 1), True),
    ],
)
def test_a_reservation_is_due_after_its_last_day(expires: date, today: date, due: bool) -> None:
    assert is_due(2026, expires, today) is due


@pytest.mark.parametrize(
    ("state", "fits", "paper_year", "today", "found"),
    [
        ("reserved", True, 2026, TODAY, []),
        ("reserved", True, 2026, TODAY + timedelta(days=1), [("12-1", Level.NOTE, "used_late")]),
        ("lapsed", True, 2026, TODAY, [("12-1", Level.REFUSED, "not_reserved")]),
        ("given", True, 2026, TODAY, [("12-1", Level.REFUSED, "not_reserved")]),
        ("reserved", False, 2026, TODAY, [("10-3", Level.REFUSED, "other_series")]),
        ("reserved", True, 2027, TODAY, [("12-1", Level.REFUSED, "other_year")]),
    ],
)
def test_a_paper_takes_a_reserved_number(
    state: str, fits: bool, paper_year: int, today: date, found: list[object]
) -> None:
    assert keys(judge_use(state, NUMBER, fits, 2026, paper_year, TODAY, today)) == found


def off_line(dated: date, **change: object) -> list[Verdict]:
    facts: dict[str, object] = {
        "number": NUMBER, "year": 2026, "dated": dated, "title": "关于某事的通知", "section": "业务股", "by": "刘某",
        "today": TODAY, "before": None, "after": None, "jumps": None,
    }  # fmt: skip
    return judge_off_line(**{**facts, **change})  # type: ignore[arg-type]


BEFORE = Neighbour("嘉商务字〔2026〕4号", date(2026, 11, 10))
AFTER = Neighbour("嘉商务字〔2026〕6号", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("dated", "key"),
    [
        (date(2026, 11, 9), "earlier_than_before"),
        (date(2026, 11, 10), None),
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), "later_than_after"),
    ],
)
def test_an_off_line_number_fits_between_its_neighbours(dated: date, key: str | None) -> None:
    expected = [("12-1", Level.WARNING, key)] if key else []
    assert keys(off_line(dated, before=BEFORE, after=AFTER)) == expected


@pytest.mark.parametrize(
    ("dated", "change", "refused"),
    [
        (TODAY, {}, []),
        (TODAY + timedelta(days=1), {}, ["future"]),
        (date(2025, 12, 31), {}, ["date_outside"]),
        (TODAY, {"title": " "}, ["no_title"]),
        (TODAY, {"title": "关于某事的通知（秘密）"}, ["secret"]),
        (TODAY, {"section": ""}, ["no_section"]),
        (TODAY, {"by": ""}, ["no_hand"]),
        (TODAY, {"jumps": (1, FARTHEST)}, []),
        (TODAY, {"jumps": (1, FARTHEST + 1)}, ["too_far"]),
    ],
)
def test_an_off_line_number_needs_its_facts(
    dated: date, change: dict[str, object], refused: list[str]
) -> None:
    assert refusals(off_line(dated, **change)) == refused


def test_what_it_leaves_open_is_said() -> None:
    [verdict] = off_line(TODAY, jumps=(3, 4))
    assert (verdict.level, verdict.values) == (Level.WARNING, {"first": 3, "last": 4, "n": 2})
    assert "3 至 4 号，共 2 个" in verdict.message


@pytest.mark.parametrize(
    ("year", "dated", "is_judged"),
    [
        (2022, date(2022, 9, 29), False),
        (2022, date(2022, 9, 30), True),
        (2021, None, False),
        (2022, None, False),  # nobody can say from which half of it
        (2023, None, True),
    ],
)
def test_what_is_older_is_never_judged(year: int, dated: date | None, is_judged: bool) -> None:
    """0-1: in force from 2022-09-30."""
    assert judged(year, dated) is is_judged


def test_an_old_entry_has_no_verdict() -> None:
    old = date(2022, 1, 3)
    later = Neighbour("嘉商务字〔2021〕4号", date(2022, 6, 1))
    assert off_line(old, year=2021, before=later) == []


@pytest.mark.parametrize("state", STATES)
def test_only_what_stands_is_voided(state: str) -> None:
    found = judge_void(state, "automatic", NUMBER, "重复", "李主任", mistaken=False)
    expected = [] if state in {"given", "reserved"} else [("12-1", Level.REFUSED, f"no_longer.{state}")]
    assert keys(found) == expected


@pytest.mark.parametrize(
    ("way", "reason", "by", "mistaken", "refused"),
    [
        ("automatic", "", "李主任", False, ["no_reason"]),
        ("automatic", "重复", " ", False, ["no_decider"]),
        ("automatic", "", "", False, ["no_reason", "no_decider"]),
        ("off_line", "打错", "李主任", True, []),
        ("imported", "打错", "李主任", True, []),
        ("automatic", "打错", "李主任", True, ["not_by_hand"]),
        ("reserved", "打错", "李主任", True, ["not_by_hand"]),
    ],
)
def test_a_void_number_names_reason_and_person(
    way: str, reason: str, by: str, mistaken: bool, refused: list[str]
) -> None:
    assert refusals(judge_void("given", way, NUMBER, reason, by, mistaken)) == refused


@pytest.mark.parametrize(
    ("first", "last", "reason", "by", "refused"),
    [
        (3, 5, "跳号", "李主任", []),
        (4, 4, "跳号", "李主任", []),
        (2, 3, "跳号", "李主任", ["no_gap"]),
        (5, 6, "跳号", "李主任", ["no_gap"]),
        (5, 4, "跳号", "李主任", ["no_gap"]),
        (3, 8, "跳号", "李主任", ["no_gap"]),
        (3, 3, " ", "李主任", ["no_gap_reason"]),
        (3, 3, "跳号", "", ["no_explainer"]),
    ],
)
def test_an_explanation_is_of_what_is_missing(
    first: int, last: int, reason: str, by: str, refused: list[str]
) -> None:
    open_gaps = [Gap("嘉商务字", 2026, 3, 5), Gap("嘉商务字", 2026, 7, 8)]
    assert refusals(judge_explanation(Gap("嘉商务字", 2026, first, last), open_gaps, reason, by)) == refused


@pytest.mark.parametrize(
    ("today", "missing", "reserved", "waiting", "by", "refused"),
    [
        (date(2027, 1, 1), 0, 0, [], "李主任", []),
        (date(2026, 12, 31), 0, 0, [], "李主任", ["year_runs"]),
        (date(2027, 1, 1), 1, 0, [], "李主任", ["gaps_open"]),
        (date(2027, 1, 1), 0, 2, [], "李主任", ["reserved_open"]),
        (date(2027, 1, 1), 0, 0, ["关于某事的通知"], "李主任", ["papers_wait"]),
        (date(2027, 1, 1), 0, 0, [], "", ["no_approver"]),
    ],
)
def test_a_year_is_closed_when_nothing_is_owed(
    today: date, missing: int, reserved: int, waiting: list[str], by: str, refused: list[str]
) -> None:
    assert refusals(judge_closing(2026, today, by, missing, reserved, waiting)) == refused


def test_a_line_without_a_number_has_title_section_and_a_day_that_came() -> None:
    assert refusals(judge_other_line("关于某事的函", "业务股", TODAY, TODAY)) == []
    assert refusals(judge_other_line("机密★1年 关于某事的函", "业务股", TODAY, TODAY)) == ["secret"]
    late = TODAY + timedelta(days=1)
    assert refusals(judge_other_line(" ", "", late, TODAY)) == ["no_title", "no_section", "future"]


def test_every_state_that_cannot_be_voided_has_its_sentence() -> None:
    assert {f"book.no_longer.{state}" for state in STATES} - set(MESSAGES) == {
        "book.no_longer.given",
        "book.no_longer.reserved",
    }
