"""A sub-venue that was added by a slip: its name and seats put right, or taken off while nothing hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.rules.verdict import refuse
from oatui.store import journal, meetings
from oatui.store.database import Store
from oatui.store.meetings import Venue

if TYPE_CHECKING:
    from sqlite3 import Connection


def change(store: Store, meeting: int, venue: int, name: str, capacity: int | None) -> Venue:
    """Another name and number of seats; the main venue keeps its name. Raises Refused."""
    with store.write():
        old = _open_venue(store, meeting, venue)
        name = meetings.venue_name(name)
        if not name:
            raise refuse("venue.no_name")
        if capacity is not None and capacity < 1:
            raise refuse("venue.capacity", capacity=capacity)
        other = meetings.find_venue(store, meeting, name)
        if other and other.id != venue:
            raise refuse("venue.taken", venue=name)
        if old.kind == "main" and name != old.name:
            raise refuse("venue.main_stays", venue=old.name)
        if (name, capacity) != (old.name, old.capacity):
            body = {"v": 1, "id": venue, "meeting": meeting, "name": name, "capacity": capacity}
            journal.record(store, "venue_changed", body)
    return old._replace(name=name, capacity=capacity)


@journal.applies("venue_changed")
def _venue_changed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update venue set name = ?, capacity = ? where id = ?", (body["name"], body["capacity"], body["id"])
    )


def remove(store: Store, meeting: int, venue: int) -> Venue:
    """Off the meeting, as if it had not been added; one that has people, seats or a machine stays. Raises Refused."""
    with store.write():
        old = _open_venue(store, meeting, venue)
        if old.kind == "main":
            raise refuse("venue.main_stays", venue=old.name)
        if _in_use(store, venue):
            raise refuse("venue.in_use", venue=old.name)
        journal.record(store, "venue_removed", {"v": 1, "id": venue, "meeting": meeting})
    return old


@journal.applies("venue_removed")
def _venue_removed(conn: Connection, event: journal.Event) -> None:
    conn.execute("delete from venue where id = ?", (event.body["id"],))


def _open_venue(store: Store, meeting: int, venue: int) -> Venue:
    meetings.get_open(store, meeting)
    return meetings.venue_numbered(store, meeting, venue)


def _in_use(store: Store, venue: int) -> bool:
    """Whether any table has a row of this venue."""
    tables = store.rows(
        "select m.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'venue'"
    )
    return any(
        store.value(f"select exists(select 1 from {row['name']} where venue = ?)", venue) for row in tables
    )
