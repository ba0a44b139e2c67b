"""The seats of a venue: its plan, the head table's confirmed list, who sits where, and undo.

Nothing here follows from a change of the roster: whoever comes new has no seat until somebody gives one, and
nobody else is moved for it. How the events are brought into the tables is in seat_facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oatui.clock import iso
from oatui.rules import seating
from oatui.rules.names import plain
from oatui.rules.seating import Hall, Seat
from oatui.rules.verdict import refuse
from oatui.store import journal, meetings, people, seat_facts
from oatui.store.database import Row, Store
from oatui.store.seat_facts import Content

MARKS = {"blocked": "seat_blocked", "held": "seat_held", "given": "seat_given", None: "seat_freed"}


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who sits on a seat; status is None until they arrive."""

    id: int
    name: str
    unit: str
    post: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of one seat of the floor: who sits there, and its mark (blocked, held, given to a unit)."""

    seat: Seat
    person: Sitter | None = None
    mark: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class HeadPlace:
    """One seat of the head table; `person` is None for a name that is not on the venue's roster."""

    seat: Seat
    rank: int
    name: str
    person: Sitter | None


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


# ------------------------------------------------------------------ what people read


def seat_map(store: Store, venue: int) -> SeatMap:
    """The venue with everyone's arrival, in one read. Raises Refused."""
    place = _venue(store, venue)
    floor: dict[Seat, Place] = {}
    at_head: dict[int, Sitter] = {}
    marked: dict[str, set[Seat]] = {"blocked": set(), "held": set(), "given": set()}
    for row in store.rows(
        "select s.label, s.mark, s.unit as given, a.id, a.name, a.unit, a.post, r.status from seat s "
        "left join attendee a on a.id = s.attendee left join arrival r on r.attendee = a.id where s.venue = ?",
        venue,
    ):
        seat = seating.read_label(row["label"])
        person = (
            Sitter(row["id"], row["name"], row["unit"], row["post"], row["status"])
            if row["id"] is not None
            else None
        )
        if seat.head:
            if person:
                at_head[person.id] = person
            continue
        floor[seat] = Place(seat, person, row["mark"], row["given"])
        if row["mark"]:
            marked[row["mark"]].add(seat)
    plan = seat_facts.plan_body(store.conn, venue)
    hall = plan and Hall(
        plan["rows"], plan["columns"], tuple(plan["aisles"]), frozenset(marked["blocked"]),
        frozenset(marked["held"]), {seat: floor[seat].unit for seat in marked["given"]},
    )  # fmt: skip
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
            places.append(HeadPlace(Seat(number, place, True), rank, name, at_head.get(who)))
        rows.append(places)
    return rows


def without_seat(store: Store, meeting: int, venue: int | None = None) -> list[Unseated]:
    """Everyone of the roster without a seat at their own venue, in the roster's order."""
    rows = store.rows(
        "select a.id, coalesce(a.seat, (select label from seat_before b where b.attendee = a.id "
        "order by step desc limit 1)) as lost from attendee a where a.meeting = ?1 and (?2 is null or a.venue = ?2) "
        "and not exists (select 1 from seat s where s.attendee = a.id and s.venue = a.venue) order by a.position",
        meeting,
        venue,
    )
    lost = {row["id"]: row["lost"] for row in rows}
    # a roster is read whole or not at all: one query a person would not do for five thousand
    everyone = people.listed(store, meeting, limit=-1) if lost else []
    return [Unseated(person, lost[person.id]) for person in everyone if person.id in lost]


def last_step(store: Store, venue: int) -> Step | None:
    """What undo would take back."""
    row = _last_step(store, venue)
    return Step(row["kind"], row["at"], row["actor"]) if row else None


def _last_step(store: Store, venue: int) -> Row | None:
    return store.row("select * from seat_step where venue = ? order by step desc limit 1", venue)


def _venue(store: Store, venue: int) -> meetings.Venue:
    row = store.row("select * from venue where id = ?", venue)
    if row is None:
        raise refuse("seats.unknown_venue", venue=venue)
    return meetings.Venue(row["id"], row["name"], row["kind"], row["capacity"])


def _meeting_of(store: Store, venue: int) -> int:
    return int(store.value("select meeting from venue where id = ?", venue))


# ------------------------------------------------------------------ actions


def set_plan(store: Store, venue: int, rows: int, columns: int, aisles: Iterable[int] = ()) -> SeatMap:
    """Rows, seats in a row, and after which seats an aisle runs. Who sat beyond loses the seat. Raises Refused."""
    hall = Hall(rows, columns, tuple(sorted(set(aisles))))
    hall.check()
    with store.write():
        before = seat_map(store, venue)
        beyond = [_content(seat) for seat in before.floor if not hall.holds(seat)]
        plan = {"rows": rows, "columns": columns, "aisles": list(hall.aisles)}
        _record(store, "seats_planned", venue, beyond, plan=plan)
    return seat_map(store, venue)


def arrange(
    store: Store,
    venue: int,
    method: str,
    *,
    by: str = "person",
    first_row: int = 1,
    units: Sequence[str] = (),
    newcomers: bool = False,
) -> SeatMap:
    """Seat the whole floor by a method of rules/seating; `newcomers` seats only those without one. Raises Refused.

    Whoever sits at the head table or on a held seat stays there.
    """
    with store.write():
        before = seat_map(store, venue)
        hall = _hall(before)
        stay = {
            seat
            for seat, place in before.floor.items()
            if place.person and (newcomers or place.mark == "held")
        }
        fixed = Hall(hall.rows, hall.columns, (), hall.blocked, hall.held | stay, hall.given)
        seated = {before.floor[seat].person.id for seat in stay}  # type: ignore[union-attr]
        seated |= {place.person.id for row in before.head_rows for place in row if place.person}
        crowd = [
            seating.Person(row["id"], row["unit"])
            for row in store.rows("select id, unit from attendee where venue = ? order by position", venue)
            if row["id"] not in seated
        ]
        if not crowd:
            raise refuse("seats.nobody_waits" if newcomers else "seats.nobody")
        found = seating.arrange(fixed, crowd, method, by=by, first_row=first_row, units=units)
        # a held or given seat keeps its mark, and everyone's seat is in the record, moved or not
        after: dict[Seat, int | None] = dict.fromkeys(before.floor)
        after |= {seat: before.floor[seat].person.id for seat in stay}  # type: ignore[union-attr]
        after |= {seat: who for who, seat in found.items()}
        seats = [_content(seat, after[seat], before.floor.get(seat)) for seat in sorted(after)]
        _record(
            store, "seats_arranged", venue, seats,
            method=method, by=by, first_row=first_row, units=list(units), newcomers=newcomers,
        )  # fmt: skip
    return seat_map(store, venue)


def move(store: Store, attendee: int, seat: Seat) -> people.Attendee:
    """Seat one person on an empty seat of the floor; held seats too, that is what they are for. Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        before = seat_map(store, person.venue_id)
        source = _own_seat(before, person)
        if source != seat:
            target = _open_seat(before, seat, person.unit, person.name)
            if target.person:
                raise refuse("seats.taken", seat=seat.label, name=target.person.name)
            seats = [_content(seat, attendee, target)]
            if source:
                seats.append(_content(source, None, before.floor[source]))
            _record(
                store, "seat_moved", person.venue_id, seats,
                person=attendee, to=seat.label, **{"from": source.label if source else None},
            )  # fmt: skip
    return people.get(store, attendee)


def swap(store: Store, attendee: int, other: int) -> tuple[people.Attendee, people.Attendee]:
    """Two people of one venue's floor change seats. Raises Refused."""
    with store.write():
        one, two = people.get(store, attendee), people.get(store, other)
        if one.venue_id != two.venue_id:
            raise refuse("seats.other_venue", name=two.name, theirs=two.venue, venue=one.venue)
        before = seat_map(store, one.venue_id)
        places = []
        for person in (one, two):
            seat = _own_seat(before, person)
            if seat is None:
                raise refuse("seats.no_seat", name=person.name)
            places.append(before.floor[seat])
        for person, place in ((one, places[1]), (two, places[0])):
            _open_seat(before, place.seat, person.unit, person.name)
        if one.id != two.id:
            seats = [
                _content(places[0].seat, two.id, places[0]),
                _content(places[1].seat, one.id, places[1]),
            ]
            _record(store, "seats_swapped", one.venue_id, seats, persons=[one.id, two.id])
    return people.get(store, attendee), people.get(store, other)


def mark(store: Store, venue: int, wanted: Iterable[Seat], kind: str | None, unit: str = "") -> SeatMap:
    """Put seats out of use, hold them, give them to a unit, or (None) free them. Nobody loses a seat. Raises Refused."""
    unit = unit.strip() if kind == "given" else ""
    with store.write():
        before = seat_map(store, venue)
        hall = _hall(before)
        meeting = _meeting_of(store, venue)
        if kind == "given" and not unit:
            raise refuse("seats.no_unit")
        if unit and not store.value(
            "select 1 from attendee where meeting = ? and unit = ? limit 1", meeting, unit
        ):
            raise refuse("seats.unknown_unit", unit=unit)
        seats = []
        for seat in dict.fromkeys(wanted):
            if not hall.holds(seat):
                raise _outside(before, seat)
            place = before.floor.get(seat, Place(seat))
            person = place.person
            if person and (kind == "blocked" or (unit and person.unit != unit)):
                raise refuse("seats.taken", seat=seat.label, name=person.name)
            if (place.mark, place.unit) != (kind, unit):
                seats.append([seat.label, person.id if person else None, kind, unit])
        if seats:
            _record(store, MARKS[kind], venue, seats)
    return seat_map(store, venue)


def confirm_head(
    store: Store,
    venue: int,
    names: Sequence[str],
    confirmed_by: str,
    *,
    even: str = seating.EVEN[0],
    front: int | None = None,
) -> SeatMap:
    """The head table by a list that a named person confirmed, never by titles. Raises Refused.

    A name on the venue's roster takes that person to the head table; another stays a name. Of two people of
    one name, the unit is written behind it.
    """
    names = [name.strip() for name in names if name.strip()]
    confirmed_by = confirmed_by.strip()
    if not names:
        raise refuse("seats.no_names")
    if not confirmed_by:
        raise refuse("seats.no_confirmer")
    rows = seating.head_rows(len(names), front, even)
    with store.write():
        before = seat_map(store, venue)
        by_name: dict[str, list[Row]] = {}
        for row in store.rows(
            "select id, name, plain, unit from attendee where venue = ? order by position", venue
        ):
            by_name.setdefault(row["plain"], []).append(row)
        listed: list[tuple[str, int | None]] = []
        for typed in names:
            name, who = _on_roster(by_name, typed)
            if (name, who) in listed:
                raise refuse("seats.twice", name=name)
            listed.append((name, who))
        at_head = {
            Seat(number, place, True): listed[rank - 1][1]
            for number, row in enumerate(rows, start=1)
            for place, rank in enumerate(row.audience, start=1)
        }
        risen = set(at_head.values())
        seats = [
            _content(place.seat, None, place)
            for place in before.floor.values()
            if place.person and place.person.id in risen
        ]
        left = [place.seat for row in before.head_rows for place in row if place.person]
        # only who is on the roster has a seat in the tables; the others stand in the list
        seats += [_content(seat) for seat in left if at_head.get(seat) is None]
        seats += [_content(seat, who) for seat, who in at_head.items() if who is not None]
        head = {
            "even": even, "front": front, "confirmed_by": confirmed_by, "at": iso(store.clock.now()),
            "names": [list(one) for one in listed],
        }  # fmt: skip
        _record(store, "head_table_confirmed", venue, seats, head=head)
    return seat_map(store, venue)


def undo(store: Store, venue: int) -> Step:
    """Take the last act of seating back, as a new event that carries what was before. Raises Refused."""
    with store.write():
        place = _venue(store, venue)
        row = _last_step(store, venue)
        if row is None:
            raise refuse("seats.nothing_to_undo", venue=place.name)
        parts = seat_facts.undo_body(store, venue, row["step"])
        undone = {"origin": row["origin"], "seq": row["seq"], "kind": row["kind"]}
        _record(store, "seats_undone", venue, parts.pop("seats"), step=row["step"], undone=undone, **parts)
    return Step(row["kind"], row["at"], row["actor"])


def copy(store: Store, source: int, meeting: int, venues: Mapping[int, int]) -> None:
    """Bring the seats of an earlier meeting into a copy of its roster; call it inside `write()`.

    The head table's list comes along unconfirmed.
    """
    order = "select id from attendee where meeting = ? order by position"
    old, new = ([row["id"] for row in store.rows(order, one)] for one in (source, meeting))
    who = dict(zip(old, new, strict=False)) | {None: None}
    for theirs, ours in venues.items():
        parts: dict[str, Any] = {}
        if plan := seat_facts.plan_body(store.conn, theirs):
            parts["plan"] = plan
        if head := seat_facts.head_body(store.conn, theirs):
            names = [[name, who.get(person)] for name, person in head["names"]]
            parts["head"] = head | {"confirmed_by": "", "names": names}
        seats = [
            [label, who.get(person), mark, unit]
            for label, person, mark, unit in store.conn.execute(
                "select label, attendee, mark, unit from seat where venue = ? order by label", (theirs,)
            )
        ]
        if parts or seats:
            _record(store, "seats_copied", ours, seats, source=theirs, **parts)


# ------------------------------------------------------------------ what they share


def _record(store: Store, kind: str, venue: int, seats: Sequence[Content], **parts: Any) -> None:
    body = {"v": 1, "meeting": _meeting_of(store, venue), "venue": venue, "seats": list(seats), **parts}
    journal.record(store, kind, body)


def _content(seat: Seat, attendee: int | None = None, place: Place | None = None) -> Content:
    """What a seat will hold; its mark stays."""
    return [seat.label, attendee, place.mark if place else None, place.unit if place else ""]


def _hall(found: SeatMap) -> Hall:
    if found.hall is None:
        raise refuse("seats.no_plan", venue=found.venue.name)
    return found.hall


def _own_seat(found: SeatMap, person: people.Attendee) -> Seat | None:
    """Where a person sits on this floor. Raises Refused for the head table, which only its list moves."""
    for row in found.head_rows:
        if any(place.person and place.person.id == person.id for place in row):
            raise refuse("seats.on_head", name=person.name)
    own = (seat for seat, place in found.floor.items() if place.person and place.person.id == person.id)
    return next(own, None)


def _open_seat(found: SeatMap, seat: Seat, unit: str, name: str) -> Place:
    """The seat, where a person of this unit may sit. Raises Refused."""
    hall = _hall(found)
    if seat.head:
        raise refuse("seats.head_seat")
    if not hall.holds(seat):
        raise _outside(found, seat)
    place = found.floor.get(seat, Place(seat))
    if place.mark == "blocked":
        raise refuse("seats.blocked", seat=seat.label)
    if place.mark == "given" and place.unit != unit:
        raise refuse("seats.given", seat=seat.label, unit=place.unit, name=name)
    return place


def _outside(found: SeatMap, seat: Seat) -> Exception:
    hall = _hall(found)
    where = {"venue": found.venue.name, "seat": seat.label, "rows": hall.rows, "columns": hall.columns}
    return refuse("seats.outside", **where)


def _on_roster(by_name: Mapping[str, Sequence[Row]], typed: str) -> tuple[str, int | None]:
    """The name and the person of the roster that are meant by 王敏, 王敏 县财政局 or 王敏（县财政局）."""
    found = list(by_name.get(plain(typed), ()))
    name, unit = typed, ""
    if not found:
        head, _gap, tail = typed.replace("（", " ").replace("(", " ").rstrip("）)").partition(" ")
        name, unit = head, tail.strip()
        found = [row for row in by_name.get(plain(name), ()) if unit and unit in row["unit"]]
        if not found:
            return typed, None
    if len(found) > 1:
        units = list(dict.fromkeys(row["unit"] for row in found))
        raise refuse("seats.same_name", name=name, n=len(found), units=units, example=f"{name} {units[0]}")
    return found[0]["name"], found[0]["id"]
