"""What the screens and the command line both start from: the calendar of the office, and what today asks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import ZONE
from oatui.i18n import _
from oatui.rules.verdict import Level
from oatui.rules.workdays import Calendar, CalendarMissing, Day
from oatui.store import attendance, meetings, routines, settings
from oatui.store.database import Store
from oatui.store.meetings import Meeting

if TYPE_CHECKING:
    from oatui.rules.duty import Gap
    from oatui.rules.verdict import Verdict
    from oatui.store.confidential import Secret
    from oatui.store.deadlines import Due
    from oatui.store.documents import Document
    from oatui.store.duty import Line as OnDuty
    from oatui.store.incidents import Incident
    from oatui.store.incoming import Incoming
    from oatui.store.issuing_waits import Waiting
    from oatui.store.number_lines import Line
    from oatui.store.numbers import Entry
    from oatui.store.oa import Count, Item, Keeper
    from oatui.store.telegrams import Telegram

MOST = 30  # lines of a kind that today reads
AHEAD = 7  # days after today


def calendar_of(store: Store | None) -> Calendar:
    """The built-in years with the office's imported ones over them."""
    from oatui.files.calendar_in import built_in

    calendar = built_in()
    for year, days, source in settings.imported_years(store) if store else ():
        exceptions = {date.fromisoformat(day): what for day, what in days.items()}
        calendar = calendar.with_year(year, exceptions, source)
    return calendar


def who_set(store: Store) -> dict[str, str]:
    """Of every setting: that it stands as preset, or who changed it and when."""
    changed = settings.changes(store)
    words = {
        key: _("{actor} {at:date} {at:hm} 改", actor=actor, at=at) for key, (actor, at) in changed.items()
    }
    return {key: words.get(key, _("预设，没有改过")) for key in settings.PRESETS}


class MeetingToday(NamedTuple):
    meeting: Meeting
    counts: attendance.Counts
    venues: int


class Today(NamedTuple):
    """What the first frame shows. `day` is None where the year's calendar is not loaded."""

    now: datetime
    day: Day | None
    missing: CalendarMissing | None
    logins: list[routines.LoginState]
    meetings: list[MeetingToday]
    next_meeting: Meeting | None


class Agenda(NamedTuple):
    """The rest of the day: what is due up to the end of the week, and what waits for somebody."""

    incidents: list[Incident]
    tonight: list[OnDuty]
    duty_gaps: list[Gap]
    due: list[Due]
    uncounted: list[Due]
    waiting: list[Document]
    issuing: list[Waiting]
    reserved: list[Line]
    overnight: list[Incoming]
    telegrams: list[Telegram]
    secrets: list[Secret]
    remarks: list[Verdict]
    password: date | None
    keepers: dict[str, Keeper]
    counted: Count | None
    items: list[Item]
    numbered: list[Entry]


def today(store: Store, calendar: Calendar) -> Today:
    """What the first screen shows at once."""
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
    )


class DayAhead(NamedTuple):
    """A day to come: whether it works (None where its calendar is not loaded), its meetings, what falls due."""

    date: date
    day: Day | None
    meetings: list[Meeting]
    due: int


class Outlook(NamedTuple):
    """The days ahead, and how the clearing of the days stands: the last one cleared, how many in a row."""

    days: list[DayAhead]
    cleared: date | None
    streak: int | None


def outlook(store: Store, calendar: Calendar) -> Outlook:
    """The seven days after today, for a desk that has room to show them."""
    from oatui.store import cleared_days, limits

    now = store.clock.now()
    last = datetime.combine(now.date() + timedelta(days=AHEAD), time.max, ZONE)
    due = Counter(one.do_by.date() for one in limits.due_until(store, last, calendar, 10 * MOST) if one.do_by)
    days = []
    for n in range(1, AHEAD + 1):
        one = now.date() + timedelta(days=n)
        try:
            kind = calendar.day(one)
        except CalendarMissing:
            kind = None
        days.append(DayAhead(one, kind, meetings.on_day(store, one), due[one]))
    return Outlook(days, cleared_days.last_cleared(store), cleared_days.streak(store, now.date(), calendar))


def week_end(now: datetime) -> datetime:
    """The last second of the week's Sunday."""
    return datetime.combine(now.date() + timedelta(days=6 - now.weekday()), time.max, ZONE)


def agenda(store: Store, calendar: Calendar) -> Agenda:
    """The rest of today: limited reads, and rooms that the first frame does not wait for."""
    from oatui.store import (
        confidential,
        documents,
        duty,
        incidents,
        incoming,
        issuing_waits,
        limits,
        number_lines,
        numbers,
        oa,
        secret_rooms,
        telegrams,
    )

    now = store.clock.now()
    return Agenda(
        incidents=incidents.open_incidents(store),
        tonight=duty.tonight(store),
        duty_gaps=duty.gaps_ahead(store) if duty.begun(store) else [],
        due=limits.due_until(store, week_end(now), calendar, MOST),
        uncounted=limits.without_calendar(store, calendar, MOST),
        waiting=documents.open_documents(store, MOST),
        issuing=issuing_waits.waiting(store, MOST),
        reserved=number_lines.due_reservations(store, now.date()),
        overnight=incoming.overnight(store, MOST),
        telegrams=telegrams.open_telegrams(store),
        secrets=confidential.borrowed(store, MOST),
        remarks=[
            one
            for one in (routines.clock_back(store), *oa.remarks(store), *secret_rooms.remarks(store))
            if one and one.level is Level.WARNING
        ],
        password=secret_rooms.last_password(store),
        keepers=oa.keepers(store),
        counted=oa.last_count(store),
        items=oa.open_items(store, MOST),
        numbered=numbers.register(store, limit=5),
    )
