"""The number book as it is read: each number with what stands for it, the gaps, and the register's other lines.

`lines` gives the outgoing register of a year in the order of its numbers (void, reserved, off-line and imported ones
too, then letters without a number and joint papers); `book` the same of one series with its gaps, newest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.rules.number_book import Gap, Neighbour, is_due
from oatui.rules.numbering import check_number, number_text
from oatui.rules.verdict import refuse
from oatui.store import documents, journal
from oatui.store.database import IntegrityError, Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection

OTHER = ""  # in the place of a series: the lines that take no number of ours


class Line(NamedTuple):
    """One line of the register; `state` of number_book.STATES, `way` of WAYS, `dated` the 成文日期 (ISO, may be empty).

    A gap is a line of its own from `first` to `sequence`. `more` holds what only an imported ledger or a joint paper
    says: printed, recipients, copies, remark, written (the number as it stood there), lead.
    """

    id: int
    series: str
    year: int
    sequence: int
    written: str
    way: str
    state: str
    document: int | None
    title: str
    kind: str
    section: str
    dated: str
    person: str
    signer: str
    purpose: str
    expires: str | None
    given_at: str
    given_by: str
    reason: str
    ended_by: str
    ended_at: str | None
    more: Mapping[str, Any]
    first: int

    @property
    def number(self) -> str:
        """嘉商务字〔2026〕1号; of a gap the first and last; of other lines what they carry (不编号, the lead's)."""
        if self.first != self.sequence:
            return number_text(self.series, self.year, self.first).removesuffix("号") + f"至{self.sequence}号"
        return self.written or number_text(self.series, self.year, self.sequence)

    @property
    def words(self) -> str:
        """The title; of a reservation that no paper took, its purpose."""
        return self.title or self.purpose


class Summary(NamedTuple):
    """The numbers of a series and year, counted by their state; `missing` are gaps, `highest` the last number."""

    series: str
    year: int
    counts: Mapping[str, int]
    off_line: int
    missing: int
    highest: int
    last_given: int

    @property
    def given(self) -> int:
        return self.counts.get("given", 0)


# a paper that was signed anew has the signer of its last 签发
_CHIEF = (
    "(select f.person from document_fact f where f.document = d.id and f.step = 'chief_sign' "
    "order by f.recorded_at desc limit 1)"
)
NUMBERS = (
    "select n.id, n.series, n.year, n.sequence, '' as written, n.way, n.state, n.document, "
    "coalesce(d.title, n.title) as title, coalesce(d.kind, n.kind) as kind, "
    f"coalesce(d.section, n.section) as section, coalesce(d.dated, n.dated) as dated, "
    f"coalesce(d.drafted_by, n.person) as person, coalesce({_CHIEF}, n.signer) as signer, n.purpose, "
    "n.expires, n.given_at, n.given_by, n.reason, n.ended_by, n.ended_at, n.more, n.sequence as first "
    "from number n left join document d on d.id = n.document"
)
_OTHERS = (
    "select r.id, '', r.year, 0, r.number, r.way, r.state, r.document, coalesce(d.title, r.title), "
    f"coalesce(d.kind, r.kind), coalesce(d.section, r.section), coalesce(d.dated, r.dated), "
    f"coalesce(d.drafted_by, r.person), coalesce({_CHIEF}, r.signer), '', null, r.given_at, r.given_by, "
    "r.reason, r.ended_by, r.ended_at, r.more, 0 from register_line r left join document d on d.id = r.document"
)
# up to the highest number; an entry by mistake is nobody's number, so it opens no gap below it; what is missing
# where the book is on another machine was given there
_GAPS = (
    "select series, year, previous + 1 as first, sequence - 1 as last from (select series, year, sequence, "
    "lag(sequence, 1, 0) over (partition by series order by sequence) as previous, "
    "max(case when state <> 'mistaken' then sequence end) over (partition by series) as highest "
    "from number where year = ?1 and (?2 is null or series = ?2)) "
    "where sequence > previous + 1 and sequence <= highest "
    "and not exists (select 1 from local where key = 'link_book')"
)
GAP_LINES = (
    "select 0, series, year, last, '', 'gap', 'gap', null, '', '', '', '', '', '', '', null, '', '', '', '', null, "
    f"'{{}}', first from ({_GAPS})"
)
_OF = "n.year = ?1 and (?2 is null or n.series = ?2)"
_UNUSED = "state in ('void', 'lapsed', 'explained', 'mistaken')"


# ------------------------------------------------------------------ lists


def lines(
    store: Store, year: int, series: str | None = None, limit: int = 500, offset: int = 0
) -> list[Line]:
    """The register of a year in the order of its numbers; `series` None is all, OTHER the lines without a number."""
    # two reads, each in the order of an index: what is not on the page is not looked at
    rows = store.rows(
        f"{NUMBERS} where {_OF} order by n.series, n.sequence limit ?3 offset ?4", year, series, limit, offset
    )
    if not series and (limit < 0 or len(rows) < limit):
        before = store.value(f"select count(*) from number n where {_OF}", year, series)
        rows += store.rows(
            f"{_OTHERS} where r.year = ? order by r.id limit ? offset ?",
            year, limit if limit < 0 else limit - len(rows), max(offset - before, 0),
        )  # fmt: skip
    return [_line(row) for row in rows]


def count_lines(store: Store, year: int, series: str | None = None) -> int:
    """How many lines `lines` has."""
    counted = int(store.value(f"select count(*) from number n where {_OF}", year, series))
    if not series:
        counted += store.value("select count(*) from register_line where year = ?", year)
    return counted


def book(store: Store, year: int, series: str, limit: int = 500, offset: int = 0) -> list[Line]:
    """One series of a year with its gaps, the highest number first."""
    from oatui.store import book_page  # it is made of the lines that stand here

    if series == OTHER:
        rows = store.rows(
            f"{_OTHERS} where r.year = ? order by r.id desc limit ? offset ?", year, limit, offset
        )
    else:
        rows = book_page.rows(store, year, series, limit, offset)
    return [_line(row) for row in rows]


def count_book(store: Store, year: int, series: str) -> int:
    """How many lines `book` has."""
    return count_lines(store, year, series) + (len(gaps(store, year, series)) if series else 0)


def gaps(store: Store, year: int, series: str | None = None) -> list[Gap]:
    """The numbers that nothing stands for, as ranges, in their order."""
    # a book whose lines are as many as its last number has none: by its index alone, in a large year 30 ms sooner
    counted = store.rows(
        "select count(*), max(sequence) from number where year = ?1 and (?2 is null or series = ?2) group by series",
        year,
        series,
    )
    if all(row[0] == row[1] for row in counted):
        return []
    return [Gap(*row) for row in store.rows(f"{_GAPS} order by series, first", year, series)]


def unused(
    store: Store, year: int, series: str | None = None, limit: int = 500, offset: int = 0
) -> list[Line]:
    """What the 空号说明 lists: void, lapsed and explained numbers, entries by mistake, and gaps yet without a word."""
    rows = store.rows(
        f"{NUMBERS} where {_OF} and n.{_UNUSED} union all {GAP_LINES} order by 2, 4 limit ?3 offset ?4",
        year, series, limit, offset,
    )  # fmt: skip
    return [_line(row) for row in rows]


def count_unused(store: Store, year: int, series: str | None = None) -> int:
    """How many lines `unused` has."""
    counted = store.value(f"select count(*) from number n where {_OF} and {_UNUSED}", year, series)
    return int(counted) + len(gaps(store, year, series))


def summaries(store: Store, year: int) -> list[Summary]:
    """Each series of the office in its order, then those that it used before, with their counts of a year."""
    found: dict[str, dict[str, int]] = {}
    for row in store.rows(
        "select series, state, count(*) from number where year = ? group by series, state", year
    ):
        found.setdefault(row[0], {})[row[1]] = row[2]
    facts = {
        row[0]: (row[1], row[2], row[3])
        for row in store.rows(
            "select series, sum(way = 'off_line' and state = 'given'), max(case when state <> 'mistaken' then "
            "sequence else 0 end), max(case when state = 'given' then sequence else 0 end) "
            "from number where year = ? group by series",
            year,
        )
    }
    missing: dict[str, int] = {}
    for gap in gaps(store, year):
        missing[gap.series] = missing.get(gap.series, 0) + gap.size
    known = [one.code for one in documents.known_series(store)]
    return [
        Summary(code, year, found.get(code, {}), off, missing.get(code, 0), last, given)
        for code in [*known, *(code for code in sorted(found) if code not in known)]
        for off, last, given in [facts.get(code, (0, 0, 0))]
    ]


def years(store: Store) -> list[int]:
    """The years that have a book, the last one first."""
    rows = store.rows("select year from number union select year from register_line order by year desc")
    return [row[0] for row in rows]


# ------------------------------------------------------------------ single lines


def get(store: Store, line: int) -> Line:
    """A number by the id of its line. Raises Refused."""
    row = store.row(f"{NUMBERS} where n.id = ?", line)
    if row is None:
        raise refuse("book.unknown", written=str(line))
    return _line(row)


def find(store: Store, series: str, year: int, sequence: int) -> Line | None:
    """The line of a number, None where nothing stands for it."""
    row = store.row(f"{NUMBERS} where n.series = ? and n.year = ? and n.sequence = ?", series, year, sequence)
    return _line(row) if row else None


def written(store: Store, text: str) -> Line:
    """The line of a number as somebody typed it, with the usual slips, or by its id. Raises Refused."""
    if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10:
        return get(store, int(text))
    check = check_number(text, documents.known_series(store))
    line = None
    if check.series is not None and check.year is not None and check.sequence is not None:
        line = find(store, check.series, check.year, check.sequence)
    if line is None:
        raise refuse("book.unknown", written=text.strip()[:40])
    return line


def is_ours(store: Store, text: str) -> bool:
    """Whether a number as it was typed is one of our own series."""
    known = documents.known_series(store)
    return check_number(text, known).series in {one.code for one in known}


def of_document(store: Store, document: int) -> Line | None:
    """The line of a document in the register: whether its number is void, and by whom and why."""
    row = store.row(f"{NUMBERS} where n.document = ?", document)
    row = row or store.row(f"{_OTHERS} where r.document = ?", document)
    return _line(row) if row else None


def other(store: Store, line: int) -> Line:
    """A line without a number of ours by its id. Raises Refused."""
    row = store.row(f"{_OTHERS} where r.id = ?", line)
    if row is None:
        raise refuse("book.unknown", written=str(line))
    return _line(row)


_TOP = "select sequence, state from number where series = ? and year = ?"


def highest(store: Store, series: str, year: int) -> int:
    """The highest number of a series and year that anything stands for; 0 before the first."""
    found = store.value(f"{_TOP} and state <> 'mistaken' order by sequence desc limit 1", series, year)
    return int(found or 0)


def highest_of(store: Store, since: int) -> list[tuple[str, int, int]]:
    """The highest number of each series and year, from `since` until now; an entry by mistake, too, was one."""
    most = "select max(sequence) from number where series = ? and year = ?"
    return [
        (one.code, year, int(sequence))
        for one in documents.known_series(store)
        for year in range(since, store.clock.now().year + 1)
        if (sequence := store.value(most, one.code, year))
    ]


def next_sequence(store: Store, series: str, year: int) -> int:
    """The number that comes next; call it inside `write()`, and never show it before it is given."""
    top = store.row(f"{_TOP} order by sequence desc limit 1", series, year)
    if top and top["state"] != "mistaken":
        return int(top["sequence"]) + 1
    # an entry by mistake keeps its place in the book, and is passed over
    sequence = highest(store, series, year) + 1
    while store.value(
        "select 1 from number where series = ? and year = ? and sequence = ?", series, year, sequence
    ):
        sequence += 1
    return sequence


def neighbours(
    store: Store, series: str, year: int, sequence: int
) -> tuple[Neighbour | None, Neighbour | None]:
    """The nearest papers below and above a number, with their dates."""

    def nearest(side: str, order: str) -> Neighbour | None:
        row = store.row(
            f"select * from ({NUMBERS} where n.series = ? and n.year = ? and n.sequence {side} ? "
            f"and n.state = 'given') where dated <> '' order by sequence {order} limit 1",
            series,
            year,
            sequence,
        )
        if row is None:
            return None
        line = _line(row)
        return Neighbour(line.number, date.fromisoformat(line.dated))

    return nearest("<", "desc"), nearest(">", "asc")


def reserved(
    store: Store, series: str | None = None, year: int | None = None, limit: int = 100
) -> list[Line]:
    """The numbers that wait for a paper."""
    rows = store.rows(
        f"{NUMBERS} where n.state = 'reserved' and (?1 is null or n.series = ?1) and (?2 is null or n.year = ?2) "
        "order by n.year, n.series, n.sequence limit ?3",
        series,
        year,
        limit,
    )
    return [_line(row) for row in rows]


def due_reservations(store: Store, today: date) -> list[Line]:
    """The reservations whose last day or year is over: each is to be settled by name."""
    return [one for one in reserved(store) if is_due(one.year, date.fromisoformat(one.expires or ""), today)]


def _line(row: Row) -> Line:
    return Line._make([*row[:21], json.loads(row[21]), row[22]])


# ------------------------------------------------------------------ for the acts


def add_line(conn: Connection, event: journal.Event, body: Mapping[str, Any], way: str, state: str) -> None:
    """Enter a number, or what turned up for one that had only an explanation or a mistake."""
    columns = {
        "series": body["series"], "year": body["year"], "sequence": body["sequence"], "way": way, "state": state,
        "document": body.get("document"), "request_id": body["request_id"], "given_at": event.at,
        "given_by": event.actor, "title": body.get("title", ""), "kind": body.get("kind", ""),
        "section": body.get("section", ""), "dated": body.get("dated", ""), "person": body.get("person", ""),
        "signer": body.get("signer", ""), "purpose": body.get("purpose", ""), "expires": body.get("expires"),
        "reason": body.get("reason", ""), "ended_by": body.get("ended_by", ""), "ended_at": body.get("ended_at"),
        "more": journal.as_json(body["more"]) if "more" in body else "{}",
    }  # fmt: skip
    names = ", ".join(columns)
    try:
        conn.execute(
            # the ids follow from the order of the journal
            f"insert into number({names}, id) "
            f"values ({', '.join('?' * len(columns))}, (select coalesce(max(id), 0) + 1 from number))",
            (*columns.values(),),
        )
    except IntegrityError:
        # the place has its line already, or the request its number
        place = [columns.pop(fixed) for fixed in ("series", "year", "sequence")]
        del columns["request_id"]
        changed = conn.execute(
            f"update number set {', '.join(f'{name} = ?' for name in columns)} "
            "where series = ? and year = ? and sequence = ?",
            (*columns.values(), *place),
        )
        if not changed.rowcount:
            raise
