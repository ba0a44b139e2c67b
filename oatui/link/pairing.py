"""Pairing: a code of twelve characters, good once, for ten minutes and five wrong tries.

Both sides make keys of the code with scrypt. What crosses the line is a proof of the code and, sealed under another
key of it, the site's secret: who listens learns neither.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import scrypt
from typing import Any, NamedTuple

from oatui.clock import from_iso, iso
from oatui.link import signing
from oatui.link.keyring import Keyring
from oatui.rules import spoken_code

LENGTH = 12
MINUTES = 10
TRIES = 5


def new_code() -> str:
    """Sixty bits that can be read out over the telephone: XXXX-XXXX-XXXX."""
    code = "".join(secrets.choice(spoken_code.ALPHABET) for _place in range(LENGTH))
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def typed_code(text: str) -> str | None:
    """The code in what was typed, whatever its case and spaces; None where it cannot be one."""
    code = spoken_code.typed_code(text)
    return code if len(code) == LENGTH and set(code) <= set(spoken_code.ALPHABET) else None


class Keys(NamedTuple):
    """What both sides make of a code."""

    name: str  # names the code without saying it
    proof: bytes
    seal: bytes


def keys_of(code: str, salt: bytes) -> Keys:
    """Some 50 ms of scrypt. Raises ValueError where the code cannot be one."""
    typed = typed_code(code)
    if typed is None:
        raise ValueError("code")
    made = scrypt(typed.encode(), salt=salt, n=2**14, r=8, p=1, dklen=80)
    return Keys(made[:16].hex(), made[16:48], made[48:])


class Sealed(NamedTuple):
    """A code, and what a door is to keep for who proves it; the door learns neither code nor secret of it."""

    code: str
    name: str
    proof: bytes
    sealed: bytes


def sealed(salt: bytes, site: str, secret: bytes, welcome: Mapping[str, Any]) -> Sealed:
    """A new code for a door that has this salt: who proves it gets the secret and `welcome`."""
    code = new_code()
    keys = keys_of(code, salt)
    text = json.dumps({"site": site, "secret": secret.hex(), **welcome}, ensure_ascii=False).encode()
    return Sealed(code, keys.name, keys.proof, signing.seal(keys.seal, text))


class Pairings:
    """The codes that stand open at one door; kept in the keyring so that all its processes know them."""

    def __init__(self, ring: Keyring, now: Callable[[], datetime]) -> None:
        self._ring = ring
        self._now = now

    @property
    def salt(self) -> bytes:
        """This door's own, the same for all its codes."""
        found = self._ring.read("salt")
        if found is None:
            found = {"salt": secrets.token_hex(16)}
            self._ring.write("salt", found)
        return bytes.fromhex(found["salt"])

    def open(self, site: str, secret: bytes, welcome: Mapping[str, Any]) -> str:
        """Open a code for a site: who proves it gets the secret and `welcome`. An earlier code of its is void."""
        self.close_all(site)
        made = sealed(self.salt, site, secret, welcome)
        self.deposit(made.name, made.proof, made.sealed, site)
        return made.code

    def deposit(self, name: str, proof: bytes, sealed: bytes, whose: str = "") -> None:
        """Open a code that another made: it alone knows what is sealed."""
        until = iso(self._now() + timedelta(minutes=MINUTES))
        self._ring.write(
            f"pairing-{name}",
            {"proof": proof.hex(), "sealed": sealed.hex(), "until": until, "tries": TRIES, "whose": whose},
        )

    def answer(self, name: str, nonce: bytes, proof: bytes) -> bytes | None:
        """The sealed secret for who proves the code, once; None for any other, and a try of every code is gone."""
        open_codes = self._ring.names("pairing-")
        for one in open_codes:
            found = self._ring.take(one)
            if found is None or self._now() > from_iso(found["until"]):
                continue
            right = one == f"pairing-{name}" and signing.same(
                proof, proof_of(bytes.fromhex(found["proof"]), nonce)
            )
            if right:
                return bytes.fromhex(found["sealed"])
            if one == f"pairing-{name}" or f"pairing-{name}" not in open_codes:
                found = {**found, "tries": found["tries"] - 1}
            if found["tries"] > 0:
                self._ring.write(one, found)
        return None

    def is_open(self, site: str | None = None) -> bool:
        """Whether any code, or that of a site, is still good; what is not is taken away."""
        good = False
        for one in self._ring.names("pairing-"):
            found = self._ring.read(one)
            if found and self._now() <= from_iso(found["until"]):
                good = good or site in {None, found.get("whose")}
            else:
                self._ring.take(one)
        return good

    def close_all(self, site: str | None = None) -> None:
        """Every code is void, or that of a site."""
        for one in self._ring.names("pairing-"):
            found = self._ring.read(one)
            if site is None or (found and found.get("whose") == site):
                self._ring.take(one)


def proof_of(key: bytes, nonce: bytes) -> bytes:
    """The proof of a code for the asker's nonce."""
    return signing.request_mac(key, "PROOF", "/pair", "", 0, nonce, b"")
