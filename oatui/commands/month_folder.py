"""The month's folder on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from oatui.commands.command import Answer, Workplace, option
from oatui.commands.exports import export
from oatui.commands.typed import TEXT
from oatui.i18n import N_, _
from oatui.rules.month import read_span
from oatui.rules.verdict import Refused


@export.command(
    "month", help=N_("月报夹：OA 登录月表、三本登记簿、会议出勤、日清记录；--month 2026 是年报夹")
)
@option(
    "--month",
    "written",
    type=TEXT,
    metavar="MONTH",
    default="",
    help=N_("哪个月，如 2026-11；填 2026 就是全年"),
)
@option("--out", type=click.Path(path_type=Path), metavar="FOLDER", required=True,
        help=N_("新建哪个文件夹；已有的不覆盖"))  # fmt: skip
@click.pass_obj
def month(place: Workplace, written: str, out: Path) -> Answer:
    from oatui.papers import month_papers

    try:
        year, number = read_span(written, place.clock.now().date())
    except Refused as no:
        raise click.BadParameter(str(no), param_hint="--month") from no
    made = month_papers.export(place.store(), place.calendar(), year, number, out)
    data = {"path": str(made.path), "files": list(made.files), "left_out": list(made.left_out)}
    lines = [str(made.path), *(f"  {name}" for name in made.files)]
    lines += [_("没有放进去：{what}", what=what) for what in made.left_out]
    return Answer(data, lines)
