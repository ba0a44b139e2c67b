"""The seats of a venue as people read them: who sits where, who is here, who has no seat, what undo would take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from oatui.rules import seating
from oatui.rules.seating import Hall, Seat
from oatui.rules.verdict import refuse
from oatui.store import meetings, people, seat_facts
from oatui.store.arrival_facts import ARRIVED
from oatui.store.database import Row, Store

# a large hall is read anew at every sign-in
_seat = lru_cache(maxsize=20_000)(seating.read_label)

# of an attendee `a`: whoever is replaced or on approved leave needs none
NEEDS_SEAT = """not exists (select 1 from attendee b where b.substitute_for = a.id)
    and (not exists (select 1 from leave l where l.attendee = a.id and l.state = 'approved')
        or exists (select 1 from arrival_fact came where came.meeting = a.meeting and came.attendee = a.id
            and came.kind = 'signed_in'))"""


class Sitter(NamedTuple):
    """Who sits on a seat; status is on_time, after_deadline or late, leave, or None until they arrive."""

    id: int
    name: str
    unit: str
    post: str
    status: str | None


class Place(NamedTuple):
    """What is known of one seat of the floor: who sits there, and its mark (blocked, held, given to a unit)."""

    seat: Seat
    person: Sitter | None = None
    mark: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class HeadPlace:
    """One seat of the head table; `person` is None for a name that is not on the venue's roster.

    `gone`: the name was of the roster, and that person no longer sits here; the list has to be confirmed anew.
    """

    seat: Seat
    rank: int
    name: str
    person: Sitter | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class HeadList:
    """The confirmed order; an empty `confirmed_by` is a list taken over from another meeting."""

    even: str
    front: int | None
    confirmed_by: str
    at: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class SeatMap:
    """All seats of one venue. `head_rows` are the rows of the head table, the front one first, from the audience's left."""

    venue: meetings.Venue
    hall: Hall | None
    head: HeadList | None
    head_rows: list[list[HeadPlace]]
    floor: dict[Seat, Place] = field(default_factory=dict)

    @property
    def usable(self) -> int:
        """Seats of the floor that are not out of use."""
        return self.hall.rows * self.hall.columns - len(self.hall.blocked) if self.hall else 0

    @property
    def sitters(self) -> list[Sitter]:
        """Everyone on the roster who has a seat here."""
        on_floor = [place.person for place in self.floor.values() if place.person]
        return on_floor + [place.person for row in self.head_rows for place in row if place.person]

    @property
    def free(self) -> int:
        """How many seats `empty` lists."""
        taken = sum(1 for place in self.floor.values() if place.person or place.mark == "blocked")
        return self.hall.rows * self.hall.columns - taken if self.hall else 0

    def empty(self) -> list[Seat]:
        """Seats of the floor without a person that could have one, front row first."""
        if self.hall is None:
            return []
        every = (
            Seat(row, place)
            for row in range(1, self.hall.rows + 1)
            for place in range(1, self.hall.columns + 1)
        )
        taken = {seat for seat, place in self.floor.items() if place.person or place.mark == "blocked"}
        return [seat for seat in every if seat not in taken]


@dataclass(frozen=True, slots=True)
class Unseated:
    """Someone of the roster without a seat, and the seat that they had before, if they had one."""

    person: people.Attendee
    lost: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """The last act that can be undone."""

    kind: str
    at: str
    actor: str


def read(store: Store, venue: int) -> SeatMap:
    """The venue with everyone's arrival, in one read. Raises Refused."""
    place = venue_of(store, venue)
    floor: dict[Seat, Place] = {}
    at_head: dict[int, Sitter] = {}
    marked: dict[str, set[Seat]] = {"blocked": set(), "held": set(), "given": set()}
    for label, mark, given_to, who, name, unit, post, status in store.rows(
        "select s.label, s.mark, s.unit as given, a.id, a.name, a.unit, a.post, "
        "coalesce(r.status, case when l.id is not null then 'leave' end) as status from seat s "
        f"left join attendee a on a.id = s.attendee left join {ARRIVED} "
        "left join leave l on l.attendee = a.id and l.state = 'approved' where s.venue = ?",
        venue,
    ):
        seat = _seat(label)
        person = Sitter(who, name, unit, post, status) if who is not None else None
        if seat.head:
            if person:
                at_head[person.id] = person
            continue
        floor[seat] = Place(seat, person, mark, given_to)
        if mark:
            marked[mark].add(seat)
    plan = seat_facts.plan_body(store.conn, venue)
    hall = None
    if plan:
        given = {seat: floor[seat].unit for seat in marked["given"]}
        unusable = frozenset(marked["blocked"]), frozenset(marked["held"])
        hall = Hall(plan["rows"], plan["columns"], tuple(plan["aisles"]), *unusable, given)
    body = seat_facts.head_body(store.conn, venue)
    head = HeadList(**body | {"names": [name for name, _who in body["names"]]}) if body else None
    return SeatMap(place, hall, head, _head_rows(body, at_head) if body else [], floor)


def _head_rows(head: Mapping[str, Any], at_head: Mapping[int, Sitter]) -> list[list[HeadPlace]]:
    names = head["names"]
    rows = []
    for number, row in enumerate(seating.head_rows(len(names), head["front"], head["even"]), start=1):
        places = []
        for place, rank in enumerate(row.audience, start=1):
            name, who = names[rank - 1]
            gone = who is not None and who not in at_head
            places.append(HeadPlace(Seat(number, place, True), rank, name, at_head.get(who), gone))
        rows.append(places)
    return rows


def without_seat(store: Store, meeting: int, venue: int | None = None) -> list[Unseated]:
    """Everyone of the roster who needs a seat and has none at their own venue, in the roster's order."""
    rows = store.rows(
        "select a.id, coalesce(a.seat, (select label from seat_before b where b.attendee = a.id "
        "order by step desc limit 1)) as lost from attendee a where a.meeting = ?1 and (?2 is null or a.venue = ?2) "
        "and not exists (select 1 from seat s where s.attendee = a.id and s.venue = a.venue) "
        f"and {NEEDS_SEAT} order by a.position",
        meeting,
        venue,
    )
    lost = {row["id"]: row["lost"] for row in rows}
    # a roster is read whole or not at all: one query a person would not do for five thousand
    everyone = people.listed(store, meeting, limit=-1) if lost else []
    return [Unseated(person, lost[person.id]) for person in everyone if person.id in lost]


def last_step(store: Store, venue: int) -> Step | None:
    """What undo would take back."""
    row = last_step_row(store, venue)
    return Step(row["kind"], row["at"], row["actor"]) if row else None


# these follow from the roster, and only a change of the roster takes them back
_OF_THE_ROSTER = "('seat_passed_on', 'seat_vacated')"


def last_step_row(store: Store, venue: int) -> Row | None:
    """The last step that can be undone, None where there is none."""
    return store.row(
        f"select * from seat_step where venue = ? and kind not in {_OF_THE_ROSTER} order by step desc limit 1",
        venue,
    )


def who_sits_for(store: Store, venue: int, attendee: int | None) -> int | None:
    """Who may have a seat that was this person's: their substitute, or nobody where they moved to another venue.

    Of a substitute who was taken back: whom they stood for.
    """
    while attendee is not None:
        sql = "select attendee from substitute_back where substitute = ?"
        attendee = store.value(sql, attendee) or attendee
        instead = store.value("select id from attendee where substitute_for = ?", attendee)
        if instead is None:
            own = store.value("select venue from attendee where id = ?", attendee)
            return attendee if own == venue else None
        attendee = instead
    return None


def venue_of(store: Store, venue: int) -> meetings.Venue:
    """One venue. Raises Refused."""
    row = store.row("select * from venue where id = ?", venue)
    if row is None:
        raise refuse("seats.unknown_venue", venue=venue)
    return meetings.Venue(row["id"], row["name"], row["kind"], row["capacity"])


def meeting_of(store: Store, venue: int) -> int:
    """The meeting of a venue."""
    return int(store.value("select meeting from venue where id = ?", venue))
