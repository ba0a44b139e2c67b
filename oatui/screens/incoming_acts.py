"""What is done with an incoming paper, from the list and from its own page alike: each act a small form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from oatui.clock import from_iso
from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.rules import numbering
from oatui.rules.moment import past_moment
from oatui.rules.typed_names import names_in
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens import asking
from oatui.screens.asking import Said
from oatui.screens.deadline_form import due_words
from oatui.screens.digit_choice import DigitChoice
from oatui.screens.document_form import WHEN_HINT, section_field, when_words
from oatui.screens.incoming_more import MENU, chase_words, more_lines
from oatui.screens.page import Page
from oatui.store import (
    documents,
    incoming_course,
    incoming_matters,
    incoming_passing,
    number_lines,
)
from oatui.store.database import Store
from oatui.store.incoming import Incoming, Made
from oatui.store.incoming_limit import Stated
from oatui.widgets.form import Field

DUE_HINT = N_("文件写明的，如 1201、1201 1700、+5g（工作日）")
# under which field a refusal of the store is shown
FIELD_OF = {
    "incoming.future": "at", "incoming.before_received": "at", "incoming.no_leader": "leader",
    "incoming.limit_before": "due", "incoming.late_because": "late", "incoming.no_result": "result",
    "incoming.who_signs": "by", "incoming.no_taker": "to", "incoming.no_reason": "reason",
    "incoming.no_volume": "volume", "incoming.who_sent": "by", "incoming.who_acknowledged": "by",
    "incoming.backwards_sent": "at", "incoming.backwards_collected": "at", "incoming.backwards_acknowledged": "at",
    "document.unknown": "reply", "incoming.answered_before": "instead", "numbering.is_void": "reply",
}  # fmt: skip
MATTERS = {key: law.KINDS[key] for key in ("supervision", "instruction")}
Do = Callable[[dict[str, Any]], Awaitable[Made]]


class IncomingActs(Page):
    """F5 to F8 on the paper that `paper` gives."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "direct", N_("批办"), id="direct", tooltip=N_("登记拟办意见、领导批示、谁承办、时限")),
        Binding("f6", "pass_on", N_("传阅"), id="pass_on", tooltip=N_("传给谁阅、谁承办、送谁批示、退还办公室")),
        Binding("f7", "end", N_("办结"), id="end", tooltip=N_("登记办理结果和答复的公文")),
        Binding("f8", "more", N_("更多"), id="more",
                tooltip=N_("签收、催办、转为会议或督查事项、定时限、退回、归卷、收文处理单、更正")),
    ]  # fmt: skip
    MENU = MENU

    @property
    def paper(self) -> Incoming | None:
        """The paper that the keys are about; says how to get one where there is none."""
        raise NotImplementedError

    # ------------------------------------------------------------------ F5, F6, F7

    def _say_over(self, one: Incoming) -> None:
        """Why nothing more is done with a paper, and the key that takes it up again."""
        then = _("按 F8 再按 2：恢复办理") if one.state == "ended" else ""
        self.say(refuse(f"incoming.is_{one.state}", number=one.number).verdict, then)

    def action_direct(self) -> None:
        if (one := self._open_paper()) is None:
            return
        fields = [
            Field("proposal", N_("拟办意见"), value=one.proposal),
            Field("instruction", N_("领导批示")),
            Field("leader", N_("谁批示的"), hint=N_("有批示才填")),
            section_field(self.store, "unit", N_("承办科室"), one.unit),
            Field("handler", N_("承办人"), value=one.handler),
            Field("due", N_("办理时限"), hint=DUE_HINT, read=self.read_due, echo=due_words),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Made:
            # what stood there before is not said again
            proposal = values["proposal"] if values["proposal"] != one.proposal else ""
            same = (values["unit"], values["handler"]) == (one.unit, one.handler)
            return await self.desk.record(
                incoming_passing.direct, one.id, proposal=proposal, instruction=values["instruction"],
                instructed_by=values["leader"], unit="" if same else values["unit"],
                handler="" if same else values["handler"], due=values["due"], at=values["at"],
            )  # fmt: skip

        self.ask(_("批办：{title}", title=one.title), fields, do)

    def action_pass_on(self) -> None:
        if (one := self._open_paper()) is None:
            return
        fields = [
            Field("role", N_("做什么"), value="read", choices=tuple(law.ROLES.items())),
            Field("to", N_("传给谁"), hint=N_("几个人用顿号或空格隔开"), read=names_in, echo=_names),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(
                incoming_passing.pass_on, one.id, values["to"], values["role"], at=values["at"]
            )

        since = from_iso(one.held_since)
        note = _("现在 {holder}，{at:date} {at:hm} 起", holder=one.holder, at=since)
        self.ask(_("传阅：{title}", title=one.title), fields, do, note)

    def action_end(self) -> None:
        if (one := self._open_paper()) is None:
            return
        number = one.reply_number or (str(one.reply) if one.reply else "")
        fields = [
            Field("result", N_("办理结果"), hint=N_("如：已阅、已办理、已书面答复")),
            Field("reply", N_("答复的公文"), value=number, hint=N_("发文字号或公文编号；没有就不填"),
                  read=self._read_reply, echo=self._reply_words),
            Field("late", N_("超期原因"), hint=N_("督查事项、领导批示件超期的要填")),
            Field("at", N_("办结时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]  # fmt: skip
        if one.reply:
            fields.insert(2, Field("instead", N_("换复文的原因"), hint=N_("换成另一份公文才填")))

        async def do(values: dict[str, Any]) -> Made:
            document, number = values["reply"]
            if document is not None and not values["result"]:
                return await self.desk.record(
                    incoming_course.answer, one.id, document, values.get("instead", "")
                )
            return await self.desk.record(
                incoming_course.end, one.id, values["result"], document=document, reply_number=number,
                late_because=values["late"], at=values["at"], reason=values.get("instead", ""),
            )  # fmt: skip

        self.ask(_("办结：{title}", title=one.title), fields, do, _("只填答复的公文，就只挂上答复，仍算在办"))

    # ------------------------------------------------------------------ F8

    def action_more(self) -> None:
        if (one := self.paper) is None:
            return
        lines = more_lines(self.store, one)
        if not lines:
            self._say_over(one)
            return

        def chosen(key: str | None) -> None:
            if key:
                getattr(self, f"_do_{key}")(one)

        self.desk.push_screen(DigitChoice(f"{one.number}  {one.title}", lines), chosen)

    def _do_receipt(self, one: Incoming) -> None:
        waiting = [line.taker for line in incoming_passing.passes(self.store, one.id) if not line.signed_at]
        fields = [
            Field("by", N_("谁签收"), value=waiting[0] if waiting else "", offers=waiting),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(incoming_passing.sign_for, one.id, values["by"], at=values["at"])

        self.ask(_("签收：{title}", title=one.title), fields, do, _("等签收：{names:list}", names=waiting))

    def _do_chase(self, one: Incoming) -> None:
        words = chase_words(one, self.desk.clock.now())
        fields = [
            Field("whom", N_("催谁"), value=one.holder),
            Field("words", N_("怎么答复的"), hint=N_("可以不填")),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(
                incoming_course.chase, one.id, values["whom"], values["words"], at=values["at"]
            )

        self.desk.copy_to_clipboard(words)
        self.ask(_("催办：{title}", title=one.title), fields, do, _("已复制：{words}", words=words))

    def _do_meeting(self, one: Incoming) -> None:
        from oatui.screens.incoming_meeting import MeetingOfPaperPage
        from oatui.screens.meeting import MeetingPage

        if one.meeting is not None:
            self.desk.push_screen(MeetingPage(one.meeting))
            return

        async def saved(meeting: int | None) -> None:
            if meeting is not None and (
                made := await self.record(incoming_matters.link_meeting, one.id, meeting)
            ):
                self.refresh_page()
                self.say(made.verdict)

        self.desk.push_screen(MeetingOfPaperPage(one), saved)

    def _do_limit(self, one: Incoming) -> None:
        fields = [Field("due", N_("时限"), hint=DUE_HINT, read=self.read_due, echo=due_words)]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(incoming_matters.set_due, one.id, values["due"], self.calendar)

        self.ask(_("时限：{title}", title=one.title), fields, do, _("不填就按收到后 5 个工作日（第21条）"))

    def _do_matter(self, one: Incoming) -> None:
        if one.channel:
            self._do_step(one)
            return
        fields = [
            Field("kind", N_("转为"), choices=tuple(MATTERS.items())),
            Field("channel", N_("怎么来的"), choices=tuple(law.CHANNELS.items())),
            Field("first", N_("接通知、推送"), hint=WHEN_HINT, read=self._read_moment, echo=when_words),
            Field("due", N_("时限"), hint=DUE_HINT, read=self.read_due, echo=due_words),
        ]

        async def do(values: dict[str, Any]) -> Made:
            first = law.STEPS[values["channel"]][0]
            return await self.desk.record(
                incoming_matters.become, one.id, values["kind"], self.calendar, channel=values["channel"],
                steps={first: (values["first"], "")}, due=values["due"],
            )  # fmt: skip

        note = _("文件没有明确时限的，从收到起 5 个工作日（第21条）")
        self.ask(_("督查事项：{title}", title=one.title), fields, do, note)

    def _do_step(self, one: Incoming) -> None:
        done = {step.step for step in incoming_matters.steps_of(self.store, one.id)}
        steps = [step for step in law.STEPS[one.channel] if step not in done] or list(law.STEPS[one.channel])
        who = self.desk.operator if steps[0] == "acknowledged" else ""
        fields = [
            Field("step", N_("哪一步"), choices=tuple((step, law.STEP_WORDS[step]) for step in steps)),
            Field("by", N_("谁"), value=who, hint=N_("派谁去、谁领取、谁查收")),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self.read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(
                incoming_matters.do_step, one.id, values["step"], values["by"], at=values["at"]
            )

        self.ask(_("领取、查收：{title}", title=one.title), fields, do)

    def _do_items(self, one: Incoming) -> None:
        from oatui.screens.incoming_items import IncomingItemsPage

        self.desk.push_screen(IncomingItemsPage(one.id))

    def _do_send_back(self, one: Incoming) -> None:
        fields = [
            Field("why", N_("原因"), choices=tuple(law.RETURNS.items())),
            Field("reason", N_("具体情况"), hint=N_("其他原因必须写明")),
        ]

        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(incoming_course.send_back, one.id, values["why"], values["reason"])

        self.ask(
            _("退回：{title}", title=one.title), fields, do, _("不合规的来文退回 {sender}", sender=one.sender)
        )

    def _do_file(self, one: Incoming) -> None:
        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(incoming_course.file, one.id, values["volume"])

        self.ask(_("归卷：{title}", title=one.title), [Field("volume", N_("卷号、件号"))], do)

    def _do_reopen(self, one: Incoming) -> None:
        self._reason(_("恢复办理：{title}", title=one.title), incoming_course.reopen, one)

    def _do_void(self, one: Incoming) -> None:
        self._reason(_("登记作废：{title}", title=one.title), incoming_course.void, one)

    def _reason(self, question: str, act: Callable[[Store, int, str], Made], one: Incoming) -> None:
        async def do(values: dict[str, Any]) -> Made:
            return await self.desk.record(act, one.id, values["reason"])

        self.ask(question, [Field("reason", N_("原因"))], do)

    def _do_correct(self, one: Incoming) -> None:
        from oatui.screens.incoming_form import IncomingFormPage

        self.desk.push_screen(IncomingFormPage(one), self.after)

    def _do_sheet(self, one: Incoming) -> None:
        async def save(path: Path) -> Said:
            import asyncio

            from oatui.files.handling_sheet_out import write_handling_sheet
            from oatui.papers.incoming_papers import handling_sheet

            made = await asyncio.to_thread(write_handling_sheet, path, handling_sheet(self.store, one.id))
            return _("收文处理单已存：{path}", path=str(made))

        name = f"{_('收文处理单')}-{one.number}.docx"
        asking.ask_file(self, _("把收文处理单存成 Word 文件"), name, save)

    # ------------------------------------------------------------------ what is typed

    def read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _read_moment(self, text: str) -> datetime:
        return self.read_at(text) or self.desk.clock.now()

    def read_due(self, text: str) -> Stated | None:
        return law.stated(text, self.desk.clock.now().date(), self.calendar)

    def _read_reply(self, text: str) -> tuple[int | None, str]:
        """Our document by its id or its whole number; another number stays as it was typed."""
        return find_document(self.store, text)

    def _reply_words(self, reply: tuple[int | None, str]) -> str:
        return documents.get(self.store, reply[0]).title if reply[0] is not None else ""

    # ------------------------------------------------------------------ one way to ask and to answer

    def _open_paper(self) -> Incoming | None:
        one = self.paper
        if one is not None and not one.open:
            self._say_over(one)
            return None
        return one

    def ask(self, question: str, fields: list[Field], do: Do, note: str = "") -> None:
        async def said(values: dict[str, Any]) -> Said:
            return _weightiest(await do(values))

        asking.ask(self, question, fields, said, FIELD_OF, note, then=self.after)

    def after(self, made: Made | None = None) -> None:
        """Back on the page, from a form that says nothing by itself."""
        self.desk.look_for_changes(own=True)
        self.refresh_page()
        if made:
            said = _weightiest(made)
            noted = said.level is Level.NOTE and said is not made.verdict
            # that it is recorded comes before what was only noted
            self.say(made.verdict if noted else said, said.message if noted else "")


def _weightiest(made: Made) -> Verdict:
    """What a rule remarks weighs more than that it is recorded."""
    grave = [one for one in made.notes if one.level in {Level.WARNING, Level.REFUSED}]
    return (grave or [*made.notes, made.verdict])[0]


def _names(names: list[str]) -> str:
    return _("{n} 人：{names:list}", n=len(names), names=names) if len(names) > 1 else ""


def find_document(store: Store, text: str) -> tuple[int | None, str]:
    """A document of ours by its id or whole number; (None, text) for a number that is none of ours. Raises Refused."""
    typed = text.strip()
    if not typed:
        return None, ""
    if typed.isdecimal():
        return documents.get(store, int(typed)).id, ""
    check = numbering.check_number(typed, documents.known_series(store))
    if check.ok and check.series is not None and check.year is not None and check.sequence is not None:
        line = number_lines.find(store, check.series, check.year, check.sequence)
        if line is None or line.document is None:
            # a number of ours that was never given is a slip of the keyboard
            raise refuse("incoming.no_document", written=typed)
        return line.document, ""
    found = store.value("select id from document where number = ?", law.read_number(typed))
    return (found, "") if found is not None else (None, typed)
