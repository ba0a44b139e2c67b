"""Deadlines on screen: three keys make one, its days are shown, and each act stands behind its key."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from textual.widgets import Input

from oatui.app import DeskApp
from oatui.files.calendar_in import built_in
from oatui.rules.deadlines import Own
from oatui.screens.ask import Ask
from oatui.screens.deadline import DeadlinePage
from oatui.screens.deadlines import DeadlinesPage
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.incoming_item import IncomingItemPage
from oatui.store import deadline_acts, deadlines, incoming, incoming_matters, limits, reports, settings
from oatui.store.database import Store
from oatui.widgets.below import Below
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, press, settled, text

CALENDAR = built_in()
TODAY = date(2026, 11, 24)


def seen(app: DeskApp) -> str:
    """What stands on the screen, with one space between words."""
    return " ".join(text(app).split())


def below(app: DeskApp, key: str) -> str:
    return app.screen.query_one(f"#below-{key}", Below).words


async def test_three_keys_make_one_and_its_days_are_shown(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, DeadlinesPage()) as pilot:
        assert "没有时限。按 F4 记一个" in text(desk_app)
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, DeadlinesPage)
        # its kind by a digit, what it is about, its date
        await press(pilot, "f4", "1")
        await fill(pilot, title="[/x] 夜经济督查", base="1120")
        assert "第 5 个工作日（当日不计）：2026年11月27日" in below(desk_app, "base")
        assert "不计 11/21、11/22" in below(desk_app, "base")
        await press(pilot, "enter", "enter")
        await press(pilot, "f5")
        shown = text(desk_app)
        assert isinstance(desk_app.screen, DeadlinesPage)
        assert "本周 11-27 17:30 [/x] 夜经济督查" in seen(desk_app)
        assert "其间休息 2 天  21-2" in shown  # the line under the list
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, DeadlinePage)
        shown = text(desk_app)
        assert "20 起  21 休  22 休" in shown
        assert "23 (1) 24 (2) 25 (3) 26 (4) 27 (5)" in shown
        assert "办理情况报告还缺：落实措施、存在问题、下步推进计划  21-3" in shown


async def test_what_is_no_date_stands_under_its_field_and_nothing_is_written(
    desk_app: DeskApp, store: Store
) -> None:
    async with opened(desk_app, DeadlinesPage()) as pilot:
        await press(pilot, "f4", "2")
        await press(pilot, "f5")
        assert "请填写要求答复日期" in below(desk_app, "base")
        await fill(pilot, base="20270115")
        assert "2027 年调休安排未载入，不推算" in below(desk_app, "base")
        await press(pilot, "f5")
        assert "请填写是什么事" in below(desk_app, "title")
        assert limits.open_limits(store, CALENDAR) == []
        await fill(pilot, title="报送数据")
        await press(pilot, "f5")
        assert "待历 2027年待历 报送数据" in seen(desk_app)
        await press(pilot, "f4", "9")
        await fill(pilot, title="某事", own="+5g")
        assert "计入 11/25、11/26、11/27、11/30、12/1" in below(desk_app, "own")
        await fill(pilot, own="[/x]")
        await press(pilot, "f5", "escape")
        assert len(limits.open_limits(store, CALENDAR)) == 1


async def test_late_with_its_reason_handed_on_and_put_off(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    deadlines.add(store, "own", "上周的报表", CALENDAR, own=Own(date(2026, 11, 20)), owner="李某")
    deadlines.add(store, "event", "购物节", CALENDAR, base=date(2026, 12, 4))
    async with opened(desk_app, DeadlinesPage()) as pilot:
        assert "超期 已超 3 天 上周的报表" in seen(desk_app)
        await press(pilot, "f6")
        await fill(pilot, to="张某")
        await press(pilot, "f5")
        assert "《上周的报表》转 张某 办" in text(desk_app)
        await press(pilot, "f7")
        await fill(pilot, reason="等数据", due="1130")
        await press(pilot, "f5")
        assert "填了新时限" in below(desk_app, "act")
        await fill(pilot, act="extend")
        await press(pilot, "f5")
        assert "请填写谁同意顺延" in below(desk_app, "by")
        await fill(pilot, by="王局长")
        await press(pilot, "f5")
        assert "顺延到 2026年11月30日 周一 17:30 止，王局长 同意" in text(desk_app)
        clock.moment = clock.moment.replace(day=30, hour=17, minute=30, second=1)
        await press(pilot, "home", "f5")
        await press(pilot, "f5")
        # the event's own limit was the Sunday: it is the first now
        assert "请写明原因" in below(desk_app, "because")
        await fill(pilot, because="已电话报告")
        await press(pilot, "f5")
        assert "已办结：" in text(desk_app) and "说明：已电话报告" in text(desk_app)
        assert [one.title for one in deadlines.ended(store)] == ["购物节"]
        await press(pilot, "f8", "8")
        assert "已办结、已撤回" in text(desk_app)
        await press(pilot, "f8", "3")
        await fill(pilot, reason="还要补报")
        await press(pilot, "f5", "escape")
        assert len(limits.open_limits(store, CALENDAR)) == 2


async def test_typing_finds_and_a_paper_opens_on_its_own_page(desk_app: DeskApp, store: Store) -> None:
    paper = incoming.register_paper(store, "县委督查室", "督查通知").paper
    incoming_matters.become(store, paper.id, "supervision", CALENDAR, channel="oa")
    deadlines.add(store, "own", "报表", CALENDAR, own=Own(TODAY))
    async with opened(desk_app, DeadlinesPage(), size=(120, 36)) as pilot:
        assert "今天 17:30" in text(desk_app)
        assert "还有 7 天" in text(desk_app)
        await press(pilot, "2", "1", "minus")
        assert "督查通知" in text(desk_app)
        assert "报表" not in text(desk_app)
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, IncomingItemPage)
        await press(pilot, "f3", "escape")
        await press(pilot, "end", "f8", "5")
        await fill(pilot, measures="走访12家", problems="高度重视", plan="有")
        assert "没有数字" in below(desk_app, "problems")
        await press(pilot, "f5")
        assert "“存在问题”里没有数字" in text(desk_app)
        assert list(reports.parts(store, "incoming", paper.id)) == ["measures", "problems", "plan"]
        # its own keys open its own forms
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, Ask)
        assert isinstance(desk_app.screen_stack[-2], IncomingItemPage)


async def test_guests_fetching_correcting_and_the_calendar_file(
    desk_app: DeskApp, store: Store, tmp_path: Path
) -> None:
    deadlines.add(store, "information", "省厅来嘉", CALENDAR, base=date(2026, 11, 27))
    two = deadlines.add(store, "supervision", "督查", CALENDAR, base=TODAY, channel="collect").deadline
    async with opened(desk_app, DeadlinesPage()) as pilot:
        await press(pilot, "f5")
        await fill(pilot, government_office="")
        await press(pilot, "f5")
        assert "还要报：县政府办公室" in text(desk_app)
        await press(pilot, "f5")
        await fill(pilot, complete="yes")
        await press(pilot, "f5")
        assert "两办都已报，名单行程已齐" in text(desk_app)
        await press(pilot, "f8", "4")
        await fill(pilot, step="notified", at="0810")
        await press(pilot, "f5")
        assert [step.at[11:16] for step in deadline_acts.steps_of(store, two.id)] == ["08:10"]
        await press(pilot, "f8", "1")
        await fill(pilot, title="督查通知单", stated="1126 1200")
        await press(pilot, "f5")
        assert "11-26 12:00  督查通知单" in text(desk_app)
        await press(pilot, "f8", "9")
        await fill(pilot, path=str(tmp_path / "日历"))
        await press(pilot, "f5")
        assert "已存：" in text(desk_app)
        assert b"BEGIN:VCALENDAR\r\n" in (tmp_path / "日历.ics").read_bytes()
        await press(pilot, "enter", "f8", "2")
        await fill(pilot, reason="重复")
        await press(pilot, "f5")
        assert "已撤回" in text(desk_app)
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, DeadlinePage)
        assert desk_app.screen.one
        assert desk_app.screen.one.state == "withdrawn"


async def test_a_set_time_is_said_on_any_page_once(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    settings.set_value(store, "deadlines.remind", "30分")
    deadlines.add(store, "own", "报表", CALENDAR, own=Own(TODAY, time(9)))
    async with opened(desk_app) as pilot:
        desk_app._tick()
        await pilot.pause()
        assert "还有" not in text(desk_app).splitlines()[-2]
        clock.at(8, 30)
        desk_app._tick()
        await pilot.pause()
        assert "还有 30 分：报表" in text(desk_app)
        desk_app.push_screen(DeadlinesPage())
        await settled(pilot)
        clock.at(8, 31)
        desk_app._tick()
        await pilot.pause()
        assert "还有 30 分：报表" not in text(desk_app)
        # what is typed is not disturbed
        desk_app.screen.query_one(Input).focus()
        await pilot.pause()
        clock.at(9)
        desk_app._tick()
        await pilot.pause()
        assert "到时限了" not in text(desk_app)
        await press(pilot, "down")
        desk_app._tick()
        await pilot.pause()
        assert "到时限了：报表" in text(desk_app)


async def test_in_english_and_wide(desk_app: DeskApp, store: Store) -> None:
    from oatui.i18n import set_language

    set_language("en")
    deadlines.add(store, "supervision", "督查", CALENDAR, base=TODAY)
    async with opened(desk_app, DeadlinesPage(), size=(120, 36)) as pilot:
        assert "21-2" in text(desk_app)
        await press(pilot, "enter")
        assert "24 (0)" in text(desk_app)
        await press(pilot, "f8")
        assert isinstance(desk_app.screen, DigitChoice)
        assert not [
            char
            for char in seen(desk_app).replace("督查", "").replace("嘉祥县商务局", "").replace("刘某某", "")
            if "一" <= char <= "龥"
        ]
