"""Several lines over the page: pasted or typed into one field, F5 takes them, Esc leaves everything as it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from oatui.i18n import N_
from oatui.screens.dialog import Dialog
from oatui.widgets.key_line import HELP, KeyLine

Take = Callable[[str], Awaitable[str | None]]


class LinesAsk(Dialog[str | None]):
    """Answers with the text, or None; a sentence that `take` answers stands below, and the text stays."""

    CSS_PATH = "lines.tcss"
    HELP_WORDS: ClassVar[str] = N_(
        "把复制的内容粘贴在这里，也可以一行一行写。F5 确定，Esc 关上，什么也不改。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("不做了"), id="leave", tooltip=N_("关上，什么也不改")),
        Binding("f5", "send", N_("确定"), id="send", tooltip=N_("按这些行办"), priority=True),
    ]

    def __init__(self, question: str, note: str, text: str, take: Take) -> None:
        super().__init__()
        self.question = question
        self.note = note
        self.text = text
        self.take = take

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield Static(self.note, id="note", markup=False)
            yield TextArea(self.text, id="lines", soft_wrap=False, tab_behavior="focus")
            yield Static("", id="wrong", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    async def action_send(self) -> None:
        text = self.query_one(TextArea).text
        wrong = await self.take(text)
        if self.gone:
            return
        if wrong:
            self.query_one("#wrong", Static).update(wrong)
            return
        self.dismiss(text)
