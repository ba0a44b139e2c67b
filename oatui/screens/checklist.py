"""会务清单: what the meeting needs, who sees to it, ticked when it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _, ours
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Do, Said, ask
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.ticked_list import TICK_KEY
from oatui.store import checklists
from oatui.store.checklists import Item
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

_COLUMNS = [
    Column("", 4), Column(N_("准备什么")), Column(N_("谁负责"), 14), Column(N_("备好"), 12), Column(N_("谁打的勾"), 14),
]  # fmt: skip


class ChecklistPage(MeetingListPage):
    """One line a thing to prepare; Enter ticks it, Enter again opens it."""

    CSS_PATH = "checklist.tcss"
    TITLE_WORDS = N_("会务清单")
    HELP_WORDS = N_(
        "会标、席签、话筒、材料、茶水这些，一项一行，备好了按回车或空格打勾，记下谁、什么时候。F4 列入本局的常用项（在设置里改）；"
        "F5 加一项；F6 改这一项和谁负责；F8 去掉这一项。复制会议时清单一起带过去。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        TICK_KEY,
        Binding("f4", "begin", N_("常用项"), id="begin", tooltip=N_("把本局的常用项列进来，已有的不重复")),
        Binding("f5", "add", N_("加一项"), id="add", tooltip=N_("加一项要准备的")),
        Binding("f6", "change", N_("修改"), id="change", tooltip=N_("改这一项，或谁负责")),
        Binding("f8", "drop", N_("去掉"), id="drop", tooltip=N_("这次会议不需要这一项")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(_COLUMNS, empty=_("还没有清单。按 F4 列入本局的常用项，或按 F5 加一项"), id="items")

    def load(self) -> None:
        self.read_meeting()
        self.listing.show_items(checklists.listed(self.store, self.meeting_id), self._cells)
        done, lines = checklists.figures(self.store, self.meeting_id)
        words = _("已备好 {done} / {lines}", done=done, lines=lines) if lines else ""
        self.query_one("#figures", Static).update(words)

    def _cells(self, one: Item) -> Sequence[Cell]:
        at = f"{one.done_at[5:10]} {one.done_at[11:16]}" if one.done_at else ""
        return [(_("好"), "ok") if one.done_at else "", ours(one.title), one.owner, at, one.done_by]

    def action_tick(self) -> None:
        self.listing.action_choose()

    @on(PagedList.Chosen)
    async def _tick(self, event: PagedList.Chosen) -> None:
        event.stop()
        one: Item = event.item
        if made := await self.record(checklists.tick, one.id, not one.done_at):
            self.refresh_page()
            key = "checklist.done" if made.done_at else "checklist.undone"
            self.say(Verdict(None, Level.OK, key, {"title": made.title}))

    async def action_begin(self) -> None:
        n = await self.record(checklists.begin, self.meeting_id)
        if n is not None:
            self.refresh_page()
            self.say(Verdict(None, Level.OK, "checklist.begun", {"n": n}))

    def action_add(self) -> None:
        async def add(values: dict[str, Any]) -> Said:
            made = await self.desk.record(checklists.add, self.meeting_id, values["title"], values["owner"])
            return Verdict(None, Level.OK, "checklist.added", {"title": made.title})

        self._ask(_("加一项要准备的"), "", "", add)

    def action_change(self) -> None:
        one = self.chosen_of(Item)
        if one is None:
            return

        async def change(values: dict[str, Any]) -> Said:
            await self.desk.record(checklists.change, one.id, values["title"], values["owner"])
            return Verdict(None, Level.OK, "calling.saved")

        self._ask(_("修改这一项"), one.title, one.owner, change)

    async def action_drop(self) -> None:
        one = self.chosen_of(Item)
        if one is None:
            return
        if gone := await self.record(checklists.drop, one.id):
            self.refresh_page()
            self.say(Verdict(None, Level.OK, "checklist.dropped", {"title": gone.title}))

    def _ask(self, question: str, title: str, owner: str, do: Do) -> None:
        fields = [
            Field("title", N_("准备什么"), value=title, hint=N_("如 会标")),
            Field("owner", N_("谁负责"), value=owner, hint=N_("可以不填")),
        ]
        ask(self, question, fields, do, {})
