"""The door beyond the plain scan: edges of the line at the deadline, and who may let a substitute in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE, iso
from oatui.rules import door
from oatui.rules.signin import Status
from oatui.rules.verdict import Level

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def at(minute: int, second: int = 0) -> datetime:
    return START.replace(hour=8) + timedelta(minutes=minute, seconds=second)


@pytest.mark.parametrize(
    ("moment", "key"),
    [
        (at(43, 59), "door.cut_early"),
        (at(44, 0), "door.cut"),
        (at(45, 0), "door.cut"),
        (at(46, 0), "door.cut"),
        (at(46, 1), "door.cut_late"),
    ],
)
def test_the_line_is_marked_within_a_minute_of_the_deadline(moment: datetime, key: str) -> None:
    said = door.judge_cut(moment, START, None, 1, 3)
    assert (said.key, said.rule) == (key, "17-5")
    assert said.refused == (key != "door.cut")
    assert "截止 08:45" in said.message or "08:45" in said.message


def test_a_refused_mark_shows_its_arithmetic() -> None:
    assert door.judge_cut(at(47, 10), START, None, 1, 3).message == (
        "截止 08:45，现在 08:47:10，已过 2 分 10 秒；排队截止在 08:44:00 到 08:46:00 之间标记（本局约定）"
    )


def test_its_minutes_are_the_offices() -> None:
    assert door.judge_cut(at(47, 10), START, None, 3, 5).values["closes"] == iso(at(52, 10))
    assert door.judge_cut(at(48, 1), START, None, 3, 5).refused


def test_the_line_is_marked_once_a_door() -> None:
    said = door.judge_cut(at(45, 30), START, at(45), 1, 3)
    assert said.refused and "08:45:00" in said.message


@pytest.mark.parametrize("marked", [at(44), at(45), at(46)])
def test_the_line_runs_from_the_deadline_for_three_minutes_after_the_mark(marked: datetime) -> None:
    assert door.line(START, marked, 3) == (at(45), marked + timedelta(minutes=3))


def test_a_scan_of_the_line_is_on_time_and_keeps_its_minute() -> None:
    status, said = door.in_line(at(47, 5), START, at(45, 10), "李主任")
    assert (status, said.level, said.rule) == (Status.ON_TIME, Level.NOTE, "17-5")
    assert "扫码 08:47:05" in said.message and "李主任 认定" in said.message


@pytest.mark.parametrize(
    ("approver", "moment", "key", "rule", "level"),
    [
        ("", at(50), "door.spot_approver", "17-8", Level.REFUSED),
        (" \u3000", at(50), "door.spot_approver", "17-8", Level.REFUSED),
        ("李主任", at(50), "door.spot", "17-3", Level.NOTE),
        ("李主任", at(60), "door.spot", "17-3", Level.NOTE),
        ("李主任", at(60, 1), "door.spot_after_start", "17-3", Level.WARNING),
    ],
)
def test_a_substitute_on_the_spot_needs_a_name_that_approves(
    approver: str, moment: datetime, key: str, rule: str, level: Level
) -> None:
    said = door.judge_spot("county", "王五", "张三", approver, moment, START)
    assert (said.key, said.rule, said.level) == (key, rule, level)
    assert "王五" in said.message and "张三" in said.message
    own = door.judge_spot("bureau", "王五", "张三", approver, moment, START)
    assert (own.rule, own.key) == ("17-8", key)


def test_the_head_table_is_not_judged_by_the_minute() -> None:
    status, said = door.head_table()
    assert (status, said.level) == (Status.ON_TIME, Level.OK)
    assert "本局约定" in said.message
