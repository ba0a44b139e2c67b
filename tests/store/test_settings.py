"""Office settings: preset from the articles and from practice, each change a fact with its person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from oatui.desk import calendar_of
from oatui.files.calendar_in import parse_ranges
from oatui.rules.verdict import Refused
from oatui.rules.workdays import CalendarMissing
from oatui.store import documents, settings
from oatui.store.database import Store


def test_presets_are_those_of_the_articles(store: Store) -> None:
    assert settings.get(store, "office") == "嘉祥县商务局"
    assert [(s.code, s.rule) for s in documents.known_series(store)] == [
        ("嘉商务组字", "10-2"),
        ("嘉商务字", "10-3"),
        ("嘉商务函", "10-4"),
    ]
    assert settings.get(store, "hours.winter") == "08:30-12:00 13:30-17:30"
    assert settings.get(store, "hours.summer") == "08:30-12:00 14:00-18:00"
    assert settings.everything(store) == {key: preset for key, (preset, _label) in settings.PRESETS.items()}
    assert settings.changes(store) == {}


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("office", " 示例县商务局 ", "示例县商务局"),
        ("office", "[/x]", "[/x]"),
        ("sign_in.opens_minutes", "45", 45),
        ("sign_in.closes_minutes", 0, 0),
        ("sign_in.opens_minutes", "1440", 1440),
        ("hours.winter", "9:00-12:00 13:00-17:00", "9:00-12:00 13:00-17:00"),
        ("role.chief_sign", "孙某", "孙某"),
        ("meetings.reply_due", "下午4点半", "16:30"),
        ("clear_desk.marked", "2", 2),
        ("role.chief_sign", "", ""),
        (
            "series",
            "示商组字 示商字，示商函",
            [
                {"code": "示商组字", "kind": "party"},
                {"code": "示商字", "kind": "bureau"},
                {"code": "示商函", "kind": "letter"},
            ],
        ),
    ],
)
def test_a_change_is_kept_with_its_person(store: Store, key: str, typed: Any, kept: Any) -> None:
    settings.set_value(store, key, typed)
    assert settings.get(store, key) == kept
    assert settings.changes(store) == {key: ("刘某某", "2026-11-24T08:20:00+08:00")}


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        ("office", "  ", "setting.empty"),
        ("offices", "x", "setting.unknown"),
        ("sign_in.opens_minutes", "1441", "setting.number"),
        ("sign_in.opens_minutes", "-1", "setting.number"),
        ("phone.port", "80", "setting.number"),
        ("phone.port", "65536", "setting.number"),
        ("phone.keep_days", "0", "setting.number"),
        ("matters.review_months", "9" * 5000, "setting.number"),
        ("sign_in.opens_minutes", "三十", "setting.number"),
        ("hours.winter", "08:30-12:00", "routine.hours"),
        ("hours.winter", "12:00-08:30 13:30-17:30", "routine.hours"),
        ("meetings.reply_due", "傍晚", "entry.time"),
        ("clear_desk.marked", "0", "setting.number"),
        ("meetings.half_day_hours", "13", "setting.number"),
        ("series", "嘉商务字 嘉商务函", "setting.series"),
        ("series", "嘉商务字 嘉商务字 嘉商务函", "setting.series"),
        ("series", "[1]", "setting.series"),
        ("series", "[", "setting.series"),
    ],
)
def test_what_does_not_fit_changes_nothing(store: Store, key: str, typed: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        settings.set_value(store, key, typed)
    assert caught.value.verdict.key == message
    assert store.value("select count(*) from event") == 0


def test_the_last_change_counts(open_at: Callable[..., Store]) -> None:
    settings.set_value(open_at(actor="刘某某"), "office", "示例县商务局")
    other = open_at(actor="王某某")
    settings.set_value(other, "office", "示例市商务局")
    assert settings.get(other, "office") == "示例市商务局"
    assert settings.changes(other)["office"][0] == "王某某"


def imported(store: Store, year: int, text: str) -> None:
    days = {day.isoformat(): what for day, what in parse_ranges(year, text).items()}
    settings.import_calendar(store, year, days, "放假通知")


def test_a_year_comes_in_and_is_the_offices(store: Store) -> None:
    with pytest.raises(CalendarMissing):
        calendar_of(store).day(date(2027, 2, 8))
    imported(store, 2027, "春节：放假 2月5日至11日；上班 2月13日")
    calendar = calendar_of(store)
    assert calendar.day(date(2027, 2, 8)).kind == "holiday"
    assert calendar.day(date(2027, 2, 13)).kind == "make_up"
    [(year, days, source)] = settings.imported_years(store)
    assert (year, len(days), source) == (2027, 8, "放假通知")


def test_a_later_import_replaces_the_year(store: Store) -> None:
    imported(store, 2027, "放假 2月5日至11日")
    imported(store, 2027, "放假 2月6日至12日")
    assert calendar_of(store).day(date(2027, 2, 5)).working
    assert len(settings.imported_years(store)) == 1
