"""F1: what this page is for, and every key that works on it, made from the bindings themselves."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.widgets.key_line import key_name


class Help(ModalScreen[None]):
    """Over a page; any of F1, F3, Esc and Enter closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,f3,escape,enter", "close", N_("关上"), id="close", tooltip=N_("回到这一页")),
    ]

    def __init__(self, title: str, words: str, bindings: list[Binding]) -> None:
        super().__init__()
        self.title_words = title
        self.words = words
        self.listed = bindings

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box"):
            yield Static(_("帮助：{page}", page=self.title_words), id="title", markup=False)
            yield Static(self.words, id="words", markup=False)
            yield Static(self._keys(), id="keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#box").focus()

    def _keys(self) -> Content:
        names = [" ".join(key_name(key) for key in binding.key.split(",")) for binding in self.listed]
        wide = max((cell_len(name) for name in names), default=0) + 2
        lines: list[tuple[str, Style]] = []
        for name, binding in zip(names, self.listed, strict=True):
            words = _(binding.tooltip or binding.description)
            lines += [(name + " " * (wide - cell_len(name)), Style(bold=True)), (f"{words}\n", Style())]
        return Content.assemble(*lines)

    def action_close(self) -> None:
        self.dismiss(None)
