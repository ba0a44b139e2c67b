"""Leaving, coming back, wrong seats and phones are facts of their own; the sign-in stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oatui.papers import meeting_papers
from oatui.rules.presence import CONDUCT
from oatui.rules.verdict import Level, Refused
from oatui.store import arrivals, doctor, meetings, people, presence, seats
from oatui.store.database import Store
from tests.conftest import FixedClock


@pytest.fixture
def person(store: Store, clock: FixedClock) -> int:
    """Somebody who signed in at 08:20 for a meeting from 09:00 to 11:00."""
    start = clock.now() + timedelta(minutes=40)
    meeting = meetings.add(store, "会议", start, start + timedelta(hours=2))
    row = {"name": "张三", "unit": "示例局", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, meeting.id, [("", row)], "x")
    one = people.listed(store, meeting.id)[0]
    arrivals.sign_in(store, meeting.id, one.code)
    return one.id


def test_out_and_back(store: Store, clock: FixedClock, person: int) -> None:
    clock.at(9, 30)
    noted = presence.leave_early(store, person, "身体不适")
    assert (noted.kind, noted.verdict.level) == ("left", Level.NOTE)
    assert presence.out_now(store, 1) == 1
    with pytest.raises(Refused, match="已登记离会"):
        presence.leave_early(store, person, "再走一次")
    clock.at(9, 37)
    assert presence.come_back(store, person).kind == "came_back"
    assert presence.out_now(store, 1) == 0
    with pytest.raises(Refused, match="没有登记离会"):
        presence.come_back(store, person)
    assert arrivals.attendance(store, 1)[0].present == 1


def test_without_a_reason_it_is_left_early(store: Store, clock: FixedClock, person: int) -> None:
    clock.at(10, 59, 59)
    assert presence.leave_early(store, person, "").kind == "left_early"
    assert presence.gone_early(store, 1) == {person}
    presence.come_back(store, person)
    assert presence.gone_early(store, 1) == set()


def test_who_is_not_here_cannot_leave(store: Store, clock: FixedClock, person: int) -> None:
    arrivals.annul(store, arrivals.recent(store, 1)[0].key, "不是本人")
    with pytest.raises(Refused, match="还没有签到"):
        presence.leave_early(store, person, "有事")


def test_a_wrong_seat_is_recorded(store: Store, person: int) -> None:
    noted = presence.note_seat(store, person, "3排13座")
    assert (noted.kind, noted.verdict.rule) == ("wrong_seat", "17-8")
    with pytest.raises(Refused):
        presence.note_seat(store, person, " ")


def test_the_right_seat_is_said_and_not_recorded(store: Store, person: int) -> None:
    venue = meetings.venues(store, 1)[0]
    seats.set_plan(store, venue.id, 2, 2)
    seats.arrange(store, venue.id, "across")
    seat = people.get(store, person).seat
    assert seat
    with pytest.raises(Refused, match="自己的席签"):
        presence.note_seat(store, person, seat)
    assert "wrong_seat" not in {fact.kind for fact in arrivals.recent(store, 1)}


def test_a_phone_is_handed_in_and_given_back(store: Store, person: int) -> None:
    assert presence.tick_phone(store, person).kind == "phone_in"
    assert presence.phone_in(store, 1, person)
    assert presence.tick_phone(store, person).kind == "phone_back"
    assert not presence.phone_in(store, 1, person)


@pytest.mark.parametrize("kind", CONDUCT)
def test_conduct_is_noted_by_name_for_the_circular(
    store: Store, clock: FixedClock, person: int, kind: str
) -> None:
    clock.at(9, 30)
    noted = presence.note_conduct(store, person, kind)
    assert noted.verdict.rule == "17-10"
    assert presence.conduct(store, 1) == [(kind, person, "2026-11-24T09:30:00+08:00")]
    faults = meeting_papers.conduct(store, meetings.get(store, 1)).faults
    assert [(fault.kind, fault.name) for fault in faults] == [(kind, "张三")]


def test_who_is_not_here_cannot_be_seen_at_anything(store: Store, person: int) -> None:
    arrivals.annul(store, arrivals.recent(store, 1)[0].key, "不是本人")
    with pytest.raises(Refused, match="还没有签到"):
        presence.note_conduct(store, person, "dozing")


def test_the_facts_are_rebuilt_from_the_journal(store: Store, clock: FixedClock, person: int) -> None:
    clock.at(9, 30)
    presence.leave_early(store, person, "")
    presence.note_seat(store, person, "3排13座")
    presence.tick_phone(store, person)
    assert doctor.examine(store).ok
    assert [fact.kind for fact in arrivals.recent(store, 1)][:3] == ["phone_in", "wrong_seat", "left_early"]
