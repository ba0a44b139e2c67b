"""The demo's day: what is due, who is on duty, what was carried over."""

from __future__ import annotations

from oatui.demo.earlier import Earlier
from oatui.rules.workdays import Calendar
from oatui.store.database import Store


def furnish(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """Deadlines, duty with a gap on Saturday, one thing carried over twice."""
