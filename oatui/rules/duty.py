"""值班: shifts that cover the day, who is on them, and the hours that nobody covers (article 23; practice)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from oatui.clock import ZONE, iso
from oatui.rules.duty_hours import clock_time
from oatui.rules.phone_text import in_one
from oatui.rules.surnames import COMPOUND
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.rules.workdays import Calendar, CalendarMissing

MOST_PERSONS = 6
SOON_OVER = timedelta(hours=1)  # handed over within it, a shift is at its end (practice)
FAR = timedelta(days=400)  # a day further off is a slip of the pen
# a stroke parts two names or two phones, and nothing else
_BETWEEN = re.compile(r"[、，,；;\n]+|(?<=[\u4e00-\u9fff0-9)）])\s*/\s*(?=[\u4e00-\u9fff0-9])")
# 李某（司机）, 带班：张某: what somebody is on the shift
_ASIDE = re.compile(
    r"[(（][^)）0-9]*[)）]|[*★☆○●◎△▲※]+|(?:带班领导|带班|值班人员|值班)[:：]|(?:联系)?(?:电话|手机)[号码]*(?=[\s:：]*[0-9])"
)
# what stands beside names on a roster, or where somebody is still sought
_NO_NAMES = {
    "备勤", "备班", "备值", "带班", "值班", "值守", "主班", "副班", "机动", "休", "休息", "轮休", "调休",
    "补休", "无人", "同前", "另定", "领导", "局领导", "全体", "全天", "白班", "夜班", "办公室", "值班室",
    "电话", "手机", "值班员", "司机", "局长", "副局长", "主任", "副主任", "科长", "副科长", "股长",
    "副股长", "上午", "下午", "off", "Off", "rest", "Rest", "none", "None", "nobody", "Nobody", "vacant",
    "Vacant", "standby", "Standby", "待定", "未定", "待排", "暂无", "空缺",
}  # fmt: skip
# 张三等, 张三→李四, TBD: somebody is missing, or two stand for one
_UNSETTLED = re.compile("[→⇒➔➜>＞]|(?<=..)等人?$|^(?:T[Bb][ADCadc]|tb[acd]|N/A|n/a)$")
_SHIFT = re.compile(r"(\S+)\s+(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


class Shift(NamedTuple):
    """A part of the day; it crosses midnight where `end` is not after `start`."""

    name: str
    start: time
    end: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """When it begins and ends, of the day it begins on."""
        begins = datetime.combine(day, self.start, ZONE)
        last = day if self.end > self.start else day + timedelta(days=1)
        return begins, datetime.combine(last, self.end, ZONE)


class Person(NamedTuple):
    name: str
    phone: str

    def __str__(self) -> str:
        return f"{self.name} {self.phone}".strip()


NOBODY = Person("", "")


class Entry(NamedTuple):
    """Who is on a shift that begins on `day`; times are datetimes, `leader` is who leads it (带班领导)."""

    day: date
    shift: str
    starts: datetime
    ends: datetime
    leader: Person
    persons: tuple[Person, ...]

    @property
    def key(self) -> tuple[date, str]:
        return self.day, self.shift

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody named on it, the leader first."""
        return tuple(one for one in (self.leader, *self.persons) if one.name)

    @property
    def reachable(self) -> bool:
        """At least one named person with a phone (23-1)."""
        return any(one.phone for one in self.people)

    def overlaps(self, other: Entry) -> bool:
        return self.starts < other.ends and other.starts < self.ends

    def in_place_of(self, name: str, other: Person) -> Entry:
        """The same shift with another person where `name` stood."""
        persons = tuple(other if one.name == name else one for one in self.persons)
        return self._replace(leader=other if self.leader.name == name else self.leader, persons=persons)


class Gap(NamedTuple):
    """Hours that nobody covers, or nobody whose phone is known."""

    starts: datetime
    ends: datetime


def read_shifts(text: str) -> tuple[Shift, ...]:
    """白班 08:00-18:00 夜班 18:00-08:00: one after the other they fill 24 hours. Raises Refused (23-1)."""
    try:
        shifts = tuple(
            Shift(name, clock_time(h, m), clock_time(k, n)) for name, h, m, k, n in _SHIFT.findall(text)
        )
    except ValueError:
        shifts = ()
    left = _SHIFT.sub("", text).strip()
    if not shifts or left or len({one.name for one in shifts}) < len(shifts):
        raise refuse("duty.shifts", written=text[:40])
    if any(one.end != two.start for one, two in zip(shifts, (*shifts[1:], shifts[0]), strict=True)):
        raise refuse("duty.shifts_gap", "23-1")
    minutes = sum(
        (end - begin).total_seconds() for begin, end in (one.on(date(2026, 1, 1)) for one in shifts)
    )
    if minutes != 24 * 3600:
        raise refuse("duty.shifts_gap", "23-1")
    return shifts


def judge(entry: Entry, today: date) -> None:
    """A shift has at least one named person with a phone (23-1), and is of about this year. Raises Refused."""
    if abs(entry.day - today) > FAR:
        raise refuse("duty.far", day=entry.day.isoformat())
    if not entry.people:
        raise refuse("duty.nobody", "23-1", day=entry.day.isoformat(), shift=entry.shift)
    if not entry.reachable:
        raise refuse("duty.no_phone", "23-1")
    if len(entry.persons) > MOST_PERSONS:
        raise refuse("duty.many", most=MOST_PERSONS)


def in_the_duty_room(entry: Entry, phone: str) -> Entry:
    """Where nobody's own phone is known, the first of them is called in the duty room; as it is without such a phone."""
    if entry.reachable or not phone or not entry.people:
        return entry
    first = (entry.persons or entry.people)[0]
    return entry.in_place_of(first.name, Person(first.name, phone))


def remarks(entry: Entry) -> list[Verdict]:
    """What is no fault of a shift but worth a look: no leader, a phone that is not known (23-2)."""
    found = []
    if not entry.leader.name:
        found.append(no_leader(entry))
    for one in entry.people:
        if not one.phone:
            found.append(Verdict("23-2", Level.NOTE, "duty.phone_missing", {"name": one.name}))
    return found


def of_years(days: Iterable[date], calendar: Calendar) -> list[Verdict]:
    """The years among these days whose holidays are not known: the roster holds, but no rest day is marked."""
    found = []
    for year in sorted({day.year for day in days}):
        try:
            calendar.day(date(year, 1, 1))
        except CalendarMissing:
            found.append(Verdict(None, Level.WARNING, "duty.year_missing", {"year": year}))
    return found


def tired(entries: Iterable[Entry], longest: int) -> list[Verdict]:
    """Somebody on two shifts at once, or on one after the other; a leader leads from afar and may (本局约定).

    The shifts of one day by the same people are a day's duty; more than `longest` hours without a break are not.
    """
    found: list[Verdict] = []
    last: dict[str, tuple[datetime, Entry]] = {}  # since when without a break, and the shift it goes up to
    for entry in sorted(entries, key=lambda one: one.starts):
        for name in dict.fromkeys(one.name for one in entry.persons):
            since, before = last.get(name, (entry.starts, None))
            if before is None or entry.starts > before.ends:
                last[name] = entry.starts, entry
                continue
            last[name] = since, max(entry, before, key=lambda one: one.ends)
            if entry.overlaps(before):
                found.append(_of(None, Level.WARNING, "duty.at_once", entry, name=name, other=before.shift))
            elif entry.ends - since > timedelta(hours=longest):
                hours = int((entry.ends - since).total_seconds() // 3600)
                found.append(_of(None, Level.WARNING, "duty.too_long", entry, name=name, hours=hours))
            elif before.day != entry.day:
                found.append(_of(None, Level.NOTE, "duty.back_to_back", entry, name=name, other=before.shift))
    return found


def leaderless(entries: Sequence[Entry], first: datetime, last: datetime) -> list[Entry]:
    """The shifts of a stretch that nobody leads, where the roster names leaders at all."""
    near = [one for one in entries if one.starts < last and one.ends > first]
    if not any(one.leader.name for one in near):
        return []
    return [one for one in near if not one.leader.name]


def no_leader(entry: Entry) -> Verdict:
    """A shift that nobody leads (带班领导)."""
    return _of("23-1", Level.WARNING, "duty.no_leader", entry)


def other_hours(entries: Sequence[Entry], office: Collection[tuple[str, time, time]]) -> list[Verdict]:
    """How many shifts stand by other names or hours than the office's are now: from before a change, or a file's own."""
    others = [
        one
        for one in entries
        if (one.shift, one.starts.timetz().replace(tzinfo=None), one.ends.timetz().replace(tzinfo=None))
        not in office
    ]
    if not others:
        return []
    return [_of(None, Level.NOTE, "duty.other_hours", others[0], n=len(others), hours=hours_of(others[0]))]


def beside(entry: Entry) -> Verdict:
    """A shift by other hours that stays on the roster beside the one that was put in."""
    who = [one.name for one in entry.people]
    return _of(
        None, Level.WARNING, "duty.beside", entry, who=who, starts=iso(entry.starts), ends=iso(entry.ends)
    )


def hours_of(entry: Entry) -> str:
    """18:00-08:00: the hours of a shift."""
    return f"{entry.starts:%H:%M}-{entry.ends:%H:%M}"


def called(entry: Entry) -> str:
    """The names of a shift, the leader first."""
    return "、".join(one.name for one in entry.people)


def _of(rule: str | None, level: Level, key: str, entry: Entry, **values: object) -> Verdict:
    return Verdict(rule, level, key, {"day": entry.day.isoformat(), "shift": entry.shift, **values})


def judge_change(was: Entry, becomes: Entry | None, reason: str, now: datetime) -> None:
    """Other people on a shift, or nobody any more: a fact with its reason. Raises Refused."""
    same = becomes is not None and [one.name for one in was.people] == [one.name for one in becomes.people]
    if same or reason.strip():
        return
    key = "duty.over" if was.ends <= now else "duty.changed"
    raise refuse(key, day=was.day.isoformat(), shift=was.shift, was=[one.name for one in was.people])


def judge_swap(one: Entry, name: str, other: Entry, other_name: str, reason: str, agreed: str) -> None:
    """换班: two people of two shifts for each other, why, and who agreed. Raises Refused."""
    for entry, wanted in ((one, name), (other, other_name)):
        if wanted not in [person.name for person in entry.people]:
            raise refuse("duty.swap_nobody", day=entry.day.isoformat(), shift=entry.shift, name=wanted[:20])
    if name == other_name or one.key == other.key:
        raise refuse("duty.swap_same")
    for entry, wanted in ((one, other_name), (other, name)):
        if wanted in [person.name for person in entry.people]:
            raise refuse("duty.swap_there", day=entry.day.isoformat(), shift=entry.shift, name=wanted)
    if not reason.strip():
        raise refuse("duty.swap_why")
    if not agreed.strip():
        raise refuse("duty.swap_agreed")


def judge_call(entry: Entry, at: datetime, now: datetime, before: int) -> None:
    """试呼 is a fact of its shift: not of the future, nor over `before` minutes (本局约定) ahead, nor after it. Raises Refused."""
    if at > now:
        raise refuse("duty.call_ahead", at=iso(at))
    if at < entry.starts - timedelta(minutes=before):
        raise refuse(
            "duty.call_early",
            "23-2",
            day=entry.day.isoformat(),
            shift=entry.shift,
            starts=iso(entry.starts),
            minutes=before,
        )
    if at > entry.ends:
        raise refuse(
            "duty.call_late", "23-2", day=entry.day.isoformat(), shift=entry.shift, ends=iso(entry.ends)
        )


def judge_hand_over(entry: Entry, giver: str, taker: str, at: datetime, now: datetime) -> Verdict:
    """交接班 names both, and is a fact of a shift that has begun; well before its end it is remarked. Raises Refused."""
    if not giver.strip() or not taker.strip():
        raise refuse("duty.who")
    if giver.strip() == taker.strip():
        raise refuse("duty.who_same", name=giver.strip())
    if at > now:
        raise refuse("duty.ahead", at=iso(at))
    if at < entry.starts:
        raise refuse("duty.not_begun", day=entry.day.isoformat(), shift=entry.shift, starts=iso(entry.starts))
    values: dict[str, object] = {"giver": giver.strip(), "taker": taker.strip()}
    if entry.ends - at <= SOON_OVER:
        return Verdict("23-1", Level.OK, "duty.handed", values)
    values |= {"early": (entry.ends - at).total_seconds(), "ends": iso(entry.ends)}
    return _of("23-1", Level.WARNING, "duty.handed_early", entry, **values)


def gaps(entries: Iterable[Entry], first: datetime, last: datetime) -> list[Gap]:
    """The hours between two moments that no reachable entry covers, holidays and nights too (23-1)."""
    found: list[Gap] = []
    at = first
    for one in sorted((one for one in entries if one.reachable), key=lambda one: one.starts):
        if one.starts > at:
            found.append(Gap(at, min(one.starts, last)))
        at = max(at, one.ends)
        if at >= last:
            break
    if at < last:
        found.append(Gap(at, last))
    return [gap for gap in found if gap.ends > gap.starts]


def told(missing: Sequence[Gap]) -> Verdict:
    """23-1 of the gaps that were found: held where there is none, else refused with the first."""
    if not missing:
        return Verdict("23-1", Level.OK, "duty.whole", {})
    gap = missing[0]
    key = "duty.gap_day" if gap.starts.date() == gap.ends.date() else "duty.gap"
    return Verdict(
        "23-1", Level.REFUSED, key,
        {"starts": gap.starts.isoformat(), "ends": gap.ends.isoformat(), "n": len(missing)},
    )  # fmt: skip


# a phone; a name in letters, which has spaces in it; any other word
_LATIN = r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’-]*"
_PHONE_OR_NAME = re.compile(
    rf"([0-9][0-9 -]{{3,20}}[0-9])|({_LATIN}(?:[ \t]+{_LATIN})*)(?=[\s0-9()（）:：]|$)|([^0-9()（）:：\s-][^0-9()（）:：\s]*)"
)


def read_persons(text: str) -> tuple[Person, ...]:
    """张三 13800000000、李四 0537-6000000: names with their phones, in any of the marks that people use.

    A phone ends a person; two names of two characters and more beside each other are two people.
    """
    found: list[Person] = []
    for part in _BETWEEN.split(_ASIDE.sub(" ", in_one(text))):
        names: list[str] = []
        for phone, latin, name in _PHONE_OR_NAME.findall(part):
            if latin or name:
                names.append(name or " ".join(latin.split()))
                continue
            found += _names(names[:-1]) if len(names) > 1 and len(names[-1]) > 1 else []
            called = names[-1] if names and len(names[-1]) > 1 else "".join(names)
            phone = re.sub(r"\s", "", phone)
            if called:
                found.append(Person(called, phone))
            elif found:  # 张三、13800000000, or a second phone
                last = found.pop()
                found.append(Person(last.name, "、".join(filter(None, (last.phone, phone)))))
            names = []
        found += _names(names)
    return tuple(found)


def is_name(name: str) -> bool:
    """Whether it may be somebody's name: 局长, 备勤, 张三等 and TBD are nobody's."""
    return len(name) > 1 and name not in _NO_NAMES and not _UNSETTLED.search(name)


def read_people(leader: str, persons: str) -> tuple[Person, tuple[Person, ...]]:
    """Who leads, NOBODY where nobody does, and who is on; a second leader is somebody to call all the same.

    Raises Refused for what is nobody's name.
    """
    leaders, others = read_persons(leader), read_persons(persons)
    if wrong := next((one.name for one in (*leaders, *others) if not is_name(one.name)), ""):
        raise refuse("duty.file_name", written=wrong[:20])
    return leaders[0] if leaders else NOBODY, tuple(dict.fromkeys([*others, *leaders[1:]]))


def _names(words: Sequence[str]) -> list[Person]:
    # 王 敏 is one name set in two; a compound surname stands apart from its given name as well
    if all(len(word) == 1 for word in words) or (words and words[0] in COMPOUND):
        words = ["".join(words)] if words else []
    found: list[str] = []
    for word in words:
        # 张三 李 四: so is one that stands beside others
        if len(word) == 1 and found and len(found[-1]) == 1:
            found[-1] += word
        else:
            found.append(word)
    return [Person(word, "") for word in found]
