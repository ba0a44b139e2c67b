"""The attachments of a document: dropped in or chosen, known by what they truly are, judged one by one and together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.files.at_hand import typed_paths
from oatui.i18n import N_, _
from oatui.rules import attachments as law
from oatui.rules.attachments import TYPES
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.document_form import remark
from oatui.screens.listed import DetailedPage
from oatui.store import attachments, documents, paper_particulars
from oatui.store.attachments import Attachment
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.verdict_line import LOOKS, WORDS

COLOURS = {"ok": "$text-success", "note": "", "warn": "$text-warning", "bad": "$text-error"}
COLUMNS = [
    Column(N_("文件")), Column(N_("实际类型"), 14), Column(N_("大小"), 9, right=True), Column(N_("附上"), 11),
    Column(N_("判定"), 6),
]  # fmt: skip


class AttachmentsPage(DetailedPage):
    """One line a file; below, what rule 14-4 says of the set and which of the last ones stayed out."""

    CSS_PATH = "attachments.tcss"
    TITLE_WORDS = N_("附件")
    HELP_WORDS = N_(
        "附件统一用 Word、Excel，或者合成一个 PDF，不得一张张图片或压缩打包上传（第14条）。把文件拖进窗口，或按 F4 选；"
        "按内容认类型，改了扩展名也认得出。不合要求的不收，下面说明怎么办。这里只记名称、类型和校验值，不存文件。"
        "有涉密件，见涉密台账。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("加附件"), id="add", tooltip=N_("选文件，或输入路径；也可以直接拖进窗口")),
        Binding("f6", "remove", N_("移去"), id="remove", tooltip=N_("移去选中的附件，写明原因")),
    ]

    def __init__(self, document: int) -> None:
        super().__init__()
        self.document = document
        self.paper: documents.Document | None = None
        self.left: list[Verdict] = []
        self._taking = asyncio.Lock()  # files that are dropped one after the other wait for each other

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.paper.title}" if self.paper else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("没有附件。把文件拖进窗口，或按 F4 选"), id="files")
        yield Static(id="verdicts", markup=False)

    def on_mount(self) -> None:
        self.listing.focus()

    def load(self) -> None:
        self.paper = documents.get(self.store, self.document)
        self.show_head()
        kept = attachments.listed(self.store, self.document)
        self.listing.show_items(kept, self._cells)
        self.listing.styles.height = max(min(len(kept), 10), 2) + 2
        found = attachments.verdicts(self.store, self.document)
        self.query_one("#verdicts", Static).update(self._said(found))

    def _cells(self, one: Attachment) -> Sequence[Cell]:
        own = law.judge_file(one.file)
        verdict: Cell = (_(WORDS[own[0].level]), LOOKS[own[0].level]) if own else (_("可以"), "ok")
        return [one.file.name, _(TYPES[one.file.type].words), size_words(one.file.size),
                f"{one.at[5:10]} {one.at[11:16]}", verdict]  # fmt: skip

    def _said(self, found: Sequence[Verdict]) -> Content:
        parts: list[tuple[str, str]] = []
        for verdict in found:
            parts.append((f"{remark(verdict) if verdict.level is not Level.REFUSED else _line(verdict)}\n",
                          COLOURS[LOOKS[verdict.level]]))  # fmt: skip
        if self.left:
            parts.append(("\n" + _("没有收下的：") + "\n", "bold"))
            parts += [(f"{_line(verdict)}\n", COLOURS["bad"]) for verdict in self.left]
        return Content.assemble(*parts)

    # ------------------------------------------------------------------ taking in

    def on_paste(self, event: events.Paste) -> None:
        """A file dropped on a terminal comes as its path."""
        if event.text.strip():
            event.stop()
            self.run_worker(self._take(typed_paths(event.text)), group="take")

    def action_add(self) -> None:
        from oatui.screens.file_choice import FilesChoicePage

        def chosen(paths: list[Path] | None) -> None:
            if paths:
                self.run_worker(self._take(paths), group="take")

        named = paper_particulars.get(self.store, self.document).annexes
        self.desk.push_screen(FilesChoicePage(_("选附件"), named), chosen)

    async def _take(self, paths: Sequence[Path]) -> None:
        """What was dropped, after what was dropped before it."""
        if not self._taking.locked():
            self.left = []
        async with self._taking:
            await self._take_in(paths)

    async def _take_in(self, paths: Sequence[Path]) -> None:
        """Examine the files; what may join is kept, the rest is named with what to do."""
        from oatui.files.attachment_type import examine

        self.say(_("正在看 {n} 个文件", n=len(paths)))
        examined = []
        for path in paths:
            try:
                examined.append(await asyncio.to_thread(examine, path))
            except Refused as no:
                self.left.append(no.verdict)
        kept = [one.file for one in attachments.listed(self.store, self.document)]
        taken, left = law.acceptable(kept, [one.file for one in examined])
        self.left += [verdict for _place, verdict in left]
        self.say(None)
        # why stands below the list; the answer says how many and what to do
        left_out = _("{n} 个没有收下，原因写在表下", n=len(self.left)) if self.left else ""
        if taken:
            files = [(examined[place].file, examined[place].sha256) for place in taken]
            if made := await self.record(attachments.attach, self.document, files):
                values = {"n": len(made), "names": [one.file.name for one in made]}
                self.say(Verdict(None, Level.OK, "attachment.taken", values), left_out)
        elif self.left:
            again = _("按 F6 移去") if self.left[0].key == "attachment.same_name" else _("改好了按 F4 再附")
            self.say(left_out, again)
        self.load()

    # ------------------------------------------------------------------ removing

    def action_remove(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Attachment):
            self.say(self.listing.empty)
            return

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(attachments.detach, one.id, values["because"])
            self.left = []
            return Verdict(None, Level.OK, "attachment.removed", {"name": one.file.name})

        fields = [Field("because", N_("原因"), hint=N_("如：换成合并后的 PDF"))]
        ask(self, _("移去“{name}”", name=one.file.name), fields, do, {})


def _line(verdict: Verdict) -> str:
    return f"{_(WORDS[verdict.level])}  {verdict.message}  {verdict.rule or ''}".rstrip()


def size_words(size: int) -> str:
    """12 KB, 3.4 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, min(size, 1))} KB"
