"""What is counted at a door over the whole meeting; read apart, no scan and no key waits for it."""

from __future__ import annotations

from typing import NamedTuple

from oatui.i18n import _
from oatui.store import (
    arrivals,
    head_table,
    meetings,
    paper_sheet,
    people,
    phone,
    phone_looks,
    presence,
    queue_cut,
    turned_away,
    walk_ins,
)
from oatui.store.arrivals import Counts
from oatui.store.database import Store
from oatui.store.walk_ins import WalkIn


class Figures(NamedTuple):
    """The counts of this door's venue and of all, how many are out, arrivals by minute, and the missing by unit."""

    door: int
    here: Counts
    whole: (
        Counts | None
    )  # where there are several venues, but not at a sub-venue: it is not told of the others
    away: int
    minutes: list[tuple[str, int]]
    missing: list[tuple[str, list[str]]]
    roster: int
    stands: dict[str, str]  # of the choices of F5: how far each is
    walked_in: list[WalkIn]  # who waits for the main desk's word


def figures(store: Store, meeting: int, door: int) -> Figures:
    """Read them for a venue."""
    whole, places = arrivals.attendance(store, meeting)
    roster, away = people.count(store, meeting), len(presence.out(store, meeting, door))
    return Figures(
        door,
        next((counts for venue, counts in places if venue.id == door), whole),
        whole if len(places) > 1 and not store.is_site else None,
        away,
        arrivals.by_minute(store, meeting),
        arrivals.missing_by_unit(store, meeting, door),
        roster,
        _stands(store, meeting, door, whole.expected, away),
        walk_ins.waiting(store, meeting, door),
    )


def _stands(store: Store, meeting: int, door: int, expected: int, away: int) -> dict[str, str]:
    said = {
        "roster": _("{n} 人", n=expected),
        "sheet": _("未签到 {n}", n=paper_sheet.count(store, meeting, door)),
        "queue": _queue(store, meetings.get(store, meeting), door),
    }
    here, leaders = head_table.came(store, meeting)
    if leaders:
        said["leaders"] = _("到会 {here} / {n}", here=here, n=leaders)
    if away:
        said["out"] = _("{n} 人", n=away)
    if refused := turned_away.count(store, meeting):
        said["turned_away"] = _("{n} 次", n=refused)
    by_phone, to_look = phone_looks.count(store, meeting)
    if by_phone or any(one.venue == door for one in phone.open_ways(store, meeting)):
        said["venue_code"] = _("手机签到 {n}，待看 {look}", n=by_phone, look=to_look)
    return said


def _queue(store: Store, meeting: meetings.Meeting, door: int) -> str:
    cut = queue_cut.cut(store, meeting, door)
    if cut is None:
        return ""
    waiting = sum(not one.settled_by for one in queue_cut.in_line(store, meeting, door))
    return _("{n} 人待认定", n=waiting) if waiting else _("{at:hms} 已标记", at=cut.at)
