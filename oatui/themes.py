"""One calm theme of the bureau's own, dark and light: red for the head line, green, amber and red for verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual._border import BORDER_LOCATIONS
from textual.scrollbar import ScrollBarRender
from textual.theme import Theme

from oatui import places
from oatui.widgets import line_breaks, painting

if TYPE_CHECKING:
    from textual.app import App


def _bars(thumb: str, lit: str, ground: str) -> dict[str, str]:
    """A scroll bar is only a mark at the edge; in the pane that the keys move, and under the mouse, it is lit."""
    grounds = (
        "scrollbar-background",
        "scrollbar-background-hover",
        "scrollbar-background-active",
        "scrollbar-corner-color",
    )
    return {"scrollbar": thumb, "scrollbar-hover": lit, "scrollbar-active": lit, **dict.fromkeys(grounds, ground)}  # fmt: skip


DARK = Theme(
    name=places.THEMES[0],
    primary="#4d7193",
    secondary="#4d7193",
    accent="#e5534b",
    foreground="#d9dde1",
    background="#15181b",
    surface="#1e2327",
    panel="#282e34",
    success="#62b374",
    warning="#d9a441",
    error="#e5625b",
    dark=True,
    variables={
        "foreground-muted": "#969da4",
        "primary-muted": "#2c3b49",
        "surface-lighten-2": "#2a333c",
        "area": "#2a333c",
        "well": "#15181b",
        "text-disabled": "#a0a6ac",
        "key": "#8fb8e0",
        "band": "#1e2327",
        "band-ink": "#969da4",
        **_bars("#3a4650", "#4d7193", "#1e2327"),
    },
)
LIGHT = Theme(
    name=places.THEMES[1],
    primary="#35587c",
    secondary="#35587c",
    accent="#b8141a",
    foreground="#22262a",
    background="#f6f4ee",
    surface="#ebe8df",
    panel="#e6e3d9",
    success="#1f6f37",
    warning="#8a5d05",
    error="#ad1f1a",
    dark=False,
    variables={
        "foreground-muted": "#606262",
        "primary-muted": "#ccd6df",
        "surface-lighten-2": "#dde7f0",
        "area": "#dde7f0",
        "well": "#f6f4ee",
        "text-disabled": "#565a5e",
        "key": "#2a5688",
        "band": "#ebe8df",
        "band-ink": "#606262",
        "sheet": "#ffffff",
        **_bars("#bdb9ac", "#35587c", "#ebe8df"),
    },
)

# a terminal of 16 colours takes the nearest that it has: of soft ones all would be the same grey. On its two greys only
# the plain ink can be read, on white no green of its, and its brown is a bright yellow in xterm, PuTTY and on Windows:
# what carries verdicts has the page's ground, on light 可以 is blue and 注意 magenta
DARK_OF_16 = replace(
    DARK,
    primary="#00aaaa", secondary="#00aaaa", accent="#ff5555", foreground="#ffffff", background="#000000",
    surface="#000000", panel="#000000", success="#55ff55", warning="#ffff55", error="#ff5555",
    variables={
        "text-success": "#55ff55", "text-warning": "#ffff55", "text-error": "#ff5555", "text-muted": "#aaaaaa",
        "foreground-muted": "#aaaaaa", "primary-muted": "#555555", "surface-lighten-2": "#0000aa", "area": "#555555", "well": "#555555", "text-disabled": "#aaaaaa",
        "button-color-foreground": "#000000", "success-muted": "#000000", "warning-muted": "#000000", "error-muted": "#000000",
        "key": "#55ffff", "input-selection-background": "#000000", "band": "#555555", "band-ink": "#ffffff", "sheet": "#ffffff", "sheet-ink": "#000000", "sheet-red": "#aa0000",
        "door-ok": "#00aa00", "door-ok-ink": "#000000", "door-warn": "#ffff55", "door-warn-ink": "#000000", "door-bad": "#aa0000",
        "field": "underline", "box-edge": "blank #555555",
        **_bars("#555555", "#00aaaa", "#000000"),
    },
)  # fmt: skip
LIGHT_OF_16 = replace(
    LIGHT,
    primary="#0000aa", secondary="#0000aa", accent="#aa0000", foreground="#000000", background="#ffffff",
    surface="#ffffff", panel="#ffffff", success="#0000aa", warning="#aa00aa", error="#aa0000",
    variables={
        "text-success": "#0000aa", "text-warning": "#aa00aa", "text-error": "#aa0000", "text-muted": "#555555",
        "foreground-muted": "#555555", "primary-muted": "#aaaaaa", "surface-lighten-2": "#ffff55", "area": "#aaaaaa", "well": "#aaaaaa", "text-disabled": "#555555",
        "success-muted": "#ffffff", "warning-muted": "#ffffff", "error-muted": "#ffffff",
        "key": "#0000aa", "band": "#aaaaaa", "band-ink": "#000000", "sheet": "#ffffff", "sheet-ink": "#000000", "sheet-red": "#aa0000",
        "door-ok": "#00aa00", "door-ok-ink": "#000000", "door-warn": "#ffff55", "door-warn-ink": "#000000", "door-bad": "#aa0000",
        "field": "underline", "box-edge": "blank #555555", "sheet-edge": "blank #aaaaaa",
        **_bars("#555555", "#0000aa", "#ffffff"),
    },
)  # fmt: skip

# the panel of the last person at the door: read from two metres, white on it in either theme
DOOR = {
    "door-ok": "#2e7d46", "door-ok-ink": "#ffffff", "door-warn": "#9a650c", "door-warn-ink": "#ffffff", "door-bad": "#b0302a",
    # a box, a sheet, a field stands out by its ground; where it has none of its own, by an edge or a line
    "box-edge": "none", "sheet-edge": "none", "field": "none",
    # a sheet of paper is white with a red head in every theme
    "sheet": "#efebe0", "sheet-ink": "#1d1f21", "sheet-red": "#bb1e1e",
}  # fmt: skip


def put_on(app: App[Any]) -> None:
    """Both are there to choose; the one that this computer's user chose is on."""
    few = app.console.color_system == "standard"
    for theme in (DARK_OF_16, LIGHT_OF_16) if few else (DARK, LIGHT):
        app.register_theme(theme)
    line_breaks.use()
    painting.use()
    # the ends of a scroll bar are blocks of eighths, which some Chinese terminals draw two cells wide
    ScrollBarRender.VERTICAL_BARS = ScrollBarRender.HORIZONTAL_BARS = [" "] * 8
    # and so are the lines of a border: this kind of them paints its cells
    BORDER_LOCATIONS["blank"] = ((2, 2, 2),) * 3
    app.theme = places.preference("theme") or DARK.name
