"""Every room that brings events into the tables: imported by whoever replays a journal."""

from oatui.store import (
    arrival_facts,
    arrivals,
    backup,
    closing,
    doctor,
    documents,
    leave,
    meetings,
    people,
    presence,
    routines,
    seat_facts,
    seat_map,
    seats,
    settings,
)

__all__ = [
    "arrival_facts",
    "arrivals",
    "backup",
    "closing",
    "doctor",
    "documents",
    "leave",
    "meetings",
    "people",
    "presence",
    "routines",
    "seat_facts",
    "seat_map",
    "seats",
    "settings",
]
