"""The day with the mouse alone: lines, titles, digits, keys of the help, ticks and tabs answer a click."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from rich.cells import cell_len
from textual import events

from oatui.keys import is_elsewhere
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.attendance_year import AttendanceYearPage
from oatui.screens.deadlines import DeadlinesPage
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.document import DocumentPage
from oatui.screens.documents import DocumentsPage
from oatui.screens.help import Help
from oatui.screens.meeting import MeetingPage
from oatui.screens.meeting_form import MeetingFormPage
from oatui.screens.meeting_papers import PapersPage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.numbers import NumbersPage
from oatui.screens.today import TodayPage
from oatui.store.database import Store
from oatui.widgets.paged_list import PagedList
from tests.conftest import Desk

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


async def _click(desk: Desk, words: str, times: int = 1) -> None:
    """Where these words stand on the screen; a key on the last line."""
    lines = list(enumerate(desk.text.splitlines()))
    row, line = next((y, line) for y, line in (lines[::-1] if words[:1] == "F" else lines) if words in line)
    await desk.pilot.click(offset=(cell_len(line[: line.index(words)]), row), times=times)
    await desk.settle()


async def test_a_day_by_mouse(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_desk(size=(120, 36), demo=True) as desk:

        def screen() -> type[object]:
            return type(desk.app.screen)

        # a line of a block, its title, and what a line goes on with below it
        await _click(desk, "关于举办电商培训班")
        assert screen() is DocumentPage
        # a key that a sentence names
        await _click(desk, "F4 待")
        assert screen() is not DocumentPage
        await desk.press("escape")
        await _click(desk, "F3 返回")
        await _click(desk, "最近编号")
        assert screen() is NumbersPage
        first = desk.app.screen.series  # type: ignore[attr-defined]
        await _click(desk, "嘉商函字" if "嘉商函字" in desk.text else "不占号")
        assert desk.app.screen.series != first  # type: ignore[attr-defined]
        await _click(desk, "F2 今日")
        # a line that opens nothing of its own opens what its title does
        await _click(desk, "周六")
        assert screen() is DeadlinesPage
        await _click(desk, "F2 今日")
        # a choice by digit takes one click, a row of a list two
        await _click(desk, "F8 更多")
        assert screen() is DigitChoice
        await _click(desk, "登记簿")
        assert screen() is not DigitChoice
        await _click(desk, "F2 今日")
        # every key stands in the help, and can be pressed there
        await _click(desk, "F1 帮助")
        assert screen() is Help
        await _click(desk, "会议、名册、签到")
        assert screen() is MeetingsPage
        # whoever waits after one click is told of the second, until they know
        monkeypatch.setattr(PagedList, "second_click_known", False)
        listing = desk.app.screen.query_one(PagedList)
        await _click(desk, "局务会")
        assert screen() is MeetingsPage and "再点一下" in str(listing.tooltip)
        await _click(desk, "局务会")
        assert screen() is MeetingPage and listing.tooltip is None and PagedList.second_click_known
        await _click(desk, "F2 今日")
        assert screen() is TodayPage
        # at the door: a person by the digit before the name, one of the last five
        await _click(desk, "应到 120")
        page = desk.app.screen
        assert isinstance(page, ArrivalsPage)
        await _click(desk, "08:16:50")
        assert page.last_five.row == 2
        await desk.type("孙")
        await _click(desk, "2 孙")
        assert page.talk is not None
        # what a double click asks for stands where the second one falls: it is no answer to it
        await desk.press("escape")
        await desk.type("w")
        before = page.last
        await _click(
            desk, next(line.strip()[:6] for line in desk.text.splitlines() if re.match(" *5 ", line)), times=2
        )
        assert page.talk is not None and page.last is before
        # papers stand behind digits, too: a menu
        desk.app.push_screen(PapersPage(page.meeting_id))
        await desk.settle()
        await _click(desk, "座次图")
        assert screen() is Ask


async def test_the_second_click_of_a_double_one_does_not_fall_on_the_page_that_the_first_opened(
    open_desk: OpenDesk,
) -> None:
    async with open_desk(size=(120, 36), demo=True) as desk:
        place = next(
            (cell_len(line.partition("F6")[0]), y)
            for y, line in enumerate(desk.text.splitlines())
            if "F6 公文" in line
        )

        async def click() -> None:
            for made in (events.MouseDown, events.MouseUp):
                await desk.app.on_event(
                    made(None, *place, 0, 0, 1, False, False, False, screen_x=place[0], screen_y=place[1])
                )
            await desk.settle()

        await click()
        assert isinstance(desk.app.screen, DocumentsPage)
        # F6 of the list of papers stands at the same place
        await click()
        assert isinstance(desk.app.screen, DocumentsPage)
        desk.app._pressed = (0.0, *desk.app._pressed[1:])  # a while later
        desk.app._click_chain_last_time = None
        await click()
        assert not isinstance(desk.app.screen, DocumentsPage)


async def test_the_key_that_an_empty_list_names_answers_a_click(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await desk.press("f4")
        line = next(line for line in desk.text.splitlines() if "还没有会议" in line)
        # _click looks for a name of a key on the last line
        await desk.pilot.click(offset=(cell_len(line.partition("F4")[0]), desk.text.splitlines().index(line)))
        await desk.settle()
        assert isinstance(desk.app.screen, MeetingFormPage)


async def test_a_double_click_on_a_key_presses_it_once(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk(size=(120, 36)) as desk:
        page = AttendanceYearPage()
        await desk.app.push_screen(page)
        await desk.settle()
        before, line = page.by_unit, desk.text.splitlines()[-1]
        await desk.pilot.click(offset=(cell_len(line.partition("F4")[0]), 35), times=2)
        await desk.settle()
        assert page.by_unit is not before
        # what an answer says of another page's key presses none of this page's
        for said, pressed in (
            ("这里没有。" * 11 + "回到会议按 F4 加一人", False), ("Nobody is sent. F4 in the meeting adds one", False),
            ("Instead: F41 Delivered", False), ("回到会议看一看；这里按 F4 换", True),
        ):  # fmt: skip
            page.say(said)
            await desk.settle()
            before, rows = page.by_unit, desk.text.splitlines()
            row = max(at for at, line in enumerate(rows[:-1]) if "F4" in line)
            await desk.pilot.click(offset=(cell_len(rows[row].partition("F4")[0]), row))
            await desk.settle()
            assert (page.by_unit is not before) == pressed, said
        page.say(None)
        # in a window that has no room for any count the units stand alone
        await desk.pilot.resize_terminal(30, 12)
        await desk.settle()
        assert len(page.listing.columns) == 3 - page.by_unit


@pytest.mark.parametrize(
    ("said", "key", "elsewhere"),
    [
        ("还没有上报参会人员。回到会议按 F4 加一人", "F4", True),
        ("Esc 回公文，按 F5 填报", "F5", True),
        ("Esc goes back to the document, F5 there fills it in", "F5", True),
        ("还没有常用名单。按 F4 写一份，或在一次会议里按 F6 存名单", "F4", False),
        ("还没有常用名单。按 F4 写一份，或在一次会议里按 F6 存名单", "F6", True),
        ("No standing list yet. F4 writes one, F6 in a meeting keeps its people", "F4", False),
        ("No standing list yet. F4 writes one, F6 in a meeting keeps its people", "F6", True),
        ("那台机器：设置里按 F8，再按 F5", "F5", True),
        ("have F8 of the duty page take them off", "F8", True),
        ("“title”已取消，不计出席；又要开的，在这里按 F8 重新打开", "F8", False),
        ("会中离开未返回 3 人，按 F5 查看", "F5", False),
        ("There is nobody to import; F6 changes the columns", "F6", False),
    ],
)
def test_a_key_of_another_page_is_known_by_its_sentence(said: str, key: str, elsewhere: bool) -> None:
    start = said.index(key)
    assert is_elsewhere(said, start, start + len(key)) == elsewhere
