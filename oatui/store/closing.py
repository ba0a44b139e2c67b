"""Closing a meeting: everyone is settled by rules/closing.py in one event, and counted over the year from there.

For the papers: `lines` gives everybody with the state that counts (of closing.STATES), its marks, the sign-in's
time and the substitute, settled or, before the closing, as it would be now; `faults` the named ones by fault.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oatui.clock import iso
from oatui.rules import closing as law
from oatui.rules.closing import Owed, Person, Settled
from oatui.rules.verdict import IN_FORCE, Level, Refused, Verdict, bodies, refuse
from oatui.store import attendance, identity, journal, leave, meetings, people
from oatui.store.arrival_facts import ARRIVED, KEPT
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the roster as settled; `at` is the sign-in's ISO time, the approver is who said 漏签 or 代会.

    `substitute` is who came instead, `stands_for` whom this one stands for. `left_at` (ISO) is since when they are
    out of the hall, with the reason that they gave. `let_in_by` approved a substitute on the spot.
    """

    attendee: int
    position: int
    name: str
    unit: str
    post: str
    venue: str
    settled: Settled
    at: str | None
    substitute: str
    stands_for: str
    approver: str
    reason: str
    left_at: str | None = None
    left_because: str = ""
    let_in_by: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """When, by whom, why before its time, and what was still open (ISO)."""

    at: str
    actor: str
    because: str
    left_open: tuple[Verdict, ...]


def close(store: Store, meeting: int, because: str = "") -> Verdict:
    """Settle everyone and close; what stands in the way is overridden only with a reason. Raises Refused."""
    with store.write():
        found = meetings.get(store, meeting)
        _not_closed(found)
        stops = blockers(store, meeting)
        if stops and not because.strip():
            raise Refused(stops[0])
        settled = [(line.attendee, line.settled) for line in _drafted(store, meeting)]
        body = {
            "v": 1, "meeting": meeting, "because": because.strip(),
            "left_open": bodies(stops),
            "people": [
                [person, one.state, list(one.marks), one.verdict.as_body() if one.verdict else None]
                for person, one in settled
            ],
        }  # fmt: skip
        journal.record(store, "meeting_closed", body)
    whole, _places = attendance.attendance(store, meeting)
    return Verdict(None, Level.OK, "closing.closed", {"title": found.title, **whole.as_dict()})


def call_off(store: Store, meeting: int, because: str) -> Verdict:
    """A meeting that is not held, or was entered by mistake: closed with the reason, nobody settled. Raises Refused."""
    if not because.strip():
        raise refuse("closing.call_off_reason")
    with store.write():
        found = meetings.get(store, meeting)
        _not_closed(found)
        whole, _places = attendance.attendance(store, meeting)
        if whole.present:
            raise refuse("closing.call_off_came", n=whole.present)
        if waits := identity.not_looked_at(store, meeting):
            raise refuse("closing.waiting", n=len(waits), names=waits[: law.SHOWN])
        body = {
            "v": 1, "meeting": meeting, "because": because.strip(), "people": [],
            "left_open": [Verdict(None, Level.NOTE, "closing.called_off").as_body()],
        }  # fmt: skip
        journal.record(store, "meeting_closed", body)
    return Verdict(None, Level.OK, "closing.called_off_now", {"title": found.title})


@journal.applies("meeting_closed")
def _meeting_closed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into closing values (?, ?, ?, ?, ?)",
        (body["meeting"], event.at, event.actor, body["because"], journal.as_json(body["left_open"])),
    )
    conn.executemany(
        "insert into settled values (?, ?, ?, ?, ?)",
        (
            (
                person,
                body["meeting"],
                state,
                journal.as_json(marks),
                journal.as_json(verdict) if verdict else None,
            )
            for person, state, marks, verdict in body["people"]
        ),
    )


def reopen(store: Store, meeting: int, because: str) -> Verdict:
    """Open a closed meeting again, as a further event; its settlement no longer counts. Raises Refused."""
    if not because.strip():
        raise refuse("closing.reopen_reason")
    with store.write():
        found = meetings.get(store, meeting)
        if not found.closed_at:
            raise refuse("closing.not_closed", title=found.title)
        journal.record(store, "meeting_reopened", {"v": 1, "meeting": meeting, "because": because.strip()})
    return Verdict(None, Level.NOTE, "closing.reopened", {"title": found.title})


@journal.applies("meeting_reopened")
def _meeting_reopened(conn: Connection, event: journal.Event) -> None:
    conn.execute("delete from closing where meeting = ?", (event.body["meeting"],))
    conn.execute("delete from settled where meeting = ?", (event.body["meeting"],))


def mark(
    store: Store, attendee: int, what: str | None, approver: str = "", reason: str = ""
) -> people.Attendee:
    """Somebody named says 漏签 (missed_sign_in) or 代会 (unapproved_substitute) of who has no sign-in; None takes it back.

    It counts when the meeting is closed. Raises Refused.
    """
    with store.write():
        person = people.get(store, attendee)
        _not_closed(meetings.get(store, person.meeting))
        if person.replaced_by is not None:
            raise refuse(
                "leave.substitute_taken", name=person.name, substitute=_name(store, person.replaced_by)
            )
        if what is not None:
            verdict = law.judge_mark(what, approver, reason, person.status is not None)
            if verdict:
                raise Refused(verdict)
        body = {
            "v": 1, "meeting": person.meeting, "attendee": attendee, "mark": what,
            "approver": approver.strip(), "reason": reason.strip(),
        }  # fmt: skip
        journal.record(store, "settlement_marked", body)
    return person


@journal.applies("settlement_marked")
def _settlement_marked(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("delete from settlement_mark where attendee = ?", (body["attendee"],))
    if body["mark"]:
        conn.execute(
            "insert into settlement_mark values (?, ?, ?, ?, ?, ?)",
            (body["attendee"], body["meeting"], body["mark"], body["approver"], body["reason"], event.at),
        )


def _not_closed(meeting: meetings.Meeting) -> None:
    if meeting.closed_at:
        raise refuse("closing.closed_before", title=meeting.title, at=meeting.closed_at)


def _name(store: Store, attendee: int) -> str:
    return str(store.value("select name from attendee where id = ?", attendee))


# ------------------------------------------------------------------ what people read


def blockers(store: Store, meeting: int) -> list[Verdict]:
    """Why the meeting cannot be closed now (17-4, 18-2, its end, who waits to be looked at). Raises Refused."""
    found = meetings.get(store, meeting)
    open_ = [Owed(one.name, one.unit, one.open) for one in leave.owed(store, meeting)]
    waits = identity.not_looked_at(store, meeting)
    return law.blockers(store.clock.now(), found.end, open_, waits, found.confirm)


def unclosed(store: Store, since: datetime, limit: int = 100) -> list[meetings.Meeting]:
    """The meetings that began after a moment, are over and not closed, the first one first."""
    rows = store.rows(
        "select m.id from meeting m left join closing c on c.meeting = m.id where m.start >= ? and m.end <= ? "
        "and c.at is null order by m.start, m.id limit ?",
        iso(since),
        iso(store.clock.now()),
        limit,
    )
    return meetings.of_ids(store, [row[0] for row in rows])


def closed(store: Store, meeting: int) -> Closed | None:
    """How it was closed; None while it is open."""
    row = store.row("select * from closing where meeting = ?", meeting)
    if row is None:
        return None
    left = tuple(Verdict.from_body(one) for one in json.loads(row["left_open"]))
    return Closed(row["at"], row["actor"], row["reason"], left)


def lines(store: Store, meeting: int, limit: int = -1, offset: int = 0) -> list[Line]:
    """Everyone in roster order: as settled, or as it would be settled now; limit -1 is all. Raises Refused."""
    if not meetings.get(store, meeting).settled:
        return list(_drafted(store, meeting, limit, offset))
    rows = store.rows(
        f"{_LINES}, s.state, s.marks, s.verdict {_FROM} left join settled s on s.attendee = a.id "
        f"where a.meeting = ? and {_COMES} order by a.position limit ? offset ?",
        meeting,
        limit,
        offset,
    )
    left = _departures(store, meeting)
    return [
        _line(
            row,
            left.get(row["id"]),
            Settled(
                row["state"],
                tuple(json.loads(row["marks"])),
                Verdict.from_body(json.loads(row["verdict"])) if row["verdict"] else None,
            )
            if row["state"]
            # who came onto the roster after the closing
            else Settled("absent"),
        )
        for row in rows
    ]


def faults(store: Store, meeting: int) -> dict[str, list[Line]]:
    """Who is named for which fault of law.FAULTS, each in roster order; 晚签到 is none (17-10).

    Of a meeting from before the rules (0-1), or called off, nobody is named.
    """
    found: dict[str, list[Line]] = {fault: [] for fault in law.FAULTS}
    called = meetings.get(store, meeting)
    if called.called_off or called.start.date() < IN_FORCE:
        return {}
    for line in lines(store, meeting):
        for fault in law.faults(line.settled):
            found[fault].append(line)
    return {fault: named for fault, named in found.items() if named}


_LINES = """select a.id, a.position, a.name, a.unit, a.post, v.name as venue, r.at, b.name as substitute,
    o.name as stands_for, k.mark, k.approver, k.reason, i.spot_approver"""
_FROM = f"""from attendee a join venue v on v.id = a.venue left join {ARRIVED}
    left join attendee b on b.substitute_for = a.id left join attendee o on o.id = a.substitute_for
    left join settlement_mark k on k.attendee = a.id left join leave i on i.substitute = a.id"""


# of a substitute who was taken back no paper says anything
_COMES = "a.substitute_for is not a.id"


def _drafted(store: Store, meeting: int, limit: int = -1, offset: int = 0) -> Iterator[Line]:
    """Everyone as the rules would settle them at this moment."""
    left = _departures(store, meeting)
    for row in store.rows(
        f"{_LINES}, r.status, r.way, r.approver as allowed, l.state as leave, l.after_start, "
        f"j.verdict as rejudged, not {attendance.COUNTED} as aside {_FROM} join meeting m on m.id = a.meeting "
        "left join rejudged j on j.origin = r.origin and j.seq = r.seq "
        "left join leave l on l.id = (select max(id) from leave where attendee = a.id) "
        f"where a.meeting = ? and {_COMES} order by a.position limit ? offset ?",
        meeting,
        limit,
        offset,
    ):
        gone = left.get(row["id"])
        person = Person(
            row["status"],
            row["way"] in {"hand", "head_table"} and bool(row["allowed"]),
            row["leave"],
            bool(row["after_start"]),
            row["substitute"] is not None,
            row["stands_for"] is not None,
            row["mark"] == "missed_sign_in",
            row["mark"] == "unapproved_substitute",
            gone is not None and gone["kind"] == "left_early",
            gone is not None and gone["kind"] == "left",
            tuple(_at_door(row)),
            bool(row["aside"]),
        )
        yield _line(row, gone, law.settle(person))


def _at_door(row: Row) -> Iterator[str]:
    """What the door's record says of a person beside the status, of rules/door.MARKS."""
    if row["spot_approver"]:
        yield "on_the_spot"
    if row["rejudged"] and json.loads(row["rejudged"])["key"] == "door.in_line":
        yield "in_line"
    if row["way"] == "head_table":
        yield "head_table"


def _departures(store: Store, meeting: int) -> dict[int, Row]:
    """Who left before the end and did not come back: the last leaving of each, with its kind, time and reason."""
    last = {
        row["attendee"]: row
        for row in store.rows(
            f"select attendee, kind, at, reason from arrival_fact f where meeting = ? and {KEPT} "
            "and kind in ('left', 'left_early', 'came_back') order by at, recorded_at, origin, seq",
            meeting,
        )
    }
    return {attendee: row for attendee, row in last.items() if row["kind"] != "came_back"}


def _line(row: Row, gone: Row | None, settled: Settled) -> Line:
    return Line(
        row["id"], row["position"], row["name"], row["unit"], row["post"], row["venue"], settled, row["at"],
        row["substitute"] or "", row["stands_for"] or "", row["approver"] or "", row["reason"] or "",
        gone["at"] if gone else None, gone["reason"] if gone else "", row["spot_approver"] or "",
    )  # fmt: skip


# ------------------------------------------------------------------ over the year


@dataclass(frozen=True, slots=True)
class YearLine:
    """How often each state and mark of rules/closing.py came over the closed meetings of a year."""

    name: str
    unit: str
    meetings: int
    counts: Counter[str]

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "unit": self.unit, "meetings": self.meetings, **self.counts}


def person_year(store: Store, year: int) -> list[YearLine]:
    """By person (name and unit), over the meetings that began in the year and were closed; most absences first.

    A meeting from before the rules were published is not counted (0-1).
    """
    return _year(store, year, "a.plain")


def unit_year(store: Store, year: int) -> list[YearLine]:
    """By unit; a post that had a substitute counts once, in the substitute."""
    return _year(store, year, "''")


def _year(store: Store, year: int, person: str) -> list[YearLine]:
    found: dict[tuple[str, str], YearLine] = {}
    for row in store.rows(
        f"select {person} as person, max(a.name) as name, a.unit, s.state, s.marks, count(*) as n "
        "from settled s join attendee a on a.id = s.attendee join meeting m on m.id = s.meeting "
        "where m.start >= ? and m.start < ? group by 1, a.unit, s.state, s.marks",
        max(f"{year:04d}", IN_FORCE.isoformat()),
        f"{year + 1:04d}",
    ):
        if row["state"] == "replaced" and not row["person"]:
            continue
        key = row["person"], row["unit"]
        before = found.get(key, YearLine(row["name"] if row["person"] else "", row["unit"], 0, Counter()))
        counts = before.counts + Counter(dict.fromkeys((row["state"], *json.loads(row["marks"])), row["n"]))
        found[key] = YearLine(before.name, before.unit, before.meetings + row["n"], counts)
    return sorted(found.values(), key=lambda line: (-line.counts["absent"], line.unit, line.name))
