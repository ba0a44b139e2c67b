"""The codes on people's cards as they are drawn: no key to keep, nothing to guess."""

from __future__ import annotations

import os

from oatui.rules import personal_code

DRAWN_ONCE = 6  # digits
_DIGITS, _UNEVEN = bytes(48 + byte % 10 for byte in range(256)), bytes(range(250, 256))


def draw_one() -> str:
    """24 random digits and their check digit."""
    return draw(1)[0]


def draw(count: int) -> list[str]:
    """The codes of a list, from one asking of the system's randomness.

    Six digits are drawn for the list and eighteen for each person: among the codes of ten years a list then lies in a
    few pages of their index, where 5,000 strewn ones write 2,400.
    """
    digits, wanted = b"", DRAWN_ONCE + count * (personal_code.LENGTH - 1 - DRAWN_ONCE)
    while len(digits) < wanted:
        # the bytes above 249 are thrown away, so that no digit is likelier than another
        digits += os.urandom(wanted - len(digits) + 64).translate(_DIGITS, _UNEVEN)
    text = digits[:wanted].decode()
    return personal_code.complete_all(text[:DRAWN_ONCE], text[DRAWN_ONCE:])
