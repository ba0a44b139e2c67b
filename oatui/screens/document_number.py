"""The number of a document: the next one, a reserved one, or none for a letter; asked once, given for ever."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_, _
from oatui.rules import numbering, signoff
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.confirm import Confirm
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.page import WAITING, Page
from oatui.screens.particular_remarks import field_of
from oatui.store import issuing, main_line, number_lines, paper_particulars, register_lines
from oatui.store.database import StoreTrouble
from oatui.store.documents import Document
from oatui.widgets.form import Field

MOST_RESERVED = 8  # of the digits, one is for the next number


class NumberedPage(Page):
    """A page of one document that gives it its number."""

    def __init__(self, document: int) -> None:
        super().__init__()
        self.document = document
        self.paper: Document | None = None
        self.signatures: list[signoff.Signature] = []

    def action_number(self) -> None:
        assert self.paper
        if self.paper.number or self.paper.step != signoff.CHAIN[-1]:
            self._give_number()
            return
        if lead := paper_particulars.get(self.store, self.document).led_elsewhere:
            self._ask_lead_number(lead)
            return
        if waiting := self._reserved():
            year = _("{series} {year} 年的下一个号", series=self.paper.series, year=self.paper.year)
            ways = [("", year, _("编了就固定下来"))]
            for line in waiting:
                way = str(line.id), line.number, _("预留：{purpose}", purpose=line.purpose)
                # what was reserved for this very paper stands first, under the cursor
                ways.insert(0 if line.purpose == self.paper.title else len(ways), way)
            lines = [Line(str(place), *way) for place, way in enumerate(ways, 1)]
            self.desk.push_screen(DigitChoice(_("编哪个号"), lines), self._chosen_number)
            return
        title = _("给“{title}”编号？", title=self.paper.title)
        note = _(
            "{series} {year} 年的下一个号；编了就固定下来", series=self.paper.series, year=self.paper.year
        )
        if main_line.book(self.store):
            note += "\n" + _("号簿在另一台机器上，向它取号；没有线路就没有号，公文等着")
        if self.paper.year != self.desk.clock.now().year:
            chief = next(one for one in self.signatures if one.step == signoff.CHAIN[-1])
            note = _("{at:date} 签发，仍编 {year} 年的号；", at=chief.at, year=self.paper.year) + note
        if not self.paper.series:
            title = _("登记“{title}”，不编号？", title=self.paper.title)
            note = _("便函不编号：只登记在发文登记簿，直接盖章（第10条）")

        def answered(yes: bool | None) -> None:
            if yes:
                self._give_number()

        self.desk.push_screen(Confirm(title, note), answered)

    def _ask_lead_number(self, lead: str) -> None:
        """A joint paper that another unit leads carries that unit's number and uses none of ours."""
        fields = [Field("number", N_("发文字号"), hint=N_("照牵头单位文件上的写"))]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                register_lines.take_joint_number, self.document, values["number"], lead
            )
            return f"{numbering.given(made.number or '').message}  {_('接着按 F8 再按 2：印制')}"

        note = _("由{lead}牵头，用它的发文字号，不占本局的号；登记簿里照样有一行", lead=lead)
        ask(self, _("登记牵头单位的发文字号"), fields, do, {}, note)

    def _reserved(self) -> list[number_lines.Line]:
        """The numbers that wait for a paper of this series and year, and are not over."""
        assert self.paper
        if not self.paper.series:
            return []
        today = self.desk.clock.now().date().isoformat()
        found = number_lines.reserved(self.store, self.paper.series, self.paper.year)
        return [one for one in found if (one.expires or today) >= today][:MOST_RESERVED]

    def _chosen_number(self, chosen: str | None) -> None:
        if chosen is not None:
            self._give_number(int(chosen) if chosen else None)

    def _give_number(self, reserved: int | None = None) -> None:
        # a hub or another desk may be asked: no key waits for it
        self.run_worker(self._number(reserved), group="number")

    async def _number(self, reserved: int | None) -> None:
        had = self.paper.number if self.paper else None
        if self.desk.session.asks_elsewhere:
            self.say(_(WAITING))
        try:
            numbered = await self.desk.session.number(self.document, reserved, self.calendar)
        except (Refused, StoreTrouble) as no:
            self.say(no.verdict, self._way(no.verdict))
            return
        self.desk.look_for_changes(own=True)
        self.refresh_page()
        same = Verdict("12-1", Level.OK, "numbering.same", {"number": numbered.number})
        if self.paper and self.paper.step != signoff.CHAIN[-1]:
            then = _("按 F4 登记签批")
        else:
            then = _("接着按 F8 再按 2：印制") if self._due("print") else ""
        self.say(same if had else numbering.given(numbered.number or ""), then)

    def _due(self, act: str) -> bool:
        """Whether this is what the paper waits for after its number."""
        return act in issuing.get(self.store, self.document).waits

    @staticmethod
    def _way(no: Verdict) -> str:
        """The key that answers what stands before the number."""
        if no.key.startswith(("numbering.awaits.", "numbering.signatures")):
            return _("按 F4 登记签批")
        return _("按 F5 填报") if field_of(no) else ""
