"""How far ink stands out from what it is on, as WCAG 2 counts it: 4.5 for text, 3 for what is large and for marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich._palettes import STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from oatui.screens.page import Page

TEXT, LARGE = 4.5, 3.0


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
    if isinstance(app.screen, Page) or not (boxes := app.screen.query("#box")):
        return strips
    box = boxes.first().region
    return [strip.crop(box.x, box.right) for strip in strips[box.y : box.bottom]]


def unreadable(strips: Iterable[Strip], of_16: bool) -> Iterator[str]:
    """What is too faint on a screen as it comes to a terminal, of 16 colours where `of_16`."""
    for strip in strips:
        for text, style, _control in strip:
            if not text.strip() or style is None or style.color is None or style.bgcolor is None:
                continue
            ink, ground = (_shown(one, of_16) for one in (style.color, style.bgcolor))
            if (found := ratio(ink, ground)) < TEXT:
                yield f"{text.strip()}: {found:.2f}, {ink.hex} on {ground.hex}"


def _shown(colour: RichColor, of_16: bool) -> Color:
    number = colour.downgrade(ColorSystem.STANDARD).number if of_16 else None
    return Color(*(colour.get_truecolor() if number is None else STANDARD_PALETTE[number]))
