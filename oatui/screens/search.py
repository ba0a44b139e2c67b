"""Search over everything as one types: documents, the register, incoming papers, meetings, people; newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Input, Static

from oatui.i18n import N_, _, format_date, ours
from oatui.screens.searched import LineOverList
from oatui.store import search
from oatui.store.search import Hits
from oatui.store.search_lines import KINDS, Found
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

WIDE_FROM = 110  # columns
NARROW = (Column(N_("类别"), 9), Column(N_("标题、姓名")), Column(N_("字号"), 23), Column(N_("日期"), 10))
WIDE = (
    Column(N_("类别"), 9), Column(N_("标题、姓名")), Column(N_("字号"), 25), Column(N_("科室、单位"), 24),
    Column(N_("日期"), 10),
)  # fmt: skip
GROUP_WORDS = {
    "": N_("全部"),
    "document": N_("公文"),
    "register": N_("登记簿"),
    "incoming": N_("收文"),
    "meeting": N_("会议"),
    "person": N_("人员"),
}
PAUSE = 0.03  # seconds after a key: the last of several typed keys is asked alone
MOST = 50  # lines that are brought into the index at a time, so that no other act waits


class SearchPage(LineOverList):
    """A search line over the list; what is found comes a moment after the last key."""

    CSS_PATH = "search.tcss"
    TITLE_WORDS = N_("查找")
    HELP_WORDS = N_(
        "公文、登记簿、收文、会议、人员一起找，新的在前。输入标题、字号、科室、主送机关、来文机关、姓名的任何一部分，"
        "或拼音全拼、首字母：tongzhi、tz。字号怎么写都行：嘉商务字2026-14、〔2026〕14、14号。"
        "几个词之间用空格隔开，都要有。按 F4 只看一类；上下键选，回车打开。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "next_group", N_("换类别"), id="next_group", tooltip=N_("全部，或只看公文、收文、会议等一类")),
        Binding("f7", "to_line", N_("查找"), id="search", tooltip=N_("回到查找栏")),
    ]  # fmt: skip

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.text = text
        self.group = ""
        self.hits = Hits([], False)

    def body(self) -> ComposeResult:
        words = _("标题、字号、单位、姓名的任何一部分，或拼音、首字母")
        yield Input(self.text, placeholder=words, id="search", compact=True, select_on_focus=False)
        yield Static("", id="groups", markup=False)
        yield PagedList(NARROW, id="list")
        yield Detail()

    def on_resize(self) -> None:
        self._columns()

    def _columns(self) -> None:
        self.listing.columns = list(WIDE if self.size.width >= WIDE_FROM else NARROW)
        self.listing.refresh()

    def load(self) -> None:
        self._columns()
        self._find()
        if search.behind(self.store) and not self.store.trouble:
            # the method, not its coroutine: one that is overtaken before it began would never be awaited
            self.run_worker(self._catch_up, group="index", exclusive=True)  # type: ignore[arg-type]

    async def _catch_up(self) -> None:
        """Bring the index on beside the other acts, a few lines at a time; what it has by then is found."""
        while left := search.behind(self.store):
            self._say_groups(left)
            if await self.record(search.catch_up, MOST) is None:
                return
            if search.behind(self.store) >= left:
                break
        self._find()

    # ------------------------------------------------------------------ asking

    @on(Input.Changed)
    def _typed(self) -> None:
        self.run_worker(self._find_soon, group="find", exclusive=True)  # type: ignore[arg-type]

    async def _find_soon(self) -> None:
        await asyncio.sleep(PAUSE)
        self.listing.cursor = 0
        self._find()

    def _find(self) -> None:
        text = self.input_line.value.strip()
        self.hits = search.find(self.store, text, self.group)
        shown, places = self.listing, self.hits.places
        shown.empty = (
            _("没有找到“{text}”", text=text)
            if text
            else _("请输入要找的：一个字、一段标题、字号或拼音首字母")
        )
        shown.show(
            len(places),
            lambda offset, limit: search.shown(self.store, places[offset : offset + limit]),
            self._cells,
        )
        self._say_groups()
        self.show_detail()

    def _say_groups(self, left: int = 0) -> None:
        parts: list[tuple[str, Style]] = []
        for group, words in GROUP_WORDS.items():
            chosen = group == self.group
            parts += [(f" {_(words)} ", Style(reverse=chosen, bold=chosen)), (" ", Style())]
        said = ""
        if left:
            said = _("正在编入查找，还有 {n} 条", n=left)
        elif self.input_line.value.strip():
            said = (
                _("{n} 条以上，请再输几个字", n=search.MOST)
                if self.hits.more
                else _("找到 {n} 条", n=len(self.hits.places))
            )
        self.query_one("#groups", Static).update(Content.assemble(*parts, (f" {said}", Style(dim=True))))

    def _cells(self, one: Found) -> Sequence[Cell]:
        cells: list[Cell] = [(_(KINDS[one.kind]), "dim"), one.title, ours(one.number)]
        if len(self.listing.columns) == len(WIDE):
            cells.append(one.unit)
        return [*cells, one.date]

    def show_detail(self) -> None:
        one: Found | None = self.listing.chosen
        words = ""
        if one:
            day = format_date(one.date) if one.date else ""
            words = "\n".join((one.title, "  ".join(filter(None, (ours(one.number), one.unit, day)))))
        self.query_one(Detail).update(Content(words))

    # ------------------------------------------------------------------ moving and opening

    @on(Input.Submitted)
    def _entered(self) -> None:
        # what was typed last may not have been asked yet
        self.workers.cancel_group(self, "find")
        self._find()
        if self.listing.count == 1:
            self.listing.action_choose()
        self.action_to_list()

    def action_next_group(self) -> None:
        order = list(GROUP_WORDS)
        self.group = order[(order.index(self.group) + 1) % len(order)]
        self.listing.cursor = 0
        self._find()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        self.desk.push_screen(page_of(event.item))

    def action_back(self) -> None:
        line = self.input_line
        if line.value:
            line.clear()
            line.focus()
        else:
            self.dismiss(None)


def page_of(one: Found) -> Screen[Any]:
    """The page that shows a thing: its own, or the list that it stands in."""
    if one.kind == "document":
        from oatui.screens.document import DocumentPage

        return DocumentPage(one.id)
    if one.kind == "incoming":
        from oatui.screens.incoming_item import IncomingItemPage

        return IncomingItemPage(one.id)
    if one.kind == "meeting":
        from oatui.screens.meeting import MeetingPage

        return MeetingPage(one.id)
    if one.kind == "person":
        from oatui.screens.roster import RosterPage

        return RosterPage(one.more)
    from oatui.screens.numbers import NumbersPage

    return NumbersPage(one.more)
