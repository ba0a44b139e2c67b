"""The holiday schedule comes in: chinesecalendar's tables, holiday-cn's JSON, or a typed notice."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oatui.rules.verdict import refuse
from oatui.rules.workdays import Calendar

Days = dict[date, tuple[bool, str]]

LONGEST_HOLIDAY = 20  # days; a longer range is a slip of the hand


def built_in() -> Calendar:
    """2004-2026 as chinesecalendar knows them (its import takes about 6 ms)."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {kind.value: kind.chinese for kind in Holiday}
    exceptions: Days = {day: (True, names[name]) for day, name in holidays.items()}
    exceptions.update({day: (False, names[name]) for day, name in workdays.items()})
    return Calendar(exceptions, {day.year: "chinesecalendar" for day in exceptions})


def read_calendar(path: Path) -> tuple[int, Days, str]:
    """Year, days and source of a file in holiday-cn's shape. Raises Refused.

    A notice may also settle days of the December before its year; no other year is taken.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise refuse("calendar.unreadable", file=path.name) from error
    except (ValueError, RecursionError) as error:
        raise refuse("calendar.not_json", file=path.name) from error
    year = data.get("year") if isinstance(data, dict) else None
    if type(year) is not int or not date.min.year < year <= date.max.year:
        raise refuse("calendar.no_year", file=path.name)
    listed = data.get("days")
    if not isinstance(listed, list) or not listed:
        raise refuse("calendar.empty", file=path.name)
    days: Days = {}
    for number, item in enumerate(listed, start=1):
        day, off, name = _read_item(item, path.name, number)
        _put(days, year, day, off, name)
    if not any(off for off, _ in days.values()):
        raise refuse("calendar.empty", file=path.name)
    return year, days, path.name


def _read_item(item: Any, file: str, number: int) -> tuple[date, bool, str]:
    try:
        name, written, off = item["name"], item["date"], item["isOffDay"]
        if not isinstance(name, str) or not isinstance(off, bool):
            raise TypeError
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError
        return date.fromisoformat(written), off, name
    except (KeyError, TypeError, ValueError) as error:
        raise refuse("calendar.bad_item", file=file, number=number) from error


def _put(days: Days, year: int, day: date, off: bool, name: str) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise refuse("calendar.wrong_year", year=year, day=day.isoformat())
    known = days.setdefault(day, (off, name))
    if known[0] != off:
        raise refuse("calendar.contradiction", day=day.isoformat())


def parse_ranges(year: int, text: str) -> Days:
    """The days of a typed or pasted notice, e.g. 春节：2月15日至23日放假，共9天。2月14日（周六）上班。

    Whatever has a figure that is not understood is refused, never skipped. Raises Refused.
    """
    days: Days = {}
    name = ""
    for sentence in re.split("[。;\n]", unicodedata.normalize("NFKC", text)):
        for stated in re.findall("([0-9]{4})年(?![0-9])", sentence):
            if int(stated) != year:
                raise refuse("calendar.other_notice", year=year, stated=int(stated))
        title = re.match("(?:[一二三四五六七八九十]+、)?([^0-9:]{2,20}):", sentence.strip())
        name = title[1].strip() if title else name
        for clause, off in _clauses(year, sentence):
            for day in _clause_days(year, clause):
                _put(days, year, day, off, name)
    if not any(off for off, _ in days.values()):
        raise refuse("calendar.no_ranges")
    return days


_DATE = r"(?:(?:([0-9]{4})年)?([0-9]{1,2})月)?([0-9]{1,2})日(?:\(([^()]*)\))?"
_RANGE = re.compile(rf"{_DATE}(?:\s*(?:至|到|-|—|~)\s*{_DATE})?")
_TOTAL = re.compile("共([0-9]+)天|放假([0-9]+)天")


def _clauses(year: int, sentence: str) -> Iterator[tuple[str, bool]]:
    """The parts of a sentence that name days, each with whether they are off."""
    verbs = set(re.findall("放假|上班", sentence))
    for clause in [sentence] if len(verbs) < 2 else sentence.split(","):
        if not _RANGE.search(clause):
            continue
        said = set(re.findall("放假|上班", clause))
        if not said and re.fullmatch(r"\s*[^0-9]*[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s*", clause):
            continue  # the day the notice was signed
        if len(said) != 1:
            raise refuse("calendar.unclear", written=clause.strip())
        yield clause, said == {"放假"}


def _clause_days(year: int, clause: str) -> list[date]:
    days: list[date] = []
    rest = _TOTAL.sub("", _RANGE.sub("", clause))
    if re.search("[0-9]", rest):
        raise refuse("calendar.unclear", written=clause.strip())
    for match in _RANGE.finditer(clause):
        first = _day(year, match.groups()[:4], None, clause)
        last = _day(year, match.groups()[4:], first, clause) if match[7] else first
        if not 0 <= (last - first).days < LONGEST_HOLIDAY:
            raise refuse("calendar.unclear", written=clause.strip())
        days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for total in _TOTAL.finditer(clause):
        if int(total[1] or total[2]) != len(days):
            raise refuse("calendar.total", written=clause.strip(), days=len(days))
    return days


def _day(year: int, parts: tuple[str | None, ...], first: date | None, clause: str) -> date:
    stated, month, day, remark = parts
    if not month and not first:
        raise refuse("calendar.unclear", written=clause.strip())
    try:
        d = date(
            int(stated) if stated else first.year if first and not month else year,
            int(month) if month else first.month if first else 0,
            int(day or 0),
        )
    except ValueError as error:
        raise refuse("calendar.unclear", written=clause.strip()) from error
    weekday = re.search("(?:周|星期)([一二三四五六日天])", remark or "")
    if weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != d.weekday():
        raise refuse("calendar.weekday", written=clause.strip(), day=d.isoformat())
    return d
