"""A number of the one book for a paper of another desk: asked once or ten times, it is the same (12-1, 12-2, 12-6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import from_iso, to_second
from oatui.rules import number_book, numbering, signoff
from oatui.rules.verdict import Verdict, refuse
from oatui.store import book_year, documents, journal, main_line, next_number, number_lines, sites, unheard
from oatui.store.database import Store
from oatui.store.sites import Site

if TYPE_CHECKING:
    from sqlite3 import Connection

LONGEST = {"request_id": 80, "title": 400, "kind": 20, "series": 40, "section": 80, "by": 80, "dated": 10}


def allocate(store: Store, site: Site, request: Mapping[str, Any]) -> str:
    """The number for `request`: request_id, title, kind, series, section, by, and signatures [step, person, ISO at].

    Judged by what stands on the paper, like one of this desk's own. Raises Refused.
    """
    if main_line.hub(store):
        raise refuse("hub.pair_anew", "12-1")
    asked = read(request)
    key = key_of(site.id, asked.request_id)
    if not _given(store, key):
        unheard.look_back(store, last_of(request))
    with store.write():
        now = sites.get(store, site.id)
        if now.shut_out_at:
            raise refuse("link.shut_out")
        if given := _given(store, key):
            return given
        verdicts = documents.hold(judge(asked, documents.known_series(store)))
        year = asked.year(store.clock.now())
        main_line.hold_book_here(store)
        book_year.hold_open(store, year)
        sequence = next_number.take_sequence(store, asked.series, year, key)
        _record(store, now, asked, year, sequence, verdicts)
    return numbering.number_text(asked.series, year, sequence)


def keep(store: Store, site: Site, request: Mapping[str, Any], year: int, sequence: int, at: str) -> bool:
    """Enter a number that a county's hub gave to `site` at a moment (ISO); False where the book has it already.

    `request` carries the hub's `verdicts`: nothing is judged again. Raises Refused where the book has another paper there.
    """
    if not put_back(store, site, request["series"], year, sequence, at, request):
        raise refuse("hub.number_taken", number=numbering.number_text(request["series"], year, sequence))
    return True


def put_back(
    store: Store, site: Site, series: str, year: int, sequence: int, at: str, request: Mapping[str, Any]
) -> bool:  # fmt: skip
    """Enter a number that stands on a paper of `site`; False where the book has another paper there. Raises Refused."""
    asked = read(request)
    with store.write():
        there = store.row(
            "select request_id, way, title from number where series = ? and year = ? and sequence = ?",
            series, year, sequence,
        )  # fmt: skip
        if there is not None:
            # a machine that was invited again has another number, and the same paper; so has one entered by hand
            by_hand = there["way"] in {"off_line", "imported"} and there["title"] == asked.title
            before = same_paper(there["request_id"], asked.request_id)
        elif _given(store, key_of(site.id, asked.request_id)):
            return False
        else:
            by_hand, before = False, site.id
            verdicts = request.get("verdicts", [])
            _record(store, site, asked._replace(series=series), year, sequence, verdicts, from_iso(at))
    if before is not None and before != site.id:
        unheard.heard(store, before)  # the same machine under the name that it had
    return by_hand or before is not None


def _record(
    store: Store, site: Site, asked: Asked, year: int, sequence: int, verdicts: Sequence[Any],
    at: datetime | None = None,
) -> None:  # fmt: skip
    body = {
        "v": 1, "site": site.id, "series": asked.series, "year": year, "sequence": sequence,
        "number": numbering.number_text(asked.series, year, sequence), "request_id": key_of(site.id, asked.request_id),
        "title": asked.title, "kind": asked.kind, "section": asked.section,
        "dated": asked.day().isoformat(), "person": asked.by, "signer": asked.chief.person,
        "more": {"remark": site.name}, "verdicts": verdicts,
    }  # fmt: skip
    journal.record(store, "number_allocated", body, at=at)


def key_of(site: int, request_id: str) -> str:
    """Under which a book keeps what a machine asked."""
    return f"desk {site} {request_id}"


def same_paper(key: str, request_id: str) -> int | None:
    """Under which machine's number a book keeps this request, None where it keeps another."""
    words = key.split(" ", 2)
    return int(words[1]) if words[0] == "desk" and words[2:] == [request_id] else None


def last_of(request: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The highest numbers (series, year, sequence) of this book that the asker knows of. Raises Refused."""
    try:
        return [(str(series), int(year), int(sequence)) for series, year, sequence in request.get("last", ())]
    except (TypeError, ValueError) as error:
        raise refuse("link.not_understood") from error


class Asked(NamedTuple):
    """A request for a number, read."""

    request_id: str
    title: str
    kind: str
    series: str
    section: str
    by: str
    dated: str  # 成文日期, ISO; empty from a desk that does not say it: the day of 签发
    signatures: Sequence[signoff.Signature]

    @property
    def chief(self) -> signoff.Signature:
        """签发; of a request that `judge` let pass."""
        return next(one for one in self.signatures if one.step == "chief_sign")

    def day(self) -> date:
        """成文日期. Raises Refused where nobody signed."""
        signed = numbering.signed_on(self.signatures)
        return max(signed, date.fromisoformat(self.dated)) if self.dated else signed

    def year(self, now: datetime) -> int:
        """Whose number it is. Raises Refused where 成文日期 lies in a year that has not begun."""
        year = self.day().year
        if year > to_second(now).year:
            raise refuse("book.year_ahead", "12-1", year=year)
        return year


def read(request: Mapping[str, Any]) -> Asked:
    """A request as it came over the line. Raises Refused where it is none."""
    asked = Asked(**{name: _text(request, name) for name in LONGEST}, signatures=_signatures(request))
    try:
        if asked.dated:
            date.fromisoformat(asked.dated)
    except ValueError as error:
        raise refuse("link.not_understood") from error
    return asked


def judge(asked: Asked, known: Sequence[numbering.Series]) -> list[Verdict]:
    """What the rules say of it, by what stands on the paper alone. Raises Refused where something is missing."""
    for value, sentence in ((asked.section, "book.no_section"), (asked.by, "book.no_hand")):
        if not value:
            raise refuse(sentence)
    if not asked.series:
        raise refuse("link.no_series", "10-4")
    return numbering.judge_number(asked.signatures, asked.kind, asked.series, asked.title, known)


@journal.applies("number_allocated")
def _number_allocated(conn: Connection, event: journal.Event) -> None:
    number_lines.add_line(conn, event, event.body, number_book.OTHER_DESK, "given")


def _given(store: Store, key: str) -> str | None:
    row = store.row("select series, year, sequence from number where request_id = ?", key)
    return numbering.number_text(row["series"], row["year"], row["sequence"]) if row else None


def _text(request: Mapping[str, Any], name: str) -> str:
    """A field of what came over the line. Raises Refused where it is no text, or a whole book."""
    value = request.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST[name] or "\0" in value:
        raise refuse("link.not_understood")
    if name == "request_id" and not value:
        raise refuse("link.not_understood")
    return value.strip()


def _signatures(request: Mapping[str, Any]) -> list[signoff.Signature]:
    try:
        return [
            signoff.Signature(str(step), str(person), from_iso(at))
            for step, person, at in request.get("signatures", ())
        ]
    except (TypeError, ValueError) as error:
        raise refuse("link.not_understood") from error
