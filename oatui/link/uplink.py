"""A sub-venue's way to its main desk: where it is kept, and how things stand on it.

The store keeps only the site's name; address and secret are of this computer, and so is the last answer: a store
that is copied or restored elsewhere speaks for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from oatui.clock import Clock, from_iso, iso
from oatui.link.contract import LineCut, NotKnown, read_name
from oatui.link.keyring import Keyring
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store import exchange, main_line, own_chains
from oatui.store.database import Store


class Uplink(NamedTuple):
    """What a sub-venue was given when it was paired; `address` is host:port, https:// before it with a certificate."""

    site: str
    secret: bytes
    address: str
    ca: str
    meeting: int
    main_origin: str


_UNHEARD: dict[str, Any] = {"fresh": "", "difference": None, "since": "", "trouble": None}


class Named(Protocol):
    """A way of this computer's, by the name under which it speaks."""

    @property
    def site(self) -> str: ...


class Standing(NamedTuple):
    """How things stand: events of this desk, those not yet sent, the last one that the main venue holds.

    `fresh` is the main desk's moment (ISO) up to which its decisions are here, empty before the first answer;
    `difference` the seconds by which this clock is ahead; `since` when the line was cut (ISO), empty while it holds.
    `set_back`: restored from a backup since the last answer, it knows neither that nor who came here meanwhile.
    """

    site: str
    address: str
    recorded: int
    unsent: int
    held: int
    fresh: str
    difference: int | None
    since: str
    trouble: dict[str, Any] | None
    set_back: bool = False

    @property
    def online(self) -> bool:
        return bool(self.fresh) and not self.since and self.trouble is None


def keep(store: Store, ring: Keyring, way: Uplink) -> None:
    """Keep the way of a store that was paired. Raises OSError, StoreTrouble."""
    _write(ring, f"line-{way.site}", way)
    main_line.name_site(store, way.site)


def of(store: Store, ring: Keyring) -> Uplink | None:
    """The way of this store, None where it is a desk of its own, or its secret is not on this computer."""
    return _read(ring, "line", main_line.site(store))


def keep_book(store: Store, ring: Keyring, way: Uplink) -> None:
    """Keep the way of a second desk, which draws its numbers from another's book. Raises OSError, StoreTrouble."""
    _write(ring, f"book-{way.site}", way)
    main_line.name_book(store, way.site)


def book_of(store: Store, ring: Keyring) -> Uplink | None:
    """The way to the number book; None where the book is this desk's own, or the secret is not on this computer."""
    return _read(ring, "book", main_line.book(store))


def _write(ring: Keyring, file: str, way: Uplink) -> None:
    ring.write(file, {**way._asdict(), "secret": way.secret.hex()})


def _read(ring: Keyring, kind: str, site: str) -> Uplink | None:
    found = ring.read(f"{kind}-{site}") if read_name(site) else None
    return Uplink(**{**found, "secret": bytes.fromhex(found["secret"])}) if found else None


def move(store: Store, ring: Keyring, address: str, ca: str = "") -> None:
    """The other machine has another address: pairing and secret stay. Raises Refused, OSError, StoreTrouble."""
    way, to_book = of(store, ring), book_of(store, ring)
    if way:
        keep(store, ring, way._replace(address=address, ca=ca))
    if to_book:
        keep_book(store, ring, to_book._replace(address=address, ca=ca))
    if not (way or to_book):
        raise refuse("link.no_line")


def answered(ring: Keyring, way: Named, fresh: str, now: datetime, there: str = "") -> None:
    """Who answers has done so, his clock at `there` (or `fresh`), and all that the main desk knew at `fresh` is here."""
    difference = round((now - from_iso(there or fresh)).total_seconds())
    ring.write(f"heard-{way.site}", {"fresh": fresh, "difference": difference, "since": "", "trouble": None})


def went_wrong(ring: Keyring, way: Named, now: datetime, trouble: dict[str, Any] | None = None) -> None:
    """No answer, or a refusal (`trouble`, a verdict's body); the first moment of it is kept."""
    before = ring.read(f"heard-{way.site}") or _UNHEARD
    since = before["since"] or iso(now)
    if before.get("trouble") != trouble or before["since"] != since:
        ring.write(f"heard-{way.site}", {**before, "since": since, "trouble": trouble})


def told_by_file(ring: Keyring, way: Named, fresh: str, now: datetime) -> None:
    """All that the main desk knew at `fresh` came by hand: the line is as it was."""
    before = ring.read(f"heard-{way.site}") or _UNHEARD | {"since": iso(now)}
    if fresh > before["fresh"]:
        ring.write(f"heard-{way.site}", {**before, "fresh": fresh})


@contextmanager
def keeping_trouble(ring: Keyring, way: Named, clock: Clock) -> Iterator[None]:
    """A round on the line: what ends it is kept for the screen, and raised on."""
    try:
        yield
    except LineCut as cut:
        went_wrong(ring, way, clock.now(), trouble_of(cut))
        raise
    except Refused as no:
        went_wrong(ring, way, clock.now(), no.verdict.as_body())
        raise


def trouble_of(cut: LineCut) -> dict[str, Any] | None:
    """What is to be said of a cut line that will not heal by itself; anybody may say it, so it is no reason to stop."""
    return Verdict(None, Level.REFUSED, "link.unknown").as_body() if isinstance(cut, NotKnown) else None


def standing(store: Store, ring: Keyring) -> Standing | None:
    """For the screen: four look-ups in indexes and one small file. None where this store has no main desk."""
    site = main_line.site(store)
    if not site:
        return None
    way = of(store, ring)
    heard = ring.read(f"heard-{site}") or {}
    held = exchange.acked(store)
    recorded = exchange.held(store, store.origin)
    fresh, difference = heard.get("fresh", ""), heard.get("difference")
    restored = own_chains.restored_at(store)
    # by this computer's clock, as the restore was
    answered_at = fresh and iso(from_iso(fresh) + timedelta(seconds=difference or 0))
    set_back = bool(restored) and answered_at < restored
    return Standing(
        site, way.address if way else "", recorded, max(0, recorded - held), held,
        "" if set_back else fresh, difference, heard.get("since", ""), heard.get("trouble"), set_back,
    )  # fmt: skip


class BookStanding(NamedTuple):
    """How a second desk stands with the book: since when (ISO) it was cut, and what was refused."""

    address: str
    since: str
    trouble: dict[str, Any] | None


def book_standing(store: Store, ring: Keyring) -> BookStanding | None:
    """None of a desk whose book is its own; without an address where this computer has no key to it."""
    if not (site := main_line.book(store)):
        return None
    way, heard = book_of(store, ring), ring.read(f"heard-{site}") or {}
    return BookStanding(way.address if way else "", heard.get("since", ""), heard.get("trouble"))


def ca_path(way: Uplink) -> Path | None:
    return Path(way.ca) if way.ca else None
