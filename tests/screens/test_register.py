"""The registers on screen: three books, a year each, found as one types, saved as Excel."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import openpyxl

from oatui.i18n import set_language
from oatui.screens.document import DocumentPage
from oatui.screens.incoming_item import IncomingItemPage
from oatui.screens.register import RegisterPage
from oatui.store import incoming, number_book, number_lines, numbers, seal_register, settings
from oatui.store.database import Store
from oatui.widgets.form import Form
from oatui.widgets.key_line import shown_bindings
from oatui.widgets.paged_list import PagedList
from tests.conftest import Desk, FixedClock
from tests.screens.test_documents import BUREAU, paper
from tests.store.test_issuing import sealed

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


async def at_register(desk: Desk) -> None:
    desk.app.push_screen(RegisterPage())
    await desk.settle()


def keys(desk: Desk) -> set[str]:
    return {str(binding.id) for binding, _on in shown_bindings(desk.app.screen)}


async def test_an_empty_register_says_what_to_do(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await at_register(desk)
        assert "2026 年还没有编号" in desk.text
        await desk.press("f5")
        assert "还没有登记" in desk.text
        await desk.press("f4")
        assert "2026 年还没有收文" in desk.text
        await desk.press("f4")
        assert "2026 年还没有用印" in desk.text


async def test_the_register_by_series_and_year(open_desk: OpenDesk, store: Store, clock: FixedClock) -> None:
    numbers.give_number(store, paper(store, 4).id)
    clock.moment = clock.moment.replace(year=2027, month=1)
    for series in (BUREAU, "嘉商务函", "嘉商务函"):
        numbers.give_number(store, paper(store, 4, series=series).id)
    async with open_desk() as desk:
        await at_register(desk)
        assert "2027 年   嘉商务组字 0 件   嘉商务字 1 件   嘉商务函 2 件" in desk.text
        assert "嘉商务函〔2027〕2号" in desk.text and "〔2026〕" not in desk.text
        await desk.press("f6", "f6")
        assert "嘉商务字〔2027〕1号" in desk.text and "嘉商务函〔2027〕" not in desk.text
        await desk.press("f5")
        assert "嘉商务字〔2026〕1号" in desk.text and "〔2027〕" not in desk.text
        assert "2026年11月21日 签发，2026年11月24日 08:20:00 刘某某 编号" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, DocumentPage)
        await desk.press("f3")
        assert isinstance(desk.app.screen, RegisterPage)


async def test_void_reserved_and_missing_numbers_have_a_line(open_desk: OpenDesk, store: Store) -> None:
    numbers.give_number(store, paper(store, 4, title="关于[/x]的通知").id)
    number_book.reserve(store, BUREAU, "中秋值班", "李某")
    number_book.enter_off_line(
        store, f"{BUREAU}〔2026〕5号", "关于防汛的通知", "办公室", date(2026, 11, 24), "王某"
    )
    number_book.void(store, number_lines.written(store, f"{BUREAU}〔2026〕1号").id, "活动取消", "孙某")
    async with open_desk(size=(120, 36)) as desk:
        await at_register(desk)
        rows = {line.split()[0]: line for line in desk.text.splitlines() if "〔2026〕" in line}
        assert "作废" in rows[f"{BUREAU}〔2026〕1号"] and "关于[/x]的通知" in rows[f"{BUREAU}〔2026〕1号"]
        assert "预留" in rows[f"{BUREAU}〔2026〕2号"] and "中秋值班" in rows[f"{BUREAU}〔2026〕2号"]
        assert "缺号待说明" in rows[f"{BUREAU}〔2026〕3至4号"]
        assert "线下占用" in rows[f"{BUREAU}〔2026〕5号"]
        await desk.press("end")
        assert "活动取消  孙某" in desk.text


async def test_what_is_typed_finds_in_every_book(open_desk: OpenDesk, store: Store) -> None:
    made = sealed(store)
    numbers.give_number(store, paper(store, 4, title="关于消费券的通知").id)
    one = incoming.register_paper(store, "县委办公室", "关于召开会议的通知").paper
    incoming.register_paper(store, "县财政局", "关于决算的通知")
    async with open_desk() as desk:
        await at_register(desk)
        assert desk.app.screen.query_one(PagedList).count == 2
        await desk.press("外", "贸", "资")
        assert desk.app.screen.query_one(PagedList).count == 1
        await desk.press("enter")
        assert isinstance(desk.app.screen, DocumentPage) and desk.app.screen.document == made.id
        await desk.press("f3", "escape", "f4", "召", "开", "enter")
        page = desk.app.screen
        assert isinstance(page, IncomingItemPage) and page.paper_id == one.id
        await desk.press("f3", "escape", "f4", "外", "贸")
        assert "局章" in desk.text and desk.app.screen.query_one(PagedList).count == 1


async def test_another_use_of_a_seal_is_entered_and_struck_out(open_desk: OpenDesk, store: Store) -> None:
    settings.set_value(store, "role.office_check", "刘某")
    async with open_desk() as desk:
        await at_register(desk)
        assert "next_series" in keys(desk) and "use_seal" not in keys(desk)
        await desk.press("f4", "f4")
        assert "use_seal" in keys(desk) and "next_series" not in keys(desk)
        await desk.press("f6")
        form = desk.app.screen.query_one(Form)
        for key, text in {
            "title": "介绍信[/x]",
            "section": "办公室",
            "approver": "孙某",
            "by": "王某",
        }.items():
            form.fill(key, text)
        await desk.press("f5")
        assert "不是办公室负责人" in str(desk.app.screen.query_one("#below-by").render())
        form.fill("by", "刘某")
        form.fill("seal", "办公室章")
        await desk.press("f5")
        assert "介绍信[/x]" in desk.text and "用印登记簿 2026 年第 1 号" in desk.text
        await desk.press("enter")
        desk.app.screen.query_one(Form).fill("reason", "写错名字")
        await desk.press("f5")
        assert "第 1 号已作废" in desk.text
    [line] = seal_register.book(store, 2026)
    assert (line.seal, line.void_reason) == ("办公室章", "写错名字")


async def test_the_book_is_saved_as_excel(open_desk: OpenDesk, store: Store, own_home: Path) -> None:
    numbers.give_number(store, paper(store, 4).id)
    async with open_desk() as desk:
        await at_register(desk)
        await desk.press("f8")
        desk.app.screen.query_one(Form).fill("path", str(own_home / "发文"))
        await desk.press("f5")
        assert "行，已存" in desk.text
        await desk.press("f8")
        desk.app.screen.query_one(Form).fill("path", str(own_home / "发文"))
        await desk.press("f5")
        assert "不覆盖" in str(desk.app.screen.query_one("#below-path").render())
    assert openpyxl.load_workbook(own_home / "发文.xlsx").sheetnames == ["发文登记簿", "空号说明"]


async def test_a_series_no_longer_used_stays_in_the_book(open_desk: OpenDesk, store: Store) -> None:
    numbers.give_number(store, paper(store, 4).id)
    settings.set_value(store, "series", "示商组字 示商字 示商函")
    async with open_desk() as desk:
        await at_register(desk)
        assert "嘉商务字 1 件" in desk.text and "示商字 0 件" in desk.text
        await desk.press("enter")
        assert "嘉商务字〔2026〕1号" in desk.text


async def test_english(open_desk: OpenDesk, store: Store) -> None:
    sealed(store)
    set_language("en")
    async with open_desk() as desk:
        await at_register(desk)
        await desk.press("f4", "f4", "f6", "escape", "f8", "escape", "f1")
        assert "Help" in desk.text
