"""A PDF from a typst source and its data; what people typed goes in as data, never as markup."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oatui.files.code_out import path
from oatui.files.fonts import installed

MOST_MISSING = 50
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

# the em box, not the drawn shape: names of any characters stand at one height
HEAD = r"""
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: datetime(..d.dated))
#set text(lang: "zh", region: "cn", top-edge: 0.88em, bottom-edge: -0.12em, cjk-latin-spacing: none, hyphenate: false)
#let symbol(code, width) = image(bytes(code), format: "svg", width: width)
"""


@dataclass(frozen=True, slots=True)
class Pdf:
    """What was set: the bytes, equal for equal data, and the characters that no font here can draw."""

    content: bytes
    missing: tuple[str, ...]


def typeset(source: str, title: str, dated: date, data: dict[str, Any]) -> Pdf:
    """Compile `HEAD` and the source as PDF/A-2u, dated as told: no clock and nothing of this computer gets in."""
    document = {"title": title, "dated": {"year": dated.year, "month": dated.month, "day": dated.day}}
    text = json.dumps(document | data, ensure_ascii=False)
    # a private character has whatever shape a symbol font here happens to give it: never the one that was meant
    missing = sorted({char for char in text if unicodedata.category(char) == "Co"})
    for _round in range(MOST_MISSING):
        # PDF/A refuses a character without a shape, which a plain PDF would print as an empty box
        found = _compiled(source, _without(text, missing), "a-2u")
        if isinstance(found, bytes):
            # the box stays where the character belongs, to be filled in by hand
            content = _compiled(source, text, None) if missing else found
            assert isinstance(content, bytes)
            return Pdf(content, tuple(missing))
        missing.extend(char for char in found if char not in missing)
    content = _compiled(source, text, None)
    assert isinstance(content, bytes)
    return Pdf(content, tuple(missing))


def _without(text: str, characters: Sequence[str]) -> str:
    return text.translate({ord(char): "□" for char in characters}) if characters else text


def _compiled(source: str, text: str, standard: Literal["a-2u"] | None) -> bytes | str:
    """The PDF, or the characters of which the standard says that they have no shape."""
    import typst

    try:
        return bytes(
            typst.compile(
                (HEAD + source).encode(),
                font_paths=installed(),
                sys_inputs={"data": text},
                pdf_standards=standard,
            )
        )
    except typst.TypstError as error:
        unknown = _NO_GLYPH.search(str(error))
        if not unknown or standard is None:
            raise
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unknown[1])


def symbol(rows: list[list[bool]]) -> str:
    """The dark modules of a QR code as one path of an SVG, its quiet zone included."""
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path(rows)}"/></svg>'
    )
