"""年度关簿: last year's book stays open for late entries until the office head has it closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import to_second
from oatui.rules import number_book as law
from oatui.rules.verdict import Refused, refuse
from oatui.store import documents, journal, main_line, number_lines, unheard
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class YearBook(NamedTuple):
    """A year's book: how many numbers are missing or still reserved, which papers wait, and who closed it when."""

    year: int
    missing: int
    reserved: int
    waiting: list[documents.Document]
    closed_by: str
    closed_at: str

    @property
    def closed(self) -> bool:
        return bool(self.closed_at)


def of_year(store: Store, year: int) -> YearBook:
    """How the book of a year stands."""
    missing = sum(gap.size for gap in number_lines.gaps(store, year))
    kept = store.value("select count(*) from number where year = ? and state = 'reserved'", year)
    by, at = closed_by(store, year) or ("", "")
    return YearBook(year, missing, int(kept), waiting(store, year), by, at)


def waiting(store: Store, year: int, limit: int = 50) -> list[documents.Document]:
    """The papers that the chief signed in a year and that have no number yet."""
    rows = store.rows(
        "select d.* from document d where d.number is null and d.step = 'chief_sign' and "
        "substr(d.dated, 1, 4) = ? order by d.recorded_at, d.id limit ?",
        str(year),
        limit,
    )
    return [documents.from_row(row) for row in rows]


def close_year(store: Store, year: int, approver: str, note: str = "") -> YearBook:
    """Close the book of a year that is over: none of its numbers changes any more. Raises Refused (12-1)."""
    with_hub = bool(main_line.hub(store))
    if with_hub:
        # nobody is given a number there any more, and the register is whole, before it is judged
        documents.hold(law.judge_closing(year, to_second(store.clock.now()).date(), approver, 0, 0, []))
        main_line.county(store).close_year(store, year, approver.strip())
    try:
        with store.write():
            main_line.hold_book_here(store)
            _judge_closing(store, year, approver)
            body = {"v": 1, "year": year, "approver": approver.strip(), "note": note.strip()}
            journal.record(store, "book_closed", body)
            return of_year(store, year)
    except Refused:
        if with_hub:
            main_line.county(store).reopen_year(store, year)
        raise


def _judge_closing(store: Store, year: int, approver: str) -> None:
    """Raises Refused where the book of a year cannot be closed as it stands."""
    hold_open(store, year)
    unheard.hold_ready(store, year)
    found = of_year(store, year)
    if not number_lines.count_lines(store, year):
        raise refuse("book.no_book", year=year)
    today = to_second(store.clock.now()).date()
    titles = [paper.title for paper in found.waiting]
    documents.hold(law.judge_closing(year, today, approver, found.missing, found.reserved, titles))


@journal.applies("book_closed")
def _book_closed(conn: Connection, event: journal.Event) -> None:
    _set(conn, event, 1)


def reopen_year(store: Store, year: int, approver: str, reason: str) -> YearBook:
    """Open a closed book again, with who allowed it and why. Raises Refused."""
    with store.write():
        if closed_by(store, year) is None:
            raise refuse("book.not_closed", year=year)
        if not approver.strip():
            raise refuse("book.no_approver")
        if not reason.strip():
            raise refuse("book.no_reopen_reason")
        body = {"v": 1, "year": year, "approver": approver.strip(), "note": reason.strip()}
        journal.record(store, "book_reopened", body)
    if main_line.hub(store) and store.county:
        store.county.reopen_year(store, year)
    return of_year(store, year)


@journal.applies("book_reopened")
def _book_reopened(conn: Connection, event: journal.Event) -> None:
    _set(conn, event, 0)


def _set(conn: Connection, event: journal.Event, closed: int) -> None:
    body = event.body
    conn.execute(
        "insert into book_closing values (?, ?, ?, ?, ?, ?) on conflict(year) do update set closed = excluded.closed, "
        "approver = excluded.approver, at = excluded.at, actor = excluded.actor, note = excluded.note",
        (body["year"], closed, body["approver"], event.at, event.actor, body["note"]),
    )


def hold_open(store: Store, year: int) -> None:
    """Refuse what would change the closed book of a year. Raises Refused (12-1)."""
    row = store.row("select approver, at from book_closing where year = ? and closed", year)
    if row:
        raise refuse("book.closed", "12-1", year=year, approver=row["approver"], at=row["at"])


def closed_years(store: Store) -> list[tuple[int, str, str]]:
    """Each closed year, who approved it, and when (ISO)."""
    rows = store.rows("select year, approver, at from book_closing where closed order by year")
    return [(row[0], row[1], row[2]) for row in rows]


def closed_by(store: Store, year: int) -> tuple[str, str] | None:
    """Who approved the closing of a year's book, and when (ISO); None while it is open."""
    row = store.row("select approver, at from book_closing where year = ? and closed", year)
    return (row["approver"], row["at"]) if row else None
