"""Who is not here yet, by unit, in the order of the roster."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _, format_list, ours
from oatui.screens.counted import CountedPage
from oatui.store import arrivals, meetings, presence, walk_ins
from oatui.store.database import Store
from oatui.store.walk_ins import WalkIn
from oatui.widgets.paged_list import Column, PagedList


class Missing(NamedTuple):
    """By unit, how many are out of the hall, and for whom of the missing somebody came who waits for the main desk."""

    units: list[tuple[str, list[str]]]
    away: int
    came: list[WalkIn]


class MissingPage(CountedPage):
    """One line a unit: how many are missing, and their names."""

    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("未到名单")
    HELP_WORDS = N_(
        "还没有签到的人，按单位列出，顺序同名册。F5 看会中离开未返回的人，F6 在本会场和全部会场之间切换。"
    )
    OF_MAIN_DESK = frozenset({"whole"})  # who is missing elsewhere is not told to a sub-venue
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "out", N_("会中离开"), id="out", tooltip=N_("离开会场还没有返回的人")),
        Binding("f6", "whole", N_("全部会场"), id="whole", tooltip=N_("本会场或全部会场")),
    ]

    def __init__(self, meeting: int, venue: meetings.Venue | None) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.venue = venue
        self.every_venue = venue is None

    def title_words(self) -> str:
        where = _("全部会场") if self.every_venue or self.venue is None else ours(self.venue.name)
        return f"{_(self.TITLE_WORDS)}  {where}"

    def body(self) -> ComposeResult:
        yield Static(id="away", markup=False)
        columns = [Column(N_("单位"), 24), Column(N_("人数"), 6, right=True), Column(N_("姓名"))]
        yield PagedList(columns, empty=_("都到了"), id="units")

    def on_mount(self) -> None:
        self.query_one(PagedList).focus()

    def load(self) -> None:
        self.show_head()
        self.count_anew()

    def count(self, store: Store) -> Missing:
        venue = None if self.every_venue or self.venue is None else self.venue.id
        units = arrivals.missing_by_unit(store, self.meeting_id, venue)
        away = len(presence.out(store, self.meeting_id, venue))
        return Missing(units, away, walk_ins.waiting(store, self.meeting_id, venue))

    def show_counted(self, found: Missing) -> None:
        units, away, came = found
        self.query_one(PagedList).show_items(
            units, lambda unit: [unit[0] or _("（无单位）"), str(len(unit[1])), format_list(unit[1])]
        )
        panel = self.query_one("#away", Static)
        lines = [_("会中离开未返回 {n} 人，按 F5 查看", n=away)] if away else []
        lines += [said.message for said in walk_ins.said(came)]
        panel.display = bool(lines)
        panel.update("\n".join(lines))

    def action_out(self) -> None:
        from oatui.screens.out_of_hall import OutPage

        self.desk.push_screen(OutPage(self.meeting_id, None if self.every_venue else self.venue))

    def action_whole(self) -> None:
        self.every_venue = not self.every_venue
        self.load()
