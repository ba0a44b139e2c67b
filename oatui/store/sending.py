"""Who is sent to a meeting called above, and who approved it (practice)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oatui.clock import iso
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar
from oatui.store import journal, meetings
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.store import notices


@dataclass(frozen=True, slots=True)
class Sent:
    """One person who goes; `approver` is empty while nobody has approved it."""

    attendee: int
    name: str
    unit: str
    post: str
    approver: str
    at: str | None


def approve(
    store: Store, meeting: int, attendees: Sequence[int], by: str, at: datetime | None = None
) -> list[Sent]:
    """Write down who approved that these people go, and when. Raises Refused."""
    from oatui.store import people

    now = store.clock.now()
    at = at or now
    with store.write():
        for attendee in attendees:
            people.on_roster(store, meeting, attendee)
        if not attendees:
            raise refuse("sending.nobody")
        if not by.strip():
            raise refuse("sending.by_whom")
        if at > now:
            raise refuse("sending.future", at=iso(at))
        body = {"v": 1, "meeting": meeting, "attendees": list(attendees), "by": by.strip()}
        journal.record(store, "sending_approved", body, at=at)
    return listed(store, meeting)


@journal.applies("sending_approved")
def _sending_approved(conn: Connection, event: journal.Event) -> None:
    conn.executemany(
        "insert into sending values (?, ?, ?, ?) on conflict(attendee) do update "
        "set approver = excluded.approver, at = excluded.at, actor = excluded.actor",
        ((one, event.body["by"], event.at, event.actor) for one in event.body["attendees"]),
    )


def listed(store: Store, meeting: int) -> list[Sent]:
    """Who goes, in the order of the list: a substitute goes for the one who was sent, by the same approval.

    One who was taken back does not go.
    """
    rows = store.rows(
        "select a.id, a.name, a.unit, a.post, coalesce(s.approver, '') as approver, s.at from attendee a "
        "left join sending s on s.attendee = a.id "
        "left join leave l on l.attendee = a.id and l.state = 'approved' "
        "where a.meeting = ? and l.id is null and a.substitute_for is not a.id order by a.position",
        meeting,
    )
    granted = {
        row["substitute"]: row
        for row in store.rows(
            "select substitute, approver, approved_at from leave where meeting = ? and substitute is not null",
            meeting,
        )
    }
    return [
        Sent(
            row["id"], row["name"], row["unit"], row["post"],
            granted[row["id"]]["approver"] if row["id"] in granted and not row["approver"] else row["approver"],
            granted[row["id"]]["approved_at"] if row["id"] in granted and not row["at"] else row["at"],
        )
        for row in rows
    ]  # fmt: skip


def report(store: Store, meeting: int, at: datetime | None = None) -> str:
    """Our reply went up to whoever calls the meeting; when (ISO). Raises Refused."""
    now = store.clock.now()
    at = at or now
    with store.write():
        if not listed(store, meeting):
            raise refuse("sending.nobody")
        if at > now:
            raise refuse("sending.future", at=iso(at))
        journal.record(store, "reply_reported", {"v": 1, "meeting": meeting}, at=at)
    return iso(at)


@journal.applies("reply_reported")
def _reply_reported(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into our_reply values (?, ?, ?) on conflict(meeting) do update set at = excluded.at, actor = excluded.actor",
        (event.body["meeting"], event.at, event.actor),
    )


def reported_at(store: Store, meeting: int) -> str | None:
    """When our reply was last reported, ISO."""
    found: str | None = store.value("select at from our_reply where meeting = ?", meeting)
    return found


def owed(
    store: Store, calendar: Calendar, limit: int = 100
) -> list[tuple[meetings.Meeting, notices.Deadline | None]]:
    """Meetings called above that are still ahead and to which we have not replied, each with its limit.

    None: the year's calendar is not loaded. With the meeting's start there is nothing left to reply to.
    """
    return _ahead(store, calendar, f"not {_SETTLED}", limit)


def settled(
    store: Store, calendar: Calendar, limit: int = 100
) -> list[tuple[meetings.Meeting, notices.Deadline | None]]:
    """The others that are ahead: replied to, or called off."""
    return _ahead(store, calendar, _SETTLED, limit)


_SETTLED = """(exists (select 1 from closing c where c.meeting = m.id)
    or exists (select 1 from our_reply r where r.meeting = m.id))"""


def _ahead(
    store: Store, calendar: Calendar, which: str, limit: int
) -> list[tuple[meetings.Meeting, notices.Deadline | None]]:
    rows = store.rows(
        f"select id from meeting m where start > ? and role = 'attend' and {which} order by start, id limit ?",
        iso(store.clock.now()),
        limit,
    )
    if not rows:
        return []
    from oatui.store import notices  # with the arrivals and all that they know: only where one is owed

    found = meetings.of_ids(store, [row["id"] for row in rows])
    return list(zip(found, notices.deadlines(store, found, calendar), strict=True))
