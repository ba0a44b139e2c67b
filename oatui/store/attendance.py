"""How many are here: 应到 = 实到 + 请假 + 未到, counted anew at each call by one query over the facts.

Whether the head table counts is the meeting's option (store/head_table.py).
A post counts once: whoever has a substitute is `replaced` and counts in the substitute. A leave that was asked for
and not approved counts as absent. After the closing what was settled counts (rules/closing.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oatui.rules.signin import PRESENT
from oatui.store import meetings
from oatui.store.arrival_facts import ARRIVED, THEMSELVES
from oatui.store.database import Store

# whoever sits at the head table, by its confirmed list or chosen for it; not counted where the meeting says so
AT_HEAD = (
    "(coalesce(a.seat, '') like '主席台%' or exists (select 1 from head_guest g where g.attendee = a.id))"
)
COUNTED = f"(m.head_counts or not {AT_HEAD})"

# the state of every person `a` of a roster: of closing.STATES, `absent` for not here yet
STATE = """coalesce(s.state, case when b.id is not null then 'replaced' when r.status is not null then r.status
    when l.id is not null then 'leave' else 'absent' end)"""
FACTS = f"""attendee a join meeting m on m.id = a.meeting left join {ARRIVED} left join attendee b on b.substitute_for = a.id
    left join leave l on l.attendee = a.id and l.state = 'approved' left join settled s on s.attendee = a.id"""


@dataclass(slots=True)
class Counts:
    """Before a meeting closes `absent` means not yet here; `substitute` are those of the present who stand in."""

    expected: int = 0
    on_time: int = 0
    after_deadline: int = 0
    late: int = 0
    missed_sign_in: int = 0
    leave: int = 0
    substitute: int = 0

    @property
    def present(self) -> int:
        return self.on_time + self.after_deadline + self.late + self.missed_sign_in

    @property
    def absent(self) -> int:
        return self.expected - self.present - self.leave

    def as_dict(self) -> dict[str, int]:
        names = (
            "expected", "present", "on_time", "after_deadline", "late", "missed_sign_in", "leave", "substitute",
            "absent",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


def attendance(store: Store, meeting: int) -> tuple[Counts, list[tuple[meetings.Venue, Counts]]]:
    """The counts in all and by venue of the roster. Raises Refused for an unknown meeting."""
    meetings.get(store, meeting)
    places = [(venue, Counts()) for venue in meetings.venues(store, meeting)]
    by_id = {venue.id: counts for venue, counts in places}
    whole = Counts()
    for row in store.rows(
        f"select a.venue, {STATE} as state, a.substitute_for is not null as substitute, count(*) as n "
        f"from {FACTS} where a.meeting = ? and {COUNTED} group by 1, 2, 3",
        meeting,
    ):
        if row["state"] == "replaced":
            continue
        for counts in (whole, by_id[row["venue"]]):
            counts.expected += row["n"]
            # absent and 代会 are what is left over
            if row["state"] in {*PRESENT, "leave"}:
                setattr(counts, row["state"], getattr(counts, row["state"]) + row["n"])
            if row["substitute"] and row["state"] in PRESENT:
                counts.substitute += row["n"]
    return whole, places


def figures(store: Store, meetings: Sequence[int]) -> dict[int, tuple[int, int]]:
    """应到 and 实到 of several meetings in one read, for a list of them."""
    marks = ", ".join("?" * len(meetings))
    rows = store.rows(
        f"select meeting, count(*) as expected, sum(state in {PRESENT}) as present "
        f"from (select a.meeting, {STATE} as state from {FACTS} where a.meeting in ({marks}) and {COUNTED}) "
        "where state <> 'replaced' group by meeting",
        *meetings,
    )
    found = {row["meeting"]: (row["expected"], row["present"]) for row in rows}
    return {meeting: found.get(meeting, (0, 0)) for meeting in meetings}


def missing_by_unit(store: Store, meeting: int, venue: int | None = None) -> list[tuple[str, list[str]]]:
    """Who is not here and not on leave, by unit in roster order."""
    rows = store.rows(
        f"select unit, name from (select a.unit, a.name, a.position, {STATE} as state from {FACTS} "
        f"where a.meeting = ?1 and (?2 is null or a.venue = ?2) and {COUNTED}) "
        "where state in ('absent', 'unapproved_substitute') order by position",
        meeting,
        venue,
    )
    units: dict[str, list[str]] = {}
    for row in rows:
        units.setdefault(row["unit"], []).append(row["name"])
    return list(units.items())


def by_minute(store: Store, meeting: int) -> list[tuple[str, int]]:
    """How many arrived in each minute that had arrivals: (YYYY-MM-DDTHH:MM, n)."""
    rows = store.rows(
        "select substr(at, 1, 16) as minute, count(*) as n from arrival_fact where meeting = ? and stands "
        f"and {THEMSELVES} group by 1 order by 1",
        meeting,
    )
    return [(row["minute"], row["n"]) for row in rows]
