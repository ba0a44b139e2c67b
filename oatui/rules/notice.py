"""Art. 18: notices of a meeting. OA first, a county office's name only with its consent, the reply by its hour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from oatui.clock import ZONE, iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar, latest_before

CHANNELS = {"oa": N_("OA"), "phone": N_("电话")}
# in whose name a notice goes out; "" is our own
NAMES = {
    "": N_("本单位"),
    "committee_office": N_("县委办公室"),
    "government_office": N_("县政府办公室"),
}


def default_deadline(calendar: Calendar, start: datetime, hour: time) -> datetime:
    """The office's hour (本局约定) of the working day before the meeting. Raises CalendarMissing."""
    day = latest_before(calendar, to_second(start).date(), 1).day
    return datetime.combine(day, hour, ZONE)


def judge_deadline(at: datetime, start: datetime) -> list[Verdict]:
    """A reply is due before the meeting begins."""
    if to_second(at) < to_second(start):
        return []
    values = {"at": iso(at), "start": iso(start)}
    return [Verdict(None, Level.REFUSED, "notice.deadline_after_start", values)]


def judge_name(
    in_name_of: str, consent_by: str, consent_at: datetime | None, sent_at: datetime, now: datetime
) -> list[Verdict]:
    """18-1: in the name of a county office only after that office agreed: who, and when."""
    if in_name_of not in NAMES:
        return [Verdict(None, Level.REFUSED, "notice.name_unknown", {"written": in_name_of})]
    if not in_name_of:
        return []
    if not consent_by.strip() or consent_at is None:
        return [Verdict("18-1", Level.REFUSED, f"notice.consent_{in_name_of}")]
    if future := _not_yet(consent_at, now):
        return [future]
    if to_second(consent_at) > to_second(sent_at):
        values = {"consent_at": iso(consent_at), "sent_at": iso(sent_at)}
        return [Verdict("18-1", Level.REFUSED, "notice.consent_late", values)]
    return []


def judge_channel(channels: Collection[str], urgent: bool) -> list[Verdict]:
    """18-4: OA is the way; phone alone is for urgent meetings, phone beside OA is always in order."""
    if unknown := sorted(set(channels) - set(CHANNELS)):
        return [Verdict(None, Level.REFUSED, "notice.channel_unknown", {"written": unknown[0]})]
    if "phone" in channels and "oa" not in channels and not urgent:
        return [Verdict("18-4", Level.NOTE, "notice.phone_alone")]
    return []


def judge_sent(at: datetime, now: datetime) -> list[Verdict]:
    """A notice is entered once it has gone out."""
    future = _not_yet(at, now)
    return [future] if future else []


def judge_acknowledged(by: str, at: datetime, sent_at: datetime | None, now: datetime) -> list[Verdict]:
    """签收 has a name, and lies between the sending and now."""
    if sent_at is None:
        return [Verdict(None, Level.REFUSED, "notice.not_sent")]
    if not by.strip():
        return [Verdict(None, Level.REFUSED, "notice.by_whom")]
    if future := _not_yet(at, now):
        return [future]
    if to_second(at) < to_second(sent_at):
        values = {"at": iso(at), "sent_at": iso(sent_at)}
        return [Verdict(None, Level.REFUSED, "notice.before_sent", values)]
    return []


def _not_yet(at: datetime, now: datetime) -> Verdict | None:
    if to_second(at) <= to_second(now):
        return None
    return Verdict(None, Level.REFUSED, "notice.future", {"at": iso(at)})


# ------------------------------------------------------------------ 催办

REMINDERS = {
    "unacknowledged": N_("未签收"),
    "unreplied": N_("未回执"),
    "not_arrived": N_("未到会"),
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit is told; `phone` is for whoever tells it, and no part of the words."""

    kind: str
    unit: str
    contact: str
    phone: str
    words: Verdict


def remind(
    kind: str,
    unit: str,
    contact: str,
    phone: str,
    *,
    title: str,
    start: datetime,
    now: datetime,
    sent_at: datetime | None = None,
    deadline: datetime | None = None,
    names: Sequence[str] = (),
) -> Reminder:
    """The sentence for a unit, `kind` of REMINDERS."""
    values = {"unit": unit, "contact": contact, "title": title, "start": iso(start)}
    key = f"remind.{kind}"
    if kind == "unacknowledged":
        values["sent_at"] = iso(sent_at or now)
    elif kind == "unreplied":
        if deadline is None:
            key += "_open"
        else:
            values["deadline"] = iso(deadline)
            key += "_late" if to_second(now) > deadline else ""
    elif to_second(now) > to_second(start):
        key += "_late"
    found: dict[str, object] = {**values, "names": list(names)}
    return Reminder(kind, unit, contact, phone, Verdict(None, Level.NOTE, key, found))
