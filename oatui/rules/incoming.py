"""Incoming papers (条例 art. 24): urgent ones the same day (3-2), the limit (21-2), fetching (21-1), receipt (21-4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from typing import NamedTuple

from oatui.clock import ZONE, iso, to_second
from oatui.i18n import N_
from oatui.rules import entry, numbering
from oatui.rules.attachments import mark_on
from oatui.rules.recipients import is_county
from oatui.rules.verdict import IN_FORCE, Level, Refused, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing, due

URGENCIES = {"": N_("平件"), "urgent": N_("加急"), "extra": N_("特急")}
SECRECY = {"": N_("无"), "classified": N_("有密级")}
STATES = {"open": N_("在办"), "ended": N_("已办结"), "returned": N_("已退回"), "void": N_("已作废")}
KINDS = {
    "": N_("一般来文"),
    "supervision": N_("督查事项"),
    "instruction": N_("领导批示件"),
    "inspection": N_("督查组资料清单"),
}
# how a supervision item or a leader's instruction reaches us: signed for there (21-1), or pushed (21-4)
CHANNELS = {"collect": N_("签字领取"), "oa": N_("OA推送"), "mail": N_("邮箱推送")}
STEPS: dict[str, tuple[str, ...]] = {
    "": (),
    "collect": ("notified", "sent", "collected"),
    "oa": ("pushed", "acknowledged"),
    "mail": ("pushed", "acknowledged"),
}
STEP_WORDS = {
    "notified": N_("接到领取通知"),
    "sent": N_("派专人"),
    "collected": N_("签字领取"),
    "pushed": N_("推送"),
    "acknowledged": N_("查收"),
}
NAMED_STEPS = frozenset({"sent", "acknowledged"})  # who went, who read it
# why a paper goes back (条例 art. 24: 初审)
RETURNS = {
    "not_ours": N_("不属本单位办理"),
    "rules": N_("不符合行文规则"),
    "form": N_("文种、格式不符合要求"),
    "consulted": N_("涉及其他单位的未协商、会签"),
    "incomplete": N_("份数、附件不全"),
    "other": N_("其他"),
}
ROLES = {"read": N_("传阅"), "handle": N_("承办"), "instruct": N_("批示"), "back": N_("退还办公室")}
WORKING_DAYS = 5  # 21-2, where the paper says none


class Limit(NamedTuple):
    """Until when; `rule` 21-2 where it was counted (`days` working days from `start`, `rest` days off between).

    `at` is None where the calendar of a year is not loaded: then it is not guessed.
    """

    at: datetime | None
    rule: str = ""
    days: int = 0
    start: date | None = None
    rest: int = 0

    @property
    def words(self) -> Verdict:
        """The sentence with its arithmetic."""
        values = {
            "due": iso(self.at) if self.at else "", "days": self.days, "rest": self.rest,
            "start": self.start.isoformat() if self.start else "",
        }  # fmt: skip
        if self.at is None:
            return Verdict(self.rule or None, Level.WARNING, "incoming.limit_unknown", values)
        key = "stated" if not self.rule else "counted_rest" if self.rest else "counted"
        return Verdict(self.rule or None, Level.NOTE, f"incoming.limit_{key}", values)

    def as_body(self) -> dict[str, object]:
        return {
            "at": iso(self.at) if self.at else None, "rule": self.rule, "days": self.days,
            "start": self.start.isoformat() if self.start else None, "rest": self.rest,
        }  # fmt: skip


def read_number(typed: str) -> str:
    """来文字号 as it is usually written; what is no such number stays as it was typed."""
    found = numbering.check_number(typed)
    # brackets, widths, zeros: other offices' series are not ours to refuse
    return found.repaired or " ".join(typed.split())


def same_key(sender: str, number: str, title: str) -> str:
    """What two registrations of one paper have in common: the organ and its number, without one the title."""
    parts = (sender, read_number(number) or title)
    return "|".join("".join(unicodedata.normalize("NFKC", part).split()).casefold() for part in parts)


def judge_registration(
    *, sender: str, number: str, title: str, attachments: str, copies: int, secrecy: str, received_at: datetime,
    received_by: str, now: datetime,
) -> list[Verdict]:  # fmt: skip
    """What a line of the register must have; a classified paper has no line here at all."""
    # the words of a classified paper may not be kept: not even in the refusal
    if secrecy not in {"", "无", "none"}:
        return [_no("incoming.classified", "13-4")]
    for text in (title, number, attachments):
        if mark := mark_on(text):
            return [_no("incoming.classified_mark", "13-4", mark=mark)]
    if not sender.strip():
        return [_no("incoming.no_sender")]
    if not title.strip():
        return [_no("incoming.no_title")]
    if not received_by.strip():
        return [_no("incoming.no_receiver")]
    if copies < 1:
        return [_no("incoming.copies", copies=copies)]
    if to_second(received_at) > to_second(now):
        return [_no("incoming.future", at=iso(received_at))]
    repaired = read_number(number)
    if repaired != number.strip():
        return [
            Verdict(None, Level.NOTE, "incoming.number_read", {"written": number.strip(), "read": repaired})
        ]
    return []


def judge_after(at: datetime, received_at: datetime, now: datetime) -> None:
    """What is done with a paper lies between its coming and now. Raises Refused."""
    if to_second(at) > to_second(now):
        raise refuse("incoming.future", at=iso(at))
    if to_second(at) < to_second(received_at):
        raise refuse("incoming.before_received", at=iso(at), received=iso(received_at))


# ------------------------------------------------------------------ limits


def stated(typed: str, today: date, calendar: Calendar | None = None) -> tuple[date, time | None] | None:
    """A limit as the paper states it: 1125, 1125 1700, 明天 17:00, +5g; None for nothing. Raises Refused."""
    text = typed.strip()
    if not text:
        return None
    for day, hour in entry.day_and_time(text):
        with suppress(Refused):
            return entry.parse_date(day, today, calendar), entry.parse_time(hour)
    return entry.parse_date(text, today, calendar), None


def stated_limit(day: date, hour: time | None, closes: time) -> Limit:
    """A day without an hour ends at closing time (practice)."""
    return Limit(datetime.combine(day, hour or closes, ZONE))


def counted_day(received: date, calendar: Calendar) -> Limit:
    """21-2: the fifth working day after receipt, which itself is not counted; the hour is set by the caller."""
    try:
        count = due(calendar, received, WORKING_DAYS)
    except CalendarMissing:
        return Limit(None, "21-2", WORKING_DAYS, received)
    rest = (count.day - received).days - WORKING_DAYS
    return Limit(datetime.combine(count.day, time(), ZONE), "21-2", WORKING_DAYS, received, rest)


def judge_limit(limit: Limit, received_at: datetime) -> None:
    """A limit lies after the receipt. Raises Refused."""
    if limit.at and limit.at < to_second(received_at):
        raise refuse("incoming.limit_before", due=iso(limit.at), received=iso(received_at))


def overdue(limit: Limit, at: datetime) -> Verdict | None:
    """Past its limit at a moment, to the second; equal is in time. 21-2 where its five days were counted."""
    if limit.at is None or to_second(at) <= limit.at or _before_the_rules(limit.at.date()):
        return None
    late = int((to_second(at) - limit.at).total_seconds())
    return Verdict(
        limit.rule or None, Level.WARNING, "incoming.overdue", {"due": iso(limit.at), "seconds": late}
    )


def judge_end(kind: str, limit: Limit, at: datetime, late_because: str) -> list[Verdict]:
    """21-2: a supervision item or an instruction that is answered late says why; others are only marked."""
    late = overdue(limit, at)
    if late is None:
        return []
    if kind in {"supervision", "instruction"}:
        if not late_because.strip():
            return [Verdict("21-2", Level.REFUSED, "incoming.late_because", late.values)]
        return [late._replace(rule="21-2")]
    return [late]


# ------------------------------------------------------------------ what is still owed


def overnight(urgency: str, received_at: datetime, ended: bool, now: datetime) -> Verdict | None:
    """3-2: a 特急 or 加急 paper that is still open on a later day than it came."""
    nights = (to_second(now).date() - to_second(received_at).date()).days
    if not urgency or ended or nights < 1 or _before_the_rules(to_second(received_at).date()):
        return None
    values = {"received": iso(received_at), "nights": nights}
    return Verdict("3-2", Level.WARNING, f"incoming.overnight_{urgency}", values)


def judge_steps(channel: str, steps: Mapping[str, tuple[datetime, str]], now: datetime) -> list[Verdict]:
    """21-1, 21-4: the times of fetching or of receipt do not run backwards, and whoever went or read is named."""
    before: tuple[str, datetime] | None = None
    rule = "21-1" if channel == "collect" else "21-4"
    for step in STEPS[channel]:
        if step not in steps:
            continue
        at, person = steps[step]
        if to_second(at) > to_second(now):
            return [_no("incoming.future", at=iso(at))]
        if step in NAMED_STEPS and not person.strip():
            return [_no(f"incoming.who_{step}", rule)]
        if before and to_second(at) < to_second(before[1]):
            return [_no(f"incoming.backwards_{step}", rule, at=iso(at), before=iso(before[1]))]
        before = step, at
    return []


def owed(channel: str, steps: Collection[str], items_open: int, unsigned: Sequence[str]) -> list[Verdict]:
    """What is not done yet of fetching (21-1), of receipt (21-4), of the list (22-1), of reading (条例 art. 24)."""
    found = []
    missing = [step for step in STEPS[channel] if step not in steps]
    if missing:
        rule = "21-1" if channel == "collect" else "21-4"
        found.append(Verdict(rule, Level.NOTE, f"incoming.owed_{missing[0]}"))
    if items_open:
        found.append(Verdict("22-1", Level.NOTE, "incoming.owed_items", {"n": items_open}))
    if unsigned:
        found.append(Verdict(None, Level.NOTE, "incoming.unsigned", {"names": list(unsigned)}))
    return found


def meeting_title(title: str) -> str:
    """全县商务工作会议 of 关于召开全县商务工作会议的通知; another title stays whole."""
    found = re.search("召开(.+?)的(?:预备|补充|紧急|预)?通知$", title.strip())
    return found[1] if found else title.strip()


def meeting_level(sender: str) -> str:
    """What kind of meeting the organ calls: the county's own where it is 县委 or 县政府 (17-2 to 17-4)."""
    county = any(word in sender for word in ("县委", "县政府", "县人民政府")) or is_county(sender)
    return "county" if county else "county_leader"


def _before_the_rules(day: date) -> bool:
    return day < IN_FORCE


def _no(key: str, rule: str | None = None, **values: object) -> Verdict:
    return Verdict(rule, Level.REFUSED, key, values)
