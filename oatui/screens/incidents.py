"""突发事件: those still open first, each with its clock; Enter opens one, F4 begins one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_short_day
from oatui.rules import incident as law
from oatui.screens.incident_form import ask_start, show, stands
from oatui.screens.page import Page
from oatui.store import incidents
from oatui.store.incidents import Incident
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = [Column(N_("事发"), 20), Column(N_("何地何事")), Column(N_("状态"), 24)]
LOOKS = {"closed": "dim", "annulled": "dim"}


class IncidentsPage(Page):
    """Read a page at a time; the clocks of the open ones run."""

    AUTO_FOCUS = "PagedList"
    CSS_PATH = "incident.tcss"
    TITLE_WORDS = N_("突发事件")
    HELP_WORDS = N_(
        "所有突发事件，处置中的在前。F4 或 F9 记一件：事发时间、接报时间、何地何事，三次回车。计时从事发起（第25条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", N_("新的一件"), id="new", tooltip=N_("事发时间、接报时间、何地何事")),
    ]

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("没有突发事件。有事按 F9（任何一页都行）"), id="incidents")

    def load(self) -> None:
        listing = self.query_one(PagedList)
        listing.show(incidents.count(self.store), self._page, self._cells)

    def tick(self) -> None:
        self.query_one(PagedList).look_again()

    def _page(self, offset: int, limit: int) -> Sequence[Incident]:
        return incidents.listed(self.store, offset, limit)

    def _cells(self, one: Incident) -> Sequence[Cell]:
        at = from_iso(one.occurred)
        now = self.desk.clock.now()
        this_year = f"{format_short_day(at.date())} {at:%H:%M}"
        when = this_year if at.year == now.year else f"{at:%Y-%m-%d %H:%M}"
        owed = law.next_owed(one.facts, now) if one.open else None
        look = LOOKS.get(one.state, "bad" if owed and owed.late else "warn")
        return [when, one.what, (stands(one, now) if one.open else _(law.STATES[one.state]), look)]

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        show(self.desk, event.item.id)

    def action_new(self) -> None:
        ask_start(self.desk)
