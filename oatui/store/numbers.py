"""The numbers: given once and for ever, each in the transaction that judges its document (articles 10 and 12)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from oatui.clock import to_second
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import book_year, documents, journal, main_line
from oatui.store.database import Store

NUMBERS_AHEAD = 100  # to be added rather than counted anew

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.signoff import Signature
    from oatui.rules.workdays import Calendar
    from oatui.store import next_number


def give_number(
    store: Store, document: int, *, reserved: int | None = None, request_id: str | None = None,
    calendar: Calendar | None = None,
) -> documents.Document:  # fmt: skip
    """Give the next number of the series and year, once; asked again it is the same (12-1, 12-2, 12-6).

    The four signatures, kind, series, title and the paper itself are judged on what stands in the same transaction.
    `reserved` is the id of a reserved number that the paper takes instead. A letter without a series is registered
    不编号 (10-4). A paper marked （此件公开发布） gets its line of 信息公开, counted by `calendar` (26-2). Raises Refused.
    """
    from oatui.store import next_number

    while True:
        with suppress(next_number.AskAgain):
            return _give(store, document, reserved, request_id or f"document {document}", calendar)


def _give(
    store: Store, document: int, reserved: int | None, request: str, calendar: Calendar | None
) -> documents.Document:
    """Raises Refused, AskAgain."""
    from oatui.rules import numbering
    from oatui.store import next_number, number_lines, publication

    # looked at before the writer's place is taken: eight desks that number at once do not wait for each other's rules
    seen = _look_ahead(store, document)
    ahead = _ask_ahead(store, seen, request) if reserved is None else None
    with store.write():
        if not _still_so(store, seen):
            seen = look(store, document)
        paper, found = seen.paper, list(seen.verdicts)
        if paper.number:
            documents.hold_not_void(store, paper)
            return paper
        held, found = documents.hold(found), []
        year = paper.year
        if year != seen.open_year:
            book_year.hold_open(store, year)
        if year < to_second(store.clock.now()).year:
            found.append(Verdict("12-1", Level.NOTE, "numbering.last_year", {"year": year}))
        body: dict[str, Any] = {"v": 1, "id": document, "series": paper.series, "year": year}
        if not paper.series:
            body["verdicts"] = held + documents.hold(found)
            journal.record(store, "letter_registered", body)
            publication.open_for(store, document, calendar)
            return kept(store, document, numbering.UNNUMBERED)
        alone = main_line.alone(store)
        if not alone:
            main_line.hold_book_here(store)
        if taken := store.value("select document from number where request_id = ?", request):
            raise refuse("numbering.request_taken", "12-1", request=request, document=taken)
        if reserved is None:
            body["sequence"] = (
                number_lines.next_sequence(store, paper.series, year)
                if alone
                else next_number.take_sequence(store, paper.series, year, request, ahead)
            )
        else:
            found += _use(store, reserved, paper, year)
            body["sequence"] = number_lines.get(store, reserved).sequence
        number = numbering.number_text(paper.series, year, body["sequence"])
        body |= {"number": number, "request_id": request, "verdicts": held + documents.hold(found)}
        journal.record(store, "number_given" if reserved is None else "reserved_number_used", body)
        publication.open_for(store, document, calendar)
        return kept(store, document, number)


class Seen(NamedTuple):
    """A paper and what the rules say of it, as it stood after the journal's row `last`; `open_year` had an open book then."""

    last: int
    paper: documents.Document
    signatures: Sequence[Signature]
    verdicts: Sequence[Verdict]
    open_year: int | None = None


def look(store: Store, document: int, counted: _Counted | None = None) -> Seen:
    """What the rules say before a number is given: of the chain, and of the paper itself (12-6). Raises Refused."""
    from oatui.rules import numbering
    from oatui.rules.paper import before_number
    from oatui.store import paper_checks

    last = int(store.value("select coalesce(max(rowid), 0) from event"))
    paper = documents.get(store, document)
    if paper.number:
        return Seen(last, paper, (), ())
    issued = partial(counted.of, store, last) if counted else None
    facts = paper_checks.paper(store, document, counted=issued)
    chain = numbering.judge_number(
        facts.signatures, paper.kind, paper.series or None, paper.title, documents.known_series(store)
    )
    if lead := facts.says.led_elsewhere:
        # 联合行文 carries the lead's number alone (practice); `register_lines.take_joint_number` enters it
        values = {"lead": lead}
        chain = [*chain, Verdict("12-1", Level.REFUSED, "numbering.led_elsewhere", values)]
    return Seen(last, paper, facts.signatures, [*chain, *before_number(facts)])


class _Counted:
    """How many numbers a series had given when they were last counted: where nothing but numbers came, they are added."""

    def __init__(self) -> None:
        self._known = ("", 0, 0, 0)  # the series, the year, the journal's row, how many

    def of(self, store: Store, last: int, series: str, year: int) -> int:
        """How many up to the journal's row `last`, which is the last one of this snapshot."""
        from oatui.store import paper_checks

        *what, place, many = self._known
        others, more = 1, 0
        if what == [series, year] and 0 <= last - place <= NUMBERS_AHEAD:
            others, more = store.conn.execute(
                "select coalesce(sum(kind <> 'number_given'), 0), "
                "coalesce(sum((json_extract(body, '$.series'), json_extract(body, '$.year')) = (?, ?)), 0) "
                "from event where rowid > ?",
                (series, year, place),
            ).fetchone()
        many = paper_checks.count_given(store, series, year) if others else many + more
        self._known = (series, year, last, many)
        return many


_counted: WeakKeyDictionary[Store, _Counted] = WeakKeyDictionary()


def _look_ahead(store: Store, document: int) -> Seen:
    """The same in one snapshot, without the writer's place."""
    store.conn.execute("begin")
    try:
        seen = look(store, document, _counted.setdefault(store, _Counted()))
        if not seen.paper.dated or book_year.closed_by(store, seen.paper.year):
            return seen
        return seen._replace(open_year=seen.paper.year)
    finally:
        store.conn.execute("rollback")


def _ask_ahead(store: Store, seen: Seen, request: str) -> next_number.Ahead | None:
    """A hub's number for a paper that will get one by what was seen. Raises Refused."""
    from oatui.store import next_number

    paper = seen.paper
    if paper.number or not paper.series or not main_line.hub(store):
        return None
    documents.hold(list(seen.verdicts))
    year = paper.year
    book_year.hold_open(store, year)
    if store.value("select 1 from number where request_id = ?", request):
        return None
    return next_number.ask_ahead(store, paper.series, year, request)


def _still_so(store: Store, seen: Seen) -> bool:
    """Whether nothing happened since but numbers for other papers."""
    since = store.value(
        "select 1 from event where rowid > ? and (kind not in ('number_given', 'reserved_number_used') "
        "or json_extract(body, '$.id') = ?) limit 1",
        seen.last,
        seen.paper.id,
    )
    return since is None


def _use(store: Store, reserved: int, paper: documents.Document, year: int) -> list[Verdict]:
    from datetime import date

    from oatui.rules import number_book
    from oatui.store import number_lines

    line = number_lines.get(store, reserved)
    return number_book.judge_use(
        line.state, line.number, line.series == paper.series, line.year, year,
        date.fromisoformat(line.expires or "9999-12-31"), to_second(store.clock.now()).date(),
    )  # fmt: skip


def kept(store: Store, document: int, number: str) -> documents.Document:
    # read back before it is shown: the register and the page must agree
    numbered = documents.get(store, document)
    if numbered.number != number:
        raise refuse("document.number_not_kept")
    return numbered


@journal.applies("number_given")
def _number_given(conn: Connection, event: journal.Event) -> None:
    from oatui.store import number_lines

    body = event.body
    number_lines.add_line(conn, event, {**_place(body), "document": body["id"]}, "automatic", "given")
    _numbered(conn, event, body["number"])


def _place(body: Any) -> dict[str, Any]:
    return {name: body[name] for name in ("series", "year", "sequence", "request_id")}


@journal.applies("reserved_number_used")
def _reserved_number_used(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update number set state = 'given', document = ?, given_at = ?, given_by = ? "
        "where series = ? and year = ? and sequence = ?",
        (body["id"], event.at, event.actor, body["series"], body["year"], body["sequence"]),
    )
    _numbered(conn, event, body["number"])


@journal.applies("letter_registered")
def _letter_registered(conn: Connection, event: journal.Event) -> None:
    from oatui.rules.numbering import UNNUMBERED
    from oatui.store import register_lines

    register_lines.add_line(conn, event, {**event.body, "document": event.body["id"]}, "unnumbered")
    _numbered(conn, event, UNNUMBERED)


def _numbered(conn: Connection, event: journal.Event, number: str) -> None:
    conn.execute("update document set number = ? where id = ?", (number, event.body["id"]))
    documents.add_fact(conn, event, event.body["id"], "numbered", "number", event.actor)


class Entry(NamedTuple):
    """One document of the outgoing register."""

    document: documents.Document
    series: str
    year: int
    sequence: int
    given_at: str
    given_by: str
    void: bool = False


def register(
    store: Store, series: str | None = None, year: int | None = None, limit: int = 500, offset: int = 0
) -> list[Entry]:
    """The desk's own numbered documents, newest number first; the whole register is `number_lines.lines`."""
    rows = store.rows(
        "select d.*, n.series as n_series, n.year, n.sequence, n.given_at, n.given_by, n.state as n_state "
        # the lines that are shown are chosen first
        f"from (select * from number n where {_IN_REGISTER} "
        "order by n.given_at desc, n.series, n.sequence desc limit ?3 offset ?4) n join document d on d.id = n.document "
        "order by n.given_at desc, n.series, n.sequence desc",
        series,
        year,
        limit,
        offset,
    )
    return [
        Entry(
            documents.from_row(row), row["n_series"], row["year"], row["sequence"], row["given_at"], row["given_by"],
            row["n_state"] == "void",
        )
        for row in rows
    ]  # fmt: skip


_IN_REGISTER = "(?1 is null or n.series = ?1) and (?2 is null or n.year = ?2) and n.document is not null"
