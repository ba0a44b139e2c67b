"""What an import would bring, row by row: faulty rows are skipped on request, F5 alone writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict
from oatui.screens.page import Page
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

WIDE_RESULT = Column(N_("结果"), 44)
WIDE_FROM = 110  # columns


class Draft(Protocol):
    """A file that was read, and nothing written."""

    def faulty(self) -> Sequence[Any]:
        """The rows that cannot come in as they are."""

    def incoming(self) -> Sequence[Any]:
        """The rows that an import would write."""


class ImportPreviewPage(Page):
    """Answers with the verdict of the import, or None; `show_rows` and `write` are the subclass's."""

    draft: Draft
    FAULTS_LEFT: ClassVar[str]  # the message where faulty rows are not skipped
    NOTHING: ClassVar[str]  # the message where no row is left
    IMPORTED: ClassVar[tuple[str, str]]  # the messages of an import, and of one with rows skipped
    ALL: ClassVar[str] = ""  # the message where every row was new
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "skip", N_("跳过错行"), id="skip", tooltip=N_("导入时跳过有错的行；再按一次恢复")),
        Binding("f5", "import", N_("导入"), id="import", tooltip=N_("写入；有错的行没有跳过时不写")),
        Binding("f7", "faults", N_("只看问题"), id="faults", tooltip=N_("只列有错的行；再按一次看全部")),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.view = "rows"
        self.skipping = False
        self.importing = False

    def body(self) -> ComposeResult:
        yield Static("", id="summary", markup=False)
        yield PagedList([], id="rows")
        yield Detail()

    @property
    def rows(self) -> PagedList:
        return self.query_one("#rows", PagedList)

    def on_mount(self) -> None:
        self.show_rows()
        self.rows.focus()

    def on_resize(self) -> None:
        self.show_rows()

    def show_rows(self) -> None:
        """The rows of `view`, and the summary above them."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """The whole sentence of the row that the cursor is on."""

    @on(PagedList.Moved, "#rows")
    def _moved(self) -> None:
        self.show_detail()

    def look_at(self, view: str) -> None:
        """Show only these rows; the same again, all."""
        self.view = "rows" if self.view == view else view
        self.rows.cursor = 0
        self.show_rows()
        self.rows.focus()

    def action_faults(self) -> None:
        self.look_at("faults")

    def action_skip(self) -> None:
        self.skipping = not self.skipping
        n = len(self.draft.faulty())
        if self.skipping and n:
            self.say(_("有错的 {n} 行不导入；按 F5 导入其余的", n=n))
        else:
            self.say(_("没有错行") if not n else None)
        self.show_rows()

    def action_import(self) -> None:
        faulty = len(self.draft.faulty())
        if self.importing:
            return
        if faulty and not self.skipping:
            self.say(Verdict(None, Level.REFUSED, self.FAULTS_LEFT, {"n": faulty}))
        elif not self.draft.incoming():
            self.say(Verdict(None, Level.REFUSED, self.NOTHING, {}))
        else:
            self.importing = True
            self.write(faulty)

    def write(self, skipped: int) -> None:
        """Bring the rows in, then call `written` or `stay`."""
        raise NotImplementedError

    def written(self, n: int, skipped: int, already: int = 0) -> None:
        """They are in: leave with what the import did."""
        values = {"n": n, "already": already, "skipped": skipped}
        level = Level.WARNING if skipped else Level.OK
        key = self.IMPORTED[bool(skipped)] if already or skipped else self.ALL or self.IMPORTED[0]
        self.dismiss(Verdict(None, level, key, values))

    def stay(self, said: Verdict | None) -> None:
        """Nothing was written."""
        self.importing = False
        self.say(said)

    def action_back(self) -> None:
        if not self.importing:
            self.dismiss(None)


class RowsDraft(Draft, Protocol):
    """A file that is one list of rows."""

    @property
    def name(self) -> str:
        """The file's."""

    @property
    def lines(self) -> Sequence[Any]:
        """Every row that was read."""


class RowsPreviewPage(ImportPreviewPage):
    """Of a file that is one list of rows: the faulty ones first where there are any; the file's name in the title."""

    draft: RowsDraft
    COLUMNS: ClassVar[Sequence[Column]]  # the last is what becomes of the row, and wider in a wide window

    def __init__(self, draft: RowsDraft) -> None:
        super().__init__(draft)
        self.view = "faults" if draft.faulty() else "rows"

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.draft.name}"

    def show_rows(self) -> None:
        wide = self.size.width >= WIDE_FROM
        self.rows.columns = [*self.COLUMNS[:-1], WIDE_RESULT] if wide else list(self.COLUMNS)
        self.rows.empty = _("没有问题")
        self.show_lines()
        self.show_summary()
        self.show_detail()

    def show_lines(self) -> None:
        """The rows of `view` in the list."""
        shown = self.draft.faulty() if self.view == "faults" else self.draft.lines
        self.rows.show_items(shown, self.cells)

    def show_summary(self) -> None:
        """What the import would bring, above the rows."""
        raise NotImplementedError

    def cells(self, line: Any) -> Sequence[Cell]:
        """A row as the list shows it."""
        raise NotImplementedError
