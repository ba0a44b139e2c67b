"""The demo's duty roster: two shifts a day, a test call, handings over, one swap, and a Saturday that nobody has."""

from __future__ import annotations

from datetime import date, timedelta

from oatui.demo.earlier import START, Earlier
from oatui.rules.duty import Person
from oatui.rules.incident import OFFICES
from oatui.rules.workdays import Calendar
from oatui.store import duty, duty_changes, duty_watch, settings
from oatui.store.database import Store

GAP = date(2026, 11, 28)  # 白班 of the Saturday
LAST = date(2026, 12, 6)
_PHONE = "0537-6000001"
_LEADERS = (Person("示例局长", "13800000001"), Person("示例副局长", "13800000002"))
_PERSONS = tuple(
    Person(name, f"1380000{number:04d}")
    for number, name in enumerate(("刘某某", "王某", "李某", "张某", "陈某", "赵某"), 11)
)


def furnish(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """From the Friday before to the week after; what ended is handed over, but for last night's shift."""
    hand.moment = START - timedelta(days=4, hours=-8)
    settings.set_value(store, "duty.phone", _PHONE)
    for last, office in enumerate(OFFICES, 2):  # whom an incident calls within ten minutes
        settings.set_value(store, f"incident.phone.{office}", f"0537-600000{last}")
    first = hand.moment.date()
    days = [first + timedelta(days=n) for n in range((LAST - first).days + 1)]
    entries = [
        duty.entry(
            store, day, shift, _LEADERS[day.isocalendar().week % 2], [_PERSONS[(2 * day.day + place) % 6]]
        )
        for day in days
        for place, shift in enumerate(("白班", "夜班"))
        if (day, shift) != (GAP, "白班")
    ]
    duty_changes.put(store, entries, "11月值班表.xlsx")
    tonight, thursday = (START.date(), "夜班"), (START.date() + timedelta(days=2), "夜班")
    names = [duty.get(store, *key).entry.persons[0].name for key in (tonight, thursday)]
    duty_changes.swap(store, tonight, names[0], thursday, names[1], "赴省城开会", "示例主任")
    stands = [line.entry for line in duty.listed(store, first, len(days))]
    for entry, after in zip(stands, stands[1:], strict=False):
        if hand.moment < entry.ends < START - timedelta(hours=1):
            hand.moment = entry.ends + timedelta(minutes=2)
            giver, taker = entry.persons[0].name, after.persons[0].name
            duty_watch.hand_over(store, *entry.key, giver, taker, calendar)
    hand.moment = START - timedelta(minutes=14)
    duty_watch.test_call(store, START.date(), "白班", True)
