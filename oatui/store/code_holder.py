"""Whose code was scanned, or why it is nobody's here; and a person with all that a sign-in of theirs is judged by."""

from __future__ import annotations

from typing import NamedTuple

from oatui.clock import from_iso
from oatui.rules import personal_code, signin
from oatui.rules.verdict import Verdict
from oatui.store import meetings
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Store


class Person(NamedTuple):
    """A person of a roster with all that a scan of theirs is judged by; times are ISO."""

    id: int
    meeting: int
    venue: int
    name: str
    unit: str
    post: str
    seat: str | None
    venue_name: str
    title: str
    start: str
    opens_minutes: int
    closes_minutes: int
    confirm: int
    closed_at: str | None
    substitute_name: str | None
    status: str | None
    arrived_at: str
    fact_origin: str
    fact_seq: int


_PERSON = f"""select a.id, a.meeting, a.venue, a.name, a.unit, a.post, a.seat, v.name as venue_name,
    m.title, m.start, m.opens_minutes, m.closes_minutes, m.confirm, c.at as closed_at, b.name as substitute_name,
    r.status, r.at as arrived_at, r.origin as fact_origin, r.seq as fact_seq
    from attendee a join venue v on v.id = a.venue join meeting m on m.id = a.meeting
    left join closing c on c.meeting = a.meeting left join attendee b on b.substitute_for = a.id
    left join {ARRIVED} where """
# whole texts: the driver finds a prepared statement by its text
BY_CODE, BY_ID = f"{_PERSON} a.code = ?", f"{_PERSON} a.id = ?"


def person_of(store: Store, sql: str, which: int | str) -> Person | None:
    """The person of a roster, BY_CODE as it stands on a card or BY_ID; None where there is none."""
    found = store.conn.execute(sql, (which,)).fetchone()
    return Person._make(found) if found else None


def holder(store: Store, meeting: int, scan: str) -> Person | Verdict:
    """Whose code was scanned, or why it is nobody's here. Raises Refused."""
    if len(scan) == personal_code.LENGTH and scan.isascii():
        person = person_of(store, BY_CODE, scan)
        if person is not None and person.meeting == meeting:
            return person  # a code that somebody holds is sound
    read = personal_code.read(scan)
    person = person_of(store, BY_CODE, read.code) if read.kind == "code" else None
    if person is None or person.meeting != meeting:
        meetings.get(store, meeting)
        return signin.foreign_code(person.title) if person else _unread(store, read)
    return person


def _unread(store: Store, read: personal_code.Scan) -> Verdict:
    if read.kind == "damaged":
        return signin.damaged_code()
    if read.kind == "other":
        return signin.not_a_code()
    old = store.row(
        "select r.at, a.id, a.name, b.name as substitute from revoked_code r "
        "join attendee a on a.id = r.attendee left join attendee b on b.substitute_for = a.id where r.code = ?",
        read.code,
    )
    if old is None:
        off = store.row("select *, (meeting, name, unit) in (select meeting, name, unit from attendee) as again "
            "from off_roster where code = ?", read.code)  # fmt: skip
        said = signin.revoked_code if off and off["again"] else signin.off_roster
        return said(off["name"], from_iso(off["at"])) if off else signin.unknown_code()
    if old["substitute"]:
        return replaced(store, old["id"], old["name"], old["substitute"])
    return signin.revoked_code(old["name"], from_iso(old["at"]))


def replaced(store: Store, attendee: int, name: str, substitute: str) -> Verdict:
    """Somebody else comes for them; or they came for somebody, and do not any more."""
    back = store.row(
        "select s.at, a.name from substitute_back s join attendee a on a.id = s.attendee where s.substitute = ?",
        attendee,
    )
    if back:
        return signin.taken_back(name, back["name"], from_iso(back["at"]))
    at = store.value(
        "select substitute_at from leave where attendee = ? and substitute is not null", attendee
    )
    return signin.replaced(name, substitute, from_iso(at))
