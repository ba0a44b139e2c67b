"""A titled block of lines, cut to its width; a click on a line opens what it stands for, or what the title does."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import _
from oatui.widgets.cells import fit

Line = list[tuple[str, str]]  # (text, colour name or "")


class Opening(Line):
    """A line that does `does`, an action of its page, when it is clicked; so do the lines below it that go on with it."""

    def __init__(self, parts: Iterable[tuple[str, str]], does: str) -> None:
        super().__init__(parts)
        self.does = does


class Board(Static):
    """Shows what it is given when that has changed; without a title its lines alone."""

    def __init__(self, title: str, id: str, classes: str = "", does: str = "") -> None:
        super().__init__("", id=id, markup=False, classes=f"board {classes}")
        self.title = title
        self.does = does  # what a click on the title does
        self.lines: list[Line] = []
        self._under: int | None = None  # the row that the mouse is on

    def show(self, lines: list[Line], title: str = "") -> None:
        same = (lines, title or self.title) == (self.lines, self.title)
        # the same words may open something else by now
        self.lines, self.title = lines, title or self.title
        if not same:
            # its height is known: measured, it may stay that of the lines before
            self.styles.height = len(lines) + bool(self.title)
            self.refresh(layout=True)

    def _opened_by(self, row: int | None) -> tuple[str, range]:
        """What a click on a row does, and the rows that do the same."""
        if row is None:
            return "", range(0)
        first = int(bool(self.title))
        if row < first:
            return self.does, range(first)
        top = row - first
        while 0 < top < len(self.lines) and self.lines[top] and not isinstance(self.lines[top], Opening):
            top -= 1
        line = self.lines[top] if top < len(self.lines) else []
        if not isinstance(line, Opening):
            # a line of its own opens what the title does
            own = row - first < len(self.lines) and self.lines[row - first]
            return (self.does, range(row, row + 1)) if own and self.does else ("", range(0))
        end = top + 1
        while end < len(self.lines) and self.lines[end] and not isinstance(self.lines[end], Opening):
            end += 1
        return line.does, range(top + first, end + first)

    async def on_click(self, event: events.Click) -> None:
        does, _rows = self._opened_by(event.y)
        if does:
            event.stop()
            await self.run_action(f"screen.{does}")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._point(event.y)

    def on_leave(self) -> None:
        self._point(None)

    def _point(self, row: int | None) -> None:
        if row != self._under:
            before = self._opened_by(self._under)
            self._under = row
            if self._opened_by(row) != before:
                self.refresh()

    def render(self) -> Content:
        variables = self.app.theme_variables
        colours = {name: Style.parse(variables[f"text-{name}"]) for name in ("success", "warning", "error")}
        colours |= {"muted": Style(dim=True), "": Style(), "bold": Style(bold=True)}
        pointed = Style.parse(f"on {variables['primary-muted']}")
        _does, under = self._opened_by(self._under)
        width = self.size.width
        parts: list[tuple[str, Style]] = []
        if self.title:
            band = pointed if 0 in under else Style.parse(f"on {variables['band']}")
            parts += [(fit(f" {_(self.title)}", width), band + Style(bold=True)), ("\n", Style())]
        for row, line in enumerate(self.lines, start=int(bool(self.title))):
            left = width
            look = pointed if row in under else Style()
            for text, colour in line:
                shown = text if cell_len(text) <= left else fit(text, left)
                parts.append((shown, colours[colour] + look))
                left -= cell_len(shown)
            parts += [(" " * left, look), ("\n", Style())] if row in under else [("\n", Style())]
        return Content.assemble(*parts)
