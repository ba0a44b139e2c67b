"""What other desks told late, and what they let in that would not have been let in on line: kept, and listed apart.

Nothing here judges anew: the facts stay as they were recorded, and somebody looks at them.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from oatui.clock import from_iso, iso
from oatui.i18n import N_
from oatui.rules import signin
from oatui.store import exchange, meetings
from oatui.store.arrival_facts import KEPT
from oatui.store.database import Row, Store

LATE_SECONDS = 120
CLOCK_SECONDS = 60  # what is less is the line's own delay
# why a sign-in is listed, the gravest first
KINDS = {
    "off_roster": N_("已从名册去掉"),
    "replaced": N_("已由别人替会"),
    "taken_back": N_("替会已撤回"),
    "revoked": N_("签到码已换"),
    "closed": N_("闭会后才到"),
    "two_venues": N_("在两个会场签到"),
    "wrong_venue": N_("不在所报会场"),
    "clock": N_("时钟不准"),
    "late": N_("登记迟报"),
}


class Late(NamedTuple):
    """One sign-in of another desk and why it is listed; times are ISO, `came_at` when it reached this desk.

    `kind` is of KINDS; `late_by` the seconds between its record and its coming, the clocks' difference taken out.
    `other` is the second venue, since when it would have been refused, or when it was by this desk's clock (ISO).
    """

    kind: str
    key: tuple[str, int]
    site: str
    attendee: int
    name: str
    unit: str
    venue: str
    at: str
    came_at: str
    late_by: int
    other: str


_FACTS = f"""select f.origin, f.seq, f.at, f.recorded_at, f.attendee, f.venue, f.status, a.name, a.unit, a.venue as reported,
    v.name as venue_name, w.name as reported_name, s.name as site, e.body
    from arrival_fact f join site_origin o on o.origin = f.origin join site s on s.id = o.site
    join attendee a on a.id = f.attendee join venue v on v.id = f.venue join venue w on w.id = a.venue
    join event e on e.origin = f.origin and e.seq = f.seq
    where f.meeting = ?1 and f.kind in ('signed_in', 'waiting')
    and {KEPT} order by f.at, f.origin, f.seq"""


def listed(store: Store, meeting: int) -> list[Late]:
    """Every sign-in of another desk that somebody should look at, a line for each reason, the gravest first.

    A tenth of a second for a thousand sign-ins: read it when the list is opened, not at every scan.
    """
    came = _Coming(store)
    decided = _decisions(store, meeting)
    closed = store.row("select at from closing where meeting = ?", meeting)
    start = meetings.get(store, meeting).start
    others = _other_venues(store, meeting)
    found: list[Late] = []
    for row in store.rows(_FACTS, meeting):
        at, difference = came.of(row["origin"], row["seq"])
        late_by = int((from_iso(at) - from_iso(row["recorded_at"])).total_seconds()) + difference
        # when it was by this desk's clock
        here = from_iso(row["at"]) - timedelta(seconds=difference)
        for kind, other in _reasons(store, row, decided, closed["at"] if closed else None, others, at, here):
            found.append(_late(kind, row, at, late_by, other))
        if abs(difference) >= CLOCK_SECONDS and row["status"] not in (
            None,
            signin.judge(here, start)[0].value,
        ):
            found.append(_late("clock", row, at, late_by, iso(here)))
        if late_by > LATE_SECONDS:
            found.append(_late("late", row, at, late_by, ""))
    # whoever was taken off while their arrival was under way is counted by nobody, and so named first
    for row in store.rows(_FACTS.replace("join attendee a", "join off_roster a"), meeting):
        at, difference = came.of(row["origin"], row["seq"])
        late_by = int((from_iso(at) - from_iso(row["recorded_at"])).total_seconds()) + difference
        found.append(_late("off_roster", row, at, late_by, ""))
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.at, one.key))


def _late(kind: str, row: Row, came_at: str, late_by: int, other: str) -> Late:
    return Late(
        kind, (row["origin"], row["seq"]), row["site"], row["attendee"], row["name"], row["unit"],
        row["venue_name"], row["at"], came_at, late_by, other,
    )  # fmt: skip


def _reasons(
    store: Store, row: Row, decided: dict[int, list[tuple[int, str, str]]], closed_at: str | None,
    others: dict[int, dict[tuple[str, int], str]], came_at: str, here: datetime,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    knew = _knew(store, json.loads(row["body"]))
    for place, kind, at in decided.get(row["attendee"], ()):
        # not yet known there; a code that was replaced after the scan was good, a substitute counts all the same
        if place > knew and (kind in {"replaced", "taken_back"} or from_iso(at) <= here):
            yield kind, at
    if closed_at and closed_at <= came_at:
        yield "closed", closed_at
    elsewhere = {name for key, name in others.get(row["attendee"], {}).items() if key != tuple(row[:2])}
    if elsewhere - {row["venue_name"]}:
        yield "two_venues", "、".join(sorted(elsewhere - {row["venue_name"]}))
    if row["venue"] != row["reported"]:
        yield "wrong_venue", row["reported_name"]


class _Coming:
    """When the rows of each chain came: a line for each load, under its last seq."""

    def __init__(self, store: Store) -> None:
        self._loads: dict[str, tuple[list[int], list[tuple[str, int]]]] = {}
        for row in store.rows("select origin, seq, at, difference from rows_came order by origin, seq"):
            seqs, loads = self._loads.setdefault(row["origin"], ([], []))
            seqs.append(row["seq"])
            loads.append((row["at"], row["difference"]))
        self._now = iso(store.clock.now())

    def of(self, origin: str, seq: int) -> tuple[str, int]:
        seqs, loads = self._loads.get(origin, ([], []))
        place = bisect_left(seqs, seq)
        return loads[place] if place < len(loads) else (self._now, 0)


def _decisions(store: Store, meeting: int) -> dict[int, list[tuple[int, str, str]]]:
    """By attendee: the journal's row, what was decided (revoked, replaced, taken_back), and when (ISO)."""
    codes = {
        row[0]
        for row in store.rows(
            "select r.attendee from revoked_code r join attendee a on a.id = r.attendee where a.meeting = ?",
            meeting,
        )
    }
    found: dict[int, list[tuple[int, str, str]]] = {}
    if not codes:
        return found
    for rowid, _origin, _seq in exchange.places(store, meeting):
        row = store.row(
            "select kind, at, body from event where rowid = ? and kind in "
            "('code_reissued', 'substitute_named', 'substitute_withdrawn')",
            rowid,
        )
        if row is None:
            continue
        body = json.loads(row["body"])
        if row["kind"] == "code_reissued":
            found.setdefault(body["id"], []).append((rowid, "revoked", row["at"]))
        elif row["kind"] == "substitute_named":
            found.setdefault(body["attendee"], []).append((rowid, "replaced", row["at"]))
        else:
            # whoever was replaced comes after all, or another comes instead
            kept = [one for one in found.get(body["attendee"], []) if one[1] != "replaced"]
            found[body["attendee"]] = kept
            found.setdefault(body["substitute"], []).append((rowid, "taken_back", row["at"]))
    return found


def _knew(store: Store, body: dict[str, object]) -> int:
    """The last row of this desk's journal that the sub-venue had when it recorded; 0 for none."""
    knew = body.get("knew")
    rows = [0]
    if isinstance(knew, dict):
        for origin, seq in knew.items():
            row = store.value("select rowid from event where origin = ? and seq = ?", origin, seq)
            rows.append(int(row or 0))
    return max(rows)


def _other_venues(store: Store, meeting: int) -> dict[int, dict[tuple[str, int], str]]:
    """Who has sign-ins that stand at more than one venue: by attendee, each sign-in's venue."""
    found: dict[int, dict[tuple[str, int], str]] = {}
    for row in store.rows(
        "select f.attendee, f.origin, f.seq, v.name from arrival_fact f join venue v on v.id = f.venue "
        "where f.meeting = ?1 and f.kind = 'signed_in' and f.attendee in (select attendee from arrival_fact "
        "where meeting = ?1 and kind = 'signed_in' group by attendee having count(distinct venue) > 1) "
        f"and {KEPT}",
        meeting,
    ):
        found.setdefault(row["attendee"], {})[row["origin"], row["seq"]] = row["name"]
    return found
