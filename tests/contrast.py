"""How far ink stands out from what it is on, as WCAG 2 counts it: 4.5 for text, 3 for what is large and for marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rich._palettes import STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from oatui.screens.page import Page

TEXT, LARGE = 4.5, 3.0
# what terminals make of the 16 names that an app has for colours: xterm, PuTTY, Windows 7 and 10, the desktops of Linux
PALETTES = [
    [Color.parse(f"#{one}") for one in sixteen.split()] for sixteen in (
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
        "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
        "000000 800000 008000 808000 000080 800080 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff",
        "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
        "000000 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
    )
]  # fmt: skip


def ratio(ink: Color, ground: Color) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted(map(_luminance, (ink, ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    shares = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def looked_at(app: App[Any]) -> list[Strip]:
    """What is in front: the page, or the box over it; what lies behind is dimmed."""
    strips = app.screen._compositor.render_strips()
    # the second and the third are the palette's, which has no box around them
    boxes = () if isinstance(app.screen, Page) else app.screen.query("#box, #--input, CommandList")
    regions = [one.region for one in boxes]
    return [strip.crop(box.x, box.right) for box in regions for strip in strips[box.y : box.bottom]] or strips


def unreadable(strips: Iterable[Strip], of_16: bool) -> Iterator[str]:
    """What is too faint on a screen as it comes to a terminal; where `of_16`, to one of 16 colours, whichever."""
    for strip in strips:
        for text, style, _control in strip:
            if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                continue
            for least, ink, ground in _shown(style.color, style.bgcolor, of_16):
                if (found := ratio(ink, ground)) < least:
                    yield f"{text.strip()}: {found:.2f}, {ink.hex} on {ground.hex}"


@cache
def _shown(ink: RichColor, ground: RichColor, of_16: bool) -> list[tuple[float, Color, Color]]:
    """How far the two have to stand apart, and what becomes of them; a palette that others have chosen leaves a little less."""
    if not of_16:
        return [(TEXT, Color(*ink.get_truecolor()), Color(*ground.get_truecolor()))]
    first, second = (one.downgrade(ColorSystem.STANDARD).number or 0 for one in (ink, ground))
    drawn = [(LARGE, palette[first], palette[second]) for palette in PALETTES]
    return [(TEXT, Color(*STANDARD_PALETTE[first]), Color(*STANDARD_PALETTE[second])), *drawn]
