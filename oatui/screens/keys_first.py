"""What changes by itself is shown between two keys: a repaint that no key asked for would stand before the next one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from textual import events

from oatui.screens.scan_behind import ScansBehind

LULL_SECONDS = 0.12  # a held key comes thirty times a second, a typist's some ten times
WAIT_SECONDS = 0.2  # then it is shown all the same: another terminal's change within a second (promise 7)


class KeysFirst(ScansBehind):
    """`gap` returns when the screen has just answered a key, or where no keys come."""

    _key_at = -LULL_SECONDS
    _gap: asyncio.Event | None = None

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._key_at = time.monotonic()
            if self._gap:
                # behind the repaint that this key asks for
                self.screen.call_after_refresh(self._gap.set)
                self._gap = None
        await super().on_event(event)

    async def gap(self) -> None:
        """Wait for the next gap between keys."""
        if time.monotonic() - self._key_at < LULL_SECONDS:
            self._gap = self._gap or asyncio.Event()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gap.wait(), WAIT_SECONDS)

    def between_keys(self, act: Callable[[], None]) -> Callable[[], Coroutine[Any, Any, None]]:
        """What a clock calls, done in a gap."""

        async def done() -> None:
            await self.gap()
            if self.is_running:
                act()

        return done
