"""登记记录文件: a sub-venue's records (or a meeting's part) as one Excel file that OA or a stick carries (14-4).

The first sheet is read by people; the second holds each row as it stands in the journal, with its code. The codes are
HMAC-SHA256 with the site's own secret over both sheets' words of the row, so a changed cell is found with its row.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from oatui.clock import iso
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import one_line
from oatui.files.workbook_in import read_workbook
from oatui.files.workbook_out import (
    LONGEST_CELL,
    Ink,
    content,
    new_sheet,
    new_workbook,
    print_on_a4,
    write_banner,
    write_table,
    write_text,
)
from oatui.rules.verdict import refuse

MARK = "oatui-events-2"
SHOWN, EXACT = "登记记录", "数据（勿改）"
HEADS = ("序号", "时间", "会场", "姓名", "单位", "事项", "说明", "登记人")
WIDTHS = (6, 20, 16, 12, 24, 14, 30, 12)
HEAD = 9  # cells of the exact sheet's first row, its code the last
FIRST = 5  # of the rows that people read: title, two lines and the heads stand above
PIECE = LONGEST_CELL - 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One event: what people read of it (of HEADS, without the number), and its row as JSON text takes it."""

    shown: tuple[str, ...]
    exact: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EventsFile:
    """The records of one chain for one site; `way` is "door" for what goes up, "part" for what comes down.

    Everything known `at` that moment is in it.
    """

    title: str
    site: str
    site_name: str
    way: str
    office: str
    at: datetime
    rows: tuple[Row, ...]


def write_events(path: Path, file: EventsFile, secret: bytes) -> Path:
    """Write the file, signed with the site's secret. Raises Refused: the name is taken, or it cannot be written."""
    path = free(named(path, ".xlsx"))
    book, ink = new_workbook(file.office, file.at), Ink()
    sheet = new_sheet(book, SHOWN)
    what = "签到台登记记录" if file.way == "door" else "会议资料"
    until = f"　资料到 {file.at:%Y-%m-%d %H:%M:%S}" if file.way == "part" else ""
    lines = (f"{file.title}　{file.site_name}{until}", "经 OA 或非涉密 U 盘传送；改动任何一格都不能导入。")
    head_row = write_banner(sheet, ink, what, lines, len(HEADS))
    shown = [(str(number), *row.shown) for number, row in enumerate(file.rows, 1)]
    write_table(sheet, ink, head_row, HEADS, shown, WIDTHS, 22)
    print_on_a4(sheet, WIDTHS, head_row, landscape=True)
    exact = new_sheet(book, EXACT)
    texts = [json.dumps(row.exact, separators=(",", ":")) for row in file.rows]
    codes = [
        _row_code(secret, _as_read(row), text) for row, text in zip(shown, texts, strict=True)
    ]  # fmt: skip
    head = (MARK, file.site, file.way, str(len(texts)), *_as_read((what, *lines)), iso(file.at))
    for column, text in enumerate((*head, _code(secret, "head", *head, *codes)), 1):
        write_text(exact, 1, column, text)
    for place, (code, text) in enumerate(zip(codes, texts, strict=True), 2):
        write_text(exact, place, 1, code)
        for number, start in enumerate(range(0, len(text), PIECE), 2):
            # plain letters only: nothing in it that a sheet would read otherwise
            write_text(exact, place, number, text[start : start + PIECE])
    return write_new(path, content(book, file.at))


@dataclass(frozen=True, slots=True)
class Unread:
    """A file as it came, whose codes nobody has looked at yet: `site` says whose secret is asked for.

    `at` (ISO) is the moment up to which it holds everything.
    """

    name: str
    site: str
    way: str
    at: str
    shown: list[list[str]]
    exact: list[list[str]]
    banner: tuple[str, ...]


def open_events(path: Path) -> Unread:
    """Read a file. Raises Refused where it is none of ours."""
    sheets = {sheet.name: sheet.rows for sheet in read_workbook(path)}
    exact = sheets.get(EXACT)
    if not exact or SHOWN not in sheets or not exact[0] or exact[0][0] != MARK or len(exact[0]) < HEAD:
        raise refuse("events_file.not_one", name=path.name)
    shown = sheets[SHOWN]
    banner = tuple(row[0] if row else "" for row in shown[: FIRST - 2])
    return Unread(path.name, exact[0][1], exact[0][2], exact[0][7], shown[FIRST - 1 :], exact, banner)


def verified(file: Unread, secret: bytes) -> list[list[Any]]:
    """The exact rows, once every code holds. Raises Refused naming the first row that was changed."""
    head, rows = file.exact[0], file.exact[1:]
    if len(rows) != len(file.shown):
        raise refuse("events_file.rows", name=file.name)
    found: list[list[Any]] = []
    codes = []
    for number, (row, shown) in enumerate(zip(rows, file.shown, strict=True)):
        text = "".join(row[1:])
        code = _row_code(secret, _padded(shown), text)
        if not row or not hmac.compare_digest(code, row[0]):
            raise refuse("events_file.changed", name=file.name, row=number + FIRST)
        codes.append(code)
        found.append(json.loads(text))
    plain = (*head[:4], *file.banner, file.at)
    if not hmac.compare_digest(_code(secret, "head", *plain, *codes), head[HEAD - 1]) or head[3] != str(
        len(rows)
    ):
        raise refuse("events_file.head", name=file.name)
    return found


def _as_read(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells as they come back when the file is read."""
    return tuple(one_line(cell)[:LONGEST_CELL].strip() for cell in cells)


def _padded(cells: Sequence[str]) -> tuple[str, ...]:
    return (*cells, *("",) * (len(HEADS) - len(cells)))[: len(HEADS)]


def _row_code(secret: bytes, shown: Sequence[str], text: str) -> str:
    return _code(secret, "row", *shown, text)


def _code(secret: bytes, *fields: str) -> str:
    """Each field with its length before it: no two lists of fields give the same text."""
    whole = hmac.new(secret, digestmod=sha256)
    for field in ("events", *fields):
        plain = field.encode("utf-8", "replace")
        whole.update(b"%d:" % len(plain) + plain)
    return whole.hexdigest()
