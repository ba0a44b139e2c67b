"""Art. 17: be there and signed in 15 minutes before the start. Lateness is recorded, never refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from oatui.clock import iso, to_second
from oatui.rules.verdict import Level, Verdict

LEAD_MINUTES = 15
SECOND = timedelta(seconds=1)
# 本局约定: the text gives no hours for the desk
OPENS_MINUTES = 60
CLOSES_MINUTES = 30


class Status(StrEnum):
    """按时, 晚签到 (before the start), 迟到 (after it)."""

    ON_TIME = "on_time"
    AFTER_DEADLINE = "after_deadline"
    LATE = "late"


# how 实到 is made up; 漏签 is somebody's word for it at closing
PRESENT = (*(status.value for status in Status), "missed_sign_in")


# of one meeting, asked at each scan
@lru_cache(16)
def deadline(start: datetime, lead_minutes: int = LEAD_MINUTES) -> datetime:
    """The last second that is on time."""
    return to_second(start) - timedelta(minutes=lead_minutes)


@lru_cache(16)
def _times(start: datetime, lead_minutes: int) -> tuple[datetime, datetime, str, str]:
    """Start and deadline, and how they are written."""
    start, until = to_second(start), deadline(start, lead_minutes)
    return start, until, iso(start), iso(until)


def judge(at: datetime, start: datetime, lead_minutes: int = LEAD_MINUTES) -> tuple[Status, Verdict]:
    """17-5, to the second: equal to the deadline is on time, equal to the start is not yet 迟到."""
    at = to_second(at)
    start, until, begins, ends = _times(start, lead_minutes)
    after = (at - until) // SECOND
    values = {"start": begins, "deadline": ends, "at": iso(at), "seconds": abs(after)}
    if after <= 0:
        key = "signin.on_time" if after else "signin.exactly"
        return Status.ON_TIME, Verdict("17-5", Level.OK, key, values)
    if at <= start:
        return Status.AFTER_DEADLINE, Verdict("17-5", Level.WARNING, "signin.after_deadline", values)
    values["late_seconds"] = (at - start) // SECOND
    return Status.LATE, Verdict("17-5", Level.WARNING, "signin.late", values)


class Window(NamedTuple):
    """When the desk takes sign-ins; both ends belong to it."""

    opens: datetime
    closes: datetime


@lru_cache(16)
def window(
    start: datetime, opens_minutes: int = OPENS_MINUTES, closes_minutes: int = CLOSES_MINUTES
) -> Window:
    """From `opens_minutes` before the start to `closes_minutes` after it."""
    start = to_second(start)
    return Window(start - timedelta(minutes=opens_minutes), start + timedelta(minutes=closes_minutes))


def judge_window(at: datetime, desk: Window) -> Verdict | None:
    """A refusal outside the desk's hours, which are 本局约定."""
    at = to_second(at)
    if desk.opens <= at <= desk.closes:
        return None
    key = "signin.too_early" if at < desk.opens else "signin.closed"
    values = {"opens": iso(desk.opens), "closes": iso(desk.closes), "at": iso(at)}
    return Verdict(None, Level.REFUSED, key, values)


def not_a_code() -> Verdict:
    return Verdict(None, Level.REFUSED, "signin.not_a_code")


def damaged_code() -> Verdict:
    return Verdict(None, Level.REFUSED, "signin.damaged_code")


def unknown_code() -> Verdict:
    return Verdict(None, Level.REFUSED, "signin.unknown_code")


def foreign_code(meeting: str) -> Verdict:
    """The code belongs to another meeting, which is named."""
    return Verdict(None, Level.REFUSED, "signin.foreign_code", {"meeting": meeting})


def revoked_code(name: str, replaced_at: datetime) -> Verdict:
    """An old card: its holder has a newer one."""
    return Verdict(
        None, Level.REFUSED, "signin.revoked_code", {"name": name, "replaced_at": iso(replaced_at)}
    )


def off_roster(name: str, at: datetime) -> Verdict:
    """The code of somebody who was taken off the roster."""
    return Verdict(None, Level.REFUSED, "signin.off_roster", {"name": name, "at": iso(at)})


def already(name: str, first_at: datetime) -> Verdict:
    """One person, one record (17-5): the first arrival stands."""
    return Verdict("17-5", Level.NOTE, "signin.already", {"name": name, "first_at": iso(first_at)})


def wrong_venue(name: str, venue: str) -> Verdict:
    """Signed in here although the roster has the person at `venue` (17-9)."""
    return Verdict("17-9", Level.NOTE, "signin.wrong_venue", {"name": name, "venue": venue})


def not_on_roster(name: str) -> Verdict:
    """Who comes must be who was reported (17-8)."""
    return Verdict("17-8", Level.REFUSED, "signin.not_on_roster", {"name": name})


def not_this_person(name: str) -> Verdict:
    """Somebody else came with the card (17-5: no proxy)."""
    return Verdict("17-5", Level.REFUSED, "signin.not_this_person", {"name": name})


def reason_needed() -> Verdict:
    """A sign-in by hand carries its reason (本局约定)."""
    return Verdict(None, Level.REFUSED, "signin.reason_needed")


def annulled(name: str, at: datetime) -> Verdict:
    """The sign-in made at `at` no longer counts; it stays on record."""
    return Verdict(None, Level.OK, "signin.annulled", {"name": name, "at": iso(at)})


def replaced(name: str, substitute: str, at: datetime) -> Verdict:
    """On leave with a substitute: the first person's code was withdrawn when the other was named (17-3)."""
    return Verdict(
        "17-3", Level.REFUSED, "signin.replaced", {"name": name, "substitute": substitute, "at": iso(at)}
    )


def taken_back(name: str, first: str, at: datetime) -> Verdict:
    """They were to come for somebody, and were taken back: who was reported comes himself, or another (17-8)."""
    return Verdict("17-8", Level.REFUSED, "signin.taken_back", {"name": name, "first": first, "at": iso(at)})


def meeting_closed(title: str, at: datetime) -> Verdict:
    """After the closing nobody signs in; what was missed is settled by a named person (17-5)."""
    return Verdict(None, Level.REFUSED, "signin.meeting_closed", {"title": title, "at": iso(at)})
