"""The hall as a widget: where everything stands, how the cursor walks, and that only what is seen is drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from oatui.rules.seating import Seat
from oatui.widgets import seat_map
from oatui.widgets.seat_map import HeadRow, SeatMap, Tile, short_name


class Hall(App[None]):
    """A screen with nothing but the hall."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield SeatMap(empty="还没有座位图")

    def on_seat_map_moved(self, event: SeatMap.Moved) -> None:
        self.heard.append((type(event).__name__, event.seat.label))

    def on_seat_map_chosen(self, event: SeatMap.Chosen) -> None:
        self.heard.append((type(event).__name__, event.seat.label))

    @property
    def map(self) -> SeatMap:
        return self.query_one(SeatMap)

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def hall(rows: int, columns: int, size: tuple[int, int] = (80, 24), head: int = 0) -> AsyncIterator[
    tuple[Hall, Pilot[None]]
]:  # fmt: skip
    """Everyone is called 张 with the numbers of their seat; two rows of the head table where one is asked for."""
    app = Hall()
    async with app.run_test(size=size) as pilot:
        floor = {
            Seat(row, place): Tile(f"张{row}{place}", "ok" if place == 2 else "person")
            for row in range(1, rows + 1)
            for place in range(1, columns + 1)
        }
        table = [HeadRow([Tile(f"台{n}") for n in range(head)], range(1, head + 1))] if head else []
        rear = [HeadRow([Tile("后排")], [head + 1])] if head else []
        app.map.show(
            head=[*table, *rear], seated_view="台1", rows=rows, columns=columns, aisles=[2], floor=floor.get
        )
        app.map.focus()
        await pilot.pause()
        app.heard.clear()
        yield app, pilot


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", " 张三 "),
        ("王小明", "王小明"),
        ("欧阳娜娜", "欧阳.."),
        ("Wang Fang", "Wang F"),
        ("Zhang Wei", "ZhangW"),
        ("Zhuang Ping", "Zhuang"),
        ("Alexander", "Alex.."),
        ("张　三", " 张三 "),
        ("阿依·买买提", " 阿依 "),
        ("𠮷田", " 𠮷田 "),
        ("[/x]", " [/x] "),
        ("a\x1b[31m", "a[31m "),
        ("", "      "),
    ],
)
def test_a_name_fills_its_cells(name: str, shown: str) -> None:
    assert short_name(name, 6) == shown
    assert cell_len(shown) == 6


async def test_the_hall_stands_in_columns_with_its_aisle() -> None:
    async with hall(2, 3, head=2) as (app, _pilot):
        lines = [line for line in app.lines if line]
        assert lines[0].strip() == "主席台  从台下看，从左到右"
        # the rear row above the front row, both in the middle
        assert [line.strip() for line in lines[1:5]] == ["3", "后排", "1        2", "台0      台1"]
        assert lines[5].strip() == "台上人看，从左手到右手：台1"
        assert "面向台下" in lines[6]
        numbers, first, second = lines[7:10]
        assert first.startswith("   1   张11")
        for place in (1, 2, 3):
            at = [cell_len(line[: line.index(word)]) for line, word in (
                (first, f"张1{place}"), (second, f"张2{place}")
            )]  # fmt: skip
            assert at[0] == at[1]
            assert abs(cell_len(numbers[: numbers.index(str(place))]) - at[0]) <= 2
        lefts = [cell_len(first[: first.index(f"张1{place}")]) for place in (1, 2, 3)]
        assert lefts[2] - lefts[1] == lefts[1] - lefts[0] + seat_map.AISLE


async def test_without_a_plan_it_says_what_to_do() -> None:
    async with hall(0, 0) as (app, pilot):
        assert "还没有座位图" in "\n".join(app.lines)
        await pilot.press("down", "enter", "pagedown")
        assert app.heard == []


async def test_the_cursor_walks_over_floor_and_head_table() -> None:
    async with hall(3, 5, head=3) as (app, pilot):
        walk = [
            ("right", "1排2座"), ("down", "2排2座"), ("end", "2排5座"), ("pagedown", "3排5座"), ("right", None),
            ("home", "3排1座"), ("pageup", "主席台2排 1"), ("down", "主席台 2"), ("left", "主席台 1"), ("left", None),
        ]  # fmt: skip
        for key, label in walk:
            app.heard.clear()
            await pilot.press(key)
            assert app.heard == ([("Moved", label)] if label else []), key
        app.heard.clear()
        await pilot.press("enter")
        assert app.heard == [("Chosen", "主席台 1")]


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    async with hall(3, 5) as (app, pilot):
        y = next(n for n, line in enumerate(app.lines) if "张24" in line)
        x = cell_len(app.lines[y][: app.lines[y].index("张24")])
        await pilot.click(SeatMap, offset=(x, y))
        assert app.heard == [("Moved", "2排4座")]
        await pilot.pause(0.6)  # no double click
        await pilot.click(SeatMap, offset=(x, y))
        assert app.heard[-1] == ("Chosen", "2排4座")
        app.heard.clear()
        for offset in ((1, y), (79, y), (x, 0), (x, 23)):
            await pilot.click(SeatMap, offset=offset)
        assert app.heard == []


async def test_what_is_not_on_the_screen_comes_by_scrolling() -> None:
    async with hall(40, 25) as (app, pilot):
        assert "张2525" not in "\n".join(app.lines)
        for seat in (Seat(40, 25), Seat(25, 25), Seat(1, 1), Seat(40, 1), Seat(7, 13)):
            app.map.cursor = seat
            await pilot.pause()
            assert short_name(f"张{seat.row}{seat.place}", 6).strip() in "\n".join(app.lines)
        app.map.cursor = Seat(1, 1)
        await pilot.pause()
        # the words and numbers above the first row are there again
        assert "台前在上" in "\n".join(app.lines)


async def test_a_thousand_seats_are_drawn_like_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    async with hall(100, 40) as (app, pilot):
        app.map.cursor = Seat(50, 20)
        await pilot.pause()
        drawn: list[str] = []

        def noted(name: str, width: int) -> str:
            drawn.append(name)
            return short_name(name, width)

        monkeypatch.setattr(seat_map, "short_name", noted)
        for y in range(app.map.scrollable_content_region.height):
            app.map.render_line(y)
        columns = app.map.scrollable_content_region.width // 7 + 1
        assert 100 < len(drawn) <= 24 * columns


@pytest.mark.parametrize("size", [(20, 3), (12, 1), (80, 24), (120, 36)])
async def test_any_window_is_filled_exactly(size: tuple[int, int]) -> None:
    async with hall(12, 30, size, head=4) as (app, pilot):
        for seat in (Seat(1, 4, True), Seat(12, 30), Seat(6, 15)):
            app.map.cursor = seat
            await pilot.pause()
            width = app.map.scrollable_content_region.width
            for y in range(app.map.scrollable_content_region.height):
                assert cell_len(app.map.render_line(y).text) == width
