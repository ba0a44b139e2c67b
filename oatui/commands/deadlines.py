"""Deadlines: made from their article, listed with everything else that has a limit, done, handed on, explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from oatui.commands.command import (
    OUT,
    Answer,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.day_lines import due_as_dict
from oatui.commands.exports import export
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, day, said_at
from oatui.i18n import N_, _, format_day
from oatui.rules import deadlines as law
from oatui.rules import incoming as papers
from oatui.rules import information, supervision
from oatui.rules.deadlines import Own
from oatui.store import deadline_acts, deadlines, limits, reports
from oatui.store.deadline_limit import asked_of
from oatui.store.deadlines import Deadline, Made
from oatui.store.incoming_limit import Stated

deadline = Group("deadline", help=N_("时限：督查事项、请示、答复、送达、自定；办结、转办、说明、顺延"))

_id = argument("deadline", type=ID, help=N_("时限编号"))
_at = option("--at", type=TEXT, metavar="TIME", help=N_("实际时间；不填就是现在"))
_reason = option("--reason", type=TEXT, required=True, help=N_("原因"))


def _stated(place: Workplace, due: str | None) -> Stated | None:
    return papers.stated(due, place.clock.now().date(), place.calendar()) if due else None


def _own(place: Workplace, due: str | None) -> Own | None:
    return law.read_own(due, place.clock.now().date(), place.calendar()) if due else None


@deadline.command("add", help=N_("记一个时限：按条款推算，或自定（--due）；推算的日子一并列出"))
@option(
    "--kind", type=click.Choice(list(law.KINDS)), default="own", show_default=True,
    help=N_("supervision 督查事项（21-2），answer 需答复公文（6-8），request 请示（8-7），above 邀请省市及以上领导（8-9），"
            "committee 邀请县委领导（8-10），delivery 送达（8-11），event 领导参加活动（20-2），information 领导来嘉（19-1），own 自定"),
)  # fmt: skip
@option("--title", type=TEXT, required=True, help=N_("什么事"))
@option("--date", "base", type=TEXT, metavar="DATE", help=N_("收到、成文、要求答复或活动的日期；自定的不填"))
@option(
    "--due", type=TEXT, metavar="DAY", help=N_("自定的到期，或督查事项明确的时限：2026-12-01 17:00、+10、+5g")
)
@option("--heard", type=TEXT, metavar="TIME", help=N_("领导来嘉：什么时候接到通知；不填就是现在"))
@option(
    "--channel", type=click.Choice(["collect", "oa", "mail"]),
    help=N_("督查事项怎么来的：collect 签字领取，oa、mail 推送"),
)  # fmt: skip
@option("--owner", type=TEXT, default="", metavar="NAME", help=N_("谁承办；不填就是经办人"))
@option("--note", type=TEXT, default="", help=N_("备注"))
@click.pass_obj
def add(
    place: Workplace, kind: str, title: str, base: str | None, due: str | None, heard: str | None,
    channel: str | None, owner: str, note: str,
) -> Answer:  # fmt: skip
    made = deadlines.add(
        place.store(), kind, title, place.calendar(), base=_day(place, kind, base),
        own=_own(place, due) if kind == "own" else None,
        stated=_stated(place, due) if kind != "own" else None,
        heard=said_at(place, heard, "--heard"), channel=channel or "", owner=owner, note=note,
    )  # fmt: skip
    return _made(place, made)


def _day(place: Workplace, kind: str, base: str | None) -> date | None:
    if base is not None:
        return day(place, base, "--date")
    # what came or was signed came today unless it is said
    return place.clock.now().date() if law.KINDS[kind].way == "after" else None


@deadline.command("list", help=N_("所有有时限、还没办结的事：自己记的、收文的、信息公开的；超期的在前"))
@option("--until", type=TEXT, metavar="DATE", help=N_("只要这天为止的"))
@option("--done", "ended", is_flag=True, help=N_("只要已办结、已撤回的（最近 50 件）"))
@click.pass_obj
def list_(place: Workplace, until: str | None, ended: bool) -> Answer:
    store, now = place.store(), place.clock.now()
    if store.trouble is None:
        deadlines.recount(store, place.calendar())
    found = deadlines.ended(store) if ended else limits.open_limits(store, place.calendar())
    if until:
        last = day(place, until, "--until")
        found = [one for one in found if one.do_by and one.do_by.date() <= last]
    heads = (_("何时"), _("到期"), _("事项"), _("种类"), _("依据"), _("承办"), _("编号"))
    rows = [
        (
            _(law.STATES[one.state]) if one.state != "open" else _(law.GROUPS[law.group(one.due, one.do_by, now)]),
            f"{format_day(one.due)} {one.due:%H:%M}" if one.due else _("待历"),
            one.title, _(one.name), one.rule, one.owner, f"{_(limits.SOURCES[one.source])} {one.id}",
        )
        for one in found
    ]  # fmt: skip
    return Answer([due_as_dict(one, now) for one in found], list(table(heads, rows)) or [_("没有时限")])


@deadline.command("show", help=N_("一个时限：怎么推算的、还差什么、经过"))
@_id
@click.pass_obj
def show(place: Workplace, deadline: int) -> Answer:
    store = place.store()
    one = deadlines.get(store, deadline)
    facts = deadline_acts.facts(store, deadline)
    owed = [*one.remarks(place.clock.now()), *deadline_acts.owed(store, deadline)]
    data = as_dict(one, place.clock.now()) | {
        "steps": [step._asdict() for step in deadline_acts.steps_of(store, deadline)],
        "report": [part._asdict() for part in reports.parts(store, "deadline", deadline).values()],
        "deliveries": [line._asdict() for line in reports.deliveries(store, deadline)],
        "verdicts": verdicts_as_dicts(owed),
        "course": [
            {"at": fact.at, "recorded_at": fact.recorded_at, "actor": fact.actor, "message": fact.line.message.rstrip()}
            for fact in facts
        ],
    }  # fmt: skip
    lines = [*_lines(one), *verdict_lines(owed)]
    lines += [clean(f"{fact.at[:16].replace('T', ' ')}  {fact.line.message.rstrip()}") for fact in facts]
    return Answer(data, lines)


@deadline.command("done", help=N_("办结；超期的要写原因（--reason）"))
@_id
@option("--result", type=TEXT, default="", help=N_("结果"))
@option("--reason", type=TEXT, default="", help=N_("超期的原因"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁办结的；不填就是承办人"))
@_at
@click.pass_obj
def done(place: Workplace, deadline: int, result: str, reason: str, by: str, at: str | None) -> Answer:
    made = deadline_acts.done(place.store(), deadline, result, because=reason, by=by, at=said_at(place, at))
    return _made(place, made)


@deadline.command("hand-on", help=N_("转给另一人办"))
@_id
@option("--to", type=TEXT, required=True, metavar="NAME", help=N_("转给谁"))
@option("--words", type=TEXT, default="", help=N_("交代什么"))
@_at
@click.pass_obj
def hand_on(place: Workplace, deadline: int, to: str, words: str, at: str | None) -> Answer:
    return _made(place, deadline_acts.hand_on(place.store(), deadline, to, words, at=said_at(place, at)))


@deadline.command("explain", help=N_("写说明：为什么超期或将要超期"))
@_id
@_reason
@click.pass_obj
def explain(place: Workplace, deadline: int, reason: str) -> Answer:
    return _made(place, deadline_acts.explain(place.store(), deadline, reason))


@deadline.command("extend", help=N_("顺延到以后的时间；跟着活动、答复日期走的不能顺延"))
@_id
@option("--due", type=TEXT, required=True, metavar="DAY", help=N_("新的时限"))
@_reason
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("谁同意的"))
@click.pass_obj
def extend(place: Workplace, deadline: int, due: str, reason: str, by: str) -> Answer:
    new = _stated(place, due)
    assert new
    return _made(place, deadline_acts.extend(place.store(), deadline, new, reason, by))


@deadline.command("correct", help=N_("更正：事项、日期；日期改了的重新推算"))
@_id
@option("--title", type=TEXT, help=N_("什么事"))
@option("--date", "base", type=TEXT, metavar="DATE", help=N_("收到、成文、要求答复或活动的日期"))
@option("--due", type=TEXT, metavar="DAY", help=N_("自定的到期，或督查事项明确的时限"))
@option("--note", type=TEXT, help=N_("备注"))
@click.pass_obj
def correct(
    place: Workplace, deadline: int, title: str | None, base: str | None, due: str | None, note: str | None
) -> Answer:
    store = place.store()
    old = deadlines.get(store, deadline)
    base_day, own, stated = asked_of(old.kind, old.asked)
    made = deadlines.correct(
        store, deadline, place.calendar(), title=old.title if title is None else title,
        base=day(place, base, "--date") if base else base_day,
        own=(_own(place, due) or own) if old.kind == "own" else None,
        stated=(_stated(place, due) or stated) if old.kind != "own" else None, note=note,
    )  # fmt: skip
    return _made(place, made)


@deadline.command("withdraw", help=N_("撤回：记错了，或不用办了"))
@_id
@_reason
@click.pass_obj
def withdraw(place: Workplace, deadline: int, reason: str) -> Answer:
    return _made(place, deadline_acts.withdraw(place.store(), deadline, reason))


@deadline.command("reopen", help=N_("恢复办理：办结或撤回错了"))
@_id
@_reason
@click.pass_obj
def reopen(place: Workplace, deadline: int, reason: str) -> Answer:
    return _made(place, deadline_acts.reopen(place.store(), deadline, reason))


@deadline.command("step", help=N_("督查事项的领取（21-1）或查收（21-4）"))
@_id
@option(
    "--step", type=click.Choice(list(papers.STEP_WORDS)), required=True,
    help=N_("notified 接通知，sent 派专人，collected 签字领取；pushed 推送，acknowledged 查收"),
)  # fmt: skip
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("派谁去、谁领取、谁查收"))
@option("--channel", type=click.Choice(["collect", "oa", "mail"]), help=N_("怎么来的"))
@_at
@click.pass_obj
def step(place: Workplace, deadline: int, step: str, by: str, channel: str | None, at: str | None) -> Answer:
    made = deadline_acts.do_step(
        place.store(), deadline, step, by, channel=channel or "", at=said_at(place, at)
    )
    return _made(place, made)


@deadline.command("report", help=N_("督查事项办理情况报告的三部分（21-3）；没有数字的提醒（21-4）"))
@argument("item", type=ID, help=N_("时限编号；收文的督查事项写收文编号，并加 --incoming"))
@option("--incoming", "paper", is_flag=True, help=N_("编号是收文的"))
@option(
    "--part", type=click.Choice(list(supervision.PARTS)), required=True,
    help=N_("measures 落实措施，problems 存在问题，plan 下步推进计划"),
)  # fmt: skip
@option("--words", type=TEXT, default="", help=N_("写了什么；不填只记已有"))
@_at
@click.pass_obj
def report(place: Workplace, item: int, paper: bool, part: str, words: str, at: str | None) -> Answer:
    store = place.store()
    source: reports.ItemSource = "incoming" if paper else "deadline"
    notes = reports.write_part(store, source, item, part, words, at=said_at(place, at))
    data = {
        "id": item,
        "state": "open",
        "report": [one._asdict() for one in reports.parts(store, source, item).values()],
        "verdicts": verdicts_as_dicts(notes),
    }
    return Answer(data, verdict_lines(notes))


@deadline.command(
    "inform", help=N_("领导来嘉、会议信息报到两办（19-1）；名单行程未定的先报事、后续报（19-2）")
)
@_id
@option(
    "--to", "places", type=click.Choice(list(information.PLACES)), multiple=True, required=True,
    help=N_("committee_office 县委办公室，government_office 县政府办公室；可写几次"),
)  # fmt: skip
@option("--complete", is_flag=True, help=N_("名单、行程已齐"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁报的；不填就是经办人"))
@_at
@click.pass_obj
def inform(
    place: Workplace, deadline: int, places: Sequence[str], complete: bool, by: str, at: str | None
) -> Answer:
    made = reports.inform(
        place.store(), deadline, places, complete=complete, person=by, at=said_at(place, at)
    )
    return _made(place, made)


@export.command("calendar", help=N_("会议和时限存成日历文件（iCalendar），手机、Outlook 都能导入"))
@OUT
@click.pass_obj
def calendar(place: Workplace, out: Path) -> Answer:
    from oatui.files.calendar_out import write_calendar
    from oatui.papers import calendar_papers

    store, now = place.store(), place.clock.now()
    found = calendar_papers.entries(store, place.calendar(), now)
    path = write_calendar(out, _(calendar_papers.NAME), found, now)
    return Answer(
        {"path": str(path), "entries": len(found)}, [_("已存：{path}，{n} 项", path=str(path), n=len(found))]
    )


# ------------------------------------------------------------------ as they are printed


def _made(place: Workplace, made: Made) -> Answer:
    verdicts = [made.verdict, *made.notes]
    data = as_dict(made.deadline, place.clock.now()) | {"verdicts": verdicts_as_dicts(verdicts)}
    said = [one for one in verdicts if one != made.deadline.counted.words]
    return Answer(data, [*_lines(made.deadline), *verdict_lines(said)])


def _lines(one: Deadline) -> Iterator[str]:
    yield clean(
        _("时限 {id}  {kind}  {title}  {owner}  {state}", id=one.id, kind=_(law.KINDS[one.kind].words),
          title=one.title, owner=one.owner, state=_(law.STATES[one.state]))
    )  # fmt: skip
    yield from verdict_lines([one.counted.words])
    if days := one.counted.counted:
        yield _("计入：{days:list}", days=[_short(line) for line in days])
    if rest := one.counted.rest:
        yield _("不计：{days:list}", days=[_short(line) for line in rest])


def _short(line: tuple[str, str, str]) -> str:
    made_up = _("（调休上班）") if line[1] == "make_up" else ""
    return f"{int(line[0][5:7])}/{int(line[0][8:10])}{made_up}"


def as_dict(one: Deadline, now: datetime) -> dict[str, Any]:
    """A deadline as the command line prints it."""
    return {
        **due_as_dict(deadlines.as_due(one), now),
        "note": one.note,
        "first_due": one.first_due,
        "extended": one.extended,
        "counted": [{"date": line[0], "kind": line[1], "name": line[2]} for line in one.counted.counted],
        "rest": [{"date": line[0], "kind": line[1], "name": line[2]} for line in one.counted.rest],
        "calendar": "、".join(one.counted.sources) or None,
        "result": one.result or None,
        "ended_by": one.ended_by or None,
    }


COMMANDS = (deadline,)
