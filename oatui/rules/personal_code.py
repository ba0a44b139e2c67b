"""The personal code on a card: 24 random digits and one Damm check digit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

LENGTH = 25

# the totally anti-symmetric quasigroup of order 10 from H. M. Damm's thesis (Marburg, 2004)
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)

# each row leads from the byte of a digit to the next row, and has its own digit at place 0
_ROWS: list[list[Any]] = [[str(digit)] + [None] * 47 for digit in range(10)]
for _row, _digits in zip(_ROWS, _TABLE, strict=True):
    _row += [_ROWS[int(digit)] for digit in _digits]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner or a hand delivered: a sound code, a code that was damaged, or something else."""

    kind: Literal["code", "damaged", "other"]
    code: str


def check_digit(digits: str) -> str:
    """Damm's digit: finds every single wrong digit and every swap of neighbours."""
    row = _ROWS[0]
    for byte in digits.encode():
        row = row[byte]
    return str(row[0])


def complete(digits24: str) -> str:
    """The code of 24 random digits. Raises ValueError."""
    if len(digits24) != LENGTH - 1 or not _is_digits(digits24):
        raise ValueError(digits24)
    return digits24 + check_digit(digits24)


def read(text: str) -> Scan:
    """What was scanned, folded as a full-width input method may have sent it."""
    folded = text
    if not _is_digits(text):
        folded = "".join(
            c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] not in "CZ"
        )
        if not _is_digits(folded):
            return Scan("other", folded)
    if len(folded) == LENGTH and check_digit(folded) == "0":
        return Scan("code", folded)
    return Scan("damaged" if 15 <= len(folded) <= 40 else "other", folded)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
