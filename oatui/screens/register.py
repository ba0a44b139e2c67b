"""The registers of a year: outgoing, incoming, seals; found as one types, opened by Enter, saved as Excel."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules import issuing as law
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask, ask_file
from oatui.screens.document_form import WHEN_HINT, section_field, when_words
from oatui.screens.issuing_forms import read_count
from oatui.screens.register_books import BOOKS, INCOMING, OUTGOING, SEALS, Book
from oatui.screens.searched import SearchedPage
from oatui.store import incoming, issue_register, seal_register, settings
from oatui.store.incoming import Incoming
from oatui.store.number_lines import Line
from oatui.store.seal_register import SealUse
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, PagedList
from oatui.widgets.panel import Detail

WIDE_FROM = 110  # columns
SEAL_FIELD = {
    "seal.no_title": "title",
    "seal.no_section": "section",
    "seal.no_approver": "approver",
    "seal.copies": "copies",
    "seal.future": "at",
    "issuing.copies": "copies",
}


class RegisterPage(SearchedPage):
    """The lines of a year of one book; below, the whole of the line that the cursor is on."""

    CSS_PATH = "register.tcss"
    TITLE_WORDS = N_("登记簿")
    SEARCH_WORDS = N_("查找：标题、字号、科室的任何一部分")
    HELP_WORDS = N_(
        "发文、收文、用印三本登记簿，一年一本，F4 换簿，F5 换年。直接输入标题、字号、科室的任何一部分就能查找。"
        "三种代字各自编号，每年从 1 起，不空号、不重号；作废、预留、缺号各占一行。回车打开公文。F8 存成 Excel，附空号说明。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "next_book", N_("换簿"), id="next_book", tooltip=N_("发文、收文、用印登记簿")),
        Binding("f5", "next_year", N_("换年"), id="next_year", tooltip=N_("有登记的年份")),
        Binding("f6", "next_series", N_("换代字"), id="next_series", tooltip=N_("全部，或只看一种代字")),
        Binding("f6", "use_seal", N_("用印"), id="use_seal", tooltip=N_("介绍信、证明、合同等用印登记")),
        Binding("f7", "search", N_("查找"), id="search", tooltip=N_("标题、字号、科室的任何一部分")),
        Binding("f8", "export", N_("存Excel"), id="export", tooltip=N_("把这一年的这本登记簿存成 Excel")),
    ]

    def __init__(self, book: Book = OUTGOING) -> None:
        super().__init__()
        self.book = book
        self.series: str | None = None
        self.year = 0
        self._drawn: dict[tuple[int, str], list[Cell]] = {}

    def body(self) -> ComposeResult:
        yield Static("", id="books", markup=False)
        yield Static("", id="counts", markup=False)
        yield self.search_line()
        yield PagedList(self.book.narrow, id="list")
        yield Detail()

    def on_mount(self) -> None:
        self._choose_year()

    def on_resize(self) -> None:
        if self.year:
            self.load()

    def _choose_year(self) -> None:
        """This year where the book has it or is empty, else the last one that it has."""
        years = self.book.years(self.store)
        this_year = self.desk.clock.now().year
        if self.year not in years:
            self.year = this_year if this_year in years or not years else years[0]

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        book, shown, text = self.book, self.listing, self.text
        self._drawn.clear()
        wide = self.size.width >= WIDE_FROM
        shown.columns = list(book.wide if wide else book.narrow)
        shown.empty = _("没有找到“{text}”", text=text) if text else _(book.empty, year=self.year)
        shown.show(
            book.count(self.store, self.year, self.series, text),
            lambda offset, limit: book.page(self.store, self.year, self.series, text, limit, offset),
            lambda line: self._cells(line, wide),
        )
        self._show_books()
        self._show_counts()
        self.show_detail()
        self.refresh_bindings()

    def _cells(self, line: Any, wide: bool) -> list[Cell]:
        # read once a load: rows are drawn over and over
        key = (line.id, getattr(line, "number", ""))
        if key not in self._drawn:
            self._drawn[key] = self.book.cells(self.store, line, wide)
        return self._drawn[key]

    def _show_books(self) -> None:
        parts = []
        for one in BOOKS:
            parts += [(f" {_(one.words)} ", "bold reverse" if one is self.book else ""), ("  ", "")]
        self.query_one("#books", Static).update(Content.assemble(*parts))

    def _show_counts(self) -> None:
        parts: list[tuple[str, str]] = [(_("{year} 年", year=self.year), "bold")]
        if self.book is OUTGOING:
            for code, n in issue_register.given(self.store, self.year).items():
                look = "bold" if code == self.series else "dim" if self.series else ""
                parts.append(("   " + _("{code} {n} 件", code=code, n=n), look))
        else:
            total = self.book.count(self.store, self.year, None, "")
            parts.append(("   " + _("{n} 行", n=total), ""))
            if self.book is INCOMING:
                parts.append(("   " + _("在办 {n} 件", n=incoming.count_open(self.store)), ""))
                if self.text:
                    parts.append(("   " + _("查找不分年度"), "dim"))
        self.query_one("#counts", Static).update(Content.assemble(*parts))

    def show_detail(self) -> None:
        line = self.listing.chosen
        words = self.book.detail(line) if line else ""
        self.query_one(Detail).update(Content(words))

    # ------------------------------------------------------------------ finding and opening

    def action_search(self) -> None:
        self.input_line.focus()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        line = event.item
        if isinstance(line, Incoming):
            from oatui.screens.incoming_item import IncomingItemPage

            self.desk.push_screen(IncomingItemPage(line.id))
        elif line.document is not None:
            from oatui.screens.document import DocumentPage

            self.desk.push_screen(DocumentPage(line.document))
        elif isinstance(line, SealUse):
            self._strike(line)
        elif isinstance(line, Line):
            from oatui.screens.numbers import NumbersPage

            self.desk.push_screen(NumbersPage(line.year))

    # ------------------------------------------------------------------ book, year, series

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next_series":
            return self.book is OUTGOING
        if action == "use_seal":
            return self.book is SEALS
        return True

    def action_next_book(self) -> None:
        self.book = BOOKS[(BOOKS.index(self.book) + 1) % len(BOOKS)]
        self.series = None
        self._choose_year()
        self._from_the_top()

    def action_next_series(self) -> None:
        order: list[str | None] = [None, *issue_register.given(self.store, self.year)]
        self.series = order[(order.index(self.series) + 1) % len(order)] if self.series in order else None
        self._from_the_top()

    def action_next_year(self) -> None:
        years = self.book.years(self.store)
        if not years:
            self.say(_("还没有登记"))
            return
        self.year = years[(years.index(self.year) + 1) % len(years)] if self.year in years else years[0]
        if len(years) == 1:
            self.say(_("只有 {year} 年有登记", year=self.year))
        self._from_the_top()

    def _from_the_top(self) -> None:
        self.listing.cursor = 0
        self.load()

    # ------------------------------------------------------------------ the seal

    def action_use_seal(self) -> None:
        by = seal_register.proposed(self.store, self.desk.clock.now())
        fields = [
            Field("title", N_("给什么盖印"), hint=N_("介绍信、证明、合同，写明给谁、办什么")),
            Field("seal", N_("印章"), choices=[(seal, seal) for seal in law.SEALS]),
            section_field(self.store, "section", N_("用印科室")),
            Field("handler", N_("经办人")),
            Field("purpose", N_("用印事由"), hint=N_("可以不填")),
            Field("copies", N_("用印份数"), value="1", read=read_count),
            Field("approver", N_("批准人"), value=str(settings.get(self.store, "role.chief_sign"))),
            Field("by", N_("盖印人"), value=by, hint=N_("办公室负责人")),
            Field("at", N_("用印时间"), hint=WHEN_HINT, echo=when_words,
                  read=lambda text: past_moment(text, self.desk.clock.now(), self.calendar)),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                seal_register.use, values.pop("seal"), values.pop("title"), values.pop("by"), **values
            )
            said = {"year": made.year, "serial": made.serial}
            return next(iter(made.verdicts), Verdict("12-4", Level.OK, "seal.registered", said))

        def then() -> None:
            self.refresh_page()
            self.listing.action_go(-1)

        ask(self, _("用印登记"), fields, do, SEAL_FIELD, _("由办公室负责人盖印（12-4）"), "by", then)

    def _strike(self, line: SealUse) -> None:
        if line.voided_at:
            self.say(Verdict("12-4", Level.NOTE, "seal.voided_before", {"serial": line.serial}))
            return

        async def do(values: dict[str, Any]) -> Said:
            one = await self.desk.record(seal_register.void, line.id, self.desk.operator, values["reason"])
            return Verdict("12-4", Level.OK, "seal.voided", {"year": one.year, "serial": one.serial})

        question = _("第 {n} 号登记错了，作废？", n=line.serial)
        ask(
            self, question, [Field("reason", N_("原因"))], do, {}, _("这一行留在登记簿里，写明谁作废、为什么")
        )

    # ------------------------------------------------------------------ Excel

    def action_export(self) -> None:
        question = _("把 {year} 年{book}存成 Excel", year=self.year, book=_(self.book.words))
        ask_file(self, question, f"{_(self.book.words)}-{self.year}.xlsx", self._save)

    async def _save(self, path: Path) -> str:
        from oatui.files.registers_out import write_incoming, write_outgoing, write_seals
        from oatui.papers import register_papers

        make, write = {
            OUTGOING.words: (register_papers.outgoing, write_outgoing),
            INCOMING.words: (register_papers.received, write_incoming),
            SEALS.words: (register_papers.seals, write_seals),
        }[self.book.words]
        written = await asyncio.to_thread(write, path, make(self.store, self.year))
        return _("{year} 年 {n} 行，已存：{path}", year=self.year, n=written.rows, path=str(written.path))
