"""A page with one list; where there is room, the cursor's line stands below it in full."""

from __future__ import annotations

from datetime import date

from oatui.screens.page import Page
from oatui.widgets.paged_list import PagedList


class DetailedPage(Page):
    """`body()` holds a PagedList; `show_detail` follows its cursor."""

    @property
    def listing(self) -> PagedList:
        return self.query_one(PagedList)

    @property
    def today(self) -> date:
        return self.desk.clock.now().date()

    def on_paged_list_moved(self) -> None:
        self.show_detail()

    def show_detail(self) -> None:
        """What the cursor's line says in full, where the page has a place for it."""


class ListedPage(DetailedPage):
    """The list is the whole body: it has the focus, and is read anew when the window has another size."""

    def on_mount(self) -> None:
        self.listing.focus()

    def on_resize(self) -> None:
        if self.composed and self.desk.opened:
            self.load()
