"""Meetings and venues: what is refused leaves nothing, and a copy is a meeting of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from oatui.rules.verdict import Refused
from oatui.store import arrivals, head_table, journal, meetings, people, settings, venue_changes
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content, person


def test_a_meeting_has_its_deadline_and_its_window(store: Store, clock: FixedClock) -> None:
    settings.set_value(store, "sign_in.opens_minutes", "90")
    settings.set_value(store, "sign_in.closes_minutes", 0)
    meeting = a_meeting(store, 0)
    assert meeting.sign_in_deadline == clock.at(8, 45)
    assert (meeting.window.opens, meeting.window.closes) == (clock.at(7, 30), clock.at(9))
    # a setting of later does not move the window of a meeting that was called
    settings.set_value(store, "sign_in.opens_minutes", 10)
    assert meetings.get(store, meeting.id).window == meeting.window
    assert [(venue.name, venue.kind) for venue in meetings.venues(store, meeting.id)] == [("主会场", "main")]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "  "}, "meeting.no_title"),
        ({"length": timedelta()}, "meeting.end_before_start"),
        ({"length": timedelta(minutes=-1)}, "meeting.end_before_start"),
        ({"length": timedelta(days=7, seconds=1)}, "meeting.too_long"),
        ({"mode": "phone"}, "meeting.mode"),
        ({"copy_of": 99}, "meeting.unknown"),
    ],
)
def test_what_is_refused_leaves_nothing(
    store: Store, clock: FixedClock, fields: dict[str, Any], key: str
) -> None:
    before = content(store)
    start = clock.at(9)
    title, length = fields.pop("title", "会议"), fields.pop("length", timedelta(hours=1))
    with pytest.raises(Refused) as no:
        meetings.add(store, title, start, start + length, **fields)
    assert no.value.verdict.key == key
    assert no.value.verdict.message
    assert content(store) == before


def test_the_longest_meeting_is_seven_days(store: Store, clock: FixedClock) -> None:
    start = clock.at(9)
    assert meetings.add(store, "会期", start, start + timedelta(days=7)).end == start + timedelta(days=7)


def test_changes_are_held_to_the_same_rules(store: Store) -> None:
    meeting = a_meeting(store)
    before = content(store)
    week = meeting.start + timedelta(days=7, seconds=1)
    for fields in (
        {"title": " "},
        {"mode": "x"},
        {"start": meeting.end},
        {"end": meeting.start},
        {"end": week},
    ):
        with pytest.raises(Refused):
            meetings.change(store, meeting.id, **fields)
    with pytest.raises(Refused):
        meetings.change(store, 99, title="会议")
    assert content(store) == before
    changed = meetings.change(store, meeting.id, title=" 新名 ", place="三楼", chair="张某某", mode="video")
    assert (changed.title, changed.place, changed.chair, changed.mode) == ("新名", "三楼", "张某某", "video")
    assert (changed.start, changed.end, changed.id) == (meeting.start, meeting.end, meeting.id)


def test_venues(store: Store) -> None:
    meeting = a_meeting(store, 0)
    other = a_meeting(store, 0, title="另一会议")
    venue = meetings.add_venue(store, meeting.id, " 一镇 ", 40)
    assert (venue.name, venue.kind, venue.capacity) == ("一镇", "sub", 40)
    assert meetings.find_venue(store, meeting.id, "一镇 ") == venue
    assert meetings.find_venue(store, other.id, "一镇") is None
    assert meetings.find_venue(store, other.id, "main venue") == meetings.find_venue(
        store, other.id, "主会场"
    )
    assert meetings.add_venue(store, other.id, "一镇").id != venue.id
    before = content(store)
    cases: list[tuple[int, str, int | None]] = [
        (meeting.id, " ", None), (meeting.id, "一镇", None), (meeting.id, "一 镇", None), (meeting.id, "主会场", None), (meeting.id, "Main venue", None),
        (meeting.id, "二镇", 0), (meeting.id, "二镇", -1), (99, "二镇", None),
    ]  # fmt: skip
    for identity, name, capacity in cases:
        with pytest.raises(Refused):
            meetings.add_venue(store, identity, name, capacity)
    assert content(store) == before


def test_a_copy_has_the_people_and_venues_and_its_own_codes(store: Store) -> None:
    source = a_meeting(store, 3)
    people.import_roster(store, source.id, [("一镇", person(9)), ("二镇", person(10))], "名册.xlsx")
    meetings.add_venue(store, source.id, "空会场", 5)
    arrivals.sign_in(store, source.id, people.listed(store, source.id)[0].code)
    head_table.set_counted(store, source.id, False)
    before = {name: len(rows) for name, rows in content(store).items()}
    week = timedelta(days=7)
    copy = meetings.add(store, "下周例会", source.start + week, source.end + week, copy_of=source.id)
    olds, news = people.listed(store, source.id), people.listed(store, copy.id)

    def seen(one: people.Attendee) -> tuple[object, ...]:
        return one.venue, one.position, one.name, one.unit, one.post, one.phone, one.serial, one.pinyin

    assert [seen(one) for one in news] == [seen(one) for one in olds]
    assert not {one.code for one in news} & {one.code for one in olds}
    assert not {one.venue_id for one in news} & {one.venue_id for one in olds}
    assert {one.status for one in news} == {None}
    assert [(venue.name, venue.capacity) for venue in meetings.venues(store, copy.id)] == [
        ("主会场", None), ("一镇", None), ("二镇", None), ("空会场", 5),
    ]  # fmt: skip
    assert people.search(store, copy.id, "wm")
    assert not head_table.counted(store, copy.id)
    # the old card does not open the new meeting, and the old meeting is as it was
    assert arrivals.sign_in(store, copy.id, olds[1].code, at=copy.start).verdict.key == "signin.foreign_code"
    assert arrivals.attendance(store, source.id)[0].present == 1
    after = {name: len(rows) for name, rows in content(store).items()}
    assert after["meeting"] - before["meeting"] == 1
    assert after["attendee"] - before["attendee"] == len(olds)


def test_lists(store: Store, clock: FixedClock) -> None:
    today = clock.at(9)
    late = meetings.add(store, "晚", today + timedelta(hours=5), today + timedelta(hours=6), place="乙")
    early = meetings.add(store, "早", today, today + timedelta(hours=1), place="甲")
    midnight = today.replace(hour=0) + timedelta(days=1)
    tomorrow = meetings.add(store, "明天", midnight, midnight + timedelta(hours=1), place="甲")
    assert meetings.on_day(store, today.date()) == [early, late]
    assert meetings.listed(store) == [tomorrow, late, early]
    assert meetings.listed(store, limit=1, offset=1) == [late]
    assert meetings.next_after(store, today) == late
    assert meetings.next_after(store, today - timedelta(seconds=1)) == early
    assert meetings.next_after(store, midnight) is None
    assert [meetings.place_of_next(store, today + timedelta(hours=n)) for n in (-1, 1, 2, 99)] == [2, 2, 1, 0]
    assert meetings.recent_places(store) == ["甲", "乙"]
    assert meetings.count(store) == 3


def test_one_action_is_one_event(store: Store) -> None:
    meeting = a_meeting(store, 0)
    for action in (
        lambda: meetings.change(store, meeting.id, title="新名"),
        lambda: meetings.add_venue(store, meeting.id, "一镇"),
        lambda: meetings.add(store, "又一会议", meeting.start, meeting.end),
    ):
        before = journal.count(store)
        action()
        assert journal.count(store) == before + 1


def test_venues_that_an_earlier_version_told_apart_by_their_brackets_stay_two(store: Store) -> None:
    meeting = a_meeting(store, 0).id
    first = meetings.add_venue(store, meeting, "一镇(礼堂)")
    body = {"v": 1, "id": first.id + 1, "meeting": meeting, "name": "一镇（礼堂）", "capacity": None}
    with store.write():
        journal.record(store, "venue_added", body)
    found = [
        meetings.venue_named(store, meeting, name) for name in ("一镇(礼堂)", "一镇（礼堂）", "一镇 (礼堂)")
    ]
    assert [one.id for one in found] == [first.id, first.id + 1, first.id]


def test_a_venue_is_put_right_and_an_empty_one_is_taken_off(store: Store) -> None:
    meeting = a_meeting(store, 0)
    main = meetings.venues(store, meeting.id)[0]
    first, second = (meetings.add_venue(store, meeting.id, name) for name in ("一镇", "二镇"))
    assert venue_changes.change(store, meeting.id, first.id, " 一镇（礼堂） ", 60).name == "一镇（礼堂）"
    assert venue_changes.change(store, meeting.id, main.id, main.name, 300).capacity == 300
    people.import_roster(store, meeting.id, [("一镇（礼堂）", person(0))], "")
    before = content(store)
    refusals: list[tuple[Callable[[], object], str]] = [
        (lambda: venue_changes.change(store, meeting.id, first.id, "二镇", None), "venue.taken"),
        (lambda: venue_changes.change(store, meeting.id, first.id, " ", None), "venue.no_name"),
        (lambda: venue_changes.change(store, meeting.id, main.id, "大会堂", None), "venue.main_stays"),
        (lambda: venue_changes.change(store, meeting.id, 99, "三镇", None), "venue.unknown"),
        (lambda: venue_changes.remove(store, meeting.id, main.id), "venue.main_stays"),
        (lambda: venue_changes.remove(store, meeting.id, first.id), "venue.in_use"),
    ]
    for act, key in refusals:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.key == key
    assert content(store) == before
    venue_changes.remove(store, meeting.id, second.id)
    assert [(one.name, one.capacity) for one in meetings.venues(store, meeting.id)] == [
        ("主会场", 300), ("一镇（礼堂）", 60),
    ]  # fmt: skip
