"""A scan goes to the door although another page lies over it: people do not wait until the clerk has come back."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

LENGTH = 25  # digits of a personal code, see rules/personal_code.py


class ScansBehind(App[int]):
    """25 digits with a true check digit are typed by nobody: at their end they are the door's, and nobody else's."""

    _digits = ""

    async def on_event(self, event: events.Event) -> None:
        front = self.screen_stack[-1] if self.screen_stack else None
        # the page that has it is not loaded before somebody opens it
        behind = next((one for one in self.screen_stack[:-1] if hasattr(one, "take_scan")), None)
        if behind is None or hasattr(front, "take_scan"):
            self._digits = ""
        elif not event.is_forwarded and (code := self._ended(event)):
            behind.take_scan(code)
            return
        await super().on_event(event)

    def _ended(self, event: events.Event) -> str:
        """The code that ends with this event, else nothing."""
        if not isinstance(event, events.Key | events.Paste):
            return ""
        from oatui.rules.personal_code import read
        from oatui.widgets.scan_line import ENDS

        if isinstance(event, events.Paste):
            text = event.text.strip()
            return text if read(text).kind == "code" else ""
        if event.character and event.character in "0123456789":
            self._digits = (self._digits + event.character)[-LENGTH:]
            return ""
        typed, self._digits = self._digits, ""
        if event.key not in ENDS or read(typed).kind != "code":
            return ""
        # behind the digits that are still on their way
        front = self.screen_stack[-1]
        (self.focused or front).call_later(_take_back, front, typed)
        return typed


def _take_back(page: Screen[object], typed: str, again: int = 25) -> None:
    """Out of the field that has the digits; those that were typed on a list come to it later, by way of the page."""
    fields = page.query(Input)
    for line in fields:
        if sorted(line.value[-LENGTH:]) == sorted(typed):
            line.value = line.value[:-LENGTH]
            return
    if fields and again:
        page.set_timer(0.02, partial(_take_back, page, typed, again - 1))
