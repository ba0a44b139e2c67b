"""Telephone numbers as people write them."""

from __future__ import annotations

import re

_MOBILE = re.compile("(?<![0-9])(1[0-9]{2})[ -]?([0-9]{4})[ -]?([0-9]{4})(?![0-9])")
_AREA = re.compile("(?<![0-9])(0[0-9]{2,3}) ([0-9]{7,8})(?![0-9])")


def in_one(text: str) -> str:
    """The text with 138 0000 0000 and 0537 6820000 as one word each; a post would take what follows a space."""
    return _AREA.sub(r"\1-\2", _MOBILE.sub(r"\1\2\3", text))
