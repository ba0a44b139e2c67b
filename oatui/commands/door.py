"""The door beyond the plain scan: a substitute on the spot, the line at the deadline, the head table, a paper sheet."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.arrivals import as_dict, door_of, who
from oatui.commands.command import (
    Answer,
    Command,
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
from oatui.rules.leave import REASONS
from oatui.rules.verdict import Verdict, refuse
from oatui.store import (
    approvers,
    arrivals,
    head_table,
    meetings,
    paper_sheet,
    people,
    queue_cut,
    stand_in,
    turned_away,
)
from oatui.store.database import Store

_meeting = argument("meeting", type=ID, help=N_("会议编号"))
_venue = option("--venue", type=TEXT, metavar="NAME", help=N_("在哪个会场的签到台；不填是主会场"))
_approver = option("--approver", type=TEXT, metavar="NAME", help=N_("批准人；不填用上次填的，或办公室负责人"))


def _where(store: Store, meeting: int, name: str | None) -> int:
    """The door's venue; the main one where none is named and the machine is no sub-venue's. Raises Refused."""
    return door_of(store, meeting, name) or meetings.venue_named(store, meeting, "").id


def _arrived(made: arrivals.Arrival) -> Answer:
    if made.outcome == "refused":
        return Answer(as_dict(made), who(made), made.verdict.message)
    return Answer(as_dict(made), [*who(made), *verdict_lines([made.verdict, *made.notes])])


def _said(verdict: Verdict, **data: Any) -> Answer:
    return Answer(data | {"verdicts": verdicts_as_dicts([verdict])}, verdict_lines([verdict]))


# ------------------------------------------------------------------ people who are not on the list


@click.command(
    "stand-in", cls=Command, help=N_("现场替会：不在名册上的人经批准替名册上没到的人参会，当场签到")
)
@_meeting
@option("--name", type=TEXT, required=True, metavar="NAME", help=N_("来的人姓名"))
@option("--for", "person", type=ID, required=True, metavar="ID", help=N_("替谁：名册里的编号"))
@_approver
@option("--unit", type=TEXT, default="", help=N_("来的人单位；不填同被替的人"))
@option("--post", type=TEXT, default="", help=N_("来的人职务"))
@option("--kind", type=click.Choice(list(REASONS)), default="other", help=N_("被替的人请假事由类别"))
@option("--reason", type=TEXT, default="", help=N_("事由；不作判定"))
@option("--chair", type=TEXT, default="", metavar="NAME", help=N_("同意的主持领导（本单位会议）"))
@_venue
@click.pass_obj
def spot(
    place: Workplace, meeting: int, name: str, person: int, approver: str | None, unit: str, post: str,
    kind: str, reason: str, chair: str, venue: str | None,
) -> Answer:  # fmt: skip
    store = place.store()
    people.on_roster(store, meeting, person)
    by = approvers.proposed(store) if approver is None else approver
    made = stand_in.stand_in(
        store, meeting, person, name, approver=by, unit=unit, post=post, kind=kind, reason=reason,
        chair_consent=chair, venue=door_of(store, meeting, venue),
    )  # fmt: skip
    return _arrived(made)


@click.command("turn-away", cls=Command, help=N_("登记来了一个不在名册上的人，没有准许入会（17-8）"))
@_meeting
@option("--name", type=TEXT, required=True, metavar="NAME", help=N_("姓名"))
@option("--unit", type=TEXT, default="", help=N_("单位"))
@_venue
@click.pass_obj
def turn_away(place: Workplace, meeting: int, name: str, unit: str, venue: str | None) -> Answer:
    store = place.store()
    door = door_of(store, meeting, venue)
    made = turned_away.stranger(store, meeting, name, unit=unit, venue=door)
    # that they were turned away is what was asked for
    return Answer(as_dict(made), [clean(made.verdict.message)])


@click.command("turned-away", cls=Command, help=N_("门口没有准签的：码不对的、不在名册上的、不是本人的"))
@_meeting
@click.pass_obj
def turned(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    found = turned_away.listed(store, meeting, limit=-1)
    data = [
        {
            "at": one.at, "name": one.name or None, "unit": one.unit or None, "rule": one.verdict.rule,
            "message": one.verdict.message, "scan": one.scan or None, "recorded_by": one.actor,
        }
        for one in found
    ]  # fmt: skip
    heads = (_("时间"), _("姓名"), _("单位"), _("原因"))
    rows = [(one.at[11:19], one.name, one.unit, one.verdict.message) for one in found]
    return Answer(data, list(table(heads, rows)) or [_("没有人被拒签")])


# ------------------------------------------------------------------ the line at the deadline

queue = Group("queue", help=N_("排队截止：截止时门口还有人排队，由认定人认定为截止前已到场"))


@queue.command("mark", help=N_("标记排队截止；只在截止前后 1 分钟内（本局约定）"))
@_meeting
@_venue
@click.pass_obj
def queue_mark(place: Workplace, meeting: int, venue: str | None) -> Answer:
    store = place.store()
    where = _where(store, meeting, venue)
    verdict = queue_cut.mark(store, meeting, where)
    return _said(
        verdict, meeting=meeting, venue=where, at=verdict.values["at"], until=verdict.values["closes"]
    )


@queue.command("list", help=N_("排队截止以后在这个签到台扫码的人"))
@_meeting
@_venue
@click.pass_obj
def queue_list(place: Workplace, meeting: int, venue: str | None) -> Answer:
    store = place.store()
    where = _where(store, meeting, venue)
    found = queue_cut.in_line(store, meetings.get(store, meeting), where)
    heads = (_("编号"), _("姓名"), _("单位"), _("扫码"), _("认定人"))
    rows = [(one.attendee, one.name, one.unit, f"{one.at:%H:%M:%S}", one.settled_by) for one in found]
    data = [
        {
            "person": one.attendee, "name": one.name, "unit": one.unit, "at": one.at.isoformat(),
            "settled_by": one.settled_by or None,
        }
        for one in found
    ]  # fmt: skip
    return Answer(data, list(table(heads, rows)) or [_("没有人在排队截止以后扫码")])


@queue.command("settle", help=N_("认定排队的人截止前已到场，算按时；扫码时间保留"))
@_meeting
@option("--by", type=TEXT, metavar="NAME", help=N_("认定人；不填用上次填的，或办公室负责人"))
@option("--reason", type=TEXT, default="", help=N_("依据；不填是“08:45前已到场”"))
@option("--person", "persons", type=ID, multiple=True, metavar="ID", help=N_("只认定这些人，可以写几次"))
@_venue
@click.pass_obj
def queue_settle(
    place: Workplace, meeting: int, by: str | None, reason: str, persons: tuple[int, ...], venue: str | None
) -> Answer:
    store = place.store()
    where = _where(store, meeting, venue)
    only = None
    if persons:
        found = {
            one.attendee: one.fact for one in queue_cut.in_line(store, meetings.get(store, meeting), where)
        }
        for person in persons:
            if person not in found:
                raise refuse("person.unknown", person=person)
        only = [found[person] for person in persons]
    by = approvers.proposed(store) if by is None else by
    verdict = queue_cut.settle(store, meeting, where, by, reason=reason, only=only)
    return _said(verdict, meeting=meeting, venue=where, people=verdict.values["n"], by=by)


@queue.command("undo", help=N_("撤销最近一次认定，按扫码时间重新判断；原记录保留"))
@_meeting
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@_venue
@click.pass_obj
def queue_undo(place: Workplace, meeting: int, reason: str, venue: str | None) -> Answer:
    store = place.store()
    where = _where(store, meeting, venue)
    verdict = queue_cut.undo(store, meeting, where, reason)
    return _said(verdict, meeting=meeting, venue=where, people=verdict.values["n"])


# ------------------------------------------------------------------ the head table

leaders = Group("leaders", help=N_("主席台领导：不排队，由工作人员逐个登记到会"))


@leaders.command("list", help=N_("主席台领导和到会登记"))
@_meeting
@click.pass_obj
def leaders_list(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    found = head_table.listed(store, meeting)
    data = {
        "meeting": meeting,
        "counted": head_table.counted(store, meeting),
        "leaders": [
            {
                "person": one.attendee, "name": one.name, "unit": one.unit or None, "post": one.post or None,
                "venue": one.venue, "at": one.at,
            }
            for one in found
        ],
    }  # fmt: skip
    heads = (_("编号"), _("姓名"), _("单位"), _("职务"), _("到会"))
    rows = [
        (one.attendee or "", one.name, one.unit, one.post, one.at[11:16] if one.at else "") for one in found
    ]
    counted = _("主席台领导计入应到") if data["counted"] else _("主席台领导不计入应到")
    return Answer(
        data, [*(table(heads, rows)), counted] if found else [_("没有主席台名单，也没有从名册里选人")]
    )


def _leader(place: Workplace, meeting: int, person: int) -> Store:
    store = place.store()
    people.on_roster(store, meeting, person)
    return store


_persons = option(
    "--person",
    "persons",
    type=ID,
    multiple=True,
    required=True,
    metavar="ID",
    help=N_("名册里的编号，可以写几次"),
)
_person = option("--person", type=ID, metavar="ID", required=True, help=N_("名册里的编号"))


@leaders.command("choose", help=N_("没有确认的主席台名单时，从名册里选人"))
@_meeting
@_person
@option("--off", is_flag=True, help=N_("从名单里去掉"))
@click.pass_obj
def leaders_choose(place: Workplace, meeting: int, person: int, off: bool) -> Answer:
    store = _leader(place, meeting, person)
    one = head_table.choose(store, person, wanted=not off)
    words = (
        _("{name} 不在主席台领导名单上了", name=one.name)
        if off
        else _("{name} 已列入主席台领导名单", name=one.name)
    )
    return Answer({"meeting": meeting, "person": person, "name": one.name, "listed": not off}, [clean(words)])


@leaders.command("tick", help=N_("登记到会（工作人员登记）"))
@_meeting
@_persons
@option("--approver", type=TEXT, default="", metavar="NAME", help=N_("签到时间以外补登的批准人"))
@click.pass_obj
def leaders_tick(place: Workplace, meeting: int, persons: tuple[int, ...], approver: str) -> Answer:
    store = place.store()
    known = {one.attendee for one in head_table.listed(store, meeting)}
    for person in persons:
        if (found := people.on_roster(store, meeting, person)).id not in known:
            raise refuse("head_table.not_listed", name=found.name)
    made = [_arrived(head_table.tick(store, person, approver=approver)) for person in persons]
    if len(made) == 1:
        return made[0]
    data = {"meeting": meeting, "arrivals": [one.data for one in made]}
    return Answer(data, [line for one in made for line in one.lines])


@leaders.command("untick", help=N_("取消到会登记；原记录保留"))
@_meeting
@_person
@option("--reason", type=TEXT, default=head_table.UNTICKED, help=N_("原因"))
@click.pass_obj
def leaders_untick(place: Workplace, meeting: int, person: int, reason: str) -> Answer:
    return _arrived(head_table.untick(_leader(place, meeting, person), person, reason))


@leaders.command("count", help=N_("这次会议主席台领导计不计入应到"))
@_meeting
@argument("answer", type=click.Choice(["yes", "no"]), help=N_("yes 计入，no 不计入"))
@click.pass_obj
def leaders_count(place: Workplace, meeting: int, answer: str) -> Answer:
    verdict = head_table.set_counted(place.store(), meeting, answer == "yes")
    return _said(verdict, meeting=meeting, counted=answer == "yes")


# ------------------------------------------------------------------ a paper sheet


@click.command("paper-sheet", cls=Command, help=N_("按纸质签到表补录：一次登记多人，均标记补签"))
@_meeting
@_persons
@option("--reason", type=TEXT, required=True, help=N_("原因，如：停电"))
@_approver
@option("--at", type=TEXT, metavar="TIME", help=N_("表上的签到时间；不填是现在"))
@_venue
@click.pass_obj
def sheet(
    place: Workplace, meeting: int, persons: tuple[int, ...], reason: str, approver: str | None, at: str | None,
    venue: str | None,
) -> Answer:  # fmt: skip
    store = place.store()
    found = meetings.get(store, meeting)
    for person in persons:
        people.on_roster(store, meeting, person)
    when = said_at(place, at, on=found.start.date())
    by = approvers.proposed(store) if approver is None else approver
    door = door_of(store, meeting, venue)
    made = paper_sheet.enter(store, meeting, persons, reason, by, at=when, venue=door)
    data = {
        "meeting": meeting, "people": len(made.arrivals), "already": list(made.already),
        "arrivals": [as_dict(one) for one in made.arrivals], "verdicts": verdicts_as_dicts([made.verdict]),
    }  # fmt: skip
    return Answer(data, [line for one in made.arrivals for line in who(one)] + verdict_lines([made.verdict]))


COMMANDS = (spot, turn_away, turned, queue, leaders, sheet)
