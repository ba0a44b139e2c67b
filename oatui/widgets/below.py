"""What stands under a field: what was understood, what is refused, and what may be chosen by a click."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from oatui.widgets.cells import fit

Pick = tuple[str, str]  # what is written into the field, and the words that are clicked
ROOM = 56  # cells of a line under a field at 80 columns


class Below(Static):
    """What is said under a field, and what may be chosen for it by a click, in columns under each other."""

    DEFAULT_CSS = """
    Below { link-style: none; link-color: $text-muted; }
    """
    words = ""
    picks: Sequence[Pick] = ()

    class Picked(Message):
        """One of the picks was clicked."""

        def __init__(self, below: Below, value: str) -> None:
            super().__init__()
            self.below = below
            self.value = value

    def say(self, words: str, picks: Sequence[Pick] = ()) -> None:
        # a form of thirty fields is looked at again with every letter
        if (words, picks) != (self.words, self.picks):
            self.words, self.picks = words, picks
            self.update(self._content(self.content_size.width))

    def on_resize(self) -> None:
        if self.picks:
            self.update(self._content(self.content_size.width))

    def _content(self, width: int) -> Content | str:
        if not self.picks:
            return self.words
        labels = [f"{label} " for _value, label in self.picks]
        across = _across([cell_len(label) for label in labels], width or ROOM)
        rooms = [max(map(cell_len, labels[place::across])) for place in range(across)]
        if across * max(rooms) <= (width or ROOM) + 1:  # of one width where there is room
            rooms = [max(rooms)] * across
        parts: list[Content | tuple[str, Style]] = [(self.words, Style())] if self.words else []
        for place, label in enumerate(labels):
            if parts and place % across == 0:
                parts.append(("\n", Style()))
            shown = fit(label, min(rooms[place % across], width or ROOM))
            parts.append((shown.rstrip(), Style.from_meta({"@click": f"pick({place})"})))
            parts.append((" " * (len(shown) - len(shown.rstrip())), Style()))
        return Content.assemble(*parts)

    def action_pick(self, place: int) -> None:
        self.post_message(self.Picked(self, self.picks[place][0]))


def _across(widths: Sequence[int], room: int) -> int:
    """How many columns of their own widths fit beside each other, no more than the rows need."""
    fits = (
        across
        for across in range(len(widths), 1, -1)
        if sum(max(widths[place::across]) for place in range(across)) <= room + 1
    )
    rows = -(-len(widths) // next(fits, 1))
    return -(-len(widths) // rows)
