"""A document's particulars and its text from Word, and the paper checked against the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from oatui.commands.checks import check
from oatui.commands.command import Answer, Workplace, argument, option, verdict_lines, verdicts_as_dicts
from oatui.commands.documents import answer, document
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules.kinds import read_kind
from oatui.rules.paper_text import TITLE, TO, of_kind
from oatui.rules.particular_entry import read_all, read_secrecy, shown, split_names
from oatui.rules.particular_fields import BY_KEY, SPECS
from oatui.rules.signoff import Correction
from oatui.store import paper_bodies, paper_checks, paper_facts, paper_particulars

SHAPES = {
    "names": "NAMES", "day": "DATE", "past_day": "DATE", "moment": "TIME", "count": "N", "tick": "YES|NO",
    "consultations": "UNITS", "choice": "CHOICE", "text": "TEXT",
}  # fmt: skip


def _particular_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """One option for each particular, in the order of the form."""
    for spec in reversed(SPECS):
        name = f"--{spec.key.replace('_', '-')}"
        shape = "|".join(key for key, _label in spec.choices if key) or SHAPES[spec.shape]
        several = spec.shape in {"names", "consultations"}
        function = option(name, spec.key, type=TEXT, multiple=several, metavar=shape, help=spec.label)(
            function
        )
    return function


def _correction(by: str | None, because: str | None) -> Correction | None:
    return Correction(by or "", because or "") if by is not None or because is not None else None


_by = option(
    "--correction-by",
    type=TEXT,
    metavar="NAME",
    help=N_("签发后只作文字订正：谁改的；不填就是实质性修改，报签发人复审"),
)
_because = option("--because", type=TEXT, metavar="TEXT", help=N_("文字订正的原因"))


@document.command("describe", help=N_("填报：主送、审定方式、联系人等，只改填了的项；都不填就列出现有的"))
@argument("document", type=ID, help=N_("公文编号"))
@option("--title", type=TEXT, help=N_("标题"))
@option("--kind", type=TEXT, metavar="KIND", help=N_("文种"))
@option("--series", type=TEXT, metavar="CODE", help=N_("代字"))
@option("--secrecy", type=TEXT, metavar="TEXT", default="", help=N_("密级：只收“无”；有涉密件，见涉密台账"))
@_particular_options
@_by
@_because
@click.pass_obj
def describe(
    place: Workplace, /, document: int, title: str | None, kind: str | None, series: str | None, secrecy: str,
    correction_by: str | None, because: str | None, **typed: str | None,
) -> Answer:  # fmt: skip
    store = place.store()
    read_secrecy(secrecy)
    # given several times is the same as written with ； between
    texts = {
        key: "；".join(text) if isinstance(text, tuple) else text
        for key, text in typed.items()
        if text or text == ""
    }
    given = read_all({key: str(text) for key, text in texts.items()}, place.clock.now(), place.calendar())
    before = paper_particulars.get(store, document)
    changes: dict[str, Any] = {"title": title, "kind": read_kind(kind) if kind else kind, "series": series}
    paper = paper_particulars.describe(
        store,
        document,
        given,
        **changes,
        correction=_correction(correction_by, because),
        calendar=place.calendar(),
    )
    says = paper_particulars.get(store, document)
    found = answer(place, paper)
    found.data["particulars"] = says.as_body()
    if before == says:
        found.data["verdicts"] = []
        found.lines = [*list(found.lines)[:2]]
    rows = [(_(BY_KEY[key].label), shown(BY_KEY[key], getattr(says, key))) for key in says.as_body()]
    found.lines = [*found.lines, *table((_("项目"), _("内容")), rows)]
    return found


@document.command("body", help=N_("读入正文：Word 文件（.docx）；字数不计空格"))
@argument("document", type=ID, help=N_("公文编号"))
@argument("file", type=click.Path(path_type=Path), help=N_("Word 文件"))
@_by
@_because
@click.pass_obj
def body(
    place: Workplace, document: int, file: Path, correction_by: str | None, because: str | None
) -> Answer:
    from oatui.files.body_in import read_body

    store = place.store()
    found = read_body(file)
    before = len(paper_facts.facts(store, document))
    kept = paper_bodies.set_body(
        store,
        document,
        found.paragraphs,
        found.file,
        found.sha256,
        correction=_correction(correction_by, because),
        calendar=place.calendar(),
    )
    # what the reading itself did to the signatures comes first
    remarks = [one for fact in paper_facts.facts(store, document)[before:] for one in fact.verdicts]
    verdicts = paper_checks.in_order(
        [
            *(one for one in remarks if one.key.startswith(("signoff.", "publication."))),
            *(one for one in paper_checks.before_number(store, document) if one.key.startswith("paper.")),
        ]
    )
    data = {
        "id": document,
        "file": kept.file,
        "sha256": kept.sha256,
        "characters": kept.characters,
        "paragraphs": len(kept.paragraphs),
        "title": "".join(of_kind(kept.paragraphs, TITLE)),
        "to": list(split_names("、".join(of_kind(kept.paragraphs, TO)))),
        "tracked_changes": found.revised,
        "verdicts": verdicts_as_dicts(verdicts),
    }
    lines = [clean(_("{file}：正文 {n} 字（不计空格）", file=kept.file, n=kept.characters))]
    if found.revised:
        lines.append(_("稿中有没处理的修订：增加的算在内，删除的不算"))
    return Answer(data, [*lines, *verdict_lines(verdicts)])


@check.command("paper", help=N_("核对一份公文：主送、事项、审定、时限、附件（第6条至第12条）"))
@argument("document", type=ID, help=N_("公文编号"))
@click.pass_obj
def check_paper(place: Workplace, document: int) -> Answer:
    found = paper_checks.check(place.store(), document, place.calendar(), place.clock.now().date())
    refused = [verdict for verdict in found if verdict.refused]
    data = {"id": document, "pass": not refused, "verdicts": verdicts_as_dicts(found)}
    lines = verdict_lines(verdict for verdict in found if not verdict.refused)
    if not refused:
        lines.insert(0, _("没有不可的项目"))
    return Answer(data, lines, _("；").join(verdict_lines(refused)) or None)
