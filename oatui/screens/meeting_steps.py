"""The steps of a meeting, those of its role by digit, and how far each one is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from oatui.i18n import N_, _, sentence
from oatui.rules.workdays import Calendar, CalendarMissing
from oatui.store import arrivals, checklists, closing, leave, notice_papers, notices, replies, sending
from oatui.store.database import Store
from oatui.store.meetings import Meeting

# what the day itself asks first, so that its digits stay, then what goes before it
STEPS = {
    "host": (
        "door",
        "roster",
        "leave",
        "seats",
        "closing",
        "notices",
        "replies",
        "checklist",
        "paper",
        "papers",
    ),
    "attend": ("roster", "leave", "remind", "closing", "reply"),
    "sub_venue": (
        "door",
        "roster",
        "leave",
        "seats",
        "closing",
        "notices",
        "replies",
        "checklist",
        "report",
        "papers",
    ),
}
PAPERS_DIGIT = 0  # the papers have the digit that opens them from the seats too
STEP_WORDS = {
    "door": N_("签到台"),
    "roster": N_("名册"),
    "leave": N_("请假"),
    "seats": N_("座次"),
    "remind": N_("提醒"),
    "closing": N_("闭会"),
    "notices": N_("通知"),
    "replies": N_("回执"),
    "reply": N_("我局回执"),
    "checklist": N_("会务清单"),
    "paper": N_("通知稿"),
    "report": N_("到会上报"),
    "papers": N_("材料"),
}
ATTEND_WORDS = STEP_WORDS | {"roster": N_("上报人员"), "closing": N_("到会情况")}
TICKS_WORDS = STEP_WORDS | {"door": N_("到会打勾")}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its digit, its words, how it stands and in which verdict colour."""

    digit: int
    key: str
    words: str
    stands: str
    look: str


def steps_of(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> list[Step]:
    """The steps of a meeting's role, each with how it stands."""
    words = ATTEND_WORDS if meeting.role == "attend" else TICKS_WORDS if meeting.ticks else STEP_WORDS
    return [
        Step(digit, key, words[key], *_STANDS[key](store, meeting, calendar, now))
        for digit, key in digits_of(meeting.role).items()
    ]


def digits_of(role: str) -> dict[int, str]:
    """Which digit opens which step of a role, in the order they are shown."""
    steps = STEPS[role]
    return {PAPERS_DIGIT if key == "papers" else digit: key for digit, key in enumerate(steps, start=1)}


def _door(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    window = meeting.window
    if meeting.closed_at or now > window.closes:
        return _("签到已结束"), "dim"
    if now < window.opens:
        return _("{at:short} {at:hm} 开始签到", at=window.opens), "dim"
    return _("签到中，{at:hm} 结束", at=window.closes), "ok"


def _roster(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    # a post that somebody stands in for is one person
    n = arrivals.figures(store, [meeting.id])[meeting.id][0]
    if n:
        return _("{n} 人", n=n), ""
    return _("还没有人。按 F4 加人") if meeting.role == "attend" else _("还没有人。从 Excel 文件导入"), "warn"


def _leave(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    found = leave.listed(store, meeting.id, limit=-1)
    states = [one.state for one in found]
    waiting, owed = states.count("requested"), sum(bool(one.open) for one in found)
    words = [
        _("已批 {n}", n=states.count("approved")),
        _("待批 {n}", n=waiting) if waiting else "",
        _("手续未齐 {n}", n=owed) if owed else "",
    ]
    if not found:
        return _("没有人请假"), "dim"
    return "  ".join(word for word in words if word), "warn" if waiting or owed else "ok"


def _seats(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    from oatui.store import seat_map

    seated = store.value("select count(seat) from attendee where meeting = ?", meeting.id)
    if not seated:
        return _("还没有排座"), "dim"
    left = len(seat_map.without_seat(store, meeting.id))
    return _("{seated} 人有座位，{left} 人没有", seated=seated, left=left), ""


def _remind(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    return _("提醒每人 {at:hm} 前到会签到，复制一句话发出", at=meeting.sign_in_deadline), "dim"


def _notices(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    found = notices.recipients(store, meeting.id, limit=2000)
    sent = [one for one in found if one.sent_at]
    waiting = sum(not one.acknowledged_at for one in sent)
    if not sent:
        return _("还没有发"), "dim"
    words = _("已发 {sent} / {units}", sent=len(sent), units=len(found))
    return (f"{words}  " + _("未签收 {n}", n=waiting), "warn") if waiting else (words, "ok")


def _replies(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    found = notices.recipients(store, meeting.id, limit=2000)
    words = _("已回执 {n} / {units}", n=sum(bool(one.replied_at) for one in found), units=len(found))
    try:
        due = notices.deadline(store, meeting, calendar).at
    except CalendarMissing as missing:
        return missing.verdict.message, "warn"
    fixing = notices.fixing(store, meeting, calendar)
    late = len(replies.after_deadline(store, meeting.id, fixing))
    if fixing is None:  # it was past when the meeting was called
        return words, "dim"
    if now <= due:
        return words + "  " + _("时限 {at:short} {at:hm}", at=due), ""
    return words + "  " + (
        _("时限后变动 {n} 处", n=late) if late else _("时限已过")
    ), "warn" if late else "dim"


def _closing(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    if meeting.closed_at:
        return _("{at:date} {at:hm} 闭会", at=meeting.closed_at), "ok"
    stops = [stop for stop in closing.blockers(store, meeting.id) if stop.rule]
    if stops:
        return _("还有 {n} 件请假手续没办完", n=len(stops)), "warn"
    return (sentence("待闭会"), "") if now >= meeting.end else (_("未到结束时间"), "dim")


def _checklist(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    done, lines = checklists.figures(store, meeting.id)
    if not lines:
        return _("还没有列"), "dim"
    return _("已备好 {done} / {lines}", done=done, lines=lines), "ok" if done == lines else "warn"


def _paper(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    from oatui.rules.signoff import LABELS

    paper = notice_papers.of(store, meeting.id)
    if paper is None:
        return _("拟成便函，连同空白回执"), "dim"
    if paper.number:
        return paper.number, "ok"
    return _("已拟稿，待{step}", step=_(LABELS.get(paper.waiting_for or "", N_("编号")))), ""


def _papers(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    return _("席签、邀请单、签到表、座次图、会风会纪"), "dim"


def _reply(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    """Our own reply to a meeting called above, and until when."""
    sent = sending.listed(store, meeting.id)
    unapproved = [one for one in sent if not one.approver]
    try:
        due = notices.deadline(store, meeting, calendar)
    except CalendarMissing as missing:
        return missing.verdict.message, "warn"
    until = _("时限 {at:short} {at:hm}", at=due.at)
    if not due.own:
        until += _("（默认）")
    if reported := sending.reported_at(store, meeting.id):
        return _("{at:short} {at:hm} 已报", at=reported), "ok"
    if unapproved:
        return f"{until}  " + _("{n} 人还没写谁同意", n=len(unapproved)), "warn"
    return (f"{until}  " + _("时限已过"), "warn") if now > due.at else (until, "")


def _report(store: Store, meeting: Meeting, calendar: Calendar, now: datetime) -> tuple[str, str]:
    return _("会前报到会、会后报结果，复制一句话发出"), "dim"


_STANDS: dict[str, Callable[[Store, Meeting, Calendar, datetime], tuple[str, str]]] = {
    "door": _door,
    "roster": _roster,
    "leave": _leave,
    "seats": _seats,
    "remind": _remind,
    "closing": _closing,
    "notices": _notices,
    "replies": _replies,
    "reply": _reply,
    "checklist": _checklist,
    "paper": _paper,
    "report": _report,
    "papers": _papers,
}
