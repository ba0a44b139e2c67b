"""The notice of a meeting as a paper of the document desk: drafted from the meeting, linked to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.store import documents, journal, meetings
from oatui.store.database import Store
from oatui.store.documents import Document

if TYPE_CHECKING:
    from sqlite3 import Connection

    from oatui.rules.particulars import Particulars
    from oatui.store.paper_bodies import Text

KIND = "通知"


def draft(
    store: Store,
    meeting: int,
    title: str,
    section: str,
    by: str,
    says: Particulars | None = None,
    text: Text | None = None,
) -> Document:
    """A 便函 of kind 通知 on the meeting's letter series (10-4) with its text, linked to the meeting. Raises Refused."""
    from oatui.store import paper_bodies

    with store.write():
        meetings.get(store, meeting)
        series = next(one.code for one in documents.known_series(store) if one.kind == "letter")
        paper = documents.enter(store, title, KIND, series, section, by, says=says)
        journal.record(store, "notice_drafted", {"v": 1, "meeting": meeting, "document": paper})
        if text:
            paper_bodies.take(store, paper, *text)
        return documents.get(store, paper)


@journal.applies("notice_drafted")
def _notice_drafted(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into notice_paper values (?, ?, ?, ?)",
        (event.body["meeting"], event.body["document"], event.at, event.actor),
    )


def of(store: Store, meeting: int) -> Document | None:
    """The last notice that was drafted for a meeting."""
    found = store.value(
        "select document from notice_paper where meeting = ? order by at desc, document desc limit 1", meeting
    )
    return documents.get(store, found) if found else None
