"""Art. 26: what is made public, its times in order (26-1), and done by its day (26-2).

The interval is the office's own (本局约定), preset as in general law: 20 working days from the day of the information.
"""

from __future__ import annotations

from datetime import date, datetime

from oatui.clock import iso, to_second
from oatui.rules import workdays
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import IN_FORCE, Level, Verdict
from oatui.rules.workdays import Calendar, CalendarMissing

CHANNELS = ("县政府门户网站", "政务公开专栏", "政务新媒体", "公告栏")


def due_day(calendar: Calendar, information: date, days: int) -> date | None:
    """The last working day for it, the day of the information not counted; None where the year is not loaded."""
    try:
        return workdays.due(calendar, information, days).day
    except CalendarMissing:
        return None


def judge_opening(title: str, information: date, responsible: str, today: date) -> list[Verdict]:
    """A line of the list: what, of which day, and who sees to it."""
    if not title.strip():
        return [Verdict("26-2", Level.REFUSED, "publication.no_title")]
    if mark := mark_on(title):
        return [Verdict("13-4", Level.REFUSED, "incoming.classified_mark", {"mark": mark})]
    if information > today:
        values = {"day": information.isoformat()}
        return [Verdict("26-1", Level.REFUSED, "publication.information_future", values)]
    if not responsible.strip():
        return [Verdict("26-2", Level.REFUSED, "publication.no_responsible")]
    return []


def judge_publication(
    information: date, published: datetime, channel: str, checked_by: str, due: date | None, now: datetime
) -> list[Verdict]:
    """26-1: not before the information is there, not in the future, and its text looked through by a named person.

    26-2: after its day is a warning. The same day is in order. What is older than the rules is not judged (0-1),
    but nothing was published at a moment that has not come.
    """
    published = to_second(published)
    judged = information >= IN_FORCE
    values = {"at": iso(published), "information": information.isoformat()}
    if published > to_second(now):
        return [Verdict("26-1" if judged else None, Level.REFUSED, "publication.future", values)]
    if not channel.strip():
        return [Verdict("26-2" if judged else None, Level.REFUSED, "publication.no_channel")]
    if not judged:
        return []
    if published.date() < information:
        early = (information - published.date()).days
        return [Verdict("26-1", Level.REFUSED, "publication.before", values | {"days": early})]
    if not checked_by.strip():
        return [Verdict("26-1", Level.REFUSED, "publication.not_checked")]
    if due is not None and published.date() > due:
        late = {"at": iso(published), "due": due.isoformat(), "days": (published.date() - due).days}
        return [Verdict("26-2", Level.WARNING, "publication.late", late)]
    return []


def judge_open(title: str, information: date, due: date | None, today: date) -> Verdict | None:
    """26-2: a line not published yet; a warning after its day. None for what is not judged (0-1)."""
    if information < IN_FORCE:
        return None
    if due is None:
        return Verdict("26-2", Level.NOTE, "publication.no_calendar", {"title": title})
    values = {"title": title, "due": due.isoformat(), "days": abs((due - today).days)}
    if today > due:
        return Verdict("26-2", Level.WARNING, "publication.overdue", values)
    return Verdict("26-2", Level.NOTE, "publication.awaits", values)
