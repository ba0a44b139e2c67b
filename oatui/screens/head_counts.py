"""Heads counted by rows of seats, against who is signed in there: where they differ, somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult

from oatui.i18n import N_, _, ours
from oatui.rules.verdict import Refused, refuse
from oatui.screens.ask import Ask
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import meetings, phone_looks
from oatui.store.database import StoreTrouble
from oatui.store.phone_looks import Block
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList


class HeadCountsPage(MeetingListPage):
    """One line a block of seats: signed in, counted, and whether they agree."""

    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("清点人数")
    HELP_WORDS = N_(
        "会场码证明不了人在座位上。开会后按排清点，在那一排上按回车填人数；与签到人数不同的排会标出来，再去核对是谁。"
        "清点以后又有人签到的，以清点那一刻的签到人数对照。"
    )

    def __init__(self, meeting: int, venue: int) -> None:
        super().__init__(meeting)
        self.venue = venue

    def title_words(self) -> str:
        name = next(
            (one.name for one in meetings.venues(self.store, self.meeting_id) if one.id == self.venue), ""
        )
        return f"{super().title_words()}  {ours(name)}"

    def body(self) -> ComposeResult:
        columns = [
            Column(N_("座位区"), 12),
            Column(N_("已签到"), 8, right=True),
            Column(N_("清点"), 8, right=True),
            Column(N_("时间"), 8),
            Column(N_("对照")),
        ]
        yield PagedList(columns, empty=_("名册还是空的：先导入名册"), id="blocks")

    def load(self) -> None:
        self.read_meeting()
        self.listing.show_items(phone_looks.blocks(self.store, self.meeting_id, self.venue), _cells)

    @on(PagedList.Chosen)
    def _count(self, event: PagedList.Chosen) -> None:
        block: Block = event.item

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.record(
                    phone_looks.count_heads, self.meeting_id, self.venue, block.name, values["counted"]
                )
            except (Refused, StoreTrouble) as no:
                return "counted", str(no)
            self.desk.look_for_changes(own=True)
            return None

        fields = [Field("counted", N_("实有人数"), read=_number)]
        note = _("按签到记录，这里现在有 {n} 人", n=block.signed_in)
        self.desk.push_screen(Ask(_("清点：{block}", block=_words(block)), fields, note, act))


def _number(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit()):
        raise refuse("phone.heads", counted=typed)
    return int(typed)


def _words(block: Block) -> str:
    row = block.name[:-1]  # of a row's name its number
    return _("{row}排", row=row) if row.isdecimal() else block.name or _("没有排座位")


def _cells(block: Block) -> Sequence[Cell]:
    if block.counted is None or block.seated is None:
        return [_words(block), str(block.signed_in), "", "", (_("还没有清点"), "dim")]
    more = block.counted - block.seated
    if more > 0:
        found: Cell = (_("多 {n} 人：有人没有签到", n=more), "warn")
    elif more < 0:
        found = (_("少 {n} 人：有人签了到不在座位上", n=-more), "bad")
    else:
        found = (_("相符"), "ok")
    return [_words(block), str(block.signed_in), str(block.counted), (block.at or "")[11:16], found]
