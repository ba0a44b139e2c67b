"""Acts on the matters of article 7 and on what is made public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from oatui.rules.workdays import Calendar
from oatui.store import matter_events, matters, paper_particulars, publication
from oatui.store.database import Store

CALENDAR = Calendar({}, {2026: "程序自带"})


def _pick(store: Store, table: str, number: int) -> int:
    ids = [row[0] for row in store.rows(f"select id from {table} order by id")]
    return ids[number % len(ids)] if ids else 0


def _tag(store: Store, a: int, b: int) -> None:
    day = store.clock.now().date() + timedelta(days=a * 3) if b % 3 else None
    matter_events.tag(store, f"第{a}届电商博览会", str(1 + b % 10), day, "王某")


def _link(store: Store, a: int, b: int) -> None:
    """To a paper of the desk, or to one that was made elsewhere."""
    one = _pick(store, "matter_event", a)
    if b % 2:
        matter_events.link(store, one, "", document=_pick(store, "document", b))
    else:
        matter_events.link(store, one, f"县商务请〔2026〕{b}号")


def _publish(store: Store, a: int, b: int) -> None:
    at = store.clock.now() - timedelta(days=b % 4)
    publication.publish(store, _pick(store, "publication", a), "政务公开专栏", "李主任", CALENDAR, at)


def _open(store: Store, a: int, b: int) -> None:
    day = store.clock.now().date() - timedelta(days=b * 4)
    publication.add(store, f"第{a}期招商信息", day, "办公室", CALENDAR, channel="公告栏" if b % 2 else "")


def _mark_public(store: Store, a: int, b: int) -> None:
    """A paper is marked 主动公开, and its line opened once it has its number."""
    paper_particulars.describe(store, _pick(store, "document", a), {"disclosure": "public"})
    publication.catch_up(store, CALENDAR)


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "matter": lambda s, a, b: matters.add(s, f"事项{a}", str(1 + b % 10), "第7条", "王某"),
    "rewrite matter": lambda s, a, b: matters.change(s, _pick(s, "matter", a), f"事项{b}改", "6", "", "李某"),
    "drop matter": lambda s, a, b: matters.drop(s, _pick(s, "matter", a), "已办结"),
    "review": lambda s, a, b: matters.review(s, "李主任", s.clock.now().date() - timedelta(days=b)),
    "tag": _tag,
    "retag": lambda s, a, b: matter_events.change(s, _pick(s, "matter_event", a), f"活动{b}", "9"),
    "link": _link,
    "untag": lambda s, a, b: matter_events.drop(s, _pick(s, "matter_event", a), "不办了"),
    "to publish": _open,
    "mark public": _mark_public,
    "rewrite publication": lambda s, a, b: publication.change(
        s, _pick(s, "publication", a), f"信息{b}", s.clock.now().date() - timedelta(days=b), "王某", CALENDAR
    ),
    "publish": _publish,
    "unpublish": lambda s, a, b: publication.take_back(s, _pick(s, "publication", a), "登记错"),
    "not public": lambda s, a, b: publication.end(s, _pick(s, "publication", a), "张局长", "涉及商业秘密"),
}

# a day on which each of them is done
DAY = [
    ("matter", 0, 5), ("rewrite matter", 0, 1), ("review", 0, 0), ("drop matter", 0, 0), ("tag", 0, 5),
    ("retag", 0, 1), ("link", 0, 0), ("untag", 0, 0), ("to publish", 0, 1), ("rewrite publication", 0, 1),
    ("publish", 0, 0), ("unpublish", 0, 0), ("not public", 0, 0), ("mark public", 0, 0),
]  # fmt: skip
