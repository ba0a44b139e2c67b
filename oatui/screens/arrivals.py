"""The arrival desk: a scan is recorded the moment it ends, and shown large; everything else waits for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from oatui.i18n import N_, _, ours
from oatui.rules.verdict import Refused
from oatui.screens import door_pages, door_panels, door_talks, site
from oatui.screens.by_hand import OUTSIDE, Talk
from oatui.screens.counted import CountedPage
from oatui.screens.digit_choice import Line
from oatui.screens.door_figures import Figures, figures
from oatui.screens.door_talks import DoorMenu
from oatui.screens.last_five import LastFive
from oatui.screens.shut_line import shut_line_words
from oatui.screens.typed_at_door import TypedAtDoor
from oatui.store import arrivals, identity, meetings, presence, queue_cut
from oatui.store.database import Store, StoreTrouble
from oatui.store.queue_cut import Cut
from oatui.widgets.keyed_lines import KeyedLines
from oatui.widgets.panel import Panel
from oatui.widgets.scan_line import ScanLine

PROMPT, MENU_PROMPT = N_("扫码，或输入姓名、首字母 >"), N_("按数字和回车 >")
TALK_PROMPT = N_("按数字或写明，再按回车 >")


class ArrivalsPage(TypedAtDoor, CountedPage):
    """Scans and initials on one line, the last person large, the counts, and who is missing by unit."""

    CSS_PATH = "arrivals.tcss"
    TITLE_WORDS = N_("签到台")
    HELP_WORDS = N_(
        "扫码即签：扫码器读到签到码，立刻记录并大字显示；不是本人按 F4 撤销。没有带码的，输入姓名或首字母，"
        "再按数字和回车选人，写明原因；选中已签到的人，可登记提前离会、返回、坐错位、交手机、会场纪律。上下键在最近五条里选"
        "要撤销的一条。名册上没有的人，输入姓名后按提示现场替会（要有批准人）或登记未准入会。截止时门口还有人排队，"
        "前后按 Del 标记（预设一分钟内）。F5 里有名册、主席台领导、排队截止、离场登记、补录纸质签到表、会中离开、门口未准签。"
        "签到时间取扫码那一秒，开会前 15 分钟（含）或更早为按时（第17条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "not_this_person", N_("不是本人"), id="not_this_person",
                tooltip=N_("撤销最近五条里选中的一条签到，记录保留")),
        Binding("f5", "menu", N_("更多"), id="menu",
                tooltip=N_("名册、主席台领导、排队截止、离场登记、补录、会中离开、未准签")),
        Binding("f5", "end_leaving", N_("结束离场登记"), id="end_leaving", tooltip=N_("扫码重新算签到")),
        Binding("f6", "next_venue", N_("换会场"), id="next_venue", tooltip=N_("这个签到台管哪个会场")),
        Binding("f7", "missing", N_("未到"), id="missing", tooltip=N_("按单位列出还没有到的人")),
        Binding("f8", "this_person", N_("是本人"), id="this_person",
                tooltip=N_("逐人核对：看过本人，这一条签到算数")),
        Binding("f8", "demo_scan", N_("演示"), id="demo_scan", tooltip=N_("演示：扫下一个人的签到码")),
        Binding("insert", "lock", N_("锁屏"), id="lock",
                tooltip=N_("只许扫码，凭密码解锁；给放在门口的终端用")),
        Binding("insert", "unlock", N_("解锁"), id="unlock", tooltip=N_("用锁屏时的密码解锁")),
        Binding("delete", "cut", N_("排队截止"), id="cut",
                tooltip=N_("截止前后：标记门口还有人排队")),
        Binding("delete", "cut_said", show=False),
        Binding("up", "mark(-1)", N_("上一条"), show=False, id="earlier", tooltip=N_("最近五条里选要撤销的")),
        Binding("down", "mark(1)", N_("下一条"), show=False, id="newer", tooltip=N_("最近五条里选要撤销的")),
    ]  # fmt: skip
    MENU = tuple(Line(str(n), key, words) for n, (key, words) in enumerate(door_talks.MENU.items(), 1))
    MENU_KEY, MENU_THEN = "f5", "enter"

    def __init__(self, meeting: int, venue: int | None = None) -> None:
        super().__init__(meeting)
        self.first_venue = venue  # the door to begin at; without one the main venue's
        self.meeting: meetings.Meeting | None = None
        self.venues: list[meetings.Venue] = []
        self.last: arrivals.Arrival | None = None
        self.trouble = ""
        self.line: Cut | None = None  # people stood in line here at the deadline
        self.could_cut = False
        self.figures: Figures | None = None
        self.last_five = LastFive()
        self.waiting: list[arrivals.Arrival] = []

    def body(self) -> ComposeResult:
        yield Panel(id="mode")
        yield Panel(id="unknown")
        with Horizontal(id="door"):
            with Vertical(id="left"):
                yield KeyedLines(id="person", then="enter")
                yield KeyedLines(id="recent")
            with Vertical(id="right"):
                yield Panel(id="clock")
                yield Panel(id="counts")
                yield Panel(id="minutes")
                yield Panel(id="absent")
        yield ScanLine(PROMPT, self.desk.clock, id="scan")

    def on_mount(self) -> None:
        self.run_worker(self._record_scans(), group="scans", exclusive=True)

    def title_words(self) -> str:
        if self.meeting is None:
            return _(self.TITLE_WORDS)
        venue = f"  {ours(self.door.name)}" if self.door and len(self.venues) > 1 else ""
        return f"{_(self.TITLE_WORDS)}  {self.meeting.title}{venue}"

    @property
    def typing(self) -> bool:
        """While something other than a scan is being typed, nothing repaints under the input method."""
        line = self.query_one(ScanLine)
        return bool(line.text) and not line.text.isdigit()

    # ------------------------------------------------------------------ scans and typed lines

    def on_key(self, event: events.Key) -> None:
        self.query_one(ScanLine).take(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.query_one(ScanLine).paste(event.text)

    def _show_large(self, arrival: arrivals.Arrival | None, trouble: str = "") -> None:
        self.trouble, self.last = trouble, arrival
        self.last_five.follow(arrival)

    def show_arrival(self, arrival: arrivals.Arrival) -> None:
        self._show_large(arrival)
        if arrival.outcome == "refused":
            self.desk.bell()
        self.say(None)
        self.load()

    async def _record_scans(self) -> None:
        """One after the other, in the order of the door, each with the time of its own scan."""
        while True:
            scan, at, leaving = await self.scans.get()
            where = self.door.id if self.door else None
            act: Callable[..., arrivals.Arrival] = presence.pass_door if leaving else arrivals.sign_in
            try:
                arrival = await self.desk.record(act, self.meeting_id, scan, at=at, venue=where)
            except (Refused, StoreTrouble) as no:
                self._show_large(None, str(no))
                self.desk.bell()
                if isinstance(scan, arrivals.Hand):
                    self.talk = None  # it would stand before what is wrong
                self.say_in_front(no.verdict)
            else:
                self._show_large(arrival)
                if arrival.outcome == "refused":
                    self.desk.bell()
                if isinstance(self.talk, Talk) and isinstance(scan, arrivals.Hand):
                    if arrival.outcome == "refused" and arrival.verdict.key in OUTSIDE and not scan.approver:
                        self.talk.ask_approver(arrival.verdict)
                    else:
                        self.talk = None
                self.say(None)
                self.say_in_front(arrival)
            self.load()

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.venues = meetings.venues(self.store, self.meeting_id)
        # another desk may have renamed it, or taken it off
        here = self.door.id if self.door else self.first_venue
        self.door = next((one for one in self.venues if one.id == here), self.venues[0])
        if self.typing:
            return
        confirms = self.meeting.confirm
        self.waiting = identity.waiting(self.store, self.meeting_id, self.door.id) if confirms else []
        self.line = queue_cut.cut(self.store, self.meeting, self.door.id)
        self.refresh_bindings()
        self.last_five.show(arrivals.recent(self.store, self.meeting_id, 30, self.door.id))
        self.show_head()
        self._show_mode()
        self.show_person()
        self._show_recent()
        self.tick()
        # whoever was scanned is shown by now, and the counts come after
        self.count_anew()

    def tick(self) -> None:
        if self.meeting:
            now = self.desk.clock.now()
            could = self.could_cut
            self.could_cut = self._could_cut(self.meeting, now)
            if could != self.could_cut:
                self.refresh_bindings()
            self.count_down()
            self._show_unknown(self.meeting)
            if not (self.talk or self.hits or self.trouble or self.waiting or self.last or self.leaving):
                self.show_person()

    def count_down(self) -> None:
        if self.meeting:
            words = door_panels.clock(self.meeting, self.desk.clock.now(), self.line, self.could_cut)
            self._panel("#clock").update(words)

    def _could_cut(self, meeting: meetings.Meeting, now: datetime) -> bool:
        """Whether the key of the line at the deadline works now."""
        return self.line is None and not queue_cut.judge(self.store, meeting, now).refused

    def _show_mode(self) -> None:
        panel = self._panel("#mode")
        panel.set_class(self.leaving, "on")
        panel.update(_("离场登记：扫一次是离场，再扫一次是返回。按 F5 结束") if self.leaving else "")

    def _show_unknown(self, meeting: meetings.Meeting) -> None:
        """What this desk is not told: at a sub-venue without the line, at a main desk whose line is not open."""
        words = site.unknown_words(self.desk.session.standing()) or shut_line_words(
            self, meeting, at_door=True
        )
        panel = self._panel("#unknown")
        panel.display = bool(words)
        panel.update(words)

    def _panel(self, name: str) -> Panel:
        return self.query_one(name, Panel)

    def show_person(self) -> None:
        # where it is typed: a line that comes and goes lays the page out anew, at each key of the menu
        prompt = MENU_PROMPT if isinstance(self.talk, DoorMenu) else TALK_PROMPT if self.talk else PROMPT
        self.query_one(ScanLine).ask(prompt)
        panel = self._panel("#person")
        look, content = self._person(max(panel.size.width - 4, 20))
        for name in ("ok", "warn", "bad", "plain"):
            panel.set_class(name == look, name)
        panel.update(content)

    def _person(self, width: int) -> tuple[str, Content]:
        if self.talk:
            return "plain", self.talk.words(width)
        if self.hits or self.nobody:
            return "plain", door_panels.hits(self.hits, width, self.nobody)
        if self.trouble:
            return "bad", Content.assemble((_("没有记下") + "\n\n", door_panels.BOLD), self.trouble)
        if self.waiting:
            return door_panels.waiting(self.waiting, width)
        if self.last is None:
            if self.leaving:
                return "plain", Content(_("离场登记\n\n扫码登记离场和返回，不是签到；按 F5 结束"))
            now = self.desk.clock.now()
            return "plain", door_panels.idle(self.meeting, now, width, self.desk.theme_variables)
        return door_panels.person(self.last, width, self.size.height >= door_panels.TALL)

    def _show_recent(self) -> None:
        panel = self._panel("#recent")
        panel.update(door_panels.recent(self.last_five, max(panel.size.width, 20)))

    def count(self, store: Store) -> Figures:
        assert self.door
        return figures(store, self.meeting_id, self.door.id)

    def show_counted(self, found: Figures) -> None:
        if self.door is None or found.door != self.door.id:
            return  # of the venue before: the next count is under way
        self.figures = found
        if isinstance(self.talk, DoorMenu) and self.talk.stands != found.stands:
            self.talk = DoorMenu(found.stands)
            self.show_person()
        panel, variables = self._panel("#counts"), self.desk.theme_variables
        width = max(panel.size.width - 2, 24)
        panel.update(door_panels.counts(found, width, variables))
        room = bool(found.minutes) and self.size.height >= 30
        self._panel("#minutes").display = room
        if room:
            self._panel("#minutes").update(door_panels.minutes(found.minutes, width, variables["primary"]))
        # what the panels above take is known after they were laid out
        self.call_after_refresh(self._show_absent, found, width)

    def _show_absent(self, found: Figures, width: int) -> None:
        room = max(self._panel("#absent").size.height - 3, 3)
        self._panel("#absent").update(door_panels.absent(found.missing, room, width, found.roster))

    def on_resize(self) -> None:
        self.set_class(self.size.height >= door_panels.TALL, "tall")
        if self.meeting:
            self.call_after_refresh(self.load)

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.locked and action not in {"unlock", "this_person", "not_this_person", "mark", "mark_row"}:
            return False
        if action == "unlock":
            return self.locked
        if action == "this_person":
            return bool(self.waiting)
        if action in {"menu", "end_leaving"}:
            return self.leaving == (action == "end_leaving")
        if action in {"cut", "cut_said"}:
            return self.could_cut == (action == "cut")
        if action == "demo_scan":
            return self.desk.demo and not self.waiting
        # a sub-venue's machine stands at one door
        return action != "next_venue" or (len(self.venues) > 1 and not self.store.is_site)

    def action_back(self) -> None:
        if self.talk or self.hits:
            self.cancel()
            self.say(None)
        else:
            self.dismiss(None)

    def action_mark(self, by: int) -> None:
        self.action_mark_row(self.last_five.row + by)

    def action_mark_row(self, row: int) -> None:
        self.last_five.move(row)
        self._show_recent()

    async def action_this_person(self) -> None:
        """逐人核对: the first who waits was looked at."""
        if self.waiting and self._in_sight():
            fact = self.waiting[0].fact
            assert fact is not None
            self._show_large(await self.record(identity.confirm, fact) or self.last)
            self.load()

    def _in_sight(self) -> bool:
        """Whether the first who waits is who the panel shows; else they come to it, and the key is pressed again."""
        covered = bool(self.talk or self.hits or self.nobody or self.trouble)
        if covered:
            self.trouble = ""
            self.query_one(ScanLine).clear()
            self.cancel()
        return not covered

    async def action_not_this_person(self) -> None:
        """Turn the first who waits away; else annul what the pointer of the last five is at: who is shown, or was chosen."""
        if self.waiting:
            if self._in_sight():
                fact = self.waiting[0].fact
                assert fact is not None
                self._show_large(
                    await self.record(identity.turn_away, fact, door_panels.NOT_THIS_PERSON) or self.last
                )
                self.load()
            return
        chosen = self.last_five.to_annul
        if chosen is None:
            self.say(self.last_five.why_not)
            return
        if answer := await self.record(arrivals.annul, chosen.key, door_panels.NOT_THIS_PERSON):
            self._show_large(answer)
            self.load()

    def action_next_venue(self) -> None:
        if self.door in self.venues:
            self.door = self.venues[(self.venues.index(self.door) + 1) % len(self.venues)]
            self._show_large(None)
            self.load()

    def action_menu(self) -> None:
        """F5: what else is done at a door, with how far each thing is."""
        if not (self.meeting and self.door and self.figures):
            return  # the store could not be read, and that is said
        counted = self.figures.door == self.door.id  # not so in the moment after another venue was chosen
        self.talk, self.hits = DoorMenu(self.figures.stands if counted else {}), []
        self.show_person()

    def open_choice(self, key: str) -> None:
        assert self.meeting and self.door
        if key == "leaving":
            self._record_leaving(True)
        else:
            self.desk.push_screen(door_pages.page(key, self.meeting.id, self.door))

    def action_end_leaving(self) -> None:
        self._record_leaving(False)

    def _record_leaving(self, on: bool) -> None:
        """Scans record leaving and coming back, or sign in again; large, so that nobody forgets which."""
        self.leaving = on
        self._show_large(None)
        self.load()

    async def action_cut(self) -> None:
        """排队截止: people stand in line at the deadline."""
        assert self.door
        if said := await self.record(queue_cut.mark, self.meeting_id, self.door.id):
            self.load()
            self.say(said)

    def action_cut_said(self) -> None:
        """The key outside its minutes: say when it works, or that it was pressed."""
        assert self.meeting
        self.say(queue_cut.judge(self.store, self.meeting, self.desk.clock.now(), self.line))

    def action_missing(self) -> None:
        from oatui.screens.missing import MissingPage

        self.desk.push_screen(MissingPage(self.meeting_id, self.door))
