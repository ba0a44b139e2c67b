"""Sign-in by phone: the same path and record as every other door, one phone for one person, no guessing."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest

from oatui.clock import ZONE
from oatui.rules.verdict import Refused
from oatui.store import arrivals, attendance, doctor, journal, meetings, people, phone, phone_looks, settings
from oatui.store.arrivals import Arrival
from oatui.store.database import Store
from tests.conftest import FixedClock

ROWS = [
    {"name": "王敏", "unit": "县财政局", "post": "科员", "phone": "13800004321", "serial": "1"},
    {"name": "刘洋", "unit": "县财政局", "post": "科员", "phone": "13800001111", "serial": "2"},
    {"name": "单雄信", "unit": "示例一镇", "post": "镇长", "phone": "", "serial": "3"},
    {"name": "王敏", "unit": "示例一镇", "post": "干事", "phone": "13900009999", "serial": "4"},
]  # fmt: skip


@pytest.fixture
def hall(store: Store, clock: FixedClock) -> tuple[Store, int, int]:
    """A meeting at 09:00 whose main venue is open by phone at 08:30."""
    day = clock.at(8, 30)
    meeting = meetings.add(store, "全县商务工作会议", day.replace(hour=9, minute=0), day.replace(hour=11))
    venue = meetings.venues(store, meeting.id)[0].id
    people.import_roster(store, meeting.id, [(meetings.MAIN_VENUE, row) for row in ROWS], "名册")
    phone.open_way(store, meeting.id, venue, "192.168.1.5:8080", not_secret=True)
    return store, meeting.id, venue


tickets = count(1)


def sent(
    hall: tuple[Store, int, int],
    name: str,
    digits: str,
    device: str = "a",
    ticket: str = "",
    trace: str = "t",
) -> Arrival:
    store, meeting, venue = hall
    return phone.sign_in(
        store, meeting, venue, name, digits, device=device, ticket=ticket or f"k{next(tickets)}", trace=trace
    )


def here(hall: tuple[Store, int, int]) -> int:
    return attendance.attendance(hall[0], hall[1])[0].present


def test_name_and_digits_are_a_sign_in_like_any_other(hall: tuple[Store, int, int]) -> None:
    found = sent(hall, "王敏", "4321")
    assert (found.outcome, found.status, found.rule) == ("ok", "on_time", "17-5")
    assert found.unit == "县财政局"
    assert here(hall) == 1
    # the same name elsewhere is told apart by the digits
    assert sent(hall, "王　敏", "9999", "b").unit == "示例一镇"
    assert here(hall) == 2


@pytest.mark.parametrize(
    "hour, minute, second, outcome, status",
    [
        (8, 0, 0, "ok", "on_time"), (7, 59, 59, "refused", None), (8, 45, 0, "ok", "on_time"),
        (8, 45, 1, "ok", "after_deadline"), (9, 0, 1, "ok", "late"), (9, 30, 0, "ok", "late"),
        (9, 30, 1, "refused", None),
    ],
)  # fmt: skip
def test_the_hours_and_the_fifteen_minutes_hold(
    hall: tuple[Store, int, int],
    clock: FixedClock,
    hour: int,
    minute: int,
    second: int,
    outcome: str,
    status: str,
) -> None:
    clock.at(hour, minute, second)
    found = sent(hall, "王敏", "4321")
    assert (found.outcome, found.status) == (outcome, status)


def test_the_same_form_is_answered_once(hall: tuple[Store, int, int]) -> None:
    first = sent(hall, "王敏", "4321", ticket="same")
    events = journal.count(hall[0])
    assert sent(hall, "王敏", "4321", ticket="same") == first
    # even with other fields: the ticket is what was answered
    assert sent(hall, "刘洋", "1111", ticket="same") == first
    assert journal.count(hall[0]) == events
    assert here(hall) == 1


def test_opened_again_a_phone_sees_its_answer(hall: tuple[Store, int, int]) -> None:
    store, meeting, _venue = hall
    assert phone.answer_of(store, meeting, "a") is None
    first = sent(hall, "王敏", "4321")
    assert phone.answer_of(store, meeting, "a") == first
    assert phone.answer_of(store, meeting, "b") is None


@pytest.mark.parametrize(
    "name, digits", [("王敏", "0000"), ("李四", "4321"), ("单雄信", ""), ("单雄信", "0000")]
)
def test_not_on_the_list_and_wrong_digits_are_one_answer(
    hall: tuple[Store, int, int], name: str, digits: str
) -> None:
    found = sent(hall, name, digits)
    assert (found.outcome, found.verdict.key, found.name) == ("refused", "phone.no_match", "")
    assert found.verdict.values == {}
    assert here(hall) == 0
    # recorded with its reason, never with what was typed
    event = hall[0].row("select body, private from event order by rowid desc limit 1")
    assert event is not None
    assert "phone.no_match" in event["body"]
    for typed in {name, digits} - {""}:
        assert typed not in event["body"] + (event["private"] or "")


def test_five_wrong_tries_close_the_phone_way_and_nothing_else(hall: tuple[Store, int, int]) -> None:
    store, meeting, _venue = hall
    for device in "abcde":
        assert sent(hall, "刘洋", "0000", device).verdict.key == "phone.no_match"
    assert sent(hall, "刘洋", "1111", "f").verdict.key == "phone.locked"
    # another of the hall is not touched, and the card and the desk stay open
    assert sent(hall, "王敏", "4321", "f").outcome == "ok"
    (person,) = people.search(store, meeting, "刘洋")
    assert arrivals.sign_in(store, meeting, person.code).outcome == "ok"


def test_four_wrong_tries_do_not(hall: tuple[Store, int, int]) -> None:
    for device in "abcd":
        sent(hall, "刘洋", "0000", device)
    assert sent(hall, "刘洋", "1111", "e").outcome == "ok"


def test_one_phone_signs_one_person(hall: tuple[Store, int, int]) -> None:
    sent(hall, "王敏", "4321")
    found = sent(hall, "刘洋", "1111")
    assert (found.outcome, found.verdict.key, found.rule) == ("refused", "phone.other_person", "17-5")
    assert here(hall) == 1
    # and the other's own phone still may
    assert sent(hall, "刘洋", "1111", "b").outcome == "ok"


def test_a_second_phone_of_the_same_person_is_told_the_first_time(
    hall: tuple[Store, int, int], clock: FixedClock
) -> None:
    first = sent(hall, "王敏", "4321")
    clock.pass_time(seconds=10)
    again = sent(hall, "王敏", "4321", "b")
    assert (again.outcome, again.at) == ("already", first.at)
    assert here(hall) == 1


def test_a_card_before_the_phone_is_told(hall: tuple[Store, int, int], clock: FixedClock) -> None:
    store, meeting, _venue = hall
    person = people.search(store, meeting, "刘洋")[0]
    first = arrivals.sign_in(store, meeting, person.code)
    clock.pass_time(seconds=10)
    assert sent(hall, "刘洋", "1111").at == first.at


def test_taken_back_the_phone_says_so_and_signs_nobody_else(hall: tuple[Store, int, int]) -> None:
    store, meeting, _venue = hall
    fact = sent(hall, "王敏", "4321").fact
    assert fact
    arrivals.annul(store, fact, "不是本人")
    found = phone.answer_of(store, meeting, "a")
    assert found is not None and found.verdict.key == "phone.taken_back"
    assert sent(hall, "刘洋", "1111").verdict.key == "phone.other_person"
    assert here(hall) == 0


def test_where_faces_are_looked_at_a_phone_waits(store: Store, clock: FixedClock) -> None:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "会", day.replace(hour=9, minute=0), day.replace(hour=11), confirm=True)
    venue = meetings.venues(store, meeting.id)[0].id
    people.import_roster(store, meeting.id, [(meetings.MAIN_VENUE, row) for row in ROWS], "名册")
    hall = (store, meeting.id, venue)
    assert sent(hall, "王敏", "4321").outcome == "waiting"
    assert here(hall) == 0
    found = phone.answer_of(store, meeting.id, "a")
    assert found is not None and found.outcome == "waiting"


def test_a_way_opens_only_with_the_tick_and_is_on_record(store: Store, clock: FixedClock) -> None:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "会", day.replace(hour=9, minute=0), day.replace(hour=11))
    venue = meetings.venues(store, meeting.id)[0].id
    with pytest.raises(Refused) as no:
        phone.open_way(store, meeting.id, venue, "192.168.1.5:8080", not_secret=False)
    assert no.value.verdict.key == "phone.not_declared"
    assert phone.open_ways(store) == []
    way = phone.open_way(store, meeting.id, venue, "192.168.1.5:8080", not_secret=True)
    assert phone.open_ways(store) == [way]
    phone.close_way(store, meeting.id, venue)
    assert phone.open_ways(store) == []
    assert phone.last_address(store, venue) == "192.168.1.5:8080"
    events = journal.count(store)
    phone.close_way(store, meeting.id, venue)
    assert journal.count(store) == events
    with pytest.raises(Refused):
        phone.open_way(store, meeting.id, 999, "192.168.1.5:8080", not_secret=True)


def test_marks_ask_for_a_look(hall: tuple[Store, int, int], clock: FixedClock) -> None:
    store, meeting, _venue = hall
    sent(hall, "刘洋", "0000", "b", trace="x")
    sent(hall, "刘洋", "1111", "b", trace="x")
    clock.pass_time(seconds=40)
    sent(hall, "王敏", "4321", "a", trace="same")
    clock.pass_time(seconds=30)
    sent(hall, "王敏", "9999", "c", trace="same")
    found = {one.unit + one.name: one for one in phone_looks.looks(store, meeting)}
    assert found["县财政局刘洋"].reasons == ("phone.look.after_failure",)
    assert found["县财政局王敏"].reasons == ("phone.look.same_trace",)
    assert found["示例一镇王敏"].reasons == ("phone.look.same_trace",)
    phone_looks.looked_at(store, meeting, found["县财政局刘洋"].attendee)
    assert phone_looks.looks(store, meeting)[-1].name == "刘洋"
    assert phone_looks.looks(store, meeting)[-1].looked_at
    assert phone_looks.count(store, meeting) == (len(found), len(found) - 1)
    with pytest.raises(Refused):
        phone_looks.looked_at(store, meeting, people.search(store, meeting, "单雄信")[0].id)


def test_a_mark_is_found_in_the_worst_minute() -> None:
    at = datetime(2026, 11, 24, 8, 30, tzinfo=ZONE)
    times = [at + timedelta(milliseconds=100 * n) for n in range(302)]
    traces: list[object] = ["same", *range(300), "same"]
    assert phone_looks._others_near(traces, times, 31)[:1] == [1]
    assert phone_looks._others_near(traces, times, 30)[-1:] == [0]


def test_thirty_one_seconds_apart_is_no_mark(hall: tuple[Store, int, int], clock: FixedClock) -> None:
    sent(hall, "王敏", "4321", "a", trace="same")
    clock.pass_time(seconds=31)
    sent(hall, "王敏", "9999", "c", trace="same")
    assert not any(one.reasons for one in phone_looks.looks(hall[0], hall[1]))


def test_a_burst_of_one_unit_asks_for_a_look(store: Store, clock: FixedClock) -> None:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "会", day.replace(hour=9, minute=0), day.replace(hour=11))
    venue = meetings.venues(store, meeting.id)[0].id
    rows = [
        {"name": f"张{n}", "unit": "示例一镇", "post": "", "phone": f"1380000{n:04d}", "serial": str(n)}
        for n in range(6)
    ]
    people.import_roster(store, meeting.id, [(meetings.MAIN_VENUE, row) for row in rows], "名册")
    hall = (store, meeting.id, venue)
    for n in range(4):
        sent(hall, f"张{n}", f"{n:04d}", f"d{n}", trace=f"t{n}")
    assert not any(one.reasons for one in phone_looks.looks(store, meeting.id))
    sent(hall, "张4", "0004", "d4", trace="t4")
    assert {one.reasons for one in phone_looks.looks(store, meeting.id)} == {("phone.look.burst",)}


def test_heads_are_counted_by_block_and_a_difference_shows(hall: tuple[Store, int, int]) -> None:
    store, meeting, venue = hall
    sent(hall, "王敏", "4321")
    (block,) = phone_looks.blocks(store, meeting, venue)
    assert (block.name, block.signed_in, block.counted) == ("", 1, None)
    block = phone_looks.count_heads(store, meeting, venue, "", 2)
    assert (block.counted, block.seated) == (2, 1)
    for bad in ("nowhere", "第1排"):
        with pytest.raises(Refused):
            phone_looks.count_heads(store, meeting, venue, bad, 1)
    with pytest.raises(Refused):
        phone_looks.count_heads(store, meeting, venue, "", -1)


def test_marks_and_tries_go_after_the_offices_days(hall: tuple[Store, int, int], clock: FixedClock) -> None:
    store, meeting, _venue = hall
    arrivals.sign_in(store, meeting, "1" * 25)  # a damaged code: its text is private
    sent(hall, "王敏", "4321")
    settings.set_value(store, "phone.keep_days", 30)
    clock.pass_time(days=29)
    assert phone.erase_old(store) is None
    clock.moment += timedelta(days=1, seconds=1)
    assert phone.erase_old(store) == 2
    assert phone.erase_old(store) is None
    assert store.value("select count(*) from phone_trace") == 0
    assert store.value("select count(*) from event where private is not null") == 0
    assert here(hall) == 1
    assert doctor.examine(store).ok


def test_what_was_recorded_rebuilds(hall: tuple[Store, int, int]) -> None:
    store, meeting, venue = hall
    sent(hall, "刘洋", "0000")
    sent(hall, "王敏", "4321", "b")
    phone_looks.count_heads(store, meeting, venue, "", 2)
    assert doctor.examine(store).ok
