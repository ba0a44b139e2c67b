"""What each document says of itself: one record, each change a fact that replaces the one before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oatui.clock import to_second
from oatui.rules import signoff
from oatui.rules.paper_text import is_marked_public
from oatui.rules.particulars import KEYS, Particulars
from oatui.rules.verdict import refuse
from oatui.store import documents, journal, paper_facts
from oatui.store.database import Store
from oatui.store.documents import Document

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.workdays import Calendar
    from oatui.store.paper_bodies import Text

# a change of these is one of substance
SUBSTANCE = frozenset({"title", "kind", "series", "to", "joint", "joint_lead"})


def get(store: Store, document: int) -> Particulars:
    """What a document says of itself; everything empty where nothing was given."""
    found = store.value("select fields from paper_particulars where document = ?", document)
    return Particulars.from_body(json.loads(found)) if found else Particulars()


def describe(
    store: Store,
    document: int,
    given: Mapping[str, Any],
    *,
    title: str | None = None,
    kind: str | None = None,
    series: str | None = None,
    correction: signoff.Correction | None = None,
    calendar: Calendar | None = None,
    text: Text | None = None,
) -> Document:
    """Change what is given and leave the rest; title, kind and series too. Raises Refused.

    After 签发 a change of title, kind, series, 主送 or who issues it goes back to the signer, unless it is a correction with a
    name and a reason (条例 art. 25). A number once given keeps its series and who leads. What the text itself says is to be made
    public stays so until the text is another one (26-2).
    """
    from oatui.rules import numbering  # kinds and repairs are not for the first frame
    from oatui.store import paper_bodies, publication  # they read the particulars

    if unknown := next((key for key in given if key not in KEYS), None):
        raise refuse("particulars.unknown", name=unknown)
    with store.write():
        if text:
            # first the text: what it says of being made public is what the particulars are held to
            paper_bodies.take(store, document, *text, correction=correction, calendar=calendar)
        paper = documents.get(store, document)
        before = get(store, document)
        says = replace(before, **given)
        new = {
            "title": paper.title if title is None else title.strip(),
            "kind": kind or paper.kind,
            "series": paper.series if series is None else series,
        }
        changed = [key for key, value in new.items() if value != getattr(paper, key)]
        changed += [key for key in KEYS if getattr(says, key) != getattr(before, key)]
        if not changed:
            return paper
        if "disclosure" in changed and says.disclosure != "public":
            stands = paper_bodies.get(store, document)
            if stands and is_marked_public(one.plain for one in stands.paragraphs):
                raise refuse("publication.text_says", "26-2", file=stands.file)
        verdicts = []
        if SUBSTANCE.intersection(changed):
            if "series" in changed and paper.number:
                raise refuse("paper.series_fixed", "12-1", number=paper.number)
            verdicts += numbering.judge_draft(
                new["title"], new["kind"], new["series"] or None, documents.known_series(store)
            )
        if paper.number and says.led_elsewhere != before.led_elsewhere:
            raise refuse("paper.lead_fixed", "12-1", number=paper.number)
        signatures = paper_facts.signatures_of(store, document)
        substantial = bool(SUBSTANCE.intersection(changed))
        verdicts += signoff.judge_change(signatures, correction) if substantial else []
        if reopens := substantial and signoff.reopens(signatures, correction):
            documents.hold_not_closed(store, paper)
            if year := documents.of_earlier_year(store, document):
                verdicts.append(signoff.judge_kept(str(paper.number), year))
        body = {
            "v": 1, "id": document, **new, "fields": says.as_body(), "changed": changed,
            "reopens": reopens,
            "by": correction.by.strip() if correction and substantial else "",
            "reason": correction.reason.strip() if correction and substantial else "",
            "verdicts": documents.hold(verdicts),
        }  # fmt: skip
        if not reopens and (
            chief := next((one for one in signatures if one.step == signoff.CHAIN[-1]), None)
        ):
            dated = says.dated(to_second(chief.at).date())
            if (
                paper.number not in (None, numbering.UNNUMBERED)
                and {"joint", "consultations"}.intersection(changed)
                and dated.year != paper.year
            ):
                raise refuse("paper.year_fixed", "12-1", number=paper.number, dated=dated.isoformat())
            body["dated"] = dated.isoformat()
        journal.record(store, "document_described", body)
        publication.open_for(store, document, calendar)
    return documents.get(store, document)


@journal.applies("document_described")
def _document_described(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "update document set title = ?, kind = ?, series = ?, dated = coalesce(?, dated) where id = ?",
        (body["title"], body["kind"], body["series"], body.get("dated"), body["id"]),
    )
    documents.keep_particulars(conn, event)
    documents.add_change(conn, event, "described")
