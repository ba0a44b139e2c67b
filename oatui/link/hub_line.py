"""A main desk's way to its county's hub: what it decides goes there, what the doors recorded comes from there.

The hub only keeps: the main desk takes the rows of its sites in as if they had come over a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from oatui.clock import Clock, from_iso, iso
from oatui.link import signing, uplink
from oatui.link.contract import Contract, Line, LineCut, Office, Part, Told, one_load, site_name
from oatui.link.keyring import Keyring
from oatui.link.sender import Sender
from oatui.link.site_client import Address, SiteClient
from oatui.rules.verdict import Refused
from oatui.store import allocation, documents, exchange, main_line, meetings, number_lines, sites
from oatui.store.database import Store

BEYOND = 2**62  # nothing of a chain is asked for
KEPT_DAYS = 30  # so long after closing, what a door was late to send is still fetched
HEARD_EVERY = timedelta(seconds=15)  # each is a commit


class HubWay(NamedTuple):
    """What a main desk was given when it joined a hub; `address` as in uplink.Uplink."""

    desk: str
    secret: bytes
    address: str
    ca: str

    @property
    def site(self) -> str:
        """The desk's own name there."""
        return f"{self.desk}.{sites.DESK}"


class Answers(Contract, Office, Protocol):
    """A hub, or the line to one."""


# by the name under which the desk speaks: it has one for each meeting
Speak = Callable[[str], Answers]


def keep(store: Store, ring: Keyring, way: HubWay) -> None:
    """Keep the way of a store that joined a hub. Raises OSError, StoreTrouble."""
    ring.write(f"hub-{way.desk}", {**way._asdict(), "secret": way.secret.hex()})
    main_line.name_hub(store, way.desk)


def of(store: Store, ring: Keyring) -> HubWay | None:
    """The way of this store; None where it is on no hub, or the secret is not on this computer."""
    desk = main_line.hub(store)
    found = ring.read(f"hub-{desk}") if desk else None
    return HubWay(**{**found, "secret": bytes.fromhex(found["secret"])}) if found else None


class Lines:
    """The lines of a desk to its hub, one for each name, opened as they are asked for. For one thread."""

    def __init__(self, way: HubWay, clock: Clock) -> None:
        self._way = way
        self._clock = clock
        self._address = Address(way.address, Path(way.ca) if way.ca else None)
        self._open: dict[str, SiteClient] = {}

    def __call__(self, name: str) -> SiteClient:
        if name not in self._open:
            self._open[name] = SiteClient(self._address, name, self._way.secret, self._clock)
        return self._open[name]

    def close(self) -> None:
        for line in self._open.values():
            line.close()


# ---------------------------------------------------------------------- sites


def invite(
    way: HubWay, hub: Answers, site: sites.Site, secret: bytes, code: tuple[str, bytes, bytes] | None
) -> None:
    """Make a site known to the hub, with a pairing code (name, proof, sealed) where it is to be paired. Raises as Office."""
    invitation = {
        "site": site_name(way.desk, site.meeting, site.id),
        "secret": signing.seal(way.secret, secret).hex(),
    }
    if code:
        invitation |= {"name": code[0], "proof": code[1].hex(), "sealed": code[2].hex()}
    hub.invite(way.site, invitation)


# ---------------------------------------------------------------------- a round


def one_round(store: Store, ring: Keyring, way: HubWay, speak: Speak, clock: Clock) -> int:
    """Send what every meeting's sites are to know, fetch what they recorded; how many rows went or came.

    A chain that cannot be taken stops no other: its refusal is raised at the end. Raises LineCut, Refused, StoreTrouble.
    """
    try:
        moment = iso(clock.now())
        refused: list[Refused] = []
        moved = sum(
            _meeting(store, way, speak, meeting, clock, refused) for meeting in _open_meetings(store, clock)
        )
        moved += _numbers(store, way, speak(way.site), clock, refused)
        if refused:
            raise refused[0]
        uplink.answered(ring, way, moment, clock.now())
    except LineCut:
        uplink.went_wrong(ring, way, clock.now())
        raise
    except Refused as error:
        uplink.went_wrong(ring, way, clock.now(), error.verdict.as_body())
        raise
    return moved


def _open_meetings(store: Store, clock: Clock) -> Iterator[int]:
    """The meetings with sites, but those that closed long ago."""
    for meeting in sorted({one.meeting for one in sites.all_of(store) if one.meeting != sites.DESK}):
        closed = meetings.get(store, meeting).closed_at
        if not closed or clock.now() - from_iso(closed) < timedelta(days=KEPT_DAYS):
            yield meeting


def _meeting(
    store: Store, way: HubWay, speak: Speak, meeting: int, clock: Clock, refused: list[Refused]
) -> int:  # fmt: skip
    name = f"{way.desk}.{meeting}"
    hub = speak(name)
    moment = iso(clock.now())
    sent = _push(store, hub, name, meeting)
    hub.tell(name, moment, [])
    return sent + _pull(store, hub, name, meeting, clock, refused)


def _push(store: Store, hub: Answers, name: str, meeting: int) -> int:
    # what the hub holds is asked each time: it may have been set back to a backup
    have = {origin: hub.push(name, origin, []) for origin in exchange.own_origins(store)}
    sent = 0
    while rows := one_load(exchange.part(store, meeting, have)):
        for origin, load in groupby(rows, lambda row: row.origin):
            held = hub.push(name, origin, list(load))
            if held == have[origin]:
                raise LineCut("stuck")
            have[origin] = held
        sent += len(rows)
    return sent


def _pull(
    store: Store, hub: Answers, name: str, meeting: int, clock: Clock, refused: list[Refused]
) -> int:  # fmt: skip
    known = {one.id: one for one in sites.all_of(store, meeting)}
    have = {origin: exchange.held(store, origin) for one in known for origin in sites.origins_of(store, one)}
    came = 0
    while True:
        part = hub.pull(name, meeting, have)
        if not came:
            _heard(store, known, part, clock)
        for origin, load in groupby(part.rows, lambda row: row.origin):
            rows = list(load)
            have[origin] = _take(store, known.get(part.whose.get(origin, -1)), rows, refused)
            came += len(rows)
        if not part.rows:
            return came


def _take(store: Store, site: sites.Site | None, rows: list[Line], refused: list[Refused]) -> int:
    """The highest seq held now; BEYOND where nothing more of this chain is to be asked for."""
    if site is None or site.shut_out_at:
        return BEYOND
    try:
        return exchange.take(store, site, rows)
    except Refused as error:
        refused.append(error)
        return BEYOND


def _heard(store: Store, known: dict[int, sites.Site], part: Part, clock: Clock) -> None:
    for number, heard in part.heard.items():
        site = known.get(number)
        moment = clock.now() - timedelta(seconds=heard.ago)
        if site and (site.heard_at is None or moment - from_iso(site.heard_at) >= HEARD_EVERY):
            sites.heard(store, site, heard.clock, heard.ago)


# ---------------------------------------------------------------------- numbers


def _numbers(store: Store, way: HubWay, hub: Answers, clock: Clock, refused: list[Refused]) -> int:
    """Tell how far the book has come, and enter what the hub gave to other desks of the office."""
    hub.tell(way.site, iso(clock.now()), book(store, clock))
    came = 0
    while drawn := hub.drawn(way.site, main_line.hub_place(store)):
        for one in drawn:
            try:
                came += allocation.keep(
                    store, sites.get(store, one.site), one.asked, one.year, one.sequence, one.given_at
                )
            except Refused as error:
                refused.append(error)
        main_line.keep_hub_place(store, drawn[-1].place)
    return came


def book(store: Store, clock: Clock) -> list[Told]:
    """Where the number book stands: each series in the years in which a paper may still be numbered."""
    this = clock.now().year
    return [
        Told(series.code, series.kind, year, number_lines.next_sequence(store, series.code, year) - 1)
        for series in documents.known_series(store)
        for year in (this - 1, this)
        if number_lines.closed_by(store, year) is None
    ]


class HubSender(Sender):
    """The same that a sub-venue has, for a main desk that is on a hub."""

    def _talk(self, store: Store) -> None:
        way = of(store, self._ring)
        if way is None:
            return
        lines = Lines(way, self._clock)
        try:
            self._rounds(store, partial(one_round, store, self._ring, way, lines, self._clock))
        finally:
            lines.close()
