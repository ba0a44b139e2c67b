"""17-6, 17-7, 17-8 after the door, one second either side of start and end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import presence
from oatui.rules.verdict import Level

START = datetime(2026, 11, 24, 9, tzinfo=ZONE)
END = START + timedelta(hours=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "reason", "key", "level"),
    [
        (START - SECOND, "", "presence.before_start", Level.NOTE),
        (START, "", "presence.left_early", Level.WARNING),
        (END - SECOND, "", "presence.left_early", Level.WARNING),
        (END - SECOND, "  ", "presence.left_early", Level.WARNING),
        (END - SECOND, "经主持领导同意", "presence.left", Level.NOTE),
        (END, "", "presence.after_end", Level.OK),
    ],
)
def test_leaving(at: datetime, reason: str, key: str, level: Level) -> None:
    verdict = presence.judge_leaving("张三", at, START, END, reason, here=True, out=False)
    assert (verdict.key, verdict.level, verdict.rule) == (key, level, "17-6")


@pytest.mark.parametrize(
    ("here", "out", "key"), [(False, False, "presence.not_here"), (True, True, "presence.out_already")]
)
def test_who_cannot_leave(here: bool, out: bool, key: str) -> None:
    verdict = presence.judge_leaving("张三", START, START, END, "有事", here=here, out=out)
    assert verdict.refused and verdict.key == key


def test_coming_back_says_how_long() -> None:
    verdict = presence.judge_return("张三", START + timedelta(minutes=7, seconds=5), START)
    assert "离开 7 分 5 秒" in verdict.message
    assert presence.judge_return("张三", START, None).refused


@pytest.mark.parametrize(
    ("assigned", "found", "key"),
    [
        ("3排12座", "3排12座", "presence.right_seat"),
        ("3排12座", "3排13座", "presence.wrong_seat"),
        (None, "3排13座", "presence.no_seat"),
        ("3排12座", " ", "presence.seat_needed"),
    ],
)
def test_the_seat(assigned: str | None, found: str, key: str) -> None:
    verdict = presence.judge_seat("张三", assigned, found)
    assert (verdict.key, verdict.rule) == (key, "17-8")
    assert verdict.refused is (key in {"presence.right_seat", "presence.seat_needed"})


def test_the_phone() -> None:
    for in_hand, key in ((True, "presence.phone_in"), (False, "presence.phone_back")):
        said = presence.judge_phone("张三", in_hand=in_hand)
        assert (said.rule, said.level, said.key) == ("17-7", Level.NOTE, key)
