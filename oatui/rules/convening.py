"""Art. 16 and 17: restraint when a meeting is called. Art. 8 and 20: how long before leaders are asked.

A warning lets the clerk go on; a refusal (硬) lets him go on only with a reason. Either way the answer is kept.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oatui.clock import iso
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.rules.workdays import Calendar, Count, days_before

ROLES = {"host": N_("我局主办"), "attend": N_("上级主办、我局参会"), "sub_venue": N_("我局设分会场")}
LEVELS = {
    "county": N_("县委、县政府会议"),
    "county_leader": N_("县领导主持的会议"),
    "bureau": N_("局内会议"),
}
INVITED = {
    "": N_("不邀请"),
    "committee": N_("县委领导"),
    "four_bodies": N_("县级四套班子"),
    "above": N_("省市及以上"),
}

NAMES_SHOWN = 5
LONGEST = timedelta(days=7)


def usual_level(role: str) -> str:
    """What is proposed where nothing else is known: who is called by others is at no meeting of the bureau."""
    return "bureau" if role == "host" else "county_leader"


@dataclass(frozen=True, slots=True)
class Convened:
    """What is judged of a meeting."""

    title: str
    start: datetime
    end: datetime
    role: str
    level: str
    mode: str = ""

    @property
    def ours(self) -> bool:
        """A meeting within the bureau, which gives way (17-2)."""
        return self.role == "host" and self.level == "bureau"

    @property
    def county(self) -> bool:
        """A meeting of the county that we go to, or hold a sub-venue of (17-2)."""
        return self.role != "host" and self.level == "county"

    def overlaps(self, other: Convened) -> bool:
        """Whether both run at some moment; one that begins as the other ends does not overlap."""
        return self.start < other.end and other.start < self.end


def check(new: Convened, modes: Container[str]) -> None:
    """Whether it can be a meeting at all: title, kinds, hours. Raises Refused."""
    if not new.title:
        raise refuse("meeting.no_title")
    if new.mode not in modes:
        raise refuse("meeting.mode", mode=new.mode)
    if new.role not in ROLES:
        raise refuse("meeting.role", role=new.role)
    if new.level not in LEVELS:
        raise refuse("meeting.level", level=new.level)
    if new.end <= new.start:
        raise refuse("meeting.end_before_start", start=iso(new.start), end=iso(new.end))
    if new.end - new.start > LONGEST:
        raise refuse("meeting.too_long", start=iso(new.start), end=iso(new.end))


def judge(
    new: Convened,
    others: Sequence[Convened],
    called_twice: Sequence[tuple[Convened, Sequence[str]]],
    noon: time,
    hours: int,
) -> list[Verdict]:
    """16-1, 16-2, 17-2 and 16-2 again in this order; `called_twice` names who is on another roster too.

    Half a day has so many `hours` (本局约定).
    """
    found = [_half_day(new, noon, hours), _gathered(new)] if new.role == "host" else []
    found += [_clash(new, other) for other in others if new.overlaps(other)]
    found += [_twice(new, other, names) for other, names in called_twice]
    return [verdict for verdict in found if verdict]


def _half_day(new: Convened, noon: time, hours: int) -> Verdict | None:
    """16-1: no longer than half a day, and in one half of the day."""
    length = new.end - new.start
    midday = datetime.combine(new.start.date(), noon, new.start.tzinfo)
    values = {"start": iso(new.start), "end": iso(new.end), "seconds": int(length.total_seconds())}
    if length > timedelta(hours=hours):
        return Verdict("16-1", Level.WARNING, "convening.long", values | {"hours": hours})
    if new.start < midday < new.end:
        return Verdict("16-1", Level.WARNING, "convening.past_noon", values | {"noon": iso(midday)})
    return None


def _gathered(new: Convened) -> Verdict | None:
    """16-2: people of the whole county are not brought together where a video meeting would do."""
    gathered = new.mode == "on_site" and new.level != "bureau"
    return Verdict("16-2", Level.WARNING, "convening.on_site") if gathered else None


def _clash(new: Convened, other: Convened) -> Verdict | None:
    values = {"title": other.title, "start": iso(other.start), "end": iso(other.end)}
    if new.ours and other.county:
        return Verdict("17-2", Level.REFUSED, "convening.must_move", values)
    if new.county and other.ours:
        return Verdict("17-2", Level.WARNING, "convening.ours_must_move", values)
    if "attend" in {new.role, other.role}:
        # whoever is sent to one cannot be at the other
        return Verdict(None, Level.WARNING, "convening.overlap", values)
    return None


def _twice(new: Convened, other: Convened, names: Sequence[str]) -> Verdict | None:
    """16-2: the same people called twice in one week, Monday to Sunday, by ourselves."""
    same_week = new.start.isocalendar()[:2] == other.start.isocalendar()[:2]
    if not names or not same_week or new.role != "host" or other.role != "host":
        return None
    values = {
        "title": other.title, "start": iso(other.start), "n": len(names), "names": list(names[:NAMES_SHOWN]),
    }  # fmt: skip
    key = "convening.twice" if len(names) <= NAMES_SHOWN else "convening.twice_many"
    return Verdict("16-2", Level.WARNING, key, values)


def needs_reason(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The first hard one: the meeting is kept only with a recorded reason."""
    return next((verdict for verdict in verdicts if verdict.refused), None)


# ------------------------------------------------------------------ asking leaders, and how long before

LEADS = {
    "8-7": {"days": 15},  # a matter of weight, to the county committee
    "8-9": {"months": 1},  # inviting leaders of the centre, the province or the city
    "8-10": {"days": 5},  # inviting leaders of the county committee
    "20-2": {"days": 5},  # to the office of the leader's own body
}
INVITATION_RULES = {"committee": "8-10", "four_bodies": "20-2", "above": "8-9"}
# 20-1 names these four; county leaders do not go to a department's
NOT_FOR_LEADERS = (N_("表彰会"), N_("座谈会"), N_("研讨会"), N_("报告会"))


def latest(rule: str, calendar: Calendar, event: date) -> Count:
    """The last day on which it may be sent; every day counts. Raises Refused for a year that is not loaded."""
    return days_before(calendar, event, **LEADS[rule])


def judge_lead(rule: str, calendar: Calendar, event: date, sent: date) -> Verdict:
    """8-7, 8-9, 8-10, 20-2: sent on the latest day is in time. Raises Refused for a year that is not loaded."""
    count = latest(rule, calendar, event)
    values = {"event": event.isoformat(), "latest": count.day.isoformat(), "sent": sent.isoformat()}
    if sent <= count.day:
        return Verdict(rule, Level.OK, f"convening.in_time_{rule}", values)
    return Verdict(
        rule, Level.REFUSED, f"convening.too_late_{rule}", values | {"days": (sent - count.day).days}
    )
