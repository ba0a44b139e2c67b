"""What the screens and the command line both start from: the calendar of the office, and what today asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from oatui.rules.workdays import Calendar, CalendarMissing, Day
from oatui.store import attendance, documents, meetings, numbers, routines, settings
from oatui.store.database import Store
from oatui.store.meetings import Meeting


def calendar_of(store: Store | None) -> Calendar:
    """The built-in years with the office's imported ones over them."""
    from oatui.files.calendar_in import built_in

    calendar = built_in()
    for year, days, source in settings.imported_years(store) if store else ():
        exceptions = {date.fromisoformat(day): what for day, what in days.items()}
        calendar = calendar.with_year(year, exceptions, source)
    return calendar


class MeetingToday(NamedTuple):
    meeting: Meeting
    counts: attendance.Counts
    venues: int


class Today(NamedTuple):
    """What today asks. `day` is None where the year's calendar is not loaded."""

    now: datetime
    day: Day | None
    missing: CalendarMissing | None
    logins: list[routines.LoginState]
    meetings: list[MeetingToday]
    next_meeting: Meeting | None
    numbered: list[numbers.Entry]
    waiting: list[documents.Document]


def today(store: Store, calendar: Calendar) -> Today:
    """Everything that the first screen shows, in one read."""
    now = store.clock.now()
    day, missing = None, None
    try:
        day = calendar.day(now.date())
    except CalendarMissing as error:
        missing = error
    held = []
    for meeting in meetings.on_day(store, now.date()):
        whole, places = attendance.attendance(store, meeting.id)
        held.append(MeetingToday(meeting, whole, len(places)))
    return Today(
        now,
        day,
        missing,
        # a day whose calendar is missing is asked for like a working day: better one login too many
        routines.states(store, now.date(), day.working if day else True),
        held,
        meetings.next_after(store, now),
        numbers.register(store, limit=5),
        documents.open_documents(store),
    )
