"""In the hall: leaving and coming back, a wrong seat, a phone handed in, and what is not the meeting's business."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.arrivals import as_dict, who
from oatui.commands.command import (
    Answer,
    Command,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.lines import table
from oatui.commands.typed import ID, TEXT, said_at
from oatui.i18n import N_, _
from oatui.rules.presence import CONDUCT, NOTE_WORDS
from oatui.store import meetings, people, presence
from oatui.store.database import Store
from oatui.store.presence import Noted

_meeting = argument("meeting", type=ID, help=N_("会议编号"))
_person = option("--person", type=ID, metavar="ID", required=True, help=N_("名册里的编号"))
_at = option("--at", type=TEXT, metavar="TIME", help=N_("实际时间，不填是现在"))


def _store(place: Workplace, meeting: int, person: int) -> Store:
    store = place.store()
    people.on_roster(store, meeting, person)
    return store


def _noted(made: Noted) -> Answer:
    data: dict[str, Any] = {
        "kind": made.kind, "person": made.attendee, "name": made.name, "at": made.at,
        "verdicts": verdicts_as_dicts([made.verdict]),
    }  # fmt: skip
    return Answer(data, verdict_lines([made.verdict]))


@click.command("leave-early", cls=Command, help=N_("登记提前离会；没有原因的按早退记（17-6）"))
@_meeting
@_person
@option("--reason", type=TEXT, default="", help=N_("原因"))
@_at
@click.pass_obj
def leave_early(place: Workplace, meeting: int, person: int, reason: str, at: str | None) -> Answer:
    store = _store(place, meeting, person)
    when = said_at(place, at, on=meetings.get(store, meeting).start.date())
    if presence.owes_reason(store, meeting, person) and reason.strip() and when is None:
        # they went out by a scan, and say why now
        return _noted(presence.explain(store, person, reason))
    return _noted(presence.leave_early(store, person, reason, at=when))


@click.command("come-back", cls=Command, help=N_("登记返回会场"))
@_meeting
@_person
@_at
@click.pass_obj
def come_back(place: Workplace, meeting: int, person: int, at: str | None) -> Answer:
    store = _store(place, meeting, person)
    when = said_at(place, at, on=meetings.get(store, meeting).start.date())
    return _noted(presence.come_back(store, person, at=when))


@click.command("pass-door", cls=Command, help=N_("离场登记：扫码一次是离场，再扫一次是返回"))
@_meeting
@argument("code", type=TEXT, help=N_("签到码"))
@click.pass_obj
def pass_door(place: Workplace, meeting: int, code: str) -> Answer:
    made = presence.pass_door(place.store(), meeting, code)
    if made.outcome == "refused":
        return Answer(as_dict(made), who(made), made.verdict.message)
    return Answer(as_dict(made), [*who(made), *verdict_lines([made.verdict])])


@click.command("out", cls=Command, help=N_("会中离开还没有返回的人"))
@_meeting
@click.pass_obj
def out(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    found = presence.out(store, meeting)
    data = [
        {
            "person": one.attendee, "name": one.name, "unit": one.unit, "venue": one.venue, "since": one.since,
            "reason": one.reason or None,
        }
        for one in found
    ]  # fmt: skip
    heads = (_("编号"), _("姓名"), _("单位"), _("离开"), _("原因"))
    rows = [(one.attendee, one.name, one.unit, one.since[11:19], one.reason) for one in found]
    return Answer(data, list(table(heads, rows)) or [_("没有人离开会场")])


@click.command("wrong-seat", cls=Command, help=N_("登记坐错位（人签不符，17-8）"))
@_meeting
@_person
@option("--seat", type=TEXT, required=True, metavar="SEAT", help=N_("实际坐在哪里"))
@click.pass_obj
def wrong_seat(place: Workplace, meeting: int, person: int, seat: str) -> Answer:
    return _noted(presence.note_seat(_store(place, meeting, person), person, seat))


@click.command("phone-in", cls=Command, help=N_("登记手机已交工作人员；再登记一次是取回（17-7）"))
@_meeting
@_person
@click.pass_obj
def phone_in(place: Workplace, meeting: int, person: int) -> Answer:
    return _noted(presence.tick_phone(_store(place, meeting, person), person))


@click.command("conduct", cls=Command, help=N_("登记会场纪律：交头接耳、接打电话、打瞌睡（17-10）"))
@_meeting
@_person
@option(
    "--kind",
    type=click.Choice(list(CONDUCT)),
    required=True,
    help=N_("whispering 交头接耳，on_phone 接打电话，dozing 打瞌睡"),
)
@click.pass_obj
def conduct(place: Workplace, meeting: int, person: int, kind: str) -> Answer:
    return _noted(presence.note_conduct(_store(place, meeting, person), person, kind))


@click.command(
    "note-back", cls=Command, help=N_("撤回一个人在会场里最后一条登记：离会、返回、座位、手机、会场纪律")
)
@_meeting
@_person
@option("--kind", type=click.Choice(list(NOTE_WORDS)), help=N_("只撤回这一种的最后一条"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def note_back(place: Workplace, meeting: int, person: int, kind: str | None, reason: str) -> Answer:
    store = _store(place, meeting, person)
    noted = [one for one in presence.notes(store, person, -1) if kind in (None, one.kind)]
    return _noted(presence.take_back(store, person, noted[0].fact if noted else ("", 0), reason))


COMMANDS = (leave_early, come_back, pass_door, out, wrong_seat, phone_in, conduct, note_back)
