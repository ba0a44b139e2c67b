"""An earlier year's number ledger out of the office's Excel file: each row a number, or a fault in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oatui.files.ledger_columns import LedgerColumns, field_cells, is_header, recognise
from oatui.files.roster_in import Fault
from oatui.files.workbook_in import Sheet, cell_at, column_letter, read_workbook
from oatui.rules.attachments import mark_on, mark_written
from oatui.rules.number_book import judged
from oatui.rules.numbering import UNNUMBERED, Series, check_number, number_text
from oatui.rules.verdict import Level, Verdict, refuse

# what stands in the number's place of a letter that has none, and the words for a number that no paper has
_NONE = frozenset({UNNUMBERED, "无", "无号", "无文号", "未编号", "便函", "/", "-", "—", "——"})
_CLASSIFIED = re.compile("绝密|机密|秘密")
_STATE = re.compile(
    r"[（(【]?(?:已|此号|该号|本号|文号|此文|此件)?(?:(作废|废号)|(预留)|(空号|缺号|跳号|断号|漏号))"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|填表|制表|登记|审核)[^:：]{0,8}[:：]|(?:合计|总计|共计|小计|本页)|第\d+页|以下空白"
)
_FULL = re.compile(r"([0-9]{4}|[0-9]{2})([-./年])([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?(?:[ T].*)?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")


@dataclass(slots=True)
class LedgerRow:
    """One line of a ledger; `row` is 1-based as Excel shows it, `sequence` None a letter without a number."""

    sheet: str
    row: int
    written: str
    series: str
    year: int
    sequence: int | None
    state: str = "given"
    texts: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return number_text(self.series, self.year, self.sequence) if self.sequence else UNNUMBERED

    @property
    def repaired(self) -> bool:
        """Whether the number had to be written otherwise than it stands in the file."""
        return self.sequence is not None and self.number != self.written

    def as_values(self) -> dict[str, Any]:
        """The row as the store takes it in."""
        kept = {"series": self.series, "year": self.year, "sequence": self.sequence, "state": self.state}
        return {**kept, **self.texts, "more": dict(self.more)}


@dataclass(slots=True)
class Ledger:
    """A sheet read: a row is a line of the ledger, or has faults, or is skipped (titles, totals, foot notes)."""

    sheet: str
    columns: LedgerColumns
    heads: list[str]
    rows: list[LedgerRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    # of a row with faults: its number, title and day as they stand there
    written: dict[int, tuple[str, str, str]] = field(default_factory=dict)


def read_ledgers(path: Path, known: Sequence[Series], sheet: str | None = None) -> list[Ledger]:
    """Every sheet that is a ledger, or the one named. Raises Refused: no table, no such sheet, no ledger."""
    sheets = read_workbook(path)
    if sheet is not None:
        names = [each.name for each in sheets]
        if sheet not in names:
            raise refuse("roster.sheet_unknown", name=path.name, sheet=sheet, sheets=names)
        sheets = [each for each in sheets if each.name == sheet]
    seen: dict[tuple[str, int, int], tuple[str, int]] = {}
    found = [_read(each, columns, known, seen) for each in sheets if (columns := recognise(each))]
    if not found:
        raise refuse("ledger.none", name=path.name)
    if not any(each.rows or each.faults for each in found):
        raise refuse("ledger.empty", name=path.name)
    return [each for each in found if each.rows or each.faults]


def _read(
    sheet: Sheet,
    columns: LedgerColumns,
    known: Sequence[Series],
    seen: dict[tuple[str, int, int], tuple[str, int]],
) -> Ledger:
    ledger = Ledger(sheet.name, columns, columns.heads(sheet))
    number_at = columns.index["number"]
    repeated = {row for row, column in sheet.covered if column == number_at}
    for row, cells in enumerate(sheet.rows):
        if not any(cells):
            continue
        if row <= columns.header_row or row in repeated or is_header(cells) or _is_note(cells, columns):
            ledger.skipped.append((row + 1, " ".join(filter(None, cells))))
            continue
        _read_row(ledger, row, field_cells(cells, columns), known, seen)
    return ledger


def _is_note(cells: list[str], columns: LedgerColumns) -> bool:
    """Whether a row holds neither number nor title, or is a total or a foot note."""
    number, title = (cell_at(cells, columns.index[name]) for name in ("number", "title"))
    first = next(filter(None, cells), "")
    if _NOTE.match("".join(first.split())) and not check_number(number).series:
        return True
    return not number and (not title or sum(map(bool, cells)) == 1)


def _read_row(
    ledger: Ledger,
    row: int,
    cells: dict[str, str],
    known: Sequence[Series],
    seen: dict[tuple[str, int, int], tuple[str, int]],
) -> None:
    wrong: list[tuple[str, Verdict]] = []
    state = _state(cells)
    made = LedgerRow(ledger.sheet, row + 1, cells["number"], "", 0, None, state)
    rough = check_number(made.written, known)
    dated = _day(cells["dated"], rough.year)
    if cells["dated"] and dated is None:
        wrong.append(("dated", _fault("ledger.date", written=cells["dated"][:20])))
    if "".join(made.written.split()) in _NONE:
        if dated is None and not wrong:
            wrong.append(("dated", _fault("ledger.letter_date")))
        made.year = dated.year if dated else 0
    elif not made.written:
        wrong.append(("number", _fault("ledger.no_number")))
    else:
        wrong += [("number", one) for one in _number_faults(made, dated, known, seen)]
    if not cells["title"] and state == "given":
        wrong.append(("title", _fault("ledger.no_title")))
    if mark_on(cells["title"]):
        wrong.append(("title", _fault("ledger.secret")))
    if (secrecy := _CLASSIFIED.search(cells["secrecy"])) and "涉密台账" not in cells["title"]:
        wrong.append(("secrecy", _fault("ledger.secret_line", mark=secrecy[0])))
    others = ((name, mark_written(text)) for name, text in cells.items() if name not in {"title", "secrecy"})
    wrong += [(name, _fault("roster.classified", mark=mark)) for name, mark in others if mark]
    if dated and made.sequence and dated.year != made.year and judged(made.year, dated):
        values = {"number": made.number, "dated": dated.isoformat(), "year": made.year}
        wrong.append(("dated", Verdict("12-1", Level.REFUSED, "book.date_outside", values)))
    if wrong:
        for name, verdict in wrong:
            ledger.faults.append(Fault(ledger.sheet, row + 1, _head(ledger, name), verdict))
        ledger.written[row + 1] = (made.written, _one_line(cells["title"]), cells["dated"])
        return
    if made.sequence is not None:
        seen[made.series, made.year, made.sequence] = (ledger.sheet, row + 1)
    made.texts = {name: _one_line(cells[name]) for name in ("title", "kind", "section", "person", "signer")}
    made.texts["dated"] = dated.isoformat() if dated else ""
    made.texts["reason"] = _one_line(cells["remark"] or cells["title"]) if state != "given" else ""
    printed = _day(cells["printed"], made.year)
    made.more = {name: _one_line(cells[name]) for name in ("recipients", "cc", "copies", "remark")}
    made.more["printed"] = printed.isoformat() if printed else _one_line(cells["printed"])
    # stored text is never normalised: how the number stood there is kept beside the number
    made.more["written"] = made.written if made.repaired else ""
    ledger.rows.append(made)


def _number_faults(
    made: LedgerRow,
    dated: date | None,
    known: Sequence[Series],
    seen: dict[tuple[str, int, int], tuple[str, int]],
) -> list[Verdict]:
    """Put the number into the row; what is wrong with it, a double one with the line that has it first."""
    check = check_number(made.written, known)
    refused = [verdict for verdict in check.verdicts if verdict.refused]
    if check.year is not None and not judged(check.year, dated):
        # the series of former years are what they were (0-1)
        refused = [verdict for verdict in refused if verdict.key != "numbering.series_unknown"]
    if refused:
        return refused[:1]
    assert check.series is not None and check.year is not None and check.sequence is not None
    made.series, made.year, made.sequence = check.series, check.year, check.sequence
    if first := seen.get((made.series, made.year, made.sequence)):
        where = {"number": made.number, "sheet": first[0], "row": first[1]}
        key = "ledger.twice" if first[0] == made.sheet else "ledger.twice_elsewhere"
        return [Verdict("12-1", Level.REFUSED, key, where)]
    return []


def _state(cells: dict[str, str]) -> str:
    """What a remark, or the title in a line without one, says of the number."""
    for text in (cells["remark"], cells["title"]):
        if match := _STATE.match("".join(text.split())):
            return "void" if match[1] else "lapsed" if match[2] else "explained"
    return "given"


def _day(text: str, year: int | None) -> date | None:
    """A date as ledgers write it; a month and day alone is of the number's year. None where it is none."""
    typed = "".join(unicodedata.normalize("NFKC", text).split()) if len(text) < 40 else ""
    with suppress(ValueError, OverflowError):
        if match := _FULL.fullmatch(unicodedata.normalize("NFKC", text).strip()) or _FULL.fullmatch(typed):
            whole = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
            return date(whole, int(match[3]), int(match[4]))
        if re.fullmatch("[0-9]{8}", typed):
            return date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
        if year and (match := _MONTH_DAY.fullmatch(typed)):
            return date(year, int(match[1]), int(match[2]))
        # a date that Excel was told to show as a number: days since 1899-12-30
        if re.fullmatch("[345][0-9]{4}", typed):
            return date(1899, 12, 30) + timedelta(days=int(typed))
    return None


def _head(ledger: Ledger, name: str) -> str:
    column = ledger.columns.index.get(name)
    return cell_at(ledger.heads, column) or (column_letter(column) if column is not None else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fault(key: str, **values: object) -> Verdict:
    return Verdict(None, Level.REFUSED, key, values)
