"""14-2: the two logins of a working day, with every edge one second either side."""

from datetime import date, datetime, time, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import routine
from oatui.rules.routine import Hours, LoginState, Season, Which
from oatui.rules.verdict import Level, Refused

WINTER = Hours(time(8, 30), time(12), time(13, 30), time(17, 30))
SUMMER = Hours(time(8, 30), time(12), time(14), time(18))
DAY = date(2026, 11, 24)


def at(text: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2026-01-01", WINTER),
        ("2026-04-30", WINTER),
        ("2026-05-01", SUMMER),
        ("2026-09-30", SUMMER),
        ("2026-10-01", WINTER),
        ("2026-12-31", WINTER),
    ],
)
def test_seasons(day: str, hours: Hours) -> None:
    assert routine.hours_on(date.fromisoformat(day)) == hours


def test_the_office_may_keep_one_season() -> None:
    assert routine.hours_on(DAY, [Season(3, 1, SUMMER)]) == SUMMER
    assert routine.hours_on(date(2026, 1, 1), [Season(3, 1, SUMMER)]) == SUMMER


@pytest.mark.parametrize(
    "text", ["08:30-12:00 13:30-17:30", " 8:30-12:00  13:30-17:30 ", "08：30－12：00 13：30－17：30"]
)
def test_read_hours(text: str) -> None:
    assert routine.read_hours(text) == WINTER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-5",
        "08:30-12:00",
        "08:30-12:00 13:30-17:30 18:00-19:00",
        "08:30-12:00 11:00-17:30",
        "25:00-26:00 27:00-28:00",
    ],
)
def test_bad_hours_are_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        routine.read_hours(text)
    assert "08:30-12:00" in str(caught.value)


def test_windows() -> None:
    assert routine.arrival_window(DAY, WINTER) == (at("07:30:00"), at("09:00:00"))
    assert routine.leaving_window(DAY, WINTER) == (at("16:30:00"), at("23:59:59"))
    assert routine.leaving_window(DAY, SUMMER)[0] == at("17:00:00")


@pytest.mark.parametrize(
    ("moment", "which"),
    [
        ("00:00:00", None),
        ("07:29:59", None),
        ("07:30:00", "arrival"),
        ("09:00:01", "arrival"),
        ("11:59:59", "arrival"),
        ("12:00:00", None),
        ("16:29:59", None),
        ("16:30:00", "leaving"),
        ("23:59:59", "leaving"),
    ],
)
def test_which_login(moment: str, which: str | None) -> None:
    assert routine.which_login(at(moment), WINTER) == which


@pytest.mark.parametrize(
    ("which", "logins", "now", "state"),
    [
        ("arrival", [], "07:29:59", "upcoming"),
        ("arrival", [], "07:30:00", "open"),
        ("arrival", [], "09:00:00", "open"),
        ("arrival", [], "09:00:01", "open"),  # can still be made late
        ("arrival", [], "11:59:59", "open"),
        ("arrival", [], "12:00:00", "missed"),
        ("arrival", ["07:29:59"], "08:00:00", "open"),
        ("arrival", ["07:30:00"], "08:00:00", "done"),
        ("arrival", ["09:00:00"], "10:00:00", "done"),
        ("arrival", ["09:00:01"], "10:00:00", "late"),
        ("arrival", ["11:59:59"], "17:00:00", "late"),
        ("arrival", ["12:00:00"], "17:00:00", "missed"),
        ("arrival", ["09:00:01", "08:32:00"], "10:00:00", "done"),
        ("leaving", [], "16:29:59", "upcoming"),
        ("leaving", [], "16:30:00", "open"),
        ("leaving", [], "23:59:59", "open"),
        ("leaving", ["16:29:59"], "17:00:00", "open"),
        ("leaving", ["16:30:00"], "17:00:00", "done"),
        ("leaving", ["08:32:00", "10:00:00"], "17:00:00", "open"),  # ✗ of the rule list
        ("leaving", ["08:32:00", "17:25:00"], "17:30:00", "done"),  # ✓ of the rule list
    ],
)
def test_state(which: Which, logins: list[str], now: str, state: str) -> None:
    assert routine.state(which, [at(login) for login in logins], at(now), WINTER, True) == state
    assert routine.state(which, [at(login) for login in logins], at(now), WINTER, False) is None


@pytest.mark.parametrize(
    ("now", "state"), [("2026-11-24 23:59:59", LoginState.OPEN), ("2026-11-25 00:00:00", LoginState.MISSED)]
)
def test_the_leaving_login_ends_with_its_day(now: str, state: LoginState) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    assert routine.state("leaving", [], moment, WINTER, True, DAY) is state


def test_another_days_login_does_not_count() -> None:
    yesterday = at("08:20:00", DAY - timedelta(days=1))
    assert routine.state("arrival", [yesterday], at("08:30:00"), WINTER, True) is LoginState.OPEN


@pytest.mark.parametrize(
    ("which", "made", "recorded", "reason", "level", "key"),
    [
        ("arrival", "07:29:59", "07:29:59", "", Level.WARNING, "routine.arrival_early"),
        ("arrival", "07:30:00", "07:30:00", "", Level.OK, "routine.arrival"),
        ("arrival", "09:00:00", "09:00:00", "", Level.OK, "routine.arrival"),
        ("arrival", "09:00:01", "09:00:01", "", Level.WARNING, "routine.late"),
        ("arrival", "11:59:59", "11:59:59", "", Level.WARNING, "routine.late"),
        ("arrival", "12:00:00", "12:00:00", "", Level.WARNING, "routine.missed"),
        ("arrival", "08:12:00", "08:13:00", "", Level.OK, "routine.arrival"),
        ("arrival", "08:12:00", "08:13:01", "", Level.NOTE, "routine.arrival_made_up"),
        ("arrival", "09:10:00", "09:12:00", "", Level.WARNING, "routine.late_made_up"),
        ("arrival", "08:12:01", "08:12:00", "", Level.REFUSED, "routine.future"),
        ("leaving", "16:29:59", "16:29:59", "", Level.WARNING, "routine.leaving_early"),
        ("leaving", "16:30:00", "16:30:00", "", Level.OK, "routine.leaving"),
        ("leaving", "23:59:59", "23:59:59", "", Level.OK, "routine.leaving"),
        ("leaving", "17:25:00", "18:00:00", "", Level.NOTE, "routine.leaving_made_up"),
    ],
)
def test_judge_login(which: Which, made: str, recorded: str, reason: str, level: Level, key: str) -> None:
    verdict = routine.judge_login(at(made), at(recorded), which, WINTER, reason)
    assert (verdict.level, verdict.key, verdict.rule) == (level, key, "14-2")
    assert verdict.message
    assert "seconds" not in verdict.values or verdict.values["seconds"] >= 1


@pytest.mark.parametrize("which", ["arrival", "leaving"])
def test_an_earlier_days_login_needs_a_reason(which: Which) -> None:
    made = at("08:12:00" if which == "arrival" else "17:25:00")
    next_day = at("00:00:00", DAY + timedelta(days=1))
    for blank in ("", " 　"):
        refused = routine.judge_login(made, next_day, which, WINTER, blank)
        assert (refused.level, refused.key) == (Level.REFUSED, "routine.reason_needed")
    assert routine.judge_login(made, next_day, which, WINTER, "昨日停电").level is Level.NOTE


def test_sentence_shows_the_arithmetic() -> None:
    verdict = routine.judge_login(at("09:05:30"), at("09:05:30"), "arrival", WINTER)
    assert verdict.message == "上班登录截至 09:00，登录 09:05:30，晚 5 分 30 秒，记为晚登"
