"""How typed text, dates and times stand on a paper: on one line, in Chinese whatever the screen speaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

from oatui.clock import to_second

SPACE = "\u3000"  # as wide as a character


def one_line(text: str) -> str:
    """Text without what no paper can hold: controls, unseen marks, halves of characters; spaces kept."""
    return "".join(
        " " if category == "Cc" and char in "\t\n\r\v\f" else "" if category in {"Cc", "Cf", "Cs"} else char
        for char, category in ((char, unicodedata.category(char)) for char in text)
        if ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF
    )


def day(at: date) -> str:
    """2026年11月24日: months and days are not padded (GB/T 9704)."""
    return f"{at.year}年{at.month}月{at.day}日"


def moment(at: datetime) -> str:
    """2026年11月24日（周二）09:00."""
    at = to_second(at)
    return f"{day(at)}（周{'一二三四五六日'[at.weekday()]}）{at:%H:%M}"


def period(start: datetime, end: datetime) -> str:
    """2026年11月24日（周二）09:00—11:00; the second day is named where it is another."""
    start, end = to_second(start), to_second(end)
    return f"{moment(start)}—{f'{end:%H:%M}' if end.date() == start.date() else moment(end)}"


def listed(parts: Iterable[str]) -> str:
    """The parts that are there, joined by 、."""
    return "、".join(part for part in parts if part)
