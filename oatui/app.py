"""The desk as a program: opens the store, wires the pages, and leaves the terminal as it was whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, TypeVar

from rich.text import Text
from textual.binding import Binding, BindingType

from oatui import desk, keys, places, program, terminal, themes
from oatui.clock import Clock
from oatui.i18n import N_
from oatui.long_work import sweep_from_here
from oatui.rules.workdays import Calendar
from oatui.screens import fixed_keys
from oatui.screens.first_page import first_page
from oatui.screens.keys_first import KeysFirst
from oatui.screens.page import Page
from oatui.session import Session
from oatui.store import settings
from oatui.store.database import Store, StoreMissing, StoreTrouble
from oatui.widgets.direction import NoMarks

if TYPE_CHECKING:
    from oatui.phone_way import PhoneWay

P = ParamSpec("P")
T = TypeVar("T")

WATCH_SECONDS = 0.4  # another terminal's change is on screen within a second (promise 7)
TICK_SECONDS = 1.0
CHECK_AFTER_SECONDS = 2.0
STORE_EXIT = 3


class DeskApp(KeysFirst):
    """The desk. Reads happen on this thread with `reader`; every write on one other thread with its own store."""

    # the first page's rules are read with the app's: each further reading goes over all of them
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/today.tcss"]
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,fullwidth_question_mark", "help", N_("帮助"), key_display="F1", id="help",
                tooltip=N_("这一页是做什么的，有哪些键")),
        Binding("f2", "today", N_("今日"), id="today", tooltip=N_("回到今日")),
        # before any page or form: an incident does not wait
        Binding("f9", "begin('incident')", N_("突发"), id="incident", priority=True,
                tooltip=N_("突发事件：从事发起计时，三个电话、书面报告")),
        Binding("ctrl+q", "quit", N_("退出"), show=False, id="quit", tooltip=N_("退出")),
        Binding("ctrl+p", "command_palette", N_("命令"), show=False, id="palette", tooltip=N_("按名称找命令")),
    ]  # fmt: skip

    def __init__(self, path: Path, clock: Clock, operator: str, *, demo: bool = False) -> None:
        super().__init__()
        self.session = Session(path, clock, operator)
        self.path = path
        self.clock = clock
        self.demo = demo
        self.office = ""
        self._phones: PhoneWay | None = None
        self.calendar: Calendar = Calendar({}, {})
        self._stale = False
        themes.put_on(self)
        self._filters.append(NoMarks())
        self._bindings.apply_keymap(keys.of(keys.EVERY, keys.SAME))
        self.animation_level = "none"

    # ------------------------------------------------------------------ the store

    @property
    def opened(self) -> bool:
        # the other thread opens, this one begins
        return self.session.reader is not None and bool(self.office)

    @property
    def reader(self) -> Store:
        """The store for reading on this thread."""
        assert self.session.reader is not None
        return self.session.reader

    @property
    def operator(self) -> str:
        return self.session.operator

    def on_mount(self) -> None:
        terminal.on_signals(asyncio.get_running_loop(), lambda n: self.exit(return_code=128 + n))
        self.set_timer(CHECK_AFTER_SECONDS, sweep_from_here)
        # a few ms, and so the first frame is already the useful one
        try:
            if not self.demo:
                self._open_both(create=False)
        except StoreMissing:
            pass
        except StoreTrouble as trouble:
            self.exit(return_code=STORE_EXIT, message=Text(str(trouble)))
            return
        if self.session.reader is None:
            self.push_screen(first_page(None))
            self.run_worker(self._open(create=False), group="open", exclusive=True)
            return
        self._begin()
        self.push_screen(first_page(self.reader))

    async def _open(self, create: bool) -> None:
        try:
            await self.session.aside(partial(self._open_both, create))
        except StoreMissing:
            from oatui.screens.first_start import FirstStart

            self.push_screen(FirstStart(self.path), self._named)
            return
        except StoreTrouble as trouble:
            self.exit(return_code=STORE_EXIT, message=Text(str(trouble)))
            return
        self._begin()
        if self.reader.is_site:
            self.switch_screen(first_page(self.reader))
        self._refresh()

    def _begin(self) -> None:
        self.calendar = desk.calendar_of(self.reader)
        self.office = settings.get(self.reader, "office")
        self.set_interval(WATCH_SECONDS, self.between_keys(self.look_for_changes))
        self.set_interval(TICK_SECONDS, self.between_keys(self._tick))
        if not self.demo:
            # the first frame does not share the processor with it
            check = partial(self.run_worker, self._check, thread=True, group="check", exit_on_error=False)
            self.set_timer(CHECK_AFTER_SECONDS, check)

    def _open_both(self, create: bool) -> None:
        if self.demo:
            from oatui.demo import furnish

            furnish(self.path, self.clock, self.operator)
        self.session.open(create)

    def _named(self, name: str | None) -> None:
        if not name:
            self.exit(return_code=0)
            return
        self.session.name_operator(name)
        self.run_worker(self._open(create=True), group="open", exclusive=True)

    def _check(self) -> None:
        """In a thread, once a start. Trouble makes the desk read-only."""
        if trouble := self.session.trouble():
            self.call_from_thread(self.session.distrust, trouble)
            self.call_from_thread(self._refresh)

    async def record(
        self, action: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run an action of the store on the writing thread. Raises Refused, StoreTrouble."""
        return await self.session.record(action, *args, **kwargs)

    def look_for_changes(self, own: bool = False) -> None:
        """Show what any desk has written since the last look; while something is typed, others' changes wait."""
        if not self.session.reader:
            return
        self._stale = self.session.changed() or self._stale
        if self._stale and (own or not ((page := self.page) and page.composed and page.typing)):
            self._stale = False
            self.office = settings.get(self.session.reader, "office")
            self.calendar = desk.calendar_of(self.session.reader)
            if self._phones:
                self.run_worker(self._phones.watch(), group="phones", exclusive=True)
            self._refresh()

    @property
    def page(self) -> Page | None:
        """The page in front; None under a form, and when the desk is ending while a clock still ticks."""
        front = self.screen_stack[-1] if self.screen_stack else None
        return front if isinstance(front, Page) else None

    def _refresh(self) -> None:
        if self.page:
            self.page.refresh_page()

    def _tick(self) -> None:
        if page := next((one for one in self.screen_stack[::-1] if isinstance(one, Page)), None):
            page.each_second()

    @property
    def phones(self) -> PhoneWay:
        """The phone way of this desk, made when it is first asked for; it listens only when told to."""
        if self._phones is None:
            from oatui.phone_way import PhoneWay

            self._phones = PhoneWay(self.clock, self.reader, self.record, places.keys_folder())
        return self._phones

    # ------------------------------------------------------------------ keys

    def action_help(self) -> None:
        from oatui.screens.help import Help

        self.push_screen(Help.about(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if any(isinstance(screen, Page) and screen.locked for screen in self.screen_stack):
            return action not in {"today", "quit", "command_palette", "begin"}
        return action != "today" or len(self.screen_stack) > 2

    def action_today(self) -> None:
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def action_begin(self, what: str) -> None:
        fixed_keys.begin(self, what)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.DOOR

    def action_command_palette(self) -> None:
        from oatui.palette import open_palette

        open_palette(self)

    def choose_theme(self, name: str) -> None:
        """Use a theme, and keep it for this computer's user."""
        self.theme = name
        places.prefer("theme", name)
        self.call_later(self._refresh)  # bars are drawn in a colour, not in the name of one

    def name_operator(self, name: str) -> None:
        """Who is at the desk from now on, kept for this computer's user. Raises OSError."""
        if not self.demo:
            places.name_operator(name)
        self.session.name_operator(name)

    # ------------------------------------------------------------------ the end

    def _fatal_error(self) -> None:
        """A crash: no traceback on the screen (it would show names), a report of places instead."""
        words = program.replaced_words()
        if not words:
            from oatui import crash

            words = crash.told(self._exception)
        self.panic(Text(words))

    async def on_unmount(self) -> None:
        if self._phones:
            await self._phones.stop()
        self.session.close()
