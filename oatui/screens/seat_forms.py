"""The words and the questions of seating: how to arrange a hall, and what to mark a seat as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _, ours
from oatui.rules import seating
from oatui.rules.entry import read_whole
from oatui.rules.listing import ORDERS
from oatui.rules.seating import Hall, Seat
from oatui.rules.verdict import refuse
from oatui.store.seat_map import HeadPlace, Place, SeatMap, Sitter, Unseated
from oatui.widgets.cells import fit
from oatui.widgets.form import Field
from oatui.widgets.seat_map import Tile

METHOD_WORDS = {"across": N_("横排"), "down": N_("竖排"), "centre": N_("从中间向左右")}
BY_WORDS = {"unit": N_("单位"), "person": N_("个人")}
WHO_WORDS = {"all": N_("全部重排"), "newcomers": N_("只补没座位的"), "plan": N_("只定排数")}
MARK_WORDS = {"blocked": N_("停用"), "held": N_("留座"), "given": N_("划给单位"), "free": N_("放开")}

STATUS_WORDS = {
    "on_time": N_("按时签到"),
    "after_deadline": N_("晚签到"),
    "late": N_("迟到"),
    "leave": N_("已请假"),
}

LOOKS = {"on_time": "ok", "after_deadline": "warn", "late": "bad", "leave": "empty", None: "person"}
# the same without colour; the legend says their words
GONE = "x"
SIGNS = {"on_time": "+", "after_deadline": "~", "late": "!", "leave": "-"}

STEP_WORDS = {
    "seats_planned": N_("定座位图"),
    "seats_arranged": N_("排座"),
    "seat_moved": N_("换座"),
    "seats_swapped": N_("对调"),
    "seat_blocked": N_("停用座位"),
    "seat_held": N_("留座"),
    "seat_given": N_("划给单位"),
    "seat_freed": N_("放开座位"),
    "seat_vacated": N_("空出座位"),
    "seat_passed_on": N_("替会人接座"),
    "head_table_confirmed": N_("主席台名单"),
    "seats_copied": N_("照抄上次座位"),
}
# many seats change with these, so undo asks first
WHOLE_STEPS = frozenset({"seats_planned", "seats_arranged", "head_table_confirmed", "seats_copied"})

# under which field of a form a refusal stands
FIELD_OF = {
    "seating.hall": "rows",
    "seating.aisle": "aisles",
    "seating.first_row": "first",
    "seating.too_few": "rows",
    "seats.no_unit": "unit",
    "seats.unknown_unit": "unit",
}


def whole(least: int, empty: int | None = None) -> Any:
    """A reader of whole numbers of at least `least`; nothing typed is `empty`, where that may be."""

    def read(text: str) -> int:
        text = text.strip()
        if not text and empty is not None:
            return empty
        if not text:
            raise refuse("seating.number_missing")
        number = read_whole(text)
        if number is None or number < least:
            raise refuse("seating.number", written=text[:20], least=least)
        return number

    return read


def read_aisles(text: str) -> list[int]:
    """4、8: after these seats an aisle runs. Raises Refused."""
    words = text.replace("、", " ").replace("，", " ").replace(",", " ").split()
    return [whole(1)(word) for word in words]


def arrange_fields(found: SeatMap, waiting: bool) -> list[Field]:
    """Plan, method and whom; where people wait beside a seated floor, only they are proposed."""
    hall = found.hall
    seated = bool(found.sitters)
    return [
        Field("rows", N_("排数"), value=str(hall.rows) if hall else "", hint=N_("如 10"), read=whole(1)),
        Field("columns", N_("每排座数"), value=str(hall.columns) if hall else "", hint=N_("如 12"), read=whole(1)),
        Field(
            "aisles", N_("过道"), value=" ".join(map(str, hall.aisles)) if hall else "",
            hint=N_("在第几座之后，如 4 8；没有就不填"), read=read_aisles,
        ),
        Field("method", N_("排法"), choices=list(METHOD_WORDS.items())),
        Field("by", N_("排座单元"), choices=list(BY_WORDS.items())),
        Field("order", N_("次序"), choices=list(ORDERS.items()), hint=N_("按单位时是单位的次序，单位内按名册")),
        Field("first", N_("从第几排起"), value="1", read=whole(1, empty=1)),
        Field(
            "who", N_("排谁"), choices=list(WHO_WORDS.items()),
            value="newcomers" if seated and waiting else "all",
        ),
    ]  # fmt: skip


def mark_fields(hall: Hall, place: Place | None, units: Sequence[str]) -> list[Field]:
    """Which seats, the seat of the cursor proposed, and their mark."""
    unit = place.person.unit if place and place.person else place.unit if place else ""
    return [
        Field(
            "seats", N_("座位"), value=place.seat.label if place else "", hint=N_("如 3排12座、4排、5排1至6座"),
            read=lambda text: seating.read_labels(text, hall.columns),
        ),
        Field("mark", N_("标记"), choices=list(MARK_WORDS.items())),
        Field("unit", N_("单位"), value=unit, hint=N_("划给单位时才填"), offers=units),
    ]  # fmt: skip


def person_words(person: Sitter | None, name: str = "") -> list[str]:
    """Who sits on a seat, in words; `name` is one that is not on the roster."""
    if person is None:
        return [name, _("不在本会场名册")]
    status = _(STATUS_WORDS[person.status]) if person.status else _("未到")
    # a long unit and post are cut at 80 columns, and whether they came is what is looked for
    return [word for word in (person.name, status, person.unit, person.post) if word]


def seat_words(found: SeatMap | None, seat: Seat | None) -> str:
    """A seat in words: who sits there, or what it is kept for."""
    if seat is None or found is None:
        return ""
    if seat.head:
        place = found.head_rows[seat.row - 1][seat.place - 1]
        words = [seat.label, _("座次 {rank}", rank=place.rank)]
        words += (
            [place.name, _("已不在此就座，请用 F6 重新确认名单")]
            if place.gone
            else person_words(place.person, place.name)
        )
        assert found.head
        by = found.head.confirmed_by
        words.append(_("名单由{name}确认", name=by) if by else _("名单照抄自上次会议，待确认"))
        return "  ".join(words)
    at = found.floor.get(seat, Place(seat))
    words = [ours(seat.label)]
    if at.mark:
        words.append(_(MARK_WORDS[at.mark]) + (f" {at.unit}" if at.unit else ""))
    words += person_words(at.person) if at.person else ([] if at.mark else [_("空座")])
    return "  ".join(words)


def unseated(waiting: Sequence[Unseated], room: int, width: int) -> Content:
    """Who has no seat, in `room` lines of `width` cells: the seat that each lost, or the unit."""
    lines: list[tuple[str, Style]] = []
    lines.append((_("没有座位的 {n} 人", n=len(waiting)) + "\n\n", Style(bold=True)))
    shown = waiting[:room]
    # a Chinese name of three and a gap at least, an English one whole
    wide = min(max((cell_len(one.person.name) for one in shown), default=0), width // 2) + 1
    for one in shown:
        lines.append((fit(fit(one.person.name, wide - 1), max(wide, 9)), Style()))
        lost = _("原 {seat}", seat=one.lost) if one.lost else one.person.unit
        lines.append((fit(lost, width - 2 - max(wide, 9)).rstrip() + "\n", Style(dim=True)))
    if len(waiting) > room:
        lines.append((_("还有 {n} 人，按 F5", n=len(waiting) - room), Style(dim=True)))
    return Content.assemble(*lines)


def tile(place: Place) -> Tile:
    """What a seat of the floor shows: its person, coloured by how he came, or its mark."""
    if place.person:
        return _seated(place.person.name, place.person.status)
    if place.mark == "given":
        return Tile(place.unit, "empty")
    return Tile(
        _("停用") if place.mark == "blocked" else _("留座"), "closed" if place.mark == "blocked" else "empty"
    )


def head_tile(place: HeadPlace) -> Tile:
    """What a seat of the head table shows; who has left it since is pale."""
    if place.gone:
        return Tile(place.name, "empty", GONE)
    return _seated(place.name, place.person.status) if place.person else Tile(place.name)


def _seated(name: str, status: str | None) -> Tile:
    return Tile(name, LOOKS[status], SIGNS.get(status or "", " "))


def legend(found: SeatMap) -> str:
    """What the signs behind the names mean, of those that are there."""
    there = {SIGNS.get(status or "") for status in {one.status for one in found.sitters}}
    if any(one.gone for row in found.head_rows for one in row):
        there.add(GONE)
    words = {sign: STATUS_WORDS[status] for status, sign in SIGNS.items()} | {GONE: N_("已不坐这里")}
    return "  ".join(f"{sign} {_(one)}" for sign, one in words.items() if sign in there)
