"""Incidents (art. 24, 25): begun, called, filled in, reported, put right, closed; their reports as Word files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from oatui.clock import iso
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
from oatui.commands.exports import export
from oatui.commands.lines import clean
from oatui.commands.typed import ID, TEXT, said_at
from oatui.i18n import N_, _
from oatui.rules import incident as law
from oatui.store import incident_acts, incidents
from oatui.store.incidents import Incident, Made

incident = Group("incident", help=N_("突发事件：从事发起计时，三个电话、书面报告、续报、办结"))

_id = argument("incident", type=ID, help=N_("突发事件编号"))
_reason = option("--reason", type=TEXT, required=True, help=N_("原因"))
_at = option("--at", type=TEXT, metavar="TIME", help=N_("实际时间；不填就是现在"))


@incident.command("start", help=N_("突发事件：事发、接报的时间，何地何事"))
@option("--what", type=TEXT, required=True, help=N_("一句话：什么地方发生了什么"))
@option("--at", type=TEXT, metavar="TIME", help=N_("事发时间；不填就是接报时间"))
@option("--heard", type=TEXT, metavar="TIME", help=N_("接报时间；不填就是现在"))
@option("--place", "where", type=TEXT, default="", help=N_("地点"))
@option("--major", is_flag=True, help=N_("重大突发事件"))
@click.pass_obj
def start(place: Workplace, what: str, at: str | None, heard: str | None, where: str, major: bool) -> Answer:
    made = incidents.start(
        place.store(), what, occurred=said_at(place, at), heard=said_at(place, heard, "--heard"), place=where, major=major
    )  # fmt: skip
    return _made(place, made)


@incident.command("list", help=N_("突发事件，处置中的在前"))
@option("--all", "everything", is_flag=True, help=N_("已办结、已撤销的也列出"))
@click.pass_obj
def list_(place: Workplace, everything: bool) -> Answer:
    store, now = place.store(), place.clock.now()
    found = incidents.listed(store, 0, -1) if everything else incidents.open_incidents(store, -1)
    lines = [line for one in found for line in _lines(one, now)] or [_("没有突发事件")]
    return Answer([as_dict(one, now) for one in found], lines)


@incident.command("show", help=N_("一件突发事件：三个时限、报了什么、经过"))
@_id
@click.pass_obj
def show(place: Workplace, incident: int) -> Answer:
    store, now = place.store(), place.clock.now()
    one = incidents.get(store, incident)
    facts = incidents.facts(store, incident)
    course = [
        {"at": fact.at, "recorded_at": fact.recorded_at, "by": fact.actor, "message": fact.line.message}
        for fact in facts
    ]
    lines = [*_lines(one, now), *(clean(f"{fact.at[11:19]}  {fact.line.message}") for fact in facts)]
    return Answer(as_dict(one, now) | {"course": course}, lines)


@incident.command("report", help=N_("登记一个电话报告（--office），或一份书面报告（--kind）"))
@_id
@option(
    "--office", type=click.Choice(list(law.OFFICES)),
    help=N_("committee_duty 县委总值班室，government_duty 县政府总值班室，information 县委办公室信息科"),
)  # fmt: skip
@option("--reached", type=TEXT, default="", help=N_("接听人"))
@option(
    "--kind", type=click.Choice(list(law.REPORTS)),
    help=N_("first 初报，detailed 七个方面的续报，follow 续报，final 终报"),
)  # fmt: skip
@option("--signer", type=TEXT, default="", help=N_("签发人；不填就是第一责任人"))
@option("--words", type=TEXT, default="", help=N_("内容"))
@option("--reason", type=TEXT, default="", help=N_("更正已登记的电话报告时写明原因"))
@_at
@click.pass_obj
def report(
    place: Workplace, incident: int, office: str | None, reached: str, kind: str | None, signer: str, words: str,
    reason: str, at: str | None,
) -> Answer:  # fmt: skip
    if bool(office) == bool(kind):
        raise click.UsageError(_("电话报告写 --office，书面报告写 --kind，二者写一个"))
    store, when = place.store(), said_at(place, at)
    if office:
        return _made(
            place, incident_acts.call(store, incident, office, reached=reached, at=when, reason=reason)
        )
    signer = signer or incidents.get(store, incident).responsible["first"]
    return _made(place, incident_acts.report(store, incident, str(kind), signer, words=words, at=when))


@incident.command("uncall", help=N_("撤销一个登记错的电话报告，写明原因；这一家仍要报"))
@_id
@option("--office", type=click.Choice(list(law.OFFICES)), required=True,
        help=N_("committee_duty 县委总值班室，government_duty 县政府总值班室，information 县委办公室信息科"))  # fmt: skip
@_reason
@click.pass_obj
def uncall(place: Workplace, incident: int, office: str, reason: str) -> Answer:
    return _made(place, incident_acts.withdraw_call(place.store(), incident, office, reason))


@incident.command("part", help=N_("填详细报告七个方面之一"))
@_id
@option("--part", type=click.Choice(list(law.PARTS)), required=True,
        help=N_("cause 起因，background 背景，course 发展，response 处置，result 后果，impact 影响，opinion 舆情"))  # fmt: skip
@option("--words", type=TEXT, required=True, help=N_("内容"))
@click.pass_obj
def part(place: Workplace, incident: int, part: str, words: str) -> Answer:
    return _made(place, incident_acts.fill_part(place.store(), incident, part, words))


@incident.command("correct", help=N_("更正时间、何地何事，写明原因；时限重新算"))
@_id
@option("--at", type=TEXT, metavar="TIME", help=N_("事发时间"))
@option("--heard", type=TEXT, metavar="TIME", help=N_("接报时间"))
@option("--what", type=TEXT, help=N_("何地何事"))
@option("--place", "where", type=TEXT, help=N_("地点"))
@_reason
@click.pass_obj
def correct(
    place: Workplace, incident: int, at: str | None, heard: str | None, what: str | None, where: str | None,
    reason: str,
) -> Answer:  # fmt: skip
    made = incident_acts.correct(
        place.store(), incident, reason, occurred=said_at(place, at), heard=said_at(place, heard, "--heard"), what=what,
        place=where,
    )  # fmt: skip
    return _made(place, made)


@incident.command("annul", help=N_("误报，撤销"))
@_id
@_reason
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁定的；不填就是经办人"))
@click.pass_obj
def annul(place: Workplace, incident: int, reason: str, by: str) -> Answer:
    return _made(place, incident_acts.annul(place.store(), incident, reason, by))


@incident.command("close", help=N_("办结：谁确认、处置结果；该报没报的要写原因（--reason）"))
@_id
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("确认人"))
@option("--words", type=TEXT, required=True, help=N_("处置结果"))
@option("--reason", type=TEXT, default="", help=N_("未报原因"))
@click.pass_obj
def close(place: Workplace, incident: int, by: str, words: str, reason: str) -> Answer:
    return _made(place, incident_acts.close(place.store(), incident, by, words, reason))


@incident.command("reopen", help=N_("恢复处置：办结或撤销错了"))
@_id
@_reason
@click.pass_obj
def reopen(place: Workplace, incident: int, reason: str) -> Answer:
    return _made(place, incident_acts.reopen(place.store(), incident, reason))


@export.command("incident", help=N_("初报、续报、终报存成 Word"))
@_id
@option("--kind", type=click.Choice(list(law.REPORTS)), default="first", show_default=True,
        help=N_("first 初报，detailed 七个方面的续报，follow 续报，final 终报"))  # fmt: skip
@option("--signer", type=TEXT, default="", help=N_("签发人；不填就是第一责任人"))
@OUT
@click.pass_obj
def export_incident(place: Workplace, incident: int, kind: str, signer: str, out: Path) -> Answer:
    from oatui.files.incident_out import write_incident_paper
    from oatui.papers import incident_papers

    store = place.store()
    signer = signer or incidents.get(store, incident).responsible["first"]
    path = write_incident_paper(out, incident_papers.paper(store, incident, kind, signer, place.clock.now()))
    return Answer({"path": str(path), "kind": kind}, [_("已存：{path}", path=str(path))])


# ------------------------------------------------------------------ as they are printed


def _made(place: Workplace, made: Made) -> Answer:
    verdicts = [made.verdict, *made.notes]
    now = place.clock.now()
    data = as_dict(made.incident, now) | {"verdicts": verdicts_as_dicts(verdicts)}
    return Answer(data, [*verdict_lines(verdicts), *_lines(made.incident, now)])


def _lines(one: Incident, now: datetime) -> Iterator[str]:
    yield clean(
        _("突发事件 {id}  {what}  事发 {at:date} {at:hms}  {state}", id=one.id, what=one.what, at=one.occurred,
          state=_(law.STATES[one.state]))
    )  # fmt: skip
    if one.open:
        for clock in law.standings(one.facts, now):
            if clock.done_at is None:
                key = N_("{what} 已过 {left:clock}") if clock.late else N_("{what} 剩 {left:clock}")
                yield "  " + _(key, what=_(clock.limit.words), left=abs(clock.left))
        yield from verdict_lines(
            filter(None, (law.late_report(one.facts, now), law.clock_back(one.facts, now)))
        )


def as_dict(one: Incident, now: datetime) -> dict[str, Any]:
    """An incident as the command line prints it; `left` in seconds, below 0 past the limit."""
    late = law.late_report(one.facts, now)
    return {
        "id": one.id, "what": one.what, "place": one.place or None, "occurred": one.occurred, "heard": one.heard,
        "state": one.state, "major": one.major, "responsible": dict(one.responsible),
        "limits": [
            {
                "key": clock.limit.key, "rule": clock.limit.rule, "due": iso(clock.due),
                "done_at": iso(clock.done_at) if clock.done_at else None, "left": clock.left, "late": clock.late,
            }
            for clock in law.standings(one.facts, now)
        ],
        "late_report": late.message if late else None,
        "calls": [call._asdict() for call in one.calls.values()],
        "parts": {part: line.words for part, line in one.parts.items()},
        "missing_parts": [part for part in law.PARTS if part not in one.parts],
        "reports": [line._asdict() for line in one.reports],
        "ended_at": one.ended_at, "ended_by": one.ended_by or None, "result": one.result or None,
    }  # fmt: skip


COMMANDS = (incident,)
