"""The phone way of a desk: what stands between its store and the page that phones open.

Nothing listens before `open`, and nothing after the last way is closed or its meeting is over. The terminal desk
and `oatui serve` both start it.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from oatui.clock import Clock
from oatui.i18n import why
from oatui.rules import venue_code
from oatui.rules.spoken_code import ALPHABET, typed_code
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.store import attendance, meetings, phone, settings
from oatui.store.arrivals import Arrival
from oatui.store.database import Store
from oatui.web import keys
from oatui.web.addresses import addresses as addresses
from oatui.web.desk import Answer, Form, Wall, Way
from oatui.web.server import Server, listen
from oatui.web.site import Site

PAIRING_MINUTES = 10
PAIRING_TRIES = 5
Record = Callable[..., Awaitable[Any]]


class _Pairing(NamedTuple):
    code: str
    until: datetime
    tries: int


class PhoneWay:
    """The ways that this desk holds open, and its one server."""

    def __init__(self, clock: Clock, reader: Store, record: Record, folder: Path) -> None:
        self._clock = clock
        self._reader = reader
        self._record = record
        self._folder = folder
        self._ways: dict[tuple[int, int], Way] = {}
        self._server: Server | None = None
        self._pairing: _Pairing | None = None
        self.host, self.port = "", 0

    # ------------------------------------------------------------------ opening and closing

    @property
    def address(self) -> str:
        """host:port while it listens, else empty."""
        return f"{self.host}:{self.port}" if self._server else ""

    async def open(self, meeting: int, venue: int, host: str, port: int, *, not_secret: bool) -> Way:
        """Open a venue's way; the first one begins to listen. Raises Refused, StoreTrouble."""
        if self._server and (host, port) != (self.host, self.port):
            raise refuse("phone.listens_elsewhere", address=self.address)
        if (meeting, venue) in self._ways:
            return self._ways[meeting, venue]
        sockets = [] if self._server else _sockets(host, port)
        try:
            opened: phone.OpenWay = await self._record(
                phone.open_way, meeting, venue, f"{host}:{port}", not_secret=not_secret
            )
            key = keys.read(self._folder, self._name(meeting, venue)) or keys.make(
                self._folder, self._name(meeting, venue)
            )
        except BaseException as error:
            for sock in sockets:
                sock.close()
            if isinstance(error, OSError):
                raise refuse("phone.no_key", error=why(error)) from error
            raise
        way = Way(
            meeting, venue, opened.title, opened.venue_name, settings.get(self._reader, "office"),
            settings.get(self._reader, "phone.keep_days"), key,
        )  # fmt: skip
        self._ways[meeting, venue] = way
        if sockets:
            self.host, self.port = host, port or sockets[0].getsockname()[1]
            self._server = Server(Site(self).app)
            await self._server.start(*sockets)
        return way

    async def close(self, meeting: int, venue: int) -> None:
        """Close a venue's way: its key is gone, and with the last one the server. Raises StoreTrouble."""
        self._ways.pop((meeting, venue), None)
        keys.destroy(self._folder, self._name(meeting, venue))
        if not self._ways:
            await self.stop()
        await self._record(phone.close_way, meeting, venue)

    async def watch(self) -> None:
        """End what the record no longer holds open: the meeting was closed, here or by another desk."""
        held = {(one.meeting, one.venue) for one in phone.open_ways(self._reader)} if self._ways else set()
        for gone in self._ways.keys() - held:
            del self._ways[gone]
            keys.destroy(self._folder, self._name(*gone))
        if self._server and not self._ways:
            await self.stop()

    async def stop(self) -> None:
        """Listen no more; ways that stand open by the record may be opened again with the same key."""
        server, self._server = self._server, None
        self._pairing = None
        if server:
            await server.stop()

    async def reaches_itself(self) -> bool:
        """Whether the page answers under the address that the code names: a first check, a phone is the real one."""
        try:
            _reader, writer = await asyncio.wait_for(asyncio.open_connection(self.host, self.port), 2)
        except (TimeoutError, OSError):
            return False
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return True

    def _name(self, meeting: int, venue: int) -> str:
        return f"{self._reader.origin}-{meeting}-{venue}"

    # ------------------------------------------------------------------ the code

    def is_open(self, meeting: int, venue: int) -> bool:
        return bool(self._server) and (meeting, venue) in self._ways

    def code(self, meeting: int, venue: int) -> str:
        """The 8 characters that are on the wall now."""
        way = self._ways[meeting, venue]
        return venue_code.code(way.key, meeting, venue, venue_code.step(self.clock.now()))

    def modules(self, meeting: int, venue: int) -> list[list[bool]]:
        """The picture of the code with its quiet zone."""
        from oatui.files.code_out import address_modules

        return address_modules(self.address, f"/A/{self.code(meeting, venue)}")

    def new_pairing(self) -> str:
        """A code that lets one projector page in, once, within ten minutes."""
        code = "".join(secrets.choice(ALPHABET) for _place in range(8))
        self._pairing = _Pairing(code, self.clock.now() + timedelta(minutes=PAIRING_MINUTES), PAIRING_TRIES)
        return code

    # ------------------------------------------------------------------ what the page asks (web.desk.Desk)

    @property
    def clock(self) -> Clock:
        return self._clock

    def ways(self) -> Sequence[Way]:
        return list(self._ways.values())

    def hosts(self) -> Sequence[str]:
        return [f"{self.host}:{self.port}", f"127.0.0.1:{self.port}", f"localhost:{self.port}"]

    def is_here(self, address: str) -> bool:
        return address in {"127.0.0.1", "::1", self.host}

    async def sign_in(self, form: Form) -> Answer:
        found: Arrival = await self._record(
            phone.sign_in, form.meeting, form.venue, form.name, form.digits, device=form.device,
            ticket=form.ticket, trace=form.trace,
        )  # fmt: skip
        return _answer(found)

    async def refused(self, meeting: int, venue: int | None, device: str, verdict: Verdict) -> None:
        await self._record(phone.refuse_early, meeting, venue, device, verdict)

    def answer_of(self, meeting: int, device: str) -> Answer | None:
        found = phone.answer_of(self._reader, meeting, device)
        return _answer(found) if found else None

    def name_of(self, code: str) -> str | None:
        if not (len(code) == 25 and code.isascii() and code.isdigit()):
            return None
        return phone.name_of(self._reader, code, [way.meeting for way in self._ways.values()])

    def wall(self, way: Way) -> Wall:
        meeting = meetings.get(self._reader, way.meeting)
        whole, venues = attendance.attendance(self._reader, way.meeting)
        counts = next((one for place, one in venues if place.id == way.venue), whole)
        left = int((meeting.sign_in_deadline - self.clock.now()).total_seconds())
        return Wall(way, self.code(way.meeting, way.venue), self.address, counts.as_dict(), left)

    def pair(self, typed: str) -> bool:
        pairing, self._pairing = self._pairing, None
        if pairing is None or self.clock.now() > pairing.until:
            return False
        if secrets.compare_digest(pairing.code.encode(), typed_code(typed).encode("utf-8", "replace")):
            return True
        if pairing.tries > 1:
            self._pairing = pairing._replace(tries=pairing.tries - 1)
        return False


def _sockets(host: str, port: int) -> list[socket.socket]:
    """The chosen address, and this machine's own for its projector page. Raises Refused."""
    first = listen(host, port)
    if host in {"127.0.0.1", "0.0.0.0"}:
        return [first]
    try:
        return [first, listen("127.0.0.1", first.getsockname()[1])]
    except BaseException:
        first.close()
        raise


def _answer(found: Arrival) -> Answer:
    verdict = found.verdict
    if found.outcome == "waiting":
        verdict = Verdict(None, Level.NOTE, "phone.waiting")
    return Answer(
        found.outcome, verdict, found.at, found.status, found.name, found.unit, found.post, found.venue, found.seat,
        found.notes,
    )  # fmt: skip
