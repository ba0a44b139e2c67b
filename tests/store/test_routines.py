"""OA logins in the store: the office's own hours and windows, states of a day, late entries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.clock import ZONE
from oatui.rules.routine import LoginState
from oatui.rules.verdict import Refused
from oatui.store import routines, settings
from oatui.store.database import Store
from tests.conftest import FixedClock


def states(store: Store, clock: FixedClock, working: bool = True) -> list[LoginState | None]:
    return [one.state for one in routines.states(store, clock.now().date(), working)]


def test_a_day_from_morning_to_night(store: Store, clock: FixedClock) -> None:
    clock.at(7, 29, 59)
    assert states(store, clock) == [LoginState.UPCOMING, LoginState.UPCOMING]
    clock.at(8, 20)
    assert routines.log_in(store).which == "arrival"
    assert states(store, clock) == [LoginState.DONE, LoginState.UPCOMING]
    clock.at(16, 30)
    assert states(store, clock) == [LoginState.DONE, LoginState.OPEN]
    assert routines.log_in(store).which == "leaving"
    assert states(store, clock) == [LoginState.DONE, LoginState.DONE]


def test_the_office_may_move_its_windows(store: Store, clock: FixedClock) -> None:
    settings.set_value(store, "oa.before_opening", "10")
    settings.set_value(store, "hours.winter", "09:00-12:00 13:30-17:00")
    clock.at(8, 49, 59)
    assert states(store, clock)[0] is LoginState.UPCOMING
    clock.at(8, 50)
    assert states(store, clock)[0] is LoginState.OPEN


def test_summer_has_its_own_hours(store: Store) -> None:
    july = routines.hours_on(store, datetime(2026, 7, 1, tzinfo=ZONE).date())
    assert (july.back.hour, july.closes.hour) == (14, 18)


def test_nothing_is_asked_on_a_rest_day(store: Store, clock: FixedClock) -> None:
    assert states(store, clock, working=False) == [None, None]


def test_between_the_windows_it_must_be_said_which(store: Store, clock: FixedClock) -> None:
    clock.at(14)
    with pytest.raises(Refused, match="哪一次"):
        routines.log_in(store)
    assert routines.logins(store, clock.now().date()) == []


def test_the_first_arrival_counts(store: Store, clock: FixedClock) -> None:
    clock.at(8, 40)
    routines.log_in(store)
    routines.log_in(store, at=clock.now() - timedelta(minutes=28))
    login = routines.states(store, clock.now().date(), True)[0].login
    assert login is not None and login.at == "2026-11-24T08:12:00+08:00"
    assert login.recorded_at.startswith("2026-11-24T08:40:00")
    # a later one says nothing new, and is not written; the command says so as the screen does
    with pytest.raises(Refused, match="08:12 已记"):
        routines.log_in(store)
    assert len(routines.logins(store, clock.now().date())) == 2


def test_an_arrival_before_its_window_does_not_stand_for_the_one_that_counts(
    store: Store, clock: FixedClock
) -> None:
    clock.at(7, 10)
    routines.log_in(store, which="arrival")
    assert routines.states(store, clock.now().date(), True)[0].login is None  # it is still to be made
    clock.at(8, 20)
    assert routines.log_in(store).which == "arrival"
    login = routines.states(store, clock.now().date(), True)[0].login
    assert login is not None and login.at == "2026-11-24T08:20:00+08:00"


def test_an_earlier_day_needs_its_reason(store: Store, clock: FixedClock) -> None:
    yesterday = clock.now() - timedelta(days=1)
    with pytest.raises(Refused, match="原因"):
        routines.log_in(store, at=yesterday)
    assert routines.log_in(store, at=yesterday, reason="昨天桌面没有打开").reason == "昨天桌面没有打开"


def test_the_future_is_refused(store: Store, clock: FixedClock) -> None:
    with pytest.raises(Refused) as refused:
        routines.log_in(store, at=clock.now() + timedelta(seconds=1))
    assert refused.value.verdict.rule == "14-2"
