"""The next number of a desk on a county's hub: one book for all who draw from it, so the hub says which (12-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oatui.store.database import Store

SECONDS = 3.0  # the clerk waits for it, and so does who writes


def take(store: Store, series: str, year: int, request: str, at_least: int) -> int:
    """The number for a request, once; `at_least` is the next by this desk's own book. Raises Refused.

    What it needs is loaded when it is asked: a desk on no hub pays nothing.
    """
    from oatui import places
    from oatui.link import hub_line
    from oatui.link.contract import LineCut
    from oatui.link.keyring import Keyring
    from oatui.link.site_client import Address, SiteClient
    from oatui.rules.verdict import refuse

    way = hub_line.of(store, Keyring(places.link_folder()))
    if way is None:
        raise refuse("hub.no_secret", "12-1")
    line = SiteClient(Address(way.address, way.ca_path), way.site, way.secret, store.clock, SECONDS)
    try:
        return line.take(way.site, request, series, year, at_least)
    except LineCut as cut:
        raise refuse("hub.no_number", "12-1", address=way.address) from cut
    finally:
        line.close()
