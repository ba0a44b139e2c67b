"""A door on loopback with something behind it, rows that hang together, and a line that can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from oatui.clock import ZONE
from oatui.link import signing
from oatui.link.contract import Contract, Drawn, Held, Highest, Line, Office, Part, one_load
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.link.server import Door, LinkServer, listen
from oatui.link.site_client import Address, SiteClient
from oatui.rules.verdict import refuse
from tests.conftest import MORNING, FixedClock

DESK = "0123456789abcdef"
SITE = f"{DESK}.1.1"
ORIGIN = "desk-aaaaaaaaaaaa"


def line(seq: int, origin: str = ORIGIN, after: int | None = None, body: str = "{}") -> Line:
    digest = sha256(f"{origin} {seq} {body}".encode()).hexdigest()
    moment = datetime(2026, 11, 24, 8, 30, seq % 60, tzinfo=ZONE).isoformat()
    return Line(
        origin, seq, seq - 1 if after is None else after, moment, moment, "王某某", "signed_in", body, None,
        sha256(b"%d" % seq).hexdigest(), digest,
    )  # fmt: skip


class Book:
    """The contract in memory: what the door is tested against."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Line]] = {}
        self.part: list[Line] = []
        self.numbers: dict[str, str] = {}
        self.heard: list[tuple[str, str]] = []
        self.shut: set[str] = set()
        self.closed = False

    def push(self, site: str, origin: str, rows: Sequence[Line]) -> int:
        if site in self.shut:
            raise refuse("link.shut_out")
        held = self.rows.setdefault(origin, [])
        for row in rows:
            have = held[-1].seq if held else 0
            if row.seq <= have:
                continue
            if row.after != have:
                break
            held.append(row)
        return held[-1].seq if held else 0

    def pull(self, site: str, meeting: int, have: Mapping[str, int], own: Sequence[str] = ()) -> Part:
        rows = [row for row in self.part if row.seq > have.get(row.origin, 0)]
        return Part(one_load(rows), "" if rows else MORNING.isoformat())

    def allocate(self, site: str, request: Mapping[str, Any]) -> str:
        return self.numbers.setdefault(
            str(request["request_id"]), f"嘉商务字〔2026〕{len(self.numbers) + 1}号"
        )

    def hold(self, site: str, numbers: Sequence[Drawn], whole: bool, known: Sequence[Highest] = ()) -> Held:
        return Held(True)

    def close(self) -> None:
        self.closed = True


class Behind:
    """A served door: its keyring, pairings and port."""

    def __init__(self, ring: Keyring, pairings: Pairings, port: int) -> None:
        self.ring, self.pairings, self.port = ring, pairings, port

    def paired(self, site: str = SITE) -> bytes:
        secret = signing.new_secret()
        self.ring.keep(site, secret)
        return secret

    def client(self, secret: bytes, site: str = SITE, port: int = 0, seconds: float = 2.0) -> SiteClient:
        return SiteClient(
            Address(f"127.0.0.1:{port or self.port}"), site, secret, FixedClock(), seconds=seconds
        )


@contextlib.contextmanager
def served(
    answers: Contract,
    folder: Path,
    heard: Any = None,
    clock: FixedClock | None = None,
    cert: Path | None = None,
    key: Path | None = None,
    port: int = 0,
    office: Office | None = None,
) -> Iterator[Behind]:
    ring = Keyring(folder)
    pairings = Pairings(ring, (clock or FixedClock()).now)
    server = LinkServer(Door(answers, ring, pairings, heard, office), cert, key)
    server.start(listen("127.0.0.1", port))
    try:
        yield Behind(ring, pairings, server.port)
    finally:
        server.stop()


class CuttingLine:
    """A TCP relay that is cut at will: refused, or cut after so many bytes in one direction."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.cut = False
        self.seen = bytearray()  # what who listens on the network sees
        self.cut_answers = 0  # so many answers are lost after the request was delivered
        self._sock = socket.create_server(("127.0.0.1", 0))
        self.port = self._sock.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._ended = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self._ended:
            try:
                one, _address = self._sock.accept()
            except OSError:
                return
            if self.cut:
                one.close()
                continue
            try:
                other = socket.create_connection(("127.0.0.1", self._to), 2)
            except OSError:
                one.close()
                continue
            self._open |= {one, other}
            threading.Thread(target=self._relay, args=(one, other, False), daemon=True).start()
            threading.Thread(target=self._relay, args=(other, one, True), daemon=True).start()

    def _relay(self, one: socket.socket, other: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                self.seen += piece
                if self.cut:
                    break
                if answers and self.cut_answers:
                    self.cut_answers -= 1
                    break
                other.sendall(piece)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            self._open.discard(end)

    def break_now(self) -> None:
        """Every connection ends, wherever it is."""
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._ended = True
        self._sock.close()
        self.break_now()
