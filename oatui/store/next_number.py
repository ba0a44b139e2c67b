"""The number that comes next, for the act that records it: of this desk's own book, or of its county's hub (12-1)."""

from __future__ import annotations

from typing import NamedTuple

from oatui.store import main_line, number_lines, unheard
from oatui.store.database import Store


class Ahead(NamedTuple):
    """What the county's hub gave for a request before the writer's place was taken."""

    series: str
    year: int
    request: str
    sequence: int


def ask_ahead(store: Store, series: str, year: int, request: str) -> Ahead | None:
    """Of a desk on a county's hub, the hub's number; no other write waits for the line. Raises Refused.

    It is the same whenever this request is asked again, so one that is not recorded after all is not lost.
    """
    if not main_line.hub(store):
        return None
    return Ahead(series, year, request, take_sequence(store, series, year, request))


def take_sequence(store: Store, series: str, year: int, request: str, ahead: Ahead | None = None) -> int:
    """The number that comes next, for the act that records it; call it inside `write()`. Raises Refused.

    A desk on a county's hub is told by the hub, `ahead` or now: others draw from the same book.
    """
    unheard.hold_ready(store, year)
    sequence = number_lines.next_sequence(store, series, year)
    if not main_line.hub(store):
        return sequence
    if ahead and ahead[:3] == (series, year, request):
        return ahead.sequence
    return main_line.county(store).take(store, series, year, f"{store.origin} {request}", sequence)
