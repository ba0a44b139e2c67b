"""The day: the OA logins, and counted working days."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.command import Answer, Command, Workplace, option, verdict_lines, verdicts_as_dicts
from oatui.commands.day_lines import KINDS, LOGINS
from oatui.commands.lines import table
from oatui.commands.oa import group as oa
from oatui.commands.typed import TEXT, day, said_at
from oatui.i18n import N_, _, format_day
from oatui.rules import workdays
from oatui.store import routines


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


COMMANDS = (oa, due)
