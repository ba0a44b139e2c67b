"""日清 (article 3: 事不过夜、日清日结): which open things are asked today, what answers one, when a day is clear."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing

# each by its digit
REASONS = {
    "leader": N_("等领导签批"),
    "reply": N_("等对方回复"),
    "material": N_("资料未齐"),
    "away": N_("外出"),
    "other": N_("其他"),
}
WAYS = {"done": N_("已办"), "hand_on": N_("转办"), "carry": N_("顺延")}
SAID = WAYS | {"hand_on": N_("已转办")}  # of one thing that was answered
CAUSES = {
    "late": N_("超期"),
    "overnight": N_("急件过夜"),
    "due": N_("今日到期"),
    "back": N_("顺延到今日"),
    "left": N_("前日未清"),
    "new": N_("今日新增"),
}

# no other day can stand for this one: 14-2 asks for each day's own login
OF_THE_DAY = ("oa_arrival", "oa_leaving")


def cause(
    since: datetime, do_by: datetime | None, urgency: str, until: date | None, begun: datetime, now: datetime
) -> str | None:
    """Why a thing has a card today (a key of CAUSES); None while it is not yet due.

    `until` is the day to which it was carried over, `begun` the last clearing: what came after it was never looked at.
    """
    now, today = to_second(now), now.date()
    if until is not None:
        return "back" if until <= today else None
    if do_by is not None and do_by < now:
        return "late"
    if do_by is not None and do_by.date() <= today:
        return "due"
    if urgency and since.date() < today:
        return "overnight"
    if since.date() == today:
        return "new"
    return "left" if since >= begun else None


def judge_carry(
    kind: str, until: date | None, reason: str, words: str, due: datetime | None, today: date
) -> list[Verdict]:
    """顺延 needs a later day and a reason; a limit that it passes stands all the same. Raises Refused."""
    if kind in OF_THE_DAY:
        raise refuse("clear_desk.of_the_day", "14-2")
    if until is None:
        raise refuse("clear_desk.no_day", "3-1")
    if until <= today:
        raise refuse("clear_desk.not_later", "3-1", until=until.isoformat())
    if reason not in REASONS:
        raise refuse("clear_desk.no_reason", "3-1")
    if reason == "other" and not words.strip():
        raise refuse("clear_desk.no_words", "3-1")
    if due is not None and due.date() < until:
        return [Verdict("3-1", Level.WARNING, "clear_desk.past_due", {"due": iso(due)})]
    return []


def judge_hand_on(to: str, owner: str) -> None:
    """转办 names a person other than the one who has it. Raises Refused."""
    if not to.strip():
        raise refuse("clear_desk.no_taker", "3-1")
    if to.strip() == owner:
        raise refuse("deadline.has_it", name=owner)


def judge_plain(words: str) -> None:
    """已办 of what has no room of its own to end it in: how, in words. Raises Refused."""
    if not words.strip():
        raise refuse("clear_desk.no_result", "3-1")


def judge_clear(untouched: Sequence[str], answered: Sequence[str]) -> Verdict:
    """3-1: a day is clear when nothing is left untouched. `answered` are WAYS. Raises Refused."""
    if untouched:
        raise refuse("clear_desk.untouched", "3-1", n=len(untouched), title=untouched[0])
    counts = {way: answered.count(way) for way in WAYS}
    return Verdict("3-1", Level.OK, "clear_desk.cleared", {"n": len(answered), **counts})


def streak(cleared: Collection[date], today: date, calendar: Calendar) -> int | None:
    """Working days cleared in a row up to today, which breaks nothing while it lasts; rest days count for nothing.

    None where the run reaches a year whose calendar is not loaded: it is not guessed.
    """
    days, day = 0, today
    while True:
        try:
            working = calendar.is_working(day)
        except CalendarMissing:
            return days if day < today and not any(one <= day for one in cleared) else None
        if working and day in cleared:
            days += 1
        elif working and day != today:
            return days
        day -= timedelta(days=1)


def next_working_day(today: date, calendar: Calendar) -> date:
    """The day that 顺延 proposes; in a year that is not loaded simply tomorrow."""
    day = today + timedelta(days=1)
    try:
        while not calendar.is_working(day):
            day += timedelta(days=1)
    except CalendarMissing:
        return today + timedelta(days=1)
    return day
