"""The line of a main desk: listens from `open` to `close`, pairs machines, shuts them out.

The terminal desk, `oatui pair` and `oatui link serve` all open it. It answers from a connection of its own: in threads,
or, for the terminal desk, in a process beside it (link/apart.py), so that no key waits for a sub-venue.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import Clock
from oatui.link import signing
from oatui.link.contract import site_name
from oatui.link.keyring import Keyring
from oatui.link.pairing import MINUTES, Pairings
from oatui.link.site_client import PORT as PORT
from oatui.rules.verdict import Refused, refuse
from oatui.store import meetings, sites
from oatui.store.database import Store
from oatui.store.sites import Site
from oatui.web.addresses import addresses as addresses

if TYPE_CHECKING:
    from oatui.link.apart import Apart
    from oatui.link.hub_line import HubWay
    from oatui.link.server import LinkServer

LAST = "last-line"


class Choice(NamedTuple):
    """Where to listen; `cert` and `key` are paths of PEM files, empty for plain http."""

    host: str = ""
    port: int = PORT
    cert: str = ""
    key: str = ""


class Code(NamedTuple):
    """A pairing code for a machine, and until when it is good."""

    site: Site
    address: str
    code: str
    until: datetime


class LinkWay:
    """One line. `apart` makes the process that answers; without it, threads of this one do."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        clock: Clock,
        folder: Path,
        apart: Callable[[], Apart] | None = None,
    ) -> None:
        self._open_store = open_store
        self._clock = clock
        self._apart = apart
        self.ring = Keyring(folder)
        self._pairings = Pairings(self.ring, clock.now)
        self._server: LinkServer | Apart | None = None
        self._until = clock.now()
        self._address = ""
        self.listened: datetime | None = None  # when this desk's own line was last seen open

    @property
    def address(self) -> str:
        """Empty while it does not listen."""
        if self._server is None:
            return self._address
        if not self._server.alive:
            return ""
        self.listened = self._clock.now()
        return self._address

    def last(self) -> Choice:
        """Where it listened the last time."""
        found = self.ring.read(LAST) or {}
        return Choice(**{name: value for name, value in found.items() if name in Choice._fields})

    def open(self, choice: Choice, *, not_secret: bool) -> str:
        """Begin to listen; the address that a sub-venue types. Some tenths of a second. Raises Refused."""
        if self.address:
            return self.address
        if hub := self.hub():
            # a county's hub answers in the place of this desk: no port opens here
            self._address = hub.address
            return self._address
        if not not_secret:
            raise refuse("link.not_declared")
        if self._server:
            self._server.stop()  # it ended by itself
        server = self._server = self._serve(choice)
        self._address = f"{'https://' if choice.cert else ''}{choice.host}:{server.port}"
        self.ring.write(LAST, choice._replace(port=server.port)._asdict())
        return self._address

    def _serve(self, choice: Choice) -> LinkServer | Apart:
        if self._apart:
            apart = self._apart()
            apart.listen(*choice)
            return apart
        from oatui.link.main_desk import answering

        return answering(self._open_store, self.ring, self._clock, *choice)

    def code(self, store: Store, site: Site) -> Code:
        """A code for a machine that was invited; its code before is no longer good, nor is its secret. Raises Refused."""
        title = meetings.get(store, site.meeting).title if site.meeting != sites.DESK else ""
        welcome = {
            "main": store.origin, "meeting": site.meeting, "venue": site.venue, "name": site.name, "title": title,
        }  # fmt: skip
        if hub := self.hub(store):
            from oatui.link import hub_line

            self._address = hub.address  # it may have changed
            code = hub_line.pair(store, self.ring, hub, site, welcome, self._clock)
        else:
            name, secret = self._name(site), signing.new_secret()
            self.ring.keep(name, secret)
            code = self._pairings.open(name, secret, welcome)
        self._until = self._clock.now() + timedelta(minutes=MINUTES)
        return Code(site, self.address, code, self._until)

    def code_used(self, site: Site) -> bool:
        """Whether no code of a machine stands open: proved, or past. A hub does not say that one was proved."""
        if self.address and self._server is None:
            return self._clock.now() > self._until
        return not self._pairings.is_open(self._name(site))

    def is_older(self, store: Store, site: Site) -> bool:
        """Whether a machine's program was older than this one when it last spoke here; a hub does not say."""
        return self.ring.read(f"older-{self._name(site)}") is not None and self.hub(store) is None

    def shut_out(self, store: Store, site: int, reason: str) -> tuple[Site, bool]:
        """Nothing that this machine says is taken any more, at once and by the record; whether a hub knows. Raises Refused."""
        done = sites.shut_out(store, site, reason)
        self.ring.shut_out(self._name(done))
        self._pairings.close_all(self._name(done))
        if hub := self.hub(store):
            from oatui.link import hub_line

            try:
                hub_line.round_now(store, self.ring, hub, self._clock)
            except Refused:
                # it is recorded, and told there at the next round; what else was refused is said by the round
                return done, self.ring.secret(site_name(hub.desk, done.meeting, done.id)) is None
        return done, True

    def close(self) -> None:
        """Listen no more; open codes are void."""
        server, self._server, self._address = self._server, None, ""
        if server:
            server.stop()
            self._pairings.close_all()

    def hub(self, store: Store | None = None) -> HubWay | None:
        """The county's hub that this desk is on."""
        from oatui.link import hub_line

        if store:
            return hub_line.of(store, self.ring)
        own = self._open_store()
        try:
            return hub_line.of(own, self.ring)
        finally:
            own.close()

    def _name(self, site: Site) -> str:
        return site_name(self.ring.desk(), site.meeting, site.id)
