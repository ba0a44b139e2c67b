"""A list that asks for a page of rows only when it is shown: ten rows and a hundred thousand open alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import NoScreen
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from oatui.i18n import N_, _, language, ours, sentence
from oatui.widgets.cells import fit, folded
from oatui.widgets.panel import press_key_at

PAGE = 64
MEASURED = 24  # rows whose texts a column may grow to
LEAST = 16  # cells that a column without a width keeps
TICK, MENU = 4, 10_000  # where the first click chooses: on the tick, anywhere
Cell = str | tuple[str, str]  # a text, or a text with the name of its verdict colour: ok, warn, bad, dim


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `width` cells; width 0 shares what is left. Wider where a word of `words` needs it in the reader's language."""

    label: str
    width: int = 0
    right: bool = False
    words: tuple[str, ...] = ()

    @property
    def room(self) -> int:
        """The head of a column, too, is read in either language."""
        return max(self.width, _widest((self.label, *self.words), language())) if self.width else 0

    @property
    def least(self) -> int:
        """Its head alone."""
        return _widest((self.label,), language())


@lru_cache(maxsize=512)
def _widest(words: tuple[str, ...], _language: str) -> int:
    return max(cell_len(_(word)) for word in words)


class PagedList(ScrollView, can_focus=True):
    """Rows from `page(offset, limit)`, drawn by `cells(item)`; the cursor is a row index."""

    DEFAULT_CSS = """
    PagedList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; background: $background; }
    PagedList > .paged-list--head { background: $band; color: $band-ink; text-style: bold; }
    PagedList > .paged-list--cursor { background: $primary-muted; color: $foreground; }
    PagedList > .paged-list--here { background: $primary; color: $button-color-foreground; text-style: bold; }
    PagedList > .paged-list--empty { color: $foreground-muted; }
    PagedList > .paged-list--ok { color: $text-success; }
    PagedList > .paged-list--warn { color: $text-warning; }
    PagedList > .paged-list--bad { color: $text-error; }
    PagedList > .paged-list--dim { color: $foreground-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paged-list--head", "paged-list--cursor", "paged-list--here", "paged-list--empty",
        "paged-list--ok", "paged-list--warn", "paged-list--bad", "paged-list--dim",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("上移"), show=False),
        Binding("down", "move(1)", N_("下移"), show=False),
        Binding("pageup", "page(-1)", N_("上一页"), show=False),
        Binding("pagedown", "page(1)", N_("下一页"), show=False),
        Binding("home", "go(0)", N_("第一行"), show=False),
        Binding("end", "go(-1)", N_("最后一行"), show=False),
        Binding("enter", "choose", N_("打开"), show=False),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)
    second_click_known: ClassVar[bool] = False  # whoever has done it once is not told of it any more

    class Row(Message):
        """Something about the row that the cursor is on."""

        def __init__(self, sender: PagedList, item: Any) -> None:
            super().__init__()
            self.list = sender
            self.item = item

        @property
        def control(self) -> PagedList:
            return self.list

    class Chosen(Row):
        """Enter, a double click, or a click on the row that the cursor is on."""

    class Moved(Row):
        """The cursor went to another row."""

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", id: str | None = None, at_once: int = 0
    ) -> None:
        super().__init__(id=id)
        self.columns = list(columns)
        self.empty = empty
        self.at_once = at_once  # cells on the left in which the first click already chooses: a tick, a menu
        self._chose = False
        self.count = 0
        self._page: Callable[[int, int], Sequence[Any]] = lambda _offset, _limit: ()
        self._cells: Callable[[Any], Sequence[Cell]] = lambda _item: ()
        self._pages: dict[int, Sequence[Any]] = {}
        self._drawn: dict[int, Sequence[Cell]] = {}  # by row, in these columns
        self._drawn_in: list[Column] = []
        self._needs: list[int] | None = None  # cells of the widest text of each column, in the first rows

    def show(
        self,
        count: int,
        page: Callable[[int, int], Sequence[Any]],
        cells: Callable[[Any], Sequence[Cell]],
    ) -> None:
        """Show `count` rows; the cursor stays on its row number."""
        before, needs = self.count, self._needs
        self.count, self._page, self._cells = count, page, cells
        self._pages.clear()
        self._needs = self._measured() if count and count == before else None
        self.virtual_size = Size(self.size.width, count + 1)
        self.cursor = min(self.cursor, max(count - 1, 0))
        if self._needs is not None and self._needs == needs and self._drawn_in == self.columns:
            self.look_again()
        else:
            self.refresh()

    def look_again(self) -> None:
        """Draw the rows that say something else by now."""
        top = self.scroll_offset.y
        for row in range(top, min(top + self.size.height - 1, self.count)):
            if (item := self.item(row)) is None or self._drawn.get(row) != self._cells(item):
                self.refresh_line(row + 1)

    def show_items(self, items: Sequence[Any], cells: Callable[[Any], Sequence[Cell]]) -> None:
        """Show a short list that is all in memory."""
        self.show(len(items), lambda offset, limit: items[offset : offset + limit], cells)

    def item(self, index: int) -> Any | None:
        """The item of a row, or None outside."""
        if not 0 <= index < self.count:
            return None
        number, place = divmod(index, PAGE)
        if number not in self._pages:
            if len(self._pages) > 16:
                self._pages.clear()
            self._pages[number] = self._page(number * PAGE, PAGE)
        rows = self._pages[number]
        return rows[place] if place < len(rows) else None

    @property
    def chosen(self) -> Any | None:
        """The item that the cursor is on."""
        return self.item(self.cursor)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self.count + 1)
        # a line of answer takes a row away, and the cursor's may be the last
        self._keep_visible(self.cursor)

    def focus(self, scroll_visible: bool = True) -> Self:
        """As any widget's, which paints the whole list first."""

        def give() -> None:
            with suppress(NoScreen):
                self.screen.set_focus(self, scroll_visible=scroll_visible)

        self.app.call_later(give)
        return self

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Of a list only the cursor's line looks otherwise: no style is matched anew for it."""

    def _on_focus(self, event: events.Focus) -> None:
        self._heard(event, events.DescendantFocus(self), has_focus=True)

    def _on_blur(self, event: events.Blur) -> None:
        self._heard(event, events.DescendantBlur(self), has_focus=False)

    def _heard(self, event: events.Event, told: events.Event, has_focus: bool) -> None:
        event.prevent_default()  # which paints the whole list
        self.has_focus = has_focus
        self.refresh_line(self.cursor + 1)
        if self.parent is not None:
            self.parent.post_message(told)

    def watch_cursor(self, old: int, new: int) -> None:
        self._keep_visible(new)
        # the two lines that change; where the list was scrolled, all of it is drawn anyway
        for row in (old, new):
            self.refresh_line(row + 1)
        if self.is_mounted and (item := self.item(new)) is not None:
            self.post_message(self.Moved(self, item))

    def _keep_visible(self, row: int) -> None:
        rows = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        if row < top:
            self.scroll_to(y=row, animate=False, immediate=True)
        elif row >= top + rows:
            self.scroll_to(y=row - rows + 1, animate=False, immediate=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # above its first row there may be a line to type in: the key is the page's
        return not (action == "move" and parameters == (-1,) and self.cursor == 0)

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.count - 1, self.cursor + by))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(self.scrollable_content_region.height - 2, 1))

    def action_go(self, row: int) -> None:
        self.cursor = max(self.count - 1, 0) if row < 0 else 0

    def action_choose(self) -> None:
        if (item := self.chosen) is not None:
            self.post_message(self.Chosen(self, item))

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - 1
        if event.y < 1 or not 0 <= row < self.count:
            if self.count == 0:  # what an empty list says names its key
                press_key_at(self, event.y, event.x)
            return
        again = row == self.cursor or event.chain == 2
        wanted = again or event.x < self.at_once
        self.cursor = row
        PagedList.second_click_known |= again
        if not (PagedList.second_click_known or wanted) and self._opens():
            self.tooltip = Content(_("再点一下这一行，和按回车一样"))
        elif self.tooltip is not None:
            self.tooltip = None
        # the second click of a double one is the same wish
        if wanted and not (event.chain > 1 and self._chose):
            self.action_choose()
        self._chose = wanted

    def _opens(self) -> bool:
        """Whether the page does something with the row that is chosen."""
        page = type(self.screen)
        return hasattr(page, self.Chosen.handler_name) or any(
            self.Chosen in vars(one).get("_decorated_handlers", ()) for one in page.__mro__
        )

    def _widths(self, width: int) -> list[int]:
        gaps = len(self.columns) - 1
        widths = [one.room for one in self.columns]
        free = [place for place, column in enumerate(self.columns) if not column.width]
        if self._needs is None or len(self._needs) != len(self.columns):
            self._needs = self._measured()
        # in a narrow window the others keep what they say, and what a free column says is there too
        short = sum(min(self._needs[place], LEAST) for place in free) - (width - sum(widths) - gaps)
        for place, column in enumerate(self.columns) if short > 0 else ():
            empty = widths[place] - max(self._needs[place], column.least) if column.width else 0
            widths[place] -= (given := max(min(empty, short), 0))
            short -= given
        left = max(width - sum(widths) - gaps, 0)
        # what the free columns do not need goes to those whose texts would be cut: in English, in a wide window
        spare = left - sum(max(self._needs[place], LEAST) for place in free) if free else left
        for place, need in enumerate(self._needs):
            more = max(min(need - widths[place], spare), 0) if self.columns[place].width else 0
            widths[place] += more
            spare, left = spare - more, left - more
        for number, place in enumerate(free):
            widths[place] = left // len(free) + (1 if number < left % len(free) else 0)
        return widths

    def _measured(self) -> list[int]:
        needs = [0] * len(self.columns)
        for row in range(min(self.count, MEASURED)):
            for place, cell in enumerate(self._cells(self.item(row))):
                text = ours(cell[0] if isinstance(cell, tuple) else cell)
                needs[place] = max(needs[place], cell_len(text))
        return needs

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        if y == 0:
            style = base + self.get_component_rich_style("paged-list--head", partial=True)
            labels = [sentence(column.label) for column in self.columns]
            self._drawn_in = list(self.columns)
            return self._strip(labels, width, style)
        row = self.scroll_offset.y + y - 1
        item = self.item(row)
        if item is None:
            said = folded(self.empty, max(width - 4, 2)) if self.count == 0 and self.empty else []
            if 2 <= y < len(said) + 2:
                style = base + self.get_component_rich_style("paged-list--empty", partial=True)
                return Strip([Segment(fit(f"  {said[y - 2]}", width), style)], width)
            return Strip.blank(width, base)
        if row == self.cursor:
            look = "here" if self.has_focus else "cursor"
            base += self.get_component_rich_style(f"paged-list--{look}", partial=True)
        if len(self._drawn) > PAGE * 16:
            self._drawn.clear()
        self._drawn[row] = cells = self._cells(item)
        return self._strip(cells, width, base, plain=row == self.cursor)

    def _strip(self, cells: Sequence[Cell], width: int, style: Style, plain: bool = False) -> Strip:
        segments = []
        widths = self._widths(width)
        for place, (cell, column, room) in enumerate(zip(cells, self.columns, widths, strict=True)):
            text, colour = cell if isinstance(cell, tuple) else (cell, "")
            text = ours(text)
            own = style
            if colour and not plain:
                own += self.get_component_rich_style(f"paged-list--{colour}", partial=True)
            segments.append(Segment(fit(text, room, column.right), own))
            if place < len(widths) - 1:
                segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, style)
