"""Whose names the minutes of a meeting may have: the meetings that were held here, who came and who had leave."""

from __future__ import annotations

from oatui.rules.names import of_unit
from oatui.rules.signin import PRESENT
from oatui.store import closing, meetings
from oatui.store.database import Store
from oatui.store.meetings import Meeting

OFFERED = 3
LOOKED_AT = 12  # of the last ones


def offered(store: Store, title: str) -> list[Meeting]:
    """Our own meetings that have begun: those whose title the minutes bear, then the last."""
    held = [one for one in meetings.begun(store, LOOKED_AT) if one.role == "host"]
    return sorted(held, key=lambda one: one.title not in title)[:OFFERED]


def roll(store: Store, meeting: Meeting) -> tuple[list[str], list[str]]:
    """Who was there and who had leave, in the roster's order; of a meeting beyond the bureau with the unit."""
    came: list[str] = []
    away: list[str] = []
    for line in closing.lines(store, meeting.id):
        name = line.name if meeting.level == "bureau" else of_unit(line.unit, line.name)
        if line.settled.state in PRESENT:
            came.append(name)
        elif line.settled.state == "leave":
            away.append(name)
    return came, away
