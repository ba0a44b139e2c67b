"""The duty roster: who is on which shift, test calls, and handing over (articles 23, 24; clerk.md 28)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Gap, Person
from oatui.rules.verdict import Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_DAYS = 400


class Line(NamedTuple):
    """An entry of the roster with its test call: `reached` None before it was made, `called_at` ISO."""

    entry: Entry
    reached: bool | None
    called_at: str
    called_by: str


class HandOver(NamedTuple):
    """What was handed over at the end of a shift; `at` is ISO."""

    day: date
    shift: str
    giver: str
    taker: str
    matters: str
    at: str


def shifts(store: Store) -> tuple[law.Shift, ...]:
    """The office's shifts of a day (本局约定)."""
    return law.read_shifts(str(settings.get(store, "duty.shifts")))


def entry(store: Store, day: date, shift: str, leader: Person, persons: Sequence[Person]) -> Entry:
    """Who is on a shift of a day, in the office's hours. Raises Refused: an unknown shift."""
    known = {one.name: one for one in shifts(store)}
    if shift not in known:
        raise refuse("duty.shift_unknown", written=shift[:20], shifts=list(known))
    starts, ends = known[shift].on(day)
    return Entry(day, shift, starts, ends, leader, tuple(persons))


def put(store: Store, entries: Sequence[Entry], source: str = "", reason: str = "") -> list[Verdict]:
    """Put entries on the roster, in place of those of the same shifts; what was there and is over needs a reason.

    The whole of it or nothing. Raises Refused (23-1) for a shift with nobody, or without a phone.
    """
    if not entries:
        raise refuse("duty.empty")
    for one in entries:
        law.judge(one)
    keys = [(one.day, one.shift) for one in entries]
    if len(set(keys)) < len(keys):
        raise refuse("duty.twice", day=next(day for day, shift in keys if keys.count((day, shift)) > 1))
    now = store.clock.now()
    with store.write():
        over = [one for one in entries if one.ends <= now and _row(store, one.day, one.shift)]
        if over and not reason.strip():
            raise refuse("duty.over", day=over[0].day, shift=over[0].shift)
        body = {
            "v": 1, "source": source, "reason": reason.strip(),
            "entries": [
                {
                    "day": one.day.isoformat(), "shift": one.shift, "starts": iso(one.starts), "ends": iso(one.ends),
                    "leader": one.leader.name, "leader_phone": one.leader.phone, "persons": [list(p) for p in one.persons],
                }
                for one in entries
            ],
        }  # fmt: skip
        journal.record(store, "duty_set", body)
    return [remark for one in entries for remark in law.remarks(one)]


@journal.applies("duty_set")
def _duty_set(conn: Connection, event: journal.Event) -> None:
    for one in event.body["entries"]:
        persons = journal.as_json(one["persons"])
        who = (one["leader"], one["leader_phone"], persons)
        # the same people again: their test call stands
        called = conn.execute(
            "select reached, called_at, called_by from duty where day = ? and shift = ? "
            "and (leader, leader_phone, persons) = (?, ?, ?)",
            (one["day"], one["shift"], *who),
        ).fetchone()
        conn.execute(
            "insert or replace into duty values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one["day"], one["shift"], one["starts"], one["ends"], *who, event.body["source"],
                *(tuple(called) if called else (None, None, "")), event.at, event.actor,
            ),
        )  # fmt: skip


def test_call(store: Store, day: date, shift: str, reached: bool) -> Line:
    """Whether the shift's phone was answered (试呼, 23-2); the last call counts. Raises Refused."""
    with store.write():
        get(store, day, shift)
        body = {"v": 1, "day": day.isoformat(), "shift": shift, "reached": reached}
        journal.record(store, "duty_called", body)
    return get(store, day, shift)


@journal.applies("duty_called")
def _duty_called(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update duty set reached = ?, called_at = ?, called_by = ? where day = ? and shift = ?",
        (int(body["reached"]), event.at, event.actor, body["day"], body["shift"]),
    )


def hand_over(
    store: Store,
    day: date,
    shift: str,
    giver: str,
    taker: str,
    matters: str = "",
    *,
    at: datetime | None = None,
) -> None:
    """A shift is handed over, with what is left open; a further record corrects it. Raises Refused."""
    moment = to_second(at or store.clock.now())
    if not giver.strip() or not taker.strip():
        raise refuse("duty.who")
    if moment > store.clock.now():
        raise refuse("duty.ahead", at=moment)
    with store.write():
        get(store, day, shift)
        body = {
            "v": 1, "day": day.isoformat(), "shift": shift, "giver": giver.strip(), "taker": taker.strip(),
            "matters": matters.strip(),
        }  # fmt: skip
        journal.record(store, "duty_handed_over", body, at=moment)


@journal.applies("duty_handed_over")
def _duty_handed_over(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into duty_handover values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["day"], body["shift"], body["giver"], body["taker"], body["matters"],
            event.at, event.actor,
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ what people read


def get(store: Store, day: date, shift: str) -> Line:
    """One entry. Raises Refused."""
    row = _row(store, day, shift)
    if row is None:
        raise refuse("duty.not_there", day=day, shift=shift[:20])
    return _line(row)


def listed(store: Store, first: date, days: int) -> list[Line]:
    """The entries whose shifts begin in `days` days from the first, in order."""
    last = first + timedelta(days=min(days, MOST_DAYS))
    rows = store.rows(
        "select * from duty where day >= ? and day < ? order by starts limit 1000",
        first.isoformat(),
        last.isoformat(),
    )
    return [_line(row) for row in rows]


def on_duty(store: Store, moment: datetime) -> list[Line]:
    """Who is on duty at a moment, over midnight too."""
    begun = iso(to_second(moment) - timedelta(days=1))
    rows = store.rows(
        "select * from duty where starts > ? and starts <= ? order by starts limit 20",
        begun,
        iso(to_second(moment)),
    )
    return [line for row in rows if (line := _line(row)).entry.ends > moment]


def tonight(store: Store) -> list[Line]:
    """Who is on duty when this day ends."""
    today = store.clock.now().date()
    return on_duty(store, datetime.combine(today, time(23, 59), ZONE))


def gaps_ahead(store: Store, days: int | None = None) -> list[Gap]:
    """The hours from now to the end of the days ahead (today among them) that nobody covers (23-1).

    None are told before the first roster was put in: then all of it is one.
    """
    now = to_second(store.clock.now())
    many = settings.get(store, "duty.look_ahead") if days is None else days
    last = datetime.combine(now.date() + timedelta(days=many), time(), ZONE)
    known = [line.entry for line in listed(store, now.date() - timedelta(days=1), many + 2)]
    return law.gaps(known, now, last)


def begun(store: Store) -> bool:
    """Whether a roster was ever put in."""
    return bool(store.value("select 1 from duty limit 1"))


def hand_overs(store: Store, most: int = 20) -> list[HandOver]:
    """The last ones first."""
    rows = store.rows(
        "select day, shift, giver, taker, matters, at from duty_handover order by at desc, origin, seq limit ?",
        most,
    )
    return [HandOver(date.fromisoformat(row["day"]), *tuple(row)[1:]) for row in rows]


def phone_of(store: Store, name: str) -> str:
    """The phone that a person had on the roster last; empty where there was none."""
    rows = store.rows("select leader, leader_phone, persons from duty order by starts desc limit 60")
    for row in rows:
        people = [(row["leader"], row["leader_phone"]), *map(tuple, json.loads(row["persons"]))]
        if found := next((phone for known, phone in people if known == name and phone), ""):
            return found
    return ""


def _row(store: Store, day: date, shift: str) -> Row | None:
    return store.row("select * from duty where day = ? and shift = ?", day.isoformat(), shift)


def _line(row: Row) -> Line:
    persons = tuple(Person(name, phone) for name, phone in json.loads(row["persons"]))
    found = Entry(
        date.fromisoformat(row["day"]), row["shift"], from_iso(row["starts"]), from_iso(row["ends"]),
        Person(row["leader"], row["leader_phone"]), persons,
    )  # fmt: skip
    reached = None if row["reached"] is None else bool(row["reached"])
    return Line(found, reached, row["called_at"] or "", row["called_by"])
