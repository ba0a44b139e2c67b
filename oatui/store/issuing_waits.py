"""What waits for whom after the number: to be printed, sealed, kept, sent, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from oatui.clock import iso
from oatui.store import documents, issuing, seal_register
from oatui.store.database import Store
from oatui.store.documents import Document

LOOK_BACK = timedelta(days=400)  # this year's book and the last one's end


class Waiting(NamedTuple):
    """A paper after its number, what it waits for (print, seal, file, send, close) and whom."""

    paper: Document
    acts: tuple[str, ...]
    who: str


def waiting(store: Store, limit: int = 50) -> list[Waiting]:
    """Papers that have their number and are not closed, the oldest first; the seal waits for the office head."""
    now = store.clock.now()
    rows = store.rows(
        # thousands are closed, a few are not: both are told by small indexes alone
        "select d.* from document d indexed by document_numbered "
        "where d.recorded_at >= ? and d.step = 'chief_sign' and d.number is not null "
        "and not exists (select 1 from issuing i indexed by issuing_closed "
        "where i.document = d.id and i.rounds = d.returned and i.closed_at is not null) "
        "and not exists (select 1 from number n where n.document = d.id and n.state = 'void') "
        "order by d.recorded_at, d.id limit ?",
        iso(now - LOOK_BACK),
        limit,
    )
    if not rows:
        return []
    head = seal_register.proposed(store, now)
    return [
        Waiting(issue.paper, acts, head if acts == ("seal",) else "")
        for issue in issuing.many(store, [documents.from_row(row) for row in rows])
        if (acts := tuple(issue.waits))
    ]
