"""The day: what today asks, the OA logins, and counted working days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from oatui import desk
from oatui.clock import iso
from oatui.commands.command import Answer, Command, Workplace, option, verdict_lines, verdicts_as_dicts
from oatui.commands.deadlines import due_as_dict, due_line
from oatui.commands.documents import waiting_words
from oatui.commands.duty import gap_data, gap_words
from oatui.commands.lines import clean, table
from oatui.commands.oa import group as oa
from oatui.commands.typed import TEXT, day, said_at
from oatui.i18n import N_, _, format_day, format_list
from oatui.rules import deadlines as deadline_law
from oatui.rules import incident as incident_law
from oatui.rules import workdays
from oatui.store import meetings, open_items, routines

ACTS = {
    "print": N_("待印制"),
    "seal": N_("待盖印"),
    "file": N_("待留底"),
    "send": N_("待分送"),
    "close": N_("待办结"),
}
LOGINS = {"arrival": N_("上班登录"), "leaving": N_("下班前登录")}
STATES = {
    "upcoming": N_("未到时间"),
    "open": N_("待登"),
    "done": N_("已登"),
    "late": N_("晚登"),
    "missed": N_("漏登"),
}
KINDS = {
    "weekday": N_("工作日"),
    "weekend": N_("周末"),
    "holiday": N_("放假"),
    "make_up": N_("调休上班"),
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
                waiting=_(ACTS[one.acts[0]]),
            )
        )
    for telegram in rest.telegrams:
        yield clean(_("明电 {id}  {title}  {stands}", id=telegram.id, title=telegram.title,
                      stands=telegram.stands(found.now).message))  # fmt: skip
    if rest.secrets:
        serials = format_list(one.serial for one in rest.secrets)
        yield clean(_("借阅未还 {n}（台账 {serials}）", n=len(rest.secrets), serials=serials))
    yield from verdict_lines(rest.remarks)


@oa.command("login", help=N_("登记一次 OA 登录：上班时、下班前各一次；补记以前某天的要写原因"))
@option("--at", type=TEXT, metavar="TIME", help=N_("登录的时间，如 2026-11-25 08:12 或 0812；不填就是现在"))
@option(
    "--which",
    type=click.Choice(list(LOGINS)),
    help=N_("arrival 上班登录，leaving 下班前登录；不填按时间判断"),
)
@option("--reason", type=TEXT, default="", help=N_("补记的原因"))
@click.pass_obj
def login(place: Workplace, at: str | None, which: Any, reason: str) -> Answer:
    store = place.store()
    when = said_at(place, at)
    made = routines.log_in(store, at=when, which=which, reason=reason)
    data: dict[str, Any] = {
        "which": made.which,
        "at": made.at,
        "recorded_at": made.recorded_at,
        "operator": made.operator,
        "level": str(made.verdict.level),
        "rule": made.verdict.rule,
        "message": made.verdict.message,
    }
    said = [made.verdict, *([made.left] if made.left else [])]
    data["left"] = verdicts_as_dicts([made.left])[0] if made.left else None
    return Answer(data, verdict_lines(said))


@click.command(
    "due",
    cls=Command,
    help=N_("按工作日推算：--from 往后算到期日，--before 往前算最迟哪天，--between 数两天之间的工作日"),
)
@option("--from", "start", type=TEXT, metavar="DATE", help=N_("从哪天起（这天不算），与 --working-days 同用"))
@option(
    "--before", type=TEXT, metavar="DATE", help=N_("在哪天之前，与 --working-days、--days 或 --months 同用")
)
@option("--between", type=TEXT, nargs=2, metavar="A B", help=N_("数 A 之后到 B 为止的工作日"))
@option("--working-days", "working", type=int, metavar="N", help=N_("几个工作日"))
@option("--days", type=int, metavar="N", help=N_("几个自然日"))
@option("--months", type=int, metavar="N", help=N_("几个月"))
@click.pass_obj
def due(
    place: Workplace,
    start: str | None,
    before: str | None,
    between: tuple[str, str] | None,
    working: int | None,
    days: int | None,
    months: int | None,
) -> Answer:
    if sum(given is not None for given in (start, before, between)) != 1:
        raise click.UsageError(_("--from、--before、--between 要填一项，也只能填一项"))
    calendar = place.calendar()
    lengths = sum(given is not None for given in (working, days, months))
    if between is not None:
        if lengths:
            raise click.UsageError(_("--between 只数工作日，不填天数"))
        first, last = (day(place, written, "--between") for written in between)
        count = workdays.working_days_between(calendar, first, last)
        line = _("{first:day} 之后到 {last:day}：{n} 个工作日", first=first, last=last, n=count.result)
        return _counted("working_days", count, line)
    if start is not None:
        if working is None or lengths != 1:
            raise click.UsageError(_("--from 要同时填 --working-days，也只能填这一项"))
        begun = day(place, start, "--from")
        count = workdays.due(calendar, begun, working)
        line = _("{begun:day} 起 {n} 个工作日：{due:day}", begun=begun, n=working, due=count.day)
        return _counted("due", count, line)
    assert before is not None
    if not lengths or (working is not None and lengths > 1):
        raise click.UsageError(_("--before 要同时填 --working-days，或者 --days、--months"))
    event = day(place, before, "--before")
    if working is not None:
        count = workdays.latest_before(calendar, event, working)
    else:
        count = workdays.days_before(calendar, event, days or 0, months or 0)
    line = _("{event:day} 之前：最迟 {latest:day}", event=event, latest=count.day)
    if count.previous_working_day:
        line += _("（休息日，前一个工作日是 {day:day}）", day=count.previous_working_day)
    return _counted("latest", count, line)


def _counted(key: str, count: workdays.Count, line: str) -> Answer:
    result = count.result if isinstance(count.result, int) else count.result.isoformat()
    data: dict[str, Any] = {
        key: result,
        "counted": [
            {"date": one.date.isoformat(), "kind": one.kind, "name": one.name} for one in count.counted
        ],
        "source": "、".join(count.sources),
    }
    if key == "latest":
        previous = count.previous_working_day
        data["previous_working_day"] = previous.isoformat() if previous else None
    rows = [
        (format_day(one.date), _(KINDS[one.kind]), _(one.name) if one.name else "") for one in count.counted
    ]
    return Answer(data, [line, *table((_("计入的日子"), _("性质"), _("节日")), rows)])


COMMANDS = (today, oa, due)
