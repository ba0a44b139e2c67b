"""The demo's day: what is due, one thing put off twice, one serial still lent, counts of the OA box."""

from __future__ import annotations

from datetime import date, time, timedelta

from oatui.demo.earlier import START, Earlier
from oatui.rules.deadlines import Own
from oatui.rules.workdays import Calendar
from oatui.store import confidential, deadline_acts, deadlines, oa, routines, secret_rooms
from oatui.store.database import Store


def logins(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """The month's two logins a day until yesterday; one was missed, and why was written down the day after."""
    missed = date(2026, 11, 12)
    for number in range(2, START.day):
        day = START.replace(day=number)
        if not calendar.day(day.date()).working:
            continue
        hand.moment = day.replace(hour=8, minute=10 + number % 7)
        routines.log_in(store)
        if day.date() != missed:
            hand.moment = day.replace(hour=17, minute=5 + number % 9)
            routines.log_in(store)
    hand.moment = START.replace(day=missed.day + 1)
    oa.explain(store, missed, "leaving", "handover", "陪同督查组下乡，当日未返回")


def furnish(store: Store, hand: Earlier, calendar: Calendar) -> None:
    """Deadlines by several clocks, the confidential ledger's one open serial, the OA's keeper."""
    hand.moment = START - timedelta(days=6)
    own = Own((START + timedelta(days=1)).date(), time(12, 0))
    put_off = deadlines.add(store, "own", "更新办公室通讯录", calendar, own=own, owner="刘某某").deadline.id
    for day, reason in ((2, "两个科室还没有报"), (3, "等人事科核对")):
        hand.moment += timedelta(days=1)
        deadline_acts.extend(store, put_off, ((START + timedelta(days=day)).date(), None), reason, "示例主任")
    hand.moment = START - timedelta(days=1)
    deadlines.add(
        store, "answer", "商请县财政局会签消费券方案", calendar, base=date(2026, 12, 4), owner="市场科"
    )
    deadlines.add(store, "event", "邀请县领导出席消费论坛", calendar, base=date(2026, 12, 18), owner="刘某某")
    oa.set_keeper(store, "A", "刘某某", True)
    hand.moment = START - timedelta(days=3)
    confidential.act(store, "receive", "0007", "刘某某")
    confidential.act(store, "borrow", "0007", "外贸科 王某", due=(START + timedelta(days=2)).date())
    secret_rooms.change_password(store, (START - timedelta(days=4)).date())
