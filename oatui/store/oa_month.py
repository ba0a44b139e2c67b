"""A month's OA logins, day by day: in time, late, missed, and why (14-2, 14-3)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from oatui.rules.routine import LoginState
from oatui.store import oa, routines
from oatui.store.database import Store
from oatui.store.oa import Explanation, Handover
from oatui.store.routines import Login

if TYPE_CHECKING:
    from oatui.rules.workdays import Calendar, Day


class MonthDay(NamedTuple):
    """One day: what kind it is (None where its calendar is not loaded), its two logins, and what explains a miss."""

    date: date
    day: Day | None
    states: dict[str, LoginState | None]
    logins: dict[str, Login | None]
    explanations: dict[str, Explanation]
    handovers: tuple[Handover, ...]
    left: oa.Count | None

    @property
    def missed(self) -> list[str]:
        return [which for which, state in self.states.items() if state is LoginState.MISSED]

    @property
    def unexplained(self) -> list[str]:
        return [which for which in self.missed if which not in self.explanations]


def first_day(store: Store) -> date | None:
    """The day from which this store knows the office: nothing is missed before it was made."""
    at = store.value("select recorded_at from event order by rowid limit 1")
    return date.fromisoformat(at[:10]) if at else None


def first_known(store: Store) -> date | None:
    """The day from which there is something to say of logins: a made-up one may be of an earlier day."""
    made_up = store.value("select min(day) from oa_login")
    return min(filter(None, (first_day(store), made_up and date.fromisoformat(made_up))), default=None)


def month(store: Store, calendar: Calendar, year: int, number: int) -> list[MonthDay]:
    """Every day of a month; a day to come and a day before the store was made have no state."""
    from oatui.rules.workdays import CalendarMissing

    today = store.clock.now().date()
    begun = first_day(store) or today
    last = monthrange(year, number)[1]
    span = date(year, number, 1).isoformat(), date(year, number, last).isoformat()
    why: dict[str, dict[str, Explanation]] = {}
    for one in oa.explanations(store, *span):
        why.setdefault(one.day, {})[one.which] = one
    hands: dict[str, list[Handover]] = {}
    for handed in oa.handovers(store, 100, *span):
        hands.setdefault(handed.day, []).append(handed)
    found = []
    for number_of_day in range(1, last + 1):
        day = date(year, number, number_of_day)
        try:
            kind = calendar.day(day)
        except CalendarMissing:
            kind = None
        name = day.isoformat()
        asked = begun <= day <= today and (kind is None or kind.working)
        states: dict[str, LoginState | None] = {"arrival": None, "leaving": None}
        logins: dict[str, Login | None] = {"arrival": None, "leaving": None}
        if day <= today:
            # a day whose calendar is missing is not counted as missed
            for state in routines.states(store, day, asked and (kind is not None or day == today)):
                states[state.which], logins[state.which] = state.state, state.login
        counted = oa.last_count(store, day) if day <= today else None
        found.append(
            MonthDay(day, kind, states, logins, why.get(name, {}), tuple(hands.get(name, ())), counted)
        )
    return found
