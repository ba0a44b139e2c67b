"""Who has no seat, and where somebody sits: typing finds anyone of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.screens.searched import SearchedPage
from oatui.store import people, seat_map
from oatui.widgets.cells import fit
from oatui.widgets.paged_list import Cell, Column, PagedList

FOUND = 200


def unseated(waiting: Sequence[seat_map.Unseated], room: int, width: int) -> Content:
    """Who has no seat, in `room` lines of `width` cells: the seat that each lost, or the unit."""
    lines: list[tuple[str, Style]] = []
    lines.append((_("没有座位的 {n} 人", n=len(waiting)) + "\n\n", Style(bold=True)))
    shown = waiting[:room]
    # a Chinese name of three and a gap at least, an English one whole
    wide = min(max((cell_len(one.person.name) for one in shown), default=0), width // 2) + 1
    for one in shown:
        lines.append((fit(fit(one.person.name, wide - 1), max(wide, 9)), Style()))
        lost = _("原 {seat}", seat=one.lost) if one.lost else one.person.unit
        lines.append((fit(lost, width - 2 - max(wide, 9)).rstrip() + "\n", Style(dim=True)))
    if len(waiting) > room:
        lines.append((_("还有 {n} 人，按 F5", n=len(waiting) - room), Style(dim=True)))
    return Content.assemble(*lines)


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
