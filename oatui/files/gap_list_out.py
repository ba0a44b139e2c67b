"""空号说明 as an Excel sheet: each number of a year that no paper has, with its reason and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import day
from oatui.files.register_out import Written
from oatui.files.workbook_out import (
    Ink,
    content,
    new_sheet,
    new_workbook,
    print_on_a4,
    write_banner,
    write_table,
)

HEADS = ("序号", "发文字号", "情形", "原因说明", "责任人", "登记日期", "备注")
WIDTHS = (6.0, 26.0, 12.0, 34.0, 10.0, 16.0, 24.0)
NONE_MISSING = "本年度编号连续，无空号"


@dataclass(frozen=True, slots=True)
class GapLine:
    """A number, or several that follow one another, without a paper; `case` is 作废, 预留未用, 空号 …"""

    number: str
    case: str
    reason: str = ""
    by: str = ""
    on: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GapList:
    """The list of a year; `summary` says of each series from where to where it ran, `closing` who closed the book."""

    office: str
    year: int
    at: datetime
    summary: tuple[str, ...]
    lines: tuple[GapLine, ...]
    closing: str = ""


def rows(made: GapList) -> Iterator[tuple[str | int, ...]]:
    """The rows under HEADS."""
    for serial, line in enumerate(made.lines, 1):
        yield serial, line.number, line.case, line.reason, line.by, line.on, line.remark
    if not made.lines:
        yield "", NONE_MISSING, "", "", "", "", ""


def add_sheet(book: Any, ink: Ink, made: GapList) -> None:
    """The list as a sheet of a workbook: of its own file, or of the year's registers."""
    sheet = new_sheet(book, "空号说明")
    banner = [*made.summary, f"制表日期：{day(made.at.date())}　{made.closing}".rstrip()]
    first = write_banner(sheet, ink, f"{made.office}{made.year}年度发文空号说明", banner, len(HEADS))
    after = write_table(sheet, ink, first, HEADS, rows(made), WIDTHS, 22)
    foot = sheet.cell(after + 1, 1, "制表人：　　　　　　　　办公室负责人：　　　　　　　　日期：")
    foot.font = ink.note
    print_on_a4(sheet, WIDTHS, first, landscape=True)
    sheet.freeze_panes = sheet.cell(first + 1, 1)


def write_gap_list(path: Path, made: GapList) -> Written:
    """A file of its own. Raises Refused: the file."""
    path = free(named(path, ".xlsx"))
    book = new_workbook(made.office, made.at)
    add_sheet(book, Ink(), made)
    return Written(write_new(path, content(book, made.at)), tuple(book.sheetnames), len(made.lines))
