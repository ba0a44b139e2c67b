"""A QR code that a camera reads off the terminal: black on white whatever the theme, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from oatui.i18n import _
from oatui.widgets.cells import fit

Mode = Literal["half", "solid"]

BLACK, WHITE = "#000000", "#ffffff"


class QR(Widget):
    """The dark modules given (with their quiet zone), centred in the room there is.

    `half` draws two modules in a cell by half-blocks; `solid` draws a module as two cells of background and needs
    no glyph, for terminals that draw half-blocks wide or with gaps. Without a wish, solid is taken where it fits.
    """

    DEFAULT_CSS = """
    QR { width: 1fr; height: 1fr; opacity: 100%; text-opacity: 100%; text-style: none; }
    """
    modules: reactive[Sequence[Sequence[bool]]] = reactive((), always_update=True)
    wish: reactive[Mode | None] = reactive(None)

    def needed(self, mode: Mode) -> Size:
        """Columns and rows of the whole code with its quiet zone."""
        side = len(self.modules)
        return Size(side, (side + 1) // 2) if mode == "half" else Size(2 * side, side)

    def fits(self, mode: Mode) -> bool:
        """Whether the whole code can be shown: one that is cut off does not scan."""
        place, needed = self.screen.find_widget(self), self.needed(mode)
        whole = place.visible_region == place.region
        return (
            bool(self.modules)
            and whole
            and needed.width <= self.size.width
            and needed.height <= self.size.height
        )

    @property
    def mode(self) -> Mode:
        """How the code is drawn now."""
        if self.wish:
            return self.wish
        return "solid" if self.fits("solid") else "half"

    def render_line(self, y: int) -> Strip:
        mode = self.mode
        if not self.modules:
            return Strip.blank(self.size.width, self.rich_style)
        if not self.fits(mode):
            return self._sentence(y, mode)
        width, height = self.needed(mode)
        left, top = (self.size.width - width) // 2, (self.size.height - height) // 2
        row = y - top
        if not 0 <= row < height:
            return Strip.blank(self.size.width, self.rich_style)
        code = self._solid(row) if mode == "solid" else self._half(row)
        margin = Segment(" " * left, self.rich_style)
        return Strip([margin, *code]).adjust_cell_length(self.size.width, self.rich_style)

    def _solid(self, row: int) -> list[Segment]:
        return [Segment("  ", Style(bgcolor=_colour(dark))) for dark in self.modules[row]]

    def _half(self, row: int) -> list[Segment]:
        upper = self.modules[2 * row]
        # an odd number of rows ends in half a cell, which belongs to the white around the code
        lower = self.modules[2 * row + 1] if 2 * row + 1 < len(self.modules) else [False] * len(upper)
        return [
            Segment(" ", Style(bgcolor=_colour(above)))
            if above == below
            else Segment("▄", Style(color=_colour(below), bgcolor=_colour(above)))
            for above, below in zip(upper, lower, strict=True)
        ]

    def _sentence(self, y: int, mode: Mode) -> Strip:
        needed = self.needed(mode)
        lines = [
            _("请把窗口放大"),
            _("签到码要 {width} 列 {height} 行，", width=needed.width, height=needed.height),
            _("这里只有 {width} 列 {height} 行", width=self.size.width, height=self.size.height),
        ]
        row = y - max((self.size.height - len(lines)) // 2, 0)
        text = lines[row] if 0 <= row < len(lines) else ""
        left = max((self.size.width - cell_len(text)) // 2, 0)
        return Strip([Segment(fit(" " * left + text, self.size.width), self.rich_style)], self.size.width)


def _colour(dark: bool) -> str:
    return BLACK if dark else WHITE
