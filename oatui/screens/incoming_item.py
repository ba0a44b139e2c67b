"""One incoming paper: what came, until when, where it is, what is owed; and its course line by line."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.clock import from_iso
from oatui.i18n import N_, _, parted, sentence
from oatui.rules import incoming as law
from oatui.rules.verdict import Level, Verdict
from oatui.screens.incoming import limit_words
from oatui.screens.incoming_acts import IncomingActs
from oatui.screens.incoming_more import MENU
from oatui.store import incoming, incoming_belongs, incoming_course, incoming_matters
from oatui.store.incoming import Incoming
from oatui.widgets.cells import folded
from oatui.widgets.panel import Panel
from oatui.widgets.verdict_line import LOOKS, WORDS

WIDE = 110  # cells; from here on the course stands beside the paper
COURSE_ROWS = 5  # that are kept for it below the paper
COLOURS = {"ok": "$text-success", "note": "", "warn": "$text-warning", "bad": "$text-error"}
STATE_COLOURS = {"open": "$text-warning", "ended": "$text-success", "returned": "", "void": ""}
DONE_UNDER = {
    "incoming.owed_items": "items",
    "incoming.unsigned": "receipt",
}  # else as a matter of supervision
Part = tuple[str, str]


class IncomingItemPage(IncomingActs):
    """The paper above (left in a wide window), its course below (right)."""

    CSS_PATH = "incoming_item.tcss"
    TITLE_WORDS = N_("来文")
    HELP_WORDS = N_(
        "一份来文从收到办结的全过程。F5 登记拟办、批示、承办和时限；F6 传给谁；F7 办结、挂上答复的公文；"
        "F8 签收、催办、转为会议或督查事项、资料清单、退回、归卷、收文处理单。时间都可以补填。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "correct", N_("更正"), id="correct", tooltip=N_("更正登记；原来写的留在记录里")),
    ]

    def __init__(self, paper: int) -> None:
        super().__init__()
        self.paper_id = paper
        self.one: Incoming | None = None

    @property
    def paper(self) -> Incoming | None:
        return self.one

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.one.number}" if self.one else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        with Container(id="both"):
            yield Panel(id="about")
            with VerticalScroll(id="course"):
                yield Static(id="lines", markup=False)

    def on_mount(self) -> None:
        self.query_one("#course").focus()

    def on_resize(self) -> None:
        self.query_one("#both").set_class(self.size.width >= WIDE, "wide")
        if self.one:
            self.call_after_refresh(self._show, self.one)

    def load(self) -> None:
        self.one = incoming.get(self.store, self.paper_id)
        self.show_head()
        self._show(self.one)

    def _show(self, one: Incoming) -> None:
        """Both parts, folded to the widths that they have."""
        wide = self.size.width >= WIDE
        room = self.size.width // 2 if wide else self.size.width
        about, course = self.query_one("#about", Panel), Content.assemble(*self._course(room - 6))
        about.update(Content.assemble(*self._about(one, room - 4)))
        self.query_one("#lines", Static).update(course)
        # what is owed is read whole; its course, the last line of it and a line of padding too, can be moved
        rows = min(course.plain.count("\n") + 1, COURSE_ROWS)
        about.styles.max_height = None if wide else max(self.query_one("#both").size.height - rows, rows)

    # ------------------------------------------------------------------ the paper

    def _about(self, one: Incoming, room: int) -> list[Part]:
        urgent = f"  {_(law.URGENCIES[one.urgency])}" if one.urgency else ""
        parts: list[Part] = [
            (one.title, "bold"), (urgent, "bold $text-error"), ("\n", ""),
            ("  ".join(filter(None, (one.sender, one.sender_number))) + "\n", ""),
            (self._received(one) + "\n\n", "dim"),
        ]  # fmt: skip
        parts += self._where(one, room)
        labelled = (
            (N_("答复我局的"), self._ours(one)), (N_("拟办意见"), one.proposal), (N_("领导批示"), one.instruction),
            (N_("承办"), " ".join(filter(None, (one.unit, one.handler)))),
            (N_("办理结果"), one.result), (N_("超期原因"), one.late_because), (N_("复文号"), self._reply(one)),
            (N_("归卷"), one.volume), (N_("会议"), self._meeting(one)),
            (N_("事项"), "  ".join(filter(None, (_(law.KINDS[one.kind]) if one.kind else "",
                                              _(law.CHANNELS[one.channel]) if one.channel else "")))),
        )  # fmt: skip
        for label, words in labelled:
            if words:
                parts += hanging(sentence(label), "dim", parted(words), "", room)
        verdicts = one.remarks(self.desk.clock.now()) + incoming_matters.owed(self.store, one.id)
        if verdicts:
            parts.append(("\n", ""))
        for verdict in verdicts:
            parts += _verdict(verdict, room)
        return parts

    def _received(self, one: Incoming) -> str:
        words = [
            _("{at:date} {at:hm} 收", at=one.received_at), _("{name} 签收", name=one.received_by),
            _("{n} 份", n=one.copies), _("附件：{words}", words=one.attachments) if one.attachments else "",
        ]  # fmt: skip
        return sentence("  ".join(word for word in words if word))

    def _where(self, one: Incoming, room: int) -> list[Part]:
        state = _(law.STATES[one.state])
        words = _("{holder}，{at:date} {at:hm} 起", holder=one.holder, at=one.held_since) if one.open else ""
        if one.ended_at:
            words = _("{at:date} {at:hm}", at=one.ended_at)
        parts = hanging(state, f"bold {STATE_COLOURS[one.state]}".strip(), words, "", room)
        if one.limit.at or one.limit.rule:
            limit = one.limit.words
            left, look = ("", "")
            if one.open and one.limit.at:
                left, look = limit_words(one, self.desk.clock.now(), nights=False)
            said = f"{limit.message}  {limit.rule or ''}".rstrip()
            parts += hanging(left, f"bold {COLOURS[look or 'note']}".strip(), said, "", room)
        return parts

    def _ours(self, one: Incoming) -> str:
        ours = incoming_belongs.ours(self.store, one.id)
        return f"{ours.number}  {ours.title}" if ours else ""

    def _reply(self, one: Incoming) -> str:
        if one.reply is None:
            return one.reply_number
        return one.reply_number or _("公文 {id}，未编号", id=one.reply)

    def _meeting(self, one: Incoming) -> str:
        if one.meeting is None:
            return ""
        row = self.store.row("select title, start from meeting where id = ?", one.meeting)
        return (
            _("{title}  {start:short} {start:hm}", title=row["title"], start=from_iso(row["start"]))
            if row
            else ""
        )

    # ------------------------------------------------------------------ its course

    def _course(self, room: int) -> list[Part]:
        year = str(self.desk.clock.now().year)
        parts: list[Part] = [(_("经过") + "\n", "bold")]
        for fact in incoming_course.facts(self.store, self.paper_id):
            at = fact.at[5:16] if fact.at[:4] == year else fact.at[:16]
            words = parted(fact.line.message.rstrip())
            if fact.recorded_at[:16] != fact.at[:16]:
                # entered later than it happened
                words += "  " + _("{at:short} {at:hm} 补登", at=fact.recorded_at)
            parts += hanging(at.replace("T", " "), "dim", words, "", room)
        return parts

    def action_correct(self) -> None:
        if self.one and self.one.state == "void":
            self._say_over(self.one)
        elif self.one:
            self._do_correct(self.one)


def _verdict(verdict: Verdict, room: int) -> list[Part]:
    """The word of the level, the sentence, the rule; colour only repeats the word."""
    colour = COLOURS[LOOKS[verdict.level]]
    word = _(WORDS[verdict.level]) if verdict.level is not Level.NOTE else _("待办")
    words = f"{verdict.message}  {verdict.rule or ''}".rstrip()
    return hanging(word, f"bold {colour}".strip(), words, colour, room, _way(verdict.key))


def _way(key: str) -> str:
    """The digit of F8 under which what is owed is registered."""
    of = DONE_UNDER.get(key, "matter" if key.startswith("incoming.owed_") else "")
    return next((_("按 F8 再按 {digit}", digit=line.digit) for line in MENU if line.key == of), "")


def hanging(label: str, look: str, words: str, colour: str, room: int, way: str = "") -> list[Part]:
    """A label with its words hanging beside it, in lines of at most `room` cells; `way` is not torn apart."""
    label = sentence(label)
    indent = cell_len(label) + 2 if label else 0
    width = max(room - indent, 10)
    parts: list[Part] = [(f"{label}  ", look)] if label else []
    lines = folded(words, width)
    if way and cell_len(lines[-1]) + 2 + cell_len(way) <= width:
        lines[-1] += f"  {way}"
    elif way:
        lines.append(way)
    for number, line in enumerate(lines):
        parts.append((" " * indent * bool(number) + line + "\n", colour))
    return parts
