"""值班 on the screen: empty it leads on, a shift is filled by Enter, a gap stands at the top and on today."""

from __future__ import annotations

from datetime import timedelta

from oatui.app import DeskApp
from oatui.rules.duty import Person
from oatui.screens.ask import Ask
from oatui.screens.duty import DutyPage
from oatui.store import duty
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text


async def test_from_the_empty_roster_to_a_handover(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    async with opened(desk_app, DutyPage()) as pilot:
        assert "没有人" in text(desk_app) and "按回车排这一班" in text(desk_app)
        await pilot.press("down", "down", "enter")  # today's day shift
        await settled(pilot)
        form = desk_app.screen.query_one(Form)
        form.fill("persons", "[/x]")
        await pilot.press("f5")
        await settled(pilot)
        assert "打得通" in text(desk_app)
        form.fill("leader", "李局长 0537-6000000")
        form.fill("persons", "王某 13900000000")
        await pilot.press("f5")
        await settled(pilot)
        assert not isinstance(desk_app.screen, Ask)
        assert duty.get(store, clock.now().date(), "白班").entry.persons == (Person("王某", "13900000000"),)
        assert "现在：白班" in text(desk_app)
        await pilot.press("f7")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert "已通" in text(desk_app)
        await pilot.press("f6")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("taker", "赵某")
        await pilot.press("f5")
        await settled(pilot)
        assert "王某 交 赵某" in text(desk_app)


async def test_tonight_and_the_gap_stand_on_today(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    today = clock.now().date()
    who = [Person("王某", "13900000000")]
    days = [(today + timedelta(days=n), shift) for n in range(3) for shift in ("白班", "夜班")]
    duty.put(store, [duty.entry(store, day, shift, Person("", ""), who) for day, shift in days[:-1]])
    async with opened(desk_app, size=(120, 36)):
        assert "今晚 王某 13900000000" in text(desk_app)
        assert "18:00 起空档" in text(desk_app)
