"""Keys of one's own: which key does what on which page, kept for this computer's user as `page.action=key`.

A page's word is its class without "Page", in small letters: `VenueCodePage` is `venue_code`; `every` is all pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oatui import places
from oatui.rules.verdict import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERY = "every"
# a bare letter goes into an input method and never arrives
_KEY = re.compile(
    r"((ctrl|alt)\+[a-z0-9]|((ctrl|alt|shift)\+)*(f([1-9]|1[0-9]|2[0-4])|insert|delete|home|end|pageup|pagedown))"
)
_ALIASES = {"ins": "insert", "del": "delete", "pgup": "pageup", "pgdn": "pagedown"}


def page_word(name: str) -> str:
    """venue_code for VenueCodePage."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.removesuffix("Page")).lower()


def read_key(text: str) -> str:
    """A key as Textual names it, from F10, Ins or Ctrl+T. Raises Refused."""
    key = "".join(text.split()).lower()
    key = _ALIASES.get(key, key)
    if not _KEY.fullmatch(key):
        raise refuse("keys.no_key", written=text)
    return key


def read_keys(text: str) -> dict[str, str]:
    """`every.incident=f10 venue_code.size=f7`, as it is kept. Raises Refused."""
    found = {}
    for part in text.split():
        name, equals, key = part.partition("=")
        if not equals or not re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
            raise refuse("keys.not_read", written=part)
        found[name] = read_key(key)
    return found


def chosen() -> dict[str, str]:
    """What this computer's user chose, name to key; a file that cannot be read is as if nothing was chosen."""
    text = places.preference("keys")
    return dict(part.split("=", 1) for part in text.split() if "=" in part)


def keep(keys: Mapping[str, str]) -> None:
    """Keep the keys in place of those before. Raises OSError."""
    places.prefer("keys", " ".join(f"{name}={key}" for name, key in sorted(keys.items())))


def of(page: str) -> dict[str, str]:
    """The chosen keys of a page by the id of what they do, those of every page among them."""
    found = [(*name.split(".", 1), key) for name, key in chosen().items()]
    return {act: key for word in (EVERY, page) for where, act, key in found if where == word}
