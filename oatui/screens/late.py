"""迟报和例外: what other machines told late, or let in that would not have been let in on line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from oatui.i18n import N_, _, format_span
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import ask
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import arrivals, late
from oatui.store.late import Late
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

_COLUMNS = [
    Column(N_("为什么"), 18), Column(N_("姓名"), 10), Column(N_("会场")), Column(N_("签到"), 8), Column(N_("收到"), 8),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("为什么"), 20), Column(N_("姓名"), 12), Column(N_("单位"), 18), Column(N_("会场")), Column(N_("机器"), 16),
    Column(N_("签到"), 8), Column(N_("收到"), 8), Column(N_("迟了"), 12),
]  # fmt: skip
_MEANS = {
    "taken_back": N_("这里 {other:hms} 撤回了替会，那边不知道，{name}签到了：不计，请核实到会的是谁"),
    "off_roster": N_("{name}已从名册去掉，在那边签到了：不计数；确实到会的，在名册页按 Ins 放回，就计数"),
    "replaced": N_(
        "这里 {other:hms} 登记了替会，那边不知道，{name}本人签到了：只计替会人，请核实到会的是谁；本人到的，在请假页按 F6 撤回替会"
    ),
    "revoked": N_("{name}在那边签到之前，这里已给本人换了签到码（{other:hms}），旧码那边还认"),
    "closed": N_("这里 {other:hms} 已闭会，签到后来才送到"),
    "two_venues": N_("{name}在{other}也签到了；只计一人，时间取早的一次"),
    "wrong_venue": N_("{name}上报的会场是{other}"),
    "clock": N_(
        "那台机器的钟不准：按主会场的钟是 {other:hms} 签到，按时还是迟到会不同；要更正的，撤销后补签"
    ),
    "late": N_("登记后 {late_by:span} 才送到；时间以签到那一秒为准"),
}


class LatePage(MeetingListPage):
    """A line a reason, the gravest first; what it means stands below."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "link.tcss"
    TITLE_WORDS = N_("迟报和例外")
    HELP_WORDS = N_(
        "分会场断线时照样签到，有些事它那时还不知道：码已换、已由替会人参加、会已闭。这些签到都留着、都计数，列在这里请人看一眼。"
        "迟报是登记后两分钟以上才送到的。确实不该算的按 F4 撤销，原记录保留。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "annul", N_("撤销签到"), id="annul", tooltip=N_("这一条签到不算，写明原因")),
    ]

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self._reading = False

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("正在读"), id="late")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        if not self._reading:
            self._reading = True
            self.run_worker(self._read(), group="late")

    async def _read(self) -> None:
        """What changes while it is read comes with the next change: thousands of sign-ins take a second."""
        found = await self.read_apart(lambda store: late.listed(store, self.meeting_id))
        self._reading = False
        if found is None:
            return
        self.listing.empty = _("没有迟报，也没有例外")
        kinds = [one.kind for one in found]
        counted = [f"{_(words)} {kinds.count(kind)}" for kind, words in late.KINDS.items() if kind in kinds]
        self.query_one("#figures", Panel).update(Content("  ".join(counted)))
        self.listing.show_items(found, self._cells)
        self.show_detail()

    def _cells(self, one: Late) -> Sequence[Cell]:
        why: Cell = (_(late.KINDS[one.kind]), "dim" if one.kind == "late" else "warn")
        if self.wide:
            return [
                why, one.name, one.unit, one.venue, one.site, one.at[11:19], one.came_at[11:19],
                format_span(max(one.late_by, 0)),
            ]  # fmt: skip
        return [why, one.name, one.venue, one.at[11:19], one.came_at[11:19]]

    def show_detail(self) -> None:
        one = self.listing.chosen
        words = ""
        if isinstance(one, Late):
            where = "  ".join(dict.fromkeys((one.name, one.unit, one.venue, one.site)))
            means = _(_MEANS[one.kind], name=one.name, other=one.other, late_by=one.late_by)
            words = f"{where}\n{means}"
        self.query_one(Detail).update(Content(words))

    def action_annul(self) -> None:
        one = self.chosen_of(Late)
        if one is None:
            return

        async def do(values: dict[str, Any]) -> Verdict:
            said = (await self.desk.record(arrivals.annul, one.key, values["reason"])).verdict
            self.desk.look_for_changes(own=True)
            return Verdict(None, Level.OK, said.key, said.values)

        note = _("这一条签到撤销，原记录保留")
        question = _("撤销 {name} 的签到？", name=one.name)
        ask(self, question, [Field("reason", N_("原因"))], do, {}, note)
