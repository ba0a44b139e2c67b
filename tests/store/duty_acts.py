"""Acts on the duty roster, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules.duty import Person
from oatui.store import duty
from oatui.store.database import Store

SHIFTS = ("白班", "夜班")


def _put(store: Store, a: int, b: int) -> None:
    day = store.clock.now().date() + timedelta(days=a % 3)
    persons = [Person("王某", f"1390000{b:04d}")]
    duty.put(
        store,
        [duty.entry(store, day, SHIFTS[b % 2], Person("李局长", "0537-6000000"), persons)],
        reason="调班",
    )


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "duty": _put,
    "duty call": lambda s, a, b: duty.test_call(
        s, s.clock.now().date() + timedelta(days=a % 3), SHIFTS[b % 2], bool(b % 2)
    ),
    "duty hand over": lambda s, a, b: duty.hand_over(
        s, s.clock.now().date() + timedelta(days=a % 3), SHIFTS[b % 2], "王某", "赵某", "等县委办回电"
    ),
}

# a day on which each of them happens
DAY = [("duty", 0, 0), ("duty", 0, 1), ("duty call", 0, 1), ("duty hand over", 0, 1)]
