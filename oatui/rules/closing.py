"""Art. 17: what each person comes to when a meeting is closed, and what stands in the way of closing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules import door
from oatui.rules.signin import PRESENT
from oatui.rules.verdict import Level, Verdict

if TYPE_CHECKING:
    from oatui.rules.leave import Proof


SHOWN = 5  # names in one sentence
# how a person is counted; the first four are 实到, `replaced` is counted in the substitute, and `not_counted` are
# those of the head table where the meeting leaves them out
STATES = {
    "on_time": N_("按时"),
    "after_deadline": N_("晚签到"),
    "late": N_("迟到"),
    "missed_sign_in": N_("漏签"),
    "leave": N_("请假"),
    "absent": N_("缺席"),
    "unapproved_substitute": N_("代会"),
    "replaced": N_("已替会"),
    "not_counted": N_("不计应到"),
}
# what else is said of the person, without changing the count
MARKS = {
    "substitute": N_("替会"),
    **door.MARKS,
    "make_up": N_("补签"),
    "left_early": N_("早退"),
    "left_with_reason": N_("提前离会"),
    "late_leave": N_("开会后请假"),
    "leave_pending": N_("请假未批"),
    "leave_refused": N_("请假不批"),
}
# the four of the seven faults of 17⑤ that the door's record shows, and 漏签, which 17-5 forbids (晚签到 is a figure)
FAULTS = {
    "absent": N_("无故缺席"),
    "late": N_("迟到"),
    "left_early": N_("早退"),
    "unapproved_substitute": N_("代会"),
    "missed_sign_in": N_("漏签"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person at closing; `leave` is the state of the last request.

    `missed` and `unapproved` are the two answers that a named person gives at closing: was here without a record;
    somebody else came without approval. The latter carries who came, where that is known.
    """

    status: str | None = None
    by_hand_after_hours: bool = False
    leave: str | None = None
    leave_after_start: bool = False
    replaced: bool = False
    substitute: bool = False
    missed: bool = False
    unapproved: bool = False
    left_early: bool = False
    left_with_reason: bool = False
    at_door: tuple[str, ...] = ()  # of door.MARKS
    aside: bool = False  # of the head table, which does not count


@dataclass(frozen=True, slots=True)
class Settled:
    """The state that counts, its marks, and the verdict where there is something to say."""

    state: str
    marks: tuple[str, ...] = ()
    verdict: Verdict | None = None

    @property
    def present(self) -> bool:
        return self.state in PRESENT


def settle(person: Person) -> Settled:
    """A substitute stands for the post; who signed in is here; 漏签 is somebody's word for it; then leave; else absent."""
    if person.replaced:
        return Settled("replaced")
    marks = [*(["substitute"] if person.substitute else []), *person.at_door]
    if person.aside:
        return Settled("not_counted", tuple(marks))
    if person.unapproved:
        return Settled(
            "unapproved_substitute", tuple(marks), Verdict("17-8", Level.REFUSED, "closing.unapproved")
        )
    if person.status or person.missed:
        if person.by_hand_after_hours:
            marks.append("make_up")
        if person.left_early:
            marks.append("left_early")
        if person.left_with_reason:
            marks.append("left_with_reason")
        if not person.status:
            verdict = Verdict("17-5", Level.WARNING, "closing.missed_sign_in")
            return Settled("missed_sign_in", tuple(marks), verdict)
        fault = {"late": ("17-5", "closing.late"), "left_early": ("17-6", "closing.left_early")}
        said = "late" if person.status == "late" else "left_early" if person.left_early else ""
        found = Verdict(fault[said][0], Level.WARNING, fault[said][1]) if said else None
        return Settled(person.status, tuple(marks), found)
    if person.leave == "approved":
        if not person.leave_after_start:
            return Settled("leave", tuple(marks))
        late = Verdict("17-1", Level.WARNING, "closing.late_leave")
        return Settled("leave", (*marks, "late_leave"), late)
    if person.leave in {"requested", "refused"}:
        # a leave that was asked for and not approved is no leave
        marks.append("leave_pending" if person.leave == "requested" else "leave_refused")
    return Settled("absent", tuple(marks), Verdict("17-1", Level.REFUSED, f"closing.absent_{_why(person)}"))


def _why(person: Person) -> str:
    if person.substitute:
        return "substitute"
    return {"requested": "pending", "refused": "refused"}.get(person.leave or "", "plain")


def faults(settled: Settled) -> list[str]:
    """The faults of FAULTS that the circular names; one person may have two (late, and gone early)."""
    found = [settled.state] if settled.state in FAULTS else []
    return found + [mark for mark in settled.marks if mark in FAULTS]


@dataclass(frozen=True, slots=True)
class Owed:
    """The open proofs of one approved leave."""

    name: str
    unit: str
    open: Sequence[Proof]


def blockers(
    now: datetime, end: datetime, owed: Sequence[Owed], waiting: Sequence[str] = (), confirms: bool = True
) -> list[Verdict]:
    """Why the meeting cannot be closed: it still runs, a scan waits for a look at the face (the names of `waiting`), or
    a leave's papers are not where they belong (17-4, 18-2).

    The desk shows who waits only where the meeting `confirms`; a sub-venue's scans may come when it no longer does.
    """
    found = []
    if to_second(now) < to_second(end):
        values = {"end": iso(end), "now": iso(now)}
        found.append(Verdict(None, Level.REFUSED, "closing.before_end", values))
    if waiting:
        told = {"n": len(waiting), "names": list(waiting[:SHOWN])}
        key = "closing.waiting" if confirms else "closing.waiting_unseen"
        found.append(Verdict(None, Level.REFUSED, key, told))
    for one in owed:
        key = "_".join(["closing.open", *(proof.key for proof in one.open)])
        found.append(Verdict(one.open[0].rule, Level.REFUSED, key, {"name": one.name, "unit": one.unit}))
    return found


def judge_mark(mark: str, approver: str, reason: str, present: bool) -> Verdict | None:
    """漏签 and 代会 are set by a named person with a reason, and only for somebody without a sign-in (17-5, 17-8)."""
    rule = {"missed_sign_in": "17-5", "unapproved_substitute": "17-8"}[mark]
    if present:
        return Verdict(rule, Level.REFUSED, "closing.mark_present")
    if not approver.strip():
        return Verdict(rule, Level.REFUSED, "closing.mark_approver")
    return None if reason.strip() else Verdict(rule, Level.REFUSED, "closing.mark_reason")
