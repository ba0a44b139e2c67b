"""A page whose body is one list: the list has the focus, and is read anew when the window has another size."""

from __future__ import annotations

from oatui.screens.page import Page
from oatui.widgets.paged_list import PagedList


class ListedPage(Page):
    """`body()` holds a PagedList with the id list."""

    def on_mount(self) -> None:
        self.listing.focus()

    def on_resize(self) -> None:
        if self.composed and self.desk.opened:
            self.load()

    @property
    def listing(self) -> PagedList:
        return self.query_one("#list", PagedList)
