"""The small server in the desk's own loop: its own socket, no signals, no logs, and a bound on every connection."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from oatui.i18n import why
from oatui.rules.verdict import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp

CONNECTION_SECONDS = 12.0
PER_ADDRESS = 40
AT_ONCE = 400
STOP_SECONDS = 4.0


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises Refused with what the system says: a taken port, a foreign address."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(512)
    except OSError as error:
        sock.close()
        key = "phone.port_taken" if error.errno in {98, 48, 10048} else "phone.cannot_listen"
        raise refuse(key, host=host, port=port, error=why(error)) from error
    sock.setblocking(False)
    return sock


def bounded(seconds: float, per_address: int) -> type[H11Protocol]:
    """A protocol whose whole connection ends after `seconds`: silent, half a header, half a body, all alike."""
    addresses: Counter[str] = Counter()

    class Bounded(H11Protocol):
        _end: asyncio.TimerHandle | None = None
        _address = ""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._address = (transport.get_extra_info("peername") or ("?",))[0]
            addresses[self._address] += 1
            if addresses[self._address] > per_address:
                transport.abort()
                return
            self._end = self.loop.call_later(seconds, self._expire)

        def _expire(self) -> None:
            cycle = self.cycle
            if cycle is not None and not cycle.response_complete and not cycle.more_body:
                # our own answer is under way: let it finish
                self._end = self.loop.call_later(1, self._expire)
            else:
                self.transport.abort()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._end:
                self._end.cancel()
            addresses[self._address] -= 1
            if addresses[self._address] <= 0:
                del addresses[self._address]
            super().connection_lost(exc)

    return Bounded


class _Quiet(uvicorn.Server):
    """Signals belong to the desk."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Server:
    """Serves one ASGI app from `start` to `stop`."""

    def __init__(
        self, app: ASGIApp, *, seconds: float = CONNECTION_SECONDS, per_address: int = PER_ADDRESS
    ) -> None:
        for name in ("uvicorn", "uvicorn.error", "multipart", "python_multipart"):
            # an attacker's text would end in a log, and a log on the screen
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        self._config: Callable[[], uvicorn.Config] = lambda: uvicorn.Config(
            app,
            http=bounded(seconds, per_address),
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=16384,
        )
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, *sockets: socket.socket) -> None:
        """Begin to answer on sockets of `listen`."""
        self._server = _Quiet(self._config())
        # a task of ours: a worker would be cancelled at the end, and take seconds to go
        self._task = asyncio.create_task(self._server.serve(sockets=list(sockets)))
        while not self._server.started and not self._task.done():
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Stop listening; what is being answered may finish."""
        if self._server and self._task:
            self._server.should_exit = True
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._task, STOP_SECONDS)
        self._server = self._task = None
