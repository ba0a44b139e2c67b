"""到会打勾: a small meeting without codes; the clerk sees who is there and ticks the list, by the one path of every sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, sentence
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.ticked_list import NO_TICK, TICK_KEY, TICKED
from oatui.store import arrivals, people
from oatui.store.arrivals import Arrival, Hand
from oatui.store.database import StoreTrouble
from oatui.store.people import Attendee
from oatui.widgets.form import Field
from oatui.widgets.paged_list import TICK, Cell, Column, PagedList

WAY = "ticked"
REASON = N_("工作人员登记")
MISTAKE = N_("打错勾")
OUTSIDE = frozenset({"signin.closed", "signin.too_early"})
LOOKS = {"on_time": "ok", "after_deadline": "warn", "late": "bad"}
STATUS_WORDS = {"on_time": N_("按时"), "after_deadline": N_("晚签到"), "late": N_("迟到")}

_COLUMNS = [
    Column("", 3), Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("职务")), Column(N_("签到"), 16),
]  # fmt: skip


class TicksPage(MeetingListPage):
    """One line a person; Enter ticks, Enter again takes the tick back."""

    CSS_PATH = "ticks.tcss"
    TITLE_WORDS = N_("到会打勾")
    HELP_WORDS = N_(
        "局务会这样的小会不用扫码：看见谁到了，移到那一行按回车或空格打勾，时间就是打勾的时间；勾错了再按一次，记作打错勾。"
        "开会前15分钟以后打勾的记晚签到，开会以后的记迟到。过了签到时间的要写批准人，标明补签（第17条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        TICK_KEY,
        Binding("f4", "missing", N_("下一个未到"), id="missing", tooltip=N_("移到下一个还没有到的人")),
        Binding("f5", "leave", N_("请假"), id="leave", tooltip=N_("登记请假、批准、替会")),
        Binding("f6", "closing", N_("闭会"), id="closing", tooltip=N_("会开完了，定每个人的到会情况")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(
            _COLUMNS, empty=_("名册是空的。回到会议按 F4 加人，或从常用名单开会"), id="people", at_once=TICK
        )

    def load(self) -> None:
        self.read_meeting()
        everyone = people.listed(self.store, self.meeting_id, limit=-1)
        self.people = [one for one in everyone if one.replaced_by is None]
        self.listing.show_items(self.people, self._cells)
        self._show_figures()

    def tick(self) -> None:
        self._show_figures()

    def _show_figures(self) -> None:
        assert self.meeting
        whole, _places = arrivals.attendance(self.store, self.meeting_id)
        words = sentence("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **whole.as_dict())
        left = int((self.meeting.sign_in_deadline - self.desk.clock.now()).total_seconds())
        until = _("还有 {left:span}", left=left) if left >= 0 else _("已过 {left:span}", left=-left)
        deadline = _("签到截止 {at:hm}", at=self.meeting.sign_in_deadline)
        shown = Content.assemble((words, Style(bold=True)), (f"   {deadline}  {until}", Style(dim=True)))
        self.query_one("#figures", Static).update(shown)

    def _cells(self, one: Attendee) -> Sequence[Cell]:
        if one.status and one.arrived_at:
            state: Cell = (
                f"{one.arrived_at[11:16]} {_(STATUS_WORDS.get(one.status, ''))}",
                LOOKS.get(one.status, ""),
            )
        elif one.leave:
            state = (_("请假") if one.leave == "approved" else _("请假待批"), "dim")
        else:
            state = ""
        return [TICKED if one.status else NO_TICK, one.name, one.unit, one.post, state]

    # ------------------------------------------------------------------ ticking

    def action_tick(self) -> None:
        self.listing.action_choose()

    @on(PagedList.Chosen)
    async def _tick(self, event: PagedList.Chosen) -> None:
        event.stop()
        one: Attendee = event.item
        if one.status:
            await self._take_back(one)
            return
        found = await self.record(arrivals.sign_in, self.meeting_id, Hand(one.id, _(REASON), way=WAY))
        if found and found.outcome == "refused" and found.verdict.key in OUTSIDE:
            self._ask_approver(one, found.verdict)
        elif found:
            self._ticked(found)

    def _ticked(self, found: Arrival) -> None:
        self.refresh_page()
        self.say(found.verdict)
        if found.outcome == "ok":
            self.listing.action_move(1)

    async def _take_back(self, one: Attendee) -> None:
        fact = arrivals.standing(self.store, one.id)
        if fact and (found := await self.record(arrivals.annul, fact, _(MISTAKE))):
            self.refresh_page()
            self.say(found.verdict)

    def _ask_approver(self, one: Attendee, outside: Verdict) -> None:
        """Outside the hours a named person may allow it; it is then marked 补签."""
        made: list[Arrival] = []

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            if not values["approver"]:
                return "approver", remark(outside)
            hand = Hand(one.id, values["reason"], values["approver"])
            try:
                found = await self.desk.record(arrivals.sign_in, self.meeting_id, hand)
            except (Refused, StoreTrouble) as no:
                return "reason", remark(no.verdict)
            if found.outcome == "refused":
                return "approver", remark(found.verdict)
            made.append(found)
            return None

        def done(_values: dict[str, Any] | None) -> None:
            if made:
                self._ticked(made[-1])

        fields = [
            Field("approver", N_("批准人"), hint=N_("谁批准补签")),
            Field("reason", N_("原因"), value=_(REASON)),
        ]
        self.desk.push_screen(Ask(_("给 {name} 补签", name=one.name), fields, remark(outside), act), done)

    # ------------------------------------------------------------------ other keys

    def action_missing(self) -> None:
        places = [*range(self.listing.cursor + 1, len(self.people)), *range(self.listing.cursor + 1)]
        for place in places:
            if (
                place < len(self.people)
                and not self.people[place].status
                and self.people[place].leave != "approved"
            ):
                self.listing.cursor = place
                return
        self.say(_("人都到齐了") if self.people else self.listing.empty)

    def action_leave(self) -> None:
        from oatui.screens.leave import LeavePage

        self.desk.push_screen(LeavePage(self.meeting_id))

    def action_closing(self) -> None:
        from oatui.screens.closing import ClosingPage

        self.desk.push_screen(ClosingPage(self.meeting_id))
