"""The limit of an incoming paper: as it states it, or the five working days of 21-2, until closing time."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from oatui.clock import to_second
from oatui.rules import incoming as law
from oatui.rules.incoming import Limit
from oatui.store import routines
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.workdays import Calendar

Stated = tuple[date, time | None]  # a day, and its hour where the paper gives one


def counted_limit(store: Store, received_at: datetime, calendar: Calendar) -> Limit:
    """21-2: five working days after receipt, until closing time."""
    limit = law.counted_day(to_second(received_at).date(), calendar)
    if limit.at is None:
        return limit
    closes = routines.hours_on(store, limit.at.date()).closes
    return limit._replace(at=datetime.combine(limit.at.date(), closes, limit.at.tzinfo))


def stated_limit(store: Store, due: Stated | None, received_at: datetime) -> Limit | None:
    """The limit as the paper states it. Raises Refused."""
    if due is None:
        return None
    day, hour = due
    limit = law.stated_limit(day, hour, routines.hours_on(store, day).closes)
    law.judge_limit(limit, received_at)
    return limit


def set_limit(conn: Connection, paper: int, limit: dict[str, Any]) -> None:
    conn.execute(
        "update incoming set due = ?, due_rule = ?, due_days = ?, due_from = ?, due_rest = ? where id = ?",
        (limit["at"], limit["rule"], limit["days"], limit["start"], limit["rest"], paper),
    )
