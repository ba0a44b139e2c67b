"""未到期: what is open and not asked about today; Enter opens it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from oatui.i18n import N_, _, format_short_day, kind_word, ours_of_day
from oatui.screens.open_pages import page_for
from oatui.screens.page import Page
from oatui.store import open_items, reviews
from oatui.store.open_items import OpenItem
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = [Column(N_("到期"), 13), Column(N_("事项")), Column(N_("种类"), 10), Column(N_("承办"), 10)]


class NotDuePage(Page):
    """The nearest limit first, then what has none."""

    CSS_PATH = "not_due.tcss"
    AUTO_FOCUS = "PagedList"
    TITLE_WORDS = N_("未到期")
    HELP_WORDS = N_("还开着、今天不用看的事：没到期的，顺延到以后的，转给了别人的。回车打开它自己那一页。")

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("没有未到期的"), id="list")

    def load(self) -> None:
        found = reviews.review(self.store, self.calendar).not_due
        self.query_one(PagedList).show_items(found, self._cells)

    def _cells(self, item: OpenItem) -> Sequence[Cell]:
        said = reviews.answers(self.store, item.kind, item.id)
        until = said[-1].until if said else None
        due = until or (item.do_by.isoformat() if item.do_by else "")
        when = format_short_day(due) if due else _("无时限")
        owner = said[-1].taker if said and said[-1].way == "hand_on" else item.owner
        return [
            when,
            ours_of_day(item.kind, item.id, item.title) or kind_word(open_items.KINDS[item.kind]),
            kind_word(open_items.KINDS[item.kind]),
            owner,
        ]

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        page = page_for(self.store, event.item)
        if page:
            self.desk.push_screen(page)
