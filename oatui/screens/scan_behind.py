"""A scan is the door's, whatever stands in front: its digits press no key there, and people do not wait for the clerk.

A digit may be the first of a scan: on a page where digits are keys it waits for a moment that nobody feels. Those that
come as only a machine types them wait for their end; what is no scan by then is pressed after all, in its order.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input
from textual.widgets.input import Selection

if TYPE_CHECKING:
    from textual.widgets import TextArea

LENGTH = 25  # digits of a personal code, see rules/personal_code.py
ALONE_SECONDS = 0.025
QUICK_SECONDS = 0.05  # from one digit to the next: quicker than a hand
END_SECONDS = 0.25  # a scanner that is kept waiting by a busy machine


class ScansBehind(App[int]):
    """25 digits with a true check digit are typed by nobody: at their end they are the door's, and nobody else's."""

    _digits = ""  # the last ones typed, at whatever pace
    _marked: tuple[str, ...] = ()  # of each, what was selected in the field: it types over that
    _digit_at = float("-inf")
    _patience = 0.0

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Key] = []
        self._timer: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif hasattr(self._front, "take_scan"):
            self._digits = ""
            await self._press_held()
            await super().on_event(event)
        elif isinstance(event, events.Paste):
            if not self._is_scan(event.text.strip()):
                await super().on_event(event)
        elif event.character and event.character in "0123456789":
            await self._digit(event)
        elif not self._ends_scan(event):
            await self._press_held()
            await super().on_event(event)

    @property
    def _front(self) -> Screen[object] | None:
        return self.screen_stack[-1] if self.screen_stack else None

    async def _digit(self, event: events.Key) -> None:
        since = event.time - self._digit_at
        if self._held and since > self._patience:
            await self._press_held()
        marked: str | None = getattr(self.focused, "selected_text", None)  # None where no text is typed
        self._digits = (self._digits + (event.character or ""))[-LENGTH:]
        self._marked = (*self._marked, marked or "")[-LENGTH:]
        self._digit_at = event.time
        quick = self._held or since < min(QUICK_SECONDS, 2 * ALONE_SECONDS)
        self._patience = END_SECONDS if quick else ALONE_SECONDS
        if not self._held and (self._patience <= 0 or marked is not None):
            await super().on_event(event)
            return
        self._held.append(event)
        if len(self._held) == 1:
            self._timer = self.set_timer(self._patience, self._waited)

    async def _waited(self) -> None:
        """The first one's time is over; with those that came since, wait for the last one's."""
        left = self._digit_at + self._patience - time.monotonic()
        if self._held and left > 0.001:
            self._timer = self.set_timer(left, self._waited)
        else:
            await self._press_held()

    async def _press_held(self) -> None:
        for key in self._let_go():
            await super().on_event(key)

    def _let_go(self) -> list[events.Key]:
        """What was held, which nothing waits for any more."""
        held, self._held = self._held, []
        if held and self._timer:
            self._timer.stop()
        return held

    def _ends_scan(self, event: events.Key) -> bool:
        """Whether a scan came to its end with this key; then it is on its way."""
        from oatui.widgets.scan_line import ENDS

        typed, self._digits = self._digits, ""
        if event.key not in ENDS:
            return False
        held = self._held if event.time - self._digit_at <= self._patience else []
        if self._is_scan(typed):
            pressed = typed[: len(typed) - len(held)]
        elif self._is_scan("".join(key.character or "" for key in held), damaged=True):
            pressed = ""
        else:
            return False
        self._let_go()
        if pressed and (front := self._front):
            # behind the digits that are still on their way
            lost = next(filter(None, self._marked[-len(typed) :]), "")
            (self.focused or front).call_later(_take_back, front, pressed, lost)
        return True

    def _is_scan(self, text: str, damaged: bool = False) -> bool:
        """Whether this is a code, or what is left of one; then the door takes it, or it is said that none is open."""
        from oatui.rules.personal_code import read

        kind = read(text).kind
        if kind != "code" and not (damaged and kind == "damaged"):
            return False
        # the page that has it is not loaded before somebody opens it
        door = next((one for one in self.screen_stack if hasattr(one, "take_scan")), None)
        if door is not None:
            door.take_scan(text)
        else:
            page = next((one for one in reversed(self.screen_stack) if hasattr(one, "scanned_here")), None)
            if page is not None:
                page.scanned_here()
        return True


def _take_back(page: Screen[object], pressed: str, lost: str, again: int = 25) -> None:
    """Out of the field that has the digits, for what they typed over; those of a list come to it later, by the page."""
    fields = page.query(Input)
    texts = cast("Iterable[TextArea]", page.query("TextArea"))
    if any(_out_of_line(one, pressed, lost) for one in fields):
        return
    if any(_out_of_lines(one, pressed, lost) for one in texts):
        return
    if (fields or texts) and again:
        page.set_timer(0.02, partial(_take_back, page, pressed, lost, again - 1))


def _out_of_line(line: Input, pressed: str, lost: str) -> bool:
    end = line.cursor_position
    begin = max(end - len(pressed), 0)
    if sorted(line.value[begin:end]) != sorted(pressed):
        return False
    line.value = line.value[:begin] + lost + line.value[end:]
    line.selection = Selection(begin, begin + len(lost))
    return True


def _out_of_lines(lines: TextArea, pressed: str, lost: str) -> bool:
    row, end = lines.cursor_location
    begin = row, max(end - len(pressed), 0)
    if sorted(lines.get_text_range(begin, (row, end))) != sorted(pressed):
        return False
    lost_to = lines.replace(lost, begin, (row, end)).end_location
    lines.selection = type(lines.selection)(begin, lost_to)
    return True
