"""A moment that has passed, as a clerk types it in a form: nothing is now, 0910 is today, 1120 0910 another day."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, timedelta

from oatui.rules import entry
from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import Calendar


def past_moment(text: str, now: datetime, calendar: Calendar | None = None) -> datetime | None:
    """None for nothing typed, else the moment; a day without a year is the last one. Raises Refused."""
    text = text.strip()
    if not text:
        return None
    for day, hour in entry.day_and_time(text):
        with suppress(Refused):
            at = entry.parse_time(hour)
            return datetime.combine(past_day(day, now.date(), calendar), at, now.tzinfo)
    try:
        return datetime.combine(now.date(), entry.parse_time(text), now.tzinfo)
    except Refused:
        raise refuse("entry.moment", written=text[:20]) from None


def past_day(text: str, today: date, calendar: Calendar | None = None) -> date:
    """The last such day up to today: 23, 1120, 昨天, 上周五. Raises Refused."""
    typed = unicodedata.normalize("NFKC", text).strip().rstrip("日号")
    if re.fullmatch("[0-9]{1,2}", typed):
        for back in range(62):
            day = today - timedelta(days=back)
            if day.day == int(typed):
                return day
    # the same day of last year is 365 or 366 days back and must not win over today
    day = entry.parse_date(text, today, calendar, past_days=364)
    return day - timedelta(days=7) if day > today and re.match("周|星期|礼拜", typed) else day
