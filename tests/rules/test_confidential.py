"""Articles 13 and 15: serials only, the ledger's order, idle days, the count, the posts, the password day."""

from __future__ import annotations

from datetime import date

import pytest

from oatui.rules import confidential as law
from oatui.rules.verdict import Level, Refused

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "serial"),
    [
        ("0007", "0007"),
        (" ０００７ ", "0007"),
        ("机要2026-0007", "机要2026-0007"),
        ("jy〔2026〕7号", "JY〔2026〕7号"),
    ],
)
def test_a_serial_is_read(written: str, serial: str) -> None:
    assert law.read_serial(written) == serial


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "secret.no_serial"),
        ("关于某事的通知", "secret.not_a_serial"),
        ("《通知》0007", "secret.not_a_serial"),
        ("机密★0007", "secret.not_a_serial"),
        ("ABC", "secret.not_a_serial"),
        ("0007 关于某事的报告", "secret.not_a_serial"),
        ("0" * 22, "secret.not_a_serial"),
    ],
)
def test_a_title_is_no_serial_and_is_not_kept_in_the_refusal(written: str, key: str) -> None:
    with pytest.raises(Refused) as no:
        law.read_serial(written)
    assert no.value.verdict.key == key
    assert not no.value.verdict.values


@pytest.mark.parametrize("written", ["秘密文件", "关于拨款的通知", "《通知》", "送阅。", "名" * 31])
def test_what_reads_like_content_is_refused(written: str) -> None:
    with pytest.raises(Refused) as no:
        law.plain(written, "reason")
    assert no.value.verdict.rule == "13-4"
    assert written not in str(no.value.verdict)


@pytest.mark.parametrize(
    ("act", "state", "allowed"),
    [
        ("receive", None, True), ("receive", "received", False), ("borrow", "received", True), ("borrow", "returned", True),
        ("borrow", "borrowed", False), ("chase", "borrowed", True), ("chase", "returned", False),
        ("return", "borrowed", True), ("return", "received", False), ("file", "returned", True),
        ("file", "borrowed", False), ("destroy", "filed", True), ("destroy", "returned", False), ("return", None, False),
    ],
)  # fmt: skip
def test_15_7_the_order_of_the_ledger(act: str, state: str | None, allowed: bool) -> None:
    if allowed:
        law.judge_act(act, state, "0007", "刘某", "李局长")
        return
    with pytest.raises(Refused) as no:
        law.judge_act(act, state, "0007", "刘某", "李局长")
    assert no.value.verdict.rule == "15-7"


def test_15_7_nothing_is_destroyed_without_approval() -> None:
    with pytest.raises(Refused) as no:
        law.judge_act("destroy", "filed", "0007", "刘某")
    assert no.value.verdict.key == "secret.no_approver"


@pytest.mark.parametrize(
    ("due", "used", "key"),
    [
        (None, None, None),
        (TODAY, None, None),
        (date(2026, 11, 23), None, "secret.overdue"),
        (None, TODAY, "secret.used_today"),
        (None, date(2026, 11, 23), "secret.idle"),
        (date(2026, 11, 30), date(2026, 11, 18), "secret.idle"),
    ],
)
def test_13_3_idle_days(due: date | None, used: date | None, key: str | None) -> None:
    found = law.judge_idle(date(2026, 11, 16), due, used, TODAY)
    assert (found and found.key) == key
    if key == "secret.idle":
        assert found and found.level is Level.WARNING and found.rule == "13-3"


@pytest.mark.parametrize(("counted", "level"), [(1, Level.OK), (0, Level.WARNING), (2, Level.WARNING)])
def test_13_4_borrowed_is_returned_and_in_hand(counted: int, level: Level) -> None:
    assert law.judge_count(2, 1, counted).level is level


def test_15_1_three_posts() -> None:
    assert law.judge_post("admin", "王某", True, {}).level is Level.OK
    assert law.judge_post("audit", "王某", True, {"admin": "王某"}).level is Level.WARNING
    assert law.judge_post("admin", "王某", True, {"admin": "王某"}).level is Level.OK
    with pytest.raises(Refused) as no:
        law.judge_post("admin", "临时工", False, {})
    assert no.value.verdict.rule == "15-1"
    missing = law.vacant(["admin"])
    assert missing and missing.values["posts"] == ["安全保密员", "安全审计员"]
    assert law.vacant(law.POSTS) is None


@pytest.mark.parametrize(
    ("reported", "level"),
    [(TODAY, Level.OK), (date(2026, 11, 25), Level.WARNING), (date(2026, 12, 1), Level.WARNING)],
)
def test_15_2_a_change_is_reported_the_same_day(reported: date, level: Level) -> None:
    assert law.judge_reported(TODAY, reported).level is level


@pytest.mark.parametrize(
    ("last", "level"),
    [
        (date(2026, 11, 18), Level.OK), (date(2026, 11, 17), Level.NOTE), (date(2026, 11, 16), Level.WARNING),
        (None, Level.WARNING),
    ],
)  # fmt: skip
def test_15_3_within_seven_days(last: date | None, level: Level) -> None:
    assert law.judge_password(last, TODAY).level is level


def test_15_5_five_formalities_and_a_locked_cabinet() -> None:
    law.judge_hand_over(law.TICKS, "李某")
    for tick in law.TICKS:
        with pytest.raises(Refused) as no:
            law.judge_hand_over(set(law.TICKS) - {tick}, "李某")
        assert no.value.verdict.values["missing"] == [law.TICKS[tick]]
    with pytest.raises(Refused):
        law.judge_medium("secret", False)
    with pytest.raises(Refused):
        law.judge_medium("", True)


def test_15_3_over_the_years_end() -> None:
    last = date(2026, 12, 28)
    assert law.judge_password(last, date(2027, 1, 4)).level is not Level.WARNING
    assert law.judge_password(last, date(2027, 1, 5)).level is Level.WARNING
