"""A month as it is typed: 2026-11, 202611, 11 (of this year), or nothing for this month; 2026 is a year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from oatui.rules.verdict import refuse


def read_month(written: str, today: date) -> tuple[int, int]:
    """Year and month, not later than today's. Raises Refused."""
    text = re.sub("[年.月/]", "-", unicodedata.normalize("NFKC", written).strip()).strip("-")
    if not text:
        return today.year, today.month
    found = re.fullmatch("(?:([0-9]{4})-?)?([0-9]{1,2})", text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise refuse("month.unreadable", written=written.strip()[:20])
    year = int(found[1] or today.year)
    if not year > 1900 or (year, int(found[2])) > (today.year, today.month):
        raise refuse("month.to_come", written=written.strip()[:20])
    return year, int(found[2])


def read_span(written: str, today: date) -> tuple[int, int | None]:
    """A month, or a whole year (month None) for 2026. Raises Refused."""
    text = unicodedata.normalize("NFKC", written).strip().rstrip("年")
    if re.fullmatch("[0-9]{4}", text):
        if not 1900 < int(text) <= today.year:
            raise refuse("month.to_come", written=text)
        return int(text), None
    return read_month(written, today)
