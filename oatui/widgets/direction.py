"""Marks of writing direction in what people typed: a terminal that obeys them would turn the rest of the line around."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from oatui.i18n import DIRECTION_MARKS


class NoMarks(LineFilter):
    """Takes them out of every line that is drawn; they have no width, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if all(one.text.isascii() or not DIRECTION_MARKS.search(one.text) for one in segments):
            return segments
        return [Segment(DIRECTION_MARKS.sub("", one.text), one.style, one.control) for one in segments]
