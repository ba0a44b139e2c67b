"""Closing a meeting: what everyone comes to, what stands in the way, and the key that settles it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, sentence
from oatui.rules import closing as law
from oatui.rules import signin
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Refused, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.asking import Said, ask
from oatui.screens.confirm import Confirm
from oatui.screens.document_form import remark, when_words
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.shut_line import unheard_words
from oatui.store import arrivals, closing, meetings, people, seal_register
from oatui.store.closing import Line
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

LOOKS = {
    "on_time": "ok", "after_deadline": "warn", "late": "bad", "missed_sign_in": "warn", "leave": "",
    "absent": "bad", "unapproved_substitute": "bad", "replaced": "dim",
    "not_counted": "dim",
}  # fmt: skip
MARKS = (("missed_sign_in", N_("到会漏签")), ("unapproved_substitute", N_("他人代会")), ("", N_("取消认定")))
MARK_FIELDS = {"closing.mark_approver": "approver", "closing.mark_reason": "reason"}

_COLUMNS = [
    Column(N_("序"), 4, right=True), Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("结果"), 8, words=(N_("未到"), *law.STATES.values())),
    Column(N_("签到"), 5), Column(N_("备注"), 22),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("序"), 4, right=True), Column(N_("姓名"), 14), Column(N_("单位")), Column(N_("职务"), 14),
    Column(N_("会场"), 16), Column(N_("结果"), 8, words=(N_("未到"), *law.STATES.values())), Column(N_("签到"), 5), Column(N_("备注"), 22),
]  # fmt: skip


class ClosingPage(MeetingListPage):
    """Everyone with the state that counts; above the figures, and what blocks the closing."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "closing.tcss"
    TITLE_WORDS = N_("闭会")
    HELP_WORDS = N_(
        "闭会把每个人的结果定下来：按时、晚签到、迟到、请假、缺席、漏签、代会。闭会以后不再签到。请假单没有送齐、会议还没到结束时间的，"
        "不能闭会，除非写明理由。到会而没有签到的（漏签）由批准人认定，算实到；未经批准由他人代会的也在这里认定（第17条）。签到表、出席表、会风会纪和别的材料在 F6。"
        "会不开了，或者建错了的，按 F8 取消。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "mark", N_("认定"), id="mark", tooltip=N_("没有签到的人：到会漏签，或由他人代会")),
        Binding("f5", "close", N_("现在闭会"), id="close", tooltip=N_("定下每个人的结果，此后不再签到")),
        Binding("f6", "papers", N_("出材料"), id="papers", tooltip=N_("签到表、出席表、会风会纪、席签、座次图")),
        Binding("f6", "went", N_("到会登记"), id="went", tooltip=N_("上级会议：我局的人实际几点签到")),
        Binding("f7", "only_faults", N_("只看问题"), id="only_faults", tooltip=N_("只列有问题的人，再按一次列全部")),
        Binding("f8", "call_off", N_("会议取消"), id="call_off", tooltip=N_("会不开了，或者建错了：写明原因，不计出席")),
        Binding("f8", "reopen", N_("重新打开"), id="reopen", tooltip=N_("写明原因，重新打开已闭会的会议")),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.stops: list[Verdict] = []
        self.only_faults = False

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(_COLUMNS, id="people")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before the closing: settle; after it: open again. Where others keep the door: who went."""
        if self.meeting is None:
            return True
        open_ = self.meeting.closed_at is None
        return {
            "mark": open_,
            "close": open_,
            "call_off": open_,
            "went": open_ and self.meeting.role == "attend",
            "papers": self.meeting.role != "attend",
            "reopen": not open_,
        }.get(action, True)

    def load(self) -> None:
        before = self.meeting
        self.meeting = meetings.get(self.store, self.meeting_id)
        if before is None or before.closed_at != self.meeting.closed_at:
            self.refresh_bindings()
        self.show_head()
        self.stops = [] if self.meeting.closed_at else closing.blockers(self.store, self.meeting_id)
        self.query_one("#figures", Static).update(self._figures())
        if self.only_faults:
            self.listing.empty = _("没有人有问题")
            found = [line for line in closing.lines(self.store, self.meeting_id) if law.faults(line.settled)]
            self.listing.show_items(found, self._cells)
        else:
            self.listing.empty = _("名册是空的。先在名册里导入")
            self.listing.show(
                people.count(self.store, self.meeting_id),
                lambda offset, limit: closing.lines(self.store, self.meeting_id, limit, offset),
                self._cells,
            )

    # ------------------------------------------------------------------ what is shown

    def _figures(self) -> Content:
        assert self.meeting
        counts, _places = arrivals.attendance(self.store, self.meeting_id)
        figures = counts.as_dict()
        if self.meeting.settled:
            words = sentence("应到 {expected}  实到 {present}  请假 {leave}  缺席 {absent}", **figures)
        else:
            words = sentence("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **figures)
        detail = _(
            "按时 {on_time}  晚签到 {after_deadline}  迟到 {late}  漏签 {missed_sign_in}  替会 {substitute}",
            **figures,
        )
        parts: list[tuple[str, Style | str]] = [(words + "\n", Style(bold=True)), (detail + "\n", Style())]
        found = closing.closed(self.store, self.meeting_id)
        if found:
            how = (
                N_("{at:date} {at:hm} 取消，{name}")
                if self.meeting.called_off
                else N_("{at:date} {at:hm} 闭会，{name}")
            )
            parts.append((_(how, at=found.at, name=found.actor), Style()))
            if found.because:
                parts.append(("  " + _("理由：{because}", because=found.because), Style()))
            for verdict in found.left_open:
                if verdict.rule:
                    parts.append(("\n" + _("闭会时未办：{what}", what=verdict.message), "$text-warning"))
        elif self.stops:
            for verdict in self.stops[:3]:
                parts.append(
                    (f"{_('不可')}  {verdict.message}  {verdict.rule or ''}".rstrip() + "\n", "$text-error")
                )
            if len(self.stops) > 3:
                parts.append((_("还有 {n} 件没办", n=len(self.stops) - 3) + "\n", "$text-error"))
            if any(stop.key.startswith("closing.open_") for stop in self.stops):
                parts.append((_("请假手续在会议页按 3 办"), ""))
        else:
            parts.append((_("可以闭会，按 F5"), "$text-success"))
        return Content.assemble(*parts)

    def _cells(self, line: Line) -> Sequence[Cell]:
        state = line.settled.state
        came = ("on_time", "after_deadline", "late")
        notes = [_(law.MARKS[mark]) for mark in line.settled.marks]
        if line.substitute:
            notes.append(_("由{name}替会", name=line.substitute))
        if line.stands_for:
            notes[:1] = [_("替{name}参会", name=line.stands_for)]
        if line.let_in_by:
            notes.append(_("{name} 批准", name=line.let_in_by))
        if state in {"missed_sign_in", "unapproved_substitute"}:
            notes.append(_("{name} 认定", name=line.approver) + f" {line.reason}")
        # before the closing nobody is absent, only not here yet
        waits = state == "absent" and self.meeting is not None and not self.meeting.settled
        shown = (_("未到"), "dim") if waits else (_(law.STATES[state]), LOOKS[state])
        cells: list[Cell] = [
            str(line.position), line.name, line.unit, shown,
            line.at[11:16] if line.at and state in came else "", " ".join(notes),
        ]  # fmt: skip
        if self.wide:
            cells[3:3] = [line.post, line.venue]
        return cells

    @property
    def chosen(self) -> Line | None:
        """The person of the cursor."""
        return self.chosen_of(Line)

    # ------------------------------------------------------------------ keys

    def action_only_faults(self) -> None:
        self.only_faults = not self.only_faults
        self.listing.cursor = 0
        self.load()

    def action_mark(self) -> None:
        line = self.chosen
        if line is None:
            return
        # what no form can answer is said before it asks
        if (now := people.find(self.store, line.attendee)) and now.status is not None:
            self.say(law.judge_mark("missed_sign_in", "", "", True))
            return
        office = seal_register.proposed(self.store, self.desk.clock.now())
        fields = [
            Field("what", N_("认定为"), choices=MARKS),
            Field("approver", N_("认定人"), value=office, hint=N_("谁认定的")),
            Field("reason", N_("依据"), hint=N_("如 座位上有人、签到表有签名")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(
                closing.mark, line.attendee, values["what"] or None, values["approver"], values["reason"]
            )
            return _("{name} 的认定已登记，闭会时定下来", name=line.name)

        note = _("漏签算实到，要有批准人；代会不算实到，点名通报")
        ask(self, _("认定 {name}", name=line.name), fields, do, MARK_FIELDS, note)

    def action_close(self) -> None:
        assert self.meeting
        title = _("“{title}”现在闭会？", title=self.meeting.title)
        notes = []
        if absent := arrivals.attendance(self.store, self.meeting_id)[0].absent:
            notes = [_("没签到的 {n} 人记缺席；到了没签的，先按 Esc，用 F4 认定", n=absent)]
            notes += filter(None, [unheard_words(self, self.meeting_id)])
        if not self.stops:
            note = "\n".join([_("每个人的结果定下来，此后不再签到；有错还可以重新打开"), *notes])

            async def yes(answer: bool | None) -> None:
                if answer:
                    await self._close("")

            self.desk.push_screen(Confirm(title, note), yes)
            return

        def because(text: str) -> str:
            if not text.strip():
                raise refuse("closing.because")
            return text.strip()

        async def answered(values: dict[str, Any] | None) -> None:
            if values:
                await self._close(values["because"])

        note = "\n".join([*(remark(stop) for stop in self.stops[:4]), *notes])
        fields = [Field("because", N_("理由"), hint=N_("如 提前散会、值班室明早收件"), read=because)]
        self.desk.push_screen(Ask(title, fields, note), answered)

    def action_papers(self) -> None:
        from oatui.screens.meeting_papers import PapersPage

        self.desk.push_screen(PapersPage(self.meeting_id))

    async def _close(self, because: str) -> None:
        if verdict := await self.record(closing.close, self.meeting_id, because):
            self.refresh_page()
            self.say(verdict)

    def action_call_off(self) -> None:
        assert self.meeting

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(closing.call_off, self.meeting_id, values["because"])

        fields = [Field("because", N_("原因"), hint=N_("如 会议改期、通知重复建了"))]
        note = _("不再签到，不计出席，也不再提醒；记录都保留，还可以重新打开")
        ask(self, _("“{title}”不开了？", title=self.meeting.title), fields, do, {}, note)

    def action_reopen(self) -> None:
        def because(text: str) -> str:
            if not text.strip():
                raise refuse("closing.reopen_reason")
            return text.strip()

        async def answered(values: dict[str, Any] | None) -> None:
            if values and (verdict := await self.record(closing.reopen, self.meeting_id, values["because"])):
                self.refresh_page()
                self.say(verdict)

        fields = [Field("because", N_("原因"), read=because)]
        self.desk.push_screen(Ask(_("重新打开这次会议"), fields), answered)

    def action_went(self) -> None:
        """A meeting called above: when our person signed in there, as they say or as its sheet says."""
        line = self.chosen
        if line is None or self.meeting is None:
            return
        meeting = self.meeting

        def moment(text: str) -> datetime:
            if not text.strip():
                return meeting.sign_in_deadline
            day = meeting.start.replace(hour=23, minute=59)
            at = past_moment(text, day, self.calendar) or meeting.sign_in_deadline
            if outside := signin.judge_window(at, meeting.window):
                raise Refused(outside)
            return at

        fields = [
            Field("at", N_("签到时间"), hint=N_("如 0840；不填就是提前15分钟"), read=moment, echo=when_words),
            Field("basis", N_("依据"), value=_("本人报告"), hint=N_("如 本人报告、会场签到表")),
        ]

        async def done(values: dict[str, Any] | None) -> None:
            if values is None:
                return
            hand = arrivals.Hand(line.attendee, values["basis"])
            if answer := await self.record(arrivals.sign_in, self.meeting_id, hand, at=values["at"]):
                self.refresh_page()
                self.say(answer.verdict)

        self.desk.push_screen(Ask(_("{name} 实际几点签到", name=line.name), fields), done)
