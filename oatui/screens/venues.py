"""会场: every venue of a meeting with its counts, and the machines that sign in there on their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _, format_list, sentence
from oatui.screens.confirm import Confirm
from oatui.screens.counted import CountedPage
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.line_form import ask_line
from oatui.screens.machines_on_page import MachinesOnPage, clock_cell, invited
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.shut_line import heard_here
from oatui.screens.venue_add import add_venue
from oatui.store import arrivals, attendance, late, meetings, sites, walk_ins
from oatui.store.database import Store
from oatui.store.sites import Site
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

LATE_EVERY = timedelta(seconds=15)  # the list of what came late reads every sign-in of another desk

Found = tuple[attendance.Counts, list[tuple[meetings.Venue, attendance.Counts]]]
_COUNTS = (
    Column(N_("应到"), 5, right=True), Column(N_("实到"), 5, right=True), Column(N_("请假"), 5, right=True),
    Column(N_("未到"), 5, right=True),
)  # fmt: skip
_COLUMNS = [Column(N_("会场")), *_COUNTS, Column(N_("机器"), 19), Column(N_("时钟差"), 11)]
_WIDE_COLUMNS = [
    Column(N_("会场")), *_COUNTS, Column(N_("机器"), 20), Column(N_("怎么样"), 26), Column(N_("时钟差"), 16),
]  # fmt: skip


class Row(NamedTuple):
    """A venue with one of its machines; `counts` is None where the line above has them."""

    venue: meetings.Venue
    counts: attendance.Counts | None
    site: Site | None


def _shut(site: Site) -> bool:
    return site.shut_out_at is not None


class VenuesPage(MachinesOnPage, CountedPage, MeetingListPage):
    """A line a venue, and one more for each further machine there; below, what the cursor's line says in full."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "link.tcss"
    TITLE_WORDS = N_("各会场")
    HELP_WORDS = N_(
        "每个会场应到、实到、未到多少人；回车看谁没到。分会场可以有自己的机器：F5 给一个配对码（一次，10 分钟），"
        "那边输入后就有名册、座次和签到码，断线照样签到，通了自动送来。这里写着最近什么时候听到它、它的时钟差多少。"
        "F6 打开或关闭线路；机器丢失、换掉的，F7 停用，已送来的不变。F8 里有现场来人、迟报和例外、用文件传送。"
    )
    OF_MAIN_DESK = frozenset({"add_venue", "pair", "line", "shut_out", "more"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add_venue", N_("加会场"), id="add_venue", tooltip=N_("增加一个分会场")),
        Binding("f5", "pair", N_("配对"), id="pair", tooltip=N_("给光标所在会场的一台机器配对码")),
        Binding("f6", "line", N_("线路"), id="line", tooltip=N_("打开或关闭分会场的线路")),
        Binding("f7", "shut_out", N_("停用机器"), id="shut_out", tooltip=N_("不再收光标所在机器的登记")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("现场来人、迟报和例外、用文件传送")),
    ]
    MENU = (
        Line("1", "walk_ins", N_("现场来人")),
        Line("2", "late", N_("迟报和例外")),
        Line("3", "bring_in", N_("导入登记文件"), N_("没有线路时，分会场从 OA 送来的")),
        Line("4", "part", N_("存会议资料文件"), N_("给光标所在的机器，从 OA 送去")),
        Line("5", "change", N_("改会场"), N_("光标所在的：名称、座位数")),
        Line("6", "remove", N_("去掉会场"), N_("光标所在的，多加了、还没有人的")),
    )

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.whole = attendance.Counts()
        self.machines: list[Site] = []
        self.hub = ""  # the address of the county's hub that answers for this desk
        self.came = 0  # walk-ins without an answer
        self.to_see: list[late.Late] = []
        self._seen_at: datetime | None = None

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, id="venues")
        yield Detail()

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        self.read_meeting()
        self.machines = invited(sites.all_of(self.store, self.meeting_id))
        hub = self.desk.session.link_way.hub(self.store) if self.machines else None
        self.hub = hub.address if hub else ""
        self.came = sum(one.accepted is None for one in walk_ins.listed(self.store, self.meeting_id))
        self.count_anew()

    def count(self, store: Store) -> Found:
        return attendance.attendance(store, self.meeting_id)

    def show_counted(self, found: Found) -> None:
        self.whole, places = found
        rows: list[Row] = []
        for venue, counts in places:
            # who works there now stands beside the counts
            there = sorted((one for one in self.machines if one.venue == venue.id), key=_shut)
            rows.append(Row(venue, counts, there[0] if there else None))
            rows += [Row(venue, None, one) for one in there[1:]]
        self.listing.show_items(rows, self._cells)
        self.show_detail()
        self.tick()

    def tick(self) -> None:
        """How long ago a machine was heard changes by itself."""
        if self.meeting:
            self.query_one("#figures", Panel).update(self._figures())
            self.listing.look_again()
            now = self.desk.clock.now()
            if self.machines and not (self._seen_at and timedelta() <= now - self._seen_at < LATE_EVERY):
                self._seen_at = now
                self.run_worker(self._read_late, group="late", exclusive=True)  # type: ignore[arg-type]

    async def _read_late(self) -> None:
        """It reads every sign-in of other machines: twenty venues of a thousand people take seconds."""
        found = await self.read_apart(lambda store: late.listed(store, self.meeting_id))
        if found is not None:
            self.to_see = found
            self.query_one("#figures", Panel).update(self._figures())

    def on_screen_resume(self) -> None:
        self._seen_at = None

    def _figures(self) -> Content:
        words = sentence(
            "应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **self.whole.as_dict()
        )
        parts: list[tuple[str, Style | str]] = [(words, Style(bold=True))]
        if self.store.is_site:
            return Content.assemble(*parts)
        address = self.desk.session.link_way.address
        machines = [one for one in self.machines if one.heard_at and not one.shut_out_at]
        if self.hub:
            parts.append(("\n" + _("分会场与县中心 {address} 收发", address=self.hub), "$text-success"))
        elif address:
            parts.append(("\n" + _("线路已打开：{address}", address=address), "$text-success"))
        elif heard_here(self, machines):
            # `oatui link serve`, or a second terminal
            parts.append(("\n" + _("线路不是在这个窗口打开的"), Style(dim=True)))
        elif machines:
            parts.append(("\n" + _("线路没有打开，分会场的登记送不进来；按 F6 打开"), "bold $text-warning"))
        else:
            parts.append(("\n" + _("都在本机签到；分会场用自己的机器，按 F5 配对"), Style(dim=True)))
        if words := self._to_look_at():
            parts.append(("\n" + words, "bold $text-warning"))
        return Content.assemble(*parts)

    def _to_look_at(self) -> str:
        """What is on F8 for somebody to decide or to see."""
        delayed = sum(one.kind == "late" for one in self.to_see)
        twice = len({one.attendee for one in self.to_see if one.kind == "two_venues"})
        others = sum(one.kind not in {"late", "two_venues"} for one in self.to_see)
        found = (
            (N_("现场来人待确认 {n}"), self.came), (N_("两处签到 {n} 人"), twice), (N_("例外 {n}"), others),
            (N_("迟报 {n}"), delayed),
        )  # fmt: skip
        said = [(words, n) for words, n in found if n]
        parts = [(_ if place else sentence)(words, n=n) for place, (words, n) in enumerate(said)]
        return "  ".join([*parts, _("按 F8 查看")]) if said else ""

    def _cells(self, row: Row) -> Sequence[Cell]:
        counts = row.counts
        figures = ["", "", "", ""]
        if counts:
            figures = [str(n) for n in (counts.expected, counts.present, counts.leave, counts.absent)]
        name = row.venue.name if counts else f"  {row.site.name if row.site else ''}"
        if self.wide:
            return [
                name,
                *figures,
                row.site.name if row.site else "",
                self.state_of(row.site),
                clock_cell(row.site),
            ]
        return [name, *figures, self.state_of(row.site), clock_cell(row.site)]

    def show_detail(self) -> None:
        # behind the cursor's own repaint: a thread that reads takes turns with it
        self.call_after_refresh(self._begin_detail)

    def _begin_detail(self) -> None:
        if self.composed and isinstance(row := self.listing.chosen, Row):
            work = partial(self._read_detail, row)  # no coroutine is made for a cursor that goes on
            self.run_worker(work, group="detail", exclusive=True)  # type: ignore[arg-type]

    async def _read_detail(self, row: Row) -> None:
        """Who is not there: a venue may have thousands, and the cursor goes on."""
        units = await self.read_apart(
            lambda store: arrivals.missing_by_unit(store, self.meeting_id, row.venue.id)
        )
        if units is None:
            return
        lines = [self.about(row.site)] if row.site else []
        if units:
            names = "  ".join(f"{unit or _('（无单位）')} {format_list(names)}" for unit, names in units[:6])
            key = N_("{venue}未到：{names}")
            if len(units) > 6:
                key = N_("{venue}未到 {n} 个单位，按回车看全部：{names}")
            words = _(key, venue=row.venue.name, names=names, n=len(units))
            # four lines are seen, and each character of a line is looked at for its break
            lines.append(words[: self.size.width * 2])
        elif row.counts and row.counts.expected:
            lines.append(_("{venue}都到了", venue=row.venue.name))
        self.query_one(Detail).update("\n".join(lines))

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        from oatui.screens.missing import MissingPage

        self.desk.push_screen(MissingPage(self.meeting_id, event.item.venue))

    # ------------------------------------------------------------------ keys

    def action_add_venue(self) -> None:
        if self.meeting:
            add_venue(self, self.meeting)

    def action_pair(self) -> None:
        row = self.listing.chosen
        if not isinstance(row, Row):
            return
        if not self.desk.session.link_way.address:
            ask_line(self, self.action_pair)
            return
        machines = [
            one for one in sites.all_of(self.store, self.meeting_id)
            if one.venue == row.venue.id and not one.shut_out_at
        ]  # fmt: skip
        if new := next((one for one in machines if one.heard_at is None), None):
            self.run_worker(self.give_code(new), group="pair", exclusive=True)
        elif machines:
            self._ask_another(row.venue, machines[-1])
        else:
            self.run_worker(self._invite(row.venue, ""), group="pair", exclusive=True)

    def _ask_another(self, venue: meetings.Venue, old: Site) -> None:
        n = sum(one.venue == venue.id for one in self.machines)

        def answered(yes: bool | None) -> None:
            if yes:
                name = f"{venue.name} {n + 1}"
                self.run_worker(self._invite(venue, name), group="pair", exclusive=True)

        note = _("旧机器坏了的，新机器配好后接着签到；旧机器以后再按 F7 停用，它没送来的还可以送")
        question = _("{venue}已有机器“{name}”，再配一台？", venue=venue.name, name=old.name)
        self.desk.push_screen(Confirm(question, note), answered)

    async def _invite(self, venue: meetings.Venue, name: str) -> None:
        if site := await self.record(sites.invite, self.meeting_id, venue.id, name):
            await self.give_code(site)

    @property
    def chosen_machine(self) -> Site | None:
        row = self.listing.chosen
        return row.site if isinstance(row, Row) else None

    def action_more(self) -> None:
        stands = {}
        if self.came:
            stands["walk_ins"] = _("{n} 人待确认", n=self.came)
        if self.to_see:
            stands["late"] = _("{n} 条", n=len(self.to_see))
        self.desk.push_screen(DigitChoice(_("更多"), offered(self.MENU, stands)), self._go)

    def _go(self, chosen: str | None) -> None:
        if chosen == "walk_ins":
            from oatui.screens.walk_ins import WalkInsPage

            self.desk.push_screen(WalkInsPage(self.meeting_id))
        elif chosen == "late":
            from oatui.screens.late import LatePage

            self.desk.push_screen(LatePage(self.meeting_id))
        elif chosen == "bring_in":
            from oatui.screens.events_file import bring_in

            bring_in(self)
        elif chosen in ("change", "remove"):
            from oatui.screens import venue_add

            row = self.listing.chosen
            if self.meeting and isinstance(row, Row):
                act = venue_add.change_venue if chosen == "change" else venue_add.remove_venue
                act(self, self.meeting, row.venue)
        elif chosen == "part":
            from oatui.screens.events_file import save_part

            if self.chosen_machine is None:
                self.say(_("这一行还没有机器；按 F5 给一个配对码"))
            else:
                save_part(self, self.chosen_machine)
