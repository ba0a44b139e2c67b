"""The calendar file is RFC 5545: read back by an own strict reader, octet by octet."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_out import Entry, calendar_bytes, write_calendar
from oatui.rules.verdict import Refused

STAMP = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
START = datetime(2026, 11, 24, 9, tzinfo=ZONE)
Properties = list[tuple[str, str]]


def read(content: bytes) -> list[Properties]:
    """The events of a file, each property unfolded and unescaped; everything else about it is held to the letter."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    for line in lines:
        assert b"\r" not in line
        assert b"\n" not in line
        assert len(line) <= 75
        line.decode("utf-8")  # no character is cut in two
    unfolded = re.sub(rb"\r\n[ \t]", b"", b"\r\n".join(lines)).decode().split("\r\n")
    assert (unfolded[0], unfolded[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[Properties] = []
    open_parts: list[str] = []
    for text in unfolded:
        name, colon, value = text.partition(":")
        assert colon
        assert re.fullmatch("[A-Z-]+", name)
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append([])
        elif name == "END":
            assert open_parts.pop() == value
        elif "VEVENT" in open_parts:
            assert open_parts[0] == "VCALENDAR"
            prefix = "ALARM-" if open_parts[-1] == "VALARM" else ""
            events[-1].append((prefix + name, _unescaped(value)))
    assert open_parts == []
    return events


def _unescaped(value: str) -> str:
    # outside an escape there is no bare separator in a text of ours
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


def one(entry: Entry) -> dict[str, str]:
    events = read(calendar_bytes("会议和时限", [entry], STAMP))
    assert len(events) == 1
    return dict(events[0])


@pytest.mark.parametrize(
    "words",
    [
        "全县商务工作会议", "a;b,c\\d", "\\n不是换行", "第一行\n第二行", "长" * 200, "a" * 74, "a" * 75, "é" * 200, "😀" * 60, "",
        "[/x] <b>&amp;", ":" * 90, " 前后有空格 ",
    ],
)  # fmt: skip
def test_any_text_is_read_back_as_it_was(words: str) -> None:
    found = one(Entry("x-1@desk", START, None, words, words, words))
    assert found["SUMMARY"] == words
    assert found.get("DESCRIPTION", "") == words
    assert found.get("LOCATION", "") == words


def test_what_no_line_may_hold_is_left_out() -> None:
    found = one(Entry("x-1@desk", START, None, "甲\x00\x07乙\x7f\r\n丙\t\u202e戊\r丁"))
    assert found["SUMMARY"] == "甲乙\n丙 戊\n丁"


def test_times_are_in_utc_whatever_zone_they_came_in() -> None:
    meeting = Entry("meeting-1@desk", START, START + timedelta(hours=2), "会议", alarms=(30,))
    found = one(meeting)
    assert (found["DTSTAMP"], found["DTSTART"], found["DTEND"]) == (
        "20261124T002000Z", "20261124T010000Z", "20261124T030000Z",
    )  # fmt: skip
    assert (found["TRANSP"], found["STATUS"], found["ALARM-TRIGGER"]) == ("OPAQUE", "CONFIRMED", "-PT30M")
    assert one(Entry("a", START.astimezone(UTC), None, "x"))["DTSTART"] == "20261124T010000Z"
    # midnight here is the day before there
    assert one(Entry("a", datetime(2027, 1, 1, tzinfo=ZONE), None, "x"))["DTSTART"] == "20261231T160000Z"


def test_a_deadline_takes_no_time_and_an_end_before_its_start_is_none() -> None:
    found = one(Entry("deadline-1@desk", START, None, "时限"))
    assert "DTEND" not in found
    assert found["TRANSP"] == "TRANSPARENT"
    assert "DTEND" not in one(Entry("a", START, START, "x"))


def test_a_cancelled_one_rings_no_more() -> None:
    found = one(Entry("deadline-1@desk", START, None, "时限", alarms=(30,), cancelled=True))
    assert found["STATUS"] == "CANCELLED"
    assert "ALARM-TRIGGER" not in found


def test_several_and_none() -> None:
    entries = [Entry(f"deadline-{n}@desk", START, None, f"第{n}件", alarms=(1440, 120)) for n in range(3)]
    events = read(calendar_bytes("a", entries, STAMP))
    assert [dict(event)["UID"] for event in events] == [
        "deadline-0@desk",
        "deadline-1@desk",
        "deadline-2@desk",
    ]
    assert [value for name, value in events[0] if name == "ALARM-TRIGGER"] == ["-PT1440M", "-PT120M"]
    assert read(calendar_bytes("a", [], STAMP)) == []


def test_the_file_is_new_and_ends_in_ics(tmp_path: Path) -> None:
    made = write_calendar(tmp_path / "日历", "a", [], STAMP)
    assert made.name == "日历.ics"
    with pytest.raises(Refused):
        write_calendar(tmp_path / "日历", "a", [], STAMP)
