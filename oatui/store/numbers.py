"""The numbers: given once and for ever, each in the transaction that judges its document (articles 10 and 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from oatui.rules.verdict import refuse
from oatui.store import documents, journal
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection


def give_number(store: Store, document: int, *, request_id: str | None = None) -> documents.Document:
    """Give the next number of the series and year, once; asked again it is the same (12-1, 12-2, 12-6).

    The four signatures, kind, series and title are judged in the same transaction. Raises Refused.
    """
    from oatui.rules import numbering

    request = request_id or f"document {document}"
    with store.write():
        paper = documents.get(store, document)
        if paper.number:
            return paper
        signatures = documents.signatures_of(store, document)
        series = documents.known_series(store)
        verdicts = documents.hold(
            numbering.judge_number(signatures, paper.kind, paper.series, paper.title, series)
        )
        year = numbering.number_year(signatures)
        last = store.value(
            "select coalesce(max(sequence), 0) from number where series = ? and year = ?", paper.series, year
        )
        body = {
            "v": 1, "id": document, "series": paper.series, "year": year, "sequence": last + 1,
            "number": numbering.number_text(paper.series, year, last + 1), "request_id": request,
            "verdicts": verdicts,
        }  # fmt: skip
        journal.record(store, "number_given", body)
        numbered = documents.get(store, document)
        # read back before it is shown: the register and the page must agree
        if numbered.number != body["number"]:
            raise refuse("document.number_not_kept")
    return numbered


@journal.applies("number_given")
def _number_given(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into number values (?, ?, ?, ?, ?, ?, ?)",
        (
            body["series"],
            body["year"],
            body["sequence"],
            body["id"],
            body["request_id"],
            event.at,
            event.actor,
        ),
    )
    conn.execute("update document set number = ? where id = ?", (body["number"], body["id"]))
    documents.add_fact(conn, event, body["id"], "numbered", "number", event.actor)


class Entry(NamedTuple):
    """One line of the outgoing register; `signed_at` is the chief's signature, the date of the document."""

    document: documents.Document
    series: str
    year: int
    sequence: int
    given_at: str
    given_by: str
    signed_at: str


def register(
    store: Store, series: str | None = None, year: int | None = None, limit: int = 500, offset: int = 0
) -> list[Entry]:
    """The outgoing register, newest number first."""
    rows = store.rows(
        "select d.*, n.series as n_series, n.year, n.sequence, n.given_at, n.given_by, "
        "(select at from document_fact f where f.document = n.document and f.step = 'chief_sign' "
        "order by f.recorded_at desc limit 1) as signed_at from number n join document d on d.id = n.document "
        f"where {_IN_REGISTER} order by n.given_at desc, n.series, n.sequence desc limit ?3 offset ?4",
        series,
        year,
        limit,
        offset,
    )
    return [
        Entry(
            documents.from_row(row), row["n_series"], row["year"], row["sequence"], row["given_at"], row["given_by"],
            row["signed_at"],
        )
        for row in rows
    ]  # fmt: skip


_IN_REGISTER = "(?1 is null or n.series = ?1) and (?2 is null or n.year = ?2)"


def count_register(store: Store, series: str | None = None, year: int | None = None) -> int:
    """How many lines `register` has."""
    return int(store.value(f"select count(*) from number n where {_IN_REGISTER}", series, year))


def register_counts(store: Store, year: int) -> dict[str, int]:
    """How many numbers each series gave in a year."""
    rows = store.rows(
        "select series, count(*) from number where year = ? group by series order by series", year
    )
    return {row[0]: row[1] for row in rows}


def register_years(store: Store) -> list[int]:
    return [row[0] for row in store.rows("select distinct year from number order by year desc")]
