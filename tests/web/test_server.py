"""The server on a real socket: slow, fat and silent clients are cut, a taken port is a sentence, the end is quick."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from oatui.rules.verdict import Refused
from oatui.web.server import Server, listen
from oatui.web.site import Site
from tests.web.desks import FakeDesk

SECONDS = 0.6


@asynccontextmanager
async def served(per_address: int = 40, seconds: float = SECONDS) -> AsyncIterator[int]:
    sock = listen("127.0.0.1", 0)
    port = sock.getsockname()[1]
    desk = FakeDesk()
    desk.hosts = lambda: [f"127.0.0.1:{port}"]  # type: ignore[method-assign]
    server = Server(Site(desk).app, seconds=seconds, per_address=per_address)
    await server.start(sock)
    try:
        yield port
    finally:
        await server.stop()


async def asked(port: int, sent: bytes) -> bytes:
    """What a connection is answered until it ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


def get(port: int, path: str = "/S.CSS") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


async def test_a_page_over_a_real_connection_and_the_connection_ends() -> None:
    async with served() as port:
        answer = await asked(port, get(port, "/"))
        assert answer.startswith(b"HTTP/1.1 200")
        assert b"connection: close" in answer.lower()
        assert b"server:" not in answer.lower()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-",
        b"POST /S HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nt=",
    ],
    ids=["silent", "half a header", "half a body"],
)
async def test_whoever_does_not_finish_is_cut(sent: bytes) -> None:
    async with served() as port:
        started = asyncio.get_running_loop().time()
        await asked(port, sent.replace(b"{host}", f"127.0.0.1:{port}".encode()))
        took = asyncio.get_running_loop().time() - started
        assert SECONDS * 0.9 <= took < 4
        # and everybody else is served all the while
        assert (await asked(port, get(port))).startswith(b"HTTP/1.1 200")


async def test_a_fat_header_is_refused() -> None:
    async with served() as port:
        fat = get(port)[:-2] + b"X-Fat: " + b"a" * 200_000 + b"\r\n\r\n"
        assert not (await asked(port, fat)).startswith(b"HTTP/1.1 200")


async def test_one_address_holds_so_many_connections_at_once() -> None:
    async with served(per_address=3) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _n in range(3)]
        assert await asked(port, get(port)) == b""
        for _reader, writer in held:
            writer.close()
            await writer.wait_closed()
        for _try in range(100):  # the server learns of the closed ones in its own time
            if (await asked(port, get(port))).startswith(b"HTTP/1.1 200"):
                return
        raise AssertionError("the place of a closed connection was not given back")


async def test_a_taken_port_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as no:
            listen("127.0.0.1", port)
    assert no.value.verdict.key == "phone.port_taken"
    assert str(port) in str(no.value)


def test_a_foreign_address_is_a_sentence() -> None:
    with pytest.raises(Refused) as no:
        listen("203.0.113.7", 0)
    assert no.value.verdict.key == "phone.cannot_listen"


async def test_it_ends_in_under_a_second_and_the_port_is_free() -> None:
    async with served(seconds=30) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        started = asyncio.get_running_loop().time()
    took = asyncio.get_running_loop().time() - started
    writer.close()
    assert took < 2, f"{took:.1f} s"
    listen("127.0.0.1", port).close()
