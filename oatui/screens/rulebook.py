"""The rulebook: the bureau's 26 articles, found as one types; Enter opens one with its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.files.rulebook_text import Article, articles, search
from oatui.i18n import N_, _
from oatui.rules.articles import RULES
from oatui.screens.page import Page
from oatui.widgets.paged_list import Cell, Column, PagedList


class RulebookPage(Page):
    """A search line over the articles."""

    CSS_PATH = "rulebook.tcss"
    AUTO_FOCUS = "PagedList"
    TITLE_WORDS = N_("规则")
    HELP_WORDS = N_(
        "机关办公工作规则 26 条的原文。输入条文里的任何几个字，或条的号数，就能查找；回车看全文、每条规则管得多硬、"
        "在哪里管、今年的情况。第1、2、4条靠人，程序什么也不算。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "to_list", show=False)]

    def body(self) -> ComposeResult:
        yield Input(
            placeholder=_("查找：条文里的几个字，或第几条"), id="search", compact=True, select_on_focus=False
        )
        columns = [
            Column(N_("条"), 3, right=True),
            Column(N_("标题")),
            Column(N_("章"), 18),
            Column(N_("规则"), 8, right=True),
        ]
        yield PagedList(columns, empty=_("没有这几个字"), id="articles")

    def load(self) -> None:
        found = search(self.query_one("#search", Input).value)
        self.query_one(PagedList).show_items(found, _cells)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.load()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if one := self.query_one(PagedList).chosen:
            self._open(one)

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self._open(event.item)

    def _open(self, one: Article) -> None:
        from oatui.screens.article import ArticlePage

        self.desk.push_screen(ArticlePage(articles().index(one)))

    def action_to_list(self) -> None:
        self.query_one(PagedList).focus()

    def on_key(self, event: events.Key) -> None:
        """What is typed on the list goes to the search line."""
        line = self.query_one("#search", Input)
        if event.is_printable and event.character and self.focused is not line:
            event.stop()
            line.focus()
            line.insert_text_at_cursor(event.character)


def _cells(one: Article) -> Sequence[Cell]:
    n = sum(rule.article == one.number for rule in RULES)
    count: Cell = _("{n} 条", n=n) if n else (_("靠人"), "dim")
    return [str(one.number) if one.number else "", one.title, one.chapter, count]
