"""The examination of a store: SQLite's own check, every chain, and the tables rebuilt from the journal."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from oatui.rules.verdict import refuse
from oatui.store import chain, journal, versions
from oatui.store.database import DAMAGE, DatabaseError, Store, memory
from oatui.store.schema import LOCAL, TWICE


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; `broken_at` is (origin, seq) or a table row, None where all holds."""

    integrity: str
    guards: str
    events: int
    head: str
    broken_at: str | None
    rebuilt_equal: bool
    difference: str | None

    @property
    def ok(self) -> bool:
        return self.integrity == "ok" and not self.guards and self.broken_at is None and self.rebuilt_equal

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "integrity": self.integrity,
            "guards": self.guards or "ok",
            "journal": {
                "events": self.events,
                "head": self.head,
                "broken_at": self.broken_at,
                "rebuilt_equal": self.rebuilt_equal,
                "difference": self.difference,
            },
        }


def examine(store: Store, progress: Callable[[int, int], None] | None = None) -> Report:
    """Examine everything; reads only. A damaged file gives a report that says so, never an error."""
    integrity = _integrity(store)
    try:
        # one snapshot: another desk may be writing
        store.conn.execute("begin")
        try:
            guards = versions.missing_guards(store)
            broken = chain.broken_at(store)
            difference = None if broken else _difference(store, progress)
            return Report(
                integrity,
                str(guards) if guards else "",
                journal.count(store),
                chain.head(store),
                f"{broken[0]} {broken[1]}" if broken else None,
                broken is None and difference is None,
                difference,
            )
        finally:
            store.conn.execute("rollback")
    except DAMAGE as error:
        return Report(integrity if integrity != "ok" else str(error), "", 0, "", None, False, None)


def written_head(text: str) -> str:
    """The 16 digits of a head as it was typed: from a page, in any case, or in a backup's name. Raises Refused."""
    found = re.findall(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])", text.lower())
    if not found:
        raise refuse("doctor.no_head", written=text.strip()[:40])
    return str(found[-1])


def quick_trouble(store: Store) -> str | None:
    """SQLite's quick check: a few hundredths of a second a hundred MB; None where it is well."""
    try:
        found = store.value("pragma quick_check(1)")
    except DAMAGE as error:
        return str(error)
    return None if found == "ok" else str(found)


def _integrity(store: Store) -> str:
    try:
        found = [row[0] for row in store.rows("pragma integrity_check(5)")]
        if found == ["ok"]:
            found = [f"foreign key: {tuple(row)}" for row in store.rows("pragma foreign_key_check")][
                :5
            ] or found
    except DAMAGE as error:
        return str(error)
    return "; ".join(found)


def _difference(store: Store, progress: Callable[[int, int], None] | None) -> str | None:
    """Rebuild the tables from the journal in memory; the first part or row that is not equal, or None."""
    with closing(memory(store.clock)) as fresh:
        return (
            _other_part(store, fresh)
            or _not_twice(store)
            or replay(store, fresh, progress)
            or other_row(store, fresh)
        )


def _other_part(store: Store, fresh: Store) -> str | None:
    """The first table or index that is missing, changed or not ours."""
    ours, theirs = (
        {
            (row["type"], row["name"]): row["sql"]
            for row in one.rows("select type, name, sql from sqlite_master where type in ('table', 'index')")
        }
        for one in (store, fresh)
    )
    wrong = sorted(part for part in ours.keys() | theirs.keys() if ours.get(part, "") != theirs.get(part, ""))
    return " ".join(wrong[0]) if wrong else None


def _not_twice(store: Store) -> str | None:
    """The first row of what no event holds that does not say the same twice, or None."""
    for table, said in TWICE.items():
        # bytes against bytes: a damaged text is no text
        odd = f"select 1 from {table} where cast(twice as blob) is not cast({said} as blob) limit 1"
        if store.value(odd):
            return table
    return None


def replay(store: Store, fresh: Store, progress: Callable[[int, int], None] | None = None) -> str | None:
    """Bring the journal's events into empty tables; the event that cannot be, or None."""
    total = journal.count(store)
    fresh.conn.execute("begin")
    place = ""
    try:
        # the main desk's events come before those of other origins, which only add facts to them
        for done, row in enumerate(store.conn.execute("select * from event order by rowid")):
            place = f"{row['origin']} {row['seq']}"
            journal.apply(fresh.conn, journal.read(row))
            if progress and done % 500 == 0:
                progress(done, total)
    except (DatabaseError, KeyError, TypeError, ValueError) as error:
        return f"event {place}: {error}"
    return None


def other_row(store: Store, fresh: Store) -> str | None:
    """The first row that is not equal to the rebuilt one, or None."""
    found = (other_row_of(table, store, fresh) for table in _tables(store))
    return next(filter(None, found), None)


def other_row_of(table: str, store: Store, fresh: Store) -> str | None:
    """The first row of one table that is not equal to the rebuilt one, or None."""
    columns = [row["name"] for row in store.rows(f'pragma table_info("{table}")')]
    order = ", ".join(str(place + 1) for place in range(len(columns)))
    ours = store.conn.execute(f'select * from "{table}" order by {order}')
    theirs = fresh.conn.execute(f'select * from "{table}" order by {order}')
    for kept, made in zip_longest(ours, theirs):
        if kept is None or made is None or tuple(kept) != tuple(made):
            ours.close()
            row = kept if kept is not None else made
            return f"{table}: {columns[0]} {row[0]}, {columns[1]} {row[1]}"
    return None


def _tables(store: Store) -> list[str]:
    found = store.rows(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    )
    return [row["name"] for row in found if row["name"] not in LOCAL | {"event"}]
