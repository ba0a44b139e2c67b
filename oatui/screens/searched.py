"""A page with a search line over its list: what is typed on the list goes to the line, F3 empties it first."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import _
from oatui.screens.page import Page
from oatui.widgets.paged_list import PagedList


class SearchedPage(Page):
    """`search_line()` in the page's body, above its one list; `searched` shows what fits."""

    AUTO_FOCUS = "PagedList"
    SEARCH_WORDS: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "to_list", show=False)]

    def search_line(self, text: str = "") -> Input:
        """The line, before the page has it."""
        words = _(self.SEARCH_WORDS)
        return Input(text, placeholder=words, id="search", compact=True, select_on_focus=False)

    @property
    def line_of_search(self) -> Input:
        return self.query_one("#search", Input)

    @property
    def text(self) -> str:
        """What is searched for; empty for all."""
        return self.line_of_search.value.strip()

    @property
    def listing(self) -> PagedList:
        return self.query_one(PagedList)

    def searched(self) -> None:
        """The text is another one."""
        self.load()

    def entered(self) -> None:
        """Enter on the line opens the only one that fits, else goes to the list."""
        if self.listing.count == 1:
            self.listing.action_choose()
        self.action_to_list()

    @on(Input.Changed, "#search")
    def _text_changed(self) -> None:
        self.listing.cursor = 0
        self.searched()

    @on(Input.Submitted, "#search")
    def _text_entered(self) -> None:
        self.entered()

    def on_key(self, event: events.Key) -> None:
        if isinstance(self.focused, PagedList) and event.is_printable and event.character:
            line = self.line_of_search
            line.focus()
            line.insert_text_at_cursor(event.character)
            event.stop()

    def action_to_list(self) -> None:
        self.listing.focus()

    def action_back(self) -> None:
        if self.line_of_search.value:
            self.line_of_search.clear()
            self.action_to_list()
        else:
            self.leave()

    def leave(self) -> None:
        """Back from here, with nothing searched for."""
        self.dismiss(None)
