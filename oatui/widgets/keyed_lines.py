"""Lines and words that a key stands before: a click on them presses that key."""

from __future__ import annotations

import re

from textual import events
from textual.content import Content
from textual.style import Style

from oatui.widgets.key_line import same_wish
from oatui.widgets.panel import Panel

_DIGIT = re.compile(r"[> ]{0,2}(\d) ")


def pressed_by_click(key: str) -> Style:
    """For words within a line: a click on them presses this key."""
    return Style.from_meta({"@click": f"app.simulate_key('{key}')"})


class KeyedLines(Panel):
    """A click on a line that begins with a digit presses it, and `then` after it where a digit alone does nothing."""

    DEFAULT_CSS = """
    KeyedLines { link-style: none; link-color: $foreground; link-background: transparent; }
    """

    def __init__(self, content: Content | str = "", *, id: str | None = None, then: str = "") -> None:
        super().__init__(content, id=id)
        self.then = then

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        found = _DIGIT.match(self.render_line(at.y).text) if at else None
        if found and not same_wish(event):
            event.stop()
            for key in (found[1], self.then):
                if key:
                    self.app.simulate_key(key)
