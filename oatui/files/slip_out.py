"""The leave slip (会议请假单) as a Word file (practice; articles 17 and 18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, listed, period
from oatui.files.word_paper import Paper

# article 17 names both; a meeting of the bureau itself knows none
DUTY_ROOMS = ("县委总值班室", "县政府值班室")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An office that the slip goes to, and when and by whom it was taken there."""

    office: str
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class LeaveSlip:
    """What the slip says; whatever is not known yet is left to be written by hand."""

    title: str
    start: datetime
    end: datetime
    place: str
    office: str
    name: str
    unit: str = ""
    post: str = ""
    chair: str = ""
    reason: str = ""
    substitute: str = ""
    substitute_post: str = ""
    head: str = ""
    approver: str = ""
    opinion: str = ""
    approved_at: datetime | None = None
    handler: str = ""
    handler_phone: str = ""
    deliveries: tuple[Delivery, ...] = tuple(Delivery(office) for office in DUTY_ROOMS)


def write_leave_slip(path: Path, slip: LeaveSlip) -> Path:
    """One A4 page with a form, and where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    paper = Paper("会议请假单", slip.office, slip.start, (25.0, 20.0, 27.0, 27.0))
    paper.title("会议请假单")
    rows: list[tuple[float, Sequence[str | Sequence[str]]]] = [
        (11, ("单位", slip.unit, "姓名", slip.name)),
        (11, ("职务", slip.post, "主持领导", slip.chair)),
        (11, ("会议名称", slip.title)),
        (11, ("会议时间", period(slip.start, slip.end))),
        (11, ("会议地点", slip.place)),
        (30, ("请假事由及同期活动", slip.reason)),
        (11, ("拟替会人员", slip.substitute, "职务", slip.substitute_post)),
        (26, ("本单位主要负责人签字（盖章）", (slip.head, _written_day(None)))),
        (26, ("批准领导意见", (listed((slip.approver, slip.opinion)), _written_day(slip.approved_at)))),
    ]
    if slip.deliveries:
        rows.append((11 * len(slip.deliveries), ("报送时间", [_delivered(one) for one in slip.deliveries])))
    rows.append((11, ("经办人", slip.handler, "联系电话", slip.handler_phone)))
    paper.label_form(rows, label=34.0, points=16)
    if slip.deliveries:
        offices = "、".join(delivery.office for delivery in slip.deliveries)
        paper.text(f"注：经批准后方可安排其他人员参加；本单报{offices}。", indent=False)
    return write_new(path, paper.content())


def _written_day(at: datetime | None) -> str:
    """A day and time at the end of the line, or gaps for the hand."""
    if at is None:
        return f"{SPACE * 7}年{SPACE * 2}月{SPACE * 2}日{SPACE * 2}时{SPACE}分"
    at = to_second(at)
    return f"{SPACE * 7}{day(at)} {at:%H:%M}"


def _delivered(one: Delivery) -> str:
    if one.at is None:
        return f"{one.office}：{SPACE * 2}月{SPACE * 2}日{SPACE * 2}时{SPACE * 2}分"
    at = to_second(one.at)
    return f"{one.office}：{at.month}月{at.day}日 {at:%H:%M}{f'，{one.by}送达' if one.by else ''}"
