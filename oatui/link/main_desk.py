"""The main desk's own store behind the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oatui.clock import Clock, iso
from oatui.link import book_here
from oatui.link.contract import Drawn, Held, Highest, Line, Part, one_load, read_name
from oatui.link.keyring import Keyring
from oatui.rules import numbering
from oatui.rules.verdict import refuse
from oatui.store import allocation, exchange, main_line, number_lines, sites, unheard
from oatui.store.database import Store

if TYPE_CHECKING:
    from oatui.link.server import LinkServer

HEARD_EVERY = timedelta(seconds=15)  # each is a commit
CLOCK_SET = 5  # seconds


class MainDesk:
    """Opens its connection on the thread that asks first; every call is to come from that one."""

    def __init__(self, open_store: Callable[[], Store], ring: Keyring | None = None) -> None:
        """`ring` remembers what was given, so that an older file in the store's place is noticed."""
        self._open_store = open_store
        self._ring = ring
        self._opened: Store | None = None
        self._heard: dict[str, tuple[datetime, int]] = {}

    @property
    def store(self) -> Store:
        if self._opened is None:
            self._opened = self._open_store()
        return self._opened

    def push(self, site: str, origin: str, rows: Sequence[Line]) -> int:
        one = self._site(site)
        return exchange.take_gently(self.store, one, rows) if rows else exchange.held(self.store, origin)

    def pull(self, site: str, meeting: int, have: Mapping[str, int], own: Sequence[str] = ()) -> Part:
        one = self._site(site)
        if one.meeting != meeting:
            raise refuse("link.other_meeting")
        moment = iso(self.store.clock.now())
        mine, beside = sites.origins_of(self.store, one.id), sites.beside(self.store, one)
        if own:
            # another copy of this machine may have gone on from the same backup
            beside += [origin for origin in mine if origin not in own]
        lost = [origin for origin in mine if origin in own]
        rows = exchange.part(self.store, meeting, have, beside=beside, own=lost)
        load = one_load(rows)
        return Part(load, "" if load else moment)

    def allocate(self, site: str, request: Mapping[str, Any]) -> str:
        one = self._site(site)
        if one.meeting != sites.DESK:
            # a machine at a town's door draws no numbers of the office
            raise refuse("link.not_understood")
        number = allocation.allocate(self.store, one, request)
        if self._ring:
            book_here.given(self.store, self._ring)
        return number

    def hold(
        self, site: str, numbers: Sequence[Drawn], whole: bool, known: Sequence[Highest] = ()
    ) -> Held:  # fmt: skip
        one = self._site(site)
        if one.meeting != sites.DESK:
            raise refuse("link.not_understood")
        if not main_line.hub(self.store):
            unheard.look_back(self.store, known)
        twice = [
            numbering.number_text(number.series, number.year, number.sequence)
            for number in numbers
            if not allocation.put_back(self.store, one, *number[2:6], number.asked)
        ]
        if whole:
            unheard.heard(self.store, one.id)
        if twice:
            # what else was held is entered
            raise refuse("book.number_twice", "12-1", numbers=twice)
        told = number_lines.highest_of(self.store, self.store.clock.now().year - 1)
        return Held(one.id not in main_line.unheard(self.store), told)

    def heard(self, site: str, its_time: str) -> None:
        """A call that is truly the site's has come; its clock is said, and never trusted."""
        now = self.store.clock.now()
        ahead = sites.ahead(its_time, now)
        last, before = self._heard.get(site, (now - HEARD_EVERY, ahead))
        # a clock that was set is known before the rows that it judged are taken
        if not timedelta() <= now - last < HEARD_EVERY or abs(ahead - before) >= CLOCK_SET:
            sites.heard(self.store, self._site(site), its_time)
            self._heard[site] = now, ahead

    def _site(self, site: str) -> sites.Site:
        name = read_name(site)
        assert name is not None
        one = sites.get(self.store, name.number)
        if one.shut_out_at:
            # by the record, on whatever computer it was made: the roster goes to it no more
            raise refuse("link.shut_out")
        return one

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def answering(
    open_store: Callable[[], Store], ring: Keyring, clock: Clock, host: str, port: int, cert: str, key: str
) -> LinkServer:
    """A main desk's line, listening; `cert` and `key` are paths or empty. Raises Refused."""
    from oatui.link.pairing import Pairings
    from oatui.link.server import Door, LinkServer, listen

    desk = MainDesk(open_store, ring)
    door = Door(desk, ring, Pairings(ring, clock.now), desk.heard)
    server = LinkServer(door, *(Path(one) if one else None for one in (cert, key)))
    server.start(listen(host, port))
    return server
