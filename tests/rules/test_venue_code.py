"""会场码: fresh for 10 to 20 seconds, at its own venue only; its form's ticket on its own phone for 120 seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules import venue_code as v
from oatui.rules.spoken_code import ALPHABET

KEY, OTHER = bytes(range(32)), bytes(32)
SHOWN = datetime(2026, 11, 24, 8, 30, 0, tzinfo=ZONE)  # a step begins
CODE = v.code(KEY, 12, 1, v.step(SHOWN))


@pytest.mark.parametrize(
    "seconds, fresh",
    [(-0.01, False), (0, True), (9.99, True), (10, True), (19.99, True), (20, False), (3600, False)],
)
def test_a_code_is_taken_from_its_appearance_until_twenty_seconds_after(seconds: float, fresh: bool) -> None:
    at = SHOWN + timedelta(seconds=seconds)
    assert (v.fresh_step(KEY, 12, 1, CODE, at) == v.step(SHOWN)) is fresh


def test_a_code_is_new_every_ten_seconds_and_of_eight_characters() -> None:
    codes = [v.code(KEY, 12, 1, v.step(SHOWN + timedelta(seconds=n))) for n in range(0, 100, 10)]
    assert len(set(codes)) == 10
    assert all(len(code) == v.LENGTH for code in codes)
    assert not set("".join(codes)) & set("ILOU")


@pytest.mark.parametrize(
    "key, meeting, venue", [(OTHER, 12, 1), (KEY, 13, 1), (KEY, 12, 2)], ids=["key", "meeting", "venue"]
)
def test_a_code_of_another_key_meeting_or_venue_is_none(key: bytes, meeting: int, venue: int) -> None:
    assert v.fresh_step(key, meeting, venue, CODE, SHOWN) is None


def test_what_a_hand_makes_of_a_code_is_folded() -> None:
    typed = CODE.lower().replace("1", "l").replace("0", "o")
    assert v.fresh_step(KEY, 12, 1, f" {typed[:4]}-{typed[4:]} ", SHOWN) is not None


@pytest.mark.parametrize(
    "typed", ["", "1234567", "123456789", "1234567!", "１２３４５６７８", "\x00" * 8, "U" * 8]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert v.fresh_step(KEY, 12, 1, typed, SHOWN) is None


@pytest.mark.parametrize("seconds, live", [(-1, False), (0, True), (120, True), (121, False)])
def test_a_ticket_lives_120_seconds(seconds: int, live: bool) -> None:
    made = v.ticket(KEY, 12, 1, v.step(SHOWN), b"phone", SHOWN)
    assert len(made) == 40
    assert v.is_live(made, SHOWN + timedelta(seconds=seconds)) is live


def test_a_ticket_belongs_to_its_phone_meeting_venue_and_key() -> None:
    made = v.ticket(KEY, 12, 1, v.step(SHOWN), b"phone", SHOWN)
    assert v.is_ticket(KEY, 12, 1, made, b"phone")
    assert v.is_ticket(KEY, 12, 1, made.lower(), b"phone")
    for key, meeting, venue, device in (
        (OTHER, 12, 1, b"phone"),
        (KEY, 13, 1, b"phone"),
        (KEY, 12, 2, b"phone"),
        (KEY, 12, 1, b"other"),
    ):
        assert not v.is_ticket(key, meeting, venue, made, device)
    for bad in ("", "x", made[:-1], made + "0", "ü" * 40):
        assert not v.is_ticket(KEY, 12, 1, bad, b"phone")
        assert not v.is_live(bad, SHOWN)


def test_no_single_changed_character_of_a_ticket_passes() -> None:
    made = v.ticket(KEY, 12, 1, v.step(SHOWN), b"phone", SHOWN)
    for place in range(len(made)):
        for other in ALPHABET:
            changed = made[:place] + other + made[place + 1 :]
            assert changed == made or not v.is_ticket(KEY, 12, 1, changed, b"phone")


def test_a_mark_says_the_same_phone_under_one_key_only() -> None:
    assert v.mark(KEY, "a", "bc") == v.mark(KEY, "a", "bc")
    assert v.mark(KEY, "a", "bc") != v.mark(KEY, "ab", "c")
    assert v.mark(KEY, "a") != v.mark(OTHER, "a")
    assert len(v.mark(KEY, "a")) == 16
