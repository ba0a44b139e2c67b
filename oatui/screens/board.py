"""A titled block of lines, cut to its width."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import _
from oatui.widgets.cells import fit

Line = list[tuple[str, str]]  # (text, colour name or "")


class Board(Static):
    """Shows what it is given when that has changed; without a title its lines alone."""

    def __init__(self, title: str, id: str, classes: str = "") -> None:
        super().__init__("", id=id, markup=False, classes=f"board {classes}")
        self.title = title
        self.lines: list[Line] = []

    def show(self, lines: list[Line], title: str = "") -> None:
        if (lines, title or self.title) != (self.lines, self.title):
            self.lines, self.title = lines, title or self.title
            # its height is known: measured, it may stay that of the lines before
            self.styles.height = len(lines) + bool(self.title)
            self.refresh(layout=True)

    def render(self) -> Content:
        variables = self.app.theme_variables
        colours = {name: Style.parse(variables[f"text-{name}"]) for name in ("success", "warning", "error")}
        colours |= {"muted": Style(dim=True), "": Style(), "bold": Style(bold=True)}
        width = self.size.width
        parts: list[tuple[str, Style]] = []
        if self.title:
            parts.append((fit(_(self.title), width) + "\n", Style(bold=True)))
        for line in self.lines:
            left = width
            for text, colour in line:
                shown = text if cell_len(text) <= left else fit(text, left)
                parts.append((shown, colours[colour]))
                left -= cell_len(shown)
            parts.append(("\n", Style()))
        return Content.assemble(*parts)
