"""One document: the page as it will print, the chain as it was signed, what stands between it and its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from oatui.i18n import N_, _
from oatui.rules import numbering, signoff
from oatui.rules.issuing import STAGES
from oatui.rules.moment import past_moment
from oatui.rules.particulars import Situation
from oatui.rules.red_head import red_head
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens import document_side as side
from oatui.screens.ask import Ask
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.document_number import NumberedPage
from oatui.screens.documents import state_of
from oatui.screens.particular_remarks import field_of
from oatui.store import (
    attachments,
    documents,
    earlier_names,
    incoming_belongs,
    issuing,
    paper_bodies,
    paper_checks,
    paper_facts,
    paper_particulars,
    settings,
)
from oatui.store.database import StoreTrouble
from oatui.store.documents import Document
from oatui.store.paper_facts import Fact
from oatui.widgets.form import Field, Form
from oatui.widgets.panel import Panel
from oatui.widgets.paper import Paper

STEPS = signoff.CHAIN[1:]
TIME_FIELDS = {"signoff.time_backwards", "signoff.before_return", "document.future"}


class DocumentPage(NumberedPage):
    """Left the paper, right the chain, the verdicts and the returns."""

    CSS_PATH = "document.tcss"
    TITLE_WORDS = N_("公文")
    HELP_WORDS = N_(
        "左边是印出来的样子，右边是签批和没有做到的规则，不可在前，注意在后，都写明第几条。领导在发文稿纸上签，"
        "按 F4 一次登记谁签的、什么时候签的；还没有签的，把姓名清空，就登记到那里为止（第11条）。"
        "按 F5 填报主送、审定方式等，读入正文。主要领导签发以后，按 F7 编号；再问一次，还是同一个号（第12条）。"
        "按 F8 办附件、印制、盖印、归档、分送。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "sign", N_("登记签批"), id="sign", tooltip=N_("照发文稿纸登记余下各道；空着一道就到那里为止")),
        Binding("f5", "describe", N_("填报"), id="describe", tooltip=N_("主送、审定方式、联系人等，和 Word 正文")),
        Binding("f6", "give_back", N_("退回"), id="give_back", tooltip=N_("退回拟稿人，写明原因，改后重新签批；没签批的拟稿，就是撤回")),
        Binding("f7", "number", N_("编号"), id="number", tooltip=N_("签发后编号；再问仍是同一个号")),
        Binding("f8", "issue", N_("办理"), id="issue", tooltip=N_("附件、印制、盖印、归档、分送、登记簿")),
    ]  # fmt: skip
    MENU = (
        Line("1", "attachments", N_("附件")),
        Line("2", "issuing", N_("印制、盖印、归档、分送")),
        Line("3", "register", N_("发文登记簿")),
        Line("4", "numbers", N_("号簿")),
        Line("5", "take_back", N_("撤回最后一道签批"), N_("姓名、时间登记错了")),
    )

    def __init__(self, document: int) -> None:
        super().__init__(document)
        self.facts: list[Fact] = []
        self.verdicts: list[Verdict] = []
        self.series = numbering.Series("", "letter")
        self.over: Verdict | None = None  # why a void paper or a draft taken back goes no further

    def body(self) -> ComposeResult:
        with Horizontal(id="both"):
            with VerticalScroll(id="left", can_focus=False):
                yield Paper(id="paper")
            with VerticalScroll(id="right"):
                yield Panel(id="side")

    def on_mount(self) -> None:
        self.query_one("#right").focus()

    def on_resize(self) -> None:
        if self.paper:
            self.call_after_refresh(self._show_side)

    def title_words(self) -> str:
        return _("公文  {title}", title=self.paper.title) if self.paper else _(self.TITLE_WORDS)

    def load(self) -> None:
        self.paper = paper = documents.get(self.store, self.document)
        self.facts = paper_facts.facts(self.store, self.document)
        self.signatures = paper_facts.signatures_of(self.store, self.document)
        self.series = self._series(paper)
        self.over = documents.over(self.store, paper)
        self.verdicts = self._judged(paper)
        self.show_head()
        office = settings.get(self.store, "office")
        says = paper_particulars.get(self.store, self.document)
        body = paper_bodies.get(self.store, self.document)
        page = red_head(
            office, self.series, paper.number, self.signatures, self.desk.clock.now().year,
            Situation(paper.kind, self.series.kind, office, says), body.paragraphs if body else (),
        )  # fmt: skip
        self.query_one(Paper).show(page, paper.title, paper.number is not None)
        self._show_side()
        self.refresh_bindings()

    def _series(self, paper: Document) -> numbering.Series:
        for one in documents.known_series(self.store):
            if one.code == paper.series:
                return one
        # one that the office no longer uses, or a letter without a number
        return numbering.Series(paper.series, "bureau" if paper.series else "letter")

    # ------------------------------------------------------------------ the right side

    def _show_side(self) -> None:
        assert self.paper
        width = (self.query_one("#right").scrollable_content_region.width or 37) - 1  # a gap before the bar
        words, look = state_of(self.store, self.paper)
        parts = [
            *side.state(self.paper, words, look, width),
            *side.chain(
                self.paper, self.signatures, self.facts, self.series.kind, width, self.desk.clock.now()
            ),
            ("\n", ""),
        ]
        for verdict in self.verdicts:
            parts += side.verdict_parts(verdict, width)
        parts += (
            side.answers(incoming_belongs.answers(self.store, self.document)) if self.paper.number else []
        )
        from oatui.screens.taking_back import taken_words

        taken = [(f"\n{line}\n", "") for line in taken_words(self, "signature", str(self.document))]
        self.query_one("#side", Panel).update(Content.assemble(*parts, *side.history(self.facts), *taken))

    def _judged(self, paper: Document) -> list[Verdict]:
        """What is not met, hard rules first, then what was remarked on the signatures that stand, then what is met."""
        if self.over:  # nothing is asked any more of it
            return [self.over]
        remarks = [one for fact in paper_facts.standing(self.facts)[1:] for one in fact.verdicts]
        said = {(one.rule, one.key) for one in remarks}
        found = paper_checks.check(self.store, self.document, self.calendar, self.desk.clock.now().date())
        found = [one for one in found if (one.rule, one.key) not in said]
        return paper_checks.in_order([*self._chain_verdicts(paper, found), *found, *remarks])

    def _chain_verdicts(self, paper: Document, found: list[Verdict]) -> list[Verdict]:
        """The number that it has, or what the chain lacks for it."""
        if paper.number:
            given = [numbering.given(paper.number)]
            if paper.step != signoff.CHAIN[-1]:
                earlier = documents.of_earlier_year(self.store, self.document)
                given.append(signoff.judge_kept(paper.number, earlier))
            return given
        lacking = numbering.judge_number(
            self.signatures, paper.kind, paper.series or None, paper.title, documents.known_series(self.store)
        )
        if any(one.rule == "12-1" for one in lacking):
            lacking = [one for one in lacking if one.rule != "12-2"]  # the same again, counted
        elif not any(
            one.refused for one in (*lacking, *paper_checks.blocks_number(self.store, self.document))
        ):
            lacking.append(Verdict("12-2", Level.OK, "numbering.ready"))
        return lacking

    # ------------------------------------------------------------------ signatures

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "sign" and self.paper and self.paper.step == signoff.CHAIN[-1]:
            return None
        if self.over and action in {"sign", "describe", "give_back", "number"}:
            return None
        return True

    def action_sign(self) -> None:
        self._ask_signatures(self._remaining())

    def _remaining(self) -> tuple[str, ...]:
        assert self.paper
        return signoff.CHAIN[signoff.CHAIN.index(self.paper.step) + 1 :]

    def _ask_signatures(self, steps: tuple[str, ...]) -> None:
        assert self.paper
        fields = []
        for step in steps:
            person = earlier_names.last_person(self.store, step, self.paper.section)
            label = signoff.LABELS[step]
            fields += [
                Field(f"{step}_by", label, value=person, hint=signoff.ROLES[step]),
                Field(f"{step}_at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            ]
        question = _("登记签批：{step}", step=_(signoff.LABELS[steps[0]]))
        note = _("照发文稿纸上签的登记：谁签的、什么时候签的")
        if len(steps) > 1:
            question = _("登记余下 {n} 道签批", n=len(steps))
            note = _("照发文稿纸上签的登记；还没有签的，把姓名清空，就登记到那里为止")
        done: list[str] = []

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            return await self._sign(steps, values, done, form)

        form = Ask(question, fields, note, act)
        self.desk.push_screen(form, lambda _values: self._signed(done))

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    async def _sign(
        self, steps: tuple[str, ...], values: dict[str, Any], done: list[str], form: Ask
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
                way = _("Esc 离开，按 F5 填报") if field_of(no.verdict) else ""
                if no.verdict.key == "signoff.other_year":
                    way = _("Esc 离开，F8 再按 4 到号簿作废")
                words = "  ".join(filter(None, (remark(no.verdict), way)))
                return f"{step}_{'at' if no.verdict.key in TIME_FIELDS else 'by'}", words
            done.append(step)
            if not form.gone:
                form.query_one(Form).show_note(f"{step}_by", _("已登记"))
        return None

    def _signed(self, done: list[str]) -> None:
        """Back on the page: say what was registered, or what the rules remark on the last signature."""
        self.refresh_page()
        if not done or not self.paper:
            return
        remarks = [verdict for fact in self.facts[-len(done) :] for verdict in fact.verdicts]
        if remarks:
            back = _("登记错了按 F8 再按 5")
            due = _("对的就按 F7 编号") if self.paper.waiting_for == "number" else ""
            self.say(remarks[-1], _("；").join(filter(None, (back, due))))
            return
        names = [_(signoff.LABELS[step]) for step in done]
        if self.paper.waiting_for == "number":
            self.say(_("已登记 {names:list}。签批已齐，按 F7 编号；登记错了按 F8 再按 5", names=names))
        else:
            step = state_of(self.store, self.paper)[0]
            then = _("接着按 F8 再按 2：印制") if self._due("print") else ""
            self.say(_("已登记 {names:list}。下一道：{step}", names=names, step=step), then)

    # ------------------------------------------------------------------ return and number

    def action_give_back(self) -> None:
        assert self.paper
        try:
            documents.hold_not_closed(self.store, self.paper)
        except Refused as no:
            self.say(no.verdict)
            return
        if self.paper.step in {signoff.CHAIN[0], documents.WITHDRAWN} and not self.paper.number:
            self._take_back("draft", _("这份拟稿已经撤回"))
            return
        due = self.paper.waiting_for
        # signed by all, it lies with the office, which numbers it
        step = due if due in STEPS else "office_check"
        by = earlier_names.last_person(self.store, step, self.paper.section)
        fields = [
            Field("by", N_("谁退回的"), value=by),
            Field("reason", N_("原因"), hint=N_("如：附件不全、标题要改")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(documents.give_back, self.document, values["by"], values["reason"])
            remarks = [one.message for one in paper_facts.facts(self.store, self.document)[-1].verdicts[-1:]]
            done = _("已退回拟稿人；按 F5 改，改后按 F4 从初审起重新登记签批")
            if documents.of_earlier_year(self.store, self.document):
                done = _("已退回拟稿人；F8 再按 4 到号簿作废这个号")
            return "  ".join([*remarks, done])

        note = _("退回后从初审起重新签批，已有的编号保留；只是签批登记错了，不用退回：F8 再按 5")
        if year := documents.of_earlier_year(self.store, self.document):
            note = signoff.judge_kept(str(self.paper.number), year).message
        ask(self, _("退回给拟稿人"), fields, do, {"signoff.reason_needed": "reason"}, note)

    def _take_back(self, kind: str, gone: str) -> None:
        """A draft that nobody has signed is taken back, or the last signature; `gone` is said where there is none."""
        from oatui.screens.taking_back import ask_reason
        from oatui.store import taking_back

        found = taking_back.recent(self.store, [kind], -1)
        if one := next((one for one in found if one.key == str(self.document)), None):
            ask_reason(self, one, _("按 F4 重新登记") if kind == "signature" else "")
        else:
            self.say(gone)

    # ------------------------------------------------------------------ the pages of one document

    def action_describe(self) -> None:
        from oatui.screens.particulars import ParticularsPage

        self.desk.push_screen(ParticularsPage(self.document), self._described)

    def _described(self, saved: bool | None) -> None:
        self.refresh_page()
        if saved:
            remarks = [one for one in self.facts[-1].verdicts if one.level is not Level.OK]
            back = any(one.key == "signoff.back_to_signer" for one in remarks)
            self.say(remarks[-1] if remarks else _("已保存"), _("按 F4 登记签批") if back else "")

    def action_issue(self) -> None:
        n = len(attachments.listed(self.store, self.document))
        lines = offered(self.MENU, {"attachments": _("{n} 个", n=n), "issuing": self._stage()})
        self.desk.push_screen(DigitChoice(_("办理"), lines), self._go)

    def _stage(self) -> str:
        if self.over and self.paper and self.paper.number:
            return _("已作废")
        stage = issuing.get(self.store, self.document).stage
        return _(STAGES[stage]) if stage else _("编号后办")

    def _go(self, chosen: str | None) -> None:
        if chosen == "attachments":
            from oatui.screens.attachments import AttachmentsPage

            self.desk.push_screen(AttachmentsPage(self.document))
        elif chosen == "issuing":
            from oatui.screens.issuing import IssuingPage

            self.desk.push_screen(IssuingPage(self.document))
        elif chosen == "register":
            from oatui.screens.register import RegisterPage

            self.desk.push_screen(RegisterPage())
        elif chosen == "numbers":
            from oatui.screens.numbers import NumbersPage

            self.desk.push_screen(NumbersPage())
        elif chosen == "take_back":
            self._take_back("signature", _("没有能撤回的签批：以后又办了别的，要改就按 F6 退回重签"))
