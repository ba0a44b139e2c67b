"""Plain telegrams (明电): notice, somebody sent, signed for, reported to the head of the office (13-1, 13-2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from oatui.clock import from_iso, iso, to_second
from oatui.i18n import N_
from oatui.rules.attachments import mark_on
from oatui.rules.verdict import Level, Verdict, refuse

STEPS = ("notified", "sent", "signed", "reported")
STEP_WORDS = {
    "notified": N_("领取通知"), "sent": N_("派人领取"), "signed": N_("签收"), "reported": N_("向主要负责人汇报"),
}  # fmt: skip
URGENCIES = {"": N_("平急"), "urgent": N_("加急"), "extra": N_("特急"), "top": N_("特提")}


def judge_new(title: str, sender: str, urgency: str) -> None:
    """What a telegram is entered with; a secret one has only a serial, elsewhere. Raises Refused."""
    if not title.strip():
        raise refuse("telegram.no_title")
    for text in (title, sender):
        if mark_on(text) or "密电" in text:
            raise refuse("telegram.secret", "13-4")
    if urgency not in URGENCIES:
        raise refuse("telegram.urgency", written=urgency[:20])


def judge_step(step: str, done: Mapping[str, str], person: str, at: datetime, now: datetime) -> None:
    """The next step in order, by somebody, not before the last one nor later than now. Raises Refused."""
    if step not in STEPS:
        raise refuse("telegram.step", written=step[:20])
    waits = next((one for one in STEPS if one not in done), None)
    rule = "13-2" if step in ("notified", "sent") else "13-1"
    if waits is None:
        raise refuse("telegram.all_done", rule)
    if step != waits:
        raise refuse("telegram.order", rule, waits=[STEP_WORDS[waits]], step=[STEP_WORDS[step]])
    if not person.strip():
        raise refuse("telegram.no_person", rule, step=[STEP_WORDS[step]])
    if to_second(at) > to_second(now):
        raise refuse("telegram.future", rule, at=iso(at))
    before = STEPS[STEPS.index(step) - 1] if step != "notified" else None
    if before and iso(to_second(at)) < done[before]:
        raise refuse("telegram.backwards", rule, at=iso(at), before=[STEP_WORDS[before]], then=done[before])


def stands(done: Mapping[str, str], minutes: int, now: datetime) -> Verdict:
    """13-1, 13-2: how it stands; `minutes` from 签收 to 汇报 are 本局约定."""
    waits = next((one for one in STEPS if one not in done), None)
    if waits in ("notified", "sent", "signed"):
        since = done.get("sent" if waits == "signed" else "notified", iso(now))
        seconds = max(0, _seconds(since, iso(now)))
        return Verdict("13-2", Level.NOTE, f"telegram.waits_{waits}", {"seconds": seconds})
    taken = max(0, _seconds(done["signed"], done.get("reported", iso(now))))
    late = taken > minutes * 60
    values = {"signed": done["signed"], "seconds": taken, "minutes": minutes}
    if waits == "reported":
        key, level = (
            ("telegram.report_late", Level.WARNING) if late else ("telegram.report_waits", Level.NOTE)
        )
        return Verdict("13-1", level, key, values)
    values["at"] = done["reported"]
    key, level = ("telegram.reported_late", Level.WARNING) if late else ("telegram.reported", Level.OK)
    return Verdict("13-1", level, key, values)


def _seconds(first: str, last: str) -> int:
    return int((to_second(from_iso(last)) - to_second(from_iso(first))).total_seconds())
