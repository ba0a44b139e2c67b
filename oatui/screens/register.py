"""The register of outgoing papers: one book a year, each series with its numbers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _, format_date
from oatui.screens.page import Page
from oatui.store import documents, numbers
from oatui.store.numbers import Entry
from oatui.widgets.paged_list import Cell, Column, PagedList

NARROW = (
    Column(N_("发文字号"), 23),
    Column(N_("标题")),
    Column(N_("文种"), 4),
    Column(N_("科室"), 8),
    Column(N_("成文"), 5),
    Column(N_("编号"), 5),
)
WIDE = (
    Column(N_("发文字号"), 25),
    Column(N_("标题")),
    Column(N_("文种"), 4),
    Column(N_("科室"), 12),
    Column(N_("成文日期"), 10),
    Column(N_("编号时间"), 16),
    Column(N_("编号人"), 8),
)
WIDE_FROM = 110  # columns


class RegisterPage(Page):
    """The lines of a year, one series or all; below, the whole of the line that the cursor is on."""

    CSS_PATH = "register.tcss"
    TITLE_WORDS = N_("发文登记簿")
    HELP_WORDS = N_(
        "已编号的公文，一年一本，新编的在上。三种代字各自编号，每年从 1 起，不空号、不重号。"
        "年份按主要领导签发的日期。回车打开公文。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "next_series", N_("换代字"), id="next_series", tooltip=N_("全部，或只看一种代字")),
        Binding("f5", "next_year", N_("换年"), id="next_year", tooltip=N_("有编号的年份")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.series: str | None = None
        self.year = 0
        self.wide = False

    def body(self) -> ComposeResult:
        yield Static("", id="counts", markup=False)
        yield PagedList(NARROW, id="list")
        yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        years = numbers.register_years(self.store)
        this_year = self.desk.clock.now().year
        self.year = this_year if this_year in years or not years else years[0]
        self.query_one("#list").focus()

    def on_resize(self) -> None:
        if self.year:
            self.load()

    def load(self) -> None:
        shown = self.query_one("#list", PagedList)
        self.wide = self.size.width >= WIDE_FROM
        shown.columns = list(WIDE if self.wide else NARROW)
        shown.empty = _("{year} 年还没有编号。主要领导签发以后，在公文里按 F7 编号", year=self.year)
        shown.show(
            numbers.count_register(self.store, self.series, self.year),
            lambda offset, limit: numbers.register(self.store, self.series, self.year, limit, offset),
            self._cells,
        )
        self._show_counts()
        self._show_detail(shown.chosen)

    def _cells(self, entry: Entry) -> list[Cell]:
        paper = entry.document
        cells: list[Cell] = [paper.number or "", paper.title, paper.kind, paper.section]
        signed, given = entry.signed_at, entry.given_at.replace("T", " ")
        if self.wide:
            return [*cells, signed[:10], given[:16], entry.given_by]
        return [*cells, signed[5:10], given[5:10]]

    def _codes(self) -> list[str]:
        """The series of the office, then those that it used before."""
        known = [one.code for one in documents.known_series(self.store)]
        counted = numbers.register_counts(self.store, self.year)
        return known + [code for code in counted if code not in known]

    def _show_counts(self) -> None:
        counted = numbers.register_counts(self.store, self.year)
        parts: list[tuple[str, str]] = [(_("{year} 年", year=self.year), "bold")]
        for code in self._codes():
            look = "bold" if code == self.series else "dim" if self.series else ""
            parts.append(("   " + _("{code} {n} 件", code=code, n=counted.get(code, 0)), look))
        self.query_one("#counts", Static).update(Content.assemble(*parts))

    def _show_detail(self, entry: Entry | None) -> None:
        words = _("下一号由编号时确定")
        if entry:
            words = _(
                "{title}\n{signed} 签发，{given:date} {given:hms} {by} 编号。下一号由编号时确定",
                title=entry.document.title, signed=format_date(entry.signed_at), given=entry.given_at,
                by=entry.given_by,
            )  # fmt: skip
        self.query_one("#detail", Static).update(Content(words))

    @on(PagedList.Moved)
    def _moved(self, event: PagedList.Moved) -> None:
        self._show_detail(event.item)

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        from oatui.screens.document import DocumentPage

        self.desk.push_screen(DocumentPage(event.item.document.id))

    def action_next_series(self) -> None:
        order: list[str | None] = [None, *self._codes()]
        self.series = order[(order.index(self.series) + 1) % len(order)] if self.series in order else None
        self._from_the_top()

    def action_next_year(self) -> None:
        years = numbers.register_years(self.store)
        if not years:
            self.say(_("还没有编号的公文"))
            return
        self.year = years[(years.index(self.year) + 1) % len(years)] if self.year in years else years[0]
        if len(years) == 1:
            self.say(_("只有 {year} 年有编号", year=self.year))
        self._from_the_top()

    def _from_the_top(self) -> None:
        self.query_one("#list", PagedList).cursor = 0
        self.load()
