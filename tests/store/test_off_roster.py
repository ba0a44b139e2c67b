"""Somebody on the roster by mistake: taken off with a reason, never under a number that another gets, never silently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from oatui.rules.verdict import Refused
from oatui.store import (
    arrivals,
    attendance,
    closing,
    doctor,
    door_record,
    journal,
    late,
    leave,
    meetings,
    off_roster,
    people,
    presence,
    replies,
    seat_map,
    seats,
    sending,
)
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from tests.store.acts import a_meeting, person


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return a_meeting(store, 0)


def bring(store: Store, meeting: Meeting, *numbers: int, source: str = "名册.xlsx") -> list[people.Attendee]:
    people.import_roster(store, meeting.id, [("", person(n)) for n in numbers], source)
    return people.listed(store, meeting.id)


def test_the_last_one_is_gone_and_their_number_is_nobody_elses(store: Store, meeting: Meeting) -> None:
    *_others, last = bring(store, meeting, 1, 2, 3)
    done = off_roster.take_off(store, meeting.id, [last.id], "报错会议")
    assert (done.verdict.key, done.verdict.message) == ("off_roster.done", f"已从名册去掉 {last.name}")
    assert attendance.attendance(store, meeting.id)[0].expected == 2
    scan = arrivals.sign_in(store, meeting.id, last.code)
    assert (scan.outcome, scan.verdict.key) == ("refused", "signin.off_roster")
    again = bring(store, meeting, 3)[-1]
    assert again.id == last.id + 1 and again.code != last.code
    # on the roster again: the old card has a newer one, nobody is to be put back
    scan = arrivals.sign_in(store, meeting.id, last.code)
    assert (scan.outcome, scan.verdict.key) == ("refused", "signin.revoked_code")
    assert doctor.examine(store).ok


def test_one_import_is_taken_back_and_another_stays(store: Store, meeting: Meeting) -> None:
    bring(store, meeting, 1, 2)
    store.clock.pass_time(minutes=1)  # type: ignore[attr-defined]
    bring(store, meeting, 3, 4, 5, source="导错的.xlsx")
    last, first = off_roster.imports(store, meeting.id)
    assert (last.source, len(last.ids), len(first.ids)) == ("导错的.xlsx", 3, 2)
    events = journal.count(store)
    assert off_roster.take_off(store, meeting.id, last.ids, "导错文件").verdict.message == "已从名册去掉 3 人"
    assert journal.count(store) == events + 1
    assert [one.source for one in off_roster.imports(store, meeting.id)] == ["名册.xlsx"]
    change = replies.changes(store, meeting.id)[0]
    assert (change.kind, change.because, dict(change.what)) == ("taken_off", "导错文件", {"people": 3})
    with pytest.raises(Refused, match="已经不在名册上"):
        off_roster.take_off(store, meeting.id, last.ids, "导错文件")


def test_their_seat_is_free_and_no_undone_step_seats_them_again(store: Store, meeting: Meeting) -> None:
    one, _other = bring(store, meeting, 1, 2)
    hall = meetings.venues(store, meeting.id)[0].id
    seats.set_plan(store, hall, 2, 2)
    seats.arrange(store, hall, "across")
    done = off_roster.take_off(store, meeting.id, [one.id], "报错会议")
    assert "原座位" in done.verdict.message
    while seat_map.last_step(store, hall):
        seats.undo(store, hall)
        assert store.value("select count(*) from seat where attendee = ?", one.id) == 0
    assert doctor.examine(store).ok


def _signed_in(store: Store, one: people.Attendee) -> None:
    arrivals.sign_in(store, one.meeting, one.code)


def _with_a_phone(store: Store, one: people.Attendee) -> None:
    arrivals.annul(store, _wrongly_signed_in(store, one), "不是本人")
    presence.tick_phone(store, one.id)


def _wrongly_signed_in(store: Store, one: people.Attendee) -> tuple[str, int]:
    arrivals.sign_in(store, one.meeting, one.code)
    fact = arrivals.standing(store, one.id)
    assert fact
    return fact


def _on_leave(store: Store, one: people.Attendee) -> None:
    asked = leave.request(store, one.id, "sick").leave
    leave.withdraw(store, asked.id, "登记错了")


def _stood_in_for(store: Store, one: people.Attendee) -> None:
    asked = leave.request(store, one.id, "sick").leave
    leave.approve(store, asked.id, "张县长")
    leave.substitute(store, asked.id, "替会人")


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (_signed_in, "off_roster.came"),
        (_with_a_phone, "off_roster.noted"),
        (_on_leave, "off_roster.leave"),
        (_stood_in_for, "off_roster.leave"),
    ],
)
def test_who_has_done_something_stays_and_is_named(
    store: Store, meeting: Meeting, act: Callable[[Store, people.Attendee], None], key: str
) -> None:
    one, other = bring(store, meeting, 1, 2)
    act(store, one)
    with pytest.raises(Refused) as no:
        off_roster.take_off(store, meeting.id, [one.id], "报错会议")
    assert no.value.verdict.key == key
    done = off_roster.take_off(store, meeting.id, [one.id, other.id], "导错文件")
    assert [each.id for each in done.gone] == [other.id]
    assert done.verdict.message.endswith(f"1 人留下：{one.name}")
    assert doctor.examine(store).ok


def test_it_needs_a_reason_and_after_the_deadline_who_asked(store: Store, meeting: Meeting) -> None:
    one = bring(store, meeting, 1)[0]
    with pytest.raises(Refused, match="写明原因"):
        off_roster.take_off(store, meeting.id, [one.id], " ")
    past = store.clock.now() - timedelta(hours=1)
    with pytest.raises(Refused) as no:
        off_roster.take_off(store, meeting.id, [one.id], "报错会议", deadline=past)
    assert no.value.verdict.key == "reply.late_needs_reason"
    off_roster.take_off(store, meeting.id, [one.id], "报错会议", deadline=past, by="王某")
    assert replies.changes(store, meeting.id, past)[0].by == "王某"


def test_who_was_taken_off_by_mistake_comes_back_as_they_were(store: Store, meeting: Meeting) -> None:
    one, other = bring(store, meeting, 1, 2)
    hall = meetings.venues(store, meeting.id)[0].id
    seats.set_plan(store, hall, 2, 2)
    seats.arrange(store, hall, "across")
    old, one = one.code, people.reissue_code(store, one.id, "丢失")
    off_roster.take_off(store, meeting.id, [one.id], "报错会议")
    off_roster.take_off(store, meeting.id, [other.id], "导错文件")
    assert [(off.reason, off.names) for off in off_roster.taken_off(store, meeting.id)] == [
        ("导错文件", (other.name,)), ("报错会议", (one.name,)),
    ]  # fmt: skip
    with pytest.raises(Refused, match="写明原因"):
        off_roster.put_back(store, meeting.id, [one.id], " ")
    events = journal.count(store)
    done = off_roster.put_back(store, meeting.id, [one.id], "去错了")
    assert journal.count(store) == events + 1
    assert (done.back, done.verdict.key) == ((one.name,), "off_roster.back_seat")
    assert people.get(store, one.id) == replace(one, seat=None)
    assert [off.names for off in off_roster.taken_off(store, meeting.id)] == [(other.name,)]
    assert arrivals.sign_in(store, meeting.id, old).verdict.key == "signin.revoked_code"
    assert arrivals.sign_in(store, meeting.id, one.code).outcome == "ok"
    change = replies.changes(store, meeting.id)[0]
    assert (change.kind, change.name, change.because) == ("put_back", one.name, "去错了")
    with pytest.raises(Refused) as no:
        off_roster.put_back(store, meeting.id, [one.id], "去错了")
    assert no.value.verdict.key == "off_roster.not_off"
    # entered once more meanwhile: one of them is enough
    again = bring(store, meeting, 2)[-1]
    with pytest.raises(Refused) as no:
        off_roster.put_back(store, meeting.id, [other.id], "去错了")
    assert no.value.verdict.key == "off_roster.twice"
    # in their own place where it is free, else at the end
    off_roster.take_off(store, meeting.id, [again.id], "重复")
    third = bring(store, meeting, 3)[-1]
    assert third.position == again.position == other.position
    done = off_roster.put_back(store, meeting.id, [other.id, again.id], "去错了")
    assert (done.back, done.twice, done.verdict.key) == ((again.name,), (other.name,), "off_roster.back_but")
    assert [each.id for each in people.listed(store, meeting.id)] == [one.id, third.id, again.id]
    assert doctor.examine(store).ok


def test_who_sent_them_and_what_was_settled_of_them_comes_back_too(store: Store, meeting: Meeting) -> None:
    one, other = bring(store, meeting, 1, 2)
    sending.approve(store, meeting.id, [one.id, other.id], "王局长")
    closing.mark(store, one.id, "missed_sign_in", "李主任", "签到机没电")

    def theirs() -> list[list[object]]:
        tables = ("sending", "settlement_mark")
        return [
            [tuple(row) for row in store.rows(f"select * from {name} order by attendee")] for name in tables
        ]

    before = theirs()
    for ids in ([one.id], [one.id, other.id]):
        off_roster.take_off(store, meeting.id, ids, "报错会议")
        assert len(theirs()[0]) == 2 - len(ids) and theirs()[1] == []
        off_roster.put_back(store, meeting.id, ids, "去错了")
        assert theirs() == before
    assert doctor.examine(store).ok


def test_a_sign_in_that_was_not_theirs_holds_nobody(store: Store, meeting: Meeting) -> None:
    one, _other = bring(store, meeting, 1, 2)
    arrivals.annul(store, _wrongly_signed_in(store, one), "不是本人")
    arrivals.sign_in(store, meeting.id, "1" * 25)
    done = off_roster.take_off(store, meeting.id, [one.id], "报错会议")
    assert done.verdict.key == "off_roster.done"
    assert [line.name for line in door_record.recent(store, meeting.id)].count(one.name) == 2
    assert not late.listed(store, meeting.id)
    found = attendance.attendance(store, meeting.id)[0]
    assert (found.expected, found.present) == (1, 0)
    meetings.change(store, meeting.id, start=meeting.start + timedelta(minutes=5))
    assert doctor.examine(store).ok


def test_a_mark_that_an_earlier_version_took_keeps_nobody_on_the_roster(
    store: Store, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = person(1) | {"post": "保密员（机密★1年）"}
    with monkeypatch.context() as before_the_guard:
        before_the_guard.setattr(journal, "mark_written", lambda _text: "")
        people.import_roster(store, meeting.id, [("", marked), ("", person(2))], "名册.xlsx")
    one = people.listed(store, meeting.id)[0]
    assert one.post == marked["post"]
    with pytest.raises(Refused) as no:
        off_roster.take_off(store, meeting.id, [one.id], "机密★1年，导错")
    assert no.value.verdict.key == "incoming.classified_mark"
    assert off_roster.take_off(store, meeting.id, [one.id], "导错文件").gone == (one,)
    assert off_roster.put_back(store, meeting.id, [one.id], "去错了").back == (one.name,)
