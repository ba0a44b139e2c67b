"""The seats of a hall, drawn line by line: a thousand seats cost no more than those that are on the screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from oatui.i18n import N_, _, language
from oatui.rules.seating import Seat
from oatui.widgets.cells import fit
from oatui.widgets.panel import press_key_at

LABEL = 5  # cells of a row's number
AISLE = 2
NAME_WIDTHS = (8, 6)  # four characters of a name where all seats fit beside each other, else three
LATIN_WIDTHS = (10, 8, 6)  # Zhang Fang


@dataclass(frozen=True, slots=True)
class Tile:
    """What stands on a seat, and how it looks: person, ok, warn, bad, empty, closed; `sign` says it without colour."""

    text: str
    look: str = "person"
    sign: str = " "


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A row of the head table from the audience's left, each seat with its rank."""

    tiles: Sequence[Tile]
    ranks: Sequence[int]


@lru_cache(maxsize=4096)
def short_name(name: str, width: int) -> str:
    """A name in the middle of `width` cells; what is too long says so: Wang F, ZhangW, 欧阳.. (of 阿依·买买提, 阿依)."""
    first = "".join(c for c in name.split("·")[0] if c.isprintable()).replace("\u3000", "") or " "
    if cell_len(first) > width:
        word, *others = first.split() or [first]
        initials = "".join(other[0] for other in others)
        if initials:
            shorter = f"{word} {initials}", f"{word}{initials}", f"{word}{initials[0]}", word
            first = next((one for one in shorter if cell_len(one) <= width), word)
        first = fit(first, width).rstrip()
    left = (width - cell_len(first)) // 2
    return set_cell_size(" " * left + first, width)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the drawing: words, or the tiles of a row (0 and below is the head table, its front row 0)."""

    words: str = ""
    row: int | None = None
    numbers: Sequence[int] = ()


class SeatMap(ScrollView, can_focus=True):
    """The head table above, the floor below it; a cursor on one seat, and one seat picked up.

    `floor` is asked for the tile of a seat when it is drawn; None is an empty one.
    """

    DEFAULT_CSS = """
    SeatMap { height: 1fr; background: $background; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    SeatMap > .seat-map--caption { color: $foreground-darken-3; }
    SeatMap > .seat-map--person { background: $panel; color: $foreground; }
    SeatMap > .seat-map--ok { background: $success-muted; color: $text-success; text-style: bold; }
    SeatMap > .seat-map--warn { background: $warning-muted; color: $text-warning; text-style: bold; }
    SeatMap > .seat-map--bad { background: $error-muted; color: $text-error; text-style: bold; }
    SeatMap > .seat-map--empty { background: $surface; color: $foreground-darken-3; }
    SeatMap > .seat-map--closed { background: $background; color: $foreground-darken-3; }
    SeatMap:light > .seat-map--caption, SeatMap:light > .seat-map--empty, SeatMap:light > .seat-map--closed {
        color: $foreground-lighten-3;
    }
    SeatMap > .seat-map--cursor { background: $primary-muted; color: $foreground; }
    SeatMap:focus > .seat-map--cursor { background: $primary; color: $button-color-foreground; text-style: bold; }
    SeatMap > .seat-map--picked { background: $foreground; color: $background; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "seat-map--caption", "seat-map--person", "seat-map--ok", "seat-map--warn", "seat-map--bad",
        "seat-map--empty", "seat-map--closed", "seat-map--cursor", "seat-map--picked",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1, 0)", N_("上移"), show=False),
        Binding("down", "go(1, 0)", N_("下移"), show=False),
        Binding("left", "go(0, -1)", N_("左移"), show=False),
        Binding("right", "go(0, 1)", N_("右移"), show=False),
        Binding("pageup", "go(-5, 0)", N_("上移五排"), show=False),
        Binding("pagedown", "go(5, 0)", N_("下移五排"), show=False),
        Binding("home", "go(0, -9999)", N_("本排第一座"), show=False),
        Binding("end", "go(0, 9999)", N_("本排最后一座"), show=False),
        Binding("enter", "choose", N_("选定"), show=False),
    ]
    cursor: reactive[Seat | None] = reactive(None, repaint=False)

    class Moved(Message):
        """The cursor went to another seat."""

        def __init__(self, seat: Seat) -> None:
            super().__init__()
            self.seat = seat

    class Chosen(Moved):
        """Enter or a click on the seat that the cursor is on."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.picked: Seat | None = None
        self._chose = False
        self.head: Sequence[HeadRow] = ()
        self.seated_view = self.legend = ""
        self.rows = self.columns = 0
        self.floor: Callable[[Seat], Tile | None] = lambda _seat: None
        self._aisles: Sequence[int] = ()
        self._cut = self._head_cut = NAME_WIDTHS[-1]
        self._lines: list[_Line] = []
        self._lefts: list[int] = []
        self._wide = 0

    def show(
        self,
        *,
        head: Sequence[HeadRow] = (),
        seated_view: str = "",
        legend: str = "",
        rows: int = 0,
        columns: int = 0,
        aisles: Sequence[int] = (),
        floor: Callable[[Seat], Tile | None],
        picked: Seat | None = None,
    ) -> None:
        """Show a hall; the front row of the head table comes first in `head`. The cursor stays on its seat.

        `legend` says what the signs of the tiles mean.
        """
        self.head, self.seated_view, self.legend, self.picked = head, seated_view, legend, picked
        self.rows, self.columns, self._aisles, self.floor = rows, columns, sorted(aisles), floor
        self._lay_out()
        if self.cursor is None or not self._exists(self.cursor):
            self.cursor = Seat(1, 1) if rows else Seat(1, 1, True) if head else None
        self.refresh()

    # ------------------------------------------------------------------ where everything stands

    def _lay_out(self) -> None:
        room = self.scrollable_content_region.size
        widths = LATIN_WIDTHS if language() == "en" else NAME_WIDTHS
        for self._cut in widths:
            step = self._cut + 1
            self._lefts = [
                place * step + AISLE * sum(aisle <= place for aisle in self._aisles)
                for place in range(self.columns)
            ]
            # behind each seat the cell of its sign
            floor = self._lefts[-1] + step if self._lefts else 0
            if LABEL + floor <= room.width:
                break
        # the head table is shorter than the rows of the hall, and has room for whole names beside long ones
        longest = max((len(row.tiles) for row in self.head), default=0)
        self._head_cut = next(
            (cut for cut in widths if LABEL + longest * (cut + 1) <= room.width), widths[-1]
        )
        self._wide = max(floor, longest * (self._head_cut + 1))
        lines: list[_Line] = [_Line(self.legend)] if self.legend else []
        if self.head:
            lines.append(_Line(_("主席台  从台下看，从左到右")))
            for number in reversed(range(len(self.head))):
                lines += [_Line(row=-number, numbers=self.head[number].ranks), _Line(row=-number)]
            lines += [_Line(_("台上人看，从左手到右手：{names}", names=self.seated_view)), _Line()]
        if self.rows:
            lines.append(_Line(_("主席台在上，面向台下；台下第一排在前") if self.head else _("台前在上")))
            floor_lines = [_Line(row=row) for row in range(1, self.rows + 1)]
            if len(lines) + 2 * self.rows + 1 <= room.height:
                floor_lines = [one for line in floor_lines for one in (line, _Line())]
            lines += [_Line(numbers=range(1, self.columns + 1), row=1), *floor_lines]
        self._lines = lines
        self.virtual_size = Size(LABEL + self._wide, len(lines))

    def on_resize(self) -> None:
        self._lay_out()
        self.refresh()

    def _places(self, row: int) -> int:
        return self.columns if row > 0 else len(self.head[-row].tiles)

    def _lefts_of(self, row: int) -> Sequence[int]:
        """Where the seats of a row begin, in cells from the row's number; the head table stands in the middle."""
        if row > 0:
            return self._lefts
        step = self._head_cut + 1
        places = len(self.head[-row].tiles)
        margin = (self._wide - places * step) // 2
        return range(margin, margin + places * step, step)

    def _cut_of(self, row: int) -> int:
        """Cells of a name in a row."""
        return self._cut if row > 0 else self._head_cut

    def _exists(self, seat: Seat) -> bool:
        row = _row_of(seat)
        return 1 - len(self.head) <= row <= self.rows and 1 <= seat.place <= self._places(row)

    def _at(self, row: int, x: int) -> int:
        """The place of a row whose seat begins at this cell or is the next before it."""
        return max(bisect_right(self._lefts_of(row), x), 1)

    # ------------------------------------------------------------------ moving about

    def action_go(self, down: int, right: int) -> None:
        if self.cursor is None:
            return
        row = _row_of(self.cursor)
        new = max(1 - len(self.head), min(self.rows, row + down))
        place = max(1, min(self._places(new), self.cursor.place + right))
        if (new <= 0 or row <= 0) and new != row:
            # other seats stand above each other here: go straight up or down
            place = self._at(new, self._lefts_of(row)[self.cursor.place - 1] + self._cut_of(row) // 2)
        self.cursor = _seat(new, place)

    def action_choose(self) -> None:
        if self.cursor:
            self.post_message(self.Chosen(self.cursor))

    def watch_cursor(self, _old: Seat | None, new: Seat | None) -> None:
        if new and self._exists(new):
            self._keep_visible(new)
            if self.is_mounted:
                self.post_message(self.Moved(new))
        self.refresh()

    def _keep_visible(self, seat: Seat) -> None:
        row = _row_of(seat)
        line = next(n for n, one in enumerate(self._lines) if one.row == row and not one.numbers)
        room = self.scrollable_content_region.size
        left = self._lefts_of(row)[seat.place - 1]
        x, y = self.scroll_offset
        # the highest row brings the words above it along
        top = 0 if row == min(1, 1 - len(self.head)) else line
        y = top if top < y else max(y, line - room.height + 1)
        cut = self._cut_of(row)
        view = max(room.width - LABEL, cut)
        x = left if left < x else max(x, left + cut - view)
        self.scroll_to(x=x, y=y, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        number = self.scroll_offset.y + event.y
        if not self._lines:
            press_key_at(self, event.y, event.x)
        if not 0 <= number < len(self._lines) or event.x < LABEL:
            return
        line = self._lines[number]
        if line.row is None or line.numbers:
            return
        x = event.x - LABEL + self.scroll_offset.x
        place = self._at(line.row, x)
        left = self._lefts_of(line.row)[place - 1]
        if left <= x < left + self._cut_of(line.row):
            seat = _seat(line.row, place)
            again, self.cursor = seat == self.cursor, seat
            # the second click of a double one is the same wish
            if again and not (event.chain > 1 and self._chose):
                self.action_choose()
            self._chose = again

    # ------------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        muted = base + self.get_component_rich_style("seat-map--caption", partial=True)
        number = self.scroll_offset.y + y
        if not self._lines:
            words = f"  {self.empty}" if y == 1 else ""
            return Strip([Segment(fit(words, width), muted)], width)
        if number >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[number]
        if line.row is None:
            return Strip([Segment(fit(f" {line.words}" if line.words else "", width), muted)], width)
        label = f"{line.row:>{LABEL - 1}} " if line.row > 0 and not line.numbers else " " * LABEL
        room = max(width - LABEL, 0)
        return Strip.join([Strip([Segment(label, muted)], LABEL), self._tiles(line, room, base, muted)])

    def _tiles(self, line: _Line, room: int, base: Style, muted: Style) -> Strip:
        """The part of a row that is on the screen."""
        row, offset = line.row or 0, self.scroll_offset.x
        segments: list[Segment] = []
        lefts, cut = self._lefts_of(row), self._cut_of(row)
        first = self._at(row, offset)
        done = start = min(lefts[first - 1], offset)
        for place in range(first, len(lefts) + 1):
            left = lefts[place - 1]
            if left >= offset + room:
                break
            if left > done:
                segments.append(Segment(" " * (left - done), base))
            if line.numbers:
                segments.append(Segment(f"{line.numbers[place - 1]:^{cut}} ", muted))
            else:
                segments += self._tile(_seat(row, place), base)
            done = left + cut + 1
        return Strip(segments, done - start).crop_extend(offset - start, offset - start + room, base)

    def _tile(self, seat: Seat, base: Style) -> list[Segment]:
        tile = self.head[seat.row - 1].tiles[seat.place - 1] if seat.head else self.floor(seat)
        if tile is None:
            tile = Tile(str(seat.place), "empty")
        look = "picked" if seat == self.picked else "cursor" if seat == self.cursor else tile.look
        name, sign = (
            base + self.get_component_rich_style(f"seat-map--{one}", partial=True)
            for one in (look, tile.look)
        )
        return [
            Segment(short_name(tile.text, self._cut_of(_row_of(seat))), name),
            Segment(tile.sign, base + Style(color=sign.color, bold=True)),
        ]


def _row_of(seat: Seat) -> int:
    """Lines of seats from the front of the floor back are 1, 2 …; the head table's front row is 0, then -1."""
    return 1 - seat.row if seat.head else seat.row


def _seat(row: int, place: int) -> Seat:
    return Seat(row, place) if row > 0 else Seat(1 - row, place, head=True)
