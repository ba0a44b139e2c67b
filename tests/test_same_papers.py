"""Two venues' facts may come in any order: the rows of every paper are the same, and so are the bytes of its file."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from oatui.files.card_out import write_cards
from oatui.files.circular_out import write_circular
from oatui.files.register_out import write_attendance, write_sign_in_sheet
from oatui.files.seat_map_out import write_seat_map
from oatui.papers import meeting_papers
from oatui.store import arrivals, journal, leave, meetings, people, presence, seats
from oatui.store.arrivals import Hand
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.files.printed import needs_chinese_font
from tests.proof import Told
from tests.store.acts import fresh_store, person, pull

Facts = list[journal.Event]


def the_meeting(store: Store) -> meetings.Meeting:
    """Twelve people at a main venue and two others, seated; one on leave, one with a substitute."""
    start = store.clock.now().replace(hour=9, minute=0)
    meeting = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2), place="二楼会议室")
    venues = ("", "示例一镇分会场", "示例二镇分会场")
    roster = [(venues[number % 3], person(number)) for number in range(12)]
    people.import_roster(store, meeting.id, roster, "名册.xlsx")
    main = meetings.venues(store, meeting.id)[0]
    seats.arrange(store, main.id, "across", plan=(2, 4, ()))
    for attendee in (1, 2):
        asked = leave.request(store, attendee, "sick", "住院").leave
        leave.approve(store, asked.id, "李主任")
    leave.substitute(store, 1, "替某某")
    return meeting


def at_the_door(store: Store, clock: FixedClock, dice: random.Random) -> None:
    """Half an hour of one desk: scans of anybody, some twice, some annulled, some who leave and come back."""
    clock.at(8, 38)
    everyone = people.listed(store, 1, limit=-1)
    for _turn in range(18):
        clock.pass_time(minutes=dice.randrange(1, 6), seconds=dice.randrange(60))
        one = people.get(store, dice.choice(everyone).id)
        what = dice.randrange(8)
        if what < 4:
            arrivals.sign_in(store, 1, one.code)
        elif what == 4:
            arrivals.sign_in(store, 1, Hand(one.id, "未带签到码", "李主任"))
        elif (fact := arrivals.standing(store, one.id)) and what == 5:
            arrivals.annul(store, fact, "不是本人")
        elif clock.moment.hour >= 9:
            out = [who.id for who in everyone if presence.left_at(store, 1, who.id)]
            if out and dice.randrange(2):
                presence.come_back(store, out[0])
            elif one.status and one.id not in out:
                presence.leave_early(store, one.id, dice.choice(["", "接孩子"]))


@contextmanager
def three_desks(seed: int) -> Iterator[tuple[Store, meetings.Meeting, Facts]]:
    """The main desk before anybody signed in, and the facts of three desks that none has told the others."""
    clock, dice, facts = FixedClock(), random.Random(seed), []
    with fresh_store(clock) as main:
        meeting = the_meeting(main)
        before = main.rows("select * from event order by seq")
        for name in ("desk-east", "desk-west", "desk-main"):
            with fresh_store(clock) as desk:
                pull(desk, before)
                desk.origin = name
                at_the_door(desk, clock, dice)
                rows = desk.rows("select * from event where origin = ? order by seq", name)
                facts += [journal.read(row) for row in rows]
        yield main, meeting, facts


@contextmanager
def told(store: Store, facts: Facts) -> Iterator[None]:
    """The store with these facts in this order; without them again at the end."""
    store.conn.execute("begin")
    try:
        for fact in facts:
            journal.apply(store.conn, fact)
        yield
    finally:
        store.conn.execute("rollback")


def rows_of(store: Store, meeting: meetings.Meeting) -> list[Any]:
    """Everything that files/ is given of a meeting."""
    return [
        meeting_papers.gathering(store, meeting),
        meeting_papers.gathering(store, meeting, "示例一镇分会场", "strokes"),
        meeting_papers.conduct(store, meeting),
        meeting_papers.venue_reports(store, meeting, meeting.end),
        meeting_papers.cards(store, meeting),
        meeting_papers.seats(store, meeting.id),
        meeting_papers.floor_plan(store, meeting),
    ]


def _in_any_order(orders: int, seed: int) -> None:
    dice = random.Random(seed)
    with three_desks(seed) as (store, meeting, facts):
        with told(store, facts):
            expected = rows_of(store, meeting)
        for _order in range(orders):
            dice.shuffle(facts)
            with told(store, facts):
                assert rows_of(store, meeting) == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_are_the_same_in_any_order(seed: int) -> None:
    _in_any_order(25, seed)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_the_rows_are_the_same_in_ten_thousand_orders(seed: int, told: Told) -> None:
    _in_any_order(500, seed)
    told.figures(orders=500, unlike=0)


def test_the_facts_differ_and_say_something() -> None:
    """The two above are worth nothing where nobody came twice, left, or was taken back."""
    kinds, states, left = set[str](), set[str](), 0
    for seed in range(1, 5):
        with three_desks(seed) as (store, meeting, facts):
            kinds |= {fact.kind for fact in facts}
            first = [fact.body["attendee"] for fact in facts if fact.kind == "signed_in"]
            assert len(set(first)) < len(first)
            with told(store, facts):
                lines = meeting_papers.gathering(store, meeting).lines
            states |= {line.state for line in lines}
            left += sum(line.left_at is not None for line in lines)
    assert {"signed_in", "sign_in_annulled", "scan_repeated", "left_meeting", "came_back"} <= kinds
    assert {"on_time", "late", "leave", "replaced"} <= states and left


Writer = Callable[[Path, list[Any]], Path]


def _cards(path: Path, rows: list[Any]) -> Path:
    made = write_cards(
        path,
        rows[0].title,
        rows[0].start.date(),
        rows[4],
        with_code=True,
        with_seat=True,
        width=90,
        height=60,
    )
    return made.path


FILES: dict[str, Writer] = {
    "circular.docx": lambda path, rows: write_circular(path, rows[2])[0],
    "sheet.xlsx": lambda path, rows: write_sign_in_sheet(path, rows[0], filled=True).path,
    "attendance.xlsx": lambda path, rows: write_attendance(path, rows[0]).path,
    "map.pdf": lambda path, rows: write_seat_map(path, rows[6]).path,
    "cards.pdf": _cards,
}


def _same_bytes(kind: str, folder: Path, orders: int) -> None:
    dice = random.Random(orders)
    made = []
    with three_desks(3) as (store, meeting, facts):
        for order in range(orders):
            dice.shuffle(facts)
            (folder / str(order)).mkdir()
            with told(store, facts):
                made.append(FILES[kind](folder / str(order) / kind, rows_of(store, meeting)).read_bytes())
    assert made[0] and made == made[:1] * orders


KINDS = [pytest.param(kind, marks=needs_chinese_font if kind.endswith("pdf") else ()) for kind in FILES]


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_the_same_to_the_byte(kind: str, tmp_path: Path) -> None:
    _same_bytes(kind, tmp_path, 3)


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_the_same_to_the_byte_in_twenty_orders(kind: str, tmp_path: Path, told: Told) -> None:
    _same_bytes(kind, tmp_path, 20)
    told.figures(orders=20, unlike=0)
