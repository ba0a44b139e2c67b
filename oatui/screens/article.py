"""One article: its text, its rules with their level, where the desk holds each, and how it stood this year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from oatui.files.rulebook_text import articles
from oatui.i18n import N_, _
from oatui.rules.articles import LEVELS, RULES, Rule
from oatui.rules.holding import PLACES, WHERE
from oatui.screens import places
from oatui.screens.page import Page
from oatui.store import rulebook
from oatui.store.database import StoreTrouble, open_store
from oatui.store.rulebook import Standing
from oatui.widgets.paged_list import Cell, Column, PagedList


class ArticlePage(Page):
    """Above the text, below its rules; Enter on a rule goes to the place that holds it."""

    CSS_PATH = "article.tcss"
    AUTO_FOCUS = "PagedList"
    TITLE_WORDS = N_("规则")
    HELP_WORDS = N_(
        "上面是条文原文，下面是从这一条拆出来的规则。不准：违反就不让做；提醒：照办但要知道；记录：记下来；靠人：程序不判。"
        "在规则上按回车，到管这一条的那一页。右边是今年的情况：合规几次、提醒几次、不准几次、说明理由后照办几次、记录几次；有的规则只在没做到时才有记录。"
        "左右方向键看前一条、后一条。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", N_("前一条"), id="previous", tooltip=N_("前一条")),
        Binding("right", "step(1)", N_("后一条"), id="next", tooltip=N_("后一条")),
    ]

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.standings: dict[str, Standing] | None = None

    @property
    def year(self) -> int:
        return self.desk.clock.now().year

    def title_words(self) -> str:
        one = articles()[self.place]
        return f"{_('第 {n} 条', n=one.number)}  {_(one.title)}" if one.number else _(one.title)

    def body(self) -> ComposeResult:
        with VerticalScroll(id="words"):
            yield Static(id="text", markup=False)
        columns = [
            Column(N_("规则"), 5),
            Column(N_("约束"), 8),
            Column(N_("原文")),
            Column(N_("在哪里"), 14),
            Column(N_("今年"), 16),
        ]
        yield PagedList(columns, empty=_("这一条靠人自觉，程序什么也不算，也不假装在查"), id="rules")

    def on_mount(self) -> None:
        self.run_worker(self._read, thread=True, group="standings", exit_on_error=False)

    def load(self) -> None:
        one = articles()[self.place]
        self.show_head()
        mine = [rule for rule in RULES if rule.article == one.number]
        listing = self.query_one(PagedList)
        listing.show_items(mine, self._cells)
        self._show_text()

    @on(PagedList.Moved)
    def _moved(self) -> None:
        self._show_text()

    def _show_text(self) -> None:
        """The text with the words of the chosen rule marked, and in view."""
        text = articles()[self.place].text
        content = Content(text)
        rule: Rule | None = self.query_one(PagedList).chosen
        first = None
        for quote in rule.phrase.strip("「」").split("」「") if rule else ():
            if (start := text.find(quote)) >= 0:
                content = content.stylize("bold $text-accent underline", start, start + len(quote))
                first = start if first is None else min(first, start)
        self.query_one("#text", Static).update(content)
        if first is not None:
            words = self.query_one("#words", VerticalScroll)
            line = cell_len(text[:first]) // max(self.query_one("#text").size.width, 20)
            words.scroll_to(y=max(line - 1, 0), animate=False)

    def _read(self) -> None:
        """The year's events are many: on a thread, with a connection of its own."""
        try:
            store = open_store(self.desk.path, self.desk.clock, self.desk.operator)
        except StoreTrouble:
            return
        try:
            found = rulebook.standings(store, self.year)
        finally:
            store.close()
        self.app.call_from_thread(self._show, found)

    def _show(self, found: dict[str, Standing]) -> None:
        self.standings = found
        if self.is_mounted:
            self.load()

    def _cells(self, rule: Rule) -> Sequence[Cell]:
        standing = (self.standings or {}).get(rule.id, Standing())
        look = "bad" if standing.refused else "warn" if standing.warned or standing.overridden else "ok"
        parts = [
            _("合规 {n}", n=standing.held) if standing.held else "",
            _("提醒 {n}", n=standing.warned) if standing.warned else "",
            _("不准 {n}", n=standing.refused) if standing.refused else "",
            _("照办 {n}", n=standing.overridden) if standing.overridden else "",
            _("记录 {n}", n=standing.noted) if standing.noted else "",
        ]
        words = " ".join(part for part in parts if part)
        year: Cell = (words, look) if words else ("" if self.standings is None else _("没有"), "dim")
        return [rule.id, _(LEVELS[rule.level]), _(rule.phrase), _place(rule), year]

    @on(PagedList.Chosen)
    def _go(self, event: PagedList.Chosen) -> None:
        rule: Rule = event.item
        page = places.page_of(WHERE.get(rule.id, ""))
        if page is None:
            self.say(_("这一条没有单独的页面：{place}", place=_place(rule)))
        else:
            self.desk.push_screen(page)

    def action_step(self, by: int) -> None:
        if 0 <= self.place + by < len(articles()):
            self.place += by
            self.load()


def _place(rule: Rule) -> str:
    return _(PLACES[WHERE[rule.id]][0]) if rule.id in WHERE else _("还没有管到")
