"""Every room that brings events into the tables: imported by whoever replays a journal."""

from oatui.store import (
    arrival_facts,
    arrivals,
    backup,
    doctor,
    documents,
    meetings,
    people,
    routines,
    settings,
)

__all__ = [
    "arrival_facts",
    "arrivals",
    "backup",
    "doctor",
    "documents",
    "meetings",
    "people",
    "routines",
    "settings",
]
