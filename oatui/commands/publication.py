"""信息公开: the list, and what was made public when, where and looked through by whom (article 26)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from oatui.commands.command import (
    OUT,
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
from oatui.commands.typed import ID, TEXT, day, said_at
from oatui.i18n import N_, _
from oatui.store import publication
from oatui.store.publication import Publication

group = Group("publication", help=N_("信息公开（第26条）：清单、期限、公开登记"))

STATES = {"open": N_("未公开"), "published": N_("已公开"), "ended": N_("不公开")}
one_argument = argument("publication_", type=ID, metavar="PUBLICATION", help=N_("公开事项编号"))
reason_option = option("--reason", type=TEXT, required=True, help=N_("原因"))


def _as_dict(place: Workplace, one: Publication) -> dict[str, Any]:
    standing = one.verdict(place.calendar(), place.clock.now().date())
    due = one.due_by(place.calendar())
    return one._asdict() | {
        "information": one.information.isoformat(),
        "due": due.isoformat() if due else None,
        "number": one.number or None,
        "state": one.state,
        "verdicts": verdicts_as_dicts([*one.verdicts, *([standing] if standing else [])]),
    }


def _answer(place: Workplace, one: Publication) -> Answer:
    standing = one.verdict(place.calendar(), place.clock.now().date())
    head = clean(f"{one.id}  {one.title}  {_(STATES[one.state])}")
    return Answer(
        _as_dict(place, one), [head, *verdict_lines([*one.verdicts, *([standing] if standing else [])])]
    )


def _entry(function: Function) -> Function:
    for one in (
        option("--channel", type=TEXT, default="", help=N_("公开渠道")),
        option("--responsible", type=TEXT, required=True, metavar="NAME", help=N_("责任人")),
        option(
            "--information", type=TEXT, metavar="DAY", help=N_("信息时间：成文或事件的日期；不填就是今天")
        ),
        option("--title", type=TEXT, required=True, help=N_("信息名称")),
    ):
        function = one(function)
    return function


def _information(place: Workplace, written: str | None) -> date:
    return day(place, written, "--information") if written is not None else place.clock.now().date()


@group.command("list", help=N_("公开清单：没有公开的在前，按期限排；注明主动公开的公文自动列入"))
@click.pass_obj
def list_(place: Workplace) -> Answer:
    store = place.store()
    publication.catch_up(store, place.calendar())
    found = publication.listed(store, -1)
    rows = [
        (
            one.id, _(STATES[one.state]), one.title, one.number, one.information.isoformat(),
            due.isoformat() if (due := one.due_by(place.calendar())) else _("待历"),
            _("{at:date} {at:hm}", at=one.published_at) if one.published_at else "", one.channel, one.responsible,
        )
        for one in found
    ]  # fmt: skip
    heads = (
        _("编号"), _("状态"), _("信息名称"), _("字号"), _("信息时间"), _("公开期限"), _("公开时间"), _("渠道"), _("责任人"),
    )  # fmt: skip
    lines = list(table(heads, rows)) or [_("公开清单是空的")]
    today = place.clock.now().date()
    overdue = [
        verdict for one in publication.due(store, today) if (verdict := one.verdict(place.calendar(), today))
    ]
    return Answer([_as_dict(place, one) for one in found], [*lines, *verdict_lines(overdue)])


@group.command(
    "add", help=N_("列入公开清单；期限从信息时间起算，间隔是本局约定（config set publication.working_days）")
)
@_entry
@option("--document", type=ID, metavar="ID", help=N_("是哪份公文"))
@click.pass_obj
def add(
    place: Workplace,
    title: str,
    information: str | None,
    responsible: str,
    channel: str,
    document: int | None,
) -> Answer:
    on = _information(place, information)
    one = publication.add(
        place.store(), title, on, responsible, place.calendar(), channel=channel, document=document
    )
    return _answer(place, one)


@group.command("change", help=N_("改写一项没有公开的"))
@one_argument
@_entry
@click.pass_obj
def change(
    place: Workplace,
    /,
    publication_: int,
    title: str,
    information: str | None,
    responsible: str,
    channel: str,
) -> Answer:
    old = publication.get(place.store(), publication_)
    on = _information(place, information) if information is not None else old.information
    one = publication.change(
        place.store(), publication_, title, on, responsible, place.calendar(), channel or old.channel
    )
    return _answer(place, one)


@group.command("publish", help=N_("登记公开：什么时候、在哪里、谁核对过内容（26-1）"))
@one_argument
@option("--channel", type=TEXT, default="", help=N_("公开渠道；不填就是登记时填的或上次的"))
@option(
    "--checked-by", type=TEXT, required=True, metavar="NAME", help=N_("谁核对过：内容里没有晚于公开时间的事")
)
@option("--at", type=TEXT, metavar="TIME", help=N_("公开时间；不填就是现在"))
@click.pass_obj
def publish(place: Workplace, publication_: int, channel: str, checked_by: str, at: str | None) -> Answer:
    store = place.store()
    when = said_at(place, at)
    where = channel or publication.get(store, publication_).channel or publication.last_channel(store)
    return _answer(place, publication.publish(store, publication_, where, checked_by, place.calendar(), when))


@group.command("end", help=N_("定为不公开：谁定的、为什么"))
@one_argument
@option("--by", type=TEXT, required=True, metavar="NAME", help=N_("谁定的"))
@reason_option
@click.pass_obj
def end(place: Workplace, publication_: int, by: str, reason: str) -> Answer:
    return _answer(place, publication.end(place.store(), publication_, by, reason))


@group.command("take-back", help=N_("撤回登记错的公开或不公开，写明原因；回到未公开"))
@one_argument
@reason_option
@click.pass_obj
def take_back(place: Workplace, publication_: int, reason: str) -> Answer:
    return _answer(place, publication.take_back(place.store(), publication_, reason))


@group.command("export", help=N_("把公开清单存成 Excel（.xlsx）或 Word（.docx）"))
@OUT
@click.pass_obj
def export(place: Workplace, out: Path) -> Answer:
    from oatui.files.list_out import write_list
    from oatui.papers.list_papers import publication_list

    made = publication_list(place.store())
    path = write_list(out, made)
    return Answer({"path": str(path), "rows": len(made.rows)}, [_("已存：{path}", path=str(path))])


COMMANDS = (group,)
