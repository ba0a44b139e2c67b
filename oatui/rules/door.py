"""The door beyond the plain scan: a substitute on the spot, people in line at the deadline, the head table.

Articles 17-3, 17-5 and 17-8 say what must be so; the minutes of the line (office settings) and the tick of the head
table are 本局约定.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.signin import Status, deadline
from oatui.rules.verdict import Level, Verdict

# what the door's record says of a sign-in beside its status; on the spot is said of the substitute
MARKS = {
    "on_the_spot": N_("现场替会"),
    "in_line": N_("截止前已到场"),
    "head_table": N_("工作人员登记"),
}


class Line(NamedTuple):
    """The people in line at the deadline: those who scan after `opens` and up to `closes`, at one door."""

    opens: datetime
    closes: datetime


def line(start: datetime, cut_at: datetime, minutes: int) -> Line:
    """From the deadline until some minutes after the mark: who scanned between them stood in the same line."""
    return Line(deadline(start), to_second(cut_at) + timedelta(minutes=minutes))


def judge_cut(
    at: datetime, start: datetime, earlier: datetime | None, span: int, line_minutes: int
) -> Verdict:
    """排队截止 is marked once a door, within `span` minutes of the deadline; else the statement would be worth nothing."""
    at, until, reach = to_second(at), deadline(start), timedelta(minutes=span)
    if earlier is not None:
        return Verdict(None, Level.REFUSED, "door.cut_before", {"at": iso(earlier)})
    values = {
        "at": iso(at), "deadline": iso(until), "start": iso(start), "earliest": iso(until - reach),
        "latest": iso(until + reach), "seconds": abs(int((at - until).total_seconds())),
    }  # fmt: skip
    if abs(at - until) > reach:
        key = "door.cut_early" if at < until else "door.cut_late"
        return Verdict("17-5", Level.REFUSED, key, values)
    return Verdict(
        "17-5", Level.NOTE, "door.cut", values | {"closes": iso(line(start, at, line_minutes).closes)}
    )


def in_line(at: datetime, start: datetime, cut_at: datetime, by: str) -> tuple[Status, Verdict]:
    """A scan after the deadline whose person stood in line before it, as somebody named says (17-5)."""
    at, until = to_second(at), deadline(start)
    values = {
        "start": iso(start), "deadline": iso(until), "at": iso(at), "cut": iso(cut_at), "by": by,
        "seconds": int((at - until).total_seconds()),
    }  # fmt: skip
    return Status.ON_TIME, Verdict("17-5", Level.NOTE, "door.in_line", values)


def head_table() -> tuple[Status, Verdict]:
    """到会（工作人员登记）: leaders do not queue and nobody takes their minute; so none is judged (本局约定)."""
    return Status.ON_TIME, Verdict(None, Level.OK, "door.head_table")


def judge_spot(
    level: str, name: str, stands_for: str, approver: str, at: datetime, start: datetime
) -> Verdict:
    """17-8: who was not reported comes only when somebody named approves; after the start it is marked.

    At a county meeting it is 17-3 that wants the approval first.
    """
    if not approver.strip():
        return Verdict("17-8", Level.REFUSED, "door.spot_approver", {"name": name, "stands_for": stands_for})
    values = {
        "name": name, "stands_for": stands_for, "approver": approver.strip(), "at": iso(at), "start": iso(start),
        "seconds": int((to_second(at) - to_second(start)).total_seconds()),
    }  # fmt: skip
    rule = "17-8" if level == "bureau" else "17-3"
    if to_second(at) > to_second(start):
        return Verdict(rule, Level.WARNING, "door.spot_after_start", values)
    return Verdict(rule, Level.NOTE, "door.spot", values)
