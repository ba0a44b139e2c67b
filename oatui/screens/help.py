"""F1: what this page is for, every key that works on it, made from the bindings, and the articles that it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from oatui.i18n import N_, _, sentence
from oatui.rules.articles import Rule
from oatui.screens.dialog import Dialog
from oatui.screens.page import Page
from oatui.screens.places import rules_of
from oatui.widgets.key_line import KeyLine, key_name, worded_bindings


class Text(VerticalScroll):
    """What there is to read; that there is more below is said by the key line, not by a bar alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page_down", N_("往下翻"), id="onward", tooltip=N_("下面还有；上下箭头也可以")),
    ]

    def on_mount(self) -> None:
        self.watch(self, "show_vertical_scrollbar", self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "page_down" or self.show_vertical_scrollbar


class Help(Dialog[None]):
    """Over a page; any of F1, F3, Esc and Enter closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,f3,enter", "close", N_("关上"), id="close", tooltip=N_("回到这一页")),
    ]

    def __init__(self, title: str, words: str, bindings: list[Binding], rules: Sequence[Rule] = ()) -> None:
        super().__init__()
        self.title_words = title
        self.words = words
        self.listed = bindings
        self.rules = rules

    @classmethod
    def about(cls, screen: Screen[Any]) -> Help:
        """Of a page, or of the form that stands over one."""
        words = _(getattr(screen, "HELP_WORDS", ""))
        bindings = [binding for binding, _enabled in worded_bindings(screen)]
        if isinstance(screen, Page):
            return cls(screen.title_words(), words, bindings, rules_of(type(screen)))
        return cls(getattr(screen, "question", ""), words, bindings)

    def compose(self) -> ComposeResult:
        palette = [
            one
            for found in self.app._bindings.key_to_bindings.values()
            for one in found
            if one.action == "command_palette"
        ]
        listed = [*self.listed, *palette]
        keys = [
            (" ".join(key_name(key) for key in one.key.split(",")), sentence(one.tooltip or one.description))
            for one in listed
        ]
        with Vertical(id="box"):
            yield Static(_("帮助：{page}", page=self.title_words), id="question", markup=False)
            with Text(id="text"):
                yield Static(self.words, id="words", markup=False)
                for line, key in zip(_table(keys), [one.key.split(",")[0] for one in listed], strict=True):
                    line.key = key
                    line.add_class("pressed")
                    yield line
                if self.rules:
                    yield Static(_("这一页管的条款"), id="articles", markup=False)
                    yield from _table([(one.id, _(one.phrase)) for one in self.rules])
            yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(Text).focus()

    def action_close(self) -> None:
        self.dismiss(None)


class HelpLine(Horizontal):
    """A key or an article; a click on a key closes the help and presses it."""

    key = ""

    def on_click(self, event: events.Click) -> None:
        if self.key and isinstance(self.screen, Help):
            event.stop()
            self.screen.dismiss(None)
            self.app.call_later(self.app.simulate_key, self.key)


def _table(rows: Sequence[tuple[str, str]]) -> list[HelpLine]:
    """Names in bold, their words beside them."""
    wide = max((cell_len(name) for name, _words in rows), default=0) + 2
    lines = []
    for name, words in rows:
        named = Static(name, markup=False, classes="name")
        named.styles.width = wide
        lines.append(HelpLine(named, Static(words, markup=False, classes="said"), classes="line"))
    return lines
