"""Memory: the only code that knows SQLite. One function is one transaction is one event."""

# each of these registers how its events are brought into the tables
from oatui.store import (
    arrival_facts,
    arrivals,
    backup,
    doctor,
    documents,
    journal,
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
    "journal",
    "meetings",
    "people",
    "routines",
    "settings",
]
