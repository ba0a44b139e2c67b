"""按纸质签到表补录: tick who signed the sheet, then one reason and one approver for all."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, ours
from oatui.rules import signin
from oatui.rules.leave import STATES
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.door_panels import STATUS_WORDS
from oatui.screens.searched import SearchedPage
from oatui.screens.ticked_list import TickedListPage
from oatui.store import approvers, meetings, paper_sheet
from oatui.store.database import StoreTrouble
from oatui.store.paper_sheet import Entered, Waiting
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

_COLUMNS = [
    Column("", 3), Column(N_("姓名"), 14), Column(N_("单位")), Column(N_("职务")), Column(N_("请假"), 8),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column("", 3), Column(N_("姓名"), 16), Column(N_("单位")), Column(N_("职务")), Column(N_("会场"), 18),
    Column(N_("请假"), 8),
]  # fmt: skip
FIELDS = {"sheet.reason": "reason", "sheet.approver": "approver", "sheet.future": "at"}
REASONS = (N_("停电"), N_("扫码器故障"), N_("网络或电脑故障"))


class PaperSheetPage(TickedListPage, SearchedPage):
    """Everyone who is not signed in, by pages; the search line narrows the list, the ticks stay."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("补录纸质签到表")
    SEARCH_WORDS = N_("直接输入姓名、单位或首字母找人；空格勾选")
    HELP_WORDS = N_(
        "停电或扫码器坏了，先用印好的空白签到表。恢复以后在这里补录：空格或回车勾选表上签了名的人，F4 勾选"
        "整个单位，F5 写一个原因、一个批准人登记，全部标记补签，按表上的时间判断。直接输入姓名、单位或首字母找人，下箭头回到名单；"
        "换一个词找，勾选的不丢。F7 只看已勾选的。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "unit", N_("整个单位"), id="unit", tooltip=N_("勾选或取消这一行的整个单位")),
        Binding("f5", "enter", N_("登记补签"), id="enter", tooltip=N_("把勾选的人一次登记")),
        Binding("f6", "whole", N_("全部会场"), id="whole", tooltip=N_("本会场或全部会场")),
        Binding("f7", "only_ticked", N_("只看勾选"), id="only_ticked", tooltip=N_("只看已勾选的，再按一次看全部")),
    ]  # fmt: skip

    def __init__(self, meeting: int, venue: meetings.Venue) -> None:
        super().__init__(meeting)
        self.venue = venue
        self.every_venue = False
        self.only_ticked = False
        self._shown = False

    def title_words(self) -> str:
        where = _("全部会场") if self.every_venue else ours(self.venue.name)
        return f"{super().title_words()}  {where}"

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield Static(id="figures", markup=False)
        yield PagedList(_COLUMNS, id="people")

    @property
    def _where(self) -> int | None:
        return None if self.every_venue else self.venue.id

    def on_screen_resume(self) -> None:
        self._shown = False

    def load(self) -> None:
        # an input method's window stands on the search line while it has the focus
        if self._shown and self.typing:
            return
        self._shown = True
        self.read_meeting()
        self.show_people()

    def show_people(self) -> None:
        text = self.text
        self.listing.empty = _("没有找到“{query}”", query=text) if text else _("都到了，没有要补录的人")
        if self.only_ticked:
            everyone = paper_sheet.waiting(self.store, self.meeting_id, self._where, text, limit=-1)
            self.listing.show_items([one for one in everyone if one.attendee in self.ticked], self._cells)
        else:
            self.listing.show(
                paper_sheet.count(self.store, self.meeting_id, self._where, text),
                lambda offset, limit: paper_sheet.waiting(
                    self.store, self.meeting_id, self._where, text, limit, offset
                ),
                self._cells,
            )
        self.show_figures()

    def show_figures(self) -> None:
        waiting = paper_sheet.count(self.store, self.meeting_id, self._where)
        parts: list[tuple[str, Style]] = [(_("未签到 {n}", n=waiting), Style())]
        if self.ticked:
            words = _("已勾选 {n} 人，按 F5 登记补签", n=len(self.ticked))
            parts.append((f"    {words}", Style(bold=True)))
        self.query_one("#figures", Static).update(Content.assemble(*parts))

    def key_of(self, item: Waiting) -> Hashable | None:
        return item.attendee

    def _cells(self, one: Waiting) -> Sequence[Cell]:
        cells: list[Cell] = [
            self.tick_of(one), one.name, one.unit, one.post, _(STATES[one.leave]) if one.leave else "",
        ]  # fmt: skip
        if self.wide:
            cells[4:4] = [one.venue]
        return cells

    def searched(self) -> None:
        self.show_people()

    def entered(self) -> None:
        self.action_to_list()

    # ------------------------------------------------------------------ keys

    def action_unit(self) -> None:
        """Tick everyone of the unit of the cursor who is not here; or take all their ticks off."""
        one = self.chosen_of(Waiting)
        if one is None:
            return
        unit = {
            other.attendee
            for other in paper_sheet.waiting(self.store, self.meeting_id, self._where, limit=-1)
            if other.unit == one.unit
        }
        self.ticked = self.ticked - unit if unit <= self.ticked else self.ticked | unit
        self.listing.refresh()
        self.show_figures()

    def action_whole(self) -> None:
        self.every_venue = not self.every_venue
        self.read_meeting()
        self.show_people()

    def action_only_ticked(self) -> None:
        self.only_ticked = not self.only_ticked
        self.show_people()

    def action_enter(self) -> None:
        if not self.ticked:
            self.say(_("没有勾选的人。到名单里按空格勾选"))
            return
        assert self.meeting
        meeting = self.meeting

        def moment(text: str) -> datetime | None:
            now = self.desk.clock.now()
            # a time alone is of the meeting's day
            same_day = now.date() == meeting.start.date()
            day = now if same_day else meeting.start.replace(hour=23, minute=59)
            return past_moment(text, day, self.calendar)

        def judged(at: datetime | None) -> str:
            if at is None:
                return ""
            status, _verdict = signin.judge(at, meeting.start)
            return f"{at:%H:%M:%S}  {_(STATUS_WORDS[status][0])}"

        fields = [
            Field("reason", N_("原因"), value=_(REASONS[0]), offers=[_(word) for word in REASONS]),
            Field("approver", N_("批准人"), value=approvers.proposed(self.store)),
            Field("at", N_("表上时间"), hint=N_("如 0840；不填按现在的时间判断"), read=moment, echo=judged),
        ]
        done: list[Entered] = []

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                made = await self.desk.record(
                    paper_sheet.enter, meeting.id, sorted(self.ticked), values["reason"], values["approver"],
                    at=values["at"],
                )  # fmt: skip
            except (Refused, StoreTrouble) as no:
                return FIELDS.get(no.verdict.key, "reason"), remark(no.verdict)
            done.append(made)
            return None

        def finished(_values: dict[str, Any] | None) -> None:
            if done:
                self.ticked.clear()
                self.only_ticked = False
            self._shown = False
            self.refresh_page()
            if done:
                self.say(done[-1].verdict)

        now = self.desk.clock.now()
        note = _("全部标记补签。现在 {now:hms}，不填表上时间就按现在判断", now=now)
        question = _("按纸质签到表补录 {n} 人", n=len(self.ticked))
        self.desk.push_screen(Ask(question, fields, note, act), finished)
