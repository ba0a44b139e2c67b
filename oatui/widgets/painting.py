"""A key paints what it changed: Textual paints every line of every widget for one of them, and the screen for the focus.

`textual` is pinned, and tests hold that a screen painted in parts is the one painted whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

import textual.screen
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

FRAME_SECONDS = 1 / 200  # a frame that a clock asked for is no reason to keep the next key waiting for 17 ms

JOINED = Strip([], 0)  # goes on from the piece before


class PartCompositor(Compositor):
    """Asks a widget for the lines that are to be painted, and no other widget for any."""

    _parts: tuple[Region, ...] = ()
    _spans: Mapping[int, Sequence[tuple[int, int]]] = {}  # of each line that is painted in part

    def render_partial_update(self) -> ChopsUpdate | None:
        self._parts = tuple(self._dirty_regions)
        spans: dict[int, list[tuple[int, int]]] = {}
        for y, x1, x2 in self._regions_to_spans(self._parts):
            spans.setdefault(y, []).append((x1, x2))
        self._spans = spans
        try:
            update = super().render_partial_update()
        finally:
            self._parts, self._spans = (), {}
        if update is not None:
            for y in {y for y, _x1, _x2 in update.spans}:
                update.chop_ends[y] = [*list(update.chops[y])[1:], self.size.width]
        return update

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """What each widget shows, parted only where it is seen to end: an edge behind it cuts no wide letter in two."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        joined: set[int] = set()
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            left, right = seen.column_span
            for y, strip in zip(seen.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                line, begin = chops[y], -1
                for cut in cuts[y]:
                    if cut < left:
                        continue
                    if begin >= 0 and (cut >= right or line[cut] is not None or not self._goes_on(y, cut)):
                        line[begin] = strip.crop(begin - left, cut - left)
                        begin = -1
                    if cut >= right:
                        break
                    if line[cut] is None:
                        if begin < 0:
                            begin = cut
                        else:
                            line[cut] = JOINED
                            joined.add(y)
        for y in joined:
            chops[y] = {cut: strip for cut, strip in chops[y].items() if strip is not JOINED}
        return cast("Sequence[Mapping[int, Strip]]", chops)

    def _goes_on(self, y: int, cut: int) -> bool:
        """Whether what is behind may go on there: beside what is painted nobody asked who stands in front."""
        return not self._spans or any(x1 < cut < x2 for x1, x2 in self._spans[y])

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
