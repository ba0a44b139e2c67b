"""One calm theme of the bureau's own, dark and light: red for the head line, green, amber and red for verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from oatui import places
from oatui.widgets import line_breaks

if TYPE_CHECKING:
    from textual.app import App

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
    variables={"foreground-muted": "#8d949b", "primary-muted": "#2c3b49"},
)
LIGHT = Theme(
    name=places.THEMES[1],
    primary="#35587c",
    secondary="#35587c",
    accent="#b8141a",
    foreground="#22262a",
    background="#fbfaf6",
    surface="#f1efe8",
    panel="#e6e3d9",
    success="#1f6f37",
    warning="#8a5d05",
    error="#ad1f1a",
    dark=False,
    variables={"foreground-muted": "#6b6d6c", "primary-muted": "#ccd6df"},
)

# the panel of the last person at the door: read from two metres, white on it in either theme
DOOR = {"door-ok": "#2e7d46", "door-warn": "#9a650c", "door-bad": "#b0302a"}


def put_on(app: App[Any]) -> None:
    """Both are there to choose; the one that this computer's user chose is on."""
    for theme in (DARK, LIGHT):
        app.register_theme(theme)
    line_breaks.use()
    app.theme = places.preference("theme") or DARK.name
