"""The matters of article 7: the list and its reviews, the events and the 请示 or 报告 that each needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from oatui.commands.command import OUT, Answer, Function, Group, Workplace, argument, option
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, day
from oatui.i18n import N_, _
from oatui.rules.invitation import MATTERS
from oatui.rules.matters import WORDS
from oatui.rules.verdict import Verdict
from oatui.store import matter_events, matters
from oatui.store.matter_events import Event
from oatui.store.matters import Matter

group = Group("matters", help=N_("需向县委请示报告的事项（第7条）：清单、梳理、活动和请示"))

matter_argument = argument("matter", type=ID, help=N_("事项编号"))
event_argument = argument("event", type=ID, help=N_("活动编号"))
reason_option = option("--reason", type=TEXT, required=True, help=N_("原因"))


def _category(function: Function) -> Function:
    return option(
        "--category", type=TEXT, required=True, metavar="N", help=N_("第7条所列 10 项中的哪一项：1 至 10")
    )(function)


def _entry(function: Function) -> Function:
    """What a line of the list says."""
    for one in (
        option("--responsible", type=TEXT, required=True, metavar="NAME", help=N_("责任人")),
        option("--basis", type=TEXT, default="", help=N_("依据")),
        _category,
        option("--matter", "words", type=TEXT, required=True, help=N_("事项")),
    ):
        function = one(function)
    return function


def _as_dict(one: Matter) -> dict[str, Any]:
    return one._asdict() | {
        "category_words": WORDS[one.category],
        "dropped_because": one.dropped_because or None,
    }


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {"rule": verdict.rule, "level": str(verdict.level), "message": verdict.message}


def _line(one: Matter) -> str:
    return clean(
        _("事项 {id}  {matter}  {number} {category}  {responsible}", id=one.id, matter=one.matter,
          number=one.category, category=_(MATTERS[one.category]), responsible=one.responsible)
    )  # fmt: skip


@group.command("list", help=N_("清单和上次梳理"))
@option("--dropped", is_flag=True, help=N_("看移出清单的"))
@click.pass_obj
def list_(place: Workplace, dropped: bool) -> Answer:
    store = place.store()
    found = matters.listed(store, -1, dropped=dropped)
    review = matters.standing_review(store, store.clock.now().date())
    data = {"review": _verdict(review), "matters": [_as_dict(one) for one in found]}
    rows = [
        (one.id, one.matter, f"{one.category} {_(MATTERS[one.category])}", one.basis, one.responsible,
         one.dropped_because)
        for one in found
    ]  # fmt: skip
    heads = (_("编号"), _("事项"), _("类别"), _("依据"), _("责任人"), _("移出的原因"))
    lines = list(table(heads, rows)) or [_("清单是空的")]
    return Answer(data, [*lines, f"[{review.rule}] {review.message}"])


@group.command("add", help=N_("把一项列入清单"))
@_entry
@click.pass_obj
def add(place: Workplace, words: str, category: str, basis: str, responsible: str) -> Answer:
    one = matters.add(place.store(), words, category, basis, responsible)
    return Answer(_as_dict(one), [_line(one)])


@group.command("change", help=N_("改写清单里的一项"))
@matter_argument
@_entry
@click.pass_obj
def change(place: Workplace, matter: int, words: str, category: str, basis: str, responsible: str) -> Answer:
    one = matters.change(place.store(), matter, words, category, basis, responsible)
    return Answer(_as_dict(one), [_line(one)])


@group.command("drop", help=N_("把一项移出清单，写明原因；原来的留着"))
@matter_argument
@reason_option
@click.pass_obj
def drop(place: Workplace, matter: int, reason: str) -> Answer:
    one = matters.drop(place.store(), matter, reason)
    return Answer(_as_dict(one), [_line(one), _("已移出清单")])


@group.command("review", help=N_("登记一次梳理；间隔是本局约定（config set matters.review_months）"))
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("谁梳理的"))
@option("--day", "when", type=TEXT, metavar="DAY", help=N_("哪天；不填就是今天"))
@option("--note", type=TEXT, default="", help=N_("梳理的结果"))
@click.pass_obj
def review(place: Workplace, by: str, when: str | None, note: str) -> Answer:
    store = place.store()
    made = matters.review(store, by, day(place, when, "--day") if when is not None else None, note)
    standing = matters.standing_review(store, store.clock.now().date())
    data = made._asdict() | {"day": made.day.isoformat(), "standing": _verdict(standing)}
    said = _("{day:date} {by} 梳理，清单共 {n} 项", day=made.day, by=made.by, n=made.entries)
    return Answer(data, [clean(said), f"[{standing.rule}] {standing.message}"])


# ------------------------------------------------------------------ events


def _event_dict(place: Workplace, one: Event) -> dict[str, Any]:
    verdict = one.verdict(place.calendar(), place.clock.now().date())
    return one._asdict() | {
        "category_words": WORDS[one.category],
        "day": one.day.isoformat() if one.day else None,
        "paper": one.paper or None,
        "dropped_because": one.dropped_because or None,
        "verdict": _verdict(verdict),
    }


def _event_answer(place: Workplace, one: Event) -> Answer:
    verdict = one.verdict(place.calendar(), place.clock.now().date())
    lines = [clean(f"{one.id}  {one.title}")]
    if one.dropped_at:
        lines.append(_("已移出"))
    if verdict:
        lines.append(clean(f"[{verdict.rule}] {verdict.message}"))
    return Answer(_event_dict(place, one), lines)


@group.command("events", help=N_("第7条所列的活动：还没有请示的在前；会议在会议里标"))
@click.pass_obj
def events(place: Workplace) -> Answer:
    found = matter_events.listed(place.store(), -1)
    today = place.clock.now().date()
    rows = []
    for one in found:
        verdict = one.verdict(place.calendar(), today)
        said = verdict.message if verdict else one.dropped_because
        kind = _("会议") if one.kind == "meeting" else _("活动")
        rows.append((kind, one.id, one.title, one.day.isoformat() if one.day else "", one.paper, said))
    heads = ("", _("编号"), _("活动"), _("日期"), _("请示、报告"), _("说明"))
    lines = list(table(heads, rows)) or [_("没有标为第7条事项的活动")]
    return Answer([_event_dict(place, one) for one in found], lines)


@group.command("tag", help=N_("登记一项第7条所列的活动；会议在会议里标"))
@option("--title", type=TEXT, required=True, help=N_("活动或事项"))
@_category
@option("--day", "when", type=TEXT, metavar="DAY", help=N_("哪天举行"))
@option("--responsible", type=TEXT, default="", metavar="NAME", help=N_("责任人"))
@click.pass_obj
def tag(place: Workplace, title: str, category: str, when: str | None, responsible: str) -> Answer:
    on = day(place, when, "--day") if when is not None else None
    return _event_answer(place, matter_events.tag(place.store(), title, category, on, responsible))


@group.command("link", help=N_("关联请示或报告：本局公文的编号，或文号、标题"))
@event_argument
@option("--document", type=ID, metavar="ID", help=N_("本局公文的编号"))
@option("--paper", type=TEXT, default="", metavar="TEXT", help=N_("文号或标题；不是本局的也可以"))
@option("--meeting", is_flag=True, help=N_("前面写的是会议编号"))
@click.pass_obj
def link(place: Workplace, event: int, document: int | None, paper: str, meeting: bool) -> Answer:
    kind = "meeting" if meeting else "event"
    return _event_answer(place, matter_events.link(place.store(), event, paper, kind=kind, document=document))


@group.command("untag", help=N_("移出一项活动，写明原因；原来的留着"))
@event_argument
@reason_option
@click.pass_obj
def untag(place: Workplace, event: int, reason: str) -> Answer:
    return _event_answer(place, matter_events.drop(place.store(), event, reason))


@group.command("export", help=N_("把清单存成 Excel（.xlsx）或 Word（.docx）"))
@OUT
@click.pass_obj
def export(place: Workplace, out: Path) -> Answer:
    from oatui.files.list_out import write_list
    from oatui.papers.list_papers import matter_list

    made = matter_list(place.store())
    path = write_list(out, made)
    return Answer({"path": str(path), "rows": len(made.rows)}, [_("已存：{path}", path=str(path))])


COMMANDS = (group,)
