"""Nothing on the line can be altered, played again or said by another; who was shut out is not heard."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from oatui.link import contract, signing
from oatui.link.contract import LineCut
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.link.server import Door, LinkServer, listen
from oatui.link.site_client import Address, SiteClient
from oatui.rules.verdict import Refused
from tests.conftest import FixedClock
from tests.link.doors import DESK, ORIGIN, SITE, Behind, Book, CuttingLine, line, served

BODY = b'{"time":"2026-11-24T08:20:00+08:00","origin":"x","rows":[]}'


def asked(
    behind: Behind, secret: bytes, count: int, change: Callable[[dict[str, object]], None] | None = None
) -> tuple[int, bytes, str, bytes]:
    """A request made by hand, changed on its way after it was signed: status, body, code, the request's own."""
    sent: dict[str, object] = {"method": "POST", "path": "/push", "site": SITE, "count": count, "body": BODY}
    nonce = b"n" * 16
    mac = signing.request_mac(secret, "POST", "/push", SITE, count, nonce, BODY)
    sent |= {"nonce": nonce.hex(), "mac": mac.hex()}
    if change:
        change(sent)
    connection = http.client.HTTPConnection("127.0.0.1", behind.port, timeout=5)
    head = {
        signing.SITE: str(sent["site"]), signing.COUNT: str(sent["count"]), signing.NONCE: str(sent["nonce"]),
        signing.MAC: str(sent["mac"]),
    }  # fmt: skip
    connection.request("POST", str(sent["path"]), sent["body"], head)  # type: ignore[arg-type]
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text, answer.headers.get(signing.MAC, ""), mac


def _put(name: str, value: object, sent: dict[str, object]) -> None:
    sent[name] = value


def test_a_request_is_taken_once_and_never_altered(tmp_path: Path) -> None:
    book = Book()
    with served(book, tmp_path / "keys") as behind:
        secret = behind.paired()
        behind.ring.keep(f"{DESK}.1.2", signing.new_secret())
        changes: list[tuple[str, object]] = [
            ("body", BODY.replace(b"[]", b"[ ]")), ("path", "/pull"), ("site", f"{DESK}.1.2"), ("count", 8),
            ("nonce", "00" * 16), ("mac", "00" * 32), ("mac", ""), ("mac", "zz"), ("site", "../../x"),
            ("site", f"{DESK}.1.9"), ("count", "7x"), ("count", "9" * 19), ("count", "-7"),
        ]  # fmt: skip
        for name, value in changes:
            status, _text, code, _mac = asked(behind, secret, 7, partial(_put, name, value))
            assert (status, code) == (401, ""), name
        assert asked(behind, signing.new_secret(), 7)[0] == 401
        # none of these used the count up
        status, text, code, mac = asked(behind, secret, 7)
        assert status == 200
        assert bytes.fromhex(code) == signing.answer_mac(secret, mac, 200, text)
        for count in (7, 6, 1):
            status, text, code, mac = asked(behind, secret, count)
            assert (status, json.loads(text)["count"]) == (409, 7)
            assert bytes.fromhex(code) == signing.answer_mac(secret, mac, 409, text)
        assert asked(behind, secret, 8)[0] == 200
    # a restart remembers
    with served(book, tmp_path / "keys") as behind:
        assert asked(behind, secret, 8)[0] == 409


def test_a_client_begins_to_count_anew_and_goes_on(tmp_path: Path) -> None:
    book = Book()
    with served(book, tmp_path / "keys") as behind:
        secret = behind.paired()
        for _start in range(3):
            client = behind.client(secret)
            assert client.push(SITE, ORIGIN, [line(1), line(2)]) == 2
            client.close()
        assert [row.seq for row in book.rows[ORIGIN]] == [1, 2]


def test_a_desk_and_the_command_line_speak_under_one_name_at_once(tmp_path: Path) -> None:
    """Neither is turned away for the other's count, however their calls mix."""
    with served(Book(), tmp_path / "keys") as behind:
        secret = behind.paired()

        def speak(_one: int) -> int:
            client = behind.client(secret)
            try:
                return sum(client.push(SITE, ORIGIN, []) == 0 for _call in range(15))
            finally:
                client.close()

        with ThreadPoolExecutor(2) as threads:
            assert list(threads.map(speak, range(2))) == [15, 15]


def test_an_answer_is_believed_only_for_the_request_it_answers(tmp_path: Path) -> None:
    with served(Book(), tmp_path / "keys") as behind:
        secret = behind.paired()
        kept = asked(behind, secret, 1)

    class Again(SiteClient):
        """Somebody answers with an earlier true answer."""

    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Replayer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(kept[0])
            self.send_header(signing.MAC, kept[2])
            self.send_header("content-length", str(len(kept[1])))
            self.end_headers()
            self.wfile.write(kept[1])

        def log_message(self, *_words: object) -> None:
            pass

    other = HTTPServer(("127.0.0.1", 0), Replayer)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        client = Again(Address(f"127.0.0.1:{other.server_port}"), SITE, secret, FixedClock())
        with pytest.raises(LineCut):
            client.push(SITE, "x", [])
    finally:
        other.shutdown()
        other.server_close()


def test_who_is_shut_out_is_told_so_and_not_heard(tmp_path: Path) -> None:
    book = Book()
    with served(book, tmp_path / "keys", heard=lambda site, time: book.heard.append((site, time))) as behind:
        secret = behind.paired()
        client = behind.client(secret)
        client.push(SITE, ORIGIN, [line(1)])
        assert book.heard == [(SITE, "2026-11-24T08:20:00+08:00")]
        behind.ring.shut_out(SITE)
        with pytest.raises(Refused) as said:
            client.push(SITE, ORIGIN, [line(1), line(2)])
        assert said.value.verdict.key == "link.shut_out"
        assert len(book.heard) == len(book.rows[ORIGIN]) == 1
        # another's key does not even learn that
        with pytest.raises(LineCut):
            behind.client(signing.new_secret()).push(SITE, ORIGIN, [])
        # paired anew, it speaks again
        again = behind.client(behind.paired())
        assert again.push(SITE, ORIGIN, [line(2)]) == 2
        for one in (client, again):
            one.close()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"nonsense", b'{"time":"x"}', b'{"time":"x","origin":"o","rows":[1]}',
        b'{"time":"x","origin":"o","rows":[["o",true,0,"","","","","",null,"",""]]}',
        b'{"time":"x","origin":"o","rows":{"a":1}}', b"\xff\xfe",
    ],
)  # fmt: skip
def test_a_true_site_that_talks_nonsense_is_told_so(tmp_path: Path, body: bytes) -> None:
    book = Book()
    with served(book, tmp_path / "keys") as behind:
        secret = behind.paired()
        mac = signing.request_mac(secret, "POST", "/push", SITE, 1, b"n" * 16, body)
        connection = http.client.HTTPConnection("127.0.0.1", behind.port, timeout=5)
        head = {
            signing.SITE: SITE, signing.COUNT: "1", signing.NONCE: (b"n" * 16).hex(), signing.MAC: mac.hex(),
        }  # fmt: skip
        connection.request("POST", "/push", body, head)
        answer = connection.getresponse()
        assert answer.status == 400 and b"link.not_understood" in answer.read()
        assert not book.rows
        connection.close()


def test_more_than_a_load_is_not_taken() -> None:
    rows = contract.as_wire([line(seq) for seq in range(1, 202)])
    with pytest.raises(ValueError, match="rows"):
        contract.from_wire(rows)
    assert contract.from_wire(rows[:200])[199] == line(200)
    fat = [line(seq, body="x" * 900_000) for seq in range(1, 5)]
    assert [row.seq for row in contract.one_load(fat)] == [1, 2]
    assert [row.seq for row in contract.one_load([line(1, body="x" * 3_000_000), line(2)])] == [1]


def test_the_keys_are_of_this_user_alone(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    ring.keep(SITE, b"s" * 32, meeting=1)
    assert ring.rise(SITE, 5) is None
    assert ring.rise(SITE, 5) == 5
    files = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()}
    if os.name == "posix":
        assert {mode for name, mode in files.items() if name != ".lock"} == {0o600}
        assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert ring.desk() == Keyring(tmp_path / "keys").desk()
    for name in ("../x", "", "x", f"{DESK}.1.1.1", f"{DESK}./etc"):
        assert ring.secret(name) is None and ring.secret_shut_out(name) is None


def test_an_answer_lost_after_delivery_is_asked_again(tmp_path: Path) -> None:
    book = Book()
    with served(book, tmp_path / "keys") as behind:
        secret = behind.paired()
        way = CuttingLine(behind.port)
        client = behind.client(secret, port=way.port)
        way.cut_answers = 1
        with pytest.raises(LineCut):
            client.push(SITE, ORIGIN, [line(1), line(2)])
        assert client.push(SITE, ORIGIN, [line(1), line(2), line(3)]) == 3
        way.cut = True
        way.break_now()
        with pytest.raises(LineCut):
            client.push(SITE, ORIGIN, [line(4)])
        way.cut = False
        assert client.push(SITE, ORIGIN, [line(4)]) == 4
        # a gap: it is told what is held, and sends from there
        assert client.push(SITE, ORIGIN, [line(6)]) == 4
        assert [row.seq for row in book.rows[ORIGIN]] == [1, 2, 3, 4]
        client.close()
        way.close()


class Broken:
    started = should_exit = False

    async def serve(self, sockets: object) -> None:
        raise OSError("no")


def test_a_server_that_cannot_begin_says_so_and_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, ring = Book(), Keyring(tmp_path)
    monkeypatch.setattr("oatui.link.server._server", lambda _config: Broken())
    server = LinkServer(Door(book, ring, Pairings(ring, FixedClock().now)))
    sock = listen("127.0.0.1", 0)
    with pytest.raises(Refused):
        server.start(sock)
    assert book.closed
    listen("127.0.0.1", server.port).close()
