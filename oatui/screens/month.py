"""A month of OA logins, day by day: when, by whom, what was missed and why (14-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _, format_day
from oatui.papers import oa_papers
from oatui.rules.oa import WHY
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask, ask_file, show_lines
from oatui.screens.listed import ListedPage
from oatui.store import oa, oa_month
from oatui.store.oa_month import MonthDay
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

COLUMNS = [
    Column("", 6, right=True), Column("", 3), Column("", 12), Column(N_("上班登录"), 13), Column(N_("下班前登录"), 13),
    Column(N_("漏登说明、代登")),
]  # fmt: skip
LOOKS = {LoginState.MISSED: "bad", LoginState.LATE: "warn", LoginState.DONE: "ok"}
FIELD_OF = {"oa.no_reason": "reason"}


class MonthPage(ListedPage):
    """A line a day; the cursor begins on the last day that asks for an explanation."""

    CSS_PATH = "month.tcss"
    TITLE_WORDS = N_("月历")
    HELP_WORDS = N_(
        "一个月的 OA 登录。漏登的写在哪天、哪一次；回车或 F4 说明原因（请假、交接、故障），说明以后仍记漏登。"
        "B岗顶班看登录人。F5、F6 翻到上月、下月，F7 存成 Excel 月表。开始使用本程序以前的日子不判。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "explain", N_("说明漏登"), id="explain", tooltip=N_("说明光标所在那天为什么漏登")),
        Binding("f5", "turn(-1)", N_("上月"), id="before", tooltip=N_("看上一个月")),
        Binding("f6", "turn(1)", N_("下月"), id="after", tooltip=N_("看下一个月")),
        Binding("f7", "export", N_("存月表"), id="export", tooltip=N_("存成 Excel 文件")),
        Binding("f8", "folder", N_("月报夹"), id="folder", tooltip=N_("一键导出，备查、归档")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.first: date | None = None

    def title_words(self) -> str:
        if self.first is None:
            return _(self.TITLE_WORDS)
        return _("OA 登录  {year}年{month}月", year=self.first.year, month=self.first.month)

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, id="list")
        yield Detail()

    def on_mount(self) -> None:
        self.first = self.desk.clock.now().date().replace(day=1)
        self.call_after_refresh(self._to_today)

    def _to_today(self) -> None:
        days = [self.listing.item(place) for place in range(self.listing.count)]
        open_ones = [place for place, one in enumerate(days) if isinstance(one, MonthDay) and one.unexplained]
        today = self.desk.clock.now().date()
        self.listing.cursor = open_ones[-1] if open_ones else today.day - 1

    def load(self) -> None:
        if self.first is None:
            return
        found = oa_month.month(self.store, self.calendar, self.first.year, self.first.month)
        self.listing.show_items(found, self._cells)
        self.show_detail()

    def show_detail(self) -> None:
        """What is said of the day, in full: a reason is longer than its column."""
        one = self.listing.chosen
        lines: list[str] = []
        if isinstance(one, MonthDay):
            lines = [f"{format_day(one.date)}  {_('；').join(self._said(one))}".rstrip()]
        show_lines(self.query_one(Detail), lines)

    def _said(self, one: MonthDay) -> list[str]:
        """Misses with their reasons, and who logged in where it was not the one in charge."""
        keeper = oa.keepers(self.store).get("A")
        others = {
            login.operator
            for login in one.logins.values()
            if login and keeper and keeper.person not in login.operator
        }
        return [*oa_papers.why_words(one), *(_("{name}代登", name=name) for name in sorted(others))]

    def _cells(self, one: MonthDay) -> Sequence[Cell]:
        look = "" if one.day and one.day.working else "dim"
        asked = one.date == self.desk.clock.now().date()
        kind = _("今天") if asked else oa_papers.kind_words(one)
        return [
            (f"{one.date.month}-{one.date.day}", look), (_(oa_papers.WEEK[one.date.weekday()]), look), (kind, look),
            self._login(one, "arrival"), self._login(one, "leaving"),
            (_("；").join(self._said(one)), "warn" if one.unexplained else ""),
        ]  # fmt: skip

    @staticmethod
    def _login(one: MonthDay, which: str) -> Cell:
        state = one.states[which]
        return oa_papers.login_words(one, which), LOOKS.get(state, "dim") if state else "dim"

    # ------------------------------------------------------------------ keys

    def on_paged_list_chosen(self) -> None:
        self.action_explain()

    def action_explain(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, MonthDay) or not one.missed:
            self.say(_("这天没有漏登，不用说明"))
            return
        fields = [
            Field("which", N_("哪一次"), choices=tuple((which, oa_papers.LOGIN_WORDS[which]) for which in one.missed),
                  value=(one.unexplained or one.missed)[0]),
            Field("why", N_("为什么"), choices=tuple(WHY.items())),
            Field("reason", N_("原因"), hint=N_("如：请病假，B岗外出")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                oa.explain, one.date, values["which"], values["why"], values["reason"]
            )
            return Verdict("14-2", Level.NOTE, "oa.explained", {"day": made.day, "reason": made.reason})

        ask(
            self,
            _("说明漏登：{day}", day=format_day(one.date)),
            fields,
            do,
            FIELD_OF,
            back=_("写错了，按 F4 再说明一次"),
        )

    def action_turn(self, by: int) -> None:
        if self.first is None:
            return
        first = (self.first + timedelta(days=32) if by > 0 else self.first - timedelta(days=1)).replace(day=1)
        if first > self.desk.clock.now().date():
            self.say(_("下个月还没有到"))
            return
        self.first = first
        self.refresh_page()

    def action_folder(self) -> None:
        from oatui.screens.month_folder import ask_folder

        ask_folder(self)

    def action_export(self) -> None:
        if self.first is None:
            return
        year, month = self.first.year, self.first.month
        name = _("OA登录月表 {year}-{month}.xlsx", year=year, month=f"{month:02}")

        async def save(path: Path) -> Said:
            from oatui.files.list_out import write_list

            made = write_list(path, oa_papers.month_sheet(self.store, self.calendar, year, month))
            return _("已存为 {path}", path=str(made))

        ask_file(self, _("存月表"), name, save)
