"""An earlier year's number ledger from the office's own file: checked row by row, then brought in whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oatui.commands.command import Answer, Workplace, argument, option
from oatui.commands.lines import clean
from oatui.commands.numbers import number
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules.verdict import Refused
from oatui.store import ledger

if TYPE_CHECKING:
    from oatui.papers.ledger_draft import LedgerDraft


@number.command("import", help=N_("导入以前的发文登记簿（.xlsx .xls .csv）；有错就一行也不导入"))
@argument("file", type=click.Path(path_type=Path), help=N_("号簿文件"))
@option("--sheet", type=TEXT, metavar="NAME", help=N_("只读这张工作表"))
@option("--dry-run", is_flag=True, help=N_("只检查，不导入"))
@option("--skip-bad-rows", is_flag=True, help=N_("跳过有错的行，导入其余的"))
@click.pass_obj
def import_(place: Workplace, file: Path, sheet: str | None, dry_run: bool, skip_bad_rows: bool) -> Answer:
    from oatui.papers.ledger_draft import read_draft

    store = place.store()
    try:
        draft = read_draft(store, file, sheet)
    except Refused as error:
        return Answer(_as_dict(None, 0, dry_run, str(error)), [], str(error))
    lines = list(_fault_lines(draft))
    if draft.faulty() and not skip_bad_rows:
        words = _(
            "有 {n} 行有错，一行也没有导入；改好再导，或加 --skip-bad-rows", n=len(draft.faulty())
        )  # fmt: skip
        return Answer(_as_dict(draft, 0, dry_run), lines, words)
    added = 0
    if not dry_run and draft.incoming():
        added = ledger.import_ledger(store, draft.values(), clean(file.name)).added
    for span in draft.spans():
        lines.append(
            _(
                "{series} {year} 年：{n} 个号，最大 {highest} 号，缺 {missing} 个",
                series=span.series, year=span.year, n=span.count, highest=span.highest, missing=span.missing,
            )
        )  # fmt: skip
    if dry_run:
        lines.append(_("读到 {n} 行，没有导入（--dry-run）", n=len(draft.incoming())))
    else:
        lines.append(
            _("已导入 {n} 行，号簿里已有的 {already} 行没有重复", n=added, already=draft.already())
        )  # fmt: skip
    return Answer(_as_dict(draft, added, dry_run), lines)


def _as_dict(draft: LedgerDraft | None, imported: int, dry_run: bool, refused: str = "") -> dict[str, Any]:
    errors: list[dict[str, Any]] = [
        {"sheet": fault.sheet, "row": fault.row, "column": fault.column, "message": fault.verdict.message}
        for line in (draft.faulty() if draft else [])
        for fault in line.faults
    ]
    if refused:
        errors.append({"sheet": None, "row": None, "column": None, "message": refused})
    spans = draft.spans() if draft else []
    return {
        "rows": len(draft.incoming()) if draft else 0,
        "imported": imported,
        "already": draft.already() if draft else 0,
        "letters": draft.letters() if draft else 0,
        "dry_run": dry_run,
        "errors": errors,
        "repaired": [
            {"row": row.row, "written": row.written, "number": row.number}
            for row in (draft.incoming() if draft else [])
            if row.repaired
        ],
        "series": [
            {
                "series": span.series, "year": span.year, "numbers": span.count, "highest": span.highest,
                "missing": span.missing,
            }
            for span in spans
        ],
    }  # fmt: skip


def _fault_lines(draft: LedgerDraft) -> Iterator[str]:
    for line in draft.faulty():
        for fault in line.faults:
            yield clean(
                _(
                    "{sheet} 第 {row} 行 {column}：{message}",
                    sheet=fault.sheet, row=fault.row, column=fault.column, message=fault.verdict.message,
                )
            )  # fmt: skip
