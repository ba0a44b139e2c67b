"""What stands on the first page of a paper before its text: head, number, organ and date (art. 10, GB/T 9704)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import to_second
from oatui.rules.numbering import Series
from oatui.rules.signoff import Signature


@dataclass(frozen=True, slots=True)
class RedHead:
    """The first page in its own words, which are Chinese in every language of the screen.

    `number` and `date` have gaps until the office gave the one and the chief signed the other. `letter` is the
    letter format, whose head has the name alone and whose number stands at the right.
    """

    head: str
    letter: bool
    number: str
    organ: str
    date: str


def red_head(
    office: str, series: Series, number: str | None, signatures: Sequence[Signature], this_year: int
) -> RedHead:
    """The first page of a paper; a number is never shown before it is given (12-1)."""
    chief = next((to_second(s.at) for s in signatures if s.step == "chief_sign"), None)
    party = f"中共{office}党组"
    head = {"party": f"{party}文件", "bureau": f"{office}文件", "letter": office}[series.kind]
    year = chief.year if chief else this_year
    return RedHead(
        head,
        series.kind == "letter",
        number or f"{series.code}〔{year}〕　号",
        party if series.kind == "party" else office,
        _date(chief),
    )


def _date(day: datetime | None) -> str:
    """The date of a document, month and day not padded; gaps before it has one."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　年　月　日"
