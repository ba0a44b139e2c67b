"""Acts of the clear-desk review, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules.clear_desk import OF_THE_DAY, REASONS
from oatui.rules.workdays import Calendar
from oatui.store import open_items, reviews
from oatui.store.database import Store

CALENDAR = Calendar(years={2026: "公历"})


def _one(store: Store, number: int) -> tuple[str, int]:
    found = [one.key for one in open_items.open_items(store, CALENDAR) if one.kind not in OF_THE_DAY]
    return found[number % len(found)] if found else ("", 0)


def _put_off(store: Store, a: int, b: int) -> None:
    day = store.clock.now().date() + timedelta(days=b)
    reason = tuple(REASONS)[b % 5]
    reviews.answer(store, *_one(store, a), "carry", CALENDAR, until=day, reason=reason, words=f"等{b}")


def _clear(store: Store, a: int, b: int) -> None:
    """Everything left is handed on, then the day is cleared; b odd: as it stands, which may be refused."""
    if b % 2 == 0:
        for card in reviews.review(store, CALENDAR).untouched:
            reviews.answer(store, *card.item.key, "hand_on", CALENDAR, to=f"接办{a}{card.item.id}")
    reviews.clear(store, CALENDAR)


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "review: put off": _put_off,
    "review: hand on": lambda s, a, b: reviews.answer(s, *_one(s, a), "hand_on", CALENDAR, to=f"王某{b}"),
    "review: take back": lambda s, a, b: reviews.take_back(s),
    "review: clear": _clear,
}

DAY = [
    ("review: put off", 0, 1), ("review: put off", 1, 4), ("review: take back", 0, 0), ("review: hand on", 2, 1),
    ("review: clear", 0, 0),
]  # fmt: skip
