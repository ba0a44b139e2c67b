"""Calling a meeting: what was found and the answer are kept in its event; a hard one needs a reason."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from oatui.files.calendar_in import built_in
from oatui.rules.convening import Convened
from oatui.rules.invitation import Invitation
from oatui.rules.verdict import Refused
from oatui.store import convening, doctor, meetings, people
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content, person

HOUR = timedelta(hours=1)


def test_the_role_and_level_are_kept(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    made = meetings.add(
        store, "县委农村工作会议", start, start + HOUR, role="attend", level="county", urgent=True
    )
    assert (made.role, made.level, made.urgent, made.closed_at) == ("attend", "county", True, None)
    changed = meetings.change(store, made.id, role="sub_venue", level="county_leader", urgent=False)
    assert (changed.role, changed.level, changed.urgent) == ("sub_venue", "county_leader", False)
    assert {"role", "level", "urgent", "closed_at"} <= set(meetings.as_dict(changed))
    with pytest.raises(Refused):
        meetings.change(store, made.id, role="guest")
    with pytest.raises(Refused):
        meetings.add(store, "会", start, start + HOUR, level="city")
    assert doctor.examine(store).ok


def test_a_store_of_before_has_our_own_meetings(store: Store) -> None:
    """Events that were written before these were asked apply with the defaults."""
    meeting = a_meeting(store, 0)
    events = [
        (kind, {key: value for key, value in json.loads(body).items() if key not in new})
        for kind, body in store.rows("select kind, body from event order by seq")
        for new in [("role", "level", "urgent")]
    ]
    assert "role" not in events[0][1]
    from oatui.store import journal

    with store.write():
        journal.record(
            store, "meeting_added", events[0][1] | {"id": 77, "main_venue": {"id": 77, "name": "主会场"}}
        )
        journal.record(
            store,
            "meeting_changed",
            {
                "v": 1, "id": 77, "title": "旧会", "place": "", "chair": "", "mode": "on_site",
                "start": meeting.start.isoformat(), "end": meeting.end.isoformat(), "arrivals": [],
            },
        )  # fmt: skip
    old = meetings.get(store, 77)
    assert (old.title, old.role, old.level, old.urgent) == ("旧会", "host", "bureau", False)
    assert doctor.examine(store).ok


def test_a_warning_lets_go_on_and_the_answer_is_kept(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    made = meetings.add(store, "培训会", start, start + 7 * HOUR, because=" 外地老师当天返回 ")
    (answer,) = convening.kept(store, made.id)
    assert ([verdict.rule for verdict in answer.verdicts], answer.because) == (["16-1"], "外地老师当天返回")
    assert answer.actor == "刘某某"
    body = json.loads(store.value("select body from event where kind = 'meeting_added'"))
    assert (body["convening"][0]["key"], body["because"]) == ("convening.long", "外地老师当天返回")
    # without an answer it goes on too, and that is kept
    silent = meetings.add(store, "又一次", start + 30 * HOUR, start + 37 * HOUR)
    assert [answer.because for answer in convening.kept(store, silent.id)] == [""]
    assert doctor.examine(store).ok


def test_ours_must_move_for_the_county_s(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    meetings.add(store, "县委会议", start, start + 2 * HOUR, role="attend", level="county")
    before = content(store)
    with pytest.raises(Refused) as no:
        meetings.add(store, "局务会", start + HOUR, start + 3 * HOUR)
    assert (no.value.verdict.rule, no.value.verdict.key) == ("17-2", "convening.must_move")
    assert "县委会议" in str(no.value)
    assert content(store) == before
    # right after it is in order
    assert meetings.add(store, "局务会", start + 2 * HOUR, start + 3 * HOUR).id
    kept = meetings.add(store, "接访", start, start + HOUR, because="值班副局长主持")
    assert convening.kept(store, kept.id)[0].because == "值班副局长主持"
    # moving into it is judged like calling; a new title is not
    moved = meetings.add(store, "调度会", start + 4 * HOUR, start + 5 * HOUR)
    with pytest.raises(Refused):
        meetings.change(store, moved.id, start=start, end=start + HOUR)
    assert meetings.change(store, kept.id, title="信访接待").title == "信访接待"


def test_a_county_meeting_that_comes_later_names_ours(store: Store, clock: FixedClock) -> None:
    start = clock.at(9) + timedelta(days=1)
    ours = meetings.add(store, "局务会", start, start + HOUR)
    made = meetings.add(store, "县委会议", start, start + HOUR, role="attend", level="county")
    (found,) = convening.kept(store, made.id)[0].verdicts
    assert (found.rule, found.key, found.values["title"]) == ("17-2", "convening.ours_must_move", "局务会")
    # until it moves, our own shows the clash
    (clash,) = convening.judged(store, ours.convened, ours.id)
    assert clash.key == "convening.must_move"
    meetings.change(store, ours.id, start=start + 2 * HOUR, end=start + 3 * HOUR)
    assert convening.judged(store, meetings.get(store, ours.id).convened, ours.id) == []


def test_the_same_people_twice_in_a_week(store: Store) -> None:
    monday = a_meeting(store, 3, title="周一的会")
    start = monday.start + timedelta(days=2)
    copy = meetings.add(store, "周三的会", start, start + HOUR, copy_of=monday.id)
    (found,) = convening.kept(store, copy.id)[0].verdicts
    assert (found.rule, found.values["n"], found.values["title"]) == ("16-2", 3, "周一的会")
    # the next week is another one
    later = meetings.add(
        store, "下周的会", start + timedelta(days=7), start + timedelta(days=7, hours=1), copy_of=monday.id
    )
    assert convening.kept(store, later.id) == []
    # one of the same name from another unit is another person
    other = meetings.add(store, "周五的会", start + timedelta(days=2), start + timedelta(days=2, hours=1))
    assert convening.judged(store, other.convened, other.id, other.id) == []
    people.import_roster(store, other.id, [("", person(1, "示例九镇"))], "")
    assert convening.judged(store, other.convened, other.id, other.id) == []
    people.import_roster(store, other.id, [("", person(1))], "")
    found = convening.judged(store, other.convened, other.id, other.id)[0]
    assert (found.rule, found.values["n"]) == ("16-2", 1)


def test_inviting_leaders_is_counted_and_kept(store: Store, clock: FixedClock) -> None:
    clock.moment += timedelta(days=1)
    start = clock.at(9) + timedelta(days=20)
    made = meetings.add(
        store, "座谈会", start, start + HOUR, invitation=Invitation("four_bodies"), calendar=built_in()
    )
    verdicts = convening.kept(store, made.id)[0].verdicts
    assert [verdict.rule for verdict in verdicts] == ["20-2", "20-1", "20-2", "20-3"]
    assert verdicts[0].values["latest"] == "2026-12-10"
    soon = clock.at(15) + timedelta(days=2)
    with pytest.raises(Refused) as no:
        meetings.add(
            store, "推进会", soon, soon + HOUR, invitation=Invitation("committee"), calendar=built_in()
        )
    assert no.value.verdict.rule == "8-10"
    assert meetings.add(
        store,
        "推进会",
        soon,
        soon + HOUR,
        invitation=Invitation("committee"),
        calendar=built_in(),
        because="11月10日已请示",
    )


def test_a_year_that_is_not_loaded_is_said_and_not_counted(store: Store, clock: FixedClock) -> None:
    start = clock.at(9).replace(year=2031)
    planned = Convened("会", start, start + HOUR, "host", "bureau")
    found, papers = convening.planned(store, planned, None, None, Invitation("committee"), built_in())
    assert (found.key, found.refused) == ("calendar.missing", False)
    assert papers.rule == "20-3"  # what needs no counting is asked for all the same
