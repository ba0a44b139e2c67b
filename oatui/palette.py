"""What the command palette offers: every key of the page by its words, the two themes, and the end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from oatui import themes
from oatui.i18n import _
from oatui.widgets.key_line import shown_bindings

if TYPE_CHECKING:
    from oatui.app import DeskApp


def commands(app: DeskApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Made from the bindings, so it can never offer what does not work."""
    for binding, enabled in shown_bindings(screen):
        if enabled:
            key = binding.key.split(",")[0]
            yield SystemCommand(_(binding.description), _(binding.tooltip), partial(app.simulate_key, key))
    for theme, words in ((themes.DARK, _("深色")), (themes.LIGHT, _("浅色"))):
        yield SystemCommand(words, _("改变界面颜色"), partial(app.choose_theme, theme.name))
    yield SystemCommand(_("退出"), _("退出"), app.action_quit)


def open_palette(app: DeskApp) -> None:
    """Textual's own, with our words; only one at a time."""
    from textual.command import CommandPalette

    if not any(isinstance(screen, CommandPalette) for screen in app.screen_stack):
        app.push_screen(CommandPalette(placeholder=_("找命令"), id="--command-palette"))
