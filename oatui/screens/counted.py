"""Pages whose figures are counted over a whole meeting: beside the keys, and once for a burst of changes."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from oatui.screens.page import Page
from oatui.store.database import Store, StoreTrouble

PAUSE_SECONDS = 0.3  # between two counts while one change follows another
TYPING_SECONDS = 0.1


class CountedPage(Page):
    """`count` reads, on another thread with its own connection; `show_counted` puts what it found on the screen.

    What the page opens with is counted at once; at every change after that no key waits for it.
    """

    SHOWN_UNDER_TYPING: ClassVar[bool] = False  # a page that asks for no count while something is typed
    _counted_once = False
    _counting = False
    _again = False

    def count(self, store: Store) -> Any:
        """What the page shows of the store."""
        raise NotImplementedError

    def show_counted(self, found: Any) -> None:
        """Show what `count` found."""
        raise NotImplementedError

    def count_anew(self) -> None:
        """Something has changed: count now, or once more when the count under way has ended."""
        if not self._counted_once:
            self._counted_once = True
            self.show_counted(self.count(self.store))
        elif self._counting:
            self._again = True
        else:
            self._counting = True
            self.run_worker(self._count(), group="count")

    async def _count(self) -> None:
        try:
            while True:
                self._again = False
                found = await self.desk.session.apart(self.count)
                await self.desk.gap()
                if not self.composed:
                    return
                if self.typing and not self.SHOWN_UNDER_TYPING:
                    # an input method's window stands on the line
                    await asyncio.sleep(TYPING_SECONDS)
                    continue
                self.show_counted(found)
                if not self._again:
                    return
                await asyncio.sleep(PAUSE_SECONDS)
        except StoreTrouble:
            self.refresh_page()
        finally:
            self._counting = False
