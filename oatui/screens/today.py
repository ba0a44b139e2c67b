"""The first page: what today asks, each thing with the time left."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from oatui import desk
from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Refused
from oatui.screens import today_first as first
from oatui.screens.board import Board
from oatui.screens.counted import CountedPage
from oatui.screens.first_page import FirstPage
from oatui.store import routines
from oatui.store.database import DAMAGE, Store, StoreTrouble, trouble_of

if TYPE_CHECKING:
    from oatui.demo.tour import Tour
    from oatui.store.deadlines import Due
    from oatui.store.oa_month import MonthDay

FIRST_FRAME_SECONDS = 0.05
WIDE = 108  # cells: a third column beside the two
TALL = 32  # rows: with a third column, room for the days ahead, tonight and 日清


class Columns(Horizontal):
    """The blocks side by side; what has room in them is chosen anew when an answer or a countdown takes a row."""

    def on_resize(self) -> None:
        page = self.screen
        if isinstance(page, TodayPage):
            page.show_blocks()


class TodayPage(CountedPage, FirstPage):
    """OA logins, meetings with their sign-in deadlines, documents that wait, the last numbers, the month."""

    TITLE_WORDS = N_("今日")
    HELP_WORDS = N_(
        "今天要做的都在这一页：两次 OA 登录、系统内文件、会议和签到截止、今天和本周到期的（后面是定时限的条款）、"
        "等人办理的公文、借阅的涉密件（只有台账编号）。数字键打开前面有数字的一行。F8 更多里有登记簿、明电、涉密例行、月历、规则和设置。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "meetings", N_("会议"), id="meetings", tooltip=N_("会议、名册、签到")),
        Binding("f5", "log_in", N_("OA登录"), id="log_in",
                tooltip=N_("记一次 OA 登录；已记过或不在时段内时，可填写实际登录时间")),
        Binding("f6", "documents", N_("公文"), id="documents", tooltip=N_("拟稿、签批、编号")),
        Binding("f7", "deadlines", N_("时限"), id="deadlines", tooltip=N_("有时限的都在这里")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("OA、登记簿、明电、涉密例行、月历、规则、设置")),
        Binding("enter", "tour", N_("第一天"), show=False, id="tour", tooltip=N_("演示：第一天的十步")),
        *(Binding(str(n), f"open({n})", show=False) for n in range(1, 10)),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.today: desk.Today | None = None
        self.agenda: desk.Agenda | None = None
        self.days: dict[date, MonthDay] = {}
        self.outlook: desk.Outlook | None = None
        self._coming = False  # the agenda, after the first frame
        self.tour: Tour | None = None  # of the demo

    def body(self) -> ComposeResult:
        yield Board("", id="pressing")
        with Columns(id="columns"):
            with Vertical():
                yield Board(N_("OA 登录（第14条）"), id="oa", does="show('oa')")
                yield Board(N_("到期"), id="due", does="deadlines")
                yield Board(N_("今晚值班"), id="duty", classes="tall", does="show('duty')")
                yield Board(N_("日清"), id="cleared", classes="tall", does="clear_desk")
            with Vertical():
                yield Board(N_("会议"), id="meetings", does="meetings")
                yield Board(N_("待我处理"), id="waiting", does="documents")
            with Vertical(id="third"):
                yield Board(N_("本月"), id="month", does="show('month')")
                yield Board(N_("未来七天"), id="ahead", classes="tall", does="deadlines")
                yield Board(N_("最近编号"), id="numbered", does="show('number')")
        if self.desk.demo:
            from oatui.screens.tour import TourLine

            yield TourLine("", id="tour", markup=False)

    def on_mount(self) -> None:
        if self.desk.demo and not self.desk.opened:
            self.say(_("正在布置演示数据，几秒钟就好"))

    @property
    def wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def tall(self) -> bool:
        return self.wide and self.size.height >= TALL

    def on_resize(self) -> None:
        self.query_one("#third").display = self.wide
        for board in self.query(".tall"):
            board.display = self.tall
        self.show_blocks()

    def show_blocks(self) -> None:
        """What was read, in the room that there now is."""
        if self.agenda is not None and self.composed:
            self._show_agenda(self.desk.clock.now())

    def load(self) -> None:
        self.count_anew()

    def count(self, store: Store) -> desk.Today:
        return desk.today(store, self.calendar)

    def show_counted(self, found: desk.Today) -> None:
        self.today = found
        if self.agenda is None:
            if not self._coming:
                self._coming = True
                self.run_worker(self._load_agenda(), group="agenda")
        else:
            self._read_agenda()
        if self.desk.demo:
            self._show_tour()
        self.tick()

    async def _load_agenda(self) -> None:
        """The first frame does not wait for the rest of the day, nor does the thread that writes it out."""
        await asyncio.sleep(FIRST_FRAME_SECONDS)
        self._coming = False
        if self.agenda is not None or not self.composed or not self.desk.opened:
            return
        try:
            self._read_agenda()
        except DAMAGE as error:
            self.desk.session.distrust(trouble_of(error))
            return
        self.tick()

    def _read_agenda(self) -> None:
        self.agenda = desk.agenda(self.store, self.calendar)
        if self.wide:
            from oatui.store import oa_month

            today = self.desk.clock.now().date()
            found = oa_month.month(self.store, self.calendar, today.year, today.month)
            self.days = {one.date: one for one in found}
            self.outlook = desk.outlook(self.store, self.calendar)

    def tick(self) -> None:
        if self.today is None:
            return
        now = self.desk.clock.now()
        if now.date() != self.today.now.date():
            self.say(None)
            self.today = desk.today(self.store, self.calendar)
            if self.agenda is not None:
                self._read_agenda()
        states = first.login_states(self.store, self.today, now)
        oa = self.query_one("#oa", Board)
        closing = first.closing(self.store, now)
        pressing = first.pressing(self.today, self.agenda, states, now, closing, self.size.width)
        self.query_one("#pressing", Board).show([pressing])
        oa.show(first.oa_lines(self.today, self.agenda, states, oa.size.width))
        meetings = self.query_one("#meetings", Board)
        meetings.show(first.meeting_lines(self.today, now, self._shut(), meetings.size.width))
        if self.agenda is not None:
            self._show_agenda(now)

    def _shut(self) -> list[int]:
        """The meetings of today whose sub-venues find no open line; looked at after the first frame."""
        if self.agenda is None or not self.today:
            return []
        held = [one.meeting for one in self.today.meetings if one.venues > 1]
        if not held:
            return []
        from oatui.screens.shut_line import shut_line_words

        return [one.id for one in held if shut_line_words(self, one)]

    # ------------------------------------------------------------------ the blocks

    def _show_agenda(self, now: datetime) -> None:
        assert self.agenda
        from oatui.screens import today_lines as blocks

        oa, meetings = self.query_one("#oa", Board), self.query_one("#meetings", Board)
        due, waiting = self.query_one("#due", Board), self.query_one("#waiting", Board)
        room = self.query_one("#columns").size.height - 2  # a title each
        tall = self.tall and self.outlook is not None
        lower = 0
        if tall:
            assert self.outlook
            tonight, cleared = blocks.tonight_lines(self.agenda), blocks.cleared_lines(self.outlook)
            self.query_one("#duty", Board).show([*tonight, []])
            self.query_one("#cleared", Board).show(cleared)
            lower = len(tonight) + len(cleared) + 3
        rows = max(room - len(oa.lines) - lower, 3)
        found = blocks.due_lines(self.agenda, now, self._first_due, rows, due.size.width)
        due.show([*found, []] if tall else found, blocks.due_title(self.agenda, now))
        rows = max(room - len(meetings.lines), 3)
        waiting.show(blocks.waiting_lines(self.agenda, now, rows, waiting.size.width, duty=not tall))
        if self.wide:
            month = blocks.month_lines(self.calendar, now.date(), self.days)
            self.query_one("#month", Board).show([*month, []])
            if tall and self.outlook:
                self.query_one("#ahead", Board).show([*blocks.ahead_lines(self.outlook), []])
            self.query_one("#numbered", Board).show(
                blocks.numbered_lines(self.agenda, self.query_one("#numbered").size.width if tall else 0)
            )

    @property
    def _first_due(self) -> int:
        """The digit of the first line that falls due: after the meetings'."""
        return len(self.today.meetings) + 1 if self.today else 1

    @property
    def _due(self) -> list[Due]:
        return [*self.agenda.due, *self.agenda.uncounted] if self.agenda else []

    # ------------------------------------------------------------------ keys

    async def action_log_in(self) -> None:
        if not self.desk.opened:
            return
        now = self.desk.clock.now()
        for one in first.login_states(self.store, self.today, now) if self.today else ():
            if one.login is None and one.opens <= now <= one.closes:
                if login := await self.record(routines.log_in):
                    self.say(_said(login), _("登错了，按 F8 再按 1，在 OA 页撤回"))
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

        late = "leaving" if now >= now.replace(hour=hours.noon.hour, minute=hours.noon.minute) else "arrival"
        # the one that is missing; a leaving login before its window would not count
        states = first.login_states(self.store, self.today, now) if self.today else ()
        default = next((one.which for one in states if one.login is None and one.opens <= now), late)
        fields = [
            Field("which", N_("哪一次"), value=default, choices=tuple(first.LOGIN_WORDS.items())),
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
            self.say(_said(login), _("登错了，按 F8 再按 1，在 OA 页撤回"))
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
            self._open_meeting(self.today.meetings[place - 1])
        elif 0 <= (number := place - self._first_due) < len(self._due):
            self._open_due(self._due[number])

    def _open_meeting(self, held: desk.MeetingToday) -> None:
        meeting = held.meeting
        if meeting.role == "attend" or meeting.closed_at:
            from oatui.screens.meeting import MeetingPage

            self.desk.push_screen(MeetingPage(meeting.id))
        elif meeting.ticks:
            from oatui.screens.ticks import TicksPage

            self.desk.push_screen(TicksPage(meeting.id))
        else:
            from oatui.screens.arrivals import ArrivalsPage

            self.desk.push_screen(ArrivalsPage(meeting.id))

    def _open_due(self, line: Due) -> None:
        from oatui.screens.open_pages import page_of_line

        self.desk.push_screen(page_of_line(line.source, line.id))

    def action_show(self, kind: str, item: int = 0) -> None:
        """Open what a line or a title of a block stands for."""
        from oatui.screens.open_pages import page_at

        if self.desk.opened and (page := page_at(kind, item)):
            self.desk.push_screen(page)

    def action_meetings(self) -> None:
        if self.desk.opened:
            from oatui.screens.meetings import MeetingsPage

            self.desk.push_screen(MeetingsPage())

    def action_documents(self) -> None:
        if self.desk.opened:
            from oatui.screens.documents import DocumentsPage

            self.desk.push_screen(DocumentsPage())

    def action_deadlines(self) -> None:
        if self.desk.opened:
            from oatui.screens.deadlines import DeadlinesPage

            self.desk.push_screen(DeadlinesPage())

    def action_more(self) -> None:
        if self.desk.opened:
            from oatui.screens.today_more import choose_page

            choose_page(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "tour" or self.desk.demo

    def _show_tour(self) -> None:
        from oatui.demo.tour import Tour
        from oatui.screens.tour import TourLine

        if self.tour is None:
            self.tour = Tour()
            self.say(None)
        self.query_one(TourLine).show(self.tour, self.store)

    def action_tour(self) -> None:
        if self.tour:
            from oatui.screens.tour import TourPage

            self.desk.push_screen(TourPage(self.tour))


def _said(login: routines.Login) -> Any:
    """What is left in the system comes before that the login was recorded (14-5)."""
    return login.left if login.left and login.left.level is Level.WARNING else login.verdict
