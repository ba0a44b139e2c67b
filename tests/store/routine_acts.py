"""Acts on the routines of articles 13 to 15, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules import confidential as law
from oatui.store import confidential, oa, secret_rooms, taking_back, telegrams
from oatui.store.database import Store

NAMES = ("刘某", "王某", "李某", "张某")


def _one(store: Store, table: str, number: int) -> int:
    ids = [row[0] for row in store.rows(f"select id from {table} order by id")]
    return ids[number % len(ids)] if ids else 0


def _serial(number: int) -> str:
    return f"000{number % 4}"


def _ledger(store: Store, a: int, b: int) -> None:
    what = tuple(law.ACTS)[a % len(law.ACTS)]
    due = store.clock.now().date() + timedelta(days=b)
    kind = tuple(law.KINDS)[b % 2]
    confidential.act(store, what, _serial(b), NAMES[b % 4], due=due, kind=kind, approver="李局长")


def _take_back(store: Store, a: int, b: int) -> None:
    kind = tuple(taking_back.ROOMS)[a % len(taking_back.ROOMS)]
    found = taking_back.recent(store, [kind])
    taking_back.take_back(store, kind, found[b % len(found)].key if found else "0", "登记错了")


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "oa item": lambda s, a, b: oa.add_item(
        s, f"系统来文{a}", "县委办", ("", "urgent")[b % 2], read=bool(b % 2)
    ),
    "oa assign": lambda s, a, b: oa.assign(s, _one(s, "oa_item", a), NAMES[b % 4]),
    "oa finish": lambda s, a, b: oa.finish(s, _one(s, "oa_item", a)),
    "oa count": lambda s, a, b: oa.count(s, a, b, NAMES[b % 4] if b % 2 else ""),
    "oa keeper": lambda s, a, b: oa.set_keeper(s, "AB"[a % 2], NAMES[b % 4], bool(b % 2)),
    "oa hand over": lambda s, a, b: oa.hand_over(s, NAMES[b % 4], bool(a % 2), "钥匙一把"),
    "oa explain": lambda s, a, b: oa.explain(
        s, s.clock.now().date() - timedelta(days=b % 5), ("arrival", "leaving")[a % 2], "leave", "病假"
    ),
    "telegram": lambda s, a, b: telegrams.add(s, f"防汛明电{a}", "县应急局", ("", "top")[b % 2]),
    "telegram step": lambda s, a, b: telegrams.do_step(s, _one(s, "telegram", a), NAMES[b % 4]),
    "secret ledger": _ledger,
    "count secrets": lambda s, a, b: confidential.count_day(s, b % 3, NAMES[a % 4]),
    "security post": lambda s, a, b: secret_rooms.set_post(
        s, tuple(law.POSTS)[a % 3], NAMES[b % 4], b % 5 != 0
    ),
    "report post": lambda s, a, b: secret_rooms.report_change(s, _one(s, "security_change", a), "刘某"),
    "password": lambda s, a, b: secret_rooms.change_password(s, s.clock.now().date() - timedelta(days=b)),
    "patrol": lambda s, a, b: secret_rooms.patrol(s, tuple(law.PATROLS)[b % 2], NAMES[a % 4]),
    "come in": lambda s, a, b: secret_rooms.come_in(s, NAMES[a % 4], "检修空调", NAMES[b % 4]),
    "go out": lambda s, a, b: secret_rooms.go_out(s, _one(s, "secret_visit", a)),
    "medium": lambda s, a, b: secret_rooms.register_medium(s, f"U{a}", "secret", "2号铁皮柜", bool(b % 3)),
    "take back": _take_back,
    "hand medium": lambda s, a, b: secret_rooms.hand_medium(s, f"U{a}", NAMES[b % 4], law.TICKS),
}

# a day on which each of them happens
DAY = [
    ("oa item", 0, 1), ("oa assign", 0, 1), ("oa count", 1, 1), ("oa keeper", 0, 1), ("oa hand over", 1, 2),
    ("oa finish", 0, 0), ("oa explain", 0, 1), ("telegram", 0, 1), ("telegram step", 0, 1), ("telegram step", 0, 1),
    ("telegram step", 0, 1), ("secret ledger", 0, 1), ("secret ledger", 1, 1), ("secret ledger", 2, 1), ("secret ledger", 3, 1), ("secret ledger", 4, 1),
    ("count secrets", 0, 0), ("secret ledger", 5, 1), ("secret ledger", 6, 1), ("security post", 0, 1), ("report post", 0, 0),
    ("password", 0, 1), ("patrol", 0, 0), ("come in", 0, 1), ("go out", 0, 0), ("medium", 1, 1), ("hand medium", 1, 1),
    *[("take back", kind, 0) for kind in (0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 8, 9, 9, 10, 11)],
    ("security post", 0, 1), ("report post", 0, 0), ("medium", 1, 1), ("hand medium", 1, 1), ("count secrets", 0, 0), ("oa count", 1, 1),
    ("log in", 0, 0), ("oa hand over", 1, 3), ("telegram", 1, 1), ("secret ledger", 0, 1), ("come in", 0, 1), ("patrol", 0, 0), ("password", 0, 0),
]  # fmt: skip
