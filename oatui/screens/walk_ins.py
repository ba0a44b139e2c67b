"""现场来人: who came to a sub-venue instead of somebody and waits for the main desk's word (17-3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.rules.leave import REASONS
from oatui.screens.asking import ask
from oatui.screens.confirm import Confirm
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import walk_ins
from oatui.store.walk_ins import WalkIn
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

_COLUMNS = [
    Column(N_("来人"), 10), Column(N_("替谁"), 10), Column(N_("会场")), Column(N_("到的时间"), 8),
    Column(N_("批准人"), 10), Column(N_("怎么办的"), 18),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("来人"), 12), Column(N_("单位"), 18), Column(N_("替谁"), 12), Column(N_("会场")),
    Column(N_("到的时间"), 8), Column(N_("批准人"), 12), Column(N_("怎么办的"), 24),
]  # fmt: skip


class WalkInsPage(MeetingListPage):
    """Those without an answer first."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "link.tcss"
    TITLE_WORDS = N_("现场来人")
    HELP_WORDS = N_(
        "分会场门口来了不在名册上的人，经人批准替会：那边先登记，名册只由主会场改。回车确认，就按来的时间记为替会签到；"
        "F4 不认，写明原因。结果随线路送回分会场。"
    )
    OF_MAIN_DESK = frozenset({"decline"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "decline", N_("不认"), id="decline", tooltip=N_("不算替会，写明原因")),
    ]

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("分会场没有现场来人"), id="walk_ins")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        found = walk_ins.listed(self.store, self.meeting_id)
        waiting = sum(one.accepted is None for one in found)
        words = _("待确认 {n}，共 {all}", n=waiting, all=len(found)) if found else ""
        if waiting and not self.store.is_site:
            words += "  " + _("回车确认，F4 不认")
        self.query_one("#figures", Panel).update(words)
        self.listing.show_items(found, self._cells)
        self.show_detail()

    def _cells(self, one: WalkIn) -> Sequence[Cell]:
        stands: Cell = (_("待主会场确认"), "warn")
        if one.accepted is not None:
            stands = (
                (_("本人已签到") if one.himself else _("已按替会签到"), "ok")
                if one.accepted
                else (_("没有认：{why}", why=one.answer), "bad")
            )
        cells: list[Cell] = [one.name, one.stands_for, one.venue_name, one.at[11:19], one.approver, stands]
        if self.wide:
            cells[1:1] = [one.unit]
        return cells

    def show_detail(self) -> None:
        one = self.listing.chosen
        words = ""
        if isinstance(one, WalkIn):
            who = "  ".join(filter(None, (one.name, one.unit, one.post)))
            words = _(
                "{who}，替 {name}；{approver} 批准", who=who, name=one.stands_for, approver=one.approver
            )
            if one.himself:
                words = _("{who}，本人来了；原由 {name} 替会", who=who, name=one.stands_for)
            ours = one.himself or one.reason in REASONS.values()  # the program's own words
            reason = _(one.reason) if ours else one.reason
            words += f"\n{one.answer or reason}"
        self.query_one(Detail).update(words)

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        one: WalkIn = event.item
        if self.store.is_site or one.accepted is not None:
            self.say(
                _("由主会场确认；结果随线路送来")
                if one.accepted is None
                else _("{name} 的已处理", name=one.name)
            )
            return
        if one.himself:
            self._ask_first(one)
            return
        fields = [
            Field("kind", N_("请假事由"), value=one.kind, choices=tuple(REASONS.items())),
            Field("consent", N_("主持领导"), hint=N_("事由是本单位会议的，写主持会议的领导谁同意了")),
        ]

        async def do(values: dict[str, Any]) -> str:
            kind, consent = values["kind"], values["consent"]
            await self.desk.record(walk_ins.accept, one.key, kind=kind, chair_consent=consent)
            self.desk.look_for_changes(own=True)
            return _("已按替会签到：{name}，{at:hms}", name=one.name, at=one.at)

        note = _("按来的时间 {at:hms} 记签到；批准人 {approver}", at=one.at, approver=one.approver)
        question = _("{name} 替 {other} 参会？", name=one.name, other=one.stands_for)
        ask(self, question, fields, do, {"leave.own_meeting": "consent"}, note)

    def _ask_first(self, one: WalkIn) -> None:
        async def accept() -> None:
            if await self.record(walk_ins.accept, one.key):
                self.say(_("替会已撤回，{name} 本人签到 {at:hms}", name=one.name, at=one.at))

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_worker(accept(), group="accept", exclusive=True)

        question = _("{name} 本人来了，撤回 {other} 的替会？", name=one.name, other=one.stands_for)
        note = _(
            "按来的时间 {at:hms} 记本人签到；{other} 的签到不再算，记录都留着",
            at=one.at,
            other=one.stands_for,
        )
        self.desk.push_screen(Confirm(question, note), answered)

    def action_decline(self) -> None:
        one = self.chosen_of(WalkIn)
        if one is None:
            return

        async def do(values: dict[str, Any]) -> str:
            await self.desk.record(walk_ins.decline, one.key, values["reason"])
            self.desk.look_for_changes(own=True)
            return _("没有认 {name} 的替会，已记下原因", name=one.name)

        ask(self, _("不认 {name} 的替会？", name=one.name), [Field("reason", N_("原因"))], do, {})
