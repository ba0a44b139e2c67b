"""Today's blocks and F8, the OA, the month, telegrams and confidential routines under Pilot."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta

from textual.widgets import Input

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.screens.ask import Ask
from oatui.screens.deadline import DeadlinePage
from oatui.screens.oa import OaPage
from oatui.screens.ticks import TicksPage
from oatui.store import confidential, deadlines, meetings, oa, routines, telegrams
from oatui.store.database import Store
from tests.conftest import Desk, FixedClock

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


def fill(desk: Desk, **values: str) -> None:
    for key, value in values.items():
        desk.app.screen.query_one(f"#field-{key}", Input).value = value


async def test_enter_twice_ends_one_thing(open_desk: OpenDesk, store: Store) -> None:
    for title in ("甲", "乙"):
        oa.add_item(store, title, "县政府办", "", "李某")
    async with open_desk() as desk:
        page = OaPage()
        desk.app.push_screen(page)
        await desk.settle()
        page.listing.action_choose()
        page.listing.action_choose()
        await desk.settle()
        assert len(oa.open_items(store)) == 1
        await desk.press("enter")
        assert not oa.open_items(store) and "按 F8 再按 5" in desk.text


async def test_today_shows_the_day_on_one_screen_and_digits_open_it(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    start = clock.now() + timedelta(hours=2)
    meeting = meetings.add(store, "局务会", start, start + timedelta(hours=1), ticks=True)
    assert meeting
    deadlines.add(store, "supervision", "[/x]督查通知", built_in(), base=date(2026, 11, 17), owner="李某")
    confidential.act(store, "borrow", "0007", "刘某")
    telegrams.add(store, "防汛明电")
    oa.count(store, 3, 2)
    async with open_desk() as desk:
        for words in (
            "未读 3  未办 2", "到期（今日 1，本周 1）", "2 今日 17:30", "21-2", "借阅未还 1（台账 0007）", "待派人领取",
        ):  # fmt: skip
            assert words in desk.text
        await desk.press("2")
        assert isinstance(desk.app.screen, DeadlinePage)
        await desk.press("f2", "1")
        assert isinstance(desk.app.screen, TicksPage)


async def test_an_item_of_the_oa_gets_its_owner_and_is_handed_over(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f8", "1", "f4")
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask) and "要写标题" in desk.text
        fill(desk, title="[/x]安全生产通知")
        await desk.press("f5")
        assert "[/x]安全生产通知" in desk.text and "没人办" in desk.text
        await desk.press("f8", "3")
        fill(desk, person="王某")
        await desk.press("f5")
        assert oa.handovers(store)[0].things == ("[/x]安全生产通知",)
        assert "A岗 王某" in desk.text


async def test_a_miss_is_explained_in_the_month(open_desk: OpenDesk, store: Store, clock: FixedClock) -> None:
    routines.log_in(store)
    clock.moment = datetime(2026, 11, 25, 8, 20, tzinfo=ZONE)
    async with open_desk() as desk:
        await desk.press("f8", "5")
        assert "漏登未说明" in desk.text
        await desk.press("enter")
        fill(desk, reason="病假")
        await desk.press("f5")
        assert "下班前登录漏登：请假，病假" in desk.text


async def test_a_telegram_and_a_serial(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f8", "3", "f4")
        fill(desk, title="防汛明电")
        await desk.press("f5", "f5")
        fill(desk, person="李某")
        await desk.press("f5")
        assert telegrams.listed(store)[0].waits == "signed" and "待签收" in desk.text
        assert "已派人领取  李某" in desk.text
        await desk.press("f6")
        fill(desk, reason="[/x]点错了")
        await desk.press("f5")
        assert (
            telegrams.listed(store)[0].waits == "sent" and "撤回" in desk.text and "[/x]点错了" in desk.text
        )
        # who is sent signs for it: the name stands there
        await desk.press("f5")
        fill(desk, person="王某")
        await desk.press("f5", "f5", "f5")
        assert telegrams.listed(store)[0].steps["signed"][0] == "王某"
        await desk.press("f2", "f8", "4", "f5")
        fill(desk, serial="关于某某的通知")
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask) and "这里只填编号" in desk.text
        fill(desk, serial="0007")
        await desk.press("f5")
        assert confidential.borrowed(store)[0].serial == "0007" and "借阅未还" in desk.text
        await desk.press("f8", "8", "1")
        fill(desk, reason="填错编号")
        await desk.press("f5")
        assert confidential.how_many(store) == 0 and "已撤回：0007" in desk.text
