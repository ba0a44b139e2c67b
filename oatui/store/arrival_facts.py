"""How the events of the door are brought into the tables.

Facts of a person in a meeting are kept one by one (`arrival_fact`, in the order of each desk); the person's
line (`arrival`, narrow because every scan writes it) is made anew from all of them, so it does not matter in
which order the facts of different desks arrive: the earliest arrival that stands counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.store import journal

if TYPE_CHECKING:
    from sqlite3 import Connection


def insert(conn: Connection, event: journal.Event, kind: str) -> None:
    """Keep an event of the door as one fact of its kind."""
    body = event.body
    origin, seq = event.key
    target = body.get("target") or (None, None)
    conn.execute(
        # the meeting may have been moved by an event that came here first
        "insert into arrival_fact values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "coalesce((select status from rejudged where origin = ?2 and seq = ?3), ?9), "
        "?10, ?11, ?12, ?13, ?14, ?15)",
        (
            body["meeting"], origin, seq, body.get("attendee"), body.get("venue"), event.at,
            event.recorded_at, kind, body.get("status"), body.get("way", ""),
            event.actor, body.get("reason", ""), body.get("approver", ""), *target,
        ),
    )  # fmt: skip
    if body.get("device"):
        from oatui.store import phone  # it builds on the arrivals, which build on this

        phone.keep(conn, event, kind)


@journal.applies("signed_in")
def _signed_in(conn: Connection, event: journal.Event) -> None:
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


# by the person's own index: the engine would read the whole meeting's facts by their key
_STANDING = """select ?1, status, at, venue, way, origin, seq from arrival_fact f
    where +meeting = ?2 and attendee = ?1 and kind = 'signed_in'"""


def settle(conn: Connection, event: journal.Event) -> None:
    """Make the person's line anew from all facts: the earliest arrival that was not annulled."""
    meeting, attendee = event.body["meeting"], event.body["attendee"]
    if event.kind == "signed_in":
        # the first fact of a person is their line; a line that is there asks for all facts
        first = conn.execute(
            "insert or ignore into arrival select attendee, status, at, venue, way, origin, seq from arrival_fact "
            "where (meeting, origin, seq) = (?, ?, ?)",
            (meeting, event.origin, event.seq),
        )
        if first.rowcount:
            return
    found = conn.execute(
        f"{_STANDING} and not exists (select 1 from arrival_fact where +meeting = ?2 and attendee = ?1 "
        "and kind = 'annulled' and target_origin = f.origin and target_seq = f.seq) "
        "order by at, origin, seq limit 1",
        (attendee, meeting),
    ).fetchone()
    line = tuple(found) if found else (attendee, None, None, None, None, None, None)
    conn.execute("insert or replace into arrival values (?, ?, ?, ?, ?, ?, ?)", line)


def rejudge(conn: Connection, event: journal.Event, meeting: int) -> None:
    """Put the verdicts of an event's `arrivals` on them, here already or not: [origin, seq, status, verdict] each.

    Of each desk its last word on an arrival is kept; of several desks the latest one counts, whichever came first.
    """
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
        found = conn.execute(
            "update arrival_fact set status = ? where meeting = ? and origin = ? and seq = ? returning attendee",
            (counts, meeting, origin, seq),
        ).fetchone()
        if found:
            conn.execute(
                "update arrival set status = ? where attendee = ? and origin = ? and seq = ?",
                (counts, found[0], origin, seq),
            )
