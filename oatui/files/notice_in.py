"""A notice as text: pasted, or a .docx or .txt file that was dragged into the field."""

from __future__ import annotations

from pathlib import Path

from oatui.files.at_hand import typed_path
from oatui.files.table_type import TableType, look_at
from oatui.files.word_in import word_document
from oatui.rules.verdict import refuse

MOST_BYTES = 5_000_000
ENCODINGS = ("utf-8-sig", "gb18030")


def notice_text(pasted: str) -> str:
    """The text itself, or that of the file whose path is all that was given. Raises Refused: the file."""
    line = pasted.strip()
    if "\n" in line or not line.lower().rstrip("'\"").endswith((".docx", ".txt", ".doc", ".wps", ".pdf")):
        return pasted
    return read_notice_file(typed_path(line))


def read_notice_file(path: Path) -> str:
    """The paragraphs and table rows of a Word file, or a text file, one a line. Raises Refused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse("notice_text.large", name=path.name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise refuse("notice_text.unreadable", name=path.name) from error
    if look_at(content, path.suffix) is TableType.WORD:
        return _word_text(path.name, content)
    if path.suffix.lower() == ".txt":
        for encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise refuse("notice_text.other", name=path.name)


def _word_text(name: str, content: bytes) -> str:
    large, damaged = (refuse(f"notice_text.{key}", name=name) for key in ("large", "unreadable"))
    with word_document(content, 20 * MOST_BYTES, large, damaged) as document:
        lines = [paragraph.text for paragraph in document.paragraphs]
        for table in document.tables:
            lines += ["：".join(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows]
    return "\n".join(lines)
