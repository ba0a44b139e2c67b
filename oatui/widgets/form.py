"""Forms as data: fields in order, each error under its field, what was understood beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from oatui.i18n import N_, _, sentence
from oatui.rules.verdict import Refused
from oatui.widgets.below import Below, Pick


def _as_typed(text: str) -> Any:
    return text.strip()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form. `read` turns the typed text into a value and raises Refused; `echo` shows that value.

    `picks` are what its digits stand for, as (value, label): they stand below it while it is empty and answer a click.
    """

    key: str
    label: str
    value: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    offers: Sequence[str] = ()
    picks: Sequence[Pick] = ()
    read: Callable[[str], Any] = _as_typed
    secret: bool = False
    echo: Callable[[Any], str] | None = field(default=None)


class Choice(Widget, can_focus=True):
    """One of a few: left and right, or the digit before it, or a click."""

    DEFAULT_CSS = """
    Choice { height: auto; width: 1fr; link-style: none; link-color: $foreground; }
    Choice:focus { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", N_("前一个"), show=False),
        Binding("right,space", "step(1)", N_("后一个"), show=False),
    ]
    value: reactive[str] = reactive("", layout=True)

    class Changed(Message):
        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = list(choices)
        self.set_reactive(Choice.value, value or (self.choices[0][0] if self.choices else ""))
        self._typing = False

    def render(self) -> RenderResult:
        parts: list[Content | tuple[str, Style]] = []
        for row in self._rows(self.content_size.width):
            parts += [("\n", Style())] if parts else []
            for place in row:
                value, label = self.choices[place]
                chosen = value == self.value
                look = Style(reverse=chosen, bold=chosen) + Style.from_meta({"@click": f"pick({place})"})
                parts.append((f" {place + 1} {sentence(label)} ", look))
        return Content.assemble(*parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[int]]:
        """Which choices stand in each row: none is parted from its digit."""
        rows: list[list[int]] = [[]]
        room = width
        for place, (_value, label) in enumerate(self.choices):
            room -= cell_len(f" {place + 1} {sentence(label)} ")
            if room < 0 and rows[-1]:
                rows.append([])
                room = width - cell_len(f" {place + 1} {sentence(label)} ")
            rows[-1].append(place)
        return rows

    def watch_value(self) -> None:
        if self.is_mounted:
            self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        values = [value for value, _label in self.choices]
        self.value = values[(values.index(self.value) + by) % len(values)]

    def action_pick(self, place: int) -> None:
        self.value = self.choices[place][0]

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 1 <= int(event.key) <= min(len(self.choices), 9):
            self.action_pick(int(event.key) - 1)
            event.stop()
        elif event.key == "enter":
            event.stop()
            self.post_message(Form.Onward(self))
        elif event.is_printable and (self._typing or (event.character or "").strip()):
            # the blank of “Li Qiang” is no key: it made a consent a refusal
            event.stop()
            self._typing = True
            self.post_message(Form.NoText(self))
            return
        self._typing = False


class Form(VerticalScroll, can_focus=False):
    """The fields of a form; Enter goes on to the next one and, at the last, sends."""

    DEFAULT_CSS = """
    Form { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
    Form .line { height: auto; }
    Form .label { width: 14; padding-right: 1; color: $text-muted; }
    Form Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    Form Input:focus { background: $surface-lighten-2; }
    Form .below { height: auto; min-height: 1; padding-left: 15; color: $text-muted; }
    Form .below.wrong { color: $text-error; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", N_("上一栏"), show=False),
        Binding("down", "step(1)", N_("下一栏"), show=False),
    ]

    class Sent(Message):
        """Every field was read; `values` holds what `read` made of each."""

        def __init__(self, form: Form, values: dict[str, Any]) -> None:
            super().__init__()
            self.form = form
            self.values = values

        @property
        def control(self) -> Form:
            return self.form

    class Onward(Message):
        def __init__(self, sender: Widget) -> None:
            super().__init__()
            self.sender = sender

    class NoText(Message):
        """Something was typed where one of a few is chosen."""

        def __init__(self, sender: Choice) -> None:
            super().__init__()
            self.sender = sender

    def __init__(self, fields: Sequence[Field], id: str | None = None) -> None:
        super().__init__(id=id)
        self.fields = {one.key: one for one in fields}
        self._refused: set[str] = set()

    def compose(self) -> ComposeResult:
        for one in self.fields.values():
            yield from self._line(one)

    @staticmethod
    def _line(one: Field) -> tuple[Horizontal, Static]:
        control: Widget
        if one.choices:
            control = Choice(one.choices, one.value, id=f"field-{one.key}")
        else:
            control = Input(
                one.value,
                placeholder=sentence(one.hint) if one.hint else "",
                suggester=SuggestFromList(list(one.offers), case_sensitive=False) if one.offers else None,
                id=f"field-{one.key}",
                compact=True,
                password=one.secret,
            )
        label = Static(sentence(one.label), classes="label", markup=False)
        below = Below("", classes="below", id=f"below-{one.key}", markup=False)
        return Horizontal(label, control, classes="line", id=f"line-{one.key}"), below

    async def have(self, fields: Sequence[Field]) -> None:
        """Ask for these fields from now on; what stands in those that stay is kept, and so is the cursor."""
        wanted = {one.key: self.fields.get(one.key, one) for one in fields}
        with self.app.batch_update():
            for key in self.fields.keys() - wanted.keys():
                await self.query(f"#line-{key}, #below-{key}").remove()
            before: Widget | None = None
            for key, one in wanted.items():
                if key not in self.fields:
                    line = self._line(one)
                    await (self.mount(*line, after=before) if before else self.mount(*line, before=0))
                before = self.query_one(f"#below-{key}")
        new = wanted.keys() - self.fields.keys()
        self.fields = wanted
        for key in new:
            self.show_echo(key)

    def on_mount(self) -> None:
        for key in self.fields:
            self.show_echo(key)

    def control(self, key: str) -> Input | Choice:
        """The input or choice of a field."""
        found = self.query_one(f"#field-{key}")
        assert isinstance(found, (Input, Choice))
        return found

    def text(self, key: str) -> str:
        """What stands in a field."""
        return self.control(key).value

    def fill(self, key: str, text: str) -> None:
        self.control(key).value = text

    def begin(self, key: str | None = None) -> None:
        """Put the cursor into a field, else the first."""
        key = key or next(iter(self.fields))
        self.control(key).focus()
        if key in self._refused:
            # the sentence whole, which may stand below the last line that is shown
            below = self.query_one(f"#below-{key}", Below)
            self.call_after_refresh(below.scroll_visible, animate=False)

    def show_error(self, key: str, message: str) -> None:
        """Say why a field was refused; it goes with the next sending."""
        self._refused.add(key)
        self._show_below(key, message, True)

    def show_note(self, key: str, message: str, wrong: bool = False, picks: Sequence[Pick] = ()) -> None:
        """Say something under a field while it is typed; it stays when the form is sent and refused."""
        self._show_below(key, message, wrong, picks)

    def _show_below(self, key: str, message: str, wrong: bool, picks: Sequence[Pick] = ()) -> None:
        below = self.query_one(f"#below-{key}", Below)
        below.set_class(wrong, "wrong")
        below.say(message, picks)

    @on(Below.Picked)
    def _picked(self, event: Below.Picked) -> None:
        key = (event.below.id or "").removeprefix("below-")
        self.fill(key, event.value)
        self.begin(key)

    def send(self) -> None:
        """Read every field; send the values, or show every fault under its field."""
        values, wrong = {}, []
        refused_before, self._refused = self._refused, set()
        for key, one in self.fields.items():
            try:
                values[key] = one.read(self.text(key))
            except Refused as refused:
                self.show_error(key, str(refused))
                wrong.append(key)
            else:
                if one.echo or key in refused_before:
                    self.show_echo(key)
        if wrong:
            self.begin(wrong[0])
            # what nobody can read is typed anew, not mended
            if isinstance(control := self.control(wrong[0]), Input) and control.password:
                control.action_select_all()
        else:
            self.post_message(self.Sent(self, values))

    def show_echo(self, key: str) -> None:
        """Under a field only what was understood."""
        one = self.fields[key]
        shown = ""
        typed = self.text(one.key)
        if one.echo and typed.strip():
            try:
                shown = one.echo(one.read(typed))
            except Refused:
                shown = ""
        self._show_below(key, shown, False, () if typed.strip() else one.picks)

    @on(Input.Changed)
    @on(Choice.Changed)
    def _changed(self, event: Input.Changed | Choice.Changed) -> None:
        sender = event.input if isinstance(event, Input.Changed) else event.choice
        key = (sender.id or "").removeprefix("field-")
        if key in self.fields:
            self._refused.discard(key)
            self.show_echo(key)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._onward(event.input)

    @on(Onward)
    def _chosen(self, event: Onward) -> None:
        event.stop()
        self._onward(event.sender)

    @on(NoText)
    def _typed_on_choice(self, event: NoText) -> None:
        event.stop()
        key = (event.sender.id or "").removeprefix("field-")
        words = _("这一栏按 {n:digits} 选；要写的在别的栏，回车到下一栏", n=min(len(event.sender.choices), 9))
        # it stays when the field is left: whoever types fast sees then where it went
        self.show_note(key, words)

    def _onward(self, sender: Widget) -> None:
        if not self._step(sender, 1):
            self.send()

    def _step(self, sender: Widget, by: int) -> bool:
        """The cursor into a neighbouring field; False where there is none."""
        keys = list(self.fields)
        place = keys.index((sender.id or "").removeprefix("field-")) + by
        if not 0 <= place < len(keys):
            return False
        self.begin(keys[place])
        return True

    def action_step(self, by: int) -> None:
        if isinstance(self.screen.focused, (Input, Choice)):
            self._step(self.screen.focused, by)


def label_width(labels: Sequence[str]) -> int:
    """Cells of the widest label, in the language shown."""
    return max((cell_len(_(label)) for label in labels), default=0)
