"""Text in an exact number of cells, and a list that asks only for the rows that are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from oatui import themes
from oatui.widgets.cells import fit
from oatui.widgets.paged_list import PAGE, Column, PagedList


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("张三", 6, "张三  "),
        ("示例县农业农村局", 14, "示例县农业农.."),
        ("示例县农业农村局", 13, "示例县农业.. "),
        ("示例县农业农村局", 15, "示例县农业农.. "),
        ("张\u3000三", 6, "张\u3000三"),
        ("a\x1b[31mb", 8, "a [31mb "),
        ("[/x]", 4, "[/x]"),
    ],
)
def test_a_text_in_its_cells(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


@given(st.text(max_size=40), st.integers(0, 30), st.booleans())
def test_any_text_takes_exactly_its_cells(text: str, width: int, right: bool) -> None:
    assert cell_len(fit(text, width, right)) == width


class Lists(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.asked: list[int] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.DARK.variables

    def compose(self) -> ComposeResult:
        yield PagedList([Column("n", 8), Column("名", 0)], empty="空")

    def page(self, offset: int, limit: int) -> list[int]:
        self.asked.append(offset)
        return list(range(offset, min(offset + limit, self.count)))

    def on_mount(self) -> None:
        self.query_one(PagedList).show(self.count, self.page, lambda n: [str(n), f"第 {n} 行"])
        self.query_one(PagedList).focus()


async def test_a_hundred_thousand_rows_ask_for_what_is_shown() -> None:
    app = Lists(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = app.query_one(PagedList)
        await pilot.press("end")
        assert shown.chosen == 99_999
        await pilot.press("pageup", "up")
        assert shown.chosen == 99_999 - 22 - 1
        assert set(app.asked) <= {0, 99_999 // PAGE * PAGE, 99_999 // PAGE * PAGE - PAGE}


async def test_an_empty_list_says_so() -> None:
    app = Lists(0)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "enter", "end")
        assert app.query_one(PagedList).chosen is None
        strips = app.screen._compositor.render_strips()
        assert any("空" in strip.text for strip in strips)


async def test_the_cursor_stays_when_rows_come() -> None:
    app = Lists(100)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "down")
        app.query_one(PagedList).show(200, app.page, lambda n: [str(n), ""])
        assert app.query_one(PagedList).cursor == 2


async def test_a_list_that_is_shown_anew_draws_the_rows_that_changed() -> None:
    app = Lists(100)
    async with app.run_test(size=(40, 10)) as pilot:
        listing = app.query_one(PagedList)
        drawn: list[int] = []
        real = listing.refresh_line

        def noted(y: int) -> None:
            drawn.append(y - 1)
            real(y)

        listing.refresh_line = noted  # type: ignore[method-assign]
        listing.show(100, app.page, lambda n: [str(n), f"第 {n} 行" if n != 3 else "第 x 行"])
        await pilot.pause()
        assert drawn == [3]
        strips = app.screen._compositor.render_strips()
        assert "第 x 行" in strips[4].text and "第 4 行" in strips[5].text
        listing.columns = [Column("n", 8), Column("事", 0)]
        listing.show(100, app.page, lambda n: [str(n), f"第 {n} 行" if n != 3 else "第 x 行"])
        await pilot.pause()
        assert "事" in app.screen._compositor.render_strips()[0].text


@pytest.mark.parametrize(
    ("state", "title", "widths"),
    [
        ("待签", "关于某事的通知", [4, 8, 26]),  # nothing is cut
        ("waits for it", "关于某事的通知", [4, 12, 22]),  # the title does not need what it has
        ("w" * 40, "关于某事的通知", [4, 18, 16]),  # it keeps its least
        ("waits for it", "关" * 30, [4, 8, 26]),  # it needs all itself
    ],
)
def test_a_column_grows_where_another_has_room(state: str, title: str, widths: list[int]) -> None:
    listing = PagedList([Column("", 4), Column("", 8), Column("")])
    listing._page, listing._cells, listing.count = (
        lambda _offset, _limit: [0],
        lambda _n: ["1", state, title],
        1,
    )
    assert listing._widths(40) == widths


def test_in_a_narrow_window_what_a_list_is_about_stays() -> None:
    shown = PagedList([Column("日期", 18), Column("班次", 17), Column("谁"), Column("情况", 8)])
    shown.show_items(
        [1, 2], lambda n: ["11月24日 周二", "夜班 18:00-08:00", "刘某某 13800000011", "在岗"][: 4 * n]
    )
    assert shown._widths(56) == [13, 16, 16, 8]
    assert shown._widths(80) == [18, 17, 34, 8]
