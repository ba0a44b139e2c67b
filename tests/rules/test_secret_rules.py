"""Articles 13 and 15 where they bind: telegrams step by step, the three posts, a change reported, media."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from oatui.clock import ZONE, iso
from oatui.rules import confidential, telegrams
from oatui.rules.verdict import Level, Refused

NINE = datetime(2026, 11, 24, 9, tzinfo=ZONE)
SIGNED = {"notified": iso(NINE), "sent": iso(NINE), "signed": iso(NINE)}


def _rule(no: pytest.ExceptionInfo[Refused]) -> str | None:
    return no.value.verdict.rule


def test_a_telegram_is_reported_after_it_is_signed_for_and_by_somebody() -> None:
    six = NINE + timedelta(minutes=6)
    telegrams.judge_step("reported", SIGNED, "刘某某", six, six)
    for done, person, at in (
        ({"notified": iso(NINE), "sent": iso(NINE)}, "刘某某", six),  # not signed for yet
        (SIGNED, " ", six),
        (SIGNED, "刘某某", NINE - timedelta(seconds=1)),
        (SIGNED, "刘某某", six + timedelta(seconds=1)),
    ):
        with pytest.raises(Refused) as no:
            telegrams.judge_step("reported", done, person, at, six)
        assert _rule(no) == "13-1"


@pytest.mark.parametrize(("seconds", "level"), [(0, Level.OK), (1800, Level.OK), (1801, Level.WARNING)])
def test_half_an_hour_from_signing_to_reporting(seconds: int, level: Level) -> None:
    done = SIGNED | {"reported": iso(NINE + timedelta(seconds=seconds))}
    stands = telegrams.stands(done, 30, NINE + timedelta(hours=2))
    assert (stands.rule, stands.level) == ("13-1", level)


def test_a_post_is_filled_from_the_staff() -> None:
    assert confidential.judge_post("admin", "张三", True, {}).level is Level.OK
    assert confidential.judge_post("admin", "张三", True, {"audit": "张三"}).level is Level.WARNING
    for person, on_staff in (("", True), ("张三", False)):
        with pytest.raises(Refused) as no:
            confidential.judge_post("admin", person, on_staff, {})
        assert _rule(no) == "15-1"


def test_a_change_is_reported_on_its_day() -> None:
    day = date(2026, 11, 24)
    assert confidential.judge_reported(day, day).level is Level.OK
    assert confidential.judge_reported(day, day + timedelta(days=1)).level is Level.WARNING
    with pytest.raises(Refused) as no:
        confidential.judge_reported(day, day - timedelta(days=1))
    assert _rule(no) == "15-2"


def test_a_medium_is_labelled_locked_away_and_handed_over_with_all_five_ticks() -> None:
    confidential.judge_medium("secret", True)
    confidential.judge_hand_over(list(confidential.TICKS), "张三")
    for label, locked in (("", True), ("secret", False)):
        with pytest.raises(Refused) as no:
            confidential.judge_medium(label, locked)
        assert _rule(no) == "15-5"
    for ticks, person in ((list(confidential.TICKS)[1:], "张三"), (list(confidential.TICKS), "")):
        with pytest.raises(Refused) as no:
            confidential.judge_hand_over(ticks, person)
        assert _rule(no) == "15-5"
