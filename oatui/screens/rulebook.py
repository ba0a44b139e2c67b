"""The rulebook: the bureau's 26 articles, found as one types; Enter opens one with its rules."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from oatui.files.rulebook_text import Article, articles, search
from oatui.i18n import N_, _
from oatui.rules.articles import RULES
from oatui.screens.searched import SearchedPage
from oatui.widgets.paged_list import Cell, Column, PagedList


class RulebookPage(SearchedPage):
    """A search line over the articles."""

    CSS_PATH = "rulebook.tcss"
    TITLE_WORDS = N_("规则")
    SEARCH_WORDS = N_("查找：条文里的几个字，或第几条")
    HELP_WORDS = N_(
        "机关办公工作规则 26 条的原文。输入条文里的任何几个字，或条的号数，就能查找；回车看全文、每条规则管得多硬、"
        "在哪里管、今年的情况。第1、2、4条靠人，程序什么也不算。"
    )

    def body(self) -> ComposeResult:
        yield self.search_line()
        columns = [
            Column(N_("条"), 3, right=True),
            Column(N_("标题")),
            Column(N_("章"), 18),
            Column(N_("规则"), 8, right=True),
        ]
        yield PagedList(columns, empty=_("没有这几个字"), id="articles")

    def load(self) -> None:
        found = search(self.input_line.value)
        self.listing.show_items(found, _cells)

    def entered(self) -> None:
        if one := self.listing.chosen:
            self._open(one)

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self._open(event.item)

    def _open(self, one: Article) -> None:
        from oatui.screens.article import ArticlePage

        self.desk.push_screen(ArticlePage(articles().index(one)))


def _cells(one: Article) -> Sequence[Cell]:
    n = sum(rule.article == one.number for rule in RULES)
    count: Cell = _("{n} 条", n=n) if n else (_("靠人"), "dim")
    return [str(one.number) if one.number else "", _(one.title), _(one.chapter) if one.chapter else "", count]
