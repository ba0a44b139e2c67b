"""The documents of the office: what each waits for, found by any part of its title, section or number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _, ours
from oatui.rules import signoff
from oatui.rules.issuing import STAGES
from oatui.rules.numbering import KIND_WORDS
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.searched import IndexedPage
from oatui.store import documents, issuing, search
from oatui.store.database import Store
from oatui.store.documents import Document
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = (
    Column(N_("字号"), 23),
    Column(N_("标题")),
    Column(N_("文种"), 4, words=KIND_WORDS),
    Column(N_("科室"), 8),
    Column(N_("状态"), 10),
)


def state_words(paper: Document) -> tuple[str, str]:
    """What a document waits for up to its number, with its colour: 待初审, 待编号, 已编号, 退回 2 次."""
    due = paper.waiting_for
    if paper.step == documents.WITHDRAWN:
        return _("已撤回"), "bad"
    if due is None:
        return _("已编号"), "ok"
    if paper.returned and paper.step == "draft":
        return _("退回 {n} 次", n=paper.returned), "bad"
    return _(signoff.WAITS[due]), "warn"


def state_of(store: Store, paper: Document) -> tuple[str, str]:
    """The same, and after the number how far it is: 待印制, 待盖印, 待分送, 已办结, or 已作废."""
    if paper.number and documents.is_void(store, paper.id):
        return _("已作废"), "bad"
    if paper.waiting_for is not None or not (stage := issuing.get(store, paper.id).stage):
        return state_words(paper)
    return _(STAGES[stage]), "ok" if stage == "closed" else "warn"


class DocumentsPage(IndexedPage):
    """A search line over the list; what is typed on the list goes to the search line."""

    CSS_PATH = "documents.tcss"
    TITLE_WORDS = N_("公文")
    SEARCH_WORDS = N_("查找：标题、科室、字号的任何一部分")
    GROUP = "document"
    HELP_WORDS = N_(
        "拟稿、登记签批、编号都从这里开始。直接输入标题、科室或字号的任何一部分就能查找，上下键选，回车打开。"
        "先核后签：拟稿、初审、审核、审签、签发，依次登记（第11条）；签发后由办公室编号（第12条），再印制、盖印、归档、分送。"
        "收到的文件按 F5，请示报告事项和信息公开在 F8。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "draft", N_("新公文"), id="draft", tooltip=N_("登记一份拟稿")),
        Binding(
            "f5", "incoming", N_("收文"), id="incoming", tooltip=N_("收到的文件：登记、承办、催办、答复")
        ),
        Binding("f6", "register", N_("登记簿"), id="register", tooltip=N_("已编号的公文")),
        Binding("f7", "numbers", N_("号簿"), id="numbers", tooltip=N_("作废、预留、线下占用、空号说明")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("查找、请示报告事项、信息公开")),
    ]
    MENU = (
        Line("1", "search", N_("查找"), N_("发文、收文，十年里的任何一件")),
        Line("2", "matters", N_("请示报告事项"), N_("第7条清单，定期梳理")),
        Line("3", "publication", N_("信息公开"), N_("第26条，按时公开")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[int, tuple[str, str]] = {}

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield PagedList(COLUMNS, id="list")

    def load(self) -> None:
        text = self.text
        self._states.clear()
        shown = self.query_one("#list", PagedList)
        shown.empty = _("没有找到“{text}”", text=text) if text else _("还没有公文。按 F4 登记一份拟稿")
        self.show_rows()

    def of_ids(self, ids: Sequence[int]) -> list[Document]:
        return search.papers_of(self.store, ids)

    def count_rows(self, text: str) -> int:
        return documents.count(self.store, text)

    def rows(self, text: str, limit: int, offset: int) -> list[Document]:
        return documents.listed(self.store, text, limit, offset)

    def cells_of(self, paper: Document) -> list[Cell]:
        number: Cell = ours(paper.number) if paper.number else (paper.series or _("不编号"), "dim")
        if paper.id not in self._states:  # asked once a reading: rows are drawn over and over
            self._states[paper.id] = state_of(self.store, paper)
        return [number, paper.title, _(paper.kind), paper.section, self._states[paper.id]]

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        self._show(event.item.id)

    def _show(self, document: int | None) -> None:
        if document is not None:
            from oatui.screens.document import DocumentPage

            self.desk.push_screen(DocumentPage(document))

    def action_draft(self) -> None:
        from oatui.screens.document_form import DocumentFormPage

        self.desk.push_screen(DocumentFormPage(), self._show)

    def action_incoming(self) -> None:
        from oatui.screens.incoming import IncomingPage

        self.desk.push_screen(IncomingPage())

    def action_register(self) -> None:
        from oatui.screens.register import RegisterPage

        self.desk.push_screen(RegisterPage())

    def action_numbers(self) -> None:
        from oatui.screens.numbers import NumbersPage

        self.desk.push_screen(NumbersPage())

    def action_more(self) -> None:
        self.desk.push_screen(DigitChoice(_("更多"), offered(self.MENU)), self._go)

    def _go(self, chosen: str | None) -> None:
        if chosen == "search":
            from oatui.screens.search import SearchPage

            self.desk.push_screen(SearchPage())
        elif chosen == "matters":
            from oatui.screens.matters import MattersPage

            self.desk.push_screen(MattersPage())
        elif chosen == "publication":
            from oatui.screens.publication import PublicationPage

            self.desk.push_screen(PublicationPage())
