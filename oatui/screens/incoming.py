"""收文: what is open first, by its limit; found by any part of a line; every act by a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.clock import from_iso
from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.screens.deadline_form import length_words
from oatui.screens.incoming_acts import IncomingActs
from oatui.screens.searched import IndexedPage
from oatui.store import incoming
from oatui.store.incoming import Incoming
from oatui.widgets.paged_list import Cell, Column, PagedList

WIDE = 110  # cells
COLUMNS = [
    Column(N_("号"), 4, right=True), Column(N_("收到"), 5), Column(N_("来文机关"), 12), Column(N_("标题")),
    Column(N_("现在何处"), 15), Column(N_("时限"), 12),
]  # fmt: skip
WIDE_COLUMNS = [
    Column(N_("号"), 7, right=True), Column(N_("收到"), 5), Column(N_("来文机关"), 16), Column(N_("来文字号"), 22),
    Column(N_("标题")), Column(N_("现在何处"), 16), Column(N_("时限"), 14),
]  # fmt: skip
URGENT_LOOKS = {"": "", "urgent": "warn", "extra": "bad"}


class IncomingPage(IndexedPage, IncomingActs):
    """A search line over the list; what is typed on the list goes to the search line."""

    CSS_PATH = "incoming.tcss"
    TITLE_WORDS = N_("收文")
    SEARCH_WORDS = N_("查找：来文机关、文号、标题、承办人的任何一部分")
    GROUP = "incoming"
    HELP_WORDS = N_(
        "来文在这里登记，一年一个顺序号。在办的排在前面，时限近的在先；特急、加急当天办（第3条），过夜的标出来。"
        "直接输入来文机关、文号、标题、承办人的任何一部分就能查找。F8 里有签收、催办、转为会议或督查事项、退回、归卷。"
        "涉密文件不在这里登记，见涉密台账。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("登记"), id="add", tooltip=N_("登记一份来文")),
    ]

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield PagedList(COLUMNS, id="list")

    def on_resize(self) -> None:
        self.listing.columns = list(WIDE_COLUMNS if self.size.width >= WIDE else COLUMNS)
        self.listing.refresh()

    def load(self) -> None:
        text = self.text
        shown = self.listing
        shown.empty = _("没有找到“{text}”", text=text) if text else _("还没有收文。按 F4 登记第一份")
        self.show_rows()

    def in_order(self, ids: list[int]) -> list[int]:
        return incoming.in_order(self.store, ids)

    def of_ids(self, ids: Sequence[int]) -> list[Incoming]:
        return incoming.of_ids(self.store, ids)

    def count_rows(self, text: str) -> int:
        return incoming.count(self.store, text)

    def rows(self, text: str, limit: int, offset: int) -> list[Incoming]:
        return incoming.listed(self.store, text, limit, offset)

    @property
    def paper(self) -> Incoming | None:
        one = self.listing.chosen
        if not isinstance(one, Incoming):
            self.say(self.listing.empty)
            return None
        return one

    def cells_of(self, one: Incoming) -> Sequence[Cell]:
        now = self.desk.clock.now()
        number = str(one.sequence) if one.year == now.year else f"{one.year % 100}-{one.sequence}"
        received = f"{one.received_at[5:10]}"
        urgent = f"{_(law.URGENCIES[one.urgency])} " if one.urgency and one.open else ""
        title: Cell = (f"{urgent}{one.title}", URGENT_LOOKS[one.urgency]) if urgent else one.title
        where: Cell = one.holder if one.open else (_(law.STATES[one.state]), "dim")
        if one.filed_at:
            where = (_("已归卷"), "dim")
        elif one.open and one.unsigned:
            where = (f"{_('未签')} {one.holder}", "warn")
        cells = [number, received, one.sender, title, where, limit_words(one, now)]
        if self.listing.columns == WIDE_COLUMNS:
            cells.insert(3, one.sender_number)
        return cells

    # ------------------------------------------------------------------ searching and opening

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        self._show(event.item.id)

    def _show(self, paper: int) -> None:
        from oatui.screens.incoming_item import IncomingItemPage

        self.desk.push_screen(IncomingItemPage(paper))

    def action_add(self) -> None:
        from oatui.screens.incoming_form import IncomingFormPage

        self.desk.push_screen(IncomingFormPage(), self.after)


def limit_words(one: Incoming, now: datetime, nights: bool = True) -> tuple[str, str]:
    """How it stands with the time: 超期 3 天, 今天 17:30, 12-02, 过夜 1 夜, 待历; with its colour."""
    if not one.open:
        return (one.ended_at or "")[5:10], "dim"
    late = law.overdue(one.limit, now)
    if late:
        return _("超期 {span}", span=length_words(late.values["seconds"])), "bad"
    night = law.overnight(one.urgency, from_iso(one.received_at), False, now)
    if night and nights:
        return _("过了 {n} 夜", n=night.values["nights"]), "bad" if one.urgency == "extra" else "warn"
    if one.limit.at is None:
        if one.limit.rule:
            return _("待历"), "warn"
        return (_("今天办"), "warn") if one.urgency else ("", "")
    days = (one.limit.at.date() - now.date()).days
    if days == 0:
        return _("今天 {at:hm}", at=one.limit.at), "warn"
    return f"{one.limit.at:%m-%d} " + _("{n}天", n=days), "warn" if days == 1 else ""
