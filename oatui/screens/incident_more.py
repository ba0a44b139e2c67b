"""F8 of an incident: put right, name who answers for it, take back a call or a report, annul, take up again."""

from __future__ import annotations

from typing import Any

from oatui.clock import from_iso
from oatui.i18n import N_, _, sentence
from oatui.rules import incident as law
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.incident_form import FIELD_OF, HAPPENED_HINT, ask_start, reader
from oatui.screens.page import Page
from oatui.store import duty, incident_acts
from oatui.store.incidents import Incident, Made
from oatui.widgets.form import Field

MAJOR = {"": N_("一般"), "yes": N_("重大")}


class IncidentMore(Page):
    """The acts behind F8, and how an act of an incident is asked and answered."""

    MENU = (
        Line("1", "correct", N_("更正"), N_("时间、何地何事")),
        Line("2", "name", N_("责任人（第24条）"), N_("第一、分管、直接")),
        Line("3", "void", N_("撤销书面报告的登记")),
        Line("4", "annul", N_("误报，撤销这一件")),
        Line("5", "uncall", N_("撤销电话报告的登记"), N_("没有打，或打的不是这家")),
        Line("5", "reopen", N_("恢复处置")),
        Line("9", "new", N_("另一件突发事件")),
    )
    incident_id: int
    one: Incident | None

    def action_more(self) -> None:
        if self.one is None:
            return
        only, stands = {"new", "reopen"}, {}
        if self.one.open:
            only = {"new", "correct", "name", "annul"}
            if last := next((item for item in reversed(self.one.reports) if not item.void), None):
                only.add("void")
                stands["void"] = _(law.REPORTS[last.kind])
            if self.one.calls:
                only.add("uncall")
        self.desk.push_screen(DigitChoice(self.one.what, offered(self.MENU, stands, only)), self._more)

    def _more(self, key: str | None) -> None:
        if key == "new":
            ask_start(self.desk)
        elif key:
            getattr(self, f"_do_{key}")()

    def _do_correct(self) -> None:
        assert self.one
        read, day = reader(self.desk), "%Y%m%d %H:%M:%S"
        fields = [
            Field("occurred", N_("事发时间"), value=f"{from_iso(self.one.occurred):{day}}", hint=HAPPENED_HINT,
                  read=read, echo=when_words),
            Field("heard", N_("接报时间"), value=f"{from_iso(self.one.heard):{day}}", read=read, echo=when_words),
            Field("what", N_("何地何事"), value=self.one.what),
            Field("place", N_("地点"), value=self.one.place, hint=N_("写进 Word 的地点；可以不填")),
            Field("major", N_("程度"), value="yes" if self.one.major else "", choices=tuple(MAJOR.items())),
            Field("reason", N_("更正原因")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            values["major"] = bool(values["major"])
            return _said(await self.desk.record(incident_acts.correct, self.incident_id, **values))

        ask(self, _("更正"), fields, do, FIELD_OF)

    def _do_name(self) -> None:
        assert self.one
        fields = [self._person(role, words, role, stand_in=False) for role, words in law.RESPONSIBLE.items()]

        async def do(values: dict[str, Any]) -> Said:
            why = N_("写明责任人")
            made = await self.desk.record(incident_acts.correct, self.incident_id, why, responsible=values)
            return _said(made)

        ask(self, _("责任人（第24条）"), fields, do, FIELD_OF)

    def _do_void(self) -> None:
        assert self.one
        last = next(item for item in reversed(self.one.reports) if not item.void)
        self._ask(
            _("撤销登记：{report}", report=_(law.REPORTS[last.kind])), [Field("reason", N_("原因"))],
            incident_acts.void_report, last.number,
        )  # fmt: skip

    def _do_uncall(self) -> None:
        assert self.one
        lines = [
            Line(str(number), office, sentence(words), self.one.calls[office].at[11:19])
            for number, (office, words) in enumerate(law.OFFICES.items(), 1)
            if office in self.one.calls
        ]
        self.desk.push_screen(DigitChoice(_("撤销哪一家的登记"), lines), self._uncall)

    def _uncall(self, office: str | None) -> None:
        if office:
            question = _("撤销电话报告的登记：{office:words}", office=[law.OFFICES[office]])
            self._ask(question, [Field("reason", N_("原因"))], incident_acts.withdraw_call, office)

    def _do_annul(self) -> None:
        assert self.one
        fields = [
            self._person("by", N_("谁定的"), "direct"),
            Field("reason", N_("原因")),
        ]
        self._ask(_("误报，撤销：{what}", what=self.one.what), fields, incident_acts.annul)

    def _do_reopen(self) -> None:
        self._ask(_("恢复处置"), [Field("reason", N_("原因"))], incident_acts.reopen)

    # ------------------------------------------------------------------ forms

    def _person(self, key: str, label: str, role: str, stand_in: bool = True) -> Field:
        """One of those who answer for it (24-1); where nobody is named, who is on duty: the leader for a chief."""
        assert self.one
        on = [one.name for one in duty.people_on(self.store, self.desk.clock.now())]
        named = self.one.responsible[role]
        proposed = named or (next(iter(reversed(on) if role == "first" else on), "") if stand_in else "")
        return Field(key, label, value=proposed, offers=[*filter(None, self.one.responsible.values()), *on])

    def _at(self, label: str) -> Field:
        return Field("at", label, hint=WHEN_HINT, read=reader(self.desk), echo=when_words)

    def _ask(self, question: str, fields: list[Field], act: Any, *first: Any, note: str = "") -> None:
        pressed = self.desk.clock.now()

        async def do(values: dict[str, Any]) -> Said:
            if "at" in values:
                values["at"] = values["at"] or pressed  # Enter is the moment of the key
            return _said(await self.desk.record(act, self.incident_id, *first, **values))

        ask(self, question, fields, do, FIELD_OF, note)


def _said(made: Made) -> Verdict | str:
    """The answer, with what the rules warn of."""
    warned = [note for note in made.notes if note.level is Level.WARNING]
    return " ".join([made.verdict.message, *map(remark, warned)]) if warned else made.verdict
