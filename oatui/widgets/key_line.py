"""The key line at the foot: made from the bindings of the screen, so it can never say what does not work."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from oatui.i18n import _

KEY_NAMES = {
    "insert": "Ins",
    "delete": "Del",
    "escape": "Esc",
    "enter": "Enter",
    "left": "<-",
    "right": "->",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_name(key: str) -> str:
    """F5 for f5, Esc for escape."""
    first = key.split(",")[0]
    return KEY_NAMES.get(first, first.upper() if first[:1] == "f" and first[1:].isdigit() else first)


def shown_bindings(screen: Screen[object]) -> list[tuple[Binding, bool]]:
    """The bindings that the screen shows, in order of their keys, with whether they can be used now."""
    found: dict[str, tuple[Binding, bool]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and binding.action not in found:
            found[binding.action] = (binding, active.enabled)
    return sorted(found.values(), key=lambda one: _order(one[0].key))


def _order(key: str) -> tuple[int, str]:
    return (int(key[1:]), "") if key[:1] == "f" and key[1:].isdigit() else (99, key)


class KeyLine(Widget):
    """Function keys with their words; each can be clicked. The operator stands on the right where there is room."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1; dock: bottom; background: $panel; color: $foreground;
        link-style: none; link-color: $foreground; link-background: $panel;
    }
    """
    operator: reactive[str] = reactive("")

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[tuple[int, str]] = []  # where each key's words end, and what the key does

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The mouse on a key is told what it does."""
        self.tooltip = next((Content(_(about)) for end, about in self._ends if event.x < end), None)

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> RenderResult:
        room = self.size.width
        parts: list[tuple[str, Style]] = []
        used = 0
        self._ends = []
        for binding, enabled in shown_bindings(self.screen):
            name, word = key_name(binding.key), _(binding.description)
            need = cell_len(f" {name} {word} ")
            if used + need > room:
                break
            key = binding.key.split(",")[0]
            click = Style.from_meta({"@click": f"app.simulate_key('{key}')"}) if enabled else Style(dim=True)
            parts += [(f" {name}", click + Style(bold=True)), (f" {word} ", click)]
            used += need
            self._ends.append((used, binding.tooltip))
        right = f"{self.operator} "
        if self.operator and used + cell_len(right) + 1 <= room:
            parts.append((" " * (room - used - cell_len(right)) + right, Style(dim=True)))
        return Content.assemble(*parts)
