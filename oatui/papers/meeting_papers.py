"""What the papers of a meeting say, read from the store: screens and the command line make them from the same facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from oatui.clock import from_iso, to_second
from oatui.files.card_out import Card, Invitation, Seat
from oatui.files.circular_out import Conduct, Fault, OnLeave, VenueReport
from oatui.files.register_out import Gathering, Line, figures
from oatui.files.reply_out import Reply
from oatui.files.seat_map_out import Place, SeatMap
from oatui.files.slip_out import Delivery, LeaveSlip
from oatui.rules.leave import PLACES, REASONS
from oatui.rules.listing import listed
from oatui.rules.names import of_unit, plain
from oatui.rules.recipients import is_own
from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar
from oatui.store import (
    closing,
    leave,
    meetings,
    notices,
    people,
    presence,
    seat_map,
    settings,
    turned_away,
    venue_range,
)
from oatui.store.database import Store
from oatui.store.meetings import Meeting, Venue
from oatui.store.people import Attendee


def reported_name(store: Store, meeting: Meeting, venue: Venue) -> str:
    """What a venue is called upward: our own hall of a meeting called above is our 分会场, not the main one."""
    ours = meeting.role == "sub_venue" and venue.kind == "main"
    return f"{_office(store)}分会场" if ours else venue.name


def _office(store: Store) -> str:
    return str(settings.get(store, "office"))


def _roster(store: Store, meeting: int, venue: str = "") -> list[Attendee]:
    everyone = people.listed(store, meeting, limit=-1)
    if not venue:
        return everyone
    chosen = meetings.venue_named(store, meeting, venue).id
    return [person for person in everyone if person.venue_id == chosen]


# ------------------------------------------------------------------ cards and seats


def cards(store: Store, meeting: Meeting, venue: str = "", persons: Sequence[int] = ()) -> list[Card]:
    """The cards of a meeting, of one venue, or of a few people: the head table's guests, then the roster.

    Raises Refused for a person of another meeting.
    """
    roster = _roster(store, meeting.id, venue)
    if persons:
        by_id = {person.id: person for person in roster}
        for asked in persons:
            if asked not in by_id:
                raise refuse("person.unknown", person=asked)
        return [_card(by_id[asked]) for asked in dict.fromkeys(persons)]
    # whoever has a substitute does not come: the card is the substitute's; nor does who is on leave
    coming = [person for person in roster if person.replaced_by is None and person.leave != "approved"]
    return [*_guests(store, meeting.id, venue), *map(_card, coming)]


def _card(person: Attendee) -> Card:
    return Card(person.id, person.name, person.unit, person.post, person.seat, person.code, person.venue)


def _maps(store: Store, meeting: int, venue: str) -> list[seat_map.SeatMap]:
    chosen = [meetings.venue_named(store, meeting, venue)] if venue else meetings.venues(store, meeting)
    return [seat_map.read(store, one.id) for one in chosen]


def _guests(store: Store, meeting: int, venue: str) -> list[Card]:
    """Names of the head table that are not on the roster: they have a card all the same."""
    return [
        Card(None, place.name, seat=place.seat.label, venue=found.venue.name)
        for found in _maps(store, meeting, venue)
        for row in found.head_rows
        for place in sorted(row, key=lambda place: place.rank)
        if place.person is None and not place.gone
    ]


def seats(store: Store, meeting: int, venue: str = "") -> dict[Seat, str]:
    """Whose name belongs on each seat that somebody has; nobody's on the seat of one on leave."""
    taken: dict[Seat, str] = {}
    for found in _maps(store, meeting, venue):
        for row in found.head_rows:
            taken |= {
                (found.venue.name, place.seat.label): place.name
                for place in row
                if not place.gone and not (place.person and place.person.status == "leave")
            }
        taken |= {
            (found.venue.name, seat.label): place.person.name
            for seat, place in found.floor.items()
            if place.person and place.person.status != "leave"
        }
    return taken


def invitation(store: Store, meeting: Meeting) -> Invitation:
    """What every slip of the meeting says."""
    host = settings.get(store, "phone.host")
    phone = f"{host}:{settings.get(store, 'phone.port')}" if host else ""
    return Invitation(
        meeting.title,
        meeting.start,
        meeting.end,
        meeting.sign_in_deadline,
        meeting.place,
        _office(store),
        phone,
        meetings.MAIN_VENUE if len(meetings.venues(store, meeting.id)) > 1 else "",
    )


def floor_plan(store: Store, meeting: Meeting, venue: str = "") -> SeatMap:
    """The seat map of a venue, the main one for "". Raises Refused."""
    found = seat_map.read(store, meetings.venue_named(store, meeting.id, venue).id)
    places = {(seat.row, seat.place): place for seat, place in found.floor.items()}
    hall = found.hall
    floor = [
        [_place(places.get((row, place))) for place in range(1, hall.columns + 1)]
        for row in range(1, hall.rows + 1)
    ] if hall else []  # fmt: skip
    head = [[place.name for place in row] for row in found.head_rows]
    return SeatMap(
        meeting.title, found.venue.name, meeting.start.date(), floor, hall.aisles if hall else (), head
    )


def _place(place: seat_map.Place | None) -> Place:
    if place is None:
        return Place()
    if place.person:
        return Place(place.person.name, place.person.unit)
    return Place("", place.unit, place.mark or "")


# ------------------------------------------------------------------ who was there


# what 备注 says beside the state; a substitute and who stands for whom have words of their own
_MARKS = {
    "make_up": "补签",
    "late_leave": "开会后请假",
    "leave_pending": "请假未批",
    "leave_refused": "请假不批",
    "in_line": "截止前已到场",
    "head_table": "工作人员登记",
}


def gathering(store: Store, meeting: Meeting, venue: str = "", order: str = "roster") -> Gathering:
    """The meeting and its roster, all venues or one: as settled, or as it stands before the closing.

    In an `order` of rules/listing.
    """
    roster = {person.id: person for person in _roster(store, meeting.id, venue)}
    lines = [
        _sheet_line(meeting, line, roster[line.attendee])
        for line in closing.lines(store, meeting.id)
        if line.attendee in roster
    ]
    if order != "roster":
        lines = listed(lines, order, lambda line: line.name)
    window = meeting.window
    return Gathering(
        meeting.title, meeting.start, meeting.end, meeting.place, _office(store), window.opens, window.closes,
        tuple(lines),
    )  # fmt: skip


def _sheet_line(meeting: Meeting, line: closing.Line, person: Attendee) -> Line:
    state = line.settled.state
    left_at = from_iso(line.left_at) if line.left_at else None
    # before the closing nobody is absent: they are awaited
    awaited = state == "absent" and not meeting.settled
    answered = f"{line.approver}批准" if state in {"missed_sign_in", "unapproved_substitute"} else ""
    return Line(
        line.name, line.unit, line.post, person.phone, line.venue, person.seat or "",
        "" if awaited else state, from_iso(line.at) if line.at else None,
        left_at, line.stands_for, line.substitute, (*_said(line), answered, _left(line, left_at)),
        bool(line.let_in_by),
    )  # fmt: skip


def _said(line: closing.Line) -> list[str]:
    spot = [f"现场替会，{line.let_in_by}批准"] if line.let_in_by else []
    return spot + [_MARKS[mark] for mark in line.settled.marks if mark in _MARKS]


def _left(line: closing.Line, at: datetime | None) -> str:
    """早退10:05, or 提前离会10:05（事由）."""
    if at is None:
        return ""
    word = "早退" if "left_early" in line.settled.marks else "提前离会"
    return f"{word}{at:%H:%M}" + (f"（{line.left_because}）" if line.left_because else "")


def conduct(
    store: Store, meeting: Meeting, *, county: bool | None = None, explain_by: date | None = None
) -> Conduct:
    """How the meeting was kept; by default a county meeting is reported to the 督查室, our own is circulated."""
    found = gathering(store, meeting)
    by_venue: dict[str, list[Line]] = {}
    for line in found.lines:
        by_venue.setdefault(line.venue, []).append(line)
    faults = tuple(
        _fault(meeting, kind, line)
        for kind, lines in closing.faults(store, meeting.id).items()
        # who is not here yet is no fault of anybody's
        if kind != "absent" or meeting.settled
        for line in lines
    )
    faults += tuple(_seen(store, meeting.id))
    closed = from_iso(meeting.closed_at) if meeting.closed_at else meeting.end
    # a meeting that was closed early did not go on to the end that was planned
    end = closed if meeting.start < closed < meeting.end else meeting.end
    units = {line.unit for line in found.lines if line.unit}
    return Conduct(
        meeting.title, meeting.start, end, meeting.place, found.office, figures(found.lines),
        tuple((name, figures(lines)) for name, lines in by_venue.items()), faults,
        meeting.level != "bureau" if county is None else county, explain_by, _turned_away(store, meeting.id),
        bool(units) and all(is_own(unit, found.office) for unit in units),
    )  # fmt: skip


def _turned_away(store: Store, meeting: int) -> tuple[str, ...]:
    """Who came without being on the list and was not let in, each once; whoever was let in afterwards was.

    Of whom no unit was said at the door, the name decides; else somebody of another unit only has the same name.
    """
    came = {
        (plain(one.unit), plain(one.name)): of_unit(one.unit, one.name)
        for one in turned_away.strangers(store, meeting)
    }
    roster = people.listed(store, meeting, limit=-1)
    here = {(unit, plain(one.name)) for one in roster for unit in ("", plain(one.unit))}
    return tuple(words for who, words in sorted(came.items()) if who not in here)


def _seen(store: Store, meeting: int) -> Iterator[Fault]:
    """Whispering, telephoning, dozing, as somebody in the hall noted them."""
    noted = presence.conduct(store, meeting)
    if not noted:
        return
    roster = {person.id: person for person in people.listed(store, meeting, limit=-1)}
    for kind, attendee, at in noted:
        one = roster[attendee]
        yield Fault(kind, one.unit, one.name, one.post, "", from_iso(at))


def _fault(meeting: Meeting, kind: str, line: closing.Line) -> Fault:
    at = from_iso(line.at) if line.at else None
    what = ""
    if kind == "late" and at:
        minutes, seconds = divmod(int((at - to_second(meeting.start)).total_seconds()), 60)
        what = (
            "晚于开会"
            + (f"{minutes}分" if minutes else "")
            + (f"{seconds}秒" if seconds or not minutes else "")
        )
        what = "，".join([what, *_said(line)])
    elif kind == "absent":
        at = None
        what = "，".join([*_said(line), f"替{line.stands_for}参会而未到会" if line.stands_for else "未到会"])
    elif kind == "left_early":
        at = from_iso(line.left_at) if line.left_at else None
    elif kind == "unapproved_substitute":
        at, what = None, line.reason
    elif kind == "missed_sign_in":
        at, what = None, f"未签到（{line.reason}）" if line.reason else ""
    return Fault(kind, line.unit, line.name, line.post, what, at)


def venue_reports(
    store: Store, meeting: Meeting, at: datetime, venue: str = "", charge: str = "", phone: str = ""
) -> list[VenueReport]:
    """What each venue, or one, reports upward at a moment; who is in charge is as kept with its range."""
    chosen = [meetings.venue_named(store, meeting.id, venue)] if venue else meetings.venues(store, meeting.id)
    found = gathering(store, meeting)
    leaves = {
        one.attendee: one for one in leave.listed(store, meeting.id, limit=-1) if one.state == "approved"
    }
    away = {
        line.attendee: leaves.get(line.attendee)
        for line in closing.lines(store, meeting.id)
        if line.settled.state == "leave"
    }
    venue_of = {person.id: person.venue for person in _roster(store, meeting.id)}
    reports = []
    for one in chosen:
        on_leave = tuple(
            OnLeave(granted.name, granted.post, _reason(granted), granted.approver)
            for attendee, granted in away.items()
            if granted and venue_of.get(attendee) == one.name
        )
        lines = [line for line in found.lines if line.venue == one.name]
        kept = venue_range.get(store, meeting.id, one.id)
        reports.append(
            VenueReport(
                reported_name(store, meeting, one), figures(lines), at, on_leave, charge.strip() or kept.charge,
                phone.strip() or kept.phone,
            )
        )  # fmt: skip
    return reports


def _reason(granted: leave.Leave) -> str:
    """The words of a leave, or its kind where it has none."""
    return granted.reason or REASONS[granted.kind]


# ------------------------------------------------------------------ slips and forms


def leave_slip(
    store: Store, meeting: Meeting, person: int, *, reason: str = "", substitute: str = ""
) -> LeaveSlip:
    """The slip of one person of the roster as far as it is recorded; `reason` and `substitute` fill what is not.

    Raises Refused for a person of another meeting.
    """
    found = people.on_roster(store, meeting.id, person)
    asked = leave.standing(store, person)
    delivered = asked.deliveries if asked else {}
    slip = LeaveSlip(
        meeting.title, meeting.start, meeting.end, meeting.place, _office(store), found.name, found.unit,
        found.post, meeting.chair, reason.strip(), substitute.strip(), handler=store.actor,
        deliveries=tuple(
            Delivery(office, from_iso(delivered[place]) if place in delivered else None)
            for place, office in PLACES[meeting.level].items()
        ),
    )  # fmt: skip
    if asked is None:
        return slip
    approved = asked.approved_at is not None
    return replace(
        slip, reason=_reason(asked), substitute=asked.substitute_name or slip.substitute,
        substitute_post=asked.substitute_post, approver=asked.approver, opinion="同意" if approved else "",
        approved_at=from_iso(asked.approved_at) if asked.approved_at else None,
    )  # fmt: skip


def reply(store: Store, meeting: Meeting, calendar: Calendar, deadline: datetime | None = None) -> Reply:
    """The reply form, due when the meeting's replies are unless told otherwise. Raises CalendarMissing."""
    if deadline is None:
        deadline = notices.deadline(store, meeting, calendar).at
    return Reply(meeting.title, meeting.start, meeting.end, meeting.place, _office(store), deadline)
