"""文件送达签收单 and the written explanation of a late delivery (8-12) as Word files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, listed
from oatui.files.word_paper import Paper

EMPTY_ROWS = 6  # lines to be filled in where nobody is named yet


@dataclass(frozen=True, slots=True)
class Received:
    """One recipient: what is not known yet is filled in by hand."""

    recipient: str
    way: str = ""
    carrier: str = ""
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    signed_by: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliverySlip:
    """The paper that is signed for, and by whom."""

    office: str
    title: str
    number: str
    copies: int
    urgency: str
    at: datetime
    lines: Sequence[Received] = ()


def write_delivery_slip(path: Path, slip: DeliverySlip) -> Path:
    """A landscape A4 page with a line for each recipient, and where it is. Raises Refused: the file."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    path = free(named(path, ".docx"))
    paper = Paper("文件送达签收单", slip.office, slip.at, (22.0, 18.0, 24.0, 24.0))
    section = paper.document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    paper.title(f"{slip.office}文件送达签收单")
    paper.text(f"文件标题：{slip.title}", indent=False)
    urgency = f"{SPACE * 2}缓急：{slip.urgency}" if slip.urgency else ""
    paper.text(
        f"发文字号：{slip.number or '不编号'}{SPACE * 2}印制份数：{slip.copies}份{urgency}", indent=False
    )
    rows: list[tuple[str, ...]] = [
        (
            str(number), one.recipient, one.way, one.carrier, _moment(one.sent_at), _moment(one.arrived_at),
            one.signed_by, _moment(one.signed_at), "",
        )
        for number, one in enumerate(slip.lines, 1)
    ] or [("", *[""] * 8)] * EMPTY_ROWS  # fmt: skip
    heads = ("序号", "收件单位", "送达方式", "送件人", "送出时间", "送达时间", "签收人", "签收时间", "备注")
    paper.table((13, 48, 22, 24, 33, 33, 26, 33, 17), heads, rows)
    for row in paper.document.tables[0].rows:
        row.height = Mm(13)
    return write_new(path, paper.content())


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    at = to_second(at)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


@dataclass(frozen=True, slots=True)
class LateExplanation:
    """Why a paper was delivered later than article 8 allows; `days` are the working days that counted."""

    office: str
    organ: str
    title: str
    number: str
    recipients: tuple[str, ...]
    signed: date
    delivered: date
    days: tuple[date, ...]
    most: int
    words: str
    at: datetime


def write_late_explanation(path: Path, late: LateExplanation) -> Path:
    """The explanation as a paper to be sealed, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    title = "关于文件送达时间的情况说明"
    paper = Paper(title, late.office, late.at)
    paper.title(title)
    paper.text(f"{listed(late.recipients)}：", indent=False)
    number = f"（{late.number}）" if late.number else ""
    counted = "、".join(f"{one.month}月{one.day}日" for one in late.days)
    paper.text(
        f"我单位《{late.title}》{number}于{day(late.signed)}成文，{day(late.delivered)}送达，"
        f"成文当日不计，间隔{len(late.days)}个工作日（{counted}），超过{late.most}个工作日。现将有关情况说明如下："
    )
    for part in late.words.splitlines():
        if part.strip():
            paper.text(part.strip())
    paper.text("特此说明。")
    paper.text("", indent=False)
    paper.text(late.organ + SPACE * 2, indent=False, align="right")
    paper.text(day(to_second(late.at)) + SPACE * 2, indent=False, align="right")
    return write_new(path, paper.content())
