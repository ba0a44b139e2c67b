"""What stands on a page is read in each theme: text has a contrast of 4.5, large and marks of 3 (WCAG 2)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
from textual.color import Color
from textual.theme import Theme

from oatui import themes
from oatui.screens.document_form import DocumentFormPage
from oatui.screens.roster import RosterPage
from oatui.screens.seats import SeatsPage
from oatui.screens.today import TodayPage
from tests.conftest import Desk
from tests.contrast import LARGE, looked_at, ratio, unreadable
from tests.faults.every_screen import made

THEMES = {
    "dark": themes.DARK, "light": themes.LIGHT,
    # they stand under the same names where they are used
    "dark-of-16": replace(themes.DARK_OF_16, name="dark-of-16"), "light-of-16": replace(themes.LIGHT_OF_16, name="light-of-16"),
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_what_has_no_ground_of_its_own_has_an_edge_or_a_line(theme: Theme) -> None:
    values, page = {**themes.DOOR, **theme.variables}, Color.parse(theme.background)
    assert (Color.parse(theme.panel) == page) == (values["box-edge"] != "none")
    assert (Color.parse(theme.surface) == page) == (values["field"] != "none")
    assert (Color.parse(values["sheet"]) == page) == (values["sheet-edge"] != "none")


# between them all that a theme colours; with a key: digits, the palette, a filled form, what an empty one refuses
PAGES = (
    (TodayPage, "f8"),
    (TodayPage, "ctrl+p"),
    (RosterPage, "f6"),
    (DocumentFormPage, "f5"),
    (SeatsPage, ""),
)


async def test_text_is_read_in_every_theme(
    open_desk: Callable[..., AbstractAsyncContextManager[Desk]],
) -> None:
    faint: set[str] = set()
    async with open_desk(demo=True) as desk:
        for name, theme in THEMES.items():
            desk.app.register_theme(theme)
            desk.app.theme = theme.name
            for page, key in PAGES:
                desk.app.push_screen(made(desk.app.reader, page))
                await desk.pilot.pause()
                if key:
                    await desk.pilot.press(key)
                    await desk.settle()
                found = unreadable(looked_at(desk.app), "16" in name)
                faint |= {f"{page.__name__} {name} {words}" for words in found}
                desk.app.action_today()
    assert faint == set()


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_the_cursor_stands_out_and_the_door_is_read_from_afar(theme: Theme) -> None:
    of = {**themes.DOOR, **theme.to_color_system().generate(), **theme.variables}
    pairs = [
        ("primary", "background"),
        ("accent", "background"),
        *((f"text-{one}", "background") for one in ("success", "warning", "error")),
    ]
    found = {pair: ratio(*(Color.parse(of[one]) for one in pair)) for pair in pairs}
    inks = {"door-ok": of["door-ok-ink"], "door-warn": of["door-warn-ink"], "door-bad": "#ffffff"}
    found |= {("ink", door): ratio(Color.parse(ink), Color.parse(of[door])) for door, ink in inks.items()}
    assert {pair: figure for pair, figure in found.items() if figure < LARGE} == {}
