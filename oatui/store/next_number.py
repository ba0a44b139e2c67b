"""The number that comes next, for the act that records it: of this desk's own book, or of its county's hub (12-1)."""

from __future__ import annotations

from typing import NamedTuple

from oatui.store import main_line, number_lines, unheard
from oatui.store.database import Store

_ASKED_FOR = {"automatic", "reserved"}  # the ways of a number that this desk asked a hub for


class AskAgain(Exception):
    """What the hub was asked for is not what is to be recorded any more: something was written meanwhile."""


class Ahead(NamedTuple):
    """What the county's hub gave for a request before the writer's place was taken."""

    series: str
    year: int
    request: str
    sequence: int


def ask_ahead(store: Store, series: str, year: int, request: str) -> Ahead:
    """The hub's number for a request of a desk that is on one; call it outside `write()`. Raises Refused.

    It is the same whenever this request is asked again, so one that is not recorded after all is not lost.
    """
    unheard.hold_ready(store, year)
    asked = request
    while True:
        own = after_own(store, series, year)
        sequence = main_line.county(store).take(store, series, year, f"{store.origin} {asked}", own)
        line = number_lines.find(store, series, year, sequence)
        if line is None or line.way in _ASKED_FOR:
            return Ahead(series, year, request, sequence)
        # entered here by hand before the hub knew of it
        asked = f"{request} not {sequence}"


def after_own(store: Store, series: str, year: int) -> int:
    """The number behind all that this desk's book has, and behind those that it lost and somebody knew of."""
    lost = [sequence for *of, sequence in main_line.floor(store) if of == [series, year]]
    return max(number_lines.next_sequence(store, series, year), *(one + 1 for one in lost), 1)


def take_sequence(store: Store, series: str, year: int, request: str, ahead: Ahead | None = None) -> int:
    """The number that comes next, for the act that records it; call it inside `write()`. Raises Refused, AskAgain.

    A desk on a county's hub has it from `ahead`: nobody asks another machine while others wait to write.
    """
    unheard.hold_ready(store, year)
    if not main_line.hub(store):
        return after_own(store, series, year)
    if ahead is None or ahead[:3] != (series, year, request):
        raise AskAgain
    if number_lines.find(store, series, year, ahead.sequence):
        raise AskAgain
    return ahead.sequence
