"""填报 under Pilot: what a kind needs appears, rules stand under their fields, the text comes from Word."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest

from oatui.rules.particulars import Particulars
from oatui.rules.verdict import Level, Verdict
from oatui.screens.ask import Ask
from oatui.screens.document import DocumentPage
from oatui.screens.particular_remarks import mends
from oatui.screens.particulars import ParticularsPage
from oatui.store import arrivals, documents, leave, meetings, paper_bodies, paper_particulars, people
from oatui.store.database import Store
from oatui.widgets.form import Form
from oatui.widgets.paper import Paper
from tests.conftest import Desk
from tests.files.test_body_in import NOTICE, word
from tests.rules.test_paper import GOOD
from tests.store.acts import a_meeting

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture(autouse=True)
def at_home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files at hand are the test's own."""
    monkeypatch.setenv("HOME", str(own_home))
    return own_home


def draft(store: Store, kind: str = "请示", says: Particulars | None = None, signed: int = 0) -> int:
    paper = documents.draft(store, f"关于某事的{kind}", kind, "嘉商务字", "外贸科", "王某", says=says)
    for person in ("李某", "刘某", "张某", "孙某")[:signed]:
        documents.sign(store, paper.id, person)
    return paper.id


async def at_particulars(desk: Desk, document: int) -> Form:
    desk.app.push_screen(DocumentPage(document))
    await desk.settle()
    await desk.press("f5")
    assert isinstance(desk.app.screen, ParticularsPage)
    return desk.app.screen.query_one(Form)


def below(desk: Desk, key: str) -> str:
    return str(desk.app.screen.query_one(f"#below-{key}").render())


async def test_only_what_the_kind_needs_is_asked(open_desk: OpenDesk, store: Store) -> None:
    document = draft(store)
    async with open_desk() as desk:
        form = await at_particulars(desk, document)
        assert "matters" in form.fields and "money_maker" not in form.fields
        assert not desk.app.screen.query_one(Paper).display  # 80 columns hold the form alone
        form.fill("matters", "2")
        await desk.pilot.pause()
        assert "请示了 2 件事" in below(desk, "matters") and "6-2" in below(desk, "matters")
        assert desk.app.screen.query_one("#below-matters").has_class("wrong")
        form.fill("money", "yes")
        await desk.settle()
        assert list(form.fields).index("money_maker") == list(form.fields).index("money") + 1
        assert "8-5" in below(desk, "money_maker")
        assert form.text("matters") == "2"  # what was typed stays
        form.fill("contact", "刘某")
        await desk.settle()
        assert "8-4" in below(desk, "contact")
        form.fill("phone", "0537-6000000")
        await desk.settle()
        assert below(desk, "contact") == ""  # its cause stood in another field
        form.begin("answer_by")
        form.fill("answer_by", "1201")
        await desk.press("enter")
        assert desk.app.focused is form.control("called")  # asked for only now, and next
        form.fill("to", "市商务局")
        form.begin("phone")
        await desk.press("shift+tab")
        assert "approval" not in form.fields  # article 8 speaks of the county
        form.fill("money", "")
        await desk.settle()
        assert "money_maker" not in form.fields


async def test_what_is_filled_in_is_saved(open_desk: OpenDesk, store: Store) -> None:
    document = draft(store)
    async with open_desk(size=(120, 36)) as desk:
        form = await at_particulars(desk, document)
        form.begin("to")
        form.fill("to", "县政府")
        form.fill("matters", "一")
        await desk.settle()
        beside = desk.app.screen.query_one(Paper)  # the page as it would print, before anything is saved
        assert beside.display and beside.page is not None and beside.page.to == "县政府"
        await desk.press("f5")
        assert "1 到 999" in below(desk, "matters") and desk.app.focused is form.control("matters")
        form.fill("matters", "1")
        form.fill("contact", "王[/x]")
        form.fill("phone", "0537-6XXXXXX")
        form.fill("need", "落实资金")
        form.fill("approval", "meeting")
        await desk.settle()
        form.fill("approved_on", "昨天")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert "王[/x]" in desk.text and "县政府：" in desk.text and "签发人：" in desk.text
        assert "一文一事" not in desk.text and "8-1" not in desk.text
    says = paper_particulars.get(store, document)
    assert (says.to, says.matters, says.approval, str(says.approved_on)) == (
        ("县政府",),
        1,
        "meeting",
        "2026-11-23",
    )


async def test_the_text_comes_from_word(open_desk: OpenDesk, store: Store, at_home: Path) -> None:
    document = draft(store, "通知")
    word(at_home / "嘉商务字〔2026〕1号 通知.docx", NOTICE)  # made here: not offered as a draft
    word(at_home / "Documents.docx", NOTICE)
    async with open_desk() as desk:
        form = await at_particulars(desk, document)
        assert "1 Documents.docx" in below(desk, "text")
        assert desk.app.focused is form.control("text")  # a key typed at once replaces no title
        form.fill("text", str(at_home / "没有.docx"))
        await desk.press("f5")
        assert isinstance(desk.app.screen, ParticularsPage) and "找不到" in below(desk, "text")
        await desk.press("tab")  # what was said stays while the next field is filled
        assert "找不到" in below(desk, "text")
        form.fill("text", "")
        await desk.settle()
        place = desk.app.screen.query_one("#below-text").content_region
        await desk.pilot.click(offset=(place.x + 3, place.y))  # the name is taken by a click
        await desk.settle()
        assert "正文 " in below(desk, "text") and "保存后生效" in below(desk, "text")
        # nothing is typed twice
        assert (form.text("to"), form.text("annexes")) == ("各科室、下属事业单位", "工作规则、分工表")
        assert form.text("disclosure") == "public"
        assert "与登记的不一致" in below(desk, "title")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert "现将《规则》印发给你们" in desk.text and "附件：1．工作规则" in desk.text
        # saved at once, the file fills what is empty all the same
        other = draft(store, "通知")
        word(at_home / "送审 关于某事的通知.docx", NOTICE)
        os.utime(at_home / "送审 关于某事的通知.docx", (0, 0))  # its name says more than its age
        form = await at_particulars(desk, other)
        assert "1 送审 关于某事的通知.docx" in below(desk, "text")
        form.fill("text", "1")
        await desk.press("f5")
        await desk.settle()
    says = paper_particulars.get(store, other)
    assert (says.to, says.annexes) == (("各科室", "下属事业单位"), ("工作规则", "分工表"))
    body = paper_bodies.get(store, document)
    assert body and body.file == "Documents.docx"


@pytest.mark.parametrize("correction", [False, True])
async def test_after_the_signature_a_change_is_asked_about(
    open_desk: OpenDesk, store: Store, correction: bool
) -> None:
    document = draft(store, says=GOOD, signed=4)
    async with open_desk() as desk:
        form = await at_particulars(desk, document)
        form.fill("title", "关于另一事的请示")
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask)
        if correction:
            asked = desk.app.screen.query_one(Form)
            asked.fill("change", "correction")
            await desk.press("f5")
            assert "为什么改" in below(desk, "reason")
            asked.fill("reason", "错字")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert ("刘某某 作文字订正：错字" if correction else "应报 孙某 复审") in desk.text
    assert documents.get(store, document).waiting_for == ("number" if correction else "chief_sign")


async def test_the_text_that_was_signed_is_read_late_and_takes_no_signature(
    open_desk: OpenDesk, store: Store, tmp_path: Path
) -> None:
    document = draft(store, says=GOOD, signed=4)
    async with open_desk() as desk:
        form = await at_particulars(desk, document)
        form.fill("text", str(word(tmp_path / "稿.docx", NOTICE)))
        await desk.press("f5")
        assert "1 没有改，补读签发的正文" in desk.text
        await desk.press("f5")
        assert "应报 孙某 复审" not in desk.text and "文字订正" not in desk.text
        assert "补读签" in desk.text
        assert documents.get(store, document).waiting_for == "number"
        # another text after it is a change
        await desk.press("f5")
        desk.app.screen.query_one(Form).fill("text", str(word(tmp_path / "改.docx", [*NOTICE, "另有一句。"])))
        await desk.press("f5")
        assert "补读" not in desk.text and "1 实质性修改，报签发人复审" in desk.text


async def test_what_was_typed_is_not_lost_by_one_key(open_desk: OpenDesk, store: Store) -> None:
    document = draft(store)
    async with open_desk() as desk:
        form = await at_particulars(desk, document)
        form.fill("need", "x")
        await desk.press("escape")
        assert "还没有保存" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, DocumentPage)
        await desk.press("f5", "escape")
        assert isinstance(desk.app.screen, DocumentPage)


async def test_minutes_take_the_names_of_a_meeting(open_desk: OpenDesk, store: Store) -> None:
    meeting = a_meeting(store)
    meetings.change(store, meeting.id, start=store.clock.now(), title="办公会")
    first, second, *_rest = people.listed(store, meeting.id)
    arrivals.sign_in(store, meeting.id, first.code)
    asked = leave.request(store, second.id, "sick").leave
    leave.approve(store, asked.id, "李主任")
    document = draft(store, "纪要")
    async with open_desk(size=(120, 36)) as desk:
        form = await at_particulars(desk, document)
        assert "出席人员" in below(desk, "present") and "1 办公会 11-24" in below(desk, "present")
        place = desk.app.screen.query_one("#below-present").content_region
        await desk.pilot.click(offset=(place.x + 2, place.bottom - 1))
        await desk.settle()
        assert (form.text("present"), form.text("excused")) == (first.name, second.name)
        form.fill("excused", f"{second.name}（病假）")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert f"出席：{first.name}" in desk.text and f"请假：{second.name}（病假）" in desk.text
    assert paper_particulars.get(store, document).present == (first.name,)


def test_what_a_click_mends() -> None:
    def picks(key: str, typed: str = "", **values: object) -> list[str]:
        said = Verdict("6-5", Level.REFUSED, f"paper.{key}", values)
        return [value for value, _words in mends([said], typed, date(2026, 12, 1))]

    assert picks("title_differs", title="关于[/x]的通知") == ["关于[/x]的通知"]
    assert picks("matters_blank") == ["1"]
    units = ["县财政局", "County Bureau"]
    assert picks("joint_unsigned", "县税务局 同意", units=units) == [
        "县税务局 同意；县财政局 会签 1201", "县税务局 同意；County Bureau: 会签 1201"
    ]  # fmt: skip
    assert picks("no_contact") == []
