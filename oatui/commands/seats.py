"""Seats: the head table, the plan of a venue, seating by a method, one seat after the other, and undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from oatui.commands.arrivals import STATUSES
from oatui.commands.command import Answer, Group, Workplace, argument, option
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules import seating
from oatui.rules.listing import ORDERS
from oatui.store import meetings, people, seat_map
from oatui.store import seats as store_seats
from oatui.store.database import Store

seats = Group("seats", help=N_("座位：主席台座次、座位图、排座、换座"))

_venue_option = option("--venue", "place_name", type=TEXT, metavar="NAME", help=N_("哪个会场；不填是主会场"))
_meeting_argument = argument("meeting", type=ID, help=N_("会议编号"))
_even_option = option(
    "--even",
    type=click.Choice(seating.EVEN),
    default=seating.EVEN[0],
    show_default=True,
    help=N_("双数时：二号居一号左手，或 audience 一号居左（台上视角）"),
)


def _venue(store: Store, meeting: int, name: str | None) -> int:
    return meetings.venue_named(store, meeting, name or "").id


# ------------------------------------------------------------------ the head table


@seats.command("head-table", help=N_("主席台座次：N 人怎么坐，台下看和台上看；不用数据文件"))
@argument("n", type=int, help=N_("主席台人数"))
@_even_option
def head_table(n: int, even: str) -> Answer:
    found = seating.head_table(n, even)
    data = {"n": n, "even": even, "audience": found.audience, "seated": found.seated}
    return Answer(data, _view_lines(found.audience, found.seated))


def _view_lines(audience: Sequence[object], seated: Sequence[object]) -> list[str]:
    return [
        clean(_("从台下看，左到右：{ranks}", ranks="  ".join(map(str, audience)))),
        clean(_("台上人看，左手到右手：{ranks}", ranks="  ".join(map(str, seated)))),
        _("主席台面向台下：台上人的左手，是台下看的右边"),
    ]


@seats.command("head", help=N_("按座次写主席台名单，写明谁确认；同名的在姓名后写单位"))
@_meeting_argument
@argument("names", type=TEXT, nargs=-1, required=True, help=N_("姓名，按座次"))
@option("--confirmed-by", type=TEXT, metavar="NAME", required=True, help=N_("由谁确认"))
@option("--front", type=int, metavar="N", help=N_("前排人数；不填就是一排"))
@_even_option
@_venue_option
@click.pass_obj
def head(
    place: Workplace,
    meeting: int,
    names: tuple[str, ...],
    confirmed_by: str,
    front: int | None,
    even: str,
    place_name: str | None,
) -> Answer:
    store = place.store()
    venue = _venue(store, meeting, place_name)
    found = store_seats.confirm_head(store, venue, names, confirmed_by, even=even, front=front)
    lines = [line for row in found.head_rows for line in _row_lines(row)]
    if unknown := [each.name for row in found.head_rows for each in row if each.person is None]:
        lines.append(clean(_("不在本会场名册上：{names:list}", names=unknown)))
    return Answer(_head_as_dict(found), lines)


def _row_lines(row: Sequence[seat_map.HeadPlace]) -> list[str]:
    names = [each.name for each in row]
    return _view_lines(names, names[::-1])


def _head_as_dict(found: seat_map.SeatMap) -> dict[str, Any] | None:
    if found.head is None:
        return None
    return {
        "even": found.head.even,
        "front": found.head.front,
        "confirmed_by": found.head.confirmed_by or None,
        "at": found.head.at,
        "rows": [[_head_place(each) for each in row] for row in found.head_rows],
    }


def _head_place(each: seat_map.HeadPlace) -> dict[str, Any]:
    person = each.person.id if each.person else None
    return {"seat": each.seat.label, "rank": each.rank, "name": each.name, "person": person}


# ------------------------------------------------------------------ the floor


@seats.command("plan", help=N_("定座位图：几排、每排几座、过道"))
@_meeting_argument
@option("--rows", type=int, metavar="N", required=True, help=N_("排数"))
@option("--columns", type=int, metavar="N", required=True, help=N_("每排座数"))
@option("--aisle", "aisles", type=int, metavar="N", multiple=True, help=N_("第 N 座之后是过道；可写几次"))
@_venue_option
@click.pass_obj
def plan(
    place: Workplace, meeting: int, rows: int, columns: int, aisles: tuple[int, ...], place_name: str | None
) -> Answer:
    store = place.store()
    venue = _venue(store, meeting, place_name)
    found = store_seats.set_plan(store, venue, rows, columns, aisles)
    lines = [_("座位图已定：{rows} 排，每排 {columns} 座", rows=rows, columns=columns)]
    return _answer(store, meeting, found, lines)


@seats.command("arrange", help=N_("排座；主席台和留座上的人不动"))
@_meeting_argument
@option(
    "--method",
    type=click.Choice(seating.METHODS),
    required=True,
    help=N_("across 横排，down 竖排，centre 从中间向左右"),
)
@option(
    "--by",
    type=click.Choice(seating.BY),
    default="person",
    show_default=True,
    help=N_("person 逐人排，unit 按单位"),
)
@option(
    "--order",
    type=click.Choice(tuple(ORDERS)),
    default="roster",
    show_default=True,
    help=N_("谁在前：roster 按名册，strokes 按姓氏笔画，pinyin 按姓氏拼音；按单位时是单位的次序"),
)
@option("--unit", "units", type=TEXT, metavar="NAME", multiple=True, help=N_("排在前面的单位，按次序写几次"))
@option("--first-row", type=int, metavar="N", default=1, show_default=True, help=N_("从第几排起"))
@option("--newcomers", is_flag=True, help=N_("只补没座位的，别人不动"))
@_venue_option
@click.pass_obj
def arrange(
    place: Workplace,
    meeting: int,
    method: str,
    by: str,
    order: str,
    units: tuple[str, ...],
    first_row: int,
    newcomers: bool,
    place_name: str | None,
) -> Answer:
    store = place.store()
    venue = _venue(store, meeting, place_name)
    found = store_seats.arrange(
        store, venue, method, by=by, first_row=first_row, units=units, order=order, newcomers=newcomers
    )
    return _answer(store, meeting, found, [])


@seats.command("show", help=N_("座位图：谁坐哪里，谁没有座位，哪里空着"))
@_meeting_argument
@_venue_option
@click.pass_obj
def show(place: Workplace, meeting: int, place_name: str | None) -> Answer:
    store = place.store()
    found = seat_map.read(store, _venue(store, meeting, place_name))
    return _answer(store, meeting, found, _hall_lines(found))


def _answer(store: Store, meeting: int, found: seat_map.SeatMap, lines: Sequence[str]) -> Answer:
    """The whole hall for --json; for a person the lines, and who has no seat."""
    waiting = seat_map.without_seat(store, meeting, found.venue.id)
    hall = found.hall
    data = {
        "meeting": meeting,
        "venue": found.venue.name,
        "plan": hall and {"rows": hall.rows, "columns": hall.columns, "aisles": list(hall.aisles)},
        "head": _head_as_dict(found),
        "seats": [_place_as_dict(each) for _seat, each in sorted(found.floor.items())],
        "seated": len(found.sitters),
        "usable": found.usable,
        "empty": [seat.label for seat in found.empty()],
        "without_seat": [
            {"person": each.person.id, "name": each.person.name, "unit": each.person.unit, "lost": each.lost}
            for each in waiting
        ],
    }
    figures = _("已排 {seated} 人，没有座位 {n} 人", seated=len(found.sitters), n=len(waiting))
    # before anyone sits the list would be the whole roster
    named = _waiting_lines(waiting) if found.sitters else ()
    return Answer(data, [*lines, figures, *named])


def _waiting_lines(waiting: Sequence[seat_map.Unseated]) -> Iterator[str]:
    for each in waiting:
        words = _("没有座位：{name}  {unit}", name=each.person.name, unit=each.person.unit)
        yield clean(words + ("  " + _("原 {seat}", seat=each.lost) if each.lost else ""))


def _place_as_dict(each: seat_map.Place) -> dict[str, Any]:
    person = each.person
    return {
        "seat": each.seat.label,
        "row": each.seat.row,
        "place": each.seat.place,
        "person": person.id if person else None,
        "name": person.name if person else None,
        "unit": person.unit if person else None,
        "status": person.status if person else None,
        "mark": each.mark,
        "given_to": each.unit or None,
    }


def _hall_lines(found: seat_map.SeatMap) -> list[str]:
    lines = [line for row in found.head_rows for line in _row_lines(row)]
    marks = {"blocked": _("停用"), "held": _("留座"), "given": _("划给单位")}
    statuses = STATUSES | {"leave": N_("请假")}
    rows = [
        (
            seat.label,
            each.person.name if each.person else "",
            each.person.unit if each.person else each.unit,
            marks[each.mark] if each.mark else "",
            (_(statuses[each.person.status]) if each.person.status else _("未到")) if each.person else "",
        )
        for seat, each in sorted(found.floor.items())
    ]
    heads = (_("座位"), _("姓名"), _("单位"), _("标记"), _("签到"))
    return [*lines, *table(heads, rows)] or [_("还没有座位图；先用 seats plan 定排数和每排座数")]


# ------------------------------------------------------------------ one by one


@seats.command("move", help=N_("一个人换到空座"))
@_meeting_argument
@argument("person", type=ID, help=N_("名册里的编号"))
@argument("seat", type=TEXT, help=N_("座位，如 3排12座 或 3-12"))
@click.pass_obj
def move(place: Workplace, meeting: int, person: int, seat: str) -> Answer:
    store = place.store()
    before = people.on_roster(store, meeting, person)
    after = store_seats.move(store, person, seating.read_label(seat))
    data = {"person": after.id, "name": after.name, "seat": after.seat, "from": before.seat}
    return Answer(data, [clean(_("{name}坐到 {seat}", name=after.name, seat=after.seat))])


@seats.command("swap", help=N_("两个人对调座位"))
@_meeting_argument
@argument("person", type=ID, help=N_("名册里的编号"))
@argument("other", type=ID, help=N_("另一人的编号"))
@click.pass_obj
def swap(place: Workplace, meeting: int, person: int, other: int) -> Answer:
    store = place.store()
    for each in (person, other):
        people.on_roster(store, meeting, each)
    both = store_seats.swap(store, person, other)
    data = [{"person": each.id, "name": each.name, "seat": each.seat} for each in both]
    return Answer(data, [clean(_("{name}坐到 {seat}", name=each.name, seat=each.seat)) for each in both])


def _mark(
    place: Workplace, meeting: int, wanted: Sequence[str], name: str | None, kind: str | None, unit: str = ""
) -> Answer:
    store = place.store()
    venue = _venue(store, meeting, name)
    hall = seat_map.read(store, venue).hall
    chosen = [seat for word in wanted for seat in seating.read_labels(word, hall.columns if hall else 0)]
    found = store_seats.mark(store, venue, chosen, kind, unit)
    data = {
        "venue": found.venue.name,
        "mark": kind,
        "given_to": unit or None,
        "seats": [each.label for each in chosen],
    }
    words = {
        "blocked": N_("已停用 {n} 座：{seats:list}"),
        "held": N_("已留 {n} 座：{seats:list}"),
        "given": N_("已把 {n} 座划给{unit}：{seats:list}"),
        None: N_("已放开 {n} 座：{seats:list}"),
    }
    return Answer(data, [clean(_(words[kind], n=len(chosen), seats=data["seats"], unit=unit))])


_seats_argument = argument(
    "wanted",
    metavar="SEAT...",
    type=TEXT,
    nargs=-1,
    required=True,
    help=N_("座位：3排12座、4排（整排）、5排1至6座"),
)


@seats.command("block", help=N_("停用座位"))
@_meeting_argument
@_seats_argument
@_venue_option
@click.pass_obj
def block(place: Workplace, meeting: int, wanted: tuple[str, ...], place_name: str | None) -> Answer:
    return _mark(place, meeting, wanted, place_name, "blocked")


@seats.command("hold", help=N_("留座：不自动排人，可以手工安排"))
@_meeting_argument
@_seats_argument
@_venue_option
@click.pass_obj
def hold(place: Workplace, meeting: int, wanted: tuple[str, ...], place_name: str | None) -> Answer:
    return _mark(place, meeting, wanted, place_name, "held")


@seats.command("give", help=N_("把座位划给一个单位"))
@_meeting_argument
@_seats_argument
@option("--unit", type=TEXT, metavar="NAME", required=True, help=N_("单位名称，同名册"))
@_venue_option
@click.pass_obj
def give(
    place: Workplace, meeting: int, wanted: tuple[str, ...], unit: str, place_name: str | None
) -> Answer:
    return _mark(place, meeting, wanted, place_name, "given", unit)


@seats.command("free", help=N_("取消停用、留座、划给单位"))
@_meeting_argument
@_seats_argument
@_venue_option
@click.pass_obj
def free(place: Workplace, meeting: int, wanted: tuple[str, ...], place_name: str | None) -> Answer:
    return _mark(place, meeting, wanted, place_name, None)


@seats.command("undo", help=N_("撤销最近一步排座；可以一直撤下去"))
@_meeting_argument
@_venue_option
@click.pass_obj
def undo(place: Workplace, meeting: int, place_name: str | None) -> Answer:
    store = place.store()
    step = store_seats.undo(store, _venue(store, meeting, place_name))
    data = {"undone": step.kind, "at": step.at, "by": step.actor}
    return Answer(data, [clean(_("已撤销 {name} {at:hm} 的一步", name=step.actor, at=step.at))])


COMMANDS = (seats,)
