"""Search on screen: found as one types, narrowed by kind, opened; nothing typed is a fault."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.screens.document import DocumentPage
from oatui.screens.incoming_item import IncomingItemPage
from oatui.screens.meeting import MeetingPage
from oatui.screens.numbers import NumbersPage
from oatui.screens.roster import RosterPage
from oatui.screens.search import SearchPage, page_of
from oatui.store import documents, incoming, meetings, people, search
from oatui.store.database import Store
from oatui.store.search_lines import Found
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text


@pytest.fixture
def filled(store: Store, clock: FixedClock) -> Store:
    """Something of every kind with 商务 in it."""
    start = clock.now() + timedelta(minutes=40)
    meeting = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    row = {"name": "单雄信", "unit": "示例商务局", "post": "科员", "phone": "", "serial": ""}
    people.import_roster(store, meeting.id, [("", row)], "名册.xlsx")
    documents.draft(store, "关于[b]商务工作的通知", "通知", "嘉商务字", "业务股", "刘某某")
    incoming.register_paper(store, "市商务局", "关于报送数据的通知", number="市商字〔2026〕9号")
    return store


async def typed(pilot: Pilot[int], words: str) -> str:
    pilot.app.screen.query_one("#search", Input).value = words
    await settled(pilot)
    return text(pilot.app)


async def test_found_as_one_types(desk_app: DeskApp, filled: Store) -> None:
    async with opened(desk_app, SearchPage(), size=(120, 36)) as pilot:
        assert "请输入要找的" in text(desk_app)
        assert search.behind(filled) == 0  # brought on when the page was opened
        shown = await typed(pilot, "商务")
        assert "找到 4 条" in shown
        assert "关于[b]商务工作的通知" in shown and "市商字〔2026〕9号" in shown
        assert "找到 2 条" in await typed(pilot, "swgz")
        assert "单雄信" in await typed(pilot, "sxx")
        assert "没有找到“zzz”" in await typed(pilot, "zzz")
        for hostile in ("[/]", "'\"*%", "(", "AND", "words:"):
            assert "没有找到" in await typed(pilot, hostile)
        # one kind only
        await typed(pilot, "商务")
        for _press in range(4):
            await pilot.press("f4")
        await settled(pilot)
        assert "找到 1 条" in text(desk_app)
        assert "全县商务工作会议" in text(desk_app)
        # Esc clears first, then leaves
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(desk_app.screen, SearchPage)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(desk_app.screen, SearchPage)


async def test_opened_by_enter_and_fresh_when_one_comes_back(desk_app: DeskApp, filled: Store) -> None:
    async with opened(desk_app, SearchPage("zzz")) as pilot:
        assert "没有找到" in text(desk_app)
        await pilot.press("down", "9")  # what is typed on the list goes to the line
        assert desk_app.screen.query_one("#search", Input).value == "zzz9"
        await typed(pilot, "数据")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, IncomingItemPage)
        incoming.register_paper(filled, "县委办", "关于第二批数据的函")
        await pilot.press("escape")
        await settled(pilot)
        assert "找到 2 条" in text(desk_app)


async def test_enter_does_not_wait_for_the_pause(
    desk_app: DeskApp, filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk_app, SearchPage()) as pilot:
        monkeypatch.setattr("oatui.screens.search.PAUSE", 60)
        pilot.app.screen.query_one("#search", Input).value = "数据"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, IncomingItemPage)


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("document", DocumentPage), ("incoming", IncomingItemPage), ("meeting", MeetingPage), ("person", RosterPage),
        ("number", NumbersPage), ("line", NumbersPage),
    ],
)  # fmt: skip
def test_each_kind_has_its_page(kind: str, page: type[object]) -> None:
    assert isinstance(page_of(Found(kind, 1, "", "", "", "", 2026)), page)
