"""A clock that stands still, a store in a file of its own, and nothing of this computer's user."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.i18n import set_language
from oatui.store.database import Store, open_store
from tests.proof import pytest_terminal_summary as pytest_terminal_summary
from tests.proof import told as told


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: a test of a screen waits more than it computes."""
    return 2 * (os.cpu_count() or 1)


MORNING = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)  # a Tuesday, a working day


class FixedClock:
    """A clock that a test moves by hand."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **length: int) -> None:
        self.moment += timedelta(**length)

    def at(self, hour: int, minute: int = 0, second: int = 0) -> datetime:
        """A moment of the clock's day; the clock goes there."""
        self.moment = self.moment.replace(hour=hour, minute=minute, second=second, microsecond=0)
        return self.moment


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Settings, reports and stores of a test stay in its own folder; the language is Chinese."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("OATUI_DB", "OATUI_LANG", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLORTERM", "truecolor")
    set_language("zh")
    yield tmp_path
    set_language("zh")


@pytest.fixture(autouse=True)
def no_second_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk ticks when its test says so: a second of a busy machine would bring a reminder, or not."""
    monkeypatch.setattr("oatui.app.TICK_SECONDS", 3600.0)
    # a test's keys come as fast as they are answered
    monkeypatch.setattr("oatui.screens.keys_first.LULL_SECONDS", 0.0)
    monkeypatch.setattr("oatui.screens.scan_behind.ALONE_SECONDS", 0.0)
    monkeypatch.setattr("oatui.screens.page.HELD_SECONDS", 0.0)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def open_at(tmp_path: Path, clock: FixedClock) -> Iterator[Callable[..., Store]]:
    """Open a store file by name; every one is closed at the end."""
    opened: list[Store] = []

    def open_named(name: str = "desk.db", actor: str = "刘某某", create: bool = True) -> Store:
        store = open_store(tmp_path / name, clock, actor, create=create)
        opened.append(store)
        return store

    yield open_named
    for store in opened:
        store.close()


@pytest.fixture
def store(open_at: Callable[..., Store]) -> Store:
    return open_at()


@pytest.fixture
def desk_app(store: Store, clock: FixedClock) -> DeskApp:
    """The desk on the test's store, not yet running."""
    return DeskApp(store.path, clock, store.actor)


class Desk:
    """The app under Pilot on a store of its own, opened and idle."""

    def __init__(self, app: DeskApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Send a text as a scanner or an input method does: one paste."""
        self.app.screen.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was asked has been written and shown."""
        for _round in range(3):
            await self.pilot.pause()
            await self.app.record(_nothing)
        await self.pilot.pause()
        self.app.look_for_changes()
        await self.pilot.pause()

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)


def _nothing(_store: Store) -> None:
    pass


@pytest.fixture
def open_desk(tmp_path: Path, clock: FixedClock) -> Callable[..., AbstractAsyncContextManager[Desk]]:
    """Run the desk on a store file: `async with open_desk(size=(80, 24)) as desk`."""

    @asynccontextmanager
    async def run(
        name: str = "desk.db", size: tuple[int, int] = (80, 24), demo: bool = False
    ) -> AsyncIterator[Desk]:
        app = DeskApp(tmp_path / name, clock, "刘某某", demo=demo)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete([one for one in app.workers if one.group == "open"])
            await pilot.pause()
            desk = Desk(app, pilot)
            if app.opened:
                await desk.settle()
            yield desk

    return run
