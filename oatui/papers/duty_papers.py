"""值班表 between the store and its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from oatui.files.list_out import OfficeList, write_list
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Person
from oatui.rules.verdict import refuse
from oatui.store import duty, settings
from oatui.store.database import Store

HEADS = ("日期", "星期", "班次", "起止", "带班领导", "电话", "值班人员", "电话")
WIDTHS = (14.0, 7.0, 8.0, 16.0, 11.0, 15.0, 18.0, 28.0)
BLANK_LINE = "在“带班领导”“值班人员”和电话里填写，几个人用顿号隔开，存好后按“导入”读回来；不排的班空着"


def write(store: Store, path: Path, first: date, days: int, *, blank: bool = False) -> tuple[Path, int]:
    """The roster of some days as Excel, or as Word where the name says so; `blank` is one to fill. Read back as written."""
    entries = (
        _empty(store, first, days) if blank else [line.entry for line in duty.listed(store, first, days)]
    )
    if not entries:
        raise refuse("duty.empty")
    office, now = str(settings.get(store, "office")), store.clock.now()
    phone = str(settings.get(store, "duty.phone"))
    lines = [f"{_day(entries[0].day)}至{_day(entries[-1].day)}"]
    lines += [f"值班电话：{phone}"] if phone else []
    lines += [BLANK_LINE] if blank else []
    rows = [_row(one) for one in entries]
    one = OfficeList(f"{office}值班表", office, now, tuple(lines), HEADS, WIDTHS, rows)
    return write_list(path, one), len(rows)


def _empty(store: Store, first: date, days: int) -> Sequence[Entry]:
    """Every shift of these days, without anybody."""
    nobody = Person("", "")
    return [
        Entry(day, shift.name, *shift.on(day), nobody, ())
        for day in (first + timedelta(days=n) for n in range(days))
        for shift in duty.shifts(store)
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _row(one: Entry) -> list[str]:
    hours = law.hours_of(one).replace("-", "-次日" if one.ends.date() > one.day else "-")
    return [
        one.day.isoformat(), f"周{'一二三四五六日'[one.day.weekday()]}", one.shift, hours, one.leader.name, one.leader.phone,
        "、".join(person.name for person in one.persons), _phones(one.persons),
    ]  # fmt: skip


def _phones(persons: tuple[Person, ...]) -> str:
    return "、".join(person.phone or "-" for person in persons)
