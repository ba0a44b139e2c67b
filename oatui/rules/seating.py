"""Who sits where: the head table by confirmed rank, the floor by one of three customs, and what a seat is called.

Practice of the office: no article fixes it. Rows are counted from the head table,
places in a row from the left of those who face it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from oatui.rules.verdict import refuse

EVEN = ("second_left_of_first", "audience")
METHODS = ("across", "down", "centre")
BY = ("person", "unit")
MOST_AT_HEAD_TABLE = 200
MOST_IN_LINE = 200


# ------------------------------------------------------------------ seats and their names


class Seat(NamedTuple):
    """A seat of the floor, or of the head table (row 1 is its front row)."""

    row: int
    place: int
    head: bool = False

    @property
    def label(self) -> str:
        """3排12座 on the floor, 主席台 3 at the head table; what the roster and the name card carry."""
        if not self.head:
            return f"{self.row}排{self.place}座"
        return f"主席台 {self.place}" if self.row == 1 else f"主席台{self.row}排 {self.place}"


_FLOOR = re.compile(r"第?([0-9]{1,3})\s*[排行-]\s*第?([0-9]{1,3})\s*[座号位]?")
_STRETCH = re.compile(
    r"第?([0-9]{1,3})[排行](?:第?([0-9]{1,3})[座号位]?(?:-|~|至|到)第?([0-9]{1,3})[座号位]?)?"
)
_HEAD = re.compile(r"主席台\s*(?:([0-9]{1,3})\s*排)?\s*([0-9]{1,3})\s*[座号]?")


def read_label(text: str) -> Seat:
    """The seat of a label, also as typed: 3-12, 3排12, 第3排第12座. Raises Refused."""
    written = unicodedata.normalize("NFKC", text).strip()
    if found := _FLOOR.fullmatch(written):
        return Seat(int(found[1]), int(found[2]))
    if found := _HEAD.fullmatch(written):
        return Seat(int(found[1] or 1), int(found[2]), head=True)
    raise refuse("seating.label", written=text.strip()[:20])


def read_labels(text: str, columns: int) -> list[Seat]:
    """Several seats as typed: 3排12座、4排 (the whole row)、5排1至6座. Raises Refused."""
    seats: list[Seat] = []
    for word in re.split(r"[、，,；;\s]+", unicodedata.normalize("NFKC", text).strip()):
        if found := _STRETCH.fullmatch(word):
            first, last = int(found[2] or 1), int(found[3] or columns)
            if first > last:
                raise refuse("seating.label", written=word[:20])
            seats += [Seat(int(found[1]), place) for place in range(first, last + 1)]
        else:
            seats.append(read_label(word))
    return seats


# ------------------------------------------------------------------ the head table


@dataclass(frozen=True, slots=True)
class HeadTable:
    """One row of the head table, as ranks: from the audience's left, and from the left of those who sit there."""

    audience: list[int]
    seated: list[int]


def head_table(n: int, even: str = EVEN[0]) -> HeadTable:
    """The ranks 1 to n of one row (practice). Raises Refused.

    No. 1 in the middle, No. 2 on No. 1's left hand, No. 3 on the right hand, and so on. With an even number two
    are in the middle: by default No. 2 stays on No. 1's left hand; "audience" is the variant read from the chairs.
    """
    if not 1 <= n <= MOST_AT_HEAD_TABLE:
        raise refuse("seating.head_size", n=n, most=MOST_AT_HEAD_TABLE)
    # the left hand of those who face the floor is the audience's right
    odd_first = [*range(n - 1 + n % 2, 0, -2), *range(2, n + 1, 2)]
    mirrored = even == "audience" and n % 2 == 0
    audience = odd_first[::-1] if mirrored else odd_first
    return HeadTable(audience, audience[::-1])


def head_rows(n: int, front: int | None = None, even: str = EVEN[0]) -> list[HeadTable]:
    """The head table in rows of at most `front` people, the front row first; each begins anew with the next ranks."""
    if front is not None and front < 1:
        raise refuse("seating.head_front", front=front)
    rows: list[HeadTable] = []
    done = 0
    while done < n or not rows:
        row = head_table(min(front or n, n - done), even)
        rows.append(HeadTable([rank + done for rank in row.audience], [rank + done for rank in row.seated]))
        done += len(row.audience)
    return rows


# ------------------------------------------------------------------ the floor


@dataclass(frozen=True, slots=True)
class Hall:
    """The floor: rows by places, aisles after a place; seats out of use, kept free, or given to a unit."""

    rows: int
    columns: int
    aisles: tuple[int, ...] = ()
    blocked: frozenset[Seat] = frozenset()
    held: frozenset[Seat] = frozenset()
    given: Mapping[Seat, str] = field(default_factory=dict)

    def check(self) -> None:
        """Raises Refused where it is no hall."""
        for size in (self.rows, self.columns):
            if not 1 <= size <= MOST_IN_LINE:
                raise refuse("seating.hall", size=size, most=MOST_IN_LINE)
        for aisle in self.aisles:
            if not 1 <= aisle < self.columns:
                raise refuse("seating.aisle", aisle=aisle, columns=self.columns)

    def holds(self, seat: Seat) -> bool:
        """Whether the floor has this seat at all."""
        return not seat.head and 1 <= seat.row <= self.rows and 1 <= seat.place <= self.columns


class Person(NamedTuple):
    """Someone to be seated."""

    id: int
    unit: str
    name: str = ""


def arrange(
    hall: Hall,
    people: Sequence[Person],
    method: str,
    *,
    by: str = "person",
    first_row: int = 1,
    units: Sequence[str] = (),
) -> dict[int, Seat]:
    """Everyone's seat (practice), the front higher than the rear. Raises Refused where seats are too few.

    across (横排法): row by row from the left. down (竖排法): column by column from the front, a unit stays together.
    centre (左右排列法): from the middle outward, the left first; by unit, each unit takes columns as in down.
    By unit, `units` come in their order, then the others as the roster first names them. Seats given to a unit
    are for its people alone, and are filled first.
    """
    hall.check()
    if not 1 <= first_row <= hall.rows:
        raise refuse("seating.first_row", row=first_row, rows=hall.rows)
    by_unit = by == "unit"
    lines = _lines(hall, first_row, method, columns=method == "down" or (method == "centre" and by_unit))
    groups = _by_unit(people, units) if by_unit else [list(people)]
    placed = _on_given_seats(hall, lines, groups)
    groups = [[person for person in group if person.id not in placed] for group in groups]
    free = [[seat for seat in line if seat not in hall.given] for line in lines]
    waiting, seats = sum(map(len, groups)), sum(map(len, free))
    if waiting > seats:
        raise refuse("seating.too_few", people=waiting, seats=seats, short=waiting - seats)
    beginnings = _BEGINNINGS if by_unit and method != "across" else _BEGINNINGS[-1:]
    for begins_anew in beginnings:
        if (filled := _fill(free, groups, begins_anew)) is not None:
            return placed | filled
    return placed


def _lines(hall: Hall, first_row: int, method: str, *, columns: bool) -> list[list[Seat]]:
    """The usable seats in the order in which they are filled, line by line."""
    rows = range(first_row, hall.rows + 1)
    places = list(range(1, hall.columns + 1))
    if method == "centre":
        # twice the distance from the middle; of two as far, the left comes first
        places.sort(key=lambda place: (abs(2 * place - hall.columns - 1), place))
    if columns:
        lines = [[Seat(row, place) for row in rows] for place in places]
    else:
        lines = [[Seat(row, place) for place in places] for row in rows]
    unusable = hall.blocked | hall.held
    return [[seat for seat in line if seat not in unusable] for line in lines]


def _by_unit(people: Sequence[Person], units: Sequence[str]) -> list[list[Person]]:
    groups: dict[str, list[Person]] = {unit: [] for unit in units}
    for person in people:
        groups.setdefault(person.unit, []).append(person)
    for unit, group in groups.items():
        if not group:
            raise refuse("seating.unknown_unit", unit=unit)
    return list(groups.values())


def _on_given_seats(
    hall: Hall, lines: Sequence[Sequence[Seat]], groups: Sequence[Sequence[Person]]
) -> dict[int, Seat]:
    waiting: dict[str, list[Person]] = {}
    for group in groups:
        for person in group:
            waiting.setdefault(person.unit, []).append(person)
    placed = {}
    for line in lines:
        for seat in line:
            if (unit := hall.given.get(seat)) is not None and waiting.get(unit):
                placed[waiting[unit].pop(0).id] = seat
    return placed


BeginsAnew = Callable[
    [int, int], bool
]  # (people of the unit, seats left in this line): whether it takes a new line

# the roomiest that seats everyone: a unit at the head of a column of its own; no unit broken by the end of a
# column; one directly after the other
_BEGINNINGS: tuple[BeginsAnew, ...] = (
    lambda _people, _left: True,
    lambda people, left: people > left,
    lambda _people, _left: False,
)


def _fill(
    lines: Sequence[Sequence[Seat]], groups: Sequence[Sequence[Person]], begins_anew: BeginsAnew
) -> dict[int, Seat] | None:
    """The people of each group one after another along the lines; None where the lines end too early."""
    placed: dict[int, Seat] = {}
    line = place = 0
    for group in groups:
        if place and begins_anew(len(group), len(lines[line]) - place):
            line, place = line + 1, 0
        for person in group:
            while line < len(lines) and place == len(lines[line]):
                line, place = line + 1, 0
            if line == len(lines):
                return None
            placed[person.id] = lines[line][place]
            place += 1
    return placed
