"""Leave before the meeting: asked for, approved or not, the substitute, and where the slip went (art. 17①, 18).

For the papers: `get` and `listed` give every leave with what its slip says (kind of reason, words, approver,
批准时间 and 登记时间, substitute, deliveries); `owed` gives the approved ones whose papers are still open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import from_iso, iso, to_second
from oatui.rules import leave as law
from oatui.rules import names
from oatui.rules.leave import Proof
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.store import journal, meetings, people, personal_codes, seats
from oatui.store import leave_facts as leave_facts  # its events come into the tables there
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Row, Store
from oatui.store.meetings import Meeting


@dataclass(frozen=True, slots=True)
class Leave:
    """One leave of one person from one meeting; times are ISO, `kind` of law.REASONS, `state` of law.STATES.

    `asked_at` and `approved_at` are when it happened, the recorded ones when it was written down; `spot_approver`
    is who let the substitute in at the door (现场替会), empty for one named before.
    """

    id: int
    meeting: int
    level: str
    attendee: int
    name: str
    unit: str
    post: str
    kind: str
    reason: str
    chair_consent: str
    state: str
    after_start: bool
    asked_at: str
    recorded_at: str
    approver: str
    approved_at: str | None
    approval_recorded_at: str | None
    refusal: str
    substitute: int | None
    substitute_name: str
    substitute_unit: str
    substitute_post: str
    substitute_at: str | None
    spot_approver: str
    arrived: bool
    deliveries: Mapping[str, str]

    @property
    def proofs(self) -> list[Proof]:
        """What it has to show (17-4, 18-2); nothing before the approval, and nothing of one who came after all."""
        if self.state != "approved" or (self.arrived and self.substitute is None):
            return []
        return law.proofs(self.level, self.substitute is not None, self.deliveries)

    @property
    def open(self) -> list[Proof]:
        return [proof for proof in self.proofs if not proof.done]


@dataclass(frozen=True, slots=True)
class Made:
    """The leave as it now stands, the answer, and what else the rules say."""

    leave: Leave
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


# ------------------------------------------------------------------ asking and deciding


def request(
    store: Store,
    attendee: int,
    kind: str,
    reason: str = "",
    *,
    asked_at: datetime | None = None,
    chair_consent: str = "",
) -> Made:
    """Ask for leave; one's own meeting needs the chair's consent by name (18-3). Raises Refused."""
    with store.write():
        return record_request(store, attendee, kind, reason, asked_at, chair_consent)


def record_request(
    store: Store,
    attendee: int,
    kind: str,
    reason: str = "",
    asked_at: datetime | None = None,
    chair_consent: str = "",
) -> Made:
    """`request` inside a `write()` that has more to record."""
    now = store.clock.now()
    asked_at = asked_at or now
    person = people.get(store, attendee)
    meeting = meetings.get_open(store, person.meeting)
    if person.taken_back:
        raise refuse("leave.no_longer", name=person.name)
    if earlier := standing(store, attendee):
        raise refuse("leave.asked_before", name=person.name, leave=earlier.id)
    _not_here(person)
    if asked_at > now:
        raise refuse("leave.future", at=iso(asked_at))
    notes = held(law.judge_request(kind, meeting.level, asked_at, meeting.start, chair_consent))
    identity = store.next_id("leave")
    body = {
        "v": 1, "id": identity, "meeting": meeting.id, "attendee": attendee, "kind": kind,
        "reason": reason.strip(), "chair_consent": chair_consent.strip(),
        "after_start": to_second(asked_at) > meeting.start, "verdicts": bodies(notes),
    }  # fmt: skip
    journal.record(store, "leave_requested", body, at=asked_at)
    verdict = Verdict(None, Level.OK, "leave.requested", {"name": person.name})
    return Made(get(store, identity), verdict, tuple(notes))


def approve(store: Store, leave: int, approver: str, approved_at: datetime | None = None) -> Made:
    """Record the consent with its name and time, which may be earlier than now. Raises Refused."""
    with store.write():
        return record_approval(store, leave, approver, approved_at)


def record_approval(store: Store, leave: int, approver: str, approved_at: datetime | None = None) -> Made:
    """`approve` inside a `write()` that has more to record."""
    now = store.clock.now()
    approved_at = approved_at or now
    asked, meeting = _undecided(store, leave)
    notes = held(law.judge_approval(meeting.level, approver, approved_at, now, meeting.start))
    # the meeting may have become the county's since it was asked for
    held(law.judge_request(asked.kind, meeting.level, approved_at, meeting.start, asked.chair_consent))
    body = {"v": 1, "id": leave, "approver": approver.strip(), "verdicts": bodies(notes)}
    journal.record(store, "leave_approved", body, at=approved_at)
    made = get(store, leave)
    values = {"name": made.name, "approver": made.approver, "at": made.approved_at}
    return Made(made, Verdict(None, Level.OK, "leave.approved", values), tuple(notes))


def turn_down(store: Store, leave: int, by: str, reason: str, at: datetime | None = None) -> Made:
    """Record that it was not approved, by whom and why; the person is expected. Raises Refused."""
    now = store.clock.now()
    at = at or now
    with store.write():
        asked, _meeting = _undecided(store, leave)
        held(law.judge_refusal(by, reason, at, now))
        body = {"v": 1, "id": leave, "by": by.strip(), "reason": reason.strip()}
        journal.record(store, "leave_refused", body, at=at)
        made = get(store, leave)
    values = {"name": asked.name, "by": by.strip(), "reason": reason.strip()}
    return Made(made, Verdict("17-1", Level.NOTE, "leave.refused", values))


def withdraw(store: Store, leave: int, reason: str) -> Made:
    """Take a leave back, as a new fact with its reason; not once somebody stands in. Raises Refused."""
    with store.write():
        return record_withdrawal(store, leave, reason)


def record_withdrawal(store: Store, leave: int, reason: str) -> Made:
    """`withdraw` inside a `write()` that has more to record."""
    if not reason.strip():
        raise refuse("leave.withdraw_reason")
    old = get(store, leave)
    meetings.get_open(store, old.meeting)
    if old.substitute is not None:
        raise refuse("leave.has_substitute", "17-3", name=old.name, substitute=old.substitute_name)
    if old.state not in {"requested", "approved"}:
        raise refuse("leave.decided", name=old.name)
    journal.record(store, "leave_withdrawn", {"v": 1, "id": leave, "reason": reason.strip()})
    made = get(store, leave)
    return Made(made, Verdict(None, Level.NOTE, "leave.withdrawn", {"name": made.name}))


# ------------------------------------------------------------------ who comes instead, and the slip


def substitute(
    store: Store,
    leave: int,
    name: str,
    *,
    unit: str = "",
    post: str = "",
    phone: str = "",
    named_at: datetime | None = None,
) -> Made:
    """Name who comes instead (17-3): a person of the roster with a code of their own; the first one's is withdrawn.

    The unit is the first person's where none is given. Raises Refused.
    """
    who = {"name": name, "unit": unit, "post": post, "phone": phone}
    keys = names.name_keys(name)  # pinyin is worked out before the writer's place is taken
    with store.write():
        return record_substitute(store, leave, who, keys, named_at)


def record_substitute(
    store: Store,
    leave: int,
    who: Mapping[str, str],
    keys: str,
    named_at: datetime | None = None,
    spot_approver: str = "",
    said: Sequence[Verdict] = (),
) -> Made:
    """`substitute` inside a `write()` that has more to record; `keys` are the name's, of names.name_keys.

    `spot_approver` let them in at the door (store/stand_in.py), and `said` is what was judged of that.
    """
    name, unit = who["name"].strip(), who["unit"].strip()
    if not name:
        raise refuse("person.no_name")
    now = store.clock.now()
    named_at = named_at or now
    old = get(store, leave)
    meeting = meetings.get_open(store, old.meeting)
    if old.substitute is not None:
        raise refuse("leave.substitute_taken", name=old.name, substitute=old.substitute_name)
    approved_at = from_iso(old.approved_at) if old.approved_at else None
    notes = held(law.judge_substitute(meeting.level, old.state, approved_at, named_at, now))
    first = people.get(store, old.attendee)
    _not_here(first)
    unit = unit or first.unit
    if store.value(
        "select 1 from attendee where meeting = ? and plain = ? and unit = ? and substitute_for is not id",
        meeting.id,
        names.plain(name),
        unit,
    ):
        raise refuse("leave.substitute_on_roster", name=name, unit=unit)
    last = store.value("select max(position) from attendee where meeting = ?", meeting.id)
    identity = people.next_id(store)
    person = {
        "id": identity, "meeting": meeting.id, "venue": first.venue_id, "position": last + 1,
        "name": name, "plain": names.plain(name), "keys": keys, "pinyin": "", "unit": unit,
        "post": who["post"].strip(), "phone": who["phone"].strip(), "serial": "", "code": personal_codes.draw_one(),
        "substitute_for": first.id,
    }  # fmt: skip
    body = {
        "v": 1, "id": leave, "meeting": meeting.id, "attendee": first.id, "old": first.code,
        "code": personal_codes.draw_one(), "person": person, "spot_approver": spot_approver,
        "verdicts": bodies([*notes, *said]),
    }  # fmt: skip
    journal.record(store, "substitute_named", body, at=named_at)
    seats.pass_on(store, first.id, identity)
    made = get(store, leave)
    values = {"name": made.name, "substitute": made.substitute_name}
    return Made(made, Verdict("17-3", Level.OK, "leave.substituted", values), tuple(notes))


def deliver(store: Store, leave: int, place: str, at: datetime | None = None) -> Made:
    """Record that the slip was handed in at one of its places (17-4, 18-2); also after closing. Raises Refused."""
    now = store.clock.now()
    at = at or now
    with store.write():
        old = get(store, leave)
        if old.state != "approved":
            raise refuse("leave.not_approved_yet")
        held(law.judge_delivery(old.level, place, at, now))
        if place in old.deliveries:
            raise refuse("leave.delivered_before", at=old.deliveries[place])
        journal.record(store, "leave_slip_delivered", {"v": 1, "id": leave, "place": place}, at=at)
        made = get(store, leave)
    rule = "17-4" if old.level == "county" else "18-2"
    values = {"name": made.name, "at": iso(at)}
    return Made(made, Verdict(rule, Level.OK, f"leave.delivered_{place}", values))


# ------------------------------------------------------------------ what they share


def _undecided(store: Store, leave: int) -> tuple[Leave, Meeting]:
    old = get(store, leave)
    meeting = meetings.get_open(store, old.meeting)
    if old.state != "requested":
        raise refuse("leave.decided", name=old.name)
    return old, meeting


def _not_here(person: people.Attendee) -> None:
    if person.status is not None:
        raise refuse("leave.already_here", name=person.name, at=person.arrived_at)


# ------------------------------------------------------------------ what people read


_SELECT = f"""select l.*, m.level, a.name, a.unit, a.post, r.status, b.name as substitute_name,
    b.unit as substitute_unit, b.post as substitute_post
    from leave l join meeting m on m.id = l.meeting join attendee a on a.id = l.attendee
    left join {ARRIVED} left join attendee b on b.id = l.substitute"""


def get(store: Store, leave: int) -> Leave:
    """One leave. Raises Refused."""
    row = store.row(f"{_SELECT} where l.id = ?", leave)
    if row is None:
        raise refuse("leave.unknown", leave=leave)
    return _leaves(store, [row])[0]


def standing(store: Store, attendee: int) -> Leave | None:
    """The leave of a person that waits or was approved."""
    row = store.row(f"{_SELECT} where l.attendee = ? and l.state in ('requested', 'approved')", attendee)
    return _leaves(store, [row])[0] if row else None


def listed(store: Store, meeting: int, limit: int = 500, offset: int = 0) -> list[Leave]:
    """The leaves of a meeting in the order in which they were asked for; limit -1 is all."""
    rows = store.rows(f"{_SELECT} where l.meeting = ? order by l.id limit ? offset ?", meeting, limit, offset)
    return _leaves(store, rows)


def count(store: Store, meeting: int) -> int:
    return int(store.value("select count(*) from leave where meeting = ?", meeting))


def owed(store: Store, meeting: int) -> list[Leave]:
    """The approved leaves whose papers are not yet where they belong (17-4, 18-2); they block the closing."""
    rows = store.rows(f"{_SELECT} where l.meeting = ? and l.state = 'approved' order by l.id", meeting)
    return [one for one in _leaves(store, rows) if one.open]


def unsettled(store: Store, since: datetime, limit: int = 100) -> list[tuple[Leave, str, datetime]]:
    """The leaves that wait for an answer or whose slip is not delivered, with title and start of their meeting.

    Of meetings that start after a moment and are not closed.
    """
    # the few meetings first: all leaves of ten years are not gone through
    select = _SELECT.replace("m.level,", "m.level, m.title, m.start,").replace(
        "from leave l join meeting m on m.id = l.meeting",
        "from meeting m cross join leave l on l.meeting = m.id",
    )
    rows = store.rows(
        f"{select} where m.start >= ? "
        "and (l.state = 'requested' or l.state = 'approved' and m.level <> 'bureau') "
        "and not exists (select 1 from closing c where c.meeting = m.id) order by m.start, l.id limit ?",
        iso(since),
        limit,
    )
    found = zip(_leaves(store, rows), rows, strict=True)
    return [
        (one, row["title"], from_iso(row["start"]))
        for one, row in found
        if one.state == "requested" or one.open
    ]


def _leaves(store: Store, rows: Sequence[Row]) -> list[Leave]:
    if not rows:
        return []
    delivered: dict[int, dict[str, str]] = {}
    for row in store.rows(
        "select leave, place, at from leave_delivery where leave in (select value from json_each(?))",
        json.dumps([row["id"] for row in rows]),
    ):
        delivered.setdefault(row["leave"], {})[row["place"]] = row["at"]
    return [
        Leave(
            row["id"], row["meeting"], row["level"], row["attendee"], row["name"], row["unit"], row["post"],
            row["kind"], row["reason"], row["chair_consent"], row["state"], bool(row["after_start"]),
            row["asked_at"], row["recorded_at"], row["approver"] or "", row["approved_at"],
            row["approval_recorded_at"], row["refusal"] or "", row["substitute"], row["substitute_name"] or "",
            row["substitute_unit"] or "", row["substitute_post"] or "", row["substitute_at"],
            row["spot_approver"] or "", row["status"] is not None, delivered.get(row["id"], {}),
        )
        for row in rows
    ]  # fmt: skip
