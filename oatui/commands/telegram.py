"""Plain telegrams on the command line (13-1, 13-2)."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.command import (
    Answer,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, said_at
from oatui.i18n import N_, _
from oatui.rules import telegrams as law
from oatui.store import telegrams
from oatui.store.telegrams import Telegram

group = Group("telegram", help=N_("明电：领取通知、派人、签收、向主要负责人汇报（第13条）"))
at_option = option("--at", type=TEXT, metavar="TIME", help=N_("什么时间；不填就是现在"))


def _answer(place: Workplace, one: Telegram) -> Answer:
    stands = one.stands(place.clock.now())
    return Answer(_data(one) | verdicts_as_dicts([stands])[0], [clean(_("明电 {id}  {title}", id=one.id, title=one.title)),
                  *verdict_lines([stands])])  # fmt: skip


def _data(one: Telegram) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "from": one.sender, "urgency": one.urgency or None, "waiting_for": one.waits,
        "steps": [{"step": step, "person": person, "at": at} for step, (person, at) in one.steps.items()],
    }  # fmt: skip


@group.command("list", help=N_("明电和各办到哪一步"))
@click.pass_obj
def list_(place: Workplace) -> Answer:
    found = telegrams.listed(place.store(), 500)
    now = place.clock.now()
    rows = [(one.id, one.title, one.sender, one.stands(now).message) for one in found]
    heads = (_("编号"), _("标题"), _("来电单位"), _("办到哪一步"))
    data = [_data(one) | verdicts_as_dicts([one.stands(now)])[0] for one in found]
    return Answer(data, list(table(heads, rows)) or [_("没有明电")])


@group.command("add", help=N_("登记接到领取通知"))
@option("--title", type=TEXT, required=True, help=N_("标题"))
@option("--from", "sender", type=TEXT, default="", metavar="NAME", help=N_("来电单位"))
@option(
    "--urgency",
    type=click.Choice(tuple(law.URGENCIES)[1:]),
    help=N_("等级：urgent 加急，extra 特急，top 特提"),
)
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("接通知的人"))
@at_option
@click.pass_obj
def add(place: Workplace, title: str, sender: str, urgency: str | None, by: str, at: str | None) -> Answer:
    when = said_at(place, at)
    return _answer(place, telegrams.add(place.store(), title, sender, urgency or "", by=by, at=when))


@group.command("step", help=N_("记下一步：派谁、谁签收、向谁汇报"))
@argument("telegram", type=ID, help=N_("明电编号"))
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("派谁、谁签收、向谁汇报"))
@option("--step", type=click.Choice(law.STEPS[1:]), help=N_("哪一步；不填就是下一步"))
@at_option
@click.pass_obj
def step(place: Workplace, telegram: int, by: str, step: str | None, at: str | None) -> Answer:
    when = said_at(place, at)
    return _answer(place, telegrams.do_step(place.store(), telegram, by, step or "", at=when))


COMMANDS = (group,)
