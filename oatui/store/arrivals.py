"""The arrival desk: `sign_in` is the single path of every sign-in, whatever door it came through.

Whose code it was is in code_holder; how its events are brought into the tables in arrival_facts, how they are counted
in attendance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from oatui.clock import from_iso, iso, to_second
from oatui.rules import signin
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.store import arrival_facts, journal, meetings
from oatui.store.arrival_facts import ARRIVED
from oatui.store.attendance import Counts as Counts
from oatui.store.attendance import attendance as attendance
from oatui.store.attendance import by_minute as by_minute
from oatui.store.attendance import figures as figures
from oatui.store.attendance import missing_by_unit as missing_by_unit
from oatui.store.code_holder import BY_ID, Person, holder, person_of, replaced
from oatui.store.database import Store
from oatui.store.door_record import Fact as Fact
from oatui.store.door_record import recent as recent

BOUNCE = timedelta(seconds=3)  # a scanner may read one card twice


class Arrival(NamedTuple):
    """What the desk answers to a scan: outcome "ok", "already" or "refused"; `at` is ISO, of the first arrival."""

    outcome: str
    verdict: Verdict
    at: str
    status: str | None = None
    attendee: int | None = None
    name: str = ""
    unit: str = ""
    post: str = ""
    venue: str = ""
    seat: str | None = None
    fact: tuple[str, int] | None = None
    notes: tuple[Verdict, ...] = ()

    @property
    def rule(self) -> str | None:
        return self.verdict.rule


@dataclass(frozen=True, slots=True)
class Hand:
    """A sign-in by hand: the person of the roster, why without a code, and who allowed it after the hours.

    `way` is "hand", or "head_table" for a tick of the head table's list, whose minute nobody took.
    """

    attendee: int
    reason: str
    approver: str = ""
    way: str = "hand"


@dataclass(frozen=True, slots=True)
class Phone:
    """A sign-in at the venue's code: whom name and digits named, and the marks of the phone (store/phone.py)."""

    attendee: int
    device: str
    ticket: str
    trace: str


Scan = str | Hand | Phone


def sign_in(
    store: Store,
    meeting: int,
    scan: Scan,
    *,
    at: datetime | None = None,
    venue: int | None = None,
    looked_at: bool = False,
    dry_run: bool = False,
) -> Arrival:
    """Judge a scan (or a sign-in by hand) and record it; `venue` is where the door stands.

    Where the meeting asks for a look at each face, a scan waits for it unless it was `looked_at`.

    A dry run goes the same way and writes nothing. Raises Refused only where the meeting or the request
    itself makes no sense; a refused scan is an Arrival, and recorded.
    """
    with store.write():
        return judge_and_record(store, meeting, scan, at, venue, looked_at, dry_run)


def judge_and_record(
    store: Store,
    meeting: int,
    scan: Scan,
    at: datetime | None = None,
    venue: int | None = None,
    looked_at: bool = False,
    dry_run: bool = False,
) -> Arrival:
    """`sign_in` inside a `write()` that has more to judge."""
    now = store.clock.now()
    moment = to_second(at or now)
    found = _judge(store, meeting, scan, moment, venue, looked_at)
    if found.kind is None or dry_run:
        return _arrival(found, None)
    if isinstance(scan, Phone):
        found.body |= {"way": "phone", "device": scan.device, "ticket": scan.ticket}
        found.private = {"trace": scan.trace}
    text = arrival_facts.scan_text(found.body) if found.kind == "signed_in" else None
    event = journal.record(
        store, found.kind, found.body, at=moment, now=now, private=found.private, text=text
    )
    return _arrival(found, event.key)


@dataclass(slots=True)
class _Judged:
    """What a scan comes to, and the event that says so; kind None is nothing to record."""

    outcome: str
    verdict: Verdict
    at: str
    status: str | None
    person: Person | None
    kind: str | None
    body: dict[str, Any]
    private: dict[str, Any] | None = None
    notes: tuple[Verdict, ...] = ()


def _judge(
    store: Store, meeting: int, scan: Scan, at: datetime, door: int | None, looked_at: bool
) -> _Judged:
    """The order matters: unknown, revoked, foreign, closed, replaced, already in, the hours, then the 15 minutes."""
    by_hand = isinstance(scan, Hand)
    if isinstance(scan, (Hand, Phone)):
        if isinstance(scan, Hand) and not scan.reason.strip():
            raise Refused(signin.reason_needed())
        person = person_of(store, BY_ID, scan.attendee)
        if person is None or person.meeting != meeting:
            meetings.get(store, meeting)
            raise Refused(signin.not_on_roster(person.name if person else str(scan.attendee)))
    else:
        held = holder(store, meeting, scan)
        if isinstance(held, Verdict):
            return _refused(held, meeting, at, door, None, scan)
        person = held
    if person.closed_at:
        verdict = signin.meeting_closed(person.title, from_iso(person.closed_at))
        return _refused(verdict, meeting, at, door, person, "")
    if person.substitute_name:
        verdict = replaced(store, person.id, person.name, person.substitute_name)
        return _refused(verdict, meeting, at, door, person, "")
    start = from_iso(person.start)
    if person.status is not None:
        return _already(store, person, meeting, at, door)
    window = signin.window(start, person.opens_minutes, person.closes_minutes)
    outside = signin.judge_window(at, window)
    if outside and not (isinstance(scan, Hand) and scan.approver.strip()):
        return _refused(outside, meeting, at, door, person, "")
    way = scan.way if isinstance(scan, Hand) else "scan"
    if way == "head_table":
        from oatui.rules import door as door_law

        status, verdict = door_law.head_table()
    else:
        status, verdict = signin.judge(at, start)
    body: dict[str, Any] = {
        "v": 1, "meeting": meeting, "attendee": person.id, "venue": door or person.venue,
        "status": str(status), "verdict": verdict.as_body(), "way": way,
    }  # fmt: skip
    if isinstance(scan, Hand):
        body |= {"reason": scan.reason.strip(), "approver": scan.approver.strip()}
    notes: tuple[Verdict, ...] = ()
    if door and door != person.venue:
        notes = (signin.wrong_venue(person.name, person.venue_name),)
        body["notes"] = [note.as_body() for note in notes]
    if person.confirm and not (by_hand or looked_at):
        # whoever is signed in by hand was looked at
        return _wait(
            store,
            _Judged("waiting", verdict, iso(at), str(status), person, "scan_waiting", body, None, notes),
        )
    return _Judged("ok", verdict, iso(at), str(status), person, "signed_in", body, None, notes)


def _wait(store: Store, found: _Judged) -> _Judged:
    """A second scan of somebody who waits already writes nothing: the first one's time stands."""
    assert found.person is not None
    waits = store.row(
        "select at, status from arrival_fact where meeting = ? and attendee = ? and kind = 'waiting' order by at limit 1",
        found.body["meeting"],
        found.person.id,
    )
    return replace(found, at=waits["at"], status=waits["status"], kind=None) if waits else found


def _refused(
    verdict: Verdict, meeting: int, at: datetime, door: int | None, person: Person | None, scan: Scan
) -> _Judged:
    body: dict[str, Any] = {"v": 1, "meeting": meeting, "venue": door, "verdict": verdict.as_body()}
    if person:
        body["attendee"] = person.id
    # a terminal may deliver bytes that are no text
    private = (
        {"scan": scan[:80].encode(errors="replace").decode()} if isinstance(scan, str) and scan else None
    )
    return _Judged("refused", verdict, iso(at), None, person, "scan_refused", body, private)


def record_refusal(
    store: Store, meeting: int, verdict: Verdict, at: datetime, door: int | None, scan: str = "", **named: Any
) -> Arrival:
    """Keep what else the door refuses, with the `attendee` or the `name` where one is known; inside `write()`."""
    found = _refused(verdict, meeting, at, door, None, scan)
    event = journal.record(store, "scan_refused", found.body | named, at=at, private=found.private)
    shown = {key: named[key] for key in ("attendee", "name", "unit") if key in named}
    return _arrival(found, event.key)._replace(**shown)


def _already(store: Store, person: Person, meeting: int, at: datetime, door: int | None) -> _Judged:
    first = person.arrived_at
    verdict = signin.already(person.name, from_iso(first))
    venue = door or person.venue
    last = store.value(
        "select at from arrival_fact where meeting = ? and attendee = ? and origin = ? and venue = ? "
        "and kind <> 'refused' order by seq desc limit 1",
        meeting,
        person.id,
        store.origin,
        venue,
    )
    if last and timedelta() <= at - from_iso(last) < BOUNCE:
        return _Judged("already", verdict, first, person.status, person, None, {})
    body = {
        "v": 1, "meeting": meeting, "attendee": person.id, "venue": venue,
        "target": [person.fact_origin, person.fact_seq], "verdict": verdict.as_body(),
    }  # fmt: skip
    return _Judged("already", verdict, first, person.status, person, "scan_repeated", body)


def _arrival(found: _Judged, fact: tuple[str, int] | None) -> Arrival:
    person = found.person
    if person is None:
        return Arrival(found.outcome, found.verdict, found.at, fact=fact)
    return Arrival(
        found.outcome, found.verdict, found.at, found.status, person.id, person.name, person.unit,
        person.post, person.venue_name, person.seat, fact, found.notes,
    )  # fmt: skip


def annul(store: Store, fact: tuple[str, int], reason: str) -> Arrival:
    """Take a mistaken sign-in back, as a new fact with its reason; the first one stays readable. Raises Refused."""
    if not reason.strip():
        raise refuse("signin.annul_reason")
    with store.write():
        return record_annulment(store, fact, reason)


def record_annulment(store: Store, fact: tuple[str, int], reason: str) -> Arrival:
    """`annul` inside a `write()` that has more to record."""
    row = store.row(
        "select * from event where origin = ? and seq = ? and kind in ('signed_in', 'scan_waiting')",
        *fact,
    )
    made = journal.read(row) if row else None
    meeting, attendee = (made.body["meeting"], made.body["attendee"]) if made else (0, 0)
    # a scan that waited counts when somebody said that it is this person
    counted = store.value(
        "select kind = 'signed_in' from arrival_fact where (meeting, attendee, origin, seq) = (?, ?, ?, ?)",
        meeting,
        attendee,
        *fact,
    )
    if made is None or not counted:
        raise refuse("signin.nothing_to_annul")
    gone = store.value(
        "select 1 from arrival_fact where meeting = ? and attendee = ? and kind = 'annulled' "
        "and target_origin = ? and target_seq = ?",
        meeting,
        attendee,
        *fact,
    )
    if gone:
        raise refuse("signin.annulled_before")
    person = person_of(store, BY_ID, attendee)
    if person is None:
        from oatui.store import people

        raise people.nobody(store, attendee)
    if person.closed_at:
        raise Refused(signin.meeting_closed(person.title, from_iso(person.closed_at)))
    verdict = signin.annulled(person.name, from_iso(made.at))
    body = {
        "v": 1, "meeting": meeting, "attendee": attendee, "venue": made.body["venue"],
        "target": list(fact), "reason": reason.strip(), "verdict": verdict.as_body(),
    }  # fmt: skip
    event = journal.record(store, "sign_in_annulled", body)
    return Arrival(
        "annulled", verdict, event.at, None, person.id, person.name, person.unit, person.post,
        person.venue_name, person.seat, event.key,
    )  # fmt: skip


def standing(store: Store, attendee: int) -> tuple[str, int] | None:
    """The sign-in that counts for a person, to be annulled; None before they arrived."""
    row = store.row(f"select r.origin, r.seq from attendee a join {ARRIVED} where a.id = ?", attendee)
    return (row["origin"], row["seq"]) if row else None
