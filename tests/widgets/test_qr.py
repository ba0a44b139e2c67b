"""A code on the screen scans in every theme and both sizes, or is not shown at all."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal

from oatui import themes
from oatui.files.code_out import modules
from oatui.widgets.qr import QR, Mode
from tests.on_screen import picture, scanned, text

CODE = "2836118856822706943022983"


class Shown(App[None]):
    CSS = "QR { width: 1fr; } #beside { width: 0; }"

    def __init__(self, wish: Mode | None, theme: str) -> None:
        super().__init__()
        self.wish: Mode | None = wish
        for one in (themes.DARK, themes.LIGHT):
            self.register_theme(one)
        self.theme = theme

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield QR(id="code")

    def on_mount(self) -> None:
        code = self.query_one(QR)
        code.wish = self.wish
        code.modules = modules(CODE)


@pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])
@pytest.mark.parametrize(
    ("size", "wish", "drawn"),
    [
        ((80, 24), None, "half"),
        ((29, 15), None, "half"),
        ((120, 36), None, "solid"),
        ((58, 29), None, "solid"),
        ((120, 36), "half", "half"),
        ((120, 36), "solid", "solid"),
    ],
)
async def test_scans(theme: str, size: tuple[int, int], wish: Mode | None, drawn: Mode) -> None:
    app = Shown(wish, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.query_one(QR).mode == drawn
        assert ("▄" in text(app)) == (drawn == "half")
        assert scanned(picture(app)) == [CODE]


@pytest.mark.parametrize(
    ("size", "wish"), [((28, 15), None), ((29, 14), None), ((80, 24), "solid"), ((58, 28), "solid")]
)
async def test_too_small_says_so(size: tuple[int, int], wish: Mode | None) -> None:
    app = Shown(wish, themes.DARK.name)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "请把窗口放大" in text(app)
        assert "▄" not in text(app)
        assert scanned(picture(app)) == []


async def test_cut_off_by_its_neighbours_says_so() -> None:
    app = Shown(None, themes.DARK.name)
    async with app.run_test(size=(28, 20)) as pilot:
        app.query_one(QR).styles.min_width = 40
        await pilot.pause()
        assert app.query_one(QR).size.width == 40
        assert "▄" not in text(app)


async def test_follows_the_window() -> None:
    app = Shown(None, themes.DARK.name)
    async with app.run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        assert scanned(picture(app)) == []
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert scanned(picture(app)) == [CODE]


async def test_disabled_and_faded_it_still_scans() -> None:
    app = Shown(None, themes.LIGHT.name)
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(QR).disabled = True
        app.query_one(QR).styles.opacity = 0.5
        await pilot.pause()
        assert scanned(picture(app)) == [CODE]
