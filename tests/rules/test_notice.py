"""Art. 18: channels, a county office's name, the hour of the reply, and what a unit is told."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from oatui.clock import ZONE
from oatui.rules.notice import (
    default_deadline,
    judge_acknowledged,
    judge_channel,
    judge_deadline,
    judge_name,
    judge_sent,
    remind,
)
from oatui.rules.verdict import Verdict
from oatui.rules.workdays import Calendar, CalendarMissing

# 27 September is a Sunday that works, 1 to 7 October rest
CALENDAR = Calendar(
    {
        date(2026, 10, 1): (True, "国庆节"),
        date(2026, 10, 2): (True, "国庆节"),
        date(2026, 10, 5): (True, "国庆节"),
        date(2026, 10, 6): (True, "国庆节"),
        date(2026, 10, 7): (True, "国庆节"),
        date(2026, 9, 20): (False, "国庆节"),
    },
    {2026: "内置"},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZONE)


def keys(verdicts: list[Verdict]) -> list[tuple[str | None, str, str]]:
    return [(one.rule, str(one.level), one.key) for one in verdicts]


@pytest.mark.parametrize(
    ("channels", "urgent", "found"),
    [
        ({"oa"}, False, []),
        ({"oa", "phone"}, False, []),
        ({"phone"}, True, []),
        ({"oa"}, True, []),
        ({"phone"}, False, [("18-4", "记", "notice.phone_alone")]),
        ({"fax"}, True, [(None, "硬", "notice.channel_unknown")]),
    ],
)
def test_phone_alone_is_for_urgent_meetings(channels: set[str], urgent: bool, found: list[object]) -> None:
    assert keys(judge_channel(channels, urgent)) == found


@pytest.mark.parametrize(
    ("name", "by", "consent", "found"),
    [
        ("", "", None, []),
        ("", "", "20T09:00", []),
        ("committee_office", "示例主任", "20T09:00", []),
        # agreed in the same second it went out
        ("committee_office", "示例主任", "20T10:00", []),
        ("committee_office", "示例主任", "20T10:00:01", [("18-1", "硬", "notice.consent_late")]),
        ("committee_office", " ", "20T09:00", [("18-1", "硬", "notice.consent_committee_office")]),
        ("government_office", "示例主任", None, [("18-1", "硬", "notice.consent_government_office")]),
        ("government_office", "示例主任", "20T12:00:01", [(None, "硬", "notice.future")]),
        ("county", "示例主任", "20T09:00", [(None, "硬", "notice.name_unknown")]),
    ],
)
def test_a_county_offices_name_needs_its_consent(
    name: str, by: str, consent: str | None, found: list[object]
) -> None:
    agreed = at(consent) if consent else None
    assert keys(judge_name(name, by, agreed, at("20T10:00"), at("20T12:00"))) == found


def test_what_has_not_come_is_not_entered() -> None:
    assert judge_sent(at("20T10:00"), at("20T10:00")) == []
    assert keys(judge_sent(at("20T10:00:01"), at("20T10:00"))) == [(None, "硬", "notice.future")]


@pytest.mark.parametrize(
    ("by", "when", "sent", "key"),
    [
        ("王某", "20T10:00", "20T10:00", None),
        ("王某", "20T12:00", "20T10:00", None),
        ("王某", "20T09:59:59", "20T10:00", "notice.before_sent"),
        ("王某", "20T12:00:01", "20T10:00", "notice.future"),
        ("  ", "20T11:00", "20T10:00", "notice.by_whom"),
        ("王某", "20T11:00", None, "notice.not_sent"),
    ],
)
def test_signing_for_a_notice(by: str, when: str, sent: str | None, key: str | None) -> None:
    found = judge_acknowledged(by, at(when), at(sent) if sent else None, at("20T12:00"))
    assert [one.key for one in found] == ([key] if key else [])


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-25T09:00", "2026-11-24T17:00"),
        # over a weekend, over a holiday, onto a Sunday that works
        ("2026-11-23T09:00", "2026-11-20T17:00"),
        ("2026-10-08T09:00", "2026-09-30T17:00"),
        ("2026-09-21T09:00", "2026-09-20T17:00"),
    ],
)
def test_a_reply_is_due_at_five_the_working_day_before(start: str, due: str) -> None:
    found = default_deadline(CALENDAR, datetime.fromisoformat(start).replace(tzinfo=ZONE), time(17))
    assert found == datetime.fromisoformat(due).replace(tzinfo=ZONE)


def test_a_year_that_is_not_loaded_is_said() -> None:
    with pytest.raises(CalendarMissing) as no:
        default_deadline(CALENDAR, datetime(2026, 1, 1, 9, tzinfo=ZONE), time(17))
    assert no.value.year == 2025


def test_a_deadline_lies_before_the_start() -> None:
    assert judge_deadline(at("20T08:59:59"), at("20T09:00")) == []
    assert [one.key for one in judge_deadline(at("20T09:00"), at("20T09:00"))] == [
        "notice.deadline_after_start"
    ]


def told(kind: str, now: str, **more: object) -> str:
    found = remind(
        kind, "示例一镇", "王某", "13800000000", title="商务会", start=at("20T09:00"), now=at(now), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    assert (found.contact, found.phone) == ("王某", "13800000000")
    # the phone is for the clerk: it does not go out with the words
    assert "138" not in found.words.message
    return found.words.message


def test_what_a_unit_is_told() -> None:
    assert told("unacknowledged", "19T10:00", sent_at=at("18T16:05")) == (
        "示例一镇王某：“商务会”的会议通知已于2026年11月18日 16:05发出，贵单位尚未签收，请尽快签收并按要求报送回执。"
    )
    due = at("19T17:00")
    assert told("unreplied", "19T17:00", deadline=due) == (
        "示例一镇王某：请于2026年11月19日 17:00前报送“商务会”（2026年11月20日 09:00）参会回执。"
    )
    assert "已过，贵单位尚未报送，请立即报送" in told("unreplied", "19T17:00:01", deadline=due)
    assert told("unreplied", "19T18:00") == (
        "示例一镇王某：请尽快报送“商务会”（2026年11月20日 09:00）参会回执。"
    )
    assert told("not_arrived", "20T09:00", names=["甲某", "乙某"]) == (
        "示例一镇王某：“商务会”09:00召开，贵单位甲某、乙某尚未签到，请马上联系到会；因故不能到会的，请立即履行请假手续。"
    )
    assert "已于09:00召开" in told("not_arrived", "20T09:00:01", names=["甲某"])
