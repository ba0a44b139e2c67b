"""A second desk of the office: its numbers come from the one book, over the line, or not at all."""

from __future__ import annotations

from oatui.clock import Clock, iso
from oatui.link import book_at_hub, uplink
from oatui.link.contract import Contract, Drawn, LineCut
from oatui.link.keyring import Keyring
from oatui.link.sender import Sender
from oatui.link.site_client import Address, SiteClient
from oatui.link.uplink import Uplink
from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import Calendar
from oatui.store import documents, drawn, main_line, numbers
from oatui.store.database import Store

SECONDS = 5.0  # the clerk waits for it
ASK_SECONDS = 10.0  # how soon a book that was set back hears what stands on papers here, or what it told
WAITS = {"hub.set_back", "hub.set_back_main", "hub.listens", "book.set_back"}


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
    main_line.keep_asked(store, document, waits=True)
    try:
        number = _asked_twice(store, way, client, asked)
        uplink.answered(ring, way, iso(clock.now()), clock.now())
    except LineCut as cut:
        trouble = uplink.trouble_of(cut)
        key = "link.book_unknown" if trouble else "link.no_number"
        raise refuse(key, "12-1", address=way.address) from cut
    except Refused:
        main_line.keep_asked(store, document, waits=False)
        raise
    finally:
        client.close()
    paper = drawn.keep(store, document, number, calendar)
    main_line.keep_asked(store, document, waits=False)
    return paper


def _asked_twice(store: Store, way: Uplink, book: Contract, asked: dict[str, object]) -> str:
    """A book that was set back asks first what stands on the papers here."""
    try:
        return book.allocate(way.site, asked)
    except Refused as no:
        if no.verdict.key not in WAITS:
            raise
    try:
        tell_all(store, way, book)
    except Refused as no:
        # two papers have one number already: that is said by the rounds, and is no reason for a third to wait
        if no.verdict.key != "book.number_twice":
            raise
    return book.allocate(way.site, asked)


def tell_all(store: Store, way: Uplink, book: Contract) -> int:
    """What this desk drew is in the book again, where it was lost; how many were said. Raises Refused, LineCut."""
    held = [Drawn(0, 0, *one) for one in drawn.held(store)]
    twice: Refused | None = None
    known = main_line.known(store)
    for load, last in book_at_hub.loads(held):
        try:
            main_line.keep_known(store, book.hold(way.site, load, last, known).highest)
        except Refused as no:
            twice = no
    if twice:
        raise twice
    return len(held)


def tell_now(store: Store, ring: Keyring, clock: Clock) -> int:
    """The same, asked for by somebody. Raises Refused."""
    way = uplink.book_of(store, ring)
    if way is None:
        raise refuse("link.no_book", "12-1")
    client = SiteClient(Address(way.address, uplink.ca_path(way)), way.site, way.secret, clock)
    try:
        with uplink.keeping_trouble(ring, way, clock):
            said = tell_all(store, way, client)
            uplink.answered(ring, way, iso(clock.now()), clock.now())
        return said
    except LineCut as cut:
        raise refuse("link.no_number", "12-1", address=way.address) from cut
    finally:
        client.close()


class BookSender(Sender):
    """Says what this desk holds, when it begins, when the line is back, and whenever the book waits for it."""

    _said = False

    def _way(self, store: Store) -> Uplink | None:
        if not main_line.book(store):
            self._ended.set()  # the book is elsewhere no more
        return uplink.book_of(store, self._ring)

    def _round(self, store: Store, way: Uplink, client: SiteClient) -> int:
        with uplink.keeping_trouble(self._ring, way, self._clock):
            said = 0
            waited, self._said = not self._said, False
            if waited or not self._heard(store, way, client):
                said = tell_all(store, way, client)
            self._said = True  # until it is cut: the book may be another when the line is back
            uplink.answered(self._ring, way, iso(self._clock.now()), self._clock.now())
        return said

    @staticmethod
    def _heard(store: Store, way: Uplink, client: SiteClient) -> bool:
        """Whether the book has all that it told; what it has now is kept for the next time."""
        stands = client.hold(way.site, [], False, main_line.known(store))
        if stands.heard:
            main_line.keep_known(store, stands.highest)
        return stands.heard
