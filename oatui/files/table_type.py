"""What a file offered as a table really is, by its content."""

from __future__ import annotations

import io
import struct
from enum import Enum
from zipfile import ZipFile

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WPS = (".et", ".ett", ".wps", ".wpt", ".dps")
# sheets of Excel 2 to 4, written before workbooks
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_WEB = (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<?xml", b"<!--")


class TableType(Enum):
    """Two kinds can be read; the value of every other is the key of its sentence."""

    WORKBOOK = "workbook"
    TEXT = "text"
    EMPTY = "roster.empty"
    CUT_OFF = "roster.cut_off"
    ENCRYPTED = "roster.encrypted"
    WORD = "roster.word"
    OLD_WORD = "roster.old_word"
    SLIDES = "roster.slides"
    WPS = "roster.wps"
    OFD = "roster.ofd"
    OTHER_TABLE = "roster.other_table"
    PICTURE = "roster.picture"
    PDF = "roster.pdf"
    WEB_PAGE = "roster.web_page"
    ARCHIVE = "roster.archive"
    UNKNOWN = "roster.not_table"


def look_at(content: bytes, suffix: str) -> TableType:
    """The kind of a file; the suffix only tells WPS's own formats from the Office ones they are built like."""
    if not content:
        return TableType.EMPTY
    if content.startswith(b"PK"):
        return _zip(content)
    if content.startswith(_OLE):
        return TableType.WPS if suffix.lower() in _WPS else _ole(content)
    if b"%PDF-" in content[:1024]:
        return TableType.PDF
    if _is_picture(content):
        return TableType.PICTURE
    if content.startswith(_ARCHIVES):
        return TableType.ARCHIVE
    if content.startswith(_OLD_EXCEL):
        return TableType.OTHER_TABLE
    if content.startswith(b"{\\rtf"):
        return TableType.OLD_WORD
    return _text(content)


def _is_picture(content: bytes) -> bool:
    return (
        content.startswith(_PICTURES)
        or (content.startswith(b"BM") and content[6:10] == bytes(4))
        or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
        or (content[4:8] == b"ftyp" and content[8:11] in {b"hei", b"hev", b"mif", b"msf", b"avi"})
    )


def _text(content: bytes) -> TableType:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = content[:4096].replace(b"\x00", b"") if marked else content[:4096]
    start = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_WEB) or start.startswith(b"mime-version:"):
        return TableType.WEB_PAGE
    return TableType.TEXT if marked or b"\x00" not in content else TableType.UNKNOWN


def _zip(content: bytes) -> TableType:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception:  # a damaged entry gives whatever it likes, zlib.error and the like
        return TableType.CUT_OFF
    if "xl/workbook.xml" in names:
        return TableType.WORKBOOK
    if "word/document.xml" in names:
        return TableType.WORD
    if "ppt/presentation.xml" in names:
        return TableType.SLIDES
    if "OFD.xml" in names:
        return TableType.OFD
    if "xl/workbook.bin" in names or b"opendocument.spreadsheet" in mimetype:
        return TableType.OTHER_TABLE
    if b"opendocument.text" in mimetype:
        return TableType.WORD
    return TableType.ARCHIVE


def _ole(content: bytes) -> TableType:
    names = _streams(content)
    if names is None:
        return TableType.CUT_OFF
    if "EncryptedPackage" in names:
        return TableType.ENCRYPTED
    if "Workbook" in names or "Book" in names:
        return TableType.WORKBOOK
    if "WordDocument" in names:
        return TableType.OLD_WORD
    if "PowerPoint Document" in names:
        return TableType.SLIDES
    return TableType.UNKNOWN


def _streams(content: bytes) -> set[str] | None:
    """The names in the directory of an OLE file ([MS-CFB] 2.2 to 2.6); None where the file is cut off."""
    try:
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in {9, 12}:
            return None
        size = 1 << shift
        sector = struct.unpack_from("<I", content, 48)[0]
        table = _table(content, size)
        names: set[str] = set()
        seen: set[int] = set()
        while sector < 0xFFFFFFFA and sector not in seen:
            seen.add(sector)
            start = (sector + 1) * size
            for entry in range(start, start + size, 128):
                length, kind = struct.unpack_from("<HB", content, entry + 64)
                if kind and 2 <= length <= 64:
                    names.add(content[entry : entry + length - 2].decode("utf-16-le", errors="replace"))
            block, place = divmod(sector, size // 4)
            sector = struct.unpack_from("<I", content, (table[block] + 1) * size + place * 4)[0]
    except (struct.error, IndexError, OverflowError):
        return None
    return names


def _table(content: bytes, size: int) -> list[int]:
    """Where the sectors of the table lie: 109 of them in the head, in a file of more than 7 MB others behind."""
    table = list(struct.unpack_from("<109I", content, 76))
    sector = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while sector < 0xFFFFFFFA and sector not in seen:
        seen.add(sector)
        *more, sector = struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
        table += more
    return table
