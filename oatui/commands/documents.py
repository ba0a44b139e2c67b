"""Documents: drafts, the signatures as they stand on paper, the number; and a number checked as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from oatui import places
from oatui.commands.command import (
    Answer,
    Group,
    Workplace,
    argument,
    option,
    verdict_lines,
    verdicts_as_dicts,
)
from oatui.commands.day_lines import waiting_words
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT, said_at
from oatui.i18n import N_, _
from oatui.rules import signoff
from oatui.rules.kinds import read_kind
from oatui.rules.particular_entry import read_secrecy, split_names
from oatui.rules.particulars import Particulars
from oatui.store import documents, main_line, numbers, paper_facts

ACTS = {
    "drafted": N_("拟稿"),
    "returned": N_("退回"),
    "numbered": N_("编号"),
    "described": N_("填报"),
    "body_read": N_("读入正文"),
    "printed": N_("印制"),
    "sealed": N_("盖印"),
    "filed": N_("归档"),
    "sent": N_("分送"),
    "closed": N_("办结"),
    "taken_out": N_("撤销归档"),
    "unreceipted": N_("撤销签收"),
    "reopened": N_("恢复办理"),
}

document = Group("document", help=N_("公文：拟稿、登记签批、编号、查看"))


def as_dict(paper: documents.Document, void: bool) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": paper.title,
        "kind": paper.kind,
        "series": paper.series,
        "section": paper.section,
        "drafted_by": paper.drafted_by,
        "drafted_at": paper.drafted_at,
        "state": "void" if void else paper.step if paper.waiting_for or not paper.number else "numbered",
        "waiting_for": paper.waiting_for,
        "number": paper.number,
        "returned": paper.returned,
    }


def answer(place: Workplace, paper: documents.Document) -> Answer:
    """The document after an act, with what the act was remarked on."""
    remarks = paper_facts.facts(place.store(), paper.id)[-1].verdicts
    void = documents.is_void(place.store(), paper.id)
    return Answer(
        as_dict(paper, void) | {"verdicts": verdicts_as_dicts(remarks)},
        [*_document_lines(paper, void), *verdict_lines(remarks)],
    )


def _document_lines(paper: documents.Document, void: bool) -> Iterator[str]:
    number = paper.number or _("未编号")
    yield clean(_("公文 {id}  {title}", id=paper.id, title=paper.title))
    yield clean(
        _(
            "{kind}  {number}  {section} {drafter}  {waiting}",
            kind=_(paper.kind),
            number=number,
            section=paper.section,
            drafter=paper.drafted_by,
            waiting=_("已作废") if void else waiting_words(paper),
        )
    )


@document.command("add", help=N_("登记一份拟稿"))
@option("--title", type=TEXT, required=True, help=N_("标题：发文机关、事由和文种"))
@option("--kind", type=TEXT, metavar="KIND", required=True, help=N_("文种，如 通知、报告、请示、函"))
@option("--series", type=TEXT, metavar="CODE", required=True, help=N_("代字，如 嘉商务字；便函不编号的填空"))
@option("--section", type=TEXT, metavar="NAME", required=True, help=N_("拟稿科室"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("拟稿人"))
@option("--at", type=TEXT, metavar="TIME", help=N_("拟稿时间；不填就是现在"))
@option("--to", type=TEXT, metavar="NAME", multiple=True, help=N_("主送；几个之间用顿号，上行文只主送一个"))
@option("--cc", type=TEXT, metavar="NAME", multiple=True, help=N_("抄送；写机关，不写个人"))
@option("--secrecy", type=TEXT, metavar="TEXT", default="", help=N_("密级：只收“无”；有涉密件，见涉密台账"))
@click.pass_obj
def add(
    place: Workplace, title: str, kind: str, series: str, section: str, by: str, at: str | None, to: tuple[str, ...], cc: tuple[str, ...],
    secrecy: str,
) -> Answer:  # fmt: skip
    store = place.store()
    read_secrecy(secrecy)
    when = said_at(place, at)
    says = Particulars(to=split_names("、".join(to)), cc=split_names("、".join(cc)))
    return answer(
        place, documents.draft(store, title, read_kind(kind), series, section, by, at=when, says=says)
    )


@document.command("sign", help=N_("登记下一道签批：纸上谁签的、什么时候（先核后签，第11条）"))
@argument("document", type=ID, help=N_("公文编号"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("签批人"))
@option("--at", type=TEXT, metavar="TIME", help=N_("签批时间；不填就是现在"))
@option(
    "--step",
    type=click.Choice(signoff.CHAIN[1:]),
    metavar="STEP",
    help=N_("section_check 初审，office_check 审核，deputy_sign 审签，chief_sign 签发；不填就是下一道"),
)
@click.pass_obj
def sign(place: Workplace, document: int, by: str, at: str | None, step: str | None) -> Answer:
    store = place.store()
    when = said_at(place, at)
    return answer(place, documents.sign(store, document, by, at=when, step=step))


@document.command("return", help=N_("退回拟稿人；改后重新签批，已有的编号保留"))
@argument("document", type=ID, help=N_("公文编号"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("退回人"))
@option("--reason", type=TEXT, required=True, help=N_("退回的原因"))
@click.pass_obj
def give_back(place: Workplace, document: int, by: str, reason: str) -> Answer:
    return answer(place, documents.give_back(place.store(), document, by, reason))


@document.command("number", help=N_("编号：签发后取本代字本年的下一个号，再问仍是同一个（第12条）"))
@argument("document", type=ID, help=N_("公文编号"))
@click.pass_obj
def number(place: Workplace, document: int) -> Answer:
    store = place.store()
    if main_line.book(store):
        from oatui.link import book
        from oatui.link.keyring import Keyring

        ring = Keyring(places.link_folder())
        return answer(place, book.draw(store, ring, document, place.clock, place.calendar()))
    return answer(place, numbers.give_number(store, document, calendar=place.calendar()))


@document.command("list", help=N_("所有公文，最近的在前；可按标题、科室、字号查找"))
@argument("text", type=TEXT, required=False, default="", help=N_("要找的字"))
@click.pass_obj
def list_(place: Workplace, text: str) -> Answer:
    found = documents.listed(place.store(), text, limit=-1)
    void = documents.voided(place.store())
    rows = [
        (
            paper.id, paper.number or "", paper.title, paper.section,
            _("已作废") if paper.id in void else waiting_words(paper),
        )
        for paper in found
    ]  # fmt: skip
    heads = (_("编号"), _("发文字号"), _("标题"), _("科室"), _("进度"))
    return Answer(
        [as_dict(paper, paper.id in void) for paper in found], list(table(heads, rows)) or [_("没有公文")]
    )


@document.command("show", help=N_("一份公文和它的每一步"))
@argument("document", type=ID, help=N_("公文编号"))
@click.pass_obj
def show(place: Workplace, document: int) -> Answer:
    store = place.store()
    paper = documents.get(store, document)
    facts = paper_facts.facts(store, document)
    void = documents.is_void(store, document)
    data = as_dict(paper, void) | {
        "facts": [
            {
                "kind": fact.kind,
                "step": fact.step,
                "person": fact.person,
                "at": fact.at,
                "recorded_at": fact.recorded_at,
                "reason": fact.reason or None,
                "operator": fact.actor,
                "verdicts": verdicts_as_dicts(fact.verdicts),
            }
            for fact in facts
        ]
    }
    rows = [
        (
            _(ACTS.get(fact.kind) or signoff.LABELS.get(fact.step, fact.kind)),
            fact.person or fact.actor,  # a change has no name but the operator's
            _("{at:date} {at:hm}", at=fact.at),
            fact.reason,
        )
        for fact in facts
    ]
    heads = (_("步骤"), _("姓名"), _("时间"), _("原因"))
    return Answer(data, [*_document_lines(paper, void), *table(heads, rows)])


COMMANDS = (document,)
