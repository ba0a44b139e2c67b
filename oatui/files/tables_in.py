"""The tables of a workbook or of a Word document, as cells of text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oatui.files.table_type import TableType, look_at
from oatui.files.word_in import word_document
from oatui.files.workbook_in import MAX_BYTES, Sheet, read_workbook
from oatui.rules.verdict import refuse


def read_tables(path: Path) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .csv file, or the tables of a .docx. Raises Refused with one sentence."""
    return _word_tables(path) if _is_word(path) else read_workbook(path)


def _is_word(path: Path) -> bool:
    """Whether the file is a Word document of the new form, by its content."""
    try:
        if path.is_dir() or path.stat().st_size > MAX_BYTES:
            return False
        return look_at(path.read_bytes(), path.suffix) is TableType.WORD
    except (OSError, ValueError):
        return False  # the reader of workbooks has the sentence for it


def _word_tables(path: Path) -> list[Sheet]:
    name, most = path.name, 10 * MAX_BYTES
    large = refuse("roster.too_large", name=name, size=most // 1_000_000)
    with word_document(path.read_bytes(), most, large, refuse("roster.cut_off", name=name)) as document:
        return [_word_table(str(number), table) for number, table in enumerate(document.tables, 1)]


def _word_table(name: str, table: Any) -> Sheet:
    rows: list[list[str]] = []
    covered: set[tuple[int, int]] = set()
    above: list[Any] = []
    for number, row in enumerate(table.rows):
        cells = list(row.cells)
        texts = []
        for column, cell in enumerate(cells):
            # a merged cell is given again for every place that it covers
            if column and cell._tc is cells[column - 1]._tc:
                texts.append("")
                continue
            texts.append(cell.text.strip())
            if column < len(above) and above[column]._tc is cell._tc:
                covered.add((number, column))
        rows.append(texts)
        above = cells
    return Sheet(name, rows, frozenset(covered))
