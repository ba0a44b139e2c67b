"""17-5 to the second, with every edge one second either side."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oatui import i18n
from oatui.clock import ZONE
from oatui.rules import signin
from oatui.rules.signin import Status
from oatui.rules.verdict import Level, Verdict

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{text}+08:00")


@pytest.mark.parametrize(
    ("time", "status", "sentence"),
    [
        ("08:43:48", Status.ON_TIME, "开会 09:00，截止 08:45，签到 08:43:48，距截止还有 1 分 12 秒"),
        ("08:44:59", Status.ON_TIME, "开会 09:00，截止 08:45，签到 08:44:59，距截止还有 1 秒"),
        ("08:45:00", Status.ON_TIME, "开会 09:00，截止 08:45，签到 08:45:00，正好截止，按时"),
        ("08:45:01", Status.AFTER_DEADLINE, "开会 09:00，截止 08:45，签到 08:45:01，晚 1 秒"),
        ("08:46:10", Status.AFTER_DEADLINE, "开会 09:00，截止 08:45，签到 08:46:10，晚 1 分 10 秒"),
        ("08:59:59", Status.AFTER_DEADLINE, "开会 09:00，截止 08:45，签到 08:59:59，晚 14 分 59 秒"),
        ("09:00:00", Status.AFTER_DEADLINE, "开会 09:00，截止 08:45，签到 09:00:00，晚 15 分"),
        (
            "09:00:01",
            Status.LATE,
            "开会 09:00，截止 08:45，签到 09:00:01，晚于开会 1 秒，晚于截止 15 分 1 秒",
        ),
        ("09:20:00", Status.LATE, "开会 09:00，截止 08:45，签到 09:20:00，晚于开会 20 分，晚于截止 35 分"),
    ],
)
def test_judge(time: str, status: Status, sentence: str) -> None:
    judged, verdict = signin.judge(at(time), START)
    assert judged is status
    assert verdict.message == sentence
    assert verdict.rule == "17-5"
    assert verdict.level == (Level.OK if status is Status.ON_TIME else Level.WARNING)


def test_the_second_is_what_is_judged() -> None:
    """08:45:00.9 is read as 08:45:00 and is on time."""
    status, verdict = signin.judge(at("08:45:00.900000"), START)
    assert status is Status.ON_TIME
    assert verdict.values["seconds"] == 0
    assert signin.judge(at("09:00:00.900000"), START)[0] is Status.AFTER_DEADLINE


def test_the_zone_of_the_moment_does_not_matter() -> None:
    utc = datetime.fromisoformat("2026-11-24T00:45:01+00:00")
    assert signin.judge(utc, START)[0] is Status.AFTER_DEADLINE
    assert signin.judge(utc, START)[1].values["at"] == "2026-11-24T08:45:01+08:00"


@pytest.mark.parametrize(
    ("lead", "time", "status"),
    [
        (0, "09:00:00", Status.ON_TIME),
        (0, "09:00:01", Status.LATE),
        (30, "08:30:00", Status.ON_TIME),
        (30, "08:30:01", Status.AFTER_DEADLINE),
    ],
)
def test_lead(lead: int, time: str, status: Status) -> None:
    assert signin.judge(at(time), START, lead)[0] is status


@given(st.integers(-7200, 7200))
def test_status_only_gets_worse(seconds: int) -> None:
    order = list(Status)
    now, then = (signin.judge(START + timedelta(seconds=n), START)[0] for n in (seconds, seconds + 1))
    assert order.index(now) <= order.index(then)


@pytest.mark.parametrize(
    ("time", "key"),
    [
        ("07:59:59", "signin.too_early"),
        ("08:00:00", None),
        ("08:45:00", None),
        ("09:30:00", None),
        ("09:30:01", "signin.closed"),
    ],
)
def test_window(time: str, key: str | None) -> None:
    verdict = signin.judge_window(at(time), signin.window(START))
    assert (verdict.key if verdict else None) == key
    if verdict:
        assert verdict.refused
        assert verdict.rule is None
        assert time in verdict.message
        assert ("08:00" if key == "signin.too_early" else "09:30") in verdict.message


def test_window_by_the_office() -> None:
    desk = signin.window(START, opens_minutes=90, closes_minutes=0)
    assert (desk.opens, desk.closes) == (at("07:30:00"), START)


ANSWERS = [
    signin.not_a_code(),
    signin.damaged_code(),
    signin.unknown_code(),
    signin.foreign_code("全县招商引资推进会"),
    signin.revoked_code("张三", at("08:12:00")),
    signin.already("张三", at("08:12:00")),
    signin.wrong_venue("张三", "二楼分会场"),
    signin.not_on_roster("张三"),
    signin.reason_needed(),
    signin.annulled("张三", at("08:12:00")),
    signin.judge(START, START)[1],
    signin.judge(at("09:10:00"), START)[1],
]


@pytest.mark.parametrize("verdict", ANSWERS, ids=lambda verdict: verdict.key)
def test_every_answer_has_its_sentence_and_goes_into_the_journal(verdict: Verdict) -> None:
    import json

    body = json.loads(json.dumps(verdict.as_body(), ensure_ascii=False))
    assert Verdict.from_body(body).message == verdict.message
    for value in ("meeting", "name", "venue"):
        if value in verdict.values:
            assert verdict.values[value] in verdict.message
    i18n.set_language("en")
    try:
        assert verdict.message.isascii() or "“" in verdict.message or "张三" in verdict.message
    finally:
        i18n.set_language("zh")


def test_who_is_refused_and_who_is_not() -> None:
    assert {verdict.key: verdict.refused for verdict in ANSWERS[:10]} == {
        "signin.not_a_code": True,
        "signin.damaged_code": True,
        "signin.unknown_code": True,
        "signin.foreign_code": True,
        "signin.revoked_code": True,
        "signin.already": False,
        "signin.wrong_venue": False,
        "signin.not_on_roster": True,
        "signin.reason_needed": True,
        "signin.annulled": False,
    }
    assert "08:12:00" in signin.already("张三", at("08:12:00")).message
