"""13-1, 13-2: a telegram's steps in order, and the minutes from signing to reporting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE, iso
from oatui.rules import telegrams as law
from oatui.rules.verdict import Level, Refused

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
SIGNED = {"notified": iso(NINE), "sent": iso(NINE), "signed": iso(NINE)}


@pytest.mark.parametrize(
    ("seconds", "waiting", "done"),
    [(360, Level.NOTE, Level.OK), (1800, Level.NOTE, Level.OK), (1801, Level.WARNING, Level.WARNING)],
)
def test_13_1_thirty_minutes_to_the_second(seconds: int, waiting: Level, done: Level) -> None:
    at = NINE + timedelta(seconds=seconds)
    assert law.stands(SIGNED, 30, at).level is waiting
    assert law.stands(SIGNED | {"reported": iso(at)}, 30, at + timedelta(hours=9)).level is done


def test_13_1_over_midnight() -> None:
    night = NINE.replace(hour=23, minute=50)
    signed = {step: iso(night) for step in SIGNED}
    assert law.stands(signed, 30, night + timedelta(minutes=30)).values["seconds"] == 1800


@pytest.mark.parametrize(
    ("step", "done", "key"),
    [
        ("sent", ["notified"], None),
        ("signed", ["notified"], "telegram.order"),
        ("reported", ["notified", "sent"], "telegram.order"),
        ("reported", ["notified", "sent", "signed"], None),
        ("sent", list(law.STEPS), "telegram.all_done"),
    ],
)
def test_13_2_in_order(step: str, done: list[str], key: str | None) -> None:
    there = dict.fromkeys(done, iso(NINE))
    if key is None:
        law.judge_step(step, there, "李某", NINE, NINE)
        return
    with pytest.raises(Refused) as no:
        law.judge_step(step, there, "李某", NINE, NINE)
    assert no.value.verdict.key == key


@pytest.mark.parametrize(
    ("person", "shift", "key"),
    [("", 0, "telegram.no_person"), ("李某", 1, "telegram.future"), ("李某", -1, "telegram.backwards")],
)
def test_by_somebody_and_neither_before_nor_to_come(person: str, shift: int, key: str) -> None:
    with pytest.raises(Refused) as no:
        law.judge_step("sent", {"notified": iso(NINE)}, person, NINE + timedelta(seconds=shift), NINE)
    assert no.value.verdict.key == key


@pytest.mark.parametrize("title", ["机密★1年 通知", "某某密电", "关于某事的通知（秘密）"])
def test_a_secret_telegram_has_no_title_here(title: str) -> None:
    with pytest.raises(Refused) as no:
        law.judge_new(title, "", "")
    assert no.value.verdict.key == "telegram.secret"
