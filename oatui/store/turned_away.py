"""Who was refused at the door, and why: codes that were none, people who are not on the list, faces that were another's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import to_second
from oatui.rules import signin
from oatui.rules.verdict import Verdict, refuse
from oatui.store import arrivals, journal, meetings
from oatui.store.database import Row, Store


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """One refusal of the door; `scan` is what was read, while it is kept, `at` is ISO."""

    at: str
    name: str
    unit: str
    verdict: Verdict
    scan: str
    actor: str


def stranger(
    store: Store,
    meeting: int,
    name: str,
    *,
    unit: str = "",
    venue: int | None = None,
    at: datetime | None = None,
) -> arrivals.Arrival:
    """Record that somebody came who is not on the list, and was not let in (17-8). Raises Refused."""
    if not name.strip():
        raise refuse("person.no_name")
    moment = to_second(at or store.clock.now())
    with store.write():
        meetings.get(store, meeting)
        verdict = signin.not_on_roster(name.strip())
        return arrivals.record_refusal(
            store, meeting, verdict, moment, venue, name=name.strip(), unit=unit.strip()
        )


_REFUSED = """from arrival_fact f join event e on e.origin = f.origin and e.seq = f.seq
    left join attendee a on a.id = f.attendee where f.meeting = ? and f.kind in ('refused', 'turned_away')"""


def listed(store: Store, meeting: int, limit: int = 500, offset: int = 0) -> list[TurnedAway]:
    """The refusals of a meeting's doors, the newest first; limit -1 is all."""
    rows = store.rows(
        f"select f.kind, f.at, f.actor, a.name, a.unit, e.body, e.private {_REFUSED} "
        "order by f.at desc, f.origin desc, f.seq desc limit ? offset ?",
        meeting,
        limit,
        offset,
    )
    return [_turned_away(row) for row in rows]


def count(store: Store, meeting: int) -> int:
    return int(store.value(f"select count(*) {_REFUSED}", meeting))


def strangers(store: Store, meeting: int) -> list[TurnedAway]:
    """Those of them who are not on the list, each as often as they came."""
    return [one for one in listed(store, meeting, limit=-1) if one.verdict.key in _STRANGERS]


_STRANGERS = frozenset({"signin.not_on_roster", "door.spot_approver"})


def _turned_away(row: Row) -> TurnedAway:
    body = json.loads(row["body"])
    name, unit = row["name"] or body.get("name", ""), row["unit"] or body.get("unit", "")
    # the event of a face that was another's is the scan that waited for the look
    verdict = (
        signin.not_this_person(name) if row["kind"] == "turned_away" else journal.verdict_of(row["body"])
    )
    scan = json.loads(row["private"]).get("scan", "") if row["private"] else ""
    return TurnedAway(row["at"], name, unit, verdict, scan, row["actor"])
