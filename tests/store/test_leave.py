"""Leave in the store: consent before the substitute, one code at a time, the slip's two places."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.store import arrivals, closing, doctor, leave, meetings, people, seats, sending, substitute_back
from oatui.store.arrivals import Hand
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from oatui.store.people import Attendee
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content
from tests.store.refusals import refused


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A county meeting that we host, at 09:00; the clock stands at 08:20."""
    return meetings.change(store, a_meeting(store).id, level="county")


@pytest.fixture
def roster(store: Store, meeting: Meeting) -> list[Attendee]:
    return people.listed(store, meeting.id)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{text}+08:00")


def approved(store: Store, person: Attendee, kind: str = "sick") -> leave.Leave:
    made = leave.request(store, person.id, kind, "住院").leave
    return leave.approve(store, made.id, "李主任").leave


def kinds(store: Store) -> list[str]:
    return [row[0] for row in store.rows("select kind from event order by seq")]


# ------------------------------------------------------------------ asking and deciding


def test_from_the_request_to_the_approval(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = leave.request(store, roster[0].id, "sick", " 住院 ")
    assert (made.leave.state, made.leave.reason, made.notes) == ("requested", "住院", ())
    assert people.get(store, roster[0].id).leave == "requested"
    # asked for is not approved
    assert arrivals.attendance(store, meeting.id)[0].leave == 0
    clock.at(8, 30)
    by_phone = leave.approve(store, made.leave.id, " 示例县长 ", moment("08:05:00")).leave
    assert (by_phone.state, by_phone.approver) == ("approved", "示例县长")
    assert by_phone.approved_at == "2026-11-24T08:05:00+08:00"
    assert by_phone.approval_recorded_at and by_phone.approval_recorded_at[11:16] == "08:30"
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.leave, counts.absent) == (8, 1, 7)
    assert leave.listed(store, meeting.id) == [by_phone]
    assert doctor.examine(store).ok


def test_own_meeting_is_refused_and_nothing_is_written(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    before = content(store)
    with refused("leave.own_meeting", "18-3"):
        # free text is never judged
        leave.request(store, roster[0].id, "own_meeting", "病假")
    assert content(store) == before
    assert leave.request(store, roster[0].id, "sick", "本单位会议").notes == ()
    made = leave.request(store, roster[1].id, "own_meeting", "党组会", chair_consent="示例县长")
    assert [note.key for note in made.notes] == ["leave.own_meeting_allowed"]
    assert made.leave.chair_consent == "示例县长"


def test_a_meeting_that_became_the_county_s_is_judged_at_the_approval(store: Store) -> None:
    meeting = a_meeting(store)
    one = people.listed(store, meeting.id)[0]
    made = leave.request(store, one.id, "own_meeting").leave
    meetings.change(store, meeting.id, level="county_leader")
    with refused("leave.own_meeting", "18-3"):
        leave.approve(store, made.id, "示例县长")


@pytest.mark.parametrize(("asked", "late"), [("09:00:00", False), ("09:00:01", True)])
def test_asked_for_after_the_start_is_marked(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee], asked: str, late: bool
) -> None:
    clock.at(9, 5)
    made = leave.request(store, roster[0].id, "sick", asked_at=moment(asked))
    assert made.leave.after_start is late
    assert [(note.rule, note.key) for note in made.notes] == ([("17-1", "leave.after_start")] if late else [])
    assert made.leave.asked_at == f"2026-11-24T{asked}+08:00"
    assert made.leave.recorded_at[11:16] == "09:05"


def test_what_cannot_be_asked_for(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    arrivals.sign_in(store, meeting.id, roster[1].code)
    made = leave.request(store, roster[0].id, "sick").leave
    before = content(store)
    with refused("leave.asked_before"):
        leave.request(store, roster[0].id, "other")
    with refused("leave.already_here"):
        leave.request(store, roster[1].id, "sick")
    with refused("leave.kind_unknown"):
        leave.request(store, roster[2].id, "holiday")
    with refused("leave.future"):
        leave.request(store, roster[2].id, "sick", asked_at=clock.now() + timedelta(seconds=1))
    with refused("person.unknown"):
        leave.request(store, 999, "sick")
    with refused("leave.unknown"):
        leave.approve(store, 999, "李主任")
    with refused("leave.approver_needed"):
        leave.approve(store, made.id, " ")
    with refused("leave.refusal_reason"):
        leave.turn_down(store, made.id, "李主任", "")
    with refused("leave.withdraw_reason"):
        leave.withdraw(store, made.id, " ")
    assert content(store) == before


def test_turned_down_is_expected_and_may_ask_again(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = leave.request(store, roster[0].id, "other", "家中有事").leave
    no = leave.turn_down(store, made.id, "李主任", "人手不足")
    assert (no.leave.state, no.leave.approver, no.leave.refusal) == ("refused", "李主任", "人手不足")
    assert arrivals.attendance(store, meeting.id)[0].absent == 8
    with refused("leave.decided"):
        leave.approve(store, made.id, "李主任")
    again = leave.request(store, roster[0].id, "sick").leave
    assert leave.approve(store, again.id, "李主任").leave.state == "approved"
    assert [one.state for one in leave.listed(store, meeting.id)] == ["refused", "approved"]


def test_withdrawn_counts_as_expected_again(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    made = approved(store, roster[0])
    assert leave.withdraw(store, made.id, "行程取消").leave.state == "withdrawn"
    assert (arrivals.attendance(store, meeting.id)[0].leave, leave.standing(store, roster[0].id)) == (0, None)
    with refused("leave.decided"):
        leave.withdraw(store, made.id, "再撤")


def test_who_comes_after_all_is_here_and_owes_no_slip(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = approved(store, roster[0])
    assert len(leave.owed(store, meeting.id)) == 1
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "ok"
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.present, counts.leave) == (1, 0)
    assert leave.get(store, made.id).arrived
    assert leave.owed(store, meeting.id) == []


# ------------------------------------------------------------------ who comes instead


def test_a_substitute_before_the_approval_is_refused(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = leave.request(store, roster[0].id, "sick").leave
    before = content(store)
    with refused("leave.substitute_requested", "17-3"):
        leave.substitute(store, made.id, "替会人")
    assert content(store) == before
    leave.approve(store, made.id, "李主任", moment("08:10:00"))
    with refused("leave.substitute_before", "17-3"):
        leave.substitute(store, made.id, "替会人", named_at=moment("08:09:59"))
    assert leave.substitute(store, made.id, "替会人", named_at=moment("08:10:00")).leave.substitute


def test_from_that_moment_one_code_works_and_the_other_does_not(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    first = roster[0]
    made = approved(store, first)
    clock.at(8, 25)
    done = leave.substitute(store, made.id, " 替会人 ", post="副局长", phone="13800000000")
    assert kinds(store)[-1] == "substitute_named"
    assert done.leave.substitute is not None
    other = people.get(store, done.leave.substitute)
    assert (other.name, other.unit, other.post) == ("替会人", first.unit, "副局长")
    assert (other.venue_id, other.substitute_for) == (first.venue_id, first.id)
    replaced = people.get(store, first.id)
    assert (replaced.replaced_by, replaced.code != first.code) == (other.id, True)
    assert [one.id for one in people.search(store, meeting.id, "thr")] == [other.id]
    # the old card answers with the name, whether scanned or signed in by hand
    clock.at(8, 40)
    for scan in (first.code, people.get(store, first.id).code, Hand(first.id, "未带", "李主任")):
        no = arrivals.sign_in(store, meeting.id, scan)
        assert (no.outcome, no.verdict.key, no.rule) == ("refused", "signin.replaced", "17-3")
        assert first.name in no.verdict.message and "替会人" in no.verdict.message
        assert "08:25" in no.verdict.message
    yes = arrivals.sign_in(store, meeting.id, other.code)
    assert (yes.outcome, yes.status, yes.name) == ("ok", "on_time", "替会人")
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.present, counts.substitute, counts.leave, counts.absent) == (
        8,
        1,
        1,
        0,
        7,
    )
    assert doctor.examine(store).ok


def test_a_substitute_who_does_not_come_is_absent_and_named(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    leave.substitute(store, approved(store, roster[0]).id, "替会人")
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.present, counts.substitute, counts.leave, counts.absent) == (
        8,
        0,
        0,
        0,
        8,
    )
    names = [name for _unit, names in arrivals.missing_by_unit(store, meeting.id) for name in names]
    assert "替会人" in names and len(names) == 8


def test_a_chain_of_substitutes_is_one_post(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    made = approved(store, roster[0])
    done = leave.substitute(store, made.id, "替会甲").leave
    with refused("leave.substitute_taken"):
        leave.substitute(store, made.id, "替会乙")
    with refused("leave.has_substitute", "17-3"):
        leave.withdraw(store, made.id, "行程取消")
    assert done.substitute
    second = people.get(store, done.substitute)
    again = leave.substitute(store, approved(store, second).id, "替会乙").leave
    assert again.substitute
    third = people.get(store, again.substitute)
    assert arrivals.sign_in(store, meeting.id, second.code).verdict.key == "signin.replaced"
    assert arrivals.sign_in(store, meeting.id, third.code).outcome == "ok"
    counts = arrivals.attendance(store, meeting.id)[0]
    assert (counts.expected, counts.present, counts.substitute) == (8, 1, 1)


def test_a_card_lost_while_they_were_replaced_is_not_good_again(
    store: Store, meeting: Meeting, roster: list[Attendee], clock: FixedClock
) -> None:
    made = leave.substitute(store, approved(store, roster[0]).id, "替会人").leave
    clock.pass_time(seconds=5)
    new = people.reissue_code(store, roster[0].id, "遗失").code
    substitute_back.take_back(store, made.id, "本人到会")
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "refused"
    assert arrivals.sign_in(store, meeting.id, new).outcome == "ok"
    assert doctor.examine(store).ok


def figures(store: Store, meeting: int) -> tuple[int, ...]:
    counts = arrivals.attendance(store, meeting)[0]
    return counts.expected, counts.present, counts.substitute, counts.leave, counts.absent


def test_who_was_replaced_comes_after_all_and_the_post_counts_once(
    store: Store, meeting: Meeting, roster: list[Attendee], clock: FixedClock
) -> None:
    first = roster[0]
    seats.arrange(store, first.venue_id, "across", plan=(2, 4, ()))
    made = leave.substitute(store, approved(store, first).id, "替会人").leave
    assert made.substitute
    second = people.get(store, made.substitute)
    clock.at(8, 30)
    arrivals.sign_in(store, meeting.id, second.code)
    assert figures(store, meeting.id) == (8, 1, 1, 0, 7)
    with refused("leave.withdraw_reason"):
        substitute_back.take_back(store, made.id, " ")
    with refused("leave.no_substitute"):
        substitute_back.take_back(store, approved(store, roster[1]).id, "本人到会")
    clock.at(8, 40)
    came = substitute_back.come_after_all(store, meeting.id, first.id)
    assert (came.outcome, came.status, came.name) == ("ok", "on_time", first.name)
    assert "08:30 的签到不再算" in came.notes[0].message
    assert figures(store, meeting.id) == (8, 1, 0, 1, 6)
    # the seat is theirs again, the first card is good, and the other one says whose it was
    assert people.get(store, first.id).seat and not people.get(store, second.id).seat
    assert people.get(store, first.id).code == first.code
    for scan in (second.code, people.get(store, second.id).code, Hand(second.id, "未带")):
        no = arrivals.sign_in(store, meeting.id, scan)
        assert (no.outcome, no.verdict.key) == ("refused", "signin.taken_back")
        assert first.name in no.verdict.message and "08:40" in no.verdict.message
    # what was is kept, and stands on no paper
    assert kinds(store)[-7:-4] == ["sign_in_annulled", "substitute_withdrawn", "seat_passed_on"]
    assert [one.reason for one in substitute_back.of(store, made.id)] == [substitute_back.REASON]
    assert "替会人" not in {line.name for line in closing.lines(store, meeting.id)}
    assert people.replaced(store, meeting.id) == 0 and people.get(store, second.id).taken_back
    assert second.name not in [one.name for one in sending.listed(store, meeting.id)]
    with refused("leave.no_longer"):
        leave.request(store, second.id, "sick")
    assert leave.owed(store, meeting.id) == [leave.standing(store, roster[1].id)]
    seats.undo(store, first.venue_id)
    assert doctor.examine(store).ok


def test_another_is_named_in_the_place_of_who_was_taken_back(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    made, same = approved(store, roster[0]), people.same_name(store, meeting.id)[0]
    for name in ("替会甲", "替会乙", "替会甲"):
        second = leave.substitute(store, made.id, name).leave.substitute
        assert second and figures(store, meeting.id) == (8, 0, 0, 0, 8)
        again = leave.substitute(store, approved(store, people.get(store, second)).id, "再替").leave
        # of a chain the last goes first
        with refused("leave.substitute_taken"):
            substitute_back.take_back(store, made.id, "错了")
        substitute_back.take_back(store, again.id, "错了")
        substitute_back.take_back(store, made.id, "错了")
        assert figures(store, meeting.id) == (8, 0, 0, 1, 7)
    leave.withdraw(store, made.id, "行程取消")
    assert figures(store, meeting.id) == (8, 0, 0, 0, 8)
    assert arrivals.sign_in(store, meeting.id, roster[0].code).outcome == "ok"
    assert leave.owed(store, meeting.id) == [] and people.same_name(store, meeting.id)[0] == same
    assert doctor.examine(store).ok


def test_who_cannot_stand_in(store: Store, meeting: Meeting, roster: list[Attendee]) -> None:
    made = approved(store, roster[0])
    with refused("person.no_name"):
        leave.substitute(store, made.id, " ")
    with refused("leave.substitute_on_roster"):
        leave.substitute(store, made.id, roster[1].name, unit=roster[1].unit)
    # one of the same name from elsewhere is another person
    assert leave.substitute(store, made.id, roster[1].name, unit="示例九镇").leave.substitute
    here = approved(store, roster[2])
    arrivals.sign_in(store, meeting.id, roster[2].code)
    with refused("leave.already_here"):
        leave.substitute(store, here.id, "替会人")


def test_a_copy_asks_the_reported_person_again(
    store: Store, meeting: Meeting, roster: list[Attendee]
) -> None:
    leave.substitute(store, approved(store, roster[0]).id, "替会人")
    start = meeting.start + timedelta(days=7)
    copy = meetings.add(store, "下一次", start, start + timedelta(hours=2), copy_of=meeting.id)
    assert [one.name for one in people.listed(store, copy.id)] == [one.name for one in roster]


# ------------------------------------------------------------------ the slip


def test_two_deliveries_close_the_task_of_17_4(
    store: Store, clock: FixedClock, meeting: Meeting, roster: list[Attendee]
) -> None:
    made = leave.request(store, roster[0].id, "sick").leave
    with refused("leave.not_approved_yet"):
        leave.deliver(store, made.id, "committee_duty")
    leave.approve(store, made.id, "李主任")
    assert [proof.key for proof in leave.get(store, made.id).open] == ["committee_duty", "government_duty"]
    leave.deliver(store, made.id, "committee_duty", moment("08:15:00"))
    with refused("leave.delivered_before"):
        leave.deliver(store, made.id, "committee_duty")
    with refused("leave.no_delivery_county"):
        leave.deliver(store, made.id, "organiser")
    with refused("leave.future"):
        leave.deliver(store, made.id, "government_duty", clock.now() + timedelta(minutes=1))
    (owed,) = leave.owed(store, meeting.id)
    assert [proof.key for proof in owed.open] == ["government_duty"]
    done = leave.deliver(store, made.id, "government_duty")
    assert done.verdict.rule == "17-4" and "县政府值班室" in done.verdict.message
    assert leave.owed(store, meeting.id) == []
    assert dict(done.leave.deliveries) == {
        "committee_duty": "2026-11-24T08:15:00+08:00",
        "government_duty": "2026-11-24T08:20:00+08:00",
    }


def test_a_county_leader_s_meeting_asks_for_three_proofs(store: Store) -> None:
    meeting = meetings.change(store, a_meeting(store).id, level="county_leader", role="attend")
    made = approved(store, people.listed(store, meeting.id)[0])
    assert [proof.key for proof in made.open] == ["organiser", "substitute"]
    made = leave.substitute(store, made.id, "替会人").leave
    assert [proof.key for proof in made.open] == ["organiser"]
    assert leave.deliver(store, made.id, "organiser").verdict.rule == "18-2"
    assert leave.owed(store, meeting.id) == []


def test_a_meeting_of_the_bureau_knows_no_duty_room(store: Store) -> None:
    meeting = a_meeting(store)
    made = approved(store, people.listed(store, meeting.id)[0], "own_meeting")
    assert made.proofs == []
    with refused("leave.no_delivery_bureau"):
        leave.deliver(store, made.id, "committee_duty")
