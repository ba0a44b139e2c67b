"""One deadline: until when and how that was counted, day by day; what is owed; its course."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_list, sentence
from oatui.rules import deadlines as law
from oatui.rules import incoming as papers
from oatui.rules import information, supervision
from oatui.rules.verdict import Level, Verdict
from oatui.screens.deadline_form import short_day
from oatui.screens.deadline_keys import DeadlineKeys
from oatui.screens.deadlines import LOOKS, left_words
from oatui.screens.incoming_item import hanging
from oatui.store import deadline_acts, deadlines, reports
from oatui.store.deadline_limit import asked_of
from oatui.store.deadlines import Deadline, Due
from oatui.widgets.cells import fit
from oatui.widgets.panel import Panel
from oatui.widgets.verdict_line import LOOKS as VERDICT_LOOKS
from oatui.widgets.verdict_line import WORDS

WIDE = 110  # cells; from here on the course stands beside
COLOURS = {
    "ok": "$text-success",
    "note": "",
    "warn": "$text-warning",
    "bad": "$text-error",
    "": "",
    "dim": "dim",
}
STATE_COLOURS = {"open": "$text-warning", "done": "$text-success", "withdrawn": ""}
WEEK = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
MONTH, DAY = 5, 7  # cells of the month and of a day in the weeks
MOST_WEEKS = 6
Part = tuple[str, str]


class DeadlinePage(DeadlineKeys):
    """The deadline above (left in a wide window), its course below (right)."""

    CSS_PATH = "deadline.tcss"
    TITLE_WORDS = N_("时限")
    HELP_WORDS = N_(
        "一个时限怎么算出来的：起算日不计，数字是第几个工作日，休是放假和周末，班是调休上班。"
        "F5 办结，F6 转办，F7 写说明或顺延，F8 更正、领取、报告、撤回。办过的事按时间列在经过里。"
    )

    def __init__(self, one: int) -> None:
        super().__init__()
        self.deadline_id = one
        self.one: Deadline | None = None

    @property
    def line(self) -> Due | None:
        return deadlines.as_due(self.one) if self.one else None

    def body(self) -> ComposeResult:
        with Container(id="both"):
            with VerticalScroll(id="about"):
                yield Panel(id="facts")
            with VerticalScroll(id="course"):
                yield Static(id="lines", markup=False)

    def on_mount(self) -> None:
        self.query_one("#about").focus()

    def on_resize(self) -> None:
        self.query_one("#both").set_class(self.size.width >= WIDE, "wide")
        if self.one:
            self.call_after_refresh(self._show, self.one)

    def load(self) -> None:
        self.one = deadlines.get(self.store, self.deadline_id)
        self._show(self.one)

    def made(self, made: deadlines.Made) -> None:
        """A new one is opened in its place."""
        if made.deadline.id != self.deadline_id:
            self.desk.push_screen(DeadlinePage(made.deadline.id))

    def _show(self, one: Deadline) -> None:
        """Both parts, folded to the widths that they have."""
        room = self.size.width // 2 if self.size.width >= WIDE else self.size.width
        self.query_one("#facts", Panel).update(Content.assemble(*self._about(one, room - 5)))
        self.query_one("#lines", Static).update(Content.assemble(*self._course(room - 6)))

    # ------------------------------------------------------------------ what it is

    def _about(self, one: Deadline, room: int) -> list[Part]:
        now = self.desk.clock.now()
        kind = "  ".join(filter(None, (_(law.KINDS[one.kind].words), one.rule)))
        parts: list[Part] = [*hanging("", "", one.title, "bold", room), (kind + "\n\n", "dim")]
        line = deadlines.as_due(one)
        if one.open:
            look = LOOKS[law.group(line.due, line.do_by, now)]
            parts += hanging(
                left_words(line, now), f"bold {COLOURS[look]}".strip(), one.counted.words.message, "", room
            )
        else:
            state = f"bold {STATE_COLOURS[one.state]}".strip()
            when = _("{at:date} {at:hm}", at=one.ended_at)
            parts += hanging(
                _(law.STATES[one.state]), state, f"{when}  {one.ended_by}  {one.result}".rstrip(), "", room
            )
            parts += hanging("", "", one.counted.words.message, "dim", room)
        if one.counted.counted:
            parts += [("\n", ""), *self._days(one, room)]
        labelled = (
            (N_("承办"), one.owner), (N_("备注"), one.note), (N_("原定"), self._first(one)),
            (N_("日历"), format_list(_(source) for source in one.counted.sources)),
            (N_("来法"), _(papers.CHANNELS[one.channel]) if one.channel else ""),
        )  # fmt: skip
        parts.append(("\n", ""))
        for label, words in labelled:
            if words:
                parts += hanging(sentence(label), "dim", words, "", room)
        parts += self._reports(one, room)
        for verdict in [*one.remarks(now), *deadline_acts.owed(self.store, one.id)]:
            parts += _verdict(verdict, room)
        return parts

    def _first(self, one: Deadline) -> str:
        if not one.first_due or (one.counted.due and from_iso(one.first_due) == one.counted.due):
            return ""
        extended = _("顺延 {n} 次", n=one.extended) if one.extended else ""
        return "  ".join(filter(None, (_("{at:date} {at:hm}", at=one.first_due), extended)))

    def _reports(self, one: Deadline, room: int) -> list[Part]:
        parts: list[Part] = []
        for part in reports.parts(self.store, "deadline", one.id).values():
            parts += hanging(_(supervision.PARTS[part.part]), "dim", part.words or _("有"), "", room)
        for sent in reports.deliveries(self.store, one.id):
            label = _("续报{n}", n=sent.round) if sent.round else _("首报")
            words = _(
                "{place}  {at:date} {at:hm}  {name}",
                place=_(information.PLACES[sent.place]),
                at=sent.at,
                name=sent.person,
            )
            parts += hanging(label, "dim", words, "", room)
        return parts

    # ------------------------------------------------------------------ day by day

    def _days(self, one: Deadline, room: int) -> list[Part]:
        """The weeks from the first day to the last, each day with its number; long ones as a list of days."""
        counted = {day: place for place, (day, _kind, _name) in enumerate(one.counted.counted, start=1)}
        base_day, own, _stated = asked_of(one.kind, one.asked)
        base = base_day or (own.day if own else None)
        days = sorted(
            {
                *counted,
                *(day for day, _kind, _name in one.counted.rest),
                *([base.isoformat()] if base else []),
            }
        )
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        monday = first - timedelta(days=first.weekday())
        weeks = (last - monday).days // 7 + 1
        if weeks > MOST_WEEKS or room < MONTH + 7 * DAY:
            words = _("计入 {days:list}", days=[short_day(line) for line in one.counted.counted])
            return hanging("", "", words, "", room)
        if law.KINDS[one.kind].way == "before":
            # counted backwards: the one nearest to the day is the first
            counted = {day: len(counted) + 1 - place for day, place in counted.items()}
        kinds = {day: (kind, name) for day, kind, name in (*one.counted.counted, *one.counted.rest)}
        parts: list[Part] = [(" " * MONTH + "".join(fit(_(day), DAY) for day in WEEK) + "\n", "dim")]
        for week in range(weeks):
            sunday = monday + timedelta(days=7 * week + 6)
            # a week that begins the weeks or a month bears its name
            month = _("{n}月", n=sunday.month) if week == 0 or sunday.day <= 7 else ""
            parts.append((fit(month, MONTH), "dim"))
            for weekday in range(7):
                day = monday + timedelta(days=7 * week + weekday)
                parts.append(_cell(day, day == base, counted, kinds))
            parts.append(("\n", ""))
        return parts

    # ------------------------------------------------------------------ its course

    def _course(self, room: int) -> list[Part]:
        year = str(self.desk.clock.now().year)
        parts: list[Part] = [(_("经过") + "\n", "bold")]
        lines = [
            (fact.at, fact.recorded_at, fact.line)
            for fact in deadline_acts.facts(self.store, self.deadline_id)
        ]
        for happened, recorded_at, line in lines:
            at = happened[5:16] if happened[:4] == year else happened[:16]
            words = line.message.rstrip()
            if recorded_at[:16] != happened[:16]:
                # entered later than it happened
                words += "  " + _("{at:short} {at:hm} 补登", at=recorded_at)
            parts += hanging(at.replace("T", " "), "dim", words, "", room)
        return parts


def _cell(day: date, base: bool, counted: dict[str, int], kinds: dict[str, tuple[str, str]]) -> Part:
    """One day of the weeks: its number, or why it does not count."""
    key = day.isoformat()
    shown = str(day.day)
    if base:
        return fit(f"{shown} {_('起')}", DAY), "bold"
    if key not in kinds:
        return fit("", DAY), ""
    kind, _name = kinds[key]
    if key in counted:
        mark = _("班") if kind == "make_up" else ""
        last = counted[key] == max(counted.values())
        return fit(f"{shown}{mark} ({counted[key]})", DAY), "bold $text-warning" if last else "$text-success"
    return fit(f"{shown} {_('休')}", DAY), "dim"


def _verdict(verdict: Verdict, room: int) -> list[Part]:
    """The word of the level, the sentence, the rule; colour only repeats the word."""
    colour = COLOURS[VERDICT_LOOKS[verdict.level]]
    word = _(WORDS[verdict.level]) if verdict.level is not Level.NOTE else _("待办")
    return hanging(
        word, f"bold {colour}".strip(), f"{verdict.message}  {verdict.rule or ''}".rstrip(), colour, room
    )
