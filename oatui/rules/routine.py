"""14-2: one OA login on arrival and one before leaving, each working day. The hours are 本局约定."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from oatui.clock import ZONE, iso, to_second
from oatui.rules.verdict import Level, Verdict, refuse

Which = Literal["arrival", "leaving"]

MADE_UP_AFTER = timedelta(minutes=1)


class Hours(NamedTuple):
    """Office hours of a day: opening, start and end of the midday break, closing; OA windows in minutes."""

    opens: time
    noon: time
    back: time
    closes: time
    before_opening: int = 60
    after_opening: int = 30
    before_closing: int = 60


class Season(NamedTuple):
    """Office hours from a day of the year until the next season begins."""

    month: int
    day: int
    hours: Hours


SEASONS = (
    Season(5, 1, Hours(time(8, 30), time(12), time(14), time(18))),
    Season(10, 1, Hours(time(8, 30), time(12), time(13, 30), time(17, 30))),
)


def read_hours(text: str) -> Hours:
    """Hours as the office writes them: 08:30-12:00 13:30-17:30. Raises Refused."""
    typed = unicodedata.normalize("NFKC", text).replace("–", "-")
    try:
        opens, noon, back, closes = (
            time.fromisoformat(part.zfill(5)) for span in typed.split() for part in span.split("-")
        )
    except ValueError as error:
        raise refuse("routine.hours", written=text) from error
    if not opens < noon < back < closes:
        raise refuse("routine.hours", written=text)
    return Hours(opens, noon, back, closes)


def hours_on(day: date, seasons: Sequence[Season] = SEASONS) -> Hours:
    """The hours in force; before the year's first season the last one still runs."""
    ordered = sorted(seasons, key=lambda season: (season.month, season.day))
    begun = [season for season in ordered if (season.month, season.day) <= (day.month, day.day)]
    return (begun or ordered)[-1].hours


def arrival_window(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """First and last second of an arrival login in time."""
    opens = _on(day, hours.opens)
    return opens - timedelta(minutes=hours.before_opening), opens + timedelta(minutes=hours.after_opening)


def leaving_window(day: date, hours: Hours) -> tuple[datetime, datetime]:
    """First and last second of a leaving login; it ends with the day."""
    return _on(day, hours.closes) - timedelta(minutes=hours.before_closing), _on(day, time(23, 59, 59))


def which_login(at: datetime, hours: Hours) -> Which | None:
    """Which login a moment serves, a late arrival included; None where it serves neither."""
    at = to_second(at)
    if arrival_window(at.date(), hours)[0] <= at < _on(at.date(), hours.noon):
        return "arrival"
    return "leaving" if at >= leaving_window(at.date(), hours)[0] else None


class LoginState(StrEnum):
    """待, 可登, 已登, 晚登, 漏登."""

    UPCOMING = "upcoming"
    OPEN = "open"
    DONE = "done"
    LATE = "late"
    MISSED = "missed"


def state(
    which: Which,
    logins: Sequence[datetime],
    now: datetime,
    hours: Hours,
    working: bool,
    day: date | None = None,
) -> LoginState | None:
    """Where a login of `day` (now's, if not given) stands; None on a rest day.

    A login that was not made in time stays open as long as it can still be made late.
    """
    if not working:
        return None
    now = to_second(now)
    day = day or now.date()
    first, last = arrival_window(day, hours) if which == "arrival" else leaving_window(day, hours)
    end = _on(day, hours.noon) - timedelta(seconds=1) if which == "arrival" else last
    made = [to_second(at) for at in logins]
    if any(first <= at <= last for at in made):
        return LoginState.DONE
    if any(last < at <= end for at in made):
        return LoginState.LATE
    if now < first:
        return LoginState.UPCOMING
    return LoginState.OPEN if now <= end else LoginState.MISSED


def judge_login(at: datetime, recorded_at: datetime, which: Which, hours: Hours, reason: str = "") -> Verdict:
    """14-2 for one login: in time, late, entered afterwards (an earlier day's needs a reason), or in the future."""
    at, recorded_at = to_second(at), to_second(recorded_at)
    first, last = arrival_window(at.date(), hours) if which == "arrival" else leaving_window(at.date(), hours)
    made_up = recorded_at - at > MADE_UP_AFTER
    values: dict[str, str | int] = {
        "at": iso(at),
        "recorded_at": iso(recorded_at),
        "first": iso(first),
        "last": iso(last),
    }
    if at > recorded_at:
        return Verdict("14-2", Level.REFUSED, "routine.future", values)
    if at.date() < recorded_at.date() and not reason.strip():
        return Verdict("14-2", Level.REFUSED, "routine.reason_needed", values)
    if at < first:
        return Verdict("14-2", Level.WARNING, f"routine.{which}_early", values)
    if at > last:
        values["seconds"] = int((at - last).total_seconds())
        late = "routine.late_made_up" if made_up else "routine.late"
        key = late if at < _on(at.date(), hours.noon) else "routine.missed"
        return Verdict("14-2", Level.WARNING, key, values)
    if made_up:
        return Verdict("14-2", Level.NOTE, f"routine.{which}_made_up", values)
    return Verdict("14-2", Level.OK, f"routine.{which}", values)


def _on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZONE)


def clock_back(recorded: datetime, now: datetime) -> Verdict | None:
    """The computer shows less than when it last recorded: said, and nothing is refused for it."""
    behind = int((to_second(recorded) - to_second(now)).total_seconds())
    if behind <= 0:
        return None
    return Verdict(None, Level.WARNING, "desk.clock_back", {"recorded": iso(recorded), "seconds": behind})
