"""The examination of the store, in a thread with a connection of its own; Esc stops it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from oatui.i18n import N_, _
from oatui.screens.dialog import Dialog
from oatui.store import doctor
from oatui.store.database import DatabaseError, Store, StoreTrouble, open_store
from oatui.widgets.key_line import HELP, KeyLine

if TYPE_CHECKING:
    from oatui.app import DeskApp


class Stopped(Exception):
    """The clerk does not want to wait for the end."""


class Examination(Dialog[None]):
    """Says how far it is, then what was found."""

    CSS_PATH = "examination.tcss"
    HELP_WORDS: ClassVar[str] = N_(
        "检查数据文件是不是完整、流水有没有被改过、各表能不能由流水重新算出来。只看不改；没查完时按 Esc 就停下。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape,enter", "leave", N_("关上"), id="leave", tooltip=N_("停下，或看完关上")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.question = _("体检")
        self._own: Store | None = None
        self._stopped = False
        self._far = (0, 0)

    @property
    def desk(self) -> DeskApp:
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield Static(_("正在检查数据文件"), id="found", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self._timer = self.set_interval(0.2, self._show_progress)
        self.run_worker(self._examine, thread=True, group="doctor", exclusive=True, exit_on_error=False)

    def _examine(self) -> doctor.Report | StoreTrouble | None:
        """In the thread; None where it was stopped."""
        try:
            self._own = open_store(self.desk.path, self.desk.clock, self.desk.operator)
        except StoreTrouble as trouble:
            return trouble
        try:
            report = doctor.examine(self._own, self._progress)
        except Stopped:
            return None
        finally:
            own, self._own = self._own, None
            own.close()
        return None if self._stopped else report

    def _progress(self, done: int, total: int) -> None:
        if self._stopped:
            raise Stopped
        self._far = (done, total)

    def _show_progress(self) -> None:
        done, total = self._far
        if total:
            words = _("正在由流水重建各表：{done} / {total}。按 Esc 停下", done=done, total=total)
            self.query_one("#found", Static).update(words)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state not in {WorkerState.SUCCESS, WorkerState.ERROR}:
            return
        self._timer.stop()
        found = event.worker.result if event.state is WorkerState.SUCCESS else event.worker.error
        if isinstance(found, doctor.Report):
            self.query_one("#found", Static).update(report_content(found))
        elif found is not None:
            self.query_one("#found", Static).update(Content(str(found)))

    def action_leave(self) -> None:
        self._stopped = True
        own = self._own
        with suppress(DatabaseError):  # closed meanwhile
            if own:
                own.conn.interrupt()
        self.dismiss(None)


def report_content(report: doctor.Report) -> Content:
    """What was found, a line each: the word, then the sentence."""
    broken = report.broken_at
    lines = [
        (report.integrity == "ok", _("数据文件完好") if report.integrity == "ok" else report.integrity),
        (not report.guards, report.guards or _("防改措施都在")),
        (
            broken is None,
            _("流水 {n} 条，一条接一条，没有改动过", n=report.events)
            if broken is None
            else _("流水在 {place} 处被改动过", place=broken),
        ),
        (
            report.rebuilt_equal,
            _("由流水重建的各表与现在的一样")
            if report.rebuilt_equal
            else _("由流水重建的各表与现在的不一样：{difference}", difference=report.difference or "-"),
        ),
    ]
    parts: list[tuple[str, str]] = []
    for good, words in lines:
        colour = "$text-success" if good else "$text-error"
        parts += [(_("正常") if good else _("不对"), f"bold {colour}"), (f"  {words}\n", "")]
    ending = _("一切正常。") if report.ok else _("请不要再用这份数据，用最近的备份恢复（oatui restore）。")
    parts.append(("\n" + ending + _("校验 {head}", head=report.head or "-"), "bold" if not report.ok else ""))
    return Content.assemble(*parts)
