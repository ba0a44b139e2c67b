"""排队截止: who stood in line at the deadline is on time, when somebody named says so (practice).

The mark is set at the door about the deadline (minutes of 本局约定, kept with the mark); the scans of its line keep their own time, and carry the
verdict `door.in_line` while the settlement stands. A meeting that is moved afterwards judges them anew, like any scan.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso, to_second
from oatui.rules import door as law
from oatui.rules import signin
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import approvers, arrival_facts, journal, meetings, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """The mark of one door: when, by whom, and until when a scan belongs to the line."""

    venue: int
    at: datetime
    actor: str
    line: law.Line


@dataclass(frozen=True, slots=True)
class InLine:
    """One scan of the line; `settled_by` is who said that the person was here before the deadline, or empty."""

    fact: Key
    attendee: int
    name: str
    unit: str
    at: datetime
    settled_by: str


def mark(store: Store, meeting: int, venue: int) -> Verdict:
    """Mark that people stand in line at this door at the deadline (17-5). Raises Refused."""
    at = to_second(store.clock.now())
    with store.write():
        found = _open(store, meeting, venue)
        earlier = cut(store, found, venue)
        verdict = judge(store, found, at, earlier)
        if verdict.refused:
            raise Refused(verdict)
        body = {
            "v": 1, "meeting": meeting, "venue": venue, "verdict": verdict.as_body(),
            "line_minutes": settings.get(store, "sign_in.line_minutes"),
        }  # fmt: skip
        journal.record(store, "queue_cut", body, at=at)
    return verdict


def judge(store: Store, meeting: meetings.Meeting, at: datetime, earlier: Cut | None = None) -> Verdict:
    """Whether the line may be marked at a moment."""
    span, line = (int(settings.get(store, f"sign_in.{name}_minutes")) for name in ("cut", "line"))
    return law.judge_cut(at, meeting.start, earlier.at if earlier else None, span, line)


@journal.applies("queue_cut")
def _queue_cut(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into queue_cut values (?, ?, ?, ?, ?, ?)",
        (event.origin, event.seq, event.body["meeting"], event.body["venue"], event.at, event.actor),
    )


def settle(
    store: Store, meeting: int, venue: int, by: str, *, reason: str = "", only: Collection[Key] | None = None
) -> Verdict:
    """Somebody named says that the scans of the line were here before the deadline; `only` names fewer. Raises Refused.

    They count as on time, marked; scan time and reason stay.
    """
    with store.write():
        found = _open(store, meeting, venue)
        mark_ = cut(store, found, venue)
        if mark_ is None:
            raise refuse("door.no_cut", "17-5")
        if not by.strip():
            raise refuse("door.line_by", "17-5")
        chosen = [
            one
            for one in in_line(store, found, venue)
            if not one.settled_by and (only is None or one.fact in only)
        ]
        if not chosen:
            raise refuse("door.nobody_in_line")
        judged: list[list[Any]] = []
        for one in chosen:
            status, verdict = law.in_line(one.at, found.start, mark_.at, by.strip())
            judged.append([*one.fact, str(status), verdict.as_body()])
        body = {
            "v": 1, "meeting": meeting, "venue": venue, "by": by.strip(),
            "reason": reason.strip() or f"{found.sign_in_deadline:%H:%M}前已到场", "arrivals": judged,
        }  # fmt: skip
        journal.record(store, "queue_settled", body)
        approvers.remember(store, by)
    values = {"n": len(chosen), "by": by.strip(), "deadline": iso(found.sign_in_deadline)}
    return Verdict("17-5", Level.NOTE, "door.line_settled", values)


@journal.applies("queue_settled")
def _queue_settled(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into queue_settlement values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, null, null)",
        (
            event.origin, event.seq, body["meeting"], body["venue"], body["by"], body["reason"],
            len(body["arrivals"]), event.at, event.actor,
        ),
    )  # fmt: skip
    arrival_facts.rejudge(conn, event, body["meeting"])


def undo(store: Store, meeting: int, venue: int, reason: str) -> Verdict:
    """Take the last settlement of a door back, as a further event: its scans are judged by their time again. Raises Refused."""
    if not reason.strip():
        raise refuse("door.undo_reason")
    with store.write():
        found = _open(store, meeting, venue)
        last = _standing(store, meeting, venue)
        if last is None:
            raise refuse("door.nothing_settled")
        row = store.row("select * from event where origin = ? and seq = ?", last["origin"], last["seq"])
        assert row is not None
        judged: list[list[Any]] = []
        for origin, seq, *_verdict in journal.read(row).body["arrivals"]:
            scanned = store.value(
                "select at from event where origin = ? and seq = ?",
                origin,
                seq,
            )
            status, verdict = signin.judge(from_iso(scanned), found.start)
            judged.append([origin, seq, str(status), verdict.as_body()])
        body = {
            "v": 1, "meeting": meeting, "venue": venue, "target": [last["origin"], last["seq"]],
            "reason": reason.strip(), "arrivals": judged,
        }  # fmt: skip
        journal.record(store, "queue_settlement_undone", body)
    return Verdict(None, Level.NOTE, "door.line_undone", {"n": len(judged), "by": last["by_name"]})


@journal.applies("queue_settlement_undone")
def _queue_settlement_undone(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update queue_settlement set undone_at = ?, undone_by = ?, undo_reason = ? where origin = ? and seq = ?",
        (event.at, event.actor, body["reason"], *body["target"]),
    )
    arrival_facts.rejudge(conn, event, body["meeting"])


def _open(store: Store, meeting: int, venue: int) -> meetings.Meeting:
    found = meetings.get(store, meeting)
    meetings.venue_numbered(store, meeting, venue)
    if found.closed_at:
        raise refuse("closing.closed_before", title=found.title, at=found.closed_at)
    return found


# ------------------------------------------------------------------ what people read


def cut(store: Store, meeting: meetings.Meeting, venue: int) -> Cut | None:
    """The mark of a door; None before there is one."""
    row = store.row(
        "select c.at, c.actor, e.body from queue_cut c join event e on e.origin = c.origin and e.seq = c.seq "
        "where c.meeting = ? and c.venue = ? order by c.at, c.origin, c.seq limit 1",
        meeting.id,
        venue,
    )
    if row is None:
        return None
    at = from_iso(row["at"])
    minutes = json.loads(row["body"]).get("line_minutes", 3)  # of a mark made before it was a setting
    return Cut(venue, at, row["actor"], law.line(meeting.start, at, minutes))


# a queue is at the door: neither a tick of the head table nor what a paper sheet says
_IN_LINE = """select f.origin, f.seq, f.at, a.id, a.name, a.unit, j.verdict from arrival_fact f
    join attendee a on a.id = f.attendee left join rejudged j on j.origin = f.origin and j.seq = f.seq
    where f.meeting = ?1 and f.stands and f.venue = ?2 and f.at > ?3 and f.at <= ?4 and f.way <> 'head_table'
    and f.approver = '' order by f.at, f.origin, f.seq"""


def in_line(store: Store, meeting: meetings.Meeting, venue: int) -> list[InLine]:
    """Who scanned after the deadline and within the line of this door, first come first; empty without a mark."""
    found = cut(store, meeting, venue)
    if found is None:
        return []
    rows = store.rows(_IN_LINE, meeting.id, venue, iso(found.line.opens), iso(found.line.closes))
    return [_in_line(row) for row in rows]


def _in_line(row: Row) -> InLine:
    verdict = json.loads(row["verdict"]) if row["verdict"] else None
    by = verdict["values"]["by"] if verdict and verdict["key"] == "door.in_line" else ""
    return InLine((row["origin"], row["seq"]), row["id"], row["name"], row["unit"], from_iso(row["at"]), by)


def _standing(store: Store, meeting: int, venue: int) -> Row | None:
    return store.row(
        "select * from queue_settlement where meeting = ? and venue = ? and undone_at is null "
        "order by at desc, origin desc, seq desc limit 1",
        meeting,
        venue,
    )
