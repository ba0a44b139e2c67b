"""A roster out of the Excel file that the clerk has: who is a person, what is a fault, what is a foot note."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from oatui.files.person_text import (
    clean_name,
    clean_phone,
    clean_text,
    closed_up,
    is_mobile,
    is_plain,
    name_fault,
    phone_fault,
    shown,
)
from oatui.files.roster_columns import (
    FIELD_LABELS,
    FIELDS,
    Columns,
    field_of,
    header_above,
    header_texts,
    is_label,
    looks_like_name,
    recognise,
)
from oatui.files.workbook_in import Sheet, cell_at, column_letter, read_workbook
from oatui.long_work import unswept
from oatui.rules.attachments import mark_written
from oatui.rules.verdict import Level, Verdict, refuse

__all__ = [
    "FIELDS",
    "FIELD_LABELS",
    "Columns",
    "Fault",
    "Person",
    "Roster",
    "Sheet",
    "column_letter",
    "read_roster",
    "read_rosters",
    "read_workbook",
    "recognise",
]


@dataclass(slots=True)
class Person:
    """One line of a roster; `row` is 1-based, as Excel shows it."""

    sheet: str
    row: int
    name: str
    unit: str
    post: str
    phone: str
    serial: str

    def as_row(self) -> dict[str, str]:
        """The person as the store takes one."""
        return {
            "name": self.name, "unit": self.unit, "post": self.post, "phone": self.phone, "serial": self.serial,
        }  # fmt: skip


@dataclass(slots=True)
class Fault:
    """What is wrong in a cell; `column` is the header's words, or the Excel letter where it has none."""

    sheet: str
    row: int
    column: str
    verdict: Verdict


@dataclass(slots=True)
class Roster:
    """A sheet read: a row is a person, or has faults, or is skipped (titles, foot notes, totals)."""

    sheet: str
    columns: Columns
    headers: list[str]
    people: list[Person] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


# how a row that is no person begins, without spaces: foot notes, totals, the example of a form
_NOTE = re.compile(
    r"(?:注|备注|说明|注意|填报|填表|制表|审核|审批|报送|联系人|联系电话|联系方式|电话|手机|传真|邮箱|电子邮箱|"
    r"单位负责人|负责人|分管领导|单位|日期|时间|地点|经办人|签字|盖章|例)[^:]{0,12}:"
    r"|(?:注|备注|说明|填报人|制表人|填表人|审核人|合计|总计|共计|小计|总人数|示例|样例|填写说明)$"
    r"|(?:合计|总计|共计|小计|总人数|共):?\d+[人名个]?$"
    r"|第\d+页|\d{4}年\d{1,2}月(?:\d{1,2}日)?$|\d{4}-\d\d-\d\d$"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|第[一二三四五六七八九十\d]+[组批排桌片]|\d+[.、)]"
)
_SENTENCE = re.compile(r"[。；;：:！!？?]|\d[年月日时]")


@unswept()
def read_rosters(path: Path, sheet: str | None = None) -> list[Roster]:
    """Every sheet that is a roster and holds anyone, or the one named. Raises Refused: no table, no such sheet, no roster."""
    sheets = read_workbook(path)
    if sheet is not None:
        names = [each.name for each in sheets]
        if sheet not in names:
            raise refuse("roster.sheet_unknown", name=path.name, sheet=sheet, sheets=names)
        sheets = [each for each in sheets if each.name == sheet]
    rosters = [read_roster(each, columns) for each in sheets if (columns := recognise(each))]
    if rosters and not any(each.people or each.faults for each in rosters):
        raise refuse("roster.nobody", name=path.name)
    if not rosters:
        raise (
            refuse("roster.none", name=path.name)
            if sheet is None
            else refuse("roster.sheet_none", sheet=sheet)
        )
    return [each for each in rosters if each.people or each.faults]


def read_roster(sheet: Sheet, columns: Columns) -> Roster:
    """The people, faults and foot notes of a sheet. Raises Refused where no column is the name."""
    if "name" not in columns.index:
        raise refuse("roster.no_name_column")
    roster = Roster(sheet.name, columns, header_texts(sheet, columns))
    name_at, unit_at, post_at, phone_at, serial_at = (columns.index.get(field, -1) for field in FIELDS)
    width = max(columns.index.values()) + 1
    _find_second_list(sheet, columns, roster)
    last = _last_person_row(sheet, columns)
    # a name merged over several rows is one person
    repeated = {row for row, column in sheet.covered if column == name_at}
    people = roster.people
    grouped: bool | None = None
    unit_above = ""
    for row in range(_skip_titles(sheet, columns, roster), len(sheet.rows)):
        cells = sheet.rows[row]
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        name = cells[name_at]
        unit = cells[unit_at] if unit_at >= 0 else ""
        post = cells[post_at] if post_at >= 0 else ""
        phone = cells[phone_at] if phone_at >= 0 else ""
        serial = cells[serial_at] if serial_at >= 0 else ""
        tight = name if name.isalpha() else closed_up(name)
        # most rows are plainly a person; what follows is for the others
        if (
            unit
            and is_plain(tight)
            and is_mobile(phone)
            and unit.isalnum()
            and not mark_written(post)
            and row not in repeated
            and (not serial or serial.isdigit())
        ):
            people.append(Person(sheet.name, row + 1, tight, unit, clean_text(post), phone, serial))
            unit_above = unit
            continue
        if not any(cells):
            continue
        if row in repeated or _is_no_person(cells, columns, row > last):
            roster.skipped.append((row + 1, _joined(cells)))
            unit_above = clean_text(unit)
            continue
        found = _Found(roster, row)
        cleaned = clean_name(name)
        wrong = name_fault(name, cleaned) if cleaned else ("roster.name_missing", {})
        if wrong or (cleaned and is_label(cleaned)):
            found.fault(name_at, *(wrong or ("roster.name_unlike", {"written": shown(name)})))
        number = clean_phone(phone) if phone else ""
        if number is None:
            found.fault(phone_at, *phone_fault(phone))
        for column, text in ((name_at, name), (unit_at, unit), (post_at, post), (serial_at, serial)):
            if mark := mark_written(text):
                found.fault(column, "roster.classified", {"mark": mark})
        unit = clean_text(unit)
        if unit:
            unit_above = unit
        elif unit_at >= 0 and cleaned:
            if grouped is None:
                grouped = _is_grouped(sheet, columns)
            if grouped and unit_above:
                unit = unit_above
            else:
                found.fault(unit_at, "roster.unit_missing", {})
        if not found.any:
            people.append(Person(sheet.name, row + 1, cleaned, unit, clean_text(post), number or "", serial))
    return roster


class _Found:
    """The faults of one row."""

    __slots__ = ("any", "roster", "row")

    def __init__(self, roster: Roster, row: int) -> None:
        self.roster = roster
        self.row = row
        self.any = False

    def fault(self, column: int, key: str, values: dict[str, object]) -> None:
        headers = self.roster.headers
        words = cell_at(headers, column) or column_letter(column)
        verdict = Verdict(None, Level.REFUSED, key, values)
        self.roster.faults.append(Fault(self.roster.sheet, self.row + 1, words, verdict))
        self.any = True


def _skip_titles(sheet: Sheet, columns: Columns, roster: Roster) -> int:
    """Enter what stands above the people as skipped; the row where they begin."""
    header = columns.header_row
    if header is None:
        name_at = columns.index["name"]
        names = (row for row, cells in enumerate(sheet.rows) if looks_like_name(cell_at(cells, name_at)))
        start = titles = next(names, 0)
    else:
        start = header + 1
        titles = header - 1 if header_above(sheet, header) is not None else header
    for row in range(min(titles, len(sheet.rows))):
        if any(sheet.rows[row]):
            roster.skipped.append((row + 1, _joined(sheet.rows[row])))
    return start


def _find_second_list(sheet: Sheet, columns: Columns, roster: Roster) -> None:
    """Two lists side by side save paper; the people of the second must not be lost without a word."""
    for column, words in enumerate(roster.headers):
        known = field_of(words)
        if column == columns.index["name"] or known is None or known[0] != "name" or known[1] > 0:
            continue
        if any(looks_like_name(cell_at(cells, column)) for cells in sheet.rows):
            assert columns.header_row is not None
            _Found(roster, columns.header_row).fault(
                column, "roster.second_list", {"letter": column_letter(column)}
            )


def _last_person_row(sheet: Sheet, columns: Columns) -> int:
    """The last row with a name and something beside it; long lines below that are foot notes."""
    name_at = columns.index["name"]
    beside = [column for field, column in columns.index.items() if field != "name"]
    for row in range(len(sheet.rows) - 1, -1, -1):
        cells = sheet.rows[row]
        if (
            cell_at(cells, name_at)
            and (not beside or any(cell_at(cells, column) for column in beside))
            and not _begins_note(cells)
        ):
            return row
    return len(sheet.rows)


def _begins_note(cells: list[str]) -> bool:
    first = next(filter(None, cells), "")
    return _NOTE.match(_plain(first)) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:80]).split())


def _is_no_person(cells: list[str], columns: Columns, below: bool) -> bool:
    """Whether a row that is not blank is a heading, a header again, a total or a foot note."""
    if _begins_note(cells):
        return True
    index = columns.index
    read = {field: text for field, column in index.items() if (text := cells[column])}
    lone = sum(map(bool, cells)) == 1
    name = clean_name(read.get("name", ""))
    if name:
        if all(is_label(text) for text in read.values()):
            return True
        if not lone or len(index) == 1:
            return False
        long = below and len(name) > 10
        return long or bool(_HEADING.match(_plain(name)) or _SENTENCE.search(name))
    serial = _is_serial(read.get("serial", ""))
    if lone or below:
        text = " ".join(read.values())
        if not serial and (_HEADING.match(_plain(text)) or _SENTENCE.search(text)):
            return True
    return not (serial or "post" in read or "phone" in read)


def _is_serial(text: str) -> bool:
    return 0 < len(text) <= 6 and any(char.isdigit() for char in text)


def _is_grouped(sheet: Sheet, columns: Columns) -> bool:
    """Whether each unit is written once, above its people: a third are blank, and none is written twice.

    Where cells are merged, or a unit is written again, a blank one was forgotten.
    """
    name_at, unit_at = columns.index["name"], columns.index["unit"]
    start = 0 if columns.header_row is None else columns.header_row + 1
    rows = [cells for cells in sheet.rows[start:] if not _begins_note(cells)]
    units = [unit for cells in rows if (unit := clean_text(cell_at(cells, unit_at)))]
    named = [cells for cells in rows if cell_at(cells, name_at)]
    blank = sum(not cell_at(cells, unit_at) for cells in named)
    return blank >= 2 and blank * 3 >= len(named) and len(set(units)) == len(units)


def _joined(cells: list[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in cells if text))
