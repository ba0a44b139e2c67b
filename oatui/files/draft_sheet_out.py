"""发文稿纸: the sheet that goes round with a draft, with the five boxes that are signed by hand (articles 11, 12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, listed
from oatui.files.word_paper import TEXT_WIDTH, Paper

# step -> what stands in its box, in the order of the sheet: who signs last stands first
BOXES = (
    ("chief_sign", "签发（主要领导）"),
    ("deputy_sign", "审签（分管领导）"),
    ("office_check", "审核（办公室负责人）"),
    ("section_check", "初审（科室负责人）"),
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it was registered."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """What the sheet says; a box without its signature is left to be signed, an empty line to be filled in."""

    office: str
    title: str
    kind: str
    series: str
    section: str
    drafter: str
    drafted_at: datetime
    number: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    urgency: str = ""
    phone: str = ""
    disclosure: str = ""
    need: str = ""
    copies: int = 0
    consulted: tuple[str, ...] = ()
    signed: Mapping[str, Signed] = field(default_factory=dict)


def write_draft_sheet(path: Path, sheet: DraftSheet) -> Path:
    """One A4 page, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    name = f"{sheet.office}发文稿纸"
    paper = Paper(name, sheet.office, sheet.drafted_at, (22.0, 15.0, 27.0, 27.0))
    paper.title(name)
    label, value = 26.0, (TEXT_WIDTH - 2 * 26.0) / 2
    table = paper.form(12, (label, value, label, value))
    rows = iter(table.rows)
    for pair in (BOXES[:2], BOXES[2:]):
        row = next(rows)
        _height(row, 30)
        for place, (step, words) in enumerate(pair):
            _label(paper, row.cells[2 * place], words)
            paper.fill(row.cells[2 * place + 1], *_signature(sheet.signed.get(step)))
    for height, parts in (
        (12, ("拟稿科室", sheet.section, "拟稿人", sheet.drafter)),
        (12, ("文种", sheet.kind, "联系电话", sheet.phone)),
        (12, ("发文字号", sheet.number or _blank_number(sheet), "印制份数", f"{sheet.copies}份" if sheet.copies else "")),
        (12, ("缓急", sheet.urgency or "平件", "密级", "无")),
        (12, ("公开方式", sheet.disclosure, "拟稿时间", day(to_second(sheet.drafted_at)))),
        (20, ("标题", sheet.title)),
        (14, ("主送", listed(sheet.to))),
        (14, ("抄送", listed(sheet.cc))),
        (14, ("附件", "　".join(f"{n}.{one}" for n, one in enumerate(sheet.annexes, 1)))),
        (14, ("会签、发文必要性", "；".join(filter(None, (listed(sheet.consulted), sheet.need))))),
    ):  # fmt: skip
        row = next(rows)
        _height(row, height)
        cells = list(row.cells)
        if len(parts) == 2:
            cells[1:] = [cells[1].merge(cells[3])]
        for place, (cell, text) in enumerate(zip(cells, parts, strict=True)):
            if place % 2 == 0:
                _label(paper, cell, text)
            else:
                paper.fill(cell, text, align="left" if len(parts) == 2 else "centre")
    paper.text(
        "注：先核后签，依次由科室负责人初审、办公室负责人审核、分管领导审签、主要领导签发。", indent=False
    )
    return write_new(path, paper.content())


def _label(paper: Paper, cell: Any, words: str) -> None:
    """A label, its remark in brackets on a line of its own."""
    head, bracket, rest = words.partition("（")
    paper.fill(cell, *filter(None, (head, bracket + rest)), points=12 if bracket else 14)


def _blank_number(sheet: DraftSheet) -> str:
    """The series with a gap for the number, which is never shown before it is given."""
    return f"{sheet.series}〔{to_second(sheet.drafted_at).year}〕{SPACE}号" if sheet.series else "不编号"


def _signature(signed: Signed | None) -> tuple[str, str]:
    if signed is None:
        return "", f"{SPACE * 3}年{SPACE}月{SPACE}日"
    return signed.person, day(to_second(signed.at))


def _height(row: Any, height: float) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
