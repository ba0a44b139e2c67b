"""Art. 7: the list of what the party group reports to the county committee, reviewed at set times, and its events.

A list without review is a note (7-1, the interval is the office's own); an event without its 请示 or 报告 is a
warning until one is linked (7-2). What happened before the rules came into force is not judged (0-1).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from oatui.rules import convening
from oatui.rules.attachments import mark_on
from oatui.rules.invitation import MATTERS
from oatui.rules.verdict import IN_FORCE, Level, Verdict
from oatui.rules.workdays import Calendar, CalendarMissing, Count

PAPERS = ("请示", "报告")
INVITING = "5"

# the ten matters in the words and the order of article 7; their short names are rules/invitation.py's
WORDS = {
    "1": "党和国家领导人（含退出领导岗位的）、省市级领导同志（含退出领导岗位的）在我县参加的各类活动",
    "2": "有关党和国家领导人的纪念物、纪念会、座谈会、文献史料出版等",
    "3": "党和国家领导人亲属（遗属）在我县参加的各类活动",
    "4": "在国际国内有较强影响力的知名人士、专家学者在我县参加的各类活动",
    "5": "邀请党和国家领导人（含退出领导岗位的）、省市级领导同志（含退出领导岗位的）出席节庆论坛展会研讨会等活动",
    "6": "举办各类庆祝会、纪念会、表彰会、研讨会、博览会、节庆及论坛活动等",
    "7": "以历史名人、文化名人、知名人士等命名场馆",
    "8": "新建、改扩建纪念设施",
    "9": "涉及意识形态领域不易把握的问题",
    "10": "其他需要请示报告的事项",
}


# ------------------------------------------------------------------ the list (7-1)


def judge_entry(matter: str, category: str, responsible: str) -> list[Verdict]:
    """One line of the list: a matter, its number in article 7, and who is responsible."""
    if not matter.strip():
        return [Verdict("7-1", Level.REFUSED, "matters.no_matter")]
    if mark := mark_on(matter):
        return [Verdict("13-4", Level.REFUSED, "incoming.classified_mark", {"mark": mark})]
    if category not in MATTERS:
        return [_no_category("7-1", category)]
    if not responsible.strip():
        return [Verdict("7-1", Level.REFUSED, "matters.no_responsible")]
    return []


def judge_review_act(day: date, by: str, today: date) -> list[Verdict]:
    """A review has its day and its person."""
    if not by.strip():
        return [Verdict("7-1", Level.REFUSED, "matters.no_reviewer")]
    if day > today:
        return [Verdict("7-1", Level.REFUSED, "matters.review_future", {"day": day.isoformat()})]
    return []


def review_due(last: date, months: int) -> date:
    """The same day some months later, clamped to the month's end."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def judge_review(last: date | None, months: int, today: date) -> Verdict:
    """Whether the list was reviewed within the office's interval (months, 本局约定); the due day itself is in time."""
    if last is None:
        return Verdict("7-1", Level.NOTE, "matters.never_reviewed", {"months": months})
    due = review_due(last, months)
    values = {"last": last.isoformat(), "due": due.isoformat(), "months": months}
    if today > due:
        late = (today - due).days
        return Verdict("7-1", Level.NOTE, "matters.review_overdue", values | {"days": late})
    return Verdict("7-1", Level.OK, "matters.reviewed", values)


# ------------------------------------------------------------------ events and their 请示 or 报告 (7-2)


def judge_event(title: str, category: str) -> list[Verdict]:
    """An event that falls under one of the ten."""
    if not title.strip():
        return [Verdict("7-2", Level.REFUSED, "matters.no_event")]
    if mark := mark_on(title):
        return [Verdict("13-4", Level.REFUSED, "incoming.classified_mark", {"mark": mark})]
    if category not in MATTERS:
        return [_no_category("7-2", category)]
    return []


def _no_category(rule: str, written: str) -> Verdict:
    if not written.strip():
        return Verdict(rule, Level.REFUSED, "matters.category_blank")
    return Verdict(rule, Level.REFUSED, "matters.category", {"written": written[:20]})


def judge_link(kind: str | None, outside: str) -> list[Verdict]:
    """What is linked is a 请示 or 报告 of this desk (its kind), or the number of one that was made elsewhere."""
    if kind is None and not outside.strip():
        return [Verdict("7-2", Level.REFUSED, "matters.no_link")]
    if kind is not None and kind not in PAPERS:
        return [Verdict("7-2", Level.REFUSED, "matters.not_a_request", {"kind": kind})]
    return []


def latest(category: str, calendar: Calendar, day: date) -> Count:
    """Until when the committee is asked: 1 month before leaders are invited (8-9), else 15 days (8-7).

    Raises CalendarMissing.
    """
    return convening.latest("8-9" if category == INVITING else "8-7", calendar, day)


def judge_linked(
    category: str, day: date | None, linked: str, calendar: Calendar, today: date
) -> Verdict | None:
    """7-2: a warning until a paper is linked, with the day by which it is asked; None for what is not judged (0-1)."""
    if day is not None and day < IN_FORCE:
        return None
    values: dict[str, object] = {"matter": MATTERS[category]}
    if linked:
        return Verdict("7-2", Level.OK, "matters.linked", values | {"paper": linked})
    if day is None:
        return Verdict("7-2", Level.WARNING, "matters.unlinked", values)
    try:
        last = latest(category, calendar, day).day
    except CalendarMissing as missing:
        return Verdict("7-2", Level.WARNING, "matters.unlinked_year", values | {"year": missing.year})
    values |= {"latest": last.isoformat(), "days": abs((last - today).days)}
    key = "matters.unlinked_late" if today > last else "matters.unlinked_by"
    return Verdict("7-2", Level.WARNING, key, values)
