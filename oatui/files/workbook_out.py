"""Excel files that are printed: cells as text, A4, heads on every page, equal bytes for equal data."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import ceil
from typing import Any

from oatui.files.fonts import BODY, HEADING, TITLE
from oatui.files.official_text import one_line
from oatui.files.package import settled

_FORMULA = ("=", "+", "-", "@", "'")
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767  # characters that a cell holds
LINE_POINTS, TALLEST_ROW = 15.0, 400.0  # points; Excel takes 409 at most


def new_workbook(office: str, at: datetime) -> Any:
    """An openpyxl workbook without a sheet, of this office and this time."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = one_line(office)
    # openpyxl takes the time without its zone, in UTC
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None)
    return book


def content(book: Any, at: datetime) -> bytes:
    """The bytes of the workbook, dated `at`."""
    file = io.BytesIO()
    book.save(file)
    return settled(file.getvalue(), at)


def new_sheet(book: Any, name: str) -> Any:
    """A sheet with a name that Excel takes: 31 characters at most, none of []:*?/\\, each once."""
    whole = re.sub(r"[\[\]:*?/\\]", "_", one_line(name)).strip("'")
    plain = whole[:LONGEST_SHEET_NAME] or "名单"
    if re.match("[A-Za-z]{2}", whole[LONGEST_SHEET_NAME - 1 :]):  # not within an English word
        plain = plain.rpartition(" ")[0] or plain
    taken = {title.casefold() for title in book.sheetnames}
    found, number = plain, 2
    while found.casefold() in taken:
        ending = f"（{number}）"
        found, number = plain[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    return book.create_sheet(found)


class Ink:
    """The styles of a sheet, each made once: a style for every cell would be slow and large."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side

        thin = Side(style="thin")
        self.title = Font(name=TITLE, size=18)
        self.note = Font(name=BODY, size=12)
        self.head = Font(name=HEADING, size=12)
        self.body = Font(name=BODY, size=12)
        self.frame = Border(left=thin, right=thin, top=thin, bottom=thin)
        self.centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.left = Alignment(horizontal="left", vertical="center", wrap_text=True)


def write_text(sheet: Any, row: int, column: int, value: object) -> Any:
    """Put a text into a cell as text, whatever it looks like, and a count as a number; the cell."""
    cell = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
        return cell
    shown = one_line(str(value))[:LONGEST_CELL]
    if not shown:
        return cell
    cell.value = shown
    # never a formula, nor an error value such as #N/A
    cell.data_type = "s"
    cell.number_format = "@"
    if shown.startswith(_FORMULA):
        # stays text also when somebody edits the cell
        cell.quotePrefix = True
    return cell


def write_banner(sheet: Any, ink: Ink, title: str, lines: Sequence[str], columns: int) -> int:
    """The title and the lines under it, each across the table; the next free row."""
    for number, text in enumerate((title, *lines), 1):
        cell = write_text(sheet, number, 1, text)
        cell.font = ink.title if number == 1 else ink.note
        cell.alignment = ink.centre if number == 1 else ink.left
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=columns)
        # a merged cell does not grow by itself: two lines where the text is long
        sheet.row_dimensions[number].height = (30 if len(text) < 26 else 56) if number == 1 else 20
    return len(lines) + 2


def write_table(
    sheet: Any,
    ink: Ink,
    first: int,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Sequence[float],
    height: float,
) -> int:
    """A framed table with its heads in row `first`; the next free row.

    `widths` of the columns in characters, `height` of a row in points, higher where a text takes several lines.
    """
    for column, text in enumerate(heads, 1):
        cell = write_text(sheet, first, column, text)
        cell.font, cell.alignment, cell.border = ink.head, ink.centre, ink.frame
    sheet.row_dimensions[first].height = height
    row = first
    for row, values in enumerate(rows, first + 1):
        lines = 1
        for column, (value, width) in enumerate(zip(values, widths, strict=True), 1):
            cell = write_text(sheet, row, column, value)
            cell.font, cell.alignment, cell.border = ink.body, ink.centre, ink.frame
            lines = max(lines, ceil(_width(str(value)) / (width - 1)))
        sheet.row_dimensions[row].height = min(max(height, LINE_POINTS * lines + 4), TALLEST_ROW)
    return row + 1


def _width(text: str) -> float:
    """The width of a text of 12 points in characters of the sheet's 11."""
    return 1.1 * sum(1 if char.isascii() else 2 for char in text)


def print_on_a4(sheet: Any, widths: Sequence[float], head_row: int, *, landscape: bool = False) -> None:
    """A4, one page wide, the head row on every page, 第 x 页 共 y 页 at the foot; widths in characters."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.8
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
