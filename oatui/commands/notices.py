"""Notices, their acknowledgement, replies, and the range of a venue (art. 18, 17-9)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
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
from oatui.commands.meetings import venue
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.notice import CHANNELS, NAMES, REMINDERS
from oatui.rules.replies import KINDS, Line, Reported
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.rules.workdays import CalendarMissing
from oatui.store import meetings, notices, replies, venue_range
from oatui.store.database import Store
from oatui.store.meetings import Meeting

notice = Group("notice", help=N_("会议通知：发出、签收、催办（第18条）"))
reply = Group("reply", help=N_("会议回执：时限、导入、粘贴，和名册核对"))

_meeting = argument("meeting", type=ID, help=N_("会议编号"))


@notice.command("send", help=N_("登记通知已发给哪个单位；以县委办、县政府办名义的要有同意（18-1）"))
@_meeting
@argument("units", type=TEXT, nargs=-1, required=True, help=N_("单位名称，可以几个"))
@option(
    "--channel",
    type=click.Choice(list(CHANNELS)),
    default="oa",
    show_default=True,
    help=N_("oa OA系统，phone 电话（只用电话的，紧急会议才行，18-4）"),
)
@option("--at", type=TEXT, metavar="TIME", help=N_("发出时间，不填是现在"))
@option(
    "--in-name-of",
    type=click.Choice([name for name in NAMES if name]),
    help=N_("committee_office 县委办公室，government_office 县政府办公室"),
)
@option("--consent-by", type=TEXT, metavar="NAME", default="", help=N_("该办公室谁同意"))
@option("--consent-at", type=TEXT, metavar="TIME", help=N_("何时同意"))
@click.pass_obj
def send(
    place: Workplace,
    meeting: int,
    units: tuple[str, ...],
    channel: str,
    at: str | None,
    in_name_of: str | None,
    consent_by: str,
    consent_at: str | None,
) -> Answer:
    made = notices.send(
        place.store(), meeting, units, channel, at=typed.said_at(place, at), in_name_of=in_name_of or "",
        consent_by=consent_by, consent_at=typed.said_at(place, consent_at, "--consent-at"),
    )  # fmt: skip
    found = [made.verdict, *made.notes]
    data = {"meeting": meeting, "units": list(made.units), "verdicts": verdicts_as_dicts(found)}
    return Answer(data, verdict_lines(found))


@notice.command("acknowledge", help=N_("登记签收：谁、何时"))
@_meeting
@argument("unit", type=TEXT, help=N_("通知单位"))
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("签收人"))
@option("--at", type=TEXT, metavar="TIME", help=N_("签收时间，不填是现在"))
@click.pass_obj
def acknowledge(place: Workplace, meeting: int, unit: str, by: str, at: str | None) -> Answer:
    made = notices.acknowledge(place.store(), meeting, unit, by, typed.said_at(place, at))
    said = {"unit": made.unit, "by": made.acknowledged_by, "at": made.acknowledged_at}
    return Answer(
        notices.as_dict(made), verdict_lines([Verdict(None, Level.OK, "notice.acknowledged", said)])
    )


@notice.command("contact", help=N_("加一个通知单位，或改它的联系人"))
@_meeting
@argument("unit", type=TEXT, help=N_("通知单位"))
@option("--name", type=TEXT, default="", help=N_("联系人"))
@option("--phone", type=TEXT, default="", metavar="NUMBER", help=N_("联系人电话"))
@click.pass_obj
def contact(place: Workplace, meeting: int, unit: str, name: str, phone: str) -> Answer:
    made = notices.set_contact(place.store(), meeting, unit, name, phone)
    said = Verdict(None, Level.OK, "notice.recipient", {"unit": made.unit})
    return Answer(notices.as_dict(made), verdict_lines([said]))


@notice.command("list", help=N_("通知单位：联系人、发出、签收、回执"))
@_meeting
@click.pass_obj
def list_(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    found = notices.recipients(store, meeting, limit=-1)
    heads = (_("单位"), _("联系人"), _("电话"), _("方式"), _("发出"), _("已签收"), _("签收人"), _("回执"))
    rows = [
        (
            one.unit, one.contact, one.phone, _("{names:list}", names=[_(CHANNELS[way]) for way in one.channels]),
            _when(one.sent_at), _when(one.acknowledged_at), one.acknowledged_by, _when(one.replied_at),
        )
        for one in found
    ]  # fmt: skip
    return Answer([notices.as_dict(one) for one in found], list(table(heads, rows)) or [_("没有通知单位")])


@notice.command("remind", help=N_("催办：给每个单位的一句话，和联系人电话"))
@_meeting
@option(
    "--kind",
    type=click.Choice(list(REMINDERS)),
    help=N_("unacknowledged 未签收，unreplied 未回执，not_arrived 未到会；不填是全部"),
)
@click.pass_obj
def remind(place: Workplace, meeting: int, kind: str | None) -> Answer:
    store = place.store()
    until, unknown = _deadline(place, store, meetings.get(store, meeting))
    found = [
        one
        for each in ([kind] if kind else REMINDERS)
        for one in notices.reminders(store, meeting, each, until.at if until else None)
    ]
    data = [
        {
            "kind": one.kind,
            "unit": one.unit,
            "contact": one.contact,
            "phone": one.phone,
            "message": one.words.message,
        }
        for one in found
    ]
    lines = [clean(f"{_(REMINDERS[one.kind])}  {one.phone}  {one.words.message}") for one in found]
    return Answer(data, [*verdict_lines(unknown), *(lines or [_("没有要催的")])])


# ------------------------------------------------------------------ replies


@reply.command("deadline", help=N_("看或定回执时限；默认开会前一个工作日，几点按设置"))
@_meeting
@argument("time", type=TEXT, required=False, help=N_("时限：2026-11-24 17:00，或“明天 17点”"))
@click.pass_obj
def deadline(place: Workplace, meeting: int, time: str | None) -> Answer:
    store = place.store()
    called = meetings.get(store, meeting)
    if time is None:
        found = notices.deadline(store, called, place.calendar())
    else:
        found = notices.set_deadline(store, meeting, typed.moment(place, time, "TIME"))
    data = {"meeting": meeting, "deadline": found.at.isoformat(), "default": not found.own}
    return Answer(data, verdict_lines([Verdict(None, Level.OK, "notice.deadline", {"at": found.at})]))


def _accepting(function: Any) -> Any:
    """What both ways of taking in a reply have in common."""
    for add in (
        option("--dry-run", is_flag=True, help=N_("只核对，不写入")),
        option("--received", type=TEXT, metavar="TIME", help=N_("收到的时间，不填是现在")),
        option("--because", type=TEXT, default="", help=N_("时限以后改名单的原因")),
        option("--by", type=TEXT, default="", metavar="NAME", help=N_("时限以后改名单由谁提出")),
    ):
        function = add(function)
    return function


@reply.command("import", help=N_("读回执文件（.xlsx .xls .csv .docx），和名册核对后写入"))
@_meeting
@argument("file", type=click.Path(path_type=Path), help=N_("回执文件"))
@option("--unit", type=TEXT, default="", help=N_("是哪个单位的回执；文件里写了单位就不用"))
@_accepting
@click.pass_obj
def import_(
    place: Workplace, meeting: int, file: Path, unit: str, dry_run: bool, received: str | None, because: str, by: str
) -> Answer:  # fmt: skip
    from oatui.files.reply_in import read_reply

    place.store()
    read = read_reply(file)
    batch = _Batch(meeting, read.people, unit, clean(file.name), dry_run, received, by, because)
    return _take(place, batch, [(one.row, one.verdict) for one in read.unread])


@reply.command("paste", help=N_("从标准输入读粘贴的回执：一行一人，单位 姓名 职务 电话"))
@_meeting
@option("--unit", type=TEXT, default="", help=N_("是哪个单位的回执；每行写了单位就不用"))
@_accepting
@click.pass_obj
def paste(
    place: Workplace, meeting: int, unit: str, dry_run: bool, received: str | None, because: str, by: str
) -> Answer:
    from oatui.files.reply_in import paste_reply

    place.store()
    read = paste_reply(sys.stdin.read())
    batch = _Batch(meeting, read.people, unit, "", dry_run, received, by, because)
    return _take(place, batch, [(one.row, one.verdict) for one in read.unread])


@reply.command("changes", help=N_("名单变动：何时、谁提出、为什么，是否在时限以后"))
@_meeting
@click.pass_obj
def changes(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    called = meetings.get(store, meeting)
    _due, unknown = _deadline(place, store, called)
    until = notices.fixing(store, called, place.calendar())
    found = replies.changes(store, meeting, until, limit=-1)
    heads = (_("时间"), _("变动"), _("单位"), _("姓名"), _("时限后"), _("谁提出"), _("原因"))
    words = KINDS | replies.OTHER_KINDS
    rows = [
        (
            _when(one.at),
            _(words[one.kind]),
            one.unit,
            one.name,
            _("是") if one.late else "",
            one.by,
            one.because,
        )
        for one in found
    ]
    data = [replies.as_dict(one) for one in found]
    return Answer(data, [*verdict_lines(unknown), *(list(table(heads, rows)) or [_("名单没有变动")])])


@dataclass(frozen=True, slots=True)
class _Batch:
    """A reply as it was given on the command line."""

    meeting: int
    people: Sequence[Reported]
    unit: str
    source: str
    dry_run: bool
    received: str | None
    by: str
    because: str


def _take(place: Workplace, batch: _Batch, unread: Sequence[tuple[int, Verdict]]) -> Answer:
    store = place.store()
    called = meetings.get(store, batch.meeting)
    due, found = _deadline(place, store, called)
    until = notices.fixing(store, called, place.calendar())
    lines = replies.compare(store, batch.meeting, batch.people, batch.unit)
    refused: Refused | None = None
    if not batch.dry_run:
        try:
            made = replies.accept(
                store, batch.meeting, batch.people, lines, batch.source, unit=batch.unit,
                received_at=typed.said_at(place, batch.received, "--received"), deadline=until,
                by=batch.by, because=batch.because,
            )  # fmt: skip
            found = [made.verdict, *made.notes, *found]
        except Refused as no:
            refused = no
            found = [no.verdict, *found]
    data = {
        "people": len(batch.people),
        "dry_run": batch.dry_run,
        "lines": [replies.line_as_dict(line) for line in lines],
        "unread": [{"row": row, "message": verdict.message} for row, verdict in unread],
        "deadline": due.at.isoformat() if due else None,
        "verdicts": verdicts_as_dicts(found),
    }
    shown = [*_reply_lines(lines, unread), *verdict_lines(one for one in found if not one.refused)]
    return Answer(data, shown, str(refused) if refused else None)


def _reply_lines(lines: Sequence[Line], unread: Sequence[tuple[int, Verdict]]) -> Iterator[str]:
    for line in lines:
        if line.kind == "same":
            continue
        fields = [f"{getattr(line.listed, key)} → {value}" for key, value in line.fields.items()]
        yield clean("  ".join([_(KINDS[line.kind]), line.unit, line.name, *fields]))
    for row, verdict in unread:
        yield clean(_("第 {row} 行：{message}", row=row, message=verdict.message))


# ------------------------------------------------------------------ the range of a venue


@venue.command("range", help=N_("会场的必到职务、负责人；看缺谁、谁超范围（17-9）"))
@_meeting
@argument("name", type=TEXT, help=N_("会场名称"))
@option(
    "--require",
    type=TEXT,
    multiple=True,
    metavar="POST",
    help=N_("必到职务“单位 职务”，一个一次；写了就换掉原来的"),
)
@option("--charge", type=TEXT, metavar="NAME", help=N_("会场负责人"))
@option("--phone", type=TEXT, metavar="NUMBER", help=N_("会场负责人电话"))
@click.pass_obj
def range_(
    place: Workplace, meeting: int, name: str, require: tuple[str, ...], charge: str | None, phone: str | None
) -> Answer:
    from oatui.files.circular_out import report_line
    from oatui.papers import meeting_papers
    from oatui.rules.venue_range import read_posts

    store = place.store()
    called = meetings.get(store, meeting)
    chosen = meetings.venue_named(store, meeting, name)
    if require or charge is not None or phone is not None:
        posts = read_posts(require) if require else None
        venue_range.set_range(store, meeting, chosen.id, posts=posts, charge=charge, phone=phone)
    found, filled = venue_range.get(store, meeting, chosen.id), venue_range.check(store, meeting, chosen.id)
    line = report_line(meeting_papers.venue_reports(store, called, place.clock.now(), chosen.name)[0])
    verdicts = [filled.verdict] if found.posts else []
    data = venue_range.as_dict(found, filled) | {
        "meeting": meeting,
        "report": line,
        "verdicts": verdicts_as_dicts(verdicts),
    }
    return Answer(data, [*verdict_lines(verdicts), clean(line)])


# ------------------------------------------------------------------ what they share


def _when(at: str | None) -> str:
    return _("{at:short} {at:hm}", at=at) if at else ""


def _deadline(
    place: Workplace, store: Store, called: Meeting
) -> tuple[notices.Deadline | None, list[Verdict]]:
    """The reply deadline; where its year is not loaded that is said, and nothing is judged by it."""
    try:
        return notices.deadline(store, called, place.calendar()), []
    except CalendarMissing as missing:
        return None, [missing.verdict]


COMMANDS = (notice, reply)
