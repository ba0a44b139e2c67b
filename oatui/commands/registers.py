"""The year's registers as Excel: outgoing, incoming, seals; one book a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oatui.clock import to_second
from oatui.commands.command import OUT, Answer, Workplace, option
from oatui.commands.exports import export
from oatui.commands.lines import clean
from oatui.i18n import N_, _

if TYPE_CHECKING:
    from oatui.files.register_out import Written

_year = option("--year", type=int, metavar="YEAR", help=N_("哪一年；不填就是今年"))


def _this_year(place: Workplace) -> int:
    return to_second(place.clock.now()).year


@export.command(
    "outgoing", help=N_("发文登记簿（Excel）：一年一本，作废、预留、线下、空号各占一行，附空号说明")
)
@_year
@OUT
@click.pass_obj
def outgoing(place: Workplace, year: int | None, out: Path) -> Answer:
    from oatui.files.registers_out import write_outgoing
    from oatui.papers import register_papers

    return _written(place, year, out, register_papers.outgoing, write_outgoing)


@export.command("incoming", help=N_("收文登记簿（Excel）：一年一本"))
@_year
@OUT
@click.pass_obj
def incoming(place: Workplace, year: int | None, out: Path) -> Answer:
    from oatui.files.registers_out import write_incoming
    from oatui.papers import register_papers

    return _written(place, year, out, register_papers.received, write_incoming)


@export.command("seals", help=N_("用印登记簿（Excel）：一年一本，作废的行也在"))
@_year
@OUT
@click.pass_obj
def seals(place: Workplace, year: int | None, out: Path) -> Answer:
    from oatui.files.registers_out import write_seals
    from oatui.papers import register_papers

    return _written(place, year, out, register_papers.seals, write_seals)


def _written(
    place: Workplace, year: int | None, out: Path, make: Callable[..., Any], write: Callable[..., Written]
) -> Answer:
    chosen = _this_year(place) if year is None else year
    made = write(out, make(place.store(), chosen))
    data = {"path": str(made.path), "year": chosen, "rows": made.rows, "sheets": list(made.sheets)}
    return Answer(
        data, [clean(_("{year} 年 {n} 行，已存：{path}", year=chosen, n=made.rows, path=str(made.path)))]
    )
