"""Art. 12 and the number book: void, reserved and off-line numbers, gaps, and the closing of a year's book.

The articles fix who numbers and when (12-1); the rest is the practice of a number ledger: a number
is given once, none is used again, and each missing one has its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from oatui.i18n import N_
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import IN_FORCE, Level, Verdict

MOST_AT_ONCE = 20  # numbers that one reservation takes
FARTHEST = 1000  # numbers that one entry may leave open: more is a slip of the hand

# what stands in the book for a number
STATES = {
    "given": N_("已编"),
    "reserved": N_("已预留"),
    "void": N_("作废"),
    "lapsed": N_("预留未用"),
    "explained": N_("空号"),
    "mistaken": N_("登记有误"),
    "gap": N_("缺号待说明"),
}
# how it came there; the last two stand in the register beside the numbers
OTHER_DESK = "other_desk"  # given to a paper of another desk of the office
WAYS = {
    "automatic": N_("自动编号"),
    "reserved": N_("取自预留"),
    "off_line": N_("线下占用"),
    "imported": N_("旧台账"),
    "gap": N_("空号说明"),
    "unnumbered": N_("不编号"),
    "joint": N_("联合行文"),
    OTHER_DESK: N_("他机取号"),
}
UNUSED = frozenset({"void", "lapsed", "explained", "mistaken"})  # what the 空号说明 lists
FREE = frozenset({"explained", "mistaken"})  # no paper ever had these: one that turns up may be entered


class Neighbour(NamedTuple):
    """The nearest number below or above with its 成文日期."""

    number: str
    dated: date


class Gap(NamedTuple):
    """Numbers of a series and year, first to last, that nothing stands for."""

    series: str
    year: int
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def judged(year: int, dated: date | None) -> bool:
    """Whether a line is from the time of the rules (0-1); one without a date only where its whole year is."""
    return dated >= IN_FORCE if dated else year > IN_FORCE.year


def is_due(year: int, expires: date, today: date) -> bool:
    """Whether a reservation is to be settled: its last day or its year is over."""
    return today > expires or today.year > year


def judge_reservation(
    count: int, purpose: str, requester: str, expires: date, year: int, today: date
) -> list[Verdict]:
    """A reservation names its purpose, who asked and its last day, within the number's year."""
    found = []
    if not 1 <= count <= MOST_AT_ONCE:
        found.append(_no("count", most=MOST_AT_ONCE))
    if not purpose.strip():
        found.append(_no("no_purpose"))
    if not requester.strip():
        found.append(_no("no_requester"))
    if not today <= expires <= date(year, 12, 31):
        found.append(_no("expiry", year=year))
    return found


def judge_use(
    state: str, number: str, fits: bool, year: int, paper_year: int, expires: date, today: date
) -> list[Verdict]:
    """Whether a paper may take a reserved number: still reserved, of its series and of its year."""
    if state != "reserved":
        return [_no("not_reserved", "12-1", number=number)]
    if not fits:
        return [_no("other_series", "10-3", number=number)]
    if year != paper_year:
        return [_no("other_year", "12-1", number=number, year=paper_year)]
    if today > expires:
        return [Verdict("12-1", Level.NOTE, "book.used_late", {"expires": expires.isoformat()})]
    return []


def judge_off_line(
    number: str,
    year: int,
    dated: date,
    title: str,
    section: str,
    by: str,
    today: date,
    before: Neighbour | None,
    after: Neighbour | None,
    jumps: tuple[int, int] | None,
) -> list[Verdict]:
    """A number given by hand outside. `jumps` are the first and last number that the entry leaves open."""
    found = []
    if not title.strip():
        found.append(_no("no_title"))
    if mark_on(title):
        found.append(_no("secret", "15-7"))
    if not section.strip():
        found.append(_no("no_section"))
    if not by.strip():
        found.append(_no("no_hand"))
    if dated > today:
        found.append(_no("future", dated=dated.isoformat()))
    elif dated.year != year and judged(year, dated):
        found.append(_no("date_outside", "12-1", number=number, dated=dated.isoformat(), year=year))
    if jumps and jumps[1] - jumps[0] >= FARTHEST:
        found.append(_no("too_far", number=number, n=jumps[1] - jumps[0] + 1))
    elif jumps:
        values = {"first": jumps[0], "last": jumps[1], "n": jumps[1] - jumps[0] + 1}
        key = "book.leaves_gap" if values["n"] > 1 else "book.leaves_one"
        found.append(Verdict("12-1", Level.WARNING, key, values))
    if judged(year, dated):
        found += out_of_order(dated, before, after)
    return found


def out_of_order(dated: date, before: Neighbour | None, after: Neighbour | None) -> list[Verdict]:
    """倒号: a 成文日期 that does not fit between those of the numbers beside it."""
    if before and dated < before.dated:
        values = {"dated": dated.isoformat(), "number": before.number, "other": before.dated.isoformat()}
        return [Verdict("12-1", Level.WARNING, "book.earlier_than_before", values)]
    if after and dated > after.dated:
        values = {"dated": dated.isoformat(), "number": after.number, "other": after.dated.isoformat()}
        return [Verdict("12-1", Level.WARNING, "book.later_than_after", values)]
    return []


def judge_void(state: str, way: str, number: str, reason: str, by: str, mistaken: bool) -> list[Verdict]:
    """作废 needs its reason and who decided; `mistaken` says that no paper ever had the number."""
    if state not in {"given", "reserved"}:
        return [_no(f"no_longer.{state}", "12-1", number=number)]
    if mistaken and way not in {"off_line", "imported"}:
        return [_no("not_by_hand", "12-1", number=number)]
    found = [] if reason.strip() else [_no("no_reason")]
    return found if by.strip() else [*found, _no("no_decider")]


def judge_explanation(gap: Gap, open_gaps: Sequence[Gap], reason: str, by: str) -> list[Verdict]:
    """Whether every number of a range is missing, and its reason and name are there."""
    inside = any(one.first <= gap.first <= gap.last <= one.last for one in open_gaps)
    found = [] if inside else [_no("no_gap", first=gap.first, last=gap.last)]
    if not reason.strip():
        found.append(_no("no_gap_reason"))
    return found if by.strip() else [*found, _no("no_explainer")]


def year_runs(year: int) -> Verdict:
    """That a year is not over, and when its book can be closed."""
    return _no("year_runs", year=year, first=f"{year + 1}-01-01")


def judge_closing(
    year: int, today: date, approver: str, missing: int, reserved: int, waiting: Sequence[str]
) -> list[Verdict]:
    """年度关簿: the year is over, no number is missing or still reserved, no paper of that year waits for one."""
    found = []
    if year >= today.year:
        found.append(year_runs(year))
    if missing:
        found.append(_no("gaps_open", "12-1", year=year, n=missing))
    if reserved:
        found.append(_no("reserved_open", "12-1", year=year, n=reserved))
    if waiting:
        found.append(_no("papers_wait", "12-1", year=year, n=len(waiting), title=waiting[0]))
    return found if approver.strip() else [*found, _no("no_approver")]


def judge_other_line(title: str, section: str, dated: date, today: date) -> list[Verdict]:
    """A line of the register that takes no number of ours."""
    found = [] if title.strip() else [_no("no_title")]
    if mark_on(title):
        found.append(_no("secret", "15-7"))
    if not section.strip():
        found.append(_no("no_section"))
    return found if dated <= today else [*found, _no("future", dated=dated.isoformat())]


def _no(name: str, rule: str | None = None, **values: object) -> Verdict:
    return Verdict(rule, Level.REFUSED, f"book.{name}", values)
