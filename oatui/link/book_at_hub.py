"""A main desk's number book at its county's hub: told, fetched from there, and put back where the hub has lost it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from oatui.clock import Clock, iso
from oatui.link.contract import ROWS_AT_ONCE, BookTold, Contract, Drawn, Office, Stands, Told
from oatui.rules.verdict import Refused
from oatui.store import allocation, book_year, documents, main_line, next_number, sites
from oatui.store.database import Store


class Answers(Contract, Office, Protocol):
    """A hub, or the line to one."""


class Named(Protocol):
    """The way of a desk to its hub, by the name under which it speaks."""

    @property
    def site(self) -> str: ...


def one_round(
    store: Store, way: Named, hub: Answers, clock: Clock, refused: list[Refused]
) -> tuple[int, Stands]:
    """Tell how the book stands and enter what the hub gave to other desks of the office; how many came.

    A hub that was set back is first told again all that other desks have from it. Raises LineCut, Refused.
    """
    told = book(store, clock)
    stands = hub.book(way.site, iso(clock.now()), told)
    main_line.keep_known(store, stands.highest)
    if told.unheard:
        # from here on the hub waits for them
        main_line.keep_unheard(store, set(main_line.unheard(store)) - set(told.unheard))
    if stands.generation != main_line.hub_generation(store):
        _put_back(store, way, hub, clock, refused)
        main_line.keep_hub_generation(store, stands.generation)
    return fetch(store, way, hub, refused), stands


def book(store: Store, clock: Clock) -> BookTold:
    """How the number book stands: each series in the years in which a paper may still be numbered."""
    # first, or it would say of a later closing that it is none
    journal = journal_of(store)
    this = clock.now().year
    series = [
        Told(series.code, series.kind, year, next_number.after_own(store, series.code, year) - 1)
        for series in documents.known_series(store)
        for year in (this - 1, this)
        if book_year.closed_by(store, year) is None
    ]
    return BookTold(
        series,
        book_year.closed_years(store),
        journal,
        main_line.hub_generation(store),
        main_line.hub_place(store),
        {one.id: one.name for one in sites.all_of(store, sites.DESK) if not one.shut_out_at},
        main_line.unheard(store),
        main_line.known(store),
    )


def journal_of(store: Store) -> int:
    """How far the journal is: what was told before says nothing of what came after."""
    return int(store.value("select coalesce(max(rowid), 0) from event"))


def fetch(store: Store, way: Named, hub: Office, refused: list[Refused]) -> int:
    """Enter the numbers that the hub gave to the office's other machines; how many were new."""
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


def _put_back(store: Store, way: Named, hub: Contract, clock: Clock, refused: list[Refused]) -> None:
    for load, last in loads(list(_given(store, clock.now().year - 1))):
        try:
            hub.hold(way.site, load, last)
        except Refused as error:
            refused.append(error)


def loads(numbers: Sequence[Drawn]) -> Iterator[tuple[Sequence[Drawn], bool]]:
    """As many as go in one call, and whether they are the last; one call at least."""
    for first in range(0, max(1, len(numbers)), ROWS_AT_ONCE):
        yield numbers[first : first + ROWS_AT_ONCE], first + ROWS_AT_ONCE >= len(numbers)


def _given(store: Store, since: int) -> Iterator[Drawn]:
    """What the register has of other machines' numbers."""
    rows = store.rows(
        "select request_id, series, year, sequence, given_at from number where way = 'other_desk' and year >= ? "
        "order by id",
        since,
    )
    for row in rows:
        _desk, site, request = row["request_id"].split(" ", 2)
        yield Drawn(
            0,
            int(site),
            row["series"],
            row["year"],
            row["sequence"],
            row["given_at"],
            {"request_id": request},
        )
