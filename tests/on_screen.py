"""What the program composes on a screen of a test: its text, and a picture for a scanner."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import zxingcpp
from PIL import Image, ImageDraw
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from oatui.app import DeskApp
from oatui.widgets.form import Form

COLUMN, ROW = 8, 16  # pixels of a cell


@asynccontextmanager
async def opened(
    app: DeskApp, page: Screen[Any] | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[int]]:
    """The desk with its store open, and a page over today."""
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        if page is not None:
            app.push_screen(page)
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[Any]) -> None:
    """Nothing is under way any more."""
    for _turn in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when what the last one asked for is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def fill(pilot: Pilot[Any], **values: str) -> None:
    """Type into the fields of the form in front."""
    for key, value in values.items():
        pilot.app.screen.query_one(Form).fill(key, value)
    await settled(pilot)


def text(app: App[Any]) -> str:
    """The screen as a reader sees it, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def picture(app: App[Any]) -> Image.Image:
    """The screen as a camera sees it; only blocks are drawn, not letters."""
    image = Image.new("RGB", (app.size.width * COLUMN, app.size.height * ROW))
    draw = ImageDraw.Draw(image)
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for piece, style, _control in strip:
            ink = tuple(style.color.get_truecolor()) if style and style.color else (255, 255, 255)
            paper = tuple(style.bgcolor.get_truecolor()) if style and style.bgcolor else (0, 0, 0)
            for letter in piece:
                left, top, wide = x * COLUMN, y * ROW, cell_len(letter) * COLUMN
                draw.rectangle((left, top, left + wide - 1, top + ROW - 1), paper)
                if letter == "▄":
                    draw.rectangle((left, top + ROW // 2, left + wide - 1, top + ROW - 1), ink)
                x += cell_len(letter)
    return image


def scanned(image: Image.Image) -> list[str]:
    """What a strict reader finds: no inverted codes, nothing but QR."""
    found = zxingcpp.read_barcodes(
        image.convert("L"),
        formats=zxingcpp.BarcodeFormat.QRCode,
        try_invert=False,
        try_rotate=False,
        try_downscale=False,
    )
    return [one.text for one in found]
