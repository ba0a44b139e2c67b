"""A few pages as they look, at both sizes and in both themes; a changed picture has to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widgets import Input

from oatui import themes
from oatui.app import DeskApp
from oatui.i18n import set_language
from tests.conftest import FixedClock

Compare = Callable[..., bool]
SMALL, LARGE = (80, 24), (120, 36)


@pytest.fixture
def demo(tmp_path: Path, clock: FixedClock) -> DeskApp:
    """The demo's bureau under a clock that stands still."""
    return DeskApp(tmp_path / "demo.db", clock, "示例办公室 刘某某", demo=True)


def pressing(*keys: str) -> Callable[[Pilot[int]], object]:
    async def run(pilot: Pilot[int]) -> None:
        await pilot.app.workers.wait_for_complete([one for one in pilot.app.workers if one.group == "open"])
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        painted = ""
        while (
            now := pilot.app.export_screenshot()
        ) != painted:  # a busy machine paints a page in several turns
            painted = now
            for _turn in range(5):
                await pilot.pause()

    return run


@pytest.mark.parametrize(
    ("size", "theme"), [(SMALL, themes.DARK), (LARGE, themes.LIGHT)], ids=["small", "large"]
)
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("1", "f8"),
        ("f4", "down", "enter", "4"),
        ("f4", "down", "f6"),
        ("f4", "f4"),
        ("f6", "enter"),
        ("f12",),
        ("f1",),
    ],  # fmt: skip
    ids=["today", "door", "seats", "roster", "meeting-form", "document", "clear-desk", "help"],
)
def test_a_page_looks_as_it_did(
    snap_compare: Compare, demo: DeskApp, size: tuple[int, int], theme: Theme, keys: tuple[str, ...]
) -> None:
    demo.theme = theme.name
    assert snap_compare(demo, terminal_size=size, run_before=pressing(*keys))


def test_today_in_english(snap_compare: Compare, demo: DeskApp) -> None:
    set_language("en")
    assert snap_compare(demo, terminal_size=LARGE, run_before=pressing())
