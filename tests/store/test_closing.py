"""Closing: everyone settled in one event, what stands in the way, and the counts over a year."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.papers import meeting_papers
from oatui.store import arrivals, closing, doctor, leave, meetings, people, presence
from oatui.store.arrivals import Hand
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from oatui.store.people import Attendee
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content
from tests.store.refusals import refused


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A county meeting from 09:00 to 11:00."""
    return meetings.change(store, a_meeting(store).id, level="county")


@pytest.fixture
def roster(store: Store, meeting: Meeting) -> list[Attendee]:
    return people.listed(store, meeting.id)


def on_leave(store: Store, person: Attendee) -> leave.Leave:
    made = leave.request(store, person.id, "sick").leave
    return leave.approve(store, made.id, "李主任").leave


def hand_in(store: Store, made: leave.Leave) -> None:
    for place in ("committee_duty", "government_duty"):
        leave.deliver(store, made.id, place)


def states(store: Store, meeting: Meeting) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        f"{line.name}{line.position}": (line.settled.state, line.settled.marks)
        for line in closing.lines(store, meeting.id)
    }


def a_whole_day(store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]) -> None:
    """One of everything; the clock ends at 11:00."""
    clock.at(8, 10)
    hand_in(store, on_leave(store, roster[1]))
    replaced = on_leave(store, roster[2])
    made = leave.substitute(store, replaced.id, "替会人").leave
    hand_in(store, made)
    assert made.substitute
    leave.request(store, roster[3].id, "other", "家中有事")
    clock.at(8, 30)
    arrivals.sign_in(store, meeting.id, roster[0].code)
    arrivals.sign_in(store, meeting.id, people.get(store, made.substitute).code)
    clock.at(9, 0, 1)
    arrivals.sign_in(store, meeting.id, roster[4].code)
    clock.at(9, 40)
    arrivals.sign_in(store, meeting.id, Hand(roster[5].id, "扫码器故障", "李主任"))
    closing.mark(store, roster[6].id, "missed_sign_in", "李主任", "座位上有人")
    closing.mark(store, roster[7].id, "unapproved_substitute", "李主任", "来的是张某")
    clock.at(11)


EXPECTED = {
    0: ("on_time", ()),
    1: ("leave", ()),
    2: ("replaced", ()),
    3: ("absent", ("leave_pending",)),
    4: ("late", ()),
    5: ("late", ("make_up",)),
    6: ("missed_sign_in", ()),
    7: ("unapproved_substitute", ()),
    8: ("on_time", ("substitute",)),
}


def test_everyone_is_settled(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    a_whole_day(store, clock, meeting, roster)
    drafted = [(line.settled.state, line.settled.marks) for line in closing.lines(store, meeting.id)]
    assert drafted == list(EXPECTED.values())
    # before the closing nobody's word counts yet
    assert arrivals.attendance(store, meeting.id)[0].present == 4
    verdict = closing.close(store, meeting.id)
    assert "应到 8，实到 5，请假 1，缺席 2" in verdict.message
    settled = [(line.settled.state, line.settled.marks) for line in closing.lines(store, meeting.id)]
    assert settled == drafted
    counts = arrivals.attendance(store, meeting.id)[0]
    assert counts.as_dict() == {
        "expected": 8, "present": 5, "on_time": 2, "after_deadline": 0, "late": 2, "missed_sign_in": 1,
        "leave": 1, "substitute": 1, "absent": 2,
    }  # fmt: skip
    named = {
        fault: [line.position for line in who] for fault, who in closing.faults(store, meeting.id).items()
    }
    assert named == {
        "absent": [4], "late": [5, 6], "unapproved_substitute": [8], "missed_sign_in": [7],
    }  # fmt: skip
    by = {line.position: line for line in closing.lines(store, meeting.id)}
    assert (by[3].substitute, by[9].stands_for) == ("替会人", roster[2].name)
    assert (by[7].approver, by[7].reason) == ("李主任", "座位上有人")
    assert doctor.examine(store).ok


@pytest.mark.parametrize(("second", "stopped"), [(59, True), (60, False)])
def test_not_before_its_end(store: Store, clock: FixedClock, second: int, stopped: bool) -> None:
    meeting = a_meeting(store, 1)
    clock.at(10, 59)
    clock.pass_time(seconds=second)
    if stopped:
        with refused("closing.before_end"):
            closing.close(store, meeting.id)
        closing.close(store, meeting.id, "提前散会")
        found = closing.closed(store, meeting.id)
        assert found and found.because == "提前散会"
        assert [verdict.key for verdict in found.left_open] == ["closing.before_end"]
    else:
        closing.close(store, meeting.id)
    # what is reported of it ends when it ended
    assert meeting_papers.conduct(store, meetings.get(store, meeting.id)).end == clock.now()


def test_an_open_slip_blocks_and_says_which(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = on_leave(store, roster[0])
    # it blocks the closing, not the substitute
    assert leave.substitute(store, made.id, "替会人").leave.substitute
    leave.deliver(store, made.id, "committee_duty")
    clock.at(11)
    before = content(store)
    with refused("closing.open_government_duty", "17-4"):
        closing.close(store, meeting.id)
    assert content(store) == before
    (stop,) = closing.blockers(store, meeting.id)
    assert roster[0].name in stop.message
    leave.deliver(store, made.id, "government_duty")
    closing.close(store, meeting.id)


def test_an_open_slip_may_be_left_with_a_reason_and_handed_in_later(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = on_leave(store, roster[0])
    clock.at(11)
    closing.close(store, meeting.id, "值班室明早收件")
    found = closing.closed(store, meeting.id)
    assert found and [stop.rule for stop in found.left_open] == ["17-4"]
    hand_in(store, made)
    assert leave.owed(store, meeting.id) == []


def test_after_the_closing_nothing_moves(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = leave.request(store, roster[1].id, "sick").leave
    fact = arrivals.sign_in(store, meeting.id, roster[0].code).fact
    assert fact
    clock.at(11)
    closing.close(store, meeting.id)
    # on the card of who is here, of who is not, and by hand with an approver
    for scan in (roster[0].code, roster[2].code, Hand(roster[2].id, "未带", "李主任")):
        no = arrivals.sign_in(store, meeting.id, scan)
        assert (no.outcome, no.verdict.key) == ("refused", "signin.meeting_closed")
    counts = arrivals.attendance(store, meeting.id)[0]
    for refuse_to in (
        lambda: closing.close(store, meeting.id),
        lambda: leave.request(store, roster[2].id, "sick"),
        lambda: leave.approve(store, made.id, "李主任"),
        lambda: leave.turn_down(store, made.id, "李主任", "晚了"),
        lambda: leave.withdraw(store, made.id, "不请了"),
        lambda: closing.mark(store, roster[2].id, "missed_sign_in", "李主任", "座位上有人"),
        lambda: meetings.change(store, meeting.id, start=meeting.start + timedelta(minutes=5)),
    ):
        with refused("closing.closed_before"):
            refuse_to()
    with refused("signin.meeting_closed"):
        arrivals.annul(store, fact, "误扫")
    assert arrivals.attendance(store, meeting.id)[0] == counts
    # a word of the title is no new judgement
    assert meetings.change(store, meeting.id, title="全县商务工作会").closed_at


def test_a_meeting_that_is_not_held_counts_for_nobody(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    """Called off with a reason; opened again, it goes on as if nothing had been."""
    with refused("closing.call_off_reason"):
        closing.call_off(store, meeting.id, " ")
    before = arrivals.attendance(store, meeting.id)
    closing.call_off(store, meeting.id, "改期")
    called = meetings.get(store, meeting.id)
    assert called.called_off and not called.settled and not meetings.on_day(store, called.start.date())
    assert arrivals.attendance(store, meeting.id) == before and not any(
        closing.faults(store, meeting.id).values()
    )
    clock.at(11)
    assert not closing.unclosed(store, meeting.start)
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "refused"
    with refused("closing.closed_before"):
        closing.call_off(store, meeting.id, "改期")
    closing.reopen(store, meeting.id, "照常开")
    assert meetings.on_day(store, called.start.date()) == [meeting]
    clock.at(8, 30)
    arrivals.sign_in(store, meeting.id, roster[0].code)
    with refused("closing.call_off_came"):
        closing.call_off(store, meeting.id, "改期")
    assert doctor.examine(store).ok


def test_opened_again_with_a_reason_and_settled_anew(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    with refused("closing.not_closed"):
        closing.reopen(store, meeting.id, "漏了一人")
    clock.at(11)
    closing.close(store, meeting.id)
    with refused("closing.reopen_reason"):
        closing.reopen(store, meeting.id, " ")
    closing.reopen(store, meeting.id, "漏了一人")
    assert (meetings.get(store, meeting.id).closed_at, closing.closed(store, meeting.id)) == (None, None)
    closing.mark(store, roster[0].id, "missed_sign_in", "李主任", "座位上有人")
    closing.close(store, meeting.id)
    assert arrivals.attendance(store, meeting.id)[0].missed_sign_in == 1
    kinds = [row[0] for row in store.rows("select kind from event order by seq")]
    assert kinds[-4:] == ["meeting_closed", "meeting_reopened", "settlement_marked", "meeting_closed"]
    assert doctor.examine(store).ok


def test_somebody_s_word_has_a_name_and_can_be_taken_back(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[1].code)
    leave.substitute(store, on_leave(store, roster[2]).id, "替会人")
    before = content(store)
    with refused("closing.mark_approver", "17-5"):
        closing.mark(store, roster[0].id, "missed_sign_in", " ", "座位上有人")
    with refused("closing.mark_reason", "17-8"):
        closing.mark(store, roster[0].id, "unapproved_substitute", "李主任", "")
    with refused("closing.mark_present", "17-5"):
        closing.mark(store, roster[1].id, "missed_sign_in", "李主任", "座位上有人")
    with refused("leave.substitute_taken"):
        closing.mark(store, roster[2].id, "missed_sign_in", "李主任", "座位上有人")
    assert content(store) == before
    closing.mark(store, roster[0].id, "missed_sign_in", "李主任", "座位上有人")
    closing.mark(store, roster[0].id, None)
    assert closing.lines(store, meeting.id)[0].settled.state == "absent"


def test_who_came_onto_the_roster_after_the_closing_is_absent(
    store: Store, clock: FixedClock, meeting: Meeting
) -> None:
    clock.at(11)
    closing.close(store, meeting.id)
    row = {"name": "后补", "unit": "县统计局", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, meeting.id, [("", row)], "")
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.absent) == (9, 9)


# ------------------------------------------------------------------ over the year


def test_the_year_by_person_and_by_unit(store: Store, clock: FixedClock) -> None:
    for week in range(3):
        meeting = a_meeting(store, 3)
        if week == 2:
            break  # it is not closed and does not count
        first, second, third = people.listed(store, meeting.id)
        clock.at(8, 30)
        arrivals.sign_in(store, meeting.id, first.code)
        if week:
            leave.substitute(store, on_leave(store, second).id, "替会人")
            clock.at(9, 10)
            arrivals.sign_in(store, meeting.id, third.code)
        clock.at(11)
        closing.close(store, meeting.id)
        clock.moment += timedelta(days=7)
        clock.at(8)
    people_ = {line.name: (line.meetings, dict(line.counts)) for line in closing.person_year(store, 2026)}
    assert people_ == {
        first.name: (2, {"on_time": 2}),
        second.name: (2, {"absent": 1, "replaced": 1}),
        third.name: (2, {"absent": 1, "late": 1}),
        "替会人": (1, {"absent": 1, "substitute": 1}),
    }
    units = {line.unit: (line.meetings, dict(line.counts)) for line in closing.unit_year(store, 2026)}
    # the post that had a substitute counts once
    assert units == {
        first.unit: (2, {"on_time": 2}),
        second.unit: (2, {"absent": 2, "substitute": 1}),
        third.unit: (2, {"absent": 1, "late": 1}),
    }
    assert closing.person_year(store, 2025) == closing.unit_year(store, 2027) == []


@pytest.mark.parametrize(("day", "year"), [("2026-12-31", 2026), ("2027-01-01", 2027)])
def test_the_year_is_the_one_it_began_in(store: Store, clock: FixedClock, day: str, year: int) -> None:
    clock.moment = datetime.fromisoformat(f"{day}T08:00:00+08:00")
    meeting = a_meeting(store, 1)
    clock.at(11)
    closing.close(store, meeting.id)
    assert [len(closing.person_year(store, one)) for one in (year - 1, year, year + 1)] == [0, 1, 0]


@pytest.mark.parametrize(("day", "counted"), [("2022-09-29", 0), ("2022-09-30", 1)])
def test_nothing_from_before_the_rules_is_judged(
    store: Store, clock: FixedClock, day: str, counted: int
) -> None:
    clock.moment = datetime.fromisoformat(f"{day}T08:00:00+08:00")
    meeting = a_meeting(store, 1)
    clock.at(11)
    closing.close(store, meeting.id)
    assert [len(lines) for lines in closing.faults(store, meeting.id).values()] == [1] * counted
    assert len(closing.person_year(store, 2022)) == len(closing.unit_year(store, 2022)) == counted


def test_who_left_with_a_reason_is_marked_and_no_fault(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    for one in roster[:3]:
        arrivals.sign_in(store, meeting.id, one.code)
    clock.at(10, 5)
    presence.leave_early(store, roster[0].id, "接孩子")
    presence.leave_early(store, roster[1].id, "")
    presence.leave_early(store, roster[2].id, "接电话")
    clock.at(10, 9)
    presence.come_back(store, roster[2].id)
    clock.at(11)
    for _closed in (False, True):
        lines = closing.lines(store, meeting.id)[:3]
        assert [(one.settled.marks, one.left_at and one.left_at[11:16], one.left_because) for one in lines] == [
            (("left_with_reason",), "10:05", "接孩子"), (("left_early",), "10:05", ""), ((), None, ""),
        ]  # fmt: skip
        found = closing.faults(store, meeting.id)
        assert [one.position for one in found["left_early"]] == [2]
        if not _closed:
            closing.close(store, meeting.id)
    assert doctor.examine(store).ok


def test_a_circular_goes_to_the_units_of_who_was_asked(store: Store, clock: FixedClock) -> None:
    told = {}
    for units in (("办公室", "投资促进中心", ""), ("办公室", "示例一镇"), ("",)):
        made = meetings.add(store, "会", clock.now(), clock.now() + timedelta(hours=1))
        rows = [
            {"name": f"示{n}", "unit": unit, "post": "", "phone": "", "serial": ""}
            for n, unit in enumerate(units)
        ]
        people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
        told[units] = meeting_papers.conduct(store, made).internal
    assert list(told.values()) == [True, False, False]
