"""What stands before every page: whose name the request came under, how often it came, and what every answer carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PER_ADDRESS = "600/minute"  # a flood only: one access point makes a whole hall one address
HEADERS = [
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    # with no-referrer a browser sends its own form with the origin null
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    # a form sent in the second in which a kept connection ends would be lost
    (b"connection", b"close"),
]


class Guard:
    """Refuses foreign hosts and origins, floods and other methods; puts our headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: Callable[[], Sequence[str]]) -> None:
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self.app = app
        self.hosts = hosts
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._flood = parse(PER_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        status = self._stands_against(scope)

        async def send_ours(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _value in HEADERS}
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in ours]
                message["headers"] = kept + HEADERS
            await send(message)

        if status:
            await _plain(send_ours, status)
        else:
            await self.app(scope, receive, send_ours)

    def _stands_against(self, scope: Scope) -> int:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        hosts = self.hosts()
        if host not in hosts:
            return 421  # another name for this machine: a strange page may be behind it
        origin = headers.get(b"origin")
        if origin is not None and urlsplit(origin.decode("latin-1")).netloc.lower() not in hosts:
            return 403
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return 405
        if not self._limiter.hit(self._flood, address_of(scope)):
            return 429
        return 0


def address_of(scope: Scope) -> str:
    """The address that the connection came from; no header is believed."""
    client: Any = scope.get("client")
    return str(client[0]) if client else "?"


async def _plain(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
