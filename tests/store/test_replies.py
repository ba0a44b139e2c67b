"""Replies in the store: accepted line by line, and every later change of the list a dated fact (17-8)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.rules.replies import Line, Reported
from oatui.store import arrivals, doctor, leave, meetings, notices, people, replies
from oatui.store.database import Store
from oatui.store.meetings import Meeting
from tests.conftest import FixedClock
from tests.store.acts import a_meeting
from tests.store.refusals import refused

TOWN, BUREAU, MONEY = "示例一镇", "县商务局", "县财政局"
DUE = datetime.fromisoformat("2026-11-23T17:00:00+08:00")


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A meeting at 09:00 with eight people of three units; the clock stands at 08:20, after the deadline."""
    return a_meeting(store)


REPLY = [
    Reported("王敏", MONEY, "局长", "13800000001"),
    Reported("新来某", MONEY, "科员", "13900000009"),
    Reported("欧阳娜娜", MONEY, "科员", attends="no"),
]


def of_kind(lines: list[Line], *kinds: str) -> list[Line]:
    return [line for line in lines if line.kind in kinds]


def test_a_reply_becomes_the_roster_line_by_line(store: Store, meeting: Meeting) -> None:
    lines = replies.compare(store, meeting.id, REPLY)
    assert [(line.kind, line.name) for line in lines] == [
        ("changed", "王敏"), ("added", "新来某"), ("absent", "欧阳娜娜"), ("missing", "阿依古丽·买买提"),
    ]  # fmt: skip
    made = replies.accept(store, meeting.id, REPLY, lines, "回执.xlsx", received_at=DUE, deadline=DUE)
    assert (made.added, made.changed, made.verdict.key) == (1, 1, "reply.recorded")
    assert [(note.rule, note.key) for note in made.notes] == [
        ("17-1", "reply.absent_needs_leave"), ("17-1", "reply.missing_needs_leave"),
    ]  # fmt: skip
    new = people.search(store, meeting.id, "xlm")[0]
    assert (new.name, new.unit, new.post, new.phone, new.position) == (
        "新来某",
        MONEY,
        "科员",
        "13900000009",
        9,
    )
    assert arrivals.sign_in(store, meeting.id, new.code).outcome == "ok"
    assert people.get(store, 1).post == "局长"
    # nobody is taken off the list: who stays away asks for leave
    assert arrivals.attendance(store, meeting.id)[0].expected == 9
    kept = replies.changes(store, meeting.id, DUE)
    # the import that made the list was later than the deadline as well
    assert [(one.kind, one.name, one.late) for one in kept] == [
        ("imported", "", True), ("changed", "王敏", False), ("added", "新来某", False),
        ("absent", "欧阳娜娜", False), ("missing", "阿依古丽·买买提", False),
    ]  # fmt: skip
    assert kept[1].what == {"post": "局长"}
    assert doctor.examine(store).ok


def test_only_what_is_chosen(store: Store, meeting: Meeting) -> None:
    lines = of_kind(replies.compare(store, meeting.id, REPLY), "added")
    replies.accept(store, meeting.id, REPLY, lines, "回执.xlsx")
    assert people.get(store, 1).post == "科员"
    assert people.count(store, meeting.id) == 9
    # the same reply again: what was taken over is as listed now
    again = replies.compare(store, meeting.id, REPLY)
    assert [line.kind for line in again] == ["changed", "same", "absent", "missing"]


def test_a_reply_that_agrees_is_still_a_reply(store: Store, meeting: Meeting) -> None:
    notices.send(store, meeting.id, [MONEY, TOWN])
    same = [Reported(one.name, one.unit) for one in people.listed(store, meeting.id) if one.unit == MONEY]
    lines = replies.compare(store, meeting.id, same)
    assert {line.kind for line in lines} == {"same"}
    # nothing was changed, so there is nothing to explain after the deadline
    replies.accept(store, meeting.id, same, lines, "OA", deadline=DUE)
    assert [one.unit for one in notices.reminders(store, meeting.id, "unreplied")] == [TOWN]
    assert [one.kind for one in replies.changes(store, meeting.id)] == ["imported"]


def test_after_the_deadline_a_change_is_marked_and_explained(
    store: Store, clock: FixedClock, meeting: Meeting
) -> None:
    lines = replies.compare(store, meeting.id, REPLY)
    with refused("reply.late_needs_reason", "17-8", writes=store):
        replies.accept(store, meeting.id, REPLY, lines, "OA", deadline=DUE)
    with refused("notice.future", writes=store):
        replies.accept(store, meeting.id, REPLY, lines, "OA", received_at=clock.now().replace(minute=21))
    made = replies.accept(
        store, meeting.id, REPLY, of_kind(lines, "added"), "OA", deadline=DUE, by="王敏", because="分工调整"
    )
    assert [note.key for note in made.notes] == ["reply.after_deadline"]
    late = replies.after_deadline(store, meeting.id, DUE)[0]
    assert (late.kind, late.name, late.by, late.because, late.late) == (
        "added",
        "新来某",
        "王敏",
        "分工调整",
        True,
    )
    # a later deadline does not make it timely: it was judged when it came
    notices.set_deadline(store, meeting.id, clock.now())
    assert [one.kind for one in replies.after_deadline(store, meeting.id, clock.now())] == ["added"]
    assert doctor.examine(store).ok


def test_every_other_way_of_changing_the_list_is_a_fact_too(store: Store, meeting: Meeting) -> None:
    people.change(store, 3, post="副局长", because="职务变动")
    people.change(store, 4, phone="13900000000", post="科员")
    # nothing that was reported: how a name is read, and what stays as it was
    people.change(store, 5, pinyin="zeng le")
    people.change(store, 5, name="曾乐")
    people.import_roster(
        store, meeting.id, [("", {"name": "增补某", "unit": TOWN, "post": "", "phone": "", "serial": ""})], "增补.xlsx"
    )  # fmt: skip
    found = replies.after_deadline(store, meeting.id, DUE)
    assert [(one.kind, one.unit, one.name, one.because, one.actor) for one in found] == [
        ("imported", "", "", "", "刘某某"),
        ("corrected", MONEY, "欧阳娜娜", "", "刘某某"),
        ("corrected", BUREAU, "单雄信", "职务变动", "刘某某"),
        ("imported", "", "", "", "刘某某"),
    ]
    assert found[0].what == {"people": 1, "source": "增补.xlsx"}
    assert [one.what for one in found[1:3]] == [{"phone": "13900000000"}, {"post": "副局长"}]
    # the list of a copied meeting is where it begins
    copied = meetings.add(store, "下一次", meeting.start, meeting.end, copy_of=meeting.id, because="照旧")
    assert replies.changes(store, copied.id) == []
    assert replies.changes(store, meeting.id, limit=1, offset=1) == replies.changes(store, meeting.id)[1:2]
    # after the deadline nobody comes on the list, and nothing reported changes, without who asked and why (17-8)
    late = store.clock.now() - timedelta(seconds=1)
    one = ("", {"name": "又一人", "unit": TOWN, "post": "", "phone": "", "serial": ""})
    with refused("reply.late_needs_reason", "17-8", writes=store):
        people.import_roster(store, meeting.id, [one], "", deadline=late, by="王敏")
    with refused("reply.late_needs_reason", "17-8", writes=store):
        people.change(store, 6, name="又一人", deadline=late, because="写错")
    people.change(store, 6, pinyin="you yi ren", deadline=late)
    people.import_roster(store, meeting.id, [one], "", deadline=late, by="王敏", because="分工调整")
    assert (replies.changes(store, meeting.id)[0].by, replies.changes(store, meeting.id)[0].because) == (
        "王敏",
        "分工调整",
    )
    # without a deadline nothing is late
    assert replies.after_deadline(store, meeting.id, None) == []
    assert doctor.examine(store).ok


def test_a_roster_that_changed_meanwhile(store: Store, meeting: Meeting) -> None:
    lines = replies.compare(store, meeting.id, REPLY)
    people.change(store, 1, post="书记")
    with refused("reply.stale", writes=store):
        replies.accept(store, meeting.id, REPLY, lines, "OA")


def test_a_new_name_has_new_keys_and_the_same_code(store: Store, meeting: Meeting) -> None:
    first = people.get(store, 3)
    people.change(store, 3, pinyin="shan xiong xin")
    reply = [Reported("单雄兴", BUREAU, "科员", first.phone)]
    lines = of_kind(replies.compare(store, meeting.id, reply), "changed")
    replies.accept(store, meeting.id, reply, lines, "OA")
    new = people.get(store, 3)
    assert (new.name, new.code, new.pinyin) == ("单雄兴", first.code, "")
    assert [one.id for one in people.search(store, meeting.id, "danxiongxing")] == [3]
    assert doctor.examine(store).ok


def test_on_leave_is_not_missing_and_a_substitute_is_none_of_a_reply(store: Store, meeting: Meeting) -> None:
    asked = leave.request(store, 1, "sick", "住院").leave
    leave.approve(store, asked.id, "李主任")
    leave.substitute(store, asked.id, "替会某")
    reply = [Reported("替换某", MONEY, attends="substitute")]
    lines = replies.compare(store, meeting.id, reply)
    assert [(line.kind, line.name) for line in lines] == [
        ("substitute", "替换某"), ("missing", "欧阳娜娜"), ("missing", "阿依古丽·买买提"),
    ]  # fmt: skip
    made = replies.accept(store, meeting.id, reply, lines[:1], "OA")
    assert (made.added, [note.rule for note in made.notes]) == (0, ["17-3"])
    assert people.count(store, meeting.id) == 9


def test_whose_reply(store: Store, meeting: Meeting) -> None:
    with refused("reply.no_unit", writes=store):
        replies.compare(store, meeting.id, [Reported("王敏", "")])
    assert replies.compare(store, meeting.id, [Reported("王敏", "")], MONEY)[0].listed
    notices.set_contact(store, meeting.id, "示例二镇")
    lines = replies.compare(store, meeting.id, [Reported("新来某", "二镇")], "")
    # a short name is not enough to be taken for another unit
    assert lines[0].unit == "二镇"
    # people of a unit that sits in a sub-venue go there
    hall = meetings.add_venue(store, meeting.id, "一镇分会场")
    people.import_roster(
        store, meeting.id,
        [(hall.name, {"name": "甲某", "unit": "示例二镇", "post": "", "phone": "", "serial": ""})], "",
    )  # fmt: skip
    reply = [Reported("新来某", "示例二镇")]
    lines = replies.compare(store, meeting.id, reply)
    replies.accept(store, meeting.id, reply, of_kind(lines, "added"), "OA")
    assert people.listed(store, meeting.id)[-1].venue == hall.name
