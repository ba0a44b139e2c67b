"""A list of people of a meeting with a tick before each: space or Enter ticks, the page does something with the ticked."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from oatui.i18n import N_
from oatui.screens.meeting_list import MeetingListPage
from oatui.widgets.paged_list import TICK, Cell, PagedList

TICKED: Cell = ("[x]", "ok")
NO_TICK: Cell = "[ ]"
TICK_KEY = Binding(
    "space", "tick", N_("勾选"), show=False, id="tick", tooltip=N_("勾选光标所在的一行，或取消")
)


class TickedListPage(MeetingListPage):
    """Ticks are of this visit only; what was done with them is the store's."""

    BINDINGS: ClassVar[list[BindingType]] = [TICK_KEY]

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.ticked: set[Any] = set()

    def on_mount(self) -> None:
        self.listing.at_once = TICK

    def key_of(self, item: Any) -> Hashable | None:
        """What stands for an item among the ticked; None for one that cannot be ticked."""
        raise NotImplementedError

    def tick_of(self, item: Any) -> Cell:
        """The first cell of a row."""
        key = self.key_of(item)
        return "" if key is None else TICKED if key in self.ticked else NO_TICK

    def action_tick(self) -> None:
        """Tick the row of the cursor, or take its tick off, and go on to the next."""
        item = self.listing.chosen
        key = None if item is None else self.key_of(item)
        if key is None:
            return
        self.ticked ^= {key}
        self.listing.action_move(1)
        self.listing.refresh()
        self.show_figures()

    def show_figures(self) -> None:
        """Say how many are ticked."""

    @on(PagedList.Chosen)
    def _entered(self) -> None:
        self.action_tick()
