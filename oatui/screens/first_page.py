"""The first page of a desk: today of an office, or the one meeting of a sub-venue. Leaving it twice ends the program."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.screens.page import Page
from oatui.store.database import Store


class FirstPage(Page):
    """F3 twice leaves the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,escape", "leave", N_("退出"), id="leave", tooltip=N_("退出；再按一次才算")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._leaving = False

    def action_leave(self) -> None:
        if self._leaving:
            self.desk.exit(return_code=0)
            return
        self._leaving = True
        self.say(_("再按一次 F3 或 Esc 退出；按别的键留下"))

    def on_key(self, event: events.Key) -> None:
        if self._leaving and event.key not in {"f3", "escape"}:
            self._leaving = False
            self.say(None)


def first_page(store: Store | None) -> FirstPage:
    """Of a store, or of none yet."""
    if store and store.is_site:
        from oatui.screens.site import SitePage

        return SitePage()
    from oatui.screens.today import TodayPage

    return TodayPage()
