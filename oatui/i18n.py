"""Chinese is the source language; `locale/en.json` holds the English of every sentence.

`_` translates and fills in values at display time; `N_` marks a text that is translated later. Values
may be given a format: {at:hm} 08:46, {at:hms} 08:46:10, {day:date}, {day:day} with its weekday, {day:short}
without its year, {seconds:span} as minutes and seconds, {seconds:clock} as 01:12, {n:digits} the keys 1 to 5 or 1
alone, {names:list}; {fields:words} are names of things, translated one by one.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("zh", "en")
_language = "zh"
# somebody else's language for a while: a phone's, beside the desk's own
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_english: dict[str, str] = {}
_short: dict[str, dict[str, str]] = {}


# Marks of writing direction, which come with what is pasted: where they are obeyed, the rest of a line turns around
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


MAIN_VENUE = N_("主会场")
SHIFTS = (N_("白班"), N_("夜班"), N_("早班"), N_("中班"), N_("全天"))
# the usual lines of a checklist, as they are preset
USUAL = (
    N_("会标"), N_("席签"), N_("话筒"), N_("音响投影"), N_("会议材料"), N_("签到设备"), N_("茶水"), N_("引导"),
)  # fmt: skip
NO_NUMBER = N_("不编号")
N_("主席台{row}排 {place}"), N_("主席台 {place}"), N_("{row}排{place}座")

# what a system's own words would say in English only; shown with {…:words}
_WHY = {
    errno.ENOSPC: N_("磁盘已满"),
    errno.EDQUOT: N_("磁盘配额已满"),
    errno.EACCES: N_("没有权限"),
    errno.EPERM: N_("没有权限"),
    errno.EROFS: N_("那里只能读，不能写"),
    errno.EEXIST: N_("那里已有同名的文件"),
    errno.ENOENT: N_("没有这个文件或文件夹"),
    errno.ENOTDIR: N_("路径中间有一段不是文件夹"),
    errno.EISDIR: N_("那是一个文件夹"),
    errno.EIO: N_("读写磁盘出错"),
    errno.ENAMETOOLONG: N_("名字太长"),
    errno.EBUSY: N_("正被别的程序使用"),
    errno.ETXTBSY: N_("正被别的程序使用"),
    errno.EADDRINUSE: N_("端口已被占用"),
    errno.EADDRNOTAVAIL: N_("本机没有这个地址"),
    errno.ECONNREFUSED: N_("对方没有在监听"),
    errno.ETIMEDOUT: N_("对方没有应答"),
    errno.EHOSTUNREACH: N_("网络不通"),
    errno.ENETUNREACH: N_("网络不通"),
    errno.ECONNRESET: N_("对方断开了"),
}
# by the name of its class: nothing is loaded for it
_WHY_OF = {
    "SSLCertVerificationError": N_("对方的证书不被信任，或不是这个地址的：请指定单位的根证书，核对地址"),
    "SSLError": N_("对方没有加密：地址前不写 https://"),
    "RemoteDisconnected": N_("对方断开了；对方用证书的，地址前要写 https://"),
    "gaierror": N_("找不到这个地址"),
}


def why(error: Exception) -> str:
    """Why the system would not, in a clerk's words where we have them; to be shown with {…:words}."""
    if words := _WHY_OF.get(type(error).__name__):
        return words
    if isinstance(error, TimeoutError):
        return N_("对方没有应答")
    return _WHY.get(getattr(error, "errno", None) or 0) or getattr(error, "strerror", None) or str(error)


def language() -> str:
    return _spoken.get() or _language


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Another language within this task only. Raises ValueError."""
    if name not in LANGUAGES:
        raise ValueError(name)
    if name == "en":
        _load_english()
    before = _spoken.set(name)
    try:
        yield
    finally:
        _spoken.reset(before)


def _load_english() -> None:
    if not _english:
        catalogue = Path(__file__).with_name("locale") / "en.json"
        _english.update(json.loads(catalogue.read_text(encoding="utf-8")))


def set_language(name: str) -> None:
    """Choose "zh" or "en" for this process. Raises ValueError."""
    global _language
    if name not in LANGUAGES:
        raise ValueError(name)
    if name == "en":
        _load_english()
    _language = name


def choose_language(asked: str | None = None) -> str:
    """--lang, else OATUI_LANG, else an English LANG, else Chinese."""
    for name in (asked, os.environ.get("OATUI_LANG")):
        if name in LANGUAGES:
            return str(name)
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if locale.startswith("en") else "zh"


def _(text: str, /, **values: Any) -> str:
    """The text in the chosen language, with its values put in."""
    return _filled(_translated(text), values)


def _translated(text: str) -> str:
    return _english.get(text, text) if language() == "en" else text


def _filled(text: str, values: dict[str, Any]) -> str:
    if not values:
        return text
    if 1 in values.values() and language() == "en":
        text = re.sub(_COUNTED, partial(_of_one, values), text)
    return _formatter.vformat(text, (), values)


# what is counted, so that English has 1 person and 2 people from one text; compiled where it is first needed
_COUNTED = (
    r"({(\w+)} (?:(?:further|linked|missing|more|reserved) )?)(PDFs|annexes|cards|changes|characters|codes|columns|copies"
    r"|days|digits|entries|events|faults|files|gaps|hours|items|letters|lines|matters|meetings|minutes|months|nights"
    r"|numbers|others|pages|papers|paragraphs|parts|people|places|recipients|records|remarks|reservations|rows|seats|sentences"
    r"|shifts|signatures|steps|substitutes|things|ticks|times|units|venues|years)\b( (?:are|come|have|need|wait|were)\b)?"
)
_SINGULAR = {"people": "person", "copies": "copy", "entries": "entry", "annexes": "annex"}
_SINGULAR |= {" are": " is", " have": " has", " were": " was"}


def _of_one(values: dict[str, Any], found: re.Match[str]) -> str:
    if values.get(found[2]) != 1:
        return found[0]
    verb = found[4] or ""
    thing = _SINGULAR.get(found[3], found[3][:-1])
    return found[1] + thing + (verb and _SINGULAR.get(verb, f"{verb}s"))


def short_word(text: str) -> str:
    """The word of a key where the line is short: the language's own short one (of an arrow none), else as it always is."""
    if not _short:
        catalogue = Path(__file__).with_name("locale") / "short_keys.json"
        _short.update(json.loads(catalogue.read_text(encoding="utf-8")))
    own = _short[language()].get(text)
    return sentence(text) if own is None else own


def sentence(text: str, /, **values: Any) -> str:
    """The translation with a capital: the same words may stand within a line elsewhere, where they begin small."""
    words = _translated(text)
    return _filled(words[:1].upper() + words[1:], values)


# a page is named by its many; one of them stands in a list, or before a title
_ONE = {
    "公文": N_("一份公文"), "收文": N_("一份收文"), "会议": N_("一次会议"), "明电": N_("一份明电"),
    "突发事件": N_("一件突发事件"),
}  # fmt: skip


def kind_word(text: str) -> str:
    """The word of one thing of a kind: in Chinese the kind's own, in English Document where the page is Documents."""
    return sentence(_ONE.get(text, text)) if language() == "en" else text


class _Formatter(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        shown = _SPECS.get(format_spec)
        if not format_spec and isinstance(value, str):
            return ours(value)
        return shown(value) if shown else str(super().format_field(value, format_spec))


_formatter = _Formatter()


_SEAT = re.compile(r"(主席台)?(?:([0-9]+)排)? ?([0-9]+)座?")


def ours(text: str) -> str:
    """What the desk itself wrote into the store, a seat's label, a preset shift or line of a checklist, as it is read."""
    if language() != "en" or text[-1:] not in "场班天座号标签筒影料备水导0123456789":
        return text
    if text in (MAIN_VENUE, NO_NUMBER, *SHIFTS, *USUAL):
        return _(text)
    found = _SEAT.fullmatch(text)
    if not found or not (found[1] or found[2] and text.endswith("座")):
        return text
    if found[1]:
        return _("主席台{row}排 {place}" if found[2] else "主席台 {place}", row=found[2], place=found[3])
    return _("{row}排{place}座", row=found[2], place=found[3])


def short_seat(label: str) -> str:
    """A seat's label in a narrow column: the Chinese one is short, in English 3-12 as at the door, or head 2."""
    found = _SEAT.fullmatch(label) if language() == "en" else None
    if not found or not (found[1] or found[2]):
        return label
    seat = "-".join(filter(None, (found[2], found[3])))
    return _("台上 {seat}", seat=seat) if found[1] else seat


def parted(text: str) -> str:
    """Words that the desk keeps with a colon between, 李局长：同意 or a reason and what was written, as the reader has them."""
    if language() != "en":
        return text
    first, colon, rest = text.partition("：")
    return _(first) + (colon and f": {rest}".replace("：", ": "))


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _date(value: date | str) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def ours_of_day(kind: str, number: int, title: str) -> str:
    """What 日清 calls a shift or a gap of the roster, 11月30日 白班 甲、乙, as the reader reads it; other titles stay."""
    if language() != "en" or not kind.startswith("duty_") or not title:
        return title
    _day, _space, rest = title.partition(" ")
    shift, _space, names = rest.partition(" ")
    day = str(number)
    words = (format_short_day(f"{day[:4]}-{day[4:6]}-{day[6:8]}"), ours(shift), names.replace("、", ", "))
    return " ".join(filter(None, words))


def format_date(day: date | str) -> str:
    """2026年11月24日, or 24 November 2026; numbers are not padded."""
    day = _date(day)
    if language() == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def format_day(day: date | str) -> str:
    """The date with its weekday: 2026年11月24日 周二."""
    day = _date(day)
    if language() == "en":
        return f"{_WEEKDAYS_EN[day.weekday()]} {format_date(day)}"
    return f"{format_date(day)} 周{_WEEKDAYS[day.weekday()]}"


def format_short_day(day: date | str) -> str:
    """The date without its year: 11月24日 周二."""
    day = _date(day)
    if language() == "en":
        return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS[day.month - 1][:3]}"
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


def format_span(seconds: float) -> str:
    """A length of time: 1 分 10 秒, 2 小时 5 分, 3 天."""
    whole = abs(int(seconds))
    english = language() == "en"
    days, rest = divmod(whole, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    if days:
        parts = [(days, " d", " 天"), (hours, " h", " 小时")]
    elif hours:
        parts = [(hours, " h", " 小时"), (minutes, " min", " 分")]
    else:
        parts = [(minutes, " min", " 分"), (left, " s", " 秒")]
    shown = [f"{n}{en if english else zh}" for n, en, zh in parts if n]
    return " ".join(shown) or ("0 s" if english else "0 秒")


def format_clock(seconds: float) -> str:
    """A countdown of even width: 01:12, 1:01:12."""
    minutes, left = divmod(abs(int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def format_list(names: Iterable[object]) -> str:
    """Names joined as the language does: 甲、乙 or A, B."""
    return (", " if language() == "en" else "、").join(ours(str(name)) for name in names)


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_WEEKDAYS = "一二三四五六日"
_SPECS: dict[str, Callable[[Any], str]] = {
    "hm": lambda value: _moment(value).strftime("%H:%M"),
    "hms": lambda value: _moment(value).strftime("%H:%M:%S"),
    "date": format_date,
    "day": format_day,
    "short": format_short_day,
    "span": format_span,
    "clock": format_clock,
    "list": format_list,
    "digits": lambda n: "1" if n == 1 else _("1 到 {n}", n=n),
    "words": lambda value: _(value) if isinstance(value, str) else format_list([_(word) for word in value]),
}
