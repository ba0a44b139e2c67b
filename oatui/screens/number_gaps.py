"""空号说明: what a year's book still owes before it is closed, and the list for the archive."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.number_book import is_due, year_runs
from oatui.screens import number_forms
from oatui.screens.asking import Said, ask_file
from oatui.screens.listed import DetailedPage
from oatui.screens.numbers import line_look, state_words
from oatui.store import book_year, number_lines
from oatui.store.number_lines import Line
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

COLUMNS = (
    Column(N_("发文字号"), 27),
    Column(N_("情形"), 10),
    Column(N_("原因")),
    Column(N_("责任人"), 8),
    Column(N_("日期"), 10),
)


class GapsPage(DetailedPage):
    """The gaps of a year first, then the reservations, then what has its line."""

    CSS_PATH = "number_gaps.tcss"
    TITLE_WORDS = N_("空号说明")
    HELP_WORDS = N_(
        "从 1 号到末号，没有公文的号都要有一行：作废的、预留未用的、线下跳过的。缺号按 F4 说明；预留到期没有用的按 F6 登记。"
        "一年过完，缺号和预留都处理了，由办公室负责人批准，按 F8 关簿；F7 存成 Excel，装订存档。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4", "explain", N_("说明缺号"), id="explain", tooltip=N_("写明这个号为什么空着；和回车一样")
        ),
        Binding("f5", "off_line", N_("补登"), id="off_line", tooltip=N_("这个号线下用了，登记是哪份公文")),
        Binding("f6", "lapse", N_("未用"), id="lapse", tooltip=N_("预留到期没有用，登记一行")),
        Binding("f7", "save", N_("存表"), id="save", tooltip=N_("把这一年的空号说明存成 Excel")),
        Binding("f8", "close", N_("关簿"), id="close", tooltip=N_("年度关簿，或重开；由办公室负责人批准")),
        Binding("left", "year(-1)", N_("上一年"), show=False, id="year_before", tooltip=N_("看上一年的")),
        Binding("right", "year(1)", N_("下一年"), show=False, id="year_after", tooltip=N_("看下一年的")),
    ]

    def __init__(self, year: int) -> None:
        super().__init__()
        self.year = year

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.year}"

    def body(self) -> ComposeResult:
        yield Static("", id="stands", markup=False)
        yield PagedList(COLUMNS, id="list")
        yield Detail()

    def on_mount(self) -> None:
        self.listing.focus()

    def load(self) -> None:
        reserved = number_lines.reserved(self.store, year=self.year)
        shown = self.listing
        shown.empty = _("{year} 年编号连续，没有空号", year=self.year)
        shown.show(
            len(reserved) + number_lines.count_unused(self.store, self.year),
            lambda offset, limit: self._page(reserved, offset, limit),
            self._cells,
        )
        self._show_stands(shown.count)
        self.show_detail()

    def _page(self, reserved: list[Line], offset: int, limit: int) -> list[Line]:
        first = reserved[offset : offset + limit]
        rest = limit - len(first)
        if not rest:
            return first
        below = max(offset - len(reserved), 0)
        return first + number_lines.unused(self.store, self.year, limit=rest, offset=below)

    def _show_stands(self, listed: int) -> None:
        book = book_year.of_year(self.store, self.year)
        parts: list[tuple[str, str]] = [(_("{year} 年", year=self.year) + "  ", "bold")]
        if book.closed:
            words = _("号簿已关：{at:date} {by} 批准", at=book.closed_at, by=book.closed_by)
            parts.append((words, "bold $text-success"))
        else:
            over = self.year < self.desk.clock.now().year
            # within the year only a gap is a fault: reservations and papers may still wait
            owed = (
                (N_("缺号 {n}"), book.missing, True), (N_("预留 {n}"), book.reserved, over),
                (N_("待编号公文 {n}"), len(book.waiting), over),
            )  # fmt: skip
            for words, n, wrong in owed:
                parts.append((_(words, n=n) + "  ", "bold $text-error" if n and wrong else ""))
            if not over:
                parts.append((_("已列 {n} 行，年底以后关簿", n=listed), ""))
            elif not (book.missing or book.reserved or book.waiting):
                parts.append((_("可以关簿，按 F8"), "$text-success"))
            else:
                ways = (
                    (N_("缺号按 F4 或 F5"), book.missing), (N_("预留按 F6"), book.reserved),
                    (N_("待编号的在公文里按 F7"), book.waiting),
                )  # fmt: skip
                todo = [_(words) for words, owed in ways if owed]
                parts.append((_("{ways:list}；处理完按 F8 关簿", ways=todo), ""))
        self.query_one("#stands", Static).update(Content.assemble(*parts))

    def _cells(self, line: Line) -> list[Cell]:
        look = line_look(line)
        shade = look if look == "dim" else ""
        day = (line.ended_at or line.expires or "")[:10]
        reason = line.reason or line.purpose
        return [
            (line.number, shade), (self._state(line), look), (reason, shade), (line.ended_by or line.person, shade),
            (day, shade),
        ]  # fmt: skip

    def _state(self, line: Line) -> str:
        return _("预留已到期") if self._due(line) else state_words(line)

    def _due(self, line: Line) -> bool:
        today = self.desk.clock.now().date()
        return line.state == "reserved" and is_due(line.year, number_forms.iso_day(line.expires), today)

    def show_detail(self) -> None:
        line: Line | None = self.listing.chosen
        words = ""
        if line is not None:
            words = "  ".join(filter(None, (line.number, self._state(line), line.title)))
            words += f"\n{line.reason or line.purpose}" if line.reason or line.purpose else ""
        self.query_one(Detail).update(Content(words))

    def action_year(self, by: int) -> None:
        if self.year + by in {*number_lines.years(self.store), self.desk.clock.now().year}:
            self.year += by
            self.say(None)
            self.listing.cursor = 0
            self.refresh_page()

    # ------------------------------------------------------------------ what is done

    @on(PagedList.Chosen)
    def action_explain(self) -> None:
        line = self.listing.chosen
        if isinstance(line, Line) and line.state == "gap":
            number_forms.explain(self, line)
        elif isinstance(line, Line) and line.state == "reserved":
            self.action_lapse()
        else:
            self.say(_("这一行已有说明") if line else self.listing.empty)

    def action_off_line(self) -> None:
        line = self.listing.chosen
        if isinstance(line, Line) and line.state in {"gap", "explained", "mistaken"}:
            number_forms.off_line(self, line.series, self.year, line.first)
        else:
            self.say(_("请选一个缺号"))

    def action_lapse(self) -> None:
        line = self.listing.chosen
        if isinstance(line, Line) and self._due(line):
            number_forms.lapse(self, line)
        elif isinstance(line, Line) and line.state == "reserved":
            self.say(_("还没有到期；不用了在号簿里作废"))
        else:
            self.say(_("请选一个到期的预留"))

    def action_close(self) -> None:
        if self.year >= self.desk.clock.now().year:
            self.say(year_runs(self.year), _("已列的现在可按 F7 存表"))
            return
        number_forms.close_or_reopen(self, self.year)

    def action_save(self) -> None:
        async def save(path: Path) -> Said:
            from oatui.files.gap_list_out import write_gap_list
            from oatui.papers.number_papers import gap_list

            made = await asyncio.to_thread(write_gap_list, path, gap_list(self.store, self.year))
            return _("空号说明已存：{path}", path=str(made.path))

        question = _("把 {year} 年的空号说明存成 Excel", year=self.year)
        ask_file(self, question, f"{_('空号说明')}-{self.year}.xlsx", save)
