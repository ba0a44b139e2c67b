"""A number of the one book for a paper of another desk: asked once or ten times, it is the same (12-1, 12-2, 12-6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oatui.clock import from_iso, to_second
from oatui.rules import number_book, numbering, signoff
from oatui.rules.verdict import Verdict, refuse
from oatui.store import documents, journal, number_lines, sites
from oatui.store.database import Store
from oatui.store.sites import Site

if TYPE_CHECKING:
    from sqlite3 import Connection

LONGEST = {"request_id": 80, "title": 400, "kind": 20, "series": 40, "section": 80, "by": 80}


def allocate(store: Store, site: Site, request: Mapping[str, Any]) -> str:
    """The number for `request`: request_id, title, kind, series, section, by, and signatures [step, person, ISO at].

    Judged by what stands on the paper, like one of this desk's own. Raises Refused.
    """
    asked = {name: _text(request, name) for name in LONGEST}
    signatures = _signatures(request)
    key = f"desk {site.id} {asked['request_id']}"
    with store.write():
        now = sites.get(store, site.id)
        if now.shut_out_at:
            raise refuse("link.shut_out")
        if given := _given(store, key):
            return given
        known = documents.known_series(store)
        title, kind, series = asked["title"], asked["kind"], asked["series"]
        found: list[Verdict] = []
        for name, sentence in (("section", "book.no_section"), ("by", "book.no_hand")):
            if not asked[name]:
                raise refuse(sentence)
        if not series:
            raise refuse("link.no_series", "10-4")
        found += numbering.judge_number(signatures, kind, series, title, known)
        verdicts = documents.hold(found)
        year = numbering.number_year(signatures)
        if year > to_second(store.clock.now()).year:
            raise refuse("book.year_ahead", "12-1", year=year)
        number_lines.hold_open(store, year)
        sequence = number_lines.next_sequence(store, series, year)
        number = numbering.number_text(series, year, sequence)
        chief = next(one for one in signatures if one.step == "chief_sign")
        body = {
            "v": 1, "site": now.id, "series": series, "year": year, "sequence": sequence, "number": number,
            "request_id": key, "title": title, "kind": kind, "section": asked["section"],
            "dated": to_second(chief.at).date().isoformat(), "person": asked["by"], "signer": chief.person,
            "more": {"remark": now.name}, "verdicts": verdicts,
        }  # fmt: skip
        journal.record(store, "number_allocated", body)
    return number


@journal.applies("number_allocated")
def _number_allocated(conn: Connection, event: journal.Event) -> None:
    number_lines.add_line(conn, event, event.body, number_book.OTHER_DESK, "given")


def _given(store: Store, key: str) -> str | None:
    row = store.row("select series, year, sequence from number where request_id = ?", key)
    return numbering.number_text(row["series"], row["year"], row["sequence"]) if row else None


def _text(request: Mapping[str, Any], name: str) -> str:
    """A field of what came over the line. Raises Refused where it is no text, or a whole book."""
    value = request.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST[name] or (name == "request_id" and not value):
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
