"""Working days: the day something starts on never counts (民法典 art. 201), a year not loaded is never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from oatui.i18n import N_
from oatui.rules.verdict import Level, Refused, Verdict, refuse

Kind = Literal["weekday", "weekend", "holiday", "make_up"]
Exceptions = Mapping[date, tuple[bool, str]]

ONE_DAY = timedelta(days=1)
# as chinesecalendar and the notices of a year name them; shown in the reader's language
HOLIDAYS = (
    N_("元旦"),
    N_("春节"),
    N_("清明"),
    N_("清明节"),
    N_("劳动节"),
    N_("端午"),
    N_("端午节"),
    N_("国庆节"),
    N_("中秋"),
    N_("中秋节"),
    N_("国庆节、中秋节"),
)


class CalendarMissing(Refused):
    """The schedule of `year` is not loaded."""

    def __init__(self, year: int) -> None:
        super().__init__(Verdict(None, Level.REFUSED, "calendar.missing", {"year": year}))
        self.year = year


class Day(NamedTuple):
    """One day and why it works or rests; `name` is the holiday it belongs to, or empty."""

    date: date
    working: bool
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """What departs from the plain week: `exceptions` (day -> off?, name) and the loaded `years` (-> source)."""

    exceptions: Exceptions = field(default_factory=dict)
    years: Mapping[int, str] = field(default_factory=dict)

    def day(self, d: date) -> Day:
        """Raises CalendarMissing."""
        if d.year not in self.years:
            raise CalendarMissing(d.year)
        weekend = d.weekday() >= 5
        exception = self.exceptions.get(d)
        if exception is None:
            return Day(d, not weekend, "weekend" if weekend else "weekday", "")
        off, name = exception
        if off:
            return Day(d, False, "holiday", name)
        return Day(d, True, "make_up" if weekend else "weekday", name)

    def is_working(self, d: date) -> bool:
        """Raises CalendarMissing."""
        return self.day(d).working

    def with_year(self, year: int, days: Exceptions, source: str) -> Calendar:
        """A calendar in which `days` replace what was known of `year`."""
        # a notice also settles the last days of the December before it, so those outlive their own year's import
        later = year + 1 in self.years
        kept = {
            d: exception
            for d, exception in self.exceptions.items()
            if d.year != year or (later and d.month == 12)
        }
        return Calendar({**kept, **days}, {**self.years, year: source})


def days_named(days: Exceptions) -> dict[str, int]:
    """How many days a notice frees (`off`) and makes up for; a working day of the plain week makes up for none."""
    made_up = [day for day, (off, _name) in days.items() if not off and day.weekday() >= 5]
    return {"off": sum(off for off, _name in days.values()), "make_up": len(made_up)}


class Count(NamedTuple):
    """A counted day or number, the working days that counted, the calendars they came from.

    `previous_working_day` is filled where the result is a rest day (calendar periods only).
    """

    result: date | int
    counted: list[Day]
    sources: list[str]
    previous_working_day: date | None = None

    @property
    def day(self) -> date:
        """The result of `due`, `latest_before` and `days_before`."""
        if not isinstance(self.result, date):
            raise TypeError(self.result)
        return self.result


def due(cal: Calendar, start: date, n: int) -> Count:
    """The n-th working day after `start`, which itself does not count (21-2). Raises Refused."""
    return _nth(cal, start, n, ONE_DAY)


def latest_before(cal: Calendar, event: date, n: int) -> Count:
    """The n-th working day strictly before `event` (6-8). Raises Refused."""
    return _nth(cal, event, n, -ONE_DAY)


def working_days_between(cal: Calendar, a: date, b: date) -> Count:
    """The number of working days d with a < d <= b (8-11). Raises Refused."""
    if b < a:
        raise refuse("workdays.reversed", start=a.isoformat(), end=b.isoformat())
    walked = [cal.day(a + timedelta(days=n)) for n in range(1, (b - a).days + 1)]
    counted = [day for day in walked if day.working]
    return Count(len(counted), counted, _sources(cal, walked))


def days_before(cal: Calendar, event: date, days: int = 0, months: int = 0) -> Count:
    """Calendar days and months before `event`, clamped to the month's end (8-7, 8-9, 8-10, 20-2).

    Every day counts, so `counted` stays empty. The result stands even on a rest day. Raises Refused.
    """
    if days < 0 or months < 0 or days + months < 1:
        raise refuse("workdays.count_too_small", n=min(days, months) or days + months)
    import arrow

    try:
        result = arrow.Arrow.fromdate(event).shift(months=-months).date() - timedelta(days=days)
    except (OverflowError, ValueError) as error:
        raise refuse("workdays.out_of_range") from error
    walked = [cal.day(result)]
    while not walked[-1].working:
        walked.append(cal.day(_step(walked[-1].date, -ONE_DAY)))
    working = walked[-1].date
    return Count(result, [], _sources(cal, walked), None if working == result else working)


def _nth(cal: Calendar, start: date, n: int, step: timedelta) -> Count:
    if n < 1:
        raise refuse("workdays.count_too_small", n=n)
    walked: list[Day] = []
    counted: list[Day] = []
    for d in _walk(start, step):
        day = cal.day(d)
        walked.append(day)
        if day.working:
            counted.append(day)
        if len(counted) == n:
            break
    return Count(counted[-1].date, counted, _sources(cal, walked))


def _walk(start: date, step: timedelta) -> Iterator[date]:
    d = start
    while True:
        d = _step(d, step)
        yield d


def _step(d: date, step: timedelta) -> date:
    try:
        return d + step
    except OverflowError as error:
        raise refuse("workdays.out_of_range") from error


def _sources(cal: Calendar, walked: list[Day]) -> list[str]:
    return list(dict.fromkeys(cal.years[day.date.year] for day in walked))
