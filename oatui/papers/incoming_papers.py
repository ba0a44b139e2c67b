"""What the 收文处理单 of an incoming paper says, read from the store."""

from __future__ import annotations

from oatui.clock import from_iso
from oatui.files.handling_sheet_out import HandlingSheet, Reader
from oatui.rules.incoming import URGENCIES
from oatui.store import incoming, incoming_passing, settings
from oatui.store.database import Store


def handling_sheet(store: Store, paper: int) -> HandlingSheet:
    """The sheet of one paper as it now stands. Raises Refused."""
    one = incoming.get(store, paper)
    readers: dict[str, Reader] = {}
    for line in incoming_passing.passes(store, paper):
        if line.role == "read":
            readers[line.taker] = Reader(line.taker, from_iso(line.signed_at) if line.signed_at else None)
    return HandlingSheet(
        office=str(settings.get(store, "office")),
        number=one.number,
        received_at=from_iso(one.received_at),
        sender=one.sender,
        sender_number=one.sender_number,
        title=one.title,
        copies=one.copies,
        urgency=URGENCIES[one.urgency] if one.urgency else "",
        attachments=one.attachments,
        proposal=one.proposal,
        instruction=one.instruction,
        handler=" ".join(filter(None, (one.unit, one.handler))),
        due=one.limit.at,
        readers=tuple(readers.values()),
        result=one.result if one.state == "ended" else "",
        reply_number=one.reply_number,
        volume=one.volume,
    )
