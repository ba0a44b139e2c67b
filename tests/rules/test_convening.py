"""Art. 16, 17-2 and the days of art. 8 and 20, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from oatui.clock import ZONE
from oatui.files.calendar_in import built_in
from oatui.rules import convening
from oatui.rules.convening import Convened
from oatui.rules.verdict import Level, Verdict

NOON = time(12)


def meeting(
    start: str, end: str, role: str = "host", level: str = "bureau", title: str = "会", day: int = 24
) -> Convened:
    begins, ends = (
        datetime.fromisoformat(f"2026-11-{day}T{text}").replace(tzinfo=ZONE) for text in (start, end)
    )
    return Convened(title, begins, ends, role, level)


def short(verdicts: list[Verdict]) -> list[tuple[str | None, Level, str]]:
    assert all(verdict.message for verdict in verdicts)
    return [(verdict.rule, verdict.level, verdict.key) for verdict in verdicts]


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        ("09:00", "11:30", None),
        ("08:00", "12:00", None),
        ("09:00", "16:00", "convening.long"),
        ("08:00", "12:01", "convening.long"),  # 4 hours and a minute
        ("09:00", "12:01", "convening.past_noon"),
        ("11:00", "13:00", "convening.past_noon"),
        ("12:00", "16:00", None),
        ("13:30", "17:30", None),
        ("13:30", "17:31", "convening.long"),
    ],
)
def test_half_a_day(start: str, end: str, key: str | None) -> None:
    found = convening.judge(meeting(start, end), [], [], NOON, 4)
    assert short(found) == ([("16-1", Level.WARNING, key)] if key else [])
    # half a day of the office's own length (本局约定)
    assert short(convening.judge(meeting("09:00", "11:30"), [], [], NOON, 2)) == [
        ("16-1", Level.WARNING, "convening.long")
    ]
    # what others call is theirs to answer for
    assert convening.judge(meeting(start, end, "attend", "county"), [], [], NOON, 4) == []


@pytest.mark.parametrize(
    ("role", "level", "mode", "warned"),
    [
        ("host", "county", "on_site", True),
        ("host", "county_leader", "on_site", True),
        ("host", "county", "video", False),
        ("host", "bureau", "on_site", False),  # who sits in one house needs no screen
        ("attend", "county", "on_site", False),
        ("sub_venue", "county", "on_site", False),
    ],
)
def test_a_video_meeting_where_it_would_do(role: str, level: str, mode: str, warned: bool) -> None:
    called = replace(meeting("09:00", "10:00", role, level), mode=mode)
    found = short(convening.judge(called, [], [], NOON, 4))
    assert found == ([("16-2", Level.WARNING, "convening.on_site")] if warned else [])


OURS, COUNTY = ("host", "bureau"), ("attend", "county")


@pytest.mark.parametrize(
    ("new", "other", "found"),
    [
        (OURS, COUNTY, ("17-2", Level.REFUSED, "convening.must_move")),
        (OURS, ("sub_venue", "county"), ("17-2", Level.REFUSED, "convening.must_move")),
        (COUNTY, OURS, ("17-2", Level.WARNING, "convening.ours_must_move")),
        (("sub_venue", "county"), OURS, ("17-2", Level.WARNING, "convening.ours_must_move")),
        (OURS, ("attend", "county_leader"), (None, Level.WARNING, "convening.overlap")),
        (COUNTY, COUNTY, (None, Level.WARNING, "convening.overlap")),
        (("host", "county"), COUNTY, (None, Level.WARNING, "convening.overlap")),
        (OURS, OURS, None),
        (OURS, ("host", "county"), None),
    ],
)
def test_who_gives_way(
    new: tuple[str, str], other: tuple[str, str], found: tuple[str | None, Level, str] | None
) -> None:
    judged = convening.judge(
        meeting("09:00", "10:00", *new), [meeting("09:30", "11:00", *other)], [], NOON, 4
    )
    assert short(judged) == ([found] if found else [])
    needed = convening.needs_reason(judged)
    assert (needed is not None) == (found is not None and found[1] is Level.REFUSED)


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        ("08:00", "09:00", False),  # it ends as the other begins
        ("08:00", "09:01", True),
        ("10:59", "11:30", True),
        ("11:00", "11:30", False),
        ("09:30", "10:00", True),
        ("08:00", "11:30", True),
    ],
)
def test_an_overlap_to_the_minute(start: str, end: str, clashes: bool) -> None:
    judged = convening.judge(meeting(start, end), [meeting("09:00", "11:00", *COUNTY)], [], NOON, 4)
    assert bool(judged) == clashes


@pytest.mark.parametrize(
    ("day", "roles", "names", "key"),
    [
        (23, ("host", "host"), ["王敏"], "convening.twice"),  # Monday of the week
        (29, ("host", "host"), ["王敏"], "convening.twice"),  # its Sunday
        (22, ("host", "host"), ["王敏"], None),
        (30, ("host", "host"), ["王敏"], None),
        (25, ("host", "host"), [], None),
        (25, ("host", "attend"), ["王敏"], None),
        (25, ("sub_venue", "host"), ["王敏"], None),
        (25, ("host", "host"), list("甲乙丙丁戊己"), "convening.twice_many"),
    ],
)
def test_the_same_people_in_one_week(
    day: int, roles: tuple[str, str], names: list[str], key: str | None
) -> None:
    other = meeting("14:30", "15:30", roles[1], title="调度会", day=day)
    judged = convening.judge(meeting("09:00", "10:00", roles[0]), [], [(other, names)], NOON, 4)
    assert short(judged) == ([("16-2", Level.WARNING, key)] if key else [])
    if judged:
        assert "调度会" in judged[0].message and names[0] in judged[0].message
        assert len(judged[0].values["names"]) <= 5


@pytest.mark.parametrize(
    ("rule", "event", "latest"),
    [
        ("8-7", date(2026, 10, 31), date(2026, 10, 16)),
        ("8-9", date(2026, 10, 20), date(2026, 9, 20)),
        ("8-9", date(2026, 3, 31), date(2026, 2, 28)),  # no 31 February
        ("8-10", date(2026, 10, 13), date(2026, 10, 8)),
        ("20-2", date(2026, 11, 24), date(2026, 11, 19)),
    ],
)
def test_the_latest_day(rule: str, event: date, latest: date) -> None:
    assert convening.latest(rule, built_in(), event).day == latest
    in_time = convening.judge_lead(rule, built_in(), event, latest)
    assert (in_time.rule, in_time.level) == (rule, Level.OK)
    late = convening.judge_lead(rule, built_in(), event, latest + timedelta(days=1))
    assert (late.rule, late.level, late.values["days"]) == (rule, Level.REFUSED, 1)
    assert in_time.message != late.message and "1 天" in late.message
