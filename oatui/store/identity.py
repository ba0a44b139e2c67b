"""逐人核对, a meeting's option: each scan waits for a clerk's look at the face, and is not counted before.

A waiting scan keeps its own time; being confirmed or turned away are further facts about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.rules import signin
from oatui.rules.verdict import refuse
from oatui.store import arrival_facts, arrivals, journal, meetings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


_WAITING = """select f.meeting, f.origin, f.seq, f.at, f.status, a.id, a.name, a.unit, a.post, a.seat,
    v.name as venue, e.body from arrival_fact f join attendee a on a.id = f.attendee
    join venue v on v.id = a.venue join event e on e.origin = f.origin and e.seq = f.seq
    where f.kind = 'waiting' and """


def waiting(store: Store, meeting: int, venue: int | None = None) -> list[arrivals.Arrival]:
    """The scans that nobody has looked at yet, the first one first; those of one door with `venue`: its faces are there."""
    rows = store.rows(
        f"{_WAITING} f.meeting = ?1 and (?2 is null or f.venue is null or f.venue = ?2) order by f.at, f.origin, f.seq",
        meeting,
        venue,
    )
    return [_arrival(row, "waiting") for row in rows]


def not_looked_at(store: Store, meeting: int) -> list[str]:
    """Who counts as absent only because nobody looked at their scan: the names, the first one first."""
    rows = store.rows(
        "select a.name from arrival_fact f join attendee a on a.id = f.attendee "
        "where f.meeting = ? and f.kind = 'waiting' and not exists (select 1 from arrival_fact r "
        "where r.meeting = f.meeting and r.attendee = f.attendee and r.stands) group by a.id order by min(f.at), a.id",
        meeting,
    )
    return [row[0] for row in rows]


def hold_looked_at(store: Store, meeting: int) -> None:
    """Scans are looked at one by one as long as one waits: nobody would be shown it otherwise. Raises Refused."""
    if waits := not_looked_at(store, meeting):
        raise refuse("meeting.confirm_waits", n=len(waits), names=waits[:5])


def _arrival(row: Row, outcome: str) -> arrivals.Arrival:
    return arrivals.Arrival(
        outcome, journal.verdict_of(row["body"]), row["at"], row["status"], row["id"], row["name"], row["unit"],
        row["post"], row["venue"], row["seat"], (row["origin"], row["seq"]),
    )  # fmt: skip


def confirm(store: Store, fact: tuple[str, int]) -> arrivals.Arrival:
    """It is this person: the waiting scan counts, with its own time; not in a closed meeting. Raises Refused."""
    with store.write():
        one = _waiting(store, fact)
        meetings.get_open(store, one["meeting"])
        body = {"v": 1, "meeting": one["meeting"], "attendee": one["id"], "target": list(fact)}
        journal.record(store, "identity_confirmed", body)
    return _arrival(one, "ok")


def turn_away(store: Store, fact: tuple[str, int], reason: str) -> arrivals.Arrival:
    """It is not this person: the waiting scan is refused with a reason (17-5, no proxy). Raises Refused."""
    if not reason.strip():
        raise refuse("signin.annul_reason")
    with store.write():
        one = _waiting(store, fact)
        verdict = signin.not_this_person(one["name"])
        body = {
            "v": 1, "meeting": one["meeting"], "attendee": one["id"], "target": list(fact),
            "reason": reason.strip(), "verdict": verdict.as_body(),
        }  # fmt: skip
        journal.record(store, "identity_refused", body)
    return arrivals.Arrival(
        "refused",
        verdict,
        one["at"],
        None,
        one["id"],
        one["name"],
        one["unit"],
        one["post"],
        one["venue"],
        one["seat"],
    )


def _waiting(store: Store, fact: tuple[str, int]) -> Row:
    row = store.row(f"{_WAITING} f.origin = ? and f.seq = ?", *fact)
    if row is None:
        raise refuse("signin.nothing_waits")
    return row


@journal.applies("scan_waiting")
def _scan_waiting(conn: Connection, event: journal.Event) -> None:
    arrival_facts.insert(conn, event, "waiting")
    _become(conn, event, event.key)


@journal.applies("identity_confirmed")
def _identity_confirmed(conn: Connection, event: journal.Event) -> None:
    _answered(conn, event, True)


@journal.applies("identity_refused")
def _identity_refused(conn: Connection, event: journal.Event) -> None:
    _answered(conn, event, False)


def _answered(conn: Connection, event: journal.Event, confirmed: bool) -> None:
    """Keep what was said of a face; where two desks said otherwise while the line was cut, who was let in is in."""
    target = tuple(event.body["target"])
    conn.execute(
        "insert into face_look values (?, ?, ?) on conflict(origin, seq) "
        "do update set confirmed = max(confirmed, excluded.confirmed)",
        (*target, int(confirmed)),
    )
    _become(conn, event, target)


def _become(conn: Connection, event: journal.Event, scan: tuple[str, int]) -> None:
    """The scan as the looks at it say, whichever came here first."""
    look = conn.execute("select confirmed from face_look where origin = ? and seq = ?", scan).fetchone()
    if look is None:
        return
    conn.execute(
        "update arrival_fact set kind = ? where meeting = ? and attendee = ? and origin = ? and seq = ?",
        ("signed_in" if look[0] else "turned_away", event.body["meeting"], event.body["attendee"], *scan),
    )
    if look[0]:
        arrival_facts.settle(conn, event)
