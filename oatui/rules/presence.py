"""Art. 17 after the door: leaving early (17-6), the seat that is not one's own (17-8), the phone handed in (17-7)."""

from __future__ import annotations

from datetime import datetime

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict


def judge_leaving(
    name: str, at: datetime, start: datetime, end: datetime, reason: str, *, here: bool, out: bool
) -> Verdict:
    """17-6: leaving before the end with a reason is noted, without one it is 早退; after the end it is no matter."""
    at, end = to_second(at), to_second(end)
    values = {"name": name, "at": iso(at), "end": iso(end), "seconds": abs(int((end - at).total_seconds()))}
    if not here:
        return Verdict("17-6", Level.REFUSED, "presence.not_here", {"name": name})
    if out:
        return Verdict("17-6", Level.REFUSED, "presence.out_already", {"name": name})
    if at < to_second(start):
        return Verdict("17-6", Level.NOTE, "presence.before_start", values)
    if at >= end:
        return Verdict("17-6", Level.OK, "presence.after_end", values)
    if reason.strip():
        return Verdict("17-6", Level.NOTE, "presence.left", values | {"reason": reason.strip()})
    return Verdict("17-6", Level.WARNING, "presence.left_early", values)


def judge_scan_out(name: str, at: datetime, start: datetime, end: datetime, *, here: bool) -> Verdict:
    """Leaving by a scan asks nothing: until the person is back, or a reason is written, it stands as 早退 (17-6)."""
    said = judge_leaving(name, at, start, end, "", here=here, out=False)
    return said._replace(key="presence.scanned_out") if said.key == "presence.left_early" else said


def judge_reason(name: str, left_at: datetime | None, end: datetime, reason: str) -> Verdict:
    """The reason of a leaving that was recorded without one (17-6)."""
    if left_at is None:
        return Verdict("17-6", Level.REFUSED, "presence.no_reason_owed", {"name": name})
    if not reason.strip():
        return Verdict("17-6", Level.REFUSED, "presence.reason_needed", {"name": name})
    values = {
        "name": name, "at": iso(left_at), "end": iso(end), "reason": reason.strip(),
        "seconds": abs(int((to_second(end) - to_second(left_at)).total_seconds())),
    }  # fmt: skip
    return Verdict("17-6", Level.NOTE, "presence.left", values)


def judge_return(name: str, at: datetime, left_at: datetime | None) -> Verdict:
    """Coming back is noted with how long the person was out; who is not out cannot come back."""
    if left_at is None:
        return Verdict("17-6", Level.REFUSED, "presence.not_out", {"name": name})
    seconds = int((to_second(at) - to_second(left_at)).total_seconds())
    if seconds < 0:
        return Verdict(
            "17-6", Level.REFUSED, "presence.back_before", {"name": name, "at": iso(at), "left": iso(left_at)}
        )
    return Verdict(
        "17-6", Level.NOTE, "presence.came_back", {"name": name, "at": iso(at), "seconds": seconds}
    )


def judge_seat(name: str, assigned: str | None, found: str) -> Verdict:
    """17-8, 人签相符: sitting anywhere but at one's own card is recorded."""
    if not found.strip():
        return Verdict("17-8", Level.REFUSED, "presence.seat_needed", {"name": name})
    if assigned and assigned == found.strip():
        # nothing to record: the fact would say the opposite
        return Verdict("17-8", Level.REFUSED, "presence.right_seat", {"name": name, "seat": assigned})
    values = {"name": name, "found": found.strip(), "seat": assigned or ""}
    return Verdict("17-8", Level.WARNING, "presence.wrong_seat" if assigned else "presence.no_seat", values)


# the three of the seven faults of 17⑤ that only somebody in the hall can see
CONDUCT = {"whispering": N_("交头接耳"), "on_phone": N_("接打电话"), "dozing": N_("打瞌睡")}


def judge_conduct(name: str, kind: str, *, here: bool) -> Verdict:
    """17-10: what is not the meeting's business is noted by name for the circular."""
    if not here:
        return Verdict("17-10", Level.REFUSED, "presence.not_here", {"name": name})
    return Verdict("17-10", Level.NOTE, f"presence.{kind}", {"name": name})


def judge_phone(name: str, *, in_hand: bool) -> Verdict:
    """17-7: a tick where the meeting asks for phones, and another when it is given back."""
    return Verdict(
        "17-7", Level.NOTE, "presence.phone_in" if in_hand else "presence.phone_back", {"name": name}
    )


NOTE_WORDS = {
    "left": N_("提前离会"), "left_early": N_("离会（未说明）"), "came_back": N_("返回会场"), "wrong_seat": N_("坐错位"),
    "phone_in": N_("交手机"), "phone_back": N_("取回手机"), **CONDUCT,
}  # fmt: skip


def judge_taking_back(name: str, kind: str, at: datetime, reason: str) -> Verdict:
    """What was noted of the wrong person, or by the wrong key, goes back with its reason."""
    if not reason.strip():
        return Verdict(None, Level.REFUSED, "presence.back_reason", {})
    values = {"name": name, "at": iso(at), "what": [NOTE_WORDS[kind]]}
    return Verdict(None, Level.NOTE, "presence.taken_back", values)
