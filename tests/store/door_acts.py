"""Acts at the door beyond the plain scan, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable

from oatui.store import (
    arrivals,
    head_table,
    meetings,
    paper_sheet,
    people,
    presence,
    queue_cut,
    stand_in,
    turned_away,
)
from oatui.store.database import Row, Store
from tests.conftest import FixedClock


def _pick(store: Store, sql: str, number: int) -> Row | None:
    rows = store.rows(sql)
    return rows[number % len(rows)] if rows else None


def _meeting(store: Store, number: int) -> meetings.Meeting:
    row = _pick(store, "select id from meeting order by id", number)
    return meetings.get(store, row["id"] if row else 0)


def _door(store: Store, meeting: int, number: int) -> int:
    known = meetings.venues(store, meeting)
    return known[number % len(known)].id


def _person(store: Store, number: int) -> int:
    row = _pick(store, "select id from attendee order by id", number)
    return row["id"] if row else 0


def _cut(store: Store, a: int, b: int) -> None:
    """It is the deadline, or a second too late for the mark."""
    meeting = _meeting(store, a)
    assert isinstance(store.clock, FixedClock)
    store.clock.moment = meeting.sign_in_deadline
    store.clock.pass_time(seconds=61 if b % 5 == 4 else b % 5)
    queue_cut.mark(store, meeting.id, _door(store, meeting.id, b))


def _walk_in(store: Store, a: int, b: int) -> None:
    """Somebody of the roster comes within the minute, at one of its doors."""
    meeting = _meeting(store, a)
    coming = paper_sheet.waiting(store, meeting.id, limit=9)
    assert isinstance(store.clock, FixedClock)
    if coming:
        store.clock.pass_time(seconds=20)
        one = people.get(store, coming[b % len(coming)].attendee)
        arrivals.sign_in(store, meeting.id, one.code, venue=_door(store, meeting.id, b))


def _settle(store: Store, a: int, b: int) -> None:
    meeting = _meeting(store, a)
    queue_cut.settle(store, meeting.id, _door(store, meeting.id, b), "李主任")


def _unsettle(store: Store, a: int, b: int) -> None:
    meeting = _meeting(store, a)
    queue_cut.undo(store, meeting.id, _door(store, meeting.id, b), "认错了")


def _spot(store: Store, a: int, b: int) -> None:
    one = people.get(store, _person(store, a))
    kind = ("other", "sick", "own_meeting")[b % 3]
    stand_in.stand_in(
        store, one.meeting, one.id, f"现场{b}", approver="" if b % 5 == 4 else "李主任", kind=kind
    )


def _sheet(store: Store, a: int, b: int) -> None:
    meeting = _meeting(store, a)
    chosen = [one.attendee for one in paper_sheet.waiting(store, meeting.id, limit=1 + b % 3)]
    paper_sheet.enter(store, meeting.id, chosen, "停电", "李主任", at=meeting.sign_in_deadline)


def _tick(store: Store, a: int, b: int) -> None:
    leaders = head_table.listed(store, _meeting(store, a).id)
    one = leaders[b % len(leaders)].attendee if leaders else None
    if one is not None and (leaders[b % len(leaders)].at is None):
        head_table.tick(store, one, approver="李主任" if b % 2 else "")
    elif one is not None:
        head_table.untick(store, one)


def _pass_door(store: Store, a: int, _b: int) -> None:
    one = people.get(store, _person(store, a))
    presence.pass_door(store, one.meeting, one.code)


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "cut": _cut,
    "walk in": _walk_in,
    "line": _settle,
    "unline": _unsettle,
    "spot": _spot,
    "sheet": _sheet,
    "guest": lambda s, a, b: head_table.choose(s, _person(s, a), wanted=b % 3 > 0),
    "tick": _tick,
    "count guests": lambda s, a, b: head_table.set_counted(s, _meeting(s, a).id, bool(b % 2)),
    "pass door": _pass_door,
    "why left": lambda s, a, b: presence.explain(s, _person(s, a), f"原因{b}"),
    "stranger": lambda s, a, b: turned_away.stranger(s, _meeting(s, a).id, f"不在册{b}"),
}
# the meeting of the acts is 0; whoever comes was brought onto its roster the moment before
DAY = [
    ("import", 0, 3), ("import", 0, 7), ("cut", 0, 0), ("walk in", 0, 0), ("walk in", 0, 2), ("line", 0, 0),
    ("unline", 0, 0), ("guest", 2, 1), ("tick", 0, 0), ("count guests", 0, 0), ("count guests", 0, 1),
    ("spot", 8, 0), ("sheet", 0, 1), ("pass door", 2, 0), ("why left", 2, 0), ("stranger", 0, 0),
]  # fmt: skip
