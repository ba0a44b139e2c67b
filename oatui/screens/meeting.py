"""One meeting: its steps by digit, those of its role only, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, sentence
from oatui.rules.convening import LEVELS, ROLES
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.asking import ask
from oatui.screens.counted import CountedPage
from oatui.screens.fixed_list import fixed_at, reason_fields
from oatui.screens.meeting_steps import Step, digits_of, steps_of
from oatui.screens.page import Page
from oatui.screens.shut_line import shut_line_words
from oatui.store import arrivals, attendance, convening, invitations, meeting_notes, meetings, people, sending
from oatui.store.database import Store, StoreTrouble
from oatui.widgets.cells import folded
from oatui.widgets.form import Field
from oatui.widgets.paged_list import MENU, Cell, Column, PagedList
from oatui.widgets.verdict_line import LOOKS, WORDS

ROOMY = 18  # lines beside the steps, from which the parts of the page stand apart
Found = tuple[Sequence[Step], attendance.Counts]
_ORDER = {Level.REFUSED: 0, Level.WARNING: 1, Level.NOTE: 2, Level.OK: 3}
COLOURS = {"ok": "$text-success", "note": "", "warn": "$text-warning", "bad": "$text-error"}

# step -> the page that it opens; the others are done here
_PAGES = {
    "door": ("arrivals", "ArrivalsPage"),
    "roster": ("roster", "RosterPage"),
    "leave": ("leave", "LeavePage"),
    "seats": ("seats", "SeatsPage"),
    "notices": ("notices", "NoticesPage"),
    "replies": ("replies", "RepliesPage"),
    "reply": ("our_reply", "OurReplyPage"),
    "checklist": ("checklist", "ChecklistPage"),
    "paper": ("notice_draft", "NoticeDraftPage"),
    "papers": ("meeting_papers", "PapersPage"),
    "closing": ("closing", "ClosingPage"),
}


class MeetingPage(CountedPage):
    """The steps of a meeting, and below them the counts, the deadline and what the rules say of its time."""

    CSS_PATH = "meeting.tcss"
    TITLE_WORDS = N_("会议")
    HELP_WORDS = N_(
        "一次会议要办的事，按数字打开，或移到那一行按回车。我局主办的有签到台和座次；上级主办、我局参会的只管派谁去、"
        "请假替会、提醒提前15分钟到会、实际到会情况和我局的回执；我局设分会场的有自己的签到台。"
        "邀请领导的，下面写着请示最迟哪天、还缺什么，按 F7 改；费用记在 F5 备注里，只记不评。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add_person", N_("加一人"), id="add_person", tooltip=N_("不用文件，在名册上加一个人")),
        Binding("f5", "note", N_("备注"), id="note", tooltip=N_("费用、议程、参会范围、联系人和电话")),
        Binding("f6", "keep_list", N_("存名单"), id="keep_list", tooltip=N_("把这次的人员存成常用名单")),
        Binding("f7", "change", N_("修改"), id="change", tooltip=N_("修改名称、时间、地点、方式、主持人、邀请领导")),
        Binding("f8", "venues", N_("会场"), id="venues", tooltip=N_("各会场到了多少人；加会场，分会场自己的机器")),
        *(Binding(str(n), f"open({n})", show=False) for n in range(10)),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.meeting: meetings.Meeting | None = None

    def title_words(self) -> str:
        return _("会议  {title}", title=self.meeting.title) if self.meeting else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        yield Static(id="when", markup=False)
        yield PagedList([], id="steps", at_once=MENU)
        yield Static(id="stands", markup=False)

    def on_mount(self) -> None:
        self.query_one(PagedList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Others keep the venues of a meeting that we attend; nobody comes on the list of a closed one."""
        called = self.meeting
        if called is None:
            return True
        return {"venues": called.role != "attend", "add_person": not called.closed_at}.get(action, True)

    def load(self) -> None:
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.refresh_bindings()
        self.show_head()
        self.tick()
        self.count_anew()

    def count(self, store: Store) -> Found:
        """The steps, and the counts of the whole meeting."""
        meeting = meetings.get(store, self.meeting_id)
        steps = steps_of(store, meeting, self.calendar, self.desk.clock.now())
        return steps, arrivals.attendance(store, meeting.id)[0]

    def show_counted(self, found: Found) -> None:
        assert self.meeting
        steps, whole = found
        self.set_class(self.size.height - len(steps) >= ROOMY, "roomy")
        listing = self.query_one(PagedList)
        room = max(cell_len(sentence(one.words)) for one in steps) + 1
        listing.columns = [Column("", 2, right=True), Column(N_("要办的事"), room), Column(N_("办到哪里"))]
        listing.show_items(steps, self._cells)
        listing.styles.height = len(steps) + 1
        self.query_one("#stands", Static).update(self._stands(self.meeting, whole))

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
        deadline = sentence("签到截止 {at:hm}", at=meeting.sign_in_deadline)
        left = int((meeting.sign_in_deadline - now).total_seconds())
        if meeting.called_off:
            until = _("已取消")
        elif meeting.closed_at:
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

    def _cells(self, step: Step) -> Sequence[Cell]:
        return [str(step.digit), sentence(step.words), (step.stands, step.look)]

    def _stands(self, meeting: meetings.Meeting, whole: attendance.Counts) -> Content:
        figures = whole.as_dict()
        words = (
            sentence("应到 {expected}  实到 {present}  请假 {leave}  缺席 {absent}", **figures)
            if meeting.settled
            else sentence("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **figures)
        )
        parts: list[tuple[str, Style | str]] = [(words, Style(bold=True))]
        if whole.substitute:
            parts.append(("  " + _("其中替会 {substitute}", **figures), Style()))
        parts.append(("\n", Style()))
        if shut := shut_line_words(self, meeting):
            parts.append((f"{shut}\n", "bold $text-warning"))
        verdicts = convening.judged(self.store, meeting.convened, meeting.id, meeting.id)
        answers = convening.kept(self.store, meeting.id)
        verdicts += self._inviting(meeting, answers)
        width = max(self.size.width - 4, 10)
        # what has to be looked at; what is in order is one line
        for verdict in verdicts:
            if verdict.level is not Level.OK:
                parts += _line(verdict, width)
        if done := list(dict.fromkeys(one.rule for one in verdicts if one.level is Level.OK)):
            parts.append((_("已办妥：{rules:list}", rules=done) + "\n", COLOURS["ok"]))
        parts += self._noted(meeting)
        because = next((answer.because for answer in answers if answer.because), "")
        if verdicts and because:
            parts.append((_("仍按此办的理由：{because}", because=because) + "\n", Style(dim=True)))
        return Content.assemble(*parts)

    def _inviting(self, meeting: meetings.Meeting, answers: Sequence[convening.Answer]) -> list[Verdict]:
        """What inviting leaders asks for, counted today; an older store has only what was judged when it was called."""
        if invitations.known(self.store, meeting.id):
            invited = invitations.stored(self.store, meeting.id)
            # what was not asked when it began stays as late as it was then
            today = min(self.desk.clock.now().date(), meeting.start.date())
            found = invitations.judged(invited, meeting.convened, self.calendar, today)
            # what is wrong or warned first: the page has room for a few lines
            return sorted(found, key=lambda one: _ORDER[one.level])
        return [
            one for answer in answers[:1] for one in answer.verdicts if one.rule in {"8-9", "8-10", "20-2"}
        ]

    def _noted(self, meeting: meetings.Meeting) -> list[tuple[str, Style | str]]:
        """Who is sent and who approved it, the cost and the range of those who are called."""
        lines = []
        if meeting.role == "attend":
            sent = sending.listed(self.store, meeting.id)
            names = [one.name + (_("（{name}）", name=one.approver) if one.approver else "") for one in sent]
            if names:
                lines.append(_("派 {names:list}；括号里是谁同意的", names=names[:6]))
        notes = meeting_notes.of(self.store, meeting.id)
        lines += [
            _("{field}：{text}", field=_(words), text=notes[key])
            for key, words in meeting_notes.NOTES.items()
            if key in {"cost", "audience"} and key in notes
        ]
        return [(f"{line}\n", Style()) for line in lines]

    # ------------------------------------------------------------------ keys

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        self._go(event.item.key)

    def action_open(self, digit: int) -> None:
        if self.meeting and (step := digits_of(self.meeting.role).get(digit)):
            self._go(step)

    def _go(self, step: str) -> None:
        if step in _PAGES:
            ticks = step == "door" and self.meeting and self.meeting.ticks
            module, name = ("ticks", "TicksPage") if ticks else _PAGES[step]
            page: Page = getattr(import_module(f"oatui.screens.{module}"), name)(self.meeting_id)
            self.desk.push_screen(page)
        else:
            getattr(self, f"_do_{step}")()

    def _do_report(self) -> None:
        from oatui.files.circular_out import report_line
        from oatui.papers import meeting_papers

        assert self.meeting
        made = meeting_papers.venue_reports(self.store, self.meeting, self.desk.clock.now())
        words = "\n".join(map(report_line, made))
        self.desk.copy_to_clipboard(words)
        self.say(_("已复制：{words}", words=words))

    def _do_remind(self) -> None:
        assert self.meeting
        names = [one.name for one in sending.listed(self.store, self.meeting_id)]
        if not names:
            self.say(_("还没有上报参会人员。先打开上报人员导入或添加"))
            return
        words = reminder(self.meeting, names)
        self.desk.copy_to_clipboard(words)
        self.say(_("已复制：{words}", words=words))

    def action_add_person(self) -> None:
        assert self.meeting
        called = self.meeting
        fields = [
            Field("name", N_("姓名"), read=_name),
            Field("unit", N_("单位"), value=self.desk.office),
            Field("post", N_("职务")),
            Field("phone", N_("联系电话"), hint=N_("可以不填")),
            Field("approver", N_("谁同意的"), hint=N_("派谁参加、谁同意的；可以不填")),
        ]

        due = fixed_at(self, self.meeting_id)

        async def do(values: dict[str, Any]) -> Verdict:
            approver = values.pop("approver")
            why = {"deadline": due, "by": values.pop("by", ""), "because": values.pop("because", "")}
            source = _("手工添加，{name} 同意", name=approver) if approver else _("手工添加")
            row = values | {"serial": ""}
            made = await self.desk.record(people.import_roster, self.meeting_id, [("", row)], source, **why)
            if approver:
                new = [one.id for one in made.already] or [self._last_added()]
                await self.desk.record(sending.approve, self.meeting_id, new, approver)
            added = "person.reported" if called.role == "attend" else "person.added"
            key = added if made.added else "person.on_roster"
            level = Level.OK if made.added else Level.NOTE
            return Verdict(None, level, key, {"name": values["name"]})

        fields += reason_fields(due)
        wrong = _("加错了，在名册按 Del 去掉")
        ask(self, _("在名册上加一个人"), fields, do, {"reply.late_needs_reason": "by"}, back=wrong)

    def _last_added(self) -> int:
        return int(self.store.value("select max(id) from attendee where meeting = ?", self.meeting_id))

    def action_note(self) -> None:
        notes = meeting_notes.of(self.store, self.meeting_id)
        hints = {"agenda": N_("几项用分号隔开"), "cost": N_("只记不评（第5条）")}
        fields = [
            Field(key, words, value=notes.get(key, ""), hint=hints.get(key, ""))
            for key, words in meeting_notes.NOTES.items()
        ]

        async def done(values: dict[str, Any] | None) -> None:
            if (
                values is not None
                and await self.record(meeting_notes.write, self.meeting_id, values) is not None
            ):
                self.refresh_page()
                self.say(Verdict(None, Level.OK, "calling.saved"))

        self.desk.push_screen(Ask(_("会议的备注"), fields), done)

    def action_keep_list(self) -> None:
        from oatui.store import people_lists

        n = people.count(self.store, self.meeting_id)
        if not n:
            self.say(_("还没有人。从 Excel 文件导入"))
            return

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                made = await self.desk.record(people_lists.from_meeting, values["name"], self.meeting_id)
            except (Refused, StoreTrouble) as no:
                return "name", no.verdict.message
            said = {"name": made.name, "n": made.count}
            kept.append(Verdict(None, Level.OK, "people_list.made", said))
            return None

        def done(_values: dict[str, Any] | None) -> None:
            if kept:
                self.say(kept[-1])

        kept: list[Verdict] = []
        fields = [Field("name", N_("名称"), hint=N_("如 局班子、各科室、各镇街分管"))]
        self.desk.push_screen(Ask(_("把这 {n} 人存成常用名单", n=n), fields, act=act), done)

    def action_venues(self) -> None:
        from oatui.screens.venues import VenuesPage

        self.desk.push_screen(VenuesPage(self.meeting_id))

    def action_change(self) -> None:
        from oatui.screens.meeting_form import change_meeting

        change_meeting(self, self.meeting_id)


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


def _line(verdict: Verdict, width: int) -> list[tuple[str, Style | str]]:
    """The word of the level, the rule, the sentence; colour only repeats the word."""
    colour = COLOURS[LOOKS[verdict.level]]
    word = f"{_(WORDS[verdict.level])}  {verdict.rule or ''}".rstrip() + "  "
    lines = "\n".join(folded(f"{word}{verdict.message}", width))
    return [(lines[: len(word)], f"bold {colour}".strip()), (f"{lines[len(word) :]}\n", colour)]
