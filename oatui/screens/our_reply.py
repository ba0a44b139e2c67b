"""我局回执: who of ours goes to a meeting called above, who approved it, the reply as a file, and when it was reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.coming_moment import coming_moment
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict
from oatui.rules.workdays import CalendarMissing
from oatui.screens.asking import Said, ask, ask_file
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import notices, routines, sending
from oatui.store.sending import Sent
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

_COLUMNS = [
    Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("职务")), Column(N_("谁同意的"), 14), Column(N_("同意时间"), 12),
]  # fmt: skip

# under which field a refusal of the store is shown
FIELD_OF = {"sending.future": "at", "notice.deadline_after_start": "at"}


class OurReplyPage(MeetingListPage):
    """One line a person who is sent; Enter says who approved it."""

    CSS_PATH = "our_reply.tcss"
    TITLE_WORDS = N_("我局回执")
    HELP_WORDS = N_(
        "派谁参加、谁同意的，都记在这里；在一行上按回车登记这个人，F4 登记还没写的全部。F5 把回执存成 Excel 文件，"
        "替会的、请假的已经写在里面；报出去以后按 F6 记下时间。通知里写了回执时限的按 F7 填，没写的是开会前一个工作日，几点按设置。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "approve", N_("谁同意"), id="approve", tooltip=N_("登记谁同意派这些人参加")),
        Binding("f5", "file", N_("存回执"), id="file", tooltip=N_("把我局回执存成 Excel 文件")),
        Binding("f6", "report", N_("已报"), id="report", tooltip=N_("登记回执什么时候报出去的")),
        Binding("f7", "deadline", N_("时限"), id="deadline", tooltip=N_("通知要求的回执时限")),
        Binding("delete", "take_back", N_("撤回"), id="take_back", tooltip=N_("“已报”登记错了的，撤回来")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(_COLUMNS, empty=_("还没有上报参会人员。回到会议按 F4 加一人"), id="sent")

    def load(self) -> None:
        self.read_meeting()
        self.sent = sending.listed(self.store, self.meeting_id)
        self.listing.show_items(self.sent, self._cells)
        self.query_one("#figures", Static).update("  ".join(self._figures()))

    def _figures(self) -> list[str]:
        assert self.meeting
        words = [_("派 {n} 人", n=len(self.sent))]
        try:
            due = notices.deadline(self.store, self.meeting, self.calendar)
        except CalendarMissing as missing:
            words.append(missing.verdict.message)
        else:
            words.append(_("回执时限 {at:day} {at:hm}", at=due.at) + ("" if due.own else _("（默认）")))
        if reported := sending.reported_at(self.store, self.meeting_id):
            words.append(_("{at:short} {at:hm} 已报", at=reported))
        return words

    def _cells(self, one: Sent) -> Sequence[Cell]:
        at = f"{one.at[5:10]} {one.at[11:16]}" if one.at else ""
        return [one.name, one.unit, one.post, one.approver or (_("还没写"), "warn"), at]

    # ------------------------------------------------------------------ keys

    @on(PagedList.Chosen)
    def _one(self, event: PagedList.Chosen) -> None:
        event.stop()
        self._approve([event.item])

    def action_approve(self) -> None:
        if not self.sent:
            self.say(self.listing.empty)
            return
        self._approve([one for one in self.sent if not one.approver] or self.sent)

    def _approve(self, chosen: Sequence[Sent]) -> None:
        last = next((one.approver for one in self.sent if one.approver), "")

        async def approve(values: dict[str, Any]) -> Verdict:
            whom = [one.attendee for one in chosen]
            await self.desk.record(sending.approve, self.meeting_id, whom, values["by"], values["at"])
            said = {"names": [one.name for one in chosen][:6], "by": values["by"]}
            return Verdict(None, Level.OK, "sending.approved", said)

        fields = [
            Field("by", N_("谁同意的"), value=last, hint=N_("如 李局长")),
            Field("at", N_("同意时间"), hint=WHEN_HINT, read=self._past, echo=when_words),
        ]
        names = [one.name for one in chosen]
        ask(self, _("派 {names:list} 参会", names=names[:6]), fields, approve, FIELD_OF)

    def action_file(self) -> None:
        assert self.meeting
        name = f"{self.meeting.title}{_('回执')}.xlsx"

        async def save(path: Path) -> Said:
            from oatui.papers import calling_papers

            made = await self.desk.record(
                calling_papers.write_our_reply, self.meeting_id, path, self.calendar
            )
            return _("回执已存：{path}", path=str(made.path))

        ask_file(self, _("把我局回执存成 Excel 文件"), name, save)

    def action_report(self) -> None:
        async def report(values: dict[str, Any]) -> Verdict:
            at = await self.desk.record(sending.report, self.meeting_id, values["at"])
            return Verdict(None, Level.OK, "sending.reported", {"at": at})

        fields = [Field("at", N_("报送时间"), hint=WHEN_HINT, read=self._past, echo=when_words)]
        ask(self, _("我局回执什么时候报的"), fields, report, FIELD_OF, back=_("登错了，按 Del 撤回"))

    def action_take_back(self) -> None:
        from oatui.screens.taking_back import ask_reason
        from oatui.store import taking_back

        found = [
            one
            for one in taking_back.recent(self.store, ["our_reply"], -1)
            if one.key == str(self.meeting_id)
        ]
        if found:
            ask_reason(self, found[0])
        else:
            self.say(_("还没有登记“已报”，不用撤回"))

    def action_deadline(self) -> None:
        assert self.meeting
        own = notices.own_deadline(self.store, self.meeting_id)

        async def keep(values: dict[str, Any]) -> Verdict:
            await self.desk.record(notices.set_deadline, self.meeting_id, values["at"])
            return Verdict(None, Level.OK, "notice.deadline", {"at": values["at"]})

        value = f"{own:%Y-%m-%d %H:%M}" if own else ""
        fields = [
            Field(
                "at",
                N_("回执时限"),
                value=value,
                hint=N_("如 1124 1700、明天 12"),
                read=self._coming,
                echo=when_words,
            )
        ]
        ask(self, _("通知要求什么时候前报回执"), fields, keep, FIELD_OF, back=_("填错了，再按 F7 改"))

    def _past(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _coming(self, text: str) -> datetime:
        now = self.desk.clock.now()
        return coming_moment(text, now, routines.hours_on(self.store, now.date()).closes, self.calendar)
