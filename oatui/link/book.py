"""A second desk of the office: its numbers come from the one book, over the line, or not at all."""

from __future__ import annotations

from oatui.clock import Clock
from oatui.link import uplink
from oatui.link.contract import LineCut
from oatui.link.keyring import Keyring
from oatui.link.site_client import Address, SiteClient
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar
from oatui.store import documents, drawn, numbers
from oatui.store.database import Store

SECONDS = 5.0  # the clerk waits for it


def draw(
    store: Store, ring: Keyring, document: int, clock: Clock, calendar: Calendar | None = None
) -> documents.Document:
    """Number a paper from the book of another desk. Raises Refused: without the line there is no number (12-1)."""
    asked = drawn.request(store, document)
    if asked is None:
        return numbers.give_number(store, document, calendar=calendar)
    way = uplink.book_of(store, ring)
    if way is None:
        raise refuse("link.no_book", "12-1")
    client = SiteClient(Address(way.address, uplink.ca_path(way)), way.site, way.secret, clock, SECONDS)
    try:
        number = client.allocate(way.site, asked)
    except LineCut as cut:
        trouble = uplink.trouble_of(cut)
        key = "link.book_unknown" if trouble else "link.no_number"
        raise refuse(key, "12-1", address=way.address) from cut
    finally:
        client.close()
    return drawn.keep(store, document, number, calendar)
