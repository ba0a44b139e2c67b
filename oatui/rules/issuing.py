"""Arts 6, 8, 12: after the number a paper is printed, sealed, filed and sent, each with who and when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.recipients import is_county
from oatui.rules.verdict import IN_FORCE, Level, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing, working_days_between

# article 12: what is kept of a paper (12-5)
ARCHIVE = {"draft": N_("草拟稿"), "instructions": N_("领导批示"), "sealed_copy": N_("盖印后的文件")}
WAYS = {"oa": N_("OA"), "paper": N_("书面"), "courier": N_("专人")}
# what an electronic delivery to the county carries (6-10)
PARTS = {"word": N_("电子版"), "scan": N_("签字扫描版")}
# as the seals are named in the register, which is Chinese in every language of the screen (practice)
BUREAU_SEAL, PARTY_SEAL, OFFICE_SEAL = SEALS = (N_("局章"), N_("党组章"), N_("办公室章"))
NO_SEAL_KINDS = frozenset({"纪要"})  # 条例 art. 9: 纪要 may go without one
REPORTED_KINDS = frozenset({"请示", "报告"})
DELIVERY_DAYS = 2  # working days (8-11)

STAGES = {
    "numbered": N_("待印制"),
    "printed": N_("待盖印"),
    "sealed": N_("待分送"),
    "sent": N_("待归档"),
    "filed": N_("待分送"),
    "done": N_("待办结"),
    "closed": N_("已办结"),
}
# what a paper is said to wait for, by the next act
WAITS = {
    "print": N_("待印制"),
    "seal": N_("待盖印"),
    "file": N_("待留底"),
    "send": N_("待分送"),
    "close": N_("待办结"),
}


class Acting(NamedTuple):
    """Who stands in for the office head from one day to another, and why (12-4)."""

    name: str
    start: date
    end: date
    reason: str


def read_acting(text: str) -> Acting | None:
    """Who stands in, as the setting says it: 王某 2026-11-23 2026-11-27 外出学习; None for nothing. Raises Refused."""
    words = text.split()
    if not words:
        return None
    try:
        # the name ends where the dates begin: it may have a space in it
        first = next(place for place, word in enumerate(words) if word[0].isdigit())
        start, end = _day(words[first]), _day(words[first + 1])
    except (IndexError, ValueError, StopIteration) as error:
        raise refuse("issuing.acting_form", "12-4", written=text.strip()[:40]) from error
    name, reason = " ".join(words[:first]), " ".join(words[first + 2 :])
    if not (name and reason) or end < start:
        raise refuse("issuing.acting_form", "12-4", written=text.strip()[:40])
    return Acting(name, start, end, reason)


def _day(text: str) -> date:
    """2026-11-23 or 20261123. Raises ValueError."""
    return date.fromisoformat(text.replace(".", "-").replace("/", "-"))


def seal_of(series_kind: str) -> str:
    """The seal that a series is sealed with: 党组章 for the party's, else 局章."""
    return PARTY_SEAL if series_kind == "party" else BUREAU_SEAL


def needs_seal(kind: str) -> bool:
    return kind not in NO_SEAL_KINDS


# ------------------------------------------------------------------ printing (12-3)


_SEVERAL = re.compile(r"各|所属|下属|有关|等|(?i:\b(?:all|each|every|relevant|subordinate)\b)")


def usual_copies(to: Sequence[str], cc: Sequence[str], joint: Sequence[str] = ()) -> int | None:
    """One for each unit, those that issue it with us as well, and one to keep (12-5).

    None where nobody is named, or a name stands for several.
    """
    units = {*to, *cc}
    if not units or any(map(_SEVERAL.search, units)):
        return None
    return len(units | {*joint}) + 1


def judge_print(
    kind: str,
    numbered: bool,
    signed: date,
    copies: int | None,
    cc: Sequence[str],
    print_date: date | None,
    today: date,
) -> list[Verdict]:
    """Number, 抄送, 份数 and 印发日期 before a paper is printed; 印发日期 is no earlier than 成文日期."""
    found = []
    if not numbered:
        found.append(_no("12-3", "no_number"))
    if copies is None or copies < 1:
        found.append(_no("12-3", "copies"))
    if print_date is None:
        found.append(_no("12-3", "no_print_date"))
    elif print_date < signed:
        found.append(
            _no("12-3", "print_date_early", printed=print_date.isoformat(), signed=signed.isoformat())
        )
    elif print_date > today:
        values = {"printed": print_date.isoformat()}
        found.append(Verdict("12-3", Level.WARNING, "issuing.print_date_ahead", values))
    below = [unit for unit in cc if re.search("镇|街道|各科室|下属", unit)]
    if kind == "请示" and below:
        found.append(Verdict("12-6", Level.WARNING, "issuing.request_copied_down", {"units": below}))
    return found


# ------------------------------------------------------------------ the seal (12-4)


def judge_seal(by: str, heads: Collection[str], acting: Acting | None, on: date) -> list[Verdict]:
    """Only the office head seals, or who stands in on that day; `heads` empty: the office has named none yet."""
    from oatui.rules.names import plain

    if not by.strip():
        return [_no("12-4", "sealer_needed")]
    who = plain(by)
    if not heads or who in {plain(name) for name in heads}:
        return []
    if acting and who == plain(acting.name):
        values = {
            "name": by.strip(), "start": acting.start.isoformat(), "end": acting.end.isoformat(),
            "reason": acting.reason,
        }  # fmt: skip
        if acting.start <= on <= acting.end:
            return [Verdict("12-4", Level.NOTE, "issuing.acting", values)]
        return [Verdict("12-4", Level.REFUSED, "issuing.acting_over", values)]
    return [_no("12-4", "not_office_head", name=by.strip(), heads=list(heads))]


# ------------------------------------------------------------------ the archive (12-5)


def judge_items(items: Collection[str], sealed: bool, person: str) -> list[Verdict]:
    """The items ticked are of the three; the sealed paper is there only once it is sealed."""
    for item in items:
        if item not in ARCHIVE:
            return [_no("12-5", "item_unknown", item=item, known=list(ARCHIVE))]
    if not items:
        return [_no("12-5", "no_item")]
    if not person.strip():
        return [_no("12-5", "filer_needed")]
    if "sealed_copy" in items and not sealed:
        return [_no("12-5", "not_sealed_yet")]
    return []


def judge_closing(filed: Collection[str], sent: bool, by: str) -> list[Verdict]:
    """A paper is closed when all three items are kept and it was sent."""
    missing = [words for item, words in ARCHIVE.items() if item not in filed]
    if missing:
        return [_no("12-5", "not_filed", items=missing)]
    if not sent:
        return [_no("12-5", "not_sent")]
    return [] if by.strip() else [_no("12-5", "closer_needed")]


# ------------------------------------------------------------------ sending (6-1, 6-10, 8-11 to 8-13)


class Delivery(NamedTuple):
    """One delivery as it is to be recorded; `arrived_at` is when it was there, else `sent_at` counts."""

    recipients: Sequence[str]
    way: str
    by: str
    sent_at: datetime
    carrier: str = ""
    arrived_at: datetime | None = None
    parts: Collection[str] = ()

    @property
    def delivered(self) -> datetime:
        return self.arrived_at or self.sent_at


def judge_delivery(
    kind: str,
    signed: date,
    sealed_at: datetime | None,
    urgency: str,
    delivery: Delivery,
    now: datetime,
    calendar: Calendar,
    explanation: str,
    special: str = "",
) -> list[Verdict]:
    """What the articles say of a delivery; `explanation` is the written one of 8-12, `special` frees of 6-10's form."""
    county = any(map(is_county, delivery.recipients))
    if plain := _plain_faults(delivery, now):
        return plain
    if needs_seal(kind):
        rule = "6-1" if county else "12-4"
        if sealed_at is None:
            return [_no(rule, "not_sealed")]
        if to_second(delivery.sent_at) < to_second(sealed_at):
            return [_no(rule, "sent_before_seal", at=iso(delivery.sent_at), sealed=iso(sealed_at))]
    found = judge_interval(kind, county, signed, delivery.delivered.date(), calendar, explanation)
    if county and delivery.way == "oa" and not special:
        missing = [words for part, words in PARTS.items() if part not in delivery.parts]
        if missing:
            found.append(Verdict("6-10", Level.WARNING, "issuing.parts_missing", {"parts": missing}))
    if urgency and not (delivery.way == "courier" and delivery.carrier.strip() and delivery.arrived_at):
        found.append(Verdict("8-13", Level.NOTE, "issuing.urgent_by_hand", {"urgency": urgency}))
    return found


def _plain_faults(delivery: Delivery, now: datetime) -> list[Verdict]:
    if not any(name.strip() for name in delivery.recipients):
        return [_no(None, "no_recipient")]
    if delivery.way not in WAYS:
        return [_no(None, "way_unknown", way=delivery.way, known=list(WAYS))]
    if unknown := [part for part in delivery.parts if part not in PARTS]:
        return [_no("6-10", "part_unknown", part=unknown[0], known=list(PARTS))]
    if not delivery.by.strip():
        return [_no(None, "sender_needed")]
    if delivery.way == "courier" and not delivery.carrier.strip():
        return [_no("8-13", "carrier_needed")]
    for at in (delivery.sent_at, delivery.arrived_at):
        if at and to_second(at) > to_second(now):
            return [_no(None, "future", at=iso(at))]
    if delivery.arrived_at and to_second(delivery.arrived_at) < to_second(delivery.sent_at):
        return [_no(None, "arrived_before", arrived=iso(delivery.arrived_at), sent=iso(delivery.sent_at))]
    return []


def judge_interval(
    kind: str, county: bool, signed: date, delivered: date, calendar: Calendar, explanation: str
) -> list[Verdict]:
    """成文 < day <= 送达: at most 2 working days for a 请示 or 报告 to the county, else a written explanation.

    The arithmetic is in the verdict. Nothing is judged before the rules were published (0-1).
    """
    if delivered < signed:
        return [_no("8-11", "sent_before_signed", sent=delivered.isoformat(), signed=signed.isoformat())]
    if kind not in REPORTED_KINDS or not county or signed < IN_FORCE:
        return []
    try:
        days = [day.date for day in working_days_between(calendar, signed, delivered).counted]
    except CalendarMissing as missing:
        return [Verdict("8-11", Level.WARNING, "issuing.interval_unknown", {"year": missing.year})]
    values = {
        "signed": signed.isoformat(), "delivered": delivered.isoformat(), "n": len(days),
        "days": [f"{day.month}-{day.day}" for day in days[:8]], "most": DELIVERY_DAYS,
    }  # fmt: skip
    if len(days) <= DELIVERY_DAYS:
        return [Verdict("8-11", Level.OK, "issuing.in_time" if days else "issuing.same_day", values)]
    if not explanation.strip():
        return [Verdict("8-12", Level.REFUSED, "issuing.explanation_needed", values)]
    return [
        Verdict("8-11", Level.WARNING, "issuing.late", values),
        Verdict("8-12", Level.NOTE, "issuing.explained", {}),
    ]


def latest_delivery(signed: date, calendar: Calendar) -> date | None:
    """The last day on which a paper may be there without an explanation, None where the calendar is missing."""
    day, left = signed, DELIVERY_DAYS
    try:
        while left or not calendar.is_working(day + timedelta(days=1)):
            day += timedelta(days=1)
            left -= calendar.is_working(day)
    except CalendarMissing:
        return None
    return day


def _no(rule: str | None, key: str, /, **values: object) -> Verdict:
    return Verdict(rule, Level.REFUSED, f"issuing.{key}", values)
