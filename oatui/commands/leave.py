"""Leave: asked for, approved or not, who comes instead, and where the slip went (art. 17①, 18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from oatui.commands import typed
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
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.leave import PLACE_WORDS, PROOF_WORDS, REASONS, STATES
from oatui.store import leave as store_leave
from oatui.store import meetings, people, substitute_back
from oatui.store.leave import Leave, Made

leave = Group("leave", help=N_("请假、替会、请假单送达（第17条、第18条）"))

_at = option(
    "--at", type=TEXT, metavar="TIME", help=N_("实际时间，不填是现在：2026-11-25 08:10，或“8点10分”")
)
_leave_id = argument("leave", type=ID, help=N_("请假编号"))


@leave.command("request", help=N_("登记请假；以本单位会议为由的要有主持领导同意（18-3）"))
@argument("meeting", type=ID, help=N_("会议编号"))
@option("--person", type=ID, metavar="ID", required=True, help=N_("名册里的编号"))
@option(
    "--kind",
    type=click.Choice(list(REASONS)),
    required=True,
    help=N_("事由类别：病假、上级会议、公务外出、本单位会议、其他"),
)
@option("--reason", type=TEXT, default="", help=N_("事由；不作判定"))
@option("--chair", type=TEXT, default="", metavar="NAME", help=N_("同意的主持领导（本单位会议）"))
@_at
@click.pass_obj
def request(
    place: Workplace, meeting: int, person: int, kind: str, reason: str, chair: str, at: str | None
) -> Answer:
    store = place.store()
    people.on_roster(store, meeting, person)
    asked_at = typed.said_at(place, at)
    return _made(store_leave.request(store, person, kind, reason, asked_at=asked_at, chair_consent=chair))


@leave.command("approve", help=N_("登记批准：谁批准、何时批准（可早于登记时间）"))
@_leave_id
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("批准人"))
@_at
@click.pass_obj
def approve(place: Workplace, leave: int, by: str, at: str | None) -> Answer:
    return _made(store_leave.approve(place.store(), leave, by, typed.said_at(place, at)))


@leave.command("refuse", help=N_("登记不批准；本人应当到会"))
@_leave_id
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("不批准的人"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@_at
@click.pass_obj
def refuse_(place: Workplace, leave: int, by: str, reason: str, at: str | None) -> Answer:
    return _made(store_leave.turn_down(place.store(), leave, by, reason, typed.said_at(place, at)))


@leave.command("withdraw", help=N_("撤回请假；已有人替会的不能撤回"))
@_leave_id
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def withdraw(place: Workplace, leave: int, reason: str) -> Answer:
    return _made(store_leave.withdraw(place.store(), leave, reason))


@leave.command("substitute", help=N_("安排替会；批准以后才可以（17-3）。原签到码作废，替会人另发"))
@_leave_id
@option("--name", type=TEXT, required=True, metavar="NAME", help=N_("替会人姓名"))
@option("--unit", type=TEXT, default="", help=N_("替会人单位；不填同请假人"))
@option("--post", type=TEXT, default="", help=N_("替会人职务"))
@option("--phone", type=TEXT, default="", help=N_("替会人电话"))
@_at
@click.pass_obj
def substitute(
    place: Workplace, leave: int, name: str, unit: str, post: str, phone: str, at: str | None
) -> Answer:
    store = place.store()
    made = store_leave.substitute(
        store, leave, name, unit=unit, post=post, phone=phone, named_at=typed.said_at(place, at)
    )
    assert made.leave.substitute is not None
    other = people.get(store, made.leave.substitute)
    found = _made(made)
    found.data |= {"substitute": people.as_dict(other)}
    return found


@leave.command("take-back", help=N_("撤回替会：本人又来了，或安排错了人；本人原来的签到码又能用（17-8）"))
@_leave_id
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def take_back(place: Workplace, leave: int, reason: str) -> Answer:
    return _made(substitute_back.take_back(place.store(), leave, reason))


@leave.command("deliver", help=N_("登记请假单送达（17-4、18-2）"))
@_leave_id
@option(
    "--to",
    "where",
    type=click.Choice(list(PLACE_WORDS)),
    required=True,
    help=N_("committee_duty 县委总值班室，government_duty 县政府值班室，organiser 会议筹办单位"),
)
@_at
@click.pass_obj
def deliver(place: Workplace, leave: int, where: str, at: str | None) -> Answer:
    return _made(store_leave.deliver(place.store(), leave, where, typed.said_at(place, at)))


@leave.command("list", help=N_("一次会议的请假：状态、批准、替会、未送的请假单"))
@argument("meeting", type=ID, help=N_("会议编号"))
@click.pass_obj
def list_(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    found = store_leave.listed(store, meeting, limit=-1)
    heads = (_("编号"), _("姓名"), _("单位"), _("事由"), _("状态"), _("批准人"), _("替会人"), _("未送"))
    rows = [
        (
            one.id, one.name, one.unit, _(REASONS[one.kind]), _(STATES[one.state]), one.approver,
            one.substitute_name, _("{names:list}", names=[_(PROOF_WORDS[proof.key]) for proof in one.open]),
        )
        for one in found
    ]  # fmt: skip
    return Answer([as_dict(one) for one in found], list(table(heads, rows)) or [_("没有人请假")])


def _made(made: Made) -> Answer:
    data = as_dict(made.leave) | {"verdicts": verdicts_as_dicts([made.verdict, *made.notes])}
    return Answer(data, list(_lines(made)))


def _lines(made: Made) -> Iterator[str]:
    yield clean(_("请假 {id}  {name}  {unit}", id=made.leave.id, name=made.leave.name, unit=made.leave.unit))
    yield from verdict_lines([made.verdict, *made.notes])


def as_dict(leave: Leave) -> dict[str, Any]:
    """A leave as the command line prints it."""
    return {
        "id": leave.id,
        "state": leave.state,
        "meeting": leave.meeting,
        "person": leave.attendee,
        "name": leave.name,
        "unit": leave.unit,
        "kind": leave.kind,
        "reason": leave.reason,
        "asked_at": leave.asked_at,
        "recorded_at": leave.recorded_at,
        "after_start": leave.after_start,
        "approver": leave.approver or None,
        "approved_at": leave.approved_at,
        "substitute": {"id": leave.substitute, "name": leave.substitute_name} if leave.substitute else None,
        "on_the_spot": leave.spot_approver or None,
        "deliveries": dict(leave.deliveries),
        "open": [proof.key for proof in leave.open],
    }


COMMANDS = (leave,)
