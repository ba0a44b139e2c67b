"""An earlier ledger as it would come in: each row of the file beside what the number book has. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oatui.files.ledger_in import Ledger, LedgerRow, read_ledgers
from oatui.files.roster_in import Fault
from oatui.store import documents, ledger
from oatui.store.database import Store


@dataclass(slots=True)
class DraftLine:
    """A row of the file: a line of the ledger, or faults, or a foot note (`note`); `already` stands in the book."""

    sheet: str
    row: int
    made: LedgerRow | None = None
    faults: list[Fault] = field(default_factory=list)
    already: bool = False
    note: str = ""
    # number, title and day as they stand in a row with faults
    written: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers of a series and year that would come in: how many, the highest, and what would be missing."""

    series: str
    year: int
    count: int
    highest: int
    missing: int


@dataclass(slots=True)
class LedgerDraft:
    """What a file would bring into the number book."""

    name: str
    lines: list[DraftLine]

    def faulty(self) -> list[DraftLine]:
        """The rows that cannot come in as they are."""
        return [line for line in self.lines if line.faults]

    def incoming(self) -> list[LedgerRow]:
        """The rows that would be written."""
        return [line.made for line in self.lines if line.made and not line.faults and not line.already]

    def already(self) -> int:
        return sum(line.already for line in self.lines)

    def values(self) -> list[dict[str, Any]]:
        """The rows for the store, those that it has among them."""
        return [line.made.as_values() for line in self.lines if line.made and not line.faults]

    def letters(self) -> int:
        """How many letters without a number would come in."""
        return sum(row.sequence is None for row in self.incoming())

    def spans(self) -> list[Span]:
        """Each series and year of the file, gaps within the file counted."""
        found: dict[tuple[str, int], set[int]] = {}
        for line in self.lines:
            if line.made and line.made.sequence and not line.faults:
                found.setdefault((line.made.series, line.made.year), set()).add(line.made.sequence)
        return [
            Span(series, year, len(taken), max(taken), max(taken) - len(taken))
            for (series, year), taken in sorted(found.items())
        ]


def read_draft(store: Store, path: Path, sheet: str | None = None) -> LedgerDraft:
    """Read a file and hold it against the number book. Raises Refused."""
    ledgers = read_ledgers(path, documents.known_series(store), sheet)
    return compare(store, path.name, ledgers)


def compare(store: Store, name: str, ledgers: Sequence[Ledger]) -> LedgerDraft:
    """Each row with what becomes of it; a number that the book has otherwise is a fault of its row."""
    lines: list[DraftLine] = []
    for one in ledgers:
        lines += sorted(_lines(store, one), key=lambda line: line.row)
    return LedgerDraft(name, lines)


def _lines(store: Store, one: Ledger) -> list[DraftLine]:
    number_head = one.heads[one.columns.index["number"]]
    found = [DraftLine(one.sheet, row, note=text) for row, text in one.skipped]
    wrong: dict[int, list[Fault]] = {}
    for fault in one.faults:
        wrong.setdefault(fault.row, []).append(fault)
    found += [
        DraftLine(one.sheet, row, faults=faults, written=one.written[row]) for row, faults in wrong.items()
    ]
    for made in one.rows:
        values = made.as_values()
        if clash := ledger.collision(store, values):
            faults = [Fault(one.sheet, made.row, number_head, clash)]
            found.append(DraftLine(one.sheet, made.row, made, faults))
        else:
            found.append(DraftLine(one.sheet, made.row, made, already=ledger.known(store, values)))
    return found
