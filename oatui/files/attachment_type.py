"""What a file offered as an attachment truly is, by its bytes alone (14-4)."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from oatui.files.table_type import TableType, look_at
from oatui.i18n import why
from oatui.rules.attachments import Attached, mark_on
from oatui.rules.verdict import refuse

MOST_MEGABYTES = 200
HEAD = 200  # characters of a Word file in which a classification would stand
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # the name of the stream that holds them
_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_PLAIN = {
    TableType.EMPTY: "empty", TableType.CUT_OFF: "cut_off", TableType.ENCRYPTED: "locked", TableType.PICTURE: "picture",
    TableType.ARCHIVE: "archive", TableType.OFD: "ofd", TableType.SLIDES: "slides", TableType.TEXT: "text",
    TableType.WEB_PAGE: "web_page", TableType.WPS: "wps",
}  # fmt: skip
# the content type of a package's main part; a zip of photos with a Word name has none
_MAIN_PARTS = (
    (b"wordprocessingml.document.main", "docx"), (b"wordprocessingml.template.main", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"), (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.binary", "xlsb"), (b"presentationml", "slides"), (b"ms-powerpoint", "slides"),
    (b"ms-word.document.macroEnabled", "macro"), (b"ms-word.template.macroEnabled", "macro"),
    (b"ms-excel.sheet.macroEnabled", "macro"), (b"ms-excel.template.macroEnabled", "macro"),
)  # fmt: skip
_WPS_ENDINGS = {".wps", ".wpt", ".et", ".ett", ".dps", ".dpt"}


class Examined(NamedTuple):
    """A file as it lay on the disk; the digest is hexadecimal."""

    file: Attached
    sha256: str


def examine(path: Path) -> Examined:
    """Read a file and say what it is. Raises Refused: not there, a folder, unreadable, too large."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise refuse("attachment.is_folder", name=name)
        size = path.stat().st_size
        if size > MOST_MEGABYTES * 1_000_000:
            values = {"megabytes": size // 1_000_000, "most": MOST_MEGABYTES}
            raise refuse("attachment.too_large", "14-4", name=name, **values)
        content = path.read_bytes()
    except FileNotFoundError:
        raise refuse("attachment.not_there", name=name) from None
    except (OSError, ValueError) as error:
        raise refuse("attachment.unreadable", name=name, error=why(error)) from error
    kind, head = true_type(content, path.suffix.lower())
    return Examined(Attached(name, kind, len(content), mark_on(head)), sha256(content).hexdigest())


def true_type(content: bytes, ending: str) -> tuple[str, str]:
    """A type of rules/attachments.TYPES, and the first words of a Word file; the ending tells only WPS's own."""
    if b"\x00" not in content[:512] and re.match(
        rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<svg", content[:2048], re.S
    ):
        return "picture", ""
    looked = look_at(content, ending)
    if content.startswith(b"PK"):
        return _package(content, looked, ending)
    if looked is TableType.PDF:
        return _pdf(content), ""
    if content.startswith(_OLE) and _OLE_MACROS in content:
        return "macro", ""
    if looked is TableType.OLD_WORD:
        return "rtf" if content.startswith(b"{\\rtf") else "doc", ""
    if looked is TableType.WORKBOOK or (looked is TableType.OTHER_TABLE and not content.startswith(b"PK")):
        return "xls", ""
    return _PLAIN.get(looked, "unknown"), ""


def _package(content: bytes, looked: TableType, ending: str) -> tuple[str, str]:
    """A zip by the content type of its main part."""
    if looked in {TableType.CUT_OFF, TableType.OFD}:
        return _PLAIN[looked], ""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names:
                odf = "mimetype" in names and b"opendocument" in archive.read("mimetype")
                return "odf" if odf else "archive", ""
            types = archive.read("[Content_Types].xml")
            kind = next((kind for part, kind in _MAIN_PARTS if part in types), "archive")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return "macro", ""
            head = (
                _first_words(archive.read("word/document.xml"))
                if kind == "docx" and "word/document.xml" in names
                else ""
            )
    except Exception:  # a damaged entry gives whatever it likes, zlib.error and the like
        return "cut_off", ""
    return "wps" if ending in _WPS_ENDINGS and kind in {"docx", "xlsx", "slides"} else kind, head


def _first_words(document: bytes) -> str:
    # a mark may be cut into several runs, so the tags go first
    body = document[document.find(b"<w:body") : 200_000].replace(b"</w:p>", b"\n")
    text = re.sub(rb"<[^>]*>", b"", body)
    return text.decode("utf-8", errors="replace")[:HEAD]


def _pdf(content: bytes) -> str:
    if _ENCRYPTED_PDF.search(content):
        return "locked_pdf"
    if b"%%EOF" not in content:
        return "cut_off"
    counts = re.findall(rb"/Count\s+(\d+)", content)
    no_page = counts and not any(int(count) for count in counts) and b"/ObjStm" not in content
    return "empty" if no_page else "pdf"
