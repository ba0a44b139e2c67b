"""The log of the confidential routines: patrols, visits, counts, password days, posts and media, the last first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from oatui.i18n import N_, _
from oatui.screens.asking import show_lines
from oatui.screens.listed import ListedPage
from oatui.store import secret_log
from oatui.store.secret_log import Line
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

COLUMNS = [Column(N_("时间"), 19), Column(N_("事项"), 11), Column(N_("谁"), 10), Column(N_("内容"))]


class SecretLogPage(ListedPage):
    """A line an entry; the whole of it below."""

    CSS_PATH = "confidential.tcss"
    TITLE_WORDS = N_("涉密例行记录")
    HELP_WORDS = N_(
        "巡查、进出、每天清点、更换密码的日期、三员变动和上报、介质登记和交接，一条一行，最近的在前；撤回的也在，带原因。"
        "只能看；登记错的在上一页按 F8 8 撤回。"
    )

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("还没有登记；巡查、清点在上一页按 F7、F6"), id="list")
        yield Detail()

    def load(self) -> None:
        self.listing.show(
            secret_log.count(self.store),
            lambda offset, limit: secret_log.listed(self.store, limit, offset),
            self._cells,
        )
        self.show_detail()

    def _cells(self, one: Line) -> Sequence[Cell]:
        return [_when(one), _(secret_log.KINDS[one.kind]), one.person, one.said.message]

    def show_detail(self) -> None:
        one: Line | None = self.listing.chosen
        lines = [f"{_when(one)}  {one.person}  {one.said.message}"] if one else []
        show_lines(self.query_one(Detail), lines)


def _when(one: Line) -> str:
    return _("{day:short}", day=one.at) if one.kind == "password" else _("{at:short} {at:hm}", at=one.at)
