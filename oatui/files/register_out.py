"""The sign-in sheet (会议签到表) and the attendance table, as Excel files (practice)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import listed, moment, period
from oatui.files.workbook_out import (
    Ink,
    content,
    new_sheet,
    new_workbook,
    print_on_a4,
    write_banner,
    write_table,
)
from oatui.long_work import LongWork
from oatui.rules.verdict import refuse

# what becomes of a person, in the words of the papers (practice)
STATES = {
    "": "",
    "on_time": "按时",
    "after_deadline": "晚签到",
    "late": "迟到",
    "missed_sign_in": "漏签",
    "leave": "请假",
    "absent": "缺席",
    "unapproved_substitute": "代会",
    "replaced": "已替会",
    "not_counted": "不计应到",
}
PRESENT = ("on_time", "after_deadline", "late", "missed_sign_in")
ABSENT = ("absent", "unapproved_substitute")
REPLACED = "replaced"  # the post is counted in the substitute
MARK = "√"
ROWS_FOR_MORE = 10  # 增补


@dataclass(frozen=True, slots=True)
class Line:
    """One person; `state` is a key of STATES, "" while it is open; `remarks` as they stand in 备注.

    A substitute is a line of its own that names whose post it stands for; the first person is then replaced.
    """

    name: str
    unit: str = ""
    post: str = ""
    phone: str = ""
    venue: str = ""
    seat: str = ""
    state: str = ""
    at: datetime | None = None
    left_at: datetime | None = None
    stands_for: str = ""
    replaced_by: str = ""
    remarks: tuple[str, ...] = ()
    on_the_spot: bool = False

    @property
    def remark(self) -> str:
        """请假、晚签到 and the like, then the remarks: what a reader of the list looks for."""
        said = STATES[self.state] if self.state not in {"", "on_time", REPLACED} else ""
        return listed((said, self.substitution, *self.remarks))

    @property
    def substitution(self) -> str:
        """Who stands for whom."""
        if self.state == REPLACED:
            return f"由{self.replaced_by}替会" if self.replaced_by else STATES[REPLACED]
        return f"替{self.stands_for}参会" if self.stands_for else ""


@dataclass(frozen=True, slots=True)
class Gathering:
    """The meeting as the head of its papers names it."""

    title: str
    start: datetime
    end: datetime
    place: str
    office: str
    opens: datetime
    closes: datetime
    lines: tuple[Line, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Written:
    """The file that was made, its sheets and its rows of people."""

    path: Path
    sheets: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Figures:
    """应到 = 实到 + 请假 + 缺席 + `open`, who are awaited until the meeting is closed; a post counts once."""

    expected: int
    present: int
    leave: int
    absent: int
    open: int
    after_deadline: int
    late: int
    substitute: int
    on_the_spot: int = 0
    missed: int = 0
    stand_ins: int = 0  # 代会: of the absent, those whose place somebody took unapproved


def figures(lines: Sequence[Line]) -> Figures:
    """Count the lines of a list; a substitute counts for the post as present, some of the head table not at all."""
    states = Counter(line.state for line in lines)
    return Figures(
        len(lines) - states[REPLACED] - states["not_counted"], sum(states[state] for state in PRESENT), states["leave"],
        sum(states[state] for state in ABSENT), states[""], states["after_deadline"], states["late"],
        sum(1 for line in lines if line.stands_for and line.state in PRESENT),
        sum(1 for line in lines if line.on_the_spot and line.state in PRESENT), states["missed_sign_in"],
        states["unapproved_substitute"],
    )  # fmt: skip


def _by_venue(lines: Sequence[Line]) -> dict[str, list[Line]]:
    venues: dict[str, list[Line]] = {}
    for line in lines:
        venues.setdefault(line.venue, []).append(line)
    return venues


def write_sign_in_sheet(
    path: Path,
    meeting: Gathering,
    *,
    filled: bool = False,
    phones: bool = False,
    more: int = ROWS_FOR_MORE,
    work: LongWork | None = None,
) -> Written:
    """A sheet for each venue in roster order, numbered from 1: blank with rows for 增补, or filled.

    A blank one has a column of phones to fill in; numbers are printed only where `phones` asks for them.
    Raises Refused: the file; Stopped.
    """
    work, written = work or LongWork(), 0
    path = free(named(path, ".xlsx"))
    book, ink = new_workbook(meeting.office, meeting.start), Ink()
    venues = _by_venue(meeting.lines) or {"": []}
    for venue, lines in venues.items():
        columns = [*_SHEET_COLUMNS]
        if filled and not phones:
            columns = [column for column in columns if column[0] != "联系电话"]
        heads, widths = [column[0] for column in columns], [column[1] for column in columns]
        sheet = new_sheet(book, venue or "签到表")
        banner = _banner(meeting, venue if len(venues) > 1 else "", lines, filled)
        first = write_banner(sheet, ink, f"{meeting.title}签到表", banner, len(heads))
        rows: Iterator[list[str | int]] = (
            [place, *(text(line, filled, phones) for _head, _width, text in columns[1:])]
            for place, line in enumerate(lines, start=1)
        )
        rows = _with_blanks(
            _watched(rows, work, written, len(meeting.lines)), len(heads), 0 if filled else more
        )
        after = write_table(sheet, ink, first, heads, rows, widths, 28)
        print_on_a4(sheet, widths, first)
        sheet.freeze_panes = sheet.cell(first + 1, 1)
        sheet.print_area = f"A1:{sheet.cell(after - 1, len(heads)).coordinate}"
        written += len(lines)
    made = content(book, meeting.start)
    work.last()
    return Written(write_new(path, made), tuple(book.sheetnames), len(meeting.lines))


def _watched(
    rows: Iterator[list[str | int]], work: LongWork, done: int, whole: int
) -> Iterator[list[str | int]]:
    for number, row in enumerate(rows, start=done):
        work.step(number, whole)
        yield row


def _with_blanks(rows: Iterator[list[str | int]], columns: int, more: int) -> Iterator[list[str | int]]:
    yield from rows
    for _row in range(more):
        yield [""] * columns


def _banner(meeting: Gathering, venue: str, lines: Sequence[Line], filled: bool) -> list[str]:
    found = figures(lines)
    gap = "　　"
    present, leave, absent = (
        (str(found.present), str(found.leave), str(found.absent + found.open)) if filled else (gap,) * 3
    )
    absent_word = "未到" if found.open and filled else "缺席"
    return [
        f"时间：{period(meeting.start, meeting.end)}",
        f"地点：{' '.join(filter(None, (meeting.place, venue)))}",
        f"主办单位：{meeting.office}",
        f"签到起止：{_hours(meeting)}",
        f"应到 {found.expected} 人，实到 {present} 人，请假 {leave} 人，{absent_word} {absent} 人",
    ]


def _hours(meeting: Gathering) -> str:
    opens, closes = to_second(meeting.opens), to_second(meeting.closes)
    return f"{moment(opens)}—{closes:%H:%M}" if opens.date() == closes.date() else period(opens, closes)


def _at(at: datetime | None) -> str:
    return f"{to_second(at):%H:%M:%S}" if at else ""


# head, width in characters, and what stands there: the line, whether the form is filled, whether phones are asked;
# the first is the line's place on its sheet, which has no gap where somebody was taken off the roster
_SHEET_COLUMNS: tuple[tuple[str, float, Callable[[Line, bool, bool], str | int]], ...] = (
    ("序号", 6, lambda line, filled, phones: ""),
    ("单位（科室）", 20, lambda line, filled, phones: line.unit),
    ("姓名", 10, lambda line, filled, phones: line.name),
    ("职务", 14, lambda line, filled, phones: line.post),
    ("联系电话", 13, lambda line, filled, phones: line.phone if phones else ""),
    ("签到", 12, lambda line, filled, phones: MARK if filled and line.state in PRESENT else ""),
    ("签到时间", 10, lambda line, filled, phones: _at(line.at) if filled else ""),
    ("备注", 12, lambda line, filled, phones: line.remark if filled else ""),
)

SERIAL = "serial"
# column of the attendance table -> its head, its width in characters, and what stands there
COLUMNS: dict[str, tuple[str, float, Callable[[Line], str | int]]] = {
    SERIAL: ("序号", 6, lambda line: ""),  # its place on the sheet
    "venue": ("会场", 14, lambda line: line.venue),
    "unit": ("单位", 24, lambda line: line.unit),
    "name": ("姓名", 11, lambda line: line.name),
    "post": ("职务", 16, lambda line: line.post),
    "phone": ("联系电话", 15, lambda line: line.phone),
    "seat": ("座位", 11, lambda line: line.seat),
    "status": ("到会情况", 11, lambda line: STATES[line.state] or "未到"),
    "at": ("签到时间", 12, lambda line: _at(line.at)),
    "left": ("离会时间", 12, lambda line: _at(line.left_at)),
    "substitute": ("替会", 14, lambda line: line.substitution),
    "remark": ("备注", 18, lambda line: listed(line.remarks)),
}
# a phone number gets into a table only where its column is asked for by name
PRESET_COLUMNS = ("serial", "venue", "unit", "name", "post", "seat", "status", "at", "remark")


def read_columns(written: str) -> tuple[str, ...]:
    """Columns as typed, by key or by head, in that order: unit,name or 单位、姓名. Raises Refused."""
    by_word = {key: key for key in COLUMNS} | {head: key for key, (head, _width, _text) in COLUMNS.items()}
    words = [
        word.strip() for word in written.replace("，", ",").replace("、", ",").split(",") if word.strip()
    ]
    unknown = next((word for word in words if word not in by_word), None)
    if unknown is not None or not words:
        known = list(COLUMNS) if written.isascii() else [head for head, _width, _text in COLUMNS.values()]
        raise refuse("export.column_unknown", column=unknown or "", known=known)
    return tuple(dict.fromkeys(by_word[word] for word in words))


def write_attendance(
    path: Path, meeting: Gathering, columns: Sequence[str] = PRESET_COLUMNS, work: LongWork | None = None
) -> Written:
    """Everyone on one sheet with the columns asked for, the counts by venue on another. Raises Refused; Stopped."""
    work = work or LongWork()
    path = free(named(path, ".xlsx"))
    book, ink = new_workbook(meeting.office, meeting.start), Ink()
    chosen = [COLUMNS[column] for column in columns]
    numbered = [place for place, column in enumerate(columns) if column == SERIAL]
    sheet = new_sheet(book, "到会情况")
    heads, widths = [column[0] for column in chosen], [column[1] for column in chosen]
    lines = [f"时间：{period(meeting.start, meeting.end)}　地点：{meeting.place}", _summary(meeting.lines)]
    first = write_banner(sheet, ink, f"{meeting.title}到会情况", lines, len(heads))
    rows = (
        [number if place in numbered else text(line) for place, (_head, _width, text) in enumerate(chosen)]
        for number, line in enumerate(meeting.lines, start=1)
    )
    watched = _watched(rows, work, 0, len(meeting.lines))
    after = write_table(sheet, ink, first, heads, watched, widths, 20)
    print_on_a4(sheet, widths, first, landscape=len(heads) > 6)
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    sheet.auto_filter.ref = f"A{first}:{sheet.cell(after - 1, len(heads)).coordinate}"
    _counts_sheet(book, ink, meeting)
    made = content(book, meeting.start)
    work.last()
    return Written(write_new(path, made), tuple(book.sheetnames), len(meeting.lines))


def _summary(lines: Sequence[Line]) -> str:
    found = figures(lines)
    parts = [
        f"应到 {found.expected} 人，实到 {found.present} 人",
        f"（其中晚签到 {found.after_deadline} 人，迟到 {found.late} 人，替会 {found.substitute} 人）",
        f"，请假 {found.leave} 人，缺席 {found.absent} 人",
        f"，未到 {found.open} 人" if found.open else "",
    ]
    return "".join(parts)


def _counts_sheet(book: Any, ink: Ink, meeting: Gathering) -> None:
    sheet = new_sheet(book, "各会场人数")
    heads = ("会场", "应到", "实到", "晚签到", "迟到", "替会", "请假", "缺席", "未到")
    first = write_banner(sheet, ink, f"{meeting.title}各会场人数", (), len(heads))
    venues = _by_venue(meeting.lines)
    groups = [*venues.items(), ("合计", list(meeting.lines))] if len(venues) != 1 else [*venues.items()]
    rows = [(venue or "会场", *_counted(figures(lines))) for venue, lines in groups]
    widths = (24.0, *(9.0,) * 8)
    write_table(sheet, ink, first, heads, rows, widths, 20)
    print_on_a4(sheet, widths, first)


def _counted(found: Figures) -> tuple[int, ...]:
    return (
        found.expected, found.present, found.after_deadline, found.late, found.substitute,
        found.leave, found.absent, found.open,
    )  # fmt: skip
