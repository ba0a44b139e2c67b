"""Incoming papers on screen: registered, directed, handed on, ended, and made a meeting without typing twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.desk import calendar_of
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.incoming import IncomingPage, limit_words
from oatui.screens.incoming_acts import find_document
from oatui.screens.incoming_form import IncomingFormPage
from oatui.screens.incoming_item import IncomingItemPage
from oatui.screens.incoming_items import IncomingItemsPage
from oatui.screens.incoming_meeting import MeetingOfPaperPage
from oatui.store import (
    documents,
    incoming,
    incoming_belongs,
    incoming_matters,
    incoming_passing,
    meetings,
    numbers,
)
from oatui.store.database import Store
from oatui.widgets.below import Below
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, settled, text


async def send(pilot: Pilot[int], *keys: str, **values: str) -> None:
    """Press keys until a form is there, fill it in and send it."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
    assert isinstance(pilot.app.screen, (Ask, IncomingFormPage))
    await fill(pilot, **values)
    await pilot.press("f5")
    await settled(pilot)


def below(app: DeskApp, key: str) -> str:
    return app.screen.query_one(f"#below-{key}", Below).words


async def test_from_the_register_to_the_end(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    async with opened(desk_app, IncomingPage()) as pilot:
        assert "还没有收文。按 F4" in text(desk_app)
        for key in ("f5", "f6", "f7", "f8"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(desk_app.screen, IncomingPage)
        await pilot.press("f4")
        await settled(pilot)
        await fill(pilot, sender="县政府办公室", number="嘉政办发[2026]012号")
        await pilot.press("escape")
        assert "还没有保存" in text(desk_app)
        assert below(desk_app, "number") == "查重按 嘉政办发〔2026〕12号"
        await fill(pilot, title="关于报送数据的通知", urgency="urgent", secrecy="classified")
        await pilot.press("f5")
        await settled(pilot)
        assert "见涉密台账" in below(desk_app, "secrecy") and incoming.count(store) == 0
        await fill(pilot, secrecy="", due="1127")
        await pilot.press("f5")
        await settled(pilot)
        shown = text(desk_app)
        assert (
            "加急 关于报送数据" in shown
            and "11-27 3天" in shown
            and "已登记，收文号" in shown
            and "照录" in shown
        )
        await send(pilot, "f5", instruction="抓紧", unit="业务股", handler="李某")
        assert "谁批的" in below(desk_app, "leader")
        await fill(pilot, leader="王局长")
        await pilot.press("f5")
        await settled(pilot)
        assert "未签 业务股" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, IncomingItemPage)
        await send(pilot, "f8", "1")
        assert "业务股 李某 签收" in text(desk_app)
        await send(pilot, "f6", to="赵某 钱某", at="0815")
        assert "早于前一步" in below(desk_app, "at")
        clock.at(9, 0)
        await fill(pilot, at="0840")
        await pilot.press("f5")
        await settled(pilot)
        assert "补登" in text(desk_app) and "还没有签收：赵某、钱某" in text(desk_app)
        await send(pilot, "f8", "2", words="在看")
        assert "已催办 赵某、钱某" in text(desk_app)
        assert desk_app.clipboard.startswith(
            "赵某、钱某：县政府办公室《关于报送数据的通知》办理时限是2026年11月27日"
        )
        await send(pilot, "f7", result="已报送", reply="嘉商务函〔2026〕9号")
        assert "没有这份公文" in below(desk_app, "reply")
        await fill(pilot, reply="县里文号3")
        await pilot.press("f5")
        await settled(pilot)
        shown = text(desk_app)
        assert "已办结" in shown and "复文号  县里文号3" in shown
        await pilot.press("f5")
        await settled(pilot)
        assert "已办结；要接着办" in text(desk_app)
        await send(pilot, "f8", "1", volume="12-3")
        assert "归卷：12-3" in text(desk_app)


async def test_a_paper_becomes_a_meeting_without_typing_its_name(desk_app: DeskApp, store: Store) -> None:
    incoming.register_paper(store, "县委办公室", "关于召开全县商务工作会议的通知")
    async with opened(desk_app, IncomingPage()) as pilot:
        await pilot.press("f8", "3")
        await settled(pilot)
        page = desk_app.screen
        assert isinstance(page, MeetingOfPaperPage)
        assert page.form.text("title") == "全县商务工作会议"
        assert (page.form.text("role"), page.form.text("level")) == ("attend", "county")
        await fill(pilot, day="1127", start="9")
        await pilot.press("f5")
        await settled(pilot)
        assert "已转为会议“全县商务工作会议”" in text(desk_app)
    (made,) = meetings.listed(store)
    assert incoming.get(store, 1).meeting == made.id


async def test_a_supervision_item_step_by_step(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    incoming.register_paper(store, "县委督查室", "督查事项通知单")
    async with opened(desk_app, IncomingItemPage(1), (120, 36)) as pilot:
        await send(pilot, "f8", "5", channel="collect", first="0810")
        assert "第 5 个工作日是 2026年12月1日" in text(desk_app)
        assert "要立即派专人" in text(desk_app) and "按 F8 再按 5" in text(desk_app)
        await send(pilot, "f8", "5")
        assert "派谁" in below(desk_app, "by")
        await fill(pilot, by="赵某", at="0812")
        await pilot.press("f5")
        await settled(pilot)
        assert "还没有签字领取" in text(desk_app)
        clock.moment += timedelta(days=8)
        await send(pilot, "f7", result="已报送")
        assert "写明超期原因" in below(desk_app, "late")
        await fill(pilot, late="等统计数据")
        await pilot.press("f5")
        await settled(pilot)
        assert "超期原因：等统计数据" in text(desk_app)


async def test_the_list_of_an_inspection(desk_app: DeskApp, store: Store) -> None:
    incoming.register_paper(store, "联合督查组", "关于提供资料的函")
    async with opened(desk_app, IncomingItemsPage(1)) as pilot:
        assert "清单是空的" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        desk_app.screen.query_one("#lines").insert("方案\n[/x]名单")  # type: ignore[attr-defined]
        await pilot.press("f5")
        await settled(pilot)
        await send(pilot, "enter", by="李某")
        shown = text(desk_app)
        assert "“方案”已登记提供" in shown and "[/x]名单" in shown and "未提供" in shown
    assert [bool(item.supplied_at) for item in incoming_matters.items(store, 1)] == [True, False]


async def test_corrected_and_found(desk_app: DeskApp, store: Store) -> None:
    incoming.register_paper(store, "县财政局", "关于决算的通知")
    incoming.register_paper(store, "县财政局", "关于预算的通知")
    asked = documents.draft(store, "关于商请预算的函", "函", "嘉商务函", "业务股", "刘某某")
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, asked.id, by)
    numbers.give_number(store, asked.id)
    async with opened(desk_app, IncomingPage()) as pilot:
        await pilot.press("预", "算")
        await settled(pilot)
        assert "关于决算" not in text(desk_app)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, IncomingItemPage)
        await pilot.press("f4")
        await settled(pilot)
        await fill(pilot, title="关于决算的通知")
        assert "同一机关、同一文号已登记：〔2026〕1号" in below(desk_app, "title")
        await fill(pilot, title="关于2027年预算的通知", copies="x")
        await pilot.press("f5")
        await settled(pilot)
        assert "份数要填 1" in below(desk_app, "copies")
        await fill(pilot, copies="2", answers="嘉商务函[2026]2号")
        assert "没有这份公文" not in below(desk_app, "answers")  # said once it is sent
        await pilot.press("f5")
        await settled(pilot)
        assert "没有这份公文" in below(desk_app, "answers")
        # a draft was never sent: nothing is recorded before that is right
        draft = documents.draft(store, "关于商请的函", "函", "嘉商务函", "业务股", "刘某某")
        await fill(pilot, answers=str(draft.id))
        await pilot.press("f5")
        await settled(pilot)
        assert "没有发出" in below(desk_app, "answers")
        assert incoming.get(store, 2).title == "关于预算的通知"
        await fill(pilot, answers="嘉商务函[2026]1号")
        assert below(desk_app, "answers") == "关于商请预算的函"
        await pilot.press("f5")
        await settled(pilot)
        assert "答复的是我局《关于商请预算的函》" in text(desk_app)
        assert "答复我局的  嘉商务函〔2026〕1号" in text(desk_app) and "关于2027年预算" in text(desk_app)
        assert [one.id for one in incoming_belongs.answers(store, asked.id)] == [2]
        await pilot.press("f3")
        await settled(pilot)
        # Esc first clears what was searched
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(desk_app.screen, IncomingPage)
        assert isinstance(desk_app.focused, (Input, type(desk_app.screen.listing)))


async def test_sent_back_void_and_the_sheet(desk_app: DeskApp, store: Store, tmp_path: Path) -> None:
    incoming.register_paper(store, "示例镇", "[/x]请示")
    incoming.register_paper(store, "示例镇", "重复的")
    path = tmp_path / "单.docx"
    async with opened(desk_app, IncomingPage()) as pilot:
        await send(pilot, "f8", "0", reason="重复登记")
        assert "登记已作废" in text(desk_app)
        await pilot.press("end", "f8")
        await settled(pilot)
        assert not isinstance(desk_app.screen, DigitChoice)  # nothing is left to do with a void line
        await pilot.press("home")
        await send(pilot, "f8", "7", why="other")
        assert "请写明原因" in below(desk_app, "reason")
        await fill(pilot, why="rules", reason="多头主送")
        await pilot.press("f5")
        await settled(pilot)
        assert "已登记退回 示例镇" in text(desk_app)
        await pilot.press("end")
        await send(pilot, "f8", "8", path=str(path))
        assert "收文处理单已存" in text(desk_app)
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_odd_names_are_text(desk_app: DeskApp, store: Store, size: tuple[int, int]) -> None:
    incoming.register_paper(store, "[/x]" * 10, "𠮷" * 40, number="[red]1[/]", urgency="extra")
    incoming_passing.direct(store, 1, instruction="[b]同意", instructed_by="[/]", unit="[/x]科")
    incoming_matters.become(store, 1, "supervision", calendar_of(store), channel="collect")
    async with opened(desk_app, IncomingPage(), size) as pilot:
        assert "[/x]" in text(desk_app) and "𠮷" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        shown = text(desk_app)
        assert "[red]1[/]" in shown and "[/]：[b]同意" in shown and "特急" in shown
        assert "办理情况报告还缺" in shown and "经过" in shown  # a long paper hides nothing that is owed


# ------------------------------------------------------------------ without a screen


def test_how_it_stands_with_the_time(store: Store, clock: FixedClock) -> None:
    def made(urgency: str = "", due: date | None = None) -> tuple[str, str]:
        one = incoming.register_paper(
            store, "县", f"件{store.next_id('incoming')}", urgency=urgency, due=(due, None) if due else None
        ).paper
        return limit_words(one, clock.now())

    assert made() == ("", "")
    assert made("urgent") == ("今天办", "warn")
    assert made(due=date(2026, 11, 24)) == ("今天 17:30", "warn")
    assert made(due=date(2026, 11, 25)) == ("11-25 1天", "warn")
    assert made("", date(2026, 11, 27)) == ("11-27 3天", "")
    clock.moment = clock.moment.replace(hour=17, minute=30) + timedelta(seconds=59)
    assert limit_words(incoming.get(store, 3), clock.now()) == ("超期 1 分", "bad")
    clock.pass_time(hours=15)
    assert limit_words(incoming.get(store, 3), clock.now()) == ("超期 15 小时", "bad")
    assert limit_words(incoming.get(store, 2), clock.now()) == ("过了 1 夜", "warn")


def test_which_document_is_meant(store: Store) -> None:
    paper = documents.draft(store, "关于某事的函", "函", "嘉商务函", "业务股", "李某")
    assert find_document(store, "") == (None, "")
    assert find_document(store, str(paper.id)) == (paper.id, "")
    assert find_document(store, "济商务字〔2026〕6号") == (None, "济商务字〔2026〕6号")
    for wrong in ("99", "嘉商务函〔2026〕9号"):
        with pytest.raises(Refused):
            find_document(store, wrong)
