"""The key line at the foot: made from the bindings of the screen, so it can never say what does not work."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from oatui.i18n import N_, _, sentence, short_word

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
# what no keyboard has a name for
KEY_WORDS = {"up": N_("上箭头"), "down": N_("下箭头"), "space": N_("空格")}


# a form over a page is not reached by the desk's own bindings
HELP = Binding("f1", "app.help", N_("帮助"), id="help", tooltip=N_("这里怎么填，有哪些键"))

# they mean the same on every page (F3 goes back); in the order in which their words may be left out
EVERYWHERE = ("F1", "F2", "F3", "F9", "F12")


def key_name(key: str) -> str:
    """F5 for f5, Esc for escape."""
    first = key.split(",")[0]
    if first in KEY_WORDS:
        return _(KEY_WORDS[first])
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


def worded_bindings(screen: Screen[object]) -> list[tuple[Binding, bool]]:
    """Those that are shown, then the screen's own that have words but no room on the line, wherever the focus is."""
    found = {binding.action: (binding, able) for binding, able in shown_bindings(screen)}
    for bindings in screen._bindings.key_to_bindings.values():
        for binding in bindings:
            # the widget with the focus may have the same key for itself
            able = screen.app._check_action_state(binding.action, screen)
            if binding.id and able is not False:
                found.setdefault(binding.action, (binding, bool(able)))
    return list(found.values())


def _order(key: str) -> tuple[int, str]:
    return (int(key[1:]), "") if key[:1] == "f" and key[1:].isdigit() else (99, key)


def same_wish(event: events.Click) -> bool:
    """Whether it is the second click of a double one: the key was pressed by the first."""
    return event.chain % 2 == 0


class KeyLine(Widget):
    """Function keys with their words; each can be clicked. The operator stands on the right where there is room."""

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; color: $foreground; }
    """
    operator: reactive[str] = reactive("")

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[tuple[int, Binding, bool]] = []  # where each key's words end
        self._under: Binding | None = None
        self._found: list[tuple[Binding, bool]] = []  # what is drawn

    def _at(self, x: int) -> tuple[Binding | None, bool]:
        return next(((binding, able) for end, binding, able in self._ends if x < end), (None, False))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The mouse on a key is told what it does."""
        self._point(*self._at(event.x))

    def on_leave(self) -> None:
        self._point(None)

    def _point(self, binding: Binding | None, able: bool = True) -> None:
        self.tooltip = Content(sentence(binding.tooltip)) if binding else None
        under = binding if able else None
        if under != self._under:
            self._under = under
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        binding, able = self._at(event.x)
        if binding and able:
            event.stop()
            if not same_wish(event):
                self.app.simulate_key(binding.key.split(",")[0])

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def _look(self, _screen: Screen[object]) -> None:
        """The bindings are told of at every focus; mostly they are the same."""
        if shown_bindings(self.screen) != self._found:
            self.refresh()

    def render(self) -> RenderResult:
        room = self.size.width
        self._found = shown_bindings(self.screen)
        shown, form = _fitting(self._found, room)
        parts: list[tuple[str, Style]] = []
        used = 0
        self._ends = []
        variables = self.app.theme_variables
        name = Style.parse(f"bold {variables['key']}")
        pointed = Style.parse(f"on {variables['primary-muted']}")
        for place, (binding, enabled, word) in enumerate(shown):
            look = (pointed if binding == self._under else Style()) if enabled else Style(dim=True)
            key = (name if enabled else Style(bold=True)) + look
            before, said = form.around(word, place)
            parts += [(f"{before}{key_name(binding.key)}", key), (said, look)]
            used += form.cells(binding, word, place)
            self._ends.append((used, binding, enabled))
        right = f"{self.operator} "
        if self.operator and used + cell_len(right) + 1 <= room:
            parts.append((" " * (room - used - cell_len(right)) + right, Style(dim=True)))
        return Content.assemble(*parts)


Shown = list[tuple[Binding, bool, str]]


class Form(NamedTuple):
    """How close the keys stand: what is between a key and its word, and after the word; `short` takes the short words."""

    short: bool
    between: str
    after: str

    def around(self, word: str, place: int) -> tuple[str, str]:
        """What stands before the key, and after it: its word with what is around it."""
        return " " if place or self.after else "", f"{self.between}{word}{self.after}" if word else self.after

    def cells(self, binding: Binding, word: str, place: int) -> int:
        return cell_len("".join(self.around(word, place))) + cell_len(key_name(binding.key))

    def need(self, shown: Shown) -> int:
        """In cells."""
        return sum(self.cells(binding, word, place) for place, (binding, _able, word) in enumerate(shown))


# from the widest to the closest
FORMS = (
    Form(False, " ", " "), Form(False, " ", ""), Form(False, "", ""), Form(True, " ", ""), Form(True, "", ""),
)  # fmt: skip


def _worded(shown: Shown, key: str, word: str) -> Shown:
    return [(one, able, word if key_name(one.key) == key else said) for one, able, said in shown]


def _fuller(shown: Shown, form: Form, room: int) -> Shown:
    """The whole words of as many keys as the line has room for, the page's own first; an arrow needs none."""
    own = sorted(range(len(shown)), key=lambda place: key_name(shown[place][0].key) in EVERYWHERE)
    for place in own:
        binding, able, word = shown[place]
        again = [*shown[:place], (binding, able, sentence(binding.description)), *shown[place + 1 :]]
        if word and form.need(again) <= room:
            shown = again
    return shown


def _fitting(found: list[tuple[Binding, bool]], room: int) -> tuple[Shown, Form]:
    """The keys that fit, with their words and how they stand: those that every page has are never left out.

    First the keys move together, with short words where there are any; then go the words of the keys that mean the
    same everywhere, then the page's own from the end.
    """
    for form in FORMS:
        word_of = short_word if form.short else sentence
        shown = [(binding, enabled, word_of(binding.description)) for binding, enabled in found]
        if form.need(shown) <= room:
            return (_fuller(shown, form, room) if form.short else shown), form
    words = {key_name(binding.key): word for binding, _enabled, word in shown}
    for fixed in EVERYWHERE:
        if form.need(shown) > room:
            shown = _worded(shown, fixed, "")
    for fixed in reversed(EVERYWHERE):
        again = _worded(shown, fixed, words.get(fixed, ""))
        if form.need(again) <= room:
            shown = again
    own = [one for one in shown if key_name(one[0].key) not in EVERYWHERE]
    while own and form.need(shown) > room:
        shown.remove(own.pop())
    return shown, form
