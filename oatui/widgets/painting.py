"""A key paints what it changed: Textual paints every line of every widget for one of them, and the screen for the focus.

`textual` is pinned, and tests hold that a screen painted in parts is the one painted whole.
"""

from __future__ import annotations

from collections.abc import Iterable

import textual.screen
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

FRAME_SECONDS = 1 / 200  # a frame that a clock asked for is no reason to keep the next key waiting for 17 ms


class PartCompositor(Compositor):
    """Asks a widget for the lines that are to be painted, and no other widget for any."""

    _parts: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        self._parts = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._parts = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._parts:
            yield from super()._get_renders(crop)
            return
        left = list(self._parts)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            wanted = [part for one in left if (part := one.intersection(seen))]
            if not wanted:
                continue
            # from front to back: nothing behind is seen through
            left = [one for one in left if not seen.contains_region(one)]
            first, last = min(one.y for one in wanted), max(one.bottom for one in wanted)
            rows = Region(seen.x, first, seen.width, last - first)
            yield region, rows, widget.render_lines(rows.translate(-region.offset))


def use() -> None:
    """Let every screen of the desk be painted so."""
    textual.screen.Compositor = PartCompositor  # type: ignore[attr-defined]
    textual.screen.UPDATE_PERIOD = FRAME_SECONDS  # type: ignore[misc]
    # those that lose and get the focus paint themselves
    textual.screen.Screen.focused._repaint = False
