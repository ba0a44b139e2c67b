"""What a person reads: text without control characters, and columns aligned by the cells they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from oatui.i18n import ours


def clean(text: object) -> str:
    """On one line, with nothing that steers a terminal: control, format and broken characters are replaced."""
    shown = str(text)
    if shown.isascii() and shown.isprintable():
        return shown
    return "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in shown)


def width(text: str) -> int:
    """The cells that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Lines of left-aligned columns; None is empty. Nothing at all for no rows."""
    if not rows:
        return
    cells = [[head[:1].upper() + head[1:] for head in heads], *(list(map(_shown, row)) for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (text + " " * (wide - width(text)) for text, wide in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _shown(cell: object) -> str:
    """The main venue, a seat's label and the like as the reader reads them."""
    return clean("" if cell is None else ours(cell) if isinstance(cell, str) else cell)
