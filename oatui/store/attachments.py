"""The attachments of a document, kept as facts: name, true type, size, digest, when and by whom; not the bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from oatui.rules import attachments as law
from oatui.rules.attachments import Attached
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.store import documents, journal
from oatui.store.database import Row, Store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Attachment(NamedTuple):
    """A file that goes with a document; `at` is ISO, `sha256` hexadecimal."""

    id: int
    document: int
    file: Attached
    sha256: str
    at: str
    actor: str


def attach(store: Store, document: int, files: Sequence[tuple[Attached, str]]) -> list[Attachment]:
    """Take files in, each with its digest: all, or none where one stands against 14-4. Raises Refused."""
    with store.write():
        documents.get(store, document)
        if not files:
            raise refuse("attachment.no_files")
        kept = [one.file for one in listed(store, document)]
        _taken, left = law.acceptable(kept, [file for file, _digest in files])
        if left:
            raise Refused(left[0][1])
        first = store.next_id("attachment")
        body = {
            "v": 1, "id": document,
            "files": [
                {"id": first + n, "name": file.name, "type": file.type, "size": file.size, "sha256": digest}
                for n, (file, digest) in enumerate(files)
            ],
        }  # fmt: skip
        journal.record(store, "attachments_taken", body)
    return [one for one in listed(store, document) if one.id >= first]


@journal.applies("attachments_taken")
def _attachments_taken(conn: Connection, event: journal.Event) -> None:
    conn.executemany(
        "insert into attachment values (?, ?, ?, ?, ?, ?, ?, ?, null, null, null)",
        [
            (one["id"], event.body["id"], one["name"], one["type"], one["size"], one["sha256"], event.at, event.actor)
            for one in event.body["files"]
        ],
    )  # fmt: skip


def detach(store: Store, attachment: int, because: str) -> Attachment:
    """Take an attachment off again, with the reason; that it was there stays in the record. Raises Refused."""
    with store.write():
        row = store.row("select * from attachment where id = ?", attachment)
        if row is None:
            raise refuse("attachment.id_unknown", attachment=attachment)
        if row["removed_at"]:
            raise refuse("attachment.removed_before", name=row["name"])
        if not because.strip():
            raise refuse("attachment.remove_reason")
        journal.record(store, "attachment_removed", {"v": 1, "id": attachment, "because": because.strip()})
    return _attachment(row)


@journal.applies("attachment_removed")
def _attachment_removed(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "update attachment set removed_at = ?, removed_by = ?, removed_because = ? where id = ?",
        (event.at, event.actor, event.body["because"], event.body["id"]),
    )


def listed(store: Store, document: int) -> list[Attachment]:
    """What goes with a document now, in the order in which it was attached."""
    rows = store.rows(
        "select * from attachment where document = ? and removed_at is null order by id", document
    )
    return [_attachment(row) for row in rows]


def verdicts(store: Store, document: int) -> list[Verdict]:
    """The set as it stands, judged by 14-4: read it again before the document is sent; empty without any."""
    return law.judge([one.file for one in listed(store, document)])


def _attachment(row: Row) -> Attachment:
    file = Attached(row["name"], row["type"], row["size"])
    return Attachment(row["id"], row["document"], file, row["sha256"], row["at"], row["actor"])
