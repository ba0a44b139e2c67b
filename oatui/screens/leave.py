"""The leaves of a meeting: asked for, approved, who comes instead, and whether the slip is where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui.clock import from_iso
from oatui.i18n import N_, _
from oatui.rules import leave as law
from oatui.rules.leave import PLACE_WORDS, PLACES, PROOF_WORDS, REASONS, STATES
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask, ask_file
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import leave, people, seal_register, substitute_back
from oatui.store.leave import Leave, Made
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

LOOKS = {"requested": "warn", "approved": "ok", "refused": "bad", "withdrawn": "dim"}
# under which field a refusal of the store is shown
FIELD_OF = {
    "leave.own_meeting": "chair",
    "leave.future": "at",
    "leave.approver_needed": "by",
    "leave.leader_needed": "by",
    "leave.refuser_needed": "by",
    "leave.refusal_reason": "reason",
    "leave.withdraw_reason": "reason",
    "leave.has_substitute": "decision",
    "leave.substitute_before": "at",
    "leave.substitute_on_roster": "name",
    "person.no_name": "name",
}
DECISIONS = (("approve", N_("批准")), ("refuse", N_("不批准")), ("withdraw", N_("撤回")))
TICKS = (("", N_("还没送")), ("yes", N_("已送到")))

_COLUMNS = [
    Column(N_("姓名"), 8), Column(N_("单位")), Column(N_("事由"), 10, words=tuple(REASONS.values())), Column(N_("状态"), 8),
    Column(N_("批准人"), 14), Column(N_("替会人"), 8), Column(N_("手续"), 6),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("姓名"), 10), Column(N_("单位"), 20), Column(N_("事由"), 12, words=tuple(REASONS.values())), Column(N_("状态"), 8),
    Column(N_("批准人"), 18), Column(N_("替会人"), 10), Column(N_("手续")),
]  # fmt: skip


class LeavePage(MeetingListPage):
    """One line a leave; the one under the cursor in full below."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "leave.tcss"
    TITLE_WORDS = N_("请假")
    HELP_WORDS = N_(
        "先请假，批准以后才可安排替会（第17条）；替会人另有签到码，原来的马上作废。批准时间按实际填，电话同意后补登也可以。"
        "以本单位会议为由不能请假，除非主持会议的领导同意（第18条）。县委、县政府会议的请假单报县委总值班室和县政府值班室，"
        "送到后按 F7 登记；没送齐不能闭会。替会安排了、本人又来的，在替会的那一行按 F6 撤回，或在签到台输入本人姓名。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "request", N_("请假登记"), id="request", tooltip=N_("登记一个人的请假")),
        Binding("f5", "decide", N_("批准"), id="decide", tooltip=N_("登记批准、不批或撤回")),
        Binding(
            "f6", "substitute", N_("替会"), id="substitute", tooltip=N_("批准以后安排谁替会；安排过的，撤回")
        ),
        Binding("f7", "deliver", N_("送达"), id="deliver", tooltip=N_("登记请假单送到了哪里")),
        Binding(
            "delete",
            "take_back",
            N_("撤回"),
            id="take_back",
            tooltip=N_("送达登记错了的，撤回来；请假本身用 F5 撤回"),
        ),
        Binding("f8", "slip", N_("请假单"), id="slip", tooltip=N_("把请假单存成 Word 文件")),
    ]

    def body(self) -> ComposeResult:
        yield PagedList(_COLUMNS, empty=_("没有人请假。按 F4 登记请假"), id="leaves")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        self.listing.show(
            leave.count(self.store, self.meeting_id),
            lambda offset, limit: leave.listed(self.store, self.meeting_id, limit, offset),
            self._cells,
        )
        self.show_detail()

    # ------------------------------------------------------------------ what is shown

    def _cells(self, one: Leave) -> Sequence[Cell]:
        # the day too where it is not the day that the leave was written down
        at = one.approved_at or ""
        at = at[11:16] if at[:10] == one.asked_at[:10] else at[5:10]
        approval = f"{one.approver} {at}".strip()
        wide = self.wide
        papers: Cell = ""
        if one.open:
            names = [_(PROOF_WORDS[proof.key]) for proof in one.open]
            papers = (
                _("待办 {names:list}", names=names) if wide else _("待办 {n}", n=len(names)), "warn",
            )  # fmt: skip
        elif one.proofs:
            papers = (_("已送齐"), "ok")
        return [
            one.name, one.unit, _(REASONS[one.kind]), (_(STATES[one.state]), LOOKS[one.state]), approval,
            one.substitute_name, papers,
        ]  # fmt: skip

    def show_detail(self) -> None:
        one = self.listing.chosen
        self.query_one(Detail).update(self._detail(one) if isinstance(one, Leave) else "")

    def _detail(self, one: Leave) -> Content:
        head = "  ".join(filter(None, (one.name, one.unit, one.post)))
        lines = [_("请假 {at:date} {at:hm}", at=one.asked_at) + f"  {_(REASONS[one.kind])}  {one.reason}"]
        if one.after_start:
            lines.append(_("开会以后才请假"))
        if one.chair_consent:
            lines.append(_("主持会议的领导 {name} 同意", name=one.chair_consent))
        if one.approved_at and one.approval_recorded_at:
            lines.append(
                _("{name} {at:date} {at:hm} 批准", name=one.approver, at=one.approved_at)
                + "  "
                + _("{at:date} {at:hm} 登记", at=one.approval_recorded_at)
            )
        elif one.refusal:
            lines.append(f"{one.approver}  {_(STATES[one.state])}  {one.refusal}".strip())
        if one.substitute_at:
            who = "  ".join(filter(None, (one.substitute_name, one.substitute_unit, one.substitute_post)))
            lines.append(_("替会 {who}  {at:date} {at:hm} 安排", who=who, at=one.substitute_at))
            if one.spot_approver:
                lines.append(_("现场替会，{name} 批准", name=one.spot_approver))
        elif one.arrived:
            lines.append(_("本人已到会"))
        for back in substitute_back.of(self.store, one.id):
            words = _("替会 {name} 已于 {at:date} {at:hm} 撤回", name=back.name, at=back.at)
            reason = _(back.reason) if back.reason == substitute_back.REASON else back.reason
            lines.append(f"{words}  {reason}")
        for proof in one.proofs:
            at = one.deliveries.get(proof.key)
            done = _("{at:date} {at:hm} 送到", at=at) if at else _("已有") if proof.done else _("待办")
            lines.append(f"{_(PROOF_WORDS[proof.key])}  {done}  {proof.rule}")
        return Content.assemble((head + "\n", Style(bold=True)), ("\n".join(lines), Style()))

    @property
    def chosen(self) -> Leave | None:
        """The leave of the cursor."""
        return self.chosen_of(Leave)

    # ------------------------------------------------------------------ asking

    def action_request(self) -> None:
        def person(text: str) -> people.Attendee:
            return find_person(self.store, self.meeting_id, text)

        fields = [
            Field("person", N_("谁请假"), hint=N_("姓名或首字母；几个人对得上时后面加数字"), read=person, echo=who_words),
            Field("kind", N_("事由类别"), choices=tuple(REASONS.items())),
            Field("reason", N_("事由"), hint=N_("写在请假单上；不作判定")),
            Field("chair", N_("主持领导同意"), hint=N_("只有以本单位会议请假的才填：哪位主持领导同意")),
            Field("at", N_("请假时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]  # fmt: skip

        async def request(values: dict[str, Any]) -> Made:
            return await self.desk.record(
                leave.request, values["person"].id, values["kind"], values["reason"],
                asked_at=values["at"], chair_consent=values["chair"],
            )  # fmt: skip

        self._ask(_("登记请假"), fields, request, to_last=True)

    def action_decide(self) -> None:
        one = self.chosen
        if one is None or self.meeting is None:
            return
        county = self.meeting.level != "bureau"
        by = self.meeting.chair if county else seal_register.proposed(self.store, self.desk.clock.now())
        hint = N_("同意的县领导") if self.meeting.level == "county_leader" else N_("谁批准的")
        decisions = DECISIONS if one.state == "requested" else DECISIONS[2:]
        fields = [
            Field("decision", N_("怎么定的"), choices=decisions),
            Field("by", N_("批准人"), value=by, hint=hint),
            Field("at", N_("批准时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
            Field("reason", N_("原因"), hint=N_("不批或撤回才填")),
        ]

        async def decide(values: dict[str, Any]) -> Made:
            if values["decision"] == "approve":
                return await self.desk.record(leave.approve, one.id, values["by"], values["at"])
            if values["decision"] == "refuse":
                return await self.desk.record(
                    leave.turn_down, one.id, values["by"], values["reason"], values["at"]
                )
            return await self.desk.record(leave.withdraw, one.id, values["reason"])

        note = _("批准时间按实际填：电话同意的，先同意后补登；登记时间另记")
        self._ask(_("{name} 的请假", name=one.name), fields, decide, note)

    def action_substitute(self) -> None:
        one = self.chosen
        if one is None:
            return
        if one.substitute is not None:
            self._ask_back(one)
            return
        now = self.desk.clock.now()
        approved = from_iso(one.approved_at) if one.approved_at else None
        # what no form can answer is said before it asks
        if not_yet := law.judge_substitute(one.level, one.state, approved, approved or now, now):
            self.say(not_yet[0])
            return
        fields = [
            Field("name", N_("替会人"), read=_typed_name),
            Field("unit", N_("单位"), value=one.unit),
            Field("post", N_("职务")),
            Field("phone", N_("联系电话"), hint=N_("可以不填")),
            Field("at", N_("安排时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def name(values: dict[str, Any]) -> Made:
            return await self.desk.record(
                leave.substitute, one.id, values["name"], unit=values["unit"], post=values["post"],
                phone=values["phone"], named_at=values["at"],
            )  # fmt: skip

        note = _("登记以后 {name} 的签到码马上作废，替会人的签到码在名册里", name=one.name)
        self._ask(_("谁替 {name} 参会", name=one.name), fields, name, note)

    def _ask_back(self, one: Leave) -> None:
        async def back(values: dict[str, Any]) -> Made:
            return await self.desk.record(substitute_back.take_back, one.id, values["reason"])

        fields = [Field("reason", N_("原因"), value=_("本人到会"), hint=N_("本人到会，或安排错了人"))]
        note = _(
            "{name} 原来的签到码又能用；{substitute} 已签到的不再算，记录都留着。{substitute} 也不能到会的，不用撤，给 {substitute} 办请假",
            name=one.name, substitute=one.substitute_name,
        )  # fmt: skip
        question = _("撤回 {substitute} 替 {name} 参会？", name=one.name, substitute=one.substitute_name)
        self._ask(question, fields, back, note)

    def action_deliver(self) -> None:
        one = self.chosen
        if one is None:
            return
        places = [place for place in PLACES[one.level] if place not in one.deliveries]
        if one.state != "approved" or not places:
            key = "leave.not_approved_yet" if one.state != "approved" else f"leave.no_delivery_{one.level}"
            if one.deliveries:
                self.say(_("请假单已送齐"))
            else:
                self.say(Verdict(None, Level.NOTE, key))
            return
        # with one place left, that is the one meant
        value = "yes" if len(places) == 1 else ""
        fields = [Field(place, PLACE_WORDS[place], value=value, choices=TICKS) for place in places]
        fields.append(Field("at", N_("送到时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words))

        async def deliver(values: dict[str, Any]) -> Made:
            made = None
            for place in places:
                if values[place]:
                    made = await self.desk.record(leave.deliver, one.id, place, values["at"])
            if made is None:
                raise refuse("leave.nowhere_delivered")
            return made

        note = _("两处不是同一时间送到的，分两次登记") if len(places) > 1 else ""
        self._ask(_("{name} 的请假单送到了哪里", name=one.name), fields, deliver, note)

    def action_take_back(self) -> None:
        from oatui.screens.taking_back import choose

        choose(self, ["slip"])

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _ask(
        self, question: str, fields: list[Field], do: Any, note: str = "", to_last: bool = False
    ) -> None:
        async def said(values: dict[str, Any]) -> Said:
            made: Made | None = await do(values)
            # what a rule remarks weighs more than that it is recorded
            return next(iter(made.notes), made.verdict) if made else None

        def then() -> None:
            self.refresh_page()
            if to_last:
                self.listing.action_go(-1)

        ask(self, question, fields, said, FIELD_OF, note, then=then)

    # ------------------------------------------------------------------ the slip

    def action_slip(self) -> None:
        one = self.chosen
        if one is None:
            return
        meeting = self.read_meeting()

        async def save(path: Path) -> Said:
            import asyncio

            from oatui.files.slip_out import write_leave_slip
            from oatui.papers import meeting_papers

            slip = meeting_papers.leave_slip(self.store, meeting, one.attendee, reason=one.reason)
            made = await asyncio.to_thread(write_leave_slip, path, slip)
            return _("请假单已存：{path}", path=str(made))

        name = f"{_('请假单')}-{one.unit}-{one.name}.docx"
        ask_file(self, _("把 {name} 的请假单存成 Word 文件", name=one.name), name, save)


def _typed_name(text: str) -> str:
    if not text.strip():
        raise refuse("person.no_name")
    return text.strip()


def find_person(store: Any, meeting: int, text: str) -> people.Attendee:
    """Who is meant by a name, initials, or either with a digit behind it where several fit. Raises Refused."""
    typed = text.strip()
    if not typed:
        raise refuse("leave.no_person")
    wanted = typed.rstrip("0123456789")
    hits = (
        [one for one in people.search(store, meeting, wanted, 9) if one.replaced_by is None] if wanted else []
    )
    place = typed[len(wanted) :]
    if not place and len(hits) == 1:
        return hits[0]
    if place and 1 <= int(place) <= len(hits):
        return hits[int(place) - 1]
    if not hits:
        raise refuse("leave.nobody", written=typed[:20])
    raise refuse(
        "leave.several", people=[f"{n} {one.name} {one.unit}" for n, one in enumerate(hits, start=1)]
    )


def who_words(person: people.Attendee) -> str:
    """The person that was understood."""
    return "  ".join(filter(None, (person.name, person.unit, person.post)))
