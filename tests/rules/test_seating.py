"""The head table as the convention draws it, and the floor: nobody twice, nobody where nobody may sit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui.rules import seating
from oatui.rules.seating import Hall, Person, Seat, arrange, head_rows, head_table, read_label, read_labels
from oatui.rules.verdict import Refused

# ------------------------------------------------------------------ the head table


@pytest.mark.parametrize(
    ("n", "audience", "seated"),
    [
        (1, "1", "1"),
        (2, "1 2", "2 1"),
        (3, "3 1 2", "2 1 3"),
        (4, "3 1 2 4", "4 2 1 3"),
        (5, "5 3 1 2 4", "4 2 1 3 5"),
        (6, "5 3 1 2 4 6", "6 4 2 1 3 5"),
        (7, "7 5 3 1 2 4 6", "6 4 2 1 3 5 7"),
        (8, "7 5 3 1 2 4 6 8", "8 6 4 2 1 3 5 7"),
    ],
)
def test_the_table_of_the_convention(n: int, audience: str, seated: str) -> None:
    table = head_table(n)
    assert " ".join(map(str, table.audience)) == audience
    assert " ".join(map(str, table.seated)) == seated


@pytest.mark.parametrize(
    ("n", "audience"),
    [(1, "1"), (2, "2 1"), (3, "3 1 2"), (4, "4 2 1 3"), (6, "6 4 2 1 3 5"), (8, "8 6 4 2 1 3 5 7")],
)
def test_the_variant_turns_only_even_tables(n: int, audience: str) -> None:
    assert " ".join(map(str, head_table(n, "audience").audience)) == audience


@given(st.integers(1, 200), st.sampled_from(seating.EVEN))
def test_any_head_table(n: int, even: str) -> None:
    table = head_table(n, even)
    assert sorted(table.audience) == list(range(1, n + 1))
    assert table.seated == table.audience[::-1]
    places = {rank: place for place, rank in enumerate(table.audience)}
    # the further from the middle, the lower the rank, and neighbours in rank sit on opposite sides
    distance = [abs(2 * places[rank] - (n - 1)) for rank in range(1, n + 1)]
    assert distance == sorted(distance)
    if n > 1 and not (even == "audience" and n % 2 == 0):
        # the audience's right is the left hand of those who sit there
        assert places[2] == places[1] + 1


@pytest.mark.parametrize("n", [0, -1, 201])
def test_no_head_table_of_that_size(n: int) -> None:
    with pytest.raises(Refused, match="1 至 200"):
        head_table(n)


def test_each_row_begins_anew_with_the_next_ranks() -> None:
    front, rear = head_rows(12, 7)
    assert front.audience == [7, 5, 3, 1, 2, 4, 6]
    assert rear.audience == [12, 10, 8, 9, 11]
    assert rear.seated == [11, 9, 8, 10, 12]
    assert [row.audience for row in head_rows(4, 2, "audience")] == [[2, 1], [4, 3]]
    assert [row.audience for row in head_rows(3)] == [[3, 1, 2]]
    with pytest.raises(Refused, match="前排人数"):
        head_rows(3, 0)


# ------------------------------------------------------------------ what a seat is called


@pytest.mark.parametrize(
    ("typed", "seat", "label"),
    [
        ("3排12座", Seat(3, 12), "3排12座"),
        ("第3排第12座", Seat(3, 12), "3排12座"),
        ("３排１２号", Seat(3, 12), "3排12座"),
        ("3-12", Seat(3, 12), "3排12座"),
        (" 3排12 ", Seat(3, 12), "3排12座"),
        ("主席台 3", Seat(1, 3, True), "主席台 3"),
        ("主席台3座", Seat(1, 3, True), "主席台 3"),
        ("主席台2排 4", Seat(2, 4, True), "主席台2排 4"),
    ],
)
def test_labels(typed: str, seat: Seat, label: str) -> None:
    assert read_label(typed) == seat
    assert seat.label == label
    assert read_label(seat.label) == seat


@pytest.mark.parametrize("typed", ["", "3", "3,12", "三排", "3排", "张三", "3-12-1", "1234-1", "主席台"])
def test_what_is_no_seat(typed: str) -> None:
    with pytest.raises(Refused, match="3排12座"):
        read_label(typed)


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("3排12座", "3排12座"),
        ("3排1座，3-2 4排3", "3排1座 3排2座 4排3座"),
        ("2排", "2排1座 2排2座 2排3座 2排4座"),
        ("2排2至3座、第1排第4座", "2排2座 2排3座 1排4座"),
        ("２排３－４", "2排3座 2排4座"),
        ("主席台3", "主席台 3"),
    ],
)
def test_several_seats(typed: str, labels: str) -> None:
    assert " ".join(seat.label for seat in read_labels(typed, 4)) == labels


@pytest.mark.parametrize("typed", ["", "3排4至2座", "3排1座、后排"])
def test_what_are_no_seats(typed: str) -> None:
    with pytest.raises(Refused):
        read_labels(typed, 4)


# ------------------------------------------------------------------ the floor, drawn


def people(text: str) -> list[Person]:
    """a1 b1 a2: a person each, numbered in order; the letter is the unit."""
    return [Person(number, word[0]) for number, word in enumerate(text.split(), start=1)]


def drawn(hall: Hall, text: str, method: str, by: str = "person", first_row: int = 1, units: str = "") -> str:
    """The floor as the reader sees it: a word a seat, . for an empty one, # for one out of use."""
    words = text.split()
    found = arrange(hall, people(text), method, by=by, first_row=first_row, units=units.split())
    at = {seat: words[number - 1] for number, seat in found.items()}
    marks = dict.fromkeys(hall.blocked, "#") | dict.fromkeys(hall.held, "=")
    return "/".join(
        " ".join(
            at.get(Seat(row, place), marks.get(Seat(row, place), ".")) for place in range(1, hall.columns + 1)
        )
        for row in range(1, hall.rows + 1)
    )


SIX = "a1 a2 b1 c1 c2 c3"
MIXED = "a1 b1 c1 a2 c2 c3"
GIVEN = Hall(2, 4, given={Seat(1, 1): "c", Seat(2, 1): "c"})


@pytest.mark.parametrize(
    ("hall", "text", "method", "by", "floor"),
    [
        (Hall(2, 4), SIX, "across", "person", "a1 a2 b1 c1/c2 c3 . ."),
        (Hall(2, 4), MIXED, "across", "unit", "a1 a2 b1 c1/c2 c3 . ."),
        (Hall(2, 4), MIXED, "down", "person", "a1 c1 c2 ./b1 a2 c3 ."),
        # each unit at the head of a column of its own
        (Hall(3, 4), MIXED, "down", "unit", "a1 b1 c1 ./a2 . c2 ./. . c3 ."),
        (Hall(2, 4), MIXED, "down", "unit", "a1 b1 c1 c3/a2 . c2 ."),
        # not enough columns: no unit broken
        (Hall(4, 2), MIXED, "down", "unit", "a1 c1/a2 c2/b1 c3/. ."),
        (Hall(4, 2), "a1 a2 a3 b1 b2 c1", "down", "unit", "a1 b1/a2 b2/a3 c1/. ."),
        # no seat to spare: one directly after the other
        (Hall(3, 2), MIXED, "down", "unit", "a1 c1/a2 c2/b1 c3"),
        (Hall(2, 5), SIX, "centre", "person", "c1 a2 a1 b1 c2/. . c3 . ."),
        (Hall(2, 4), SIX, "centre", "person", "b1 a1 a2 c1/. c2 c3 ."),
        (Hall(2, 5), MIXED, "centre", "unit", "c3 b1 a1 c1 ./. . a2 c2 ."),
        (Hall(2, 4, blocked=frozenset({Seat(1, 2)})), SIX, "across", "person", "a1 # a2 b1/c1 c2 c3 ."),
        (Hall(2, 4, held=frozenset({Seat(1, 1)})), SIX, "across", "person", "= a1 a2 b1/c1 c2 c3 ."),
        # its own seats first, the rest of the unit where it would have been
        (GIVEN, SIX, "across", "person", "c1 a1 a2 b1/c2 c3 . ."),
        (GIVEN, "a1 a2 b1", "across", "person", ". a1 a2 b1/. . . ."),
    ],
)
def test_the_floor(hall: Hall, text: str, method: str, by: str, floor: str) -> None:
    assert drawn(hall, text, method, by) == floor


def test_units_come_in_the_order_given_then_as_the_roster_names_them() -> None:
    assert drawn(Hall(3, 3), MIXED, "down", "unit", units="c a") == "c1 a1 b1/c2 a2 ./c3 . ."
    with pytest.raises(Refused, match="没有“d”的"):
        drawn(Hall(3, 3), MIXED, "down", "unit", units="d")


def test_seating_may_begin_further_back() -> None:
    assert drawn(Hall(3, 4), "a1 a2", "across", first_row=2) == ". . . ./a1 a2 . ./. . . ."
    for row in (0, 4):
        with pytest.raises(Refused, match="共 3 排"):
            drawn(Hall(3, 4), "a1", "across", first_row=row)


def test_too_few_seats_say_how_many() -> None:
    hall = Hall(2, 4, blocked=frozenset({Seat(1, 1)}), held=frozenset({Seat(1, 2)}), given={Seat(1, 3): "x"})
    with pytest.raises(Refused) as refused:
        arrange(hall, people(SIX), "across")
    assert refused.value.verdict.values == {"people": 6, "seats": 5, "short": 1}
    assert "差 1 个" in str(refused.value)


@pytest.mark.parametrize(
    "hall", [Hall(0, 4), Hall(4, 0), Hall(201, 1), Hall(1, 201), Hall(2, 4, (4,)), Hall(2, 4, (0,))]
)
def test_no_such_hall(hall: Hall) -> None:
    with pytest.raises(Refused):
        arrange(hall, [], "across")


# ------------------------------------------------------------------ any floor


@st.composite
def halls(draw: st.DrawFn) -> Hall:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    seats = [Seat(row, place) for row in range(1, rows + 1) for place in range(1, columns + 1)]
    marks = draw(st.lists(st.sampled_from("ooooobhxy"), min_size=len(seats), max_size=len(seats)))
    of = {mark: [seat for seat, one in zip(seats, marks, strict=True) if one == mark] for mark in "bhxy"}
    given_to = dict.fromkeys(of["x"], "x") | dict.fromkeys(of["y"], "y")
    return Hall(rows, columns, (), frozenset(of["b"]), frozenset(of["h"]), given_to)


crowds = st.lists(st.sampled_from("xyzuvw"), max_size=50).map(
    lambda units: [Person(number, unit) for number, unit in enumerate(units)]
)


@given(halls(), crowds, st.sampled_from(seating.METHODS), st.sampled_from(seating.BY))
def test_any_floor(hall: Hall, crowd: list[Person], method: str, by: str) -> None:
    own = {unit: sum(1 for one in hall.given.values() if one == unit) for unit in "xy"}
    waiting = len(crowd) - sum(min(n, sum(p.unit == unit for p in crowd)) for unit, n in own.items())
    room = hall.rows * hall.columns - len(hall.blocked) - len(hall.held) - len(hall.given)
    try:
        found = arrange(hall, crowd, method, by=by)
    except Refused:
        assert waiting > room
        return
    assert waiting <= room
    assert found.keys() == {person.id for person in crowd}
    assert len(set(found.values())) == len(found)
    units = {person.id: person.unit for person in crowd}
    for person, seat in found.items():
        assert hall.holds(seat)
        assert seat not in hall.blocked | hall.held
        assert hall.given.get(seat, units[person]) == units[person]


@given(halls(), crowds)
def test_a_unit_stays_together_column_by_column(hall: Hall, crowd: list[Person]) -> None:
    hall = Hall(hall.rows, hall.columns, (), hall.blocked, hall.held)
    units = {person.id: person.unit for person in crowd}
    try:
        found = arrange(hall, crowd, "down", by="unit")
    except Refused:
        return
    order = [units[who] for who, _seat in sorted(found.items(), key=lambda one: (one[1].place, one[1].row))]
    runs = [unit for place, unit in enumerate(order) if place == 0 or order[place - 1] != unit]
    assert len(runs) == len(set(runs))
    # the people of a unit sit in the order of the roster
    for unit in set(runs):
        own = [who for who in units if units[who] == unit]
        assert sorted(own, key=lambda who: (found[who].place, found[who].row)) == own


@given(crowds, st.integers(1, 6), st.integers(1, 8))
def test_nobody_sits_behind_a_free_row_across(crowd: list[Person], rows: int, columns: int) -> None:
    if len(crowd) <= rows * columns:
        taken = arrange(Hall(rows, columns), crowd, "across").values()
        places = sorted((seat.row - 1) * columns + seat.place for seat in taken)
        assert places == list(range(1, len(crowd) + 1))
