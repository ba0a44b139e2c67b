"""Leaving, coming back, wrong seats and phones are facts of their own; the sign-in stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oatui import i18n
from oatui.papers import meeting_papers
from oatui.rules.presence import CONDUCT
from oatui.rules.verdict import Level, Refused
from oatui.store import arrivals, closing, doctor, meetings, people, presence, seats
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


def gone_early(store: Store) -> set[int]:
    """Who is out without a reason."""
    found = (one.attendee for one in presence.out(store, 1))
    return {one for one in found if presence.owes_reason(store, 1, one)}


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
    assert gone_early(store) == {person}
    presence.come_back(store, person)
    assert gone_early(store) == set()


def test_who_is_not_here_cannot_leave(store: Store, person: int) -> None:
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


# ------------------------------------------------------------------ leaving and coming back by scan


def code(store: Store, person: int) -> str:
    return people.get(store, person).code


def test_a_scan_at_the_exit_goes_out_and_back(store: Store, clock: FixedClock, person: int) -> None:
    clock.at(9, 30)
    gone = presence.pass_door(store, 1, code(store, person))
    assert (gone.outcome, gone.verdict.key, gone.name) == ("out", "presence.scanned_out", "张三")
    assert [(one.name, one.since[11:16], one.reason) for one in presence.out(store, 1)] == [
        ("张三", "09:30", "")
    ]
    assert gone_early(store) == {person}
    clock.at(9, 41)
    back = presence.pass_door(store, 1, code(store, person))
    assert (back.outcome, back.verdict.key) == ("back", "presence.came_back")
    assert presence.out(store, 1) == [] and gone_early(store) == set()
    assert doctor.examine(store).ok


@pytest.mark.parametrize(("second", "events"), [(2, 1), (3, 2)])
def test_one_card_read_twice_is_one_passing(
    store: Store, clock: FixedClock, person: int, second: int, events: int
) -> None:
    clock.at(9, 30, 0)
    presence.pass_door(store, 1, code(store, person))
    clock.at(9, 30, second)
    presence.pass_door(store, 1, code(store, person))
    kinds = "('left_early', 'came_back')"
    assert store.value(f"select count(*) from event where kind in {kinds}") == events


@pytest.mark.parametrize(
    ("hour", "minute", "second", "key"),
    [
        (8, 59, 59, "presence.before_start"),
        (10, 59, 59, "presence.scanned_out"),
        (11, 0, 0, "presence.after_end"),
    ],
)
def test_only_between_start_and_end_it_is_leaving_early(
    store: Store, clock: FixedClock, person: int, hour: int, minute: int, second: int, key: str
) -> None:
    clock.at(hour, minute, second)
    assert presence.pass_door(store, 1, code(store, person)).verdict.key == key
    assert gone_early(store) == ({person} if key == "presence.scanned_out" else set())


def test_whoever_is_not_here_cannot_go_and_no_code_is_nobodys(
    store: Store, clock: FixedClock, person: int
) -> None:
    row = {"name": "李四", "unit": "示例局", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, 1, [("", row)], "x")
    clock.at(9, 30)
    other = people.listed(store, 1)[1]
    said = presence.pass_door(store, 1, other.code)
    assert (said.outcome, said.verdict.key, said.name) == ("refused", "presence.not_here", "李四")
    assert presence.pass_door(store, 1, "不是码").outcome == "refused"
    assert [fact.kind for fact in arrivals.recent(store, 1)[:2]] == ["refused", "refused"]
    closing.close(store, 1, "提前结束")
    assert presence.pass_door(store, 1, code(store, person)).verdict.key == "signin.meeting_closed"


def test_a_reason_written_afterwards_makes_it_no_fault(store: Store, clock: FixedClock, person: int) -> None:
    with pytest.raises(Refused, match="没有缺原因"):
        presence.explain(store, person, "身体不适")
    clock.at(9, 30)
    presence.pass_door(store, 1, code(store, person))
    assert presence.owes_reason(store, 1, person)
    clock.at(9, 50)
    with pytest.raises(Refused, match="原因"):
        presence.explain(store, person, " ")
    noted = presence.explain(store, person, "身体不适")
    assert (noted.at[11:16], noted.verdict.key) == ("09:30", "presence.left")
    assert gone_early(store) == set()
    assert [(one.since[11:16], one.reason) for one in presence.out(store, 1)] == [("09:30", "身体不适")]
    assert not presence.owes_reason(store, 1, person)
    clock.at(9, 55)
    assert presence.come_back(store, person).verdict.values["seconds"] == 25 * 60
    assert doctor.examine(store).ok


def test_who_is_out_by_venue(store: Store, clock: FixedClock, person: int) -> None:
    other = meetings.add_venue(store, 1, "分会场").id
    clock.at(9, 30)
    presence.leave_early(store, person, "身体不适")
    assert presence.out(store, 1, other) == []
    assert [one.attendee for one in presence.out(store, 1, people.get(store, person).venue_id)] == [person]


def test_nobody_is_back_before_they_left_and_nothing_is_told_in_advance(
    store: Store, clock: FixedClock, person: int
) -> None:
    left = clock.at(9, 30)
    with pytest.raises(Refused, match="还没有到"):
        presence.leave_early(store, person, "急事", at=left + timedelta(seconds=1))
    presence.leave_early(store, person, "急事", at=left)
    with pytest.raises(Refused, match="离开"):
        presence.come_back(store, person, at=left - timedelta(seconds=1))
    assert presence.come_back(store, person, at=left).verdict.values["seconds"] == 0


def test_the_reason_counts_whichever_desk_told_of_the_leaving(
    store: Store, clock: FixedClock, person: int
) -> None:
    own, store.origin = store.origin, "z-sub"
    clock.at(9, 30)
    presence.pass_door(store, 1, code(store, person))
    store.origin = own
    clock.at(9, 50)
    presence.explain(store, person, "身体不适")
    assert gone_early(store) == set()
    assert not presence.owes_reason(store, 1, person)
    assert "left_early" not in closing.lines(store, 1)[0].settled.marks


def test_what_was_noted_by_mistake_is_taken_back(store: Store, clock: FixedClock, person: int) -> None:
    clock.at(9, 30)
    presence.note_conduct(store, person, "dozing")
    presence.note_seat(store, person, "3排4座")
    presence.tick_phone(store, person)
    clock.at(9, 40)
    presence.leave_early(store, person, "")
    assert [one.kind for one in presence.notes(store, person)] == [
        "left_early", "phone_in", "wrong_seat", "dozing",
    ]  # fmt: skip
    left, phone, _seat, dozing = presence.notes(store, person)
    with pytest.raises(Refused, match="写明原因"):
        presence.take_back(store, person, left.fact, " ")
    made = presence.take_back(store, person, left.fact, "登记错人")
    assert made.verdict.message == "已撤回 张三 09:40 的登记：离会（未说明），原记录保留备查"
    with i18n.speaking("en"):
        assert "离会" not in made.verdict.message
    assert (presence.out_now(store, 1), presence.left_at(store, 1, person)) == (0, None)
    assert "left_early" not in closing.faults(store, 1)
    presence.take_back(store, person, phone.fact, "按错了")
    assert not presence.phone_in(store, 1, person)
    presence.take_back(store, person, dozing.fact, "登记错人")
    assert presence.conduct(store, 1) == []
    with pytest.raises(Refused, match="没有可以撤回的登记"):
        presence.take_back(store, person, dozing.fact, "登记错人")
    assert [one.kind for one in presence.notes(store, person)] == ["wrong_seat"]
    assert arrivals.attendance(store, 1)[0].present == 1
    # after the closing nobody's result is changed behind it
    presence.leave_early(store, person, "")
    clock.at(11, 5)
    closing.close(store, 1)
    with pytest.raises(Refused, match="闭会"):
        presence.take_back(store, person, presence.notes(store, person)[0].fact, "登记错人")
    assert doctor.examine(store).ok
