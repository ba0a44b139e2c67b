"""Article 3, 「事不过夜、日清日结」: which things are asked on a day, what stands for an answer, when the day is clear."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import clear_desk as law
from oatui.rules.verdict import Level, Refused
from oatui.rules.workdays import Calendar

TODAY = date(2026, 11, 24)  # a Tuesday
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=ZONE)
YESTERDAY = NOW - timedelta(days=1)
CLEARED = datetime(2026, 11, 23, 17, 40, tzinfo=ZONE)  # the last clearing
SECOND = timedelta(seconds=1)
CALENDAR = Calendar(
    {date(2026, 10, 10): (False, "国庆节"), date(2026, 10, 1): (True, "国庆节")}, {2026: "公历"}
)


@pytest.mark.parametrize(
    ("since", "do_by", "urgency", "until", "expected"),
    [
        (NOW, None, "", None, "new"),
        (NOW, NOW + timedelta(days=5), "", None, "new"),  # created today is looked at, due or not
        (YESTERDAY, NOW, "", None, "due"),  # the limit's own second is in time
        (YESTERDAY, NOW - SECOND, "", None, "late"),
        (YESTERDAY, datetime(2026, 11, 24, 23, 59, 59, tzinfo=ZONE), "", None, "due"),
        (YESTERDAY, datetime(2026, 11, 25, tzinfo=ZONE), "", None, None),  # one second into tomorrow
        (YESTERDAY, None, "", None, None),  # looked at when yesterday was cleared
        (CLEARED + SECOND, None, "", None, "left"),  # came after it
        (CLEARED - SECOND, None, "urgent", None, "overnight"),
        (NOW, None, "urgent", None, "new"),
        (YESTERDAY, None, "", TODAY, "back"),
        (YESTERDAY, NOW - timedelta(days=3), "", TODAY, "back"),
        (YESTERDAY, NOW - timedelta(days=3), "urgent", TODAY + timedelta(days=1), None),  # put off, it waits for its day
    ],
)  # fmt: skip
def test_a_card_is_what_is_new_due_overdue_or_back(
    since: datetime, do_by: datetime | None, urgency: str, until: date | None, expected: str | None
) -> None:
    assert law.cause(since, do_by, urgency, until, CLEARED, NOW) == expected


@pytest.mark.parametrize(
    ("kind", "until", "reason", "words", "due", "key"),
    [
        ("document", date(2026, 11, 25), "leader", "", None, None),
        ("document", date(2027, 3, 1), "reply", "", None, None),
        ("document", date(2026, 11, 25), "other", "等天晴", None, None),
        ("document", date(2026, 11, 25), "other", " ", None, "clear_desk.no_words"),
        ("document", date(2026, 11, 24), "leader", "", None, "clear_desk.not_later"),
        ("document", None, "leader", "", None, "clear_desk.no_day"),
        ("document", date(2026, 11, 25), "", "忙", None, "clear_desk.no_reason"),
        ("oa_leaving", date(2026, 11, 25), "away", "", None, "clear_desk.of_the_day"),
    ],
)
def test_putting_off_needs_a_later_day_and_a_reason(
    kind: str, until: date | None, reason: str, words: str, due: datetime | None, key: str | None
) -> None:
    if key is None:
        assert law.judge_carry(kind, until, reason, words, due, TODAY) == []
    else:
        with pytest.raises(Refused) as no:
            law.judge_carry(kind, until, reason, words, due, TODAY)
        assert no.value.verdict.key == key


@pytest.mark.parametrize(("until", "said"), [(date(2026, 11, 27), 1), (date(2026, 11, 26), 0)])
def test_putting_off_past_the_limit_moves_no_limit(until: date, said: int) -> None:
    due = datetime(2026, 11, 26, 17, 30, tzinfo=ZONE)
    assert len(law.judge_carry("deadline", until, "reply", "", due, TODAY)) == said


def test_a_day_with_one_untouched_thing_is_not_clear() -> None:
    with pytest.raises(Refused) as no:
        law.judge_clear(["关于[/x]的请示"], ["done"] * 5)
    assert (no.value.verdict.rule, "关于[/x]的请示" in str(no.value)) == ("3-1", True)
    clear = law.judge_clear([], ["done"] * 5 + ["carry"])
    assert (clear.rule, clear.level, clear.message) == ("3-1", Level.OK, "今日 6 件：已办 5，转办 0，顺延 1")
    assert law.judge_clear([], []).level is Level.OK


def _days(*days: tuple[int, int]) -> set[date]:
    return {date(2026, month, day) for month, day in days}


@pytest.mark.parametrize(
    ("cleared", "today", "expected"),
    [
        (set(), TODAY, 0),
        (_days((11, 24)), TODAY, 1),
        (_days((11, 23)), TODAY, 1),  # today is not over
        (_days((11, 20), (11, 23)), TODAY, 2),  # over a weekend
        (_days((11, 20), (11, 21), (11, 23)), TODAY, 2),  # a Saturday cleared all the same counts for nothing
        (_days((11, 19), (11, 23)), TODAY, 1),  # Friday was not cleared
        (_days((10, 9), (10, 10)), date(2026, 10, 10), 2),  # a Saturday that makes up is a working day
        (_days((10, 9)), date(2026, 10, 12), 0),  # and was not cleared
        (_days((9, 30)), date(2026, 10, 2), 1),  # 1 October rests …
        (_days((9, 30), (10, 2)), date(2026, 10, 2), 2),  # … and breaks nothing
        ({date(2026, 12, 31)}, date(2027, 1, 4), None),  # 2027 is not loaded: not guessed
        ({date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)}, date(2026, 1, 2), None),
        ({date(2026, 1, 1), date(2026, 1, 2)}, date(2026, 1, 2), 2),
    ],
)
def test_the_streak_counts_working_days_only(cleared: set[date], today: date, expected: int | None) -> None:
    assert law.streak(cleared, today, CALENDAR) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 10, 9), date(2026, 10, 10)),  # the Saturday that makes up
        (date(2026, 12, 31), date(2027, 1, 1)),  # a year that is not loaded
    ],
)
def test_the_day_that_is_proposed_works(today: date, expected: date) -> None:
    assert law.next_working_day(today, CALENDAR) == expected
