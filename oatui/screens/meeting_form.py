"""A new meeting, or an earlier one corrected: short typing, each error under its field."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from oatui.i18n import N_, _, format_day
from oatui.rules import convening
from oatui.rules.coming_moment import coming_moment
from oatui.rules.convening import INVITED, LEVELS, ROLES, Convened, usual_level
from oatui.rules.entry import parse_date, parse_time
from oatui.rules.invitation import MATERIALS, MATTERS, Invitation
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.rules.workdays import CalendarMissing
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark, when_words
from oatui.screens.invitation_fields import KEYS as INVITATION_KEYS
from oatui.screens.invitation_fields import in_columns, invitation_fields, read_invitation, under_fields
from oatui.screens.meeting_sources import MeetingSources
from oatui.screens.page import Page, day_words
from oatui.store import (
    arrivals,
    invitations,
    meeting_notes,
    meetings,
    notices,
    routines,
)
from oatui.store import convening as calling
from oatui.store.database import Store, StoreTrouble
from oatui.widgets.form import Choice, Field, Form

USUAL_LENGTH = timedelta(hours=2)

# under which field a refusal of the store is shown
FIELD_OF = {
    "meeting.no_title": "title",
    "meeting.end_before_start": "end",
    "meeting.too_long": "end",
    "meeting.mode": "mode",
    "closing.closed_before": "start",
    "notice.deadline_after_start": "reply_by",
}
WAYS = (("", N_("扫码即签")), ("confirm", N_("逐人核对")), ("ticks", N_("名单打勾")))
URGENT = (("", N_("不是")), ("yes", N_("紧急")))


def say_made(page: Page, meeting: int) -> None:
    """On the page that was pushed for it: it has no answer line before its first frame."""
    title = meetings.get(page.store, meeting).title
    page.call_after_refresh(lambda: page.say(_("会议已建：{title}", title=title)))


def change_meeting(page: Page, meeting: int) -> None:
    """The form of a meeting that stands; what came of it is said on the page before it."""
    before = _as_it_stands(page.store, meeting)

    def changed(identity: int | None) -> None:
        if identity is None:
            return
        new = meetings.get(page.store, meeting)
        present = arrivals.figures(page.store, [meeting])[meeting][1]
        if _as_it_stands(page.store, meeting) == before:
            page.say(_("没有改动：{title}", title=new.title))
            return
        said = Verdict(None, Level.OK, "meeting.changed", {"title": new.title})
        if new.start != before[0].start and present:
            said = Verdict("17-5", Level.NOTE, "meeting.moved", {"title": new.title, "present": present})
        page.say(said, _("改错了，再按 F7 改"))

    page.desk.push_screen(MeetingFormPage(meeting), changed)


def _as_it_stands(store: Store, meeting: int) -> tuple[meetings.Meeting, Invitation, object, object]:
    return (
        meetings.get(store, meeting),
        invitations.stored(store, meeting),
        meeting_notes.of(store, meeting),
        notices.own_deadline(store, meeting),
    )


def _title(text: str) -> str:
    if not text.strip():
        raise refuse("meeting.no_title")
    return text.strip()


def _start(text: str) -> time:
    if not text.strip():
        raise refuse("meeting.no_start")
    return parse_time(text)


def _end(text: str) -> time | None:
    return parse_time(text) if text.strip() else None


class MeetingFormPage(MeetingSources):
    """Answers with the id of the meeting that was saved, or None."""

    CSS_PATH = "meeting_form.tcss"
    TITLE_WORDS = N_("新建会议")
    HELP_WORDS = N_(
        "回车到下一栏，F5 保存。日期可填 明天、25、1125、下周三；时间可填 9 或 0900；结束不填就是两小时后。"
        "F4 从以前的会议复制：名称、时间、地点填进空着的栏，会场、名册和会务清单保存时一起带来，签到码另发。"
        "F6 从常用名单开会；F7 粘贴收到的会议通知，读出来的填进各栏，请核对。"
        "会议不超过半天（第16条）；与县委、县政府会议冲突的要服从县里的安排（第17条）；邀请领导的接着问请示，按时限算出最迟哪一天（第7条、第8条、第20条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "copy", N_("复制"), id="copy", tooltip=N_("复制以前的会议：人员、会场、地点、主持人")),
        Binding("f5", "save", N_("保存"), id="save", tooltip=N_("保存会议；和在最后一栏按回车一样")),
        Binding("f6", "list", N_("名单"), id="list", tooltip=N_("从常用名单开会：人员一起带来，照上次填好")),
        Binding("f7", "paste", N_("粘贴通知"), id="paste", tooltip=N_("粘贴OA、微信里的会议通知，读出时间、地点、回执时限")),
    ]  # fmt: skip

    def __init__(self, meeting: int | None, people_list: int | None = None) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.people_list = people_list
        self.old: meetings.Meeting | None = None
        self.invitation = Invitation()
        self.last_place = ""
        self._role = "host"
        self._saving = False

    def title_words(self) -> str:
        return _("修改会议") if self.meeting_id else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        if self.meeting_id:
            self.old = meetings.get(self.store, self.meeting_id)
            self.invitation = invitations.stored(self.store, self.meeting_id)
        places = meetings.recent_places(self.store)
        self.last_place = places[0] if places else ""
        yield Static(id="copied", markup=False)
        self.every = self._fields(places)
        yield Form(self.every)

    def _fields(self, places: list[str]) -> list[Field]:
        """Every field that may be asked; `_asked` chooses those of a role."""
        old = self.old
        ghost = _("{place}（按右箭头填入）", place=self.last_place) if self.last_place else _("可以不填")
        notes = meeting_notes.of(self.store, old.id) if old else {}
        way = "" if old is None else "ticks" if old.ticks else "confirm" if old.confirm else ""
        due = notices.own_deadline(self.store, old.id) if old else None
        return [
            Field("title", N_("名称"), value=old.title if old else "", hint=N_("如 全县商务工作会议"), read=_title),
            Field("role", N_("谁主办"), value=old.role if old else "", choices=tuple(ROLES.items())),
            Field("level", N_("级别"), value=old.level if old else "bureau", choices=tuple(LEVELS.items())),
            Field("day", N_("日期"), value=f"{old.start:%Y-%m-%d}" if old else "",
                  hint=N_("明天、25、1125、下周三"), read=self._day),
            Field("start", N_("开始"), value=f"{old.start:%H:%M}" if old else "", hint=N_("9 或 0900、下午2点半"),
                  read=_start),
            Field("end", N_("结束"), value=f"{old.end:%H:%M}" if old else "", hint=N_("不填就是两小时后"), read=_end),
            Field("place", N_("地点"), value=old.place if old else "", hint=ghost, offers=places),
            Field("mode", N_("方式"), value=old.mode if old else "", choices=tuple(meetings.MODES.items())),
            Field("chair", N_("主持人"), value=old.chair if old else "", hint=N_("可以不填")),
            Field("audience", N_("参会范围"), value=notes.get("audience", ""), hint=N_("可以不填")),
            Field("reply_by", N_("回执时限"), value=f"{due:%Y-%m-%d %H:%M}" if due else "",
                  hint=N_("不填是开会前一个工作日（本局约定）"), read=self._deadline, echo=when_words),
            Field("urgent", N_("紧急会议"), value="yes" if old and old.urgent else "", choices=URGENT),
            Field("way", N_("签到方式"), value=way, choices=WAYS),
            Field("cost", N_("费用"), value=notes.get("cost", ""), hint=N_("可以不填，只记不评")),
            Field("invited", N_("邀请领导"), value=self.invitation.invited, choices=tuple(INVITED.items())),
        ]  # fmt: skip

    def _asked(self) -> list[Field]:
        """The fields of this role, and what inviting asks for."""
        role = self.form.text("role")
        left_out = {"attend": {"way", "cost", "invited"}, "sub_venue": {"invited"}}.get(role, set())
        fields = [one for one in self.every if one.key not in left_out]
        if role != "host":
            return fields
        invited = self.form.text("invited") if "invited" in self.form.fields else self.invitation.invited
        today = self.desk.clock.now().date()
        return fields + invitation_fields(
            self.invitation, self.form.text("title"), invited, today, self.calendar
        )

    async def on_mount(self) -> None:
        self._role = self.form.text("role")
        await self.form.have(self._asked())
        if self.people_list is not None:
            self._bring_list(self.people_list)
        self.form.begin()
        self._notes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a new meeting can be a copy, or come from a list or a notice."""
        return not (action in {"copy", "list", "paste"} and self.meeting_id)

    # ------------------------------------------------------------------ what was understood

    def _day(self, text: str) -> date:
        if not text.strip():
            raise refuse("meeting.no_day")
        return parse_date(text, self.desk.clock.now().date(), self.calendar, past_days=0)

    def _deadline(self, text: str) -> datetime | None:
        now = self.desk.clock.now()
        closing = routines.hours_on(self.store, now.date()).closes
        return coming_moment(text, now, closing, self.calendar) if text.strip() else None

    def _understood(self) -> tuple[date | None, time | None, time | None]:
        def read(key: str) -> Any:
            try:
                return self.form.fields[key].read(self.form.text(key))
            except Refused:
                return None

        return read("day"), read("start"), read("end")

    def _moments(self, day: date, start: time, end: time | None) -> tuple[datetime, datetime]:
        zone = self.desk.clock.now().tzinfo
        begins = datetime.combine(day, start, zone)
        return begins, datetime.combine(day, end, zone) if end else begins + USUAL_LENGTH

    @on(Input.Changed)
    @on(Choice.Changed)
    async def _typed(self) -> None:
        """Ask what this role, title and invitation need, and say what was understood."""
        role = self.form.text("role")
        # a level that was chosen stays: only what was proposed goes with who holds the meeting
        if role != self._role and self.form.text("level") == usual_level(self._role):
            self.form.fill("level", usual_level(role))
        self._role = role
        asked = self._asked()
        if [one.key for one in asked] != list(self.form.fields):
            await self.form.have(asked)
        self._notes()

    def _notes(self) -> None:
        """Beside the typed text, the day and the times that were understood; nothing here refuses."""
        day, start, end = self._understood()
        if day:
            self.form.show_note("day", self._day_note(day))
        if start:
            words = _("{start:hm} 开会", start=datetime.combine(date.min, start))
            if day:
                words += "  " + self._start_note(self._moments(day, start, end)[0])
            self.form.show_note("start", words)
        if day and start:
            begins, ends = self._moments(day, start, end)
            if ends > begins:
                length = int((ends - begins).total_seconds())
                words = _("{end:hm} 结束，共 {length:span}", end=ends, length=length)
                self.form.show_note("end", words)
        self._invitation_notes(day)

    def _day_note(self, day: date) -> str:
        try:
            words = day_words(self.calendar.day(day))
        except CalendarMissing as missing:
            words = _("{year} 年的调休安排未载入", year=missing.year)
        ahead = (day - self.desk.clock.now().date()).days
        when = _("已过去") if ahead < 0 else _("今天") if ahead == 0 else _("{n} 天后", n=ahead)
        return f"{format_day(day)}  {words}  {when}"

    def _invitation_notes(self, day: date | None) -> None:
        """What can be chosen, the last day to ask, and what is missing (7-2, 8-7 to 8-10, 8-16, 20-1 to 20-3)."""
        form = self.form
        said: dict[str, str] = {}
        if day:
            planned = Convened(form.text("title"), *self._moments(day, time(9), None), "host", "bureau")
            today = self.desk.clock.now().date()
            said = under_fields(invitations.judged(self._invitation(), planned, self.calendar, today))
        width = self.size.width - 22
        if "matter" in form.fields and not form.text("matter").strip():
            said["matter"] = in_columns(MATTERS, width)
        if "materials" in form.fields:
            said["materials"] = "\n".join(filter(None, (in_columns(MATERIALS, width), said.get("materials"))))
        for key, words in said.items():
            if key in form.fields:
                form.show_note(key, words)

    def _invitation(self) -> Invitation:
        """As far as it is typed and understood."""
        values: dict[str, Any] = {}
        for key, field in self.form.fields.items():
            if key in {"invited", *INVITATION_KEYS}:
                with suppress(Refused):
                    values[key] = field.read(self.form.text(key))
        return read_invitation(self.store, values, self.invitation)

    def _start_note(self, begins: datetime) -> str:
        if self.old and begins != self.old.start:
            present = arrivals.figures(self.store, [self.old.id])[self.old.id][1]
            if present:
                return _("时间改了：已签到的 {n} 人按新的时间重新判定", n=present)
        if begins < self.desk.clock.now():
            return _("这个时间已经过去，仍可登记")
        return _("签到截止 {at:hm}", at=begins - timedelta(minutes=15))

    def on_key(self, event: events.Key) -> None:
        place = self.form.control("place")
        if event.key == "right" and self.focused is place and not place.value and self.last_place:
            self.form.fill("place", self.last_place)
            event.stop()

    # ------------------------------------------------------------------ keys

    def action_save(self) -> None:
        self.form.send()

    @on(Form.Sent)
    async def _sent(self, event: Form.Sent) -> None:
        """What stands against the meeting is shown first; it is kept with the clerk's answer."""
        if self._saving or self.gone:  # the key pressed twice makes no second meeting
            return
        values = event.values
        values["invitation"] = read_invitation(self.store, values, self.invitation)
        start, end = self._moments(values["day"], values["start"], values["end"])
        found: list[Verdict] = []
        if end > start:
            planned = Convened(values["title"], start, end, values["role"], values["level"], values["mode"])
            asked = values["invitation"], self.calendar
            if self.meeting_id is None:
                copy_of = self.copied.id if self.copied else None
                found = calling.planned(self.store, planned, None, copy_of, *asked)
            else:
                found = calling.changed(
                    self.store, meetings.get(self.store, self.meeting_id), planned, *asked
                )
        if any(verdict.level in {Level.WARNING, Level.REFUSED} for verdict in found):
            self._ask_because(values, found)
        else:
            await self._keep(values, "")

    def _ask_because(self, values: dict[str, Any], found: list[Verdict]) -> None:
        hard = convening.needs_reason(found)

        def because(text: str) -> str:
            if hard and not text.strip():
                raise Refused(hard)
            return text.strip()

        async def answered(answer: dict[str, Any] | None) -> None:
            if answer is not None:
                await self._keep(values, answer["because"])

        hint = N_("必须写明理由") if hard else N_("写明理由；没有就回车")
        note = "\n".join(remark(verdict) for verdict in found if verdict.level is not Level.NOTE)
        fields = [Field("because", N_("仍按此办"), hint=hint, read=because)]
        self.desk.push_screen(Ask(_("这次会议有要注意的；Esc 回去改"), fields, note), answered)

    async def _keep(self, values: dict[str, Any], because: str) -> None:
        self._saving = True
        try:
            saved = await self._save(values, because)
        except Refused as refused:
            self._notes()
            self.form.show_error(key := FIELD_OF.get(refused.verdict.key, "title"), str(refused))
            self.form.begin(key)
        except StoreTrouble as trouble:
            self.say(trouble.verdict)
        else:
            self.dismiss(saved.id)
        finally:
            self._saving = False

    async def _save(self, values: dict[str, Any], because: str) -> meetings.Meeting:
        start, end = self._moments(values["day"], values["start"], values["end"])
        particulars = {
            key: values[key] for key in ("place", "mode", "chair", "role", "level", "invitation", "reply_by")
        }
        particulars |= {"urgent": bool(values["urgent"]), "calendar": self.calendar, "because": because}
        if "way" in values:
            particulars |= {key: values["way"] == key for key in ("confirm", "ticks")}
        particulars["notes"] = {key: values[key] for key in ("audience", "cost") if key in values}
        if self.meeting_id:
            return await self.desk.record(
                meetings.change, self.meeting_id, title=values["title"], start=start, end=end, **particulars
            )
        copy_of = self.copied.id if self.copied else None
        return await self.desk.record(
            meetings.add,
            values["title"],
            start,
            end,
            copy_of=copy_of,
            people_list=self.people_list,
            **particulars,
        )
