"""Which of a few that are there already: one digit chooses, 0 none of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui.i18n import N_
from oatui.screens.dialog import Dialog
from oatui.widgets.key_line import HELP, KeyLine
from oatui.widgets.paged_list import MENU, Cell, Column, PagedList


class NumberedChoice(Dialog[Any]):
    """Answers with what stands for a row, False for none of them, None where the clerk goes back."""

    COLUMNS: ClassVar[Sequence[Column]]  # behind the digit's
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("返回"), id="leave", tooltip=N_("关上，什么也不改")),
    ]

    def __init__(self, question: str, rows: Sequence[tuple[Any, Sequence[Cell]]]) -> None:
        super().__init__()
        self.question = question
        self.rows = list(rows)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield PagedList([Column("", 2), *self.COLUMNS], id="rows", at_once=MENU)
            yield KeyLine()

    def on_mount(self) -> None:
        listing = self.query_one(PagedList)
        numbered = list(enumerate(self.rows, start=1))
        listing.show_items(numbered, lambda line: [str(line[0]), *line[1][1]])
        listing.styles.height = len(numbered) + 2
        listing.styles.margin = (1, 2, 0, 2)
        listing.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.rows):
            event.stop()
            self.dismiss(self.rows[int(event.key) - 1][0])

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.dismiss(event.item[1][0])

    def action_none(self) -> None:
        self.dismiss(False)
