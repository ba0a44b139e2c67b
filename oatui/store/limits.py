"""Everything open that has a limit, in one list, each shown from its own room and never entered twice.

A room whose things have a limit is added to `_ROOMS` or `_OWED`; where its line is dealt with is screens/open_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from oatui.clock import ZONE, iso
from oatui.i18n import N_
from oatui.rules.incoming import KINDS as PAPER_KINDS
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import Calendar
from oatui.store import deadlines, incoming
from oatui.store.database import Store
from oatui.store.deadline_limit import closing_times
from oatui.store.deadlines import ALL_TIME, Due

if TYPE_CHECKING:
    from oatui.store.matter_events import Event
    from oatui.store.meetings import Meeting
    from oatui.store.notices import Deadline
    from oatui.store.publication import Publication

# what the rooms are called where a line says whose it is
SOURCES = {
    "deadline": N_("时限"),
    "incoming": N_("收文"),
    "publication": N_("信息公开"),
    "reply": N_("会议"),
    "request": N_("重要事项"),
    "meeting_request": N_("会议"),
}
LOOK_BACK = timedelta(days=31)  # what was held longer ago is history


def open_limits(store: Store, calendar: Calendar, limit: int = 500) -> list[Due]:
    """Everything open with a limit, the nearest first; then what waits for a calendar."""
    return due_until(store, ALL_TIME, calendar, limit) + without_calendar(store, calendar, limit)


def due_until(store: Store, until: datetime, calendar: Calendar, limit: int = 100) -> list[Due]:
    """What is to be done up to a moment, overdue included, the nearest first."""
    found = [one for room in _ROOMS for one in room(store, until, limit)]
    owed = [one for room in _OWED for one in room(store, calendar, limit)]
    found += [one for one in owed if one.due and one.due <= until]
    return sorted(found, key=lambda one: (one.do_by or until, one.source, one.id))[:limit]


def without_calendar(store: Store, calendar: Calendar, limit: int = 100) -> list[Due]:
    """What waits for the calendar of a year (待历)."""
    from oatui.store import publication

    found = deadlines.waiting_for_calendar(store, limit)
    found += [_paper(paper) for paper in incoming.without_calendar(store, limit)]
    found += [_publication(one, None) for one in publication.without_calendar(store, limit)]
    found += [one for room in _OWED for one in room(store, calendar, limit) if one.due is None]
    return found[:limit]


def ended_early(store: Store, calendar: Calendar, limit: int = 200) -> list[Due]:
    """What was dealt with before its limit and is not `deadlines.ended`: a calendar may still have it."""
    from oatui.store import matter_events, publication, sending

    now = store.clock.now()
    found = [_paper(one)._replace(state=one.state) for one in incoming.ended_early(store, limit)]
    found += [_reply(*one)._replace(state="done") for one in sending.settled(store, calendar, limit)]
    published = publication.ended_early(store, now.date(), limit)
    found += [one._replace(state="done") for one in _with_hour(store, published)]
    asked = [one.as_open for one in matter_events.settled(store, now.date(), limit)]
    requests = [one._replace(state="done") for one in _asked(store, calendar, asked)]
    return found + [one for one in requests if one.due and one.due > now]


# ------------------------------------------------------------------ the rooms


def _deadlines(store: Store, until: datetime, limit: int) -> list[Due]:
    return deadlines.open_until(store, until, limit)


def _papers(store: Store, until: datetime, limit: int) -> list[Due]:
    return [_paper(paper) for paper in incoming.due(store, until, limit)]


def _paper(paper: incoming.Incoming) -> Due:
    kind, name = paper.kind or "incoming", PAPER_KINDS[paper.kind] if paper.kind else N_("来文")
    limit = paper.limit
    owner = paper.handler or paper.unit or paper.holder
    return Due(
        "incoming", paper.id, paper.title, kind, name, limit.rule, limit.at, limit.at, owner, limit.words
    )


def _publications(store: Store, until: datetime, limit: int) -> list[Due]:
    from oatui.store import publication

    return _with_hour(store, publication.due(store, until.date(), limit))


def _with_hour(store: Store, found: list[Publication]) -> list[Due]:
    """Those that have a day, each until that day's closing time."""
    closes = closing_times(store) if found else None
    return [
        _publication(one, datetime.combine(one.due, closes(one.due), ZONE))
        for one in found
        if one.due and closes
    ]


def _publication(one: Publication, at: datetime | None) -> Due:
    values = {"base": one.information.isoformat(), "n": one.days, "due": iso(at) if at else ""}
    key = "deadline.publication" if at else "deadline.publication_waits"
    words = Verdict("26-2", Level.NOTE if at else Level.WARNING, key, values)
    return Due(
        "publication", one.id, one.title, "publication", N_("信息公开"), "26-2", at, at, one.responsible, words
    )  # fmt: skip


def _replies(store: Store, calendar: Calendar, limit: int) -> list[Due]:
    """Our own replies to meetings called above, while the meeting is ahead and nothing was reported."""
    from oatui.store import sending

    return [_reply(*one) for one in sending.owed(store, calendar, limit)]


def _reply(meeting: Meeting, limit_of: Deadline | None) -> Due:
    at = limit_of.at if limit_of else None
    values = {"start": iso(meeting.start), "due": iso(at) if at else ""}
    key = "sending.due" if limit_of and limit_of.own else "sending.due_default" if at else "sending.waits"
    words = Verdict(None, Level.NOTE if at else Level.WARNING, key, values)
    return Due("reply", meeting.id, meeting.title, "reply", N_("报回执"), "", at, at, "", words)


def _requests(store: Store, calendar: Calendar, limit: int) -> list[Due]:
    """7-2: events for which the committee was not asked yet, to be asked by the day that 8-7 or 8-9 sets."""
    from oatui.store import matter_events

    since = store.clock.now().date() - LOOK_BACK
    return _asked(store, calendar, matter_events.unlinked(store, since, limit))


def _asked(store: Store, calendar: Calendar, events: list[Event]) -> list[Due]:
    """Each of these events that has a day by which to ask."""
    today = store.clock.now().date()
    closes = closing_times(store) if events else None
    found = []
    for one in events:
        words = one.verdict(calendar, today)
        if words is None or closes is None:
            continue
        last = words.values.get("latest")
        day = date.fromisoformat(str(last)) if last else None
        at = datetime.combine(day, closes(day), ZONE) if day else None
        source = "request" if one.kind == "event" else "meeting_request"
        found.append(
            Due(source, one.id, one.title, "request", N_("请示"), "7-2", at, at, one.responsible, words)
        )
    return found


_ROOMS: tuple[Callable[[Store, datetime, int], list[Due]], ...] = (_deadlines, _papers, _publications)
# their limits are worked out by the calendar, not kept
_OWED: tuple[Callable[[Store, Calendar, int], list[Due]], ...] = (_replies, _requests)
