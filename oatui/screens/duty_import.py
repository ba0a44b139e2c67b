"""Which file the duty roster is in, what it would bring, then brought in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.files.at_hand import PRINTED, TABLES_AND_WORD, Entry
from oatui.i18n import N_, _, format_list, format_short_day, ours
from oatui.papers.duty_draft import DraftLine, DutyDraft, read_draft
from oatui.rules.duty import called, hours_of, told
from oatui.screens.asking import Said, ask
from oatui.screens.import_file import ImportFilePage
from oatui.screens.import_preview import RowsPreviewPage
from oatui.store import duty_changes
from oatui.widgets.cells import fit
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column
from oatui.widgets.panel import Detail

SHOWN = 2  # remarks above the list


class DutyImportPage(ImportFilePage):
    """Answers with the verdict of the import, or None."""

    TITLE_WORDS = N_("导入值班表")
    ASK_WORDS = N_("值班表文件")
    ENDINGS = TABLES_AND_WORD
    HELP_WORDS = N_(
        "选值班表：把文件拖进窗口、粘贴路径，或在下面的列表里选。能读一行一班、一行一周（12月1日至7日）、一行一人，"
        "白班夜班各占一列，日期横排，几张工作表，也能读 Word 里的表格。读出来先给您看，按 F5 才写入。"
        "值班页按 F8、4 有空白表可填。"
    )

    def offered(self, typed: str) -> list[Entry]:
        """The papers that the desk printed come last: a roster is seldom one of them."""
        return sorted(super().offered(typed), key=lambda one: bool(PRINTED.match(one.path.name)))

    async def preview(self, path: Path) -> DutyPreviewPage:
        return DutyPreviewPage(await self.desk.record(read_draft, path, self.calendar))


class DutyPreviewPage(RowsPreviewPage):
    """Every shift of the file with what becomes of it; F5 alone writes."""

    CSS_PATH = "duty.tcss"
    TITLE_WORDS = N_("核对值班表")
    HELP_WORDS = N_(
        "这里还什么都没有写入。每一行写着这一班导入后是什么；上面写着还有哪些时间没有人、谁连着值班。"
        "换成别人的班要写原因。有错的改不了文件时，用 F4 跳过。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f8",
            "remarks",
            N_("只看提醒"),
            id="remarks",
            tooltip=N_("没留电话、连着值班、没有带班领导；再按一次看全部"),
        ),
    ]
    COLUMNS = (
        Column(N_("行"), 4, right=True), Column(N_("日期"), 14), Column(N_("班次"), 16), Column(N_("带班领导"), 9),
        Column(N_("值班人员")), Column(N_("结果"), 18),
    )  # fmt: skip
    FAULTS_LEFT = "duty.faults_left"
    NOTHING = "duty.nothing_new"
    IMPORTED = ("duty.set", "duty.set_but")
    draft: DutyDraft

    def show_lines(self) -> None:
        if self.view == "remarks":
            self.rows.columns = [Column(N_("提醒事项"))]
            self.rows.show_items(self.draft.remarks, lambda remark: [(remark.message, "warn")])
        else:
            super().show_lines()

    def action_remarks(self) -> None:
        self.look_at("remarks")

    def show_summary(self) -> None:
        draft, width = self.draft, max(self.size.width - 4, 20)
        parts: list[tuple[str, str]] = [(_("可导入 {n} 班", n=len(draft.incoming())), "bold")]
        if changed := len(draft.changed()):
            parts.append(("  " + _("换人 {n} 班，要写原因", n=changed), "$text-warning"))
        if draft.gone:
            parts.append(("  " + _("代替别的班次 {n} 班", n=len(draft.gone)), "$text-warning"))
        if faulty := len(draft.faulty()):
            words = N_("错 {n} 行，跳过") if self.skipping else N_("错 {n} 行")
            parts.append(("  " + _(words, n=faulty), "bold $text-error"))
        if draft.gaps:
            words = f"{_('空档')}  {told(draft.gaps).message}"
            parts.append(("\n" + fit(words, width).rstrip(), "bold $text-error"))
        elif draft.incoming():
            parts.append(("\n" + _("这些天 24 小时都有人值守"), "$text-success"))
        for remark in draft.remarks[:SHOWN]:
            parts.append(("\n" + fit(remark.message, width).rstrip(), "$text-warning"))
        if len(draft.remarks) > SHOWN:
            parts.append(("\n" + _("还有 {n} 条提醒，F8 列出", n=len(draft.remarks) - SHOWN), "dim"))
        self.query_one("#summary", Static).update(Content.assemble(*parts))

    def cells(self, line: DraftLine) -> Sequence[Cell]:
        row = line.column if line.entry and line.column else str(line.row)
        if line.entry is None:
            return [row, "", "", "", "", self._result(line)]
        one, look = line.entry, "dim" if line.same else ""
        who = format_list(person.name for person in one.persons)
        shown = (format_short_day(one.day), f"{ours(one.shift)} {hours_of(one)}", one.leader.name, who)
        return [row, *((text, look) for text in shown), self._result(line)]

    def _result(self, line: DraftLine) -> Cell:
        if line.fault:
            words = line.fault.verdict.message
            return (_("跳过  ") + words if self.skipping else words, "bad")
        assert line.entry
        if line.same:
            return (_("已有，不变"), "dim")
        if line.was and called(line.was) != called(line.entry):
            stay = {one.name for one in line.entry.people}
            out = [one.name for one in line.was.people if one.name not in stay]
            return (_("原来是 {who}", who=format_list(out)) if out else _("加人"), "warn")
        return _("改电话") if line.was else _("导入")

    def show_detail(self) -> None:
        line = self.rows.chosen
        words = ""
        if isinstance(line, DraftLine):
            words = _("{sheet} 第 {row} 行", sheet=line.sheet, row=line.row)
            if line.fault:
                words += f" {line.fault.column}{_('：')}{line.fault.verdict.message}"
            elif line.entry:
                words += "  " + format_list(line.entry.people)
                words += (
                    "\n" + _("原来是 {who}", who=format_list(line.was.people))
                    if line.was and not line.same
                    else ""
                )
        self.query_one(Detail).update(Content(words))

    def write(self, skipped: int) -> None:
        entries = self.draft.incoming()
        if not self.draft.needs_reason:
            self.run_worker(self._import(skipped), group="import")
            return

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(duty_changes.put, entries, self.draft.name, values["reason"], whole=True)
            self.call_later(self.written, len(entries), skipped)
            return None

        self.importing = False  # the form may be left
        note = _("{n} 班原来排的是别人或别的班次：{who:list}", n=len(self.draft.replaced()),
                 who=[f"{one.day:%m-%d} {one.shift} {called(one)}" for one in self.draft.replaced()[:3]])  # fmt: skip
        ask(self, _("导入值班表"), [Field("reason", N_("为什么换"))], do, {}, note)

    async def _import(self, skipped: int) -> None:
        entries = self.draft.incoming()
        done = await self.record(duty_changes.put, entries, self.draft.name, whole=True)
        if done is None:
            self.importing = False
        else:
            self.written(len(entries), skipped)
