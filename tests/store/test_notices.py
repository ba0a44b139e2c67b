"""Notices in the store: who was told how, who has acknowledged, until when a reply is due (art. 18)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import arrivals, closing, doctor, meetings, notices
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from oatui.store.notices import recipient
from tests.conftest import FixedClock
from tests.store.acts import a_meeting
from tests.store.refusals import refused

CALENDAR = Calendar({date(2026, 11, 23): (True, "停电")}, {2026: "内置"})
TOWN, BUREAU, MONEY = "示例一镇", "县商务局", "县财政局"


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """An ordinary meeting at 09:00 with eight people of three units; the clock stands at 08:20."""
    return a_meeting(store)


def moment(text: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{text}+08:00")


def test_the_units_come_from_the_roster(store: Store, meeting: Meeting) -> None:
    found = notices.recipients(store, meeting.id)
    assert [(one.unit, one.contact, one.phone, one.people) for one in found] == [
        (MONEY, "王敏", "13800000001", 3),
        (TOWN, "刘洋", "13800000002", 3),
        (BUREAU, "单雄信", "13800000003", 2),
    ]
    assert {one.sent_at for one in found} == {None}
    assert notices.recipients(store, meeting.id, limit=1, offset=1) == found[1:2]


def test_a_unit_without_anybody_on_the_roster(store: Store, meeting: Meeting) -> None:
    made = notices.set_contact(store, meeting.id, " 示例二镇 ", "王某", "0537-6820000")
    assert (made.unit, made.contact, made.phone, made.people) == ("示例二镇", "王某", "0537-6820000", 0)
    # one of the roster may have another contact than its first person
    notices.set_contact(store, meeting.id, TOWN, "办公室", "")
    assert [(one.unit, one.contact) for one in notices.recipients(store, meeting.id)][1:] == [
        (TOWN, "办公室"),
        (BUREAU, "单雄信"),
        ("示例二镇", "王某"),
    ]
    with refused("notice.no_unit", writes=store):
        notices.set_contact(store, meeting.id, "  ")
    notices.send(store, meeting.id, ["示例三镇"])
    assert notices.recipients(store, meeting.id)[-1].unit == "示例三镇"
    with refused("notice.unit_unknown", writes=store):
        recipient(store, meeting.id, "示例四镇")


def test_sent_and_acknowledged(store: Store, clock: FixedClock, meeting: Meeting) -> None:
    sent = notices.send(store, meeting.id, [TOWN, MONEY, TOWN], at=moment("16:00"))
    assert (sent.units, sent.notes, sent.verdict.key) == ((TOWN, MONEY), (), "notice.sent")
    clock.at(8, 30)
    one = notices.acknowledge(store, meeting.id, TOWN, " 王某 ", moment("17:10"))
    assert (one.acknowledged_by, one.acknowledged_at) == ("王某", "2026-11-23T17:10:00+08:00")
    with refused("notice.acknowledged_before", writes=store):
        notices.acknowledge(store, meeting.id, TOWN, "李某")
    with refused("notice.not_sent", writes=store):
        notices.acknowledge(store, meeting.id, BUREAU, "李某")
    with refused("notice.before_sent", writes=store):
        notices.acknowledge(store, meeting.id, MONEY, "李某", moment("15:59:59"))
    with refused("notice.by_whom", writes=store):
        notices.acknowledge(store, meeting.id, MONEY, " ")
    with refused("notice.future", writes=store):
        notices.send(store, meeting.id, [BUREAU], at=moment("08:30:01", 24))
    with refused("notice.nobody", writes=store):
        notices.send(store, meeting.id, [])
    assert doctor.examine(store).ok


def test_several_units_acknowledge_at_once_each_by_its_contact(store: Store, meeting: Meeting) -> None:
    notices.send(store, meeting.id, [TOWN, MONEY])
    notices.set_contact(store, meeting.id, BUREAU)
    for units, key in (
        ([TOWN, BUREAU], "notice.no_contact"), ([], "notice.nobody"), ([TOWN, "县外"], "notice.unit_unknown"),
    ):  # fmt: skip
        with refused(key, writes=store):
            notices.acknowledge_many(store, meeting.id, units)
    made = notices.acknowledge_many(store, meeting.id, [TOWN, MONEY, TOWN])
    assert [(one.unit, one.acknowledged_by == one.contact != "") for one in made] == [
        (TOWN, True),
        (MONEY, True),
    ]
    with refused("notice.acknowledged_before", writes=store):
        notices.acknowledge_many(store, meeting.id, [MONEY, TOWN])


def test_phone_alone_is_noted_and_the_rule_is_kept(store: Store, meeting: Meeting) -> None:
    by_phone = notices.send(store, meeting.id, [TOWN, MONEY], "phone")
    assert [(one.rule, one.key) for one in by_phone.notes] == [("18-4", "notice.phone_alone")]
    # phone beside OA, before or after, is in order
    assert notices.send(store, meeting.id, [TOWN], "oa").notes == ()
    assert notices.send(store, meeting.id, [TOWN], "phone").notes == ()
    assert recipient(store, meeting.id, TOWN).channels == ("phone", "oa")
    with refused("notice.channel_unknown", writes=store):
        notices.send(store, meeting.id, [TOWN], "fax")
    meetings.change(store, meeting.id, urgent=True)
    assert notices.send(store, meeting.id, [BUREAU], "phone").notes == ()


def test_a_county_offices_name_needs_its_consent(store: Store, meeting: Meeting) -> None:
    with refused("notice.consent_committee_office", "18-1", writes=store):
        notices.send(store, meeting.id, [TOWN], in_name_of="committee_office")
    with refused("notice.consent_government_office", "18-1", writes=store):
        notices.send(store, meeting.id, [TOWN], in_name_of="government_office", consent_by="示例主任")
    notices.send(
        store, meeting.id, [TOWN], in_name_of="government_office", consent_by="示例主任",
        consent_at=moment("15:00"),
    )  # fmt: skip
    one = recipient(store, meeting.id, TOWN)
    assert (one.in_name_of, one.consent_by, one.consent_at) == (
        "government_office", "示例主任", "2026-11-23T15:00:00+08:00",
    )  # fmt: skip


def test_the_deadline_is_counted_or_set(store: Store, meeting: Meeting) -> None:
    # the Monday before is no working day, so it is the Friday
    counted = notices.deadline(store, meeting, CALENDAR)
    assert (counted.at, counted.own) == (moment("17:00", 20), False)
    with pytest.raises(CalendarMissing):
        notices.deadline(store, meeting, Calendar())
    with refused("notice.deadline_after_start", writes=store):
        notices.set_deadline(store, meeting.id, moment("09:00", 24))
    assert notices.set_deadline(store, meeting.id, moment("12:00")).own
    # set by hand it needs no calendar
    assert notices.deadline(store, meeting, Calendar()).at == moment("12:00")
    notices.set_deadline(store, meeting.id, moment("18:00"))
    assert notices.deadline(store, meeting, CALENDAR).at == moment("18:00")


def test_a_preset_deadline_past_when_the_meeting_was_called_fixes_nothing(
    store: Store, meeting: Meeting
) -> None:
    preset = notices.deadline(store, meeting, CALENDAR).at
    called = store.clock.now()
    assert notices.fixing(store, meeting, CALENDAR) == (preset if called <= preset else None)
    today = meetings.add(
        store, "紧急会议", called + timedelta(hours=1), called + timedelta(hours=2), urgent=True
    )
    assert notices.fixing(store, today, CALENDAR) is None
    # one that was set for it does
    until = called + timedelta(minutes=30)
    notices.set_deadline(store, today.id, until)
    assert notices.fixing(store, today, CALENDAR) == until
    assert notices.fixing(store, meeting, Calendar()) is None
    assert doctor.examine(store).ok


def test_reminders(store: Store, meeting: Meeting) -> None:
    assert notices.reminders(store, meeting.id, "unacknowledged") == []
    notices.send(store, meeting.id, [TOWN, MONEY])
    notices.acknowledge(store, meeting.id, MONEY, "王某")

    def told(kind: str) -> list[tuple[str, str, str]]:
        return [(one.unit, one.contact, one.phone) for one in notices.reminders(store, meeting.id, kind)]

    assert told("unacknowledged") == [(TOWN, "刘洋", "13800000002")]
    assert [unit for unit, _contact, _phone in told("unreplied")] == [MONEY, TOWN]
    assert [unit for unit, _contact, _phone in told("not_arrived")] == [MONEY, TOWN, BUREAU]
    first = notices.reminders(store, meeting.id, "unreplied", moment("17:00"))[0]
    assert first.words.key == "remind.unreplied_late"
    for number in store.rows("select code from attendee where unit = ?", MONEY):
        arrivals.sign_in(store, meeting.id, number["code"])
    missing = notices.reminders(store, meeting.id, "not_arrived")
    assert [one.unit for one in missing] == [TOWN, BUREAU]
    assert "刘洋、曾乐、王敏尚未签到" in missing[0].words.message


def test_a_closed_meeting_is_told_to_nobody(store: Store, clock: FixedClock, meeting: Meeting) -> None:
    clock.at(11, 30)
    closing.close(store, meeting.id)
    with refused("closing.closed_before", writes=store):
        notices.send(store, meeting.id, [TOWN])
    with refused("closing.closed_before", writes=store):
        notices.set_contact(store, meeting.id, TOWN, "王某")
