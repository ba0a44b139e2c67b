"""A month as it is typed on the command line: 2026-11, 202611, or this month."""

from __future__ import annotations

import click

from oatui.commands.command import Workplace
from oatui.rules.month import read_month as read
from oatui.rules.verdict import Refused


def read_month(place: Workplace, written: str | None) -> tuple[int, int]:
    """Year and month. Raises BadParameter."""
    try:
        return read(written or "", place.clock.now().date())
    except Refused as no:
        raise click.BadParameter(str(no), param_hint="--month") from no
