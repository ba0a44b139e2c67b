"""The year's registers as Excel: 发文登记簿, 收文登记簿, 用印登记簿, in the office's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from oatui.files.gap_list_out import GapList, add_sheet
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

OUTGOING, INCOMING, SEALS = "发文登记簿", "收文登记簿", "用印登记簿"
ROW, HEAD = 20.0, 52.0  # points: a narrow column's head takes three lines
GREY = "808080"  # a line that counts no more


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A number of the year, or a paper without one; `struck` is one that no paper has (any more)."""

    number: str
    registered: str = ""
    title: str = ""
    kind: str = ""
    urgency: str = ""
    section: str = ""
    drafter: str = ""
    signer: str = ""
    dated: str = ""
    printed: str = ""
    to: str = ""
    cc: str = ""
    annexes: str = ""
    copies: str = ""
    sent: str = ""
    kept: str = ""
    receipts: str = ""
    remark: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """One incoming paper under our own 收文号."""

    number: str
    received: str
    sender: str
    sender_number: str = ""
    title: str = ""
    attachments: str = ""
    copies: str = ""
    urgency: str = ""
    proposal: str = ""
    instruction: str = ""
    handler: str = ""
    due: str = ""
    signed_by: str = ""
    ended: str = ""
    reply_number: str = ""
    filed: str = ""
    remark: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class SealLine:
    """One use of a seal."""

    serial: int
    at: str
    seal: str
    section: str
    handler: str
    title: str
    number: str = ""
    purpose: str = ""
    copies: int = 1
    approver: str = ""
    sealed_by: str = ""
    remark: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """One register of one year."""

    office: str
    year: int
    at: datetime
    lines: Sequence[OutgoingLine | IncomingLine | SealLine]
    gaps: GapList | None = None


# 余存份数, 归卷 and 归还 are filled in by hand
_OUTGOING = (
    ("顺序号", 5.0), ("登记日期", 9.0), ("发文字号", 19.0), ("文件标题", 28.0), ("文种", 6.0), ("密级", 4.5),
    ("缓急", 5.0), ("拟稿科室", 8.0), ("拟稿人", 7.5), ("签发人", 7.5), ("成文日期", 9.0), ("印发日期", 9.0),
    ("主送", 12.0), ("抄送", 12.0), ("附件", 10.0), ("印制份数", 5.0), ("发往机关", 14.0), ("存档份数", 5.0),
    ("余存份数", 5.0), ("签收人、签收日期", 12.0), ("归卷（件号）", 7.0), ("备注", 14.0),
)  # fmt: skip
_INCOMING = (
    ("收文号", 12.0), ("收文日期", 15.0), ("来文机关", 16.0), ("来文字号", 18.0), ("文件标题", 32.0),
    ("附件", 10.0), ("份数", 6.0), ("密级", 5.0), ("缓急", 6.0), ("拟办意见", 18.0), ("领导批示", 18.0),
    ("承办单位、承办人", 14.0), ("办理期限", 15.0), ("签收人", 9.0), ("办结日期、结果", 20.0), ("复文号", 16.0),
    ("归卷日期、卷号", 12.0), ("备注", 16.0),
)  # fmt: skip
_SEALS = (
    ("序号", 6.0), ("用印时间", 16.0), ("印章名称", 10.0), ("用印科室", 11.0), ("经办人", 9.0),
    ("文件标题", 34.0), ("发文字号", 20.0), ("用印事由", 14.0), ("用印份数", 8.0), ("批准人", 9.0),
    ("盖印人", 9.0), ("归还（外借）", 9.0), ("备注", 20.0),
)  # fmt: skip


def write_outgoing(path: Path, book: Book) -> Written:
    """发文登记簿 with its 空号说明 on a second sheet. Raises Refused: the file."""
    return _write(path, OUTGOING, book, _OUTGOING)


def write_incoming(path: Path, book: Book) -> Written:
    """收文登记簿. Raises Refused: the file."""
    return _write(path, INCOMING, book, _INCOMING)


def write_seals(path: Path, book: Book) -> Written:
    """用印登记簿. Raises Refused: the file."""
    return _write(path, SEALS, book, _SEALS)


def _write(path: Path, name: str, book: Book, columns: Sequence[tuple[str, float]]) -> Written:
    path = free(named(path, ".xlsx"))
    made, ink = new_workbook(book.office, book.at), Ink()
    sheet = new_sheet(made, name)
    heads, widths = [head for head, _width in columns], [width for _head, width in columns]
    counted = sum(not line.struck for line in book.lines)
    banner = [f"{book.year}年　共{len(book.lines)}行，其中有效{counted}行　制表日期：{day(book.at.date())}"]
    first = write_banner(sheet, ink, f"{book.office}{name}（{book.year}年）", banner, len(heads))
    after = write_table(sheet, ink, first, heads, _rows(book), widths, ROW)
    sheet.row_dimensions[first].height = HEAD
    _grey(sheet, ink, book, first, len(heads))
    if not book.lines:
        sheet.cell(after, 1, "本年度没有登记").font = ink.note
    print_on_a4(sheet, widths, first, landscape=True)
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    if book.gaps is not None:
        add_sheet(made, ink, book.gaps)
    return Written(write_new(path, content(made, book.at)), tuple(made.sheetnames), len(book.lines))


def _rows(book: Book) -> Iterator[Sequence[object]]:
    for serial, line in enumerate(book.lines, 1):
        if isinstance(line, OutgoingLine):
            yield (
                serial, line.registered, line.number, line.title, line.kind, "" if line.struck else "无",
                line.urgency, line.section, line.drafter, line.signer, line.dated, line.printed, line.to, line.cc,
                line.annexes, line.copies, line.sent, line.kept, "", line.receipts, "", line.remark,
            )  # fmt: skip
        elif isinstance(line, IncomingLine):
            yield (
                line.number, line.received, line.sender, line.sender_number, line.title, line.attachments,
                line.copies, "无", line.urgency, line.proposal, line.instruction, line.handler, line.due,
                line.signed_by, line.ended, line.reply_number, line.filed, line.remark,
            )  # fmt: skip
        else:
            yield (
                line.serial, line.at, line.seal, line.section, line.handler, line.title, line.number,
                line.purpose, line.copies, line.approver, line.sealed_by, "", line.remark,
            )  # fmt: skip


def _grey(sheet: Any, ink: Ink, book: Book, first: int, columns: int) -> None:
    """What counts no more stands in grey; 备注 says why."""
    from openpyxl.styles import Font

    grey = Font(name=ink.body.name, size=ink.body.size, color=GREY)
    for place, line in enumerate(book.lines, first + 1):
        if line.struck:
            for column in range(1, columns + 1):
                sheet.cell(place, column).font = grey
