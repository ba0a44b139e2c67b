"""How the events of leave are brought into the tables: asked for, decided, who comes instead, where the slip went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.store import journal

if TYPE_CHECKING:
    from sqlite3 import Connection


@journal.applies("leave_requested")
def _leave_requested(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into leave(id, meeting, attendee, kind, reason, chair_consent, state, after_start, asked_at, "
        "recorded_at) values (?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?)",
        (
            body["id"], body["meeting"], body["attendee"], body["kind"], body["reason"], body["chair_consent"],
            int(body["after_start"]), event.at, event.recorded_at,
        ),
    )  # fmt: skip


@journal.applies("leave_approved")
def _leave_approved(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update leave set state = 'approved', approver = ?, approved_at = ?, approval_recorded_at = ? where id = ?",
        (event.body["approver"], event.at, event.recorded_at, event.body["id"]),
    )


@journal.applies("leave_refused")
def _leave_refused(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update leave set state = 'refused', approver = ?, refusal = ? where id = ?",
        (event.body["by"], event.body["reason"], event.body["id"]),
    )


@journal.applies("leave_withdrawn")
def _leave_withdrawn(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update leave set state = 'withdrawn', refusal = ? where id = ?",
        (event.body["reason"], event.body["id"]),
    )


@journal.applies("substitute_named")
def _substitute_named(conn: Connection, event: journal.Event) -> None:
    body, person = event.body, event.body["person"]
    conn.execute("insert into revoked_code values (?, ?, ?)", (body["old"], body["attendee"], event.at))
    # a code that nobody was given: whoever is replaced has none that works
    conn.execute("update attendee set code = ? where id = ?", (body["code"], body["attendee"]))
    conn.execute(
        f"insert into attendee({', '.join(person)}) values ({', '.join('?' * len(person))})",
        tuple(person.values()),
    )
    # who sits at the head table without a list hands that on too
    conn.execute(
        "insert into head_guest select ?, meeting from head_guest where attendee = ?",
        (person["id"], body["attendee"]),
    )
    conn.execute(
        "update leave set substitute = ?, substitute_at = ?, spot_approver = ? where id = ?",
        (person["id"], event.at, body.get("spot_approver") or None, body["id"]),
    )


@journal.applies("leave_slip_delivered")
def _leave_slip_delivered(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into leave_delivery values (?, ?, ?, ?, ?)",
        (event.body["id"], event.body["place"], event.at, event.recorded_at, event.actor),
    )
