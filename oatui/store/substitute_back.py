"""替会撤回: who was replaced comes after all, or another was meant. The post counts once, and now in the first person.

The substitute stays on the roster as what was, standing for themselves: whatever lists or counts people passes over
everyone who has somebody in their place, so neither seat, code nor figure is left with them (17-3, 17-8).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import arrivals, journal, leave, meetings, people, personal_codes, seats
from oatui.store.arrivals import Arrival
from oatui.store.database import Store
from oatui.store.leave import Made

if TYPE_CHECKING:
    from sqlite3 import Connection

REASON = "本人到会"


class Back(NamedTuple):
    """A substitute who was taken back; `at` is ISO."""

    name: str
    unit: str
    at: str
    actor: str
    reason: str


def take_back(store: Store, leave_id: int, reason: str) -> Made:
    """The substitute of a leave comes no more; a sign-in of theirs no longer counts. Raises Refused.

    The leave stands as it was approved, and the first person's code is good again.
    """
    with store.write():
        return record(store, leave_id, reason)


def record(store: Store, leave_id: int, reason: str) -> Made:
    """`take_back` inside a `write()` that has more to record."""
    if not reason.strip():
        raise refuse("leave.withdraw_reason")
    old = leave.get(store, leave_id)
    meetings.get_open(store, old.meeting)
    if old.substitute is None:
        raise refuse("leave.no_substitute", name=old.name)
    first, second = people.get(store, old.attendee), people.get(store, old.substitute)
    if second.replaced_by is not None:
        third = people.get(store, second.replaced_by)
        raise refuse("leave.substitute_taken", name=second.name, substitute=third.name)
    if theirs := leave.standing(store, second.id):
        leave.record_withdrawal(store, theirs.id, reason)
    while fact := arrivals.standing(store, second.id):
        arrivals.record_annulment(store, fact, reason)
    # a card that was replaced since stays void: whoever lost it did so after they were replaced
    last = store.row(
        "select code, at from revoked_code where attendee = ? order by rowid desc limit 1", first.id
    )
    card = last["code"] if last and last["at"] == old.substitute_at else first.code
    body = {
        "v": 1, "id": leave_id, "meeting": old.meeting, "attendee": first.id, "code": card,
        "substitute": second.id, "old": second.code, "new": personal_codes.draw_one(), "reason": reason.strip(),
    }  # fmt: skip
    journal.record(store, "substitute_withdrawn", body)
    seats.pass_on(store, second.id, first.id)
    key = "leave.substitute_back_here" if second.status else "leave.substitute_back"
    values = {"name": first.name, "substitute": second.name, "at": second.arrived_at or ""}
    return Made(leave.get(store, leave_id), Verdict("17-8", Level.OK, key, values))


@journal.applies("substitute_withdrawn")
def _substitute_withdrawn(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("delete from revoked_code where code = ?", (body["code"],))
    conn.execute("update attendee set code = ? where id = ?", (body["code"], body["attendee"]))
    conn.execute("insert into revoked_code values (?, ?, ?)", (body["old"], body["substitute"], event.at))
    conn.execute(
        "update attendee set code = ?, substitute_for = id where id = ?", (body["new"], body["substitute"])
    )
    conn.execute(
        "update leave set substitute = null, substitute_at = null, spot_approver = null where id = ?",
        (body["id"],),
    )
    conn.execute(
        "insert into substitute_back values (?, ?, ?, ?, ?, ?)",
        (body["substitute"], body["attendee"], body["id"], event.at, event.actor, body["reason"]),
    )


def come_after_all(
    store: Store, meeting: int, attendee: int, *, at: datetime | None = None, venue: int | None = None
) -> Arrival:
    """Whoever was replaced stands at the door: the substitute is taken back, and they are signed in. Raises Refused.

    At a sub-venue it waits for the main desk (store/walk_ins.py).
    """
    if store.is_site:
        from oatui.store import walk_ins

        return walk_ins.note_first(store, meeting, attendee, REASON, venue=venue, at=at)
    with store.write():
        return record_coming(store, meeting, attendee, REASON, at, venue)


def record_coming(
    store: Store, meeting: int, attendee: int, reason: str, at: datetime | None, venue: int | None
) -> Arrival:
    """`come_after_all` inside a `write()` that has more to record."""
    asked = leave.standing(store, attendee)
    notes = (record(store, asked.id, reason).verdict,) if asked and asked.substitute is not None else ()
    moment = to_second(at or store.clock.now())
    answer = arrivals.judge_and_record(store, meeting, arrivals.Hand(attendee, reason), moment, venue)
    return answer._replace(notes=(*notes, *answer.notes))


def of(store: Store, leave_id: int) -> list[Back]:
    """Who was taken back of a leave, the oldest first."""
    rows = store.rows(
        "select a.name, a.unit, s.at, s.actor, s.reason from substitute_back s "
        "join attendee a on a.id = s.substitute where s.leave = ? order by a.id",
        leave_id,
    )
    return [Back(*row) for row in rows]
