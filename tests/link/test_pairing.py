"""A pairing code is good once, for ten minutes and five wrong tries; the secret crosses sealed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from oatui.link import pairing, signing
from oatui.link.contract import LineCut
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.link.site_client import Address, welcome
from oatui.rules.spoken_code import ALPHABET
from oatui.rules.verdict import Refused
from tests.conftest import FixedClock
from tests.link.doors import SITE, Book, served

SECRET = b"s" * 32


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same code with less work: fifty tries would take seconds."""
    from hashlib import scrypt

    monkeypatch.setattr(
        pairing,
        "scrypt",
        lambda code, salt, n, r, p, dklen: scrypt(code, salt=salt, n=16, r=1, p=1, dklen=dklen),
    )


def proved(pairings: Pairings, code: str) -> bytes | None:
    keys = pairing.keys_of(code, pairings.salt)
    nonce = b"n" * 16
    sealed = pairings.answer(keys.name, nonce, pairing.proof_of(keys.proof, nonce))
    return None if sealed is None else signing.unseal(keys.seal, sealed)


def test_the_code_is_readable_and_is_read_as_people_type() -> None:
    code = pairing.new_code()
    assert len(code) == 14 and set(code) <= set(ALPHABET + "-")
    assert len({pairing.new_code() for _try in range(50)}) == 50
    assert pairing.typed_code(" 0ab1 - cdef-gh2j ") == "0AB1CDEFGH2J"
    assert pairing.typed_code("OABI-CDEF-GH2L") == "0AB1CDEFGH21"
    assert pairing.typed_code("０ａｂ１－ＣＤＥＦ－ＧＨ２Ｊ") == "0AB1CDEFGH2J"  # a Chinese input method
    for wrong in ("", "0AB1-CDEF-GH2", "0AB1-CDEF-GH2JK", "0AB1-CDEF-GH2U", "〇AB1-CDEF-GH2J", "[/x]"):
        assert pairing.typed_code(wrong) is None, wrong


def test_once(tmp_path: Path) -> None:
    pairings = Pairings(Keyring(tmp_path), FixedClock().now)
    code = pairings.open(SITE, SECRET, {"title": "会议"})
    opened = proved(pairings, code)
    assert opened and SECRET.hex() in opened.decode() and "会议" in opened.decode()
    assert proved(pairings, code) is None
    assert not pairings.is_open()


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (600, True), (601, False)])
def test_ten_minutes(tmp_path: Path, seconds: int, good: bool) -> None:
    clock = FixedClock()
    pairings = Pairings(Keyring(tmp_path), clock.now)
    code = pairings.open(SITE, SECRET, {})
    clock.moment += timedelta(seconds=seconds)
    assert pairings.is_open() is good
    assert (proved(pairings, code) is not None) is good


@pytest.mark.parametrize(("wrong", "good"), [(4, True), (5, False)])
def test_five_wrong_tries(tmp_path: Path, wrong: int, good: bool) -> None:
    pairings = Pairings(Keyring(tmp_path), FixedClock().now)
    code = pairings.open(SITE, SECRET, {})
    for _try in range(wrong):
        assert proved(pairings, pairing.new_code()) is None
    assert (proved(pairings, code) is not None) is good


def test_a_known_name_with_a_wrong_proof_is_a_wrong_try(tmp_path: Path) -> None:
    pairings = Pairings(Keyring(tmp_path), FixedClock().now)
    keys = pairing.keys_of(pairings.open(SITE, SECRET, {}), pairings.salt)
    for _try in range(5):
        assert pairings.answer(keys.name, b"n", b"\0" * 32) is None
    assert pairings.answer(keys.name, b"n", pairing.proof_of(keys.proof, b"n")) is None


def test_the_codes_of_two_machines_stand_beside_each_other(tmp_path: Path) -> None:
    """Fifteen towns are rung up one after the other; only a machine's own earlier code is void."""
    pairings = Pairings(Keyring(tmp_path), FixedClock().now)
    before = pairings.open(SITE, SECRET, {"n": 0})
    one, other = (pairings.open(f"{SITE}{n}", SECRET, {"n": n}) for n in (1, 2))
    again = pairings.open(SITE, SECRET, {"n": 3})
    assert proved(pairings, before) is None
    assert proved(pairings, other) is not None
    assert pairings.is_open(f"{SITE}1") and not pairings.is_open(f"{SITE}2")
    assert proved(pairings, one) is not None and proved(pairings, again) is not None


def test_sealed_text_is_hidden_and_whole() -> None:
    key = b"k" * 32
    sealed = signing.seal(key, SECRET)
    assert SECRET not in sealed and signing.unseal(key, sealed) == SECRET
    assert signing.seal(key, SECRET) != sealed
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        assert signing.unseal(key, changed) is None
    assert signing.unseal(b"q" * 32, sealed) is None
    assert signing.unseal(key, b"") is None


def test_over_the_line(tmp_path: Path) -> None:
    with served(Book(), tmp_path / "keys") as behind:
        address = Address(f"127.0.0.1:{behind.port}")
        code = behind.pairings.open(SITE, SECRET, {"title": "[/x]"})
        with pytest.raises(Refused):
            welcome(address, pairing.new_code())
        assert welcome(address, code.lower())["secret"] == SECRET.hex()
        with pytest.raises(Refused) as said:
            welcome(address, code)
        assert said.value.verdict.key == "link.code_wrong"
    with pytest.raises(LineCut):
        welcome(address, code)


@pytest.mark.parametrize("typed", ["", "http://", "ftp://a:1", "a:b", "http://u@a:1", "a:1/x", "a:70000"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(Refused):
        Address(typed)


def test_addresses_as_they_are_typed() -> None:
    assert str(Address(" 10.1.2.3 ")) == "10.1.2.3:8766"
    assert str(Address("http://desk.local:81/")) == "desk.local:81"
    assert str(Address("https://desk.local:81")) == "https://desk.local:81"
