"""One document: the page as it will print, the chain as it was signed, what stands between it and its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.clock import from_iso
from oatui.i18n import N_, _
from oatui.rules import numbering, signoff
from oatui.rules.moment import past_moment
from oatui.rules.red_head import red_head
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.confirm import Confirm
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.documents import state_words
from oatui.screens.page import Page
from oatui.store import documents, numbers, settings
from oatui.store.database import StoreTrouble
from oatui.store.documents import Document, Fact
from oatui.widgets.cells import fit
from oatui.widgets.form import Field, Form, label_width
from oatui.widgets.paper import Paper
from oatui.widgets.verdict_line import WORDS

STEPS = signoff.CHAIN[1:]
COLOURS = {
    Level.OK: "$text-success",
    Level.NOTE: "",
    Level.WARNING: "$text-warning",
    Level.REFUSED: "$text-error",
}
STATE_COLOURS = {"ok": "$text-success", "warn": "$text-warning", "bad": "$text-error"}
ROLE_FROM = 40  # cells beside the label from which each step also shows whose it is
TIME_FIELDS = {"signoff.time_backwards", "document.future"}
Part = tuple[str, str]


class DocumentPage(Page):
    """Left the paper, right the chain, the verdicts and the returns."""

    CSS_PATH = "document.tcss"
    TITLE_WORDS = N_("公文")
    HELP_WORDS = N_(
        "左边是印出来的样子，右边是签批。领导在发文稿纸上签，这里登记谁签的、什么时候签的，依次登记，不能跳过（第11条）。"
        "发文稿纸一次签齐了，按 F5 一次登记。主要领导签发以后，按 F7 编号；再问一次，还是同一个号（第12条）。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "sign", N_("登记签批"), id="sign", tooltip=N_("登记下一道：谁签的、什么时候")),
        Binding("f5", "sign_all", N_("全部"), id="sign_all", tooltip=N_("照发文稿纸一次登记余下各道")),
        Binding("f6", "give_back", N_("退回"), id="give_back", tooltip=N_("退回拟稿人，写明原因；改后重新签批")),
        Binding("f7", "number", N_("编号"), id="number", tooltip=N_("签发后编号；再问仍是同一个号")),
        Binding("f8", "register", N_("登记簿"), id="register", tooltip=N_("已编号的公文")),
    ]  # fmt: skip

    def __init__(self, document: int) -> None:
        super().__init__()
        self.document = document
        self.paper: Document | None = None
        self.facts: list[Fact] = []
        self.signatures: list[signoff.Signature] = []

    def body(self) -> ComposeResult:
        with Horizontal(id="both"):
            with VerticalScroll(id="left", can_focus=False):
                yield Paper(id="paper")
            with VerticalScroll(id="right"):
                yield Static("", id="side", markup=False)

    def on_mount(self) -> None:
        self.query_one("#right").focus()

    def on_resize(self) -> None:
        if self.paper:
            self.call_after_refresh(self._show_side)

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.paper.title}" if self.paper else _(self.TITLE_WORDS)

    def load(self) -> None:
        self.paper = paper = documents.get(self.store, self.document)
        self.facts = documents.facts(self.store, self.document)
        self.signatures = documents.signatures_of(self.store, self.document)
        self.show_head()
        series = next(
            (one for one in documents.known_series(self.store) if one.code == paper.series),
            numbering.Series(paper.series, "bureau"),  # a series that the office no longer uses
        )
        office = settings.get(self.store, "office")
        page = red_head(office, series, paper.number, self.signatures, self.desk.clock.now().year)
        self.query_one(Paper).show(page, paper.title, paper.number is not None)
        self._show_side()
        self.refresh_bindings()

    def tick(self) -> None:
        pass

    # ------------------------------------------------------------------ the right side

    def _show_side(self) -> None:
        assert self.paper
        width = self.query_one("#right").scrollable_content_region.width or 36
        parts: list[Part] = [*self._state(width), *self._chain(width), ("\n", "")]
        for verdict in self._verdicts():
            parts += _verdict_parts(verdict, width)
        parts += self._returns()
        self.query_one("#side", Static).update(Content.assemble(*parts))

    def _state(self, width: int) -> list[Part]:
        assert self.paper
        if self.paper.number:
            words, colour = self.paper.number, "bold $text-success"
        else:
            words, look = state_words(self.paper)
            colour = f"bold {STATE_COLOURS[look]}"
        about = f"{self.paper.kind}  {self.paper.section}"
        return [(words, colour), (fit(f"  {about}", max(width - cell_len(words), 0)).rstrip() + "\n\n", "")]

    def _chain(self, width: int) -> list[Part]:
        assert self.paper
        parts: list[Part] = []
        signed = {one.step: one for one in self.signatures}
        given = next((fact for fact in self.facts if fact.kind == "numbered"), None)
        labels = {step: _(label) for step, label in signoff.LABELS.items()} | {"number": _("编号")}
        label_room = min(label_width(list(labels.values())) + 3, 15)
        role_width = 15 if width >= label_room + ROLE_FROM else 0
        for step, label in labels.items():
            role = _("办公室") if step == "number" else _(signoff.ROLES[step])
            parts.append((fit(label, label_room), "bold" if step in signed else ""))
            if role_width:
                parts.append((fit(role, role_width), "dim"))
            room = max(width - label_room - role_width - 12, 4)
            if step in signed:
                parts += self._done(signed[step].person, signed[step].at, room)
            elif step == "number" and given:
                parts += self._done(given.person, from_iso(given.at), room)
            elif step == self.paper.waiting_for:
                words = _("待") if role_width else f"{_('待')}  {role}"
                parts.append((fit(words, room + 12).rstrip(), "bold $text-warning"))
            else:
                parts.append((_("待"), "dim"))
            parts.append(("\n", ""))
        return parts

    def _done(self, person: str, at: datetime, room: int) -> list[Part]:
        this_year = at.year == self.desk.clock.now().year
        return [(fit(person, room), ""), (f" {at:%m-%d %H:%M}" if this_year else f" {at:%Y-%m-%d}", "")]

    def _verdicts(self) -> list[Verdict]:
        """What stands between the paper and its number, then what was remarked on the signatures that stand."""
        assert self.paper
        standing = [fact for fact in self.facts if fact.kind == "signed"][-len(self.signatures) + 1 :]
        remarks = [verdict for fact in standing if len(self.signatures) > 1 for verdict in fact.verdicts]
        if self.paper.number:
            first = [Verdict("12-1", Level.OK, "numbering.given", {"number": self.paper.number})]
            if self.paper.step != "chief_sign":
                first.append(
                    Verdict("12-1", Level.NOTE, "signoff.keeps_number", {"number": self.paper.number})
                )
            return first + remarks
        found = numbering.judge_number(
            self.signatures,
            self.paper.kind,
            self.paper.series,
            self.paper.title,
            documents.known_series(self.store),
        )
        if not any(verdict.refused for verdict in found):
            found.insert(0, Verdict("12-2", Level.OK, "numbering.ready"))
        return found + remarks

    def _returns(self) -> list[Part]:
        parts: list[Part] = []
        fallen: list[str] = []
        times = 0
        for fact in self.facts:
            if fact.kind == "signed":
                fallen.append(f"{_(signoff.LABELS[fact.step])} {fact.person}")
            elif fact.kind == "returned":
                times += 1
                head = _(
                    "第 {n} 次退回  {at:date} {at:hm}  {person}", n=times, at=fact.at, person=fact.person
                )
                parts += [(f"\n{head}\n", "bold"), (_("原因：{reason}", reason=fact.reason) + "\n", "")]
                if fallen:
                    parts.append((_("此前已签：{names:list}", names=fallen) + "\n", "dim"))
                fallen = []
        return parts

    # ------------------------------------------------------------------ signatures

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"sign", "sign_all"} and self.paper and self.paper.step == signoff.CHAIN[-1]:
            return None
        return True

    def action_sign(self) -> None:
        self._ask_signatures(self._remaining()[:1])

    def action_sign_all(self) -> None:
        self._ask_signatures(self._remaining())

    def _remaining(self) -> tuple[str, ...]:
        assert self.paper
        return signoff.CHAIN[signoff.CHAIN.index(self.paper.step) + 1 :]

    def _ask_signatures(self, steps: tuple[str, ...]) -> None:
        assert self.paper
        fields = []
        for step in steps:
            person = documents.last_person(self.store, step, self.paper.section)
            label = signoff.LABELS[step]
            fields += [
                Field(f"{step}_by", label, value=person, hint=signoff.ROLES[step]),
                Field(f"{step}_at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            ]
        if len(steps) == 1:
            question = _("登记签批：{step}", step=_(signoff.LABELS[steps[0]]))
            note = _("照发文稿纸上签的登记：谁签的、什么时候签的")
        else:
            question = _("一次登记余下 {n} 道签批", n=len(steps))
            note = _("照发文稿纸上签的登记；还没有签的，把姓名清空，就登记到那里为止")
        done: list[str] = []

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            return await self._sign(steps, values, done)

        self.desk.push_screen(Ask(question, fields, note, act), lambda _values: self._signed(done))

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    async def _sign(
        self, steps: tuple[str, ...], values: dict[str, Any], done: list[str]
    ) -> tuple[str, str] | None:
        """Register the steps in order, each an act of its own; the field and sentence of the first refusal."""
        for step in steps:
            if step in done:
                continue
            if not values[f"{step}_by"] and done:
                return None
            try:
                await self.desk.record(
                    documents.sign, self.document, values[f"{step}_by"], at=values[f"{step}_at"], step=step
                )
            except (Refused, StoreTrouble) as no:
                return f"{step}_{'at' if no.verdict.key in TIME_FIELDS else 'by'}", remark(no.verdict)
            done.append(step)
            if isinstance(self.desk.screen, Ask):
                self.desk.screen.query_one(Form).show_note(f"{step}_by", _("已登记"))
        return None

    def _signed(self, done: list[str]) -> None:
        """Back on the page: say what was registered, or what the rules remark on the last signature."""
        self.refresh_page()
        if not done or not self.paper:
            return
        remarks = [verdict for fact in self.facts[-len(done) :] for verdict in fact.verdicts]
        if remarks:
            self.say(remarks[-1])
            return
        names = [_(signoff.LABELS[step]) for step in done]
        if self.paper.waiting_for == "number":
            self.say(_("已登记 {names:list}。签批已齐，按 F7 编号", names=names))
        else:
            self.say(_("已登记 {names:list}。下一道：{step}", names=names, step=state_words(self.paper)[0]))

    # ------------------------------------------------------------------ return and number

    def action_give_back(self) -> None:
        assert self.paper
        due = self.paper.waiting_for
        by = documents.last_person(self.store, due, self.paper.section) if due in STEPS else ""
        fields = [
            Field("by", N_("谁退回的"), value=by),
            Field("reason", N_("原因"), hint=N_("如：附件不全、标题要改")),
        ]

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.record(documents.give_back, self.document, values["by"], values["reason"])
            except (Refused, StoreTrouble) as no:
                return "reason" if no.verdict.key == "signoff.reason_needed" else "by", remark(no.verdict)
            return None

        def back(values: dict[str, Any] | None) -> None:
            self.refresh_page()
            if values is not None:
                remarks = self.facts[-1].verdicts
                self.say(remarks[-1] if remarks else _("已退回拟稿人；改后从初审起重新签批"))

        note = _("退回后从初审起重新签批；已有的编号保留，不另编号")
        self.desk.push_screen(Ask(_("退回给拟稿人"), fields, note, act), back)

    async def action_number(self) -> None:
        assert self.paper
        if self.paper.number or self.paper.step != signoff.CHAIN[-1]:
            await self._give_number()
            return
        title = _("给“{title}”编号？", title=self.paper.title)
        note = _("{series} {year} 年的下一个号；编了就固定下来", series=self.paper.series, year=self._year())

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._give_number()

        self.desk.push_screen(Confirm(title, note), answered)

    def _year(self) -> int:
        return numbering.number_year(self.signatures)

    async def _give_number(self) -> None:
        had = self.paper.number if self.paper else None
        if numbered := await self.record(numbers.give_number, self.document):
            self.refresh_page()
            key = "numbering.same" if had else "numbering.given"
            self.say(Verdict("12-1", Level.OK, key, {"number": numbered.number}))

    def action_register(self) -> None:
        from oatui.screens.register import RegisterPage

        self.desk.push_screen(RegisterPage())


def _verdict_parts(verdict: Verdict, width: int) -> list[Part]:
    """The word, the sentence hanging beside it, the rule."""
    word = _(WORDS[verdict.level])
    indent = cell_len(word) + 2
    lines = _folded(f"{verdict.message}  {verdict.rule or ''}".rstrip(), max(width - indent, 10))
    colour = COLOURS[verdict.level]
    parts: list[Part] = [(f"{word}  ", f"bold {colour}".rstrip())]
    for number, line in enumerate(lines):
        parts.append((" " * indent * bool(number) + line + "\n", colour))
    return parts


def _folded(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells; Chinese breaks anywhere, a Latin word or a rule id stays whole."""
    lines = []
    while cell_len(text) > width:
        cut = len(set_cell_size(text, width).rstrip())
        whole = cut
        while whole and not (text[whole - 1].isspace() or text[whole].isspace() or _wide(text, whole)):
            whole -= 1
        lines.append(text[: whole or cut].rstrip())
        text = text[whole or cut :].lstrip()
    return [*lines, text]


def _wide(text: str, place: int) -> bool:
    return cell_len(text[place - 1]) > 1 or cell_len(text[place]) > 1
