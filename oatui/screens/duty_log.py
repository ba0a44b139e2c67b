"""What was changed of the duty roster, and what was handed over, the last first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _, format_list
from oatui.papers import duty_papers
from oatui.screens.asking import Said, ask_file, show_lines
from oatui.screens.listed import ListedPage
from oatui.store import duty_changes, duty_watch
from oatui.store.duty_changes import Change
from oatui.store.duty_watch import HandOver
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

MOST = 200
COLUMNS = [Column(N_("时间"), 19), Column(N_("班次"), 20), Column(N_("事项"), 9), Column(N_("谁"))]
WORDS = {"set": N_("改人"), "swapped": N_("换班"), "withdrawn": N_("撤下")}


class DutyLogPage(ListedPage):
    """A line a change or a handing over; the whole sentence below."""

    CSS_PATH = "duty.tcss"
    TITLE_WORDS = N_("值班变动和交接")
    HELP_WORDS = N_(
        "值班表上换了谁、谁和谁换班、撤下了哪一班，每一条都有原因和登记的人；交接班写着交了什么没办完的。只能看，不能改。"
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "save", N_("存表"), id="save", tooltip=N_("存成 Excel，或 Word 打印")),
    ]

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("还没有变动和交接"), id="list")
        yield Detail()

    def load(self) -> None:
        found: list[Change | HandOver] = [
            *duty_changes.changes(self.store, most=MOST), *duty_watch.hand_overs(self.store, most=MOST)
        ]  # fmt: skip
        found.sort(key=lambda one: one.at, reverse=True)
        self.listing.show_items(found[:MOST], self._cells)
        self.show_detail()

    def _cells(self, one: Change | HandOver) -> Sequence[Cell]:
        at, shift = _("{at:short} {at:hm}", at=one.at), _("{day:short} {shift}", day=one.day, shift=one.shift)
        if isinstance(one, HandOver):
            return [at, shift, _("交接班"), _("{giver} 交 {taker}", giver=one.giver, taker=one.taker)]
        was, becomes = one.line.values["was"], one.line.values["becomes"]
        who = (
            _("{was:list} 改为 {becomes:list}", was=was, becomes=becomes) if one.becomes else format_list(was)
        )
        return [at, shift, _(WORDS[one.kind]), who]

    def action_save(self) -> None:
        async def save(path: Path) -> Said:
            made, _rows = await self.desk.record(duty_papers.write_log, path)
            return _("已存：{path}", path=str(made))

        ask_file(
            self, _("存交接和变动"), _("值班交接和变动.xlsx"), save, N_("文件名以 .docx 结尾就存成 Word")
        )

    def show_detail(self) -> None:
        one: Change | HandOver | None = self.listing.chosen
        show_lines(self.query_one(Detail), [one.line.message] if one else [])
