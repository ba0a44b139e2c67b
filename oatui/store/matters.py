"""The matters of article 7: the list of what is reported to the county committee, and its reviews (7-1).

For the day: `standing_review`. The events that need a 请示 or 报告 are in store/matter_events.py.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules import matters as law
from oatui.rules.verdict import Verdict, held, refuse
from oatui.store import journal, settings
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

MONTHS = "matters.review_months"


class Matter(NamedTuple):
    """One line of the list; `category` is its number in article 7, `dropped_at` (ISO) where it was taken off."""

    id: int
    matter: str
    category: str
    basis: str
    responsible: str
    listed_at: str
    dropped_at: str | None
    dropped_because: str


class Review(NamedTuple):
    """One review of the list: its day, by whom, and how many matters stood on it."""

    day: date
    by: str
    note: str
    entries: int
    recorded_at: str
    actor: str


# ------------------------------------------------------------------ the list


def add(store: Store, matter: str, category: str, basis: str = "", responsible: str = "") -> Matter:
    """Put a matter on the list (7-1). Raises Refused."""
    with store.write():
        held(law.judge_entry(matter, category, responsible))
        identity = store.next_id("matter")
        body = {"v": 1, "id": identity} | _entry(matter, category, basis, responsible)
        journal.record(store, "matter_listed", body)
        return get(store, identity)


def _entry(matter: str, category: str, basis: str, responsible: str) -> dict[str, str]:
    return {
        "matter": matter.strip(), "category": category, "basis": basis.strip(),
        "responsible": responsible.strip(),
    }  # fmt: skip


@journal.applies("matter_listed")
def _matter_listed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into matter(id, matter, category, basis, responsible, listed_at, actor) values (?, ?, ?, ?, ?, ?, ?)",
        (
            body["id"], body["matter"], body["category"], body["basis"], body["responsible"], event.at,
            event.actor,
        ),
    )  # fmt: skip


def change(
    store: Store, matter: int, words: str, category: str, basis: str = "", responsible: str = ""
) -> Matter:
    """Write a line of the list anew. Raises Refused."""
    with store.write():
        old = _standing(store, matter)
        held(law.judge_entry(words, category, responsible))
        new = _entry(words, category, basis, responsible)
        if new != {key: getattr(old, key) for key in new}:
            journal.record(store, "matter_changed", {"v": 1, "id": matter} | new)
        return get(store, matter)


@journal.applies("matter_changed")
def _matter_changed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update matter set matter = ?, category = ?, basis = ?, responsible = ? where id = ?",
        (body["matter"], body["category"], body["basis"], body["responsible"], body["id"]),
    )


def drop(store: Store, matter: int, because: str) -> Matter:
    """Take a matter off the list, with a reason; its line is kept. Raises Refused."""
    with store.write():
        _standing(store, matter)
        if not because.strip():
            raise refuse("matters.drop_reason", "7-1")
        journal.record(store, "matter_dropped", {"v": 1, "id": matter, "reason": because.strip()})
        return get(store, matter)


@journal.applies("matter_dropped")
def _matter_dropped(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update matter set dropped_at = ?, dropped_because = ? where id = ?",
        (event.at, event.body["reason"], event.body["id"]),
    )


def get(store: Store, matter: int) -> Matter:
    """One line of the list. Raises Refused."""
    row = store.row("select * from matter where id = ?", matter)
    if row is None:
        raise refuse("matters.unknown", matter=matter)
    return _matter(row)


def _standing(store: Store, matter: int) -> Matter:
    found = get(store, matter)
    if found.dropped_at:
        raise refuse("matters.dropped", "7-1", at=found.dropped_at)
    return found


def last_responsible(store: Store) -> str:
    """Who was responsible for the last line: proposed."""
    return str(store.value("select responsible from matter order by id desc limit 1") or "")


def count(store: Store, dropped: bool = False) -> int:
    return int(store.value("select count(*) from matter where (dropped_at is not null) = ?", dropped))


def listed(store: Store, limit: int = 500, offset: int = 0, dropped: bool = False) -> list[Matter]:
    """The list in the order of article 7, or what was taken off it; limit -1 is all."""
    rows = store.rows(
        "select * from matter where (dropped_at is not null) = ? order by cast(category as integer), id limit ? offset ?",
        dropped,
        limit,
        offset,
    )
    return [_matter(row) for row in rows]


def _matter(row: Row) -> Matter:
    return Matter(*(row[name] for name in Matter._fields))


# ------------------------------------------------------------------ reviews


def review(store: Store, by: str, day: date | None = None, note: str = "") -> Review:
    """梳理: the list was gone through on a day by a person. Raises Refused."""
    today = to_second(store.clock.now()).date()
    day = day or today
    with store.write():
        held(law.judge_review_act(day, by, today))
        said = by.strip(), note.strip(), count(store)
        body = {"v": 1, "day": day.isoformat(), "by": said[0], "note": said[1], "entries": said[2]}
        event = journal.record(store, "matters_reviewed", body)
    return Review(day, *said, event.recorded_at, event.actor)


@journal.applies("matters_reviewed")
def _matters_reviewed(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into matter_review values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.origin, event.seq, body["day"], body["by"], body["note"], body["entries"],
            event.recorded_at, event.actor,
        ),
    )  # fmt: skip


def last_review(store: Store) -> Review | None:
    """The review of the latest day, whenever it was written down; of one day the one written down last."""
    row = store.row(
        "select r.* from matter_review r join event e on e.origin = r.origin and e.seq = r.seq "
        "order by r.day desc, e.rowid desc limit 1"
    )
    if row is None:
        return None
    day = date.fromisoformat(row["day"])
    return Review(day, row["by_name"], row["note"], row["entries"], row["recorded_at"], row["actor"])


def standing_review(store: Store, today: date) -> Verdict:
    """7-1 as it stands on a day: the last review against the office's interval."""
    last = last_review(store)
    return law.judge_review(last.day if last else None, max(settings.get(store, MONTHS), 1), today)
