"""Acts on incidents and on duty, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules import incident as law
from oatui.store import incident_acts, incidents
from oatui.store.database import Store


def _one(store: Store, number: int) -> int:
    ids = [row[0] for row in store.rows("select id from incident order by id")]
    return ids[number % len(ids)] if ids else 0


def _happen(store: Store, a: int, b: int) -> None:
    heard = store.clock.now() - timedelta(minutes=a % 3)
    incidents.start(store, f"第{b}件", occurred=heard - timedelta(minutes=b), heard=heard, major=b % 2 == 1)


def _correct(store: Store, a: int, b: int) -> None:
    one = incidents.get(store, _one(store, a))
    earlier = one.facts.occurred - timedelta(seconds=b)
    incident_acts.correct(store, one.id, "核实", occurred=earlier, place=f"地点{b}")


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "incident": _happen,
    "call office": lambda s, a, b: incident_acts.call(
        s, _one(s, a), tuple(law.OFFICES)[b % 3], reached=f"陈{b}", reason="更正" if b > 5 else ""
    ),
    "not called": lambda s, a, b: incident_acts.withdraw_call(
        s, _one(s, a), tuple(law.OFFICES)[b % 3], "勾错了"
    ),
    "fill part": lambda s, a, b: incident_acts.fill_part(s, _one(s, a), tuple(law.PARTS)[b % 7], f"内容{b}"),
    "report incident": lambda s, a, b: incident_acts.report(
        s, _one(s, a), tuple(law.REPORTS)[b % 4], "王局长", words=f"第{b}次"
    ),
    "misreport": lambda s, a, b: incident_acts.void_report(s, _one(s, a), b, "没有发出"),
    "correct incident": _correct,
    "no incident": lambda s, a, b: incident_acts.annul(s, _one(s, a), f"误报{b}"),
    "end incident": lambda s, a, b: incident_acts.close(s, _one(s, a), "李主任", "已恢复", "归口上报"),
    "incident again": lambda s, a, b: incident_acts.reopen(s, _one(s, a), f"又起{b}"),
}

# a day on which each of them happens
DAY = [
    ("incident", 0, 3), ("incident", 1, 12), ("call office", 0, 0), ("call office", 0, 6), ("call office", 0, 1), ("not called", 0, 1), ("fill part", 0, 1),
    ("report incident", 0, 0), ("misreport", 0, 1), ("correct incident", 0, 4), ("no incident", 1, 0),
    ("incident again", 1, 0), ("end incident", 0, 0),
]  # fmt: skip
