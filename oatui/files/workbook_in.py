"""The cells of an Excel or CSV file as text, as a person reads them; judged by content, never by extension."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from oatui.files.table_type import TableType, look_at
from oatui.rules.verdict import Refused, Verdict, refuse

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
# a sheet is laid out as a full rectangle in memory; one stray cell far away makes it enormous
MAX_CELLS = 5_000_000

_Range = tuple[tuple[int, int], tuple[int, int]]
_Cells = tuple[str, list[list[Any]], Sequence[_Range]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every cell as text; vertical merges are filled down, and `covered` holds the (row, column) so filled."""

    name: str
    rows: list[list[str]]
    covered: frozenset[tuple[int, int]] = frozenset()


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets of an .xls, .xlsx or .csv file. Raises Refused with one sentence for anything else."""
    name = path.name
    try:
        if path.is_dir():
            raise refuse("roster.folder", name=name)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise refuse("roster.too_large", name=name, size=-(-size // 1_000_000))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise refuse("roster.missing", name=name) from error
    except (OSError, ValueError) as error:
        raise refuse("roster.unreadable", name=name) from error
    kind = look_at(content, path.suffix)
    if kind is TableType.TEXT:
        return [_read_text(content, path)]
    if kind is TableType.WORKBOOK:
        # a damaged .xls makes the reader ask for all memory and end its process, so it gets one of its own
        apart = content.startswith(b"\xd0\xcf")
        found = _read_apart(content, name) if apart else _read_calamine(content, name)
        return [_sheet(*sheet) for sheet in found]
    raise refuse(kind.value, name=name)


def _read_apart(content: bytes, name: str) -> list[_Cells]:
    """What `_read_calamine` reads, from a process that may die. Raises Refused."""
    import os
    import pickle
    import subprocess
    import sys

    command = [sys.executable, "-c", "from oatui.files.workbook_in import answer; answer()"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command, input=content, capture_output=True, env=environment, timeout=120, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise refuse("roster.cut_off", name=name) from error
    answered: list[_Cells] | dict[str, Any] = pickle.loads(child.stdout)
    if isinstance(answered, dict):
        verdict = Verdict.from_body(answered)
        raise Refused(verdict._replace(values={**verdict.values, "name": name}))
    return answered


def answer() -> None:
    """The other side of `_read_apart`: a workbook on stdin, its cells or a verdict on stdout."""
    import pickle
    import sys

    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    try:
        answered: list[_Cells] | dict[str, Any] = _read_calamine(sys.stdin.buffer.read(), "")
    except Refused as refused:
        answered = refused.verdict.as_body()
    sys.stdout.buffer.write(pickle.dumps(answered))


def _read_calamine(content: bytes, name: str) -> list[_Cells]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    found: list[_Cells] = []
    try:
        _check_extent(content, name)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for entry in book.sheets_metadata:
                if entry.visible != SheetVisibleEnum.Visible or entry.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(entry.name)
                if sheet.total_height > MAX_ROWS or sheet.total_height * sheet.total_width > MAX_CELLS:
                    raise refuse("roster.too_many_rows", sheet=entry.name, limit=MAX_ROWS)
                rows = sheet.to_python(skip_empty_area=False) if sheet.end is not None else []
                found.append((entry.name, rows, sheet.merged_cell_ranges or ()))
    except Refused:
        raise
    except PasswordError as error:
        raise refuse("roster.encrypted", name=name) from error
    except BaseException as error:
        # a damaged part makes the reader panic, and pyo3's PanicException is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refuse("roster.cut_off", name=name) from error
        raise
    return found


def _check_extent(content: bytes, name: str) -> None:
    """Refuse an .xlsx whose cells lie too far apart: the reader would end the whole program for want of memory."""
    if not content.startswith(b"PK"):
        return
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 10 * MAX_BYTES:
            raise refuse("roster.too_large", name=name, size=10 * MAX_BYTES // 1_000_000)
        for entry in archive.infolist():
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                with archive.open(entry) as part:
                    start = part.read(4096)
                    # borders down to the last line of Excel are declared too, so only a small extent is believed
                    if (
                        entry.file_size > 500_000
                        and (declared := _DECLARED.findall(start))
                        and _fits(declared)
                    ):
                        continue
                    if not _fits(_FILLED.findall(start + part.read())):
                        raise refuse("roster.too_many_rows", sheet=name, limit=MAX_ROWS)


_DECLARED = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_FILLED = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]+)(\d+)"[^>/]*>\s*<(?!/)'
)  # <c …></c> is an empty cell too


def _fits(cells: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the rectangle around these cells is one that a list may have."""
    places = list(cells)
    depth = max((int(row) for _letters, row in places), default=0)
    letters = max((letters for letters, _row in places), key=lambda text: (len(text), text), default=b"")
    width = 0
    for letter in letters:
        width = width * 26 + letter - 64
    return depth <= MAX_ROWS and width * depth <= MAX_CELLS


def _sheet(name: str, cells: list[list[Any]], merged: Sequence[_Range]) -> Sheet:
    rows = [[cell.strip() if cell.__class__ is str else _shown(cell) for cell in row] for row in cells]
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, _right) in merged:
        # only downwards: a title across a row is read once, a unit beside its people on each line
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]):
                rows[row][left] = rows[top][left]
                covered.add((row, left))
    return Sheet(name, rows, frozenset(covered))


def _shown(cell: object) -> str:
    """A number, date, time or truth value as Excel shows it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        if cell.time() == time(0):
            return cell.date().isoformat()
        return cell.strftime("%Y-%m-%d %H:%M:%S" if cell.second else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell).strip()


def _read_text(content: bytes, path: Path) -> Sheet:
    name = path.name
    text = _decode(content, name)
    delimiter = max(",;\t", key=lambda mark: _regularity(text, mark))
    rows: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([_unwrapped(cell) for cell in record])
            if len(rows) > MAX_ROWS:
                raise refuse("roster.too_many_rows", sheet=path.stem, limit=MAX_ROWS)
    except csv.Error as error:
        raise refuse("roster.quote", name=name, row=len(rows) + 1) from error
    return Sheet(path.stem, rows)


def _decode(content: bytes, name: str) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else GB18030. Raises Refused."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
            raise refuse("roster.undecodable", name=name) from error
    # a few bad bytes in UTF-8 would decode as GB18030 into wrong characters without a word
    patched = content.decode("utf-8", errors="replace")
    if patched.count("\ufffd") * 10 < sum("\u4e00" <= char <= "\u9fff" for char in patched):
        raise refuse("roster.text_damaged", name=name, row=patched[: patched.index("\ufffd")].count("\n") + 1)
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise refuse("roster.undecodable", name=name) from error


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first lines share the commonest number of cells above one, and that number."""
    counts: list[int] = []
    try:
        for record in csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter):
            counts.append(len(record))
            if len(counts) == 20:
                break
    except csv.Error:
        pass
    return _commonest(count for count in counts if count > 1)


def _commonest(counts: Iterable[int]) -> tuple[int, int]:
    tally: dict[int, int] = {}
    for count in counts:
        tally[count] = tally.get(count, 0) + 1
    return max(((times, count) for count, times in tally.items()), default=(0, 0))


def _unwrapped(cell: str) -> str:
    """Exports write ="0537" so that Excel keeps a number as text; a person reads what is inside."""
    cell = cell.strip()
    return cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell


def column_letter(index: int) -> str:
    """The Excel letter of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_at(row: Sequence[str], index: int | None) -> str:
    """The text of a cell, empty where the row is shorter."""
    return row[index] if index is not None and 0 <= index < len(row) else ""
