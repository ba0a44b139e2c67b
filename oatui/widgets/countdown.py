"""A countdown: large, in coloured spaces that no terminal draws otherwise, and as one line over other pages."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from oatui.i18n import format_clock
from oatui.widgets.cells import fit

# three by five, a point is two cells
_POINTS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "-": ("   ", "   ", "###", "   ", "   "),
}
ROWS = 5
SOON = 120  # seconds: from here on it is amber
MOST_HOURS = 99
# the line is seen beside everything else on a page: as the door's panels, not as bright as the digits
GROUNDS = {"success": "door-ok", "warning": "door-warn", "error": "door-bad"}


class Reading(NamedTuple):
    """What is counted: seconds left (below 0: past), in front of which words, with what beside it."""

    left: int
    words: str
    beside: str = ""


def look(left: int) -> str:
    """The colour name of so many seconds left."""
    return "error" if left < 0 else "warning" if left <= SOON else "success"


def digits(seconds: int) -> list[str]:
    """Five rows of points, two cells each: 09:59, 1:23:45; days are shown as 99 hours at most."""
    return points(format_clock(min(abs(seconds), MOST_HOURS * 3600)))


def points(text: str) -> list[str]:
    """Digits, colons and dashes as five rows of points."""
    return [" ".join(_POINTS[char][row] for char in text) for row in range(ROWS)]


def large(text: str, width: int, on: Style) -> list[tuple[str, Style]]:
    """Five lines of large digits for a panel; none where they do not fit in `width` cells."""
    rows = points(text)
    if 2 * cell_len(rows[0]) > width:
        return []
    return [
        (part, on if point == "#" else Style())
        for row in rows
        for point, part in (*((point, "  ") for point in row), ("", "\n"))
    ]


class Countdown(Widget):
    """Five rows of digits with their words beside; counts up in red once the limit has passed."""

    DEFAULT_CSS = "Countdown { height: 5; width: 1fr; }"
    reading: reactive[Reading | None] = reactive(None)

    def render(self) -> RenderResult:
        if self.reading is None:
            return Content("")
        colour = self.app.theme_variables[f"text-{look(self.reading.left)}"]
        on, off = Style.parse(f"on {colour}"), Style()
        words = {
            1: (self.reading.words, Style(bold=True)),
            3: (self.reading.beside, Style(dim=True)),
        }
        parts: list[tuple[str, Style]] = []
        for row, points in enumerate(digits(self.reading.left)):
            for point in points:
                parts.append(("  ", on if point == "#" else off))
            text, style = words.get(row, ("", off))
            room = max(self.size.width - 2 * cell_len(points) - 3, 0)
            parts += [("   ", off), (fit(text, min(cell_len(text), room)), style), ("\n", off)]
        return Content.assemble(*parts[:-1])


class CountdownLine(Widget):
    """One line under the head of every other page, a click opens what it counts; without a reading it takes no room."""

    DEFAULT_CSS = """
    CountdownLine { height: 1; dock: top; margin-top: 1; display: none; color: $foreground; }
    CountdownLine.shown { display: block; }
    """
    reading: reactive[Reading | None] = reactive(None)

    def watch_reading(self) -> None:
        self.set_class(self.reading is not None, "shown")

    async def on_click(self) -> None:
        await self.run_action("app.begin('incident')")

    def render(self) -> RenderResult:
        if self.reading is None:
            return Content("")
        left, words, beside = self.reading
        theme, name = self.app.theme_variables, GROUNDS[look(left)]
        on = Style.parse(f"bold {theme.get(f'{name}-ink', '#ffffff')} on {theme[name]}")
        clock = ("-" if left < 0 else "") + format_clock(min(abs(left), MOST_HOURS * 3600))
        right = f" {clock}  {beside} "
        room = max(self.size.width - cell_len(right) - 1, 0)
        return Content.assemble((f" {fit(words, room)}{right}", on))
