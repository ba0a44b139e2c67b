"""One meeting: its steps by digit, those of its role only, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.convening import LEVELS, ROLES
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.rules.workdays import CalendarMissing
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.store import arrivals, closing, convening, leave, meetings, notices, people, replies
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.verdict_line import LOOKS, WORDS

# the steps of each role: what the day itself asks first, so that its digits stay, then what goes before it
STEPS = {
    "host": ("door", "roster", "leave", "seats", "closing", "notices", "replies"),
    "attend": ("roster", "leave", "remind", "closing"),
    "sub_venue": ("door", "roster", "leave", "seats", "closing", "notices", "replies"),
}
STEP_WORDS = {
    "door": N_("签到台"),
    "roster": N_("名册"),
    "leave": N_("请假"),
    "seats": N_("座次"),
    "remind": N_("提醒"),
    "closing": N_("闭会"),
    "notices": N_("通知"),
    "replies": N_("回执"),
}
ATTEND_WORDS = STEP_WORDS | {"roster": N_("上报人员"), "closing": N_("到会情况")}
COLOURS = {"ok": "$text-success", "note": "", "warn": "$text-warning", "bad": "$text-error"}


@dataclass(frozen=True, slots=True)
class Step:
    digit: int
    key: str
    words: str
    stands: str
    look: str


class MeetingPage(Page):
    """The steps of a meeting, and below them the counts, the deadline and what the rules say of its time."""

    CSS_PATH = "meeting.tcss"
    TITLE_WORDS = N_("会议")
    HELP_WORDS = N_(
        "一次会议要办的事，按数字打开，或移到那一行按回车。我局主办的有签到台和座次；上级主办、我局参会的只管派谁去、"
        "请假替会、提醒提前15分钟到会、实际到会情况；我局设分会场的有自己的签到台。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add_person", N_("加一人"), id="add_person", tooltip=N_("不用文件，在名册上加一个人")),
        Binding("f7", "change", N_("修改"), id="change", tooltip=N_("修改名称、时间、地点、方式、主持人")),
        *(Binding(str(n), f"open({n})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.meeting: meetings.Meeting | None = None

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.meeting.title}" if self.meeting else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        yield Static(id="when", markup=False)
        columns = [Column("", 2, right=True), Column(N_("要办的事"), 10), Column(N_("办到哪里"))]
        yield PagedList(columns, id="steps")
        yield Static(id="stands", markup=False)

    def on_mount(self) -> None:
        self.query_one(PagedList).focus()

    def load(self) -> None:
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.show_head()
        steps = self._steps(self.meeting)
        listing = self.query_one(PagedList)
        listing.show_items(steps, self._cells)
        listing.styles.height = len(steps) + 2
        self.query_one("#stands", Static).update(self._stands(self.meeting))
        self.tick()

    def tick(self) -> None:
        if self.meeting:
            self.query_one("#when", Static).update(self._when(self.meeting))

    # ------------------------------------------------------------------ what is shown

    def _when(self, meeting: meetings.Meeting) -> Content:
        now = self.desk.clock.now()
        parts = [
            _("{start:day} {start:hm} 至 {end:hm}", start=meeting.start, end=meeting.end),
            meeting.place,
            _("主持：{chair}", chair=meeting.chair) if meeting.chair else "",
        ]
        kinds = [_(ROLES[meeting.role]), _(LEVELS[meeting.level]), _("紧急") if meeting.urgent else ""]
        deadline = _("签到截止 {at:hm}", at=meeting.sign_in_deadline)
        left = int((meeting.sign_in_deadline - now).total_seconds())
        if meeting.closed_at:
            until = _("{at:date} {at:hm} 闭会", at=meeting.closed_at)
        elif left >= 0:
            until = f"{deadline}  " + _("还有 {left:span}", left=left)
        else:
            until = f"{deadline}  " + _("已过 {left:span}", left=-left)
        return Content.assemble(
            ("  ".join(part for part in parts if part) + "\n", Style()),
            ("  ".join(part for part in kinds if part) + "\n", Style(dim=True)),
            (until, Style(bold=True)),
        )

    def _steps(self, meeting: meetings.Meeting) -> list[Step]:
        words = ATTEND_WORDS if meeting.role == "attend" else STEP_WORDS
        found = []
        for digit, key in enumerate(STEPS[meeting.role], start=1):
            stands, look = getattr(self, f"_{key}_stands")(meeting)
            found.append(Step(digit, key, words[key], stands, look))
        return found

    def _cells(self, step: Step) -> Sequence[Cell]:
        return [str(step.digit), _(step.words), (step.stands, step.look)]

    def _door_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        window, now = meeting.window, self.desk.clock.now()
        if meeting.closed_at or now > window.closes:
            return _("签到已结束"), "dim"
        if now < window.opens:
            return _("{at:short} {at:hm} 开始签到", at=window.opens), "dim"
        return _("签到中，{at:hm} 结束", at=window.closes), "ok"

    def _roster_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        # a post that somebody stands in for is one person
        n = arrivals.figures(self.store, [meeting.id])[meeting.id][0]
        return (_("{n} 人", n=n), "") if n else (_("还没有人。从 Excel 文件导入"), "warn")

    def _leave_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        found = leave.listed(self.store, meeting.id, limit=-1)
        states = [one.state for one in found]
        waiting, owed = states.count("requested"), sum(bool(one.open) for one in found)
        words = [
            _("已批 {n}", n=states.count("approved")),
            _("待批 {n}", n=waiting) if waiting else "",
            _("手续未齐 {n}", n=owed) if owed else "",
        ]
        if not found:
            return _("没有人请假"), "dim"
        return "  ".join(word for word in words if word), "warn" if waiting or owed else "ok"

    def _seats_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        from oatui.store import seat_map

        seated = self.store.value("select count(seat) from attendee where meeting = ?", meeting.id)
        if not seated:
            return _("还没有排座"), "dim"
        left = len(seat_map.without_seat(self.store, meeting.id))
        return _("{seated} 人有座位，{left} 人没有", seated=seated, left=left), ""

    def _remind_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        return _("提醒每人 {at:hm} 前到会签到，复制一句话发出", at=meeting.sign_in_deadline), "dim"

    def _notices_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        found = notices.recipients(self.store, meeting.id, limit=2000)
        sent = [one for one in found if one.sent_at]
        waiting = sum(not one.acknowledged_at for one in sent)
        if not sent:
            return _("还没有发"), "dim"
        words = _("已发 {sent} / {units}", sent=len(sent), units=len(found))
        return (f"{words}  " + _("未签收 {n}", n=waiting), "warn") if waiting else (words, "ok")

    def _replies_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        found = notices.recipients(self.store, meeting.id, limit=2000)
        words = _("已回执 {n} / {units}", n=sum(bool(one.replied_at) for one in found), units=len(found))
        try:
            due = notices.deadline(self.store, meeting, self.calendar).at
        except CalendarMissing as missing:
            return missing.verdict.message, "warn"
        late = len(replies.after_deadline(self.store, meeting.id, due))
        if self.desk.clock.now() <= due:
            return words + "  " + _("时限 {at:short} {at:hm}", at=due), ""
        return words + "  " + (
            _("时限后变动 {n} 处", n=late) if late else _("时限已过")
        ), "warn" if late else "dim"

    def _closing_stands(self, meeting: meetings.Meeting) -> tuple[str, str]:
        if meeting.closed_at:
            return _("{at:date} {at:hm} 闭会", at=meeting.closed_at), "ok"
        stops = [stop for stop in closing.blockers(self.store, meeting.id) if stop.rule]
        if stops:
            return _("还有 {n} 件请假手续没办完", n=len(stops)), "warn"
        return (_("待闭会"), "") if self.desk.clock.now() >= meeting.end else (_("未到结束时间"), "dim")

    def _stands(self, meeting: meetings.Meeting) -> Content:
        whole, _places = arrivals.attendance(self.store, meeting.id)
        figures = whole.as_dict()
        words = _("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **figures)
        parts: list[tuple[str, Style | str]] = [(words, Style(bold=True))]
        if whole.substitute:
            parts.append(("  " + _("其中替会 {substitute}", **figures), Style()))
        parts.append(("\n\n", Style()))
        verdicts = convening.judged(self.store, meeting.convened, meeting.id, meeting.id)
        answers = convening.kept(self.store, meeting.id)
        # what inviting leaders asks for is counted once, when the meeting is called
        verdicts += [
            one for answer in answers[:1] for one in answer.verdicts if one.rule in {"8-9", "8-10", "20-2"}
        ]
        for verdict in verdicts:
            parts += _line(verdict)
        because = next((answer.because for answer in answers if answer.because), "")
        if verdicts and because:
            parts.append((_("仍按此办的理由：{because}", because=because) + "\n", Style(dim=True)))
        return Content.assemble(*parts)

    # ------------------------------------------------------------------ keys

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        self._go(event.item.key)

    def action_open(self, digit: int) -> None:
        if self.meeting and digit <= len(STEPS[self.meeting.role]):
            self._go(STEPS[self.meeting.role][digit - 1])

    def _go(self, step: str) -> None:
        getattr(self, f"_open_{step}")()

    def _open_door(self) -> None:
        from oatui.screens.arrivals import ArrivalsPage

        self.desk.push_screen(ArrivalsPage(self.meeting_id))

    def _open_roster(self) -> None:
        from oatui.screens.roster import RosterPage

        self.desk.push_screen(RosterPage(self.meeting_id))

    def _open_leave(self) -> None:
        from oatui.screens.leave import LeavePage

        self.desk.push_screen(LeavePage(self.meeting_id))

    def _open_seats(self) -> None:
        from oatui.screens.seats import SeatsPage

        self.desk.push_screen(SeatsPage(self.meeting_id))

    def _open_notices(self) -> None:
        from oatui.screens.notices import NoticesPage

        self.desk.push_screen(NoticesPage(self.meeting_id))

    def _open_replies(self) -> None:
        from oatui.screens.replies import RepliesPage

        self.desk.push_screen(RepliesPage(self.meeting_id))

    def _open_closing(self) -> None:
        from oatui.screens.closing import ClosingPage

        self.desk.push_screen(ClosingPage(self.meeting_id))

    def _open_remind(self) -> None:
        assert self.meeting
        names = [
            one.name
            for one in people.listed(self.store, self.meeting_id, limit=-1)
            if one.replaced_by is None and one.leave != "approved"
        ]
        if not names:
            self.say(_("还没有上报参会人员。先打开上报人员导入或添加"))
            return
        words = reminder(self.meeting, names)
        self.desk.copy_to_clipboard(words)
        self.say(_("已复制：{words}", words=words))

    def action_add_person(self) -> None:
        assert self.meeting
        fields = [
            Field("name", N_("姓名"), read=_name),
            Field("unit", N_("单位"), value=self.desk.office),
            Field("post", N_("职务")),
            Field("phone", N_("联系电话"), hint=N_("可以不填")),
            Field("approver", N_("谁同意的"), hint=N_("派谁参加、谁同意的；可以不填")),
        ]

        async def done(values: dict[str, Any] | None) -> None:
            if values is None:
                return
            approver = values.pop("approver")
            source = _("手工添加，{name} 同意", name=approver) if approver else _("手工添加")
            row = values | {"serial": ""}
            if made := await self.record(people.import_roster, self.meeting_id, [("", row)], source):
                self.refresh_page()
                key = "person.added" if made.added else "person.on_roster"
                level = Level.OK if made.added else Level.NOTE
                self.say(Verdict(None, level, key, {"name": values["name"]}))

        self.desk.push_screen(Ask(_("在名册上加一个人"), fields), done)

    def action_change(self) -> None:
        from oatui.screens.meeting_form import MeetingFormPage

        def changed(identity: int | None) -> None:
            if identity is not None and self.meeting:
                self.say(Verdict(None, Level.OK, "meeting.changed", {"title": self.meeting.title}))

        self.desk.push_screen(MeetingFormPage(self.meeting_id), changed)


def _name(text: str) -> str:
    if not text.strip():
        raise refuse("person.no_name")
    return text.strip()


def reminder(meeting: meetings.Meeting, names: Sequence[str]) -> str:
    """The sentence that goes to each person: be there and signed in 15 minutes early (17-5)."""
    deadline: datetime = meeting.sign_in_deadline
    return _(
        "{names:list}：请参加“{title}”，{start:day} {start:hm} 在{place}召开；提前15分钟到会，{deadline:hm} 前签到，"
        "按席签就座，手机关闭或调至静音。因故不能参加的，请先办请假手续。",
        names=names,
        title=meeting.title,
        start=meeting.start,
        place=meeting.place or _("会场"),
        deadline=deadline,
    )


def _line(verdict: Verdict) -> list[tuple[str, Style | str]]:
    """The word of the level, the rule, the sentence; colour only repeats the word."""
    colour = COLOURS[LOOKS[verdict.level]]
    word = f"{_(WORDS[verdict.level])}  {verdict.rule or ''}".rstrip()
    return [(f"{word}  ", f"bold {colour}".strip()), (f"{verdict.message}\n", colour)]
