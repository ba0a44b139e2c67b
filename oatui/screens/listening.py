"""What is asked before a port opens: which address, which port, and the tick that this computer is no secret one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from oatui.i18n import N_
from oatui.rules.verdict import refuse
from oatui.widgets.form import Field


class Adapter(Protocol):
    """An address of this computer and the adapter that has it."""

    @property
    def ip(self) -> str: ...
    @property
    def adapter(self) -> str: ...


def address_field(found: Sequence[Adapter], last: str) -> Field:
    """One of this computer's addresses; the last one chosen, where it still is one."""
    value = last if last in {one.ip for one in found} else found[0].ip
    choices = tuple((one.ip, f"{one.ip} {one.adapter}") for one in found)
    return Field("host", N_("地址"), value=value, choices=choices)


def port_field(value: int) -> Field:
    return Field("port", N_("端口"), value=str(value), read=_port)


def tick_field() -> Field:
    """Without it nothing opens."""
    words = (("no", N_("没有核对")), ("yes", N_("不是涉密计算机，未接入电子政务内网")))
    return Field("tick", N_("本机"), value="no", choices=words)


def _port(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and 1024 <= int(typed) <= 65535):
        raise refuse("phone.port", written=text.strip())
    return int(typed)


def firewall_line(port: int) -> str:
    """What to type where a firewall stands before the port."""
    if sys.platform == "win32":
        return f"netsh advfirewall firewall add rule name=oatui dir=in action=allow protocol=TCP localport={port}"
    return f"sudo ufw allow {port}/tcp"
