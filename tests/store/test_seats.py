"""Seats in the store: a roster that changes moves nobody, the tables follow from the journal, and all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oatui.files.card_out import agreement
from oatui.papers import meeting_papers
from oatui.rules.seating import Seat, read_label
from oatui.rules.verdict import Refused
from oatui.store import arrivals, doctor, journal, leave, meetings, people, seat_map, seats
from oatui.store.database import Store
from tests.store.acts import a_meeting, content, fresh_store, person

MAIN = 1


def sitting(store: Store, venue: int = MAIN) -> dict[str, str]:
    """The name on each taken seat of the floor."""
    floor = seat_map.read(store, venue).floor
    return {seat.label: place.person.name for seat, place in sorted(floor.items()) if place.person}


def on_roster(store: Store, meeting: int = 1) -> dict[int, str | None]:
    return {one.id: one.seat for one in people.listed(store, meeting, -1)}


def seat_tables(store: Store) -> dict[str, list[tuple[object, ...]]]:
    names = ("attendee", "seat", "seat_plan", "head_list", "seat_step", "seat_before")
    return {name: rows for name, rows in content(store).items() if name in names}


@pytest.fixture
def hall(store: Store) -> Store:
    """Eight people (1 to 8), no seats yet, in three rows of four with an aisle in the middle."""
    a_meeting(store)
    seats.set_plan(store, MAIN, 3, 4, [2])
    return store


@pytest.fixture
def seated(hall: Store) -> Store:
    seats.arrange(hall, MAIN, "across")
    return hall


# ------------------------------------------------------------------ plan and arrangement


def test_a_plan_is_a_hall(hall: Store) -> None:
    found = seat_map.read(hall, MAIN)
    assert found.hall
    assert (found.hall.rows, found.hall.columns, found.hall.aisles) == (3, 4, (2,))
    assert found.usable == 12
    assert len(found.empty()) == 12
    assert [one.person.id for one in seat_map.without_seat(hall, 1)] == list(range(1, 9))
    assert all(one.lost is None for one in seat_map.without_seat(hall, 1))


def test_arranging_seats_everyone_and_the_roster_says_where(seated: Store) -> None:
    assert list(on_roster(seated).values()) == [
        "1排1座", "1排2座", "1排3座", "1排4座", "2排1座", "2排2座", "2排3座", "2排4座",
    ]  # fmt: skip
    assert seat_map.without_seat(seated, 1) == []
    assert seat_map.read(seated, MAIN).empty() == [Seat(3, place) for place in range(1, 5)]
    body = seated.value("select body from event where kind = 'seats_arranged'")
    assert all(f'"{label}"' in body for label in sitting(seated))


def test_a_smaller_plan_takes_only_the_seats_beyond(seated: Store) -> None:
    seats.set_plan(seated, MAIN, 1, 4)
    assert list(sitting(seated)) == ["1排1座", "1排2座", "1排3座", "1排4座"]
    lost = seat_map.without_seat(seated, 1)
    assert [(one.person.id, one.lost) for one in lost] == [
        (5, "2排1座"), (6, "2排2座"), (7, "2排3座"), (8, "2排4座"),
    ]  # fmt: skip


def test_changing_the_roster_moves_nobody(seated: Store) -> None:
    before = on_roster(seated)
    people.import_roster(seated, 1, [("", person(20)), ("分会场", person(21))], "增补.xlsx")
    people.change(seated, 3, name="改名", unit="县住建局")
    assert on_roster(seated) == before | {9: None, 10: None}
    assert [(one.person.id, one.lost) for one in seat_map.without_seat(seated, 1, MAIN)] == [(9, None)]
    assert [one.person.id for one in seat_map.without_seat(seated, 1)] == [9, 10]
    seats.arrange(seated, MAIN, "across", newcomers=True)
    assert on_roster(seated) == before | {9: "3排1座", 10: None}
    with pytest.raises(Refused, match="人人都有座位"):
        seats.arrange(seated, MAIN, "across", newcomers=True)


def test_who_comes_in_spite_of_leave_needs_a_seat(seated: Store) -> None:
    made = leave.request(seated, 3, "sick")
    leave.approve(seated, made.leave.id, "示例县长")
    seats.arrange(seated, MAIN, "across")
    assert seat_map.without_seat(seated, 1, MAIN) == []
    arrivals.sign_in(seated, 1, people.get(seated, 3).code)
    assert [one.person.id for one in seat_map.without_seat(seated, 1, MAIN)] == [3]


def test_too_few_seats_leave_everything_as_it_was(seated: Store) -> None:
    before = content(seated)
    people.import_roster(seated, 1, [("", person(n)) for n in range(20, 30)], "增补.xlsx")
    before = content(seated)
    with pytest.raises(Refused, match="要排 18 人，可用座位只有 12 个，差 6 个"):
        seats.arrange(seated, MAIN, "across")
    assert content(seated) == before


def test_a_plan_can_be_set_in_the_same_act(seated: Store) -> None:
    seats.mark(seated, MAIN, [Seat(3, 4), Seat(1, 2)], "held")
    before = journal.count(seated)
    found = seats.arrange(seated, MAIN, "down", plan=(2, 5, [2, 2]))
    assert journal.count(seated) == before + 1
    assert found.hall
    assert (found.hall.rows, found.hall.columns, found.hall.aisles) == (2, 5, (2,))
    assert found.hall.held == {Seat(1, 2)}
    assert on_roster(seated)[2] == "1排2座"
    assert len(found.sitters) == 8
    with pytest.raises(Refused, match="差 3 个"):
        seats.arrange(seated, MAIN, "down", plan=(1, 5, []))
    seats.undo(seated, MAIN)
    assert Seat(3, 4) in seat_map.read(seated, MAIN).floor


def test_the_person_of_a_held_seat_stays(seated: Store) -> None:
    seats.move(seated, 1, Seat(3, 4))
    seats.mark(seated, MAIN, [Seat(3, 4)], "held")
    seats.arrange(seated, MAIN, "down", by="unit")
    assert on_roster(seated)[1] == "3排4座"
    assert seat_map.read(seated, MAIN).floor[Seat(3, 4)].mark == "held"


# ------------------------------------------------------------------ one by one


def test_move_and_swap(seated: Store) -> None:
    seats.move(seated, 1, Seat(3, 1))
    assert on_roster(seated)[1] == "3排1座"
    assert Seat(1, 1) in seat_map.read(seated, MAIN).empty()
    one, two = seats.swap(seated, 1, 2)
    assert (one.seat, two.seat) == ("1排2座", "3排1座")
    assert len(set(on_roster(seated).values())) == 8


def test_a_move_to_ones_own_seat_is_no_act(seated: Store) -> None:
    before = journal.count(seated)
    seats.move(seated, 1, Seat(1, 1))
    seats.swap(seated, 1, 1)
    assert journal.count(seated) == before


def _plan_missing(store: Store) -> object:
    meetings.add_venue(store, 1, "分会场")
    return seats.arrange(store, 2, "across")


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda s: seats.move(s, 1, Seat(1, 2)), "1排2座 现由刘洋就座"),
        (lambda s: seats.move(s, 1, Seat(4, 1)), "主会场没有 4排1座；共 3 排，每排 4 座"),
        (lambda s: seats.move(s, 1, Seat(3, 1)), "3排1座 已停用"),
        (lambda s: seats.move(s, 1, Seat(3, 2)), "3排2座 已划给示例一镇，王敏不是该单位的"),
        (lambda s: seats.move(s, 1, Seat(1, 1, True)), "主席台座次只按确认的名单排"),
        (lambda s: seats.move(s, 99, Seat(1, 1)), "99"),
        (lambda s: seats.mark(s, MAIN, [Seat(1, 1)], "blocked"), "1排1座 现由王敏就座"),
        (lambda s: seats.mark(s, MAIN, [Seat(1, 1)], "given", "示例一镇"), "1排1座 现由王敏就座"),
        (lambda s: seats.mark(s, MAIN, [Seat(3, 3)], "given"), "写明划给哪个单位"),
        (lambda s: seats.mark(s, MAIN, [Seat(3, 3)], "given", "无此单位"), "名册上没有“无此单位”的人"),
        (lambda s: seats.mark(s, MAIN, [Seat(9, 9)], "held"), "没有 9排9座"),
        (lambda s: seats.set_plan(s, MAIN, 0, 4), "不能是 0"),
        (lambda s: seats.arrange(s, 77, "across"), "没有编号为 77 的会场"),
        (_plan_missing, "分会场还没有座位图"),
        (lambda s: seats.confirm_head(s, MAIN, [" "], "张主任"), "按座次写出主席台名单"),
        (lambda s: seats.confirm_head(s, MAIN, ["曾乐"], " "), "由谁确认"),
        (lambda s: seats.confirm_head(s, MAIN, ["曾乐", "曾 乐"], "张主任"), "曾乐在主席台名单上写了两次"),
        (lambda s: seats.confirm_head(s, MAIN, ["王敏"], "张主任"), "2 位王敏.*写单位，如 王敏"),
    ],
)
def test_what_is_refused_writes_nothing(seated: Store, act: Callable[[Store], object], sentence: str) -> None:
    seats.mark(seated, MAIN, [Seat(3, 1)], "blocked")
    seats.mark(seated, MAIN, [Seat(3, 2)], "given", "示例一镇")
    before = seat_tables(seated)
    with pytest.raises(Refused, match=sentence):
        act(seated)
    assert seat_tables(seated) == before


def test_people_of_two_venues_do_not_swap(seated: Store) -> None:
    people.import_roster(seated, 1, [("分会场", person(20))], "增补.xlsx")
    seats.set_plan(seated, 2, 1, 1)
    seats.arrange(seated, 2, "across")
    with pytest.raises(Refused, match="吕布在主会场，不在分会场|在分会场，不在主会场"):
        seats.swap(seated, 1, 9)
    assert on_roster(seated)[9] == "1排1座"


def test_a_seat_is_given_freed_and_filled_by_its_unit(hall: Store) -> None:
    seats.mark(hall, MAIN, [Seat(3, 1), Seat(3, 2)], "given", "示例一镇")
    seats.arrange(hall, MAIN, "across")
    given_to = [
        people.get(hall, who).unit for who, label in on_roster(hall).items() if label in {"3排1座", "3排2座"}
    ]
    assert given_to == ["示例一镇", "示例一镇"]
    seats.mark(hall, MAIN, [Seat(3, 1)], None)
    assert seat_map.read(hall, MAIN).floor[Seat(3, 1)].mark is None
    assert seat_map.read(hall, MAIN).floor[Seat(3, 1)].person


def test_whoever_leaves_frees_the_seat(seated: Store) -> None:
    with seated.write():
        seats.vacate(seated, 1)
        seats.vacate(seated, 1)
    assert [(one.person.id, one.lost) for one in seat_map.without_seat(seated, 1)] == [(1, "1排1座")]


# ------------------------------------------------------------------ the head table


def test_the_head_table_follows_its_list(seated: Store) -> None:
    found = seats.confirm_head(
        seated, MAIN, ["李县长", "曾　乐", "吕布", "王敏（县财政局）"], "张主任", even="audience"
    )
    (row,) = found.head_rows
    assert [(place.seat.label, place.rank, place.name) for place in row] == [
        ("主席台 1", 4, "王敏"), ("主席台 2", 2, "曾乐"), ("主席台 3", 1, "李县长"), ("主席台 4", 3, "吕布"),
    ]  # fmt: skip
    assert row[2].person is None
    assert found.head
    assert (found.head.confirmed_by, found.head.names[0]) == ("张主任", "李县长")
    by_name = {one.name: one.seat for one in people.listed(seated, 1) if one.seat and "主席台" in one.seat}
    assert by_name == {"王敏": "主席台 1", "曾乐": "主席台 2", "吕布": "主席台 4"}
    # their floor seats are free, nobody else has moved
    assert len(found.empty()) == 12 - 5
    with pytest.raises(Refused, match="按确认的名单排"):
        seats.move(seated, next(p.person.id for p in row if p.person), Seat(3, 1))
    # arranging the floor leaves them where they are
    seats.arrange(seated, MAIN, "centre")
    assert {
        one.name: one.seat for one in people.listed(seated, 1) if one.seat and "主席台" in one.seat
    } == by_name


def test_a_new_list_says_who_lost_a_seat(seated: Store) -> None:
    seats.confirm_head(seated, MAIN, ["曾乐", "吕布", "单雄信"], "张主任")
    seats.confirm_head(seated, MAIN, ["吕布", "曾乐"], "张主任", front=1)
    lost = seat_map.without_seat(seated, 1)
    assert [(one.person.name, one.lost) for one in lost] == [("单雄信", "主席台 1")]
    rows = seat_map.read(seated, MAIN).head_rows
    assert [[(place.seat.label, place.name) for place in row] for row in rows] == [
        [("主席台 1", "吕布")], [("主席台2排 1", "曾乐")],
    ]  # fmt: skip


# ------------------------------------------------------------------ arrivals, undo, rebuild


def test_the_map_fills_as_people_sign_in(seated: Store) -> None:
    one = people.listed(seated, 1)[4]
    arrivals.sign_in(seated, 1, one.code)
    sitter = seat_map.read(seated, MAIN).floor[Seat(2, 1)].person
    assert sitter
    assert (sitter.name, sitter.status) == (one.name, "on_time")
    assert sum(bool(one.status) for one in seat_map.read(seated, MAIN).sitters) == 1


def test_undo_is_an_event_that_carries_what_was_before(seated: Store) -> None:
    seats.swap(seated, 1, 2)
    step = seats.undo(seated, MAIN)
    assert step.kind == "seats_swapped"
    body = seated.value("select body from event where kind = 'seats_undone'")
    assert '"seats":[["1排1座",1,null,""],["1排2座",2,null,""]]' in body
    for kind in ("seats_arranged", "seats_planned"):
        assert seat_map.last_step(seated, MAIN)
        assert seats.undo(seated, MAIN).kind == kind
    assert seat_map.last_step(seated, MAIN) is None
    with pytest.raises(Refused, match="没有可以撤销的排座"):
        seats.undo(seated, MAIN)
    assert seat_map.without_seat(seated, 1)[0].lost is None


Move = tuple[str, int, int]
moves = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "swap", "swap", "mark", "arrange", "plan", "head", "late"]),
        st.integers(0, 11), st.integers(0, 11),
    ),
    max_size=12,
)  # fmt: skip


def act(store: Store, move: Move) -> None:
    """One act of seating, chosen by small numbers; a refusal is an answer like any other."""
    kind, a, b = move
    who, seat = a % 8 + 1, Seat(1 + b // 4, 1 + b % 4)
    names = ["李县长", *dict.fromkeys(one.name for one in people.listed(store, 1))]
    with suppress(Refused):
        if kind == "move":
            seats.move(store, who, seat)
        elif kind == "swap":
            seats.swap(store, who, b % 8 + 1)
        elif kind == "mark":
            seats.mark(store, MAIN, [seat], ("blocked", "held", "given", None)[a % 4], "县商务局")
        elif kind == "arrange":
            method, by = ("across", "down", "centre")[a % 3], ("person", "unit")[b % 2]
            seats.arrange(store, MAIN, method, by=by, newcomers=b % 3 == 0)
        elif kind == "plan":
            seats.set_plan(store, MAIN, 1 + a % 4, 1 + b % 5)
        elif kind == "head":
            seats.confirm_head(store, MAIN, names[a % 4 : a % 4 + 1 + b % 4], "张主任", front=1 + b % 3)
        else:
            people.import_roster(store, 1, [("", person(20 + a))], "增补.xlsx")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.booleans())
def test_undoing_every_act_returns_to_the_start(made: list[Move], arranged: bool) -> None:
    with fresh_store() as store:
        a_meeting(store)
        if arranged:
            seats.set_plan(store, MAIN, 3, 4)
            seats.arrange(store, MAIN, "across")
        made = [move for move in made if move[0] != "late"]
        before = seat_tables(store)
        events = journal.count(store)
        for move in made:
            act(store, move)
        for _step in range(journal.count(store) - events):
            seats.undo(store, MAIN)
        assert seat_tables(store) == before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.integers(0, 4))
def test_any_acts_keep_one_seat_a_person_and_rebuild_from_the_journal(made: list[Move], undone: int) -> None:
    with fresh_store() as store:
        a_meeting(store)
        seats.set_plan(store, MAIN, 3, 4)
        for move in made:
            act(store, move)
        for _step in range(undone):
            with suppress(Refused):
                seats.undo(store, MAIN)
        found = seat_map.read(store, MAIN)
        sitters = [sitter.id for sitter in found.sitters]
        assert len(sitters) == len(set(sitters))
        taken = {who: label for who, label in on_roster(store).items() if label}
        assert taken.keys() == set(sitters)
        for seat, place in found.floor.items():
            assert found.hall
            assert found.hall.holds(seat)
            if place.person:
                assert place.mark != "blocked"
                assert taken[place.person.id] == seat.label
                assert place.mark != "given" or place.unit == place.person.unit
        assert all(read_label(label).label == label for label in taken.values())
        report = doctor.examine(store)
        assert report.ok, report


def test_a_copied_meeting_brings_its_seats_and_asks_for_the_list_anew(seated: Store) -> None:
    seats.confirm_head(seated, MAIN, ["李县长", "曾乐"], "张主任")
    seats.mark(seated, MAIN, [Seat(3, 4)], "blocked")
    meeting = meetings.add(
        seated, "下次会议", seated.clock.now(), seated.clock.now().replace(hour=10), copy_of=1
    )
    (venue,) = meetings.venues(seated, meeting.id)
    assert sitting(seated, venue.id) == sitting(seated)
    head = seat_map.read(seated, venue.id).head
    assert head
    assert (head.confirmed_by, head.names) == ("", ["李县长", "曾乐"])
    assert [one.seat for one in people.listed(seated, meeting.id)] == list(on_roster(seated).values())
    assert doctor.examine(seated).ok


# ------------------------------------------------------------------ leave


def test_a_substitute_takes_the_seat_and_whoever_is_on_leave_needs_none(seated: Store) -> None:
    for who in (1, 2):
        asked = leave.request(seated, who, "sick", "住院").leave
        leave.approve(seated, asked.id, "李主任")
    leave.substitute(seated, 1, "替某某")
    found = seat_map.read(seated, MAIN)
    assert [place.person and (place.person.name, place.person.status) for place in map(found.floor.get, [
        Seat(1, 1), Seat(1, 2)
    ]) if place] == [("替某某", None), ("刘洋", "leave")]  # fmt: skip
    assert on_roster(seated)[1] is None
    assert seat_map.without_seat(seated, 1) == []
    # arranged anew: the substitute where the first person stood, no seat for the one on leave
    seats.arrange(seated, MAIN, "across")
    assert list(sitting(seated).values())[0] == "替某某"
    assert on_roster(seated)[2] is None
    assert len(sitting(seated)) == 7
    assert seat_map.without_seat(seated, 1) == []
    assert doctor.examine(seated).ok


def stand_in(store: Store, who: int, name: str = "替某某") -> int:
    """A substitute for somebody, with the slip's story before it; their id."""
    asked = leave.request(store, who, "sick", "住院").leave
    leave.approve(store, asked.id, "李主任")
    made = leave.substitute(store, asked.id, name).leave.substitute
    assert made
    return made


def test_undo_gives_no_seat_back_to_who_was_replaced(seated: Store) -> None:
    seats.swap(seated, 1, 2)  # 1 sits on 1排2座 now
    instead = stand_in(seated, 1)
    assert on_roster(seated)[instead] == "1排2座"
    # the passing on is no act of seating: the swap is what is taken back, and the substitute goes where 1 sat
    assert seats.undo(seated, MAIN).kind == "seats_swapped"
    assert (on_roster(seated)[1], on_roster(seated)[instead], on_roster(seated)[2]) == (
        None,
        "1排1座",
        "1排2座",
    )
    assert seats.undo(seated, MAIN).kind == "seats_arranged"
    assert set(on_roster(seated).values()) == {None}
    assert doctor.examine(seated).ok


def test_a_substitute_of_a_substitute_has_the_seat_after_an_undo(seated: Store) -> None:
    seats.move(seated, 1, Seat(3, 1))
    second = stand_in(seated, stand_in(seated, 1), "再替某")
    seats.undo(seated, MAIN)
    assert {who: seat for who, seat in on_roster(seated).items() if seat == "1排1座"} == {second: "1排1座"}


def test_a_place_at_the_head_table_is_not_passed_on(seated: Store) -> None:
    seats.confirm_head(seated, MAIN, ["李县长", "曾乐"], "张主任")
    leader = next(one.id for one in people.listed(seated, 1) if one.name == "曾乐")
    instead = stand_in(seated, leader)
    assert (on_roster(seated)[leader], on_roster(seated)[instead]) == (None, None)
    places = {place.name: place for place in seat_map.read(seated, MAIN).head_rows[0]}
    assert (places["曾乐"].person, places["曾乐"].gone, places["李县长"].gone) == (None, True, False)
    assert [one.person.id for one in seat_map.without_seat(seated, 1)] == [instead]
    meeting = meetings.get(seated, 1)
    named = [card.name for card in meeting_papers.cards(seated, meeting) if card.id is None]
    assert named == ["李县长"]
    assert "曾乐" not in meeting_papers.seats(seated, 1).values()


def test_moving_to_another_venue_frees_the_seat_in_the_same_act(seated: Store) -> None:
    meetings.add_venue(seated, 1, "分会场")
    before = on_roster(seated)
    events = journal.count(seated)
    moved = people.change(seated, 2, venue="分会场", because="本人提出")
    assert (moved.venue, moved.seat) == ("分会场", None)
    kinds = [row[0] for row in seated.rows("select kind from event where seq > ? order by seq", events)]
    assert kinds == ["attendee_changed", "seat_vacated"]
    assert on_roster(seated) == before | {2: None}
    # the seat is not theirs again when the arrangement is taken back and made anew
    seats.move(seated, 3, Seat(1, 2))
    seats.undo(seated, MAIN)
    assert on_roster(seated)[2] is None
    assert doctor.examine(seated).ok
    # to where they are already, and to nowhere
    people.change(seated, 2, venue="分会场")
    with pytest.raises(Refused, match="没有“东会场”"):
        people.change(seated, 2, venue="东会场")
    stand_in(seated, 3)
    with pytest.raises(Refused, match="替某某"):
        people.change(seated, 3, venue="分会场")


def test_a_refused_move_of_venue_leaves_everything(seated: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    meetings.add_venue(seated, 1, "分会场")
    before = content(seated)

    def fails(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(seats, "vacate", fails)
    with pytest.raises(OSError):
        people.change(seated, 2, venue="分会场")
    assert content(seated) == before


def test_cards_and_seats_agree_when_one_is_on_leave_and_one_is_replaced(seated: Store) -> None:
    meeting = meetings.get(seated, 1)
    asked = leave.request(seated, 4, "sick", "住院").leave
    leave.approve(seated, asked.id, "李主任")
    stand_in(seated, 1)
    cards = meeting_papers.cards(seated, meeting)
    assert [card.id for card in cards] == [2, 3, 5, 6, 7, 8, 9]
    assert agreement(cards, meeting_papers.seats(seated, 1)).agreed


@pytest.mark.parametrize(
    ("order", "first_row"),
    [
        ("roster", [1, 2, 3, 4]),
        # 王敏 (4 strokes) twice, 吕布 (6, begins with 丨), 刘洋 (6, begins with 丶)
        ("strokes", [1, 8, 6, 2]),
        # 阿依古丽, 刘洋, 吕布 (lü), 欧阳娜娜
        ("pinyin", [7, 2, 6, 4]),
    ],
)
def test_the_floor_by_strokes_or_pinyin(hall: Store, order: str, first_row: list[int]) -> None:
    seats.arrange(hall, MAIN, "across", order=order)
    assert [who for who, _seat in sorted(on_roster(hall).items(), key=_by_seat)][:4] == first_row


def test_units_by_strokes_keep_their_people_in_the_order_of_the_roster(hall: Store) -> None:
    seats.arrange(hall, MAIN, "across", by="unit", order="strokes", units=["示例一镇"])
    units = [people.get(hall, who).unit for who, _seat in sorted(on_roster(hall).items(), key=_by_seat)]
    # 示例一镇 was put first; then 县财政局 (财 7) before 县商务局 (商 11)
    assert list(dict.fromkeys(units)) == ["示例一镇", "县财政局", "县商务局"]
    assert [who for who, _seat in sorted(on_roster(hall).items(), key=_by_seat)][:2] == [2, 5]


def _by_seat(one: tuple[int, str | None]) -> Seat:
    assert one[1]
    return read_label(one[1])
