"""What stands against calling a meeting, judged from the other meetings, and the answers that were kept.

`judged` and `planned` read only; `kept` gives the answers of a meeting, newest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso
from oatui.rules import convening
from oatui.rules import invitation as law
from oatui.rules.convening import Convened
from oatui.rules.invitation import Invitation
from oatui.rules.verdict import Verdict, bodies
from oatui.rules.workdays import Calendar
from oatui.store import invitations, journal, meeting_notes, notices, routines, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.store.meetings import Meeting

# what was called off stands in nobody's way
HELD = """not exists (select 1 from closing where closing.meeting = meeting.id
    and instr(left_open, 'closing.called_off'))"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found when a meeting was called or moved, and why it went on; `at` is ISO."""

    at: str
    actor: str
    verdicts: tuple[Verdict, ...]
    because: str


def judged(
    store: Store, new: Convened, meeting: int | None = None, roster: int | None = None
) -> list[Verdict]:
    """16-1, 17-2 and 16-2; `meeting` is its own id where it has one, `roster` the meeting whose people are called."""
    rows = store.rows(
        f"select * from meeting where start < ? and start > ? and end > ? and id is not ? and {HELD} order by start, id",
        iso(new.end),
        iso(new.start - convening.LONGEST),
        iso(new.start),
        meeting,
    )
    noon = routines.hours_on(store, new.start.date()).noon
    return convening.judge(
        new,
        [_convened(row) for row in rows],
        _called_twice(store, new, meeting, roster),
        noon,
        settings.get(store, "meetings.half_day_hours"),
    )


def planned(
    store: Store,
    new: Convened,
    meeting: int | None = None,
    roster: int | None = None,
    invitation: Invitation | None = None,
    calendar: Calendar | None = None,
) -> list[Verdict]:
    """What the clerk answers before saving: `judged`, and what inviting leaders asks for."""
    found = judged(store, new, meeting, roster)
    if invitation and calendar is not None:
        found += invitations.judged(invitation, new, calendar, store.clock.now().date())
    return found


def changed(
    store: Store,
    old: Meeting,
    new: Convened,
    invitation: Invitation | None = None,
    calendar: Calendar | None = None,
) -> list[Verdict]:
    """What stands against a change; nothing where neither the calling nor who is invited is another than before."""
    before = invitations.stored(store, old.id)
    invitation = before if invitation is None else invitation
    if new != replace(old.convened, title=new.title):
        return planned(store, new, old.id, old.id, invitation, calendar)
    if invitation == before or calendar is None:
        return []
    return invitations.judged(invitation, new, calendar, store.clock.now().date())


def record_asked(
    store: Store,
    meeting: int,
    start: datetime,
    invitation: Invitation | None,
    notes: Mapping[str, str] | None,
    reply_by: datetime | None,
) -> None:
    """Keep what the form asks beside the meeting itself; inside `write()`. Raises Refused."""
    if invitation is not None:
        law.check(invitation)
        invitations.record(store, meeting, invitation)
    if notes:
        meeting_notes.record(store, meeting, notes)
    if reply_by is not None:
        notices.record_deadline(store, meeting, reply_by, start)


def _called_twice(
    store: Store, new: Convened, meeting: int | None, roster: int | None
) -> list[tuple[Convened, list[str]]]:
    if roster is None or new.role != "host":
        return []
    monday = new.start.date() - timedelta(days=new.start.weekday())
    others = store.rows(
        f"select * from meeting where start >= ? and start < ? and role = 'host' and id is not ? and {HELD} order by start, id",
        monday.isoformat(),
        (monday + timedelta(days=7)).isoformat(),
        meeting,
    )
    if not others:
        return []
    ours = {(row["plain"], row["unit"]) for row in _people(store, roster)}
    return [
        (
            _convened(other),
            [row["name"] for row in _people(store, other["id"]) if (row["plain"], row["unit"]) in ours],
        )
        for other in others
    ]


def _people(store: Store, meeting: int) -> list[Row]:
    # who was to come for somebody and does not any more is called by nobody
    return store.rows(
        "select name, plain, unit from attendee where meeting = ? and substitute_for is not id order by position",
        meeting,
    )


def _convened(row: Row) -> Convened:
    return Convened(
        row["title"], from_iso(row["start"]), from_iso(row["end"]), row["role"], row["level"], row["mode"]
    )


def as_body(verdicts: Sequence[Verdict], because: str) -> dict[str, Any]:
    """The parts of an event that keep what was found and the answer; nothing where nothing was found."""
    if not verdicts:
        return {}
    return {"convening": bodies(verdicts), "because": because.strip()}


def keep(conn: Connection, event: journal.Event) -> None:
    """Bring the answer of an event of a meeting into the tables."""
    if event.body.get("convening"):
        conn.execute(
            "insert into convening_fact values (?, ?, ?, ?, ?, ?, ?)",
            (
                event.origin, event.seq, event.body["id"], event.at, event.actor,
                journal.as_json(event.body["convening"]), event.body["because"],
            ),
        )  # fmt: skip


def kept(store: Store, meeting: int) -> list[Answer]:
    """The answers of a meeting, the newest first."""
    rows = store.rows("select * from convening_fact where meeting = ? order by at desc, seq desc", meeting)
    return [
        Answer(
            row["at"],
            row["actor"],
            tuple(Verdict.from_body(one) for one in json.loads(row["verdicts"])),
            row["because"],
        )
        for row in rows
    ]
