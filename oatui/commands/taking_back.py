"""Taking back what was entered by mistake in a routine: with its reason, and the list of what was taken back."""

from __future__ import annotations

import click

from oatui.commands.command import Answer, Group, Workplace, argument, option, verdict_lines
from oatui.commands.lines import clean
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import Level, Verdict
from oatui.store import taking_back
from oatui.store import taking_back_more as taking_back_more  # its kinds are of the same list

group = Group(
    "take-back",
    help=N_(
        "撤回登记错的：OA 登录和办完、明电、涉密例行、会议通知、签收和回执、请假单送达、没签批的拟稿、最后一道签批"
    ),
)
kind_argument = argument(
    "kind", type=click.Choice(list(taking_back.ROOMS)),
    help=N_("login 登录，oa_item OA 办完，handover 交接，telegram 明电，secret 涉密台账，visit 进出，patrol 巡查，password 密码日期，post 三员，medium 介质，count 每天清点，oa_count OA 未读未办数，notice 会议通知，receipt 签收，reply 回执，our_reply 我局回执已报，slip 请假单送达，draft 没签批的拟稿，signature 最后一道签批"),
)  # fmt: skip


@group.command("list", help=N_("一种登记里可以撤回的，最近的在前；--taken 看撤回过的"))
@kind_argument
@option("--taken", is_flag=True, help=N_("看撤回过的"))
@click.pass_obj
def list_(place: Workplace, kind: str, taken: bool) -> Answer:
    store = place.store()
    if taken:
        gone = taking_back.taken(store, kind)
        data = [
            {
                "entry": one.key,
                "message": one.line.message,
                "reason": one.reason,
                "at": one.at,
                "by": one.actor,
            }
            for one in gone
        ]
        words = [f"{one.key}  {one.line.message}  {one.reason}  {one.actor} {one.at[:16]}" for one in gone]
    else:
        found = taking_back.recent(store, [kind], 20)
        data = [{"entry": one.key, "message": one.line.message, "at": one.at} for one in found]
        words = [f"{one.key}  {one.line.message}" for one in found]
    return Answer(data, [clean(line) for line in words] or [_("没有可以撤回的登记")])


@group.command("entry", help=N_("撤回一条：编号见 list，原因必填；原来的登记留在记录里"))
@kind_argument
@argument("entry", type=TEXT, help=N_("编号，见 list"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def entry(place: Workplace, kind: str, entry: str, reason: str) -> Answer:
    made = taking_back.take_back(place.store(), kind, entry, reason)
    said = Verdict(None, Level.OK, "taking_back.done", {"entry": made.line.message})
    return Answer(
        {"kind": kind, "entry": entry, "at": made.at, "message": said.message}, verdict_lines([said])
    )


COMMANDS = (group,)
