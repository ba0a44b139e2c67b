"""What a deadline is counted from, as the journal keeps it, and its limit by the office's hours and settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, iso
from oatui.rules import deadlines as law
from oatui.rules.deadlines import Counted, Own
from oatui.rules.verdict import refuse
from oatui.store import routines, settings
from oatui.store.database import Store
from oatui.store.incoming_limit import Stated

if TYPE_CHECKING:
    from oatui.rules.workdays import Calendar

MINUTES = "information.first_minutes"


def ask(
    kind: str, base: date | None, own: Own | None, stated: Stated | None, heard: datetime, now: datetime
) -> dict[str, Any]:
    """What the limit of a kind is counted from. Raises Refused where its date is missing or cannot be."""
    if kind == "own":
        if own is None:
            raise refuse("deadline.no_date")
        hour = own.hour.isoformat() if own.hour else None
        return {"day": own.day.isoformat(), "hour": hour, "working": own.working}
    if base is None:
        raise refuse("deadline.no_base", what=[law.KINDS[kind].base])
    asked: dict[str, Any] = {"base": base.isoformat()}
    if kind == "information":
        law.judge_between(heard, heard, now)
        if heard.date() > base:
            raise refuse("deadline.event_before", base=base.isoformat(), heard=iso(heard))
        asked["heard"] = iso(heard)
    if kind == "supervision" and stated is not None:
        day, at = stated
        if day < base:
            raise refuse("deadline.stated_before", day=day.isoformat(), base=base.isoformat())
        asked["stated"] = [day.isoformat(), at.isoformat() if at else None]
    return asked


def asked_of(kind: str, asked: Mapping[str, Any]) -> tuple[date | None, Own | None, Stated | None]:
    """What `ask` kept, as it was given: the date, one's own limit, the stated limit."""
    if kind == "own":
        return None, Own(date.fromisoformat(asked["day"]), _hour(asked["hour"]), asked["working"]), None
    stated = asked.get("stated")
    limit = (date.fromisoformat(stated[0]), _hour(stated[1])) if stated else None
    return date.fromisoformat(asked["base"]), None, limit


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def count_asked(store: Store, kind: str, asked: Mapping[str, Any], calendar: Calendar) -> Counted:
    """The limit by the article, or as it was stated; an hour that is not given is closing time."""
    closes = closing_times(store)
    base, own, stated = asked_of(kind, asked)
    if own is not None:
        return law.count_own(own, calendar, closes)
    if kind == "information":
        return law.at_once(from_iso(asked["heard"]), settings.get(store, MINUTES))
    if stated is not None:
        return law.stated(*stated, closes, law.KINDS[kind].rule)
    assert base
    return law.count(kind, base, calendar, closes)


def closing_times(store: Store) -> Callable[[date], time]:
    """The closing time of a day by the office's hours (practice)."""
    hours = routines.hours(store)
    return lambda day: hours(day).closes
