"""A text that is set at every change of the store: painted where it is another one, laid out where its height may differ."""

from __future__ import annotations

import re

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from oatui.keys import is_elsewhere
from oatui.widgets.key_line import EVERYWHERE, key_name, same_wish, worded_bindings

# not the beginning of “Instead” or “Delivered”
_KEY = re.compile(r"(?<![A-Za-z0-9+])(?:F\d{1,2}|Ins(?:ert)?|Del)(?![A-Za-z0-9])")
_WRAPS = 14  # cells that the next word, or what may not begin a line, left empty


def press_key_at(widget: Widget, y: int, x: int) -> bool:
    """Press the key whose name stands at cell `x` of line `y`; whether one does. One of another page does nothing here."""
    line = widget.render_line(y).text
    for found in _KEY.finditer(line):
        if cell_len(line[: found.start()]) <= x < cell_len(line[: found.end()]):
            above = widget.render_line(y - 1).text.rstrip() if y else ""
            said = _joined(widget, above, "") + line.rstrip()
            start = len(said) - len(line.rstrip()) + found.start()
            said = _joined(widget, said, line) + widget.render_line(y + 1).text.strip()
            if found[0] in EVERYWHERE or not is_elsewhere(said, start, start + len(found[0])):
                for binding, able in worded_bindings(widget.screen):
                    if able and key_name(binding.key) == found[0][:3]:
                        widget.app.simulate_key(binding.key.split(",")[0])
            return True
    return False


def _joined(widget: Widget, said: str, line: str) -> str:
    """`said` as the next line goes on with it: one that had room left ends there."""
    full = cell_len((line or said).rstrip()) > widget.content_size.width - _WRAPS
    return said + ((" " if said[-1:].isascii() else "") if full else "\n")


class Panel(Static):
    """As Static, without markup; of class -empty where it says nothing. A click on a key's name presses it."""

    def __init__(self, content: Content | str = "", *, id: str | None = None) -> None:
        super().__init__(content, id=id, markup=False)
        self._shown: tuple[str, list[object]] | None = None
        self.set_class(not str(content), "-empty")

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show the text; the same as before costs nothing."""
        shown = Content(content) if isinstance(content, str) else content
        if isinstance(shown, Content):
            new: tuple[str, list[object]] = shown.plain, list(shown.spans)
            if new == self._shown:
                return
            self._shown = new
            self.set_class(not shown.plain, "-empty")
        height = self.styles.height
        open_height = height is None or height.is_auto
        super().update(shown, layout=layout and open_height and not self._as_high(shown))

    def on_click(self, event: events.Click) -> None:
        """The key may be one that the key line has no room for."""
        at = event.get_content_offset(self)
        if at and not same_wish(event) and press_key_at(self, at.y, at.x):
            event.stop()

    def _as_high(self, shown: VisualType) -> bool:
        """Whether it takes as many lines as what is shown now."""
        width, height = self.content_size
        return isinstance(shown, Content) and width > 0 and shown.get_height(self.styles, width) == height  # type: ignore[arg-type]


class Detail(Panel):
    """What the cursor's line of the list above says in full, on a ground of its own; none where nothing is to say."""

    DEFAULT_CSS = """
    Detail { height: auto; max-height: 6; margin: 1 1 0 1; padding: 0 1; background: $surface; }
    Detail.-empty { background: $background; }
    """

    def __init__(self) -> None:
        super().__init__(id="detail")
