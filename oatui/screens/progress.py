"""Long work over the page: how far it is, and Esc stops it with nothing half-written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.long_work import LongWork, Stopped
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.dialog import Dialog
from oatui.store.database import StoreTrouble
from oatui.widgets.bars import progress
from oatui.widgets.key_line import KeyLine

LOOK_SECONDS = 0.1
BAR = 56  # cells


class Progress(Dialog[Any]):
    """Answers with what the work made, or with a Verdict where it was refused, failed or stopped.

    `begin` starts the work on a thread of its own (`asyncio.to_thread`, or the desk's writing thread) and hands it
    the LongWork.
    """

    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f3", "stop", N_("停下"), id="stop", tooltip=N_("停下，什么也不留下")),
    ]

    def __init__(self, title: str, begin: Callable[[LongWork], Awaitable[Any]]) -> None:
        super().__init__()
        self.title_words = title
        self.begin = begin
        self.work = LongWork()

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.title_words, id="question", markup=False)
            yield Static("", id="bar", markup=False)
            yield Static("", id="note", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.set_interval(LOOK_SECONDS, self._show)
        self.run_worker(self._run(), group="long")

    async def _run(self) -> None:
        try:
            made = await self.begin(self.work)
        except (Refused, StoreTrouble) as no:
            made = no.verdict
        except Stopped:
            made = Verdict(None, Level.NOTE, "work.stopped", {})
        self.dismiss(made)

    def _show(self) -> None:
        done, whole = self.work.done, self.work.whole
        colours = self.app.theme_variables
        parts = [(min(done, whole), colours["primary"])]
        self.query_one("#bar", Static).update(progress(BAR, parts, whole, colours["surface-lighten-2"]))
        words = _("{done} / {whole}", done=done, whole=whole) if whole else _("正在准备")
        self.query_one("#note", Static).update(words)

    def action_stop(self) -> None:
        words = _("正在停下") if self.work.stop() else _("已经在写入，马上就好，停不下来了")
        self.query_one("#question", Static).update(words)
