"""Days and hours as a written notice has them: 2026年11月26日（星期四）上午9:00—11:30, 二〇二六年十一月三十日下午三点."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time

from oatui.rules import entry
from oatui.rules.verdict import Level, Refused, Verdict

_DATE = (
    r"(?P<date>\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}月\d{1,2}[日号]|"
    r"(?<![\d.:])\d{1,2}[./]\d{1,2}(?=\s*(?:\(|[上下]午|周|星期))|本月\d{1,2}[日号]|(?<![\d年月])\d{1,2}[日号](?!前)|"
    r"(?<![\d年月])\d{1,2}[日号]|大后天|今[天日]|明[天日]|后天|[本这下]?个?(?:周|星期)[一二三四五六日天])"
)
_WEEKDAY = r"(?:\s*\(?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*\)?)?"
_HALF = "凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚"
_TIME = rf"(?P<{{0}}half>{_HALF})?\s*(?P<{{0}}hour>\d{{{{1,2}}}})\s*(?:[:.](?P<{{0}}colon>\d{{{{2}}}})|[点时]\s*(?P<{{0}}minute>半|整|\d{{{{1,2}}}}分?)?)"
_SPAN = rf"{_TIME.format('s_')}(?:\s*(?:[-~－—–]+|至|到)\s*{_TIME.format('e_')})?"
_MENTION = re.compile(rf"{_DATE}{_WEEKDAY}[,，\s]*(?:{_SPAN})?")
SPAN = re.compile(_SPAN)
# 两点要求 is no hour
_COUNTED = f"(?!两){entry.SAID}"
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Mention:
    """A day, and hours where they follow it; `before`: it ends in 前."""

    day: date | None
    start: time | None
    end: time | None
    before: bool
    remarks: tuple[Verdict, ...]


def fold(text: str) -> str:
    """For reading days and hours only: full-width forms and Chinese numerals of a date as figures."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(
        "[二两][〇○零0][〇○零一二三四五六七八九]{2}年", lambda m: m[0].translate(_CHINESE_DIGITS), text
    )
    text = re.sub(f"(?:(?<=[午晨])两|{_COUNTED})(?=[点时])|{_COUNTED}(?=[月日号])", entry.figures, text)
    # 9点一楼 is no minute
    return re.sub(rf"(?<=\d[点时]){entry.SAID}(?=分)", entry.figures, text)


def mentions(text: str, today: date) -> Iterator[Mention]:
    """Every day that a text names, in order; a day without a year is the coming one."""
    folded = fold(text)
    for match in _MENTION.finditer(folded):
        remarks: list[Verdict] = []
        day = _day(match["date"], match["weekday"] or "", today, remarks)
        if day is None:
            continue
        after = folded[match.end() :]
        yield Mention(day, *hours(match, remarks), is_before(after), tuple(remarks))


def is_before(after: str) -> bool:
    """Whether what follows a day or an hour makes it a deadline: 前, 之前, 下班前."""
    return bool(re.match(r"\s*(?:下班)?(?:之|以)?前", after))


def _day(written: str, weekday: str, today: date, remarks: list[Verdict]) -> date | None:
    try:
        day = entry.parse_date(written.removeprefix("本月"), today, past_days=0)
    except Refused:
        return None
    if weekday and "一二三四五六日".index(weekday.replace("天", "日")) != day.weekday():
        values = {"day": day.isoformat(), "written": weekday}
        remarks.append(Verdict(None, Level.WARNING, "notice_text.weekday", values))
    if day < today:
        remarks.append(Verdict(None, Level.WARNING, "notice_text.past", {"day": day.isoformat()}))
    return day


def hours(match: re.Match[str], remarks: list[Verdict]) -> tuple[time | None, time | None]:
    """From when and until when; 3点 alone is in the afternoon, and so is an end before its start."""
    start = _hour(match, "s_")
    if start is None:
        return None, None
    half = match["s_half"] or ""
    if not half and start.hour < 7:
        # nobody calls a meeting at three in the morning
        start = start.replace(hour=start.hour + 12)
        remarks.append(Verdict(None, Level.NOTE, "notice_text.afternoon", {"at": f"{start:%H:%M}"}))
    end = _hour(match, "e_")
    if end and end <= start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    return start, end if end and end > start else None


def _hour(match: re.Match[str], which: str) -> time | None:
    hour = match[f"{which}hour"]
    if hour is None:
        return None
    minute = match[f"{which}colon"] or (match[f"{which}minute"] or "").rstrip("分")
    written = f"{match[f'{which}half'] or ''}{hour}点" + (
        "半" if minute == "半" else f"{int(minute):02d}" if minute.isdigit() else ""
    )
    with suppress(Refused):
        return entry.parse_time(written)
    with suppress(Refused):
        # 上午12:00 is said of noon
        return entry.parse_time(f"{hour}点{int(minute):02d}" if minute.isdigit() else f"{hour}点")
    return None
