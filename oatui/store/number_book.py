"""Acts on the number book by hand: reserved, off line, void, a gap's explanation (practice). No number twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso, to_second
from oatui.rules import number_book as law
from oatui.rules.number_book import FREE, Gap
from oatui.rules.numbering import check_number, judge_draft, number_text
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import book_year, documents, journal, main_line, next_number, number_lines, unheard
from oatui.store.database import Store
from oatui.store.number_lines import Line

if TYPE_CHECKING:
    from sqlite3 import Connection


class Entered(NamedTuple):
    """The line as it now stands, and what the rules remark on it."""

    line: Line
    notes: tuple[Verdict, ...]


# ------------------------------------------------------------------ reserved


def reserve(
    store: Store,
    series: str,
    purpose: str,
    requester: str,
    *,
    count: int = 1,
    expires: date | None = None,
    request_id: str | None = None,
) -> list[Line]:
    """Keep the next number or numbers of this year for a purpose, until a day of the year (its last where none given).

    Automatic numbering goes on behind them. Asked again with a request id it is the same. Raises Refused.
    """  # fmt: skip
    today = to_second(store.clock.now()).date()
    year = today.year
    last_day = expires or date(year, 12, 31)

    def had() -> list[Line]:
        """What the same request was given before; the rules are asked first. Raises Refused."""
        _hold_known(store, series)
        if request_id and (before := _requested(store, request_id)):
            return before
        main_line.hold_book_here(store)
        book_year.hold_open(store, year)
        documents.hold(law.judge_reservation(count, purpose, requester, last_day, year, today))
        return []

    body = {
        "v": 1, "series": series.strip(), "year": year, "purpose": purpose.strip(), "person": requester.strip(),
        "expires": last_day.isoformat(), "request_id": request_id or "",
    }  # fmt: skip
    while True:
        with suppress(next_number.AskAgain):
            return had() or _reserve(store, body, count, had)


def _reserve(
    store: Store, body: dict[str, Any], count: int, had: Callable[[], list[Line]]
) -> list[Line]:  # fmt: skip
    """Raises Refused, AskAgain."""
    of = body["series"], body["year"]
    ahead: list[next_number.Ahead] = []
    if main_line.hub(store):
        ahead = [next_number.ask_ahead(store, *of, one) for one in _requests(store, *of, count)]
    with store.write():
        if before := had():
            return before
        taken = _next(store, *of, count, ahead)
        journal.record(store, "numbers_reserved", {**body, "sequences": taken})
        return [_line(store, *of, one) for one in taken]


def _requests(store: Store, series: str, year: int, count: int) -> list[str]:
    """Under which names a hub is asked: whatever was asked and not recorded is asked for again by the next who reserves."""
    kept = store.value(
        "select count(*) from number where series = ? and year = ? and way = 'reserved'", series, year
    )
    return [f"reserve {series} {year} {kept + one}" for one in range(1, count + 1)]


def _next(
    store: Store, code: str, year: int, count: int, ahead: Sequence[next_number.Ahead]
) -> list[int]:  # fmt: skip
    if main_line.hub(store):
        requests = _requests(store, code, year, count)
        if len(ahead) < count:
            raise next_number.AskAgain
        return [
            next_number.take_sequence(store, code, year, request, one)
            for request, one in zip(requests, ahead, strict=True)
        ]
    unheard.hold_ready(store, year)
    taken: list[int] = []
    sequence = next_number.after_own(store, code, year)
    while len(taken) < count:
        if number_lines.find(store, code, year, sequence) is None:
            taken.append(sequence)
        sequence += 1
    return taken


def _requested(store: Store, request_id: str) -> list[Line]:
    rows = store.rows(
        "select id from number where request_id between ? and ? order by id",
        f"{request_id} #",
        f"{request_id} #~",
    )
    return [number_lines.get(store, row[0]) for row in rows]


@journal.applies("numbers_reserved")
def _numbers_reserved(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for place, sequence in enumerate(body["sequences"], 1):
        request = body["request_id"]
        own = f"{request} #{place}" if request else _own_request(body["series"], body["year"], sequence)
        line = {**body, "sequence": sequence, "request_id": own}
        number_lines.add_line(conn, event, line, "reserved", "reserved")


def lapse(store: Store, line: int, by: str) -> Line:
    """Settle a reservation that nobody used once its last day or its year is over: 预留未用, by name. Raises Refused."""
    with store.write():
        old = number_lines.get(store, line)
        main_line.hold_book_here(store)
        book_year.hold_open(store, old.year)
        today = to_second(store.clock.now()).date()
        if old.state != "reserved":
            raise refuse("book.not_reserved", "12-1", number=old.number)
        if not law.is_due(old.year, date.fromisoformat(old.expires or ""), today):
            raise refuse("book.not_due", number=old.number, expires=old.expires)
        if not by.strip():
            raise refuse("book.no_decider")
        body = {
            "v": 1, "series": old.series, "year": old.year, "sequence": old.sequence, "reason": old.purpose,
            "by": by.strip(),
        }  # fmt: skip
        journal.record(store, "reservation_lapsed", body)
        return number_lines.get(store, line)


@journal.applies("reservation_lapsed")
def _reservation_lapsed(conn: Connection, event: journal.Event) -> None:
    _end(conn, event, "lapsed")


# ------------------------------------------------------------------ off line


def enter_off_line(
    store: Store, written: str, title: str, section: str, dated: date, by: str, *, kind: str = "", signer: str = "",
) -> Entered:  # fmt: skip
    """A number that was given by hand outside: refused where it is taken, with a warning for 倒号. Raises Refused.

    `written` is the number as typed, repaired where it needs it; `by` is who numbered the paper.
    """
    with store.write():
        known = documents.known_series(store)
        check = check_number(written, known)
        documents.hold(check.verdicts)
        assert check.series is not None and check.year is not None and check.sequence is not None
        series, year, sequence = check.series, check.year, check.sequence
        today = to_second(store.clock.now()).date()
        if year > today.year:
            raise refuse("book.year_ahead", "12-1", year=year)
        main_line.hold_book_here(store)
        book_year.hold_open(store, year)
        hold_free(store, series, year, sequence)
        before, after = number_lines.neighbours(store, series, year, sequence)
        last = number_lines.highest(store, series, year)
        jumps = (last + 1, sequence - 1) if sequence > last + 1 else None
        number = number_text(series, year, sequence)
        found = law.judge_off_line(
            number, year, dated, title, section, by, today, before, after, jumps
        )  # fmt: skip
        notes = [*check.verdicts, *found]
        if kind.strip() and law.judged(year, dated):
            # the paper is out: what a draft would be refused for is only remarked on
            draft = judge_draft(title, kind.strip(), series, known)
            notes += [
                one._replace(level=Level.WARNING) if one.refused else one for one in draft if title.strip()
            ]
        body = {
            "v": 1, "series": series, "year": year, "sequence": sequence, "title": title.strip(),
            "section": section.strip(), "dated": dated.isoformat(), "person": by.strip(), "kind": kind.strip(),
            "signer": signer.strip(), "request_id": _own_request(series, year, sequence),
            "verdicts": documents.hold(notes),
        }  # fmt: skip
        journal.record(store, "number_used_off_line", body)
        return Entered(_line(store, series, year, sequence), tuple(notes))


def out_of_order(store: Store, written: str, dated: date) -> list[Verdict]:
    """倒号 of a number as it is typed: what the book says of its date before it is entered."""
    check = check_number(written, documents.known_series(store))
    if (
        check.series is None
        or check.year is None
        or check.sequence is None
        or not law.judged(check.year, dated)
    ):
        return []
    return law.out_of_order(dated, *number_lines.neighbours(store, check.series, check.year, check.sequence))


@journal.applies("number_used_off_line")
def _number_used_off_line(conn: Connection, event: journal.Event) -> None:
    number_lines.add_line(conn, event, event.body, "off_line", "given")


def hold_free(store: Store, series: str, year: int, sequence: int) -> None:
    """Refuse a number that anything stands for. Raises Refused (12-1)."""
    line = number_lines.find(store, series, year, sequence)
    if line and line.state not in FREE:
        key = "book.taken_reserved" if line.state == "reserved" else "book.taken"
        raise refuse(
            key, "12-1", number=line.number, title=line.words, person=line.person, at=line.given_at
        )  # fmt: skip


# ------------------------------------------------------------------ void


def void(
    store: Store, line: int, reason: str, by: str, *, at: datetime | None = None, mistaken: bool = False
) -> Line:
    """作废: the number is never used again, and its document says so. Raises Refused (12-1).

    `mistaken` takes back an off-line or imported entry whose number no paper ever had: it stays in the book as
    登记有误, and numbering does not go on behind it.
    """
    from oatui.store import publication

    moment = to_second(at or store.clock.now())
    with store.write():
        old = number_lines.get(store, line)
        main_line.hold_book_here(store)
        book_year.hold_open(store, old.year)
        if moment > to_second(store.clock.now()):
            raise refuse("document.future", at=iso(moment))
        documents.hold(law.judge_void(old.state, old.way, old.number, reason, by, mistaken))
        body: dict[str, Any] = {
            "v": 1, "id": old.document, "series": old.series, "year": old.year, "sequence": old.sequence,
            "reason": reason.strip(), "by": by.strip(), "mistaken": mistaken, "verdicts": [],
        }  # fmt: skip
        journal.record(store, "number_voided", body, at=moment)
        if old.document is not None:
            publication.end_with(store, old.document, by, reason)
        return number_lines.get(store, line)


@journal.applies("number_voided")
def _number_voided(conn: Connection, event: journal.Event) -> None:
    body = event.body
    _end(conn, event, "mistaken" if body["mistaken"] else "void")
    if body["id"] is not None:
        documents.add_fact(conn, event, body["id"], "number_voided", "number", body["by"])


def _end(conn: Connection, event: journal.Event, state: str) -> None:
    body = event.body
    conn.execute(
        "update number set state = ?, reason = ?, ended_by = ?, ended_at = ? "
        "where series = ? and year = ? and sequence = ?",
        (state, body["reason"], body["by"], event.at, body["series"], body["year"], body["sequence"]),
    )


# ------------------------------------------------------------------ gaps


def explain(store: Store, series: str, year: int, first: int, last: int, reason: str, by: str) -> list[Line]:
    """Give missing numbers their line: why nothing has them, and who says so. Raises Refused."""
    with store.write():
        main_line.hold_book_here(store)
        book_year.hold_open(store, year)
        open_gaps = number_lines.gaps(store, year, series)
        documents.hold(law.judge_explanation(Gap(series, year, first, last), open_gaps, reason, by))
        body = {
            "v": 1, "series": series, "year": year, "first": first, "last": last, "reason": reason.strip(),
            "by": by.strip(),
        }  # fmt: skip
        journal.record(store, "gap_explained", body)
        return [_line(store, series, year, sequence) for sequence in range(first, last + 1)]


@journal.applies("gap_explained")
def _gap_explained(conn: Connection, event: journal.Event) -> None:
    body = event.body
    for sequence in range(body["first"], body["last"] + 1):
        line = {
            "series": body["series"], "year": body["year"], "sequence": sequence, "reason": body["reason"],
            "ended_by": body["by"], "ended_at": event.at,
            "request_id": _own_request(body["series"], body["year"], sequence),
        }  # fmt: skip
        number_lines.add_line(conn, event, line, "gap", "explained")


# ------------------------------------------------------------------ what they share


def _own_request(series: str, year: int, sequence: int) -> str:
    return f"{series} {year} {sequence}"


def _line(store: Store, series: str, year: int, sequence: int) -> Line:
    line = number_lines.find(store, series, year, sequence)
    assert line is not None
    return line


def _hold_known(store: Store, series: str) -> None:
    """Raises Refused where it is no series of the office (10-3)."""
    known: Sequence[str] = [one.code for one in documents.known_series(store)]
    if series.strip() not in known:
        raise Refused(
            Verdict(
                "10-3", Level.REFUSED, "numbering.series_unknown", {"series": series, "known": list(known)}
            )
        )
