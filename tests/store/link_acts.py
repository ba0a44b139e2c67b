"""Acts of other desks: a sub-venue that joins, records its door and sends it, a second desk that asks for numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from oatui.store import allocation, arrivals, exchange, people, sites, walk_ins
from oatui.store.database import Store, memory
from oatui.store.sites import Site

SIGNED = [
    [step, "张某某", "2026-11-24T08:20:00+08:00"]
    for step in ("section_check", "office_check", "deputy_sign", "chief_sign")
]


@contextmanager
def a_site(main: Store, site: Site, origin: str) -> Iterator[Store]:
    """The store of a site that has its part of the meeting."""
    with closing(memory(main.clock)) as sub:
        sub.origin, sub.actor = origin, "镇上的人"
        sites.join(sub, main.origin, site.meeting, site.venue, site.name)
        fetch(main, sub, site.meeting)
        yield sub


def fetch(main: Store, sub: Store, meeting: int) -> None:
    """What the main desk decided meanwhile comes down, in small loads."""
    while rows := exchange.part(main, meeting, exchange.part_held(sub), limit=7):
        exchange.take_part(sub, main.origin, rows)


def send(main: Store, sub: Store, site: Site, limit: int = 7) -> None:
    """What the door recorded goes up, in small loads."""
    while rows := exchange.outgoing(sub, exchange.acked(sub), limit):
        exchange.set_acked(sub, exchange.take(main, site, rows))


def _site(store: Store, number: int) -> Site:
    known = [one for one in sites.all_of(store) if one.meeting != sites.DESK]
    return known[number % len(known)] if known else sites.get(store, 0)


def _venue_of_roster(store: Store, number: int) -> tuple[int, int]:
    rows = store.rows("select distinct meeting, venue from attendee order by 1, 2")
    return tuple(rows[number % len(rows)]) if rows else (0, 0)


def _invite(store: Store, a: int, _b: int) -> None:
    sites.invite(store, *_venue_of_roster(store, a))


def _door(store: Store, a: int, b: int) -> None:
    """A site records somebody's sign-in, and somebody who comes for the next one."""
    site = _site(store, a)
    with a_site(store, site, f"site-{len(sites.origins_of(store, site.id))}-{site.id}") as sub:
        roster = people.listed(sub, site.meeting)
        arrivals.sign_in(sub, site.meeting, roster[b % len(roster)].code, venue=site.venue)
        one = roster[(b + 1) % len(roster)]
        walk_ins.note(sub, site.meeting, one.id, f"来人{b}", approver="李主任", venue=site.venue)
        send(store, sub, site)


def _walk_in(store: Store, a: int, b: int) -> None:
    row = store.row("select origin, seq from walk_in order by origin, seq limit 1 offset ?", a % 3)
    key = (row["origin"], row["seq"]) if row else ("", 0)
    if b % 2:
        walk_ins.accept(store, key)
    else:
        walk_ins.decline(store, key, "不在参会范围")


def _number(store: Store, a: int, b: int) -> None:
    if not (desks := sites.all_of(store, sites.DESK)):
        desks = [sites.invite(store, sites.DESK, sites.DESK, "综合科")]
    allocation.allocate(store, desks[0], a_request(a, b))


def a_request(a: int, b: int) -> dict[str, object]:
    return {
        "request_id": f"r{a}", "title": f"关于第{b}项工作的通知", "kind": "通知", "series": "嘉商务字", "section": "综合科",
        "by": "王某", "signatures": SIGNED,
    }  # fmt: skip


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "invite site": _invite,
    "site's door": _door,
    "whoever came": _walk_in,
    "shut out": lambda s, a, b: sites.shut_out(s, _site(s, a).id, f"第{b}台丢失"),
    "their number": _number,
}
DAY = [
    ("invite site", 0, 0), ("site's door", 0, 2), ("whoever came", 0, 0), ("their number", 0, 1),
    ("shut out", 0, 0), ("invite site", 1, 0),
]  # fmt: skip
