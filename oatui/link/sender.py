"""The link of a sub-venue: sends by itself, in order, and fetches what the main desk decided, as the line allows."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from oatui.clock import Clock
from oatui.link import uplink
from oatui.link.contract import ROWS_AT_ONCE, Contract, LineCut, one_load
from oatui.link.keyring import Keyring
from oatui.link.site_client import Address, SiteClient
from oatui.link.uplink import Uplink
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import exchange, own_chains
from oatui.store.database import Store, StoreTrouble

LOOK_SECONDS = 1.0  # how soon a new sign-in is seen
PULL_SECONDS = 5.0
BACK_OFF = (1.0, 2.0, 4.0, 8.0, 15.0)


def one_round(store: Store, ring: Keyring, way: Uplink, desk: Contract, clock: Clock) -> int:
    """Send all that is not yet held, then fetch all that is new; how many rows went or came.

    What comes back and what is sent may stand in any order: both sides apply facts, never totals.
    Raises LineCut, Refused, StoreTrouble; what was taken until then is taken.
    """
    with uplink.keeping_trouble(ring, way, clock):
        return _send(store, way, desk) + _fetch(store, ring, way, desk, clock)


def _send(store: Store, way: Uplink, desk: Contract) -> int:
    # a store that was restored goes on under another name, and what it wrote before goes first
    return sum(_send_chain(store, way, desk, origin) for origin in own_chains.origins(store))


def _send_chain(store: Store, way: Uplink, desk: Contract, origin: str) -> int:
    sent = 0
    while True:
        acked = exchange.acked(store, origin)
        rows = one_load(exchange.outgoing(store, acked, ROWS_AT_ONCE, origin))
        if not rows:
            if sent:
                return sent
            have = desk.push(way.site, origin, [])
            _hold_written_here(store, origin, have)
            if have >= acked:
                return sent
            # who answers was set back to a backup: what it had is sent again
            exchange.set_acked(store, have, origin)
            continue
        have = desk.push(way.site, origin, rows)
        _hold_written_here(store, origin, have)
        # what the main desk holds is the truth, also where it holds less: it was restored from a backup
        exchange.set_acked(store, have, origin)
        if have == acked:
            raise LineCut("stuck")
        sent += len(rows)


def _hold_written_here(store: Store, origin: str, have: int) -> None:
    """Refuse where the main desk holds more of the present chain than is here: an older file stands in its place."""
    if origin == store.origin and have > exchange.held(store, origin):
        raise refuse("link.set_back")


def _fetch(store: Store, ring: Keyring, way: Uplink, desk: Contract, clock: Clock) -> int:
    came = 0
    while True:
        own = own_chains.held(store)
        have = exchange.part_held(store) | own
        part = desk.pull(way.site, way.meeting, have, list(own))
        if part.rows:
            try:
                exchange.take_part(store, way.main_origin, part.rows)
            except Refused as no:
                if part.newer and no.verdict.key == "link.part_stuck":
                    raise refuse("link.newer") from no  # not paired anew: brought up to date, it goes on
                raise
            came += len(part.rows)
        if part.fresh:
            uplink.answered(ring, way, part.fresh, clock.now(), part.now)
            return came
        if exchange.part_held(store) | own_chains.held(store) == have:
            raise refuse("link.part_stuck")


def _fault(error: Exception) -> Verdict:
    words = (
        f"{type(error).__name__}: {error}"
        if isinstance(error, (OSError, StoreTrouble))
        else type(error).__name__
    )
    return Verdict(None, Level.REFUSED, "link.sender_fault", {"error": words})


class Sender(threading.Thread):
    """Runs rounds until `stop`; opens its own store, by `open_store`, on its own thread."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        ring: Keyring,
        clock: Clock,
        pull_seconds: float = PULL_SECONDS,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        super().__init__(name="link-sender", daemon=True)
        self._open_store = open_store
        self._ring = ring
        self._clock = clock
        self._pull_seconds = pull_seconds
        self._back_off = back_off
        self._ended = threading.Event()
        self._woken = threading.Event()
        # what no round could say itself: a fault of the program or of this computer
        self.trouble: Verdict | None = None

    def stop(self) -> None:
        """End after the call under way; what was not sent is sent the next time."""
        self._ended.set()
        self._woken.set()
        if self.is_alive():
            self.join(timeout=15)

    def wake(self) -> None:
        """Try again now: somebody has changed the address."""
        self._woken.set()

    def run(self) -> None:
        try:
            store = self._open_store()
        except StoreTrouble as trouble:
            self.trouble = trouble.verdict
            return
        try:
            self._talk(store)
        except Exception as error:
            self.trouble = _fault(error)
        finally:
            store.close()

    def _talk(self, store: Store) -> None:
        way: Uplink | None = None
        client: SiteClient | None = None

        def one() -> int:
            nonlocal way, client
            now = self._way(store)
            if now is None:
                raise refuse("link.no_line")
            if client is None or now != way:
                # the first time, or the main desk has another address
                if client:
                    client.close()
                way, client = now, self._client(now)
            return self._round(store, now, client)

        if self._way(store) is None:
            return
        try:
            self._rounds(store, one)
        finally:
            if client:
                client.close()

    def _way(self, store: Store) -> Uplink | None:
        return uplink.of(store, self._ring)

    def _round(self, store: Store, way: Uplink, client: SiteClient) -> int:
        return one_round(store, self._ring, way, client, self._clock)

    def _client(self, way: Uplink) -> SiteClient:
        try:
            return SiteClient(Address(way.address, uplink.ca_path(way)), way.site, way.secret, self._clock)
        except Refused as no:
            # a certificate that is not where it was: said, and tried again
            uplink.went_wrong(self._ring, way, self._clock.now(), no.verdict.as_body())
            raise

    def _rounds(self, store: Store, one: Callable[[], int]) -> None:
        failed = 0
        while not self._ended.is_set():
            store.changed()
            try:
                one()
                failed, self.trouble = 0, None
            except LineCut:
                failed, self.trouble = min(failed + 1, len(self._back_off)), None
            except Refused:
                failed, self.trouble = len(self._back_off), None
            except Exception as error:
                # it goes on trying, and the head line says why nothing is sent
                failed, self.trouble = len(self._back_off), _fault(error)
            if failed:
                # not all sites at the same moment when the line comes back
                self._woken.wait(self._back_off[failed - 1] * random.uniform(0.7, 1.3))
                self._woken.clear()
            else:
                self._rest(store)

    def _rest(self, store: Store) -> None:
        """Until somebody wrote, or the main desk is to be asked again."""
        waited = 0.0
        while waited < self._pull_seconds and not store.changed() and not self._ended.wait(LOOK_SECONDS):
            waited += LOOK_SECONDS
