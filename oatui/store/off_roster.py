"""Who was put on a roster by mistake is taken off: one person, or all that one import brought in.

Their events stay in the journal, and their numbers are never given again: a sub-venue may name them late. Whoever has
been at the door, asked for leave or stands in for somebody stays on the roster; a sign-in that was annulled was not
theirs, and holds nobody. Who was taken off by mistake is put back as they were: number, place, code.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import arrival_facts, journal, meetings, people, seats
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


SHOWN = 3


class Import(NamedTuple):
    """One file's (or list's) people that are still on the roster; `at` is ISO."""

    key: tuple[str, int]
    at: str
    source: str
    ids: tuple[int, ...]


class TakenOff(NamedTuple):
    """Who went, who had a seat that is free now, and who stayed, each with the reason."""

    gone: tuple[people.Attendee, ...]
    seats: tuple[str, ...]
    stayed: tuple[Verdict, ...]

    @property
    def verdict(self) -> Verdict:
        level = Level.WARNING if self.stayed or self.seats else Level.OK
        values: dict[str, Any] = {"n": len(self.gone)}
        if self.stayed:
            values |= {
                "kept": len(self.stayed),
                "stayed": [one.values["name"] for one in self.stayed[:SHOWN]],
            }
            return Verdict(None, level, "off_roster.done_but", values)
        if len(self.gone) > 1:
            key = "off_roster.done_seats" if self.seats else "off_roster.done_many"
            return Verdict(None, level, key, values | {"seated": len(self.seats)})
        key = "off_roster.done_seat" if self.seats else "off_roster.done"
        return Verdict(None, level, key, {"name": self.gone[0].name, "seat": "".join(self.seats)})


class Off(NamedTuple):
    """Who went at one time and is still off, of which units, and why; `at` is ISO."""

    at: str
    reason: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    ids: tuple[int, ...]


class PutBack(NamedTuple):
    """Who is on the roster again, whose seat is to be given anew, and who was entered once more meanwhile."""

    back: tuple[str, ...]
    seats: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        values: dict[str, Any] = {"n": len(self.back), "names": self.back[:SHOWN]}
        if self.twice:
            values |= {"kept": len(self.twice), "twice": self.twice[:SHOWN]}
            return Verdict(None, Level.WARNING, "off_roster.back_but", values)
        key = "off_roster.back_many" if len(self.back) > SHOWN else "off_roster.back"
        if self.seats:
            return Verdict(None, Level.WARNING, f"{key}_seat", values | {"seats": self.seats[:SHOWN]})
        return Verdict(None, Level.OK, key, values)


COPIED = ("", 0)


def imports(store: Store, meeting: int) -> list[Import]:
    """Who came at one time, by a file, a reply or by hand, the last first; at the end whoever came with the meeting.

    What is no longer there is left out.
    """
    here = {row["id"] for row in store.rows("select id from attendee where meeting = ?", meeting)}
    # by their facts: the journal of ten years is not looked through for one meeting
    rows = store.rows(
        "select distinct e.origin, e.seq, e.at, e.body from roster_fact f join event e on (e.origin, e.seq) = (f.origin, f.seq) "
        "where f.meeting = ? and f.kind in ('imported', 'added') order by e.at desc, e.seq desc",
        meeting,
    )
    found, rest = [], set(here)
    for row in rows:
        body = json.loads(row["body"])
        place = body["columns"].index("id")
        ids = tuple(one[place] for one in body["people"] if one[place] in here)
        rest.difference_update(ids)
        found.append(Import((row["origin"], row["seq"]), row["at"], body["source"], ids))
    at = store.value("select added_at from meeting where id = ?", meeting)
    return [one for one in (*found, Import(COPIED, at, "", tuple(sorted(rest)))) if one.ids]


_STAYS = (
    (
        "off_roster.came",
        "select attendee from arrival_fact where meeting = ?1 and stands "
        "union select instead_of from walk_in where meeting = ?1",
    ),
    (
        "off_roster.noted",
        "select f.attendee from arrival_fact f where f.meeting = ? "
        f"and f.kind not in ('signed_in', 'annulled', 'repeated', 'refused') and {arrival_facts.KEPT}",
    ),
    (
        "off_roster.leave",
        "select attendee from leave where meeting = ?1 union select substitute from leave where meeting = ?1 "
        "union select s.substitute from substitute_back s join attendee a on a.id = s.substitute where a.meeting = ?1",
    ),
    ("off_roster.guest", "select attendee from head_guest where meeting = ?"),
)


def _staying(store: Store, everyone: Sequence[people.Attendee]) -> list[Verdict]:
    """Why some of them stay on the roster, one reason each."""
    meeting = everyone[0].meeting
    found: dict[int, Verdict] = {}
    for key, sql in _STAYS:
        held = {row[0] for row in store.rows(sql, meeting)}
        for one in everyone:
            if one.id in held and one.id not in found:
                found[one.id] = Verdict(None, Level.REFUSED, key, {"id": one.id, "name": one.name})
    return list(found.values())


def staying(store: Store, one: people.Attendee) -> Verdict | None:
    """Why a person stays on the roster; None where they may go."""
    return next(iter(_staying(store, [one])), None)


def take_off(
    store: Store,
    meeting: int,
    ids: Collection[int],
    reason: str,
    *,
    deadline: datetime | None = None,
    by: str = "",
) -> TakenOff:
    """Take people off the roster, with the reason; their seats are free. Who has done something stays and is named.

    After the reply `deadline` it needs who asked for it (17-8). Raises Refused, also where nobody can go.
    """
    if not reason.strip():
        raise refuse("off_roster.reason")
    with store.write():
        meetings.get_open(store, meeting)
        everyone = [one for one in people.listed(store, meeting, limit=-1) if one.id in ids]
        if not everyone:
            raise refuse("off_roster.nobody")
        stayed = _staying(store, everyone)
        held = {one.values["id"] for one in stayed}
        gone = tuple(one for one in everyone if one.id not in held)
        if not gone:
            raise Refused(stayed[0])
        people.judge_late(store, deadline, by, reason)
        for one in gone:
            seats.vacate(store, one.id)
        theirs, these = [one.id for one in gone], "in (select value from json_each(?))"
        rows = store.rows(
            f"select {', '.join(people.COLUMNS)} from attendee where id {these} order by position",
            journal.as_json(theirs),
        )
        revoked = store.rows(
            f"select code, attendee, at from revoked_code where attendee {these} order by at, code",
            journal.as_json(theirs),
        )
        body = {
            "v": 2, "meeting": meeting, "people": theirs, "reason": reason.strip(),
            "by": by.strip(), "because": reason.strip(), "columns": list(people.COLUMNS),
            "rows": [list(row) for row in rows], "revoked": [list(row) for row in revoked],
            "seats": {str(one.id): one.seat for one in gone if one.seat},
        }  # fmt: skip
        journal.record(
            store,
            "taken_off_roster",
            body,
            known=[cell for row in rows for cell in row if isinstance(cell, str)],
        )
    return TakenOff(gone, tuple(one.seat for one in gone if one.seat), tuple(stayed))


@journal.applies("taken_off_roster")
def _taken_off_roster(conn: Connection, event: journal.Event) -> None:
    body = event.body
    ids = journal.as_json(body["people"])
    these = "in (select value from json_each(?))"
    first = conn.execute(
        f"select unit, name from attendee where id {these} order by position", (ids,)
    ).fetchone()
    conn.execute(
        "insert into off_roster select id, meeting, venue, name, unit, post, code, ?, ?, ? from attendee "
        f"where id {these}",
        (body["reason"], event.at, event.actor, ids),
    )
    # a step of the seat map that is undone later must not seat them again
    conn.execute(f"update seat_before set attendee = null where attendee {these}", (ids,))
    for table in ("sending", "revoked_code", "settlement_mark"):
        conn.execute(f"delete from {table} where attendee {these}", (ids,))
    conn.execute(f"delete from attendee where id {these}", (ids,))
    unit, name = first if len(body["people"]) == 1 and first else ("", "")
    people.keep_fact(conn, event, body["meeting"], "taken_off", unit, name, {"people": len(body["people"])})


def taken_off(store: Store, meeting: int) -> list[Off]:
    """Who was taken off and can be put back, the last first."""
    off = {row[0] for row in store.rows("select id from off_roster where meeting = ?", meeting)}
    found = []
    for event in _events(store, meeting):
        ids = tuple(row[0] for row in event["rows"] if row[0] in off)
        if ids:
            off.difference_update(ids)
            name, unit = map(event["columns"].index, ("name", "unit"))
            gone = [row for row in event["rows"] if row[0] in ids]
            names, units = (tuple(row[place] for row in gone) for place in (name, unit))
            found.append(Off(event["at"], event["reason"], names, units, ids))
    return found


def _events(store: Store, meeting: int) -> list[dict[str, Any]]:
    """The bodies of what took people off, the last first; an earlier version's say too little."""
    rows = store.rows(
        "select e.at, e.body from roster_fact f join event e on (e.origin, e.seq) = (f.origin, f.seq) "
        "where f.meeting = ? and f.kind = 'taken_off' order by e.recorded_at desc, e.seq desc",
        meeting,
    )
    bodies = [json.loads(row["body"]) | {"at": row["at"]} for row in rows]
    return [body for body in bodies if "rows" in body]


def put_back(
    store: Store,
    meeting: int,
    ids: Collection[int],
    reason: str,
    *,
    deadline: datetime | None = None,
    by: str = "",
) -> PutBack:
    """Put people who were taken off on the roster again as they were, with the reason; their seats stay free.

    Who was entered once more meanwhile is left and named. After the reply `deadline` it needs who asked for it
    (17-8). Raises Refused, also where nobody can come back.
    """
    if not reason.strip():
        raise refuse("off_roster.reason_back")
    with store.write():
        meetings.get_open(store, meeting)
        off = {row[0] for row in store.rows("select id from off_roster where meeting = ?", meeting)}
        wanted = off.intersection(ids)
        here = {(one.name, one.unit, one.post) for one in people.listed(store, meeting, limit=-1)}
        taken = {row[0] for row in store.rows("select position from attendee where meeting = ?", meeting)}
        last = max(taken, default=0)
        back: list[list[Any]] = []
        revoked: list[list[Any]] = []
        names, free, twice = [], [], []
        for event in _events(store, meeting):
            columns = event["columns"]
            for row in event["rows"]:
                one = dict(zip(columns, row, strict=True))
                if one["id"] not in wanted:
                    continue
                wanted.discard(one["id"])
                if (who := (one["name"], one["unit"], one["post"])) in here:
                    twice.append(one["name"])
                    continue
                here.add(who)
                if one["position"] in taken:
                    last += 1
                    one["position"] = last
                taken.add(one["position"])
                back.append([one[column] for column in people.COLUMNS])
                revoked += [line for line in event["revoked"] if line[1] == one["id"]]
                names.append(one["name"])
                if seat := event["seats"].get(str(one["id"])):
                    free.append(seat)
        if not back:
            raise refuse("off_roster.twice", names=twice[:SHOWN]) if twice else refuse("off_roster.not_off")
        people.judge_late(store, deadline, by, reason)
        body = {
            "v": 1, "meeting": meeting, "columns": list(people.COLUMNS), "people": back, "revoked": revoked,
            "reason": reason.strip(), "by": by.strip(), "because": reason.strip(),
        }  # fmt: skip
        journal.record(store, "put_back_on_roster", body)
    return PutBack(tuple(names), tuple(free), tuple(twice))


@journal.applies("put_back_on_roster")
def _put_back_on_roster(conn: Connection, event: journal.Event) -> None:
    body = event.body
    columns = body["columns"]
    people.put_on(conn, body)
    ids = journal.as_json([row[columns.index("id")] for row in body["people"]])
    conn.execute("delete from off_roster where id in (select value from json_each(?))", (ids,))
    conn.executemany("insert into revoked_code values (?, ?, ?)", body["revoked"])
    unit = name = ""
    if len(body["people"]) == 1:
        one = dict(zip(columns, body["people"][0], strict=True))
        unit, name = one["unit"], one["name"]
    people.keep_fact(conn, event, body["meeting"], "put_back", unit, name, {"people": len(body["people"])})
