"""门口未准签: every refusal of the door with its time and its reason, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from oatui.i18n import N_, _
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import turned_away
from oatui.store.turned_away import TurnedAway
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

_COLUMNS = [
    Column(N_("时间"), 8), Column(N_("姓名"), 10), Column(N_("原因")),
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("时间"), 8), Column(N_("姓名"), 10), Column(N_("单位"), 18), Column(N_("原因")),
    Column(N_("登记人"), 17),
]  # fmt: skip


class TurnedAwayPage(MeetingListPage):
    """One line a refusal; the whole sentence of the cursor's stands below."""

    COLUMNS = _COLUMNS
    WIDE_COLUMNS = _WIDE_COLUMNS
    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("门口未准签")
    HELP_WORDS = N_(
        "在门口没有准签的：不在名册上的人（第17条要求与上报人员相一致）、别的会议的码、作废的码、没有读全的码、不是本人的。"
        "每一次都留有记录。不在名册上的人经批准可以现场替会：在签到台输入姓名。"
    )

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("没有人被拒签"), id="people")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        n = turned_away.count(self.store, self.meeting_id)
        strangers = len(turned_away.strangers(self.store, self.meeting_id))
        words = _("未准签 {n} 次，其中不在名册上 {strangers} 次", n=n, strangers=strangers)
        self.query_one("#figures", Panel).update(words if n else "")
        self.listing.show(
            n,
            lambda offset, limit: turned_away.listed(self.store, self.meeting_id, limit, offset),
            self._cells,
        )
        self.show_detail()

    def _cells(self, one: TurnedAway) -> Sequence[Cell]:
        cells: list[Cell] = [one.at[11:19], one.name or "?", one.verdict.message]
        if self.wide:
            cells[2:2] = [one.unit]
            cells.append(one.actor)
        return cells

    def show_detail(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, TurnedAway):
            self.query_one(Detail).update("")
            return
        head = "  ".join(filter(None, (one.name, one.unit, one.at[:10], one.at[11:19], one.actor)))
        read = _("读到：{scan}", scan=one.scan) if one.scan else ""
        rule = f"  {one.verdict.rule}" if one.verdict.rule else ""
        self.query_one(Detail).update("\n".join(filter(None, (head, one.verdict.message + rule, read))))
