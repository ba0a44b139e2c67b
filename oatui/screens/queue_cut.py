"""排队截止: who scanned in the line at the deadline, and the word of somebody named that they were here before it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, ours
from oatui.rules.verdict import refuse
from oatui.screens.ask import Ask
from oatui.screens.asking import Said, ask
from oatui.screens.ticked_list import TickedListPage
from oatui.store import approvers, meetings, queue_cut, settings
from oatui.store.queue_cut import InLine
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

_COLUMNS = [
    Column("", 3), Column(N_("姓名"), 14), Column(N_("单位")), Column(N_("扫码"), 8), Column(N_("认定"), 20),
]  # fmt: skip


class QueuePage(TickedListPage):
    """One line a scan of the marked line; all that wait are ticked, a tick off leaves one as judged by the scan."""

    COLUMNS = _COLUMNS
    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("排队截止")
    HELP_WORDS = N_(
        "截止时门口还有人排队，在截止前后标记（预设一分钟内；签到台按 Del，或这里按 F5）。标记后在这个签到台扫码的人（预设三分钟内），"
        "由认定人一并认定为截止前已到场，算按时，注明谁认定的；扫码时间保留。没有排队、后来才到的，先去掉勾。"
        "F6 撤销最近一次认定，按扫码时间重新判断（第17条；一分钟、三分钟是本局约定，在设置里改）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "settle", N_("认定"), id="settle", tooltip=N_("打勾的人截止前已到场")),
        Binding("f5", "mark", N_("标记排队"), id="mark", tooltip=N_("现在门口还有人排队")),
        Binding("f6", "undo", N_("撤销认定"), id="undo", tooltip=N_("撤销最近一次认定，原记录保留")),
    ]

    def __init__(self, meeting: int, venue: meetings.Venue) -> None:
        super().__init__(meeting)
        self.venue = venue
        self.found: list[InLine] = []
        self._known: set[Hashable] = set()

    def title_words(self) -> str:
        return f"{super().title_words()}  {ours(self.venue.name)}"

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(_COLUMNS, empty=_("标记以后还没有人扫码"), id="people")

    def load(self) -> None:
        meeting = self.read_meeting()
        self.found = queue_cut.in_line(self.store, meeting, self.venue.id)
        waiting = {one.fact for one in self.found if not one.settled_by}
        # whoever comes new is ticked; a tick that was taken off stays off
        self.ticked = (self.ticked & waiting) | (waiting - self._known)
        self._known = {*waiting}
        self.listing.show_items(self.found, self._cells)
        self.show_figures()

    def key_of(self, item: InLine) -> Hashable | None:
        return None if item.settled_by else item.fact

    def _cells(self, one: InLine) -> Sequence[Cell]:
        settled: Cell = (_("{name} 认定", name=one.settled_by), "ok") if one.settled_by else ""
        return [self.tick_of(one), one.name, one.unit, f"{one.at:%H:%M:%S}", settled]

    def show_figures(self) -> None:
        assert self.meeting
        cut = queue_cut.cut(self.store, self.meeting, self.venue.id)
        if cut is None:
            words = _(
                "截止 {deadline:hm}，还没有标记排队。截止前后 {n} 分钟内按 F5（本局约定）",
                deadline=self.meeting.sign_in_deadline, n=settings.get(self.store, "sign_in.cut_minutes"),
            )  # fmt: skip
            self.query_one("#figures", Static).update(words)
            return
        words = _(
            "{at:hms} {name} 标记排队截止，到 {until:hms} 为止的扫码可以认定",
            at=cut.at, name=cut.actor, until=cut.line.closes,
        )  # fmt: skip
        ticked = _("已勾选 {n} 人，按 F4 认定", n=len(self.ticked)) if self.ticked else ""
        self.query_one("#figures", Static).update(
            Content.assemble((words + "\n", Style()), (ticked, Style(bold=True)))
        )

    async def action_mark(self) -> None:
        if said := await self.record(queue_cut.mark, self.meeting_id, self.venue.id):
            self.refresh_page()
            self.say(said)

    def action_settle(self) -> None:
        if not self.ticked:
            self.say(_("没有勾选的人"))
            return
        assert self.meeting
        chosen = [one for one in self.found if one.fact in self.ticked]
        deadline = self.meeting.sign_in_deadline
        fields = [
            Field("by", N_("认定人"), value=approvers.proposed(self.store), hint=N_("谁认定的")),
            Field("reason", N_("依据"), value=_("{deadline:hm}前已到场", deadline=deadline)),
        ]

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(
                queue_cut.settle, self.meeting_id, self.venue.id, values["by"], reason=values["reason"],
                only=[one.fact for one in chosen],
            )  # fmt: skip

        names = [one.name for one in chosen[:12]]
        words = _("{names:list} 等", names=names) if len(chosen) > 12 else _("{names:list}", names=names)
        question = _("认定 {n} 人 {deadline:hm} 截止前已到场", n=len(chosen), deadline=deadline)
        ask(self, question, fields, do, {}, words)

    def action_undo(self) -> None:
        def reason(text: str) -> str:
            if not text.strip():
                raise refuse("door.undo_reason")
            return text.strip()

        async def done(values: dict[str, Any] | None) -> None:
            if values and (
                said := await self.record(queue_cut.undo, self.meeting_id, self.venue.id, values["reason"])
            ):
                self.refresh_page()
                self.say(said)

        self.desk.push_screen(Ask(_("撤销最近一次认定"), [Field("reason", N_("原因"), read=reason)]), done)
