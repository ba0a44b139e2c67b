"""A moment that is still to come, as a clerk types it: 1125 1700, 明天 12点, 25 (then until closing time)."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, time

from oatui.rules import entry
from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import Calendar


def coming_moment(text: str, now: datetime, closing: time, calendar: Calendar | None = None) -> datetime:
    """The moment; a day without an hour ends at `closing`, a day without a year is the coming one. Raises Refused."""
    text = " ".join(text.split())
    for first, rest in entry.day_and_time(text):
        with suppress(Refused):
            at = entry.parse_time(rest)
            day = entry.parse_date(first, now.date(), calendar, past_days=0)
            return datetime.combine(day, at, now.tzinfo)
    # 1700 is no day, 1125 is
    if not re.search("[:：点时]", text):
        with suppress(Refused):
            day = entry.parse_date(text, now.date(), calendar, past_days=0)
            return datetime.combine(day, closing, now.tzinfo)
    with suppress(Refused):
        return datetime.combine(now.date(), entry.parse_time(text), now.tzinfo)
    raise refuse("entry.coming", written=text[:20])
