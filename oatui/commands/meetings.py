"""Meetings and their venues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from oatui.commands.invitation_options import invitation_of, invitation_options
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, moment
from oatui.i18n import N_, _
from oatui.rules.convening import LEVELS, ROLES, usual_level
from oatui.rules.invitation import NOBODY
from oatui.rules.verdict import Verdict
from oatui.store import (
    arrivals,
    checklists,
    convening,
    invitations,
    meeting_notes,
    meetings,
    people_lists,
    venue_changes,
)

meeting = Group("meeting", help=N_("会议：登记、列表、查看"))
venue = Group("venue", help=N_("会议的分会场"))


@meeting.command("add", help=N_("登记一次会议；签到截止是开会前 15 分钟（第17条）"))
@option("--title", type=TEXT, required=True, help=N_("会议名称"))
@option("--start", type=TEXT, metavar="TIME", required=True, help=N_("开始：2026-11-25 09:00，或“明天 9点”"))
@option("--end", type=TEXT, metavar="TIME", required=True, help=N_("结束；只写时间就是同一天"))
@option("--venue", "place_name", type=TEXT, metavar="PLACE", default="", help=N_("开会地点"))
@option(
    "--mode",
    type=click.Choice(list(meetings.MODES)),
    default="on_site",
    show_default=True,
    help=N_("on_site 集中开会，video 电视电话（视频）会议"),
)
@option("--chair", type=TEXT, metavar="NAME", default="", help=N_("主持人"))
@option(
    "--role",
    type=click.Choice(list(ROLES)),
    default="host",
    show_default=True,
    help=N_("host 我局主办，attend 上级主办、我局参会，sub_venue 我局设分会场"),
)
@option(
    "--level",
    type=click.Choice(list(LEVELS)),
    help=N_(
        "county 县委、县政府会议，county_leader 县领导主持的会议，bureau 局内会议；不填：我局主办的是 bureau，其他是 county_leader"
    ),
)
@option("--urgent", is_flag=True, help=N_("紧急会议，可用电话通知（18-4）"))
@option("--audience", type=TEXT, default="", help=N_("参会范围"))
@option("--reply-by", type=TEXT, metavar="TIME", help=N_("回执时限；不填是开会前一个工作日，几点按设置"))
@option("--cost", type=TEXT, default="", help=N_("费用，只记不评（第5条）"))
@option("--list", "list_name", type=TEXT, metavar="NAME", help=N_("用哪份常用名单的人员"))
@option("--tick", "ticks", is_flag=True, help=N_("名单打勾，不用签到码"))
@invitation_options
@option("--because", type=TEXT, default="", help=N_("有冲突或提示时，仍按此办的理由"))
@option("--copy", "copy_of", type=ID, metavar="ID", help=N_("照抄哪次会议的会场和人员，签到码另发"))
@click.pass_obj
def add(
    place: Workplace,
    /,
    title: str,
    start: str,
    end: str,
    place_name: str,
    mode: str,
    chair: str,
    role: str,
    level: str | None,
    urgent: bool,
    audience: str,
    reply_by: str | None,
    cost: str,
    list_name: str | None,
    ticks: bool,
    because: str,
    copy_of: int | None,
    **given: Any,
) -> Answer:
    store = place.store()
    begins = moment(place, start, "--start")
    ends = moment(place, end, "--end", on=begins.date())
    invitation = invitation_of(place, NOBODY, given)
    chosen = people_lists.named(store, list_name).id if list_name else None
    added = meetings.add(
        store, title, begins, ends, place=place_name, mode=mode, chair=chair, role=role, level=level or usual_level(role),
        urgent=urgent, ticks=ticks, copy_of=copy_of, people_list=chosen, invitation=invitation,
        notes={"audience": audience, "cost": cost},
        reply_by=moment(place, reply_by, "--reply-by", on=begins.date()) if reply_by else None,
        calendar=None if invitation.empty else place.calendar(), because=because,
    )  # fmt: skip
    found = [verdict for answer in convening.kept(store, added.id) for verdict in answer.verdicts]
    data = meetings.as_dict(added) | {"verdicts": verdicts_as_dicts(found)}
    return Answer(data, _meeting_lines(added, found))


@meeting.command("list", help=N_("所有会议，最近的在前"))
@click.pass_obj
def list_(place: Workplace) -> Answer:
    found = meetings.listed(place.store(), limit=-1)
    rows = [
        (each.id, _("{start:day} {start:hm}", start=each.start), each.title, each.place, _state(each))
        for each in found
    ]
    heads = (_("编号"), _("开始"), _("名称"), _("地点"), _("状态"))
    return Answer([meetings.as_dict(each) for each in found], list(table(heads, rows)) or [_("还没有会议")])


def _state(one: meetings.Meeting) -> str:
    return _("已取消") if one.called_off else _("已闭会") if one.closed_at else ""


@meeting.command("show", help=N_("一次会议：时间、会场、到会情况"))
@argument("meeting", type=ID, help=N_("会议编号"))
@click.pass_obj
def show(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    found = meetings.get(store, meeting)
    counts, venues = arrivals.attendance(store, meeting)
    verdicts = convening.judged(store, found.convened, meeting, meeting)
    invited = invitations.stored(store, meeting)
    if not invited.empty:
        verdicts += invitations.judged(invited, found.convened, place.calendar(), place.clock.now().date())
    notes, (done, lines) = meeting_notes.of(store, meeting), checklists.figures(store, meeting)
    data = meetings.as_dict(found) | {
        "venues": [each._asdict() | {"expected": own.expected} for each, own in venues],
        "attendance": counts.as_dict(),
        "invitation": None if invited.empty else invited.as_body(),
        "notes": notes,
        "checklist": {"done": done, "items": lines},
        "verdicts": verdicts_as_dicts(verdicts),
    }
    rows = [(each.name, own.expected, each.capacity) for each, own in venues]
    shown = [
        *_meeting_lines(found, verdicts),
        _(
            "应到 {expected}  已到 {present}  未到 {absent}",
            expected=counts.expected,
            present=counts.present,
            absent=counts.absent,
        ),
        *table((_("会场"), _("应到"), _("座位数")), rows),
        *(clean(f"{_(meeting_notes.NOTES[key])}：{words}") for key, words in notes.items()),
        *([_("会务清单：已备好 {done} / {lines}", done=done, lines=lines)] if lines else []),
    ]
    return Answer(data, shown)


def _meeting_lines(found: meetings.Meeting, verdicts: Sequence[Verdict] = ()) -> Iterator[str]:
    yield clean(_("会议 {id}  {title}", id=found.id, title=found.title))
    yield _(
        "{start:day} {start:hm} 至 {end:hm}，签到截止 {until:hm}",
        start=found.start,
        end=found.end,
        until=found.sign_in_deadline,
    )
    if found.place:
        yield clean(_("地点：{venue}", venue=found.place))
    if found.chair:
        yield clean(_("主持：{chair}", chair=found.chair))
    yield f"{_(ROLES[found.role])}  {_(LEVELS[found.level])}" + ("  " + _("紧急") if found.urgent else "")
    if found.closed_at:
        how = N_("{at:date} {at:hm} 取消") if found.called_off else N_("{at:date} {at:hm} 闭会")
        yield _(how, at=found.closed_at)
    yield from verdict_lines(verdicts)


@venue.command("add", help=N_("给会议加一个分会场"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("name", type=TEXT, help=N_("会场名称"))
@option("--capacity", type=int, metavar="N", help=N_("座位数"))
@click.pass_obj
def add_venue(place: Workplace, meeting: int, name: str, capacity: int | None) -> Answer:
    added = meetings.add_venue(place.store(), meeting, name, capacity)
    line = clean(_("已加会场 {id}  {venue}", id=added.id, venue=added.name))
    return Answer({"meeting": meeting, **added._asdict()}, [line])


@venue.command("change", help=N_("改会场的名称、座位数"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("name", type=TEXT, help=N_("会场名称"))
@option("--to", type=TEXT, metavar="NAME", help=N_("新的名称"))
@option("--capacity", type=int, metavar="N", help=N_("座位数"))
@click.pass_obj
def change_venue(place: Workplace, meeting: int, name: str, to: str | None, capacity: int | None) -> Answer:
    store = place.store()
    old = meetings.venue_named(store, meeting, name)
    seats = old.capacity if capacity is None else capacity
    made = venue_changes.change(store, meeting, old.id, to or old.name, seats)
    line = clean(_("会场“{venue}”已改", venue=made.name))
    return Answer({"meeting": meeting, **made._asdict()}, [line])


@venue.command("remove", help=N_("去掉多加的会场，还没有人的"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("name", type=TEXT, help=N_("会场名称"))
@click.pass_obj
def remove_venue(place: Workplace, meeting: int, name: str) -> Answer:
    store = place.store()
    gone = venue_changes.remove(store, meeting, meetings.venue_named(store, meeting, name).id)
    line = clean(_("已去掉会场“{venue}”", venue=gone.name))
    return Answer({"meeting": meeting, **gone._asdict()}, [line])


COMMANDS = (meeting, venue)
