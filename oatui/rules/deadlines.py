"""Any clock: a limit counted from its article, with the days that counted; late is one second after it (art. 6, 8, 19-21).

A year whose calendar is not loaded is not guessed: what counts working days waits for it (待历).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from oatui.clock import ZONE, from_iso, iso, to_second
from oatui.i18n import N_
from oatui.rules import convening
from oatui.rules import incoming as papers
from oatui.rules.attachments import mark_on
from oatui.rules.issuing import DELIVERY_DAYS
from oatui.rules.verdict import IN_FORCE, Level, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing, Count, Day, days_before, due, latest_before

Closes = Callable[[date], time]  # the closing time of a day (practice)
Source = tuple[str, str, str]  # a day with what it is and its holiday: ISO, kind, name


class Kind(NamedTuple):
    """How a kind counts: `after` its date in working days, `before` it, or as it was stated; `counts` says so in words."""

    words: str
    rule: str
    way: str
    base: str  # what its date is
    counts: str
    working: int = 0


# in the order of their digits; the lengths of 8-7, 8-9, 8-10 and 20-2 stand in rules/convening
KINDS: dict[str, Kind] = {
    "supervision": Kind(
        N_("督查事项"), "21-2", "after", N_("收到日期"), N_("5 个工作日或按文件"), papers.WORKING_DAYS
    ),
    "answer": Kind(N_("需答复公文"), "6-8", "before", N_("要求答复日期"), N_("提前 7 个工作日"), 7),
    "request": Kind(N_("请示"), "8-7", "before", N_("事项日期"), N_("提前 15 天")),
    "above": Kind(N_("邀请省市领导请示"), "8-9", "before", N_("活动日期"), N_("提前 1 个月")),
    "committee": Kind(N_("邀请县委领导请示"), "8-10", "before", N_("活动日期"), N_("提前 5 天")),
    "delivery": Kind(N_("送达"), "8-11", "after", N_("成文日期"), N_("2 个工作日"), DELIVERY_DAYS),
    "event": Kind(N_("领导参加活动"), "20-2", "before", N_("活动日期"), N_("提前 5 天")),
    "information": Kind(N_("重要信息报送"), "19-1", "at once", N_("活动日期"), N_("第一时间报两办")),
    "own": Kind(N_("自定"), "", "stated", N_("到期"), N_("日期，或 +5g（工作日）")),
}
DIGITS = dict(zip("1234567890", KINDS, strict=False))  # an eleventh would need a second page of the choice
STATES = {"open": N_("在办"), "done": N_("已办结"), "withdrawn": N_("已撤回")}
# where the day is another's: only a new date of the event or of the answer moves these
FIXED = frozenset(kind for kind, one in KINDS.items() if one.way == "before") | {"delivery", "information"}
LONGEST = 3660  # days or working days that a limit of our own may lie ahead


class Own(NamedTuple):
    """A limit of our own as it was typed: a day with its hour, or `working` days from today."""

    day: date
    hour: time | None = None
    working: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Until when, and how it was counted. `due` is None where it waits for a calendar (待历).

    `do_by` is the working day before where `due` falls on a rest day and lies before an event; else `due`.
    """

    due: datetime | None
    do_by: datetime | None
    words: Verdict
    counted: tuple[Source, ...] = ()
    rest: tuple[Source, ...] = ()
    sources: tuple[str, ...] = ()

    def as_body(self) -> dict[str, Any]:
        """The form kept in the journal."""
        return {
            "due": iso(self.due) if self.due else None, "do_by": iso(self.do_by) if self.do_by else None,
            "words": self.words.as_body(), "counted": [list(day) for day in self.counted],
            "rest": [list(day) for day in self.rest], "sources": list(self.sources),
        }  # fmt: skip

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Counted:
        return cls(
            from_iso(body["due"]) if body["due"] else None,
            from_iso(body["do_by"]) if body["do_by"] else None,
            Verdict.from_body(body["words"]),
            tuple((day[0], day[1], day[2]) for day in body["counted"]),
            tuple((day[0], day[1], day[2]) for day in body["rest"]),
            tuple(body["sources"]),
        )


# ------------------------------------------------------------------ what is typed


def read_own(text: str, today: date, calendar: Calendar | None = None) -> Own:
    """1201, 1201 1700, 明天 17:00, +10 (days) or +5g (working days, counted with their days). Raises Refused."""
    typed = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if match := re.fullmatch(r"\+([0-9]{1,5})(?:g|个?工作日)", typed):
        n = int(match[1])
        if not 1 <= n <= LONGEST:
            raise refuse("workdays.count_too_small" if n < 1 else "workdays.out_of_range", n=n)
        return Own(today, working=n)
    found = papers.stated(text, today, calendar)
    if found is None:
        raise refuse("deadline.no_date")
    if abs((found[0] - today).days) > LONGEST:
        raise refuse("workdays.out_of_range")
    return Own(*found)


# ------------------------------------------------------------------ counting


def count(kind: str, base: date, calendar: Calendar, closes: Closes) -> Counted:
    """The limit of a kind from its date: 21-2, 8-11 after it; 6-8, 8-7, 8-9, 8-10, 20-2 before it. Raises Refused."""
    one = KINDS[kind]
    if one.way == "after":
        return _after(one.rule, base, one.working, calendar, closes)
    if one.working:
        return _working_before(one.rule, base, one.working, calendar, closes)
    return _days_before(one.rule, base, calendar, closes)


def count_own(own: Own, calendar: Calendar, closes: Closes) -> Counted:
    """A day as it was stated, until its hour or closing time; or working days from today, which does not count."""
    if own.working:
        return _after("", own.day, own.working, calendar, closes)
    return stated(own.day, own.hour, closes)


def stated(day: date, hour: time | None, closes: Closes, rule: str = "") -> Counted:
    """A limit that the paper itself gives; it goes before every counted one (21-2)."""
    at = datetime.combine(day, hour or closes(day), ZONE)
    return Counted(at, at, Verdict(rule or None, Level.NOTE, "deadline.stated", {"due": iso(at)}))


def at_once(heard: datetime, minutes: int) -> Counted:
    """19-1: 第一时间, so many minutes after it was heard (本局约定)."""
    at = to_second(heard) + timedelta(minutes=minutes)
    values = {"heard": iso(heard), "n": minutes, "due": iso(at)}
    return Counted(at, at, Verdict("19-1", Level.NOTE, "deadline.at_once", values))


def follow_up(event: date, reported: datetime, closes: Closes, days: int) -> Counted:
    """19-2: what was not known yet follows some days before the event, else on that day (本局约定)."""
    before = event - timedelta(days=days)
    at = datetime.combine(before, closes(before), ZONE)
    if at <= reported:
        at = datetime.combine(event, closes(event), ZONE)
    return Counted(at, at, Verdict("19-2", Level.NOTE, "deadline.follow_up", {"due": iso(at)}))


def _after(rule: str, base: date, n: int, calendar: Calendar, closes: Closes) -> Counted:
    try:
        found = due(calendar, base, n)
    except CalendarMissing as missing:
        return _waits(rule, "after", base, n, missing)
    at = datetime.combine(found.day, closes(found.day), ZONE)
    return _counted(rule, "after", base, n, found, at, at, calendar)


def _working_before(rule: str, base: date, n: int, calendar: Calendar, closes: Closes) -> Counted:
    try:
        found = latest_before(calendar, base, n)
    except CalendarMissing as missing:
        return _waits(rule, "before", base, n, missing)
    at = datetime.combine(found.day, closes(found.day), ZONE)
    return _counted(rule, "before", base, n, found, at, at, calendar)


def _days_before(rule: str, base: date, calendar: Calendar, closes: Closes) -> Counted:
    lead = convening.LEADS[rule]
    unit, n = next(iter(lead.items()))
    # every day counts, so the day itself needs no calendar; only whether it is a working day does
    day = days_before(Calendar(years=_Every()), base, **lead).day
    at = datetime.combine(day, closes(day), ZONE)
    values = {"base": base.isoformat(), "n": n, "due": iso(at)}
    try:
        found = convening.latest(rule, calendar, base)
    except CalendarMissing as missing:
        words = Verdict(rule, Level.WARNING, f"deadline.{unit}_unknown", values | {"year": missing.year})
        return Counted(at, at, words)
    work = found.previous_working_day
    do_by = datetime.combine(work, closes(work), ZONE) if work else at
    key = f"deadline.{unit}_rest" if work else f"deadline.{unit}"
    words = Verdict(rule, Level.NOTE, key, values | {"do_by": iso(do_by)})
    return Counted(at, do_by, words, sources=tuple(found.sources))


class _Every(dict[int, str]):
    """Every year is loaded: for arithmetic that asks no calendar."""

    def __contains__(self, year: object) -> bool:
        return True

    def __missing__(self, year: int) -> str:
        return ""


def _counted(
    rule: str, way: str, base: date, n: int, found: Count, at: datetime, do_by: datetime, calendar: Calendar
) -> Counted:
    """The days that counted and those between them that did not, oldest first."""
    counted = sorted(found.counted)
    step = 1 if way == "after" else -1
    between = [
        calendar.day(base + timedelta(days=step * k)) for k in range(1, abs((found.day - base).days) + 1)
    ]
    rest = sorted(day for day in between if not day.working)
    made_up = [day for day in counted if day.kind == "make_up"]
    values = {
        "base": base.isoformat(), "n": n, "due": iso(at), "rest": len(rest), "made_up": len(made_up),
    }  # fmt: skip
    key = f"deadline.{way}" + ("_rest" if rest else "") + ("_made_up" if made_up else "")
    words = Verdict(rule or None, Level.NOTE, key, values)
    return Counted(at, do_by, words, _plain(counted), _plain(rest), tuple(found.sources))


def _waits(rule: str, way: str, base: date, n: int, missing: CalendarMissing) -> Counted:
    values = {"base": base.isoformat(), "n": n, "year": missing.year}
    return Counted(None, None, Verdict(rule or None, Level.WARNING, f"deadline.waits_{way}", values))


def _plain(days: Sequence[Day]) -> tuple[Source, ...]:
    return tuple((day.date.isoformat(), day.kind, day.name) for day in days)


# ------------------------------------------------------------------ what is judged


def judge_new(kind: str, title: str, owner: str, base: date | None, today: date) -> None:
    """A deadline names what it is about; what is classified has no line here. Raises Refused."""
    if kind not in KINDS:
        raise refuse("deadline.unknown_kind", written=kind[:20])
    for text in (title, owner):
        if mark := mark_on(text):
            raise refuse("incoming.classified_mark", "13-4", mark=mark)
    if not title.strip():
        raise refuse("deadline.no_title")
    if base is not None and KINDS[kind].way == "after" and base > today:
        raise refuse("deadline.base_future", base=base.isoformat())


def seconds_late(limit: datetime | None, at: datetime) -> int:
    """Seconds past the limit, 0 up to and including it; what fell due before the rules is never judged (0-1)."""
    if limit is None or limit.date() < IN_FORCE:
        return 0
    return max(0, int((to_second(at) - limit).total_seconds()))


def overdue(limit: datetime | None, rule: str, at: datetime) -> Verdict | None:
    """Late, with by how much; the rule is the one that set the limit."""
    late = seconds_late(limit, at)
    if not late or limit is None:
        return None
    return Verdict(rule or None, Level.WARNING, "deadline.overdue", {"due": iso(limit), "seconds": late})


def judge_done(limit: datetime | None, rule: str, at: datetime, explained: str) -> list[Verdict]:
    """In time, or late with its explanation; late without one is refused (8-11, 21-2 and the office's own)."""
    late = overdue(limit, rule, at)
    if late is None:
        return []
    if not explained.strip():
        return [late._replace(level=Level.REFUSED, key="deadline.late_because")]
    return [late._replace(key="deadline.late_explained", values={**late.values, "why": explained.strip()})]


def judge_between(at: datetime, since: datetime, now: datetime) -> None:
    """What is done with it lies between its making and now. Raises Refused."""
    if to_second(at) > to_second(now):
        raise refuse("incoming.future", at=iso(at))
    if to_second(at) < to_second(since):
        raise refuse("deadline.before_made", at=iso(at), since=iso(since))


def judge_extension(kind: str, rule: str, old: datetime | None, new: datetime, reason: str, by: str) -> None:
    """顺延 needs a reason and who agreed; a limit that hangs on an event moves only with it. Raises Refused."""
    if kind in FIXED:
        raise refuse("deadline.fixed", rule or None)
    if not reason.strip():
        raise refuse("deadline.no_reason")
    if not by.strip():
        raise refuse("deadline.no_consent")
    if old is not None and new <= old:
        raise refuse("deadline.not_later", new=iso(new), old=iso(old))


# ------------------------------------------------------------------ the lines of the day


GROUPS = {
    "late": N_("超期"),
    "today": N_("今天"),
    "week": N_("本周"),
    "later": N_("以后"),
    "waits": N_("待历"),
}


def group(due: datetime | None, do_by: datetime | None, now: datetime) -> str:
    """Where a line stands in the list: late, today, this week (to Sunday), later, or waiting for a calendar."""
    if due is None or do_by is None:
        return "waits"
    if to_second(now) > due:
        return "late"
    today = now.date()
    if do_by.date() <= today:
        return "today"
    return "week" if do_by.date() <= today + timedelta(days=6 - today.weekday()) else "later"


_LEAD = re.compile("([0-9]{1,3})(天|日|小时|时|分钟|分|d|h|min|m)")
_UNITS = {
    "天": 1440,
    "日": 1440,
    "d": 1440,
    "小时": 60,
    "时": 60,
    "h": 60,
    "分钟": 1,
    "分": 1,
    "min": 1,
    "m": 1,
}
MOST_LEADS = 5


def read_leads(text: str) -> list[timedelta]:
    """When to remind before a limit, as the office writes it: 1天 2小时 30分; longest first. Raises Refused."""
    typed = unicodedata.normalize("NFKC", text).replace("、", " ").replace(",", " ").casefold()
    found = [_LEAD.fullmatch(part) for part in typed.split()]
    minutes = [int(one[1]) * _UNITS[one[2]] if one else 0 for one in found]
    if len(minutes) > MOST_LEADS or any(not 0 < n <= 60 * 1440 for n in minutes):
        raise refuse("setting.leads", written=text.strip()[:20], most=MOST_LEADS)
    return [timedelta(minutes=n) for n in sorted(set(minutes), reverse=True)]


def stage(
    due: datetime, leads: Sequence[timedelta], since: datetime | None, now: datetime
) -> timedelta | None:
    """The set time before `due` that was reached after `since` and up to now: the last of them, 0 at the limit itself.

    Without `since` (the desk has just been opened) it is the last one reached, however long ago.
    """
    reached = [
        lead for lead in (*leads, timedelta()) if due - lead <= now and (since is None or due - lead > since)
    ]
    return min(reached, default=None)
