"""Before a meeting: a received notice read, leaders invited, notes, the checklist, lists of people, who is sent (art. 7, 8, 18, 20)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from oatui.clock import iso
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
from oatui.commands.invitation_options import invitation_of, invitation_options
from oatui.commands.lines import clean, table
from oatui.commands.meetings import meeting as meeting_group
from oatui.commands.notices import notice as notice_group
from oatui.commands.notices import reply as reply_group
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.invitation import Invitation
from oatui.rules.members import read_lines
from oatui.rules.notice_text import PARTS, NoticeRead, read_notice
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.store import (
    checklists,
    invitations,
    meeting_notes,
    meetings,
    notice_papers,
    people_lists,
    routines,
    sending,
    settings,
)
from oatui.store.checklists import Item

checklist = Group("checklist", help=N_("会务清单：会标、席签、话筒等，谁负责，备好没有"))
people_list = Group("people-list", help=N_("常用名单：局班子、各科室，存一次，以后直接用"))

_meeting = argument("meeting", type=ID, help=N_("会议编号"))


# ------------------------------------------------------------------ a received notice


@meeting_group.command(
    "read-notice", help=N_("读收到的会议通知（.docx、.txt，- 是标准输入），列出读出来的，只读不存")
)
@argument("file", type=TEXT, help=N_("通知文件，或 -"))
@click.pass_obj
def read_notice_(place: Workplace, file: str) -> Answer:
    from oatui.files.notice_in import read_notice_file

    store, today = place.store(), place.clock.now().date()
    text = sys.stdin.read() if file == "-" else read_notice_file(Path(file))
    office = str(settings.get(store, "office"))
    found = read_notice(text, today, office, routines.hours_on(store, today).closes)
    return Answer(_as_dict(found), list(_notice_lines(found)))


def _as_dict(found: NoticeRead) -> dict[str, Any]:
    return {
        "title": found.title or None, "day": found.day.isoformat() if found.day else None,
        "start": f"{found.start:%H:%M}" if found.start else None, "end": f"{found.end:%H:%M}" if found.end else None,
        "place": found.place or None, "audience": found.audience or None,
        "reply_by": iso(found.reply_by) if found.reply_by else None, "chair": found.chair or None,
        "agenda": found.agenda or None, "caller": found.caller or None, "role": found.role or None,
        "level": found.level or None, "mode": found.mode or None, "urgent": found.urgent,
        "missing": list(found.missing), "verdicts": verdicts_as_dicts(found.remarks),
    }  # fmt: skip


def _notice_lines(found: NoticeRead) -> Iterator[str]:
    values = _as_dict(found)
    for key, words in PARTS.items():
        yield clean(f"{_(words)}：{values[key] or _('没有找到')}")
    yield from verdict_lines(found.remarks)


# ------------------------------------------------------------------ inviting leaders


@meeting_group.command(
    "invite", help=N_("登记或更正邀请领导：请示日期、请示、材料；列出还缺什么（第7、8、20条）")
)
@_meeting
@invitation_options
@option("--nobody", is_flag=True, help=N_("不邀请了"))
@option("--because", type=TEXT, default="", help=N_("有冲突或提示时，仍按此办的理由"))
@click.pass_obj
def invite(place: Workplace, /, meeting: int, nobody: bool, because: str, **given: Any) -> Answer:
    store, calendar = place.store(), place.calendar()
    found = meetings.get(store, meeting)
    asked = Invitation() if nobody else invitation_of(place, invitations.stored(store, meeting), given)
    meetings.change(store, meeting, invitation=asked, calendar=calendar, because=because)
    verdicts = invitations.judged(asked, found.convened, calendar, place.clock.now().date())
    data = {"meeting": meeting, "invitation": asked.as_body(), "verdicts": verdicts_as_dicts(verdicts)}
    return Answer(data, verdict_lines(verdicts) or [_("没有邀请领导")])


# ------------------------------------------------------------------ notes, and who is sent


@meeting_group.command(
    "note", help=N_("会议的备注：费用（只记不评，第5条）、议程、参会范围、联系人；不带选项就列出来")
)
@_meeting
@option("--cost", type=TEXT, help=N_("费用"))
@option("--agenda", type=TEXT, help=N_("议程，几项用分号隔开"))
@option("--audience", type=TEXT, help=N_("参会范围"))
@option("--contact", type=TEXT, help=N_("联系人"))
@option("--phone", type=TEXT, help=N_("联系电话"))
@click.pass_obj
def note(place: Workplace, /, meeting: int, **given: str | None) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    if words := {key: text for key, text in given.items() if text is not None}:
        meeting_notes.write(store, meeting, words)
    found = meeting_notes.of(store, meeting)
    lines = [clean(f"{_(meeting_notes.NOTES[key])}：{text}") for key, text in found.items()]
    return Answer(
        {"meeting": meeting, **{key: found.get(key) for key in meeting_notes.NOTES}}, lines or [_("没有备注")]
    )


@meeting_group.command("send", help=N_("上级的会：登记派谁参加、谁同意的；不带人就列出来"))
@_meeting
@argument("people", type=ID, nargs=-1, help=N_("名册里的编号"))
@option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁同意的"))
@option("--at", type=TEXT, metavar="TIME", help=N_("同意的时间，不填是现在"))
@click.pass_obj
def send(place: Workplace, meeting: int, people: tuple[int, ...], by: str, at: str | None) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    if people:
        sending.approve(store, meeting, people, by, typed.said_at(place, at))
    found = sending.listed(store, meeting)
    data = [
        {
            "id": one.attendee,
            "name": one.name,
            "unit": one.unit,
            "approver": one.approver or None,
            "at": one.at,
        }
        for one in found
    ]
    rows = [(one.attendee, one.name, one.unit, one.post, one.approver) for one in found]
    heads = (_("编号"), _("姓名"), _("单位"), _("职务"), _("谁同意的"))
    return Answer(data, list(table(heads, rows)) or [_("还没有上报参会人员")])


@reply_group.command("write", help=N_("上级的会：把我局回执存成 Excel，替会、请假的已经写在里面"))
@_meeting
@option("--out", type=click.Path(path_type=Path), metavar="FILE", required=True, help=N_("存成哪个文件"))
@click.pass_obj
def write(place: Workplace, meeting: int, out: Path) -> Answer:
    from oatui.papers import calling_papers

    made = calling_papers.write_our_reply(place.store(), meeting, out, place.calendar())
    return Answer(
        {"path": str(made.path), "rows": made.rows},
        [clean(_("已存：{path}（{n} 行）", path=made.path, n=made.rows))],
    )


@reply_group.command("reported", help=N_("上级的会：登记我局回执什么时候报的"))
@_meeting
@option("--at", type=TEXT, metavar="TIME", help=N_("报送的时间，不填是现在"))
@click.pass_obj
def reported(place: Workplace, meeting: int, at: str | None) -> Answer:
    when = sending.report(place.store(), meeting, typed.said_at(place, at))
    said = Verdict(None, Level.OK, "sending.reported", {"at": when})
    return Answer({"meeting": meeting, "at": when}, verdict_lines([said]))


# ------------------------------------------------------------------ our own notice


@notice_group.command("draft", help=N_("把会议通知拟成便函：公文里起草，Word 稿和空白回执存到文件夹"))
@_meeting
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    required=True,
    help=N_("文件夹"),
)
@option("--section", type=TEXT, default=lambda: _("办公室"), help=N_("拟稿的科室"))
@option("--by", type=TEXT, metavar="NAME", help=N_("拟稿人，不填是操作员"))
@click.pass_obj
def draft(place: Workplace, meeting: int, out: Path, section: str, by: str | None) -> Answer:
    from oatui.papers import calling_papers

    store = place.store()
    made = calling_papers.draft_notice(store, meeting, out, section, by or store.actor, place.calendar())
    data = {
        "meeting": meeting, "document": made.document.id, "title": made.document.title, "path": str(made.notice),
        "reply_form": str(made.reply) if made.reply else None,
    }  # fmt: skip
    paths = [clean(_("已存：{path}", path=path)) for path in (made.notice, made.reply) if path]
    return Answer(
        data, [clean(_("已拟稿 {id}  {title}", id=made.document.id, title=made.document.title)), *paths]
    )


@notice_group.command("text", help=N_("会议通知的正文，照这次会议写好，只写知道的"))
@_meeting
@click.pass_obj
def text(place: Workplace, meeting: int) -> Answer:
    from oatui.papers import calling_papers

    store = place.store()
    found = calling_papers.notice_text(store, meetings.get(store, meeting), place.calendar())
    paper = notice_papers.of(store, meeting)
    data = {
        "meeting": meeting, "document": paper.id if paper else None,
        "paragraphs": [{"kind": one.kind, "text": one.text} for one in found],
    }  # fmt: skip
    return Answer(data, [clean(one.text) for one in found])


# ------------------------------------------------------------------ the checklist


@checklist.command("list", help=N_("会务清单：谁负责，备好没有"))
@_meeting
@click.pass_obj
def list_(place: Workplace, meeting: int) -> Answer:
    store = place.store()
    meetings.get(store, meeting)
    found = checklists.listed(store, meeting)
    return Answer([checklists.as_dict(one) for one in found], list(_items(found)) or [_("还没有清单")])


def _items(found: list[Item]) -> Iterator[str]:
    rows = [(one.id, _("好") if one.done_at else "", one.title, one.owner, one.done_by) for one in found]
    return table((_("编号"), _("备好"), _("准备什么"), _("谁负责"), _("谁打的勾")), rows)


@checklist.command("begin", help=N_("列入本局的常用项（config set checklist 改），已有的不重复"))
@_meeting
@click.pass_obj
def begin(place: Workplace, meeting: int) -> Answer:
    n = checklists.begin(place.store(), meeting)
    said = Verdict(None, Level.OK, "checklist.begun", {"n": n})
    return Answer({"meeting": meeting, "added": n}, verdict_lines([said]))


@checklist.command("add", help=N_("加一项"))
@_meeting
@argument("title", type=TEXT, help=N_("准备什么"))
@option("--owner", type=TEXT, default="", metavar="NAME", help=N_("谁负责"))
@click.pass_obj
def add(place: Workplace, meeting: int, title: str, owner: str) -> Answer:
    made = checklists.add(place.store(), meeting, title, owner)
    return Answer(
        checklists.as_dict(made),
        verdict_lines([Verdict(None, Level.OK, "checklist.added", {"title": made.title})]),
    )


@checklist.command("tick", help=N_("备好了打勾，--undo 去勾"))
@argument("item", type=ID, help=N_("清单里的编号"))
@option("--undo", is_flag=True, help=N_("还没有备好"))
@click.pass_obj
def tick(place: Workplace, item: int, undo: bool) -> Answer:
    made = checklists.tick(place.store(), item, not undo)
    key = "checklist.done" if made.done_at else "checklist.undone"
    return Answer(
        checklists.as_dict(made), verdict_lines([Verdict(None, Level.OK, key, {"title": made.title})])
    )


@checklist.command("drop", help=N_("这次会议不需要这一项"))
@argument("item", type=ID, help=N_("清单里的编号"))
@click.pass_obj
def drop(place: Workplace, item: int) -> Answer:
    gone = checklists.drop(place.store(), item)
    said = Verdict(None, Level.OK, "checklist.dropped", {"title": gone.title})
    return Answer({"id": gone.id, "dropped": True}, verdict_lines([said]))


# ------------------------------------------------------------------ lists of people


@people_list.command("list", help=N_("有哪些常用名单，各有多少人"))
@click.pass_obj
def lists(place: Workplace) -> Answer:
    store = place.store()
    found = people_lists.listed(store, limit=-1)
    rows = [(one.id, one.name, one.count) for one in found]
    return Answer(
        [people_lists.as_dict(store, one) for one in found],
        list(table((_("编号"), _("名单"), _("人数")), rows)) or [_("还没有常用名单")],
    )


@people_list.command(
    "make", help=N_("存一份常用名单：从一次会议的名册，或从标准输入，一行一人：姓名 单位 职务 电话")
)
@argument("name", type=TEXT, help=N_("名单的名称；已有的就换掉它的人员"))
@option("--meeting", type=ID, metavar="ID", help=N_("从哪次会议的名册"))
@option("--person", type=ID, multiple=True, metavar="ID", help=N_("只要名册里的这些人"))
@click.pass_obj
def make(place: Workplace, name: str, meeting: int | None, person: tuple[int, ...]) -> Answer:
    store = place.store()
    if meeting is not None:
        made = people_lists.from_meeting(store, name, meeting, person)
    else:
        members = read_lines(sys.stdin.read())
        try:
            known = people_lists.named(store, name).id
        except Refused:
            made = people_lists.make(store, name, members)
        else:
            made = people_lists.change(store, known, members=members)
    said = Verdict(None, Level.OK, "people_list.made", {"name": made.name, "n": made.count})
    return Answer(people_lists.as_dict(store, made), verdict_lines([said]))


@people_list.command("show", help=N_("名单上的人，按先后"))
@argument("name", type=TEXT, help=N_("名单的名称"))
@click.pass_obj
def show(place: Workplace, name: str) -> Answer:
    store = place.store()
    found = people_lists.named(store, name)
    rows = list(people_lists.of(store, found.id))
    return Answer(
        people_lists.as_dict(store, found), table((_("姓名"), _("单位"), _("职务"), _("电话")), rows)
    )


@people_list.command("rename", help=N_("改名单的名称"))
@argument("name", type=TEXT, help=N_("名单的名称"))
@argument("new", type=TEXT, help=N_("新名称"))
@click.pass_obj
def rename(place: Workplace, name: str, new: str) -> Answer:
    store = place.store()
    made = people_lists.change(store, people_lists.named(store, name).id, name=new)
    return Answer(people_lists.as_dict(store, made), [clean(made.name)])


@people_list.command("remove", help=N_("去掉一份名单；用它开过的会不受影响"))
@argument("name", type=TEXT, help=N_("名单的名称"))
@click.pass_obj
def remove(place: Workplace, name: str) -> Answer:
    store = place.store()
    found = people_lists.named(store, name)
    people_lists.remove(store, found.id)
    said = Verdict(None, Level.OK, "people_list.removed", {"name": found.name})
    return Answer({"id": found.id, "removed": True}, verdict_lines([said]))


COMMANDS = (checklist, people_list)
