"""Acts on deadlines, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from oatui.rules.deadlines import KINDS, Own
from oatui.rules.incoming import STEP_WORDS
from oatui.rules.information import PLACES
from oatui.rules.supervision import PARTS
from oatui.rules.workdays import Calendar
from oatui.store import deadline_acts, deadlines, reports
from oatui.store.database import Store

CALENDAR = Calendar(years={2026: "公历"})  # the plain week: 2027 waits for its calendar
LATER = Calendar(years={2026: "公历", 2027: "公历"})


def _one(store: Store, number: int) -> int:
    ids = [row[0] for row in store.rows("select id from deadline order by id")]
    return ids[number % len(ids)] if ids else 0


def _set(store: Store, a: int, b: int) -> None:
    today = store.clock.now().date()
    kind = tuple(KINDS)[a % len(KINDS)]
    after = KINDS[kind].way == "after"
    base = today - timedelta(days=b) if after else today + timedelta(days=b * 3)
    stated = (today + timedelta(days=b), None) if b % 2 else None
    own = Own(today, working=2 + b * 3) if b % 3 == 0 else Own(today + timedelta(days=b))
    deadlines.add(store, kind, f"第{b}件事", CALENDAR, base=base, own=own, stated=stated, owner="李某")


def _put_right(store: Store, a: int, b: int) -> None:
    day = store.clock.now().date()
    one = deadlines.get(store, _one(store, a))
    deadlines.correct(store, one.id, CALENDAR, title=f"改为{b}", base=day, own=Own(day + timedelta(days=b)))


def _inform(store: Store, a: int, b: int) -> None:
    places = list(PLACES)[b % 2 :]
    reports.inform(store, _one(store, a), places, complete=bool(b % 3))


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "set deadline": _set,
    "reset deadline": _put_right,
    "recount": lambda s, a, b: deadlines.recount(s, LATER),
    "done": lambda s, a, b: deadline_acts.done(s, _one(s, a), f"结果{b}", because="等数据" if b % 2 else ""),
    "not wanted": lambda s, a, b: deadline_acts.withdraw(s, _one(s, a), f"取消{b}"),
    "open again": lambda s, a, b: deadline_acts.reopen(s, _one(s, a), f"补充{b}"),
    "hand on": lambda s, a, b: deadline_acts.hand_on(s, _one(s, a), f"张某{b}"),
    "explain lateness": lambda s, a, b: deadline_acts.explain(s, _one(s, a), f"原因{b}"),
    "put off": lambda s, a, b: deadline_acts.extend(
        s, _one(s, a), (date(2027, 1, 1 + b), None), "等数据", "王局长"
    ),
    "step": lambda s, a, b: deadline_acts.do_step(s, _one(s, a), tuple(STEP_WORDS)[b % 5], "李某"),
    "report part": lambda s, a, b: reports.write_part(
        s, "deadline", _one(s, a), tuple(PARTS)[b % 3], ("", "走访12家", "抓紧办理")[b % 3]
    ),
    "inform": _inform,
}

# a day on which each of them happens: a supervision item, guests, and one that waits for the calendar of 2027
DAY = [
    ("set deadline", 0, 1), ("set deadline", 7, 1), ("set deadline", 8, 12), ("reset deadline", 0, 0),
    ("step", 0, 0), ("report part", 0, 0), ("report part", 0, 1), ("inform", 1, 0), ("recount", 0, 0),
    ("hand on", 0, 1), ("explain lateness", 0, 0), ("put off", 0, 1), ("done", 0, 1), ("open again", 0, 0), ("not wanted", 2, 0),
]  # fmt: skip
