"""Plain telegrams: the notice, who was sent, who signed, to whom it was reported, with the minutes (13-1, 13-2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_day, sentence
from oatui.rules import telegrams as law
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask, show_lines
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.listed import ListedPage
from oatui.screens.taking_back import ask_reason, taken_words
from oatui.store import earlier_names, taking_back, telegrams
from oatui.store.telegrams import Telegram
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

COLUMNS = [
    Column("", 5, words=(N_("加急"), N_("特急"), N_("特提"))),
    Column(N_("标题")),
    Column(N_("来电单位"), 14),
    Column(N_("办到哪一步"), 20),
]
FIELD_OF = {
    "telegram.no_title": "title", "telegram.secret": "title", "telegram.no_person": "person", "telegram.future": "at",
    "telegram.backwards": "at",
}  # fmt: skip
DONE = {**law.STEP_WORDS, "sent": N_("已派人领取"), "signed": N_("已签收"), "reported": N_("已汇报")}
WHO = {"sent": N_("派谁去"), "signed": N_("谁签收"), "reported": N_("向谁汇报")}
LOOKS = {Level.WARNING: "bad", Level.OK: "ok"}


class TelegramsPage(ListedPage):
    """The list, the last one first; below it every step of the chosen one with its person and time."""

    CSS_PATH = "telegrams.tcss"
    TITLE_WORDS = N_("明电")
    HELP_WORDS = N_(
        "第13条：接到领取通知第一时间安排人员领取，签收后第一时间向单位主要负责人汇报。F4 登记领取通知；"
        "回车或 F5 记下一步：派谁、谁签收、向谁汇报，时间可以补填。登记错的 F6 撤回最后一步，写原因。签收到汇报的分钟数是本局约定，在设置里改。"
        "密电不在这里登，只在涉密例行里按编号登记。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("登记"), id="add", tooltip=N_("接到领取通知")),
        Binding("f5", "step", N_("下一步"), id="step", tooltip=N_("派人、签收、汇报")),
        Binding(
            "f6", "take_back", N_("撤回"), id="take_back", tooltip=N_("撤回光标所在一件登记错的最后一步")
        ),
    ]

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("没有明电。接到领取通知按 F4 登记"), id="list")
        yield Detail()

    def load(self) -> None:
        self.listing.show(
            telegrams.count(self.store),
            lambda offset, limit: telegrams.listed(self.store, limit, offset),
            self._cells,
        )
        self.show_detail()

    def tick(self) -> None:
        self.show_detail()

    def _cells(self, one: Telegram) -> Sequence[Cell]:
        found = one.stands(self.desk.clock.now())
        if one.void:
            return ["", (one.title, "dim"), (one.sender, "dim"), (_("已撤回"), "dim")]
        urgency: Cell = (_(law.URGENCIES[one.urgency]), "bad") if one.urgency else ""
        words = _("待{step}", step=_(law.STEP_WORDS[one.waits])) if one.waits else _("已汇报")
        return [urgency, one.title, one.sender, (words, LOOKS.get(found.level, "warn"))]

    def show_detail(self) -> None:
        one = self.listing.chosen
        lines: list[str] = []
        if isinstance(one, Telegram):
            lines = [one.title] + [
                f"{sentence(DONE[step])}  {person}  {format_day(from_iso(at).date())} {at[11:16]}"
                for step, (person, at) in one.steps.items()
            ]
            lines.append(remark(one.stands(self.desk.clock.now())))
            lines += taken_words(self, "telegram", str(one.id))
        show_lines(self.query_one(Detail), lines)

    def _read_at(self, text: str) -> Any:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def action_add(self) -> None:
        fields = [
            Field("title", N_("标题")),
            Field("sender", N_("来电单位"), hint=N_("可以不填")),
            Field("urgency", N_("等级"), choices=tuple(law.URGENCIES.items())),
            Field("person", N_("接通知的人"), hint=N_("不填就是操作员")),
            Field("at", N_("接到时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Said:
            one = await self.desk.record(
                telegrams.add, values["title"], values["sender"], values["urgency"], by=values["person"],
                at=values["at"],
            )  # fmt: skip
            self.listing.cursor = 0
            return Verdict("13-2", Level.OK, "telegram.entered", {"title": one.title})

        ask(self, _("接到明电领取通知"), fields, do, FIELD_OF)

    def action_take_back(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Telegram):
            self.say(self.listing.empty)
            return
        entries = taking_back.recent(self.store, ["telegram"], -1)
        found = next((entry for entry in entries if entry.key == str(one.id)), None)
        if found is None:
            self.say(one.stands(self.desk.clock.now()))
            return
        ask_reason(self, found)

    def on_paged_list_chosen(self) -> None:
        self.action_step()

    def _proposed(self, one: Telegram) -> str:
        """Who was sent signs for it, as a rule; the head is whoever signs the papers."""
        if one.waits == "reported":
            return earlier_names.last_person(self.store, "chief_sign", "")
        return one.steps["sent"][0] if one.waits == "signed" else ""

    def action_step(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Telegram):
            self.say(self.listing.empty)
            return
        if one.waits is None:
            self.say(one.stands(self.desk.clock.now()))
            return
        fields = [
            Field("person", WHO[one.waits], value=self._proposed(one)),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(telegrams.do_step, one.id, values["person"], at=values["at"])
            return made.stands(self.desk.clock.now())

        ask(self, f"{sentence(law.STEP_WORDS[one.waits])}  {one.title}", fields, do, FIELD_OF)
