"""Text in cells: what a terminal shows is counted in cells, and a Chinese character takes two."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

# signs that may not begin a line
NOT_FIRST = "，。、；：？！）》”’〕"


def fit(text: str, width: int, right: bool = False) -> str:
    """The text in exactly `width` cells; what does not fit ends in two points (… is drawn wide by some)."""
    # a terminal acts on control characters; the full space of a name card is none
    text = "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)
    if cell_len(text) > width:
        # half a wide character leaves a space before the points, so the whole is filled up again
        cut = set_cell_size(text, width - 2).rstrip() + ".." if width > 3 else text
        return set_cell_size(cut, width)
    return " " * (width - cell_len(text)) + text if right else set_cell_size(text, width)


def folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; Chinese breaks anywhere, a Latin word or a rule id stays whole."""
    lines = []
    while cell_len(text) > width:
        cut = len(set_cell_size(text, width).rstrip())
        whole = cut
        while whole and (text[whole] in NOT_FIRST or not _may_part(text, whole)):
            whole -= 1
        lines.append(text[: whole or cut].rstrip())
        text = text[whole or cut :].lstrip()
    return [*lines, text]


def _may_part(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    return before.isspace() or after.isspace() or cell_len(before) > 1 or cell_len(after) > 1
