"""Keys live in files that only this user reads, and are gone when the way closes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from oatui.web import keys
from oatui.web.addresses import usable


def test_a_key_is_this_users_alone_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key = keys.make(folder, "desk-12-1")
    assert len(key) == 32
    assert keys.read(folder, "desk-12-1") == key
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert keys.make(folder, "desk-12-1") != key
    keys.destroy(folder, "desk-12-1")
    assert keys.read(folder, "desk-12-1") is None
    assert not list(folder.iterdir())
    keys.destroy(folder, "desk-12-1")  # twice is once


def test_a_cut_key_is_none(tmp_path: Path) -> None:
    keys.make(tmp_path, "a")
    (tmp_path / "a.key").write_bytes(b"short")
    assert keys.read(tmp_path, "a") is None


@pytest.mark.parametrize(
    "ip, adapter, fine",
    [
        ("192.168.1.5", "eth0", True), ("10.3.4.5", "WLAN", True), ("127.0.0.1", "lo", False),
        ("169.254.3.3", "eth0", False), ("172.17.0.1", "docker0", False), ("172.18.0.1", "br-9c1", False),
        ("192.168.56.1", "vboxnet0", False), ("10.8.0.2", "tun0", False), ("192.168.122.1", "virbr0", False),
        ("0.0.0.0", "eth0", False), ("172.20.1.1", "vEthernet (WSL)", False),
    ],
)  # fmt: skip
def test_addresses_that_a_phone_may_reach(ip: str, adapter: str, fine: bool) -> None:
    assert usable(ip, adapter) is fine
