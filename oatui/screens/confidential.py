"""Confidential routines: papers by serial, the count of the day, patrol, posts, password day, visits, media (13, 15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _, sentence
from oatui.rules import confidential as law
from oatui.rules import entry
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask, show_lines
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.document_form import remark
from oatui.screens.oa import whole
from oatui.screens.secret_rooms import SecretRooms
from oatui.screens.taking_back import taken_words
from oatui.store import confidential, secret_rooms
from oatui.store.confidential import Secret
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

COLUMNS = [
    Column(N_("台账编号")), Column(N_("种类"), 15), Column(N_("状态"), 12), Column(N_("在谁手里"), 12),
    Column(N_("应还"), 8), Column(N_("催收"), 6, right=True),
]  # fmt: skip
FIELD_OF = {
    "secret.no_serial": "serial", "secret.not_a_serial": "serial", "secret.known": "serial", "secret.unknown": "serial",
    "secret.order": "serial", "secret.content": "person", "secret.no_approver": "approver", "secret.due_past": "due",
}  # fmt: skip


class ConfidentialPage(SecretRooms):
    """What is out comes first; Enter offers what may follow by digit."""

    CSS_PATH = "confidential.tcss"
    TITLE_WORDS = N_("涉密例行")
    HELP_WORDS = N_(
        "这里只登编号、人、日期和打勾，不登标题和内容；标题和内容见涉密台账，不进这台电脑。"
        "F4 签收，F5 借阅；在一行上按回车，按次序催收、归还、归档、销毁（第15条）。F6 每天清点：借出 = 归还 + 在手。"
        "F7 巡查。F8 里有三员、更换密码的日期、进出登记、介质交接和这些登记的记录，登记错的也在那里撤回。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "receive", N_("登记签收"), id="receive", tooltip=N_("按编号签收一份")),
        Binding("f5", "borrow", N_("借阅"), id="borrow", tooltip=N_("按编号借阅一份")),
        Binding("f6", "count", N_("清点"), id="count", tooltip=N_("一天结束时清点在手的")),
        Binding("f7", "patrol", N_("巡查"), id="patrol", tooltip=N_("记一次巡查")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("三员、密码日期、进出、介质、撤回、记录")),
    ]

    def body(self) -> ComposeResult:
        yield Static("", id="standing", markup=False)
        yield PagedList(COLUMNS, empty=_("没有登记的涉密件。F4 签收，F5 借阅；只填编号"), id="list")
        yield Detail()

    def load(self) -> None:
        self.listing.show(
            confidential.how_many(self.store),
            lambda offset, limit: confidential.listed(self.store, limit, offset),
            self._cells,
        )
        out, back = confidential.figures(self.store)
        lines = [_("今天借出 {out}  归还 {back}  应在手 {held}", out=out, back=back, held=out - back)]
        counted = confidential.last_count(self.store, self.today)
        lines[0] += "    " + (
            _("{at} 清点在手 {n}", at=counted.at[11:16], n=counted.counted)
            if counted
            else _("今天还没有清点")
        )
        remarks = secret_rooms.remarks(self.store)
        standing = self.query_one("#standing", Static)
        standing.set_class(bool(remarks), "late")
        show_lines(standing, [*lines, *(remark(one) for one in remarks)])

        self.show_detail()

    def show_detail(self) -> None:
        one = self.listing.chosen
        lines: list[str] = []
        if isinstance(one, Secret):
            course = confidential.acts(self.store, one.serial)[-5:]
            done = (
                f"{sentence(law.ACTS[act.act])} {act.at[5:16].replace('T', ' ')} {act.person}"
                for act in course
            )
            lines = [f"{one.serial}  " + "  ".join(done)]
            if found := one.stands(self.today):
                lines.append(remark(found))
            lines += taken_words(self, "secret", one.serial)
        show_lines(self.query_one(Detail), lines)

    def _cells(self, one: Secret) -> Sequence[Cell]:
        found = one.stands(self.today)
        look = (
            "bad" if found and found.level is Level.WARNING else "warn" if one.state == "borrowed" else "dim"
        )
        state = _("超期未还") if look == "bad" else _(law.STATES[one.state])
        due = one.due[5:] if one.due and one.state == "borrowed" else ""
        chased = str(one.chased) if one.chased and one.state == "borrowed" else ""
        return [
            one.serial, _(law.KINDS[one.kind]), (state, look), one.holder, due, chased,
        ]  # fmt: skip

    # ------------------------------------------------------------------ papers by serial

    def action_receive(self) -> None:
        self._ask_act("receive")

    def action_borrow(self) -> None:
        one = self.listing.chosen
        inside = isinstance(one, Secret) and one.state in law.FOLLOWS["borrow"]
        self._ask_act("borrow", one.serial if one and inside else "")

    def on_paged_list_chosen(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Secret):
            return
        acts = [what for what in law.ACTS if one.state in law.FOLLOWS.get(what, ())]
        if not acts:
            self.say(_("{serial} 已销毁，没有下一步", serial=one.serial))
            return
        lines = [Line(str(place), what, sentence(law.ACTS[what])) for place, what in enumerate(acts, 1)]
        course = confidential.acts(self.store, one.serial)[-3:]
        stands = "  ".join(f"{sentence(law.ACTS[done.act])} {done.at[5:10]} {done.person}" for done in course)

        def chosen(what: str | None) -> None:
            if what:
                self._ask_act(what, one.serial)

        self.desk.push_screen(DigitChoice(f"{one.serial}  {stands}", lines), chosen)

    def _ask_act(self, what: str, serial: str = "") -> None:
        fields = [
            Field("serial", N_("台账编号"), value=serial, hint=N_("只填编号，如 0007")),
            Field("person", N_("谁"), hint=N_("不填就是操作员")),
        ]
        if what in ("receive", "borrow"):
            fields.insert(1, Field("kind", N_("种类"), choices=tuple(law.KINDS.items())))
        if what == "borrow":
            fields.append(
                Field("due", N_("应还日期"), hint=N_("可以不填；如 1127、明天"), read=self._read_due)
            )
        if what == "destroy":
            fields.append(Field("approver", N_("批准人")))

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                confidential.act, what, values["serial"], values["person"], kind=values.get("kind", "paper"),
                due=values.get("due"), approver=values.get("approver", ""),
            )  # fmt: skip
            return Verdict("15-7", Level.OK, "secret.acted", {"serial": made.serial, "act": [law.ACTS[what]]})

        ask(self, sentence(law.ACTS[what]), fields, do, FIELD_OF, _("不填标题和内容，见涉密台账"))

    def _read_due(self, text: str) -> date | None:
        return entry.parse_date(text, self.today, self.calendar, past_days=0) if text.strip() else None

    def action_count(self) -> None:
        fields = [
            Field("counted", N_("在手几份"), read=whole),
            Field("person", N_("谁清点"), hint=N_("不填就是操作员")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            return (
                await self.desk.record(confidential.count_day, values["counted"], values["person"])
            ).verdict

        ask(self, _("清点"), fields, do, FIELD_OF)

    def action_patrol(self) -> None:
        fields = [
            Field("result", N_("结果"), choices=tuple(law.PATROLS.items())),
            Field("person", N_("谁巡查"), hint=N_("不填就是操作员")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(secret_rooms.patrol, values["result"], values["person"])
            return Verdict("15-4", Level.OK, "secret.patrolled", {"result": [law.PATROLS[made.result]]})

        ask(self, _("巡查"), fields, do, {})
