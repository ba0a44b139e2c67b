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


# from a row of the quasigroup and a digit, as one byte, to the next row
_NEXT = bytes(int(_TABLE[byte // 10][byte % 10]) if byte < 100 else 0 for byte in range(256))


def complete_all(start: str, digits: str) -> list[str]:
    """The codes of a list that all begin with `start`, of the random digits of each; one step for all at once."""
    size, data = LENGTH - 1 - len(start), digits.encode()
    count = len(data) // size
    zeros = int.from_bytes(b"0" * count)
    rows = bytes([int(check_digit(start))]) * count
    for place in range(size):
        # ten times the row and the digit: no sum passes 99, so none runs over into its neighbour
        column = int.from_bytes(data[place::size]) - zeros
        rows = (int.from_bytes(rows) * 10 + column).to_bytes(count).translate(_NEXT)
    return [f"{start}{digits[n * size : n * size + size]}{row}" for n, row in enumerate(rows)]


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
