"""A site's end of the line: the contract, asked over HTTP of whoever answers at the address."""

from __future__ import annotations

import contextlib
import http.client
import json
import secrets
import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from oatui.clock import Clock, iso
from oatui.i18n import why
from oatui.link import contract, pairing, signing
from oatui.link.contract import VERSION, Highest, Line, LineCut, NotKnown, Part
from oatui.rules.messages import MESSAGES
from oatui.rules.verdict import Refused, Verdict, refuse

SECONDS = 10.0
ATTEMPTS = 8
ANSWER_BYTES = 32_000_000
PORT = 8766


class Address:
    """host:port, with https:// before it where the main venue has a certificate. Raises Refused."""

    def __init__(self, typed: str, ca: Path | None = None) -> None:
        text = typed.strip()
        try:
            parts = urlsplit(text if "://" in text else f"http://{text}")
            self.host, self.port = parts.hostname or "", parts.port or PORT
        except ValueError:
            self.host = ""
        if not self.host or parts.scheme not in {"http", "https"} or parts.path.strip("/") or parts.username:
            raise refuse("link.address", written=typed)
        self.secure = parts.scheme == "https"
        self._context: ssl.SSLContext | None = None
        if self.secure:
            from oatui.link import certificate

            self._context = certificate.trusting(ca)

    def __str__(self) -> str:
        return f"{'https://' if self.secure else ''}{self.host}:{self.port}"

    def connection(self, seconds: float) -> http.client.HTTPConnection:
        if self._context:
            return http.client.HTTPSConnection(self.host, self.port, timeout=seconds, context=self._context)
        return http.client.HTTPConnection(self.host, self.port, timeout=seconds)


class SiteClient:
    """Signs what it asks and believes only what is signed. For one thread; keeps its connection."""

    def __init__(
        self, address: Address, site: str, secret: bytes, clock: Clock, seconds: float = SECONDS
    ) -> None:
        self._address = address
        self._site = site
        self._secret = secret
        self._clock = clock
        self._seconds = seconds
        self._count = 0
        self._connection: http.client.HTTPConnection | None = None

    def push(self, site: str, origin: str, rows: Sequence[Line]) -> int:
        return int(self.call("push", origin=origin, rows=contract.as_wire(rows))["have"])

    def pull(self, site: str, meeting: int, have: Mapping[str, int], own: Sequence[str] = ()) -> Part:
        found = self.call("pull", meeting=meeting, have=dict(have), own=list(own))
        try:
            whose = {str(origin): int(number) for origin, number in found.get("whose", {}).items()}
            heard = contract.heard_from_wire(found.get("heard", {}))
            return Part(
                contract.from_wire(found["rows"]),
                str(found["fresh"]),
                whose,
                heard,
                str(found.get("now", "")),
                _version(found) > VERSION,
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise LineCut("rows") from error

    def allocate(self, site: str, request: Mapping[str, Any]) -> str:
        return str(self.call("allocate", request=dict(request))["number"])

    def hold(
        self, site: str, numbers: Sequence[contract.Drawn], whole: bool, known: Sequence[Highest] = ()
    ) -> contract.Held:
        found = self.call("hold", numbers=[list(one) for one in numbers], whole=whole, known=list(known))
        return contract.Held(bool(found["heard"]), _highest(found))

    def invite(self, site: str, invitation: Mapping[str, str]) -> None:
        self.call("office", do="invite", invitation=dict(invitation))

    def shut_out(self, site: str, other: str) -> None:
        self.call("office", do="shut out", site=other)

    def tell(self, site: str, moment: str, venues: Mapping[int, int]) -> None:
        self.call("office", do="tell", moment=moment, venues=list(venues.items()))

    def book(self, site: str, moment: str, told: contract.BookTold) -> contract.Stands:
        series = [list(one) for one in told.series]
        asked = {**told._asdict(), "series": series, "desks": list(told.desks.items())}
        found = self.call("office", do="book", moment=moment, book=asked)
        try:
            heard = contract.heard_from_wire(found["heard"])
            waiting = [str(one) for one in found["waiting"]]
            return contract.Stands(str(found["generation"]), waiting, heard, _highest(found))
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise LineCut("book") from error

    def close_year(self, site: str, year: int, approver: str, journal: int) -> None:
        self.call("office", do="close year", year=year, approver=approver, journal=journal)

    def reopen_year(self, site: str, year: int) -> None:
        self.call("office", do="reopen year", year=year)

    def leave(self, site: str) -> None:
        self.call("office", do="leave")

    def go_on(self, site: str) -> None:
        self.call("office", do="go on")

    def take(self, site: str, request: str, series: str, year: int, at_least: int, known: int = 0) -> int:
        found = self.call(
            "office", do="take", request=request, series=series, year=year, at_least=at_least, known=known
        )
        return int(found["sequence"])

    def drawn(self, site: str, place: int) -> list[contract.Drawn]:
        return [contract.Drawn(*one) for one in self.call("office", do="drawn", place=place)["drawn"]]

    def call(self, path: str, **asked: Any) -> dict[str, Any]:
        """One signed call. Raises Refused with what the main desk says, LineCut where nobody answers."""
        body = json.dumps(
            {"time": iso(self._clock.now()), "version": VERSION, **asked},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        for attempt in range(ATTEMPTS):
            self._count += 1
            kept = self._connection is not None
            try:
                status, found = self._ask(f"/{path}", body)
            except LineCut as cut:
                if kept and isinstance(cut.__cause__, ConnectionError):
                    continue  # what was kept open is closed by the other side now and then: a new one tells
                raise
            if status == 409 and isinstance(found.get("count"), int):
                # this program began to count anew, or another speaks, too: the desk, beside the command line
                self._count = found["count"] + secrets.randbelow(4**attempt)
                continue
            if status == 200:
                return found
            verdict = _verdict(found)
            if status == 503:
                raise LineCut(str(verdict.message))
            raise Refused(verdict)
        raise LineCut("count")

    def _ask(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        nonce = secrets.token_bytes(signing.NONCE_BYTES)
        mac = signing.request_mac(self._secret, "POST", path, self._site, self._count, nonce, body)
        head = {
            signing.SITE: self._site, signing.COUNT: str(self._count), signing.NONCE: nonce.hex(),
            signing.MAC: mac.hex(), "content-type": "application/json",
        }  # fmt: skip
        try:
            if self._connection is None:
                self._connection = self._address.connection(self._seconds)
            self._connection.request("POST", path, body, head)
            answer = self._connection.getresponse()
            text = answer.read(ANSWER_BYTES)
            signed = bytes.fromhex(answer.headers.get(signing.MAC, ""))
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise LineCut(why(error)) from error
        if not signing.same(signed, signing.answer_mac(self._secret, mac, answer.status, text)):
            self.close()
            if answer.status == 401:
                raise NotKnown("unknown")
            raise LineCut("unsigned")
        try:
            found: dict[str, Any] = json.loads(text)
        except ValueError as error:
            raise LineCut("text") from error
        return answer.status, found

    def close(self) -> None:
        if self._connection:
            with contextlib.suppress(OSError):
                self._connection.close()
        self._connection = None


def _highest(found: Mapping[str, Any]) -> list[Highest]:
    """What a book says that it has; an older one says nothing of it. Raises LineCut."""
    try:
        return contract.highest_from_wire(found.get("highest", []))
    except (ValueError, TypeError) as error:
        raise LineCut("highest") from error


def _version(found: Mapping[str, Any]) -> int:
    """Of the program that answered; one that says nothing of it is taken for the same as this."""
    said = found.get("version")
    return said if isinstance(said, int) else VERSION


# what a program of another version says, where it means that it does not know something
_UNLIKE = {"link.not_understood", "link.other_rows"}


def _verdict(found: Mapping[str, Any]) -> Verdict:
    """What the main desk says; of one of another version it is said which of the two is to be brought up to date."""
    there, verdict = _version(found), refuse("link.not_understood").verdict
    try:
        said = Verdict.from_body(found["verdict"])
        if said.key in MESSAGES:
            verdict = said
    except (KeyError, TypeError, ValueError):
        pass
    if verdict.key in _UNLIKE and there != VERSION:
        return refuse("link.newer" if there > VERSION else "link.older").verdict
    return verdict


def welcome(address: Address, code: str, seconds: float = SECONDS) -> dict[str, Any]:
    """Prove a pairing code and read what it opens: site, secret and the main desk's welcome.

    Raises Refused where the code is none, used, or past; LineCut where nobody answers.
    """
    if pairing.typed_code(code) is None:
        raise refuse("link.code_form", written=code)
    nonce = secrets.token_bytes(signing.NONCE_BYTES)
    connection = address.connection(seconds)
    try:
        salt = bytes.fromhex(_plain(connection, "GET")["salt"])
        keys = pairing.keys_of(code, salt)
        found = _plain(
            connection, "POST",
            {"name": keys.name, "nonce": nonce.hex(), "proof": pairing.proof_of(keys.proof, nonce).hex()},
        )  # fmt: skip
        opened = signing.unseal(keys.seal, bytes.fromhex(found["sealed"]))
        if opened is None:
            raise refuse("link.code_wrong")
        read: dict[str, Any] = json.loads(opened)
        return read
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        raise LineCut(why(error)) from error
    finally:
        connection.close()


class Behind(NamedTuple):
    """What a door says to anybody: the salt of its codes, and whether it is a county's hub."""

    salt: bytes
    hub: bool


def behind(address: Address, seconds: float = SECONDS) -> Behind:
    """Ask a door. Raises LineCut where nobody answers."""
    connection = address.connection(seconds)
    try:
        found = _plain(connection, "GET")
        return Behind(bytes.fromhex(found["salt"]), bool(found.get("hub")))
    except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
        raise LineCut(why(error)) from error
    finally:
        connection.close()


def _plain(connection: http.client.HTTPConnection, method: str, asked: Any = None) -> dict[str, Any]:
    body = None if asked is None else json.dumps(asked)
    connection.request(method, "/pair", body, {"content-type": "application/json"} if body else {})
    answer = connection.getresponse()
    text = answer.read(65536)
    if answer.status == 403:
        raise refuse("link.code_wrong")
    if answer.status != 200:
        raise LineCut(str(answer.status))
    found: dict[str, Any] = json.loads(text)
    return found
