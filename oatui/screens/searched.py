"""A page with a line to type in over its list; a search line is emptied by F3 first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import N_, _
from oatui.screens.listed import DetailedPage
from oatui.store import search
from oatui.widgets.paged_list import Cell

INDEXED = 200  # lines of the index that one act brings on


class LineOverList(DetailedPage):
    """A line to type in over the page's one list: whatever is typed or pasted on the list goes to the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", N_("到列表"), show=False, id="to_list",
                tooltip=N_("从输入栏到列表；在列表里输入就回到输入栏")),
        Binding("up", "to_line", N_("到输入栏"), show=False, id="to_line",
                tooltip=N_("在列表的第一行再往上，就回到输入栏")),
    ]  # fmt: skip

    @property
    def input_line(self) -> Input:
        return self.query_one(Input)

    def on_key(self, event: events.Key) -> None:
        if self.focused is self.listing and event.is_printable and (event.character or "").strip():
            event.stop()
            self._insert(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        if self.focused is self.listing:
            self.pasted(event.text)

    def pasted(self, text: str) -> None:
        """What is pasted on the list."""
        self._insert("".join(one for one in text if one.isprintable()))

    def _insert(self, text: str) -> None:
        self.input_line.focus()
        self.input_line.insert_text_at_cursor(text)

    def action_to_list(self) -> None:
        self.listing.focus()

    def action_to_line(self) -> None:
        self.input_line.focus()


class SearchedPage(LineOverList):
    """`search_line()` in the page's body, above its one list; `searched` shows what fits."""

    AUTO_FOCUS = "PagedList"
    SEARCH_WORDS: ClassVar[str]

    def search_line(self, text: str = "") -> Input:
        """The line, before the page has it."""
        words = _(self.SEARCH_WORDS)
        return Input(text, placeholder=words, id="search", compact=True, select_on_focus=False)

    @property
    def text(self) -> str:
        """What is searched for; empty for all."""
        return self.input_line.value.strip()

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

    def action_back(self) -> None:
        if self.input_line.value:
            self.input_line.clear()
            self.action_to_list()
        else:
            self.leave()

    def leave(self) -> None:
        """Back from here, with nothing searched for."""
        self.dismiss(None)


class IndexedPage(SearchedPage):
    """What is typed is found by the index; until that has come on, by reading the rows."""

    GROUP: ClassVar[str]  # of search.GROUPS

    def show_rows(self) -> None:
        """Show what fits the text, else all."""
        text, shown = self.text, self.listing
        found = search.items(self.store, text, self.GROUP) if text else None
        if found is not None:
            ids = self.in_order(found)
            shown.show(
                len(ids), lambda offset, limit: self.of_ids(ids[offset : offset + limit]), self.cells_of
            )
            return
        shown.show(self.count_rows(text), lambda offset, limit: self.rows(text, limit, offset), self.cells_of)
        if text and not self.store.trouble and search.behind(self.store):
            # the method, not its coroutine: one that is overtaken before it began would never be awaited
            self.run_worker(self._catch_up, group="index", exclusive=True)  # type: ignore[arg-type]

    def in_order(self, ids: list[int]) -> list[int]:
        """What was found, the newest first, in the order of the page."""
        return ids

    def of_ids(self, ids: Sequence[int]) -> Sequence[Any]:
        """The rows with these ids, in that order."""
        raise NotImplementedError

    def count_rows(self, text: str) -> int:
        """How many rows fit; all for no text."""
        raise NotImplementedError

    def rows(self, text: str, limit: int, offset: int) -> Sequence[Any]:
        """A page of the rows that fit; of all for no text."""
        raise NotImplementedError

    def cells_of(self, row: Any) -> Sequence[Cell]:
        """A row as the list shows it."""
        raise NotImplementedError

    async def _catch_up(self) -> None:
        """Bring the index on, a few lines at a time, and show what is then found by it."""
        while left := search.behind(self.store):
            if await self.record(search.catch_up, INDEXED) is None or search.behind(self.store) >= left:
                return
        self.load()
