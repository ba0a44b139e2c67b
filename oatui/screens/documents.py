"""The documents of the office: what each waits for, found by any part of its title, section or number."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import N_, _
from oatui.rules import signoff
from oatui.screens.page import Page
from oatui.store import documents
from oatui.store.documents import Document
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = (
    Column(N_("字号"), 23),
    Column(N_("标题")),
    Column(N_("文种"), 4),
    Column(N_("科室"), 8),
    Column(N_("状态"), 10),
)


def state_words(paper: Document) -> tuple[str, str]:
    """What a document waits for, with its colour: 待初审, 待编号, 已编号, 退回 2 次."""
    due = paper.waiting_for
    if due is None:
        return _("已编号"), "ok"
    if paper.returned and paper.step == "draft":
        return _("退回 {n} 次", n=paper.returned), "bad"
    return _("待{step}", step=_("编号") if due == "number" else _(signoff.LABELS[due])), "warn"


class DocumentsPage(Page):
    """A search line over the list; what is typed on the list goes to the search line."""

    CSS_PATH = "documents.tcss"
    AUTO_FOCUS = "PagedList"
    TITLE_WORDS = N_("公文")
    HELP_WORDS = N_(
        "拟稿、登记签批、编号都从这里开始。直接输入标题、科室或字号的任何一部分就能查找，上下键选，回车打开。"
        "先核后签：拟稿、初审、审核、审签、签发，依次登记（第11条）；签发后由办公室编号（第12条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "draft", N_("拟稿"), id="draft", tooltip=N_("登记一份拟稿")),
        Binding("f5", "register", N_("登记簿"), id="register", tooltip=N_("已编号的公文")),
        Binding("f7", "search", N_("查找"), id="search", tooltip=N_("标题、科室、字号的任何一部分")),
        Binding("down", "to_list", show=False),
    ]

    def body(self) -> ComposeResult:
        words = _("查找：标题、科室、字号的任何一部分")
        yield Input(placeholder=words, id="search", compact=True, select_on_focus=False)
        yield PagedList(COLUMNS, id="list")

    def load(self) -> None:
        text = self.query_one("#search", Input).value.strip()
        shown = self.query_one("#list", PagedList)
        shown.empty = _("没有找到“{text}”", text=text) if text else _("还没有公文。按 F4 拟稿")
        shown.show(
            documents.count(self.store, text),
            lambda offset, limit: documents.listed(self.store, text, limit, offset),
            self._cells,
        )

    @staticmethod
    def _cells(paper: Document) -> list[Cell]:
        number: Cell = paper.number or (paper.series, "dim")
        return [number, paper.title, paper.kind, paper.section, state_words(paper)]

    @on(Input.Changed)
    def _search(self) -> None:
        self.query_one("#list", PagedList).cursor = 0
        self.load()

    @on(Input.Submitted)
    def _found(self) -> None:
        shown = self.query_one("#list", PagedList)
        if shown.count == 1:
            shown.action_choose()
        self.action_to_list()

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.focused, PagedList) and event.is_printable and event.character:
            search = self.query_one("#search", Input)
            search.focus()
            search.insert_text_at_cursor(event.character)
            event.stop()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        self._show(event.item.id)

    def _show(self, document: int | None) -> None:
        if document is not None:
            from oatui.screens.document import DocumentPage

            self.desk.push_screen(DocumentPage(document))

    def action_to_list(self) -> None:
        self.query_one("#list", PagedList).focus()

    def action_search(self) -> None:
        self.query_one("#search", Input).focus()

    def action_draft(self) -> None:
        from oatui.screens.document_form import DocumentFormPage

        self.desk.push_screen(DocumentFormPage(), self._show)

    def action_register(self) -> None:
        from oatui.screens.register import RegisterPage

        self.desk.push_screen(RegisterPage())

    def action_back(self) -> None:
        search = self.query_one("#search", Input)
        if search.value:
            search.clear()
            self.action_to_list()
        else:
            self.dismiss(None)
