"""All meetings, the newest first: from here to the roster, the sign-in desk and a new meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.screens.page import Page
from oatui.store import arrivals, meetings, people
from oatui.widgets.paged_list import Cell, Column, PagedList


def start_words(start: datetime, now: datetime) -> str:
    """11月24日 周二 09:00; a meeting of another year with its year."""
    return _("{start:short} {start:hm}", start=start) if start.year == now.year else f"{start:%Y-%m-%d %H:%M}"


def state_words(meeting: meetings.Meeting, now: datetime) -> str:
    """未开始, 签到中 (from the opening of the desk to the start), 进行中, 已结束, 已闭会 or 已取消."""
    if meeting.called_off:
        return _("已取消")
    if meeting.closed_at:
        return _("已闭会")
    if now > meeting.end:
        return _("已结束")
    if now >= meeting.start:
        return _("进行中")
    return _("签到中") if now >= meeting.window.opens else _("未开始")


@dataclass(frozen=True, slots=True)
class Line:
    meeting: meetings.Meeting
    expected: int
    present: int


class MeetingsPage(Page):
    """The list of meetings."""

    CSS_PATH = "meetings.tcss"
    TITLE_WORDS = N_("会议")
    HELP_WORDS = N_(
        "全部会议，最近的在前。回车打开一次会议要办的事：签到、名册、请假、座次、闭会；F5 直接去签到台；"
        "F6 是名册、导入和签到码；F8 常用名单，按数字就开这些人的会。"
        "开始时间改动以后，已经签到的人按新的时间重新判定。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", N_("新建"), id="new", tooltip=N_("新建会议，可复制以前的会议")),
        Binding("f5", "door", N_("去签到"), id="door", tooltip=N_("打开光标所在会议的签到台")),
        Binding("f6", "roster", N_("名册"), id="roster", tooltip=N_("名册：导入、查找、签到码")),
        Binding("f7", "change", N_("修改"), id="change", tooltip=N_("修改名称、时间、地点、方式、主持人")),
        Binding("f8", "lists", N_("常用名单"), id="lists", tooltip=N_("局班子、各科室：按数字就用这份名单开会")),
    ]  # fmt: skip

    def body(self) -> ComposeResult:
        columns = [
            Column(N_("开始"), 19), Column(N_("名称")), Column(N_("地点")),
            Column(N_("应到"), 5, right=True), Column(N_("已到"), 5, right=True), Column(N_("状态"), 8),
        ]  # fmt: skip
        yield PagedList(columns, empty=_("还没有会议。按 F4 新建"), id="meetings")

    def on_mount(self) -> None:
        shown = self.query_one(PagedList)
        shown.focus()
        if self.desk.opened:  # F5 right away is for the meeting that people come to now
            self.load()
            shown.cursor = meetings.place_of_next(self.store, self.desk.clock.now())

    def load(self) -> None:
        self.query_one(PagedList).show(meetings.count(self.store), self._page, self._cells)

    def tick(self) -> None:
        self.query_one(PagedList).look_again()

    def _page(self, offset: int, limit: int) -> Sequence[Line]:
        found = meetings.listed(self.store, limit, offset)
        figures = arrivals.figures(self.store, [one.id for one in found])
        return [Line(one, *figures[one.id]) for one in found]

    def _cells(self, line: Line) -> Sequence[Cell]:
        meeting, now = line.meeting, self.desk.clock.now()
        state = state_words(meeting, now)
        return [
            start_words(meeting.start, now), meeting.title, meeting.place, str(line.expected), str(line.present),
            (state, "dim") if now > meeting.end else state,
        ]  # fmt: skip

    @property
    def chosen(self) -> meetings.Meeting | None:
        """The meeting of the cursor; without one the page says how to make one."""
        line = self.query_one(PagedList).chosen
        if line is None:
            self.say(_("还没有会议。按 F4 新建"))
            return None
        assert isinstance(line, Line)
        return line.meeting

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        if meeting := self.chosen:
            self._open(meeting.id)

    def _open(self, meeting: int) -> None:
        from oatui.screens.meeting import MeetingPage

        self.desk.push_screen(MeetingPage(meeting))

    def action_door(self) -> None:
        if meeting := self.chosen:
            if meeting.role == "attend" or meeting.ticks:  # others keep its door, or there are no codes
                self._open(meeting.id)
                return
            from oatui.screens.arrivals import ArrivalsPage

            self.desk.push_screen(ArrivalsPage(meeting.id))

    def action_roster(self) -> None:
        if meeting := self.chosen:
            self._open_roster(meeting.id)

    def _open_roster(self, meeting: int) -> None:
        from oatui.screens.roster import RosterPage

        self.desk.push_screen(RosterPage(meeting))

    def action_new(self) -> None:
        from oatui.screens.meeting import MeetingPage
        from oatui.screens.meeting_form import MeetingFormPage, say_made
        from oatui.screens.roster import RosterPage

        def made(meeting: int | None) -> None:
            if meeting is None:
                return
            # whoever has people already goes on to what is to be done
            if meetings.get(self.store, meeting).role == "attend" or people.count(self.store, meeting):
                page: Page = MeetingPage(meeting)
            else:
                page = RosterPage(meeting)
            self.desk.push_screen(page)
            say_made(page, meeting)

        self.desk.push_screen(MeetingFormPage(None), made)

    def action_change(self) -> None:
        if meeting := self.chosen:
            from oatui.screens.meeting_form import change_meeting

            change_meeting(self, meeting.id)

    def action_lists(self) -> None:
        from oatui.screens.people_lists import PeopleListsPage

        self.desk.push_screen(PeopleListsPage())
