"""GB 50799-2012, 12.2 会场出入口签到管理系统: the eight points of the national design code, one after the other.

The quotes are those of our research page, in its words. What the desk does not do is said in the test's own words.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from oatui.files.circular_out import write_circular
from oatui.files.register_out import write_attendance, write_sign_in_sheet
from oatui.papers import meeting_papers
from oatui.rules.seating import Seat
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.seats import SeatsPage
from oatui.store import arrivals, closing, meetings, people, personal_codes, presence, seat_map, seats
from oatui.store.arrivals import Hand
from oatui.store.database import Store
from tests.conftest import Desk, FixedClock
from tests.store.acts import fresh_store, person, pull

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

PEOPLE = 6


@pytest.fixture
def meeting(store: Store) -> meetings.Meeting:
    """At 09:00: four people at the main venue with seats, two at a sub-venue."""
    start = store.clock.now().replace(hour=9, minute=0)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2), place="二楼会议室")
    roster = [("" if number < 4 else "分会场", person(number + 1)) for number in range(PEOPLE)]
    people.import_roster(store, made.id, roster, "名册.xlsx")
    seats.arrange(store, meetings.venues(store, made.id)[0].id, "across", plan=(2, 3, ()))
    return made


def scan(store: Store, meeting: meetings.Meeting, place: int) -> arrivals.Arrival:
    return arrivals.sign_in(store, meeting.id, people.listed(store, meeting.id)[place].code)


def test_1_counts_in_real_time_and_where_each_sits(store: Store, meeting: meetings.Meeting) -> None:
    """12.2.1: "应到 / 实到 counts in real time, and where each person sits." """
    for present in range(1, PEOPLE + 1):
        made = scan(store, meeting, present - 1)
        whole, venues = arrivals.attendance(store, meeting.id)
        assert (whole.expected, whole.present, whole.absent) == (PEOPLE, present, PEOPLE - present)
        assert sum(counts.present for _venue, counts in venues) == present
        # the seat is in the answer to the scan
        assert made.seat == (f"{1 + (present - 1) // 3}排{1 + (present - 1) % 3}座" if present <= 4 else None)


def test_2_entry_and_exit_are_recorded_queried_and_counted(
    store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    """12.2.2: "Entry and exit authorised, recorded, queried, counted; sign-in happens by entering." """
    one = people.listed(store, meeting.id)[0]
    stranger = arrivals.sign_in(store, meeting.id, personal_codes.draw_one())
    assert stranger.outcome == "refused"
    scan(store, meeting, 0)
    clock.at(9, 30)
    presence.leave_early(store, one.id, "接电话")
    assert presence.out_now(store, meeting.id) == 1
    clock.at(9, 40)
    presence.come_back(store, one.id)
    assert presence.out_now(store, meeting.id) == 0
    kinds = [fact.kind for fact in arrivals.recent(store, meeting.id)]
    assert kinds == ["came_back", "left", "signed_in", "refused"]


async def test_3_the_screen_shows_who_signs_in(
    open_desk: OpenDesk, store: Store, meeting: meetings.Meeting
) -> None:
    """12.2.4: "A screen shows portrait, name, post, seat of whoever signs in." The desk keeps no portraits."""
    one = people.listed(store, meeting.id)[2]
    async with open_desk(size=(120, 36)) as desk:
        desk.app.push_screen(ArrivalsPage(meeting.id))
        await desk.settle()
        await desk.type(one.code + "\n")
        shown = desk.text
    assert all(word in shown for word in ("单雄信", one.unit, one.post, "1排3座", "按时"))


@pytest.mark.parametrize(
    ("hour", "minute", "second", "outcome"),
    [(7, 59, 59, "refused"), (8, 0, 0, "ok"), (9, 30, 0, "ok"), (9, 30, 1, "refused")],
)
def test_4_sign_in_has_a_start_and_an_end_time(
    store: Store, clock: FixedClock, meeting: meetings.Meeting,
    hour: int, minute: int, second: int, outcome: str,
) -> None:  # fmt: skip
    """12.2.5: "Sign-in has a start and an end time" - from an hour before the meeting to half an hour after."""
    clock.at(hour, minute, second)
    assert scan(store, meeting, 0).outcome == outcome


def test_4_manual_make_up_sign_in_exists(store: Store, clock: FixedClock, meeting: meetings.Meeting) -> None:
    """12.2.5: "manual make-up sign-in exists": with a reason and a named person's consent, and marked."""
    one = people.listed(store, meeting.id)[0]
    clock.at(10)
    assert arrivals.sign_in(store, meeting.id, Hand(one.id, "扫码器故障")).outcome == "refused"
    assert arrivals.sign_in(store, meeting.id, Hand(one.id, "扫码器故障", "李主任")).outcome == "ok"
    assert closing.lines(store, meeting.id)[0].settled.marks == ("make_up",)


def test_5_reports_are_produced_in_chinese_and_print(
    store: Store, clock: FixedClock, meeting: meetings.Meeting, tmp_path: Path
) -> None:
    """12.2.6: "Reports are produced by the system, in Chinese, and print." """
    scan(store, meeting, 0)
    clock.at(11)
    closing.close(store, meeting.id)
    meeting = meetings.get(store, meeting.id)
    gathering = meeting_papers.gathering(store, meeting)
    for made in (
        write_sign_in_sheet(tmp_path / "签到表.xlsx", gathering, filled=True),
        write_attendance(tmp_path / "出席表.xlsx", gathering),
    ):
        for sheet in openpyxl.load_workbook(made.path):
            assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
            assert "全县商务工作会议" in sheet["A1"].value
    path, named = write_circular(tmp_path / "通报.docx", meeting_papers.conduct(store, meeting))
    assert path.stat().st_size and named == PEOPLE - 1


async def test_6_the_seat_map_fills_as_people_sign_in(
    open_desk: OpenDesk, store: Store, meeting: meetings.Meeting
) -> None:
    """12.2.7: "A live seat map that fills as people sign in" - another desk's sign-ins, too."""
    venue = meetings.venues(store, meeting.id)[0].id
    async with open_desk(size=(120, 36)) as desk:
        desk.app.push_screen(SeatsPage(meeting.id))
        await desk.settle()
        assert "已到 0" in desk.text
        scan(store, meeting, 0)
        await desk.settle()
        assert "已到 1" in desk.text and "按时签到" in desk.text
    sitter = seat_map.read(store, venue).floor[Seat(1, 1)].person
    assert sitter and sitter.status == "on_time"


def test_6_gate_hall_operator_and_chair_have_their_own_views(store: Store, meeting: meetings.Meeting) -> None:
    """12.2.8: "own views for gate, hall, operator, chair": who is missing, the map, the record, the line upward."""
    scan(store, meeting, 0)
    hall, branch = meetings.venues(store, meeting.id)
    missing = [
        name for _unit, names in arrivals.missing_by_unit(store, meeting.id, hall.id) for name in names
    ]
    assert len(missing) == 3
    assert len(seat_map.read(store, hall.id).sitters) == 4
    assert [fact.kind for fact in arrivals.recent(store, meeting.id)] == ["signed_in"]
    reports = meeting_papers.venue_reports(store, meeting, store.clock.now())
    assert [(one.venue, one.figures.expected, one.figures.present) for one in reports] == [
        (hall.name, 4, 1), (branch.name, 2, 0),
    ]  # fmt: skip


def test_7_people_who_leave_midway_are_counted(
    store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    """12.2.10: "People who leave midway are counted." """
    for place in range(3):
        scan(store, meeting, place)
    first, second, third = people.listed(store, meeting.id)[:3]
    clock.at(10)
    presence.leave_early(store, first.id, "")
    presence.leave_early(store, second.id, "接孩子")
    presence.leave_early(store, third.id, "")
    presence.come_back(store, third.id)
    assert presence.out_now(store, meeting.id) == 2
    assert arrivals.attendance(store, meeting.id)[0].present == 3
    lines = meeting_papers.gathering(store, meeting).lines
    assert [line.remark for line in lines[:3]] == ["早退10:00", "提前离会10:00（接孩子）", ""]


def test_8_another_machine_s_failure_stops_nobody_and_its_record_comes_later(clock: FixedClock) -> None:
    """12.2.12: "One machine's failure must not stop the others; during a network failure data is backed up at once,
    and uploaded by itself when the network is back." Each desk writes its own store; brought together later, a
    person counts once, at the earliest time. Uploading by itself when the line is back: tests/link/test_line.py."""
    with fresh_store(clock) as main, fresh_store(clock) as branch:
        start = clock.moment.replace(hour=9, minute=0)
        made = meetings.add(main, "全县商务工作会议", start, start + timedelta(hours=2))
        people.import_roster(main, made.id, [("", person(1)), ("分会场", person(2))], "名册.xlsx")
        pull(branch, main.rows("select * from event order by seq"))
        branch.origin = "desk-branch"
        # nothing is heard of each other, and both go on
        clock.at(8, 30)
        scan(branch, made, 1)
        clock.at(8, 50)
        scan(main, made, 0)
        scan(main, made, 1)
        assert arrivals.attendance(branch, made.id)[0].present == 1
        pull(main, branch.rows("select * from event where origin = 'desk-branch' order by seq"))
        assert arrivals.attendance(main, made.id)[0].present == 2
        assert people.listed(main, made.id)[1].arrived_at == "2026-11-24T08:30:00+08:00"
