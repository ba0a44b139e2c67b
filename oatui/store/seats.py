"""Giving seats: the plan of a venue, the head table's confirmed list, who sits where, and undo.

Nothing here follows from a change of the roster: whoever comes new has no seat until somebody gives one, and
nobody else is moved for it. What can be read is in seat_map, how events are brought into the tables in seat_facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from oatui.clock import iso
from oatui.rules import seating
from oatui.rules.listing import listed
from oatui.rules.names import plain
from oatui.rules.seating import Hall, Seat
from oatui.rules.verdict import refuse
from oatui.store import journal, people, seat_facts, seat_map
from oatui.store.database import Row, Store
from oatui.store.seat_facts import Content
from oatui.store.seat_map import Place, SeatMap, Step

Plan = tuple[int, int, Sequence[int]]  # rows, seats in a row, after which seats an aisle runs
MARKS = {"blocked": "seat_blocked", "held": "seat_held", "given": "seat_given", None: "seat_freed"}


def set_plan(store: Store, venue: int, rows: int, columns: int, aisles: Iterable[int] = ()) -> SeatMap:
    """Rows, seats in a row, and after which seats an aisle runs. Who sat beyond loses the seat. Raises Refused."""
    hall = Hall(rows, columns, tuple(sorted(set(aisles))))
    hall.check()
    with store.write():
        before = seat_map.read(store, venue)
        beyond = [_content(seat) for seat in before.floor if not hall.holds(seat)]
        _record(store, "seats_planned", venue, beyond, plan=_plan_body(rows, columns, hall.aisles))
    return seat_map.read(store, venue)


def arrange(
    store: Store,
    venue: int,
    method: str,
    *,
    by: str = "person",
    first_row: int = 1,
    units: Sequence[str] = (),
    order: str = "roster",
    newcomers: bool = False,
    plan: Plan | None = None,
) -> SeatMap:
    """Seat the whole floor by a method of rules/seating; `newcomers` seats only those without one. Raises Refused.

    Whoever sits at the head table or on a held seat stays there. `plan` is set in the same act. `order` is one of
    rules/listing: of the people, or by unit of the units after those of `units`.
    """
    with store.write():
        before = seat_map.read(store, venue)
        if plan:
            parts: dict[str, Any] = {"plan": _plan_body(*plan)}
            rows, columns, aisles = plan
            hall = replace(
                before.hall or Hall(rows, columns), rows=rows, columns=columns, aisles=tuple(aisles)
            )
        else:
            parts, hall = {}, _hall(before)
        stay = {
            seat: place.person.id
            for seat, place in before.floor.items()
            if place.person and hall.holds(seat) and (newcomers or place.mark == "held")
        }
        seated = {place.person.id for row in before.head_rows for place in row if place.person}
        seated |= set(stay.values())
        crowd = [person for person in _to_seat(store, venue) if person.id not in seated]
        if not crowd:
            raise refuse("seats.nobody_waits" if newcomers else "seats.nobody")
        if by == "person":
            crowd = listed(crowd, order, lambda person: person.name)
        elif order != "roster":
            others = [unit for unit in dict.fromkeys(person.unit for person in crowd) if unit not in units]
            units = [*units, *listed(others, order, str, person=False)]
        fixed = replace(hall, held=hall.held | stay.keys())
        found = seating.arrange(fixed, crowd, method, by=by, first_row=first_row, units=units)
        # everyone's seat is in the record, moved or not; the marks stay, unless the hall has become smaller
        after: dict[Seat, int | None] = dict.fromkeys(before.floor)
        after |= stay
        after |= {seat: who for who, seat in found.items()}
        seats = [
            _content(seat, who, before.floor.get(seat) if hall.holds(seat) else None)
            for seat, who in sorted(after.items())
        ]
        _record(
            store, "seats_arranged", venue, seats,
            method=method, by=by, first_row=first_row, units=list(units), order=order, newcomers=newcomers, **parts,
        )  # fmt: skip
    return seat_map.read(store, venue)


def _to_seat(store: Store, venue: int) -> list[seating.Person]:
    """Who of the roster of a venue needs a seat, in its order; a substitute stands where the first person stood."""
    rows = store.rows(
        f"select a.id, a.unit, a.name from attendee a left join attendee f on f.id = a.substitute_for "
        f"where a.venue = ? and {seat_map.NEEDS_SEAT} order by coalesce(f.position, a.position), a.id",
        venue,
    )
    return [seating.Person(row["id"], row["unit"], row["name"]) for row in rows]


def move(store: Store, attendee: int, seat: Seat) -> people.Attendee:
    """Seat one person on an empty seat of the floor; held seats too, that is what they are for. Raises Refused."""
    with store.write():
        person = people.get(store, attendee)
        before = seat_map.read(store, person.venue_id)
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
        before = seat_map.read(store, one.venue_id)
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
        before = seat_map.read(store, venue)
        hall = _hall(before)
        meeting = seat_map.meeting_of(store, venue)
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
    return seat_map.read(store, venue)


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
        before = seat_map.read(store, venue)
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
    return seat_map.read(store, venue)


def vacate(store: Store, attendee: int) -> None:
    """Free the seat of someone who leaves the roster of a venue; call it inside `write()`."""
    row = store.row("select venue, label, mark, unit from seat where attendee = ?", attendee)
    if row:
        content = [row["label"], None, row["mark"], row["unit"]]
        _record(store, "seat_vacated", row["venue"], [content], person=attendee)


def pass_on(store: Store, attendee: int, substitute: int) -> None:
    """A substitute takes the seat of the one they stand in for; call it inside `write()`.

    A seat of the head table is only vacated: its list is confirmed by name.
    """
    row = store.row("select venue, label, mark, unit from seat where attendee = ?", attendee)
    if row and seating.read_label(row["label"]).head:
        vacate(store, attendee)
    elif row:
        content = [row["label"], substitute, row["mark"], row["unit"]]
        _record(store, "seat_passed_on", row["venue"], [content], persons=[attendee, substitute])


def undo(store: Store, venue: int) -> Step:
    """Take the last act of seating back, as a new event that carries what was before. Raises Refused.

    What followed from the roster (a seat passed on or vacated) stays: nobody who was replaced gets a seat back.
    """
    with store.write():
        place = seat_map.venue_of(store, venue)
        row = seat_map.last_step_row(store, venue)
        if row is None:
            raise refuse("seats.nothing_to_undo", venue=place.name)
        parts = seat_facts.undo_body(store, venue, row["step"])
        parts["seats"] = [
            [label, seat_map.who_sits_for(store, venue, who), mark, unit]
            for label, who, mark, unit in parts["seats"]
        ]
        undone = {"origin": row["origin"], "seq": row["seq"], "kind": row["kind"]}
        _record(store, "seats_undone", venue, parts.pop("seats"), step=row["step"], undone=undone, **parts)
    return Step(row["kind"], row["at"], row["actor"])


def copy(store: Store, source: int, meeting: int, venues: Mapping[int, int]) -> None:
    """Bring the seats of an earlier meeting into a copy of its roster; call it inside `write()`.

    The head table's list comes along unconfirmed.
    """
    # who stood in for somebody is not copied
    order = "select id from attendee where meeting = ? and substitute_for is null order by position"
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
    body = {
        "v": 1,
        "meeting": seat_map.meeting_of(store, venue),
        "venue": venue,
        "seats": list(seats),
        **parts,
    }
    journal.record(store, kind, body)


def _plan_body(rows: int, columns: int, aisles: Iterable[int]) -> dict[str, Any]:
    return {"rows": rows, "columns": columns, "aisles": sorted(set(aisles))}


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
    where = found.venue.name
    return refuse("seats.outside", venue=where, seat=seat.label, rows=hall.rows, columns=hall.columns)


def _on_roster(by_name: Mapping[str, Sequence[Row]], typed: str) -> tuple[str, int | None]:
    """The name and the person of the roster that are meant by 王敏, 王敏 县财政局 or 王敏（县财政局）."""
    found = list(by_name.get(plain(typed), ()))
    name, unit = typed, ""
    if not found:
        head, _gap, tail = typed.replace("（", " ").replace("(", " ").rstrip("）)").rpartition(" ")
        name, unit = head, tail.strip()
        found = [row for row in by_name.get(plain(name), ()) if unit and unit in row["unit"]]
        if not found:
            return typed, None
    if len(found) > 1:
        units = list(dict.fromkeys(row["unit"] for row in found))
        raise refuse("seats.same_name", name=name, n=len(found), units=units, example=f"{name} {units[0]}")
    return found[0]["name"], found[0]["id"]
