"""After the number: the paper is printed, sealed, kept and sent; each step with who and when, and what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.clock import to_second
from oatui.i18n import N_, _, format_list, ours
from oatui.rules import entry
from oatui.rules import issuing as law
from oatui.rules.moment import past_moment
from oatui.rules.particular_entry import split_names
from oatui.rules.recipients import is_county
from oatui.rules.verdict import Level, Verdict
from oatui.screens import issuing_forms as forms
from oatui.screens import issuing_papers
from oatui.screens.asking import Do, Said, ask
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.issuing_steps import Step, cells, detail_of, steps_of
from oatui.screens.issuing_undo import undoing
from oatui.screens.page import Page
from oatui.screens.particular_remarks import field_of
from oatui.store import deliveries, earlier_names, issuing, paper_bodies, paper_particulars, seal_register
from oatui.store.issuing import Issue
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Column, PagedList
from oatui.widgets.panel import Detail

NARROW = (
    Column(N_("步骤"), 14), Column(N_("办到哪里")), Column(N_("谁"), 10), Column(N_("时间"), 12),
)  # fmt: skip
WIDE = (
    Column(N_("步骤"), 18), Column(N_("办到哪里")), Column(N_("谁"), 14), Column(N_("时间"), 18),
)  # fmt: skip
WIDE_FROM = 110  # cells
KEYS = {
    "print": N_("F4 印制"), "seal": N_("F5 盖印"), "file": N_("F6 归档"), "send": N_("F7 分送"), "close": N_("F8 再按 5 办结"),
}  # fmt: skip


# what a refusal waits for
WAYS = {
    "issuing.not_filed": N_("先按 F6 归档"), "issuing.not_sent": N_("先按 F7 分送"),
    "issuing.not_sealed_yet": N_("先按 F5 盖印"), "issuing.sealed_before": N_("光标在盖印那一行，按 F8 再按 6"),
}  # fmt: skip


class IssuingPage(Page):
    """The steps of one paper, one below the other; a line for each recipient."""

    CSS_PATH = "issuing.tcss"
    TITLE_WORDS = N_("印制分送")
    HELP_WORDS = N_(
        "编号以后：定抄送、份数、印发日期，印制；由办公室负责人盖印，同时记入用印登记簿；草拟稿、领导批示、盖印后的文件一份留底归档；"
        "分送并登记签收；三样归档齐了才能办结（第12条）。回车办光标所在的一步，在分送行上回车登记签收。套红和其他纸面文件在 F8。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "print", N_("印制"), id="print", tooltip=N_("定抄送、份数、印发日期，套红")),
        Binding("f5", "seal", N_("盖印"), id="seal", tooltip=N_("登记盖印，记入用印登记簿")),
        Binding("f6", "file", N_("归档"), id="file", tooltip=N_("留底归档的三样材料")),
        Binding("f7", "send", N_("分送"), id="send", tooltip=N_("登记送给谁、怎么送")),
        Binding(
            "f8",
            "more",
            N_("更多"),
            id="more",
            tooltip=N_("套红、发文稿纸、签收单、书面说明；办结；作废一行"),
        ),
    ]
    MENU = (
        *(
            Line(str(n), key, one.words, one.note)
            for n, (key, one) in enumerate(issuing_papers.KINDS.items(), 1)
        ),
        Line("5", "close", N_("办结公文")),
        Line("6", "strike", N_("作废光标所在的一行"), N_("盖印、归档、分送、签收、办结登记错了")),
        Line("7", "register", N_("登记簿")),
    )

    def __init__(self, document: int) -> None:
        super().__init__()
        self.document = document
        self.issue: Issue | None = None
        self._begun = False

    def body(self) -> ComposeResult:
        yield Static("", id="about", markup=False)
        yield PagedList(NARROW, id="steps")
        yield Detail()

    def on_mount(self) -> None:
        self.query_one(PagedList).focus()

    def on_resize(self) -> None:
        if self.issue:
            self.load()

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.issue.paper.title}" if self.issue else _(self.TITLE_WORDS)

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        self.issue = issue = issuing.get(self.store, self.document)
        self.show_head()
        stage = _(law.STAGES[issue.stage]) if issue.stage else _("编号后办")
        look = "$text-success" if issue.stage == "closed" else "$text-warning"
        self.query_one("#about", Static).update(
            Content.assemble(
                (ours(issue.paper.number or "") or _("未编号"), "bold"),
                (f"  {_(issue.paper.kind)}  {issue.paper.section}  ", ""),
                (stage, f"bold {look}"),
            )
        )
        shown = self.query_one(PagedList)
        shown.columns = list(WIDE if self.size.width >= WIDE_FROM else NARROW)
        steps = steps_of(self.store, issue)
        shown.show_items(steps, cells)
        if not self._begun:
            # the page opens at what is due
            self._begun = True
            shown.cursor = next((place for place, one in enumerate(steps) if one.due), 0)
        self.query_one(Detail).update(Content(detail_of(self.store, issue, self.calendar)))

    @on(PagedList.Chosen)
    async def _chosen(self, event: PagedList.Chosen) -> None:
        step: Step = event.item
        if step.act == "receipt":
            self._ask_receipt(step)
        elif step.act == "close":
            await self._ask_close()
        else:
            await self.run_action(step.act)

    def say(self, what: Verdict | str | None, then: str = "") -> None:
        """What was done also says what is to be done now, and by which key."""
        if isinstance(what, Verdict) and what.refused and not then:
            then = _(WAYS.get(what.key, ""))
        elif isinstance(what, Verdict) and self.issue and not then:
            waits = [_(KEYS[one]) for one in self.issue.waits]
            then = _("接着：{keys:list}", keys=waits) if waits else ""
        super().say(what, then)

    # ------------------------------------------------------------------ the steps

    def _ready(self) -> Issue | None:
        """The issue, where the paper has its number and is not closed; else it is said what is missing."""
        assert self.issue
        if self.issue.closed_at:
            number = self.issue.paper.number or self.issue.paper.title
            self.say(Verdict("12-5", Level.REFUSED, "issuing.closed", {"number": number}))
        elif not self.issue.stage:
            self.say(Verdict("12-3", Level.REFUSED, "issuing.no_number"), _("Esc 回公文，按 F7 编号"))
        else:
            return self.issue
        return None

    def _before(self, act: str) -> bool:
        """Whether the paper waits for `act` first; it is said, with its key."""
        assert self.issue
        if act not in self.issue.waits:
            return False
        rule, key = {"print": ("12-3", "issuing.not_printed"), "seal": ("12-4", "issuing.not_sealed")}[act]
        self.say(Verdict(rule, Level.REFUSED, key), _("先按 {key}", key=_(KEYS[act])))
        return True

    def action_print(self) -> None:
        if (issue := self._ready()) is None:
            return
        says = paper_particulars.get(self.store, self.document)
        copies = issue.copies or earlier_names.usual_copies(self.store, issue.paper, says) or ""
        with_text = paper_bodies.get(self.store, self.document) is not None
        fields = [
            Field("copies", N_("印制份数"), value=str(copies), read=forms.read_count, hint=N_("如 10"),
                  echo=forms.copies_words(law.usual_copies(says.to, says.cc, says.joint))),
            Field("print_date", N_("印发日期"), hint=N_("回车是今天；也可填 1125、明天"), read=self._read_day,
                  value=issue.print_date, echo=lambda day: _("{day:day}", day=day)),
            Field("cc", N_("抄送"), value=format_list(issue.cc or says.cc), read=split_names,
                  hint=N_("写机关，几个之间用顿号；没有就空着")),
            Field("path", N_("套红存成"), value=issuing_papers.proposed_path(issue.paper, "") if with_text else "",
                  hint=N_("空着就不存；还没有读入正文的不能套红")),
        ]  # fmt: skip

        async def act(values: dict[str, Any]) -> Said:
            path = Path(values["path"]).expanduser() if values["path"] else None
            if path:
                issuing_papers.hold_red_paper(self.store, self.document, path)
            made = await self.desk.record(
                issuing.print_out, self.document, values["copies"], values["print_date"], values["cc"]
            )
            key = "issuing.printed" if law.needs_seal(made.paper.kind) else "issuing.printed_plain"
            said = Verdict("12-3", Level.OK, key, {"copies": made.copies, "printed": made.print_date})
            if path is None:
                return said
            saved = await issuing_papers.save(self.store, self.document, "red", path, self.calendar)
            return _("{said}。已存：{path}", said=said.message, path=str(saved))

        self._ask(_("印制"), fields, act, "copies", _("三样定了才印（12-3）；盖印以前可以改"))

    def action_seal(self) -> None:
        if (issue := self._ready()) is None or self._before("print"):
            return
        by = seal_register.proposed(self.store, self.desk.clock.now())
        fields = [
            Field("by", N_("盖印人"), value=by, hint=N_("办公室负责人")),
            Field("at", N_("盖印时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            Field("copies", N_("用印份数"), value=str(issue.copies or ""), read=forms.read_count),
            Field("handler", N_("经办人"), value=issue.paper.drafted_by),
            Field("note", N_("备注"), hint=N_("可以不填")),
        ]

        async def act(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                issuing.seal, self.document, values["by"], at=values["at"], copies=values["copies"],
                handler=values["handler"], note=values["note"],
            )  # fmt: skip
            assert made.seal
            said = {"seal": made.seal.seal, "year": made.seal.year, "serial": made.seal.serial}
            notes = [one for one in made.seal.verdicts if one.level is not Level.OK]
            return notes[0] if notes else Verdict("12-4", Level.OK, "issuing.sealed", said)

        joint = paper_particulars.get(self.store, self.document).joint
        note = forms.seal_note(issuing.seal_name(self.store, issue.paper), issue.chief, joint)
        self._ask(_("登记盖印"), fields, act, "by", note)

    def action_file(self) -> None:
        if (issue := self._ready()) is None:
            return
        if not issue.open_items:
            self.say(Verdict("12-5", Level.OK, "issuing.filed_all"))
            return
        ready = [item for item in issue.open_items if issue.sealed or item != "sealed_copy"]
        if not ready:
            self.say(Verdict("12-5", Level.REFUSED, "issuing.not_sealed_yet"))
            return
        fields = forms.file_fields(ready, self.desk.operator, self._read_at)

        async def act(values: dict[str, Any]) -> Said:
            items = values["items"].split()
            made = await self.desk.record(issuing.file, self.document, items, values["by"], at=values["at"])
            key = "issuing.filed" if made.open_items else "issuing.filed_all"
            return Verdict("12-5", Level.OK, key, {"items": [law.ARCHIVE[item] for item in items]})

        self._ask(
            _("留底归档"), fields, act, "items", _("草拟稿、领导批示、盖印后的文件，三样齐了才能办结（12-5）")
        )

    def action_send(self) -> None:
        if (issue := self._ready()) is None or self._before("print") or self._before("seal"):
            return
        # what no field of this form can mend is said before it is filled
        today = to_second(self.desk.clock.now()).date()
        for no in deliveries.blocks(self.store, self.document, self.calendar, today):
            way = _("Esc 回公文，按 F5 填报") if field_of(no) else _("Esc 回公文，按 F8 再按 1：附件")
            if field_of(no) or no.key.startswith("attachment"):
                self.say(no, way)
                return
        says = paper_particulars.get(self.store, self.document)
        done = {one.recipient for one in issue.deliveries}
        left = [unit for unit in dict.fromkeys((*says.to, *issue.cc)) if unit not in done]
        county = any(map(is_county, left))
        fields = forms.send_fields(left, says.urgency, self.desk.operator, self._read_at)
        note = ""
        if late := self._late(issue, county):
            fields.append(
                Field(
                    "explanation",
                    N_("书面说明"),
                    value=issue.explanation,
                    hint=N_("为什么迟了；可印成情况说明"),
                )
            )
            note = remark(late)

        async def act(values: dict[str, Any]) -> Said:
            await self.desk.record(
                deliveries.send, self.document, values["to"], values["by"], values["way"], calendar=self.calendar,
                at=values["at"], carrier=values["carrier"], arrived_at=values["arrived_at"],
                parts=[part for part in law.PARTS if values.get(part)], signed_by=values["signed_by"],
                explanation=values.get("explanation", ""),
            )  # fmt: skip
            remarks = self._remarks()
            return (
                remarks[0] if remarks else Verdict(None, Level.OK, "issuing.sent", {"n": len(values["to"])})
            )

        self._ask(_("分送"), fields, act, "to", note)

    def _late(self, issue: Issue, county: bool) -> Verdict | None:
        """The verdict where a delivery of today would need an explanation (8-12)."""
        today = to_second(self.desk.clock.now()).date()
        found = law.judge_interval(issue.paper.kind, county, issue.dated, today, self.calendar, "")
        return next((one for one in found if one.rule == "8-12"), None)

    def _remarks(self) -> list[Verdict]:
        """What the rules said of the last act, the gravest first; what is in order only where it is arithmetic."""
        from oatui.store import paper_checks, paper_facts

        return paper_checks.in_order(paper_facts.facts(self.store, self.document)[-1].verdicts)

    def _ask_receipt(self, step: Step) -> None:
        assert self.issue and step.delivery is not None
        one = next(one for one in self.issue.deliveries if one.id == step.delivery)
        if one.signed_by:
            values = {"recipient": one.recipient, "name": one.signed_by}
            self.say(Verdict(None, Level.NOTE, "issuing.signed_for_before", values))
            return
        fields = [
            Field("by", N_("签收人")),
            Field("at", N_("签收时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def act(values: dict[str, Any]) -> Said:
            await self.desk.record(deliveries.sign_for, one.id, values["by"], at=values["at"])
            said = {"recipient": one.recipient, "name": values["by"]}
            return Verdict(None, Level.OK, "issuing.signed_for", said)

        self._ask(_("{recipient} 签收", recipient=one.recipient), fields, act, "by")

    async def _ask_close(self) -> None:
        if self._ready() is None:
            return
        if made := await self.record(issuing.close, self.document, self.desk.operator):
            self.refresh_page()
            left = sum(not one.signed_by for one in made.deliveries)
            then = _("还有 {n} 处没有签收，签收了在那一行上按回车", n=left) if left else ""
            self.say(Verdict("12-5", Level.OK, "issuing.closed_now"), then)

    # ------------------------------------------------------------------ papers and corrections

    def action_more(self) -> None:
        assert self.issue
        self.desk.push_screen(DigitChoice(_("更多"), offered(self.MENU)), self._go)

    async def _go(self, chosen: str | None) -> None:
        if chosen in issuing_papers.KINDS:
            self._ask_path(chosen)
        elif chosen == "close":
            await self._ask_close()
        elif chosen == "strike":
            self._strike()
        elif chosen == "register":
            from oatui.screens.register import RegisterPage

            self.desk.push_screen(RegisterPage())

    def _ask_path(self, kind: str) -> None:
        assert self.issue
        words, _note, prefix = issuing_papers.KINDS[kind]
        path = issuing_papers.proposed_path(self.issue.paper, _(prefix) if prefix else "")

        async def act(values: dict[str, Any]) -> Said:
            made = await issuing_papers.save(
                self.store, self.document, kind, Path(values["path"]), self.calendar
            )
            return _("已存：{path}", path=str(made))

        self._ask(_(words), [Field("path", N_("存成"), value=path)], act, "path")

    def _strike(self) -> None:
        """What the line says was entered by mistake; it stays in the record, struck out."""
        assert self.issue
        step = self.query_one(PagedList).chosen
        undo = undoing(self.issue, step) if isinstance(step, Step) else None
        if undo is None:
            self.say(_("先把光标移到已登记的盖印、归档、分送或办结行"))
            return

        async def act(values: dict[str, Any]) -> Said:
            await self.desk.record(*undo.act(self.desk.operator, values["reason"]))
            return undo.said

        self._ask(_(undo.question), [Field("reason", N_("原因"))], act, "reason", _(undo.note))

    # ------------------------------------------------------------------ asking

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _read_day(self, text: str) -> date:
        today = to_second(self.desk.clock.now()).date()
        return entry.parse_date(text, today, self.calendar) if text.strip() else today

    def _ask(self, question: str, fields: Sequence[Field], do: Do, first: str, note: str = "") -> None:
        ask(self, question, fields, do, forms.FIELD_OF, note, first, self._back)

    def _back(self) -> None:
        self.desk.look_for_changes(own=True)
        self.refresh_page()
