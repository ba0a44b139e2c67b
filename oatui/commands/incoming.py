"""Incoming papers: registered, directed, passed on, chased, answered, ended; and what each became."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from oatui.clock import iso
from oatui.commands.command import (
    Answer,
    Function,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, day, moment, said_at
from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.rules.verdict import Refused
from oatui.store import incoming, incoming_belongs, incoming_course, incoming_matters, incoming_passing
from oatui.store.incoming import Incoming, Made
from oatui.store.incoming_limit import Stated

group = Group("incoming", help=N_("收文：登记、批办、传阅、催办、答复、办结"))

at_option = option("--at", type=TEXT, metavar="TIME", help=N_("实际时间；不填就是现在"))
paper_argument = argument("paper", type=ID, help=N_("收文编号（不是收文号）"))
due_option = option(
    "--due", type=TEXT, metavar="DAY", help=N_("文件明确的时限：2026-12-01、2026-12-01 17:00、+5g（工作日）")
)
by_option = option("--by", type=TEXT, default="", metavar="NAME", help=N_("谁"))


def _entry(function: Function) -> Function:
    """The columns of the register that are typed."""
    for one in (
        option("--urgency", type=click.Choice(["urgent", "extra"]), help=N_("urgent 加急，extra 特急")),
        option("--copies", type=int, metavar="N", help=N_("份数")),
        option("--attachments", type=TEXT, metavar="TEXT", help=N_("附件")),
        option("--number", type=TEXT, metavar="TEXT", help=N_("来文字号，照来文填")),
    ):
        function = one(function)
    return function


@group.command("add", help=N_("登记一份来文；涉密的不在这里登记，见涉密台账"))
@option("--from", "sender", type=TEXT, required=True, metavar="ORGAN", help=N_("来文机关"))
@option("--title", type=TEXT, required=True, help=N_("文件标题"))
@_entry
@option("--secrecy", type=TEXT, default="", help=N_("密级；除“无”以外都不收"))
@option("--proposal", type=TEXT, default="", help=N_("拟办意见"))
@due_option
@by_option
@at_option
@click.pass_obj
def add(
    place: Workplace, sender: str, title: str, number: str | None, attachments: str | None, copies: int | None,
    urgency: str | None, secrecy: str, proposal: str, due: str | None, by: str, at: str | None,
) -> Answer:  # fmt: skip
    made = incoming.register_paper(
        place.store(), sender, title, number=number or "", received_at=said_at(place, at), received_by=by,
        attachments=attachments or "", copies=1 if copies is None else copies, urgency=urgency or "",
        secrecy=secrecy, proposal=proposal, due=stated(place, due),
    )  # fmt: skip
    return made_answer(place, made)


@group.command("correct", help=N_("更正登记；原来写的留在记录里"))
@paper_argument
@option("--from", "sender", type=TEXT, metavar="ORGAN", help=N_("来文机关"))
@option("--title", type=TEXT, help=N_("文件标题"))
@_entry
@click.pass_obj
def correct(place: Workplace, /, paper: int, **fields: Any) -> Answer:
    given = {name: value for name, value in fields.items() if value is not None}
    return made_answer(place, incoming.correct(place.store(), paper, **given))


@group.command("direct", help=N_("登记拟办、批示、承办和时限"))
@paper_argument
@option("--proposal", type=TEXT, default="", help=N_("拟办意见"))
@option("--instruction", type=TEXT, default="", help=N_("领导批示"))
@option("--leader", type=TEXT, default="", metavar="NAME", help=N_("批示的领导"))
@option("--unit", type=TEXT, default="", help=N_("承办科室"))
@option("--handler", type=TEXT, default="", metavar="NAME", help=N_("承办人"))
@due_option
@at_option
@click.pass_obj
def direct(
    place: Workplace, paper: int, proposal: str, instruction: str, leader: str, unit: str, handler: str,
    due: str | None, at: str | None,
) -> Answer:  # fmt: skip
    made = incoming_passing.direct(
        place.store(), paper, proposal=proposal, instruction=instruction, instructed_by=leader, unit=unit,
        handler=handler, due=stated(place, due), at=said_at(place, at),
    )  # fmt: skip
    return made_answer(place, made)


@group.command("hand-on", help=N_("传给一人或几人：传阅、承办、送批示、退还办公室"))
@paper_argument
@option("--to", multiple=True, type=TEXT, required=True, metavar="NAME", help=N_("传给谁；可写几次"))
@option(
    "--role", type=click.Choice(list(law.ROLES)), default="read", show_default=True,
    help=N_("read 传阅，handle 承办，instruct 送批示，back 退还办公室"),
)  # fmt: skip
@at_option
@click.pass_obj
def hand_on(place: Workplace, paper: int, to: tuple[str, ...], role: str, at: str | None) -> Answer:
    return made_answer(place, incoming_passing.pass_on(place.store(), paper, to, role, at=said_at(place, at)))


@group.command("receipt", help=N_("登记签收：谁拿到了；只有一人等签收时不用填"))
@paper_argument
@by_option
@at_option
@click.pass_obj
def receipt(place: Workplace, paper: int, by: str, at: str | None) -> Answer:
    return made_answer(place, incoming_passing.sign_for(place.store(), paper, by, at=said_at(place, at)))


@group.command("chase", help=N_("登记一次催办"))
@paper_argument
@option("--to", type=TEXT, default="", metavar="NAME", help=N_("催谁；不填就是现在拿着的人"))
@option("--words", type=TEXT, default="", help=N_("说了什么、怎么答复的"))
@at_option
@click.pass_obj
def chase(place: Workplace, paper: int, to: str, words: str, at: str | None) -> Answer:
    return made_answer(place, incoming_course.chase(place.store(), paper, to, words, at=said_at(place, at)))


@group.command("answer", help=N_("挂上答复它的公文；编号以后就是复文号"))
@paper_argument
@option("--document", type=ID, required=True, metavar="ID", help=N_("公文编号"))
@option("--reason", type=TEXT, default="", help=N_("换成另一份公文的原因"))
@click.pass_obj
def answer(place: Workplace, paper: int, document: int, reason: str) -> Answer:
    return made_answer(place, incoming_course.answer(place.store(), paper, document, reason))


@group.command("belongs", help=N_("它答复的是我局哪份公文：批复对请示、复函对去函"))
@paper_argument
@option("--document", type=ID, metavar="ID", help=N_("公文编号；不填就撤销"))
@click.pass_obj
def belongs(place: Workplace, paper: int, document: int | None) -> Answer:
    return made_answer(place, incoming_belongs.belong(place.store(), paper, document))


@group.command("close", help=N_("办结；督查事项超期的要写明原因（第21条）"))
@paper_argument
@option("--result", type=TEXT, required=True, help=N_("办理结果"))
@option("--document", type=ID, metavar="ID", help=N_("答复的公文编号"))
@option("--reply", type=TEXT, default="", metavar="NUMBER", help=N_("复文号，不在本系统编号的"))
@option("--late-because", type=TEXT, default="", metavar="TEXT", help=N_("超期原因"))
@at_option
@click.pass_obj
def close(
    place: Workplace, paper: int, result: str, document: int | None, reply: str, late_because: str, at: str | None
) -> Answer:  # fmt: skip
    made = incoming_course.end(
        place.store(), paper, result, document=document, reply_number=reply, late_because=late_because,
        at=said_at(place, at),
    )  # fmt: skip
    return made_answer(place, made)


@group.command("reopen", help=N_("恢复办理，写明原因"))
@paper_argument
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def reopen(place: Workplace, paper: int, reason: str) -> Answer:
    return made_answer(place, incoming_course.reopen(place.store(), paper, reason))


@group.command("file", help=N_("归卷；办结以后"))
@paper_argument
@option("--volume", type=TEXT, required=True, help=N_("卷号、件号"))
@at_option
@click.pass_obj
def file(place: Workplace, paper: int, volume: str, at: str | None) -> Answer:
    return made_answer(place, incoming_course.file(place.store(), paper, volume, at=said_at(place, at)))


@group.command("send-back", help=N_("退回不合规的来文，写明原因"))
@paper_argument
@option(
    "--why", type=click.Choice(list(law.RETURNS)), required=True,
    help=N_("not_ours 不属本单位，rules 行文规则，form 文种格式，consulted 未协商，incomplete 不全，other 其他"),
)  # fmt: skip
@option("--words", type=TEXT, default="", help=N_("具体情况；其他原因必填"))
@at_option
@click.pass_obj
def send_back(place: Workplace, paper: int, why: str, words: str, at: str | None) -> Answer:
    return made_answer(
        place, incoming_course.send_back(place.store(), paper, why, words, at=said_at(place, at))
    )


@group.command("void", help=N_("登记错了的作废；收文号不再用"))
@paper_argument
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def void(place: Workplace, paper: int, reason: str) -> Answer:
    return made_answer(place, incoming_course.void(place.store(), paper, reason))


# ------------------------------------------------------------------ what is read


@group.command("list", help=N_("收文：在办的在前，按时限；可按任何一部分查找"))
@argument("text", type=TEXT, required=False, default="", help=N_("要找的字"))
@option("--open", "only_open", is_flag=True, help=N_("只要在办的"))
@click.pass_obj
def list_(place: Workplace, text: str, only_open: bool) -> Answer:
    store = place.store()
    limit = incoming.count_open(store) if only_open and not text else -1
    found = [one for one in incoming.listed(store, text, limit=limit) if one.open or not only_open]
    now = place.clock.now()
    heads = (_("编号"), _("收文号"), _("来文机关"), _("标题"), _("现在何处"), _("时限"), _("注意"))
    rows = [
        (
            one.id, one.number, one.sender, one.title, one.holder if one.open else _(law.STATES[one.state]),
            f"{one.limit.at:%Y-%m-%d %H:%M}" if one.limit.at else "",
            " ".join(f"{verdict.rule or ''}" for verdict in one.remarks(now)),
        )
        for one in found
    ]  # fmt: skip
    return Answer([as_dict(one, now) for one in found], list(table(heads, rows)) or [_("没有收文")])


@group.command("show", help=N_("一份来文和它的全过程"))
@paper_argument
@click.pass_obj
def show(place: Workplace, paper: int) -> Answer:
    store = place.store()
    one = incoming.get(store, paper)
    return _whole(place, one, [])


@group.command("sheet", help=N_("把收文处理单存成 Word 文件"))
@paper_argument
@option("--out", type=click.Path(path_type=Path), metavar="FILE", required=True, help=N_("存成哪个文件"))
@click.pass_obj
def sheet(place: Workplace, paper: int, out: Path) -> Answer:
    from oatui.files.handling_sheet_out import write_handling_sheet
    from oatui.papers.incoming_papers import handling_sheet

    path = write_handling_sheet(out, handling_sheet(place.store(), paper))
    return Answer({"path": str(path), "pages": 1}, [clean(_("已存：{path}", path=str(path)))])


# ------------------------------------------------------------------ what they share


def stated(place: Workplace, due: str | None) -> Stated | None:
    """A day, with its hour where one is written. Raises BadParameter."""
    if due is None:
        return None
    text = due.strip()
    try:
        return law.stated(text, place.clock.now().date(), place.calendar())
    except Refused:
        pass
    try:
        return day(place, text, "--due"), None
    except click.BadParameter:
        at = moment(place, text, "--due")
        return at.date(), at.time()


def made_answer(place: Workplace, made: Made) -> Answer:
    return _whole(place, made.paper, [made.verdict, *made.notes])


def _whole(place: Workplace, one: Incoming, said: list[Any]) -> Answer:
    store, now = place.store(), place.clock.now()
    owed = incoming_matters.owed(store, one.id)
    verdicts = [*said, *one.remarks(now), *owed]
    facts = incoming_course.facts(store, one.id)
    steps = incoming_matters.steps_of(store, one.id)
    items = incoming_matters.items(store, one.id)
    passes = incoming_passing.passes(store, one.id)
    ours = incoming_belongs.ours(store, one.id)
    data = as_dict(one, now) | {
        "answers": ours.id if ours else None,
        "verdicts": verdicts_as_dicts(verdicts),
        "passes": [
            {"from": line.giver, "to": line.taker, "role": line.role, "at": line.at, "signed_at": line.signed_at}
            for line in passes
        ],
        "steps": [{"step": line.step, "at": line.at, "by": line.person or None} for line in steps],
        "items": [
            {"id": item.id, "words": item.words, "asked_at": item.asked_at, "supplied_at": item.supplied_at,
             "supplied_by": item.supplied_by or None}
            for item in items
        ],
        "facts": [
            {"at": fact.at, "recorded_at": fact.recorded_at, "operator": fact.actor, "message": fact.line.message}
            for fact in facts
        ],
    }  # fmt: skip
    lines = [*_lines(one), *verdict_lines(verdicts)]
    if not said:
        rows = [(_("{at:date} {at:hm}", at=fact.at), fact.line.message) for fact in facts]
        lines += [*table((_("时间"), _("经过")), rows)]
        things = [
            (
                item.id,
                item.words,
                f"{item.supplied_by} {item.supplied_at[:16]}" if item.supplied_at else _("未提供"),
            )
            for item in items
        ]
        lines += [*table((_("编号"), _("资料"), _("提供")), things)]
    return Answer(data, lines)


def _lines(one: Incoming) -> Iterator[str]:
    yield clean(_("收文 {id}  {number}  {title}", id=one.id, number=one.number, title=one.title))
    where = one.holder if one.open else _(law.STATES[one.state])
    words = [one.sender, one.sender_number, _(law.URGENCIES[one.urgency]) if one.urgency else "", where]
    yield clean("  ".join(word for word in words if word))
    if one.limit.rule or one.limit.at:
        yield clean(one.limit.words.message)


def as_dict(one: Incoming, now: datetime) -> dict[str, Any]:
    """A paper as the command line prints it."""
    return {
        "id": one.id,
        "number": one.number,
        "year": one.year,
        "sequence": one.sequence,
        "state": one.state,
        "received_at": one.received_at,
        "received_by": one.received_by,
        "from": one.sender,
        "sender_number": one.sender_number or None,
        "title": one.title,
        "attachments": one.attachments or None,
        "copies": one.copies,
        "urgency": one.urgency or None,
        "proposal": one.proposal or None,
        "instruction": one.instruction or None,
        "unit": one.unit or None,
        "handler": one.handler or None,
        "due": iso(one.limit.at) if one.limit.at else None,
        "due_rule": one.limit.rule or None,
        "holder": one.holder if one.open else None,
        "unsigned": one.unsigned,
        "chased": one.chased,
        "kind": one.kind or None,
        "channel": one.channel or None,
        "meeting": one.meeting,
        "reply": one.reply,
        "reply_number": one.reply_number or None,
        "ended_at": one.ended_at,
        "result": one.result or None,
        "late_because": one.late_because or None,
        "filed_at": one.filed_at,
        "volume": one.volume or None,
        "overdue": any(verdict.key == "incoming.overdue" for verdict in one.remarks(now)),
    }


COMMANDS = (group,)
