"""Who was put on a roster by mistake is taken off: one person, or all that one import brought in.

Their events stay in the journal, and their numbers are never given again: a sub-venue may name them late. Whoever has
been at the door, asked for leave or stands in for somebody stays on the roster; a sign-in that was annulled was not
theirs, and holds nobody. Who was taken off by mistake is put back as they were: number, place, code, who sent them, and
what was settled of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import arrival_facts, journal, meetings, people, reported_list, seats
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

# what is known of somebody beside their own row, under the name that it has in an event
_THEIRS = {
    "revoked": ("revoked_code", ("code", "attendee", "at")),
    "sent": ("sending", ("attendee", "approver", "at", "actor")),
    "marked": ("settlement_mark", ("attendee", "meeting", "mark", "approver", "reason", "at")),
}


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
        reported_list.judge_late(store, deadline, by, reason)
        for one in gone:
            seats.vacate(store, one.id)
        theirs = [one.id for one in gone]
        rows = _rows(store, "attendee", people.COLUMNS, "id", theirs)
        kept = {
            name: _rows(store, table, columns, "attendee", theirs)
            for name, (table, columns) in _THEIRS.items()
        }
        body = {
            "v": 3, "meeting": meeting, "people": theirs, "reason": reason.strip(),
            "by": by.strip(), "because": reason.strip(), "columns": list(people.COLUMNS),
            "rows": rows, "seats": {str(one.id): one.seat for one in gone if one.seat}, **kept,
        }  # fmt: skip
        journal.record(store, "taken_off_roster", body, known=_words(rows, *kept.values()))
    return TakenOff(gone, tuple(one.seat for one in gone if one.seat), tuple(stayed))


def _rows(store: Store, table: str, columns: Sequence[str], key: str, ids: Sequence[int]) -> list[list[Any]]:
    """What a table has of some people, in their order."""
    rows = store.rows(
        f"select {', '.join(f't.{one}' for one in columns)} from json_each(?) who "
        f"join {table} t on t.{key} = who.value order by who.key, t.rowid",
        journal.as_json(ids),
    )
    return [list(row) for row in rows]


def _words(*tables: Sequence[Sequence[Any]]) -> list[str]:
    return [cell for rows in tables for row in rows for cell in row if isinstance(cell, str)]


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
    for table, _columns in _THEIRS.values():
        conn.execute(f"delete from {table} where attendee {these}", (ids,))
    conn.execute(f"delete from attendee where id {these}", (ids,))
    unit, name = first if len(body["people"]) == 1 and first else ("", "")
    reported_list.keep_fact(
        conn, event, body["meeting"], "taken_off", unit, name, {"people": len(body["people"])}
    )


def taken_off(store: Store, meeting: int) -> list[Off]:
    """Who was taken off and can be put back, the last first."""
    return [
        Off(
            event["at"], event["reason"], *(tuple(one[key] for one in gone) for key in ("name", "unit", "id"))
        )
        for event, gone in _still_off(store, meeting)
    ]


def _still_off(store: Store, meeting: int) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """What took people off, the last first, and its people that are off by it; an earlier version's says too little."""
    off = {row[0] for row in store.rows("select id from off_roster where meeting = ?", meeting)}
    rows = store.rows(
        "select e.at, e.body from roster_fact f join event e on (e.origin, e.seq) = (f.origin, f.seq) "
        "where f.meeting = ? and f.kind = 'taken_off' order by e.recorded_at desc, e.seq desc",
        meeting,
    )
    for row in rows:
        event = json.loads(row["body"]) | {"at": row["at"]}
        people_of_it = [dict(zip(event["columns"], one, strict=True)) for one in event.get("rows", ())]
        if gone := [one for one in people_of_it if one["id"] in off]:
            off.difference_update(one["id"] for one in gone)
            yield event, gone


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
        here = {(one.name, one.unit, one.post) for one in people.listed(store, meeting, limit=-1)}
        taken = {row[0] for row in store.rows("select position from attendee where meeting = ?", meeting)}
        last = max(taken, default=0)
        back: list[dict[str, Any]] = []
        theirs: dict[str, list[list[Any]]] = {name: [] for name in _THEIRS}
        free, twice = [], []
        gone = [(event, one) for event, those in _still_off(store, meeting) for one in those]
        for event, one in gone:
            if one["id"] not in ids:
                continue
            if (who := (one["name"], one["unit"], one["post"])) in here:
                twice.append(one["name"])
                continue
            here.add(who)
            if one["position"] in taken:
                one["position"] = last = last + 1
            taken.add(one["position"])
            back.append(one)
            for name, (_table, columns) in _THEIRS.items():
                place = columns.index("attendee")
                theirs[name] += [row for row in event.get(name, ()) if row[place] == one["id"]]
            if seat := event["seats"].get(str(one["id"])):
                free.append(seat)
        if not back:
            raise refuse("off_roster.twice", names=twice[:SHOWN]) if twice else refuse("off_roster.not_off")
        reported_list.judge_late(store, deadline, by, reason)
        rows = [[one[column] for column in people.COLUMNS] for one in back]
        body = {
            "v": 2, "meeting": meeting, "columns": list(people.COLUMNS), "people": rows,
            "reason": reason.strip(), "by": by.strip(), "because": reason.strip(), **theirs,
        }  # fmt: skip
        journal.record(store, "put_back_on_roster", body, known=_words(rows, *theirs.values()))
    return PutBack(tuple(one["name"] for one in back), tuple(free), tuple(twice))


@journal.applies("put_back_on_roster")
def _put_back_on_roster(conn: Connection, event: journal.Event) -> None:
    body = event.body
    columns = body["columns"]
    people.put_on(conn, body)
    ids = journal.as_json([row[columns.index("id")] for row in body["people"]])
    conn.execute("delete from off_roster where id in (select value from json_each(?))", (ids,))
    for kept, (table, names) in _THEIRS.items():
        marks = ", ".join("?" * len(names))
        # an earlier version kept the codes alone
        conn.executemany(f"insert into {table}({', '.join(names)}) values ({marks})", body.get(kept, ()))
    unit = name = ""
    if len(body["people"]) == 1:
        one = dict(zip(columns, body["people"][0], strict=True))
        unit, name = one["unit"], one["name"]
    reported_list.keep_fact(
        conn, event, body["meeting"], "put_back", unit, name, {"people": len(body["people"])}
    )
