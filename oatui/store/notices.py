"""Notices of a meeting by unit: sent, acknowledged, in whose name, and until when a reply is due (art. 18)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso
from oatui.rules import notice as law
from oatui.rules.notice import Reminder
from oatui.rules.verdict import Level, Verdict, bodies, held, refuse
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import arrivals, journal, meetings, settings
from oatui.store.database import Row, Store
from oatui.store.meetings import Meeting

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Recipient:
    """One unit that is told of a meeting; times are ISO, `channels` in the order of their first use."""

    unit: str
    contact: str
    phone: str
    people: int
    channels: tuple[str, ...]
    sent_at: str | None
    in_name_of: str
    consent_by: str
    consent_at: str | None
    acknowledged_at: str | None
    acknowledged_by: str
    replied_at: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when replies are due; `own`: set for this meeting, else counted by the calendar."""

    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """To how many units, the answer, and what else the rules say."""

    units: tuple[str, ...]
    verdict: Verdict
    notes: tuple[Verdict, ...] = ()


# ------------------------------------------------------------------ who is told


def set_contact(store: Store, meeting: int, unit: str, contact: str = "", phone: str = "") -> Recipient:
    """Enter a unit among the recipients, or correct whom to call there. Raises Refused."""
    unit = _unit(unit)
    with store.write():
        meetings.get_open(store, meeting)
        body = {
            "v": 1, "meeting": meeting, "unit": unit, "contact": contact.strip(), "phone": phone.strip(),
        }  # fmt: skip
        journal.record(store, "notice_recipient_set", body)
    return recipient(store, meeting, unit)


@journal.applies("notice_recipient_set")
def _recipient_set(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into notice_recipient values (?, ?, ?, ?, ?) on conflict(meeting, unit) "
        "do update set contact = excluded.contact, phone = excluded.phone",
        (body["meeting"], body["unit"], event.seq, body["contact"], body["phone"]),
    )


# ------------------------------------------------------------------ sending and 签收


def send(
    store: Store,
    meeting: int,
    units: Sequence[str],
    channel: str = "oa",
    *,
    at: datetime | None = None,
    in_name_of: str = "",
    consent_by: str = "",
    consent_at: datetime | None = None,
) -> Sent:
    """Record that the notice went out to units by a channel; a further one may follow. Raises Refused (18-1)."""
    now = store.clock.now()
    at = at or now
    units = list(dict.fromkeys(map(_unit, units)))
    if not units:
        raise refuse("notice.nobody")
    with store.write():
        called = meetings.get_open(store, meeting)
        held(law.judge_name(in_name_of, consent_by, consent_at, at, now))
        held(law.judge_sent(at, now))
        before = {one.unit: one.channels for one in recipients(store, meeting, limit=-1)}
        notes: dict[tuple[str, str], Verdict] = {}
        for unit in units:
            for verdict in held(law.judge_channel({*before.get(unit, ()), channel}, called.urgent)):
                notes[verdict.key, verdict.rule or ""] = verdict
        body = {
            "v": 1, "meeting": meeting, "units": units, "channel": channel, "in_name_of": in_name_of,
            "consent_by": consent_by.strip() if in_name_of else "",
            "consent_at": iso(consent_at) if in_name_of and consent_at else None,
            "verdicts": bodies(notes.values()),
        }  # fmt: skip
        journal.record(store, "notice_sent", body, at=at)
    values = {"n": len(units), "at": iso(at), "units": units[:3]}
    key = "notice.sent_many" if len(units) > 3 else "notice.sent"
    rule = "18-1" if in_name_of else "18-4"
    return Sent(tuple(units), Verdict(rule, Level.OK, key, values), tuple(notes.values()))


@journal.applies("notice_sent")
def _notice_sent(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.executemany(
        "insert into notice values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                event.origin, event.seq, place, body["meeting"], unit, body["channel"], event.at,
                event.actor, body["in_name_of"], body["consent_by"], body["consent_at"],
            )
            for place, unit in enumerate(body["units"])
        ),
    )  # fmt: skip


def acknowledge(store: Store, meeting: int, unit: str, by: str, at: datetime | None = None) -> Recipient:
    """Record the 签收 of a unit: by whom, and when it was. Raises Refused."""
    with store.write():
        one = recipient(store, meeting, unit)
        _acknowledged(store, meeting, [(one, by)], at)
    return recipient(store, meeting, one.unit)


def acknowledge_many(
    store: Store, meeting: int, units: Sequence[str], at: datetime | None = None
) -> list[Recipient]:
    """Record the 签收 of several units at once, each by its contact. Raises Refused: then none is recorded."""
    with store.write():
        chosen = [recipient(store, meeting, unit) for unit in dict.fromkeys(units)]
        for one in chosen:
            if not one.contact:
                raise refuse("notice.no_contact", unit=one.unit)
        _acknowledged(store, meeting, [(one, one.contact) for one in chosen], at)
    return [recipient(store, meeting, one.unit) for one in chosen]


def _acknowledged(
    store: Store, meeting: int, signed: Sequence[tuple[Recipient, str]], at: datetime | None
) -> None:
    now = store.clock.now()
    at = at or now
    meetings.get_open(store, meeting)
    if not signed:
        raise refuse("notice.nobody")
    for one, by in signed:
        held(law.judge_acknowledged(by, at, from_iso(one.sent_at) if one.sent_at else None, now))
        if one.acknowledged_at:
            raise refuse(
                "notice.acknowledged_before", unit=one.unit, by=one.acknowledged_by, at=one.acknowledged_at
            )
    units = [{"unit": one.unit, "by": by.strip()} for one, by in signed]
    # one unit is written as it always was
    body = {"v": 1, "meeting": meeting, **(units[0] if len(units) == 1 else {"units": units})}
    journal.record(store, "notice_acknowledged", body, at=at)


@journal.applies("notice_acknowledged")
def _notice_acknowledged(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.executemany(
        "insert into notice_receipt values (?, ?, ?, ?, ?, ?)",
        (
            (body["meeting"], one["unit"], one["by"], event.at, event.recorded_at, event.actor)
            for one in body.get("units", [body])
        ),
    )


# ------------------------------------------------------------------ until when


def set_deadline(store: Store, meeting: int, at: datetime) -> Deadline:
    """By when replies are due. Raises Refused where that is after the start."""
    with store.write():
        record_deadline(store, meeting, at, meetings.get_open(store, meeting).start)
    return Deadline(from_iso(iso(at)), own=True)


def record_deadline(store: Store, meeting: int, at: datetime, start: datetime) -> None:
    """Keep a deadline where it differs; inside `write()`. Raises Refused where it is after the start."""
    held(law.judge_deadline(at, start))
    if store.value("select until from reply_deadline where meeting = ?", meeting) != iso(at):
        journal.record(store, "reply_deadline_set", {"v": 1, "meeting": meeting, "until": iso(at)})


@journal.applies("reply_deadline_set")
def _reply_deadline_set(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into reply_deadline values (?, ?, ?, ?) on conflict(meeting) "
        "do update set until = excluded.until, actor = excluded.actor, at = excluded.at",
        (event.body["meeting"], event.body["until"], event.actor, event.at),
    )


def own_deadline(store: Store, meeting: int) -> datetime | None:
    """As set for the meeting; None where it follows the calendar."""
    until = store.value("select until from reply_deadline where meeting = ?", meeting)
    return from_iso(until) if until else None


def deadline(store: Store, meeting: Meeting, calendar: Calendar) -> Deadline:
    """As set for the meeting, else at the office's hour of the working day before it. Raises CalendarMissing."""
    if until := own_deadline(store, meeting.id):
        return Deadline(until, own=True)
    return Deadline(law.default_deadline(calendar, meeting.start, _hour(store)), own=False)


def deadlines(store: Store, found: Sequence[Meeting], calendar: Calendar) -> list[Deadline | None]:
    """The same of many; None where the year's calendar is not loaded."""
    known = json.dumps([one.id for one in found])
    rows = store.rows("select * from reply_deadline where meeting in (select value from json_each(?))", known)
    own, hour = {row["meeting"]: row["until"] for row in rows}, _hour(store)

    def of(one: Meeting) -> Deadline | None:
        if until := own.get(one.id):
            return Deadline(from_iso(until), own=True)
        try:
            return Deadline(law.default_deadline(calendar, one.start, hour), own=False)
        except CalendarMissing:
            return None

    return [of(one) for one in found]


def _hour(store: Store) -> time:
    return time.fromisoformat(settings.get(store, "meetings.reply_due"))


def fixing(store: Store, meeting: Meeting, calendar: Calendar) -> datetime | None:
    """When the reported list is fixed (17-8): its deadline; None where that is not known, or was past when the meeting was called."""
    try:
        due = deadline(store, meeting, calendar)
    except CalendarMissing:
        return None
    called = from_iso(store.value("select added_at from meeting where id = ?", meeting.id))
    return due.at if due.own or called <= due.at else None


# ------------------------------------------------------------------ what they share


def _unit(unit: str) -> str:
    found = " ".join(unit.split())
    if not found:
        raise refuse("notice.no_unit")
    return found


# ------------------------------------------------------------------ what people read

# the units of the roster in its order, then those entered or told by name alone; a substitute brings no new unit
_UNITS = """with told as (
    select unit, min(position) as place, count(*) as people from attendee
    where meeting = ?1 and unit <> '' and substitute_for is null group by unit
    union all select unit, 1e9 + place, 0 from notice_recipient where meeting = ?1
    union all select unit, 2e9 + seq, 0 from notice where meeting = ?1)
    select unit, min(place) as place, sum(people) as people from told
    where ?2 is null or unit = ?2 group by unit order by 2, 1 limit ?3 offset ?4"""


def recipients(store: Store, meeting: int, limit: int = 500, offset: int = 0) -> list[Recipient]:
    """The units of a meeting in the order of the roster; limit -1 is all."""
    return _recipients(store, meeting, store.rows(_UNITS, meeting, None, limit, offset))


def recipient(store: Store, meeting: int, unit: str) -> Recipient:
    """One unit among them. Raises Refused."""
    found = _recipients(store, meeting, store.rows(_UNITS, meeting, _unit(unit), 1, 0))
    if not found:
        raise refuse("notice.unit_unknown", unit=unit.strip())
    return found[0]


def _recipients(store: Store, meeting: int, rows: Sequence[Row]) -> list[Recipient]:
    sent: dict[str, list[Row]] = {}
    for row in store.rows("select * from notice where meeting = ? order by at, seq, place", meeting):
        sent.setdefault(row["unit"], []).append(row)
    entered = _by_unit(store, "notice_recipient", meeting)
    receipts = _by_unit(store, "notice_receipt", meeting)
    replied = _by_unit(store, "reply_unit", meeting)
    # the first of each unit who has a phone, else its first; the engine gives the row of the minimum
    persons = store.rows(
        "select unit, name, phone, min((phone = '') * 1e9 + position) from attendee "
        "where meeting = ? and substitute_for is null group by unit",
        meeting,
    )
    first = {row["unit"]: row for row in persons}
    found = []
    for row in rows:
        unit = row["unit"]
        own, person, notices = entered.get(unit), first.get(unit), sent.get(unit, [])
        named = next((one for one in reversed(notices) if one["in_name_of"]), None)
        receipt, reply = receipts.get(unit), replied.get(unit)
        found.append(
            Recipient(
                unit,
                own["contact"] if own else person["name"] if person else "",
                own["phone"] if own else person["phone"] if person else "",
                row["people"],
                tuple(dict.fromkeys(one["channel"] for one in notices)),
                notices[0]["at"] if notices else None,
                named["in_name_of"] if named else "",
                named["consent_by"] if named else "",
                named["consent_at"] if named else None,
                receipt["at"] if receipt else None,
                receipt["by_name"] if receipt else "",
                reply["at"] if reply else None,
            )
        )
    return found


def _by_unit(store: Store, table: str, meeting: int) -> dict[str, Row]:
    return {row["unit"]: row for row in store.rows(f"select * from {table} where meeting = ?", meeting)}


def reminders(store: Store, meeting: int, kind: str, until: datetime | None = None) -> list[Reminder]:
    """A sentence for every unit that has not acknowledged, not replied, or whose people are not here yet.

    `until` is the reply deadline, where it is known.
    """
    called, now = meetings.get(store, meeting), store.clock.now()
    known = {one.unit: one for one in recipients(store, meeting, limit=-1)}
    names: dict[str, list[str]] = {}
    if kind == "not_arrived":
        names = {unit: who for unit, who in arrivals.missing_by_unit(store, meeting) if who}
        chosen = [unit for unit in names if unit]
    elif kind == "unreplied":
        chosen = [one.unit for one in known.values() if one.sent_at and not one.replied_at]
    else:
        chosen = [one.unit for one in known.values() if one.sent_at and not one.acknowledged_at]
    found = []
    for unit in chosen:
        one = known.get(unit)
        found.append(
            law.remind(
                kind, unit, one.contact if one else "", one.phone if one else "", title=called.title,
                start=called.start, now=now, sent_at=from_iso(one.sent_at) if one and one.sent_at else None,
                deadline=until, names=names.get(unit, ()),
            )
        )  # fmt: skip
    return found


def as_dict(one: Recipient) -> dict[str, Any]:
    """A recipient as the command line prints it."""
    return {
        "unit": one.unit,
        "contact": one.contact,
        "phone": one.phone,
        "people": one.people,
        "channels": list(one.channels),
        "sent_at": one.sent_at,
        "in_name_of": one.in_name_of or None,
        "consent": {"by": one.consent_by, "at": one.consent_at} if one.in_name_of else None,
        "acknowledged_at": one.acknowledged_at,
        "acknowledged_by": one.acknowledged_by or None,
        "replied_at": one.replied_at,
    }
