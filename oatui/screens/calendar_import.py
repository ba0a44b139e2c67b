"""The holiday schedule of a year: typed or pasted from the notice, or a file in holiday-cn's shape."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from oatui.files.calendar_in import parse_ranges, read_calendar
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import days_named
from oatui.screens.dialog import Dialog
from oatui.store import settings
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field, Form
from oatui.widgets.key_line import HELP, KeyLine

if TYPE_CHECKING:
    from oatui.app import DeskApp


def read_year(text: str) -> int:
    """A year of four digits. Raises Refused."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
        raise refuse("calendar.year")
    return int(text)


class CalendarImport(Dialog[int | None]):
    """Answers with the year that was taken in, or None."""

    CSS_PATH = "calendar_import.tcss"
    HELP_WORDS: ClassVar[str] = N_(
        "粘贴国务院办公厅的放假通知，或照样子写放假和上班的日期；看懂了多少写在下面。F5 录入，Esc 关上，什么也不改。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("不做了"), id="leave", tooltip=N_("关上，什么也不改")),
        Binding("f5", "send", N_("录入"), id="send", tooltip=N_("按看懂的录入")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.question = _("录入一年的放假安排")
        self._sending = False

    @property
    def desk(self) -> DeskApp:
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            yield Static(
                _("把国务院办公厅的通知粘贴在下面，或写：放假 2月5日至11日；上班 2月13日。按 F5 录入"),
                id="note",
                markup=False,
            )
            yield Form([
                Field("year", N_("年份"), value=str(self._next_year()), read=read_year),
                Field("file", N_("或用文件"), hint=N_("JSON 文件（holiday-cn 格式）；填了就以文件为准")),
            ])  # fmt: skip
            yield TextArea(id="notice", soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
            yield Static("", id="understood", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#notice").focus()

    def _next_year(self) -> int:
        year = self.desk.clock.now().year
        while year in self.desk.calendar.years:
            year += 1
        return year

    @on(TextArea.Changed)
    def _understood(self) -> None:
        text = self.query_one(TextArea).text
        words, wrong = "", False
        if text.strip():
            try:
                days = parse_ranges(read_year(self.query_one(Form).text("year")), text)
                words = _("看懂：放假 {off} 天，调休上班 {make_up} 天", **days_named(days))
            except Refused as refused:
                words, wrong = str(refused), True
        self._say(words, wrong)

    def _say(self, words: str, wrong: bool) -> None:
        line = self.query_one("#understood", Static)
        line.set_class(wrong, "wrong")
        line.update(words)

    def action_send(self) -> None:
        self.query_one(Form).send()

    @on(Form.Sent)
    async def _sent(self, event: Form.Sent) -> None:
        if self._sending:
            return
        values: dict[str, Any] = event.values
        typed = self.query_one(TextArea).text
        try:
            if values["file"]:
                year, days, source = read_calendar(Path(values["file"]).expanduser())
            else:
                year, days, source = values["year"], parse_ranges(values["year"], typed), _("放假通知")
        except Refused as refused:
            if values["file"]:
                self.query_one(Form).show_error("file", str(refused))
                self.query_one(Form).begin("file")
            else:
                self._say(str(refused), wrong=True)
                self.query_one(TextArea).focus()
            return
        self._sending = True
        kept = {day.isoformat(): what for day, what in days.items()}
        try:
            await self.desk.record(settings.import_calendar, year, kept, source)
        except StoreTrouble as trouble:
            self._sending = False
            self._say(str(trouble), wrong=True)
            return
        self.dismiss(year)
