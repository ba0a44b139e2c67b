"""Which paper of ours an incoming one answers: the 批复 to its 请示, an opinion on a 函."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import documents, incoming, journal
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.store.incoming import Incoming, Made, add_fact

if TYPE_CHECKING:
    from sqlite3 import Connection


def belong(store: Store, paper: int, document: int | None) -> Made:
    """What came answers a numbered paper of ours; None takes that back. Raises Refused."""
    with store.write():
        came = incoming.get(store, paper)
        if came.state == "void":
            raise refuse("incoming.is_void", number=came.number)
        before = ours(store, paper)
        if document is None:
            if before is None:
                raise refuse("incoming.belongs_to_none", number=came.number)
            title = before.title
        else:
            title = answerable(store, document).title
        done = Verdict(None, Level.OK, "incoming.belongs" if document else "incoming.belongs_no_more",
                       {"title": title})  # fmt: skip
        if document is not None and before is not None and before.id == document:
            return Made(came, done)
        journal.record(store, "incoming_belongs", {"v": 1, "id": paper, "document": document, "title": title})
    return Made(came, done)


def answerable(store: Store, document: int) -> Document:
    """A paper of ours that was sent: numbered and not void. Raises Refused."""
    asked = documents.get(store, document)
    if not asked.number:
        raise refuse("incoming.belongs_to_draft", title=asked.title)
    documents.hold_not_void(store, asked)
    return asked


@journal.applies("incoming_belongs")
def _incoming_belongs(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute("delete from incoming_belongs where incoming = ?", (body["id"],))
    if body["document"] is not None:
        conn.execute("insert into incoming_belongs values (?, ?)", (body["id"], body["document"]))
    add_fact(conn, event)


def ours(store: Store, paper: int) -> Document | None:
    """The paper of ours that an incoming one answers."""
    document = store.value("select document from incoming_belongs where incoming = ?", paper)
    return documents.get(store, document) if document is not None else None


def answers(store: Store, document: int) -> list[Incoming]:
    """What came in answer to a paper of ours, in the order it came; what was registered by mistake is none."""
    rows = store.rows("select incoming from incoming_belongs where document = ? order by incoming", document)
    return [one for one in incoming.of_ids(store, [row[0] for row in rows]) if one.state != "void"]


def numbers(store: Store, year: int) -> dict[int, str]:
    """The number of our paper that each incoming one of a year answers, for its register."""
    rows = store.rows(
        "select b.incoming, d.number from incoming_belongs b join incoming i on i.id = b.incoming "
        "join document d on d.id = b.document where i.year = ?",
        year,
    )
    return {row[0]: row[1] or "" for row in rows}
