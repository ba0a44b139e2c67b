"""The keys that mean the same everywhere, over whatever is open: which file begins them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from oatui.rules.verdict import refuse

if TYPE_CHECKING:
    from oatui.app import DeskApp

# name -> the module of screens whose `begin(desk)` the key calls
BEGINS = {"incident": "incident_form"}


def begin(desk: DeskApp, name: str) -> None:
    """What the key starts; it does nothing before the store is open, and at a sub-venue's desk says why not."""
    if desk.opened and desk.reader.is_site:
        if desk.page:
            desk.page.say(refuse("link.not_here").verdict)
    elif desk.opened:
        import_module(f"oatui.screens.{BEGINS[name]}").begin(desk)
