"""Whole days in any order, with restarts: the sums, the numbers and the chain hold after each act."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from oatui.store.database import Store
from tests.faults import random_days
from tests.proof import Told
from tests.store.acts import ACTS, Act

DAYS = 600


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_days.days(36))
def test_days_hold_after_each_act_and_follow_from_the_journal(day: list[Act]) -> None:
    random_days.play(day)


@pytest.mark.proof
def test_days_hold_after_each_act_and_follow_from_the_journal_long(told: Told) -> None:
    played = acts = 0

    @settings(max_examples=DAYS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(random_days.days(96))
    def plays(day: list[Act]) -> None:
        nonlocal played, acts
        random_days.play(day)
        played, acts = played + 1, acts + len(day)
        told.step(played, DAYS)

    plays()
    told.figures(days=played, acts=acts, failed=0)


def test_a_failing_day_is_printed_as_a_line_that_plays_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = [("draft", 0, 0), *[("sign", 0, n) for n in range(4)]]
    day: list[Act] = [*signed, ("number", 0, 0), random_days.RESTART, ("scan", 0, 1)]
    random_days.play(day)

    def lose(store: Store, _a: int, _b: int) -> None:
        store.conn.execute("pragma foreign_keys=off")
        store.conn.execute("drop trigger number_no_delete")
        store.conn.execute("delete from number")

    monkeypatch.setitem(ACTS, "lose", lose)
    with pytest.raises(AssertionError, match="is gone") as failed:
        random_days.play([*day, ("lose", 0, 0)])
    assert '["lose", 0, 0]' in failed.value.__notes__[-1]
