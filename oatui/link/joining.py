"""A machine joins its main desk: the code is proved once, the store made, and what it needs fetched."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from oatui.clock import Clock
from oatui.link import book, hub_line, sender, uplink
from oatui.link.contract import LineCut
from oatui.link.hub_line import HubWay
from oatui.link.keyring import Keyring
from oatui.link.site_client import Address, SiteClient, behind, welcome
from oatui.link.uplink import Uplink
from oatui.rules.verdict import Refused, refuse
from oatui.store import documents, drawn, main_line, sites
from oatui.store.database import Store, open_store


def prove(address: str, code: str, ca: Path | None = None) -> tuple[Uplink | HubWay, Mapping[str, Any]]:
    """What the code opens: the way to the main desk, and its welcome (title, name, venue); or to a hub. Raises Refused."""
    there = Address(address, ca)
    try:
        told = welcome(there, code)
    except LineCut as cut:
        raise refuse("link.nobody", address=str(there), error=str(cut)) from cut
    if hub := hub_line.way_of(told, str(there), str(ca or "")):
        return hub, told
    secret = bytes.fromhex(told["secret"])
    way = Uplink(told["site"], secret, str(there), str(ca or ""), told["meeting"], told["main"])
    return way, told


def join(
    path: Path, way: Uplink | HubWay, told: Mapping[str, Any], ring: Keyring, clock: Clock, operator: str
) -> int:  # fmt: skip
    """Make the store of a sub-venue and fetch its meeting; how many rows came. Raises Refused, StoreTrouble, OSError.

    Cut on the way it raises link.cut; the store is joined all the same, and fetches the rest by itself.
    """
    if isinstance(way, HubWay):
        raise refuse("hub.code_of_main")
    if way.meeting == sites.DESK:
        raise refuse("link.code_of_desk")
    if path.exists():
        raise refuse("link.file_there", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    store = open_store(path, clock, operator, create=True)
    try:
        sites.join(store, told["main"], told["meeting"], told["venue"], told["name"])
        uplink.keep(store, ring, way)
        return one_round(store, ring, clock)
    finally:
        store.close()


def hold_book(store: Store) -> None:
    """Refuse a desk that cannot draw from another's book, before its code is used up. Raises Refused."""
    if store.is_site:
        raise refuse("link.not_here")
    if main_line.hub(store):
        raise refuse("link.leave_first")
    year = store.clock.now().year
    given = store.value("select count(*) from number where year = ? and state = 'given'", year)
    if given and not main_line.book(store) and main_line.left(store) != year:
        raise refuse("link.book_begun", "12-1", n=given, year=year)


def take_code(store: Store, ring: Keyring, address: str, code: str, ca: Path | None) -> Uplink | HubWay:
    """This desk draws from another's book, or goes on a county's hub: as the code says. Raises Refused, StoreTrouble, OSError."""
    there = Address(address, ca)
    try:
        # at a hub it is known by the code alone what it is for
        if not behind(there).hub:
            hold_book(store)
    except LineCut as cut:
        raise refuse("link.nobody", address=str(there), error=str(cut)) from cut
    way, _told = prove(address, code, ca)
    join_book(store, way, ring)
    return way


def join_book(store: Store, way: Uplink | HubWay, ring: Keyring) -> None:
    """From now on this desk draws its numbers from the other's book, or from a hub. Raises Refused, StoreTrouble, OSError."""
    if isinstance(way, HubWay):
        hub_line.put_on(store, ring, way, store.clock)
        return
    if way.meeting != sites.DESK:
        raise refuse("link.code_of_venue")
    hold_book(store)
    uplink.keep_book(store, ring, way)
    main_line.keep_left(store, 0)


def leave_book(store: Store, ring: Keyring, clock: Clock, without_line: bool = False) -> list[str]:
    """Draw no more from another's book; the titles of papers that it was asked for and whose answer never came.

    They are asked for first; `without_line` leaves all the same. Where the year's numbers came from there, none of
    this year is given here: two books would give the same. Raises Refused, StoreTrouble.
    """
    name, titles = main_line.book(store), []
    if not name:
        raise refuse("link.no_book_elsewhere")
    for document in main_line.asked(store):
        with suppress(Refused):
            book.draw(store, ring, document, clock)
        if document in main_line.asked(store):
            titles.append(documents.get(store, document).title)
    if titles and not without_line:
        raise refuse("link.asked_open", "12-1", titles=titles)
    year = clock.now().year
    drawn_here = drawn.highest_of(store, year)
    main_line.name_book(store, "")
    if drawn_here:
        main_line.keep_left(store, year)
    for document in main_line.asked(store):
        main_line.keep_asked(store, document, waits=False)
    ring.take(f"book-{name}")
    return titles


def one_round(store: Store, ring: Keyring, clock: Clock) -> int:
    """Send and fetch once, now; how many rows went or came. Raises Refused."""
    way = uplink.of(store, ring)
    if way is None:
        raise refuse("link.no_line")
    client = SiteClient(Address(way.address, uplink.ca_path(way)), way.site, way.secret, clock)
    try:
        return sender.one_round(store, ring, way, client, clock)
    except LineCut as cut:
        raise refuse("link.cut", address=way.address, error=str(cut)) from cut
    finally:
        client.close()
