"""值班表 between the store and its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from oatui.files.list_out import OfficeList, write_list
from oatui.i18n import N_, _, format_date, language
from oatui.rules import duty as law
from oatui.rules.duty import NOBODY, Entry, Person
from oatui.rules.verdict import refuse
from oatui.store import duty, duty_changes, duty_watch, settings
from oatui.store.database import Store

HEADS = ("日期", "星期", "班次", "起止", "带班领导", "电话", "值班人员", "电话")
WIDTHS = (14.0, 7.0, 8.0, 19.0, 12.0, 15.0, 18.0, 28.0)
# a page upright has no room for the hours, which stand above the table
WORD_HEADS = ("日期", "班次", "带班领导", "电话", "值班人员", "电话")
WORD_WIDTHS = (36.0, 13.0, 22.0, 31.0, 23.0, 31.0)
BLANK_LINE = N_("在“带班领导”“值班人员”和电话里填写，几个人用顿号隔开，存好后按“导入”读回来；不排的班空着")
# a blank one is a form of this desk, no paper of the office: in the language of who fills it
BLANK_HEADS = (
    N_("日期"), N_("星期"), N_("班次"), N_("起止"), N_("带班领导"), N_("电话"), N_("值班人员"), N_("电话"),
)  # fmt: skip
LOG_HEADS = ("时间", "班次", "事项", "交班人、原来", "接班人、改为", "没办完的、原因", "登记人")
LOG_WIDTHS = (17.0, 15.0, 8.0, 14.0, 14.0, 36.0, 16.0)
CHANGES = {"set": "改人", "swapped": "换班", "withdrawn": "撤下"}


def write(store: Store, path: Path, first: date, days: int, *, blank: bool = False) -> tuple[Path, int]:
    """The roster of some days as Excel, or as Word where the name says so; `blank` is one to fill.

    A shift that nobody has stands there empty. Read back as it was written. Raises Refused.
    """
    entries = [] if blank else [line.entry for line in duty.listed(store, first, days)]
    if not entries and not blank:
        raise refuse("duty.empty")
    last = first + timedelta(days=days - 1) if blank else entries[-1].day
    begin = first if blank else entries[0].day
    entries = sorted([*entries, *_empty(store, entries, begin, last)], key=lambda one: one.starts)
    own = blank and language() == "en"
    office, now = str(settings.get(store, "office")), store.clock.now()
    phone = str(settings.get(store, "duty.phone"))
    word = path.suffix.lower() == ".docx"
    lines = [f"{format_date(begin)} to {format_date(last)}" if own else f"{_day(begin)}至{_day(last)}"]
    lines += [f"值班电话：{phone}"] if phone else []
    lines += (
        [f"班次：{'，'.join(dict.fromkeys(f'{one.shift} {_hours(one)}' for one in entries))}"] if word else []
    )
    lines += [_(BLANK_LINE)] if blank else []
    heads: tuple[str, ...] = WORD_HEADS if word else HEADS
    widths = WORD_WIDTHS if word else WIDTHS
    if own and not word:
        heads = tuple(map(_, BLANK_HEADS))
    rows = [_word_row(one) if word else _own_row(one) if own else _row(one) for one in entries]
    title = f"Duty roster, {office}" if own else f"{office}值班表"
    one = OfficeList(title, office, now, tuple(lines), heads, widths, rows)
    return write_list(path, one), len(rows)


def _empty(store: Store, entries: Sequence[Entry], first: date, last: date) -> list[Entry]:
    """The office's shifts of these days that are somebody's still to be."""
    shifts = [
        Entry(day, shift.name, *shift.on(day), NOBODY, ())
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        for shift in duty.shifts(store)
    ]
    return [one for one in shifts if law.gaps(entries, one.starts, one.ends)]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _hours(one: Entry) -> str:
    return law.hours_of(one).replace("-", "-次日" if one.ends.date() > one.day else "-")


def _row(one: Entry) -> list[str]:
    weekday = f"周{'一二三四五六日'[one.day.weekday()]}"
    return [one.day.isoformat(), weekday, one.shift, _hours(one), *_people(one)]


def _own_row(one: Entry) -> list[str]:
    hours = law.hours_of(one) + (" next day" if one.ends.date() > one.day else "")
    return [one.day.isoformat(), f"{one.day:%a}", _(one.shift), hours, *_people(one)]


def _word_row(one: Entry) -> list[str]:
    return [
        f"{one.day.month}月{one.day.day}日 周{'一二三四五六日'[one.day.weekday()]}",
        one.shift,
        *_people(one),
    ]


def _people(one: Entry) -> list[str]:
    who = "、".join(person.name for person in one.persons)
    return [one.leader.name, one.leader.phone, who, _phones(one.persons)]


def _phones(persons: tuple[Person, ...]) -> str:
    return "、".join(person.phone or "-" for person in persons)


def write_log(store: Store, path: Path, most: int = 500) -> tuple[Path, int]:
    """What was handed over and what was changed, the last first, as Excel or Word. Raises Refused: nothing yet."""
    handed = [
        (one.at, f"{_short(one.day)} {one.shift}", "交接班", one.giver, one.taker,
         "、".join([*filter(None, [one.matters]), *(title for _kind, title in one.items)]), one.actor)
        for one in duty_watch.hand_overs(store, most=most)
    ]  # fmt: skip
    changed = [
        (one.at, f"{_short(one.day)} {one.shift}", CHANGES[one.kind], one.was, one.becomes,
         one.reason + (f"（{one.agreed}同意）" if one.agreed else ""), one.actor)
        for one in duty_changes.changes(store, most=most)
    ]  # fmt: skip
    if not (handed or changed):
        raise refuse("duty.log_empty")
    rows = [
        [f"{at[:10]} {at[11:16]}", *rest] for at, *rest in sorted([*handed, *changed], reverse=True)[:most]
    ]
    office = str(settings.get(store, "office"))
    one = OfficeList(
        f"{office}值班交接和变动记录", office, store.clock.now(), ("没办完的事连同交接；变动写明原因。",), LOG_HEADS,
        LOG_WIDTHS, rows,
    )  # fmt: skip
    return write_list(path, one), len(rows)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
