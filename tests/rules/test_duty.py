"""Article 23 as tables: 24 hours with no gap, nights and month ends too, somebody who can be called."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Person, Shift
from oatui.rules.duty_hours import hours_beside, hours_in
from oatui.rules.verdict import Level, Refused
from oatui.rules.workdays import Calendar
from oatui.store import settings

DAY = date(2026, 11, 30)  # a month's end
SHIFTS = law.read_shifts(settings.PRESETS["duty.shifts"][0])
WHO = Person("王某", "13900000000")
NOBODY = Person("", "")


def entry(
    day: date = DAY, shift: Shift = SHIFTS[0], persons: tuple[Person, ...] = (WHO,), leader: Person = NOBODY
) -> Entry:
    starts, ends = shift.on(day)
    return Entry(day, shift.name, starts, ends, leader, persons)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days=days), time(hour, minute), ZONE)


def test_a_night_ends_on_the_next_day_over_the_months_end() -> None:
    assert SHIFTS[1].on(DAY) == (at(18), at(8, days=1))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("白班 08:00-18:00 夜班 18:00-08:00", None),
        ("全天 08:00-08:00", None),
        ("早 00:00-08:00 中 08:00-16:00 晚 16:00-24:00", None),
        ("白班 08:00-18:00 夜班 18:01-08:00", "duty.shifts_gap"),
        ("白班 08:00-18:00", "duty.shifts_gap"),
        ("白班 08:00-18:00 夜班 18:00-08:00 又班 08:00-08:00", "duty.shifts_gap"),
        ("白班", "duty.shifts"),
        ("", "duty.shifts"),
        ("白班 25:00-18:61", "duty.shifts"),
        ("白班 18:00-32:00", "duty.shifts"),
        ("甲 08:00-18:00 甲 18:00-08:00", "duty.shifts"),
    ],
)
def test_shifts_fill_the_day(text: str, key: str | None) -> None:
    try:
        assert law.read_shifts(text) and key is None
    except Refused as no:
        assert no.verdict.key in {key, "duty.shifts"} and key is not None


@pytest.mark.parametrize(
    ("persons", "leader", "key"),
    [
        ((WHO,), NOBODY, None),
        ((), Person("李局长", "0537-6000000"), None),
        ((), NOBODY, "duty.nobody"),
        ((Person("王某", ""),), NOBODY, "duty.no_phone"),
        ((WHO,) * 7, NOBODY, "duty.many"),
    ],
)
def test_a_shift_has_a_named_person_with_a_phone(
    persons: tuple[Person, ...], leader: Person, key: str | None
) -> None:
    if key is None:
        law.judge(entry(persons=persons, leader=leader), DAY)
    else:
        with pytest.raises(Refused) as no:
            law.judge(entry(persons=persons, leader=leader), DAY)
        assert no.value.verdict.key == key


def test_every_hour_is_covered_or_the_gap_is_told() -> None:
    both = [entry(), entry(shift=SHIFTS[1])]
    assert law.gaps(both, at(8), at(8, days=1)) == []
    assert law.told(law.gaps(both, at(8), at(8, days=1))).level is Level.OK
    late = law.told(law.gaps(both, at(8), at(8, 1, days=1)))
    assert (late.level, late.rule) == (Level.REFUSED, "23-1")
    assert [(gap.starts, gap.ends) for gap in law.gaps(both, at(7, 59), at(8, 1, days=1))] == [
        (at(7, 59), at(8)), (at(8, days=1), at(8, 1, days=1)),
    ]  # fmt: skip
    assert law.gaps(both[:1], at(12), at(20)) == [law.Gap(at(18), at(20))]


def test_a_shift_that_nobody_can_call_covers_nothing() -> None:
    assert law.gaps([entry(persons=(Person("王某", ""),))], at(8), at(18)) == [law.Gap(at(8), at(18))]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("张三 13800000000、李四 0537-6000000", [("张三", "13800000000"), ("李四", "0537-6000000")]),
        ("张三13800000000", [("张三", "13800000000")]),
        ("张三：13800000000；李四", [("张三", "13800000000"), ("李四", "")]),
        ("欧阳 娜娜", [("欧阳娜娜", "")]),
        ("王 敏", [("王敏", "")]),
        ("张三 李四", [("张三", ""), ("李四", "")]),
        ("张三 李 四", [("张三", ""), ("李四", "")]),
        ("张三 0537 6000000", [("张三", "0537-6000000")]),
        ("张三 联系电话：13800000000", [("张三", "13800000000")]),
        ("张三 13800000001 李四 13800000002", [("张三", "13800000001"), ("李四", "13800000002")]),
        ("王敏 138 0000 0000", [("王敏", "13800000000")]),
        ("张三、手机13800000000；李四", [("张三", "13800000000"), ("李四", "")]),
        ("张三 13800000000、0537-6000000", [("张三", "13800000000、0537-6000000")]),
        ("张三（13800000000）", [("张三", "13800000000")]),
        ("[/x]", [("[/x]", "")]),
        ("张三/李四", [("张三", ""), ("李四", "")]),
        ("张三13800000001/李四13800000002", [("张三", "13800000001"), ("李四", "13800000002")]),
        ("带班：张三 李四（司机）", [("张三", ""), ("李四", "")]),
        ("Lin Tao 13800000001, Sun Li", [("Lin Tao", "13800000001"), ("Sun Li", "")]),
        ("A岗 张三 138 0000 0000", [("A岗", ""), ("张三", "13800000000")]),
        ("", []),
    ],
)
def test_people_are_read_as_they_are_written(text: str, persons: list[tuple[str, str]]) -> None:
    assert [tuple(one) for one in law.read_persons(text)] == persons


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("08:00-18:00", (time(8), time(18))),
        ("夜班（18:00—次日8:00）", (time(18), time(8))),
        ("8时至18时30分", (time(8), time(18, 30))),
        ("16：00～24：00", (time(16), time(0))),
        ("上午8:30至次日上午8点半", (time(8, 30), time(8, 30))),
        ("下午5:30-晚上9点", (time(17, 30), time(21))),
        ("8-18", None),
        ("26:00-28:00", None),
        ("12月1日至7日", None),
    ],
)
def test_hours_are_read_as_they_are_written(text: str, hours: tuple[time, time] | None) -> None:
    assert hours_in(text) == hours


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("2026年12月值班表（8:30至次日8:30）", {"": (time(8, 30), time(8, 30))}),
        (
            "注：白班8:30-17:30，夜班17:30—次日8:30。",
            {"白班": (time(8, 30), time(17, 30)), "夜班": (time(17, 30), time(8, 30))},
        ),
        ("值班表 办公时间8:30-12:00", {}),
        ("值班时间8:30-12:00、13:30-17:30", {}),  # two of one shift: neither
    ],
)
def test_hours_beside_a_table_are_its_shifts(line: str, hours: dict[str, tuple[time, time]]) -> None:
    assert hours_beside([line]) == hours


def test_nobody_is_in_two_places_and_everybody_rests() -> None:
    other = (Person("赵某", "13900000001"),)
    night = entry(shift=SHIFTS[1])
    early = entry(shift=Shift("加班", time(12), time(20)))
    cases = [
        ([entry(), night], []),  # a day's duty
        ([entry(), entry(shift=SHIFTS[1], persons=other), entry(DAY + timedelta(days=1))], []),
        ([night, entry(DAY + timedelta(days=1))], ["duty.back_to_back"]),
        ([entry(), night, entry(DAY + timedelta(days=1))], ["duty.too_long"]),
        ([entry(), early], ["duty.at_once"]),
        ([entry(), entry(shift=SHIFTS[1], persons=other, leader=WHO)], []),  # who leads does so from afar
    ]
    for entries, keys in cases:
        assert [said.key for said in law.tired(entries, 24)] == keys


def test_a_shift_that_nobody_leads_is_told_where_others_are_led() -> None:
    chief = Person("李局长", "0537-6000000")
    assert law.leaderless([entry(), entry(shift=SHIFTS[1])], at(0), at(0, days=3)) == []
    night = entry(shift=SHIFTS[1])
    assert law.leaderless([entry(leader=chief), night], at(0), at(0, days=3)) == [night]
    assert law.leaderless([entry(leader=chief), entry(shift=SHIFTS[1])], at(0), at(12)) == []


def test_a_year_whose_holidays_are_not_known_is_told() -> None:
    known = Calendar({}, {2026: "国办"})
    assert law.of_years([DAY], known) == []
    assert [said.values["year"] for said in law.of_years([DAY, date(2027, 1, 1)], known)] == [2027]


def test_a_day_far_off_is_a_slip_of_the_pen() -> None:
    law.judge(entry(), DAY - timedelta(days=400))
    for today in (DAY - timedelta(days=401), DAY + timedelta(days=401)):
        with pytest.raises(Refused) as no:
            law.judge(entry(), today)
        assert no.value.verdict.key == "duty.far"


def test_a_second_leader_is_called_all_the_same() -> None:
    assert law.read_people("李局长 13800000000、张局长", "王某") == (
        Person("李局长", "13800000000"),
        (Person("王某", ""), Person("张局长", "")),
    )
    assert law.read_people("", "") == (NOBODY, ())
    for leader, persons, wrong in (
        ("局长 张三 13800000000", "李四", "局长"),
        ("", "李四、待定", "待定"),
        ("无", "李四", "无"),
    ):
        with pytest.raises(Refused) as no:
            law.read_people(leader, persons)
        assert no.value.verdict.values["written"] == wrong
