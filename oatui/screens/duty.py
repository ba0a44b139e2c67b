"""值班: who is on each shift, the hours that nobody covers, and what happens on a shift (articles 23, 24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.i18n import N_, _, format_list, format_short_day, ours, sentence
from oatui.rules import duty as law
from oatui.rules.duty import Entry, told
from oatui.rules.workdays import CalendarMissing
from oatui.screens import duty_forms as forms
from oatui.screens.asking import show_lines
from oatui.screens.digit_choice import DigitChoice, offered
from oatui.screens.digit_choice import Line as Choice
from oatui.screens.listed import ListedPage
from oatui.store import duty, duty_changes, duty_watch, settings
from oatui.store.duty import Line
from oatui.widgets.cells import fit, folded
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

DAYS = 40
TALL = 30  # rows: then who is on now stands in a larger place
WIDE = 110  # columns: then phones stand beside the names
MARKED = 70  # columns: in fewer the day off is only grey, so that who is on duty has its place
SHOWN = 3  # remarks below the head
COLUMNS = [
    Column(N_("日期"), 18),
    Column(N_("班次"), 17),
    Column(N_("带班领导"), 10),
    Column(N_("值班人员")),
    Column(N_("情况"), 8),
]
MARKS = {"weekend": N_("休息"), "holiday": N_("放假"), "make_up": N_("上班")}
MORE = (
    Choice("1", "swap", N_("换班"), N_("和另一班的人对换")),
    Choice("2", "withdraw", N_("撤下这一班"), N_("不值了，写原因")),
    Choice("3", "log", N_("变动和交接"), N_("谁改的、为什么、交了什么")),
    Choice("4", "blank", N_("空白表"), N_("填好再导入")),
)


class Slot(NamedTuple):
    """A line of the list: a shift, who is on it, and whether some of its hours are nobody's."""

    day: date
    shift: str
    starts: datetime
    ends: datetime
    line: Line | None
    empty: bool


class DutyPage(ListedPage):
    """A line a shift from yesterday on, empty ones too; above it who is on now and tonight, and the first gap."""

    CSS_PATH = "duty.tcss"
    TITLE_WORDS = N_("值班")
    HELP_WORDS = N_(
        "第23条：落实24小时专人值守，随时保持通讯畅通。班次是本局约定，在设置里改；已经排好的班不跟着变。"
        "回车排这一班，F4 从 Excel 或 Word 导入，F5 存成 Excel 或 Word，F6 交接班，F7 记试呼，F8 换班、撤下、看变动、"
        "存空白表。没有人值守的时间写在最上面，今日页和日清提前提醒。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "bring_in", N_("导入"), id="bring_in", tooltip=N_("从 Excel 或 Word 导入值班表")),
        Binding("f5", "save", N_("存表"), id="save", tooltip=N_("存成 Excel，或 Word 打印")),
        Binding("f6", "hand_over", N_("交接班"), id="hand_over", tooltip=N_("谁交给谁，有什么没办完")),
        Binding("f7", "test_call", N_("试呼"), id="test_call", tooltip=N_("值班电话打通了没有")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("换班、撤下、变动和交接、空白表")),
    ]
    MENU = MORE

    def __init__(self, start: datetime | None = None) -> None:
        super().__init__()
        self._start = start  # the cursor begins on the shift of this moment; else of now
        self._begun = False

    def body(self) -> ComposeResult:
        yield Static("", id="now", markup=False)
        yield PagedList(COLUMNS, id="list")
        yield Detail()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "tall")
        super().on_resize()

    def load(self) -> None:
        now = self.desk.clock.now()
        first = now.date() - timedelta(days=1)
        slots = list(self._slots(first))
        self._watched = {line.entry.key for line in duty_watch.not_handed_over(self.store)}
        self._handed = {(one.day, one.shift) for one in duty_watch.hand_overs(self.store, most=60)}
        self._led = any(slot.line and slot.line.entry.leader.name for slot in slots)
        self.listing.show_items(slots, self._cells)
        if not self._begun:
            self._begun = True
            moment = self._start or now
            place = [n for n, one in enumerate(slots) if one.starts <= moment < one.ends]
            self.listing.cursor = next((n for n in place if slots[n].empty), place[0] if place else 0)
        # next year's days are asked after once somebody is on one of them, and in December, when its roster is made
        asked = {slot.day for slot in slots if slot.line}
        self._asked = asked | {now.date() + timedelta(days=DAYS)} if now.month == 12 else asked
        self._show_now(now)
        self.show_detail()

    def _slots(self, first: date) -> list[Slot]:
        """Every shift on the roster, by the office's hours or by others, and the office's shifts that are empty."""
        stands = [line.entry for line in duty.listed(self.store, first - timedelta(days=1), DAYS + 2)]
        lines = duty.listed(self.store, first, DAYS)
        found = [
            Slot(
                one.entry.day, one.entry.shift, one.entry.starts, one.entry.ends, one, not one.entry.reachable
            )
            for one in lines
        ]
        keys = {one.entry.key for one in lines}
        for day in (first + timedelta(days=n) for n in range(DAYS)):
            for shift in duty.shifts(self.store):
                if (day, shift.name) not in keys:
                    starts, ends = shift.on(day)
                    empty = bool(law.gaps(stands, starts, ends))
                    found.append(Slot(day, shift.name, starts, ends, None, empty))
        return sorted(found, key=lambda one: (one.starts, one.ends, one.line is None))

    def _cells(self, slot: Slot) -> Sequence[Cell]:
        entry = slot.line.entry if slot.line else None
        hours = f"{slot.starts:%H:%M}-{slot.ends:%H:%M}"
        wide = self.size.width >= WIDE
        who = (
            format_list(entry.persons)
            if entry and wide
            else format_list(one.name for one in entry.persons)
            if entry
            else ""
        )
        leader = entry.leader.name if entry else ""
        return [self._day(slot.day), f"{ours(slot.shift)} {hours}", leader, who, self._state(slot)]

    def _day(self, day: date) -> Cell:
        words = format_short_day(day)
        try:
            kind = self.calendar.day(day).kind
        except CalendarMissing:
            return words
        if kind not in MARKS:
            return words
        return (f"{words} {_(MARKS[kind])}" if self.size.width >= MARKED else words, "dim")

    def _state(self, slot: Slot) -> Cell:
        now = self.desk.clock.now()
        line = slot.line
        if line is None:
            if not slot.empty:
                return (_("已有人"), "dim")  # by other hours
            return (_("空档"), "bad") if slot.ends > now else (_("无人"), "dim")
        if slot.empty:
            return (_("没电话"), "bad")
        if line.entry.key in self._watched:
            return (_("待交接"), "warn")
        if line.entry.key in self._handed:
            return (_("已交接"), "ok")
        if line.reached is not None:
            return (_("已通"), "ok") if line.reached else (_("不通"), "bad")
        if slot.starts <= now < slot.ends:
            return (_("在岗"), "ok")
        if self._led and not line.entry.leader.name and slot.ends > now:
            return (_("无带班"), "warn")
        return ""

    # ------------------------------------------------------------------ above and below the list

    def _show_now(self, now: datetime) -> None:
        place = self.query_one("#now", Static)
        width = max(self.size.width - 4, 20)
        parts: list[tuple[str, str]] = []
        on, tonight = duty.on_duty(self.store, now), duty.tonight(self.store)
        for word, lines in ((sentence("现在"), on), (_("今晚"), [one for one in tonight if one not in on])):
            for line in lines:
                words = f" {ours(line.entry.shift)} {law.hours_of(line.entry)}  {_people(line.entry)}"
                parts.append((f" {word} ", "bold reverse"))
                indent = cell_len(word) + 3
                rows = folded(words.strip(), width - indent)
                parts.append((" " + f"\n{' ' * indent}".join(rows) + "\n", "bold"))
        if not duty.begun(self.store):
            parts.append(
                (_("还没有值班表。F4 导入整张表，或在一行上按回车排这一班") + "\n", "bold $text-warning")
            )
        elif missing := duty.gaps_ahead(self.store):
            words = fit(f" {sentence('空档')}  {told(missing).message}", width - 1).rstrip() + " "
            parts.append((words + "\n", "bold #ffffff on $door-bad"))
        else:
            parts.append(
                (
                    _("今后 {n} 天 24 小时都有人值守", n=settings.get(self.store, "duty.look_ahead")) + "\n",
                    "$text-success",
                )
            )
        days = {now.date(), *self._asked}
        found = [*duty.remarks_ahead(self.store), *law.of_years(days, self.calendar)]
        remarks = [one.message for one in found]
        for words in remarks[:SHOWN]:
            parts.append((fit(words, width).rstrip() + "\n", "$text-warning"))
        if len(remarks) > SHOWN:
            parts.append((_("还有 {n} 条提醒", n=len(remarks) - SHOWN), "dim"))
        place.update(Content.assemble(*parts).rstrip())

    def show_detail(self) -> None:
        slot: Slot | None = self.listing.chosen
        lines: list[str] = []
        if slot and slot.line:
            entry = slot.line.entry
            lines = [sentence(_people(entry))]
            if slot.line.called_at:
                words = (
                    N_("试呼 {at:date} {at:hm} {who}  已通")
                    if slot.line.reached
                    else N_("试呼 {at:date} {at:hm} {who}  不通")
                )
                lines.append(_(words, at=slot.line.called_at, who=slot.line.called_by))
            elif slot.starts <= self.desk.clock.now() < slot.ends:
                lines.append(_("这一班还没有试呼，打过按 F7 记"))
            lines += [one.line.message for one in duty_changes.changes(self.store, *entry.key, most=1)]
            lines += [one.line.message for one in duty_watch.hand_overs(self.store, *entry.key, most=1)]
        elif slot:
            lines = [_("按回车排这一班，或按 F4 导入整张表")]
        show_lines(self.query_one(Detail), lines)

    # ------------------------------------------------------------------ acts

    @property
    def slot(self) -> Slot | None:
        """The line that the cursor is on."""
        slot: Slot | None = self.listing.chosen
        return slot

    def _filled(self) -> Line | None:
        """The shift that the cursor is on, where somebody is on it."""
        line = self.slot.line if self.slot else None
        if line is None:
            self.say(_("这一班还没有排人"))
        return line

    def on_paged_list_chosen(self) -> None:
        if slot := self.slot:
            forms.ask_people(self, slot.day, slot.shift, slot.line)

    def action_bring_in(self) -> None:
        from oatui.screens.duty_import import DutyImportPage

        self.desk.push_screen(DutyImportPage(), self.say)

    def action_save(self) -> None:
        forms.ask_file(self, DAYS)

    def action_hand_over(self) -> None:
        """Of a shift that ended and waits for it; else of the one that ends now."""
        line = self.slot.line if self.slot else None
        if line is None or line.entry.key not in self._watched:
            line = duty_watch.handing_over(self.store)
        if line is None:
            self.say(_("现在没有人值班，先排这一班"))
        else:
            forms.ask_hand_over(self, line)

    def action_test_call(self) -> None:
        if line := self._filled():
            forms.ask_call(self, line)

    def action_more(self) -> None:
        self.desk.push_screen(DigitChoice(_("值班"), offered(self.MENU)), self._chosen)

    def _chosen(self, key: str | None) -> None:
        if key == "log":
            from oatui.screens.duty_log import DutyLogPage

            self.desk.push_screen(DutyLogPage())
        elif key == "blank":
            forms.ask_file(self, DAYS, blank=True)
        elif key and (line := self._filled()):
            (forms.ask_swap if key == "swap" else forms.ask_withdraw)(self, line)


def _people(entry: Entry) -> str:
    """带班 张某 138…  值班 李某 139…"""
    words = []
    if entry.leader.name:
        words.append(_("带班 {who}", who=str(entry.leader)))
    if entry.persons:
        words.append(_("值班 {who}", who=format_list(entry.persons)))
    return "  ".join(words)
