"""The seal register on the command line: uses for what is no paper of this desk, and lines struck out (12-4)."""

from __future__ import annotations

from typing import Any

import click

from oatui.clock import to_second
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
from oatui.commands.lines import table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules import issuing as law
from oatui.rules.verdict import Level, Verdict
from oatui.store import seal_register
from oatui.store.seal_register import SealUse

SEALS = {"bureau": law.BUREAU_SEAL, "party": law.PARTY_SEAL, "office": law.OFFICE_SEAL}

seal_group = Group("seal", help=N_("用印：介绍信、证明、合同等不是本桌公文的用印，登记和作废"))


@seal_group.command("use", help=N_("登记一次用印（12-4）"))
@option(
    "--seal", "name", type=click.Choice(list(SEALS)), default="bureau", show_default=True, metavar="SEAL",
    help=N_("bureau 局章，party 党组章，office 办公室章"),
)  # fmt: skip
@option("--title", type=TEXT, required=True, help=N_("给什么盖印，如 介绍信"))
@option(
    "--by", type=TEXT, metavar="NAME", required=True, help=N_("盖印人：办公室负责人，或设置里登记的代行人")
)
@option("--section", type=TEXT, required=True, metavar="NAME", help=N_("用印科室"))
@option("--handler", type=TEXT, default="", metavar="NAME", help=N_("经办人"))
@option("--approver", type=TEXT, required=True, metavar="NAME", help=N_("批准人"))
@option("--purpose", type=TEXT, default="", help=N_("用印事由"))
@option("--copies", type=int, default=1, show_default=True, metavar="N", help=N_("用印份数"))
@option("--note", type=TEXT, default="", help=N_("备注"))
@option("--at", type=TEXT, metavar="TIME", help=N_("时间；不填就是现在"))
@click.pass_obj
def use(
    place: Workplace,
    name: str,
    title: str,
    by: str,
    section: str,
    handler: str,
    approver: str,
    purpose: str,
    copies: int,
    note: str,
    at: str | None,
) -> Answer:
    moment = typed.said_at(place, at)
    made = seal_register.use(
        place.store(), SEALS[name], title, by, section=section, handler=handler, approver=approver, purpose=purpose,
        copies=copies, note=note, at=moment,
    )  # fmt: skip
    return _used(made, "seal.registered")


@seal_group.command("void", help=N_("登记错的一行作废，留在登记簿里"))
@argument("line", type=ID, help=N_("行的编号，见 seal list"))
@option("--by", type=TEXT, metavar="NAME", required=True, help=N_("谁作废的"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def void(place: Workplace, line: int, by: str, reason: str) -> Answer:
    return _used(seal_register.void(place.store(), line, by, reason), "seal.voided")


def _used(made: SealUse, key: str) -> Answer:
    said = Verdict("12-4", Level.OK, key, {"year": made.year, "serial": made.serial})
    return Answer(
        use_as_dict(made) | {"verdicts": verdicts_as_dicts([said, *made.verdicts])},
        verdict_lines([said, *made.verdicts]),
    )


def use_as_dict(one: SealUse) -> dict[str, Any]:
    """A line of the seal register as the command line prints it."""
    return {
        "id": one.id, "year": one.year, "serial": one.serial, "at": one.at, "seal": one.seal,
        "section": one.section, "handler": one.handler, "document": one.document, "title": one.title,
        "number": one.number or None, "purpose": one.purpose, "copies": one.copies, "approver": one.approver,
        "sealed_by": one.sealed_by, "note": one.note, "operator": one.actor,
        "voided": {"at": one.voided_at, "by": one.voided_by, "reason": one.void_reason} if one.voided_at else None,
    }  # fmt: skip


@seal_group.command("list", help=N_("用印登记簿：一年的用印，可按标题、字号、科室、经办人查找"))
@argument("text", type=TEXT, required=False, default="", help=N_("要找的字"))
@option("--year", type=int, metavar="YEAR", help=N_("哪一年；不填就是今年"))
@click.pass_obj
def list_(place: Workplace, text: str, year: int | None) -> Answer:
    chosen = to_second(place.clock.now()).year if year is None else year
    found = seal_register.book(place.store(), chosen, text, limit=-1)
    heads = (
        _("编号"),
        _("序号"),
        _("时间"),
        _("印章"),
        _("标题"),
        _("字号"),
        _("份数"),
        _("盖印人"),
        _("备注"),
    )
    rows = [
        (
            one.id, one.serial, _("{at:date} {at:hm}", at=one.at), one.seal, one.title, one.number, one.copies,
            one.sealed_by, _("作废：{reason}", reason=one.void_reason) if one.voided_at else one.note,
        )
        for one in found
    ]  # fmt: skip
    return Answer([use_as_dict(one) for one in found], list(table(heads, rows)) or [_("没有用印记录")])


COMMANDS = (seal_group,)
