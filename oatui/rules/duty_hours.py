"""When the shifts of a roster begin and end, as a cell, a head or a line beside the table has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import time

SHIFT_NAME = re.compile("[白夜早中晚日午]班|全天|白天|夜间|夜晚|晚上|晚间|日间|上午|下午|中午|午间|通宵")
_HALVES = "凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚"
_HOUR = rf"({_HALVES})?\s*(\d{{1,2}})(?:[:：时点](\d{{2}}|半|整)?)分?"
_HOURS = re.compile(rf"{_HOUR}\s*(?:[-–—~～至到]+)\s*(?:次日|第二天|翌日|第二日|当日|当天)?\s*{_HOUR}")
# a time with its mark, or 12月1日8:30 is one of 18:30
_CLOCK = rf"({_HALVES})?\s*(\d{{1,2}})[:时点](\d{{2}}|半|整)?(?::00)?分?"
_OF_A_DAY = re.compile(rf"(.+?)(?:\s+|(?<=\D)){_CLOCK}\s*[-–—~至到]+\s*(.*?)\s*{_CLOCK}止?")
NEXT_DAY = ("次日", "第二天", "翌日", "第二日")
SAME_DAY = ("当日", "当天")
_LATER = {"下午", "傍晚", "晚上", "晚"}
# the hours of something else, or the office's own
_NOT_OF_DUTY = re.compile("办公|上班|作息|会议|报送|查岗|试呼")
_OF_DUTY = re.compile("值班|值守|班次|[白夜]班|每班")


# what stands around the hours of a shift, and names none
_FILLING = re.compile(r"[\s()（）\[\]【】:：,，;；。/]|当日|当天|每日|每天|(?:值班)?时间|值班|班次|时段")


def clock_time(hour: str, minute: str, half: str = "") -> time:
    """24:00 is midnight, 下午5点半 is 17:30. Raises ValueError."""
    at = int(hour) + (12 if half in _LATER and int(hour) < 12 else 0)
    past = {"": 0, "整": 0, "半": 30}
    minutes = past[minute] if minute in past else int(minute)
    return time(0 if (at, minutes) == (24, 0) else at, minutes)


def hours_in(text: str) -> tuple[time, time] | None:
    """08:00-18:00, 18:00—次日8:00, 8时至18时: when a shift begins and ends; None where it is something else."""
    found = _HOURS.search(text)
    return _span(found) if found else None


def hours_of_day(text: str) -> tuple[str, str, tuple[time, time]] | None:
    """12月1日8:30至2日8:30 as 12月1日, 2日 and its hours; the last day is empty where there is none, None for all else."""
    if not (found := _OF_A_DAY.fullmatch(text)):
        return None
    try:
        starts, ends = (clock_time(found[at], found[at + 1] or "", found[at - 1] or "") for at in (3, 7))
    except ValueError:
        return None
    # 24:00 of the next day is more than a day off
    return (
        None if found[7] == "24" and found[5] not in ("", *SAME_DAY) else (found[1], found[5], (starts, ends))
    )


def shift_name(text: str) -> str:
    """The name in a shift's cell: 夜班 of 夜班（18:00-8:00） and of 18:00-8:00 夜班; empty where it gives hours alone."""
    if named := SHIFT_NAME.match(text):
        return named[0]
    if not (hours := _HOURS.search(text)):
        return text
    named = SHIFT_NAME.search(text[: hours.start()] + text[hours.end() :])
    return named[0] if named else _FILLING.sub("", text[: hours.start()] + text[hours.end() :])


def hours_beside(lines: Iterable[str]) -> dict[str, tuple[time, time]]:
    """What lines beside a table say of its shifts, by their word, "" for each day as a whole.

    值班时间：当日8:30至次日8:30; 白班8:30-17:30，夜班17:30-次日8:30. A shift with two different hours has none.
    """
    said: dict[str, set[tuple[time, time]]] = {}
    for line in lines:
        if _NOT_OF_DUTY.search(line) or not _OF_DUTY.search(line):
            continue
        last = 0
        for found in _HOURS.finditer(line):
            named = list(SHIFT_NAME.finditer(line[last : found.start()]))
            if span := _span(found):
                said.setdefault(named[-1][0] if named else "", set()).add(span)
            last = found.end()
    return {word: next(iter(spans)) for word, spans in said.items() if len(spans) == 1}


def shifts_of(spans: Collection[tuple[time, time]]) -> dict[tuple[time, time], str]:
    """What a day's shifts are called that have hours and no name; "" is the whole day; nothing where it is not to be told.

    One is 白班 or 夜班, two are both; three that begin in the morning, after noon and at night 早班, 中班, 夜班 (practice).
    """
    if len(spans) == 2:
        # what begins after midnight is the night's
        ordered = sorted(spans, key=lambda span: (span[0].hour < 4, span))
        return dict(zip(ordered, ("白班", "夜班"), strict=True))
    if len(spans) == 1:
        ((starts, ends),) = spans
        by_day = starts < ends and 4 <= starts.hour < 18
        return {(starts, ends): "" if starts == ends else "白班" if by_day else "夜班"}
    parts = {span: _part_of_day(span[0]) for span in spans}
    return parts if len(spans) == 3 and len(set(parts.values())) == 3 else {}


def _part_of_day(starts: time) -> str:
    return "早班" if 4 <= starts.hour < 12 else "中班" if 12 <= starts.hour < 20 else "夜班"


def _span(found: re.Match[str]) -> tuple[time, time] | None:
    try:
        return (
            clock_time(found[2], found[3] or "", found[1] or ""),
            clock_time(found[5], found[6] or "", found[4] or ""),
        )
    except ValueError:
        return None
