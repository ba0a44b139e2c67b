"""日清记录: the record of a cleared day as a page to print, signed by the operator, initialled weekly by the office head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, moment
from oatui.files.word_paper import Paper

HEADS = ("序号", "事项", "类别", "结果", "说明")
WIDTHS = (14.0, 66.0, 24.0, 22.0, 46.0)  # mm
MARGINS = (25.0, 20.0, 19.0, 19.0)
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One thing of the day: `result` is 已办, 转办 or 顺延, `remark` to whom, to when, why."""

    title: str
    kind: str
    result: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What the page says; `head` is the journal's at `made_at`."""

    office: str
    day: date
    cleared_at: datetime
    operator: str
    lines: tuple[RecordLine, ...]
    not_due: int
    head: str
    made_at: datetime


def write_day_record(path: Path, made: DayRecord) -> Path:
    """Write it as Word; where it is. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    paper = Paper("日清记录", made.office, made.made_at, MARGINS)
    paper.title("日清记录")
    weekday = WEEKDAYS[made.day.weekday()]
    paper.text(f"{made.office}{SPACE}{day(made.day)}{SPACE}星期{weekday}", indent=False)
    counts = "，".join(
        f"{result} {sum(line.result == result for line in made.lines)}" for result in ("已办", "转办", "顺延")
    )
    paper.text(
        f"{made.cleared_at:%H:%M} 日清，共 {len(made.lines)} 件：{counts}；另有未到期 {made.not_due} 件。",
        indent=False,
    )
    rows = [
        (str(serial), line.title, line.kind, line.result, line.remark)
        for serial, line in enumerate(made.lines, 1)
    ]
    paper.table(WIDTHS, HEADS, rows or [("", "今日没有要办的事", "", "", "")])
    paper.text("", indent=False)
    paper.text(f"经办人（签名）：{SPACE * 8}（{made.operator}）{SPACE * 2}日期：", indent=False)
    paper.text(f"办公室负责人（每周签阅）：{SPACE * 8}日期：", indent=False)
    paper.text(f"记录链：{made.head}（{moment(made.made_at)}印）", indent=False)
    return write_new(path, paper.content())
