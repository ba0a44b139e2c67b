"""A screen that was painted in parts, key by key, is the screen painted whole; a key asks for the lines that it changed."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any, ClassVar

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

import oatui.app
from oatui.app import DeskApp
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.door_talks import DoorMenu
from oatui.screens.incidents import IncidentsPage
from oatui.screens.machines import MachinesPage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.roster import RosterPage
from oatui.widgets import painting
from tests.conftest import FixedClock

Cell = tuple[str, Style | None]


class Terminal(DeskApp):
    """What the terminal shows after all that was sent to it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(oatui.app.__file__).parent / one for one in DeskApp.CSS_PATH
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells: dict[tuple[int, int], Cell] = {}
        self.painted = 0  # cells that were sent

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if isinstance(renderable, LayoutUpdate):
            for y, strips in enumerate(renderable.strips):
                self._put(0, y, Strip.join(list(strips)))
        elif isinstance(renderable, ChopsUpdate):
            for y, x1, x2 in renderable.spans:
                for end, (x, strip) in zip(renderable.chop_ends[y], renderable.chops[y].items(), strict=True):
                    if strip is not None and x <= x2 and end > x1:
                        self._put(x, y, strip.crop(0, min(end, x2) - x))
        super()._display(screen, renderable)

    def _put(self, x: int, y: int, strip: Strip) -> None:
        for place, cell in enumerate(_cells(strip)):
            self.cells[x + place, y] = cell
            self.painted += 1


def _cells(strip: Strip) -> list[Cell]:
    """A wide letter's second cell is empty; what only the mouse asks for is no look."""
    return [
        (one, segment.style and segment.style.clear_meta_and_links())
        for segment in strip
        for letter in segment.text
        for one in (letter, "")[: cell_len(letter)]
    ]


def _unlike(app: Terminal) -> list[str]:
    """The lines that the terminal shows otherwise than a whole painting would, with nothing that was kept from before."""
    for widget in app.screen._compositor.visible_widgets:
        widget._styles_cache.clear()
        if widget is not app.screen:  # what shines through a form is another screen's
            widget._dirty_regions.add(widget.size.region)
    lines = [_cells(strip) for strip in app.screen._compositor.render_strips()]
    shown = [[app.cells.get((x, y)) for x in range(app.size.width)] for y in range(app.size.height)]
    return [
        f"{y}: {''.join(cell[0] if cell else '?' for cell in shown[y])}"
        for y, line in enumerate(lines)
        if shown[y] != line
    ]


async def _rest(pilot: Pilot[int]) -> None:
    """Until nothing more is painted."""
    app, painted = pilot.app, -1
    assert isinstance(app, Terminal)
    while painted != app.painted:
        painted = app.painted
        for _turn in range(4):
            await pilot.pause()


async def test_what_is_painted_in_parts_is_the_whole(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Terminal(tmp_path / "demo.db", clock, "示例办公室 刘某某", demo=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete([one for one in app.workers if one.group == "open"])
        for kind, keys in {
            RosterPage: ["down", "up", "李", "down", "end", "f6", "escape"],
            ArrivalsPage: ["f5", "f3", "f8", "f5", "up", "f7"],
        }.items():
            app.push_screen(kind(1))
            await _rest(pilot)
            for key in keys:
                await pilot.press(key)
                await _rest(pilot)
                assert _unlike(app) == [], f"{kind.__name__} {key}"
        # the menu of the door says what was counted before its key: it asks nothing, and no page is laid out anew
        app.push_screen(door := ArrivalsPage(1))
        await _rest(pilot)
        done: list[str] = []  # but the look for other desks' changes, which comes by the clock
        door.store.conn.set_trace_callback(done.append)
        monkeypatch.setattr(Screen, "_refresh_layout", lambda *_is, **_so: done.append("laid out"))
        for key in ("f5", "f3"):
            await pilot.press(key)
            await _rest(pilot)
            assert isinstance(door.talk, DoorMenu) == (key == "f5") and not set(done) - {
                "pragma data_version"
            }
        monkeypatch.undo()
        door.store.conn.set_trace_callback(None)
        app.pop_screen()
        # a key of the list asks for two lines; they go over the whole width
        app.push_screen(RosterPage(1))
        await _rest(pilot)
        await pilot.press("down", "down")
        await _rest(pilot)
        before = app.painted
        await pilot.press("down")
        await _rest(pilot)
        assert 0 < app.painted - before <= 2 * app.size.width
        # a second that changes nothing that these lists say paints nothing of them
        for page in (MeetingsPage(), IncidentsPage(), MachinesPage()):
            app.push_screen(page)
            await _rest(pilot)
            before = app.painted
            page.tick()
            await _rest(pilot)
            assert app.painted == before, type(page).__name__
            clock.pass_time(days=1)
            page.tick()
            await _rest(pilot)
            assert _unlike(app) == [], type(page).__name__


class Covered(App[None]):
    """Two columns, and a line over both."""

    CSS = """
    Screen { layers: below over; } Horizontal Static { width: 20; }
    #over { layer: over; width: 16; height: 1; offset: 11 0; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("左" * 20)
            yield Static("右" * 20)
        yield Static("有时限的都在这里", id="over")


async def test_an_edge_behind_a_line_cuts_no_letter_of_it_in_two() -> None:
    painting.use()
    app = Covered()
    async with app.run_test(size=(40, 2)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        assert isinstance(compositor, painting.PartCompositor)
        # only at its own edges half a letter of what is behind is left, and stays blank
        whole = "左" * 5 + " " + "有时限的都在这里" + " " + "右" * 6
        assert compositor.render_strips()[0].text == whole
        compositor._dirty_regions.add(app.query_one("#over").region)
        update = compositor.render_partial_update()
        assert update is not None
        shown = {cut: strip.text for cut, strip in update.chops[0].items() if strip is not None}
        assert shown[11] == "有时限的都在这里"
        assert [*update.chops[0]] == [0, 11, 27] and update.chop_ends[0] == [11, 27, 40]


class Beside(App[None]):
    """Text, a gap through which the screen is seen, and text."""

    CSS = "Horizontal Static { width: 15; } #right { margin-left: 10; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("左" * 7 + ".")
            yield Static("右" * 7 + ".", id="right")


async def test_what_is_behind_is_painted_over_nobody_who_stands_beside_it() -> None:
    """A tip over the gap and the right text has gone: the gap is the screen's, which goes on behind the left text."""
    painting.use()
    app = Beside()
    async with app.run_test(size=(40, 2)) as pilot:
        await pilot.pause()
        compositor = app.screen._compositor
        compositor._dirty_regions.add(Region(20, 0, 12, 1))
        update = compositor.render_partial_update()
        assert update is not None
        pieces = zip(update.chop_ends[0], update.chops[0].items(), strict=True)
        shown = [(x, strip.text) for end, (x, strip) in pieces if strip is not None and x <= 32 and end > 20]
        assert shown == [(15, " " * 10), (25, "右" * 7 + ".")]
