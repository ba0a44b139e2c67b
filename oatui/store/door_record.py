"""The last lines of the door's record, as a desk shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from oatui.rules.verdict import Verdict
from oatui.store import journal
from oatui.store.arrival_facts import KEPT
from oatui.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the door's record; the newest comes first."""

    key: tuple[str, int]
    kind: str
    at: str
    attendee: int | None
    name: str
    unit: str
    seat: str | None
    status: str | None
    verdict: Verdict
    actor: str
    reason: str
    annulled: bool


def recent(store: Store, meeting: int, limit: int = 20, venue: int | None = None) -> list[Fact]:
    """The last facts of the door, of every desk, in the order in which they were recorded; `venue` for one door's."""
    rows: list[Row] = []
    of_venue = " and (venue = ?4 or venue is null)" if venue is not None else ""
    sql = _RECENT.format(of_venue=of_venue, kept=KEPT)
    # the last of each desk: their order among each other is their clocks'
    for (origin,) in store.rows("select distinct origin from arrival_fact where meeting = ?", meeting):
        # a machine stands at one door: another one's rows are not looked through
        if venue is None or store.value(_DOOR_OF, origin) in (None, venue):
            rows += store.rows(sql, meeting, origin, limit, *([venue] if of_venue else []))
    rows += store.rows(_WALKED_IN, meeting, venue)
    rows.sort(key=lambda row: (row["recorded_at"], row["seq"]), reverse=True)
    return [
        Fact(
            (row["origin"], row["seq"]), row["kind"], row["at"], row["attendee"] or None, row["name"] or "",
            row["unit"] or "", row["seat"], row["status"],
            Verdict.from_body(json.loads(row["rejudged"])) if row["rejudged"] else journal.verdict_of(row["body"]),
            row["actor"], row["reason"], bool(row["gone"]),
        )
        for row in rows[:limit]
    ]  # fmt: skip


_RECENT = """select f.*, coalesce(a.name, o.name) as name, coalesce(a.unit, o.unit) as unit, a.seat, e.body, j.verdict as rejudged,
    not ({kept}) as gone
    from (select * from arrival_fact where meeting = ?1 and origin = ?2{of_venue} order by seq desc limit ?3) f
    join event e on e.origin = f.origin and e.seq = f.seq
    left join rejudged j on j.origin = f.origin and j.seq = f.seq
    left join attendee a on a.id = f.attendee left join off_roster o on o.id = f.attendee"""
# who waits for the main desk's word, or did not get it: taken up, it is a sign-in
_WALKED_IN = """select w.origin, w.seq, 'walked_in' as kind, w.at, null as attendee, w.name, w.unit, null as seat,
    null as status, e.body, null as rejudged, w.actor, coalesce(y.reason, '') as reason, y.accepted is not null as gone, e.recorded_at
    from walk_in w join event e on e.origin = w.origin and e.seq = w.seq
    left join walk_in_answer y on y.origin = w.origin and y.seq = w.seq
    where w.meeting = ?1 and (?2 is null or w.venue = ?2) and coalesce(y.accepted, 0) = 0"""
_DOOR_OF = "select s.venue from site_origin o join site s on s.id = o.site where o.origin = ?"
