"""What a person reads: text without control characters, and columns aligned by the cells they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


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
    cells = [list(heads), *([clean("" if cell is None else cell) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (text + " " * (wide - width(text)) for text, wide in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()
