"""The text of each document as it was read from its Word file; the last one read stands, the journal keeps all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import from_iso
from oatui.rules import signoff
from oatui.rules.paper_text import Paragraph, characters, is_marked_public, is_marked_secret
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import documents, journal, paper_facts, paper_particulars, publication
from oatui.store.database import Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.particulars import Particulars
    from oatui.rules.workdays import Calendar


class Text(NamedTuple):
    """A text as it was read from its Word file, to be kept."""

    paragraphs: Sequence[Paragraph]
    file: str
    sha256: str


class Body(NamedTuple):
    """The text of a document; `characters` counts the main text without spaces (rules/paper_text.py)."""

    paragraphs: list[Paragraph]
    file: str
    sha256: str
    characters: int
    at: datetime


def get(store: Store, document: int) -> Body | None:
    """The text that stands, None where none was read."""
    row = store.row("select * from paper_body where document = ?", document)
    if row is None:
        return None
    paragraphs = [Paragraph.from_body(one) for one in json.loads(row["paragraphs"])]
    return Body(paragraphs, row["file"], row["sha256"], row["characters"], from_iso(row["at"]))


def set_body(
    store: Store,
    document: int,
    paragraphs: Sequence[Paragraph],
    file: str,
    sha256: str,
    *,
    correction: signoff.Correction | None = None,
    calendar: Calendar | None = None,
) -> Body:
    """Keep the text of a document, read from `file`. Raises Refused.

    Another text after 签发 goes back to the signer, unless it is a correction with a name and a reason
    (条例 art. 25); the same words in another file do not. A paper marked secret is not taken in. A text that says
    （此件公开发布） makes the paper one that is made public, whatever was filled in; a numbered one gets its line
    of 信息公开 in the same act (26-2).
    """
    with store.write():
        return take(store, document, paragraphs, file, sha256, correction=correction, calendar=calendar)


def draft(
    store: Store, title: str, kind: str, series: str, section: str, by: str, says: Particulars, text: Text
) -> documents.Document:
    """A new draft that has its text already. Raises Refused."""
    with store.write():
        identity = documents.enter(store, title, kind, series, section, by, says=says)
        take(store, identity, *text)
        return documents.get(store, identity)


def take(
    store: Store,
    document: int,
    paragraphs: Sequence[Paragraph],
    file: str,
    sha256: str,
    *,
    correction: signoff.Correction | None = None,
    calendar: Calendar | None = None,
) -> Body:
    """The same inside a `write()` that does more. Raises Refused."""
    documents.get(store, document)
    if not any(one.plain.strip() for one in paragraphs):
        raise refuse("paper.body_empty", file=file)
    if is_marked_secret(one.plain for one in paragraphs):
        raise refuse("paper.secret", "15-7")
    before = get(store, document)
    if before and before.sha256 == sha256:
        return before
    same = before is not None and before.paragraphs == list(paragraphs)
    says = paper_particulars.get(store, document)
    marked = is_marked_public(one.plain for one in paragraphs) and says.disclosure != "public"
    signatures = paper_facts.signatures_of(store, document)
    verdicts = [] if same else signoff.judge_change(signatures, correction)
    if reopens := not same and signoff.reopens(signatures, correction):
        documents.hold_not_closed(store, documents.get(store, document))
    if marked:
        verdicts.append(Verdict("26-2", Level.NOTE, "publication.marked"))
    body = {
        "v": 1, "id": document, "file": file, "sha256": sha256, "characters": characters(paragraphs),
        "paragraphs": [one.as_body() for one in paragraphs],
        "reopens": reopens,
        "by": correction.by.strip() if correction else "",
        "reason": correction.reason.strip() if correction else "",
        "verdicts": documents.hold(verdicts),
    }  # fmt: skip
    if marked:
        body["fields"] = replace(says, disclosure="public").as_body()
    journal.record(store, "body_read", body)
    publication.open_for(store, document, calendar)
    kept = get(store, document)
    assert kept
    return kept


@journal.applies("body_read")
def _body_read(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into paper_body values (?, ?, ?, ?, ?, ?, ?) on conflict(document) do update set "
        "file = excluded.file, sha256 = excluded.sha256, characters = excluded.characters, "
        "paragraphs = excluded.paragraphs, at = excluded.at, actor = excluded.actor",
        (
            body["id"], body["file"], body["sha256"], body["characters"],
            journal.as_json(body["paragraphs"]), event.at, event.actor,
        ),
    )  # fmt: skip
    if "fields" in body:
        documents.keep_particulars(conn, event)
    documents.add_change(conn, event, "body_read")
