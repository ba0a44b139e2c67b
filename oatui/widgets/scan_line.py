"""Catches scans, initials and committed Chinese wherever the focus is: an own key buffer instead of an Input.

An Input loses scans that come back to back, and those that end with LF or Tab. Here the text is cut the moment
its end arrives, and the moment of that key is the time of the scan.
"""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from oatui.clock import Clock
from oatui.i18n import _

ENDS = frozenset({"enter", "ctrl+j", "tab"})
LONGEST = 200


class ScanLine(Widget):
    """Shows what stands in the buffer; the screen hands every key to `take`."""

    DEFAULT_CSS = """
    ScanLine { height: 1; background: $surface; padding: 0 1; }
    """

    class Ended(Message):
        """A scan or a typed line came to its end at `at`."""

        def __init__(self, text: str, at: datetime) -> None:
            super().__init__()
            self.text = text
            self.at = at

    class Changed(Message):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, prompt: str, clock: Clock, id: str | None = None) -> None:
        super().__init__(id=id)
        self.prompt = prompt
        self.clock = clock
        self.text = ""

    def ask(self, prompt: str) -> None:
        """Ask for something else; its words are looked up when they are shown."""
        if prompt != self.prompt:
            self.prompt = prompt
            self.refresh()

    def take(self, event: events.Key) -> bool:
        """Take a key into the buffer; False where the key is none of its business."""
        if event.key in ENDS:
            self._end()
        elif event.key == "backspace":
            self._hold(self.text[:-1])
        elif event.key == "escape" and self.text:
            self._hold("")
        elif event.character and event.is_printable and len(self.text) < LONGEST:
            self._hold(self.text + event.character)
        else:
            return False
        event.stop()
        event.prevent_default()
        return True

    def paste(self, text: str) -> None:
        """A scanner or an input method may deliver a whole text at once."""
        *whole, rest = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "\n").split("\n")
        for line in whole:
            self.text += line[:LONGEST]
            self._end()
        self._hold((self.text + rest)[:LONGEST])

    def clear(self) -> None:
        self._hold("")

    def _end(self) -> None:
        text, self.text = self.text, ""
        self.refresh()
        self.post_message(self.Ended(text, self.clock.now()))

    def _hold(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.refresh()
            self.post_message(self.Changed(text))

    def render(self) -> RenderResult:
        # the input method's window stands at the terminal's own cursor
        shown = f"{_(self.prompt)} "
        at = Content(shown + self.text).cell_length
        self.app.cursor_position = Offset(self.region.x + 1 + min(at, self.size.width), self.region.y)
        return Content.assemble(
            (shown, Style(dim=True)), (self.text, Style(bold=True)), (" ", Style(reverse=True))
        )
