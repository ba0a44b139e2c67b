"""Article 26: the times in order, in the future never, by a day that is counted; a day on either side of each border."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from oatui.clock import ZONE
from oatui.rules import publication
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar

CALENDAR = Calendar({date(2026, 10, 1): (True, "国庆节")}, {2026: "程序自带"})
NOW = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
TODAY = NOW.date()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("information", "days", "expected"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),  # the day itself does not count
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday
        (date(2026, 9, 30), 1, date(2026, 10, 2)),  # a holiday between
        (date(2026, 11, 2), 20, date(2026, 11, 30)),
        (date(2026, 12, 25), 20, None),  # 2027 is not loaded
    ],
)
def test_the_day_by_which(information: date, days: int, expected: date | None) -> None:
    assert publication.due_day(CALENDAR, information, days) == expected


@pytest.mark.parametrize(
    ("title", "information", "responsible", "rule", "key"),
    [
        ("招商信息", TODAY, "办公室", None, None),
        (" ", TODAY, "办公室", "26-2", "publication.no_title"),
        ("机密★招商信息", TODAY, "办公室", "13-4", "incoming.classified_mark"),
        ("招商信息", date(2026, 11, 25), "办公室", "26-1", "publication.information_future"),
        ("招商信息", TODAY, "", "26-2", "publication.no_responsible"),
    ],
)
def test_a_line(title: str, information: date, responsible: str, rule: str | None, key: str | None) -> None:
    found = publication.judge_opening(title, information, responsible, TODAY)
    assert [(one.rule, one.key) for one in found] == ([(rule, key)] if key else [])


@pytest.mark.parametrize(
    ("information", "published", "checked", "rule", "level", "key"),
    [
        # the examples of 26-1: signed 9/30, public 10/8; public 9/28
        (date(2022, 9, 30), "2022-10-08T09:00:00", "李主任", None, None, None),
        (date(2022, 9, 30), "2022-09-28T09:00:00", "李主任", "26-1", Level.REFUSED, "publication.before"),
        (date(2026, 11, 20), "2026-11-20T00:00:00", "李主任", None, None, None),
        (date(2026, 11, 20), "2026-11-19T23:59:59", "李主任", "26-1", Level.REFUSED, "publication.before"),
        (date(2026, 11, 20), "2026-11-24T08:20:00", "李主任", None, None, None),
        (date(2026, 11, 20), "2026-11-24T08:20:01", "李主任", "26-1", Level.REFUSED, "publication.future"),
        (date(2026, 11, 20), "2026-11-23T09:00:00", " ", "26-1", Level.REFUSED, "publication.not_checked"),
        # what is older is not judged (0-1), and still not in the future
        (date(2022, 9, 29), "2022-09-01T09:00:00", "", None, None, None),
        (date(2022, 9, 29), "2026-11-25T09:00:00", "", None, Level.REFUSED, "publication.future"),
    ],
)
def test_26_1_the_times_are_in_order(
    information: date, published: str, checked: str, rule: str | None, level: Level | None, key: str | None
) -> None:
    found = publication.judge_publication(information, at(published), "公告栏", checked, None, NOW)
    assert [(one.rule, one.level, one.key) for one in found] == ([(rule, level, key)] if key else [])


def test_a_channel_is_named() -> None:
    found = publication.judge_publication(date(2026, 11, 20), NOW, " ", "李主任", None, NOW)
    assert [(one.rule, one.key) for one in found] == [("26-2", "publication.no_channel")]


@pytest.mark.parametrize(
    ("due", "key"), [(date(2026, 11, 24), None), (date(2026, 11, 23), "publication.late")]
)
def test_26_2_late_is_a_warning(due: date, key: str | None) -> None:
    found = publication.judge_publication(date(2026, 10, 20), NOW, "公告栏", "李主任", due, NOW)
    assert [(one.rule, one.level, one.key) for one in found] == (
        [("26-2", Level.WARNING, key)] if key else []
    )


@pytest.mark.parametrize(
    ("information", "due", "level", "key"),
    [
        (date(2026, 10, 20), date(2026, 11, 24), Level.NOTE, "publication.awaits"),
        (date(2026, 10, 20), date(2026, 11, 23), Level.WARNING, "publication.overdue"),
        (date(2026, 12, 1), None, Level.NOTE, "publication.no_calendar"),
        (date(2022, 9, 29), date(2022, 10, 27), None, None),
    ],
)
def test_26_2_an_open_line(information: date, due: date | None, level: Level | None, key: str | None) -> None:
    found = publication.judge_open("招商信息", information, due, TODAY)
    if key is None:
        assert found is None
        return
    assert found is not None
    assert (found.rule, found.level, found.key) == ("26-2", level, key)
    assert "招商信息" in found.message
