"""Time is passed in everywhere; only this file asks the computer for it."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Protocol

# Asia/Shanghai has had one offset since 1991; a fixed one needs no zone data at start
ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, with the office's zone."""
        ...


class SystemClock:
    def now(self) -> datetime:
        """The computer's clock, in the office's zone."""
        return datetime.now(ZONE)


class DemoClock:
    """A clock that starts at a given moment and runs at the real pace."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


def to_second(at: datetime) -> datetime:
    """The moment in the office's zone, cut to the second: what a clerk reads is what is judged."""
    if at.tzinfo is not ZONE:
        at = at.astimezone(ZONE)
    return at.replace(microsecond=0) if at.microsecond else at


# writing a moment is a twentieth of a sign-in, which writes the same few several times
@lru_cache(64)
def iso(at: datetime) -> str:
    """ISO 8601 with +08:00, to the second."""
    return to_second(at).isoformat()


@lru_cache(64)
def from_iso(text: str) -> datetime:
    """A moment written by `iso`, in the office's zone."""
    return datetime.fromisoformat(text).astimezone(ZONE)


def parse_moment(text: str) -> datetime:
    """YYYY-MM-DD HH:MM[:SS] in the office's zone, or ISO 8601 with its own offset. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return to_second(moment if moment.tzinfo else moment.replace(tzinfo=ZONE))


def parse_day(text: str) -> date:
    """YYYY-MM-DD. Raises ValueError."""
    return date.fromisoformat(text.strip())
