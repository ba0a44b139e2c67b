"""The lines of a roster's file as shifts: lines of one shift that stand together are one, and none is lost in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple

from oatui.files.roster_in import Fault
from oatui.rules.duty import Person
from oatui.rules.duty_hours import shifts_of
from oatui.rules.verdict import Level, Verdict


class Row(NamedTuple):
    """Who is on a shift of a day: `shift` is empty where the file names none, `hours` None where it gives none."""

    sheet: str
    row: int
    column: str
    day: date
    shift: str
    hours: tuple[time, time] | None
    leader: Person
    persons: tuple[Person, ...]


def _named_by_hours(rows: Sequence[Row]) -> tuple[list[Row], list[Fault]]:
    """Lines of a day with hours and without a shift's name are its shifts, or faults; one without hours is the last's."""
    unnamed: dict[date, list[Row]] = {}
    for row in rows:
        if row.hours and not row.shift:
            unnamed.setdefault(row.day, []).append(row)
    names = {day: shifts_of({one.hours for one in its if one.hours}) for day, its in unnamed.items()}
    last: dict[date, str] = {}
    found: list[Row] = []
    faults: list[Fault] = []
    for row in rows:
        if not row.shift and row.day in names:
            if not names[row.day]:
                other = next(one for one in unnamed[row.day] if one.hours != row.hours)
                faults.append(_fault(row, other, "duty.file_other_hours_day"))
                continue
            row = row._replace(shift=names[row.day][row.hours] if row.hours else last.get(row.day, ""))
        last[row.day] = row.shift
        found.append(row)
    return found, faults


def join(rows: Sequence[Row]) -> tuple[list[Row], list[Fault]]:
    """A line a person: lines of one shift that stand together are one; what stands apart or has other hours is a fault."""
    joined: dict[tuple[date, str], Row] = {}
    last: dict[tuple[date, str], int] = {}
    lines: dict[tuple[str, int, str], int] = {}
    for row in rows:
        lines.setdefault((row.sheet, row.row, row.column), len(lines))
    named, faults = _named_by_hours(rows)
    for row in named:
        key = row.day, row.shift
        place = lines[row.sheet, row.row, row.column]
        before = joined.get(key)
        if before is None:
            joined[key] = row
        elif said := _apart(row, before, beside=place - last[key] <= 1):
            faults.append(_fault(row, before, said))
            continue
        else:
            others = [row.leader] if row.leader.name and before.leader.name else []
            persons = {
                one.name: one
                for one in (*row.persons, *others, *before.persons)
                if one.name != before.leader.name
            }
            ordered = dict.fromkeys(
                one.name for one in (*before.persons, *row.persons, *others) if one.name in persons
            )
            joined[key] = before._replace(
                leader=before.leader if before.leader.name else row.leader,
                persons=tuple(persons[name] for name in ordered),
            )  # fmt: skip
        last[key] = place
    return list(joined.values()), faults


def _apart(row: Row, before: Row, *, beside: bool) -> str:
    """Why a line is not one of the shift that another names: the key of what is said; empty where it is."""
    if row.hours and before.hours and row.hours != before.hours:
        return "duty.file_other_hours"
    if beside and row.sheet == before.sheet:
        return ""
    return "duty.file_twice" if row.shift else "duty.file_twice_day"


def _fault(row: Row, other: Row, key: str) -> Fault:
    values = {"day": row.day.isoformat(), "shift": row.shift, "row": other.row, "sheet": other.sheet}
    return Fault(row.sheet, row.row, row.column or "A", Verdict(None, Level.REFUSED, key, values))
