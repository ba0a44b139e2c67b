"""Article 7: the list and its review, an event and its 请示 or 报告; a day on either side of each border."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from oatui.rules import matters
from oatui.rules.invitation import MATTERS
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar

ARTICLES = (Path(__file__).parent.parent / "data" / "rules.txt").read_text("utf-8")
CALENDAR = Calendar({}, {2026: "程序自带"})
TODAY = date(2026, 11, 24)


def key_of(verdicts: list[Verdict]) -> str | None:
    assert all(one.rule in {"7-1", "7-2", "13-4"} for one in verdicts)
    return verdicts[0].key if verdicts else None


def test_the_ten_matters_are_in_the_words_of_the_article() -> None:
    assert list(matters.WORDS) == list(MATTERS)
    for words in list(matters.WORDS.values())[:-1]:
        assert words in ARTICLES
    assert "以及其他需要请示报告的事项" in ARTICLES


@pytest.mark.parametrize(
    ("matter", "category", "responsible", "key"),
    [
        ("电商博览会", "6", "王某", None),
        ("电商博览会", "10", "王某", None),
        (" ", "6", "王某", "matters.no_matter"),
        ("机密★博览会", "6", "王某", "incoming.classified_mark"),
        ("电商博览会", "11", "王某", "matters.category"),
        ("电商博览会", "", "王某", "matters.category_blank"),
        ("电商博览会", "6", " ", "matters.no_responsible"),
    ],
)
def test_a_line_of_the_list(matter: str, category: str, responsible: str, key: str | None) -> None:
    assert key_of(matters.judge_entry(matter, category, responsible)) == key


@pytest.mark.parametrize(
    ("day", "by", "key"),
    [
        (TODAY, "李主任", None),
        (date(2026, 11, 23), "李主任", None),
        (date(2026, 11, 25), "李主任", "matters.review_future"),
        (TODAY, " ", "matters.no_reviewer"),
    ],
)
def test_a_review_is_done_by_a_person_and_not_tomorrow(day: date, by: str, key: str | None) -> None:
    assert key_of(matters.judge_review_act(day, by, TODAY)) == key


@pytest.mark.parametrize(
    ("last", "months", "expected"),
    [
        (date(2026, 8, 24), 3, date(2026, 11, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
    ],
)
def test_some_months_later(last: date, months: int, expected: date) -> None:
    assert matters.review_due(last, months) == expected


@pytest.mark.parametrize(
    ("last", "level", "key"),
    [
        (None, Level.NOTE, "matters.never_reviewed"),
        (date(2026, 8, 24), Level.OK, "matters.reviewed"),  # due today
        (date(2026, 8, 23), Level.NOTE, "matters.review_overdue"),
    ],
)
def test_7_1_is_the_list_reviewed(last: date | None, level: Level, key: str) -> None:
    found = matters.judge_review(last, 3, TODAY)
    assert (found.rule, found.level, found.key) == ("7-1", level, key)


def test_the_sentence_says_the_days() -> None:
    found = matters.judge_review(date(2026, 8, 1), 3, TODAY)
    assert (
        found.message
        == "上次梳理 2026年8月1日，应于 2026年11月1日 前再梳理，已过 23 天（每 3 个月，本局约定）"
    )


@pytest.mark.parametrize(
    ("kind", "outside", "key"),
    [
        ("请示", "", None),
        ("报告", "", None),
        ("函", "", "matters.not_a_request"),
        (None, "县商务请〔2026〕3号", None),
        (None, " ", "matters.no_link"),
    ],
)
def test_what_is_linked(kind: str | None, outside: str, key: str | None) -> None:
    assert key_of(matters.judge_link(kind, outside)) == key


@pytest.mark.parametrize(
    ("title", "category", "key"),
    [
        ("博览会", "6", None),
        ("", "6", "matters.no_event"),
        ("博览会", "0", "matters.category"),
        ("博览会（秘密）", "6", "incoming.classified_mark"),
    ],
)
def test_an_event(title: str, category: str, key: str | None) -> None:
    assert key_of(matters.judge_event(title, category)) == key


@pytest.mark.parametrize(
    ("category", "day", "linked", "key", "days"),
    [
        ("6", date(2026, 12, 9), "", "matters.unlinked_by", 0),  # 15 days before is today
        ("6", date(2026, 12, 8), "", "matters.unlinked_late", 1),
        ("5", date(2026, 12, 24), "", "matters.unlinked_by", 0),  # a month before is today
        ("5", date(2026, 12, 23), "", "matters.unlinked_late", 1),
        ("9", None, "", "matters.unlinked", None),
        ("6", date(2028, 3, 1), "", "matters.unlinked_year", None),
        ("6", date(2026, 12, 8), "嘉商务字〔2026〕3号", "matters.linked", None),
        ("6", date(2022, 9, 30), "", "matters.unlinked_year", None),  # judged, whatever the calendar
        ("6", date(2022, 9, 29), "", None, None),  # before the rules (0-1)
        ("6", date(2022, 9, 29), "旧文", None, None),
    ],
)
def test_7_2_is_a_warning_until_a_paper_is_linked(
    category: str, day: date | None, linked: str, key: str | None, days: int | None
) -> None:
    found = matters.judge_linked(category, day, linked, CALENDAR, TODAY)
    if key is None:
        assert found is None
        return
    assert found is not None
    assert (found.rule, found.key) == ("7-2", key)
    assert found.level is (Level.OK if linked else Level.WARNING)
    assert found.values.get("days") == days
    assert found.message
