"""The days that were cleared, as they are read: today asks for them without the rooms that are gone through for it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from oatui.rules import clear_desk as law
from oatui.rules.workdays import Calendar
from oatui.store.database import Row, Store

DAYS_READ = 800  # cleared days that the streak looks at: three years


class ClearedDay(NamedTuple):
    """A day that was cleared: when (ISO), by whom, with its lines (kind, id, title, way, …)."""

    day: str
    at: str
    actor: str
    lines: list[dict[str, Any]]
    not_due: int


# by the journal: a restored desk goes on under another origin, whose seq begins at 1 again
_IN_ORDER = "select c.* from cleared_day c join event e on e.origin = c.origin and e.seq = c.seq"


def cleared(store: Store, day: date) -> ClearedDay | None:
    """The last clearing of a day."""
    row = store.row(f"{_IN_ORDER} where c.day = ? order by e.rowid desc limit 1", day.isoformat())
    return _cleared(row) if row else None


def last_cleared(store: Store) -> date | None:
    """The last day that was cleared."""
    found = store.value("select max(day) from cleared_day")
    return date.fromisoformat(found) if found else None


def cleared_between(store: Store, first: date, last: date) -> list[ClearedDay]:
    """The days cleared from one to another, each once: for the month's folder."""
    rows = store.rows(
        f"{_IN_ORDER} where c.day between ? and ? order by e.rowid",
        first.isoformat(),
        last.isoformat(),
    )
    by_day = {row["day"]: _cleared(row) for row in rows}
    return [by_day[day] for day in sorted(by_day)]


def streak(store: Store, today: date, calendar: Calendar) -> int | None:
    """Working days cleared in a row; None while a year's calendar is missing."""
    rows = store.rows("select distinct day from cleared_day order by day desc limit ?", DAYS_READ)
    return law.streak({date.fromisoformat(row[0]) for row in rows}, today, calendar)


def _cleared(row: Row) -> ClearedDay:
    return ClearedDay(row["day"], row["at"], row["actor"], json.loads(row["lines"]), row["not_due"])
