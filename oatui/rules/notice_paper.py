"""The text of our own meeting notice: only what is known of the meeting stands in it (art. 17, 18)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import to_second
from oatui.rules.paper_text import ANNEX, CLOSING, HEADING, PARA, TITLE, TO, Paragraph

ANNEX_NAME = "会议回执"
NAMES_SHOWN = 30
UNITS_SHOWN = 8
EVERYBODY = "各有关单位"
_NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What is known of a meeting; what is empty is left out. `people` are (unit, names), `venues` the sub-venues."""

    title: str
    office: str
    start: datetime
    end: datetime
    place: str = ""
    venues: Sequence[str] = ()
    units: Sequence[str] = ()
    people: Sequence[tuple[str, Sequence[str]]] = ()
    audience: str = ""
    chair: str = ""
    agenda: str = ""
    reply_by: datetime | None = None
    video: bool = False
    cards: bool = True  # 席签 on the seats
    contact: str = ""
    phone: str = ""
    year: int = 0  # of the draft; the day is the signer's to give


def notice_title(meeting: str) -> str:
    """关于召开…的通知, whatever the title has in front already."""
    return f"关于召开{meeting.strip()}的通知"


def recipients(units: Sequence[str]) -> tuple[str, ...]:
    """主送: the units, or 各有关单位 where they are many or not known."""
    return tuple(units) if 0 < len(units) <= UNITS_SHOWN else (EVERYBODY,)


def notice_paper(facts: NoticeFacts) -> list[Paragraph]:
    """The notice as paragraphs: title, 主送, text with its parts numbered in order, annex, organ."""
    found = [Paragraph(TITLE, notice_title(facts.title)), Paragraph(TO, "、".join(recipients(facts.units)))]
    where = "" if not facts.place else f"在{facts.place}"
    way = "以视频形式" if facts.video else ""
    found.append(
        Paragraph(PARA, f"定于{_day(facts.start)}{where}{way}召开{facts.title}。现将有关事项通知如下：")
    )
    for number, (head, lines) in enumerate(_parts(facts)):
        found.append(Paragraph(HEADING, f"{_NUMBERS[number]}、{head}"))
        found += [Paragraph(PARA, line) for line in lines]
    if facts.contact or facts.phone:
        words = [
            f"联系人：{facts.contact}" if facts.contact else "",
            f"联系电话：{facts.phone}" if facts.phone else "",
        ]
        found.append(Paragraph(PARA, "，".join(filter(None, words)) + "。"))
    if facts.reply_by:
        found.append(Paragraph(ANNEX, ANNEX_NAME))
    found.append(Paragraph(CLOSING, facts.office))
    return [*found, Paragraph(CLOSING, f"{facts.year}年×月×日")] if facts.year else found


def _parts(facts: NoticeFacts) -> Iterator[tuple[str, list[str]]]:
    yield "会议时间", [f"{_period(facts.start, facts.end)}。"]
    if facts.venues:
        main = f"主会场设在{facts.place}，" if facts.place else ""
        yield "会议地点", [f"{main}分会场设在{'、'.join(facts.venues)}。"]
    elif facts.place:
        yield "会议地点", [f"{facts.place}。"]
    if who := list(_who(facts)):
        yield "参会人员", who
    if facts.chair:
        yield "会议主持", [f"{facts.chair}。"]
    if facts.agenda:
        lines = [line.strip(" 。") for line in re.split("[；;\n]", facts.agenda) if line.strip(" 。")]
        yield (
            "会议议程",
            [f"{line}。" if len(lines) == 1 else f"{n}.{line}。" for n, line in enumerate(lines, 1)],
        )
    yield "有关要求", [f"{n}.{line}" for n, line in enumerate(_asked(facts), 1)]


def _who(facts: NoticeFacts) -> Iterator[str]:
    if facts.audience:
        yield from (
            f"{line.strip(' 。')}。" for line in re.split("[；;]", facts.audience) if line.strip(" 。")
        )
        return
    if sum(len(names) for _unit, names in facts.people) > NAMES_SHOWN:
        yield f"{'、'.join(recipients([unit for unit, _names in facts.people]))}上报的参会人员。"
        return
    for unit, names in facts.people:
        yield f"{unit}：{'、'.join(names)}。" if unit else f"{'、'.join(names)}。"


def _asked(facts: NoticeFacts) -> Iterator[str]:
    seat = "，按席签位置就座" if facts.cards else ""
    yield f"请参会人员提前15分钟到达会场签到{seat}，并将手机关闭或调至静音。"
    if facts.reply_by:
        at = to_second(facts.reply_by)
        yield f"请各单位于{at.month}月{at.day}日{_clock(at)}前将《{ANNEX_NAME}》（附件）报{facts.office}办公室。"
    yield "因故不能参会的，须提前履行请假手续，经批准后方可安排其他人员参加，不得擅自委派他人替会。"


def _day(at: datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日（星期{'一二三四五六日'[at.weekday()]}）"


def _half(at: datetime) -> str:
    return "上午" if at.hour < 12 else "中午" if at.hour == 12 else "下午" if at.hour < 18 else "晚上"


def _clock(at: datetime, half: bool = True) -> str:
    """上午9:00, 下午2:30, 中午12:00 as notices say it."""
    return f"{_half(at) if half else ''}{at.hour if at.hour <= 12 else at.hour - 12}:{at.minute:02d}"


def _period(start: datetime, end: datetime) -> str:
    """The half of the day is said once; the second day is named where it is another."""
    if end.date() != start.date():
        return f"{_day(start)}{_clock(start)}至{end.month}月{end.day}日{_clock(end)}"
    return f"{_day(start)}{_clock(start)}至{_clock(end, _half(end) != _half(start))}"
