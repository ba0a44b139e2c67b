"""A plain list of the office as Excel or Word: a title, lines under it, one framed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oatui.files.new_file import free, named, write_new
from oatui.files.word_paper import TEXT_WIDTH, Paper
from oatui.files.workbook_out import (
    Ink,
    content,
    new_sheet,
    new_workbook,
    print_on_a4,
    write_banner,
    write_table,
)


@dataclass(frozen=True, slots=True)
class OfficeList:
    """What the list says; `widths` of its columns in characters, `at` dates the file."""

    title: str
    office: str
    at: datetime
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[Sequence[str | int]]


def write_list(path: Path, one: OfficeList) -> Path:
    """Write it as Word where the name ends in .docx, else as Excel; where it is. Raises Refused: the file."""
    if path.suffix.lower() == ".docx":
        return _write_word(free(path), one)
    path = free(named(path, ".xlsx"))
    book, ink = new_workbook(one.office, one.at), Ink()
    sheet = new_sheet(book, one.title)
    first = write_banner(sheet, ink, one.title, one.lines, len(one.heads))
    write_table(sheet, ink, first, one.heads, one.rows, one.widths, 24)
    print_on_a4(sheet, one.widths, first, landscape=sum(one.widths) > 90)
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    return write_new(path, content(book, one.at))


def _write_word(path: Path, one: OfficeList) -> Path:
    paper = Paper(one.title, one.office, one.at)
    paper.title(one.title)
    for line in one.lines:
        paper.text(line, indent=False)
    whole = sum(one.widths)
    widths = [TEXT_WIDTH * width / whole for width in one.widths]
    paper.table(widths, one.heads, [[str(value) for value in row] for row in one.rows])
    return write_new(path, paper.content())
