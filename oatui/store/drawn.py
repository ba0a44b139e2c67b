"""A number from the book of another desk of the office: asked for once or ten times, the paper has the same (12-1, 12-6)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from oatui.clock import iso
from oatui.rules.verdict import refuse
from oatui.store import documents, journal, main_line, numbers, paper_facts
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.rules import signoff
    from oatui.rules.workdays import Calendar


def request(store: Store, document: int) -> dict[str, Any] | None:
    """What the book is asked for, judged here first; None for a paper that has its number, or takes none. Raises Refused.

    It names the paper by the event that began it: a store that was restored asks for no other paper's number.
    """
    seen = numbers.look(store, document)
    if seen.paper.number or not seen.paper.series:
        return None
    documents.hold(list(seen.verdicts))
    this = store.clock.now().year
    known = [*highest_of(store, this - 1), *main_line.known(store)]
    return _request(store, seen.paper, seen.signatures) | {"last": [list(one) for one in known]}


def _request(
    store: Store, paper: documents.Document, signatures: Sequence[signoff.Signature]
) -> dict[str, Any]:  # fmt: skip
    begun = store.row(
        "select origin, seq from event where kind = 'document_drafted' and json_extract(body, '$.id') = ?",
        paper.id,
    )
    assert begun is not None
    return {
        "request_id": f"{begun['origin']} {begun['seq']}", "title": paper.title, "kind": paper.kind,
        "series": paper.series, "section": paper.section, "by": paper.drafted_by,
        "dated": paper.dated, "signatures": [[one.step, one.person, iso(one.at)] for one in signatures],
    }  # fmt: skip


# what this desk drew: whatever the book was called then, the number stands on the paper
_DRAWN = "from event where kind = 'number_given' and json_extract(body, '$.book') <> '' and json_extract(body, '$.year') >= ?"


def highest_of(store: Store, since: int) -> list[tuple[str, int, int]]:
    """The highest number of each series and year, from `since` on, that the book which this desk is at gave it."""
    rows = store.rows(
        "select json_extract(body, '$.series'), json_extract(body, '$.year'), max(json_extract(body, '$.sequence')) "
        f"{_DRAWN} and json_extract(body, '$.book') = ? group by 1, 2",
        since,
        main_line.book(store),
    )
    return [(row[0], row[1], row[2]) for row in rows]


class Held(NamedTuple):
    """A drawn number that stands on a paper here; `at` is ISO, `request` what it was asked for with."""

    series: str
    year: int
    sequence: int
    at: str
    request: dict[str, Any]


def held(store: Store) -> Iterator[Held]:
    """The numbers of this year and the last that this desk drew from another's book, void ones too."""
    for row in store.rows(f"select at, body {_DRAWN} order by rowid", store.clock.now().year - 1):
        body = json.loads(row["body"])
        asked = _request(
            store, documents.get(store, body["id"]), paper_facts.signatures_of(store, body["id"])
        )
        if all(step != "chief_sign" for step, _person, _at in asked["signatures"]):
            # taken back since: the number was given for a signature that stood then
            asked["signatures"].append(["chief_sign", "", row["at"]])
        yield Held(body["series"], body["year"], body["sequence"], row["at"], asked)


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
        paper = numbers.kept(store, document, number)
    main_line.keep_known(store, [*main_line.known(store), (read.series, read.year or 0, read.sequence)])
    return paper
