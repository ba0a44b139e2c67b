"""值班表 between the store and its files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oatui.files.duty_in import read_duty
from oatui.files.list_out import OfficeList, write_list
from oatui.i18n import format_day
from oatui.rules.duty import Entry, Person
from oatui.rules.verdict import refuse
from oatui.store import duty, settings
from oatui.store.database import Store

HEADS = ("日期", "星期", "班次", "起止", "带班领导", "电话", "值班人员", "电话")
WIDTHS = (14.0, 8.0, 8.0, 16.0, 12.0, 16.0, 20.0, 28.0)


def read(store: Store, path: Path) -> list[Entry]:
    """The entries of a file; where it names no shift, the people are on all of the day's. Raises Refused."""
    known = [one.name for one in duty.shifts(store)]
    found: list[Entry] = []
    for row in read_duty(path, store.clock.now().date()):
        if row.shift and row.shift not in known:
            raise refuse("duty.shift_unknown", written=row.shift[:20], shifts=known)
        for shift in [row.shift] if row.shift else known:
            found.append(duty.entry(store, row.day, shift, row.leader, row.persons))
    return found


def write(store: Store, path: Path, first: date, days: int) -> tuple[Path, int]:
    """The roster of some days as Excel, or as Word where the name says so; read back as it was written."""
    rows = [_row(line.entry) for line in duty.listed(store, first, days)]
    if not rows:
        raise refuse("duty.empty")
    office, now = str(settings.get(store, "office")), store.clock.now()
    one = OfficeList(
        f"{office}值班表",
        office,
        now,
        (f"值班电话：{settings.get(store, 'duty.phone')}",),
        HEADS,
        WIDTHS,
        rows,
    )
    return write_list(path, one), len(rows)


def _row(one: Entry) -> list[str]:
    hours = f"{one.starts:%H:%M}-{'次日' if one.ends.date() > one.day else ''}{one.ends:%H:%M}"
    return [
        one.day.isoformat(), format_day(one.day).split()[-1], one.shift, hours, one.leader.name, one.leader.phone,
        "、".join(person.name for person in one.persons), _phones(one.persons),
    ]  # fmt: skip


def _phones(persons: tuple[Person, ...]) -> str:
    return "、".join(person.phone or "-" for person in persons)
