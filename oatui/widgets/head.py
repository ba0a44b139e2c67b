"""The red head line of a page, as on a document: the office and the page on the left, the day on the right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from oatui.widgets.cells import fit


class Head(Widget):
    """One line, underlined in red over its whole width; underline needs no line glyph that a terminal may widen."""

    DEFAULT_CSS = """
    Head { height: 1; dock: top; color: $accent; background: $background; text-style: bold underline; }
    """
    office: reactive[str] = reactive("")
    page: reactive[str] = reactive("")
    line: reactive[str] = reactive("")
    day: reactive[str] = reactive("")
    time: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        room = self.size.width - 2
        # what the page is about comes first, then how a sub-venue's line is, the time, the day, the office's name
        left, right = self.page, f"{self.line}  {self.time}" if self.line else self.time
        if self.day and cell_len(left) + cell_len(f"{self.day} {right}") + 2 <= room:
            right = f"{self.line}  {self.day} {self.time}" if self.line else f"{self.day} {self.time}"
        if self.office and cell_len(f"{self.office}  {left}") + cell_len(right) + 2 <= room:
            left = f"{self.office}  {left}"
        left = fit(left, max(room - cell_len(right), 0))
        return Content.assemble((f" {left}", Style()), (f"{right} ", Style(bold=False)))
