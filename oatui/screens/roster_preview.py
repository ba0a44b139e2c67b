"""What an import would bring: how the columns were understood, which rows come in, every fault in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.clock import iso
from oatui.files.roster_columns import header_texts
from oatui.files.roster_in import FIELD_LABELS, Fault, column_letter
from oatui.files.workbook_in import cell_at
from oatui.i18n import N_, _
from oatui.long_work import LongWork
from oatui.rules.verdict import Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.column_choice import column_choice
from oatui.screens.document_form import remark
from oatui.screens.fixed_list import fixed_at, reason_fields
from oatui.screens.import_preview import ImportPreviewPage
from oatui.screens.progress import Progress
from oatui.screens.roster_draft import Draft, Line, Namesake, Part
from oatui.store import meetings, people
from oatui.widgets.cells import fit
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

_ROWS = [
    Column(N_("行"), 5, right=True), Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("职务")),
    Column(N_("联系电话"), 12), Column(N_("结果"), 22),
]  # fmt: skip
_FAULTS = [
    Column(N_("工作表"), 12), Column(N_("行"), 5, right=True), Column(N_("列"), 10), Column(N_("姓名"), 8),
    Column(N_("问题")),
]  # fmt: skip
_SAME = [
    Column(N_("姓名"), 10), Column(N_("出处"), 20), Column(N_("单位")), Column(N_("职务")), Column(N_("联系电话"), 12),
]  # fmt: skip


class RosterPreviewPage(ImportPreviewPage):
    """Answers with the verdict of the import, or None; F5 alone writes."""

    CSS_PATH = "roster_preview.tcss"
    TITLE_WORDS = N_("核对名册")
    HELP_WORDS = N_(
        "这里还什么都没有写入。上面是工作表和去向（Tab 过去，回车改），中间是认出的列，下面是每一行的结果；"
        "在一行上按回车，这一行就不导入，再按恢复。有错的行改不了文件时，用 F4 跳过。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "columns", N_("改列"), id="columns", tooltip=N_("认错了列时，改这张工作表的列")),
        Binding("f8", "same", N_("同名"), id="same", tooltip=N_("同名的人并排看，包括已在名册上的；再按一次看全部")),
    ]  # fmt: skip

    FAULTS_LEFT = "roster.faults_left"
    NOTHING = "roster.none_chosen"
    IMPORTED = ("roster.imported", "roster.imported_but")
    ALL = "roster.imported_all"
    draft: Draft

    def __init__(self, meeting: int, draft: Draft) -> None:
        super().__init__(draft)
        self.meeting_id = meeting

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {meetings.get(self.store, self.meeting_id).title}"

    def body(self) -> ComposeResult:
        yield Static(id="summary", markup=False)
        sheets = [
            Column(N_("工作表")), Column(N_("人数"), 6, right=True), Column(N_("错行"), 6, right=True),
            Column(N_("去向（Tab、回车改）"), 34),
        ]  # fmt: skip
        yield PagedList(sheets, id="sheets")
        yield Static(id="understood", markup=False)
        yield PagedList(_ROWS, id="rows")
        yield Detail()

    @property
    def sheets(self) -> PagedList:
        return self.query_one("#sheets", PagedList)

    @property
    def part(self) -> Part:
        """The sheet that the cursor of the upper list is on."""
        part = self.sheets.chosen
        assert isinstance(part, Part)
        return part

    def on_mount(self) -> None:
        self.sheets.styles.height = min(len(self.draft.parts), 5) + 1
        first = next(place for place, part in enumerate(self.draft.parts) if part.venue is not None)
        self.show_sheets()
        self.sheets.cursor = first
        self.show_rows()
        lines = self.part.lines
        self.rows.cursor = next((place for place, line in enumerate(lines) if not line.note), 0)
        self.rows.focus()

    # ------------------------------------------------------------------ what is shown

    def show_sheets(self) -> None:
        self.sheets.show_items(self.draft.parts, self._sheet_cells)
        incoming, faulty = self.draft.incoming(), self.draft.faulty()
        words = [
            self.draft.name,
            _("可导入 {n} 人", n=sum(one.place not in self.draft.left_out for one in self._new())),
        ]
        if self.draft.already:
            words.append(_("已在册 {n} 人", n=len(self.draft.already)))
        if out := sum(line.person is not None for line in self.draft.lines()) - len(incoming):
            words.append(_("去掉 {n} 人", n=out))
        if faulty:
            wrong = N_("错 {n} 行，跳过") if self.skipping else N_("错 {n} 行")
            words.append(_(wrong, n=len(faulty)))
        if self.draft.groups:
            words.append(_("同名 {n} 组", n=len(self.draft.groups)))
        self.query_one("#summary", Static).update(fit("  ".join(words), max(self.size.width - 4, 10)))

    def _new(self) -> list[Line]:
        return [line for line in self.draft.lines() if line.person and line.place not in self.draft.already]

    def _sheet_cells(self, part: Part) -> Sequence[Cell]:
        if part.columns is None:
            return [part.name, "", "", (_("不像名册（F6 可指定列）"), "dim")]
        if part.venue is None:
            where: Cell = (_("不导入"), "dim")
        else:
            where = _("作为会场：{venue}", venue=part.venue) if part.venue else _("主会场")
        faulty: Cell = (str(part.faulty), "bad") if part.faulty else "0"
        return [part.name, str(part.people), faulty, where]

    def show_rows(self) -> None:
        """The sheets; the rows, the faults or the namesakes, and the columns above them."""
        self.show_sheets()
        if self.view == "faults":
            items: list[Any] = [(line, fault) for line in self.draft.faulty() for fault in line.faults]
            self._fill(_FAULTS, items, self._fault_cells, _("没有问题"))
        elif self.view == "same":
            people_ = [one for group in self.draft.groups for one in group]
            self._fill(_SAME, people_, self._same_cells, _("没有同名的人"))
        else:
            self._fill(
                _ROWS, self.part.lines, self._line_cells, _("这张工作表不像名册；是名册就按 F6 指定列")
            )
        self.query_one("#understood", Static).update(fit(self._understood(), max(self.size.width - 4, 10)))
        self.show_detail()

    def _fill(self, columns: Sequence[Column], items: Sequence[Any], cells: Any, empty: str) -> None:
        if len(self.rows.columns) != len(columns):
            self.rows.cursor = 0
        self.rows.columns = list(columns)
        if self.size.width >= 110 and columns is _ROWS:
            self.rows.columns[-1] = Column(N_("结果"), 52)
        self.rows.empty = empty
        self.rows.show_items(items, cells)

    def _understood(self) -> str:
        part = self.part
        if self.view == "faults":
            return _("有错的行，全部工作表：")
        if self.view == "same":
            return _("同名的人，文件里的和已在名册上的并排：")
        if part.columns is None:
            return ""
        headers = header_texts(part.sheet, part.columns)
        found = []
        for key, label in FIELD_LABELS.items():
            if (column := part.columns.index.get(key)) is not None:
                words = cell_at(headers, column)
                found.append(f"{_(label)}={column_letter(column)}" + (f"“{words}”" if words else ""))
            else:
                found.append(_("{field}=无", field=_(label)))
        return "  ".join(found)

    def _line_cells(self, line: Line) -> Sequence[Cell]:
        cells = line.cells
        if line.note:
            return [(str(line.row), "dim"), "", (line.note, "dim"), "", "", (_("不导入（说明文字）"), "dim")]
        look = "dim" if line.place in self.draft.left_out else ""
        shown = [str(line.row), *(cells[key] for key in ("name", "unit", "post", "phone"))]
        return [*((text, look) for text in shown), self._result(line)]

    def _result(self, line: Line) -> Cell:
        draft = self.draft
        if line.faults:
            fault = line.faults[0]
            words = _("{line}：{words}", line=fault.column, words=fault.verdict.message)
            return (_("跳过  ") + words if self.skipping else words, "bad")
        if line.place in draft.already:
            return (_("已在册，不重复导入"), "dim")
        if line.place in draft.left_out:
            return (
                _("不导入（只有序号与已在册的不同）")
                if line.place in draft.doubtful
                else _("不导入（去掉）"),
                "dim",
            )
        if earlier := draft.twice.get(line.place):
            where = _("第 {row} 行", row=earlier.row)
            if earlier.sheet != line.sheet:
                where = _("{sheet} 第 {row} 行", sheet=earlier.sheet, row=earlier.row)
            return (_("导入  重复？见{where}", where=where), "warn")
        return (_("导入  同名"), "warn") if draft.same(line) else _("导入")

    def _fault_cells(self, item: tuple[Line, Fault]) -> Sequence[Cell]:
        line, fault = item
        return [line.sheet, str(line.row), fault.column, line.cells["name"], (fault.verdict.message, "bad")]

    def _same_cells(self, one: Namesake) -> Sequence[Cell]:
        if one.line is None:
            source: Cell = (_("已在名册 第 {n} 人", n=one.position), "dim")
        else:
            source = _("{sheet} 第 {row} 行", sheet=one.line.sheet, row=one.line.row)
        return [one.name, source, one.unit, one.post, one.phone]

    def show_detail(self) -> None:
        """The whole sentence of the row that the cursor is on; the list may have cut it."""
        item = self.rows.chosen
        line = item[0] if isinstance(item, tuple) else item.line if isinstance(item, Namesake) else item
        if not isinstance(line, Line):
            words = ""
        elif line.faults:
            words = "\n".join(
                _("{sheet} 第 {row} 行 {column}：{message}",
                  sheet=line.sheet, row=line.row, column=one.column, message=one.verdict.message)
                for one in line.faults[:2]
            )  # fmt: skip
        else:
            result = self._result(line) if line.person else (_("不导入（说明文字）"), "")
            text = line.note or " ".join(filter(None, line.cells.values()))
            words = _("{sheet} 第 {row} 行", sheet=line.sheet, row=line.row) + f"  {text}  "
            words += result if isinstance(result, str) else result[0]
        self.query_one(Detail).update(Content(words))

    @on(PagedList.Moved, "#sheets")
    def _other_sheet(self) -> None:
        if self.view == "rows":
            self.rows.cursor = 0
            self.show_rows()

    # ------------------------------------------------------------------ what the clerk changes

    @on(PagedList.Chosen, "#rows")
    def _toggle(self, event: PagedList.Chosen) -> None:
        item = event.item
        line = item.line if isinstance(item, Namesake) else item
        if isinstance(line, Line) and line.person and line.place not in self.draft.already:
            self.draft.left_out ^= {line.place}
            self.show_sheets()
            self.show_rows()

    @on(PagedList.Chosen, "#sheets")
    def _place_sheet(self, event: PagedList.Chosen) -> None:
        part: Part = event.item
        if part.columns is None:
            self.action_columns()
            return

        # the meeting's own venues stand there to choose from: one that is typed again may become another
        known = [one.name for one in meetings.venues(self.store, self.meeting_id) if one.kind != "main"]
        own = part.venue not in ("", None, *known)

        def done(values: dict[str, Any] | None) -> None:
            if values is None:
                return
            where = values["where"]
            if where == "new":
                name = values["name"] or part.name.strip()
                found = meetings.find_venue(self.store, self.meeting_id, name)
                part.venue = "" if found and found.kind == "main" else found.name if found else name
            else:
                part.venue = {"main": "", "out": None}.get(where, where.removeprefix("at "))
            self.draft.compare()
            self.show_sheets()
            self.show_rows()

        value = (
            "out" if part.venue is None else "new" if own else f"at {part.venue}" if part.venue else "main"
        )
        fields = [
            Field("where", N_("去向"), value=value, choices=(
                ("main", N_("主会场")), *((f"at {name}", name) for name in known),
                ("new", N_("新的会场")), ("out", N_("不导入")))),
            Field("name", N_("会场名称"), value=part.venue or part.name.strip() if own or not known else "",
                  hint=N_("选“新的会场”时用")),
        ]  # fmt: skip
        self.desk.push_screen(Ask(_("工作表“{sheet}”的人到哪里", sheet=part.name), fields), done)

    def action_columns(self) -> None:
        part = self.part

        def done(_values: dict[str, Any] | None) -> None:
            self.show_sheets()
            self.show_rows()

        async def read(columns: Any) -> None:
            await asyncio.to_thread(part.read, columns)
            if part.venue is None:
                part.venue = part.name.strip()
            self.draft.compare()

        self.desk.push_screen(column_choice(part.sheet, part.columns, read), done)

    def action_same(self) -> None:
        self.look_at("same")

    # ------------------------------------------------------------------ writing

    def write(self, skipped: int) -> None:
        due = fixed_at(self, self.meeting_id)
        if due is None or not self._new():
            self._import(skipped, None)
            return

        said = refuse("reply.late_needs_reason", "17-8", deadline=iso(due)).verdict

        async def act(why: dict[str, Any]) -> tuple[str, str] | None:
            empty = next((field for field, text in why.items() if not text.strip()), None)
            return (empty, remark(said)) if empty else None

        def done(why: dict[str, Any] | None) -> None:
            if why is None:
                self.importing = False
            else:
                self._import(skipped, why | {"deadline": due})

        self.desk.push_screen(Ask(_("时限以后改名单"), reason_fields(due), said.message, act), done)

    def _import(self, skipped: int, why: Mapping[str, Any] | None) -> None:
        rows = [(venue, person.as_row()) for venue, person in self.draft.incoming()]

        def begin(work: LongWork) -> Awaitable[people.Imported]:
            return self.desk.record(
                people.import_roster, self.meeting_id, rows, self.draft.name, work, **why or {}
            )

        def ended(done: people.Imported | Verdict | None) -> None:
            if done is None or isinstance(done, Verdict):
                self.stay(done)
                return
            self.desk.look_for_changes(own=True)
            self.written(done.added, skipped, len(done.already))

        self.desk.push_screen(Progress(_("正在导入 {n} 人", n=len(rows)), begin), ended)

    def action_back(self) -> None:
        if self.view != "rows":
            self.look_at(self.view)
        else:
            super().action_back()
