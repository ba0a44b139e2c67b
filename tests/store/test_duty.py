"""The duty roster in the store and in its files: gaps before the day comes, tonight over midnight, read back as written."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.i18n import set_language
from oatui.papers import incident_papers
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Person
from oatui.rules.verdict import Level, Refused
from oatui.rules.workdays import Calendar
from oatui.store import doctor, duty, duty_changes, duty_watch, incidents, reviews, rulebook, settings
from oatui.store.database import Store
from tests.conftest import FixedClock

TODAY = date(2026, 11, 24)
CHIEF = Person("李局长", "0537-6000000")


def one(store: Store, days: int, shift: str, name: str = "王某") -> Entry:
    return duty.entry(store, TODAY + timedelta(days=days), shift, CHIEF, [Person(name, "13900000000")])


def clock_at(hour: int) -> datetime:
    return datetime(2026, 11, 25, hour, tzinfo=ZONE)


def key(no: pytest.ExceptionInfo[Refused]) -> str:
    return no.value.verdict.key


def test_a_gap_is_told_before_the_day_comes(store: Store, clock: FixedClock) -> None:
    shifts = [one(store, days, shift) for days in range(3) for shift in ("白班", "夜班")]
    duty_changes.put(
        store, [shift for shift in shifts if not (shift.day.day == 26 and shift.shift == "白班")]
    )
    (gap,) = duty.gaps_ahead(store, 3)
    assert (gap.starts.isoformat(), gap.ends.isoformat()) == (
        "2026-11-26T08:00:00+08:00",
        "2026-11-26T18:00:00+08:00",
    )
    duty_changes.put(store, [one(store, 2, "白班")])
    assert duty.gaps_ahead(store, 3) == []
    clock.pass_time(days=1)
    assert len(duty.gaps_ahead(store, 3)) == 1


def test_tonight_is_who_is_there_at_midnight(store: Store, clock: FixedClock) -> None:
    duty_changes.put(
        store, [one(store, -1, "夜班", "昨夜"), one(store, 0, "白班", "白天"), one(store, 0, "夜班", "今夜")]
    )
    assert [line.entry.persons[0].name for line in duty.tonight(store)] == ["今夜"]
    incident = incidents.start(store, "示例一镇某厂房起火").incident.id
    assert duty.people_on(store, clock.now()) == [Person("白天", "13900000000"), CHIEF]
    assert incident_papers.paper(store, incident, "first", "", clock.now()).contact == "白天，13900000000"
    clock.at(7, 59, 59)
    assert [line.entry.persons[0].name for line in duty.on_duty(store, clock.now())] == ["昨夜"]
    clock.at(8)
    assert [line.entry.persons[0].name for line in duty.on_duty(store, clock.now())] == ["白天"]


def test_others_on_a_shift_need_a_reason_and_stay_in_the_log(store: Store) -> None:
    duty_changes.put(store, [one(store, 0, "夜班"), one(store, -1, "白班")])
    for days, shift, said in ((0, "夜班", "duty.changed"), (-1, "白班", "duty.over")):
        with pytest.raises(Refused) as no:
            duty_changes.put(store, [one(store, days, shift, "赵某")])
        assert key(no) == said
    # another phone of the same people is no other people
    duty_changes.put(store, [one(store, 0, "夜班")._replace(persons=(Person("王某", "13900000009"),))])
    assert not duty_changes.changes(store)
    duty_changes.put(store, [one(store, -1, "白班", "赵某")], reason="实际是赵某值的")
    (change,) = duty_changes.changes(store, TODAY - timedelta(days=1), "白班")
    assert (change.was, change.becomes, change.reason) == ("李局长、王某", "李局长、赵某", "实际是赵某值的")
    assert "由 李局长、王某 改为 李局长、赵某：实际是赵某值的" in change.line.message
    set_language("en")
    assert "李局长, 王某 replaced by 李局长, 赵某" in change.line.message


def test_two_people_swap_two_shifts(store: Store) -> None:
    duty_changes.put(store, [one(store, 1, "夜班"), one(store, 3, "夜班", "赵某")])
    keys = [(TODAY + timedelta(days=days), "夜班") for days in (1, 3)]
    for names, reason, agreed, said in (
        (("王某", "赵某"), "", "李局长", "duty.swap_why"),
        (("王某", "赵某"), "家中有事", "", "duty.swap_agreed"),
        (("王某", "孙某"), "家中有事", "李局长", "duty.swap_nobody"),
        (("李局长", "李局长"), "家中有事", "李局长", "duty.swap_same"),
        (("李局长", "赵某"), "家中有事", "李局长", "duty.swap_there"),
    ):
        with pytest.raises(Refused) as no:
            duty_changes.swap(store, keys[0], names[0], keys[1], names[1], reason, agreed)
        assert key(no) == said
    duty_changes.swap(store, keys[0], "王某", keys[1], "赵某", "家中有事", "李局长")
    assert [duty.get(store, *one).entry.persons[0].name for one in keys] == ["赵某", "王某"]
    assert "李局长同意" in duty_changes.changes(store)[0].line.message
    assert doctor.examine(store).ok


def test_other_hours_of_the_office_move_no_shift_that_stands(store: Store) -> None:
    """What was put in covers its own hours and stays on the roster; the new shifts go beside it, or take its place."""
    duty_changes.put(store, [one(store, 1, "白班"), one(store, 1, "夜班")])
    settings.set_value(store, "duty.shifts", "早班 00:00-08:00 中班 08:00-16:00 晚班 16:00-24:00")
    stands = [line.entry for line in duty.listed(store, TODAY + timedelta(days=1), 1)]
    assert [(entry.shift, law.hours_of(entry)) for entry in stands] == [
        ("白班", "08:00-18:00"), ("夜班", "18:00-08:00"),
    ]  # fmt: skip
    assert [(said.key, said.values.get("n")) for said in duty.remarks_ahead(store)] == [
        ("duty.other_hours", 2),
        ("duty.no_phone_set", None),
    ]
    late = one(store, 1, "晚班", "赵某")
    said = duty_changes.put(store, [late])
    assert [remark.key for remark in said] == ["duty.beside", "duty.beside"]
    duty_changes.withdraw(store, TODAY + timedelta(days=1), "夜班", "班次改了")
    (left,) = duty_changes.withdraw(store, TODAY + timedelta(days=1), "白班", "班次改了")
    assert (left.starts.hour, left.ends.hour) == (8, 16)
    # a whole roster takes the place of what stood in its hours
    duty_changes.put(store, [stands[0]])
    middle = one(store, 1, "中班")
    assert [gone.shift for gone in duty_changes.plan(store, [middle], whole=True).gone] == ["白班"]
    with pytest.raises(Refused) as no:
        duty_changes.put(store, [middle], whole=True)
    assert key(no) == "duty.changed"
    duty_changes.put(store, [middle], reason="新班次", whole=True)
    assert [line.entry.shift for line in duty.listed(store, TODAY + timedelta(days=1), 1)] == ["中班", "晚班"]
    # put in four times; twice taken off into a gap, with a reason
    assert rulebook.standings(store, 2026)["23-1"] == rulebook.Standing(held=4, overridden=2)
    assert doctor.examine(store).ok


def test_nothing_is_written_where_one_shift_is_refused(store: Store) -> None:
    bad = one(store, 1, "白班")._replace(persons=(), leader=Person("", ""))
    with pytest.raises(Refused):
        duty_changes.put(store, [one(store, 0, "白班"), bad])
    assert not duty.begun(store)
    with pytest.raises(Refused) as no:
        duty_changes.put(store, [one(store, 0, "白班"), one(store, 0, "白班")])
    assert key(no) == "duty.twice"
    with pytest.raises(Refused) as no:
        one(store, 0, "半夜班")
    assert key(no) == "duty.shift_unknown"
    # a shift that stands by hours of its own is known on its day
    eight = one(store, 1, "白班")._replace(shift="加班", ends=clock_at(20))
    duty_changes.put(store, [eight])
    assert one(store, 1, "加班").ends == clock_at(20)
    with pytest.raises(Refused) as no:
        duty_changes.put(store, [one(store, 401, "白班")])
    assert key(no) == "duty.far"


def test_test_calls_and_handing_over_stay(store: Store, clock: FixedClock) -> None:
    duty_changes.put(store, [one(store, 0, "白班"), one(store, 0, "夜班", "赵某"), one(store, 1, "白班")])
    for days, shift, said in ((0, "夜班", "duty.call_early"), (1, "白班", "duty.call_early")):
        with pytest.raises(Refused) as no:
            duty_watch.test_call(store, TODAY + timedelta(days=days), shift, True)
        assert key(no) == said
    assert duty_watch.test_call(store, TODAY, "白班", False).reached is False
    assert duty_watch.test_call(store, TODAY, "白班", True).reached is True
    duty_changes.put(store, [one(store, 0, "白班")])
    assert duty.get(store, TODAY, "白班").reached is True
    incidents.start(store, "示例一镇某厂房起火")
    (line,) = duty.on_duty(store, clock.now())
    taker = duty_watch.next_of(store, line)
    assert taker and taker.entry.persons[0].name == "赵某"
    done, remark = duty_watch.hand_over(store, TODAY, "白班", "王某", "赵某", Calendar(), "等县委办回电")
    assert (remark.rule, remark.level, remark.key) == ("23-1", Level.WARNING, "duty.handed_early")
    assert "白班 18:00 才结束，早了 9 小时 40 分交接" in remark.message
    assert done.items == [("incident", "示例一镇某厂房起火")]
    assert "没办完：等县委办回电、示例一镇某厂房起火" in done.line.message
    for giver, taker_name, ahead, said in (
        ("王某", "赵某", 1, "duty.ahead"), ("王某", "王某", 0, "duty.who_same"), ("王某", " ", 0, "duty.who"),
    ):  # fmt: skip
        with pytest.raises(Refused) as no:
            at = clock.now() + timedelta(seconds=ahead)
            duty_watch.hand_over(store, TODAY, "白班", giver, taker_name, Calendar(), at=at)
        assert key(no) == said
    with pytest.raises(Refused) as no:
        duty_watch.hand_over(store, TODAY, "夜班", "赵某", "王某", Calendar())
    assert key(no) == "duty.not_begun"
    clock.at(18, 1)
    with pytest.raises(Refused) as no:
        duty_watch.test_call(store, TODAY, "白班", True)
    assert key(no) == "duty.call_late"
    assert duty.phone_of(store, "王某") == "13900000000" and duty.phone_of(store, "无此人") == ""
    assert doctor.examine(store).ok


def test_a_shift_that_ended_waits_for_its_handing_over(store: Store, clock: FixedClock) -> None:
    duty_changes.put(store, [one(store, -1, "夜班"), one(store, 0, "白班"), one(store, 0, "夜班", "赵某")])
    assert not duty_watch.not_handed_over(store)  # last night's was entered after it ended
    for minute, key in ((59, "duty.handed_early"), (0, "duty.handed")):
        entry = duty.get(store, TODAY, "白班").entry
        at = clock.at(17 - bool(minute), minute)
        assert law.judge_hand_over(entry, "王某", "赵某", at, at).key == key
    clock.at(18)
    assert [line.entry.shift for line in duty_watch.not_handed_over(store)] == ["白班"]
    handing = duty_watch.handing_over(store)
    assert handing and handing.entry.key == (TODAY, "白班")
    number = duty_watch.shift_id(handing.entry.starts)
    assert number == 202611240800 and duty_watch.of_id(store, number) == handing
    duty_watch.hand_over(store, TODAY, "白班", "王某", "赵某", Calendar())
    assert not duty_watch.not_handed_over(store)
    clock.pass_time(days=1)
    assert [line.entry.shift for line in duty_watch.not_handed_over(store)] == ["夜班"]
    clock.pass_time(days=8)
    assert not duty_watch.not_handed_over(store)


def test_the_clear_desk_review_asks_for_the_handover_and_for_the_gap_in_time(
    store: Store, clock: FixedClock
) -> None:
    """A gap has its card on the day it comes in sight and on the last working day before it: Friday for a Saturday."""
    calendar = Calendar({}, {2026: "国办"})
    shifts = [one(store, days, shift) for days in range(-1, 20) for shift in ("白班", "夜班")]
    duty_changes.put(
        store, [shift for shift in shifts if not (shift.day.day == 28 and shift.shift == "白班")]
    )

    def cards() -> list[tuple[str, str, str]]:
        found = reviews.review(store, calendar)
        return [
            (card.item.kind, card.item.title, card.cause) for card in found.cards if "duty" in card.item.kind
        ]

    assert cards() == []  # what ended before the roster was there is not asked
    clock.at(18, 30)
    handover = ("duty_handover", "11月24日 白班 李局长、王某", "due")
    assert cards() == [handover]
    clock.pass_time(days=3)
    assert ("duty_gap", "11月28日", "due") in cards() and clock.now().weekday() == 4
    duty_changes.put(store, [one(store, 4, "白班", "赵某")])
    for line in duty_watch.not_handed_over(store):
        day, shift = line.entry.key
        duty_watch.hand_over(store, day, shift, "王某", "赵某", calendar)
    assert cards() == []
    ended = [(act.kind, act.title) for act in reviews.review(store, calendar).ended]
    assert ("duty_gap", "11月28日") in ended and ("duty_handover", "11月24日 白班 李局长、王某") in ended
