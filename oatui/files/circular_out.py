"""How a meeting was kept: the circular (通报), its form for a county meeting, and the line reported upward.

Article 17 names seven faults, and forbids 漏签; the rest is practice. A phone number has no place in a circular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oatui.clock import to_second
from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import SPACE, day, one_line, period
from oatui.files.register_out import Figures
from oatui.files.word_paper import Paper

# key -> its words; the order is that of the paper. 晚签到 is none of them: a figure, never a name
FAULTS = {
    "absent": "无故缺席",
    "late": "迟到",
    "left_early": "早退",
    "unapproved_substitute": "代会",
    "missed_sign_in": "漏签",
    "whispering": "交头接耳",
    "on_phone": "接打电话",
    "dozing": "打瞌睡",
}
# the last three are one section of the paper
_SECTIONS = (
    ("无故缺席", ("absent",)),
    ("迟到", ("late",)),
    ("早退", ("left_early",)),
    ("未履行请假手续替会（代会）", ("unapproved_substitute",)),
    ("漏签", ("missed_sign_in",)),
    ("会场纪律", ("whispering", "on_phone", "dozing")),
)
INSPECTORS = "县委督查室、县政府督查室"
EVERYBODY, OUR_OWN = "各有关单位", "各科室、下属事业单位"


@dataclass(frozen=True, slots=True)
class Fault:
    """One person's fault: `kind` a key of FAULTS, `what` in words, `at` where it has a time."""

    kind: str
    unit: str
    name: str
    post: str = ""
    what: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a meeting was kept. `county`: the paper for the two 督查室; `internal`: nobody came from outside the bureau."""

    title: str
    start: datetime
    end: datetime
    place: str
    office: str
    figures: Figures
    venues: tuple[tuple[str, Figures], ...] = ()
    faults: tuple[Fault, ...] = ()
    county: bool = False
    explain_by: date | None = None
    turned_away: tuple[str, ...] = ()
    internal: bool = False


def circular_title(meeting: str, county: bool = False) -> str:
    """关于×××会议会风会纪情况的通报, or ×××会议会风会纪情况 for a county meeting."""
    named_so = meeting if meeting.endswith(("会", "会议")) else f"{meeting}会议"
    return f"{named_so}会风会纪情况" if county else f"关于{named_so}会风会纪情况的通报"


def write_circular(path: Path, conduct: Conduct) -> tuple[Path, int]:
    """The paper as a draft without number and date, and how many faults it names. Raises Refused: the file."""
    path = free(named(path, ".docx"))
    title = circular_title(one_line(conduct.title), conduct.county)
    paper = Paper(title, conduct.office, conduct.start)
    paper.title(title)
    to = INSPECTORS if conduct.county else OUR_OWN if conduct.internal else EVERYBODY
    paper.text(f"{to}：", indent=False)
    paper.text(_opening(conduct))
    paper.heading("一、总体情况")
    paper.text(_kept(conduct.figures))
    if len(conduct.venues) > 1:
        for name, figures in conduct.venues:
            paper.text(f"{name}：{_counted(figures)}。")
    if conduct.turned_away:
        paper.text(
            f"未列入上报名单、未准入会{len(conduct.turned_away)}人：{'、'.join(conduct.turned_away)}。"
        )
    paper.heading("二、存在问题")
    named_faults = _write_faults(paper, conduct)
    if not conduct.county and named_faults:
        paper.heading("三、处理要求")
        paper.text(_demand(conduct))
    paper.text("", indent=False)
    paper.text(conduct.office + SPACE * 2, indent=False, align="right")
    paper.text(f"{SPACE * 3}年{SPACE * 2}月{SPACE * 2}日{SPACE * 2}", indent=False, align="right")
    return write_new(path, paper.content()), named_faults


def _opening(conduct: Conduct) -> str:
    where = f"在{conduct.place}" if conduct.place else ""
    end = "现将会风会纪情况报告如下。" if conduct.county else "现将会风会纪情况通报如下。"
    return f"{period(conduct.start, conduct.end)}，{conduct.title}{where}召开。{_counted(conduct.figures)}。{end}"


def _counted(found: Figures) -> str:
    awaited = f"，未到{found.open}人" if found.open else ""
    spot = f"，含现场批准替会{found.on_the_spot}人" if found.on_the_spot else ""
    of_them = f"（其中替会{found.substitute}人{spot}）" if found.substitute else ""
    stood_in = f"（其中代会{found.stand_ins}人）" if found.stand_ins else ""
    return (
        f"应到{found.expected}人，实到{found.present}人{of_them}，请假{found.leave}人，"
        f"缺席{found.absent}人{stood_in}{awaited}"
    )


def _kept(found: Figures) -> str:
    on_time = found.present - found.after_deadline - found.late - found.missed
    missed = f"，漏签{found.missed}人" if found.missed else ""
    return (
        f"参会人员按时签到{on_time}人，晚签到（开会前15分钟以内到场）{found.after_deadline}人，"
        f"迟到{found.late}人{missed}。"
    )


def _write_faults(paper: Paper, conduct: Conduct) -> int:
    number, faults, unsettled = 0, conduct.faults, conduct.figures.open
    for title, kinds in _SECTIONS:
        found = [fault for fault in faults if fault.kind in kinds]
        if not found:
            continue
        number += 1
        ordinal = "一二三四五六"[number - 1]
        paper.text(f"（{ordinal}）{title}（{len(found)}人次）")
        paper.table(
            (14, 38, 24, 26, 32, 22),
            ("序号", "单位", "姓名", "职务", "情形", "时间"),
            [
                (
                    str(place),
                    fault.unit,
                    fault.name,
                    fault.post,
                    fault.what or FAULTS[fault.kind],
                    _time(fault.at, conduct.start),
                )
                for place, fault in enumerate(found, 1)
            ],
        )
    if unsettled:
        # a paper to the inspectors must not clear people nobody has judged yet
        paper.text(f"未到{unsettled}人待闭会时认定。")
    elif not number:
        paper.text("未发现迟到、早退、无故缺席、代会、漏签和违反会场纪律的情况。")
    return sum(fault.kind in FAULTS for fault in faults)


def _time(at: datetime | None, start: datetime) -> str:
    """To the minute; to the second in the minute of the start, which would look like no fault."""
    if at is None:
        return ""
    at, start = to_second(at), to_second(start)
    return f"{at:%H:%M}" if at.replace(second=0) != start.replace(second=0) else f"{at:%H:%M:%S}"


def _demand(conduct: Conduct) -> str:
    until = day(conduct.explain_by) if conduct.explain_by else f"{SPACE}月{SPACE}日"
    return (
        f"请上述人员所在单位核实情况，于{until}前向{conduct.office}报送书面说明；"
        "各单位要严格执行会议请假、签到和替会规定，提前15分钟到达会场签到，做到人签相符。"
    )


# ------------------------------------------------------------------ the line reported upward


@dataclass(frozen=True, slots=True)
class OnLeave:
    """Who is on leave, as the line names them."""

    name: str
    post: str = ""
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class VenueReport:
    """What a venue reports before the start and at the end."""

    venue: str
    figures: Figures
    at: datetime
    on_leave: tuple[OnLeave, ...] = ()
    charge: str = ""
    phone: str = ""


def report_line(report: VenueReport) -> str:
    """The line as the upper organ asks for it; before the meeting is closed 未到 stands for 缺席."""
    found, at = report.figures, to_second(report.at)
    leave = "；".join(
        "、".join(filter(None, (one.name, one.post, one.reason, one.approver))) for one in report.on_leave
    )
    absent = f"未到{found.open + found.absent}人" if found.open else f"缺席{found.absent}人"
    return one_line(
        f"{report.venue}：应到{found.expected}人，实到{found.present}人，"
        f"请假{found.leave}人{f'（{leave}）' if leave else ''}，{absent}，替会{found.substitute}人；"
        f"会场负责人{report.charge or SPACE * 4}，电话{report.phone or SPACE * 6}；报送时间{day(at)}{at:%H:%M}"
    )


def write_report(path: Path, reports: Sequence[VenueReport]) -> tuple[Path, list[str]]:
    """The lines as a text file, one a venue, and the lines. Raises Refused: the file."""
    path = free(named(path, ".txt"))
    lines = [report_line(report) for report in reports]
    # the mark tells old editors on Windows that it is UTF-8
    return write_new(path, ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()), lines
