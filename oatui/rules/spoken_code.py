"""Codes that are read out or from a wall and typed in: Crockford's alphabet has no I, L, O and U."""

from __future__ import annotations

import unicodedata

# all of it is in the alphanumeric set of QR codes
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# what is read or typed for another by habit
_ALIKE = str.maketrans("OIL", "011")


def typed_code(text: str) -> str:
    """The characters that are meant, whatever their case, width, spaces and hyphens."""
    typed = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "")
    return typed.upper().translate(_ALIKE)
