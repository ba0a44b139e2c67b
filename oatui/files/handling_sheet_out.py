"""收文处理单 as a Word file: what came, what was proposed and instructed, who read it, how it ended (条例 art. 24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day
from oatui.files.word_paper import Paper

READERS = 6  # lines for 传阅, by hand where there are fewer


@dataclass(frozen=True, slots=True)
class Reader:
    """Who was given the paper to read, and when it was signed for."""

    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandlingSheet:
    """What the sheet says; whatever is not known yet is left to be written by hand."""

    office: str
    number: str
    received_at: datetime
    sender: str
    sender_number: str
    title: str
    copies: int
    urgency: str = ""
    attachments: str = ""
    proposal: str = ""
    instruction: str = ""
    handler: str = ""
    due: datetime | None = None
    readers: tuple[Reader, ...] = ()
    result: str = ""
    reply_number: str = ""
    volume: str = ""


def write_handling_sheet(path: Path, sheet: HandlingSheet) -> Path:
    """One A4 page with a form, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    paper = Paper("收文处理单", sheet.office, sheet.received_at, (25.0, 20.0, 27.0, 27.0))
    paper.title(f"{sheet.office}收文处理单")
    # the hour counts where it is urgent (practice)
    received = (
        f"{day(sheet.received_at)} {to_second(sheet.received_at):%H:%M}"
        if sheet.urgency
        else day(sheet.received_at)
    )
    rows: list[tuple[float, Sequence[str | Sequence[str]]]] = [
        (11, ("收文号", sheet.number, "收文日期", received)),
        (11, ("来文机关", sheet.sender, "来文字号", sheet.sender_number)),
        (16, ("文件标题", sheet.title)),
        (11, ("份数", str(sheet.copies), "紧急程度", sheet.urgency or "平件")),
        (11, ("附件", sheet.attachments or "无", "密级", "无")),
        (26, ("拟办意见", sheet.proposal)),
        (34, ("领导批示", sheet.instruction)),
        (11, ("承办单位（人）", sheet.handler, "办理时限", _moment(sheet.due))),
        (9 * READERS, ("传阅", _readers(sheet.readers))),
        (22, ("办理结果", sheet.result)),
        (11, ("复文号", sheet.reply_number, "归卷", sheet.volume)),
    ]  # fmt: skip
    paper.label_form(rows, label=30.0, points=14)
    return write_new(path, paper.content())


def _readers(readers: Sequence[Reader]) -> list[str]:
    """A line for each: the name, and when, or gaps for the hand."""
    lines = [f"{one.name}{SPACE * 2}{_moment(one.at) if one.at else _gap()}" for one in readers]
    return lines + [f"{SPACE * 5}{_gap()}"] * (READERS - len(lines))


def _moment(at: datetime | None) -> str:
    return f"{day(at)} {to_second(at):%H:%M}" if at else ""


def _gap() -> str:
    return f"{SPACE * 3}月{SPACE * 2}日"
