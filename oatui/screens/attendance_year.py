"""How often each person, or each unit, was there, late or absent over a year; closed meetings alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.rules.closing import MARKS, STATES
from oatui.screens.asking import show_lines
from oatui.screens.listed import DetailedPage
from oatui.store import closing
from oatui.store.closing import YearLine
from oatui.widgets.paged_list import LEAST, Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

WIDE = 110
# what is counted, and from which of them somebody has to answer for it
SHOWN = ("on_time", "after_deadline", "late", "leave", "absent", "left_early")
MORE = ("missed_sign_in", "unapproved_substitute", "replaced", "substitute", "make_up")
WORDS = {**STATES, **MARKS}
FAULTS = {"late", "absent", "left_early", "missed_sign_in", "unapproved_substitute"}


class AttendanceYearPage(DetailedPage):
    """One line a person or a unit, most absences first."""

    CSS_PATH = "attendance_year.tcss"
    TITLE_WORDS = N_("一年出勤")
    HELP_WORDS = N_(
        "按人或按单位数一年里的会议：按时、晚签到、迟到、请假、缺席、早退。只数已闭会的会议，按开会的年份；"
        "替会的算在替会人和他的单位名下。2022年9月30日规则施行以前的会议不数。F5、F6 换年份。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "other", N_("按人/单位"), id="other", tooltip=N_("按人和按单位之间切换")),
        Binding("f5", "year(-1)", N_("前一年"), id="before", tooltip=N_("看前一年")),
        Binding("f6", "year(1)", N_("后一年"), id="after", tooltip=N_("看后一年")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self.by_unit = False

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.year or ''}".rstrip()

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList([], id="lines")
        yield Detail()

    def on_mount(self) -> None:
        self.listing.focus()

    def on_resize(self) -> None:
        if self.desk.opened and self.year:
            self.load()

    def load(self) -> None:
        self.year = self.year or self.desk.clock.now().year
        self.show_head()
        found = (closing.unit_year if self.by_unit else closing.person_year)(self.store, self.year)
        keys = list(SHOWN + MORE if self.size.width >= WIDE else SHOWN)
        who = [Column(N_("单位"))] if self.by_unit else [Column(N_("姓名"), 10), Column(N_("单位"))]
        fixed = [*who, Column(N_("次数"), 5, right=True)]
        counts = [Column(WORDS[key], 6, right=True) for key in keys]
        # in English the words are long: what the unit has no room beside is said below the list
        while counts and self.size.width - 2 - sum(one.room + 1 for one in (*fixed, *counts)) < LEAST:
            place = max(range(len(counts)), key=lambda n: counts[n].room)
            del counts[place], keys[place]
        self.listing.columns = [*fixed, *counts]
        self.listing.empty = _("{year} 年还没有闭会的会议", year=self.year)

        def cells(line: YearLine) -> Sequence[Cell]:
            shown = [_count(line, key) for key in keys]
            return [*([] if self.by_unit else [line.name]), line.unit, str(line.meetings), *shown]

        self.listing.show_items(found, cells)
        said = _("{n} 个单位", n=len(found)) if self.by_unit else _("{n} 人", n=len(found))
        self.query_one("#figures", Panel).update(said if found else "")
        self.show_detail()

    def show_detail(self) -> None:
        one: YearLine | None = self.listing.chosen
        lines: list[str] = []
        if one:
            counted = [f"{_(WORDS[key])} {one.counts[key]}" for key in SHOWN + MORE if one.counts[key]]
            said = "  ".join(counted)
            lines = ["  ".join(filter(None, (one.name, one.unit))), said[:1].upper() + said[1:]]
        show_lines(self.query_one(Detail), lines)

    def action_other(self) -> None:
        self.by_unit = not self.by_unit
        self.listing.cursor = 0
        self.load()

    def action_year(self, step: int) -> None:
        self.year += step
        self.listing.cursor = 0
        self.load()


def _count(line: YearLine, key: str) -> Cell:
    number = line.counts[key]
    return (str(number), "bad" if key in FAULTS else "") if number else ("", "dim")
