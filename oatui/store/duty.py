"""The duty roster as it stands: who is on which shift, and the hours that nobody has (article 23; practice)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Gap, Person
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import settings
from oatui.store.database import Row, Store

MOST_DAYS = 400
DAY = timedelta(days=1)


class Line(NamedTuple):
    """An entry of the roster with its test call: `reached` None before it was made, `called_at` ISO."""

    entry: Entry
    reached: bool | None
    called_at: str
    called_by: str


def shifts(store: Store) -> tuple[law.Shift, ...]:
    """The office's shifts of a day (本局约定)."""
    return law.read_shifts(str(settings.get(store, "duty.shifts")))


def entry(
    store: Store,
    day: date,
    shift: str,
    leader: Person,
    persons: Sequence[Person],
    hours: tuple[time, time] | None = None,
) -> Entry:
    """Who is on a shift of a day: in its own hours, else the office's, else those it has. Raises Refused: unknown.

    A phone that is left out is the last one of that name, or the office's where nobody could be called.
    """
    known = {one.name: one for one in shifts(store)}
    if hours is None and shift not in known:
        if (there := _row(store, day, shift)) is None:
            raise refuse("duty.shift_unknown", written=shift[:20], shifts=list(known))
        found = line_of(there).entry
        starts, ends = found.starts, found.ends
    else:
        starts, ends = (law.Shift(shift, *hours) if hours else known[shift]).on(day)
    people = [one if one.phone else Person(one.name, phone_of(store, one.name)) for one in (leader, *persons)]
    made = Entry(day, shift, starts, ends, people[0], tuple(people[1:]))
    return law.in_the_duty_room(made, str(settings.get(store, "duty.phone")))


def get(store: Store, day: date, shift: str) -> Line:
    """One entry. Raises Refused."""
    row = _row(store, day, shift)
    if row is None:
        raise refuse("duty.not_there", day=day, shift=shift[:20])
    return line_of(row)


def listed(store: Store, first: date, days: int) -> list[Line]:
    """The entries whose shifts begin in `days` days from the first, in order."""
    last = first + timedelta(days=min(days, MOST_DAYS))
    rows = store.rows(
        "select * from duty where day >= ? and day < ? order by starts limit 3000",
        first.isoformat(),
        last.isoformat(),
    )
    return [line_of(row) for row in rows]


def on_duty(store: Store, moment: datetime) -> list[Line]:
    """Who is on duty at a moment, over midnight too."""
    begun = iso(to_second(moment) - timedelta(days=1))
    rows = store.rows(
        "select * from duty where starts > ? and starts <= ? order by starts limit 20",
        begun,
        iso(to_second(moment)),
    )
    return [line for row in rows if (line := line_of(row)).entry.ends > moment]


def people_on(store: Store, moment: datetime) -> list[Person]:
    """Who is to be called at a moment: those on duty, then who leads them."""
    on = [line.entry for line in on_duty(store, moment)]
    found = [*(who for one in on for who in one.persons), *(one.leader for one in on if one.leader.name)]
    return list(dict.fromkeys(found))


def tonight(store: Store) -> list[Line]:
    """Who is on duty when this day ends."""
    today = store.clock.now().date()
    return on_duty(store, datetime.combine(today, time(23, 59), ZONE))


def gaps_ahead(store: Store, days: int | None = None) -> list[Gap]:
    """The hours from now to the end of the days ahead (today among them) that nobody covers (23-1).

    None are told before the first roster was put in: then all of it is one.
    """
    many = settings.get(store, "duty.look_ahead") if days is None else days
    return gaps_of(store, near(store, many).values(), many)


def near(store: Store, days: int) -> dict[tuple[date, str], Entry]:
    first = store.clock.now().date() - DAY
    return {line.entry.key: line.entry for line in listed(store, first, days + 2)}


def gaps_of(store: Store, entries: Iterable[Entry], days: int) -> list[Gap]:
    now = to_second(store.clock.now())
    return law.gaps(entries, now, datetime.combine(now.date() + timedelta(days=days), time(), ZONE))


def gap_id(gap: Gap) -> int:
    """20261128: the number of the gap that begins on that day; several of a day are one thing to mend."""
    return int(f"{gap.starts.astimezone(ZONE):%Y%m%d}")


def leaderless_ahead(store: Store, days: int | None = None) -> list[Entry]:
    """The shifts from now to the end of the days ahead that nobody leads."""
    many = settings.get(store, "duty.look_ahead") if days is None else days
    now = to_second(store.clock.now())
    last = datetime.combine(now.date() + timedelta(days=many), time(), ZONE)
    return law.leaderless(list(near(store, many).values()), now, last)


def longest(store: Store) -> int:
    """Hours that one person may be on without a break (本局约定)."""
    return int(settings.get(store, "duty.longest_hours"))


def remarks_ahead(store: Store) -> list[Verdict]:
    """What is to be said of the days ahead: shifts by other hours, or that nobody leads; people without rest."""
    today = store.clock.now().date()
    office = {(one.name, one.start, one.end) for one in shifts(store)}
    ahead = [line.entry for line in listed(store, today, MOST_DAYS)]
    soon = near(store, settings.get(store, "duty.look_ahead"))
    tired = [
        one for one in law.tired(soon.values(), longest(store)) if one.values["day"] >= today.isoformat()
    ]
    led = [law.no_leader(one) for one in leaderless_ahead(store)]
    silent = [] if settings.get(store, "duty.phone") else [Verdict("23-2", Level.NOTE, "duty.no_phone_set")]
    return [*law.other_hours(ahead, office), *led, *tired, *silent]


def begun(store: Store) -> bool:
    """Whether a roster was ever put in."""
    return bool(store.value("select 1 from duty limit 1"))


def around(store: Store, days: Sequence[date]) -> list[Line]:
    """The entries of these days and of the two on either side of each."""
    found = {line.entry.key: line for day in days for line in listed(store, day - 2 * DAY, 5)}
    return list(found.values())


def phone_of(store: Store, name: str) -> str:
    """The phone that a person had on the roster last; empty where there was none."""
    if not name:
        return ""
    rows = store.rows("select leader, leader_phone, persons from duty order by starts desc limit 60")
    for row in rows:
        people = [(row["leader"], row["leader_phone"]), *map(tuple, json.loads(row["persons"]))]
        if found := next((phone for known, phone in people if known == name and phone), ""):
            return found
    return ""


def _row(store: Store, day: date, shift: str) -> Row | None:
    return store.row("select * from duty where day = ? and shift = ?", day.isoformat(), shift)


def line_of(row: Row) -> Line:
    persons = tuple(Person(name, phone) for name, phone in json.loads(row["persons"]))
    found = Entry(
        date.fromisoformat(row["day"]), row["shift"], from_iso(row["starts"]), from_iso(row["ends"]),
        Person(row["leader"], row["leader_phone"]), persons,
    )  # fmt: skip
    reached = None if row["reached"] is None else bool(row["reached"])
    return Line(found, reached, row["called_at"] or "", row["called_by"])
