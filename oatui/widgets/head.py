"""The red head line of a page, as on a document: the office and the page on the left, the day on the right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from oatui.widgets.paged_list import fit


class Head(Widget):
    """One line, underlined in red over its whole width; underline needs no line glyph that a terminal may widen."""

    DEFAULT_CSS = """
    Head { height: 1; dock: top; color: $accent; background: $background; text-style: bold underline; }
    """
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> RenderResult:
        room = self.size.width
        right = self.right if cell_len(self.right) < room - 10 else ""
        left = fit(f" {self.left}", max(room - cell_len(right) - 2, 0))
        return Content.assemble((left, Style()), (f" {right} " if right else "  ", Style(bold=False)))
