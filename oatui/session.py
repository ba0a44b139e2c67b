"""A desk's two connections: reads on the caller's thread, every write on one other thread with its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from oatui.clock import Clock, SystemClock, to_second
from oatui.rules.verdict import Level, Verdict
from oatui.store import main_line
from oatui.store.database import DAMAGE, Store, StoreTrouble, another, open_store, sqlite3, trouble_of

if TYPE_CHECKING:
    from oatui.link.apart import Apart
    from oatui.link.keyring import Keyring
    from oatui.link.sender import Sender
    from oatui.link.uplink import Standing
    from oatui.link_way import LinkWay
    from oatui.rules.workdays import Calendar
    from oatui.store.documents import Document

P = ParamSpec("P")
T = TypeVar("T")

REMIND_EVERY = timedelta(seconds=10)


class Session:
    """Opened once; `reader` is None before that."""

    def __init__(self, path: Path, clock: Clock, operator: str) -> None:
        self.path = path
        self.clock = clock
        self.operator = operator
        self.began = to_second(clock.now())
        self.next_path: Path | None = None  # the store to open when this desk has ended
        self.reader: Store | None = None
        self._writer: Store | None = None
        self._reminded: datetime | None = None
        self._ring: Keyring | None = None
        self._hub_ring: Keyring | None = None
        self._sender: Sender | Apart | None = None
        self._link_way: LinkWay | None = None
        self._checked: Store | None = None  # by the check of the day, on its thread
        self._leaving = False
        self._news: list[Verdict] = []  # what a process beside the desk did by itself
        self._goes = "", ""  # under which names this desk speaks to a hub, and to another's book
        self._spare: list[Store] = []  # connections for reading apart that nobody uses now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")

    def open(self, create: bool = False) -> None:
        """Open both on this thread. Raises StoreMissing, StoreTrouble."""
        self._writer = open_store(self.path, self.clock, self.operator, create=create)
        self.reader = another(self._writer)
        if self.reader.is_site:
            from oatui import places
            from oatui.link.keyring import Keyring
            from oatui.link.sender import Sender

            self._ring = Keyring(places.link_folder())
            self._sender = Sender(self.own, self._ring, self.clock)
            self._sender.start()
        else:
            from oatui.link import book_here

            book_here.look_back(self._writer)
            self.follow()

    def follow(self) -> None:
        """Go on as the store says: on a county's hub, drawing from another's book, or alone.

        Somebody may have joined or left it, here, at another terminal or on the command line.
        """
        if self._writer is None or self.reader is None or self.reader.is_site or self.reader.trouble:
            return
        hub, book_there = way = main_line.hub(self.reader), main_line.book(self.reader)
        if way == self._goes:
            return
        self._goes = way
        if self._sender or self._link_way:
            # some seconds, where a round is under way
            Thread(target=_end, args=(self._sender, self._link_way), daemon=True).start()
        self._sender = self._link_way = self._hub_ring = self._writer.county = None
        if not (hub or book_there):
            return
        from oatui import places
        from oatui.link.keyring import Keyring

        ring = Keyring(places.link_folder())
        if hub:
            from oatui.link import county

            self._writer.county = county
            self._hub_ring = ring
            self._sender = self._rounds(ring)
        else:
            from oatui.link import book

            # it says what it drew, now and whenever the book has lost it
            self._sender = book.BookSender(self.own, ring, self.clock, book.ASK_SECONDS)
        self._sender.start()

    def changed(self) -> bool:
        """Whether another connection has written since the last look, or another file has the store's name."""
        if self.reader is None:
            return False
        if self.reader.moved and self.reader.trouble is None:
            # said before anything is typed that cannot be kept
            self.distrust(StoreTrouble("store.moved"))
            return True
        if not self.reader.changed():
            return False
        self.follow()
        return True

    def _apart(self) -> Callable[[], Apart] | None:
        """What makes the process beside this one; a clock of the demo's, or a test's, is not to be had in another."""
        if not isinstance(self.clock, SystemClock):
            return None
        from oatui import places
        from oatui.link.apart import Apart

        return partial(Apart, self.path, self.operator, places.link_folder(), self._news.append)

    def _rounds(self, ring: Keyring) -> Apart | Sender:
        """The rounds to a county's hub, in a process beside this one."""
        if apart := self._apart():
            return apart()
        from oatui.link.hub_line import HubSender

        return HubSender(self.own, ring, self.clock)

    def own(self) -> Store:
        """One more connection, for another thread."""
        return open_store(self.path, self.clock, self.operator)

    @property
    def link_way(self) -> LinkWay:
        """The line to machines of this desk's, made when it is first asked for; it listens only when told to."""
        if self._link_way is None:
            from oatui import places
            from oatui.link_way import Choice, LinkWay

            self._link_way = LinkWay(self.own, self.clock, places.link_folder(), self._apart())
            if self.reader and main_line.hub(self.reader):
                self._link_way.open(Choice(), not_secret=False)  # it leads to the hub: no port opens
        return self._link_way

    def standing(self) -> Standing | None:
        """How a sub-venue stands with its main desk; None for a desk of its own, and before the store is open."""
        if self._ring is None or self.reader is None:
            return None
        from oatui.link import uplink

        how = uplink.standing(self.reader, self._ring)
        if how and self._sender and self._sender.trouble:
            return how._replace(trouble=self._sender.trouble.as_body())
        return how

    def send_now(self) -> None:
        """Do not wait until the line is tried again by itself."""
        if self._sender:
            self._sender.wake()

    def line(self) -> Verdict | None:
        """The same in a few words for the head: what is recorded here and not yet held there."""
        if (how := self.standing()) is None:
            return self._hub_line()
        if how.trouble:
            key = "link.not_taken" if how.unsent else "link.not_told"
        else:
            key = "link.unsent" if how.unsent else "link.all_held" if how.online else "link.no_contact"
        return Verdict(None, Level.NOTE, key, {"n": how.unsent, "fresh": how.fresh})

    def _hub_line(self) -> Verdict | None:
        """What is wrong between this desk and its county's hub, or the book; nothing is said while all is well."""
        if self.reader is None:
            return None
        if main_line.book(self.reader):
            from oatui import places
            from oatui.link import uplink
            from oatui.link.keyring import Keyring

            stands = uplink.book_standing(self.reader, Keyring(places.link_folder()))
            return Verdict(None, Level.NOTE, "link.book_trouble", {}) if stands and stands.trouble else None
        if self._hub_ring is None:
            return None
        from oatui.link import hub_line

        how = hub_line.standing(self.reader, self._hub_ring)
        if how is None or not (how.since or how.trouble):
            return None
        key = "hub.trouble" if how.trouble else "hub.no_contact"
        return Verdict(None, Level.NOTE, key, {"since": how.since})

    async def record(
        self, action: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run an action of the store on the writing thread. Raises Refused, StoreTrouble."""
        call = partial(action, self._writer, *args, **kwargs)  # type: ignore[arg-type]
        return await self.aside(call)

    async def aside(self, call: Callable[[], T]) -> T:
        """Run anything that takes long on the writing thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def apart(self, read: Callable[[Store], T]) -> T:
        """Read what takes long on another thread, with a connection of its own: no key and no write waits. Raises StoreTrouble."""

        def reading() -> T:
            try:
                own = self._spare.pop()
            except IndexError:
                assert self.reader is not None
                own = another(self.reader)
            own.actor = self.operator
            own.county = self._writer.county if self._writer else None
            try:
                return read(own)
            finally:
                if self._leaving:
                    own.close()
                else:
                    self._spare.append(own)

        try:
            return await asyncio.to_thread(reading)
        except DAMAGE as error:
            trouble = trouble_of(error)
            self.distrust(trouble)
            raise trouble from error

    async def asking(
        self, action: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run an action in which a county's hub may have a say: no key and no other write waits for the line."""
        if self.asks_elsewhere:
            return await self.apart(lambda own: action(own, *args, **kwargs))
        return await self.record(action, *args, **kwargs)

    async def number(self, document: int, reserved: int | None, calendar: Calendar) -> Document:
        """Number a paper, here or from the book of another desk; no other write waits for the line. Raises Refused."""
        from oatui.store import numbers

        if self.reader is None or not main_line.book(self.reader):
            return await self.asking(numbers.give_number, document, reserved=reserved, calendar=calendar)
        from oatui import places
        from oatui.link import book
        from oatui.link.keyring import Keyring

        ring = Keyring(places.link_folder())
        return await self.apart(lambda own: book.draw(own, ring, document, self.clock, calendar))

    @property
    def asks_elsewhere(self) -> bool:
        """Whether a county's hub, or another desk's book, has a say in what this desk does."""
        return bool(self.reader and (main_line.hub(self.reader) or main_line.book(self.reader)))

    def remind(self, calendar: Calendar, say: Callable[[Verdict], None]) -> None:
        """Say what has come to a set time since the last look; the first look says what has come to one at all.

        What the line did by itself meanwhile comes first.
        """
        if self._news:
            say(self._news.pop(0))
            return
        now = self.clock.now()
        if self.reader is None or (self._reminded and timedelta() <= now - self._reminded < REMIND_EVERY):
            return
        from oatui.store import reminders

        # a clock that was set back begins anew from there
        since = self._reminded and min(self._reminded, now)
        self._reminded = now
        if words := reminders.in_one(reminders.reminders(self.reader, calendar, now, since)):
            say(words)

    def trouble(self) -> StoreTrouble | None:
        """With a connection of its own, once a start: the quick check; once a day the whole chain, and what is to go."""
        from oatui.store import chain, doctor, phone

        own = self._checked = self.own()
        try:
            words = doctor.quick_trouble(own)
            if self._leaving:
                return None
            if words:
                return StoreTrouble("store.damaged", what=words)
            if found := chain.daily_trouble(own):
                return found
            if own.trouble is None:
                phone.erase_old(own)
            return None
        except DAMAGE:
            if self._leaving:
                return None
            raise
        finally:
            self._checked = None
            own.close()

    def distrust(self, trouble: StoreTrouble) -> None:
        """Read only from now on, and say why (promise 12)."""
        for store in self._both():
            if store.trouble is None:
                store.trouble = trouble

    def name_operator(self, name: str) -> None:
        """Who acts from now on."""
        self.operator = name
        for store in self._both():
            store.actor = name

    def close(self) -> None:
        """Let the last write end, then close; what was not sent is sent the next time, what is looked at the next day."""
        self._leaving = True
        if own := self._checked:
            # ten years of links are walked for seconds: nobody waits for that on leaving
            with suppress(sqlite3.ProgrammingError):
                own.conn.interrupt()
        if self._sender:
            self._sender.stop()
        if self._link_way:
            self._link_way.close()
        self._thread.shutdown(wait=True)
        for store in [*self._both(), *self._spare]:
            store.close()

    def _both(self) -> list[Store]:
        return [store for store in (self._writer, self.reader) if store]


def _end(sender: Sender | Apart | None, line: LinkWay | None) -> None:
    if sender:
        sender.stop()
    if line:
        line.close()
