"""A small form over the page: a few fields, Enter goes on, Esc leaves everything as it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui.i18n import N_
from oatui.screens.dialog import Dialog
from oatui.widgets.form import Field, Form
from oatui.widgets.key_line import HELP, KeyLine

Act = Callable[[dict[str, Any]], Awaitable[tuple[str, str] | None]]


class Ask(Dialog[dict[str, Any] | None]):
    """Answers with the values of the fields, or None.

    `act` is done before the form closes; a (field, sentence) that it answers stands under its field, and the form
    stays open with all that was typed. `waits` is said while `act` asks another machine: no key waits with it.
    """

    CSS_PATH = "ask.tcss"
    HELP_WORDS: ClassVar[str] = N_(
        "一栏一栏填：回车到下一栏，上下箭头换栏，灰字是空着时的意思。有几项可选的，按前面的数字或左右箭头。"
        "在最后一栏按回车，或随时按 F5，就确定；填得不对的，原因写在那一栏下面。Esc 关上，什么也不改。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("不做了"), id="leave", tooltip=N_("关上，什么也不改")),
        Binding("f5", "send", N_("确定"), id="send", tooltip=N_("和在最后一栏按回车一样")),
    ]

    def __init__(
        self,
        question: str,
        fields: Sequence[Field],
        note: str = "",
        act: Act | None = None,
        waits: str = "",
    ) -> None:
        super().__init__()
        self.question = question
        self.fields = fields
        self.note = note
        self.act = act
        self.waits = waits
        self._acting = False

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            if self.note or self.waits:
                yield Static(self.note, id="note", markup=False)
            yield Form(self.fields)
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Form).begin()

    @on(Form.Sent)
    async def _sent(self, event: Form.Sent) -> None:
        if self._acting:
            return
        if not self.act:
            self.dismiss(event.values)
            return
        self._acting = True
        if self.waits:
            self.query_one("#note", Static).update(self.waits)
            self.run_worker(self._do(self.act, event.values), group="act")
        else:
            await self._do(self.act, event.values)

    async def _do(self, act: Act, values: dict[str, Any]) -> None:
        wrong = await act(values)
        if self.gone:
            return
        if wrong:
            self._acting = False
            if self.waits:
                self.query_one("#note", Static).update(self.note)
            form = self.query_one(Form)
            form.show_error(*wrong)
            form.begin(wrong[0])
            return
        self.dismiss(values)

    def action_send(self) -> None:
        self.query_one(Form).send()

    def action_leave(self) -> None:
        if self._acting and self.waits:
            return  # the other machine may have done it by now: its answer closes the form, or a time limit
        self.dismiss(None)
