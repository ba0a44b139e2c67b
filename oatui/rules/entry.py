"""How a clerk types a day and a time; NFKC is for reading only, full-width forms included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time, timedelta

from oatui.rules.verdict import Refused, refuse
from oatui.rules.workdays import Calendar, due

DAYS = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}
WEEKS = {"上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
PAST_DAYS = 60


def parse_date(
    text: str, today: date, calendar: Calendar | None = None, *, past_days: int = PAST_DAYS
) -> date:
    """A typed day: 明天, 下周三, next wed, 25, 1125, 11.25, 11月25日, 20261125, +5, +5g (working days).

    A month and day without a year is the coming one, unless it passed within `past_days` (days; a meeting
    is asked with 0, a register keeps the default). Raises Refused with an example.
    """
    typed = _fold(text)
    if typed in DAYS:
        return _shift(text, today, DAYS[typed])
    if match := re.fullmatch("(下下|[上本这下]?)(?:个?(?:周|星期|礼拜))([一二三四五六日天1-7])", typed):
        return _weekday(text, today, match[1], match[2])
    if match := re.fullmatch(_ENGLISH_DAY, typed):
        return _weekday(text, today, _ENGLISH_WEEKS[match[1] or ""], str(_ENGLISH_DAYS.index(match[2]) + 1))
    if match := re.fullmatch(r"\+([0-9]{1,4})(天|g|个?工作日)?", typed):
        return _ahead(text, today, int(match[1]), match[2] or "天", calendar)
    if match := re.fullmatch("([0-9]{1,2})[日号]?", typed):
        return _coming_day(text, today, int(match[1]))
    if match := (re.fullmatch("([0-9]{2})([0-9]{2})", typed) or re.fullmatch(_MONTH_DAY, typed)):
        return _month_day(text, today, int(match[1]), int(match[2]), past_days)
    if match := (re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", typed) or re.fullmatch(_FULL_DATE, typed)):
        year, month, day = match.groups()[0], match.groups()[-2], match.groups()[-1]
        return _first(text, [(int(year), int(month), int(day))])
    raise _bad_date(text)


_ENGLISH_WEEKS = {"": "", "last": "上", "this": "本", "next": "下"}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_DAY = f"(last|this|next)?({'|'.join(_ENGLISH_DAYS)})[a-z]{{0,6}}"
_MONTH_DAY = "([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?"
_FULL_DATE = "([0-9]{4})(?:([-./])(?=[0-9]{1,2}\\2)|年(?=[0-9]{1,2}月))([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?"


# what a Chinese input method sends for . - /
_TYPED_SIGNS = str.maketrans("。–—、", ".--/")


_WHOLE = re.compile("([0-9]{1,5})[份件人天个排座位页行]?")
_FEW = str.maketrans("一二两三四五六七八九", "1223456789")


def read_whole(text: str) -> int | None:
    """A count as it is typed, 30, ３０, 30份, 两件; None where it is no number."""
    typed = _fold(text)
    found = _WHOLE.fullmatch(typed) or (_WHOLE.fullmatch(typed.translate(_FEW)) if len(typed) < 3 else None)
    return int(found[1]) if found else None


def day_and_time(text: str) -> Iterator[tuple[str, str]]:
    """Where a day may end and its time begin, the last place first: at a space, or behind a word that ends a day."""
    for place in range(len(text) - 1, 0, -1):
        if text[place - 1].isspace() or text[place - 1] in "天日号一二三四五六":
            yield text[:place], text[place:]


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_TYPED_SIGNS).split())


def _bad_date(text: str) -> Refused:
    return refuse("entry.date", written=text.strip()[:20]) if text.strip() else refuse("entry.no_date")


def _shift(text: str, day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise _bad_date(text) from error


def _weekday(text: str, today: date, week: str, name: str) -> date:
    number = "一二三四五六日".find(name.replace("天", "日"))
    wanted = number if number >= 0 else int(name) - 1
    ahead = (wanted - today.weekday()) % 7 if not week else wanted - today.weekday() + 7 * WEEKS[week]
    return _shift(text, today, ahead)


def _ahead(text: str, today: date, n: int, unit: str, calendar: Calendar | None) -> date:
    if unit == "天":
        return _shift(text, today, n)
    if calendar is None:
        raise refuse("entry.no_calendar", written=text.strip()[:20])
    return due(calendar, today, n).day


def _first(text: str, candidates: list[tuple[int, int, int]], earliest: date = date.min) -> date:
    for year, month, day in candidates:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= earliest:
            return found
    raise _bad_date(text)


def _coming_day(text: str, today: date, day: int) -> date:
    return _first(text, [(y, m, day) for y, m in _months(today)], today)


def _months(today: date) -> Iterator[tuple[int, int]]:
    for n in range(3):
        years, month = divmod(today.month - 1 + n, 12)
        yield today.year + years, month + 1


def _month_day(text: str, today: date, month: int, day: int, past_days: int) -> date:
    years = (today.year - 1, today.year, today.year + 1)
    return _first(text, [(year, month, day) for year in years], _shift(text, today, -past_days))


# the hours that each word can mean
_HALF_DAYS = {
    "凌晨": range(7),
    "早上": range(4, 12),
    "早": range(4, 12),
    "上午": range(6, 12),
    "中午": range(11, 15),
    "下午": range(12, 20),
    "傍晚": range(16, 21),
    "晚上": range(17, 24),
    "晚": range(17, 24),
    "am": range(12),
    "pm": range(12, 24),
}
_HALF_DAY = "|".join(_HALF_DAYS)
_DIGITS = re.compile(f"({_HALF_DAY})?(?![0-9]{{5}}$)([0-9]{{1,2}})(?:([0-9]{{2}})([0-9]{{2}})?)?")
_SIGNS = re.compile(f"({_HALF_DAY})?([0-9]{{1,2}})[:.]([0-9]{{2}})(?::([0-9]{{2}}))?")
_WORDS = re.compile(
    f"({_HALF_DAY})?([0-9]{{1,2}})[点时](半|整|钟|[13]刻|[0-9]{{2}}|[0-9]{{1,2}}分)?(?:([0-9]{{1,2}})秒)?"
)
_MINUTES = {"半": "30", "整": "0", "钟": "0", "1刻": "15", "3刻": "45", None: "0"}
_BEHIND = re.compile(r"([0-9.:]+)([ap])\.?m\.?")
_ONES = "一二三四五六七八九"
SAID = f"(?:[二三四五]?十[{_ONES}]?|[零〇][{_ONES}]|[零〇两{_ONES}])"
_ALSO_SAID = str.maketrans("〇两", "零二")


def parse_time(text: str) -> time:
    """A typed time: 9, 0900, 9:00, 9.30, 9点半, 下午2点半, 下午两点一刻, 2:30 pm, 14:30:05. Raises Refused with an example."""
    typed = _fold(text)
    if behind := _BEHIND.fullmatch(typed):
        typed = f"{behind[2]}m{behind[1]}"
    match = (
        _DIGITS.fullmatch(typed) or _SIGNS.fullmatch(typed) or _WORDS.fullmatch(re.sub(SAID, figures, typed))
    )
    if not typed:
        raise refuse("entry.no_time")
    if not match:
        raise refuse("entry.time", written=text.strip()[:20])
    half, hour, minute, second = match.groups()
    minute = _MINUTES.get(minute, minute)
    try:
        if half is None and typed[0] in "一二两三四五六" and int(hour) < 7:
            # two o'clock said without its half of the day
            raise ValueError(hour)
        return time(_hour(half, int(hour)), int(str(minute).rstrip("分")), int(second or 0))
    except ValueError as error:
        raise refuse("entry.time", written=text.strip()[:20]) from error


def figures(said: re.Match[str]) -> str:
    """Of what `SAID` finds: 二十六 is 26; 零五 keeps its nought, so that 九点五 stays as unclear as 9点5."""
    tens, ten, ones = said[0].translate(_ALSO_SAID).rpartition("十")
    if not ten:
        return "".join(str("零一二三四五六七八九".index(one)) for one in ones)
    return f"{_ONES.find(tens) + 1 if tens else 1}{_ONES.find(ones) + 1 if ones else 0}"


def _hour(half: str | None, hour: int) -> int:
    """The hour of the day. Raises ValueError where word and figure do not fit (晚上12点: of which day?)."""
    if half is None:
        return hour
    meant = [h for h in (hour, hour + 12 if hour else hour) if h in _HALF_DAYS[half]]
    if not meant:
        raise ValueError(hour)
    return meant[0]
