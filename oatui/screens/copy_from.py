"""Which earlier meeting a new one is a copy of; one digit chooses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.store.meetings import Meeting
from oatui.widgets.key_line import HELP, KeyLine
from oatui.widgets.paged_list import Column, PagedList

Line = tuple[Meeting, str, int]  # the meeting, its start in words, how many people


class CopyFrom(ModalScreen[Any]):
    """Answers with a Meeting, False for no copy, None where the clerk goes back."""

    CSS_PATH = "meeting_form.tcss"
    HELP_WORDS: ClassVar[str] = N_(
        "按前面的数字，或上下箭头选了按回车，就照那一次填好名称、地点、名册和座次，再改日期。按 0 填一张空白的，Esc 返回。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("返回"), id="leave", tooltip=N_("关上，什么也不改")),
        Binding("0,f4", "none", N_("不复制"), id="none", tooltip=N_("填一张空白的")),
    ]

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.question = _("复制哪一次会议？按数字，或移到那一行按回车")
        self.lines = list(lines)

    def compose(self) -> ComposeResult:
        columns = [
            Column("", 2),
            Column(N_("开始"), 20),
            Column(N_("名称")),
            Column(N_("应到"), 5, right=True),
        ]
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield PagedList(columns, id="earlier")
            yield KeyLine()

    def on_mount(self) -> None:
        rows = list(enumerate(self.lines, start=1))
        earlier = self.query_one(PagedList)
        earlier.show_items(rows, lambda row: [str(row[0]), row[1][1], row[1][0].title, str(row[1][2])])
        earlier.styles.height = len(rows) + 2
        earlier.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.lines):
            event.stop()
            self.dismiss(self.lines[int(event.key) - 1][0])

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.dismiss(event.item[1][0])

    def action_none(self) -> None:
        self.dismiss(False)

    def action_leave(self) -> None:
        self.dismiss(None)
