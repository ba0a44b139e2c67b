"""Values as they are typed on the command line: numbers of records, text, days and moments."""

from __future__ import annotations

import re
from datetime import date, datetime

import click

from oatui.clock import ZONE, parse_day, parse_moment
from oatui.commands.command import Workplace
from oatui.i18n import N_, _
from oatui.rules import entry
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar, CalendarMissing

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}.*")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BAD_MOMENT = N_("看不懂时间“{written}”；请写成 2026-11-25 09:00，或“明天 9点”")
_BAD_DAY = N_("看不懂日期“{written}”；请写成 2026-11-25，或“明天”")


class RecordId(click.ParamType[int]):
    """The number of a record; one that no store can hold is refused as no number."""

    name = "id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not re.fullmatch("-?[0-9]{1,18}", str(value)):
            self.fail(_("“{written}”不是编号", written=value), param, ctx)
        return int(value)


class Text(click.ParamType[str]):
    """Text that can be kept: what is no valid UTF-8 is refused here, before anything is written."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if any("\ud800" <= c <= "\udfff" for c in value):
            self.fail(_("里面有不是 UTF-8 的字"), param, ctx)
        return value


ID = RecordId()
TEXT = Text()


def day(place: Workplace, written: str, option: str) -> date:
    """A day: YYYY-MM-DD, or as a clerk types it. Raises BadParameter, CalendarMissing."""
    try:
        if _DAY.fullmatch(written.strip()):
            return parse_day(written)
        return _typed_day(place, written)
    except ValueError as error:
        raise _bad(_BAD_DAY, written, option) from error


def moment(place: Workplace, written: str, option: str, *, on: date | None = None) -> datetime:
    """A moment: YYYY-MM-DD HH:MM[:SS], ISO, or a typed day and time; a time alone is of `on`, else of today.

    Raises BadParameter, CalendarMissing.
    """
    text = written.strip()
    try:
        if _MOMENT.fullmatch(text):
            return parse_moment(text)
        for first, rest in entry.day_and_time(text):
            if found := _typed(place, first, rest):
                return found
        at = entry.parse_time(text)
    except (ValueError, Refused) as error:
        if isinstance(error, CalendarMissing):
            raise
        raise _bad(_BAD_MOMENT, written, option) from error
    return datetime.combine(on or place.clock.now().astimezone(ZONE).date(), at, tzinfo=ZONE)


def said_at(
    place: Workplace, written: str | None, option: str = "--at", *, on: date | None = None
) -> datetime | None:
    """As `moment`, None where the option was left out."""
    return None if written is None else moment(place, written, option, on=on)


def _typed(place: Workplace, first: str, rest: str) -> datetime | None:
    try:
        at = entry.parse_time(rest)
        found = parse_day(first) if _DAY.fullmatch(first.strip()) else _typed_day(place, first)
    except CalendarMissing:
        raise
    except (ValueError, Refused):
        return None
    return datetime.combine(found, at, tzinfo=ZONE)


def _typed_day(place: Workplace, written: str) -> date:
    today = place.clock.now().astimezone(ZONE).date()
    # only +5g counts working days; the calendar is not read for the others
    calendar: Calendar | None = place.calendar() if written.lstrip()[:1] in {"+", "＋"} else None
    try:
        return entry.parse_date(written, today, calendar)
    except CalendarMissing:
        raise
    except Refused as error:
        raise ValueError(written) from error


def _bad(message: str, written: str, option: str) -> click.BadParameter:
    return click.BadParameter(_(message, written=written.strip()[:40]), param_hint=option)
