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

from oatui.i18n import N_, _

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


# a form over a page is not reached by the desk's own bindings
HELP = Binding("f1", "app.help", N_("帮助"), id="help", tooltip=N_("这里怎么填，有哪些键"))

# they mean the same on every page (F3 goes back); in the order in which their words may be left out
EVERYWHERE = ("F1", "F2", "F3", "F9", "F12")


def key_name(key: str) -> str:
    """F5 for f5, Esc for escape."""
    first = key.split(",")[0]
    if first[:5] == "ctrl+":
        return f"Ctrl+{first[5:].upper()}"
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
        shown, gap = _fitting(shown_bindings(self.screen), room)
        parts: list[tuple[str, Style]] = []
        used = 0
        self._ends = []
        for binding, enabled, word in shown:
            key = binding.key.split(",")[0]
            click = Style.from_meta({"@click": f"app.simulate_key('{key}')"}) if enabled else Style(dim=True)
            said = f" {word}{gap}" if word else gap
            parts += [(f" {key_name(binding.key)}", click + Style(bold=True)), (said, click)]
            used += _cells(binding, word, gap)
            self._ends.append((used, binding.tooltip))
        right = f"{self.operator} "
        if self.operator and used + cell_len(right) + 1 <= room:
            parts.append((" " * (room - used - cell_len(right)) + right, Style(dim=True)))
        return Content.assemble(*parts)


def _cells(binding: Binding, word: str, gap: str) -> int:
    return cell_len(f" {key_name(binding.key)} {word}{gap}" if word else f" {key_name(binding.key)}{gap}")


Shown = list[tuple[Binding, bool, str]]


def _worded(shown: Shown, key: str, word: str) -> Shown:
    return [(one, able, word if key_name(one.key) == key else said) for one, able, said in shown]


def _fitting(found: list[tuple[Binding, bool]], room: int) -> tuple[Shown, str]:
    """The keys that fit, with their words and the space after each: those that every page has are never left out.

    First the space goes, then the words of the keys that mean the same everywhere, then the page's own from the end.
    """
    shown = [(binding, enabled, _(binding.description)) for binding, enabled in found]

    def need(gap: str) -> int:
        return sum(_cells(binding, word, gap) for binding, _enabled, word in shown)

    for gap in (" ", ""):
        if need(gap) <= room:
            return shown, gap
    words = {key_name(binding.key): word for binding, _enabled, word in shown}
    for fixed in EVERYWHERE:
        if need("") > room:
            shown = _worded(shown, fixed, "")
    for fixed in reversed(EVERYWHERE):
        again = _worded(shown, fixed, words.get(fixed, ""))
        if sum(_cells(binding, word, "") for binding, _enabled, word in again) <= room:
            shown = again
    own = [one for one in shown if key_name(one[0].key) not in EVERYWHERE]
    while own and need("") > room:
        shown.remove(own.pop())
    return shown, ""
