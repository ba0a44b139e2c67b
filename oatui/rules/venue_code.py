"""会场码: the changing code on the wall, and the ticket of the form that it opens (本局约定, for 17-5).

A code is 8 Crockford characters, new every 10 seconds, taken until 20 seconds after it appeared: a photograph sent
to the office comes too late. Freshness is judged once, when the page is opened; the form then carries a ticket
that is bound to the phone and lives 120 seconds.
"""

from __future__ import annotations

import hmac
import struct
from datetime import datetime

from oatui.rules.spoken_code import ALPHABET, typed_code

PERIOD = 10  # seconds
STEPS_BACK = 1
TICKET_SECONDS = 120
LENGTH = 8

_TICKET = struct.Struct(">IIII")
_TAG = 9  # bytes; with the 16 of the ticket's facts they make 40 characters


def step(at: datetime) -> int:
    """Which code is on the wall at a moment."""
    return int(at.timestamp() // PERIOD)


def code(key: bytes, meeting: int, venue: int, step: int) -> str:
    """The code of a venue in one step."""
    return _text(_mac(key, b"venue", struct.pack(">IIQ", meeting, venue, step), size=5))


def fresh_step(key: bytes, meeting: int, venue: int, typed: str, at: datetime) -> int | None:
    """The step of a code that is or was just on the wall; None for a stale, foreign or mistyped one."""
    raw = _bytes(typed, 5)
    if raw is None:
        return None
    found = None
    # the same work whether it is right or not; never a step of the future: the desk itself made the picture
    for one in range(step(at) - STEPS_BACK, step(at) + 1):
        if hmac.compare_digest(raw, _mac(key, b"venue", struct.pack(">IIQ", meeting, venue, one), size=5)):
            found = one
    return found


def ticket(key: bytes, meeting: int, venue: int, step: int, device: bytes, at: datetime) -> str:
    """A ticket of 40 characters for one form on one phone."""
    body = _TICKET.pack(meeting, venue, step & 0xFFFFFFFF, int(at.timestamp()) & 0xFFFFFFFF)
    return _text(body + _mac(key, b"form", body, device, size=_TAG))


def is_ticket(key: bytes, meeting: int, venue: int, typed: str, device: bytes) -> bool:
    """Whether this desk made the ticket for this phone, at whatever time."""
    raw = _bytes(typed, _TICKET.size + _TAG)
    if raw is None:
        return False
    body, tag = raw[: _TICKET.size], raw[_TICKET.size :]
    ours = hmac.compare_digest(tag, _mac(key, b"form", body, device, size=_TAG))
    of_here: bool = _TICKET.unpack(body)[:2] == (meeting, venue)
    return ours and of_here


def is_live(typed: str, at: datetime) -> bool:
    """Whether a ticket (of `is_ticket`) is not older than 120 seconds, nor of the future."""
    raw = _bytes(typed, _TICKET.size + _TAG)
    if raw is None:
        return False
    made: int = _TICKET.unpack(raw[: _TICKET.size])[3]
    return 0 <= (int(at.timestamp()) & 0xFFFFFFFF) - made <= TICKET_SECONDS


def mark(key: bytes, *parts: str) -> str:
    """16 hex characters that stand for a phone (or its address) while the key lives, and for nothing afterwards."""
    return _mac(key, b"mark", *(part.encode() for part in parts), size=8).hex()


def _mac(key: bytes, purpose: bytes, *parts: bytes, size: int) -> bytes:
    # each part with its length before it: no two lists of parts look alike
    body = b"".join(struct.pack(">H", len(part)) + part for part in (purpose, *parts))
    return hmac.digest(key, body, "sha256")[:size]


def _text(data: bytes) -> str:
    number, count = int.from_bytes(data, "big"), len(data) * 8 // 5
    return "".join(ALPHABET[(number >> (5 * (count - 1 - place))) & 31] for place in range(count))


def _bytes(typed: str, size: int) -> bytes | None:
    text = typed_code(typed)
    if len(text) != size * 8 // 5 or not text.isascii():
        return None
    number = 0
    for character in text:
        value = ALPHABET.find(character)
        if value < 0:
            return None
        number = number << 5 | value
    return number.to_bytes(size, "big")
