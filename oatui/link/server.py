"""The door of the link: reads who speaks, hands the call to the contract, signs the answer. Knows no store.

It runs in a loop and a thread of its own, so that the desk's keys never wait for it; every call of the contract is
made on one further thread, one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oatui import late_tls
from oatui.i18n import why
from oatui.link import certificate, contract, signing
from oatui.link.contract import VERSION, Contract, LineCut, Office
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.store.database import StoreTrouble

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

BODY_BYTES = 8_000_000
BODY_SECONDS = 20.0
CONNECTION_SECONDS = 120.0
STOP_SECONDS = 4.0
COUNT_DIGITS = 18
CALLS = ("push", "pull", "allocate", "hold", "office")

Heard = Callable[[str, str], None]


class Door:
    """The calls of sites, checked before anything else sees them.

    `heard(site, its time)` is told of every call that is truly the site's.
    """

    def __init__(
        self,
        answers: Contract,
        ring: Keyring,
        pairings: Pairings,
        heard: Heard | None = None,
        office: Office | None = None,
    ) -> None:
        self._answers = answers
        self._ring = ring
        self._pairings = pairings
        self._heard = heard
        self._office_of = office
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="link")
        self._older: dict[str, bool] = {}

    def app(self) -> Starlette:
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/pair", self._salt, methods=["GET"]),
                Route("/pair", self._pair, methods=["POST"]),
                *(Route(f"/{call}", self._call, methods=["POST"]) for call in CALLS),
            ]
        )

    def close(self) -> None:
        """Answer nothing more, and let go what answered."""
        self._thread.submit(self._answers.close)
        self._thread.shutdown(wait=True)

    # ------------------------------------------------------------------ pairing

    async def _salt(self, _request: Request) -> Response:
        salt = await self._aside(lambda: self._pairings.salt)
        return _plain(200, {"salt": salt.hex(), "hub": self._office_of is not None})

    async def _pair(self, request: Request) -> Response:
        try:
            asked = json.loads(await _body(request, 4096))
            name, nonce, proof = asked["name"], bytes.fromhex(asked["nonce"]), bytes.fromhex(asked["proof"])
            if not (len(name) == 32 and name.isalnum() and name.isascii()):
                raise ValueError("name")
        except (ValueError, TypeError, KeyError, TimeoutError):
            return _plain(400, {})
        sealed = await self._aside(lambda: self._pairings.answer(name, nonce, proof))
        return _plain(403, {}) if sealed is None else _plain(200, {"sealed": sealed.hex()})

    # ------------------------------------------------------------------ the signed calls

    async def _call(self, request: Request) -> Response:
        site, head = request.headers.get(signing.SITE, ""), request.headers
        secret = self._ring.secret(site)
        out = None if secret else self._ring.secret_shut_out(site)
        known = secret or out
        count, nonce, mac = (
            head.get(signing.COUNT, ""),
            head.get(signing.NONCE, ""),
            head.get(signing.MAC, ""),
        )
        digits = count.isascii() and count.isdigit() and len(count) <= COUNT_DIGITS
        if known is None or not digits:
            return _plain(401, {})
        try:
            body = await _body(request, BODY_BYTES)
            made = signing.request_mac(
                known, request.method, request.url.path, site, int(count), bytes.fromhex(nonce), body
            )
            right = signing.same(made, bytes.fromhex(mac))
        except TimeoutError:
            return _plain(408, {})
        except ValueError:
            return _plain(401, {})
        if not right:
            return _plain(401, {})
        if out is not None:
            return _signed(known, made, 403, {"verdict": _shut_out().as_body()})
        status, answer = await self._aside(lambda: self._answer(request.url.path[1:], site, int(count), body))
        return _signed(known, made, status, {**answer, "version": VERSION})

    def _answer(self, call: str, site: str, count: int, body: bytes) -> tuple[int, dict[str, Any]]:
        """On the thread of the contract: one call after the other."""
        highest = self._ring.rise(site, count)
        if highest is not None:
            return 409, {"count": highest}
        try:
            asked = json.loads(body)
            if self._heard:
                self._heard(site, str(asked["time"]))
            self._remember_age(site, asked.get("version") if isinstance(asked, dict) else None)
            return 200, self._dispatch(call, site, asked)
        except Refused as error:
            return 422, {"verdict": error.verdict.as_body()}
        except StoreTrouble as error:
            return 503, {"verdict": error.verdict.as_body()}
        except LineCut:
            return 503, {"verdict": Verdict(None, Level.REFUSED, "link.no_answer").as_body()}
        except (ValueError, TypeError, KeyError):
            return 400, {"verdict": Verdict(None, Level.REFUSED, "link.not_understood").as_body()}

    def _remember_age(self, site: str, said: object) -> None:
        """That a site's program is older than this one, for the page of machines, until it is not."""
        older = not isinstance(said, int) or said < VERSION
        if self._older.get(site) != older:
            if older:
                self._ring.write(f"older-{site}", {"version": said})
            else:
                self._ring.take(f"older-{site}")
            self._older[site] = older

    def _dispatch(self, call: str, site: str, asked: dict[str, Any]) -> dict[str, Any]:
        if call == "push":
            return {"have": self._answers.push(site, str(asked["origin"]), contract.from_wire(asked["rows"]))}
        if call == "pull":
            have = {str(origin): int(seq) for origin, seq in asked["have"].items()}
            own = [str(origin) for origin in asked.get("own", [])]
            part = self._answers.pull(site, int(asked["meeting"]), have, own)
            heard = {str(number): list(one) for number, one in part.heard.items()}
            rows = contract.as_wire(part.rows)
            return {
                "rows": rows,
                "fresh": part.fresh,
                "whose": dict(part.whose),
                "heard": heard,
                "now": part.now,
            }
        if call == "office":
            if self._office_of is None:
                raise refuse("link.not_understood")
            return _ask_office(self._office_of, site, asked)
        if call == "hold":
            numbers = contract.drawn_from_wire(asked["numbers"])
            known = contract.highest_from_wire(asked.get("known", []))
            return self._answers.hold(site, numbers, bool(asked["whole"]), known)._asdict()
        return {"number": self._answers.allocate(site, dict(asked["request"]))}

    async def _aside(self, call: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def _ask_office(hub: Office, site: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What a main desk asks of its hub."""
    do = asked["do"]
    if do == "invite":
        hub.invite(site, {str(name): str(value) for name, value in asked["invitation"].items()})
    elif do == "shut out":
        hub.shut_out(site, str(asked["site"]))
    elif do == "tell":
        hub.tell(site, str(asked["moment"]), {int(one): int(venue) for one, venue in asked.get("venues", [])})
    elif do == "book":
        stands = hub.book(site, str(asked["moment"]), contract.book_from_wire(asked["book"]))
        return {**stands._asdict(), "heard": {str(one): list(heard) for one, heard in stands.heard.items()}}
    elif do == "close year":
        hub.close_year(site, int(asked["year"]), str(asked["approver"]), int(asked["journal"]))
    elif do == "reopen year":
        hub.reopen_year(site, int(asked["year"]))
    elif do == "leave":
        hub.leave(site)
    elif do == "go on":
        hub.go_on(site)
    elif do == "take":
        what = str(asked["request"]), str(asked["series"]), int(asked["year"]), int(asked["at_least"])
        return {"sequence": hub.take(site, *what, int(asked.get("known", 0)))}
    elif do == "drawn":
        return {"drawn": [list(one) for one in hub.drawn(site, int(asked["place"]))]}
    else:
        raise refuse("link.not_understood")
    return {}


def _shut_out() -> Verdict:
    return Verdict(None, Level.REFUSED, "link.shut_out")


async def _body(request: Request, most: int) -> bytes:
    """Raises ValueError where it is longer, TimeoutError where it comes too slowly."""
    whole = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        async for piece in request.stream():
            whole += piece
            if len(whole) > most:
                raise ValueError("long")
    return bytes(whole)


def _plain(status: int, answer: dict[str, Any]) -> Response:
    from starlette.responses import JSONResponse

    return JSONResponse(answer, status)


def _signed(secret: bytes, request: bytes, status: int, answer: dict[str, Any]) -> Response:
    from starlette.responses import Response

    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    mac = signing.answer_mac(secret, request, status, body).hex()
    return Response(body, status, {signing.MAC: mac}, "application/json")


# ---------------------------------------------------------------------- the socket and its thread


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A listening socket; `shared` with further processes of this user, where the system can. Raises Refused."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared and hasattr(socket, "SO_REUSEPORT"):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise refuse("link.cannot_listen", host=host, port=port, error=why(error)) from error
    sock.setblocking(False)
    return sock


class LinkServer:
    """Serves a door from `start` to `stop`, in a thread of its own."""

    def __init__(self, door: Door, cert: Path | None = None, key: Path | None = None) -> None:
        """`cert` and `key` are PEM files of the office. Raises Refused where they cannot be used."""
        self._door = door
        self._tls = (cert, key)
        if cert or key:
            late_tls.bring_in()
            certificate.hold_pair(cert, key)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    def start(self, sock: socket.socket) -> None:
        """Begin to answer on a socket of `listen`; returns when it does. Raises Refused where it cannot."""
        import uvicorn

        for name in ("uvicorn", "uvicorn.error"):
            # what a stranger sends would end in a log, and a log on the screen
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        host, self.port = sock.getsockname()[:2]
        cert, key = self._tls
        config = uvicorn.Config(
            self._door.app(), http=_bounded(), ws="none", lifespan="off", interface="asgi3",
            log_config=None, access_log=False, proxy_headers=False, server_header=False,
            limit_concurrency=200, timeout_keep_alive=30, timeout_graceful_shutdown=2,
            ssl_certfile=str(cert) if cert else None, ssl_keyfile=str(key) if key else None,
        )  # fmt: skip
        server = self._server = _server(config)
        started = threading.Event()
        trouble: list[str] = []

        def run() -> None:
            async def serve() -> None:
                task = asyncio.create_task(server.serve(sockets=[sock]))
                while not server.started and not task.done():
                    await asyncio.sleep(0.01)
                started.set()
                await task

            try:
                asyncio.run(serve())
            except (Exception, SystemExit) as error:  # uvicorn ends the program where it cannot begin
                trouble.append(str(error))
            finally:
                started.set()

        self._thread = threading.Thread(target=run, name="link-server", daemon=True)
        self._thread.start()
        started.wait()
        if not server.started:
            self.stop()
            sock.close()
            raise refuse("link.cannot_listen", host=host, port=self.port, error="".join(trouble))

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Listen no more; what is being answered may finish."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(STOP_SECONDS)
        self._door.close()


def _server(config: uvicorn.Config) -> uvicorn.Server:
    import uvicorn

    class Quiet(uvicorn.Server):
        """Signals belong to the desk."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    return Quiet(config)


def _bounded() -> type[asyncio.Protocol]:
    """A protocol whose connections end: silent, slow, and kept ones alike. A site opens the next by itself."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Bounded(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._end = self.loop.call_later(CONNECTION_SECONDS, transport.abort)

        def connection_lost(self, exc: Exception | None) -> None:
            self._end.cancel()
            super().connection_lost(exc)

    return Bounded
