"""Who signed in by phone and should be looked at, and heads counted by rows against the record (17-5, no proxy)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from oatui.clock import from_iso
from oatui.rules.verdict import refuse
from oatui.store import journal
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

TRACE_SECONDS = 30  # same address and same kind of phone within this: somebody may sign for another
BURST, BURST_SECONDS = 5, 10


class Look(NamedTuple):
    """A phone sign-in that somebody should look at, and why (keys of phone.look.*); `at` is ISO."""

    key: tuple[str, int]
    attendee: int
    name: str
    unit: str
    seat: str | None
    at: str
    reasons: tuple[str, ...]
    looked_at: bool


_SIGNED_IN = """from phone_try t join attendee a on a.id = t.attendee
    join arrival_fact r on r.meeting = t.meeting and r.attendee = t.attendee and r.origin = t.origin and r.seq = t.seq
    and r.stands
    left join phone_trace p on p.meeting = t.meeting and p.origin = t.origin and p.seq = t.seq
    where t.meeting = ? and t.outcome in ('signed_in', 'waiting')"""
_LOOKED_AT = "exists(select 1 from phone_look l where l.attendee = t.attendee)"


def count(store: Store, meeting: int) -> tuple[int, int]:
    """How many signed in by phone, and at how many of them nobody has looked yet."""
    row = store.row(f"select count(*) as n, coalesce(sum(not {_LOOKED_AT}), 0) as due {_SIGNED_IN}", meeting)
    return (row["n"], row["due"]) if row else (0, 0)


def looks(store: Store, meeting: int) -> list[Look]:
    """Every phone sign-in of a meeting with the marks that ask for a look, those with marks first."""
    rows = store.rows(
        f"select t.*, a.name, a.unit, a.seat, p.trace, {_LOOKED_AT} as looked {_SIGNED_IN} "
        "order by t.at, t.origin, t.seq",
        meeting,
    )
    failed = {
        row["device"]
        for row in store.rows(
            "select distinct device from phone_try where meeting = ? and rule in ('phone.no_match', 'phone.other_person')",
            meeting,
        )
    }
    times = [from_iso(row["at"]) for row in rows]
    traced = _others_near([row["trace"] for row in rows], times, TRACE_SECONDS)
    of_unit = _others_near([row["unit"] for row in rows], times, BURST_SECONDS)
    found = []
    for place, row in enumerate(rows):
        reasons = []
        if row["trace"] and traced[place]:
            reasons.append("phone.look.same_trace")
        if row["device"] in failed:
            reasons.append("phone.look.after_failure")
        if of_unit[place] + 1 >= BURST:  # as when one person works through a list
            reasons.append("phone.look.burst")
        found.append(
            Look(
                (row["origin"], row["seq"]), row["attendee"], row["name"], row["unit"], row["seat"], row["at"],
                tuple(reasons), bool(row["looked"]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.looked_at, not one.reasons))


def _others_near(keys: Sequence[object], times: Sequence[datetime], seconds: int) -> list[int]:
    """For each of the rows, which stand in order of time, how many others of its key lie within the seconds."""
    by_key: dict[object, list[datetime]] = {}
    for key, at in zip(keys, times, strict=True):
        by_key.setdefault(key, []).append(at)
    span = timedelta(seconds=seconds)
    return [
        bisect_right(by_key[key], at + span) - bisect_left(by_key[key], at - span) - 1
        for key, at in zip(keys, times, strict=True)
    ]


def looked_at(store: Store, meeting: int, attendee: int) -> None:
    """A clerk saw the face of somebody who had signed in by phone. Raises Refused."""
    with store.write():
        if not store.value(
            "select 1 from phone_try where meeting = ? and attendee = ? and outcome = 'signed_in'",
            meeting,
            attendee,
        ):
            raise refuse("phone.not_by_phone")
        journal.record(store, "phone_looked_at", {"v": 1, "meeting": meeting, "attendee": attendee})


@journal.applies("phone_looked_at")
def _phone_looked_at(conn: Connection, event: journal.Event) -> None:
    conn.execute(
        "insert into phone_look values (?, ?, ?, ?, ?, ?)",
        (*event.key, event.body["meeting"], event.body["attendee"], event.at, event.actor),
    )


class Block(NamedTuple):
    """A block of seats: how many should sit there by the record, and the last head count."""

    name: str
    signed_in: int
    counted: int | None
    seated: int | None  # signed in at the time of the count
    at: str | None


def blocks(store: Store, meeting: int, venue: int) -> list[Block]:
    """A venue by rows of seats (people without a seat are one block), with the last count of each."""
    rows = store.rows(
        "select case when instr(coalesce(a.seat, ''), '排') then substr(a.seat, 1, instr(a.seat, '排')) else '' end "
        f"as block, count(r.status) as here from attendee a left join {ARRIVED} "
        "where a.meeting = ? and a.venue = ? group by block order by length(block), block",
        meeting,
        venue,
    )
    counted = {
        row["block"]: row
        for row in store.rows(
            "select h.* from head_count h join event e on e.origin = h.origin and e.seq = h.seq "
            "where h.meeting = ? and h.venue = ? order by e.rowid",
            meeting,
            venue,
        )
    }
    found = []
    for row in rows:
        last = counted.get(row["block"])
        found.append(
            Block(
                row["block"],
                row["here"],
                last["counted"] if last else None,
                last["seated"] if last else None,
                last["at"] if last else None,
            )
        )
    return found


def count_heads(store: Store, meeting: int, venue: int, block: str, counted: int) -> Block:
    """Record how many heads were counted in a block of seats. Raises Refused."""
    if not 0 <= counted <= 100_000:
        raise refuse("phone.heads", counted=counted)
    with store.write():
        known = {one.name: one for one in blocks(store, meeting, venue)}
        if block not in known:
            raise refuse("phone.no_block", block=block)
        body = {
            "v": 1, "meeting": meeting, "venue": venue, "block": block, "counted": counted,
            "seated": known[block].signed_in,
        }  # fmt: skip
        journal.record(store, "heads_counted", body)
    return next(one for one in blocks(store, meeting, venue) if one.name == block)


@journal.applies("heads_counted")
def _heads_counted(conn: Connection, event: journal.Event) -> None:
    body = event.body
    conn.execute(
        "insert into head_count values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *event.key, body["meeting"], body["venue"], body["block"], body["counted"], body["seated"], event.at,
            event.actor,
        ),
    )  # fmt: skip
