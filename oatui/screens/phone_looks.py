"""Who signed in by phone: those with a mark first, each to be looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict
from oatui.screens.ask import Ask
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import arrivals, phone_looks
from oatui.store.phone_looks import Look
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList


class PhoneLooksPage(MeetingListPage):
    """One line a phone sign-in: time, who, seat, and why to look."""

    CSS_PATH = "door_lists.tcss"
    TITLE_WORDS = N_("手机签到待看")
    HELP_WORDS = N_(
        "用手机签到的人，有疑点的在前。在门口或座位上看过本人，按回车记下；不是本人的按 F4 撤销，原记录保留。"
        "疑点只是提醒：同一网络下的手机看起来会很像。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "not_this_person", N_("不是本人"), id="not_this_person",
                tooltip=N_("撤销选中的签到，记录保留")),
    ]  # fmt: skip

    def body(self) -> ComposeResult:
        columns = [
            Column(N_("时间"), 8),
            Column(N_("姓名"), 12),
            Column(N_("单位"), 16),
            Column(N_("座位"), 9),
            Column(N_("要看的原因")),
        ]
        yield PagedList(columns, empty=_("还没有人用手机签到"), id="looks")

    def load(self) -> None:
        self.read_meeting()
        self.listing.show_items(phone_looks.looks(self.store, self.meeting_id), _cells)

    @on(PagedList.Chosen)
    async def _looked(self, event: PagedList.Chosen) -> None:
        one: Look = event.item
        if not one.looked_at and await self.record(_look, self.meeting_id, one.attendee):
            self.say(_("已看本人：{name}", name=one.name))

    def action_not_this_person(self) -> None:
        one = self.chosen_of(Look)
        if one is None:
            return

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            if found := await self.record(arrivals.annul, one.key, values["reason"]):
                self.say(Verdict(None, Level.OK, found.verdict.key, found.verdict.values))
            return None

        fields = [Field("reason", N_("原因"), value=_("不是本人"))]
        note = _("这一条签到撤销，原记录保留；本人可到签到台签到")
        self.desk.push_screen(Ask(_("{name} 不是本人", name=one.name), fields, note, act))


def _look(store: Any, meeting: int, attendee: int) -> bool:
    phone_looks.looked_at(store, meeting, attendee)
    return True


def _cells(one: Look) -> Sequence[Cell]:
    if one.looked_at:
        why: Cell = (_("已看"), "dim")
    elif one.reasons:
        why = (_("；").join(Verdict(None, Level.NOTE, key).message for key in one.reasons), "warn")
    else:
        why = ""
    return [one.at[11:19], one.name, one.unit, one.seat or "", why]
