"""What an incoming paper becomes: a limit, a meeting, a supervision item (21-1, 21-4), a list of material (22-1)."""

from __future__ import annotations

import click

from oatui.commands.command import Answer, Workplace, argument, option
from oatui.commands.incoming import (
    at_option,
    by_option,
    due_option,
    group,
    made_answer,
    paper_argument,
    stated,
)
from oatui.commands.typed import ID, TEXT, moment, said_at
from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.store import incoming, incoming_matters, meetings


@group.command("matter", help=N_("转为督查事项、领导批示件（第21条）或督查组资料清单（第22条）"))
@paper_argument
@option(
    "--kind", type=click.Choice([kind for kind in law.KINDS if kind]), required=True,
    help=N_("supervision 督查事项，instruction 领导批示件，inspection 资料清单"),
)  # fmt: skip
@option(
    "--channel", type=click.Choice([channel for channel in law.STEPS if channel]),
    help=N_("怎么来的：collect 签字领取，oa、mail 推送"),
)  # fmt: skip
@option("--notified", type=TEXT, metavar="TIME", help=N_("接到领取通知的时间"))
@option("--pushed", type=TEXT, metavar="TIME", help=N_("推送的时间"))
@due_option
@click.pass_obj
def matter(
    place: Workplace, paper: int, kind: str, channel: str | None, notified: str | None, pushed: str | None,
    due: str | None,
) -> Answer:  # fmt: skip
    steps = {}
    for step, text in (("notified", notified), ("pushed", pushed)):
        if text is not None:
            if step not in law.STEPS[channel or ""]:
                raise click.UsageError(_("--notified 用于签字领取，--pushed 用于推送"))
            steps[step] = (moment(place, text, f"--{step}"), "")
    made = incoming_matters.become(
        place.store(),
        paper,
        kind,
        place.calendar(),
        channel=channel or "",
        steps=steps,
        due=stated(place, due),
    )
    return made_answer(place, made)


@group.command("step", help=N_("登记接通知、派专人、签字领取（21-1），或推送、查收（21-4）"))
@paper_argument
@argument("step", type=click.Choice(list(law.STEP_WORDS)), help=N_("哪一步"))
@by_option
@at_option
@click.pass_obj
def step(place: Workplace, paper: int, step: str, by: str, at: str | None) -> Answer:
    return made_answer(place, incoming_matters.do_step(place.store(), paper, step, by, at=said_at(place, at)))


@group.command("limit", help=N_("定时限：文件明确的，或按收到后5个工作日（21-2）"))
@paper_argument
@due_option
@click.pass_obj
def limit(place: Workplace, paper: int, due: str | None) -> Answer:
    made = incoming_matters.set_due(place.store(), paper, stated(place, due), place.calendar())
    return made_answer(place, made)


@group.command("meeting", help=N_("转为上级会议：给出时间就新建（上级主办、我局参会），或挂上已有的会议"))
@paper_argument
@option("--meeting", type=ID, metavar="ID", help=N_("已有会议的编号"))
@option("--start", type=TEXT, metavar="TIME", help=N_("开会时间"))
@option("--end", type=TEXT, metavar="TIME", help=N_("结束时间"))
@option("--venue", type=TEXT, default="", metavar="PLACE", help=N_("地点"))
@option("--because", type=TEXT, default="", metavar="TEXT", help=N_("与规定不符时仍按此办的理由"))
@click.pass_obj
def meeting(
    place: Workplace,
    paper: int,
    meeting: int | None,
    start: str | None,
    end: str | None,
    venue: str,
    because: str,
) -> Answer:
    if (meeting is None) == (start is None or end is None):
        raise click.UsageError(_("填 --start 和 --end，或者 --meeting"))
    store = place.store()
    one = incoming.opened(store, paper)
    if meeting is None:
        assert start and end
        begins = moment(place, start, "--start")
        meeting = meetings.add(
            store, law.meeting_title(one.title), begins, moment(place, end, "--end", on=begins.date()), place=venue,
            role="attend", level=law.meeting_level(one.sender), urgent=one.urgency == "extra", because=because,
        ).id  # fmt: skip
    return made_answer(place, incoming_matters.link_meeting(store, paper, meeting))


@group.command("ask", help=N_("督查组要的资料，一项一个 --item（第22条）"))
@paper_argument
@option(
    "--item", "items", multiple=True, type=TEXT, required=True, metavar="TEXT", help=N_("要什么；可写几次")
)
@at_option
@click.pass_obj
def ask(place: Workplace, paper: int, items: tuple[str, ...], at: str | None) -> Answer:
    return made_answer(place, incoming_matters.ask_items(place.store(), paper, items, at=said_at(place, at)))


@group.command("supply", help=N_("登记一项资料已提供"))
@argument("item", type=ID, help=N_("资料编号"))
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("谁提供的"))
@at_option
@click.pass_obj
def supply(place: Workplace, item: int, by: str, at: str | None) -> Answer:
    return made_answer(place, incoming_matters.supply(place.store(), item, by, at=said_at(place, at)))
