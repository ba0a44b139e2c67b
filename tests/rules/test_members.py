"""A standing list as lines of text, and a moment that is still to come as it is typed."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from oatui.clock import ZONE
from oatui.rules.coming_moment import coming_moment
from oatui.rules.members import Member, as_lines, read_lines, usual_title
from oatui.rules.verdict import Refused

NOW = datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("line", "member"),
    [
        ("王敏", Member("王敏")),
        ("王敏 办公室", Member("王敏", "办公室")),
        ("王敏，办公室，主任，13800000001", Member("王敏", "办公室", "主任", "13800000001")),
        ("王敏 13800000001 办公室", Member("王敏", "办公室", "", "13800000001")),
        ("王敏 - 主任", Member("王敏", "", "主任")),
        ("王敏\t办公室\t主任\t0537-1234567", Member("王敏", "办公室", "主任", "0537-1234567")),
        ("王敏 办公室 主任 四级调研员", Member("王敏", "办公室", "主任、四级调研员")),
        ("[/x] 办公室", Member("[/x]", "办公室")),
        ("1、王敏 办公室 138 0000 0001", Member("王敏", "办公室", "", "13800000001")),
        (
            "(2) 张 三　办公室 13800000001、0537 1234567",
            Member("张三", "办公室", "", "13800000001、0537-1234567"),
        ),
        (
            "John Smith, Bureau of Commerce, 13800000001",
            Member("John Smith", "Bureau of Commerce", "", "13800000001"),
        ),
        ("John Smith  -", Member("John Smith")),
        ("John Smith", Member("John Smith")),
        ("Ann, Bureau of Commerce, clerk", Member("Ann", "Bureau of Commerce", "clerk")),
        ("John Smith，县商务局", Member("John Smith", "县商务局")),
        ("123 办公室", None),
        ("—", None),
    ],
)
def test_a_line(line: str, member: Member | None) -> None:
    if member is None:
        with pytest.raises(Refused) as no:
            read_lines(f"刘洋\n{line}")
        assert no.value.verdict.values["row"] == 2
    else:
        assert read_lines(f"\n{line}\n") == [member]
        assert read_lines(as_lines([member])) == [member]


def test_nobody() -> None:
    with pytest.raises(Refused):
        read_lines(" \n\n")
    assert (usual_title("局班子"), usual_title("各科室")) == ("局务会", "")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("1125 1700", "2026-11-25 17:00"),
        ("明天 12点", "2026-11-25 12:00"),
        ("11月25日下午5点", "2026-11-25 17:00"),
        ("2026-11-25 17:00", "2026-11-25 17:00"),
        ("1125", "2026-11-25 17:30"),
        ("25", "2026-11-25 17:30"),
        ("17:00", "2026-11-24 17:00"),
        ("1123", "2027-11-23 17:30"),
        ("一天", None),
        ("[/x]", None),
    ],
)
def test_a_moment_to_come(typed: str, moment: str | None) -> None:
    if moment is None:
        with pytest.raises(Refused):
            coming_moment(typed, NOW, time(17, 30))
    else:
        assert coming_moment(typed, NOW, time(17, 30)) == datetime.fromisoformat(f"{moment}+08:00")
