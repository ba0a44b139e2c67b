"""日清 on screen: F12 from anywhere, a card at a time, the day that is clear and its record."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules.deadlines import Own
from oatui.screens.clear_desk import ClearDeskPage
from oatui.screens.clear_desk_card import card_parts
from oatui.screens.deadline import DeadlinePage
from oatui.screens.deadlines import DeadlinesPage
from oatui.store import backup, deadlines, documents, reviews, routines
from oatui.store.database import Store
from oatui.store.open_items import OpenItem
from oatui.store.reviews import Card
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text

CALENDAR = built_in()


@pytest.fixture
def evening(store: Store, clock: FixedClock) -> Store:
    """17:20; a deadline of today, a paper that waits, one not due."""
    routines.log_in(store)
    own = Own(clock.now().date())
    documents.draft(store, "关于[/x]的请示" + "长" * 30, "请示", "嘉商务字", "外贸科", "王某")
    deadlines.add(store, "own", "交材料", CALENDAR, own=own, owner="李某")
    clock.at(17, 20)
    return store


async def test_the_day_is_walked_through_and_cleared(
    desk_app: DeskApp, evening: Store, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(own_home))
    async with opened(desk_app, DeadlinesPage()) as pilot:
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(desk_app.screen, ClearDeskPage)
        assert "第 2 件，共 4 件" in text(desk_app) and "交材料" in text(desk_app)
        await pilot.press("f8")  # not before everything was seen
        await settled(pilot)
        assert "还有 3 件没有看过" in text(desk_app)
        # the deadline is done in its own form
        await pilot.press("f5", "enter", "enter")
        await settled(pilot)
        assert "已记办结" in text(desk_app) or "办结" in text(desk_app)
        assert "下班前登录" in text(desk_app)
        await pilot.press("f7")
        await settled(pilot)
        assert "不能顺延" in text(desk_app)
        # a time before its window would count for nothing, and is not written
        await pilot.press("f5", *"0200", "enter", "enter")
        await settled(pilot)
        assert "不算下班前登录" in text(desk_app)
        assert [one.which for one in routines.logins(evening, evening.clock.now().date())] == ["arrival"]
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f5", "enter", "enter")  # logged in now
        await settled(pilot)
        assert "关于[/x]的请示" in text(desk_app)
        await pilot.press("f5")  # what is done on its own page says so there
        await settled(pilot)
        assert "这一件在这一页办；办好按 F3 回日清" in text(desk_app)
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("2")  # 等对方回复
        await settled(pilot)
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)
        assert "都看过了，按 F8 记下今日日清" in text(desk_app)
        assert "等对方回复" in text(desk_app)
        await pilot.press("f4")  # back again
        await settled(pilot)
        assert "还剩 1 件" in text(desk_app)
        await pilot.press("f6", *"li", "enter", "enter")
        await settled(pilot)
        assert "转办 1" in text(desk_app)
        await pilot.press("f8")
        await settled(pilot)
        assert "今日 4 件：已办 3，转办 1，顺延 0" in text(desk_app) and "已备份" in text(desk_app)
        assert "今日已清" in text(desk_app) and "连续日清 1 个工作日" in text(desk_app)
        await pilot.press("f8", "enter")
        await settled(pilot)
        assert "日清记录已存" in text(desk_app)
    assert len(list(backup.day_folder(evening).glob("oatui-*.db"))) == 1
    record = docx.Document(str(next(own_home.glob("*.docx"))))
    words = "\n".join(line.text for line in record.paragraphs)
    cells = [[cell.text for cell in row.cells] for row in record.tables[0].rows]
    assert "4 件：已办 3，转办 1，顺延 0" in words and "经办人（签名）" in words and "每周签阅" in words
    assert "连续" not in words and "记录链" in words
    assert [row[3] for row in cells[1:]] == ["已办", "已办", "已办", "转办"]


async def test_a_card_opens_its_page_and_f12_comes_back_to_it(desk_app: DeskApp, evening: Store) -> None:
    async with opened(desk_app) as pilot:
        await pilot.press("f12", "enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, DeadlinePage)
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(desk_app.screen, ClearDeskPage)
        await pilot.press("f3", "f12")
        await settled(pilot)
        assert "第 2 件，共 4 件" in text(desk_app)  # left and taken up again


async def test_what_is_not_due_is_one_line_that_enter_lists(
    desk_app: DeskApp, evening: Store, clock: FixedClock
) -> None:
    for card in reviews.review(evening, CALENDAR).untouched:
        reviews.answer(evening, *card.item.key, "hand_on", CALENDAR, to="张三")
    clock.pass_time(minutes=1)
    reviews.clear(evening, CALENDAR)
    own = Own(clock.now().date() + timedelta(days=30))
    clock.pass_time(days=1)
    deadlines.add(evening, "own", "下月的", CALENDAR, own=own, owner="李某")
    reviews.answer(evening, "deadline", 2, "carry", CALENDAR, until=own.day, reason="away")
    clock.pass_time(days=1)
    async with opened(desk_app) as pilot:
        await pilot.press("f12", "right", "right", "right", "right")
        await settled(pilot)
        assert "未到期 2 件，回车列出" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        assert "下月的" in text(desk_app) and "张三" in text(desk_app)


async def test_a_rest_day_asks_for_nothing(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    clock.pass_time(days=4)
    async with opened(desk_app, size=(80, 24)) as pilot:
        await pilot.press("f12")
        await settled(pilot)
        assert "今天休息，不要求日清" in text(desk_app)


@pytest.mark.parametrize(("hour", "said"), [(0, False), (9, True)])
def test_what_a_day_brings_by_itself_was_entered_by_nobody(hour: int, said: bool) -> None:
    item = OpenItem("duty_gap", 20261124, "空档", datetime(2026, 11, 24, hour, tzinfo=ZONE))
    assert ("登记于" in str(card_parts(Card(item, "new", None, 0), 60))) == said
