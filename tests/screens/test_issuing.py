"""The page after the number: printed, sealed, filed, sent, closed, with its papers; refusals stand under their field."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import docx
import pytest

from oatui.i18n import set_language
from oatui.rules.paper_text import PARA, Paragraph
from oatui.screens.ask import Ask
from oatui.screens.issuing import IssuingPage
from oatui.store import issuing, paper_bodies, seal_register
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.widgets.below import Below
from oatui.widgets.form import Form
from tests.conftest import Desk, FixedClock
from tests.store.test_issuing import numbered, sealed

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


async def at_page(desk: Desk, paper: Document) -> None:
    desk.app.push_screen(IssuingPage(paper.id))
    await desk.settle()


def fill(desk: Desk, **texts: str) -> None:
    form = desk.app.screen.query_one(Form)
    for key, text in texts.items():
        form.fill(key, text)


def below(desk: Desk, field: str) -> str:
    return desk.app.screen.query_one(f"#below-{field}", Below).words


async def test_from_the_number_to_the_end(open_desk: OpenDesk, store: Store, own_home: Path) -> None:
    paper = numbered(store)
    paper_bodies.set_body(store, paper.id, [Paragraph(PARA, "现将有关事项通知如下。")], "稿.docx", "1")
    # a text read after 签发 goes back to the signer
    from oatui.store import documents

    documents.sign(store, paper.id, "孙某")
    async with open_desk(size=(120, 36)) as desk:
        await at_page(desk, paper)
        assert "待印制" in desk.text
        await desk.press("f5")
        assert not isinstance(desk.app.screen, Ask) and "先按 F4 印制" in desk.text
        await desk.press("f4")
        fill(desk, copies="0", cc="县财政局、县税务局", path=str(own_home / "红头"))
        await desk.press("f5")
        assert "印制份数填 1 以上的整数" in below(desk, "copies")
        fill(desk, copies="20", print_date="1123")
        await desk.press("f5")
        assert "早于成文日期" in below(desk, "print_date")
        fill(desk, print_date="")
        await desk.press("f5")
        assert "20 份，2026年11月24日印发，抄送 县财政局、县税务局" in desk.text
        await desk.press("f5")
        fill(desk, by="王某")
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask) and "不是办公室负责人" in below(desk, "by")
        fill(desk, by="刘某")
        await desk.press("f5")
        assert "局章，登记簿第 1 号，20 份" in desk.text and "接着：F6 归档、F7 分送" in desk.text
        await desk.press("f6")
        await desk.press("2")  # all three at once
        await desk.press("f5")
        await desk.press("f7")
        assert desk.app.screen.query_one(Form).text("to") == "各科室、县财政局、县税务局"
        fill(desk, to="各科室、[/x]")
        await desk.press("f5")
        assert "[/x]  OA  未签收" in desk.text and "待办结" in desk.text
        await desk.press("end", "enter")
        assert "已办结" in desk.text
        # a wrong closing and a wrong tick are taken back on their own lines
        for keys, words in ((("end", "f8", "6"), "待办结"), (("home", *["down"] * 2, "f8", "6"), "待归档")):
            await desk.press(*keys)
            fill(desk, reason="点错")
            await desk.press("f5")
            assert words in desk.text
    whole = docx.Document(str(own_home / "红头.docx"))
    assert any("现将有关事项通知如下" in line.text for line in whole.paragraphs)


async def test_who_signed_for_it_and_what_was_a_mistake(open_desk: OpenDesk, store: Store) -> None:
    paper = sealed(store)
    async with open_desk() as desk:
        await at_page(desk, paper)
        await desk.press("f7")
        fill(desk, to="示例一镇", by="王某")
        await desk.press("f5")
        await desk.press("end", "up", "enter")
        fill(desk, by="赵某")
        await desk.press("f5")
        assert "赵某 签收" in desk.text
        await desk.press("f8", "6")
        fill(desk, reason="看错人")  # first the receipt, then the delivery
        await desk.press("f5")
        assert "赵某 签收" not in desk.text and "待归档" in desk.text
        await desk.press("f8", "6")
        fill(desk, reason="送错了")
        await desk.press("f5")
        assert "赵某 签收" not in desk.text and "待分送" in desk.text
        await desk.press("home", "down", "f8", "6")
        fill(desk, reason="盖错")
        await desk.press("f5")
        assert "待盖印" in desk.text
    [line] = seal_register.book(store, 2026)
    assert line.void_reason == "盖错"


async def test_a_late_report_asks_for_its_explanation(
    open_desk: OpenDesk, store: Store, clock: FixedClock, own_home: Path
) -> None:
    paper = sealed(store, kind="请示", to="县政府")
    clock.pass_time(days=3)
    async with open_desk(size=(120, 36)) as desk:
        await at_page(desk, paper)
        assert "最迟 2026年11月26日 周四" in desk.text
        await desk.press("f7")
        await desk.press("f5")
        said = below(desk, "explanation")
        assert "间隔 3 个工作日（11-25、11-26、11-27）" in said and "要出具书面说明  8-12" in said
        fill(desk, explanation="等待县财政局意见", word="yes", scan="yes")
        await desk.press("f5")
        assert "书面说明（8-12）：等待县财政局意见" in desk.text
        await desk.press("f8", "4")
        fill(desk, path=str(own_home / "说明.docx"))
        await desk.press("f5")
    text = "".join(line.text for line in docx.Document(str(own_home / "说明.docx")).paragraphs)
    assert "间隔3个工作日（11月25日、11月26日、11月27日）" in text and "等待县财政局意见" in text


async def test_nothing_is_done_before_the_number(open_desk: OpenDesk, store: Store) -> None:
    from oatui.store import documents

    draft = documents.draft(store, "关于[/x]值班的通知", "通知", "嘉商务字", "办公室", "王某")
    async with open_desk(size=(120, 36)) as desk:
        await at_page(desk, draft)
        for key in ("f4", "f5", "f6", "f7"):
            await desk.press(key)
            assert isinstance(desk.app.screen, IssuingPage)
            assert "签发、编号以后才能印制" in desk.text
        assert "关于[/x]值班的通知" in desk.text


@pytest.mark.parametrize("name", ["没有这个文件夹/红头", ""])
async def test_nothing_is_recorded_for_a_file_that_cannot_be_written(
    open_desk: OpenDesk, store: Store, own_home: Path, name: str
) -> None:
    paper = numbered(store)
    taken = own_home / "红头.docx"
    taken.write_text("我的", encoding="utf-8")
    async with open_desk() as desk:
        await at_page(desk, paper)
        await desk.press("f4")
        fill(desk, copies="5", path=str(own_home / name) if name else str(taken))
        await desk.press("f5")
        assert desk.app.screen.query_one("#below-path").has_class("wrong")
    assert issuing.get(store, paper.id).stage == "numbered"
    assert taken.read_text(encoding="utf-8") == "我的"


async def test_english(open_desk: OpenDesk, store: Store) -> None:
    paper = sealed(store)
    set_language("en")
    async with open_desk() as desk:
        await at_page(desk, paper)
        await desk.press("f6", "escape", "f7", "escape", "f8", "escape", "f1")
        assert "Help" in desk.text
