"""What today asks: logins, meetings, deadlines, what waits; for scripts, whether anything is pressing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from oatui import desk
from oatui.clock import iso
from oatui.commands.command import Answer, Command, Workplace, option, verdict_lines
from oatui.commands.day_lines import KINDS, LOGINS, due_as_dict, due_line, gap_data, gap_words, waiting_words
from oatui.commands.lines import clean
from oatui.i18n import N_, _, format_list
from oatui.rules import deadlines as deadline_law
from oatui.rules import incident as incident_law
from oatui.rules import issuing
from oatui.store import meetings, open_items, routines

STATES = {
    "upcoming": N_("未到时间"),
    "open": N_("待登"),
    "done": N_("已登"),
    "late": N_("晚登"),
    "missed": N_("漏登"),
}


@click.command("today", cls=Command, help=N_("今天的事：登录、会议、签到截止、待办公文"))
@option("--check", is_flag=True, help=N_("供脚本用：有时限超期或今天到期，退出码是 1"))
@click.pass_obj
def today(place: Workplace, check: bool) -> Answer:
    store = place.store()
    found = desk.today(store, place.calendar())
    rest = desk.agenda(store, place.calendar())
    data = {
        "date": found.now.date().isoformat(),
        "is_working_day": found.day.working if found.day else None,
        "day": {"kind": found.day.kind, "name": found.day.name} if found.day else None,
        "calendar": str(found.missing) if found.missing else None,
        "oa": {login.which: _login(login) for login in found.logins},
        "meetings": [_meeting(held, found) for held in found.meetings],
        "deadlines": [
            *(_deadline(held) for held in found.meetings if _left(held, found) > 0),
            *(due_as_dict(one, found.now) for one in (*rest.due, *rest.uncounted)),
        ],
        "duty": {
            "tonight": [
                {
                    "shift": one.entry.shift,
                    "leader": one.entry.leader._asdict(),
                    "persons": [who._asdict() for who in one.entry.persons],
                }
                for one in rest.tonight
            ],
            "gaps": [gap_data(gap) for gap in rest.duty_gaps],
        },
        "open_items": [open_items.as_dict(one) for one in open_items.open_items(store, place.calendar())],
        "confidential": [
            {"serial": one.serial, "late": one.stands(found.now.date()) is not None} for one in rest.secrets
        ],
        "numbered": [
            {"id": entry.document.id, "number": entry.document.number, "title": entry.document.title}
            for entry in rest.numbered
        ],
    }
    return Answer(data, _today_lines(found, rest), _pressing(rest, found.now) if check else None)


def _pressing(rest: desk.Agenda, now: datetime) -> str | None:
    """The sentence of --check: how many are overdue or end today; None where none is."""
    groups = Counter(deadline_law.group(one.due, one.do_by, now) for one in rest.due)
    owed = [found for one in rest.incidents if (found := incident_law.next_owed(one.facts, now))]
    groups.update("late" if one.left < 0 else "today" for one in owed)
    if not groups["late"] + groups["today"]:
        return None
    return _("超期 {late} 件，今天到期 {today} 件", late=groups["late"], today=groups["today"])


def _login(login: routines.LoginState) -> dict[str, Any]:
    made = login.login
    return {
        "state": login.state,
        "from": iso(login.opens),
        "to": iso(login.closes),
        "at": made.at if made else None,
        "on_time": login.state == "done" if made else None,
        "operator": made.operator if made else None,
        "rule": "14-2",
    }


def _left(held: desk.MeetingToday, found: desk.Today) -> int:
    return int((held.meeting.sign_in_deadline - found.now).total_seconds())


def _meeting(held: desk.MeetingToday, found: desk.Today) -> dict[str, Any]:
    known = meetings.as_dict(held.meeting)
    named = ("id", "title", "start", "end", "place", "sign_in_deadline")
    return (
        {key: known[key] for key in named}
        | {"seconds_left": max(0, _left(held, found)), "venues": held.venues}
        | held.counts.as_dict()
    )


def _deadline(held: desk.MeetingToday) -> dict[str, Any]:
    return {
        "kind": "sign_in",
        "id": held.meeting.id,
        "title": held.meeting.title,
        "due": iso(held.meeting.sign_in_deadline),
        "rule": "17-5",
    }


def _today_lines(found: desk.Today, rest: desk.Agenda) -> Iterator[str]:
    kind = _(KINDS[found.day.kind]) if found.day else _("调休安排未载入，按工作日提醒")
    name = _("（{name}）", name=_(found.day.name)) if found.day and found.day.name else ""
    yield _("{day:day}  {kind}{name}", day=found.now.date(), kind=kind, name=name)
    for login in found.logins:
        if login.state is not None:
            at = f"{login.login.at[11:16]} " if login.login else ""
            yield _(
                "{login}  {at}{state}（{opens:hm}至{closes:hm}）",
                login=_(LOGINS[login.which]),
                at=at,
                state=_(STATES[login.state]),
                opens=login.opens,
                closes=login.closes,
            )
    if not found.meetings:
        yield _("今天没有会议")
    for held in found.meetings:
        yield clean(
            _(
                "会议 {id}  {start:hm} {title}  签到截止 {until:hm}  应到 {expected}  已到 {present}  未到 {absent}",
                id=held.meeting.id,
                start=held.meeting.start,
                title=held.meeting.title,
                until=held.meeting.sign_in_deadline,
                expected=held.counts.expected,
                present=held.counts.present,
                absent=held.counts.absent,
            )
        )
    if not found.meetings and found.next_meeting:
        following = found.next_meeting
        yield clean(
            _("下一次会议：{start:day} {start:hm} {title}", start=following.start, title=following.title)
        )
    yield from map(gap_words, rest.duty_gaps)
    for line in rest.tonight:
        yield clean(_("今晚值班  {who}", who=format_list(line.entry.persons)))
    for event in rest.incidents:
        yield clean(_("突发 {id}  {what}  续报未了", id=event.id, what=event.what))
    for due in (*rest.due, *rest.uncounted):
        yield due_line(due, found.now)
    for urgent in rest.overnight:
        yield clean(_("收文 {id}  {title}  过夜未办", id=urgent.id, title=urgent.title))
    for paper in rest.waiting:
        waiting = waiting_words(paper)
        yield clean(_("公文 {id}  {title}  {waiting}", id=paper.id, title=paper.title, waiting=waiting))
    for one in rest.issuing:
        yield clean(
            _(
                "公文 {id}  {title}  {waiting}",
                id=one.paper.id,
                title=one.paper.title,
                waiting=_(issuing.WAITS[one.acts[0]]),
            )
        )
    for telegram in rest.telegrams:
        yield clean(_("明电 {id}  {title}  {stands}", id=telegram.id, title=telegram.title,
                      stands=telegram.stands(found.now).message))  # fmt: skip
    if rest.secrets:
        serials = format_list(one.serial for one in rest.secrets)
        yield clean(_("借阅未还 {n}（台账 {serials}）", n=len(rest.secrets), serials=serials))
    yield from verdict_lines(rest.remarks)


COMMANDS = (today,)
