"""Text in cells: what a terminal shows is counted in cells, and a Chinese character takes two."""

from __future__ import annotations

from itertools import pairwise

from rich.cells import cell_len, set_cell_size

from oatui.widgets.line_breaks import breaks


def fit(text: str, width: int, right: bool = False) -> str:
    """The text in exactly `width` cells; what does not fit ends in two points (… is drawn wide by some)."""
    text = text[: 4 * width]  # a list of names goes on for thousands, and each character is measured
    # a terminal acts on control characters; the full space of a name card is none
    text = "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)
    if cell_len(text) > width:
        # half a wide character leaves a space before the points, so the whole is filled up again
        cut = set_cell_size(text, width - 2).rstrip() + ".." if width > 3 else text
        return set_cell_size(cut, width)
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


def folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; Chinese breaks anywhere, a Latin word or a rule id stays whole."""
    places = [0, *breaks(text, width), len(text)]
    return [text[begin:end].rstrip() for begin, end in pairwise(places)]
