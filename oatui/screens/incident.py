"""One incident: the clock large, who was called, what was sent, the seven parts; its course below (or beside)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_list, kind_word, sentence
from oatui.rules import incident as law
from oatui.rules.incident import Standing
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.incident_form import FIELD_OF
from oatui.screens.incident_more import IncidentMore
from oatui.screens.incoming_item import hanging
from oatui.store import duty, incident_acts, incidents
from oatui.store.incidents import Incident, Made
from oatui.widgets.cells import fit
from oatui.widgets.countdown import Countdown, Reading, look
from oatui.widgets.form import Field
from oatui.widgets.keyed_lines import KeyedLines

WIDE = 110  # cells; from here on the course stands beside
LABEL, PHONE = 20, 13  # cells of an office, at least, and of its phone
ASKED = 7  # cells of the key that is to be pressed
Part = tuple[str, str]


class IncidentPage(IncidentMore):
    """Digits tick the calls; everything shown comes from the store, so a restart finds the same clock."""

    CSS_PATH = "incident.tcss"
    TITLE_WORDS = N_("突发事件")
    HELP_WORDS = N_(
        "计时从事发起，不从接报起（第25条）：10 分钟内电话报三家，数字 1、2、3 登记，回车是现在；40 分钟内书面报告；"
        "90 分钟内书面详细报告，七个方面 F4 逐项填。过了 90 分钟没有详细报告就是迟报。F5 登记书面报告，F6 存成 Word，"
        "F7 办结：在这以前续报一直开着。F8 里更正、撤销登记错的、恢复。离开这一页，计时在每一页上面，F9 回来。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"call('{office}')", show=False)
            for number, office in enumerate(law.OFFICES, 1)
        ),
        Binding("f4", "parts", N_("七个方面"), id="parts", tooltip=N_("起因、背景、发展、处置、后果、影响、舆情")),
        Binding("f5", "report", N_("书面报告"), id="report", tooltip=N_("登记初报、续报、终报：签发人、时间")),
        Binding("f6", "paper", N_("存Word"), id="paper", tooltip=N_("初报、续报、终报存成 Word，已知的都填好")),
        Binding("f7", "close_it", N_("办结"), id="close_it", tooltip=N_("处置结束：谁确认、结果")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("更正、责任人、撤销登记或误报、恢复、另一件")),
    ]  # fmt: skip

    def __init__(self, one: int, words: Verdict | None = None) -> None:
        super().__init__()
        self.incident_id = one
        self.one: Incident | None = None
        self._words = words

    def title_words(self) -> str:
        return kind_word(self.TITLE_WORDS)

    @property
    def counted_here(self) -> int | None:
        return self.incident_id

    def body(self) -> ComposeResult:
        yield Countdown(id="clock")
        with Container(id="both"):
            with VerticalScroll(id="about"):
                yield KeyedLines(id="facts")
            with VerticalScroll(id="course"):
                yield Static(id="lines", markup=False)

    def on_mount(self) -> None:
        self.query_one("#about").focus()

    def on_resize(self) -> None:
        self.query_one("#both").set_class(self.size.width >= WIDE, "wide")
        if self.one:
            self.call_after_refresh(self._show)
            self.call_after_refresh(self._show_course)

    def load(self) -> None:
        self.one = incidents.get(self.store, self.incident_id)
        self._show()
        self._show_course()
        if self._words:
            self.say(self._words)
            self._words = None

    def tick(self) -> None:
        if self.one:
            self._show()

    count_down = tick

    # ------------------------------------------------------------------ what is shown

    def _show(self) -> None:
        assert self.one
        now = self.desk.clock.now()
        clock = self.query_one(Countdown)
        clock.reading = self._reading(self.one)
        clock.display = clock.reading is not None
        room = self._room("#about")
        self.query_one("#facts", Static).update(Content.assemble(*self._about(self.one, now, room)))

    def _room(self, place: str) -> int:
        """Cells of a line there, whether its scroll bar has come or not."""
        half = self.size.width // 2 if self.size.width >= WIDE else self.size.width
        return min(self.query_one(place).content_size.width or half, half - 5) - 1

    def _show_course(self) -> None:
        room = self._room("#course")
        self.query_one("#lines", Static).update(Content.assemble(*self._course(room)))
        # what was done last is what one looks for
        self.query_one("#course").scroll_end(animate=False)

    def _reading(self, one: Incident) -> Reading | None:
        owed = law.next_owed(one.facts, self.desk.clock.now()) if one.open else None
        if owed is None:
            return None
        words = sentence(owed.limit.words)
        if owed.left >= 0:
            return Reading(owed.left, words, _("{due:hms} 前", due=owed.due))
        words = _("迟报") if owed.limit is law.DETAILED else _("{what} 已超时", what=words)
        return Reading(owed.left, words, _("{due:hms} 已过", due=owed.due))

    def _about(self, one: Incident, now: Any, room: int) -> list[Part]:
        parts: list[Part] = hanging("", "", f"{one.what}  {one.place}".rstrip(), "bold", room)
        state = (
            _("已 {left:clock}", left=law.elapsed(one.facts, now)) if one.open else _(law.STATES[one.state])
        )
        times = sentence("事发 {at:short} {at:hms}  接报 {heard:hms}", at=one.occurred, heard=one.heard)
        parts += hanging("", "", f"{times}  {state}", "", room)
        if one.open and (on := duty.people_on(self.store, now)):
            parts += hanging("", "", sentence("值班 {who}", who=format_list(on)), "dim", room)
        for warned in (law.clock_back(one.facts, now), law.late_report(one.facts, now)):
            if warned and one.open:
                parts += hanging(
                    "", "", f"{warned.message}  {warned.rule or ''}".rstrip(), "$text-error", room
                )
        calls, written, detailed = law.standings(one.facts, now)
        phones = incidents.phones(self.store)
        parts.append(("\n", ""))
        parts += self._headed(calls, one)
        for number, (office, words) in enumerate(law.OFFICES.items(), 1):
            parts += self._call(number, office, _(words), phones[office], one, room)
        if one.open and not all(phones.values()) and len(one.calls) < len(law.OFFICES):
            parts += hanging("  ", "", _("三家的电话可以先在设置里填好：今日页 F8 再按 9"), "dim", room)
        parts += self._headed(written, one)
        parts += self._headed(detailed, one)
        done = [_(words) for part, words in law.PARTS.items() if part in one.parts]
        for label, some, colour in (
            (_("已填"), done, "$text-success"), (_("待填"), [_(words) for words in detailed.missing], "$text-warning"),
        ):  # fmt: skip
            if some:
                parts += hanging(f"  {label}", "dim", _("{names:list}", names=some), colour, room)
        for report in sorted(one.reports, key=lambda report: bool(report.void)):
            void = _("（不算：{reason}）", reason=report.void) if report.void else ""
            signed = _("{signer} 签发", signer=report.signer)
            words = f"{sentence(law.REPORTS[report.kind])}  {report.at[11:19]}  {signed}{void}"
            parts += hanging("  " + _("已报"), "dim", words, "", room)
        if one.open and law.next_owed(one.facts, now) is None:
            parts.append(("\n", ""))
            open_words = Verdict("25-5", Level.NOTE, "incident.follow_open")
            parts += hanging("", "", f"{open_words.message}  25-5", "$text-warning", room)
        who = [
            f"{sentence(words)} {one.responsible[role] or _('未填')}"
            for role, words in law.RESPONSIBLE.items()
        ]
        parts.append(("\n", ""))
        how = "  " + _("按 F8 再按 2 填") if one.open and not all(one.responsible.values()) else ""
        parts += hanging("", "", "  ".join(who) + "  24-1" + how, "dim", room)
        return parts

    def _headed(self, one: Standing, incident: Incident) -> list[Part]:
        """One of the three clocks: its words, how it stands, its rule."""
        name = fit(sentence(one.limit.words), LABEL)
        if one.done_at:
            late = _("晚 {left:span}", left=-one.left) if one.late else _("按时")
            stands = f"{one.done_at:%H:%M:%S}  {late}"
            colour = "$text-error" if one.late else "$text-success"
        elif not incident.open:
            stands, colour = _("没有报"), "dim"
        elif one.late:
            stands, colour = _("已过 {left:clock}", left=-one.left), "$text-error"
        else:
            stands, colour = _("剩 {left:clock}", left=one.left), f"$text-{look(one.left)}"
        return [(name, "bold"), (stands, colour), (f"  {one.limit.rule}\n", "dim")]

    def _call(self, number: int, office: str, words: str, phone: str, one: Incident, room: int) -> list[Part]:
        call = one.calls.get(office)
        label = max(
            LABEL,
            min(
                max(cell_len(_(name)) for name in law.OFFICES.values()) + 3,
                room - PHONE - ASKED - 2,
            ),
        )
        head = f"  {number} {fit(words, label - 3)} "
        shown = fit(phone or _("电话未填"), PHONE)
        if call is None:
            return [
                (head, ""),
                (shown, "" if phone else "dim"),
                (_("按 {n} 登记", n=number) + "\n", "$text-warning"),
            ]
        late = from_iso(call.at) - one.facts.occurred > law.CALLS.length
        told = f"{call.at[11:19]} {_('晚了') + ' ' if late else ''}{call.reached}"
        # the phone has served, and who answered needs its room
        left = max(room - label - 2, 10)
        return [
            (head, ""),
            (fit(told, left).rstrip() + "\n", "$text-error" if late else "$text-success"),
        ]

    def _course(self, room: int) -> list[Part]:
        parts: list[Part] = [(_("经过") + "\n", "bold")]
        for fact in incidents.facts(self.store, self.incident_id):
            words = fact.line.message.rstrip()
            words = words[:1].upper() + words[1:]
            # a form opened at 08:44:55 and kept at 08:45:02 is no later entry
            if from_iso(fact.recorded_at) - from_iso(fact.at) >= timedelta(minutes=1):
                words += "  " + _("{at:short} {at:hm} 补登", at=fact.recorded_at)
            parts += hanging(fact.at[11:19], "dim", words, "", room)
        return parts

    # ------------------------------------------------------------------ calls, parts, reports

    def action_call(self, office: str) -> None:
        one = self._open()
        if one is None:
            return
        fields = [self._at(N_("电话时间")), Field("reached", N_("接听人"), hint=N_("可以不填"))]
        if office in one.calls:
            fields.append(Field("reason", N_("更正原因"), hint=N_("已登记过；写明为什么更正")))
        phone = incidents.phones(self.store)[office]
        question = _("电话报告 {office:words}", office=[law.OFFICES[office]]) + (
            f"  {phone}" if phone else ""
        )
        self._ask(question, fields, incident_acts.call, office)

    def action_parts(self) -> None:
        one = self._open()
        if one is None:
            return
        lines = [
            Line(str(number), part, sentence(words), one.parts[part].words if part in one.parts else _("待填"))
            for number, (part, words) in enumerate(law.PARTS.items(), 1)
        ]  # fmt: skip
        question = _("详细报告的七个方面（第25条）") + "\n"
        question += _("填一项记一项；没填齐也可以按 Esc 回去，登记报告、存 Word")
        self.desk.push_screen(DigitChoice(question, lines), self._fill)

    def _fill(self, part: str | None) -> None:
        if part is None or self.one is None:
            return
        there = self.one.parts.get(part)
        fields = [Field("words", _(law.PARTS[part]), value=there.words if there else "")]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(incident_acts.fill_part, self.incident_id, part, values["words"])
            self.call_later(self._next_part, made)
            return made.verdict

        ask(self, _("详细报告  {part}", part=_(law.PARTS[part])), fields, do, FIELD_OF)

    def _next_part(self, made: Made) -> None:
        """The seven again, until they are whole."""
        if len(made.incident.parts) < len(law.PARTS) and self.is_current:
            self.one = made.incident
            self.action_parts()

    def action_report(self) -> None:
        if self._open():
            self.desk.push_screen(DigitChoice(_("登记书面报告"), self._kinds()), self._report)

    def _kinds(self) -> list[Line]:
        assert self.one
        missing = len(law.PARTS) - len(self.one.parts)
        there = {report.kind for report in self.one.reports if not report.void}
        lacking = _("还缺 {n} 个方面", n=missing) if missing else ""
        return [
            Line(
                str(number), kind, sentence(words),
                _("已报") if kind in there else lacking if kind in {"detailed", "final"} else "",
            )
            for number, (kind, words) in enumerate(law.REPORTS.items(), 1)
        ]  # fmt: skip

    def _report(self, kind: str | None) -> None:
        if kind is None or self.one is None:
            return
        fields = [
            self._person("signer", N_("签发人"), "first"),
            self._at(N_("报出时间")),
            Field("words", N_("内容"), hint=N_("续报、终报写新情况；可以不填")),
        ]
        self._ask(sentence(law.REPORTS[kind]), fields, incident_acts.report, kind)

    # ------------------------------------------------------------------ Word

    def action_paper(self) -> None:
        self.desk.push_screen(DigitChoice(_("存成 Word"), self._kinds()), self._paper)

    def _paper(self, kind: str | None) -> None:
        if kind is None or self.one is None:
            return
        now = self.desk.clock.now()
        name = f"突发事件{law.PAPERS[kind]}-{self.one.id}-{now:%m%d-%H%M}.docx"
        fields = [
            self._person("signer", N_("签发人"), "first"),
            Field("path", N_("存成"), value=str(Path.home() / name)),
        ]

        async def do(values: dict[str, Any]) -> Said:
            import asyncio

            from oatui.files.incident_out import write_incident_paper
            from oatui.papers import incident_papers

            paper = incident_papers.paper(self.store, self.incident_id, kind, values["signer"], now)
            path = Path(values["path"]).expanduser()
            return _("已存：{path}", path=str(await asyncio.to_thread(write_incident_paper, path, paper)))

        ask(self, _("存成 Word"), fields, do, {}, "")

    # ------------------------------------------------------------------ the end, and what was wrong

    def action_close_it(self) -> None:
        one = self._open()
        if one is None:
            return
        fields = [
            self._person("by", N_("确认人"), "direct"),
            Field("words", N_("处置结果")),
        ]
        if law.next_owed(one.facts, self.desk.clock.now()):
            fields.append(Field("because", N_("未报原因"), hint=N_("该报的还没有报全；不报就办结要写原因")))
        missing = [words for role, words in law.RESPONSIBLE.items() if not one.responsible[role]]
        note = (
            _("还没有填{names:words}（第24条）；要填先按 Esc，再按 F8、2", names=missing) if missing else ""
        )
        self._ask(_("办结：{what}", what=one.what), fields, incident_acts.close, note=note)

    # ------------------------------------------------------------------ forms

    def _open(self) -> Incident | None:
        """The incident, while it is open; says so where it is not."""
        if self.one and self.one.open:
            return self.one
        if self.one:
            key = f"incident.is_{self.one.state}"
            self.say(Verdict(None, Level.NOTE, key, {"what": self.one.what}))
        return None
