"""主席台领导: they do not queue; a tick says that they are here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.by_hand import OUTSIDE
from oatui.screens.leave import find_person, who_words
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.ticked_list import TICK_KEY
from oatui.store import approvers, head_table
from oatui.store.database import StoreTrouble
from oatui.store.head_table import Leader
from oatui.widgets.form import Field
from oatui.widgets.paged_list import TICK, Cell, Column, PagedList

_COLUMNS = [
    Column(N_("到会"), 4), Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("职务"), 16),
    Column(N_("登记"), 8),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("到会"), 4), Column(N_("姓名"), 14), Column(N_("单位")), Column(N_("职务"), 24),
    Column(N_("会场"), 18), Column(N_("登记"), 18),
]  # fmt: skip


class LeadersPage(MeetingListPage):
    """The head table in order of rank, a tick each; above, how many are here and whether they count."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("主席台领导")
    HELP_WORDS = N_(
        "主席台领导不排队扫码，由工作人员登记到会：移到那一行按回车或空格打勾，再按一次取消。名单取自座次里确认的主席台；"
        "没有确认的，按 F4 从名册里选。没有人掐表，所以不判断提前15分钟（本局约定）。F5 定这次会议主席台领导计不计入应到。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        TICK_KEY,
        Binding("f4", "choose", N_("从名册选"), id="choose", tooltip=N_("把名册上的人列入主席台领导")),
        Binding("f5", "count", N_("计不计应到"), id="count", tooltip=N_("主席台领导计入或不计入应到")),
        Binding("f6", "drop", N_("去掉"), id="drop", tooltip=N_("把从名册选的人从名单里去掉")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(
            _COLUMNS, empty=_("没有主席台名单。在座次里确认，或按 F4 从名册里选"), id="people", at_once=TICK
        )

    def load(self) -> None:
        self.read_meeting()
        found = head_table.listed(self.store, self.meeting_id)
        self.listing.show_items(found, self._cells)
        here = sum(one.at is not None for one in found)
        n = sum(one.attendee is not None for one in found)
        counted = head_table.counted(self.store, self.meeting_id)
        words = _("主席台领导计入应到") if counted else _("主席台领导不计入应到")
        self.query_one("#figures", Static).update(
            Content.assemble((_("到会 {here} / {n}", here=here, n=n), Style(bold=True)), f"    {words}")
        )

    def _cells(self, one: Leader) -> Sequence[Cell]:
        if one.attendee is None:
            tick: Cell = ""
            noted: Cell = (_("不在名册"), "dim")
        else:
            tick = ("[x]", "ok") if one.at else "[ ]"
            by = "" if not one.at or one.way == "head_table" else _("自签")
            noted = f"{one.at[11:16]} {by}".rstrip() if one.at else ""
        cells: list[Cell] = [tick, one.name, one.unit, one.post, noted]
        if self.wide:
            cells[4:4] = [one.venue]
        return cells

    @property
    def chosen(self) -> Leader | None:
        """The leader of the cursor."""
        return self.chosen_of(Leader)

    @on(PagedList.Chosen)
    async def _entered(self) -> None:
        await self.action_tick()

    async def action_tick(self) -> None:
        """到会（工作人员登记）, or not after all."""
        one = self.chosen
        if one is None:
            return
        if one.attendee is None:
            self.say(
                _("{name} 不在名册上。先回会议按 F4 加一人，再到座次确认一次主席台，就能登记", name=one.name)
            )
            return
        if one.at:
            if made := await self.record(head_table.untick, one.attendee):
                self.say(made.verdict)
            return
        try:
            made = await self.desk.record(head_table.tick, one.attendee)
        except Refused as no:
            if no.verdict.key in OUTSIDE:
                self._ask_approver(one.attendee, no)
            else:
                self.say(no.verdict)
        except StoreTrouble as no:
            self.say(no.verdict)
        else:
            self.desk.look_for_changes(own=True)
            self.say(_("{name} 到会（工作人员登记）", name=one.name))
            self.listing.action_move(1)

    def _ask_approver(self, attendee: int, refused: Refused) -> None:
        fields = [Field("approver", N_("批准人"), value=approvers.proposed(self.store))]

        async def done(values: dict[str, Any] | None) -> None:
            if values and (made := await self.record(head_table.tick, attendee, approver=values["approver"])):
                self.say(made.verdict)

        self.desk.push_screen(Ask(_("签到时间以外，补登要有批准人"), fields, str(refused)), done)

    def action_choose(self) -> None:
        def person(text: str) -> Any:
            return find_person(self.store, self.meeting_id, text)

        fields = [
            Field("person", N_("谁"), hint=N_("姓名或首字母；几个人对得上时后面加数字"), read=person, echo=who_words)
        ]  # fmt: skip

        async def done(values: dict[str, Any] | None) -> None:
            if values is None:
                return
            chosen = await self.record(head_table.choose, values["person"].id)
            if chosen:
                self.refresh_page()
                self.say(_("{name} 已列入主席台领导名单", name=values["person"].name))

        self.desk.push_screen(Ask(_("从名册里选主席台领导"), fields), done)

    async def action_drop(self) -> None:
        one = self.chosen
        if one is None:
            return
        if one.attendee is None:
            self.say(_("{name} 是座次里排的，不在名册上；要去掉，到座次改主席台", name=one.name))
            return
        dropped = await self.record(head_table.choose, one.attendee, wanted=False)
        if dropped:
            self.refresh_page()
            self.say(_("{name} 不在主席台领导名单上了", name=one.name))

    async def action_count(self) -> None:
        wanted = not head_table.counted(self.store, self.meeting_id)
        if said := await self.record(head_table.set_counted, self.meeting_id, wanted):
            self.refresh_page()
            self.say(said)
