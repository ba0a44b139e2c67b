"""The number book of a desk on a county's hub, as the store asks for it: one for all who draw from it (12-1).

What it needs is loaded when it is asked: a desk on no hub pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oatui.link.hub_line import HubWay
    from oatui.link.site_client import SiteClient
    from oatui.store.database import Store

SECONDS = 3.0  # the clerk waits for it, and so does who writes


def take(store: Store, series: str, year: int, request: str, at_least: int) -> int:
    """As `store.database.County` says; raises Refused."""
    from oatui.link.contract import LineCut
    from oatui.rules.verdict import refuse
    from oatui.store import main_line

    known = [sequence for *of, sequence in main_line.known(store) if of == [series, year]]
    with _line(store) as (way, line):
        try:
            return line.take(way.site, request, series, year, at_least, max(known, default=0))
        except LineCut as cut:
            raise refuse("hub.no_number", "12-1", address=way.address) from cut


def close_year(store: Store, year: int, approver: str) -> None:
    """As `store.database.County` says; raises Refused."""
    from oatui.link import book_at_hub
    from oatui.link.contract import LineCut
    from oatui.rules.verdict import Refused, refuse

    refused: list[Refused] = []
    with _line(store) as (way, line):
        try:
            line.close_year(way.site, year, approver, book_at_hub.journal_of(store))
            book_at_hub.fetch(store, way, line, refused)
        except LineCut as cut:
            raise refuse("hub.close_cut", "12-1", address=way.address, year=year) from cut
        if refused:
            raise refused[0]


def reopen_year(store: Store, year: int) -> None:
    """As `store.database.County` says."""
    from oatui.link.contract import LineCut
    from oatui.rules.verdict import Refused

    with suppress(LineCut, Refused), _line(store) as (way, line):
        line.reopen_year(way.site, year)


@contextmanager
def _line(store: Store) -> Iterator[tuple[HubWay, SiteClient]]:
    from oatui import places
    from oatui.link import hub_line
    from oatui.link.keyring import Keyring
    from oatui.link.site_client import Address, SiteClient
    from oatui.rules.verdict import refuse

    way = hub_line.of(store, Keyring(places.link_folder()))
    if way is None:
        raise refuse("hub.no_secret", "12-1")
    line = SiteClient(Address(way.address, way.ca_path), way.site, way.secret, store.clock, SECONDS)
    try:
        yield way, line
    finally:
        line.close()
