"""Meetings and deadlines as an iCalendar file (RFC 5545), for a phone or for Outlook; times are in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from oatui.files.new_file import free, named, write_new
from oatui.files.official_text import one_line

LINE = 75  # octets of a line without its CRLF (3.1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event; `uid` stays the same in every export. Without an end it is a moment that takes no time.

    `alarms` are minutes before the start; a cancelled one is taken away again where it was imported before.
    """

    uid: str
    start: datetime
    end: datetime | None
    title: str
    words: str = ""
    place: str = ""
    alarms: Sequence[int] = ()
    cancelled: bool = False


def write_calendar(path: Path, name: str, entries: Sequence[Entry], stamp: datetime) -> Path:
    """Write the entries to a new .ics file. Raises Refused: the name is taken, no folder, not saved."""
    path = free(named(path, ".ics"))
    return write_new(path, calendar_bytes(name, entries, stamp))


def calendar_bytes(name: str, entries: Sequence[Entry], stamp: datetime) -> bytes:
    """The file's content: CRLF, lines folded, text escaped."""
    return b"".join(_folded(line) + b"\r\n" for line in _lines(name, entries, stamp))


def _lines(name: str, entries: Sequence[Entry], stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//oatui//oatui//ZH"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    for entry in entries:
        yield from _event(entry, stamp)
    yield "END:VCALENDAR"


def _event(entry: Entry, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"DTSTART:{_utc(entry.start)}"
    if entry.end is not None and entry.end > entry.start:
        yield f"DTEND:{_utc(entry.end)}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.words:
        yield f"DESCRIPTION:{_text(entry.words)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    # a deadline is no time that is taken
    yield f"TRANSP:{'OPAQUE' if entry.end else 'TRANSPARENT'}"
    for minutes in () if entry.cancelled else entry.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.title)}"
        yield f"TRIGGER:-PT{minutes}M"
        yield "END:VALARM"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """TEXT (3.3.11): backslash, semicolon, comma and line ends escaped; nothing in it that no paper can hold."""
    lines = map(one_line, re.split("\r\n|\r|\n", words))
    return "\\n".join(re.sub(r"([\\;,])", r"\\\1", line) for line in lines)


def _folded(line: str) -> bytes:
    """At most 75 octets a line; the rest goes on after CRLF and a space, never inside a character."""
    parts, part = [], b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(part) + len(octets) > LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part])
