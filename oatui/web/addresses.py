"""The addresses of this machine that a phone may reach."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple

# names of adapters that lead nowhere a phone is
VIRTUAL = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vEthernet",
    "tun",
    "tap",
    "wg",
    "zt",
    "utun",
    "Loopback",
)


class Address(NamedTuple):
    """An IPv4 address and the name of its adapter."""

    ip: str
    adapter: str


def addresses() -> list[Address]:
    """This machine's addresses without loopback, link-local and virtual ones; private ones first."""
    import ifaddr

    found = []
    for adapter in ifaddr.get_adapters():
        name = str(adapter.nice_name)
        for one in adapter.ips:
            if isinstance(one.ip, str) and usable(one.ip, name):
                found.append(Address(one.ip, name))
    return sorted(found, key=lambda one: (not ipaddress.ip_address(one.ip).is_private, one.adapter, one.ip))


def usable(ip: str, adapter: str) -> bool:
    """Whether a phone in the hall might reach this address."""
    address = ipaddress.ip_address(ip)
    if address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast:
        return False
    return not adapter.lower().startswith(tuple(name.lower() for name in VIRTUAL))
