"""The notice of a meeting, unit by unit: sent, acknowledged, replied; and what is still to be urged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _
from oatui.rules.moment import past_moment
from oatui.rules.notice import CHANNELS, NAMES
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import ask
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.ticked_list import TICK_KEY, TICKED
from oatui.store import notices
from oatui.store.notices import Recipient
from oatui.widgets.form import Field
from oatui.widgets.keyed_lines import pressed_by_click
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

# under which field a refusal of the store is shown
FIELD_OF = {
    "notice.consent_committee_office": "consent_by",
    "notice.consent_government_office": "consent_by",
    "notice.consent_late": "consent_at",
    "notice.future": "at",
    "notice.before_sent": "at",
    "notice.by_whom": "by",
    "notice.no_unit": "unit",
}

_COLUMNS = [
    Column(N_("单位")), Column(N_("联系人"), 10), Column(N_("方式"), 9), Column(N_("发出"), 11),
    Column(N_("已签收"), 11, words=(N_("未签收"),)), Column(N_("回执"), 11),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("单位")), Column(N_("联系人"), 12), Column(N_("电话"), 14), Column(N_("方式"), 9),
    Column(N_("发出"), 13), Column(N_("已签收"), 13, words=(N_("未签收"),)), Column(N_("签收人"), 10), Column(N_("回执"), 13),
]  # fmt: skip


def short(at: str | None) -> str:
    """11-24 08:20, in the cells that a column has."""
    return f"{at[5:10]} {at[11:16]}" if at else ""


def _waits(one: Recipient) -> bool:
    return bool(one.sent_at and not one.acknowledged_at)


class NoticesPage(MeetingListPage):
    """One line a unit; Enter does what comes next for it."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "notices.tcss"
    TITLE_WORDS = N_("会议通知")
    HELP_WORDS = N_(
        "按单位登记会议通知：单位和联系人从名册里来，也可以自己加。通知以OA系统为主，电话可以提醒、确认；只用电话的，"
        "紧急会议才行（第18条）。以县委办公室、县政府办公室名义通知的，先经该办公室同意并写明谁、何时。"
        "在一行上按回车办下一步：没发的登记发出，没签收的登记签收。"
        "几个单位都签收了的，用空格逐个勾选，再按 F5 一起登记，各由联系人签收。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        TICK_KEY,
        Binding("f4", "send", N_("发通知"), id="send", tooltip=N_("登记通知已发出，全部没发的或这一个单位")),
        Binding("f5", "acknowledge", N_("签收"), id="acknowledge", tooltip=N_("登记这个单位谁签收、何时签收；空格勾选几个，一起登记")),
        Binding("f6", "contact", N_("单位"), id="contact", tooltip=N_("加通知单位，或改联系人和电话")),
        Binding("f7", "remind", N_("催办"), id="remind", tooltip=N_("未签收、未回执、未到会，每个单位一句话")),
        Binding("delete", "take_back", N_("撤回"), show=False, id="take_back", tooltip=N_("发通知、签收、回执登记错了的，撤回来")),
        Binding("f8", "ranges", N_("会场"), id="ranges", tooltip=N_("各会场的必到职务、负责人、上报的一句话")),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.units: list[Recipient] = []
        self.ticked: set[str] = set()

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("还没有通知单位。先导入名册，或按 F6 加单位"), id="units")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        self.units = notices.recipients(self.store, self.meeting_id, limit=2000)
        self.ticked &= {one.unit for one in self.units if _waits(one)}
        self.listing.show_items(self.units, self._cells)
        self._show_figures()
        self.show_detail()

    def _show_figures(self) -> None:
        sent = [one for one in self.units if one.sent_at]
        words = _(
            "{units} 个单位  已发 {sent}  已签收 {signed}  已回执 {replied}",
            units=len(self.units),
            sent=len(sent),
            signed=sum(bool(one.acknowledged_at) for one in sent),
            replied=sum(bool(one.replied_at) for one in self.units),
        )
        if self.ticked:
            words += "  " + _("勾了 {n} 个，F5 一起签收", n=len(self.ticked))
        # with the mouse the words tick the row of the cursor
        tick = "  " + _("空格勾选几个") if sum(map(_waits, self.units)) > 1 else ""
        shown = Content.assemble((words, Style()), (tick, pressed_by_click("space")))
        self.query_one("#figures", Panel).update(shown)

    def _cells(self, one: Recipient) -> Sequence[Cell]:
        ways = "+".join(_(CHANNELS[way]) for way in one.channels)
        alone = one.channels == ("phone",) and not (self.meeting and self.meeting.urgent)
        sent: Cell = short(one.sent_at) if one.sent_at else (_("未发"), "dim")
        waits: Cell = (_("未签收"), "warn") if one.sent_at else ""
        if one.unit in self.ticked:
            waits = TICKED
        signed: Cell = (short(one.acknowledged_at), "ok") if one.acknowledged_at else waits
        cells: list[Cell] = [
            one.unit, one.contact, (ways, "warn") if alone else ways, sent, signed, short(one.replied_at),
        ]  # fmt: skip
        if self.wide:
            cells.insert(2, one.phone)
            cells.insert(6, one.acknowledged_by)
        return cells

    def show_detail(self) -> None:
        one = self.listing.chosen
        self.query_one(Detail).update(self._detail(one) if isinstance(one, Recipient) else "")

    def _detail(self, one: Recipient) -> Content:
        who = "  ".join(filter(None, (one.contact, one.phone, _("名册 {n} 人", n=one.people))))
        lines = [who]
        if one.in_name_of:
            lines.append(
                _("以{office}名义，{name} {at:date} {at:hm} 同意", office=_(NAMES[one.in_name_of]),
                  name=one.consent_by, at=one.consent_at) + "  18-1"
            )  # fmt: skip
        if one.acknowledged_at:
            lines.append(_("{by} {at:date} {at:hm} 签收", by=one.acknowledged_by, at=one.acknowledged_at))
        elif one.channels == ("phone",) and self.meeting and not self.meeting.urgent:
            lines.append(remark(Verdict("18-4", Level.NOTE, "notice.phone_alone")))
        return Content.assemble((f"{one.unit}\n", Style(bold=True)), ("\n".join(lines), Style()))

    # ------------------------------------------------------------------ keys

    @property
    def chosen(self) -> Recipient | None:
        one = self.listing.chosen
        if not isinstance(one, Recipient):
            self.say(self.listing.empty)
            return None
        return one

    @on(PagedList.Chosen)
    def _next_step(self, event: PagedList.Chosen) -> None:
        event.stop()
        one: Recipient = event.item
        if not one.sent_at:
            self._send([one.unit], ())
        elif not one.acknowledged_at:
            self._acknowledge(one)
        else:
            self.action_contact()

    def action_send(self) -> None:
        one = self.chosen
        if one is None:
            return
        units, words = [each.unit for each in self.units if not each.sent_at], N_("没发的 {n} 个")
        if not units:
            # told by telephone, all of them: the article asks for OA as well (18-4)
            units = [each.unit for each in self.units if "oa" not in each.channels]
            words = N_("OA没发的 {n} 个")
        if len(units) > 1 or (units and one.unit not in units):
            whole = ("all", _(words, n=len(units)))
            self._send([one.unit], (whole, ("one", _("只这一个"))), units)
        else:
            self._send([one.unit], ())

    def _send(self, one: list[str], scopes: Sequence[tuple[str, str]], whole: Sequence[str] = ()) -> None:
        scope = [Field("scope", N_("发给"), choices=scopes)] if scopes else []
        fields = [
            *scope,
            Field("channel", N_("方式"), choices=tuple(CHANNELS.items())),
            Field("at", N_("发出时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            Field("in_name_of", N_("名义"), choices=tuple(NAMES.items())),
            Field("consent_by", N_("谁同意"), hint=N_("以县委办、县政府办名义的才填：该办公室谁同意")),
            Field("consent_at", N_("同意时间"), hint=N_("何时同意；先同意后通知"), read=self._read_at, echo=when_words),
        ]  # fmt: skip

        async def send(values: dict[str, Any]) -> Verdict | None:
            units = whole if values.get("scope") == "all" else one
            made = await self.desk.record(
                notices.send, self.meeting_id, units, values["channel"], at=values["at"],
                in_name_of=values["in_name_of"], consent_by=values["consent_by"], consent_at=values["consent_at"],
            )  # fmt: skip
            # what a rule remarks weighs more than that it is recorded
            return next(iter(made.notes), made.verdict) if made else None

        ask(
            self,
            _("通知已发给 {unit}", unit=one[0]) if not scopes else _("登记通知已发出"),
            fields,
            send,
            FIELD_OF,
            first="channel",
        )

    def action_tick(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Recipient):
            return
        if _waits(one):
            self.ticked ^= {one.unit}
        self.listing.action_move(1)
        self.listing.refresh()
        self._show_figures()

    def action_acknowledge(self) -> None:
        if self.ticked:
            self._acknowledge_ticked()
        elif (one := self.chosen) and not one.sent_at:
            self.say(refuse("notice.not_sent").verdict)  # before a form is filled in for nothing
        elif one:
            self._acknowledge(one)

    def _acknowledge_ticked(self) -> None:
        units = [one.unit for one in self.units if one.unit in self.ticked]
        fields = [Field("at", N_("签收时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words)]

        async def sign(values: dict[str, Any]) -> Verdict | None:
            made = await self.desk.record(notices.acknowledge_many, self.meeting_id, units, values["at"])
            said = {"n": len(made), "at": made[0].acknowledged_at, "units": [one.unit for one in made[:3]]}
            return Verdict(None, Level.OK, "notice.acknowledged_many", said)

        ask(self, _("{n} 个单位签收，签收人是各单位联系人", n=len(units)), fields, sign, FIELD_OF)

    def action_take_back(self) -> None:
        from oatui.screens.taking_back import choose

        choose(self, ["notice", "receipt", "reply"])

    def _acknowledge(self, one: Recipient) -> None:
        fields = [
            Field("by", N_("签收人"), value=one.contact),
            Field("at", N_("签收时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def sign(values: dict[str, Any]) -> Verdict | None:
            made = await self.desk.record(
                notices.acknowledge, self.meeting_id, one.unit, values["by"], values["at"]
            )
            said = {"unit": made.unit, "by": made.acknowledged_by, "at": made.acknowledged_at}
            return Verdict(None, Level.OK, "notice.acknowledged", said)

        ask(self, _("{unit} 签收", unit=one.unit), fields, sign, FIELD_OF)

    def action_contact(self) -> None:
        one = self.listing.chosen
        here = one if isinstance(one, Recipient) else None
        fields = [
            Field("unit", N_("单位"), value=here.unit if here else "", hint=N_("改成别的名称就是加一个单位")),
            Field("contact", N_("联系人"), value=here.contact if here else ""),
            Field("phone", N_("电话"), value=here.phone if here else ""),
        ]

        async def keep(values: dict[str, Any]) -> Verdict | None:
            made = await self.desk.record(
                notices.set_contact, self.meeting_id, values["unit"], values["contact"], values["phone"]
            )
            return Verdict(None, Level.OK, "notice.recipient", {"unit": made.unit})

        ask(self, _("通知单位和联系人"), fields, keep, FIELD_OF)

    def action_remind(self) -> None:
        from oatui.screens.reminders import RemindersPage

        self.desk.push_screen(RemindersPage(self.meeting_id))

    def action_ranges(self) -> None:
        from oatui.screens.venue_range import VenueRangePage

        self.desk.push_screen(VenueRangePage(self.meeting_id))

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)
