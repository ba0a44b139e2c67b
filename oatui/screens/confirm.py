"""One question over the page: Enter does it, Esc leaves everything as it was."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui.i18n import N_
from oatui.screens.dialog import Dialog
from oatui.widgets.key_line import HELP, KeyLine


class Confirm(Dialog[bool]):
    """Answers True or False."""

    CSS_PATH = "confirm.tcss"
    HELP_WORDS: ClassVar[str] = N_("回车就照上面写的办，Esc 关上，什么也不改。")
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("enter,f5", "yes", N_("确定"), id="yes", tooltip=N_("就这样办")),
        Binding("f3,escape", "no", N_("不做了"), id="no", tooltip=N_("关上，什么也不改")),
    ]

    def __init__(self, question: str, note: str = "") -> None:
        super().__init__()
        self.question = question
        self.note = note

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            if self.note:
                yield Static(self.note, id="note", markup=False)
            yield KeyLine()

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
