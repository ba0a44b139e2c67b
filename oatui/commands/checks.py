"""Checks of what is written or sent, before anything is recorded: a number, attachments, a paper."""

from __future__ import annotations

import click

from oatui.commands.command import Answer, Group, Workplace, argument, verdict_lines, verdicts_as_dicts
from oatui.commands.lines import clean
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules import numbering
from oatui.store import documents

check = Group("check", help=N_("核对：发文字号、附件不需要数据文件；公文按登记的核对"))


@check.command("number", help=N_("核对一个发文字号的写法（第10条）"))
@argument("text", type=TEXT, help=N_("发文字号，如 嘉商务字〔2026〕1号"))
@click.pass_obj
def check_number(place: Workplace, text: str) -> Answer:
    store = place.store_if_any()
    known = documents.known_series(store) if store else numbering.SERIES
    found = numbering.check_number(text, known)
    data = {
        "pass": found.ok,
        "repaired": found.repaired,
        "verdicts": verdicts_as_dicts(found.verdicts),
        "series": found.series,
        "year": found.year,
        "sequence": found.sequence,
    }
    lines = [clean(found.repaired)] if found.repaired else [_("写法正确")] if found.ok else []
    lines += verdict_lines(verdict for verdict in found.verdicts if not verdict.refused)
    refusal = _("；").join(verdict_lines(verdict for verdict in found.verdicts if verdict.refused))
    return Answer(data, lines, refusal or None)


COMMANDS = (check,)
