"""The days of a roster as people write them: 12月1日, 12.1-12.7, 1日至7日 under a title of its month, 1-7 Dec."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from oatui.i18n import N_
from oatui.rules.duty_hours import NEXT_DAY, SAME_DAY, hours_of_day

WEEKDAYS = (
    N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"),
)  # fmt: skip
MOST_DAYS = 62  # of one line
_TO = "[-–—~～至到]+"
_MARK = re.compile(
    r"(?:00:00:00|[(（]?(?:周|星期|礼拜)[一二三四五六日天](?:至?(?:周|星期|礼拜)?[一二三四五六日天])?[)）]?)"
)
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)?\s*([一二三四五六日天])\s*[)）]?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ENGLISH_DAY = re.compile(
    rf"(?i)(?:(?P<first>\d{{1,2}})\s*(?:[-–—~]|to)\s*)?(?P<day>\b\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH_NAME}"
    r"(?:,?\s*(?P<year>20\d{2}))?"
    rf"|{_MONTH_NAME}(?:\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s*(?P<year_after>20\d{{2}}))?"
)
_MODAL = re.compile(r"(?i)\b(?:may|march)\b(?![.,]?\s+[0-9])")
_ENGLISH_WEEKDAY = re.compile(
    r"(?i)[(（]?\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?[)）]?,?"
)
_ONE = re.compile(r"(?:(\d{4})[-/.年])?(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?")
_FIGURES = re.compile(r"(\d{1,2})[-–](\d{1,2})")  # 12-1, a day of December, or 1-7, a week
_PAIR = re.compile(rf"({_ONE.pattern}){_TO}({_ONE.pattern})")


class Context(NamedTuple):
    """What stands above a roster: the year and month of its title, where it gives them; the day it is read; what 1-7 is."""

    today: date
    year: int | None
    month: int | None
    spans: bool | None = False  # 1-7 is seven days, or 7 January; None where it may be both

    @classmethod
    def of(cls, today: date, above: Sequence[str]) -> Context:
        text = _in_figures("\n".join(above))
        year, month = re.search(r"(?<!\d)(20\d{2})(?!\d)", text), re.search(r"(?<!\d)(\d{1,2})\s*月", text)
        if _MODAL.search("\n".join(above)):
            # May as a word, and not as the month: one that stands with its year is
            month = re.search(r"(?<=\d年)\s*(\d{1,2})月(?!\d)", text) or month
        its = int(month[1]) if month and 1 <= int(month[1]) <= 12 else None
        return cls(today, int(year[1]) if year else None, its)

    def of_column(self, cells: Iterable[str]) -> Context:
        """What 1-7 is in these cells: days of the title's month where they are no dates of it, or near it."""
        parts = (part for cell in cells for part in _parts(cell))
        pairs = sorted({(int(one[1]), int(one[2])) for part in parts if (one := _FIGURES.fullmatch(part))})
        near = range(1, 13) if self.month is None else [(self.month + n) % 12 + 1 for n in (-2, -1, 0)]
        if any(12 < first < last for first, last in pairs):
            spans: bool | None = True
        elif not pairs or any(first >= last for first, last in pairs):
            spans = False
        elif any(later[0] <= one[1] for one, later in pairwise(pairs)):
            spans = False  # 12-24 and 12-25 as days would be there twice
        elif any(first not in near for first, _last in pairs):
            spans = True
        elif any(first == self.month for first, _last in pairs):
            spans = None
        else:
            spans = self.month is not None
        return self._replace(spans=spans)

    def date(self, year: str | None, month: str | int | None, day: str) -> date | None:
        """A day of the title's month or of its own, in the title's year or the nearest; None where there is none such."""
        its = int(month) if month else self.month
        if its is None:
            return None
        try:
            if year:
                return date(int(year), its, int(day))
            if self.year:
                # January below a title of December is the next one
                later = self.month is not None and self.month - its >= 6
                return date(self.year + later, its, int(day))
            found = date(self.today.year, its, int(day))
            return found if (self.today - found).days < 180 else found.replace(year=found.year + 1)
        except ValueError:
            return None


def _in_figures(text: str) -> str:
    """1-7 Dec 2026 as 2026年12月1日-2026年12月7日, December 2026 as 2026年12月."""
    return _ENGLISH_DAY.sub(_as_figures, unicodedata.normalize("NFKC", text))


def _as_figures(found: re.Match[str]) -> str:
    month = _MONTHS.index((found[3] or found[5])[:3].lower()) + 1
    year = found["year"] or found["year_after"]
    day = found["day"] or found["day_after"]
    if not (year or day) and found[0] in ("may", "march"):
        return found[0]  # people who may be on duty
    whole = f"{year or ''}{'年' if year else ''}{month}月"
    first = f"{whole}{found['first']}日-" if found["first"] else ""
    return f"{first}{whole}{day}日" if day else whole


def read_days(text: str, context: Context) -> list[date] | None:
    """One day, several, or those from one to another; None where it is none of these."""
    found: list[date] = []
    month: str | int | None = None
    for part in _parts(text):
        days = _part(part, context, month)
        if not days:
            return None
        month = days[-1].month
        found += days
    return found if len(set(found)) == len(found) <= MOST_DAYS else None


def read_day_hours(text: str, context: Context) -> tuple[list[date], tuple[time, time]] | None:
    """The days of 12月1日8:30至12月2日8:30 and their hours, 24 at most; None where it is something else."""
    plain = _ENGLISH_WEEKDAY.sub("", _MARK.sub("", unicodedata.normalize("NFKC", text)))
    if not (found := hours_of_day(plain.strip())):
        return None
    day, last, (starts, ends) = found
    over_midnight = ends <= starts
    if last in ("", *SAME_DAY, *NEXT_DAY):
        days = read_days(day, context)
        fits = not last or (last in NEXT_DAY) == over_midnight or (last in SAME_DAY and ends == time())
    else:
        both = read_days(f"{day} 至 {last}", context) or []
        days, fits = both[:1], len(both) == 1 + over_midnight
    return (days, (starts, ends)) if days and fits else None


def is_either(text: str, context: Context) -> bool:
    """Whether a cell is 1-7 where it may be seven days, or 7 January."""
    return context.spans is None and any(_FIGURES.fullmatch(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return re.split("[、,;]", re.sub(r"\s", "", _in_figures(_ENGLISH_WEEKDAY.sub("", _MARK.sub("", text)))))


def _part(part: str, context: Context, month: str | int | None) -> list[date]:
    one = _ONE.fullmatch(part)
    if context.spans is not False and (pair := _FIGURES.fullmatch(part)):
        if context.spans is None:
            return []
        one, part = None, f"{pair[1]}日至{pair[2]}日"
    # 12-1 is a day of December; 1-7日 below a month is the first week of it
    if (
        one
        and (one[1] or one[2] or not re.search(_TO, part))
        and not re.fullmatch(rf"\d+{_TO}\d+[日号]", part)
    ):
        day = context.date(one[1], one[2] or month, one[3])
        return [day] if day else []
    pair = _PAIR.fullmatch(part)
    if not pair:
        return []
    first = context.date(pair[2], pair[3] or month, pair[4])
    last = first and context.date(pair[6] or str(first.year), pair[7] or first.month, pair[8])
    if not first or not last:
        return []
    if last < first and not pair[6] and pair[7]:
        # 29 February is none of the next year
        last = context.date(str(last.year + 1), last.month, pair[8]) or last
    days = (last - first).days
    return [first + timedelta(days=n) for n in range(days + 1)] if 0 <= days <= MOST_DAYS else []


def read_day(text: str, context: Context) -> date | None:
    """One day; None where it is none or several."""
    days = read_days(text, context) or []
    return days[0] if len(days) == 1 else None


def weekday_of(text: str) -> int | None:
    """The weekday that is written, 0 is Monday: in a column of its own, or behind a day; None where there is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if english := _ENGLISH_WEEKDAY.search(text):
        return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(english[1].lower())
    found = _WEEKDAY.fullmatch(text) or re.search(r"(?:周|星期|礼拜)([一二三四五六日天])", text)
    return "一二三四五六日".index(found[1].replace("天", "日")) if found else None
