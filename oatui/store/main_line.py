"""Under which name a store speaks to its main desk, or to a county's hub: of this file alone, not of the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from oatui.rules.verdict import refuse
from oatui.store.database import County, Store

Highest = tuple[str, int, int]  # the highest number of a series and year


def site(store: Store) -> str:
    """The name that the main desk gave to a sub-venue's store; empty where this is a desk of its own."""
    return _kept(store, "link_site")


def name_site(store: Store, name: str) -> None:
    """Keep the name; a further pairing gives another. Raises StoreTrouble."""
    _keep(store, "link_site", name)


def hub(store: Store) -> str:
    """The name that a county's hub gave to a main desk's store; empty where it is on none."""
    return _kept(store, "link_hub")


def name_hub(store: Store, name: str) -> None:
    """Keep the name, empty to be on no hub any more; what was read of an earlier hub's numbers is forgotten."""
    _keep(store, "link_hub", name)
    keep_hub_generation(store, "")
    _left_behind(store)


def hub_generation(store: Store) -> str:
    """Which of the hub's books was told all that this desk's book holds: another since the hub was set back."""
    return _kept(store, "link_hub_generation")


def keep_hub_generation(store: Store, generation: str) -> None:
    """Keep it; the numbers that the hub gave are read again from the first."""
    _keep(store, "link_hub_generation", generation)
    keep_hub_place(store, 0)


def county(store: Store) -> County:
    """The way to that hub, where the program has put one in. Raises Refused."""
    if store.county is None:
        raise refuse("hub.no_secret", "12-1")
    return store.county


def hub_place(store: Store) -> int:
    """How far the numbers that the hub gave were read."""
    return int(_kept(store, "link_hub_place") or 0)


def keep_hub_place(store: Store, place: int) -> None:
    _keep(store, "link_hub_place", str(place))


def book(store: Store) -> str:
    """The name under which this desk draws numbers from the book of another; empty where the book is its own."""
    return _kept(store, "link_book")


def hold_book_here(store: Store) -> None:
    """Refuse where the book is on another machine: nothing is entered in it here (12-1). Raises Refused."""
    if book(store):
        raise refuse("link.book_elsewhere", "12-1")


def name_book(store: Store, name: str) -> None:
    """Keep the name: from now on no number is given here. Raises StoreTrouble."""
    _keep(store, "link_book", name)
    _left_behind(store)


def known(store: Store) -> list[Highest]:
    """The highest numbers that the other book, or the hub, told this desk of."""
    return _highest(store, "link_known")


def keep_known(store: Store, told: Iterable[Highest]) -> None:
    """Keep what it told now."""
    _keep_highest(store, "link_known", told)


def floor(store: Store) -> list[Highest]:
    """Numbers that stand on somebody's papers though this book has them not: it goes on above them (12-1)."""
    return _highest(store, "link_floor")


def raise_floor(store: Store, known: Iterable[Highest]) -> None:
    """Go on above these, too; what the book has itself needs no floor."""
    highest = "select coalesce(max(sequence), 0) from number where series = ? and year = ?"
    lost = [one for one in [*floor(store), *known] if store.value(highest, *one[:2]) < one[2]]
    _keep_highest(store, "link_floor", lost)


def _left_behind(store: Store) -> None:
    """What an earlier book had: one of this desk's own goes on above it."""
    if told := known(store):
        raise_floor(store, told)
        keep_known(store, ())


def _highest(store: Store, key: str) -> list[Highest]:
    found = json.loads(_kept(store, key) or "[]")
    return [(series, year, sequence) for series, year, sequence in found]


def _keep_highest(store: Store, key: str, numbers: Iterable[Highest]) -> None:
    """Of this year and the last, the highest of each series; no write where nothing is new."""
    highest: dict[tuple[str, int], int] = {}
    for series, year, sequence in numbers:
        if sequence and year >= store.clock.now().year - 1:
            highest[series, year] = max(sequence, highest.get((series, year), 0))
    new: Sequence[Highest] = [(*of, sequence) for of, sequence in sorted(highest.items())]
    if list(new) != _highest(store, key):
        _keep(store, key, json.dumps(new, ensure_ascii=False) if new else "")


def alone(store: Store) -> bool:
    """Whether no other machine has to do with this desk's book: neither a hub, nor a main desk, nor a lost one."""
    # by the range: five keys that are mostly not there would be looked up one by one
    keys = "('link_hub', 'link_book', 'link_unheard', 'link_book_left', 'link_floor')"
    there = f"select 1 from local where key between 'link_' and 'link_z' and +key in {keys} and value <> '' limit 1"
    return store.value(there) is None


def unheard(store: Store) -> list[int]:
    """The machines of the office whose numbers this book may have lost."""
    return [int(one) for one in _kept(store, "link_unheard").split()]


def keep_unheard(store: Store, machines: Iterable[int]) -> None:
    _keep(store, "link_unheard", " ".join(map(str, sorted(set(machines)))))


def left(store: Store) -> int:
    """The year whose numbers this desk drew from a book that it has left; 0 where it has left none."""
    return int(_kept(store, "link_book_left") or 0)


def keep_left(store: Store, year: int) -> None:
    _keep(store, "link_book_left", str(year or ""))


def asked(store: Store) -> list[int]:
    """The papers for which the other book was asked and has not answered."""
    return [int(one) for one in _kept(store, "link_asked").split()]


def keep_asked(store: Store, document: int, waits: bool) -> None:
    """Whether a paper waits for the other book's answer."""
    _keep(
        store,
        "link_asked",
        " ".join(map(str, sorted({*asked(store), document} if waits else set(asked(store)) - {document}))),
    )


def _kept(store: Store, key: str) -> str:
    return str(store.value("select value from local where key = ?", key) or "")


def _keep(store: Store, key: str, value: str) -> None:
    with store.write():
        store.conn.execute(
            "insert into local values (?, ?) on conflict(key) do update set value = excluded.value",
            (key, value),
        )
