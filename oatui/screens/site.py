"""本会场: the first page of a sub-venue's desk. Its meeting, its door, and how it stands with the main venue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui import places
from oatui.clock import from_iso
from oatui.i18n import N_, _, sentence
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.digit_choice import Line
from oatui.screens.first_page import FirstPage
from oatui.screens.page import Page
from oatui.store import attendance, meetings, sites, walk_ins
from oatui.widgets.paged_list import MENU, Cell, Column, PagedList

if TYPE_CHECKING:
    from oatui.link.uplink import Standing

CLOCK_OFF = 5  # seconds; what is less changes no verdict that anybody would notice


_NOT_YET = N_("正在向主会场取会议资料；名册到了就可以签到")
_FROM_BACKUP = N_("本机数据是从备份恢复的：备份以后谁在这里签到、主会场改了什么，线路通了才知道")


def unknown_words(how: Standing | None) -> str:
    """What a sub-venue's desk does not know yet, and a clock that is off; empty while all is well, and for a desk of its own."""
    if how is None:
        return ""
    lines = [Verdict.from_body(how.trouble).message] if how.trouble else []
    if not how.online:
        words = _FROM_BACKUP if how.set_back else N_("还没有连上主会场")
        if how.fresh:
            words = N_("断线：{at:hms} 以后主会场的请假、替会、换码、调座，这里还不知道")
            if how.trouble:
                words = N_("{at:hms} 以后主会场的请假、替会、换码、调座，这里还不知道")
        lines.append(_(words, at=how.fresh))
    return "\n".join([*lines, *filter(None, [clock_words(how)])])


def clock_words(how: Standing) -> str:
    """How far this machine's clock is off: what it records is judged by it."""
    if how.difference is None or abs(how.difference) < CLOCK_OFF:
        return ""
    key = (
        N_("本机时钟比主会场快 {n:span}；签到按本机的钟判，请校准")
        if how.difference > 0
        else N_("本机时钟比主会场慢 {n:span}；签到按本机的钟判，请校准")
    )
    return _(key, n=how.difference)


class Step(NamedTuple):
    """A thing to do: its digit, its word, how it stands and in which verdict colour."""

    digit: int
    key: str
    words: str
    stands: str
    look: str


WORDS = {
    "door": N_("签到台"),
    "missing": N_("未到"),
    "roster": N_("名册"),
    "walk_ins": N_("现场来人"),
    "code": N_("会场码"),
    "seats": N_("座次"),
    "carry": N_("用文件传送"),
    "bring": N_("导入会议资料"),
    "another": N_("加入另一次会议"),
}


class SitePage(FirstPage):
    """Above the meeting and the counts of this venue, then the line, then what is done here by digit."""

    CSS_PATH = "site.tcss"
    TITLE_WORDS = N_("本会场")
    HELP_WORDS = N_(
        "这台机器只管一个分会场的签到。断线时照样签到，登记都在本机；线路通了自动按次序送给主会场，不用按键，也不会重复。"
        "名册、座次、请假、替会由主会场定，线路通时自动送来；断线期间主会场改了的，这里还不知道，上面写着资料到几点。"
        "长时间没有线路的，用文件传送：存成一个 Excel，从 OA 发给主会场导入。数字键打开前面有数字的一行。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "step('door')", N_("签到台"), id="door", tooltip=N_("打开本会场的签到台")),
        Binding("f5", "step('missing')", N_("未到"), id="missing", tooltip=N_("谁还没到")),
        Binding(
            "f6", "address", N_("改地址"), id="address", tooltip=N_("主会场的机器换了地址；不用重新配对")
        ),
        *(Binding(str(n), f"open({n})", show=False) for n in range(1, 10)),
    ]
    MENU = tuple(Line(str(n), key, words) for n, (key, words) in enumerate(WORDS.items(), 1))
    MENU_KEY = ""

    def __init__(self) -> None:
        super().__init__()
        self.joined: sites.Joined | None = None
        self.meeting: meetings.Meeting | None = None

    def title_words(self) -> str:
        words = _(self.TITLE_WORDS)
        return f"{words}  {self.joined.name}" if self.joined else words

    def body(self) -> ComposeResult:
        yield Static(id="when", markup=False)
        yield Static(id="line", markup=False)
        columns = [Column("", 2, right=True), Column(N_("要办的事"), 14), Column(N_("办到哪里"))]
        yield PagedList(columns, id="list", at_once=MENU)

    def on_mount(self) -> None:
        self.query_one(PagedList).focus()

    def load(self) -> None:
        self.joined = sites.joined(self.store)
        self.meeting = self._read_meeting()
        self.show_head()
        self.query_one(PagedList).show_items(self._steps(), self._cells)
        self.tick()

    def _read_meeting(self) -> meetings.Meeting | None:
        """None before the first part of it came."""
        try:
            return meetings.get(self.store, self.joined.meeting) if self.joined else None
        except Refused:
            return None

    @property
    def venue(self) -> meetings.Venue | None:
        if self.meeting is None or self.joined is None:
            return None
        known = meetings.venues(self.store, self.meeting.id)
        return next((one for one in known if one.id == self.joined.venue), None)

    def tick(self) -> None:
        if self.desk.opened:
            self.query_one("#when", Static).update(self._when())
            self.query_one("#line", Static).update(self._line())

    # ------------------------------------------------------------------ what is shown

    def _when(self) -> Content:
        meeting, venue = self.meeting, self.venue
        if meeting is None or venue is None:
            return Content(_(_NOT_YET))
        left = int((meeting.sign_in_deadline - self.desk.clock.now()).total_seconds())
        if meeting.closed_at:
            until = _("{at:date} {at:hm} 闭会", at=meeting.closed_at)
        elif left >= 0:
            until = _("还有 {left:span}", left=left)
        else:
            until = _("已过 {left:span}", left=-left)
        whole, places = attendance.attendance(self.store, meeting.id)
        here = next((counts for place, counts in places if place.id == venue.id), whole)
        figures = sentence("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **here.as_dict())
        start = _("{start:day} {start:hm} 至 {end:hm}", start=meeting.start, end=meeting.end)
        deadline = _("签到截止 {at:hm}", at=meeting.sign_in_deadline)
        return Content.assemble(
            (f"{meeting.title}\n", Style(bold=True)),
            (f"{start}  {deadline}  ", Style()),
            (f"{until}\n", Style(bold=True)),
            (figures, Style(bold=True)),
        )

    def _line(self) -> Content:
        how = self.desk.session.standing()
        if how is None:
            return Content("")
        first, look = self._sent(how)
        parts: list[tuple[str, Style | str]] = [(f"{first}\n", f"bold {look}")]
        if how.trouble:
            parts.append((Verdict.from_body(how.trouble).message + "\n", "$text-error"))
        elif how.since:
            long = (self.desk.clock.now() - from_iso(how.since)).total_seconds()
            words = _(
                "断线 {long:span}（{at:hms} 起）；照样签到，通了自动送，不用按键",
                long=max(long, 0),
                at=how.since,
            )
            parts.append((f"{words}\n", "$text-warning"))
        elif not how.online:
            parts.append((_("正在连主会场 {address}", address=how.address) + "\n", Style(dim=True)))
        if how.fresh:
            words = N_("会议资料到 {at:hms}，主会场改了什么，几秒内到")
            if not how.online:
                words = N_("{at:hms} 以后主会场的请假、替会、换码、调座，这里还不知道")
            known = _(words, at=how.fresh)
            parts.append((known, Style(dim=how.online)))
        elif how.set_back:
            parts.append((_(_FROM_BACKUP), "$text-warning"))
        if words := clock_words(how):
            parts.append(("\n" + words, "$text-warning"))
        return Content.assemble(*parts)

    def _sent(self, how: Standing) -> tuple[str, str]:
        if how.unsent:
            return _("在此登记，还没有送到主会场：{n} 条", n=how.unsent), "$text-warning"
        if how.recorded and how.held:
            return _("主会场已收，没有未送的"), "$text-success" if how.online else ""
        return _("还没有登记"), ""

    def _steps(self) -> list[Step]:
        if self.meeting is None:
            keys = ["bring", "another"]
        else:
            keys = ["door", "missing", "roster", "walk_ins", "code", "seats", "carry", "bring", "another"]
        return [Step(n, key, WORDS[key], *self._stands(key)) for n, key in enumerate(keys, 1)]

    def _stands(self, key: str) -> tuple[str, str]:
        found: Callable[[], tuple[str, str]] | None = getattr(self, f"_stands_{key}", None)
        return found() if found else ("", "")

    def _stands_door(self) -> tuple[str, str]:
        assert self.meeting
        now, window = self.desk.clock.now(), self.meeting.window
        if self.meeting.closed_at or now > window.closes:
            return _("签到已结束"), "dim"
        if now < window.opens:
            return _("{at:short} {at:hm} 开始签到", at=window.opens), "dim"
        return _("签到中，{at:hm} 结束", at=window.closes), "ok"

    def _stands_walk_ins(self) -> tuple[str, str]:
        assert self.meeting
        found = walk_ins.listed(self.store, self.meeting.id)
        waiting = sum(one.accepted is None for one in found)
        if waiting:
            return _("{n} 人等主会场确认", n=waiting), "warn"
        return (_("{n} 人，都有了答复", n=len(found)), "ok") if found else (_("没有"), "dim")

    def _stands_carry(self) -> tuple[str, str]:
        return _("没有线路时：存成文件，从 OA 发给主会场"), "dim"

    def _stands_bring(self) -> tuple[str, str]:
        return _("没有线路时：主会场从 OA 发来的文件"), "dim"

    def _stands_another(self) -> tuple[str, str]:
        # an office's own desk that is a sub-venue for a day opens this meeting again by its file
        path, home = self.desk.path, Path.home()
        if path == places.store_path():
            return _("再开 oatui，仍是这次会议"), "dim"
        shown = Path("~") / path.relative_to(home) if path.is_relative_to(home) else path
        return _("再开：oatui --db {path}", path=shown), "dim"

    def _cells(self, step: Step) -> Sequence[Cell]:
        return [str(step.digit), sentence(step.words), (step.stands, step.look)]

    # ------------------------------------------------------------------ keys

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        self._go(event.item.key)

    def action_open(self, digit: int) -> None:
        if self.desk.opened:
            key = next((one.key for one in self._steps() if one.digit == digit), "")
            if key:
                self._go(key)

    def action_step(self, key: str) -> None:
        if self.desk.opened:
            self._go(key)

    def action_address(self) -> None:
        from oatui.screens.join_form import ask_address

        if how := self.desk.session.standing():
            ask_address(self, how.address)

    def _go(self, key: str) -> None:
        if key == "bring":
            from oatui.screens.events_file import bring_in

            bring_in(self)
        elif key == "another":
            from oatui.screens.join_form import join_another

            join_another(self)
        elif self.meeting and self.venue:
            if key == "carry":
                from oatui.screens.events_file import save_door

                save_door(self, self.meeting.id, self.venue.name)
            else:
                self.desk.push_screen(_page(key, self.meeting.id, self.venue))
        else:
            self.say(_(_NOT_YET))


def _page(key: str, meeting: int, venue: meetings.Venue) -> Page:
    if key == "door":
        from oatui.screens.arrivals import ArrivalsPage

        return ArrivalsPage(meeting, venue.id)
    if key == "missing":
        from oatui.screens.missing import MissingPage

        return MissingPage(meeting, venue)
    if key == "roster":
        from oatui.screens.roster import RosterPage

        return RosterPage(meeting)
    if key == "walk_ins":
        from oatui.screens.walk_ins import WalkInsPage

        return WalkInsPage(meeting)
    if key == "seats":
        from oatui.screens.seats import SeatsPage

        return SeatsPage(meeting, venue.id)
    from oatui.screens.venue_code import VenueCodePage

    return VenueCodePage(meeting, venue.id)
