"""Every screen of the desk, as far as its own keys lead: each page, and what stands over it after one key and after two.

All of them are found by program, so that a new one is walked without being listed anywhere.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from textual.screen import Screen

import oatui.screens
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.page import Page
from oatui.store import incoming, meetings
from oatui.store.database import Store
from oatui.widgets.key_line import shown_bindings
from oatui.widgets.paged_list import PagedList
from tests.conftest import Desk

# the same on every page; today presses them once
EVERYWHERE = {"f1", "f9", "f12", "ctrl+p"}
LEAVING = {"escape", "f3", "f2", "ctrl+q"}
Look = Callable[[Desk, str], None]


def all_screens() -> list[type[Screen[Any]]]:
    """Every class of a screen that is shown: those that only others are made from are left out."""
    import_module("oatui.palette")
    for module in pkgutil.iter_modules(oatui.screens.__path__):
        import_module(f"oatui.screens.{module.name}")
    found = dict.fromkeys(one for one in _below(Screen) if one.__module__.startswith("oatui."))
    bases = {"InFront", "Dialog", "NumberedChoice"}
    return [
        one
        for one in found
        if one.__name__ not in bases and not (issubclass(one, Page) and not one.TITLE_WORDS)
    ]


def _below(screen: type[Any]) -> Iterator[type[Any]]:
    for one in screen.__subclasses__():
        yield one
        yield from _below(one)


def _argument(store: Store, page: type[Page], name: str) -> Any:
    """What the page is about: the first of the demo's, which has the most in it."""
    match name:
        case "meeting" | "document" | "attendee" | "one" | "place":
            return 1
        case "venue":
            whole = "Venue" in str(inspect.signature(page.__init__).parameters[name].annotation)
            return meetings.venues(store, 1)[0] if whole else meetings.venues(store, 1)[0].id
        case "paper":
            whole = "Incoming" in str(inspect.signature(page.__init__).parameters[name].annotation)
            return incoming.get(store, 3) if whole else 3
        case "year":
            return 2026
    raise AssertionError(f"{page.__name__} needs {name}")


def made(store: Store, page: type[Page]) -> Page:
    """The page, about what it needs."""
    needs = [
        one.name for one in list(inspect.signature(page.__init__).parameters.values())[1:]
        if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD
    ]  # fmt: skip
    return page(*[_argument(store, page, name) for name in needs])


class Walk:
    """Opens pages and presses their keys; each of `looks` is called at every screen, with the way there."""

    def __init__(self, desk: Desk, store: Store, *looks: Look) -> None:
        self.desk, self.store, self.looks = desk, store, looks
        self.seen: dict[str, int] = {}

    async def page(self, make: Callable[[], Page], deep: bool = True, more: Iterable[str] = ()) -> None:
        """The page that `make` makes; `deep` also what its keys and those of `more` open, and what theirs do."""
        await self._open(make)
        first = self.desk.app.screen
        name = type(first).__name__
        self._look(name)
        keys = [*self._keys(), *more, *(["enter"] if isinstance(first.focused, PagedList) else [])]
        for key in dict.fromkeys(keys) if deep else ():
            await self._back(type(first), make)
            await self._press(key, f"{name} {key}")
        await self._leave(0)

    async def _press(self, key: str, way: str) -> None:
        depth = len(self.desk.app.screen_stack)
        await self._strike(key)
        self._look(way)
        if len(self.desk.app.screen_stack) <= depth or isinstance(self.desk.app.screen, Page):
            return
        over = self.desk.app.screen
        for further in self._keys():
            if self.desk.app.screen is not over:
                await self._leave(depth)
                await self._strike(key)
                over = self.desk.app.screen
                if len(self.desk.app.screen_stack) <= depth:
                    return
            await self._strike(further)
            self._look(f"{way} {further}")

    async def _strike(self, key: str) -> None:
        await self.desk.press(key)
        if error := self.desk.app._exception:
            raise error

    def _keys(self) -> list[str]:
        over = self.desk.app.screen
        keys = [one.key.split(",")[0] for one, enabled in shown_bindings(over) if enabled]
        if isinstance(over, DigitChoice):
            keys = [one.digit for one in over.lines]
        return [key for key in dict.fromkeys(keys) if key not in EVERYWHERE | LEAVING]

    def _look(self, way: str) -> None:
        name = type(self.desk.app.screen).__name__
        self.seen[name] = self.seen.get(name, 0) + 1
        for look in self.looks:
            look(self.desk, way)

    async def _open(self, make: Callable[[], Page]) -> None:
        self.desk.app.push_screen(page := make())
        await self.desk.settle()
        assert self.desk.app.screen is page, (page, self.desk.app.screen)

    async def _back(self, page: type[Screen[Any]], make: Callable[[], Page]) -> None:
        """To the page, wherever its last key has led."""
        while len(stack := self.desk.app.screen_stack) > 3:
            await self._leave(len(stack) - 1)
        if type(self.desk.app.screen) is not page:
            await self._leave(2)
            await self._open(make)

    async def _leave(self, depth: int) -> None:
        while len(self.desk.app.screen_stack) > max(depth, 2):
            self.desk.app.pop_screen()
            await self.desk.pilot.pause()
        await self.desk.settle()
