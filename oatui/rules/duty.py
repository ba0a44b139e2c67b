"""值班: shifts that cover the day, who is on them, and the hours that nobody covers (article 23; clerk.md 28)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from oatui.clock import ZONE
from oatui.rules.surnames import COMPOUND
from oatui.rules.verdict import Level, Verdict, refuse

MOST_PERSONS = 6
_SHIFT = re.compile(r"(\S+)\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


class Shift(NamedTuple):
    """A part of the day; it crosses midnight where `end` is not after `start`."""

    name: str
    start: time
    end: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """When it begins and ends, of the day it begins on."""
        begins = datetime.combine(day, self.start, ZONE)
        last = day if self.end > self.start else day + timedelta(days=1)
        return begins, datetime.combine(last, self.end, ZONE)


class Person(NamedTuple):
    name: str
    phone: str

    def __str__(self) -> str:
        return f"{self.name} {self.phone}".strip()


NOBODY = Person("", "")


class Entry(NamedTuple):
    """Who is on a shift that begins on `day`; times are datetimes, `leader` is who leads it (带班领导)."""

    day: date
    shift: str
    starts: datetime
    ends: datetime
    leader: Person
    persons: tuple[Person, ...]

    @property
    def reachable(self) -> bool:
        """At least one named person with a phone (23-1)."""
        return any(one.name and one.phone for one in (self.leader, *self.persons))


class Gap(NamedTuple):
    """Hours that nobody covers, or nobody whose phone is known."""

    starts: datetime
    ends: datetime


def read_shifts(text: str) -> tuple[Shift, ...]:
    """白班 08:00-18:00 夜班 18:00-08:00: one after the other they fill 24 hours. Raises Refused (23-1)."""
    try:
        shifts = tuple(Shift(name, _clock(h, m), _clock(k, n)) for name, h, m, k, n in _SHIFT.findall(text))
    except ValueError:
        shifts = ()
    left = _SHIFT.sub("", text).strip()
    if not shifts or left or len({one.name for one in shifts}) < len(shifts):
        raise refuse("duty.shifts", written=text[:40])
    if any(one.end != two.start for one, two in zip(shifts, (*shifts[1:], shifts[0]), strict=True)):
        raise refuse("duty.shifts_gap", "23-1")
    minutes = sum(
        (end - begin).total_seconds() for begin, end in (one.on(date(2026, 1, 1)) for one in shifts)
    )
    if minutes != 24 * 3600:
        raise refuse("duty.shifts_gap", "23-1")
    return shifts


def _clock(hour: str, minute: str) -> time:
    return time(0 if (hour, minute) == ("24", "00") else int(hour), int(minute))


def judge(entry: Entry) -> None:
    """A shift has at least one named person with a phone (23-1). Raises Refused."""
    if not any(one.name for one in (entry.leader, *entry.persons)):
        raise refuse("duty.nobody", "23-1", day=entry.day, shift=entry.shift)
    if not entry.reachable:
        raise refuse("duty.no_phone", "23-1", day=entry.day, shift=entry.shift)
    if len(entry.persons) > MOST_PERSONS:
        raise refuse("duty.many", most=MOST_PERSONS)


def remarks(entry: Entry) -> list[Verdict]:
    """What is no fault but worth a look: no leader, a phone that is not known (23-2)."""
    found = []
    if not entry.leader.name:
        found.append(
            Verdict(
                "23-1", Level.NOTE, "duty.no_leader", {"day": entry.day.isoformat(), "shift": entry.shift}
            )
        )
    for one in (entry.leader, *entry.persons):
        if one.name and not one.phone:
            found.append(Verdict("23-2", Level.NOTE, "duty.phone_missing", {"name": one.name}))
    return found


def gaps(entries: Iterable[Entry], first: datetime, last: datetime) -> list[Gap]:
    """The hours between two moments that no reachable entry covers, holidays and nights too (23-1)."""
    found: list[Gap] = []
    at = first
    for one in sorted((one for one in entries if one.reachable), key=lambda one: one.starts):
        if one.starts > at:
            found.append(Gap(at, min(one.starts, last)))
        at = max(at, one.ends)
        if at >= last:
            break
    if at < last:
        found.append(Gap(at, last))
    return [gap for gap in found if gap.ends > gap.starts]


def covers(entries: Sequence[Entry], first: datetime, last: datetime) -> Verdict:
    """23-1 of a stretch of time: held, or refused with the first gap."""
    return told(gaps(entries, first, last))


def told(missing: Sequence[Gap]) -> Verdict:
    """23-1 of the gaps that were found: held where there is none, else refused with the first."""
    if not missing:
        return Verdict("23-1", Level.OK, "duty.whole", {})
    gap = missing[0]
    return Verdict(
        "23-1", Level.REFUSED, "duty.gap",
        {"starts": gap.starts.isoformat(), "ends": gap.ends.isoformat(), "n": len(missing)},
    )  # fmt: skip


def read_persons(text: str) -> tuple[Person, ...]:
    """张三 13800000000、李四 0537-6000000: names with their phones, in any of the marks that people use.

    A phone ends a person; two names of two characters and more beside each other are two people.
    """
    found: list[Person] = []
    for part in re.split(r"[、，,；;\n/]+", text):
        names: list[str] = []
        for phone, name in re.findall(
            r"([0-9][0-9 -]{3,20}[0-9])|([^0-9()（）:：\s-][^0-9()（）:：\s]*)", part
        ):
            if name:
                names.append(name)
                continue
            found += _names(names[:-1]) if len(names) > 1 and len(names[-1]) > 1 else []
            called = names[-1] if names and len(names[-1]) > 1 else "".join(names)
            if called:
                found.append(Person(called, re.sub(r"\s", "", phone)))
            names = []
        found += _names(names)
    return tuple(found)


def read_leader(text: str) -> Person:
    """The first of those named; NOBODY where nobody is."""
    return next(iter(read_persons(text)), NOBODY)


def names(persons: Iterable[Person]) -> str:
    """张某 138…、李某 139…"""
    return "、".join(map(str, persons))


def _names(words: Sequence[str]) -> list[Person]:
    # 王 敏 is one name set in two; a compound surname stands apart from its given name as well
    if all(len(word) == 1 for word in words) or (words and words[0] in COMPOUND):
        words = ["".join(words)] if words else []
    return [Person(word, "") for word in words]
