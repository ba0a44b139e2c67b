"""A PDF of ours looked at as a reader does: its text, its pages as pictures, the codes on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from oatui.files.fonts import PACKAGE, title_font
from oatui.rules.verdict import Refused


def _has_chinese_font() -> bool:
    try:
        title_font()
    except Refused:
        return False
    return True


needs_chinese_font = pytest.mark.skipif(
    not _has_chinese_font(), reason=f"no Chinese font on this computer: install {PACKAGE}"
)


def pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def size(path: Path) -> tuple[int, int]:
    """Width and height of the first page in mm."""
    with pypdfium2.PdfDocument(path) as document:
        width, height = document[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def text(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return str(document[page].get_textpage().get_text_bounded())


def picture(path: Path, page: int = 0, dpi: int = 300) -> Any:
    """A page as a greyscale picture."""
    with pypdfium2.PdfDocument(path) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("L")


def codes(path: Path, page: int = 0) -> list[Any]:
    """The QR codes of a page, dark on white as they must be."""
    return list(zxingcpp.read_barcodes(picture(path, page), try_invert=False))
