"""The arrival desk: a scan is recorded the moment it ends, and shown large; everything else waits for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui import themes
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused, Verdict
from oatui.screens.page import Page
from oatui.store import arrivals, meetings, people
from oatui.store.database import StoreTrouble
from oatui.widgets import bars
from oatui.widgets.paged_list import fit
from oatui.widgets.scan_line import ScanLine

STATUS_WORDS = {
    "on_time": (N_("按时"), "ok"),
    "after_deadline": (N_("晚签到"), "warn"),
    "late": (N_("迟到"), "bad"),
}
OUTCOME_WORDS = {
    "already": (N_("已签"), "warn"),
    "refused": (N_("不可"), "bad"),
    "annulled": (N_("已撤销"), "warn"),
}
REASONS = (N_("未带签到码"), N_("签到码损坏"), N_("扫码器故障"))
NOT_THIS_PERSON = "不是本人"
OUTSIDE = {"signin.closed", "signin.too_early"}
RECENT = 5


@dataclass(slots=True)
class ByHand:
    """A sign-in by hand on its way: the person, then the reason, then who allows it outside the hours."""

    person: people.Attendee
    reason: str = ""
    refused: Verdict | None = None


class ArrivalsPage(Page):
    """Scans and initials on one line, the last person large, the counts, and who is missing by unit."""

    CSS_PATH = "arrivals.tcss"
    TITLE_WORDS = N_("签到台")
    HELP_WORDS = N_(
        "扫码即签：扫码器读到签到码，立刻记录并大字显示；不是本人按 F4 撤销。没有带码的，输入姓名或首字母，"
        "再按数字和回车选人，写明原因。上下键在最近五条里选要撤销的一条。签到时间取扫码那一秒，"
        "会前 15 分钟（含）以内为按时（第17条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "not_this_person", N_("不是本人"), id="not_this_person",
                tooltip=N_("撤销最近五条里选中的一条签到，记录保留")),
        Binding("f5", "roster", N_("名册"), id="roster", tooltip=N_("名册、签到码、导入")),
        Binding("f6", "next_venue", N_("换会场"), id="next_venue", tooltip=N_("这个签到台管哪个会场")),
        Binding("f7", "missing", N_("未到"), id="missing", tooltip=N_("按单位列出还没有到的人")),
        Binding("f8", "demo_scan", N_("演示"), id="demo_scan", tooltip=N_("演示：扫下一个人的签到码")),
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
        self.by_hand: ByHand | None = None
        self.last_reason = 0
        self.marked = 0
        self.recent: list[arrivals.Fact] = []
        self._scans: asyncio.Queue[tuple[str | arrivals.Hand, datetime]] = asyncio.Queue()

    def body(self) -> ComposeResult:
        with Horizontal(id="door"):
            with Vertical(id="left"):
                yield Static("", id="person", markup=False)
                yield Static("", id="recent", markup=False)
            with Vertical(id="right"):
                yield Static("", id="clock", markup=False)
                yield Static("", id="counts", markup=False)
                yield Static("", id="absent", markup=False)
        yield ScanLine(N_("扫码，或输入姓名、首字母 >"), self.desk.clock, id="scan")

    def on_mount(self) -> None:
        super().on_mount()
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

    # ------------------------------------------------------------------ scans

    def on_key(self, event: events.Key) -> None:
        self.query_one(ScanLine).take(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.query_one(ScanLine).paste(event.text)

    @on(ScanLine.Changed)
    def _typed(self, event: ScanLine.Changed) -> None:
        if self.by_hand:
            return
        text = event.text.strip()
        wanted = text.rstrip("0123456789") if not text.isdigit() else ""
        self.hits = people.search(self.store, self.meeting_id, wanted, 9) if wanted else []
        self._show_person()

    @on(ScanLine.Ended)
    def _ended(self, event: ScanLine.Ended) -> None:
        text = event.text.strip()
        if len(text) >= 15 and not any(c.isalpha() for c in text):
            # a scan is a scan, whatever else was on its way
            self._scans.put_nowait((text, event.at))
        elif self.by_hand:
            self._go_on(self.by_hand, text, event.at)
        elif text.isdigit():
            if not self._choose(int(text)):
                self._scans.put_nowait((text, event.at))
        elif text:
            wanted = text.rstrip("0123456789")
            self.hits = people.search(self.store, self.meeting_id, wanted, 9)
            if not self._choose(int(text[len(wanted) :] or 0)):
                self._show_person()
                if not self.hits:
                    self.say(_("名册里没有找到“{text}”", text=wanted))

    def _choose(self, place: int) -> bool:
        if place == 0 and len(self.hits) == 1:
            place = 1
        if not 1 <= place <= len(self.hits):
            return False
        self.by_hand, self.hits = ByHand(self.hits[place - 1]), []
        self.say(None)
        self._show_person()
        return True

    def _go_on(self, hand: ByHand, text: str, at: datetime) -> None:
        """The reason (a digit, Enter for the last one, or words), then the approver where one is needed."""
        if hand.refused:
            approver = text
            if not approver:
                self._cancel()
                return
            self.by_hand = None
            self._scans.put_nowait((arrivals.Hand(hand.person.id, hand.reason, approver), at))
            return
        if not text:
            hand.reason = _(REASONS[self.last_reason])
        elif text.isdigit() and 1 <= int(text) <= len(REASONS):
            self.last_reason = int(text) - 1
            hand.reason = _(REASONS[self.last_reason])
        elif text.isdigit():
            self.say(_("请按 1 到 {n}，或写明原因", n=len(REASONS)))
            return
        else:
            hand.reason = text
        self._scans.put_nowait((arrivals.Hand(hand.person.id, hand.reason), at))

    def _cancel(self) -> None:
        self.by_hand, self.hits = None, []
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
                self.trouble, self.last = "", arrival
                self.marked = 0
                hand = self.by_hand
                if hand and isinstance(scan, arrivals.Hand):
                    # outside the hours a named person may still allow it
                    asks = (
                        arrival.outcome == "refused" and arrival.verdict.key in OUTSIDE and not scan.approver
                    )
                    self.by_hand = ByHand(hand.person, hand.reason, arrival.verdict) if asks else None
                if arrival.outcome == "refused":
                    self.desk.bell()
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
        self.recent = [
            fact for fact in arrivals.recent(self.store, self.meeting_id, 30) if fact.kind != "repeated"
        ][:RECENT]
        self.show_head()
        self._show_person()
        self._show_recent()
        self._show_counts()

    def tick(self) -> None:
        self._show_clock()

    def _show_person(self) -> None:
        panel = self.query_one("#person", Static)
        look, content = self._person()
        for name in ("ok", "warn", "bad", "plain"):
            panel.set_class(name == look, name)
        panel.update(content)

    def _person(self) -> tuple[str, Content]:
        width = max(self.query_one("#person", Static).size.width - 4, 20)
        bold = Style(bold=True)
        if self.by_hand:
            return "plain", self._hand_words(self.by_hand, width)
        if self.hits:
            lines: list[tuple[str, Style]] = [(_("按数字和回车选人") + "\n", Style(dim=True))]
            for place, one in enumerate(self.hits, start=1):
                state = _(STATUS_WORDS[one.status][0]) if one.status else ""
                lines.append(
                    (fit(f"{place} {one.name}  {one.unit}  {one.post}  {state}", width) + "\n", Style())
                )
            return "plain", Content.assemble(*lines)
        if self.trouble:
            return "bad", Content.assemble((_("没有记下") + "\n\n", bold), self.trouble)
        if self.last is None:
            return "plain", Content(_("等候扫码\n\n扫码即签，不是本人按 F4；没有带码的，输入姓名或首字母"))
        last = self.last
        word, look = OUTCOME_WORDS.get(last.outcome) or STATUS_WORDS[last.status or "on_time"]
        where = "  ".join(part for part in (last.venue, last.seat or "") if part)
        lines = [(f"{_(word)}  {last.at[11:19]}\n\n", bold)]
        if last.name:
            lines += [
                (fit(_spaced(last.name), width).rstrip() + "\n", bold),
                (fit(f"{last.unit}  {last.post}", width).rstrip() + "\n", Style()),
                (fit(where, width).rstrip() + "\n", Style()),
            ]
            lines += [(f"{note.message}\n", bold) for note in last.notes]
            lines.append(("" if last.notes else "\n", Style()))
        lines.append((last.verdict.message, Style()))
        if last.rule:
            lines.append((f"  {last.rule}", Style()))
        return look, Content.assemble(*lines)

    def _hand_words(self, hand: ByHand, width: int) -> Content:
        person = hand.person
        lines = [
            (fit(_spaced(person.name), width).rstrip() + "\n", Style(bold=True)),
            (fit(f"{person.unit}  {person.post}", width).rstrip() + "\n\n", Style()),
        ]
        if hand.refused:
            lines.append((f"{hand.refused.message}\n\n" + _("批准人姓名（回车不签）"), Style()))
        else:
            lines.append((_("手工签到，原因：") + "\n", Style()))
            for place, reason in enumerate(REASONS, start=1):
                mark = " " + _("（回车）") if place - 1 == self.last_reason else ""
                lines.append((f"  {place} {_(reason)}{mark}\n", Style()))
            lines.append(("  " + _("或直接写明；Esc 不签"), Style(dim=True)))
        return Content.assemble(*lines)

    def _show_recent(self) -> None:
        width = max(self.query_one("#recent", Static).size.width, 20)
        lines: list[tuple[str, Style]] = [(_("最近五条") + "\n", Style(dim=True))]
        for row, fact in enumerate(self.recent):
            if fact.kind == "refused":
                words = f"{fact.name or '?'}  {fact.verdict.message}"
            elif fact.kind == "annulled":
                words = f"{fact.name}  {_('已撤销')}  {fact.reason}"
            else:
                state = _("已撤销") if fact.annulled else _(STATUS_WORDS[fact.status or "on_time"][0])
                words = f"{fact.name}  {fact.unit}  {state}"
            mark = ">" if row == self.marked else " "
            text = fit(f"{mark} {fact.at[11:19]} {words}", width).rstrip()
            lines.append((text + "\n", Style(bold=row == self.marked, dim=fact.annulled)))
        self.query_one("#recent", Static).update(Content.assemble(*lines))

    def _show_clock(self) -> None:
        """The one line that changes every second."""
        if self.meeting is None:
            return
        now = self.desk.clock.now()
        left = int((self.meeting.sign_in_deadline - now).total_seconds())
        key = _("还有 {left:clock}", left=left) if left >= 0 else _("已过 {left:clock}", left=-left)
        words = _(
            "{start:hm} 开会，截止 {deadline:hm}",
            start=self.meeting.start,
            deadline=self.meeting.sign_in_deadline,
        )
        self.query_one("#clock", Static).update(Content.assemble(f"{words}  ", (key, Style(bold=True))))

    def _show_counts(self) -> None:
        assert self.meeting is not None
        whole, places = arrivals.attendance(self.store, self.meeting_id)
        panel = self.query_one("#counts", Static)
        width = max(panel.size.width - 2, 24)
        counts = next((one for venue, one in places if self.door and venue.id == self.door.id), whole)
        figures = counts.as_dict()
        lines: list[Content | tuple[str, Style]] = [
            (_("应到 {expected}  实到 {present}  请假 {leave}  未到 {absent}", **figures), Style(bold=True)),
            ("\n", Style()),
            bars.progress(
                width,
                [
                    (counts.on_time, themes.DOOR["door-ok"]),
                    (counts.after_deadline, themes.DOOR["door-warn"]),
                    (counts.late, themes.DOOR["door-bad"]),
                ],
                counts.expected,
                self.desk.theme_variables["panel"],
            ),
            ("\n" + _("按时 {on_time}  晚签到 {after_deadline}  迟到 {late}", **figures), Style()),
        ]
        if len(places) > 1:
            lines.append(
                (
                    "\n" + _("全部会场：应到 {expected}  实到 {present}  未到 {absent}", **whole.as_dict()),
                    Style(dim=True),
                )
            )
        minutes = arrivals.by_minute(self.store, self.meeting_id)
        if minutes and self.size.height >= 30:
            lines.append(("\n\n" + _("每分钟到会") + "\n", Style(dim=True)))
            lines.append(bars.columns(_by_minute(minutes, width), 3, self.desk.theme_variables["primary"]))
        panel.update(Content.assemble(*lines))
        self._show_clock()
        self._show_absent(width)

    def _show_absent(self, width: int) -> None:
        door = self.door.id if self.door else None
        lines: list[tuple[str, Style]] = [(_("未到") + "\n", Style(dim=True))]
        units = arrivals.missing_by_unit(self.store, self.meeting_id, door)
        room = max(self.query_one("#right").size.height - self.query_one("#counts").size.height - 3, 3)
        for unit, names in units[:room]:
            lines.append(
                (
                    fit(f"{unit or _('（无单位）')} {len(names)}  {'、'.join(names)}", width).rstrip() + "\n",
                    Style(),
                )
            )
        if len(units) > room:
            lines.append((_("还有 {n} 个单位，按 F7 查看", n=len(units) - room), Style(dim=True)))
        if not units:
            lines.append(
                (_("都到了"), Style())
                if people.count(self.store, self.meeting_id)
                else (_("名册还是空的。按 F5 导入"), Style())
            )
        self.query_one("#absent", Static).update(Content.assemble(*lines))

    def on_resize(self) -> None:
        if self.meeting:
            self.call_after_refresh(self.load)

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "demo_scan":
            return bool(self.desk.demo)
        if action == "next_venue":
            return len(self.venues) > 1
        return True

    def action_back(self) -> None:
        if self.by_hand or self.hits:
            self._cancel()
        else:
            self.dismiss(None)

    def action_mark(self, by: int) -> None:
        self.marked = max(0, min(len(self.recent) - 1, self.marked + by))
        self._show_recent()

    async def action_not_this_person(self) -> None:
        """Annul the marked one of the last five; without a mark, the newest that stands."""
        standing = [fact for fact in self.recent if fact.kind == "signed_in" and not fact.annulled]
        marked = self.recent[self.marked] if self.marked < len(self.recent) else None
        fact = marked if marked in standing else None
        if fact is None and self.marked == 0 and standing:
            fact = standing[0]
        if fact is None:
            self.say(_("这一条不是有效的签到，没有可撤销的"))
            return
        if answer := await self.record(arrivals.annul, fact.key, NOT_THIS_PERSON):
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
        code = self.store.value(
            "select a.code from attendee a left join arrival r on r.attendee = a.id where a.meeting = ? "
            "and r.status is null order by (a.id * 37) % 101 limit 1",
            self.meeting_id,
        )
        if code:
            self._scans.put_nowait((code, self.desk.clock.now()))


def _spaced(name: str) -> str:
    """A two-character name with one full space between, as on a name card, so that it is as wide as three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


def _by_minute(minutes: list[tuple[str, int]], width: int) -> list[int]:
    """Arrivals of each of the last minutes (60 at most) up to the last one that had any."""
    found = {datetime.fromisoformat(minute): n for minute, n in minutes}
    last = max(found)
    return [found.get(last - timedelta(minutes=back), 0) for back in range(min(width, 60) - 1, -1, -1)]
