"""按键: another key for an action, this user's alone; what is taken or never arrives is refused."""

from __future__ import annotations

import pytest

from oatui import keys
from oatui.app import DeskApp
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.keys import KeysPage, all_keys, hold_free
from oatui.screens.page import Page
from oatui.screens.settings import SettingsPage
from oatui.widgets.form import Form
from tests.on_screen import opened, settled, text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("F7", "f7"),
        (" f10 ", "f10"),
        ("Ins", "insert"),
        ("ctrl + T", "ctrl+t"),
        ("shift+F4", "shift+f4"),
        ("F24", "f24"),
    ],
)
def test_a_key_is_read(typed: str, key: str) -> None:
    assert keys.read_key(typed) == key


@pytest.mark.parametrize("typed", ["x", "F25", "F0", "", "enter", "[/x]", "shift+a", "签", "Home", "ctrl+1"])
def test_what_never_arrives_is_no_key(typed: str) -> None:
    with pytest.raises(Refused, match="F1"):
        keys.read_key(typed)


@pytest.mark.parametrize("typed", ["ctrl+i", "Ctrl+M", "ctrl+h", "ctrl+c"])
def test_what_a_terminal_sends_as_something_else_is_no_key(typed: str) -> None:
    with pytest.raises(Refused, match="Tab"):
        keys.read_key(typed)


def test_what_is_kept_is_read_back() -> None:
    keys.keep(keys.read_keys("settings.examine=F7 every.incident=F10"))
    presets = keys.SAME | {"examine": "f6", "backup": "f5"}
    assert keys.of("settings", presets) == {"examine": "f7", "incident": "f10"}
    assert keys.of("today", keys.SAME) == {"incident": "f10"}
    for wrong in (
        "examine F7",
        "settings.examine=F7 settings.backup=F7",
        "settings.examine=F7 every.help=F7",
    ):
        with pytest.raises(Refused):
            keys.read_keys(wrong)


@pytest.mark.parametrize(
    ("chosen", "in_force"),
    [
        ("today.oa=F4", {}),  # the meetings' key
        ("today.oa=F4 today.meetings=F5", {"oa": "f4", "meetings": "f5"}),
        ("today.oa=F9", {}),
        ("today.oa=Ctrl+P today.meetings=F10", {"meetings": "f10"}),
        ("every.incident=F3", {}),
        ("every.incident=F10 today.meetings=F9", {"incident": "f10", "meetings": "f9"}),
        ("today.nothing=F10", {}),
    ],
)
def test_nothing_loses_its_key_to_another(chosen: str, in_force: dict[str, str]) -> None:
    keys.keep(keys.read_keys(chosen))
    assert keys.of("today", keys.SAME | {"meetings": "f4", "oa": "f5"}) == in_force


def test_the_same_keys_are_those_that_are_bound() -> None:
    assert {one.id: one.key for one in (*DeskApp.BINDINGS, *Page.BINDINGS)} == keys.SAME  # type: ignore[union-attr]


async def test_another_key_does_it_and_the_line_says_so(desk_app: DeskApp) -> None:
    async with opened(desk_app, KeysPage(), (120, 24)) as pilot:
        rows = all_keys(desk_app)
        assert len({one.name for one in rows}) == len(rows) and not any("demo" in one.id for one in rows)
        shown = pilot.app.screen.query_one("#list")
        shown.cursor = next(n for n, one in enumerate(rows) if one.name == "settings.examine")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        form = pilot.app.screen.query_one(Form)
        form.fill("key", "F5")
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask) and "已经是" in text(desk_app)
        form.fill("key", "F10")
        await pilot.press("f5")
        await settled(pilot)
        assert keys.chosen() == {"settings.examine": "f10"}
        pilot.app.push_screen(SettingsPage())
        await settled(pilot)
        assert "F10 体检" in text(desk_app) and "F6" not in text(desk_app).splitlines()[-1]
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SettingsPage)
        await pilot.press("f10")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, SettingsPage) or "完好" in text(desk_app)


async def test_a_key_of_every_page_must_be_free_on_each(desk_app: DeskApp) -> None:
    async with opened(desk_app):
        rows = all_keys(desk_app)
        incident = next(one for one in rows if one.name == "every.incident")
        hold_free(rows, incident, "f10")
        for taken in ("f4", "ctrl+p"):
            with pytest.raises(Refused):
                hold_free(rows, incident, taken)


async def test_a_key_of_every_page_from_the_next_start(desk_app: DeskApp) -> None:
    keys.keep({"every.incident": "f10"})
    app = DeskApp(desk_app.path, desk_app.clock, desk_app.operator)
    async with opened(app) as pilot:
        assert "F10 突发" in text(app)
        await pilot.press("f9")
        await settled(pilot)
        assert not isinstance(app.screen, Ask) and len(app.screen_stack) == 2
        await pilot.press("f10")
        await settled(pilot)
        assert "事发" in text(app)
