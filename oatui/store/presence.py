"""Who left and came back, sat wrongly, or handed in a phone: facts after the door, each a line of its own.

Whether somebody is out is read from their last fact that was not taken back; nothing here changes whether they
signed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from oatui.clock import from_iso, iso, to_second
from oatui.rules import presence, signin
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.store import arrival_facts, arrivals, code_holder, journal, meetings, people
from oatui.store.database import Row, Store

OUT = ("left", "left_early")
# an event's kind and what its fact is called at the door
KINDS = {"left_meeting": "left", "left_early": "left_early", "came_back": "came_back",
         "wrong_seat": "wrong_seat", "phone_handed_in": "phone_in", "phone_given_back": "phone_back",
         **{f"conduct_{kind}": kind for kind in presence.CONDUCT}}  # fmt: skip
_KEPT = f"from arrival_fact f where f.meeting = ? and {arrival_facts.KEPT}"


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
    moment = _not_to_come(store, at)
    with store.write():
        person = people.get(store, attendee)
        meeting = meetings.get(store, person.meeting)
        verdict = presence.judge_leaving(
            person.name, moment, meeting.start, meeting.end, reason,
            here=person.status is not None, out=left_at(store, person.meeting, attendee) is not None,
        )  # fmt: skip
        unexcused = verdict.key == "presence.left_early"
        return _note(store, "left_early" if unexcused else "left_meeting", person, verdict, moment, reason)


def explain(store: Store, attendee: int, reason: str) -> Noted:
    """Write down why somebody left who was recorded as leaving without a reason (17-6). Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        meeting = meetings.get(store, person.meeting)
        last = _last_move(store, person.meeting, attendee)
        owed = from_iso(last["at"]) if last and last["kind"] == "left_early" else None
        verdict = presence.judge_reason(person.name, owed, meeting.end, reason)
        # a further fact of the same moment: the time of leaving is not changed by its reason
        return _note(store, "left_meeting", person, verdict, owed or to_second(store.clock.now()), reason)


def pass_door(
    store: Store, meeting: int, scan: str, *, at: datetime | None = None, venue: int | None = None
) -> arrivals.Arrival:
    """离场登记: a scan of somebody who is here records that they leave, the next one that they are back (17-6).

    The outcome is "out" or "back"; what is no code of this meeting, or of nobody here, is refused and recorded.
    """
    moment = to_second(at or store.clock.now())
    with store.write():
        held = code_holder.holder(store, meeting, scan)
        if isinstance(held, Verdict):
            return arrivals.record_refusal(store, meeting, held, moment, venue, scan)
        person = people.get(store, held.id)
        if held.closed_at:
            closed = signin.meeting_closed(held.title, from_iso(held.closed_at))
            return arrivals.record_refusal(
                store, meeting, closed, moment, venue, attendee=person.id, name=person.name, unit=person.unit
            )
        last = _last_move(store, meeting, person.id)
        out = last is not None and last["kind"] in OUT
        if last and timedelta() <= moment - from_iso(last["at"]) < arrivals.BOUNCE:
            # a scanner may read one card twice
            verdict = journal.verdict_of(last["body"])
            return _passed(person, "out" if out else "back", verdict, last["at"], None)
        if out:
            assert last is not None
            noted = _note(
                store,
                "came_back",
                person,
                presence.judge_return(person.name, moment, from_iso(last["at"])),
                moment,
            )
            return _passed(person, "back", noted.verdict, noted.at, noted.fact)
        found = meetings.get(store, meeting)
        verdict = presence.judge_scan_out(
            person.name, moment, found.start, found.end, here=person.status is not None
        )
        if verdict.refused:
            return arrivals.record_refusal(
                store, meeting, verdict, moment, venue, attendee=person.id, name=person.name, unit=person.unit
            )
        kind = "left_early" if verdict.key == "presence.scanned_out" else "left_meeting"
        noted = _note(store, kind, person, verdict, moment)
        return _passed(person, "out", noted.verdict, noted.at, noted.fact)


def _passed(
    person: people.Attendee, outcome: str, verdict: Verdict, at: str, fact: tuple[str, int] | None
) -> arrivals.Arrival:
    return arrivals.Arrival(
        outcome, verdict, at, person.status, person.id, person.name, person.unit, person.post, person.venue,
        person.seat, fact,
    )  # fmt: skip


def come_back(store: Store, attendee: int, *, at: datetime | None = None) -> Noted:
    """Record that a person who left is here again. Raises Refused."""
    moment = _not_to_come(store, at)
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
    """Who of the roster was seen at what, in order of time: (kind of CONDUCT, attendee, ISO time)."""
    marks = ", ".join("?" * len(presence.CONDUCT))
    rows = store.rows(
        f"select kind, attendee, at {_KEPT} and kind in ({marks}) "
        "and attendee in (select id from attendee) order by at, origin, seq",
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


def notes(store: Store, attendee: int, limit: int = 9) -> list[Noted]:
    """What stands of a person beside the sign-in, the last first."""
    person = people.get(store, attendee)
    kinds = tuple(KINDS.values())
    rows = store.rows(
        "select kind, at, origin, seq, (select body from event e where (e.origin, e.seq) = (f.origin, f.seq)) as body "
        f"{_KEPT} and attendee = ? and kind in {kinds} order by {_ORDER.format('desc')} limit ?",
        person.meeting,
        attendee,
        limit,
    )
    return [
        Noted(
            row["kind"], journal.verdict_of(row["body"]), row["at"], attendee, person.name,
            (row["origin"], row["seq"]),
        )
        for row in rows
    ]  # fmt: skip


def take_back(store: Store, attendee: int, fact: tuple[str, int], reason: str) -> Noted:
    """Take back what was noted of somebody by mistake, as a further fact with its reason. Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        found = next((one for one in notes(store, attendee, -1) if one.fact == fact), None)
        if found is None:
            raise refuse("presence.nothing_to_take_back", name=person.name)
        if found.kind in _MOVES:
            meetings.get_open(store, person.meeting)  # who left early was settled with the closing
        verdict = presence.judge_taking_back(person.name, found.kind, from_iso(found.at), reason)
        now = to_second(store.clock.now())
        return _note(store, "note_taken_back", person, verdict, now, reason, target=list(fact))


def _not_to_come(store: Store, at: datetime | None) -> datetime:
    now = to_second(store.clock.now())
    if at is not None and to_second(at) > now:
        raise refuse("presence.future", at=iso(at), now=iso(now))
    return to_second(at or now)


def _note(
    store: Store,
    kind: str,
    person: people.Attendee,
    verdict: Verdict,
    at: datetime,
    reason: str = "",
    **more: object,
) -> Noted:
    if verdict.refused:
        raise Refused(verdict)
    body: dict[str, Any] = {
        "v": 1, "meeting": person.meeting, "attendee": person.id, "venue": person.venue_id,
        "reason": reason.strip(), "verdict": verdict.as_body(), **more,
    }  # fmt: skip
    event = journal.record(store, kind, body, at=at)
    return Noted(KINDS.get(kind, "annulled"), verdict, iso(at), person.id, person.name, event.key)


for _kind, _fact in KINDS.items():
    journal.applies(_kind)(partial(arrival_facts.insert, kind=_fact))
journal.applies("note_taken_back")(partial(arrival_facts.insert, kind="annulled"))

# by time; a reason that is written afterwards is a fact of the same moment, told later
_ORDER = "at {0}, recorded_at {0}, origin {0}, seq {0}"
_MOVES = ("left", "left_early", "came_back")


def _last_move(store: Store, meeting: int, attendee: int) -> Row | None:
    return store.row(
        f"select g.kind, g.at, e.body from (select f.* {_KEPT} and f.attendee = ? "
        f"and kind in {_MOVES} order by {_ORDER.format('desc')} limit 1) g "
        "join event e on e.origin = g.origin and e.seq = g.seq",
        meeting,
        attendee,
    )


def left_at(store: Store, meeting: int, attendee: int) -> datetime | None:
    """Since when a person is out of the hall; None where they are not."""
    last = _last_move(store, meeting, attendee)
    return from_iso(last["at"]) if last and last["kind"] in OUT else None


def owes_reason(store: Store, meeting: int, attendee: int) -> bool:
    """Whether a person is out without a reason."""
    last = _last_move(store, meeting, attendee)
    return bool(last and last["kind"] == "left_early")


def phone_in(store: Store, meeting: int, attendee: int) -> bool:
    """Whether a person's phone is with the staff."""
    last = store.value(
        f"select kind {_KEPT} and attendee = ? "
        f"and kind in ('phone_in', 'phone_back') order by {_ORDER.format('desc')} limit 1",
        meeting,
        attendee,
    )
    return bool(last == "phone_in")


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who left and is not back; `reason` is empty where none was given, `since` ISO."""

    attendee: int
    name: str
    unit: str
    venue: str
    since: str
    reason: str


def out(store: Store, meeting: int, venue: int | None = None) -> list[Out]:
    """Who is out of the hall at this moment (GB 50799, 12.2.10), of a venue or of all, the longest first."""
    away = {attendee: last for attendee, last in _last_moves(store, meeting).items() if last["kind"] in OUT}
    if not away:
        return []
    marks = ", ".join("?" * len(away))
    rows = store.rows(
        f"select a.id, a.name, a.unit, a.venue, v.name as venue_name from attendee a join venue v on v.id = a.venue "
        f"where a.id in ({marks})",
        *away,
    )
    found = [
        Out(row["id"], row["name"], row["unit"], row["venue_name"], away[row["id"]]["at"], away[row["id"]]["reason"])
        for row in rows
        if venue in (None, row["venue"])
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.since, one.attendee))


def out_now(store: Store, meeting: int) -> int:
    """How many are out of the hall at this moment (GB 50799, 12.2.10)."""
    return sum(last["kind"] in OUT for last in _last_moves(store, meeting).values())


def _last_moves(store: Store, meeting: int) -> dict[int, Row]:
    rows = store.rows(
        f"select attendee, kind, at, reason {_KEPT} and kind in {_MOVES} "
        f"and {arrival_facts.THEMSELVES.replace('arrival_fact.', 'f.')} order by {_ORDER.format('')}",
        meeting,
    )
    return {row["attendee"]: row for row in rows}
