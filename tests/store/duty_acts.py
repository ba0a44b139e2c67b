"""Acts on the duty roster, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from oatui.rules.duty import Person
from oatui.rules.workdays import Calendar
from oatui.store import duty, duty_changes, duty_watch
from oatui.store.database import Store

SHIFTS = ("白班", "夜班")


def _put(store: Store, a: int, b: int) -> None:
    day = _day(store, a)
    persons = [Person("王李赵"[(a + b) % 3] + "某", f"1390000{b:04d}")]
    duty_changes.put(
        store,
        [duty.entry(store, day, SHIFTS[b % 2], Person("李局长", "0537-6000000"), persons)],
        reason="调班",
    )


def _day(store: Store, a: int) -> date:
    return store.clock.now().date() + timedelta(days=a % 3 - 1)


def _swap(store: Store, a: int, b: int) -> None:
    one, other = (_day(store, a), SHIFTS[b % 2]), (_day(store, a), SHIFTS[(b + 1) % 2])
    names = [duty.get(store, *key).entry.persons[0].name for key in (one, other)]
    duty_changes.swap(store, one, names[0], other, names[1], "家中有事", "李局长")


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "duty": _put,
    "duty swap": _swap,
    "duty withdraw": lambda s, a, b: duty_changes.withdraw(s, _day(s, a), SHIFTS[b % 2], "改由门卫值守"),
    "duty call": lambda s, a, b: duty_watch.test_call(s, _day(s, a), SHIFTS[b % 2], bool(b % 2)),
    "duty hand over": lambda s, a, b: duty_watch.hand_over(
        s, _day(s, a), SHIFTS[b % 2], "王某", "赵某", Calendar(), "等县委办回电"
    ),
}

# a day on which each of them happens
DAY = [
    ("duty", 0, 1), ("duty hand over", 0, 1), ("duty", 1, 0), ("duty", 1, 1), ("duty call", 1, 0),
    ("duty swap", 1, 0), ("duty", 2, 0), ("duty withdraw", 2, 0),
]  # fmt: skip
