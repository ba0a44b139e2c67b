"""A number from the book of another desk of the office: asked for once or ten times, the paper has the same (12-1, 12-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oatui.clock import iso
from oatui.rules.verdict import refuse
from oatui.store import documents, journal, main_line, numbers
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.rules.workdays import Calendar


def request(store: Store, document: int) -> dict[str, Any] | None:
    """What the book is asked for, judged here first; None for a paper that has its number, or takes none. Raises Refused.

    It names the paper by the event that began it: a store that was restored asks for no other paper's number.
    """
    seen = numbers.look(store, document)
    if seen.paper.number or not seen.paper.series:
        return None
    documents.hold(list(seen.verdicts))
    paper = seen.paper
    begun = store.row(
        "select origin, seq from event where kind = 'document_drafted' and json_extract(body, '$.id') = ?",
        document,
    )
    assert begun is not None
    return {
        "request_id": f"{begun['origin']} {begun['seq']}", "title": paper.title, "kind": paper.kind,
        "series": paper.series, "section": paper.section, "by": paper.drafted_by,
        "signatures": [[one.step, one.person, iso(one.at)] for one in seen.signatures],
    }  # fmt: skip


def keep(store: Store, document: int, number: str, calendar: Calendar | None = None) -> documents.Document:
    """The paper has the number that the book gave. Raises Refused where it is none of the paper's series."""
    from oatui.rules.numbering import check_number
    from oatui.store import publication

    with store.write():
        seen = numbers.look(store, document)
        if seen.paper.number:
            return seen.paper
        read = check_number(number, documents.known_series(store))
        if read.series != seen.paper.series or read.sequence is None:
            raise refuse("link.not_understood")
        body = {
            "v": 1, "id": document, "series": read.series, "year": read.year, "sequence": read.sequence,
            "number": number, "request_id": f"document {document}", "book": main_line.book(store),
            # the number is given: what changed here since it was asked for is remarked, and refuses nothing
            "verdicts": [one.as_body() for one in seen.verdicts if not one.refused],
        }  # fmt: skip
        journal.record(store, "number_given", body)
        publication.open_for(store, document, calendar)
        return numbers.kept(store, document, number)
