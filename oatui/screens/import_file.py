"""Which file an import reads: read on a thread, stopped by Esc, and shown as what it would bring before it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.worker import Worker

from oatui.files.at_hand import TABLES
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.file_choice import FileChoicePage
from oatui.screens.page import Page


class ImportFilePage(FileChoicePage):
    """Answers with the verdict of the import, or None; `preview` reads a file."""

    ENDINGS: ClassVar[tuple[str, ...]] = TABLES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "take", N_("打开"), id="open", tooltip=N_("读这个文件，先看后导入；和回车一样")),
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._reading: Worker[None] | None = None

    async def preview(self, path: Path) -> Page:
        """Read the file; the page that shows what it would bring, which answers with a verdict. Raises Refused."""
        raise NotImplementedError

    def take_file(self, path: Path) -> None:
        if self._reading and self._reading.is_running:
            return
        self.say(_("正在读 {name}，按 Esc 停下", name=path.name))
        self._reading = self.run_worker(self._read(path), group="read", exclusive=True)

    async def _read(self, path: Path) -> None:
        try:
            page = await self.preview(path)
        except Refused as refused:
            self.say(refused.verdict)
            return
        self.say(None)
        self.desk.push_screen(page, self._done)

    def _done(self, answer: Verdict | None) -> None:
        if answer:
            self.dismiss(answer)

    def action_back(self) -> None:
        if self._reading and self._reading.is_running:
            self._reading.cancel()
            self.say(_("已停下，什么也没有导入"))
        else:
            self.dismiss(None)
