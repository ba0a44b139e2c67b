"""What changes by itself is shown between two keys: a repaint that no key asked for would stand before the next one."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from textual import events

from oatui.long_work import sweep
from oatui.screens.scan_behind import ScansBehind

TURN_SECONDS = 0.0005  # a key goes through three threads, and each waited 5 ms for one that counts
LULL_SECONDS = 0.12  # a held key comes thirty times a second, a typist's some ten times
SWEEP_SECONDS = 1.0
REST_SECONDS = 2.0  # without a key: time for what takes longer
WHOLE_SECONDS, AT_LAST_SECONDS = 60, 600  # between two whole sweeps, at rest and where there is none
# another thread writes the answer to the terminal: what fills the gap stood before it
WRITTEN_SECONDS = 0.004
WAIT_SECONDS = 0.2  # then it is shown all the same: another terminal's change within a second (promise 7)


class KeysFirst(ScansBehind):
    """`gap` returns when the screen has just answered a key, or where no keys come."""

    last_key: events.Key | None = None  # the last one
    _key_at = -LULL_SECONDS
    _answering = False
    _swept_at = 0.0

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[asyncio.Event] = deque()
        self._pressed: tuple[float, tuple[int, int], object] = (0.0, (-1, -1), None)
        self._same_wish = False

    def on_mount(self) -> None:
        sys.setswitchinterval(TURN_SECONDS)
        self._swept_at = time.monotonic()
        self.set_interval(SWEEP_SECONDS, self.between_keys(self.sweep))

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._key_at = time.monotonic()
            self._answering = True
            self.last_key = event
        elif isinstance(event, events.MouseDown | events.MouseUp) and self._is_same_wish(event):
            return
        await super().on_event(event)

    def _is_same_wish(self, event: events.MouseDown | events.MouseUp) -> bool:
        """Whether it is the second click of a double one whose first opened another page: it would fall on what stands there."""
        if isinstance(event, events.MouseDown) and not event.is_forwarded:
            at, where, screen = self._pressed
            self._pressed = event.time, (event.x, event.y), self.screen
            soon = event.time - at <= self.CLICK_CHAIN_TIME_THRESHOLD
            self._same_wish = soon and where == (event.x, event.y) and screen is not self.screen
        return self._same_wish and not event.is_forwarded

    def post_display_hook(self) -> None:
        """The screen was painted: the key has its answer."""
        if self._answering and self._waiting:
            asyncio.get_running_loop().call_later(WRITTEN_SECONDS, self._waiting.popleft().set)
        self._answering = False

    async def gap(self) -> None:
        """Wait for the next gap between keys; each is one caller's."""
        if time.monotonic() - self._key_at < LULL_SECONDS:
            mine = asyncio.Event()
            self._waiting.append(mine)
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(mine.wait(), WAIT_SECONDS)
            finally:  # a page that was left waits no more, and would take the gap of another
                with suppress(ValueError):
                    self._waiting.remove(mine)

    def between_keys(self, act: Callable[[], None]) -> Callable[[], Coroutine[Any, Any, None]]:
        """What a clock calls, done in a gap."""

        async def done() -> None:
            await self.gap()
            if self.is_running:
                act()

        return done

    def sweep(self) -> None:
        """Look for garbage in a gap, where it is nobody's key that waits; for all of it at rest."""
        now = time.monotonic()
        resting = now - self._key_at > REST_SECONDS
        whole = now - self._swept_at > (WHOLE_SECONDS if resting else AT_LAST_SECONDS)
        if whole:
            self._swept_at = now
        sweep(whole)
