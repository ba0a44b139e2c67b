"""The pictures of the README, taken from the demo's desk: each page at 120x36, as a browser paints it.

The demo's clock stands still, so a picture changes only where a page does. Needs Chromium and a Chinese font.

usage: python docs/pictures.py [NAME …]
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, async_playwright
from rich.cells import cell_len
from textual.strip import Strip

from oatui import themes
from oatui.app import DeskApp
from oatui.demo import OPERATOR
from oatui.demo.earlier import START
from oatui.i18n import set_language

FOLDER = Path(__file__).parent
SIZE = (120, 36)
CELL, LINE = 10, 22  # pixels; the font's Latin letters are half as wide as high, its Chinese ones square
STYLE = f"""body {{ margin: 0 }}
div {{ height: {LINE}px; white-space: nowrap; font: {2 * CELL}px/{LINE}px 'Noto Sans Mono CJK SC', monospace }}
span {{ display: inline-block; height: {LINE}px; white-space: pre; overflow: hidden }}"""


class Picture(NamedTuple):
    """The keys that lead from today to what is shown."""

    keys: tuple[str, ...]
    lang: str = "zh"
    theme: str = themes.DARK.name


PICTURES = {
    "today": Picture(()),
    "door": Picture(("1", "f8")),
    "document": Picture(("f6", "enter"), theme=themes.LIGHT.name),
}
# the English README has its own
PICTURES |= {f"{name}.en": one._replace(lang="en") for name, one in PICTURES.items()}


class _Standing:
    """08:20 of the demo's day, whenever the picture is taken."""

    def now(self) -> datetime:
        return START


async def _page(picture: Picture, folder: Path) -> str:
    """What stands on the screen, as a page whose letters keep to their cells."""
    set_language(picture.lang)
    os.environ["COLORTERM"] = "truecolor"
    app = DeskApp(folder / "demo.db", _Standing(), OPERATOR, demo=True)
    app.theme = picture.theme
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete([one for one in app.workers if one.group == "open"])
        for key in ("", *picture.keys):
            if key:
                await pilot.press(key)
            for _turn in range(5):
                await pilot.pause()
        await asyncio.sleep(1)  # the door counts after it has shown who came
        await pilot.pause()
        return "".join(map(_row, app.screen._compositor.render_strips()))


def _row(strip: Strip) -> str:
    spans = []
    for text, style, control in strip:
        if control or style is None:
            continue
        ink, paper = (tuple(one.get_truecolor()) if one else None for one in (style.color, style.bgcolor))
        if style.reverse:
            ink, paper = paper, ink
        look = f"width:{cell_len(text) * CELL}px;color:rgb{ink};background:rgb{paper}"
        if style.bold:
            look += ";font-weight:bold"
        if style.underline:
            look += ";text-decoration:underline"
        spans.append(f'<span style="{look}">{escape(text)}</span>')
    return f"<div>{''.join(spans)}</div>"


async def _paint(browser: Browser, rows: str, target: Path) -> None:
    page = await browser.new_page(viewport={"width": SIZE[0] * CELL, "height": SIZE[1] * LINE})
    await page.set_content(f"<style>{STYLE}</style>{rows}")
    await page.screenshot(path=target)
    await page.close()


async def main(names: list[str]) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium here (apt install chromium)")
    # its second does not tick: it would bring a reminder into some of the pictures
    DeskApp._tick = lambda _desk: None  # type: ignore[method-assign, assignment]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in names or PICTURES:
            with tempfile.TemporaryDirectory() as folder:
                rows = await _page(PICTURES[name], Path(folder))
            target = FOLDER / f"{name}.png"
            await _paint(browser, rows, target)
            print(target.name)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
