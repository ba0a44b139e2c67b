"""Where a line may end: between Chinese characters, never inside a Latin word, a number or before a closing sign.

Textual breaks at spaces only, so a Chinese sentence with one number in it leaves half of its line empty.
"""

from __future__ import annotations

import textual.content
from rich.cells import cell_len

# signs that may not begin a line, and that may not end one
NOT_FIRST = frozenset("，。、；：？！）》”’〕】%％,.;:?!)")
NOT_LAST = frozenset("（《“‘〔【([")


def breaks(text: str, width: int, fold: bool = True) -> list[int]:
    """The places at which new lines begin, for lines of at most `width` cells (spaces at the end not counted).

    A word that is longer than a line is cut where `fold` is set, else it stands over.
    """
    wides = [cell_len(char) for char in text]
    if sum(wides) <= width:
        return []  # most of what a page says, and each letter is asked for its place otherwise
    found: list[int] = []
    begin = allowed = used = 0
    place = 0
    while place < len(text):
        char, wide = text[place], wides[place]
        if place > begin and _may_begin(text, wides, place):
            allowed = place
        if used + wide > width and not char.isspace() and place > begin:
            if allowed <= begin and not fold:
                used += wide
                place += 1
                continue
            begin = place = allowed if allowed > begin else place
            found.append(begin)
            used = 0
            continue
        used += wide
        place += 1
    return found


def _may_begin(text: str, wides: list[int], place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after.isspace() or after in NOT_FIRST or before in NOT_LAST:
        return False
    return before.isspace() or wides[place - 1] > 1 or wides[place] > 1


def use() -> None:
    """Let every text of the desk break so; `textual` is pinned, and tests hold that it is asked."""
    textual.content.divide_line = breaks  # type: ignore[attr-defined]
