"""The arrival desk: a scan is recorded the moment it ends, and shown large; everything else waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, refuse
from oatui.screens import door_panels
from oatui.screens.ask import Ask
from oatui.screens.by_hand import OUTSIDE, Request, Talk
from oatui.screens.page import Page
from oatui.store import arrivals, identity, meetings, people, presence
from oatui.store.database import Store, StoreTrouble
from oatui.widgets.form import Field
from oatui.widgets.scan_line import ScanLine

NOT_THIS_PERSON = "不是本人"
RECENT = 5
Waiting = tuple[str | arrivals.Hand, datetime]


class ArrivalsPage(Page):
    """Scans and initials on one line, the last person large, the counts, and who is missing by unit."""

    CSS_PATH = "arrivals.tcss"
    TITLE_WORDS = N_("签到台")
    HELP_WORDS = N_(
        "扫码即签：扫码器读到签到码，立刻记录并大字显示；不是本人按 F4 撤销。没有带码的，输入姓名或首字母，"
        "再按数字和回车选人，写明原因；选中已签到的人，可登记提前离会、返回、坐错位、交手机、会场纪律。上下键在最近五条里选"
        "要撤销的一条。签到时间取扫码那一秒，会前 15 分钟（含）以内为按时（第17条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "not_this_person", N_("不是本人"), id="not_this_person",
                tooltip=N_("撤销最近五条里选中的一条签到，记录保留")),
        Binding("f5", "roster", N_("名册"), id="roster", tooltip=N_("名册、签到码、导入")),
        Binding("f6", "next_venue", N_("换会场"), id="next_venue", tooltip=N_("这个签到台管哪个会场")),
        Binding("f7", "missing", N_("未到"), id="missing", tooltip=N_("按单位列出还没有到的人")),
        Binding("f8", "this_person", N_("是本人"), id="this_person",
                tooltip=N_("逐人核对：看过本人，这一条签到算数")),
        Binding("f8", "demo_scan", N_("演示"), id="demo_scan", tooltip=N_("演示：扫下一个人的签到码")),
        Binding("insert", "lock", N_("锁屏"), id="lock",
                tooltip=N_("只许扫码，凭密码解锁；给放在门口的终端用")),
        Binding("up", "mark(-1)", N_("上一条"), show=False),
        Binding("down", "mark(1)", N_("下一条"), show=False),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.meeting: meetings.Meeting | None = None
        self.venues: list[meetings.Venue] = []
        self.door: meetings.Venue | None = None
        self.last: arrivals.Arrival | None = None
        self.trouble = ""
        self.hits: list[people.Attendee] = []
        self.talk: Talk | None = None
        self.last_reason = 0
        self.pin = ""  # not empty: locked; kept nowhere, a new start is not locked
        self.marked = 0
        self.recent: list[arrivals.Fact] = []
        self.waiting: list[arrivals.Arrival] = []
        self._scans: asyncio.Queue[Waiting] = asyncio.Queue()

    def body(self) -> ComposeResult:
        with Horizontal(id="door"):
            with Vertical(id="left"):
                yield Static("", id="person", markup=False)
                yield Static("", id="recent", markup=False)
            with Vertical(id="right"):
                yield Static("", id="clock", markup=False)
                yield Static("", id="counts", markup=False)
                yield Static("", id="minutes", markup=False)
                yield Static("", id="absent", markup=False)
        yield ScanLine(N_("扫码，或输入姓名、首字母 >"), self.desk.clock, id="scan")

    def on_mount(self) -> None:
        self.run_worker(self._record_scans(), group="scans", exclusive=True)

    def title_words(self) -> str:
        if self.meeting is None:
            return _(self.TITLE_WORDS)
        venue = f"  {self.door.name}" if self.door and len(self.venues) > 1 else ""
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

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if self.talk or self.pin:
            return
        text = event.text.strip()
        wanted = text.rstrip("0123456789") if not text.isdigit() else ""
        self.hits = people.search(self.store, self.meeting_id, wanted, 9) if wanted else []
        self._show_person()

    @on(ScanLine.Ended)
    async def _ended(self, event: ScanLine.Ended) -> None:
        text = event.text.strip()
        if len(text) >= 15 and not any(c.isalpha() for c in text):
            # a scan is a scan, whatever else was on its way
            self._scans.put_nowait((text, event.at))
        elif self.pin:
            self.say(_("已锁屏，只能扫码；按 Insert 解锁"))
        elif self.talk:
            await self._answer(self.talk, text, event.at)
        elif text.isdigit():
            if not self._choose(int(text)):
                self._scans.put_nowait((text, event.at))
        elif text:
            wanted = text.rstrip("0123456789")
            self.hits = people.search(self.store, self.meeting_id, wanted, 9)
            if not self._choose(int(text[len(wanted) :] or 0)):
                self._show_person()
                if not self.hits:
                    self.say(_("名册里没有找到“{wanted}”", wanted=wanted))

    def _choose(self, place: int) -> bool:
        if place == 0 and len(self.hits) == 1:
            place = 1
        if not 1 <= place <= len(self.hits):
            return False
        one = self.hits[place - 1]
        out = presence.left_at(self.store, self.meeting_id, one.id) is not None
        phone = presence.phone_in(self.store, self.meeting_id, one.id)
        self.talk, self.hits = Talk(one, out, phone, self.last_reason), []
        self.say(None)
        self._show_person()
        return True

    async def _answer(self, talk: Talk, text: str, at: datetime) -> None:
        step = talk.step
        answer = talk.answer(text)
        if isinstance(answer, str):
            self.say(answer)
        elif answer is None:
            if talk.step == step:
                self._cancel()
            self._show_person()
        elif answer.act == "sign_in":
            self.last_reason = talk.last_reason
            self._scans.put_nowait((arrivals.Hand(talk.person.id, answer.words, answer.approver), at))
        else:
            await self._note(talk.person, answer, at)

    async def _note(self, person: people.Attendee, request: Request, at: datetime) -> None:
        """Leaving, coming back, a wrong seat, a phone: recorded beside the sign-in."""
        act: Callable[[Store], presence.Noted] = {
            "leave": lambda store: presence.leave_early(store, person.id, request.words, at=at),
            "come_back": lambda store: presence.come_back(store, person.id, at=at),
            "seat": lambda store: presence.note_seat(store, person.id, request.words),
            "phone": lambda store: presence.tick_phone(store, person.id),
            "conduct": lambda store: presence.note_conduct(store, person.id, request.words),
        }[request.act]
        self._cancel()
        if noted := await self.record(act):
            self.say(noted.verdict)

    def _cancel(self) -> None:
        self.talk, self.hits = None, []
        self._show_person()

    async def _record_scans(self) -> None:
        """One after the other, in the order of the door, each with the time of its own scan."""
        while True:
            scan, at = await self._scans.get()
            door = self.door.id if self.door else None
            try:
                arrival = await self.desk.record(arrivals.sign_in, self.meeting_id, scan, at=at, venue=door)
            except (Refused, StoreTrouble) as no:
                self.trouble, self.last = str(no), None
                self.desk.bell()
            else:
                self.trouble, self.last, self.marked = "", arrival, 0
                if arrival.outcome == "refused":
                    self.desk.bell()
                if self.talk and isinstance(scan, arrivals.Hand):
                    if arrival.outcome == "refused" and arrival.verdict.key in OUTSIDE and not scan.approver:
                        self.talk.ask_approver(arrival.verdict)
                    else:
                        self.talk = None
                self.say(None)
            self.load()

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.venues = meetings.venues(self.store, self.meeting_id)
        if self.door is None:
            self.door = self.venues[0]
        if self.typing:
            return
        self.waiting = identity.waiting(self.store, self.meeting_id) if self.meeting.confirm else []
        self.refresh_bindings()
        found = arrivals.recent(self.store, self.meeting_id, 30)
        self.recent = [fact for fact in found if fact.kind != "repeated"][:RECENT]
        self.show_head()
        self._show_person()
        self._show_recent()
        self._show_counts()

    def tick(self) -> None:
        if self.meeting:
            self._panel("#clock").update(door_panels.clock(self.meeting, self.desk.clock.now()))

    def _panel(self, name: str) -> Static:
        return self.query_one(name, Static)

    def _show_person(self) -> None:
        panel = self._panel("#person")
        look, content = self._person(max(panel.size.width - 4, 20))
        for name in ("ok", "warn", "bad", "plain"):
            panel.set_class(name == look, name)
        panel.update(content)

    def _person(self, width: int) -> tuple[str, Content]:
        if self.talk:
            return "plain", self.talk.words(width)
        if self.hits:
            return "plain", door_panels.hits(self.hits, width)
        if self.trouble:
            return "bad", Content.assemble((_("没有记下") + "\n\n", door_panels.BOLD), self.trouble)
        if self.waiting:
            return door_panels.waiting(self.waiting, width)
        if self.last is None:
            return "plain", Content(_("等候扫码\n\n扫码即签，不是本人按 F4；没有带码的，输入姓名或首字母"))
        return door_panels.person(self.last, width)

    def _show_recent(self) -> None:
        panel = self._panel("#recent")
        panel.update(door_panels.recent(self.recent, self.marked, max(panel.size.width, 20)))

    def _show_counts(self) -> None:
        whole, places = arrivals.attendance(self.store, self.meeting_id)
        here = next((counts for venue, counts in places if venue == self.door), whole)
        panel = self._panel("#counts")
        width = max(panel.size.width - 2, 24)
        variables = self.desk.theme_variables
        panel.update(door_panels.counts(here, whole if len(places) > 1 else None, width, variables["panel"]))
        self.tick()
        found = arrivals.by_minute(self.store, self.meeting_id)
        room = bool(found) and self.size.height >= 30
        self._panel("#minutes").display = room
        if room:
            self._panel("#minutes").update(door_panels.minutes(found, width, variables["primary"]))
        # what the panels above take is known after they were laid out
        self.call_after_refresh(self._show_absent, width)

    def _show_absent(self, width: int) -> None:
        units = arrivals.missing_by_unit(self.store, self.meeting_id, self.door.id if self.door else None)
        room = max(self._panel("#absent").size.height - 3, 3)
        roster = people.count(self.store, self.meeting_id)
        self._panel("#absent").update(door_panels.absent(units, room, width, roster))

    def on_resize(self) -> None:
        if self.meeting:
            self.call_after_refresh(self.load)

    # ------------------------------------------------------------------ keys

    @property
    def locked(self) -> bool:
        """Locked with a PIN: scans, 是本人 and 不是本人 work, nothing else does."""
        return bool(self.pin)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.locked and action not in {"lock", "this_person", "not_this_person", "mark"}:
            return False
        if action == "this_person":
            return bool(self.waiting)
        if action == "demo_scan":
            return self.desk.demo and not self.waiting
        return action != "next_venue" or len(self.venues) > 1

    def action_back(self) -> None:
        if self.talk or self.hits:
            self._cancel()
        else:
            self.dismiss(None)

    def action_lock(self) -> None:
        """Lock with a PIN of four to eight digits, or unlock with the same."""

        def read(text: str) -> str:
            if self.pin and text.strip() != self.pin:
                raise refuse("desk.wrong_pin")
            if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 8):
                raise refuse("desk.pin_digits")
            return text

        def done(values: dict[str, Any] | None) -> None:
            if values is not None:
                self.pin = "" if self.pin else values["pin"]
                self._cancel()
                self.refresh_bindings()
                self.say(_("已锁屏，只能扫码；按 Insert 解锁") if self.pin else _("已解锁"))

        question = _("输入密码解锁") if self.pin else _("锁屏：设一个 4 到 8 位数字的密码")
        self.desk.push_screen(Ask(question, [Field("pin", N_("密码"), read=read, secret=True)]), done)

    def action_mark(self, by: int) -> None:
        self.marked = max(0, min(len(self.recent) - 1, self.marked + by))
        self._show_recent()

    async def action_this_person(self) -> None:
        """逐人核对: the first who waits was looked at."""
        if self.waiting:
            fact = self.waiting[0].fact
            assert fact is not None
            self.last = await self.record(identity.confirm, fact) or self.last
            self.load()

    async def action_not_this_person(self) -> None:
        """Turn the first who waits away; else annul the marked one of the last five, or the newest that stands."""
        if self.waiting:
            fact = self.waiting[0].fact
            assert fact is not None
            self.last = await self.record(identity.turn_away, fact, NOT_THIS_PERSON) or self.last
            self.load()
            return
        standing = [fact for fact in self.recent if fact.kind == "signed_in" and not fact.annulled]
        marked = self.recent[self.marked] if self.marked < len(self.recent) else None
        chosen = marked if marked in standing else standing[0] if standing and self.marked == 0 else None
        if chosen is None:
            self.say(_("这一条不是有效的签到，没有可撤销的"))
            return
        if answer := await self.record(arrivals.annul, chosen.key, NOT_THIS_PERSON):
            self.last = answer
            self.load()

    def action_next_venue(self) -> None:
        if self.door in self.venues:
            self.door = self.venues[(self.venues.index(self.door) + 1) % len(self.venues)]
            self.last = None
            self.load()

    def action_roster(self) -> None:
        from oatui.screens.roster import RosterPage

        self.desk.push_screen(RosterPage(self.meeting_id))

    def action_missing(self) -> None:
        from oatui.screens.missing import MissingPage

        self.desk.push_screen(MissingPage(self.meeting_id, self.door))

    def action_demo_scan(self) -> None:
        coming = [
            one
            for one in people.listed(self.store, self.meeting_id, -1)
            if one.status is None and not one.replaced_by
        ]
        if coming:
            one = min(coming, key=lambda person: person.id * 37 % 101)
            self._scans.put_nowait((one.code, self.desk.clock.now()))
