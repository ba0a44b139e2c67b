"""Art. 17①, 18: leave before the meeting, consent before the substitute, the slip to where the article sends it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict

REASONS = {
    "sick": N_("病假"),
    "upper_meeting": N_("上级会议"),
    "duty_trip": N_("公务外出"),
    "own_meeting": N_("本单位会议"),
    "other": N_("其他"),
}
STATES = {
    "requested": N_("待批"),
    "approved": N_("已批"),
    "refused": N_("不批"),
    "withdrawn": N_("已撤回"),
}

# where the slip of each level goes, in its article's own words (17-4; 18-2)
PLACES = {
    "county": {"committee_duty": N_("县委总值班室"), "government_duty": N_("县政府值班室")},
    "county_leader": {"organiser": N_("会议筹办单位")},
    "bureau": {},
}
PLACE_WORDS = {key: words for places in PLACES.values() for key, words in places.items()}
# what art. 18 asks for beside the slip
PROOF_WORDS = PLACE_WORDS | {"consent": N_("县领导同意"), "substitute": N_("另行指定参会人员")}


def judge_request(
    kind: str, level: str, asked_at: datetime, start: datetime, chair_consent: str = ""
) -> list[Verdict]:
    """The kind of the reason is judged, never its words (18-3); leave asked for after the start is marked (17-1)."""
    if kind not in REASONS:
        return [Verdict(None, Level.REFUSED, "leave.kind_unknown", {"kind": kind})]
    found = []
    if kind == "own_meeting" and level != "bureau":
        if not chair_consent.strip():
            return [Verdict("18-3", Level.REFUSED, "leave.own_meeting")]
        found.append(
            Verdict("18-3", Level.NOTE, "leave.own_meeting_allowed", {"chair": chair_consent.strip()})
        )
    if after := _after(asked_at, start):
        found.append(Verdict("17-1", Level.WARNING, "leave.after_start", after))
    return found


def judge_approval(
    level: str, approver: str, approved_at: datetime, recorded_at: datetime, start: datetime
) -> list[Verdict]:
    """Consent has a name and a time, which may lie before its recording: it usually comes by phone."""
    if not approver.strip():
        key = "leave.leader_needed" if level == "county_leader" else "leave.approver_needed"
        return [Verdict("18-2" if level == "county_leader" else None, Level.REFUSED, key)]
    if future := _not_yet(approved_at, recorded_at):
        return [future]
    # 17-1: absence rests on a leave that was approved before the start
    after = _after(approved_at, start)
    return [Verdict("17-1", Level.WARNING, "leave.approved_after_start", after)] if after else []


def judge_refusal(by: str, reason: str, at: datetime, recorded_at: datetime) -> list[Verdict]:
    """A refusal has a name and a reason; the person is expected."""
    if not by.strip():
        return [Verdict(None, Level.REFUSED, "leave.refuser_needed")]
    if not reason.strip():
        return [Verdict(None, Level.REFUSED, "leave.refusal_reason")]
    future = _not_yet(at, recorded_at)
    return [future] if future else []


def judge_substitute(
    level: str, state: str, approved_at: datetime | None, named_at: datetime, recorded_at: datetime
) -> list[Verdict]:
    """17-3: somebody else may come only after the approval; equal times are in order."""
    rule = None if level == "bureau" else "17-3"
    if state != "approved" or approved_at is None:
        return [Verdict(rule, Level.REFUSED, f"leave.substitute_{state}")]
    named, approved = to_second(named_at), to_second(approved_at)
    if named < approved:
        values = {"approved_at": iso(approved), "named_at": iso(named)}
        return [Verdict(rule, Level.REFUSED, "leave.substitute_before", values)]
    future = _not_yet(named, recorded_at)
    return [future] if future else []


def judge_delivery(level: str, place: str, at: datetime, recorded_at: datetime) -> list[Verdict]:
    """The slip goes to the places of its level, and to no other (17-4, 18-2)."""
    if place not in PLACES[level]:
        return [Verdict(None, Level.REFUSED, f"leave.no_delivery_{level}")]
    future = _not_yet(at, recorded_at)
    return [future] if future else []


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that an approved leave still owes, or has given; `key` is of PROOF_WORDS."""

    key: str
    rule: str
    done: bool


def proofs(level: str, substitute: bool, delivered: Collection[str]) -> list[Proof]:
    """What an approved leave of this level has to show: two deliveries (17-4), or art. 18's three (18-2)."""
    if level == "county":
        return [Proof(place, "17-4", place in delivered) for place in PLACES[level]]
    if level == "county_leader":
        slip = [Proof(place, "18-2", place in delivered) for place in PLACES[level]]
        # the approval is the county leader's consent
        return [*slip, Proof("consent", "18-2", True), Proof("substitute", "18-2", substitute)]
    return []


def _after(at: datetime, start: datetime) -> dict[str, object] | None:
    late = int((to_second(at) - to_second(start)).total_seconds())
    return {"at": iso(at), "start": iso(start), "seconds": late} if late > 0 else None


def _not_yet(at: datetime, now: datetime) -> Verdict | None:
    if to_second(at) <= to_second(now):
        return None
    return Verdict(None, Level.REFUSED, "leave.future", {"at": iso(at)})
