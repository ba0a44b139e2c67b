"""Which file the roster is in: typed, dragged into the window, or chosen from those that lie at hand."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static
from textual.worker import Worker

from oatui.clock import ZONE
from oatui.files.at_hand import Entry, is_folder, offered, typed_path
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.screens.page import Page
from oatui.screens.roster_draft import Draft, read_parts
from oatui.screens.roster_preview import RosterPreviewPage
from oatui.store import meetings, people
from oatui.widgets.paged_list import Cell, Column, PagedList


class RosterImportPage(Page):
    """Answers with the verdict of the import, or None."""

    CSS_PATH = "roster_import.tcss"
    TITLE_WORDS = N_("导入名册")
    HELP_WORDS = N_(
        "选名册文件：把文件拖进窗口、粘贴路径，或在下面的列表里选。读出来先给您看，按 F5 才写入。"
        "能读 .xlsx、.xls 和 .csv；读文件时按 Esc 可以停下。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "open", N_("打开"), id="open", tooltip=N_("读这个文件，先看后导入；和回车一样")),
    ]

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self._reading: Worker[None] | None = None

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {meetings.get(self.store, self.meeting_id).title}"

    def body(self) -> ComposeResult:
        yield Static(_("名册文件"), id="ask", markup=False)
        hint = _("拖进文件、粘贴路径，或按下箭头从列表里选")
        yield Input(placeholder=hint, id="path", compact=True, select_on_focus=False)
        columns = [
            Column(N_("文件")), Column(N_("所在文件夹")), Column(N_("改动时间"), 16), Column(N_("大小"), 9, right=True),
        ]  # fmt: skip
        yield PagedList(columns, empty=_("这里没有 .xlsx、.xls、.csv 文件；请把文件拖进窗口"), id="files")

    @property
    def path(self) -> Input:
        return self.query_one("#path", Input)

    @property
    def files(self) -> PagedList:
        return self.query_one("#files", PagedList)

    def on_mount(self) -> None:
        self._offer()
        self.path.focus()

    @on(Input.Changed, "#path")
    def _offer(self) -> None:
        self.files.cursor = 0
        self.files.show_items(offered(self.path.value), self._cells)

    def _cells(self, entry: Entry) -> Sequence[Cell]:
        if entry.folder:
            return [f"{entry.path.name}/", (str(entry.path.parent), "dim"), "", ""]
        when = datetime.fromtimestamp(entry.modified, ZONE)
        size = f"{max(entry.size // 1000, 1)} KB" if entry.size else _("空文件")
        return [entry.path.name, (str(entry.path.parent), "dim"), f"{when:%Y-%m-%d %H:%M}", size]

    def on_key(self, event: events.Key) -> None:
        if self.focused is self.path and event.key == "down":
            event.stop()
            self.files.focus()
        elif self.focused is self.files and event.key == "up" and self.files.cursor == 0:
            event.stop()
            self.path.focus()
        elif self.focused is self.files and event.is_printable and event.character:
            event.stop()
            self.path.focus()
            self.path.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        if self.focused is self.files and event.text.strip():
            self.path.focus()
            self.path.value = event.text.splitlines()[0]

    @on(Input.Submitted, "#path")
    def _submitted(self) -> None:
        self.action_open()

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self._take(event.item)

    def action_open(self) -> None:
        path = typed_path(self.path.value)
        if self.focused is not self.files and self.path.value.strip() and is_folder(path) is False:
            self._read(path)
        elif entry := self.files.chosen:
            self._take(entry)
        elif self.path.value.strip() and not is_folder(path):
            self.say(refuse("roster.missing", name=path.name or str(path)).verdict)
        else:
            self.say(self.files.empty)

    def _take(self, entry: Entry) -> None:
        if not entry.folder:
            self._read(entry.path)
            return
        self.path.focus()
        self.path.value = f"{entry.path}{os.sep}"
        self.path.cursor_position = len(self.path.value)

    # ------------------------------------------------------------------ reading

    def _read(self, path: Path) -> None:
        if self._reading and self._reading.is_running:
            return
        self.say(_("正在读 {name}，按 Esc 停下", name=path.name))
        self._reading = self.run_worker(self._draft(path), group="read", exclusive=True)

    async def _draft(self, path: Path) -> None:
        try:
            parts = await asyncio.to_thread(read_parts, path)
            self.say(_("正在和已有名册核对，按 Esc 停下"))
            known = await self.desk.record(people.listed, self.meeting_id, -1)
            draft = await asyncio.to_thread(Draft, path.name, parts, known)
        except Refused as refused:
            self.say(refused.verdict)
            return
        self.say(None)
        self.desk.push_screen(RosterPreviewPage(self.meeting_id, draft), self._done)

    def _done(self, answer: Verdict | None) -> None:
        if answer:
            self.dismiss(answer)

    def action_back(self) -> None:
        if self._reading and self._reading.is_running:
            self._reading.cancel()
            self.say(_("已停下，什么也没有导入"))
        else:
            self.dismiss(None)
