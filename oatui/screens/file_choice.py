"""Which file is meant: typed, dropped into the window, or chosen among those that lie at hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from oatui.clock import ZONE
from oatui.files.at_hand import ANY, PRINTED, Entry, is_folder, offered, typed_path, typed_paths
from oatui.i18n import N_, _
from oatui.rules.verdict import refuse
from oatui.screens.searched import LineOverList
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = [
    Column(N_("文件")), Column(N_("所在文件夹")), Column(N_("改动时间"), 16), Column(N_("大小"), 9, right=True),
]  # fmt: skip


class FileChoicePage(LineOverList):
    """`take_file` has the one that was chosen; a subclass says which endings are offered."""

    CSS_PATH = "file_choice.tcss"
    ASK_WORDS: ClassVar[str] = ""
    ENDINGS: ClassVar[tuple[str, ...]] = ANY
    COLUMNS: ClassVar[Sequence[Column]] = COLUMNS

    def body(self) -> ComposeResult:
        if self.ASK_WORDS:
            yield Static(_(self.ASK_WORDS), id="ask", markup=False)
        hint = _("拖进文件、粘贴路径，或按下箭头从列表里选")
        yield Input(placeholder=hint, id="path", compact=True, select_on_focus=False)
        empty = _("这里没有文件；请把文件拖进窗口")
        if self.ENDINGS != ANY:
            empty = _("这里没有能读的文件（{endings}）；请把文件拖进窗口", endings=" ".join(self.ENDINGS))
        yield PagedList(list(self.COLUMNS), empty=empty, id="files")

    def take_file(self, path: Path) -> None:
        """It is there, and no folder."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._offer()
        self.input_line.focus()

    @on(Input.Changed, "#path")
    def _offer(self) -> None:
        self.listing.cursor = 0
        self.listing.show_items(self.offered(self.input_line.value), self.cells)

    def offered(self, typed: str) -> list[Entry]:
        """What the list shows for what was typed so far."""
        return offered(typed, self.ENDINGS)

    def cells(self, entry: Entry) -> Sequence[Cell]:
        """A file's line in the list."""
        if entry.folder:
            return [f"{entry.path.name}/", (str(entry.path.parent), "dim"), "", ""]
        when = datetime.fromtimestamp(entry.modified, ZONE)
        size = f"{max(entry.size // 1000, 1)} KB" if entry.size else _("空文件")
        return [entry.path.name, (str(entry.path.parent), "dim"), f"{when:%Y-%m-%d %H:%M}", size]

    def pasted(self, text: str) -> None:
        if text.strip():
            self.input_line.focus()
            self.input_line.value = text.splitlines()[0]

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.enter(event.item)

    def enter(self, entry: Entry) -> None:
        """Enter on a line: into the folder, or the file is meant."""
        if not entry.folder:
            self.take_file(entry.path)
            return
        self.input_line.focus()
        self.input_line.value = f"{entry.path}{os.sep}"
        self.input_line.cursor_position = len(self.input_line.value)

    @on(Input.Submitted, "#path")
    def _submitted(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """The file that was typed, else what the cursor is on."""
        typed = self.input_line.value.strip()
        path = typed_path(typed)
        if typed and self.focused is not self.listing and is_folder(path) is False:
            self.take_file(path)
        elif entry := self.listing.chosen:
            self.enter(entry)
        elif typed and not is_folder(path):
            self.say(refuse("roster.missing", name=path.name or typed).verdict)
        else:
            self.say(self.listing.empty)


class FilesChoicePage(FileChoicePage):
    """Several files, ticked or dropped at once. Answers with their paths, or None."""

    TITLE_WORDS = N_("选文件")
    HELP_WORDS = N_(
        "把文件拖进窗口、粘贴路径，或在列表里选。在一行上按回车是选上，再按一次不选；可以选几个，F5 确定。"
        "在文件夹上按回车是进去。"
    )
    COLUMNS = (Column("", 2), *COLUMNS)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f5", "take", N_("确定"), id="take", tooltip=N_("就用选上的这些；没有选上的，就用光标所在的文件")
        ),
    ]

    def __init__(self, question: str, named: Sequence[str] = ()) -> None:
        super().__init__()
        self.question = question
        self.named = named  # what the files that are wanted are called
        self.ticked: list[Path] = []

    def title_words(self) -> str:
        return self.question

    def cells(self, entry: Entry) -> Sequence[Cell]:
        return [(_("选"), "ok") if entry.path in self.ticked else "", *super().cells(entry)]

    def offered(self, typed: str) -> list[Entry]:
        """Those that are named first, papers that the desk printed last."""

        def place(one: Entry) -> int:
            return 0 if one.path.stem in self.named else 2 if PRINTED.match(one.path.name) else 1

        return sorted(super().offered(typed), key=place)

    def pasted(self, text: str) -> None:
        """Dropped files are the ones meant; several come in one paste."""
        paths = typed_paths(text)
        if paths and all(is_folder(path) is False for path in paths):
            self.dismiss(list(dict.fromkeys([*self.ticked, *paths])))
        else:
            super().pasted(text)

    def take_file(self, path: Path) -> None:
        if path in self.ticked:
            self.ticked.remove(path)
        else:
            self.ticked.append(path)
        self.listing.refresh()
        self.say(_("选了 {n} 个；F5 确定", n=len(self.ticked)))

    def action_take(self) -> None:
        typed = self.input_line.value.strip()
        if self.ticked:
            self.dismiss(list(self.ticked))
        elif typed and self.focused is self.input_line:
            paths = typed_paths(typed)
            if all(is_folder(path) is False for path in paths):
                self.dismiss(paths)
            elif is_folder(missing := typed_path(typed)) is None:
                self.say(refuse("roster.missing", name=missing.name or typed).verdict)
            else:
                self.listing.focus()
        elif (entry := self.listing.chosen) and not entry.folder:
            self.dismiss([entry.path])
        else:
            self.say(self.listing.empty if not self.listing.count else _("在文件上按回车选上"))
