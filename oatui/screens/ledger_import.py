"""An earlier number ledger: which file it is in, what it would bring, then brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.papers.ledger_draft import DraftLine, LedgerDraft, read_draft
from oatui.rules.number_book import STATES
from oatui.screens.import_file import ImportFilePage
from oatui.screens.import_preview import RowsPreviewPage
from oatui.store import ledger
from oatui.widgets.paged_list import Cell, Column
from oatui.widgets.panel import Detail


class LedgerImportPage(ImportFilePage):
    """Answers with the verdict of the import, or None."""

    TITLE_WORDS = N_("导入旧登记簿")
    ASK_WORDS = N_("发文登记簿文件")
    HELP_WORDS = N_(
        "选以前的发文登记簿：把文件拖进窗口、粘贴路径，或在下面的列表里选。表头要有发文字号和标题，其他列认得的都读。"
        "读出来先给您看，按 F5 才写入。已编的号不会被改动。"
    )

    async def preview(self, path: Path) -> LedgerPreviewPage:
        return LedgerPreviewPage(await self.desk.record(read_draft, path))


class LedgerPreviewPage(RowsPreviewPage):
    """Every row with what becomes of it; F5 alone writes."""

    CSS_PATH = "ledger_import.tcss"
    TITLE_WORDS = N_("核对旧登记簿")
    HELP_WORDS = N_(
        "这里还什么都没有写入。每一行写着导入后是什么：作废的、空号的照样登记，文件里缺的号导入后要说明。"
        "2022年9月30日以前的只登记，不作判定。有错的行改不了文件时，用 F4 跳过。"
    )
    COLUMNS = (
        Column(N_("行"), 4, right=True),
        Column(N_("发文字号"), 21),
        Column(N_("标题")),
        Column(N_("成文日期"), 10),
        Column(N_("结果"), 18),
    )
    FAULTS_LEFT = "ledger.faults_left"
    NOTHING = "ledger.nothing_new"
    IMPORTED = ("ledger.imported", "ledger.imported_but")
    draft: LedgerDraft

    def show_summary(self) -> None:
        draft = self.draft
        parts: list[tuple[str, str]] = [(_("可导入 {n} 行", n=len(draft.incoming())), "bold")]
        if already := draft.already():
            parts.append(("  " + _("已有 {n} 行", n=already), ""))
        if faulty := len(draft.faulty()):
            words = N_("错 {n} 行，跳过") if self.skipping else N_("错 {n} 行")
            parts.append(("  " + _(words, n=faulty), "bold $text-error"))
        for span in draft.spans():
            words = _("{series} {year} 年 {n} 个，末号 {highest}", series=span.series, year=span.year,
                      n=span.count, highest=span.highest)  # fmt: skip
            parts.append(("\n" + words, ""))
            if span.missing:
                parts.append(("  " + _("缺 {n} 个，导入后说明", n=span.missing), "$text-warning"))
        if letters := draft.letters():
            parts.append(("\n" + _("不编号的便函 {n} 件", n=letters), ""))
        self.query_one("#summary", Static).update(Content.assemble(*parts))

    def cells(self, line: DraftLine) -> Sequence[Cell]:
        if line.note:
            return [(str(line.row), "dim"), "", (line.note, "dim"), "", (_("不导入（说明文字）"), "dim")]
        made = line.made
        look = "dim" if line.already else ""
        number, title, dated = line.written
        if made:
            number, title, dated = made.number, made.texts.get("title", ""), made.texts.get("dated", "")
        return [str(line.row), (number, look), (title, look), (dated, look), self._result(line)]

    def _result(self, line: DraftLine) -> Cell:
        if line.faults:
            fault = line.faults[0]
            words = fault.column + _("：") + fault.verdict.message
            return (_("跳过  ") + words if self.skipping else words, "bad")
        if line.already:
            return (_("已有，不重复导入"), "dim")
        assert line.made
        if line.made.state != "given":
            return (_("导入  {state}", state=_(STATES[line.made.state])), "warn")
        if line.made.repaired:
            return (_("导入  写法已改"), "warn")
        return _("导入")

    def show_detail(self) -> None:
        line = self.rows.chosen
        words = ""
        if isinstance(line, DraftLine):
            where = _("{sheet} 第 {row} 行", sheet=line.sheet, row=line.row)
            if line.faults:
                words = "\n".join(
                    _("{line}：{words}", line=f"{where} {one.column}", words=one.verdict.message)
                    for one in line.faults[:3]
                )
            elif line.note:
                words = f"{where}  {line.note}"
            elif line.made:
                made = line.made
                texts = [made.texts[name] for name in ("title", "kind", "section", "signer", "reason")]
                words = "  ".join(filter(None, (where, made.number, *texts)))
                if made.repaired:
                    words += "\n" + _("文件里写作 {written}", written=made.written)
        self.query_one(Detail).update(Content(words))

    def write(self, skipped: int) -> None:
        self.run_worker(self._import(skipped), group="import")

    async def _import(self, skipped: int) -> None:
        self.say(_("正在导入 {n} 行", n=len(self.draft.incoming())))
        if done := await self.record(ledger.import_ledger, self.draft.values(), self.draft.name):
            self.written(done.added, skipped, done.already)
        else:
            self.importing = False
