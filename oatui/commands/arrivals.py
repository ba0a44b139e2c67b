"""The door: signing in, taking a sign-in back, and who is here."""

from __future__ import annotations

from typing import Any

import click

from oatui.commands.command import (
    Answer,
    Command,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, said_at
from oatui.i18n import N_, _, ours
from oatui.rules.verdict import Refused, refuse
from oatui.store import arrivals, meetings, people, presence, turned_away, walk_ins
from oatui.store.database import Store

STATUSES = {
    "on_time": N_("按时"),
    "after_deadline": N_("晚签到"),
    "late": N_("迟到"),
}
COUNTS = {
    "expected": N_("应到"),
    "present": N_("已到"),
    "on_time": N_("按时"),
    "after_deadline": N_("晚签到"),
    "late": N_("迟到"),
    "missed_sign_in": N_("漏签"),
    "leave": N_("请假"),
    "substitute": N_("替会"),
    "absent": N_("未到"),
}


@click.command("sign-in", cls=Command, help=N_("签到：扫码内容，或按姓名（--person 加原因）"))
@argument("meeting", type=ID, help=N_("会议编号"))
@argument("code", type=TEXT, required=False, help=N_("签到码"))
@option("--person", type=ID, metavar="ID", help=N_("按姓名签到：名册里的编号"))
@option("--reason", type=TEXT, help=N_("按姓名签到的原因"))
@option("--approver", type=TEXT, metavar="NAME", help=N_("签到时间以外补登的批准人"))
@option("--venue", type=TEXT, metavar="NAME", help=N_("在哪个会场签到"))
@option("--at", type=TEXT, metavar="TIME", help=N_("试算用的签到时间，只与 --dry-run 同用"))
@option("--dry-run", is_flag=True, help=N_("只判断，不记录"))
@click.pass_obj
def sign_in(
    place: Workplace,
    meeting: int,
    code: str | None,
    person: int | None,
    reason: str | None,
    approver: str | None,
    venue: str | None,
    at: str | None,
    dry_run: bool,
) -> Answer:
    if (code is None) == (person is None):
        raise click.UsageError(_("签到码和 --person 要填一项，也只能填一项"))
    if person is None and (reason is not None or approver is not None):
        raise click.UsageError(_("--reason 和 --approver 只与 --person 同用"))
    if at is not None and not dry_run:
        raise click.UsageError(_("--at 只与 --dry-run 同用；签到时间以扫码时为准"))
    store = place.store()
    when = said_at(place, at)
    scan = code if person is None else arrivals.Hand(person, reason or "", approver or "")
    assert scan is not None
    try:
        door = door_of(store, meeting, venue)
        # whoever types the command stands at the door and sees the person
        made = arrivals.sign_in(store, meeting, scan, at=when, venue=door, looked_at=True, dry_run=dry_run)
    except Refused as error:
        made = arrivals.Arrival("refused", error.verdict, "")
    if made.outcome == "refused":
        return Answer(as_dict(made), who(made), made.verdict.message)
    return Answer(as_dict(made), [*who(made), *verdict_lines([made.verdict, *made.notes])])


def door_of(store: Store, meeting: int, name: str | None) -> int | None:
    """The venue that is named, None where none is; a sub-venue's machine has its own door alone. Raises Refused."""
    found = None if name is None else meetings.venue_named(store, meeting, name)
    if store.is_site:
        from oatui.store import sites

        own = sites.joined(store)
        if own is not None and found and found.id != own.venue:
            raise refuse(
                "venue.other_door",
                venue=found.name,
                own=meetings.venue_numbered(store, meeting, own.venue).name,
            )
        return own.venue if own else None
    return found.id if found else None


def as_dict(made: arrivals.Arrival) -> dict[str, Any]:
    return {
        "outcome": made.outcome,
        "status": made.status,
        "person": made.attendee,
        "name": made.name or None,
        "unit": made.unit or None,
        "post": made.post or None,
        "venue": made.venue or None,
        "seat": made.seat,
        "at": made.at or None,
        "rule": made.rule,
        "message": made.verdict.message,
        "notes": verdicts_as_dicts(made.notes),
    }


def who(made: arrivals.Arrival) -> list[str]:
    status = _(STATUSES[made.status]) if made.status else ""
    words = "  ".join(
        filter(None, (made.name, made.unit, made.post, ours(made.venue or ""), ours(made.seat or ""), status))
    )
    return [clean(words)] if words else []


@click.command("sign-in-annul", cls=Command, help=N_("撤销记错的签到；原记录保留"))
@argument("meeting", type=ID, help=N_("会议编号"))
@option("--person", type=ID, metavar="ID", required=True, help=N_("名册里的编号"))
@option("--reason", type=TEXT, required=True, help=N_("撤销的原因"))
@click.pass_obj
def annul(place: Workplace, meeting: int, person: int, reason: str) -> Answer:
    store = place.store()
    people.on_roster(store, meeting, person)
    fact = arrivals.standing(store, person)
    if fact is None:
        raise refuse("signin.nothing_to_annul")
    made = arrivals.annul(store, fact, reason)
    return Answer(as_dict(made), [clean(made.verdict.message)])


@click.command("attendance", cls=Command, help=N_("到会情况：全部和各会场，谁还没到"))
@argument("meeting", type=ID, help=N_("会议编号"))
@click.pass_obj
def attendance(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    whole, venues = arrivals.attendance(store, meeting)
    missing = arrivals.missing_by_unit(store, meeting)
    waiting = walk_ins.waiting(store, meeting)
    data = whole.as_dict() | {
        "meeting": meeting,
        "venues": [{"id": venue.id, "name": venue.name, **own.as_dict()} for venue, own in venues],
        "missing": [{"unit": unit, "names": names} for unit, names in missing],
        "waiting": [
            {"name": one.name, "for": one.stands_for, "at": one.at, "after_all": bool(one.himself)}
            for one in waiting
        ],
        "out": presence.out_now(store, meeting),
        "turned_away": turned_away.count(store, meeting),
    }
    rows = [[_("合计"), *whole.as_dict().values()]]
    rows += [[venue.name, *own.as_dict().values()] for venue, own in venues if len(venues) > 1]
    lines = list(table([_("会场"), *map(_, COUNTS.values())], rows))
    lines += [
        clean(_("未到  {unit}：{names:list}", unit=unit or "—", names=names)) for unit, names in missing
    ]
    lines += [clean(said.message) for said in walk_ins.said(waiting)]
    if data["out"]:
        lines.append(_("会中离开未返回 {n} 人", n=data["out"]))
    if data["turned_away"]:
        lines.append(_("门口未准签 {n} 次，见 turned-away", n=data["turned_away"]))
    return Answer(data, lines)


COMMANDS = (sign_in, annul, attendance)
