"""会务清单: what a meeting needs, who sees to it, and when it was ticked (practice)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oatui.rules.verdict import refuse
from oatui.store import journal, meetings, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Item:
    """One line; `done_at` is ISO, None while it is open."""

    id: int
    meeting: int
    title: str
    owner: str
    done_at: str | None
    done_by: str


def preset(store: Store) -> list[str]:
    """The office's usual lines (本局约定)."""
    parts = re.split("[、,，;；\n]+", str(settings.get(store, "checklist")))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def begin(store: Store, meeting: int) -> int:
    """Put the usual lines on the list that are not there yet; how many. Raises Refused."""
    with store.write():
        meetings.get_open(store, meeting)
        have = {one.title for one in listed(store, meeting)}
        new = [title for title in preset(store) if title not in have]
        _record(store, meeting, [(title, "") for title in new])
    return len(new)


def add(store: Store, meeting: int, title: str, owner: str = "") -> Item:
    """One more line at the end. Raises Refused."""
    with store.write():
        meetings.get_open(store, meeting)
        title = _title(store, meeting, title)
        identity = _record(store, meeting, [(title, owner.strip())])
    return get(store, identity)


def copy(store: Store, source: int, meeting: int) -> None:
    """The lines of an earlier meeting, none ticked; inside `write()`."""
    _record(store, meeting, [(one.title, one.owner) for one in listed(store, source)])


def _record(store: Store, meeting: int, lines: Sequence[tuple[str, str]]) -> int:
    first = store.next_id("checklist_item")
    if lines:
        items = [[first + place, title, owner] for place, (title, owner) in enumerate(lines)]
        journal.record(store, "checklist_added", {"v": 1, "meeting": meeting, "items": items})
    return first


@journal.applies("checklist_added")
def _checklist_added(conn: Connection, event: journal.Event) -> None:
    conn.executemany(
        "insert into checklist_item values (?, ?, ?, ?, ?, null, '', 0)",
        (
            (identity, event.body["meeting"], identity, title, owner)
            for identity, title, owner in event.body["items"]
        ),
    )


def change(store: Store, item: int, title: str, owner: str) -> Item:
    """Correct a line or who sees to it. Raises Refused."""
    with store.write():
        old = get(store, item)
        meetings.get_open(store, old.meeting)
        title = title.strip() if title.strip() == old.title else _title(store, old.meeting, title)
        if (title, owner.strip()) != (old.title, old.owner):
            body = {"v": 1, "id": item, "title": title, "owner": owner.strip()}
            journal.record(store, "checklist_changed", body)
    return get(store, item)


@journal.applies("checklist_changed")
def _checklist_changed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update checklist_item set title = ?, owner = ? where id = ?",
        (body["title"], body["owner"], body["id"]),
    )


def tick(store: Store, item: int, done: bool = True) -> Item:
    """It is there, or after all it is not; the operator and the time are kept. Raises Refused."""
    with store.write():
        old = get(store, item)
        meetings.get_open(store, old.meeting)
        if done != bool(old.done_at):
            journal.record(store, "checklist_ticked", {"v": 1, "id": item, "done": done})
    return get(store, item)


@journal.applies("checklist_ticked")
def _checklist_ticked(conn: Connection, event: journal.Event) -> None:
    done = event.body["done"]
    conn.execute(
        "update checklist_item set done_at = ?, done_by = ? where id = ?",
        (event.at if done else None, event.actor if done else "", event.body["id"]),
    )


def drop(store: Store, item: int) -> Item:
    """This meeting does not need it; the journal keeps the line. Raises Refused."""
    with store.write():
        old = get(store, item)
        meetings.get_open(store, old.meeting)
        journal.record(store, "checklist_dropped", {"v": 1, "id": item})
    return old


@journal.applies("checklist_dropped")
def _checklist_dropped(conn: Connection, event: journal.Event) -> None:
    conn.execute("update checklist_item set dropped = 1 where id = ?", (event.body["id"],))


# ------------------------------------------------------------------ what people read


def get(store: Store, item: int) -> Item:
    """One line that stands. Raises Refused."""
    row = store.row("select * from checklist_item where id = ? and dropped = 0", item)
    if row is None:
        raise refuse("checklist.unknown", item=item)
    return _item(row)


def listed(store: Store, meeting: int, limit: int = 500) -> list[Item]:
    """The lines of a meeting in their order."""
    rows = store.rows(
        "select * from checklist_item where meeting = ? and dropped = 0 order by position limit ?",
        meeting,
        limit,
    )
    return [_item(row) for row in rows]


def figures(store: Store, meeting: int) -> tuple[int, int]:
    """How many are ticked, of how many."""
    row = store.row(
        "select count(done_at) as done, count(*) as lines from checklist_item where meeting = ? and dropped = 0",
        meeting,
    )
    return (row["done"], row["lines"]) if row else (0, 0)


def _item(row: Row) -> Item:
    return Item(row["id"], row["meeting"], row["title"], row["owner"], row["done_at"], row["done_by"])


def _title(store: Store, meeting: int, title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise refuse("checklist.no_title")
    if any(one.title == title for one in listed(store, meeting)):
        raise refuse("checklist.taken", title=title)
    return title


def as_dict(item: Item) -> dict[str, Any]:
    """A line as the command line prints it."""
    return {
        "id": item.id, "title": item.title, "owner": item.owner or None, "done": item.done_at is not None,
        "done_at": item.done_at, "done_by": item.done_by or None,
    }  # fmt: skip
