"""The key line at 80 columns: on every page the keys that are the same everywhere keep their words."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

import oatui.screens
from oatui import i18n
from oatui.app import DeskApp
from oatui.widgets.key_line import EVERYWHERE, _fitting, _order, key_name

# the door is read from two metres: its own keys' words come first
DOOR = {"ArrivalsPage"}


def _below(cls: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


def _screens() -> list[type[Screen[Any]]]:
    for found in pkgutil.iter_modules(oatui.screens.__path__):
        importlib.import_module(f"oatui.screens.{found.name}")
    ours = {one for one in _below(Screen) if one.__module__.startswith("oatui")}
    return sorted(ours, key=lambda one: one.__qualname__)


def _bindings(cls: type[Screen[Any]]) -> list[Binding]:
    """Those of the line when all that share no key are there."""
    found: dict[str, Binding] = {}
    for base in [DeskApp, *reversed(cls.__mro__)]:
        for one in base.__dict__.get("BINDINGS", ()):
            if not isinstance(one, Binding) or (
                base is DeskApp and issubclass(cls, ModalScreen) and not one.priority
            ):
                continue
            key = one.key.split(",")[0]
            if one.show:
                found[key] = one
            else:
                found.pop(key, None)
    return sorted(found.values(), key=lambda one: _order(one.key))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_at_80_columns_every_page_says_its_fixed_keys(language: str) -> None:
    before = i18n.language()
    i18n.set_language(language)
    try:
        lines = {
            cls.__name__: _fitting([(one, True) for one in _bindings(cls)], 80)[0]
            for cls in _screens()
            if cls.__name__ not in DOOR
        }
    finally:
        i18n.set_language(before)
    assert len(lines) > 80
    bare = {
        name: [
            key_name(one.key) for one, _able, word in shown if not word and key_name(one.key) in EVERYWHERE
        ]
        for name, shown in lines.items()
    }
    assert {name: keys for name, keys in bare.items() if keys} == {}
    assert [name for name, cls in ((one.__name__, one) for one in _screens())
            if name in lines and len(lines[name]) < len(_bindings(cls))] == []  # fmt: skip


def test_a_short_word_stands_only_where_the_whole_one_has_no_room() -> None:
    with i18n.speaking("en"):
        said = {
            name: [word for _one, _able, word in _fitting([(one, True) for one in _bindings(cls)], 80)[0]]
            for cls in _screens()
            if (name := cls.__name__) in {"IncomingPage", "NoticesPage", "ClearDeskPage"}
        }
    assert "Register" in said["IncomingPage"] and "Alert" in said["IncomingPage"]
    assert {"Sign for", "Remind"} <= {*said["NoticesPage"]} and {"Hand on", "Put off"} <= {
        *said["ClearDeskPage"]
    }


def test_every_short_word_is_a_key_s() -> None:
    words = {one.description for cls in [DeskApp, *_screens()] for one in cls.__dict__.get("BINDINGS", ())
             if isinstance(one, Binding)}  # fmt: skip
    path = Path(i18n.__file__).with_name("locale") / "short_keys.json"
    short = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(short) == sorted(i18n.LANGUAGES)
    assert [text for known in short.values() for text in known if text not in words] == []
