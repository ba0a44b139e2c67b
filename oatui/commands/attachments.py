"""Attachments: files judged by what they truly are (14-4), and those that go with a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from oatui.commands.checks import check
from oatui.commands.command import Answer, Workplace, argument, option, verdict_lines, verdicts_as_dicts
from oatui.commands.documents import document
from oatui.commands.lines import clean, table
from oatui.commands.typed import ID, TEXT
from oatui.i18n import N_, _
from oatui.rules import attachments as law
from oatui.rules.attachments import TYPES, Attached
from oatui.rules.verdict import Refused, Verdict
from oatui.store import attachments, documents
from oatui.store.attachments import Attachment

_files = argument(
    "files",
    type=click.Path(path_type=Path),
    metavar="FILE...",
    nargs=-1,
    required=True,
    help=N_("附件，一个或几个"),
)


@check.command("attachments", help=N_("核对附件（第14条）：按内容认类型，Word、Excel 或一个 PDF"))
@_files
@click.pass_obj
def check_attachments(_place: Workplace, files: tuple[Path, ...]) -> Answer:
    from oatui.files.attachment_type import examine

    found: list[Attached] = []
    verdicts: list[Verdict] = []
    shown: list[dict[str, Any]] = []
    for path in files:
        try:
            one = examine(path)
        except Refused as no:
            verdicts.append(no.verdict)
            shown.append({"name": path.name, "type": None, "size": None, "sha256": None})
        else:
            found.append(one.file)
            shown.append(_file(one.file, one.sha256))
    verdicts += law.judge(found)
    lines = list(table((_("文件"), _("实际类型")), [(one["name"], _type(one["type"])) for one in shown]))
    lines += verdict_lines(verdict for verdict in verdicts if not verdict.refused)
    refusal = _("；").join(verdict_lines(verdict for verdict in verdicts if verdict.refused))
    data = {
        "pass": law.passes(verdicts), "repaired": None, "verdicts": verdicts_as_dicts(verdicts), "files": shown,
    }  # fmt: skip
    return Answer(data, lines, refusal or None)


@document.command("attach", help=N_("附上文件：不合第14条的不收；只记名称、类型和校验值，不存文件"))
@argument("document", type=ID, help=N_("公文编号"))
@_files
@click.pass_obj
def attach(place: Workplace, document: int, files: tuple[Path, ...]) -> Answer:
    from oatui.files.attachment_type import examine

    store = place.store()
    documents.get(store, document)
    examined = [examine(path) for path in files]
    attachments.attach(store, document, [(one.file, one.sha256) for one in examined])
    return _of(place, document)


@document.command("detach", help=N_("移去一个附件，写明原因"))
@argument("attachment", type=ID, help=N_("附件编号"))
@option("--reason", type=TEXT, required=True, help=N_("原因"))
@click.pass_obj
def detach(place: Workplace, attachment: int, reason: str) -> Answer:
    gone = attachments.detach(place.store(), attachment, reason)
    return _of(place, gone.document)


@document.command("attachments", help=N_("一份公文的附件和对它们的判定"))
@argument("document", type=ID, help=N_("公文编号"))
@click.pass_obj
def list_(place: Workplace, document: int) -> Answer:
    documents.get(place.store(), document)
    return _of(place, document)


def _of(place: Workplace, document: int) -> Answer:
    """What goes with the document now, with what the rule says of the set."""
    store = place.store()
    kept = attachments.listed(store, document)
    verdicts = attachments.verdicts(store, document)
    rows = [(one.id, one.file.name, _type(one.file.type), one.file.size) for one in kept]
    heads = (_("编号"), _("文件"), _("实际类型"), _("字节"))
    data = {
        "document": document, "pass": law.passes(verdicts), "attachments": [as_dict(one) for one in kept],
        "verdicts": verdicts_as_dicts(verdicts),
    }  # fmt: skip
    return Answer(data, [*(table(heads, rows) or [_("没有附件")]), *verdict_lines(verdicts)])


def _type(kind: str | None) -> str:
    return _(TYPES[kind].words) if kind else ""


def _file(file: Attached, digest: str) -> dict[str, Any]:
    return {"name": clean(file.name), "type": file.type, "size": file.size, "sha256": digest}


def as_dict(one: Attachment) -> dict[str, Any]:
    """An attachment as the command line prints it."""
    return {"id": one.id, **_file(one.file, one.sha256), "at": one.at, "by": one.actor}
