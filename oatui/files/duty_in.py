"""A duty roster as offices send it: a row a shift, a day, a week or a person; shifts as columns; days as columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from typing import NamedTuple

from oatui.files.duty_days import (
    WEEKDAYS,
    Context,
    is_either,
    read_day,
    read_day_hours,
    read_days,
    weekday_of,
)
from oatui.files.duty_lines import Row, join
from oatui.files.person_text import name_fault, shown
from oatui.files.roster_in import Fault
from oatui.files.tables_in import read_tables
from oatui.files.workbook_in import Sheet, column_letter
from oatui.rules.attachments import mark_written
from oatui.rules.duty import Person, is_name, read_persons
from oatui.rules.duty_hours import SHIFT_NAME, hours_beside, hours_in, shift_name
from oatui.rules.verdict import Level, Verdict, refuse

DAY = ("日期", "值班日期", "值班时间", "时间")
WEEKDAY = ("星期", "周", "周几", "星期几")
SHIFT = ("班次", "时段", "值班时段", "值班班次")
HOURS = ("起止", "起止时间", "值班时间", "时间", "时间段")
LEADER = ("带班领导", "带班", "值班领导", "带班人", "带班人员", "总带班", "带班负责人")
PERSONS = (
    "值班人员", "值班人", "值班", "值班员", "值班干部", "值班同志", "值班工作人员", "人员", "姓名", "主班", "副班", "主值", "副值",
)  # fmt: skip
# the same in English, as they stand without their spaces
_ENGLISH = {
    "date": "日期", "dutydate": "日期", "weekday": "星期", "dayofweek": "星期", "shift": "班次",
    "hours": "起止", "time": "起止", "times": "起止", "leader": "带班领导", "dutyleader": "带班领导", "leading": "带班领导",
    "leaderonduty": "带班领导", "onduty": "值班人员", "duty": "值班人员", "dutystaff": "值班人员", "dutyofficer": "值班人员",
    "officeronduty": "值班人员", "persons": "值班人员", "people": "值班人员", "staff": "值班人员", "name": "姓名", "names": "姓名",
    "day": "白班", "dayshift": "白班", "night": "夜班", "nightshift": "夜班",
    "allday": "全天", "wholeday": "全天", "24hours": "全天", "24h": "全天",
}  # fmt: skip
_ENGLISH_SHIFT = re.compile(r"(?i)(day|night)(?:shift)?(?=[^a-z]|$)")
_PHONE = re.compile("电话|手机|联系方式|号码|(?i:phone|mobile)|^(?i:tel)")
# what a head says beside its shift and its role: 值班人员（白班 8:00-18:00）
_BESIDE = re.compile("[0-9:：—–~～至到时点分()（）【】/-]|当日|次日|的")
_WHO = re.compile("人|员|领导|干部|[白夜]")
_NOBODY = re.compile(r"[\s/\\—–\-―_无]*")
_OFFICE_PHONE = re.compile(r"(?:值班(?:室)?电话|值班座机)[:：]?\s*([0-9][0-9 -]{5,20}[0-9])")
ALL_DAY = ("", "全天", "24小时", "昼夜")
MOST_ROWS = 3000
HEAD_WITHIN = 30  # lines from the top


@dataclass(slots=True)
class DutyFile:
    """What a file says; `phone` is the office's own that stands beside its table, `remarks` are no faults."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Verdict] = field(default_factory=list)
    phone: str = ""


class _Names(NamedTuple):
    """A column of names: who leads or who is on, of which shift ("" is the row's), and where their phones stand."""

    place: int
    leads: bool
    shift: str
    hours: tuple[time, time] | None
    phones: int | None


@dataclass(slots=True)
class _Table:
    """Two lines of heads over lines of cells, each with its row and column in the file.

    Of one that was turned over `rows` are where its cells stand in the file.
    """

    names: list[_Names]
    places: dict[str, int]
    lines: Sequence[tuple[int, str, Sequence[str]]]
    rows: Sequence[int] = ()
    unread: Sequence[str] = ()  # heads that may be of names


def read_duty(path: Path, today: date) -> DutyFile:
    """Every table of a file that is a roster; a day without its year is of the title's, else of the nearest.

    Raises Refused where there is none.
    """
    found = DutyFile()
    known = False
    for sheet in read_tables(path):
        text = "\n".join(" ".join(cells) for cells in sheet.rows)
        if phone := _OFFICE_PHONE.search(text):
            found.phone = found.phone or re.sub(r"\s", "", phone[1])
        for number, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
            context = Context.of(today, [sheet.name, *(" ".join(row) for row in sheet.rows[:number])])
            if table := _upright(sheet, number) or _turned(sheet, number, cells, context):
                known = True
                found.remarks += [
                    Verdict(None, Level.WARNING, "duty.file_column", {"sheet": sheet.name, "head": shown(head)})
                    for head in table.unread
                ]  # fmt: skip
                before = len(found.rows)
                _read(sheet.name, table, context, found)
                _fill_hours(found, before, sheet, number)
                break
    if not known:
        raise refuse("duty.file_none", name=path.name)
    found.rows, twice = join(found.rows)
    found.faults += twice
    return found


# ------------------------------------------------------------------ where what stands


def _heads(cells: Sequence[str], *, days: bool = True) -> list[str]:
    """Heads without spaces, the English ones in Chinese: where a line names `days`, Day is a shift only beside Night."""
    plain = ["".join(cell.split()) for cell in cells]
    found = [_shift_word(head) or _ENGLISH.get(head.lower(), head) for head in plain]
    if days and "白班" in found and "夜班" not in found:
        when = "星期" if "日期" in found else "日期"
        found = [when if head.lower() == "day" else said for head, said in zip(plain, found, strict=True)]
    return found


def _shift_word(text: str) -> str:
    """Day shift (08:00-18:00) as 白班(08:00-18:00); empty where it is none."""
    plain = "".join(text.split())
    found = _ENGLISH_SHIFT.match(plain)
    return _ENGLISH[found[1].lower()] + plain[found.end() :] if found else ""


def _upright(sheet: Sheet, number: int) -> _Table | None:
    """A line of heads, or two: 白班 over 姓名 and 电话."""
    tops = _heads(sheet.rows[number])
    if not any(top in DAY for top in tops) or number + 1 >= len(sheet.rows):
        return None
    below = _heads(sheet.rows[number + 1])
    below += [""] * (len(tops) - len(below))
    # merged downwards, the second line repeats the first
    subs = ["" if sub == top else sub for top, sub in zip(tops, below, strict=False)]
    two = all(sub in ("", *LEADER, *PERSONS) or _PHONE.search(sub) for sub in subs) and any(subs)
    heads, last = [], ""
    for top, sub in zip(tops, subs if two else [""] * len(tops), strict=False):
        last = top or (last if sub else "")
        heads.append((last, sub))
    first = number + (2 if two else 1)
    lines = [(row + 1, "", cells) for row, cells in enumerate(sheet.rows[first:], first)]
    return _table(heads, lines)


def _turned(sheet: Sheet, number: int, cells: Sequence[str], context: Context) -> _Table | None:
    """The days stand beside each other, and the shifts below each other: turned over it is a table like the others."""
    context = context.of_column(cells)
    days = [place for place, cell in enumerate(cells) if read_day(cell, context)]
    if len(days) < 3 or days[0] not in (1, 2, 3):
        return None
    below = enumerate(sheet.rows[number + 1 :], start=number + 2)
    named = [(at, row) for at, row in below if any(cell.strip() for cell in row[: days[0]])]
    rows = [row for _at, row in named]
    heads: list[tuple[str, str]] = []
    for row in rows:
        labels = _heads(row[: days[0]], days=False)
        heads.append((labels[0] or (heads[-1][0] if heads else ""), labels[-1] if len(labels) > 1 else ""))
    lines = [
        (number + 1, column_letter(place),
         [cells[place], *(row[place] if place < len(row) else "" for row in rows)])
        for place in days
    ]  # fmt: skip
    table = _table([("日期", ""), *heads], lines)
    return replace(table, rows=[number + 1, *(at for at, _row in named)]) if table else None


def _named(place: int, top: str, sub: str) -> _Names | None:
    """A head of names: 白班, 白班带班领导, 值班人员（夜班）, 值班人员（夜）; None where it is none."""
    top = re.sub("[(（]([白夜早中晚])[)）]", r"\1班", top)
    shift = SHIFT_NAME.search(top)
    role = _BESIDE.sub("", SHIFT_NAME.sub("", top))
    if role not in LEADER and role not in PERSONS and not (shift and not shift.start()):
        return None
    leads = role in LEADER or sub in LEADER
    return _Names(place, leads, shift[0] if shift else "", hours_in(top) if shift else None, None)


def _table(
    heads: Sequence[tuple[str, str]], lines: Sequence[tuple[int, str, Sequence[str]]]
) -> _Table | None:
    names: list[_Names] = []
    places: dict[str, int] = {}
    unread: list[str] = []
    plain = [top for top, _sub in heads]
    days = DAY[:2] if any(top in DAY[:2] for top in plain) else DAY
    for place, (top, sub) in enumerate(heads):
        if _PHONE.search(sub or top):
            if names and names[-1].phones is None and place > names[-1].place:
                names[-1] = names[-1]._replace(phones=place)
        elif top in days and "day" not in places:
            places["day"] = place
        elif top in HOURS:
            places["hours"] = place
        elif top in WEEKDAY:
            places["weekday"] = place
        elif top in SHIFT:
            places["shift"] = place
        elif named := _named(place, top, sub):
            names.append(named)
        elif _WHO.search(top):
            unread.append(top)
    return _Table(names, places, lines, unread=unread) if "day" in places and names else None


# ------------------------------------------------------------------ the lines


def _read(sheet: str, table: _Table, context: Context, found: DutyFile) -> None:
    last, place_of_day = "", table.places["day"]
    context = context.of_column(
        cells[place_of_day] for _at, _column, cells in table.lines if place_of_day < len(cells)
    )
    for number, column, cells in table.lines:

        def cell(place: int | None, cells: Sequence[str] = cells) -> str:
            text = cells[place].strip() if place is not None and place < len(cells) else ""
            return "" if _NOBODY.fullmatch(text) else text

        who = [
            (one, _people(cell(one.place), cell(one.phones)))
            for one in table.names
            if cell(one.place)
        ]  # fmt: skip
        if not who:
            continue  # a note at the foot, an empty line
        wrong = [(one.place, fault) for one in table.names if (fault := _wrong(cell(one.place)))]
        for place, fault in wrong:
            at = table.rows[place] if table.rows else number
            found.faults.append(Fault(sheet, at, column or column_letter(place), fault))
        written = last = cell(place_of_day) or last
        if wrong:
            continue
        days, day_hours = read_days(written, context), None
        # the hours of a whole day are none of its shifts'
        if days is None and len({one.shift for one, _people in who}) == 1:
            days, day_hours = read_day_hours(written, context) or (None, None)
        if days is None:
            key = "duty.file_day_either" if is_either(written, context) else "duty.file_day"
            fault = Verdict(None, Level.REFUSED, key, {"written": written[:20]})
            found.faults.append(Fault(sheet, number, column or column_letter(place_of_day), fault))
            continue
        said = weekday_of(cell(table.places.get("weekday")) or written)
        if len(days) == 1 and said is not None and said != days[0].weekday():
            values = {
                "sheet": sheet,
                "row": number,
                "day": days[0].isoformat(),
                "written": WEEKDAYS[said],
            }
            found.remarks.append(Verdict(None, Level.WARNING, "duty.file_weekday", values))
        its, hours = cell(table.places.get("shift")), cell(table.places.get("hours"))
        its = _shift_word(its) or _ENGLISH.get("".join(its.split()).lower(), its)
        for shift, when, leader, persons in _shifts(who, its, hours_in(hours or its) or day_hours):
            for day in days:
                if len(found.rows) >= MOST_ROWS:
                    raise refuse("duty.file_long", limit=MOST_ROWS)
                found.rows.append(Row(sheet, number, column, day, shift, when, leader, persons))


def _shifts(
    who: Sequence[tuple[_Names, list[Person]]], its: str, hours: tuple[time, time] | None
) -> Iterator[tuple[str, tuple[time, time] | None, Person, tuple[Person, ...]]]:
    """The shifts of a line: those of its columns, else its own; who leads the line leads each of them."""
    name = shift_name(its)
    named = list(dict.fromkeys(one.shift for one, _people in who if one.shift)) or [""]
    for shift in named:
        mine = [(one, people) for one, people in who if one.shift in ("", shift)]
        # a shift's own leader before the day's
        leaders = [person for one, people in mine if one.leads and one.shift for person in people]
        leaders += [person for one, people in mine if one.leads and not one.shift for person in people]
        # a second leader is somebody to call all the same
        others = [person for one, people in mine if not one.leads for person in people]
        when = next((one.hours for one, _people in mine if one.hours), None)
        yield (
            shift or name,
            when or hours,
            leaders[0] if leaders else Person("", ""),
            tuple(dict.fromkeys([*others, *leaders[1:]])),
        )  # fmt: skip


_NOTE = re.compile("^(?:备?注|说明)|值班(?:时间|时段)|每班|班次")


def _fill_hours(found: DutyFile, first: int, sheet: Sheet, head: int) -> None:
    """What the title or a note says of the hours is of the lines that name none; what cannot be placed is said."""
    lines = [" ".join(filter(None, cells)) for cells in sheet.rows]
    heads = [
        cell for cell in sheet.rows[head] if not SHIFT_NAME.search(cell)
    ]  # a shift's own column has its own
    beside = hours_beside([*lines[:head], *heads, *(one for one in lines[head + 1 :] if _NOTE.search(one))])
    unused = dict(beside)
    for place, row in enumerate(found.rows[first:], first):
        word = "" if row.shift in ALL_DAY else row.shift
        if row.hours is None and word in beside:
            found.rows[place] = row._replace(hours=beside[word])
            unused.pop(word, None)
    if unused and any(row.hours is None for row in found.rows[first:]):
        said = [f"{word}{starts:%H:%M}-{ends:%H:%M}" for word, (starts, ends) in unused.items()]
        values = {"sheet": sheet.name, "written": said}
        found.remarks.append(Verdict(None, Level.WARNING, "duty.file_hours", values))


def _wrong(text: str) -> Verdict | None:
    """What in a cell of names is nobody's name; a shift that lost it in silence would have somebody too few."""
    if mark := mark_written(text):
        return Verdict(None, Level.REFUSED, "roster.classified", {"mark": mark})
    persons = read_persons(text)
    for one in persons:
        if not is_name(one.name) or name_fault(one.name, one.name):
            return Verdict(None, Level.REFUSED, "duty.file_name", {"written": shown(one.name)})
    if text and not persons:
        return Verdict(None, Level.REFUSED, "duty.file_name", {"written": shown(text)})
    return None


def _people(names: str, phones: str) -> list[Person]:
    persons = read_persons(names)
    # a mark in a phone's place is somebody without one: nobody gets another's
    listed = re.findall(r"[0-9][0-9-]{3,20}|[^\s、，,；;/]+", re.sub(r"(?<=\d{3}) (?=\d{4}\b)", "", phones))
    return [
        one if one.phone or place >= len(listed) or not listed[place][0].isdigit() else Person(one.name, listed[place])
        for place, one in enumerate(persons)
    ]  # fmt: skip
