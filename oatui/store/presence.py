"""Who left and came back, sat wrongly, or handed in a phone: facts after the door, each a line of its own.

Whether somebody is out is read from their last fact; nothing here changes whether they signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from oatui.clock import from_iso, iso, to_second
from oatui.rules import presence
from oatui.rules.verdict import Refused, Verdict
from oatui.store import arrival_facts, journal, meetings, people
from oatui.store.database import Store

OUT = ("left", "left_early")
# an event's kind and what its fact is called at the door
KINDS = {"left_meeting": "left", "left_early": "left_early", "came_back": "came_back",
         "wrong_seat": "wrong_seat", "phone_handed_in": "phone_in", "phone_given_back": "phone_back",
         **{f"conduct_{kind}": kind for kind in presence.CONDUCT}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noted:
    """What was recorded of a person after the door; `at` is ISO."""

    kind: str
    verdict: Verdict
    at: str
    attendee: int
    name: str
    fact: tuple[str, int]


def leave_early(store: Store, attendee: int, reason: str, *, at: datetime | None = None) -> Noted:
    """Record that a person leaves before the end, with the reason or without (17-6). Raises Refused."""
    moment = to_second(at or store.clock.now())
    with store.write():
        person = people.get(store, attendee)
        meeting = meetings.get(store, person.meeting)
        verdict = presence.judge_leaving(
            person.name, moment, meeting.start, meeting.end, reason,
            here=person.status is not None, out=left_at(store, person.meeting, attendee) is not None,
        )  # fmt: skip
        unexcused = verdict.key == "presence.left_early"
        return _note(store, "left_early" if unexcused else "left_meeting", person, verdict, moment, reason)


def come_back(store: Store, attendee: int, *, at: datetime | None = None) -> Noted:
    """Record that a person who left is here again. Raises Refused."""
    moment = to_second(at or store.clock.now())
    with store.write():
        person = people.get(store, attendee)
        verdict = presence.judge_return(person.name, moment, left_at(store, person.meeting, attendee))
        return _note(store, "came_back", person, verdict, moment)


def note_seat(store: Store, attendee: int, found: str) -> Noted:
    """Record where a person really sits (17-8). Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        verdict = presence.judge_seat(person.name, person.seat, found)
        return _note(store, "wrong_seat", person, verdict, to_second(store.clock.now()), found)


def note_conduct(store: Store, attendee: int, kind: str) -> Noted:
    """Record one of `rules.presence.CONDUCT` (17-10) with its time. Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        verdict = presence.judge_conduct(person.name, kind, here=person.status is not None)
        return _note(store, f"conduct_{kind}", person, verdict, to_second(store.clock.now()))


def conduct(store: Store, meeting: int) -> list[tuple[str, int, str]]:
    """Who was seen at what, in order of time: (kind of CONDUCT, attendee, ISO time)."""
    marks = ", ".join("?" * len(presence.CONDUCT))
    rows = store.rows(
        f"select kind, attendee, at from arrival_fact where meeting = ? and kind in ({marks}) order by at, origin, seq",
        meeting,
        *presence.CONDUCT,
    )
    return [(row["kind"], row["attendee"], row["at"]) for row in rows]


def tick_phone(store: Store, attendee: int) -> Noted:
    """Tick that a phone was handed in; ticked again, that it was given back (17-7)."""
    with store.write():
        person = people.get(store, attendee)
        in_hand = not phone_in(store, person.meeting, attendee)
        verdict = presence.judge_phone(person.name, in_hand=in_hand)
        kind = "phone_handed_in" if in_hand else "phone_given_back"
        return _note(store, kind, person, verdict, to_second(store.clock.now()))


def _note(
    store: Store, kind: str, person: people.Attendee, verdict: Verdict, at: datetime, reason: str = ""
) -> Noted:
    if verdict.refused:
        raise Refused(verdict)
    body: dict[str, Any] = {
        "v": 1, "meeting": person.meeting, "attendee": person.id, "venue": person.venue_id,
        "reason": reason.strip(), "verdict": verdict.as_body(),
    }  # fmt: skip
    event = journal.record(store, kind, body, at=at)
    return Noted(KINDS[kind], verdict, iso(at), person.id, person.name, event.key)


for _kind, _fact in KINDS.items():
    journal.applies(_kind)(partial(arrival_facts.insert, kind=_fact))

# a person's last fact of two kinds, by time, then desk
_LAST = """select kind, at from arrival_fact where meeting = ? and attendee = ? and kind in ({kinds})
    order by at desc, origin desc, seq desc limit 1"""


def left_at(store: Store, meeting: int, attendee: int) -> datetime | None:
    """Since when a person is out of the hall; None where they are not."""
    last = store.row(_LAST.format(kinds="'left', 'left_early', 'came_back'"), meeting, attendee)
    return from_iso(last["at"]) if last and last["kind"] in OUT else None


def phone_in(store: Store, meeting: int, attendee: int) -> bool:
    """Whether a person's phone is with the staff."""
    last = store.row(_LAST.format(kinds="'phone_in', 'phone_back'"), meeting, attendee)
    return bool(last and last["kind"] == "phone_in")


def gone_early(store: Store, meeting: int) -> set[int]:
    """Who left without a reason and did not come back (早退)."""
    return {attendee for attendee, kind in _last_moves(store, meeting).items() if kind == "left_early"}


def out_now(store: Store, meeting: int) -> int:
    """How many are out of the hall at this moment (GB 50799, 12.2.10)."""
    return sum(kind in OUT for kind in _last_moves(store, meeting).values())


def _last_moves(store: Store, meeting: int) -> dict[int, str]:
    rows = store.rows(
        "select attendee, kind from arrival_fact where meeting = ? and kind in ('left', 'left_early', 'came_back') "
        "order by at, origin, seq",
        meeting,
    )
    return {row["attendee"]: row["kind"] for row in rows}
