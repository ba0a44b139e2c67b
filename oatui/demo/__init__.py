"""The demo: a made-up bureau at 08:20 of a working day, its meeting at 09:00, through the store's own actions."""

from __future__ import annotations

from pathlib import Path

from oatui import desk
from oatui.clock import Clock, DemoClock
from oatui.demo.earlier import OFFICE, START, Earlier
from oatui.store import routines, settings
from oatui.store.database import open_store

OPERATOR = "示例办公室 刘某某"
_ROLES = {
    "role.office_check": "示例主任",
    "role.deputy_sign": "示例副局长",
    "role.chief_sign": "示例局长",
}


def demo_clock() -> Clock:
    """It runs from 08:20 of the day of the demo."""
    return DemoClock(START)


def furnish(path: Path, clock: Clock, operator: str) -> None:
    """Make the demo's store: 120 people at three venues, 12 of them here, and papers at every stage."""
    from oatui.demo import day, duty, meetings, papers

    hand = Earlier()
    store = open_store(path, hand, operator, create=True)
    try:
        hand.moment = START.replace(day=1)  # from here on the month's logins are asked for
        settings.set_value(store, "office", OFFICE)
        for key, name in _ROLES.items():
            settings.set_value(store, key, name)
        calendar = desk.calendar_of(store)
        day.logins(store, hand, calendar)
        papers.furnish(store, hand, calendar)
        meetings.furnish(store, hand)
        day.furnish(store, hand, calendar)
        duty.furnish(store, hand, calendar)
        hand.moment = START.replace(minute=12)
        routines.log_in(store)
    finally:
        store.close()
