"""Closing a meeting, what everyone comes to, and the counts of a year."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from oatui.commands.command import Answer, Workplace, argument, option, verdict_lines, verdicts_as_dicts
from oatui.commands.lines import clean, table
from oatui.commands.meetings import meeting
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.closing import MARKS, STATES
from oatui.store import arrivals, closing, meetings, people
from oatui.store.database import Store

_meeting_id = argument("meeting", type=ID, help=N_("会议编号"))


@meeting.command("settle", help=N_("每个人的结果，闭会前是按现在算的；谁有哪一种问题，还有什么没办"))
@_meeting_id
@click.pass_obj
def settle(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    stops = [] if meetings.get(store, meeting).closed_at else closing.blockers(store, meeting)
    data = _settled(store, meeting) | {"blockers": verdicts_as_dicts(stops)}
    rows = [
        (
            line.position, line.name, line.unit, _(STATES[line.settled.state]),
            _("{names:list}", names=[_(MARKS[mark]) for mark in line.settled.marks]), line.substitute,
        )
        for line in closing.lines(store, meeting)
    ]  # fmt: skip
    heads = (_("序"), _("姓名"), _("单位"), _("结果"), _("备注"), _("替会人"))
    return Answer(data, [*table(heads, rows), *verdict_lines(stops)])


@meeting.command("close", help=N_("闭会：每个人定下结果，此后不再签到"))
@_meeting_id
@option("--because", type=TEXT, default="", help=N_("提前闭会，或请假单还没有送齐的理由"))
@click.pass_obj
def close(place: Workplace, meeting: int, because: str) -> Answer:
    store = place.store()
    verdict = closing.close(store, meeting, because)
    return Answer(_settled(store, meeting), verdict_lines([verdict]))


@meeting.command("call-off", help=N_("会议取消：会不开了，或者建错了；不计出席"))
@_meeting_id
@option("--because", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def call_off(place: Workplace, meeting: int, because: str) -> Answer:
    store = place.store()
    verdict = closing.call_off(store, meeting, because)
    return Answer(meetings.as_dict(meetings.get(store, meeting)), verdict_lines([verdict]))


@meeting.command("reopen", help=N_("重新打开已闭会的会议"))
@_meeting_id
@option("--because", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def reopen(place: Workplace, meeting: int, because: str) -> Answer:
    store = place.store()
    verdict = closing.reopen(store, meeting, because)
    return Answer(meetings.as_dict(meetings.get(store, meeting)), verdict_lines([verdict]))


@meeting.command("mark", help=N_("闭会前认定：到会而没有签到（漏签），或未经批准由他人代会"))
@_meeting_id
@option("--person", type=ID, metavar="ID", required=True, help=N_("名册里的编号"))
@option(
    "--as",
    "what",
    type=click.Choice(["missed_sign_in", "unapproved_substitute", "none"]),
    required=True,
    help=N_("missed_sign_in 漏签，unapproved_substitute 代会，none 取消"),
)
@option("--approver", type=TEXT, default="", metavar="NAME", help=N_("认定人"))
@option("--reason", type=TEXT, default="", help=N_("依据"))
@click.pass_obj
def mark(place: Workplace, meeting: int, person: int, what: str, approver: str, reason: str) -> Answer:
    store = place.store()
    people.on_roster(store, meeting, person)
    closing.mark(store, person, None if what == "none" else what, approver, reason)
    line = next(one for one in closing.lines(store, meeting) if one.attendee == person)
    words = clean(_("{name}  {state}", name=line.name, state=_(STATES[line.settled.state])))
    return Answer(_line(line), [words])


@meeting.command("year", help=N_("一年的出勤：按人或按单位，只算已闭会的会议"))
@argument("year", type=click.IntRange(2000, 2100), help=N_("年份"))
@option(
    "--by",
    type=click.Choice(["person", "unit"]),
    default="person",
    show_default=True,
    help=N_("按人或按单位"),
)
@click.pass_obj
def year(place: Workplace, year: int, by: str) -> Answer:
    store = place.store()
    found = closing.person_year(store, year) if by == "person" else closing.unit_year(store, year)
    states = [state for state in (*STATES, *MARKS) if any(line.counts[state] for line in found)]
    heads = [_("姓名"), _("单位"), _("次数"), *(_({**STATES, **MARKS}[state]) for state in states)]
    rows = [
        [line.name, line.unit, line.meetings, *(line.counts[state] for state in states)] for line in found
    ]
    lines = list(table(heads, rows)) or [_("{year} 年还没有闭会的会议", year=year)]
    return Answer([line.as_dict() for line in found], lines)


def _settled(store: Store, meeting: int) -> dict[str, Any]:
    found = closing.closed(store, meeting)
    counts, venues = arrivals.attendance(store, meeting)
    return {
        "meeting": meeting,
        "closed_at": found.at if found else None,
        **counts.as_dict(),
        "venues": [{"id": venue.id, "name": venue.name, **own.as_dict()} for venue, own in venues],
        "people": [_line(line) for line in closing.lines(store, meeting)],
        "faults": {
            fault: [{"name": line.name, "unit": line.unit} for line in who]
            for fault, who in closing.faults(store, meeting).items()
        },
    }


def _line(line: closing.Line) -> dict[str, Any]:
    verdicts = verdicts_as_dicts([line.settled.verdict] if line.settled.verdict else [])
    parts = asdict(line)
    del parts["settled"], parts["position"]
    return {
        "person": parts.pop("attendee"),
        **parts,
        "state": line.settled.state,
        "marks": list(line.settled.marks),
        "verdicts": verdicts,
    }
