"""Art. 24, 25: an incident's clock runs from its occurrence; three calls, a written report, a detailed one.

Limits: 10:00, 40:00, 90:00, equal is in time. What happened late is recorded with its lateness, never refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from oatui.clock import iso, to_second
from oatui.i18n import N_
from oatui.rules.verdict import Level, Verdict, refuse

# 25-1, in the article's own words and order
OFFICES = {
    "committee_duty": N_("县委总值班室"),
    "government_duty": N_("县政府总值班室"),
    "information": N_("县委办公室信息科"),
}
# 25-3
PARTS = {
    "cause": N_("起因"),
    "background": N_("背景"),
    "course": N_("发展"),
    "response": N_("处置"),
    "result": N_("后果"),
    "impact": N_("影响"),
    "opinion": N_("舆情"),
}
# what a written report is, and what it is called on paper (practice)
REPORTS = {
    "first": N_("初报（初步核实的概况）"),
    "detailed": N_("续报（七个方面的详细报告）"),
    "follow": N_("续报"),
    "final": N_("终报"),
}
PAPERS = {"first": "初报", "detailed": "续报", "follow": "续报", "final": "终报"}
# 24: 第一责任人, 领导责任, 直接责任人
RESPONSIBLE = {"first": N_("第一责任人"), "deputy": N_("分管责任人"), "direct": N_("直接责任人")}
STATES = {"open": N_("处置中"), "closed": N_("已办结"), "annulled": N_("已撤销")}


class Limit(NamedTuple):
    """One of the three clocks of art. 25."""

    key: str
    rule: str
    length: timedelta
    words: str


CALLS = Limit("calls", "25-1", timedelta(minutes=10), N_("电话报告"))
WRITTEN = Limit("written", "25-2", timedelta(minutes=40), N_("书面报告"))
DETAILED = Limit("detailed", "25-3", timedelta(minutes=90), N_("详细报告"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an incident: when each office was called, which written reports went, which parts there are.

    `known` is the last moment that was recorded of it: a clock that shows less was set back.
    """

    occurred: datetime
    heard: datetime
    calls: Mapping[str, datetime] = field(default_factory=dict)
    reports: Collection[tuple[str, datetime]] = ()
    parts: Collection[str] = ()
    known: datetime | None = None


class Standing(NamedTuple):
    """Where one clock stands: `done_at` is None while it is owed; `left` is in seconds, below 0 past the limit."""

    limit: Limit
    due: datetime
    done_at: datetime | None
    left: int
    missing: tuple[str, ...] = ()

    @property
    def late(self) -> bool:
        return self.left < 0


def standings(facts: Facts, now: datetime) -> tuple[Standing, Standing, Standing]:
    """The three clocks. A thing done stands still at the moment it was done: what is left then is not negative in time."""
    calls = [facts.calls[office] for office in OFFICES if office in facts.calls]
    written = [at for _kind, at in facts.reports]
    whole = [at for kind, at in facts.reports if kind in {"detailed", "final"}]
    missing_parts = tuple(words for part, words in PARTS.items() if part not in facts.parts)
    missing_calls = tuple(words for office, words in OFFICES.items() if office not in facts.calls)
    return (
        _standing(CALLS, facts, now, None if missing_calls else max(calls), missing_calls),
        _standing(WRITTEN, facts, now, min(written, default=None)),
        _standing(DETAILED, facts, now, min(whole, default=None), () if whole else missing_parts),
    )


def _standing(
    limit: Limit, facts: Facts, now: datetime, done: datetime | None, missing: tuple[str, ...] = ()
) -> Standing:
    due = to_second(facts.occurred) + limit.length
    # a clock that was set back gives nothing back of what had passed
    until = to_second(done) if done else max(to_second(now), _least(facts))
    return Standing(limit, due, done, int((due - until).total_seconds()), missing)


def next_owed(facts: Facts, now: datetime) -> Standing | None:
    """The clock to be counted down: the first one owed that still runs, else the last one that has run out."""
    owed = [one for one in standings(facts, now) if one.done_at is None]
    running = [one for one in owed if not one.late]
    return running[0] if running else owed[-1] if owed else None


def elapsed(facts: Facts, now: datetime) -> int:
    """Seconds since it happened; never fewer than had passed when something was last recorded of it."""
    return int((max(to_second(now), _least(facts)) - to_second(facts.occurred)).total_seconds())


def _least(facts: Facts) -> datetime:
    last = to_second(max(facts.occurred, facts.heard))
    return max(last, to_second(facts.known)) if facts.known else last


def clock_back(facts: Facts, now: datetime) -> Verdict | None:
    """The computer shows less than what was recorded: said, and nothing is refused for it."""
    behind = int((_least(facts) - to_second(now)).total_seconds())
    if behind <= 0:
        return None
    return Verdict(
        None, Level.WARNING, "incident.clock_back", {"known": iso(_least(facts)), "seconds": behind}
    )


def late_report(facts: Facts, now: datetime) -> Verdict | None:
    """25-4: 90 minutes have passed without the detailed written report, or it came later: 迟报."""
    detailed = standings(facts, now)[2]
    if not detailed.late:
        return None
    key = "incident.late_report_done" if detailed.done_at else "incident.late_report"
    return Verdict("25-4", Level.WARNING, key, {"due": iso(detailed.due), "seconds": -detailed.left})


# ------------------------------------------------------------------ what is recorded


def judge_start(
    occurred: datetime, heard: datetime, now: datetime, what: str, names: Mapping[str, str]
) -> list[Verdict]:
    """25-1: two times, and the clock runs from the first; 24-1: who answers for it. Raises Refused."""
    if not what.strip():
        raise refuse("incident.no_words")
    occurred, heard, now = to_second(occurred), to_second(heard), to_second(now)
    if heard > now or occurred > now:
        raise refuse("incident.future", at=iso(max(heard, occurred)))
    if heard < occurred:
        raise refuse("incident.heard_before", occurred=iso(occurred), heard=iso(heard))
    due = occurred + CALLS.length
    values: dict[str, object] = {"occurred": iso(occurred), "heard": iso(heard), "due": iso(due)}
    if heard > due:
        values |= {"seconds": int((heard - due).total_seconds())}
        found = [Verdict("25-1", Level.WARNING, "incident.call_at_once", values)]
    elif now > due:
        values |= {"seconds": int((now - due).total_seconds())}
        found = [Verdict("25-1", Level.WARNING, "incident.call_at_once_now", values)]
    else:
        found = [Verdict("25-1", Level.NOTE, "incident.started", values)]
    if missing := [words for role, words in RESPONSIBLE.items() if not names.get(role, "").strip()]:
        found.append(Verdict("24-1", Level.NOTE, "incident.no_responsible", {"missing": missing}))
    return found


def judge_moment(facts: Facts, at: datetime, now: datetime) -> list[Verdict]:
    """Nothing is reported before it was heard of, nor in the future, unless the clock was set back. Raises Refused."""
    back = clock_back(facts, now)
    if to_second(at) < to_second(facts.heard):
        key = "incident.before_back" if back else "incident.before"
        raise refuse(key, at=iso(at), heard=iso(facts.heard))
    if back is None and to_second(at) > to_second(now):
        raise refuse("incident.future", at=iso(at))
    return [back] if back else []


def judge_call(facts: Facts, office: str, at: datetime) -> Verdict:
    """25-1: one office called, in time or with its lateness. Raises Refused for one that is none of the three."""
    if office not in OFFICES:
        raise refuse("incident.unknown_office", "25-1", written=office[:20])
    return _timed(CALLS, facts, at, "incident.called", office=[OFFICES[office]])


def judge_part(part: str, words: str) -> None:
    """25-3: one of the seven, with words. Raises Refused."""
    if part not in PARTS:
        raise refuse("incident.unknown_part", "25-3", written=part[:20])
    if not words.strip():
        raise refuse("incident.no_part_words", "25-3", part=[PARTS[part]])


def judge_report(facts: Facts, kind: str, at: datetime, signer: str) -> list[Verdict]:
    """25-2, 25-3, 25-4: a written report with who signed it; a detailed one has all seven parts. Raises Refused."""
    if kind not in REPORTS:
        raise refuse("incident.unknown_report", written=kind[:20])
    if not signer.strip():
        raise refuse("incident.no_signer")
    missing = [words for part, words in PARTS.items() if part not in facts.parts]
    whole = kind in {"detailed", "final"}
    if whole and missing:
        raise refuse("incident.parts_missing", "25-3", missing=missing)
    found = []
    if not facts.reports:
        found.append(_timed(WRITTEN, facts, at, "incident.written"))
    if whole and not any(one in {"detailed", "final"} for one, _at in facts.reports):
        found.append(_timed(DETAILED, facts, at, "incident.detailed"))
        late = int((to_second(at) - to_second(facts.occurred) - DETAILED.length).total_seconds())
        if late > 0:
            found.append(
                Verdict(
                    "25-4", Level.WARNING, "incident.late_report_done",
                    {"due": iso(facts.occurred + DETAILED.length), "seconds": late},
                )
            )  # fmt: skip
    return found or [Verdict("25-5", Level.NOTE, "incident.followed", {"kind": [REPORTS[kind]]})]


def judge_close(facts: Facts, now: datetime, by: str, words: str, because: str) -> list[Verdict]:
    """25-5: follow-ups end with a named act; what was never reported needs a reason. Raises Refused."""
    if not by.strip():
        raise refuse("incident.no_closer")
    if not words.strip():
        raise refuse("incident.no_result")
    owed = [one for one in standings(facts, now) if one.done_at is None]
    if not owed:
        return [Verdict("25-5", Level.OK, "incident.closed", {"by": by.strip()})]
    missing = [one.limit.words for one in owed]
    if not because.strip():
        raise refuse("incident.owed", owed[0].limit.rule, missing=missing)
    return [
        Verdict(one.limit.rule, Level.WARNING, "incident.closed_without", {"missing": [one.limit.words]})
        for one in owed
    ]


def _timed(limit: Limit, facts: Facts, at: datetime, key: str, **values: object) -> Verdict:
    """In time, or later by so much; exactly at the limit is in time."""
    due = to_second(facts.occurred) + limit.length
    late = int((to_second(at) - due).total_seconds())
    values |= {"at": iso(at), "due": iso(due), "occurred": iso(facts.occurred)}
    if late <= 0:
        took = int((to_second(at) - to_second(facts.occurred)).total_seconds())
        return Verdict(limit.rule, Level.OK, key, {**values, "seconds": took})
    return Verdict(limit.rule, Level.WARNING, f"{key}_late", {**values, "seconds": late})
