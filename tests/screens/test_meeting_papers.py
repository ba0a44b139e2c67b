"""The papers of a meeting on screen: by digit, with what they ask; long work is watched and stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import openpyxl
import pytest
from textual.widgets import Input

from oatui.i18n import speaking
from oatui.long_work import LongWork
from oatui.rules.seating import Seat
from oatui.rules.verdict import Verdict
from oatui.screens.closing import ClosingPage
from oatui.screens.incident_form import StartForm
from oatui.screens.meeting_papers import PapersPage
from oatui.screens.progress import Progress
from oatui.screens.seats import SeatsPage
from oatui.store import arrivals, closing, meetings, people, seats
from oatui.store.database import Store
from tests.conftest import Desk, FixedClock
from tests.store.acts import a_meeting

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def meeting(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    """Eight people, five of them with a seat and one here; files go into the test's folder."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    made = a_meeting(store, title="[/x]会议")
    seats.set_plan(store, 1, 2, 4)
    for place, one in enumerate(people.listed(store, made.id, limit=5)):
        seats.move(store, one.id, Seat(1 + place // 4, 1 + place % 4))
    arrivals.sign_in(store, made.id, people.listed(store, made.id)[0].code)
    return made.id


async def ended(desk: Desk) -> None:
    """Until no progress stands over the page."""
    for _turn in range(100):
        await desk.settle()
        if not isinstance(desk.app.screen, Progress):
            return
        await asyncio.sleep(0.02)


async def test_a_table_with_chosen_columns_and_no_file_twice(
    open_desk: OpenDesk, meeting: int, tmp_path: Path
) -> None:
    async with open_desk() as desk:
        desk.app.push_screen(ClosingPage(meeting))
        await desk.settle()
        await desk.press("f6", "4")
        assert "做出席表" in desk.text and "联系电话、座位" in desk.text  # offered, not chosen
        columns = desk.app.screen.query_one("#field-columns", Input)
        columns.value = "姓名、到会情况、没有"
        await desk.press("f5")
        assert "没有“没有”这一列" in desk.text
        columns.value = "姓名、到会情况"
        await desk.press("f5")
        await ended(desk)
        assert "已存" in desk.text
        (made,) = tmp_path.glob("*.xlsx")
        rows = list(
            openpyxl.load_workbook(made).worksheets[0].iter_rows(min_row=4, max_row=5, values_only=True)
        )
        assert rows == [("姓名", "到会情况"), ("王敏", "按时")]
        # the second time another name is proposed, and the first file's is refused
        await desk.press("4")
        path = desk.app.screen.query_one("#field-path", Input)
        assert path.value == str(made.with_name(f"{made.stem}-2.xlsx"))
        path.value = str(made)
        await desk.press("f5")
        assert "已有同名文件" in desk.text


async def test_cards_are_held_against_seats(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk(size=(120, 36)) as desk:
        desk.app.push_screen(SeatsPage(meeting))
        await desk.settle()
        assert "席签" in desk.text.splitlines()[-1]
        await desk.press("0", "f5")
        assert isinstance(desk.app.screen, PapersPage)
        assert "没有座位的席签 3 张：吕布 县商务局、阿依古丽·买买提 县财政局、王敏 示例一镇" in desk.text
        seats.arrange(store, 1, "across", newcomers=True)
        await desk.press("f5")
        assert "席签 8 张，人人有座，座座有签" in desk.text


async def test_where_others_keep_the_door_there_are_no_sheets(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    meetings.change(store, meeting, role="attend")
    async with open_desk() as desk:
        desk.app.push_screen(ClosingPage(meeting))
        await desk.settle()
        await desk.press("f6")
        assert "实际几点签到" in desk.text


@pytest.mark.parametrize("paper", [3, 5, 8])
async def test_each_paper_is_made_from_its_own_proposals(
    open_desk: OpenDesk, meeting: int, tmp_path: Path, paper: int
) -> None:
    async with open_desk() as desk:
        desk.app.push_screen(PapersPage(meeting))
        await desk.settle()
        await desk.press(str(paper), "f5")
        await ended(desk)
        assert "已存" in desk.text
        assert len([path for path in tmp_path.iterdir() if path.name.startswith("[_x]会议-")]) == 1


async def test_esc_stops_long_work_and_says_so(open_desk: OpenDesk, meeting: int) -> None:
    said: list[object] = []

    async def begin(work: LongWork) -> None:
        for done in range(10_000):
            work.step(done, 10_000)
            await asyncio.sleep(0.001)

    async with open_desk() as desk:
        desk.app.push_screen(Progress("正在做[/x]", begin), said.append)
        await desk.settle()
        assert "正在做[/x]" in desk.text and "/ 10000" in desk.text
        await desk.press("escape")
        await ended(desk)
    (verdict,) = said
    assert isinstance(verdict, Verdict) and verdict.key == "work.stopped"
    assert "什么也没有留下" in verdict.message


async def test_what_is_being_written_cannot_be_stopped(open_desk: OpenDesk, meeting: int) -> None:
    said: list[object] = []
    go_on = asyncio.Event()

    async def begin(work: LongWork) -> str:
        work.last()
        await go_on.wait()
        return "写好"

    async with open_desk() as desk:
        desk.app.push_screen(Progress("正在做", begin), said.append)
        await desk.settle()
        await desk.press("escape")
        assert "停不下来了" in desk.text
        # an incident meanwhile: its form stands, and the work goes when it is in front again
        await desk.press("f9")
        go_on.set()
        await desk.settle()
        assert isinstance(desk.app.screen, StartForm) and said == []
        await desk.press("escape")
        await ended(desk)
    assert said == ["写好"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_year_by_person_and_by_unit(
    open_desk: OpenDesk, store: Store, clock: FixedClock, meeting: int, size: tuple[int, int]
) -> None:
    clock.at(11)
    closing.close(store, meeting)
    async with open_desk(size=size) as desk:
        desk.app.push_screen(PapersPage(meeting))
        await desk.settle()
        await desk.press("f6")
        assert "一年出勤  2026" in desk.text and "8 人" in desk.text
        # 王敏 came, and another 王敏 did not
        lines = [line.split() for line in desk.text.splitlines()]
        assert ["王敏", "县财政局", "1", "1"] in lines and ["王敏", "示例一镇", "1", "1"] in lines
        with speaking("en"):  # its words are longer: a unit keeps its name, what has no column stands below
            desk.app.page.refresh_page()  # type: ignore[union-attr]
            await desk.pilot.pause()
            assert "县财政局" in desk.text and "Past deadline" not in desk.text and "Absent 1" in desk.text
        desk.app.page.refresh_page()  # type: ignore[union-attr]
        await desk.press("f4")
        assert "3 个单位" in desk.text and "王敏" not in desk.text
        await desk.press("f5")
        assert "2025 年还没有闭会的会议" in desk.text
