"""值班 on the screen: empty it leads on, a shift is filled by Enter, a gap stands at the top and on today."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from oatui.app import DeskApp
from oatui.rules.duty import Person
from oatui.screens.ask import Ask
from oatui.screens.duty import DutyPage
from oatui.screens.duty_import import DutyImportPage
from oatui.store import duty, duty_changes
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.command_line import DATA
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text


async def test_from_the_empty_roster_to_a_handover(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    today = clock.now().date()
    async with opened(desk_app, DutyPage()) as pilot:
        assert "空档" in text(desk_app) and "按回车排这一班" in text(desk_app)
        assert "2027" not in text(desk_app)  # its holidays are asked for once somebody is on, or in December

        async def send(*keys: str, **values: str) -> None:
            """Keys that open a form, its values, F5."""
            await pilot.press(*keys)
            await settled(pilot)
            form = desk_app.screen.query_one(Form)
            for name, value in values.items():
                form.fill(name, value)
            await pilot.press("f5")
            await settled(pilot)

        # the cursor begins on the shift that is on
        await send("enter", persons="[/x]")
        assert "打得通" in text(desk_app)
        await pilot.press("escape")
        await send("enter", leader="李局长 0537-6000000", persons="王某 13900000000")
        assert not isinstance(desk_app.screen, Ask)
        assert duty.get(store, today, "白班").entry.persons == (Person("王某", "13900000000"),)
        assert "现在  白班 08:00-18:00  带班 李局长" in text(desk_app)
        await send("down", "enter", persons="赵某 13900000001")
        assert "今晚  夜班 18:00-08:00  值班 赵某" in text(desk_app) and "没有带班领导" in text(desk_app)
        await send("up", "f7")
        assert "已通" in text(desk_app)
        await send("f8", "1", other="赵某", reason="家中有事", agreed="李局长")
        assert duty.get(store, today, "夜班").entry.persons == (Person("王某", "13900000000"),)
        await send("f6")
        assert "赵某 交给 王某" in text(desk_app) and "已交接" in text(desk_app)
        await pilot.press("f8", "3")
        await settled(pilot)
        assert all(word in text(desk_app) for word in ("换班", "赵某 交 王某"))


async def test_a_file_is_looked_at_before_it_comes_in(
    desk_app: DeskApp, store: Store, tmp_path: Path
) -> None:
    for at, name in enumerate(("值班表.xlsx", "嘉商务字〔2026〕1号 通知.docx")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (at, at))
    duty_changes.put(
        store, [duty.entry(store, date(2026, 12, 1), "白班", Person("", ""), [Person("旧人", "13900000009")])]
    )
    async with opened(desk_app, DutyImportPage()) as pilot:
        page = desk_app.screen
        assert isinstance(page, DutyImportPage)
        page.input_line.value = f"{tmp_path}/"
        await settled(pilot)
        # what the desk printed is the newer one, and stands below
        shown = [one.path.name for one in page.offered(page.input_line.value)]
        assert shown == ["值班表.xlsx", "嘉商务字〔2026〕1号 通知.docx"]
        assert text(desk_app).index("值班表.xlsx") < text(desk_app).index("嘉商务字")
        page.input_line.value = str(DATA / "duty-month.xlsx")
        await pilot.press("enter")
        await settled(pilot)
        said = text(desk_app)
        assert (
            "可导入 15 班" in said
            and "换人 1 班" in said
            and "12月3日 周四 18:00" in said
            and "原来是 旧人" in said
        )
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert (
            "要写原因" in text(desk_app)
            and duty.get(store, date(2026, 12, 1), "白班").entry.persons[0].name == "旧人"
        )
        desk_app.screen.query_one(Form).fill("reason", "正式表")
        await pilot.press("f5")
        await settled(pilot)
        assert duty.get(store, date(2026, 12, 1), "白班").entry.persons[0].name == "赵某"


async def test_tonight_and_the_gap_stand_on_today(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    today = clock.now().date()
    who = [Person("王某", "13900000000")]
    days = [(today + timedelta(days=n), shift) for n in range(3) for shift in ("白班", "夜班")]
    duty_changes.put(store, [duty.entry(store, day, shift, Person("", ""), who) for day, shift in days[:-1]])
    async with opened(desk_app):
        assert "今晚 王某 13900000000" in text(desk_app)
        assert "18:00 起空档" in text(desk_app)
