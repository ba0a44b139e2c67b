"""A short list over the page: one digit chooses."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from oatui.i18n import N_, sentence
from oatui.screens.dialog import Dialog
from oatui.widgets.key_line import HELP, KeyLine
from oatui.widgets.paged_list import MENU, Column, PagedList

WORDS = 40  # cells: what is done comes first


class Line(NamedTuple):
    """What a digit does; `stands` is how far that is. Words as they are shown, in a page's MENU the Chinese ones."""

    digit: str
    key: str
    words: str
    stands: str = ""


def offered(
    menu: Sequence[Line], stands: Mapping[str, str] | None = None, only: Container[str] | None = None
) -> list[Line]:
    """A page's MENU in the reader's language: of `only` those, with what `stands` says of each in place of its own."""
    found = stands or {}
    return [
        line._replace(
            words=sentence(line.words),
            stands=found.get(line.key, sentence(line.stands) if line.stands else ""),
        )
        for line in menu
        if only is None or line.key in only
    ]


class DigitChoice(Dialog[str | None]):
    """Answers with the key of a line, or None."""

    CSS_PATH = "digit_choice.tcss"
    HELP_WORDS: ClassVar[str] = N_("按前面的数字，或上下箭头选了按回车。Esc 关上，什么也不改。")
    BINDINGS: ClassVar[list[BindingType]] = [
        HELP,
        Binding("f3,escape", "leave", N_("返回"), id="leave", tooltip=N_("关上，什么也不改")),
    ]

    def __init__(self, question: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self.question = question
        self.lines = list(lines)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self.question, id="question", markup=False)
            columns = [Column("", 2), Column("")]
            if any(line.stands for line in self.lines):
                # beside the longest words: the eye has no gap to cross
                words = max(cell_len(line.words) for line in self.lines)
                columns[1:] = [Column("", min(words + 2, WORDS)), Column("")]
            yield PagedList(columns, id="lines", at_once=MENU)
            yield KeyLine()

    def on_mount(self) -> None:
        listing = self.query_one(PagedList)
        listing.show_items(
            self.lines, lambda line: [line.digit, line.words, (line.stands, "dim")][: len(listing.columns)]
        )
        listing.styles.height = len(self.lines) + 2
        listing.focus()

    def on_key(self, event: events.Key) -> None:
        found = next((line for line in self.lines if line.digit == event.character), None)
        if found:
            event.stop()
            self.dismiss(found.key)

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.dismiss(event.item.key)
