"""asyncio without the library of certificates (4 MiB, 8 ms): only a desk whose line has one ever needs it."""

from __future__ import annotations

import importlib
import sys
from typing import cast


def put_off() -> None:
    """Load asyncio as on a Python without ssl; before anybody else loads it."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    modules = cast(dict[str, object], sys.modules)
    modules["ssl"] = None
    try:
        importlib.import_module("asyncio")
    finally:
        del modules["ssl"]


def bring_in() -> None:
    """What was put off; before a server or a client of asyncio is given a certificate."""
    import ssl
    from asyncio import base_events, selector_events, sslproto

    if getattr(sslproto, "ssl", None) is None:
        for module in (base_events, selector_events):
            vars(module)["ssl"] = ssl
        importlib.reload(sslproto)
