"""The blank reply (会议回执) that goes out with a notice and comes back as a roster (practice)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import day, period
from oatui.files.register_out import Written
from oatui.files.workbook_out import (
    Ink,
    content,
    new_sheet,
    new_workbook,
    print_on_a4,
    write_banner,
    write_table,
    write_text,
)

ROWS = 15
# head, width in characters
_COLUMNS = (
    ("单位", 24), ("姓名", 12), ("性别", 7), ("民族", 7), ("职务", 18), ("联系电话", 16),
    ("是否参会", 11), ("车牌号", 12), ("备注", 14),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """The meeting that is replied to, and by when."""

    title: str
    start: datetime
    end: datetime
    place: str
    office: str
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Attending:
    """One line of a reply that is filled in."""

    unit: str
    name: str
    post: str = ""
    phone: str = ""
    attends: str = "参会"
    note: str = ""


def write_reply_form(path: Path, reply: Reply, rows: int = ROWS, people: Sequence[Attending] = ()) -> Written:
    """A form to fill in, with 是否参会 as a choice, or our own reply with its people. Raises Refused: the file."""
    from openpyxl.worksheet.datavalidation import DataValidation

    path = free(named(path, ".xlsx"))
    book, ink = new_workbook(reply.office, reply.start), Ink()
    sheet = new_sheet(book, "回执")
    heads, widths = [column[0] for column in _COLUMNS], [column[1] for column in _COLUMNS]
    due = to_second(reply.deadline)
    asked = f"请于{day(due)} {due:%H:%M}前报{reply.office}；填好后以 Excel 文件报送，不转图片"
    if people:
        # ours: who it goes to knows its own deadline
        asked = f"填报单位：{reply.office}　报送时限：{day(due)} {due:%H:%M}"
    lines = [f"时间：{period(reply.start, reply.end)}　地点：{reply.place}", asked]
    filled = [[one.unit, one.name, "", "", one.post, one.phone, one.attends, "", one.note] for one in people]
    blank = [[""] * len(heads)] * (0 if people else rows)
    first = write_banner(sheet, ink, f"{reply.title}回执", lines, len(heads))
    after = write_table(sheet, ink, first, heads, [*filled, *blank], widths, 24)
    choice = DataValidation(type="list", formula1='"参会,请假,替会"', allow_blank=True)
    choice.add(f"G{first + 1}:G{after - 1}")
    sheet.add_data_validation(choice)
    for row in range(first + 1, after):
        # a phone number or a plate stays as it is typed
        for column in range(1, len(heads) + 1):
            sheet.cell(row, column).number_format = "@"
    foot = write_text(sheet, after, 1, "填报人：　　　　　　　　联系电话：　　　　　　　　填报单位（盖章）：")
    foot.font, foot.alignment = ink.note, ink.left
    sheet.merge_cells(start_row=after, start_column=1, end_row=after, end_column=len(heads))
    sheet.row_dimensions[after].height = 26
    print_on_a4(sheet, widths, first, landscape=True)
    return Written(write_new(path, content(book, reply.start)), ("回执",), len(filled) + len(blank))
