"""时限: what is overdue first, then today, this week, later; each with the rule that set it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from oatui.i18n import N_, _, format_short_day, sentence
from oatui.rules import deadlines as law
from oatui.screens.asking import show_lines
from oatui.screens.deadline_form import length_words
from oatui.screens.deadline_keys import DeadlineKeys
from oatui.screens.digit_choice import Line
from oatui.screens.searched import SearchedPage
from oatui.store import deadlines, limits
from oatui.store.deadlines import Due
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

WIDE = 110  # cells
KIND = N_("种类")
COLUMNS = [
    Column("", 4), Column(N_("到期"), 12), Column(N_("事项")), Column(KIND, 12), Column(N_("承办"), 8),
]  # fmt: skip
WIDE_COLUMNS = [
    Column("", 4), Column(N_("到期"), 22), Column(N_("还有"), 14), Column(N_("事项")), Column(KIND, 16),
    Column(N_("依据"), 6), Column(N_("承办"), 12),
]  # fmt: skip
NEWEST = 200  # of those that are over, as long as nothing is looked for
LOOKS = {"late": "bad", "today": "warn", "week": "", "later": "", "waits": "warn"}


class Shown(NamedTuple):
    """A line with the group that it opens, "" within one."""

    due: Due
    group: str
    head: str


class DeadlinesPage(SearchedPage, DeadlineKeys):
    """A search line over the list; what is typed on the list goes to the search line."""

    CSS_PATH = "deadlines.tcss"
    TITLE_WORDS = N_("时限")
    SEARCH_WORDS = N_("查找：事项、种类、承办人、条款")
    HELP_WORDS = N_(
        "有时限的都在这里：自己记的，收文的时限和督查事项，要公开的信息。超期的在前，然后是今天、本周、以后；"
        "年度调休没有载入的标“待历”，不推算。F4 按条款记一个时限：数字选种类，填什么事、日期，推算的日子马上列出。"
        "回车看怎么算出来的。直接输入事项、种类、承办人、条款就能查找。"
    )
    MENU = (*DeadlineKeys.MENU[:-1], Line("8", "turn", N_("已办结、已撤回的")), DeadlineKeys.MENU[-1])

    def __init__(self) -> None:
        super().__init__()
        self.ended = False
        self.lines: list[Due] = []
        self._minute: datetime | None = None

    def title_words(self) -> str:
        return _("时限  已办结、已撤回") if self.ended else _("时限  未办结")

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield PagedList(COLUMNS, id="list")
        yield Detail()

    def on_resize(self) -> None:
        self._show_lines()
        self.show_detail()

    def load(self) -> None:
        if self.ended:
            self.lines = deadlines.ended(self.store, -1 if self.text else NEWEST)
        else:
            self.lines = limits.open_limits(self.store, self.calendar)
        self._show_lines()
        if not self.store.trouble and deadlines.countable(self.store, self.calendar):
            # the calendar that they waited for has come
            self.run_worker(self._recount, group="recount", exclusive=True)  # type: ignore[arg-type]

    async def _recount(self) -> None:
        await self.record(deadlines.recount, self.calendar)

    def tick(self) -> None:
        """The groups move with the clock, the words with the minute."""
        now = self.desk.clock.now().replace(second=0, microsecond=0)
        if now != self._minute:
            self._show_lines()

    def _show_lines(self) -> None:
        now = self.desk.clock.now()
        self._minute = now.replace(second=0, microsecond=0)
        text = self.text.casefold()
        found = [one for one in self.lines if not text or text in _searched(one)]
        shown = self.listing
        if text:
            shown.empty = _("没有找到“{text}”", text=text)
        elif self.ended:
            shown.empty = _("还没有办结的")
        else:
            shown.empty = _("没有时限。按 F4 记一个：督查事项、请示、答复、送达或自定")
        grouped = self._grouped(found, now)
        columns = WIDE_COLUMNS if self.size.width >= WIDE else COLUMNS
        # both are longer in English
        heads = max([columns[0].width, *(cell_len(one.head) for one in grouped)])
        kinds = min(max([12, *(cell_len(_(one.due.name)) for one in grouped)]), 16)
        widths = {"": heads, KIND: kinds}
        shown.columns = [
            Column(one.label, max(widths.get(one.label, 0), one.width) if one.width else 0) for one in columns
        ]
        shown.show_items(grouped, self._cells)
        self.show_detail()

    def _grouped(self, found: Sequence[Due], now: datetime) -> list[Shown]:
        """The groups in their order; the first line of each bears its name."""
        if self.ended:
            return [Shown(one, one.state, "") for one in found]
        made: list[Shown] = []
        groups = [(law.group(one.due, one.do_by, now), one) for one in found]
        for name, words in law.GROUPS.items():
            inside = [one for group, one in groups if group == name]
            made += [Shown(one, name, "" if place else sentence(words)) for place, one in enumerate(inside)]
        return made

    @property
    def line(self) -> Due | None:
        shown = self.listing.chosen
        if not isinstance(shown, Shown):
            return None
        return shown.due

    def _own(self, elsewhere: str) -> deadlines.Deadline | None:
        if self.line is None:
            self.say(self.listing.empty)
        return super()._own(elsewhere)

    def _cells(self, shown: Shown) -> Sequence[Cell]:
        one, now = shown.due, self.desk.clock.now()
        wide = self.size.width >= WIDE
        look = LOOKS.get(shown.group, "dim")
        title = f"{_('顺延')} {one.title}" if one.words.key == "deadline.extended_to" else one.title
        left: Cell = (left_words(one, now), look)
        if self.ended:
            left = (_(law.STATES[one.state]), "dim")
        if wide:
            return [(shown.head, look), _day_words(one), left, title, _(one.name), one.rule, one.owner]
        short = left if self.ended else (_short_words(one, now), look)
        return [(shown.head, look), short, title, _(one.name), one.owner]

    # ------------------------------------------------------------------ the line below

    def show_detail(self) -> None:
        one = self.line
        lines: list[str] = []
        if one:
            rule = f"  {one.rule}" if one.rule else ""
            lines = [one.words.message + rule]
            if one.explained:
                lines.append(_("说明：{why}", why=one.explained))
        show_lines(self.query_one(Detail), lines)

    # ------------------------------------------------------------------ searching and opening

    def searched(self) -> None:
        if self.ended and self.text and len(self.lines) == NEWEST:
            self.load()  # what is looked for may be an old one
        else:
            self._show_lines()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        self.open_line(event.item.due)

    def made(self, made: deadlines.Made) -> None:
        """The new one is where the cursor goes."""
        self.ended = False
        self.load()
        for place in range(self.listing.count):
            shown = self.listing.item(place)
            if isinstance(shown, Shown) and (shown.due.source, shown.due.id) == (
                "deadline",
                made.deadline.id,
            ):
                self.listing.cursor = place

    def _more_lines(self, line: Due | None) -> list[Line]:
        lines = super()._more_lines(line)
        return [one._replace(words=_("在办的")) if self.ended and one.key == "turn" else one for one in lines]

    def _do_turn(self, _one: object) -> None:
        self.ended = not self.ended
        self.listing.cursor = 0
        self.refresh_page()

    def leave(self) -> None:
        if self.ended:
            self._do_turn(None)
        else:
            super().leave()


def _searched(one: Due) -> str:
    return f"{one.title} {_(one.name)} {one.rule} {one.owner}".casefold()


def left_words(one: Due, now: datetime) -> str:
    """How it stands with the time: 超期 3 天, 今天 17:30, 还有 2 天, 待历."""
    if one.due is None or one.do_by is None:
        return _("待历")
    if late := one.late(now):
        return _("超期 {span}", span=length_words(late))
    days = (one.do_by.date() - now.date()).days
    if days > 0:
        return _("还有 {n} 天", n=days)
    # the working day before a rest day may have passed, with the limit still ahead
    return _("今天 {at:hm}", at=one.do_by) if days == 0 else _("{at:short}止", at=one.due)


def _short_words(one: Due, now: datetime) -> str:
    """What the name of the group does not say: by how much late, the hour, the day."""
    if one.due is None or one.do_by is None:
        return _("{year}年待历", year=one.words.values.get("year", ""))
    if late := one.late(now):
        return _("已超 {span}", span=length_words(late))
    day = "" if one.do_by.date() == now.date() else f"{one.do_by:%m-%d} "
    return f"{day}{one.do_by:%H:%M}"


def _day_words(one: Due) -> str:
    return f"{format_short_day(one.due)} {one.due:%H:%M}" if one.due else ""
