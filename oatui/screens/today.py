"""The first page: what today asks, each thing with the time left."""

from __future__ import annotations

import calendar as month_grid
from datetime import date, datetime
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui import desk
from oatui.i18n import N_, _
from oatui.rules import signoff
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Refused
from oatui.rules.workdays import CalendarMissing
from oatui.screens.page import Page
from oatui.store import routines
from oatui.store.database import StoreTrouble
from oatui.widgets.cells import fit

Line = list[tuple[str, str]]  # (text, colour name or "")

LOGIN_WORDS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}
STATE_WORDS = {
    LoginState.UPCOMING: (N_("未到时间"), "muted"),
    LoginState.OPEN: (N_("待登录"), "warning"),
    LoginState.DONE: (N_("已登录"), "success"),
    LoginState.LATE: (N_("晚登"), "warning"),
    LoginState.MISSED: (N_("漏登"), "error"),
}


class Board(Static):
    """A titled block of lines, cut to its width."""

    def __init__(self, title: str, id: str) -> None:
        super().__init__("", id=id, markup=False, classes="board")
        self.title = title
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        if lines != self.lines:
            self.lines = lines
            self.refresh(layout=True)

    def render(self) -> Content:
        variables = self.app.theme_variables
        colours = {name: Style.parse(variables[f"text-{name}"]) for name in ("success", "warning", "error")}
        colours |= {"muted": Style(dim=True), "": Style(), "bold": Style(bold=True)}
        width = self.size.width
        parts: list[tuple[str, Style]] = [(fit(_(self.title), width) + "\n", Style(bold=True))]
        for line in self.lines:
            left = width
            for text, colour in line:
                shown = text if cell_len(text) <= left else fit(text, left)
                parts.append((shown, colours[colour]))
                left -= cell_len(shown)
            parts.append(("\n", Style()))
        return Content.assemble(*parts)


class TodayPage(Page):
    """OA logins, meetings with their sign-in deadlines, documents that wait, the last numbers, the month."""

    TITLE_WORDS = N_("今日")
    HELP_WORDS = N_(
        "今天要做的都在这一页：两次 OA 登录、今天的会议和签到截止、等人办理的公文、最近的编号。"
        "数字键打开对应会议的签到台。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,escape", "leave", N_("退出"), id="leave", tooltip=N_("退出；再按一次才算")),
        Binding("f4", "meetings", N_("会议"), id="meetings", tooltip=N_("会议、名册、签到")),
        Binding("f5", "log_in", N_("OA登录"), id="log_in",
                tooltip=N_("记一次 OA 登录；已记过或不在时段内时，可填写实际登录时间")),
        Binding("f6", "documents", N_("公文"), id="documents", tooltip=N_("拟稿、签批、编号")),
        Binding("f7", "register", N_("登记簿"), id="register", tooltip=N_("已编号的公文")),
        Binding("f8", "settings", N_("设置"), id="settings", tooltip=N_("单位名称、代字、办公时间、日历")),
        *(Binding(str(n), f"open({n})", show=False) for n in range(1, 10)),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.today: desk.Today | None = None
        self._leaving = False

    def body(self) -> ComposeResult:
        with Horizontal(id="columns"):
            with Vertical():
                yield Board(N_("OA 登录（第14条）"), id="oa")
                yield Board(N_("最近编号"), id="numbered")
            with Vertical():
                yield Board(N_("会议"), id="meetings")
                yield Board(N_("待办公文"), id="waiting")
            with Vertical(id="third"):
                yield Board(N_("本月"), id="month")

    def on_resize(self) -> None:
        self.query_one("#third").display = self.size.width >= 108

    def load(self) -> None:
        self.today = desk.today(self.store, self.calendar)
        self.tick()

    def tick(self) -> None:
        if self.today is None:
            return
        now = self.desk.clock.now()
        if now.date() != self.today.now.date():
            self.today = desk.today(self.store, self.calendar)
        self.query_one("#oa", Board).show(self._oa(now))
        self.query_one("#meetings", Board).show(self._meetings(now))
        self.query_one("#waiting", Board).show(self._waiting())
        self.query_one("#numbered", Board).show(self._numbered())
        self.query_one("#month", Board).show(self._month(now.date()))

    # ------------------------------------------------------------------ the blocks

    def _oa(self, now: datetime) -> list[Line]:
        assert self.today
        working = self.today.day.working if self.today.day else True
        lines: list[Line] = []
        for one in routines.states(self.store, now.date(), working):
            name = fit(_(LOGIN_WORDS[one.which]), 12)
            if one.state is None:
                time = one.login.at[11:16] if one.login else ""
                lines.append([(f"  {name}", ""), (_("休息日，不要求登录") + f" {time}", "muted")])
                continue
            word, colour = STATE_WORDS[one.state]
            window = f"{one.opens:%H:%M}-{one.closes:%H:%M}"
            # once it is done, its time is what matters; before that, its window
            when = (f"{one.login.at[11:16]} ", "bold") if one.login else (f"{window} ", "muted")
            lines.append([(f"  {name}", ""), when, (_(word), colour)])
        if self.today.missing:
            lines.append([(f"  {self.today.missing}", "warning")])
        lines.append([])
        return lines

    def _meetings(self, now: datetime) -> list[Line]:
        assert self.today
        lines: list[Line] = []
        for place, one in enumerate(self.today.meetings, start=1):
            meeting, counts = one.meeting, one.counts
            key = f"{place} " if place < 10 else "  "
            venues = _("（{n} 个会场）", n=one.venues) if one.venues > 1 else ""
            lines.append([(f"{key}{meeting.start:%H:%M} ", "bold"), (f"{meeting.title}{venues}", "")])
            left = int((meeting.sign_in_deadline - now).total_seconds())
            until = _("签到截止 {at:hm}", at=meeting.sign_in_deadline)
            if left >= 0:
                lines.append(
                    [
                        (f"  {until}  ", ""),
                        (_("还有 {left:span}", left=left), "warning" if left < 900 else ""),
                    ]
                )
            elif now <= meeting.start:
                lines.append([(f"  {until}  ", ""), (_("已过 {left:span}", left=-left), "error")])
            elif now <= meeting.end:
                lines.append([("  ", ""), (_("会议进行中，{end:hm} 结束", end=meeting.end), "muted")])
            else:
                lines.append([("  ", ""), (_("已结束"), "muted")])
            figures = counts.as_dict()
            lines.append([("  " + _("应到 {expected}  已到 {present}  未到 {absent}", **figures), "")])
        if not self.today.meetings:
            lines.append([("  " + _("今天没有会议。按 F4 查看或新建"), "muted")])
            if following := self.today.next_meeting:
                words = _("下一次：{day:date} {day:hm} {title}", day=following.start, title=following.title)
                lines.append([(f"  {words}", "")])
        lines.append([])
        return lines

    def _waiting(self) -> list[Line]:
        assert self.today
        lines: list[Line] = []
        for document in self.today.waiting[:8]:
            step = document.waiting_for
            word = _("编号") if step == "number" else _(signoff.LABELS[step]) if step else ""
            lines.append([("  " + fit(_("待{step}", step=word), 8), "warning"), (document.title, "")])
        if len(self.today.waiting) > 8:
            lines.append([("  " + _("还有 {n} 件，按 F6 查看", n=len(self.today.waiting) - 8), "muted")])
        if not lines:
            lines.append([("  " + _("没有等人办理的公文。按 F6 拟稿"), "muted")])
        return lines

    def _numbered(self) -> list[Line]:
        assert self.today
        lines: list[Line] = []
        for one in self.today.numbered:
            lines.append([(f"  {one.document.number} ", "bold"), (one.document.title, "")])
        if not lines:
            lines.append([("  " + _("还没有编号的公文"), "muted")])
        return lines

    def _month(self, today: date) -> list[Line]:
        # a weekday stands over the two cells of its numbers
        head = "".join(fit(_(day), 2, right=True) + "  " for day in WEEK)
        lines: list[Line] = [[(f"  {head}", "muted")]]
        for week in month_grid.Calendar().monthdatescalendar(today.year, today.month):
            line: Line = [("  ", "")]
            for day in week:
                if day.month != today.month:
                    line.append(("    ", ""))
                    continue
                try:
                    found = self.calendar.day(day)
                    colour = "" if found.working else "muted"
                    mark = {"make_up": _("班"), "holiday": _("休")}.get(found.kind, "")
                except CalendarMissing:
                    colour, mark = "muted", "?"
                text = f"{day.day:>2}{mark}"
                line.append((fit(text, 4), "bold" if day == today else colour))
            lines.append(line)
        return lines

    # ------------------------------------------------------------------ keys

    async def action_log_in(self) -> None:
        if not self.desk.opened:
            return
        now = self.desk.clock.now()
        working = self.today.day.working if self.today and self.today.day else True
        for one in routines.states(self.store, now.date(), working):
            if one.login is None and one.opens <= now <= one.closes:
                if login := await self.record(routines.log_in):
                    self.say(login.verdict)
                return
        self._ask_login(now)

    def _ask_login(self, now: datetime) -> None:
        from oatui.rules import entry
        from oatui.screens.ask import Ask
        from oatui.widgets.form import Field

        hours = routines.hours_on(self.store, now.date())

        def moment(text: str) -> datetime:
            if not text.strip():
                return now
            return datetime.combine(now.date(), entry.parse_time(text), now.tzinfo)

        default = (
            "leaving" if now >= now.replace(hour=hours.noon.hour, minute=hours.noon.minute) else "arrival"
        )
        fields = [
            Field("which", N_("哪一次"), value=default, choices=tuple(LOGIN_WORDS.items())),
            Field("day", N_("日期"), hint=N_("回车是今天；也可填 昨天、1123"), read=self._login_day),
            Field("at", N_("登录时间"), hint=N_("回车是现在；也可填 0812"), read=moment),
            Field("reason", N_("原因"), hint=N_("补记以前日期的登录才要填")),
        ]

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            when = datetime.combine(values["day"], values["at"].timetz())
            try:
                login = await self.desk.record(
                    routines.log_in, at=when, which=values["which"], reason=values["reason"]
                )
            except (Refused, StoreTrouble) as no:
                # the form stays open, with what was typed
                return "reason" if no.verdict.key == "routine.reason_needed" else "at", str(no)
            self.desk.look_for_changes(own=True)
            self.say(login.verdict)
            return None

        self.desk.push_screen(Ask(_("登记一次 OA 登录"), fields, act=act))

    def _login_day(self, text: str) -> date:
        today = self.desk.clock.now().date()
        if not text.strip():
            return today
        from oatui.rules.moment import past_day

        return past_day(text, today, self.calendar)

    def action_open(self, place: int) -> None:
        if self.today and place <= len(self.today.meetings):
            meeting = self.today.meetings[place - 1].meeting
            if meeting.role == "attend" or meeting.closed_at:
                from oatui.screens.meeting import MeetingPage

                self.desk.push_screen(MeetingPage(meeting.id))
            else:
                from oatui.screens.arrivals import ArrivalsPage

                self.desk.push_screen(ArrivalsPage(meeting.id))

    def action_meetings(self) -> None:
        if self.desk.opened:
            from oatui.screens.meetings import MeetingsPage

            self.desk.push_screen(MeetingsPage())

    def action_documents(self) -> None:
        if self.desk.opened:
            from oatui.screens.documents import DocumentsPage

            self.desk.push_screen(DocumentsPage())

    def action_register(self) -> None:
        if self.desk.opened:
            from oatui.screens.register import RegisterPage

            self.desk.push_screen(RegisterPage())

    def action_settings(self) -> None:
        if self.desk.opened:
            from oatui.screens.settings import SettingsPage

            self.desk.push_screen(SettingsPage())

    def action_leave(self) -> None:
        if self._leaving:
            self.desk.exit(return_code=0)
            return
        self._leaving = True
        self.say(_("再按一次 F3 或 Esc 退出；按别的键留下"))

    def on_key(self, event: events.Key) -> None:
        if self._leaving and event.key not in {"f3", "escape"}:
            self._leaving = False
            self.say(None)


WEEK = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
