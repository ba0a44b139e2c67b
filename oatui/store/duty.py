"""The duty roster: who is on which shift, what was changed of it, and where nobody is (article 23; clerk.md 28)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.rules import duty as law
from oatui.rules.duty import Entry, Gap, Person
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

MOST_DAYS = 400
DAY = timedelta(days=1)


class Line(NamedTuple):
    """An entry of the roster with its test call: `reached` None before it was made, `called_at` ISO."""

    entry: Entry
    reached: bool | None
    called_at: str
    called_by: str


class Change(NamedTuple):
    """What was changed of a shift: `kind` set, swapped or withdrawn; who was there and who is, `at` ISO."""

    day: date
    shift: str
    kind: str
    was: str
    becomes: str
    reason: str
    agreed: str
    at: str
    actor: str

    @property
    def line(self) -> Verdict:
        """What was changed, in words."""
        return Verdict(None, Level.NOTE, f"duty.log_{self.kind}", self._asdict())


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


class Plan(NamedTuple):
    """What putting entries would do: `changed` what stands there otherwise, `gone` what they take the place of.

    `there` is what stands around them so far, by day and shift; `after` what would.
    """

    changed: list[tuple[Entry, Entry]]
    gone: list[Entry]
    remarks: list[Verdict]
    there: dict[tuple[date, str], Entry]
    after: list[Entry]


def plan(store: Store, entries: Sequence[Entry], whole: bool = False) -> Plan:
    """Judge entries without writing. `whole`: they say all of their hours, so another shift in them goes.

    Raises Refused (23-1) for a shift with nobody, or without a phone; for one that is there twice.
    """
    if not entries:
        raise refuse("duty.empty")
    for one in entries:
        law.judge(one, store.clock.now().date())
    keys = [one.key for one in entries]
    if len(set(keys)) < len(keys):
        raise refuse("duty.twice", day=next(one[0] for one in keys if keys.count(one) > 1).isoformat())
    first = min(one.day for one in entries) - 2 * DAY
    there = {
        line.entry.key: line.entry
        for line in listed(store, first, (max(one.day for one in entries) - first).days + 3)
    }
    changed = [
        (there[one.key], one)
        for one in entries
        if one.key in there
        and [who.name for who in there[one.key].people] != [who.name for who in one.people]
    ]
    others = [one for key, one in there.items() if key not in keys]
    over = [one for one in others if any(one.overlaps(new) for new in entries)]
    gone = over if whole else []
    stay = [one for one in others if one not in gone]
    said = [remark for one in entries for remark in law.remarks(one)]
    after = [*entries, *stay]
    said += law.tired(after)
    if not whole:
        said += [law.beside(one) for one in over]
    return Plan(changed, gone, said, there, after)


def put(
    store: Store, entries: Sequence[Entry], source: str = "", reason: str = "", *, whole: bool = False
) -> list[Verdict]:
    """Put entries on the roster, in place of those of the same shifts; other people on a shift need a reason.

    The whole of it or nothing. Raises Refused as `plan` does.
    """
    now = store.clock.now()
    with store.write():
        made = plan(store, entries, whole)
        for was, becomes in made.changed:
            law.judge_change(was, becomes, reason, now)
        for one in made.gone:
            law.judge_change(one, None, reason, now)
        changes: list[tuple[str, Entry, Entry | None]] = [
            ("set", was, becomes) for was, becomes in made.changed
        ]
        changes += [("withdrawn", one, None) for one in made.gone]
        said = [law.told([]), *made.remarks]
        _record(store, "duty_set", entries, changes, made.gone, reason, source=source, verdicts=said)
    return made.remarks


def swap(
    store: Store,
    one: tuple[date, str],
    name: str,
    other: tuple[date, str],
    other_name: str,
    reason: str,
    agreed: str,
) -> list[Verdict]:
    """换班: `name` of one shift and `other_name` of another for each other. Raises Refused."""
    with store.write():
        first, second = get(store, *one).entry, get(store, *other).entry
        law.judge_swap(first, name, second, other_name, reason, agreed)
        who = {person.name: person for person in (*first.people, *second.people)}
        made = [first.in_place_of(name, who[other_name]), second.in_place_of(other_name, who[name])]
        for entry in made:
            law.judge(entry, store.clock.now().date())
        changes = [("swapped", first, made[0]), ("swapped", second, made[1])]
        near = [line.entry for line in around(store, [entry.day for entry in made])]
        said = law.tired([*made, *(entry for entry in near if entry.key not in (one, other))])
        _record(store, "duty_swapped", made, changes, [], reason, agreed=agreed)
    return said


def withdraw(store: Store, day: date, shift: str, reason: str) -> list[Gap]:
    """Take a shift off the roster, with a reason; the gaps that it leaves. Raises Refused."""
    with store.write():
        was = get(store, day, shift).entry
        law.judge_change(was, None, reason, store.clock.now())
        near = [line.entry for line in around(store, [day]) if line.entry.key != was.key]
        left = law.gaps(near, was.starts, was.ends)
        said = [law.told(left)] if left else []
        _record(store, "duty_withdrawn", [], [("withdrawn", was, None)], [was], reason, verdicts=said)
    return left


def _record(
    store: Store,
    kind: str,
    entries: Sequence[Entry],
    changes: Sequence[tuple[str, Entry, Entry | None]],
    gone: Sequence[Entry],
    reason: str,
    *,
    source: str = "",
    agreed: str = "",
    verdicts: Sequence[Verdict] = (),
) -> None:
    """Every entry with its own hours: a later change of the office's shifts moves none of them."""
    body = {
        "v": 2, "source": source, "reason": reason.strip(), "agreed": agreed.strip(),
        "filled": _filled(store, entries, gone), "verdicts": [one.as_body() for one in verdicts if one.rule],
        "entries": [
            {
                "day": one.day.isoformat(), "shift": one.shift, "starts": iso(one.starts), "ends": iso(one.ends),
                "leader": one.leader.name, "leader_phone": one.leader.phone, "persons": [list(p) for p in one.persons],
            }
            for one in entries
        ],
        "gone": [[one.day.isoformat(), one.shift] for one in gone],
        "changes": [
            [was.day.isoformat(), was.shift, what, law.called(was), law.called(becomes) if becomes else ""]
            for what, was, becomes in changes
        ],
    }  # fmt: skip
    journal.record(store, kind, body)


@journal.applies("duty_set")
@journal.applies("duty_swapped")
@journal.applies("duty_withdrawn")
def _duty_set(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for day, shift in body.get("gone", ()):  # a first version knew neither this nor changes
        conn.execute("delete from duty where day = ? and shift = ?", (day, shift))
    for one in body["entries"]:
        _put_one(conn, event, one)
    for place, change in enumerate(body.get("changes", ())):
        conn.execute(
            "insert into duty_change values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (event.origin, event.seq, place, *change, body["reason"], body["agreed"], event.at, event.actor),
        )


def _put_one(conn: Connection, event: journal.Event, one: dict[str, Any]) -> None:
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


# ------------------------------------------------------------------ what people read


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
    return _gaps(store, _near(store, many).values(), many)


def _near(store: Store, days: int) -> dict[tuple[date, str], Entry]:
    first = store.clock.now().date() - DAY
    return {line.entry.key: line.entry for line in listed(store, first, days + 2)}


def _gaps(store: Store, entries: Iterable[Entry], days: int) -> list[Gap]:
    now = to_second(store.clock.now())
    return law.gaps(entries, now, datetime.combine(now.date() + timedelta(days=days), time(), ZONE))


def gap_id(gap: Gap) -> int:
    """20261128: the number of the gap that begins on that day; several of a day are one thing to mend."""
    return int(f"{gap.starts.astimezone(ZONE):%Y%m%d}")


def _filled(store: Store, entries: Sequence[Entry], gone: Sequence[Entry]) -> int:
    """The first gap ahead that these entries close; 0 where there is none."""
    many = settings.get(store, "duty.look_ahead")
    near = _near(store, many)
    before = {gap_id(gap) for gap in _gaps(store, near.values(), many)} if begun(store) else set()
    for one in gone:
        near.pop(one.key, None)
    near.update({one.key: one for one in entries})
    return min(before - {gap_id(gap) for gap in _gaps(store, near.values(), many)}, default=0)


def leaderless_ahead(store: Store, days: int | None = None) -> list[Entry]:
    """The shifts from now to the end of the days ahead that nobody leads."""
    many = settings.get(store, "duty.look_ahead") if days is None else days
    now = to_second(store.clock.now())
    last = datetime.combine(now.date() + timedelta(days=many), time(), ZONE)
    return law.leaderless(list(_near(store, many).values()), now, last)


def remarks_ahead(store: Store) -> list[Verdict]:
    """What is to be said of the days ahead: shifts by other hours, or that nobody leads; people without rest."""
    today = store.clock.now().date()
    office = {(one.name, one.start, one.end) for one in shifts(store)}
    ahead = [line.entry for line in listed(store, today, MOST_DAYS)]
    near = _near(store, settings.get(store, "duty.look_ahead"))
    tired = [one for one in law.tired(near.values()) if one.values["day"] >= today.isoformat()]
    led = [law.no_leader(one) for one in leaderless_ahead(store)]
    return [*law.other_hours(ahead, office), *led, *tired]


def begun(store: Store) -> bool:
    """Whether a roster was ever put in."""
    return bool(store.value("select 1 from duty limit 1"))


def around(store: Store, days: Sequence[date]) -> list[Line]:
    """The entries of these days and of the two on either side of each."""
    found = {line.entry.key: line for day in days for line in listed(store, day - 2 * DAY, 5)}
    return list(found.values())


def changes(store: Store, day: date | None = None, shift: str = "", most: int = 50) -> list[Change]:
    """What was changed of one shift, or of all of them, the last first."""
    rows = store.rows(
        "select day, shift, kind, was, becomes, reason, agreed, at, actor from duty_change "
        "where ? is null or (day = ? and shift = ?) order by at desc, origin, seq desc, place limit ?",
        day and day.isoformat(), day and day.isoformat(), shift, most,
    )  # fmt: skip
    return [Change(date.fromisoformat(row["day"]), *tuple(row)[1:]) for row in rows]


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
