"""An earlier number ledger, brought in from the office's own file: its numbers are taken, its papers never judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import to_second
from oatui.rules.number_book import FREE
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import book_year, journal, main_line, number_lines, register_lines
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

# what the rows of an import carry: series, year and sequence of a number, or none of them for a letter without one
NUMBER_FIELDS = ("series", "year", "sequence")
TEXT_FIELDS = ("title", "kind", "section", "dated", "person", "signer", "reason")


class Imported(NamedTuple):
    """What an import made: numbers and other lines, and how many stood in the book already."""

    added: int
    already: int


def collision(store: Store, row: Mapping[str, Any]) -> Verdict | None:
    """Why a row cannot come in: its number is taken, its year is ahead or its book closed; None where it can."""
    year = row["year"]
    if year > to_second(store.clock.now()).year:
        return Verdict("12-1", Level.REFUSED, "book.year_ahead", {"year": year})
    if (closing := book_year.closed_by(store, year)) is not None:
        values = {"year": year, "approver": closing[0], "at": closing[1]}
        return Verdict("12-1", Level.REFUSED, "book.closed", values)
    if row["dated"] > to_second(store.clock.now()).date().isoformat():
        return Verdict(None, Level.REFUSED, "book.future", {"dated": row["dated"]})
    if row["sequence"] is None:
        return None
    line = number_lines.find(store, row["series"], year, row["sequence"])
    if line is None or line.state in FREE or is_same(line, row):
        return None
    values = {"number": line.number, "title": line.words, "person": line.person, "at": line.given_at}
    return Verdict("12-1", Level.REFUSED, "book.taken", values)


def is_same(line: number_lines.Line, row: Mapping[str, Any]) -> bool:
    """Whether a row was brought in before."""
    return line.way == "imported" and line.title == row["title"]


def import_ledger(store: Store, rows: Sequence[Mapping[str, Any]], source: str) -> Imported:
    """Bring in the rows of a ledger as one act; a row that was brought in before is left as it is.

    Raises Refused where a number collides: nothing is brought in then.
    """
    with store.write():
        main_line.hold_book_here(store)
        new, already = [], 0
        for row in rows:
            if found := collision(store, row):
                raise refuse(found.key, found.rule, **found.values)
            if known(store, row):
                already += 1
            else:
                new.append(_kept(row))
        if len({(row["series"], row["year"], row["sequence"]) for row in new if row["sequence"]}) < sum(
            row["sequence"] is not None for row in new
        ):
            raise refuse("ledger.double", "12-1")
        if new:
            journal.record(store, "ledger_imported", {"v": 1, "source": source, "rows": new})
        return Imported(len(new), already)


def known(store: Store, row: Mapping[str, Any]) -> bool:
    """Whether the book has this row already."""
    if row["sequence"] is None:
        return bool(
            store.value(
                "select 1 from register_line where year = ? and way = 'unnumbered' and title = ? and dated = ?",
                row["year"], row["title"], row["dated"],
            )
        )  # fmt: skip
    line = number_lines.find(store, row["series"], row["year"], row["sequence"])
    return line is not None and is_same(line, row)


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in (*NUMBER_FIELDS, *TEXT_FIELDS, "state")}
    return kept | {"more": {name: text for name, text in row["more"].items() if text}}


@journal.applies("ledger_imported")
def _ledger_imported(conn: Connection, event: journal.Event) -> None:
    for row in event.body["rows"]:
        if row["sequence"] is None:
            register_lines.add_line(conn, event, row, "unnumbered")
            continue
        request = f"{row['series']} {row['year']} {row['sequence']}"
        line = {**row, "request_id": request}
        if row["state"] != "given":
            line |= {"ended_by": row["person"], "ended_at": None}
        number_lines.add_line(conn, event, line, "imported", row["state"])
