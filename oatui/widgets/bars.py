"""Bars made of coloured spaces: no block glyph, so no terminal can draw them wide."""

from __future__ import annotations

from collections.abc import Sequence

from textual.color import Color
from textual.content import Content
from textual.style import Style


def progress(width: int, parts: Sequence[tuple[int, str]], whole: int, empty: str) -> Content:
    """One line of `width` cells; each part (n, colour) takes its share of `whole`, the rest is `empty`."""
    line: list[tuple[str, Style]] = []
    done = cells = 0
    for number, colour in parts:
        done += number
        until = round(width * done / whole) if whole else 0
        line.append((" " * (until - cells), Style(background=Color.parse(colour))))
        cells = until
    line.append((" " * (width - cells), Style(background=Color.parse(empty))))
    return Content.assemble(*line)


def columns(values: Sequence[int], height: int, colour: str) -> Content:
    """A column a value, one cell wide, the highest `height` lines tall; any value above 0 shows at least one cell."""
    top = max(values, default=0)
    tall = [0 if not value else max(1, round(height * value / top)) for value in values]
    lines: list[tuple[str, Style]] = []
    filled, blank = Style(background=Color.parse(colour)), Style()
    for level in range(height, 0, -1):
        lines += [(" ", filled if one >= level else blank) for one in tall]
        lines.append(("\n" if level > 1 else "", blank))
    return Content.assemble(*lines)
