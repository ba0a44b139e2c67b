"""A page that is filled in: F3 or Esc asks once before what was typed goes."""

from __future__ import annotations

from textual import events, on
from textual.widgets import Input, TextArea

from oatui.i18n import _
from oatui.screens.page import Page
from oatui.widgets.form import Choice, Form


class FilledInPage(Page):
    """A form on a page; what stood in it at first may be left at once."""

    _leaving = False

    def __init__(self) -> None:
        super().__init__()
        self.at_first: dict[str, str] = {}

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    @on(events.Mount)
    def _begun(self) -> None:
        self.at_first = self.texts()

    def texts(self) -> dict[str, str]:
        """What stands in each field."""
        return {key: self.form.text(key) for key in self.form.fields}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _filled_on(self) -> None:
        if self._leaving:
            self._leaving = False
            self.say(None)

    def action_back(self) -> None:
        now = self.texts()
        if not self._leaving and any(now.get(key, text) != text for key, text in self.at_first.items()):
            self._leaving = True
            self.say(_("还没有保存。再按一次 F3 或 Esc 就离开，填的不留下；按别的键接着填"))
        else:
            self.dismiss(None)
