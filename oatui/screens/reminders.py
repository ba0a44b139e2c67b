"""催办: a ready sentence for every unit that has not acknowledged, not replied, or whose people are not here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.notice import REMINDERS, Reminder
from oatui.rules.workdays import CalendarMissing
from oatui.screens.page import Page
from oatui.store import meetings, notices
from oatui.widgets.paged_list import Cell, Column, PagedList


class RemindersPage(Page):
    """One line a unit, with the contact's phone; its sentence in full below, to be copied or selected."""

    CSS_PATH = "reminders.tcss"
    TITLE_WORDS = N_("催办")
    HELP_WORDS = N_(
        "F4 未签收、F5 未回执、F6 未到会，各单位一句话。回车复制这一句，发到微信或OA；F8 全部复制，一行一句。"
        "电话只给您看，不在要发的话里。复制不了的终端，按住 Shift 用鼠标选下面的字。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "kind('unacknowledged')", N_("未签收"), id="unacknowledged", tooltip=N_("发了还没有签收的")),
        Binding("f5", "kind('unreplied')", N_("未回执"), id="unreplied", tooltip=N_("发了还没有报回执的")),
        Binding("f6", "kind('not_arrived')", N_("未到会"), id="not_arrived", tooltip=N_("还有人没有签到的单位")),
        Binding("f8", "copy_all", N_("全部复制"), id="copy_all", tooltip=N_("各单位的话一起复制，一行一句")),
    ]  # fmt: skip

    def __init__(self, meeting: int, kind: str = "") -> None:
        super().__init__()
        self.meeting_id = meeting
        self.kind = kind
        self.found: list[Reminder] = []

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {_(REMINDERS[self.kind])}" if self.kind else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        columns = [Column(N_("单位")), Column(N_("联系人"), 12), Column(N_("电话"), 24)]
        yield PagedList(columns, empty=_("没有要催的"), id="units")
        yield Static(id="words", markup=False)

    @property
    def listing(self) -> PagedList:
        return self.query_one("#units", PagedList)

    def on_mount(self) -> None:
        self.listing.focus()

    def load(self) -> None:
        called = meetings.get(self.store, self.meeting_id)
        until: datetime | None = None
        try:
            until = notices.deadline(self.store, called, self.calendar).at
        except CalendarMissing as missing:
            self.say(missing.verdict)
        if not self.kind:
            # the list that matters now: at the door who is awaited, before it what the notice still lacks
            begun = self.desk.clock.now() >= called.window.opens
            self.kind = "not_arrived" if begun else "unacknowledged"
        self.found = notices.reminders(self.store, self.meeting_id, self.kind, until)
        self.listing.show_items(self.found, self._cells)
        self.show_head()
        self._show_words()

    def _cells(self, one: Reminder) -> Sequence[Cell]:
        return [one.unit, one.contact, one.phone or (_("没有电话"), "dim")]

    @on(PagedList.Moved)
    def _show_words(self) -> None:
        one = self.listing.chosen
        words = one.words.message if isinstance(one, Reminder) else ""
        self.query_one("#words", Static).update(Content.styled(words, Style()))

    def action_kind(self, kind: str) -> None:
        self.kind = kind
        self.listing.cursor = 0
        self.say(None)
        self.load()

    @on(PagedList.Chosen)
    def _copy(self, event: PagedList.Chosen) -> None:
        event.stop()
        one: Reminder = event.item
        self.desk.copy_to_clipboard(one.words.message)
        self.say(_("已复制给 {unit} 的话；电话 {phone}", unit=one.unit, phone=one.phone or _("没有电话")))

    def action_copy_all(self) -> None:
        if not self.found:
            self.say(self.listing.empty)
            return
        self.desk.copy_to_clipboard("\n".join(one.words.message for one in self.found))
        self.say(_("已复制 {n} 句", n=len(self.found)))
