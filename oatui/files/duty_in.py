"""A duty roster as offices send it: one row a shift, dates as Excel or as text, weeks merged, several people a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from oatui.files.workbook_in import read_workbook
from oatui.rules.duty import Person, read_leader, read_persons
from oatui.rules.verdict import Level, Verdict, refuse

HEADS = {
    "day": ("日期", "值班日期", "时间"), "shift": ("班次", "时段"), "leader": ("带班领导", "带班", "值班领导"),
    "persons": ("值班人员", "值班人", "值班"),
}  # fmt: skip


class Row(NamedTuple):
    """One row read: `shift` is empty where the file has no such column (then the persons are on all day)."""

    row: int
    day: date
    shift: str
    leader: Person
    persons: tuple[Person, ...]


def read_duty(path: Path, today: date) -> list[Row]:
    """The rows of the first sheet that is a roster; a date without a year is of the year of `today`, or the next.

    Raises Refused: no roster, or a row that is not understood; then nothing is read.
    """
    for sheet in read_workbook(path):
        for place, cells in enumerate(sheet.rows):
            if columns := _columns(cells):
                return _rows(path.name, sheet.rows, place + 1, columns, today)
    raise refuse("duty.file_none", name=path.name)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    plain = ["".join(cell.split()) for cell in cells]
    found: dict[str, int] = {}
    for field, names in HEADS.items():
        place = next((plain.index(name) for name in names if name in plain), None)
        if place is not None:
            found[field] = place
    for field in ("leader", "persons"):
        following = found.get(field, -2) + 1
        if 0 < following < len(plain) and "电话" in plain[following]:
            found[f"{field}_phone"] = following
    return found if {"day", "persons"} <= found.keys() else None


def _rows(
    name: str, rows: Sequence[Sequence[str]], first: int, columns: dict[str, int], today: date
) -> list[Row]:
    found: list[Row] = []
    faults: list[tuple[int, str]] = []

    def cell(cells: Sequence[str], field: str) -> str:
        place = columns.get(field, -1)
        return cells[place].strip() if 0 <= place < len(cells) else ""

    for number, cells in enumerate(rows[first:], first + 1):
        written = cell(cells, "day")
        leader, persons = cell(cells, "leader"), cell(cells, "persons")
        if not (leader or persons):
            continue  # a note at the foot, an empty line
        day = read_day(written, today)
        if day is None:
            faults.append((number, written[:20]))
            continue
        chief = read_leader(f"{leader} {cell(cells, 'leader_phone')}")
        found.append(
            Row(number, day, cell(cells, "shift"), chief,
                _with_phones(persons, cell(cells, "persons_phone")))
        )  # fmt: skip
    if faults:
        row, wrong = faults[0]
        what = Verdict(None, Level.REFUSED, "duty.file_day", {"written": wrong}).message
        raise refuse("duty.file_faults", name=name, n=len(faults), row=row, what=what)
    return found


def _with_phones(names: str, phones: str) -> tuple[Person, ...]:
    persons = read_persons(names)
    # a mark in a phone's place is somebody without one: nobody gets another's
    listed = [one for one in re.split(r"[、，,；;\s/]+", phones) if one]
    return tuple(
        one
        if one.phone or place >= len(listed) or not re.search("[0-9]", listed[place])
        else Person(one.name, listed[place])
        for place, one in enumerate(persons)
    )


def read_day(text: str, today: date) -> date | None:
    """2026-11-28, 2026/11/28, 2026年11月28日, 11月28日, 11.28; None where it is no day."""
    form = r"(?:(\d{4})\s*[-/.年])?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s*00:00:00)?(?:\s*[（(]?(?:周|星期).[)）]?)?"
    found = re.fullmatch(form, text.strip())
    if not found:
        return None
    try:
        if found[1]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        day = date(today.year, int(found[2]), int(found[3]))
        # a roster of January that is sent in December
        return day if (today - day).days < 180 else date(today.year + 1, day.month, day.day)
    except ValueError:
        return None
