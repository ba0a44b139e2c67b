"""How the events of the door are brought into the tables.

A person's facts in a meeting lie together, in the order of each desk (`arrival_fact`, one tree without an index:
every scan writes it). Which arrival `stands` is told anew from all of them, so it does not matter in which order
the facts of different desks arrive: the earliest one that was not annulled counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oatui.store import journal

if TYPE_CHECKING:
    from sqlite3 import Connection


# the arrival that counts of a person `a` of a roster, to be joined
ARRIVED = "arrival_fact r on r.meeting = a.meeting and r.attendee = a.id and r.stands"
# of the fact of a person who is on the roster, with nobody in their place: another desk may tell of others, too
THEMSELVES = """exists (select 1 from attendee a where a.id = arrival_fact.attendee
    and not exists (select 1 from attendee b where b.substitute_for = a.id))"""
# of a fact `f`: nobody has taken it back
KEPT = """not exists (select 1 from arrival_fact x where x.meeting = f.meeting and x.attendee = f.attendee
    and x.kind = 'annulled' and x.target_origin = f.origin and x.target_seq = f.seq)"""
NOBODY = 0  # of a fact that names nobody of the roster


# the meeting may have been moved by an event that came here first
_FACT = (
    "into arrival_fact values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
    "coalesce((select status from rejudged where origin = ?3 and seq = ?4), ?9), ?10, ?11, ?12, ?13, ?14, ?15"
)
_INSERT = f"insert {_FACT}, 0)"
# a person who has a fact gets none by this, for want of a value that may not be empty
_INSERT_FIRST = (
    f"insert or ignore {_FACT}, "
    "(select 1 where not exists (select 1 from arrival_fact where meeting = ?1 and attendee = ?2)))"
)


def insert(conn: Connection, event: journal.Event, kind: str, sql: str = _INSERT) -> bool:
    """Keep an event of the door as one fact of its kind; whether it was kept."""
    body = event.body
    origin, seq = event.key
    target = body.get("target") or (None, None)
    kept = conn.execute(
        sql,
        (
            body["meeting"], body.get("attendee") or NOBODY, origin, seq, body.get("venue"), event.at,
            event.recorded_at, kind, body.get("status"), body.get("way", ""),
            event.actor, body.get("reason", ""), body.get("approver", ""), *target,
        ),
    ).rowcount  # fmt: skip
    if kept and body.get("device"):
        from oatui.store import phone  # it builds on the arrivals, which build on this

        phone.keep(conn, event, kind)
    return bool(kept)


_PLAIN = {"v", "meeting", "attendee", "venue", "status", "verdict", "way"}


def scan_text(body: Mapping[str, Any]) -> str | None:
    """The body of a plain scan as JSON, a third of the encoder's time; None of any other: its words may be anyone's."""
    if body["way"] != "scan" or body.keys() != _PLAIN:
        return None
    verdict = body["verdict"]
    values = verdict["values"]
    late = f',"late_seconds":{values["late_seconds"]}' if "late_seconds" in values else ""
    return (
        f'{{"v":1,"meeting":{body["meeting"]},"attendee":{body["attendee"]},"venue":{body["venue"]},'
        f'"status":"{body["status"]}","verdict":{{"rule":"{verdict["rule"]}","level":"{verdict["level"]}",'
        f'"key":"{verdict["key"]}","values":{{"start":"{values["start"]}","deadline":"{values["deadline"]}",'
        f'"at":"{values["at"]}","seconds":{values["seconds"]}{late}}}}},"way":"scan"}}'
    )


@journal.applies("signed_in")
def _signed_in(conn: Connection, event: journal.Event) -> None:
    # the first fact of a person counts; beside others it is held against them
    if not insert(conn, event, "signed_in", _INSERT_FIRST):
        insert(conn, event, "signed_in")
        settle(conn, event)


@journal.applies("sign_in_annulled")
def _sign_in_annulled(conn: Connection, event: journal.Event) -> None:
    insert(conn, event, "annulled")
    settle(conn, event)


@journal.applies("scan_repeated")
def _scan_repeated(conn: Connection, event: journal.Event) -> None:
    insert(conn, event, "repeated")


@journal.applies("scan_refused")
def _scan_refused(conn: Connection, event: journal.Event) -> None:
    insert(conn, event, "refused")


def settle(conn: Connection, event: journal.Event) -> None:
    """Mark the arrival that counts of an event's person, from all their facts: the earliest that was not annulled."""
    person = event.body["meeting"], event.body["attendee"]
    found = conn.execute(
        "select origin, seq from arrival_fact f where meeting = ?1 and attendee = ?2 and kind = 'signed_in' "
        "and not exists (select 1 from arrival_fact where meeting = ?1 and attendee = ?2 and kind = 'annulled' "
        "and target_origin = f.origin and target_seq = f.seq) order by at, origin, seq limit 1",
        person,
    ).fetchone()
    conn.execute(
        "update arrival_fact set stands = (origin, seq) is (?3, ?4) "
        "where meeting = ?1 and attendee = ?2 and stands <> ((origin, seq) is (?3, ?4))",
        (*person, *(found or (None, None))),
    )


def rejudge(conn: Connection, event: journal.Event, meeting: int) -> None:
    """Put the verdicts of an event's `arrivals` on them, here already or not: [origin, seq, status, verdict] each.

    Of each desk its last word on an arrival is kept; of several desks the latest one counts, whichever came first.
    """
    if not event.body["arrivals"]:
        return
    facts = conn.execute("select origin, seq, attendee from arrival_fact where meeting = ?", (meeting,))
    whose = {(origin, seq): attendee for origin, seq, attendee in facts}
    for origin, seq, status, verdict in event.body["arrivals"]:
        conn.execute(
            "insert or replace into rejudgement values (?, ?, ?, ?, ?, ?, ?)",
            (origin, seq, event.origin, event.seq, event.at, status, journal.as_json(verdict)),
        )
        counts = conn.execute(
            "insert or replace into rejudged select origin, seq, status, verdict from rejudgement "
            "where origin = ? and seq = ? order by at desc, by_origin desc limit 1 returning status",
            (origin, seq),
        ).fetchone()[0]
        if (origin, seq) in whose:
            conn.execute(
                "update arrival_fact set status = ? where meeting = ? and attendee = ? and origin = ? and seq = ?",
                (counts, meeting, whose[origin, seq], origin, seq),
            )
