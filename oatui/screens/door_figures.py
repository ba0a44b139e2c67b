"""What is counted at a door over the whole meeting; read apart, no scan waits for it."""

from __future__ import annotations

from typing import NamedTuple

from oatui.store import arrivals, head_table, people, presence
from oatui.store.arrivals import Counts
from oatui.store.database import Store


class Figures(NamedTuple):
    """The counts of this door's venue and of all, how many are out, arrivals by minute, and the missing by unit."""

    door: int
    here: Counts
    whole: (
        Counts | None
    )  # where there are several venues, but not at a sub-venue: it is not told of the others
    away: int
    minutes: list[tuple[str, int]]
    missing: list[tuple[str, list[str]]]
    roster: int
    leaders: tuple[int, int]  # come, of how many


def figures(store: Store, meeting: int, door: int) -> Figures:
    """Read them for a venue."""
    whole, places = arrivals.attendance(store, meeting)
    return Figures(
        door,
        next((counts for venue, counts in places if venue.id == door), whole),
        whole if len(places) > 1 and not store.is_site else None,
        len(presence.out(store, meeting, door)),
        arrivals.by_minute(store, meeting),
        arrivals.missing_by_unit(store, meeting, door),
        people.count(store, meeting),
        head_table.came(store, meeting),
    )
