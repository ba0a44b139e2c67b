"""The range of a venue: its required posts, who is in charge of it, and how the roster fills it (17-9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oatui.rules import venue_range as law
from oatui.rules.venue_range import Filled, Person, Post
from oatui.store import journal, meetings
from oatui.store.database import Store
from oatui.store.meetings import Venue

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Range:
    """What the notice asks of a venue, and whom to call there."""

    venue: Venue
    posts: tuple[Post, ...]
    charge: str
    phone: str


def set_range(
    store: Store,
    meeting: int,
    venue: int,
    *,
    posts: Sequence[Post] | None = None,
    charge: str | None = None,
    phone: str | None = None,
) -> Range:
    """Set the required posts, the person in charge and the phone; None leaves what was. Raises Refused."""
    with store.write():
        meetings.get_open(store, meeting)
        old = get(store, meeting, venue)
        body = {
            "v": 1, "meeting": meeting, "venue": venue,
            "posts": [[one.unit, one.post] for one in (old.posts if posts is None else posts)],
            "charge": old.charge if charge is None else charge.strip(),
            "phone": old.phone if phone is None else phone.strip(),
        }  # fmt: skip
        journal.record(store, "venue_range_set", body)
    return get(store, meeting, venue)


@journal.applies("venue_range_set")
def _venue_range_set(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into venue_range values (?, ?, ?) on conflict(venue) "
        "do update set charge = excluded.charge, phone = excluded.phone",
        (body["venue"], body["charge"], body["phone"]),
    )
    conn.execute("delete from venue_post where venue = ?", (body["venue"],))
    conn.executemany(
        "insert into venue_post values (?, ?, ?, ?)",
        ((body["venue"], place, unit, post) for place, (unit, post) in enumerate(body["posts"])),
    )


def get(store: Store, meeting: int, venue: int) -> Range:
    """The range of a venue; empty where none was set. Raises Refused."""
    found = meetings.venue_numbered(store, meeting, venue)
    row = store.row("select charge, phone from venue_range where venue = ?", venue)
    posts = store.rows("select unit, post from venue_post where venue = ? order by place", venue)
    return Range(
        found,
        tuple(Post(one["unit"], one["post"]) for one in posts),
        row["charge"] if row else "",
        row["phone"] if row else "",
    )


def check(store: Store, meeting: int, venue: int) -> Filled:
    """The range held against the roster of the venue; a substitute fills the post of whom they stand for."""
    return law.fill(get(store, meeting, venue).posts, _roster(store, meeting, venue))


def _roster(store: Store, meeting: int, venue: int) -> list[Person]:
    # a substitute sits in the venue of whom they stand for
    rows = {
        row["id"]: row
        for row in store.rows(
            "select id, name, unit, post, substitute_for from attendee where meeting = ? and venue = ? order by position",
            meeting,
            venue,
        )
    }
    replaced = {row["substitute_for"] for row in rows.values()}
    found = []
    for row in rows.values():
        if row["id"] in replaced:
            continue
        first = row
        while first["substitute_for"] in rows:
            first = rows[first["substitute_for"]]
        found.append(Person(row["id"], row["name"], first["unit"], first["post"]))
    return found


def as_dict(found: Range, filled: Filled) -> dict[str, Any]:
    """A range and how it is filled, as the command line prints it."""
    return {
        "venue": found.venue.name,
        "charge": found.charge,
        "phone": found.phone,
        "required": [
            {"unit": post.unit, "post": post.post, "person": person.id if person else None,
             "name": person.name if person else None}
            for post, person in filled.posts
        ],
        "empty": [{"unit": one.unit, "post": one.post} for one in filled.empty],
        "outsiders": [
            {"person": one.id, "name": one.name, "unit": one.unit, "post": one.post, "why": why}
            for why, group in (("unit", filled.strangers), ("post", filled.beyond))
            for one in group
        ],
    }  # fmt: skip
