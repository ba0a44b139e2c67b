"""What is done with a deadline, from the list and from its own page alike: F4 to F8."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.rules import deadlines as law
from oatui.rules import incoming as papers
from oatui.rules import information, supervision
from oatui.rules.deadlines import Own
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask, ask_file
from oatui.screens.deadline_form import OWN_HINT, choose_kind, due_words, fill_in, said_of
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.screens.open_pages import page_of_line
from oatui.screens.page import Page
from oatui.store import deadline_acts, deadlines, reports
from oatui.store.deadlines import Deadline, Due, Made
from oatui.store.incoming_limit import Stated
from oatui.widgets.form import Field

FIELD_OF = {
    "incoming.future": "at", "deadline.before_made": "at", "deadline.late_because": "because",
    "deadline.no_taker": "to", "deadline.has_it": "to", "deadline.no_reason": "reason", "deadline.no_consent": "by",
    "deadline.not_later": "due", "deadline.fixed": "act", "deadline.due_or_explain": "act", "deadline.no_date": "due", "incoming.who_sent": "by",
    "incoming.who_acknowledged": "by", "incoming.backwards_sent": "at", "incoming.backwards_collected": "at",
    "incoming.backwards_acknowledged": "at", "information.no_place": "committee_office",
    "incoming.classified_mark": "to",
}  # fmt: skip
SENT = {"": N_("没报"), "yes": N_("已报")}
LATER_ACTS = {"explain": N_("写说明"), "extend": N_("顺延")}


class DeadlineKeys(Page):
    """F4 to F8 on the line that `line` gives; a paper's or a publication's line is dealt with on its own page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", N_("新时限"), id="new", tooltip=N_("记一个时限：种类、什么事、日期")),
        Binding("f5", "done", N_("办结"), id="done", tooltip=N_("办结；超期的写明原因")),
        Binding("f6", "hand_on", N_("转办"), id="hand_on", tooltip=N_("转给另一人办")),
        Binding("f7", "later", N_("说明顺延"), id="later", tooltip=N_("写超期说明，或经同意顺延")),
        Binding("f8", "more", N_("更多"), id="more",
                tooltip=N_("更正、领取、报告、撤回、恢复、导出日历")),
    ]  # fmt: skip
    MENU: ClassVar[Sequence[Line]] = (
        Line("1", "correct", N_("更正事项、日期")),
        Line("2", "withdraw", N_("撤回"), N_("记错了，或不用办了")),
        Line("2", "explain", N_("补写说明")),
        Line("3", "reopen", N_("恢复办理")),
        Line("4", "step", N_("领取、查收")),
        Line("5", "report", N_("办理情况报告")),
        Line("6", "inform", N_("报两办")),
        Line("9", "export", N_("导出日历"), N_("会议和时限，手机、Outlook 可导入")),
    )

    @property
    def line(self) -> Due | None:
        """The line that the keys are about; says how to get one where there is none."""
        raise NotImplementedError

    def action_new(self) -> None:
        choose_kind(self, self.made)

    def made(self, made: Made) -> None:
        """A deadline was made or put right."""

    # ------------------------------------------------------------------ F5, F6, F7

    def action_done(self) -> None:
        if (one := self._own("action_end")) is None:
            return
        if one.kind == "information":
            self._do_inform(one)
            return
        late = law.overdue(one.counted.due, one.rule, self.desk.clock.now())
        fields = [Field("result", N_("办理结果"), hint=N_("可以不填"))]
        if late and not one.explained:
            fields.insert(0, Field("because", N_("超期原因")))
        fields.append(Field("at", N_("办结时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words))

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                deadline_acts.done,
                one.id,
                values["result"],
                because=values.get("because", ""),
                at=values["at"],
            )
            said = said_of(made)
            if isinstance(said, Verdict) and said.key == "deadline.late_explained":
                return said._replace(key="deadline.done_late", values={**said.values, "title": one.title})
            return said

        owed = [verdict.message for verdict in deadline_acts.owed(self.store, one.id)]
        note = "\n".join([*([late.message] if late else []), *owed])
        self._ask(_("办结：{title}", title=one.title), fields, do, note)

    def action_hand_on(self) -> None:
        if (one := self._own("action_pass_on")) is None:
            return
        offers = [name for name in deadlines.owners(self.store) if name != one.owner]
        fields = [
            Field("to", N_("转给谁"), offers=offers),
            Field("words", N_("交代什么"), hint=N_("可以不填")),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                deadline_acts.hand_on, one.id, values["to"], values["words"], at=values["at"]
            )
            return said_of(made)

        self._ask(_("转办：{title}", title=one.title), fields, do, _("现在 {name} 办", name=one.owner))

    def action_later(self) -> None:
        if (one := self._own("action_direct")) is None:
            return
        fixed = one.kind in law.FIXED
        fields = [
            Field("act", N_("做什么"), choices=tuple(LATER_ACTS.items())[: 1 if fixed else 2]),
            Field("reason", N_("原因"), value=one.explained),
        ]
        if not fixed:
            fields += [
                Field("due", N_("新时限"), hint=_("顺延才填：{hint}", hint=_(OWN_HINT)), read=self._read_due, echo=due_words),
                Field("by", N_("谁同意"), hint=N_("顺延才填")),
            ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            if values["act"] == "explain":
                if values.get("due"):
                    raise refuse("deadline.due_or_explain")
                return said_of(await self.desk.record(deadline_acts.explain, one.id, values["reason"]))
            if values["due"] is None:
                raise refuse("deadline.no_date")
            made = await self.desk.record(
                deadline_acts.extend, one.id, values["due"], values["reason"], values["by"]
            )
            return said_of(made)

        note = _("跟着活动、答复、成文日期走的时限不能顺延；日期改了的，用 F8 更正") if fixed else ""
        self._ask(_("说明、顺延：{title}", title=one.title), fields, do, note)

    # ------------------------------------------------------------------ F8

    def action_more(self) -> None:
        line = self.line
        lines = self._more_lines(line)

        def chosen(key: str | None) -> None:
            if key:
                getattr(self, f"_do_{key}")(
                    self._deadline(line) if line and line.source == "deadline" else line
                )

        self.desk.push_screen(DigitChoice(line.title if line else _("时限"), lines), chosen)

    def _more_lines(self, line: Due | None) -> list[Line]:
        """What F8 offers for a line in its state; each has its own digit in every state."""
        only, stands = {"turn", "export"}, {}
        if line and line.source == "deadline" and line.state == "open":
            only |= {"correct", "withdraw"}
            if line.kind == "supervision":
                only.add("step")
                stands["step"] = self._missing_step(line.id)
            if line.kind == "information":
                only.add("inform")
        elif line and line.source == "deadline":
            only.add("reopen")
            if line.state == "done":
                only.add("explain")
                stands["explain"] = line.explained
        if line and line.state == "open" and line.kind in {"supervision", "instruction"}:
            only.add("report")
            there = len(reports.parts(self.store, self._source(line), line.id))
            stands["report"] = _("三部分，已有 {n}", n=there)
        return offered(self.MENU, stands, only)

    def _missing_step(self, one: int) -> str:
        channel = deadlines.get(self.store, one).channel
        there = {step.step for step in deadline_acts.steps_of(self.store, one)}
        missing = next((step for step in papers.STEPS[channel] if step not in there), "")
        if missing:
            return _("待{step}", step=_(papers.STEP_WORDS[missing]))
        return _("已齐") if channel else ""

    def _do_correct(self, one: Deadline) -> None:
        fill_in(self, one.kind, self.made, one)

    def _do_withdraw(self, one: Deadline) -> None:
        self._reason(_("撤回：{title}", title=one.title), deadline_acts.withdraw, one)

    def _do_reopen(self, one: Deadline) -> None:
        self._reason(_("恢复办理：{title}", title=one.title), deadline_acts.reopen, one)

    def _do_explain(self, one: Deadline) -> None:
        self._reason(_("说明：{title}", title=one.title), deadline_acts.explain, one)

    def _reason(self, question: str, act: Any, one: Deadline) -> None:
        async def do(values: dict[str, Any]) -> Said:
            made: Made = await self.desk.record(act, one.id, values["reason"])
            return said_of(made)

        self._ask(
            question,
            [Field("reason", N_("原因"), value=one.explained if act is deadline_acts.explain else "")],
            do,
        )

    def _do_step(self, one: Deadline) -> None:
        there = {step.step for step in deadline_acts.steps_of(self.store, one.id)}
        known = papers.STEPS[one.channel] or (*papers.STEPS["collect"], *papers.STEPS["oa"])
        steps = [step for step in known if step not in there] or list(known)
        fields = [
            Field("step", N_("哪一步"), choices=tuple((step, papers.STEP_WORDS[step]) for step in steps)),
            Field("by", N_("谁"), hint=N_("派谁去、谁领取、谁查收")),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                deadline_acts.do_step, one.id, values["step"], values["by"], at=values["at"]
            )
            return said_of(made)

        self._ask(_("领取、查收：{title}", title=one.title), fields, do)

    def _do_report(self, one: Deadline | Due) -> None:
        source = self._source(one)
        there = reports.parts(self.store, source, one.id)
        fields = [
            Field(
                part, words, value=there[part].words or _("有") if part in there else "",
                hint=N_("写要点，或只填“有”；没有的不填"), echo=partial(self._figure_words, part),
            )
            for part, words in supervision.PARTS.items()
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            for part, words in values.items():
                old = there.get(part)
                text = "" if words.casefold() == _("有").casefold() else words
                if words and (old is None or old.words != text):
                    await self.desk.record(reports.write_part, source, one.id, part, text)
                    there[part] = reports.parts(self.store, source, one.id)[
                        part
                    ]  # not again, where the next is refused
            said = reports.owed_of(self.store, source, one.id)
            complete = Verdict("21-3", Level.OK, "supervision.complete")
            return next((verdict for verdict in said if verdict.level is Level.WARNING), [*said, complete][0])

        note = _("三部分都要写实、有数据（第21条）；写过的可以再改")
        self._ask(_("办理情况报告：{title}", title=one.title), fields, do, note)

    def _figure_words(self, part: str, text: str) -> str:
        said = supervision.judge_part(part, "" if text.casefold() == _("有").casefold() else text)
        return said[0].message if said else ""

    def _do_inform(self, one: Deadline) -> None:
        _round, there = reports.round_of(self.store, one.id)
        again = set(there) == set(information.PLACES)
        left = [place for place in information.PLACES if again or place not in there]
        fields = [
            Field(place, information.PLACES[place], value="yes", choices=tuple(SENT.items()))
            for place in left
        ]
        fields += [
            Field("complete", N_("名单行程"), value="yes" if again else "",
                  choices=(("", N_("未定，续报")), ("yes", N_("已齐")))),
            Field("at", N_("报送时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            places = [place for place in left if values[place]]
            made = await self.desk.record(
                reports.inform, one.id, places, complete=bool(values["complete"]), at=values["at"]
            )
            return said_of(made)

        question = _("续报：{title}", title=one.title) if again else _("报两办：{title}", title=one.title)
        self._ask(question, fields, do, _("两办分别报送，各记各的时间；不是同一时间的分两次记"))

    def _do_export(self, _one: object) -> None:
        now = self.desk.clock.now()

        async def save(path: Path) -> Said:
            import asyncio

            from oatui.files.calendar_out import write_calendar
            from oatui.papers import calendar_papers

            found = calendar_papers.entries(self.store, self.calendar, now)
            made = await asyncio.to_thread(write_calendar, path, _(calendar_papers.NAME), found, now)
            return _("已存：{path}，{n} 项", path=str(made), n=len(found))

        ask_file(self, _("把会议和时限存成日历文件"), f"{_('会议和时限')}-{now:%Y-%m-%d}.ics", save)

    # ------------------------------------------------------------------ whose page it is

    def _own(self, elsewhere: str) -> Deadline | None:
        """The open deadline of the line; another room's line is opened on its own page, with its own key's form."""
        line = self.line
        if line is None:
            return None
        if line.source != "deadline":
            self.open_line(line, elsewhere)
            return None
        if line.state != "open":
            self.say(refuse(f"deadline.is_{line.state}", title=line.title, at=line.ended_at).verdict)
            return None
        return self._deadline(line)

    def open_line(self, line: Due, then: str = "") -> None:
        """The page where a line is dealt with; `then`: the key of an incoming paper's own page."""
        page = page_of_line(line.source, line.id)
        self.desk.push_screen(page)
        if then and line.source == "incoming":
            page.call_after_refresh(getattr(page, then))

    def _deadline(self, line: Due) -> Deadline:
        return deadlines.get(self.store, line.id)

    @staticmethod
    def _source(one: Deadline | Due) -> reports.ItemSource:
        return "incoming" if isinstance(one, Due) and one.source == "incoming" else "deadline"

    # ------------------------------------------------------------------ what is typed

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _read_due(self, text: str) -> Stated | None:
        if not text.strip():
            return None
        own: Own = law.read_own(text, self.desk.clock.now().date(), self.calendar)
        if own.working:
            day = law.count_own(own, self.calendar, lambda _day: datetime.min.time()).due
            if day is None:
                raise refuse("calendar.missing", year=own.day.year + 1)
            return day.date(), None
        return own.day, own.hour

    def _ask(self, question: str, fields: list[Field], do: Any, note: str = "") -> None:
        ask(self, question, fields, do, FIELD_OF, note)
