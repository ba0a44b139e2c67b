"""复制上次会议: what a new meeting takes from an earlier one."""

from __future__ import annotations

from oatui.store import checklists, head_table, journal, meetings, people, seats
from oatui.store.database import Store


def bring(store: Store, source: int, meeting: int, main_venue: int) -> None:
    """Venues, people with new codes, seats, the list of what is to be prepared; inside `store.write()`."""
    moved = {}
    for venue in meetings.venues(store, source):
        if venue.kind == "main":
            moved[venue.id] = main_venue
        else:
            identity = store.next_id("venue")
            moved[venue.id] = identity
            said = {"name": venue.name, "capacity": venue.capacity}
            body = {"v": 1, "id": identity, "meeting": meeting, **said}
            journal.record(store, "venue_added", body)
    people.copy_roster(store, source, meeting, moved)
    seats.copy(store, source, meeting, moved)
    checklists.copy(store, source, meeting)
    head_table.copy(store, source, meeting)
