"""What every page of the desk has: the head line, the answer line, the key line, and one way to read and to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui import keys
from oatui.i18n import N_, _, format_day, language, sentence
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing, Day
from oatui.screens.dialog import Dialog, InFront
from oatui.store import incidents
from oatui.store.database import DAMAGE, Store, StoreTrouble, trouble_of
from oatui.widgets.countdown import CountdownLine
from oatui.widgets.head import Head
from oatui.widgets.key_line import KeyLine
from oatui.widgets.verdict_line import VerdictLine

if TYPE_CHECKING:
    from oatui.app import DeskApp
    from oatui.screens.digit_choice import Line

P = ParamSpec("P")
T = TypeVar("T")

DAY_WORDS = {
    "weekday": N_("工作日"),
    "weekend": N_("周末休息"),
    "holiday": N_("{name}放假"),
    "make_up": N_("{name}调休上班"),
}


def day_words(day: Day) -> str:
    """工作日, 周末休息, 春节放假 or 春节调休上班."""
    return _(DAY_WORDS[day.kind], name=_(day.name) if day.name else "")


WAITING = N_("正在等另一台机器答复；连不上的，十几秒内会说")


READING_TIME = timedelta(seconds=8)
HELD_SECONDS = 0.3  # a key that is held comes thirty times a second, and nobody has read the next row by then


def say_over(desk: DeskApp, words: Verdict | str) -> None:
    """Over a box that stands in front of the page that says it."""
    if isinstance(box := desk.screen_stack[-1], Dialog):
        box.call_later(box.overhear, words)


class Page(InFront[Any]):
    """A page of the desk. Subclasses give `TITLE_WORDS`, `HELP_WORDS`, `body()`, and `load()` to read the store."""

    _said_at: datetime | None = None
    _by_key: tuple[Any, str, Any, float] | None = None  # the last act of the store by a function key
    TITLE_WORDS: ClassVar[str] = ""
    HELP_WORDS: ClassVar[str] = ""
    # what a key of the page offers by digit: an action of its own, for the palette
    MENU: ClassVar[Sequence[Line]] = ()
    MENU_KEY: ClassVar[str] = "f8"
    MENU_THEN: ClassVar[str] = ""  # where digits are typed into a line: what ends them
    # actions on what the main desk decides: a sub-venue's machine has no key for them
    OF_MAIN_DESK: ClassVar[frozenset[str]] = frozenset()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,escape", "back", N_("返回"), id="back", tooltip=N_("回到上一页")),
        Binding("f12", "clear_desk", N_("日清"), id="clear_desk", tooltip=N_("把今天还开着的事一件一件看过")),
    ]

    def __init__(self) -> None:
        super().__init__()
        presets: dict[str, str] = {}
        for key, bound in self._bindings.key_to_bindings.items():
            for one in bound:
                if one.id:
                    presets[one.id] = f"{presets[one.id]},{key}" if one.id in presets else key
        self._bindings.apply_keymap(keys.of(keys.page_word(type(self).__name__), keys.SAME | presets))

    def compose(self) -> ComposeResult:
        yield Head()
        yield CountdownLine()
        yield from self.body()
        # docked in order: the key line lowest, the answer above it
        yield KeyLine()
        yield VerdictLine(id="answer")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action in self.OF_MAIN_DESK and self.desk.opened and self.store.is_site)

    def body(self) -> ComposeResult:
        """The widgets between head and foot."""
        yield from ()

    def load(self) -> None:
        """Read the store and show it; called at the start, on coming back, and when any desk has written."""

    def tick(self) -> None:
        """Once a second, unless something is being typed."""

    def count_down(self) -> None:
        """The page's own countdown, which goes on under a box as well."""

    def each_second(self) -> None:
        """The clock of the head, the page's own, and what has come to its set time; under a box the clocks alone."""
        front = self.desk.page is self
        if not self.composed or self.typing or not (front or self._seen_under_a_box()):
            return
        self.show_head()
        self.show_incident()
        if not front:
            self.count_down()
            return
        self.tick()
        if self.desk.opened and not self.locked and not self._just_said():
            try:
                self.desk.session.remind(self.calendar, self.remind)
            except DAMAGE as error:
                self.desk.session.distrust(trouble_of(error))

    def _seen_under_a_box(self) -> bool:
        """Whether nothing is typed over this page that an input method composes: it loses its place when the screen is drawn."""
        return language() == "en" or not isinstance(self.app.screen.focused, Input)

    def _just_said(self) -> bool:
        """Whether the answer to a key still wants to be read: then a reminder waits."""
        return self._said_at is not None and abs(self.desk.clock.now() - self._said_at) < READING_TIME

    def remind(self, words: Verdict) -> None:
        """A deadline has come to a set time: a bell, and a line above the keys."""
        self.desk.bell()
        self.say(words)

    def scanned_here(self) -> None:
        """A card was scanned, and no sign-in is open under this page: nothing was pressed, nothing recorded."""
        if self.composed and self.desk.opened:
            self.desk.bell()
            key = "door.scanned_at_site" if self.store.is_site else "door.scanned"
            self.say(words := Verdict(None, Level.WARNING, key, {}))
            say_over(self.desk, words)

    @property
    def desk(self) -> DeskApp:
        return cast("DeskApp", self.app)

    @property
    def store(self) -> Store:
        """The connection for reading on this thread."""
        return self.desk.reader

    @property
    def calendar(self) -> Calendar:
        return self.desk.calendar

    @property
    def typing(self) -> bool:
        """Whether an input has the focus: then nothing else repaints, the input method's window stands on it."""
        return isinstance(self.focused, Input)

    @property
    def composed(self) -> bool:
        """Whether every part is there: clocks and other desks also come while it is put together or taken apart."""
        return self.is_mounted and bool(self.query(Head)) and bool(self.query("#answer"))

    @property
    def locked(self) -> bool:
        """Whether the page may not be left."""
        return False

    def title_words(self) -> str:
        return sentence(self.TITLE_WORDS)

    def on_screen_resume(self) -> None:
        """At the start and on coming back: Textual resumes a screen when it is pushed, too."""
        if self._said_at and self.composed and not self._just_said():
            self.say(None)  # the answer to what was done before leaving has been read
        self.refresh_page()

    def refresh_page(self) -> None:
        """Head, foot and content anew."""
        if not self.composed:
            return
        self.show_head()
        if self.desk.opened:
            self.query_one(KeyLine).operator = self.desk.operator
            self.show_incident()
            try:
                self.load()
            except DAMAGE as error:
                # met while reading: nothing is written to such a store any more
                self.desk.session.distrust(trouble_of(error))
            if self.store.trouble:
                self.say(self.store.trouble.verdict)

    def show_head(self) -> None:
        head = self.query_one(Head)
        now = self.desk.clock.now()
        head.office, head.page = self.desk.office, self.title_words()
        words = [_("演示")] if self.desk.demo else []
        line = self.desk.session.line() if self.desk.opened else None
        head.line = line.message if line else ""
        words.append(format_day(now.date()))
        if self.desk.opened:
            try:
                words.append(day_words(self.calendar.day(now.date())))
            except CalendarMissing:
                words.append(_("调休安排未载入"))
        head.day, head.time = " ".join(words), now.strftime("%H:%M")

    def show_incident(self) -> None:
        """The clock of an incident that owes a report, over every page but its own; a door that is locked tells nobody."""
        line = self.query_one(CountdownLine)
        reading = None
        if self.desk.opened and not self.locked:
            try:
                pressing = [one for one in incidents.urgent(self.store) if one.id != self.counted_here]
            except DAMAGE as error:
                self.desk.session.distrust(trouble_of(error))
                pressing = []
            if pressing:
                from oatui.screens.incident_form import reading as reading_of

                reading = reading_of(pressing[0], self.desk.clock.now(), len(pressing) - 1)
        line.reading = reading

    @property
    def counted_here(self) -> int | None:
        """The incident that the page itself counts down."""
        return None

    def say(self, what: Verdict | str | None, then: str = "") -> None:
        """Put an answer on the line above the keys, with the key that leads on; None clears it."""
        self._said_at = self.desk.clock.now() if what else None
        self.query_one("#answer", VerdictLine).say(what, then)

    async def record(
        self, action: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Do an action of the store on the writing thread; a refusal or trouble is said, and None comes back.

        None, too, for what a function key that is held would do to the next row.
        """
        if self._is_held(action, args):
            return None
        try:
            result = await self.desk.record(action, *args, **kwargs)
        except (Refused, StoreTrouble) as no:
            self.say(no.verdict)
            return None
        self.desk.look_for_changes(own=True)
        return result

    def _is_held(self, action: object, about: object) -> bool:
        """Whether the same function key did the same to another row just before, by the times of the keys."""
        key = self.desk.last_key
        if key is None or key.key[:1] != "f" or len(key.key) == 1:
            return False
        did, before = (action, key.key), self._by_key
        held = before is not None and before[:2] == did and 0 < key.time - before[3] < HELD_SECONDS
        row = before[2] if held and before else about  # the one that the key was pressed for
        self._by_key = *did, row, key.time
        return row != about

    async def reach(self, action: Callable[[Store], T]) -> T | None:
        """Do what asks another machine, apart from every write; what it waits for is said, and a refusal."""
        if self.desk.session.asks_elsewhere:
            self.say(_(WAITING))
        try:
            result = await self.desk.session.apart(action)
        except (Refused, StoreTrouble) as no:
            self.say(no.verdict)
            return None
        self.say(None)
        self.desk.look_for_changes(own=True)
        return result

    async def read_apart(self, read: Callable[[Store], T]) -> T | None:
        """Read what no key shall wait for; None where it cannot be read, which is said, or the page has gone meanwhile."""
        try:
            found = await self.desk.session.apart(read)
        except StoreTrouble as no:
            if self.composed:
                self.say(no.verdict)
            return None
        return found if self.composed else None

    def action_back(self) -> None:
        self.dismiss(None)

    def action_clear_desk(self) -> None:
        """From anywhere; where the review stands below this page already, back to it."""
        from oatui.screens.clear_desk import ClearDeskPage

        if self.locked or not self.desk.opened or isinstance(self, ClearDeskPage):
            return
        if self.store.is_site:
            self.say(refuse("link.not_here").verdict)
            return
        stack = self.desk.screen_stack
        if any(isinstance(screen, ClearDeskPage) for screen in stack):
            while not isinstance(self.desk.screen, ClearDeskPage):
                self.desk.pop_screen()
        else:
            self.desk.push_screen(ClearDeskPage())
