"""The document desk under Pilot: the draft, the chain as it stands on paper, the number, two desks at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.geometry import Offset
from textual.widgets import Input

from oatui.i18n import set_language
from oatui.rules.particulars import Consultation
from oatui.screens.ask import Ask
from oatui.screens.confirm import Confirm
from oatui.screens.document import DocumentPage
from oatui.screens.document_form import DocumentFormPage
from oatui.screens.documents import DocumentsPage
from oatui.screens.today import TodayPage
from oatui.store import documents, number_book, number_lines, numbers, paper_facts, paper_particulars
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.widgets.form import Form
from oatui.widgets.key_line import shown_bindings
from oatui.widgets.paged_list import PagedList
from tests.conftest import Desk

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
BUREAU = "嘉商务字"
TITLE = "关于拨付外贸资金的通知"
LONG = "嘉祥县商务局关于印发《嘉祥县电子商务进农村综合示范项目资金管理办法》和《嘉祥县商贸流通体系建设项目验收办法》的通知"


def paper(store: Store, signatures: int = 0, title: str = TITLE, series: str = BUREAU) -> Document:
    """A document with its first signatures, three days ago."""
    at = store.clock.now() - timedelta(days=3)
    made = documents.draft(store, title, "通知", series, "外贸科", "王某", at=at)
    for person in ("李某", "刘某", "张某", "孙某")[:signatures]:
        made = documents.sign(store, made.id, person, at=at)
    return made


async def at_document(desk: Desk, document: Document) -> None:
    desk.app.push_screen(DocumentPage(document.id))
    await desk.settle()


def fill(desk: Desk, **texts: str) -> None:
    form = desk.app.screen.query_one(Form)
    for key, text in texts.items():
        form.fill(key, text)


# ---------------------------------------------------------------- the list


async def test_an_empty_list_says_what_to_do(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f6")
        assert isinstance(desk.app.screen, DocumentsPage)
        assert "还没有公文。按 F4 登记一份拟稿" in desk.text
        await desk.press("f4")
        assert isinstance(desk.app.screen, DocumentFormPage)
        # the list of kinds answers a click, beside a name nothing happens
        below, form = desk.app.screen.query_one("#below-kind"), desk.app.screen.query_one(Form)
        shown = str(below.render()).splitlines()
        n = next(n for n, row in enumerate(shown) if "14函" in row)
        place = below.content_region.offset + Offset(cell_len(shown[n].partition("14函")[0]), n)
        await desk.pilot.click(offset=(place.x + 5, place.y))
        assert form.text("kind") == ""
        await desk.pilot.click(offset=(place.x + 2, place.y))
        await desk.settle()
        assert form.text("kind") == "函" and form.control("kind").has_focus


async def test_the_list_says_what_each_waits_for(open_desk: OpenDesk, store: Store) -> None:
    for signatures in range(5):
        paper(store, signatures)
    numbers.give_number(store, paper(store, 4).id)
    documents.give_back(store, paper(store, 2, "关于[/x]的通知").id, "张某", "要改")
    async with open_desk() as desk:
        await desk.press("f6")
        for words in (
            "待初审",
            "待审核",
            "待审签",
            "待签发",
            "待编号",
            "待印制",
            "退回 1 次",
            "关于[/x]的通知",
        ):
            assert words in desk.text
        assert "嘉商务字〔2026〕1号" in desk.text
        # what was drafted by mistake is taken back where it is open, and waits for nothing any more
        await desk.press("enter", "f6")
        assert "撤回：拟稿 关于[/x]的通知" in desk.text
        await desk.press("重", "enter")
        assert "已撤回" in desk.text and "待初审" not in desk.text
        # nothing is asked of it any more, and its keys are dim
        assert "要发文重新拟稿" in desk.text and "还没有读入正文" not in desk.text
        await desk.press("f6")
        assert isinstance(desk.app.screen, DocumentPage)
        await desk.press("f3")
        assert "已撤回" in desk.text


async def test_what_is_typed_on_the_list_searches(open_desk: OpenDesk, store: Store) -> None:
    paper(store)
    other = paper(store, title="关于开展消费券发放的通知")
    async with open_desk() as desk:
        await desk.press("f6", "消")
        assert desk.app.screen.query_one("#search", Input).value == "消"
        assert "外贸资金" not in desk.text
        # another desk's work arrives: the typed text stays
        paper(store, title="关于报送消费数据的通知")
        await desk.settle()
        assert desk.app.screen.query_one("#search", Input).value == "消"
        await desk.press("费", "券")
        assert desk.app.screen.query_one(PagedList).count == 1
        await desk.press("down", "enter")
        assert isinstance(desk.app.screen, DocumentPage)
        assert desk.app.screen.document == other.id


async def test_escape_first_clears_the_search(open_desk: OpenDesk, store: Store) -> None:
    paper(store)
    async with open_desk() as desk:
        await desk.press("f6", "z", "z")
        assert "没有找到“zz”" in desk.text
        await desk.press("escape")
        assert TITLE in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, TodayPage)


# ---------------------------------------------------------------- the draft


async def test_a_draft_asks_little(open_desk: OpenDesk, store: Store) -> None:
    """The kind comes from the title, the section from a digit, the drafter from last time, the time from the clock."""
    paper(store)
    async with open_desk() as desk:
        await desk.press("f6", "f4")
        place = desk.app.screen.query_one("#below-section").content_region
        await desk.pilot.click(offset=(place.x + 2, place.y))
        assert desk.app.screen.query_one(Form).text("section") == "外贸科"
        fill(desk, title="关于做好汛期值班的通知", section="1")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
    made = documents.get(store, 2)
    assert (made.kind, made.series, made.section, made.drafted_by) == ("通知", BUREAU, "外贸科", "王某")
    assert made.drafted_at == "2026-11-24T08:20:00+08:00"


async def test_enter_walks_the_form_and_proposes(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f6", "f4")
        fill(desk, title="关于商请支持的函", section="办公室")
        await desk.press("f5")  # saved before the series was reached: it is changed, and that is said
        await desk.settle()
        assert "代字已改为 嘉商务函，再按 F5" in desk.text and not documents.count(store)
        await desk.press("escape", "escape", "f4")
        fill(desk, title="关于商请支持的函")
        await desk.press("enter")
        form = desk.app.screen.query_one(Form)
        assert form.text("kind") == "函"
        assert "10-4" in desk.text  # 函 runs in the letter series only
        await desk.press("enter", "3")
        assert form.text("series") == "嘉商务函"
        assert "便函：会议通知" in desk.text
        await desk.press("enter")
        fill(desk, to="县统计局")
        await desk.press("enter")
        fill(desk, section="办公室")
        await desk.press("enter")
        assert form.text("by") == "刘某某"
        await desk.press("enter")
        fill(desk, at="1120 0910")
        await desk.pilot.pause()
        assert "2026年11月20日 周五 09:10" in desk.text
        await desk.press("enter")
    made = documents.get(store, 1)
    assert (made.kind, made.series, made.drafted_at) == ("函", "嘉商务函", "2026-11-20T09:10:00+08:00")
    assert paper_particulars.get(store, 1).to == ("县统计局",)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "标题不能为空"),
        ({"kind": "请示报告"}, "kind", "请求指示、批准用“请示”"),
        ({"kind": "便函"}, "kind", "不是法定文种"),
        ({"kind": "通"}, "kind", "6 通告、8 通知、9 通报"),
        ({"kind": "请示", "series": "嘉商务函"}, "series", "不能用便函"),
        ({"section": " "}, "section", "请填拟稿科室"),
        ({"at": "0900"}, "at", "还没有到"),
        ({"at": "早晨"}, "at", "看不懂时间"),
    ],
)
async def test_a_fault_stands_under_its_field(
    open_desk: OpenDesk, store: Store, fields: dict[str, str], field: str, words: str
) -> None:
    async with open_desk() as desk:
        await desk.press("f6", "f4")
        fill(desk, **({"title": TITLE, "kind": "8", "section": "外贸科", "to": "示例镇政府"} | fields))
        await desk.pilot.pause()
        said = str(desk.app.screen.query_one("#below-to").render())
        await desk.press("f5")
        # what the rules said of the other fields stays
        assert str(desk.app.screen.query_one("#below-to").render()) == said
        assert said or field in {"kind", "series"}
        assert isinstance(desk.app.screen, DocumentFormPage)
        if field == "title":  # all that is missing at once
            fill(desk, kind="", section="")
            await desk.press("f5")
            assert all(one in desk.text for one in ("标题不能为空", "还没有文种", "请填拟稿科室"))
        below = desk.app.screen.query_one(f"#below-{field}")
        assert words in str(below.render())
        assert below.has_class("wrong")
        assert desk.app.focused is desk.app.screen.query_one(f"#field-{field}")
    assert documents.count(store) == 0


async def test_remarks_come_while_typing(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f6", "f4")
        assert "8通知" in desk.text and "15纪要" in desk.text
        fill(desk, title="关于元旦、春节值班的安排", kind="通知")
        await desk.pilot.pause()
        assert "标题应以文种“通知”结尾" in desk.text
        assert "12-6" in desk.text
        fill(desk, title="关于追加经费的请示报告", kind="")
        await desk.pilot.pause()
        assert "“请示报告”不是一个文种" in desk.text
        fill(desk, kind="11")
        await desk.pilot.pause()
        assert desk.app.screen.query_one("#below-kind").has_class("wrong") is False


async def test_a_draft_is_not_lost_by_one_key(open_desk: OpenDesk, store: Store) -> None:
    async with open_desk() as desk:
        await desk.press("f6", "f4")
        fill(desk, title=TITLE)
        await desk.press("escape")
        assert isinstance(desk.app.screen, DocumentFormPage)
        assert "还没有保存" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, DocumentsPage)


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize(
    ("series", "head", "organ"),
    [
        ("嘉商务组字", "中共嘉祥县商务局党组文件", "中共嘉祥县商务局党组\n"),
        ("嘉商务字", "嘉祥县商务局文件", "嘉祥县商务局"),
        ("嘉商务函", "嘉祥县商务局（信函格式）", "嘉祥县商务局"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_page_as_it_will_print(
    open_desk: OpenDesk, store: Store, series: str, head: str, organ: str, size: tuple[int, int]
) -> None:
    made = paper(store, 3, series=series)
    async with open_desk(size=size) as desk:
        await at_document(desk, made)
        assert head in desk.text
        assert f"{series}〔2026〕　号" in desk.text
        assert f"{series}〔2026〕1号" not in desk.text
        assert "　　年　月　日" in desk.text
        assert organ.strip() in desk.text
        documents.sign(store, made.id, "孙某")
        numbers.give_number(store, made.id)
        await desk.settle()  # another desk's act
        assert f"{series}〔2026〕1号" in desk.text
        assert "2026年11月24日" in desk.text.split("\n", 1)[1]


@pytest.mark.parametrize("title", ["关于[/x]的通知", LONG, "关于𠮷市开展工作的通知"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_any_title_is_shown_whole(
    open_desk: OpenDesk, store: Store, title: str, size: tuple[int, int]
) -> None:
    made = paper(store, title=title)
    async with open_desk(size=size) as desk:
        await at_document(desk, made)
        half = size[0] // 2 - 1
        left = "".join(line[: half - _wide(line, half)].strip() for line in desk.text.splitlines()[1:])
        assert title in left


def _wide(line: str, cells: int) -> int:
    """How many characters fewer than cells the left part of a line has."""
    from rich.cells import set_cell_size

    return cells - len(set_cell_size(line, cells))


async def test_the_chain_is_registered_as_it_stands_on_paper(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store)
    async with open_desk() as desk:
        await at_document(desk, made)
        assert "待  科室负责人" in desk.text
        await desk.press("f4")
        fill(desk, section_check_by="李某", section_check_at="1123 1502")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert "李某" in desk.text and "11-23 15:02" in desk.text
        assert "已登记 初审。下一道：待审核" in desk.text
    [_drafted, signed] = paper_facts.facts(store, made.id)
    assert (signed.person, signed.at, signed.actor) == ("李某", "2026-11-23T15:02:00+08:00", "刘某某")


async def test_a_refused_signature_keeps_the_form(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store, 1)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f4")
        fill(desk, office_check_by="刘某", office_check_at="1120 0800")
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask)
        below = str(desk.app.screen.query_one("#below-office_check_at").render())
        assert "早于上一道（李某" in below and "11-2" in below
        fill(desk, office_check_at="")
        await desk.press("f5", "f5", "f5")
        assert isinstance(desk.app.screen, (DocumentPage, Ask))
    assert documents.get(store, made.id).step == "office_check"


async def test_all_at_once_and_stop_at_the_first_refusal(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f4")
        fill(
            desk, section_check_by="李某", section_check_at="昨天 0910", office_check_by="刘某",
            office_check_at="昨天 0909", deputy_sign_by="张某", chief_sign_by="孙某",
        )  # fmt: skip
        await desk.press("f5")
        assert isinstance(desk.app.screen, Ask)
        assert documents.get(store, made.id).step == "section_check"
        assert "早于上一道" in str(desk.app.screen.query_one("#below-office_check_at").render())
        fill(desk, office_check_at="昨天 1000", deputy_sign_at="昨天 1100", chief_sign_by="")
        await desk.press("f5")
        assert isinstance(desk.app.screen, DocumentPage)
        assert documents.get(store, made.id).step == "deputy_sign"
        assert "已登记 初审、审核、审签。下一道：待签发" in desk.text
        await desk.press("f4")
        assert desk.app.screen.query_one(Form).text("chief_sign_by") == ""
        fill(desk, chief_sign_by="孙错")
        await desk.press("f5")
        assert "签批已齐，按 F7 编号" in desk.text
        await desk.press("f8", "5")
        fill(desk, reason="看错了字")
        await desk.press("f5")
        assert "撤回 签发 孙错" in desk.text and "看错了字" in desk.text
        await desk.press("f4")
        fill(desk, chief_sign_by="孙某")
        await desk.press("f5")
        await desk.press("f7", "enter")
        await desk.press("f8", "5")
        assert "没有能撤回的签批" in desk.text
    assert len(paper_facts.facts(store, made.id)) == 6


async def test_names_are_proposed_from_last_time(open_desk: OpenDesk, store: Store) -> None:
    paper(store, 4)
    made = paper(store)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f4")
        form = desk.app.screen.query_one(Form)
        steps = ("section_check", "office_check", "deputy_sign", "chief_sign")
        assert [form.text(f"{step}_by") for step in steps] == ["李某", "刘某", "张某", "孙某"]


async def test_one_person_twice_is_remarked(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store, 1)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f4")
        fill(desk, office_check_by="李某")
        await desk.press("f5")
        assert "李某 连签了前后两道" in desk.text


async def test_a_return_is_told_with_its_reason(open_desk: OpenDesk, store: Store) -> None:
    made = numbers.give_number(store, paper(store, 4).id)
    async with open_desk(size=(120, 36)) as desk:
        await at_document(desk, made)
        await desk.press("f6")
        assert desk.app.screen.query_one(Form).text("by") == "刘某"  # the office, where a numbered paper lies
        fill(desk, by="孙某", reason="")
        await desk.press("f5")
        assert "退回要写明原因" in str(desk.app.screen.query_one("#below-reason").render())
        fill(desk, reason="附件不全[/x]")
        await desk.press("f5")
        assert "退回 1 次" in desk.text
        assert "原因：附件不全[/x]" in desk.text
        assert "此前已签：初审 李某、审核 刘某、审签 张某" in desk.text


# ---------------------------------------------------------------- the number


async def test_a_joint_paper_takes_the_number_of_its_lead(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store)
    says = {"joint": ("县财政局", "县税务局", "县市场监督管理局", "县农业农村局"), "joint_lead": "县财政局"}
    paper_particulars.describe(store, made.id, says)
    async with open_desk(size=(120, 36)) as desk:
        await at_document(desk, made)
        assert "县财政局文件" in desk.text and "联合发文的县财政局、县税务局" in desk.text
        await desk.press("f4")
        fill(
            desk, section_check_by="李某", office_check_by="刘某", deputy_sign_by="张某", chief_sign_by="孙某"
        )
        await desk.press("f5")
        # the sentence is seen to its end, below the last line of a long form, too
        await desk.settle()
        assert "按 F5 填报" in desk.text
        await desk.press("escape", "f5")
        # the page opens at what is refused
        assert desk.app.focused and desk.app.focused.id == "field-consultations"
        await desk.press("escape")
        day = store.clock.now().date()
        said = tuple(Consultation(unit, "会签", day) for unit in says["joint"])
        paper_particulars.describe(store, made.id, {"consultations": said})
        documents.sign(store, made.id, "孙某")
        await desk.settle()
        page = desk.app.screen
        assert isinstance(page, DocumentPage)
        page.refresh_page()
        await desk.press("f7")
        assert "由县财政局牵头" in desk.text
        fill(desk, number="示财字〔2026〕9号")
        await desk.press("f5")
        assert "已编 示财字〔2026〕9号" in desk.text and "接着按 F8 再按 2" in desk.text


@pytest.mark.parametrize(
    ("signatures", "waits"),
    [(0, "待科室负责人初审"), (1, "待办公室负责人审核"), (2, "待分管领导审签"), (3, "待主要领导签发")],
)
async def test_no_number_before_the_chief_has_signed(
    open_desk: OpenDesk, store: Store, signatures: int, waits: str
) -> None:
    made = paper(store, signatures)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f7")
        assert isinstance(desk.app.screen, DocumentPage)  # the key answers; it asks nothing
        answer = str(desk.app.screen.query_one("#answer").render())
        assert answer.startswith("不可") and waits in answer and answer.endswith("按 F4 登记签批")
    assert documents.get(store, made.id).number is None


async def test_the_number_is_asked_once_and_stays(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store, 4)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f7")
        assert isinstance(desk.app.screen, Confirm)
        await desk.press("escape")
        assert documents.get(store, made.id).number is None
        await desk.press("f7", "enter")
        assert "已编 嘉商务字〔2026〕1号" in desk.text
        await desk.press("f7")
        assert isinstance(desk.app.screen, DocumentPage)
        assert "仍是 嘉商务字〔2026〕1号" in desk.text
    assert len(numbers.register(store)) == 1


async def test_two_desks_ask_for_one_number(open_desk: OpenDesk, open_at: Callable[..., Store]) -> None:
    store = open_at()
    made = paper(store, 4)
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f7")
        given = numbers.give_number(open_at(actor="王某某"), made.id)
        await desk.press("enter")
        assert f"已编 {given.number}" in desk.text or f"仍是 {given.number}" in desk.text
    assert len(numbers.register(store)) == 1


async def test_keys_that_cannot_be_used_are_grey(open_desk: OpenDesk, store: Store) -> None:
    open_paper, closed = paper(store, 3), paper(store, 4)
    async with open_desk() as desk:
        for document, usable in ((open_paper, True), (closed, False)):
            await at_document(desk, document)
            enabled = {binding.id: on for binding, on in shown_bindings(desk.app.screen)}
            assert (enabled["sign"], enabled["describe"], enabled["number"]) == (usable, True, True)


async def test_english(open_desk: OpenDesk, store: Store) -> None:
    made = paper(store, 2)
    numbers.give_number(store, paper(store, 4, "关于致谢的通知", "").id)
    set_language("en")
    async with open_desk() as desk:
        await desk.press("f6")
        assert "No number" in desk.text
        await at_document(desk, made)
        await desk.press("f7")
        assert "Waits for the deputy's signature" in desk.text and "F4 enters the signatures" in desk.text
        await desk.press("f5")
        assert "2 嘉商务字 bureau" in desk.text
        await desk.press("escape", "f4", "escape", "f6", "escape", "f8", "f3", "f1")
        assert "Help" in desk.text


async def test_a_void_number_stands_on_the_paper_and_in_the_list(open_desk: OpenDesk, store: Store) -> None:
    made = numbers.give_number(store, paper(store, 4).id)
    found = number_lines.of_document(store, made.id)
    assert found
    number_book.void(store, found.id, "内容[/x]变了", "李主任")
    async with open_desk() as desk:
        await desk.press("f6")
        assert "已作废" in desk.text and "待印制" not in desk.text
        await desk.press("enter")
        assert "作废  2026年" in desk.text and "原因：内容[/x]变了" in desk.text
        shut = {binding.id for binding, on in shown_bindings(desk.app.screen) if not on}
        assert shut >= {"sign", "describe", "give_back", "number"}


@pytest.mark.parametrize(("purpose", "digit"), [("总结会[/x]通知", "2"), ("关于[/x]的通知", "1")])
async def test_a_reserved_number_is_offered_with_the_next_one(
    open_desk: OpenDesk, store: Store, purpose: str, digit: str
) -> None:
    """That of this very paper first."""
    kept = number_book.reserve(store, BUREAU, purpose, "王某")[0]
    made = paper(store, 4, title="关于[/x]的通知")
    async with open_desk() as desk:
        await at_document(desk, made)
        await desk.press("f7")
        assert f"预留：{purpose}" in desk.text
        await desk.press(digit)
        assert documents.get(store, made.id).number == kept.number


async def test_papers_are_found_by_initials_too(open_desk: OpenDesk, store: Store) -> None:
    paper(store, 0, title="关于促消费活动的通知")
    paper(store, 0, title="关于[/x]的通知")
    async with open_desk() as desk:
        await desk.press("f6", *"cxfhd")
        await desk.settle()
        assert "关于促消费活动的通知" in desk.text and "[/x]" not in desk.text
        await desk.press("f3")
        assert "[/x]" in desk.text
