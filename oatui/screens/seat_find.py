"""Who has no seat, and where somebody sits: typing finds anyone of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.screens.searched import SearchedPage
from oatui.store import people, seat_map
from oatui.widgets.paged_list import Cell, Column, PagedList

FOUND = 200


class SeatFindPage(SearchedPage):
    """Answers with a person of the roster, or None. Without a search it lists those without a seat."""

    CSS_PATH = "seats.tcss"
    TITLE_WORDS = N_("找人")
    HELP_WORDS = N_(
        "不输入时列出本会场没有座位的人，失去座位的写着原来的座位。输入姓名、单位、全拼或首字母可以找任何人。"
        "回车：有座位的，光标移到他的座位；没有座位的，拿起来，再到空座按回车。"
    )
    SEARCH_WORDS = N_("输入姓名、单位、全拼或首字母；下箭头到名单")
    AUTO_FOCUS = "#search"

    def __init__(self, meeting: int, venue: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.venue_id = venue
        self._shown = False

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield Static(id="found", markup=False)
        columns = [
            Column(N_("姓名"), 12), Column(N_("单位")), Column(N_("职务")), Column(N_("会场"), 14),
            Column(N_("座位"), 18),
        ]  # fmt: skip
        yield PagedList(columns, empty=_("人人都有座位"), id="people")

    def load(self) -> None:
        # an input method's window stands on the search line while it has the focus
        if not (self._shown and self.typing):
            self._shown = True
            self._show()

    def searched(self) -> None:
        self._show()

    def _show(self) -> None:
        query = self.text
        waiting = seat_map.without_seat(self.store, self.meeting_id, self.venue_id)
        lost = {one.person.id: one.lost for one in waiting}
        found = (
            people.search(self.store, self.meeting_id, query, FOUND)
            if query
            else [one.person for one in waiting]
        )
        self.query_one("#found", Static).update(
            _("找到 {n} 人", n=len(found)) if query else _("没有座位的 {n} 人", n=len(found)) if found else ""
        )
        self.listing.empty = _("没有找到“{query}”", query=query) if query else _("人人都有座位")

        def cells(person: people.Attendee) -> Sequence[Cell]:
            was = lost.get(person.id)
            seat: Cell = person.seat or ((_("原 {seat}", seat=was), "warn") if was else (_("无"), "dim"))
            return [person.name, person.unit, person.post, person.venue, seat]

        self.listing.show_items(found, cells)

    def entered(self) -> None:
        self.listing.action_choose()

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.dismiss(event.item)
