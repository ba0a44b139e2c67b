"""A main desk's way to its county's hub: what it decides goes there, what the doors recorded comes from there.

The hub only keeps: the main desk takes the rows of its sites in as if they had come over a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from oatui.clock import Clock, from_iso, iso
from oatui.link import book_at_hub, pairing, signing, uplink
from oatui.link.book_at_hub import Answers
from oatui.link.contract import Heard, Line, LineCut, one_load, read_name, site_name
from oatui.link.keyring import Keyring
from oatui.link.sender import Sender
from oatui.link.site_client import Address, SiteClient, behind, welcome
from oatui.rules.verdict import Refused, refuse
from oatui.store import exchange, journal, main_line, meetings, own_chains, sites, unheard
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

    @property
    def ca_path(self) -> Path | None:
        return Path(self.ca) if self.ca else None


class Standing(NamedTuple):
    """How a desk stands with its hub: up to when (ISO) all is there and here, since when it was cut, what was refused.

    `waiting` names the machines that are to be heard before a number is given.
    """

    address: str
    fresh: str
    since: str
    trouble: Mapping[str, Any] | None
    waiting: Sequence[str] = ()


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


def standing(store: Store, ring: Keyring) -> Standing | None:
    """One small file. None of a desk on no hub; without an address where this computer has no key to it."""
    if not (desk := main_line.hub(store)):
        return None
    way = of(store, ring)
    heard = ring.read(f"heard-{desk}.{sites.DESK}") or {}
    return Standing(
        way.address if way else "",
        heard.get("fresh", ""),
        heard.get("since", ""),
        heard.get("trouble"),
        waiting(ring, desk),
    )


class Lines:
    """The lines of a desk to its hub, one for each name, opened as they are asked for. For one thread."""

    def __init__(self, way: HubWay, clock: Clock) -> None:
        self.way = way
        self._clock = clock
        self.address = Address(way.address, way.ca_path)
        self._open: dict[str, SiteClient] = {}

    def __call__(self, name: str) -> SiteClient:
        if name not in self._open:
            self._open[name] = SiteClient(self.address, name, self.way.secret, self._clock)
        return self._open[name]

    def close(self) -> None:
        for line in self._open.values():
            line.close()


@contextmanager
def _lines(way: HubWay, clock: Clock) -> Iterator[Lines]:
    """For somebody who waits: where nobody answers, it is said in a sentence."""
    lines = Lines(way, clock)
    try:
        yield lines
    except LineCut as cut:
        raise refuse("hub.cut", address=way.address, error=str(cut)) from cut
    finally:
        lines.close()


# ---------------------------------------------------------------------- sites


def pair(
    store: Store, ring: Keyring, way: HubWay, site: sites.Site, told: Mapping[str, Any], clock: Clock
) -> str:  # fmt: skip
    """Make a machine known to the hub; the code that it types there. Its meeting is there by then.

    Raises Refused, StoreTrouble.
    """
    with _lines(way, clock) as lines:
        name, secret = site_name(way.desk, site.meeting, site.id), signing.new_secret()
        made = pairing.sealed(behind(lines.address).salt, name, secret, told)
        ring.keep(name, secret)
        one_round(store, ring, way, lines, clock)
        invitation = {
            "site": name, "secret": signing.seal(way.secret, secret).hex(), "name": made.name,
            "proof": made.proof.hex(), "sealed": made.sealed.hex(),
        }  # fmt: skip
        lines(way.site).invite(way.site, invitation)
    return made.code


def shut_out(store: Store, ring: Keyring, way: HubWay, speak: Speak) -> None:
    """Tell the hub of the sites that were shut out and that it may still hear. Raises Refused, LineCut."""
    for one in sites.all_of(store):
        name = site_name(way.desk, one.meeting, one.id)
        if one.shut_out_at and ring.secret(name):
            speak(way.site).shut_out(way.site, name)
            ring.shut_out(name)  # here it is the mark that the hub knows


# ---------------------------------------------------------------------- a round


def one_round(store: Store, ring: Keyring, way: HubWay, speak: Speak, clock: Clock) -> int:
    """Send what every meeting's sites are to know, fetch what they recorded; how many rows went or came.

    A chain that cannot be taken stops no other: its refusal is raised at the end. Raises LineCut, Refused, StoreTrouble.
    """
    with uplink.keeping_trouble(ring, way, clock):
        moment = iso(clock.now())
        refused: list[Refused] = []
        shut_out(store, ring, way, speak)
        moved = sum(
            _meeting(store, way, speak, meeting, clock, refused) for meeting in _open_meetings(store, clock)
        )
        came, stands = book_at_hub.one_round(store, way, speak(way.site), clock, refused)
        moved += came
        _keep_waiting(ring, way, stands.waiting)
        _heard(store, {one.id: one for one in sites.all_of(store, sites.DESK)}, stands.heard, clock)
        if refused:
            raise refused[0]
        uplink.answered(ring, way, moment, clock.now())
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
    hub.tell(name, moment, {one.id: one.venue for one in sites.all_of(store, meeting)})
    return sent + _pull(store, hub, name, meeting, clock, refused)


def _push(store: Store, hub: Answers, name: str, meeting: int) -> int:
    # what the hub holds is asked each time: it may have been set back to a backup
    have = {origin: hub.push(name, origin, []) for origin in own_chains.origins(store)}
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
            _heard(store, known, part.heard, clock)
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
        return exchange.take_gently(store, site, rows)
    except Refused as error:
        # a hub that was brought up to date before this desk has kept what this one does not know
        newer = error.verdict.key == "link.other_rows" and not all(journal.knows(row.kind) for row in rows)
        refused.append(refuse("link.newer") if newer else error)
        return BEYOND


def _heard(
    store: Store, known: Mapping[int, sites.Site], all_heard: Mapping[int, Heard], clock: Clock
) -> None:
    for number, heard in all_heard.items():
        site = known.get(number)
        moment = clock.now() - timedelta(seconds=heard.ago)
        if site and (site.heard_at is None or moment - from_iso(site.heard_at) >= HEARD_EVERY):
            sites.heard(store, site, heard.clock, heard.ago)


# ---------------------------------------------------------------------- on it, and off it


def join(store: Store, ring: Keyring, address: Address, ca: str, code: str, clock: Clock) -> int:
    """Put a main desk on a hub by its code, and make the first round. Raises Refused, StoreTrouble."""
    hold_free(store)
    try:
        told = welcome(address, code)
    except LineCut as cut:
        raise refuse("hub.cut", address=str(address), error=str(cut)) from cut
    way = way_of(told, str(address), ca)
    if way is None:
        raise refuse("hub.not_a_hub", address=str(address))
    return put_on(store, ring, way, clock)


def hold_free(store: Store) -> None:
    """Refuse a desk that cannot go on a hub, before its code is used up. Raises Refused."""
    if store.is_site:
        raise refuse("hub.only_main")
    if main_line.book(store):
        raise refuse("link.leave_first")


def way_of(told: Mapping[str, Any], address: str, ca: str) -> HubWay | None:
    """What a code opened, where it was a hub's for an office's main desk."""
    name = read_name(str(told.get("site")))
    if name is None or name.number or name.meeting != sites.DESK:
        return None
    return HubWay(name.desk, bytes.fromhex(told["secret"]), address, ca)


def put_on(store: Store, ring: Keyring, way: HubWay, clock: Clock) -> int:
    """From now on the desk is on this hub; how many rows the first round moved. Raises Refused, StoreTrouble."""
    hold_free(store)
    if before := main_line.hub(store):
        # another hub, or the same one that lost all: what it gave since is on papers of the other machines
        unheard.wait_for_all(store, ring.machines_of_desk(before))
    keep(store, ring, way)
    return round_now(store, ring, way, clock)


def move(store: Store, ring: Keyring, address: str, ca: str) -> bool:
    """The hub has another address: nothing else changes; False where this store is on none. Raises OSError, StoreTrouble."""
    way = of(store, ring)
    if way is None:
        return False
    ring.write(f"hub-{way.desk}", {**way._asdict(), "secret": way.secret.hex(), "address": address, "ca": ca})
    return True


def leave(store: Store, ring: Keyring, clock: Clock, without_line: bool = False) -> str:
    """Be on no hub any more, once all that it has is here; the address that it had. Raises Refused, StoreTrouble.

    `without_line` leaves one that does not answer: the book then waits for the machines that drew from it.
    """
    way = of(store, ring)
    if not main_line.hub(store):
        raise refuse("hub.on_none")
    try:
        if way is None:
            raise refuse("hub.cut", address="-", error="")
        with _lines(way, clock) as lines:
            # first nobody is given anything there, then what was given comes
            lines(way.site).leave(way.site)
            one_round(store, ring, way, lines, clock)
    except Refused as no:
        if no.verdict.key != "hub.cut" or not without_line:
            raise
        unheard.wait_for_all(store, ring.machines_of_desk(main_line.hub(store)))
    left = main_line.hub(store)
    main_line.name_hub(store, "")
    ring.take(f"hub-{left}")
    return way.address if way else ""


def go_on(
    store: Store, ring: Keyring, clock: Clock, approver: str, reason: str, entered: bool
) -> list[str]:  # fmt: skip
    """Give numbers again although not every machine was heard; who was not. Raises Refused, StoreTrouble."""
    way = of(store, ring)
    if way is None:
        return unheard.go_on(store, approver, reason, entered=entered)
    with _lines(way, clock) as lines:
        one_round(store, ring, way, lines, clock)
        missing = unheard.go_on(store, approver, reason, waiting(ring, way.desk), entered)
        lines(way.site).go_on(way.site)
    _keep_waiting(ring, way, ())
    return missing


def waiting(ring: Keyring, desk: str) -> list[str]:
    """The machines for which the hub waits before it gives a number, as it last said."""
    return list((ring.read(f"waits-{desk}") or {}).get("machines", []))


def _keep_waiting(ring: Keyring, way: HubWay, machines: Sequence[str]) -> None:
    if waiting(ring, way.desk) != list(machines):
        ring.write(f"waits-{way.desk}", {"machines": list(machines)})


def round_now(store: Store, ring: Keyring, way: HubWay, clock: Clock) -> int:
    """One round, asked for by somebody. Raises Refused, StoreTrouble."""
    with _lines(way, clock) as lines:
        return one_round(store, ring, way, lines, clock)


class HubSender(Sender):
    """The same that a sub-venue has, for a main desk that is on a hub."""

    def _talk(self, store: Store) -> None:
        lines: Lines | None = None

        def one() -> int:
            nonlocal lines
            way = of(store, self._ring)
            if way is None:
                self._ended.set()  # it is on no hub any more
                return 0
            if lines is None or lines.way != way:
                # the first time, or the hub has another address
                if lines:
                    lines.close()
                lines = Lines(way, self._clock)
            return one_round(store, self._ring, way, lines, self._clock)

        try:
            self._rounds(store, one)
        finally:
            if lines:
                lines.close()
