"""The number book on screen: reserved, used, entered, void, explained, closed, and an earlier ledger brought in."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.i18n import set_language
from oatui.screens.ask import Ask
from oatui.screens.document import DocumentPage
from oatui.screens.ledger_import import LedgerPreviewPage
from oatui.screens.number_gaps import GapsPage
from oatui.screens.numbers import NumbersPage
from oatui.store import documents, ledger, number_book, number_lines, numbers
from oatui.store.database import Store
from oatui.widgets.below import Below
from oatui.widgets.form import Form
from oatui.widgets.paged_list import PagedList
from oatui.widgets.verdict_line import VerdictLine
from tests.command_line import DATA
from tests.conftest import FixedClock
from tests.on_screen import opened, press, settled, text

BUREAU = "嘉商务字"


def signed(store: Store, title: str = "关于某事的通知") -> int:
    paper = documents.draft(store, title, "通知", BUREAU, "业务股", "王某")
    for name in ("李某", "刘某", "张某", "孙某"):
        documents.sign(store, paper.id, name)
    return paper.id


def off_line(store: Store, sequence: int) -> None:
    number_book.enter_off_line(
        store, f"{BUREAU}〔2026〕{sequence}号", "关于线下某事的通知", "业务股", date(2026, 11, 20), "刘某"
    )


async def send(pilot: Pilot[int], **values: str) -> None:
    """Fill in the small form that is open, and send it."""
    assert isinstance(pilot.app.screen, Ask)
    for key, value in values.items():
        pilot.app.screen.query_one(Form).fill(key, value)
    await press(pilot, "f5")


def below(app: DeskApp, key: str) -> str:
    return app.screen.query_one(f"#below-{key}", Below).words


async def test_a_number_is_reserved_and_a_paper_takes_it(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, NumbersPage()) as pilot:
        assert "还没有编号" in text(desk_app)
        await press(pilot, "f4")
        await send(pilot, purpose="[/x]", by="", count="99", until="0101")
        # an expiry next year is understood, and refused under its field
        await send(pilot, count="2")
        assert "申请人" in below(desk_app, "by")
        await send(pilot, by="张某")
        assert "12月31日" in below(desk_app, "until")
        await send(pilot, until="")
        assert "已预留 嘉商务字〔2026〕1号、嘉商务字〔2026〕2号" in text(desk_app)
        assert "[/x]" in text(desk_app) and "已预留" in text(desk_app)
        await press(pilot, "enter")
        assert "没有等着编号的 嘉商务字 公文" in text(desk_app)
        paper = signed(store)
        await press(pilot, "enter", "enter")
        assert documents.get(store, paper).number == "嘉商务字〔2026〕2号"
        # the next number is not shown before it is given
        assert "3号" not in text(desk_app)
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, DocumentPage)


async def test_a_number_is_voided_and_stays_in_the_book(desk_app: DeskApp, store: Store) -> None:
    numbers.give_number(store, signed(store))
    off_line(store, 2)
    async with opened(desk_app, NumbersPage(), (120, 36)) as pilot:
        await press(pilot, "down", "f6")
        await send(pilot, reason=" ", by="李主任")
        assert "原因" in below(desk_app, "reason")
        await send(pilot, reason="内容变更")
        assert "嘉商务字〔2026〕1号 已作废" in text(desk_app)
        assert "作废 1" in text(desk_app)
        await press(pilot, "f6")
        assert "请选一个编了的或预留的号" in text(desk_app)
        await press(pilot, "up", "f6")
        await send(pilot, mistaken="yes", reason="打错", by="李主任")
        assert "已按登记有误处理" in text(desk_app)
    assert [one.state for one in number_lines.lines(store, 2026)] == ["void", "mistaken"]


async def test_what_was_numbered_outside_is_entered(desk_app: DeskApp, store: Store) -> None:
    numbers.give_number(store, signed(store))
    async with opened(desk_app, NumbersPage()) as pilot:
        await press(pilot, "f5", "enter")
        form = desk_app.screen.query_one(Form)
        form.fill("number", "1")  # the sequence alone is enough
        form.fill("kind", "8")
        await settled(pilot)
        assert "嘉商务字〔2026〕1号" in below(desk_app, "number")
        assert "这个号已有：关于某事的通知" in below(desk_app, "number")
        await send(pilot, title="关于线下某事的通知", section="1", dated="", by="刘某")
        assert "还没有填日期" in below(desk_app, "dated")
        assert below(desk_app, "section") == "业务股"  # a digit is one that drafted before
        await send(pilot, dated="1120")
        assert "一号不能两用" in below(desk_app, "number")
        form.fill("number", "3")
        await settled(pilot)
        assert "前面空出 2 号" in below(desk_app, "number")
        form.fill("number", "嘉商务字〔2026〕4号")
        await settled(pilot)
        assert "前面空出 2 至 3 号" in below(desk_app, "number")
        form.fill("dated", "1119")
        await settled(pilot)
        assert "倒号" in below(desk_app, "dated")  # before it is entered
        await press(pilot, "f5")
        # that it is entered, and the weightiest remark
        said = desk_app.screen.query_one(VerdictLine).what
        assert str(said).startswith("已登记 嘉商务字〔2026〕4号  注意  倒号")
        assert "缺 2 至 3 号" in text(desk_app) and "缺号待说明 2" in text(desk_app)
        entered = number_lines.lines(store, 2026)[-1]
        assert (entered.kind, entered.section) == ("通知", "业务股")
        # on a gap F5 enters that number, Enter explains it
        await press(pilot, "down", "f5")
        assert desk_app.screen.query_one(Form).text("number") == "嘉商务字〔2026〕2"
        await press(pilot, "escape", "enter")
        await send(pilot, last="2", reason="跳号", by="李主任")
        assert "已说明 1 个空号" in text(desk_app)
        assert "缺号待说明 1" in text(desk_app)


async def test_letters_and_joint_papers_stand_beside_the_numbers(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, NumbersPage()) as pilot:
        await press(pilot, "f5", "2")
        await send(pilot, title="关于某事的报告", kind="报告", section="业务股", dated="1120")
        assert "不能用便函" in below(desk_app, "kind")
        await send(pilot, title="关于某事的函", kind="函")
        await press(pilot, "f5", "3")
        await send(
            pilot,
            number="示财字〔2026〕9号",
            lead="县财政局",
            title="关于联合检查的通知",
            section="业务股",
            dated="1120",
        )
        # the page turned to the book they stand in
        assert "示财字〔2026〕9号" in text(desk_app) and "不编号" in text(desk_app)
        assert "牵头单位 县财政局" in text(desk_app)
        await press(pilot, "f6")
        await send(pilot, reason="没有发", by="李主任")
        assert "已作废" in text(desk_app)


async def test_a_year_is_settled_and_closed(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    off_line(store, 2)
    number_book.reserve(store, BUREAU, "党组会纪要", "张某")
    async with opened(desk_app, NumbersPage()) as pilot:
        await press(pilot, "f7")
        assert "已列 2 行，年底以后关簿" in text(desk_app)
        await press(pilot, "f8")
        assert "2027年1月1日起才能关簿" in text(desk_app) and "F7 存表" in text(desk_app)
        await press(pilot, "escape")
        clock.moment = datetime(2027, 1, 4, 9, 0, tzinfo=ZONE)
        desk_app.screen.refresh_page()  # type: ignore[attr-defined]
        assert "到期的预留 1" in text(desk_app)
        await press(pilot, "left", "enter")  # what is over is no longer taken by a paper
        assert "没有用；号不再用" in text(desk_app)
        await press(pilot, "escape", "right", "f7")
        assert isinstance(desk_app.screen, GapsPage) and desk_app.screen.year == 2026
        assert "缺号 1" in text(desk_app) and "预留已到期" in text(desk_app)
        await press(pilot, "f8")
        await send(pilot, by="李主任")
        assert "没有说明" in below(desk_app, "by")
        await press(pilot, "escape", "f6")
        await send(pilot, by="李主任")
        assert "预留未用" in text(desk_app)
        await press(pilot, "home", "enter")
        await send(pilot, reason="线下跳号", by="李主任")
        assert "可以关簿" in text(desk_app)
        await press(pilot, "f7")
        path = store.path.with_name("空号.xlsx")
        await send(pilot, path=str(path))
        assert path.exists() and "空号说明已存" in text(desk_app)
        await press(pilot, "f8")
        await send(pilot, by="李主任")
        assert "2026 年号簿已关，李主任 批准" in text(desk_app)
        await press(pilot, "f8")
        await send(pilot, by="李主任", reason="补登一件")
        assert "已重开" in text(desk_app)


async def test_an_earlier_ledger_is_looked_over_and_brought_in(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, NumbersPage()) as pilot:
        await press(pilot, "f8")
        desk_app.screen.query_one("#path").value = str(DATA / "ledger-2025.xlsx")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, LedgerPreviewPage)
        assert "可导入 13 行" in text(desk_app) and "缺 1 个，导入后说明" in text(desk_app)
        assert number_lines.count_lines(store, 2025) == 0
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, NumbersPage)
        assert "已导入 13 行" in text(desk_app)
        await press(pilot, "left")
        assert "作废 1" in text(desk_app) and "缺号待说明 1" in text(desk_app)
    assert number_lines.count_lines(store, 2025) == 13


async def test_a_ledger_with_faults_shows_them_first(desk_app: DeskApp, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "号簿.csv"
    path.write_text(
        "文号,标题,日期\n嘉商务字〔2026〕1号,甲通知,2026-01-02\n嘉商务字〔2026〕1号,[/x],2026-01-03\n",
        "utf-8",
    )
    async with opened(desk_app, NumbersPage()) as pilot:
        await press(pilot, "f8")
        desk_app.screen.query_one("#path").value = str(path)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "错 1 行" in text(desk_app) and "与第 2 行重号" in text(desk_app)
        assert desk_app.screen.query_one("#rows", PagedList).count == 1
        assert "[/x]" in text(desk_app) and "2026-01-03" in text(desk_app)  # the row as it stands there
        await press(pilot, "f5")
        assert "有 1 行有错" in text(desk_app)
        await press(pilot, "f7", "f4", "f5")
        assert "跳过有错的 1 行" in text(desk_app)
    assert [one.title for one in number_lines.lines(store, 2026)] == ["甲通知"]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_whole_of_it_fits_in_80_columns(desk_app: DeskApp, store: Store, language: str) -> None:
    row = {
        "series": BUREAU, "year": 2026, "sequence": 123, "title": "关于" + "某" * 60, "kind": "", "section": "业务股",
        "dated": "2026-01-02", "person": "", "signer": "", "reason": "", "state": "given", "more": {},
    }  # fmt: skip
    ledger.import_ledger(store, [row], "旧.xlsx")
    set_language(language)
    async with opened(desk_app, NumbersPage()) as pilot:
        shown = text(desk_app).splitlines()
        assert all(len(line.encode("gbk", "replace")) <= 80 for line in shown)
        assert "F8" in shown[-1] and any("122" in line and "123" not in line for line in shown)
        await press(pilot, "f7")
        assert "F8" in text(desk_app).splitlines()[-1]
