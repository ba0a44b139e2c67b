"""会中离开: who left the hall and is not back (GB 50799, 12.2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_list, format_span, ours
from oatui.rules.verdict import refuse
from oatui.screens.ask import Ask
from oatui.screens.by_hand import LEAVING
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import meetings, presence
from oatui.store.presence import Out
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Panel

_COLUMNS = [
    Column(N_("姓名"), 12), Column(N_("单位")), Column(N_("离开"), 8), Column(N_("多久"), 10),
    Column(N_("原因"), 24),
]  # fmt: skip


class OutPage(MeetingListPage):
    """One line a person, the longest out first."""

    COLUMNS = _COLUMNS
    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("会中离开")
    HELP_WORDS = N_(
        "离开会场还没有返回的人。回车登记返回；F4 补写原因。没有原因又没有返回的，闭会时按早退记（第17条）。"
        "用扫码登记离场和返回，在签到台 F5 里开离场登记。F6 在本会场和全部会场之间切换。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "explain", N_("写原因"), id="explain", tooltip=N_("补写离会的原因")),
        Binding("f5", "back_in", N_("登记返回"), id="back_in", tooltip=N_("这个人回到了会场，和回车一样")),
        Binding("f6", "whole", N_("全部会场"), id="whole", tooltip=N_("本会场或全部会场")),
    ]

    def __init__(self, meeting: int, venue: meetings.Venue | None) -> None:
        super().__init__(meeting)
        self.venue = venue
        self.every_venue = venue is None

    def title_words(self) -> str:
        where = _("全部会场") if self.every_venue or self.venue is None else ours(self.venue.name)
        return f"{super().title_words()}  {where}"

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("没有人离开会场"), id="people")

    def load(self) -> None:
        self.read_meeting()
        where = None if self.every_venue or self.venue is None else self.venue.id
        found = presence.out(self.store, self.meeting_id, where)
        self.listing.show_items(found, self._cells)
        owed = sum(not one.reason for one in found)
        words = _("会中离开未返回 {n} 人", n=len(found)) if found else ""
        after = "    " + _("没有写原因 {n} 人", n=owed) if owed else ""
        self.query_one("#figures", Panel).update(Content.assemble((words, Style(bold=True)), after))

    def _cells(self, one: Out) -> Sequence[Cell]:
        since = from_iso(one.since)
        seconds = int((self.desk.clock.now() - since).total_seconds())
        reason: Cell = one.reason or (_("没有写"), "warn")
        return [one.name, one.unit, f"{since:%H:%M:%S}", format_span(seconds), reason]

    @on(PagedList.Chosen)
    async def _entered(self, event: PagedList.Chosen) -> None:
        await self._back_in(event.item)

    async def action_back_in(self) -> None:
        if one := self.chosen_of(Out):
            await self._back_in(one)

    async def _back_in(self, one: Out) -> None:
        if noted := await self.record(presence.come_back, one.attendee):
            self.refresh_page()
            self.say(noted.verdict)

    def action_explain(self) -> None:
        one = self.chosen_of(Out)
        if one is None:
            return

        def reason(text: str) -> str:
            if not text.strip():
                raise refuse("presence.reason_needed", "17-6", name=one.name)
            return text.strip()

        async def done(values: dict[str, Any] | None) -> None:
            if values and (noted := await self.record(presence.explain, one.attendee, values["reason"])):
                self.refresh_page()
                self.say(noted.verdict)

        offers = [_(word) for word in LEAVING]
        fields = [Field("reason", N_("原因"), hint=format_list(offers), offers=offers, read=reason)]
        self.desk.push_screen(Ask(_("{name} 为什么离会", name=one.name), fields), done)

    def action_whole(self) -> None:
        self.every_venue = not self.every_venue or self.venue is None
        self.load()
