"""Acts of the phone way, for the day of tests/store/acts.py."""

from __future__ import annotations

from collections.abc import Callable

from oatui.rules.verdict import Level, Verdict
from oatui.store import phone, phone_looks
from oatui.store.database import Row, Store


def _venue(store: Store, number: int) -> Row | None:
    rows = store.rows("select id, meeting from venue order by id")
    return rows[number % len(rows)] if rows else None


def _open(store: Store, a: int, _b: int) -> None:
    if venue := _venue(store, a):
        phone.open_way(store, venue["meeting"], venue["id"], "192.168.1.5:8080", not_secret=True)


def _shut(store: Store, a: int, _b: int) -> None:
    if venue := _venue(store, a):
        phone.close_way(store, venue["meeting"], venue["id"])


def _send(store: Store, a: int, b: int) -> None:
    rows = store.rows("select id, meeting, venue, name, phone from attendee order by id")
    if rows:
        one = rows[a % len(rows)]
        digits = one["phone"][-4:] if b % 4 else "0000"
        phone.sign_in(
            store, one["meeting"], one["venue"], one["name"], digits, device=f"d{b % 5}", ticket=f"k{b % 9}",
            trace=f"t{b % 3}",
        )  # fmt: skip


def _late(store: Store, a: int, b: int) -> None:
    if venue := _venue(store, a):
        verdict = Verdict(None, Level.REFUSED, "phone.stale_code")
        phone.refuse_early(store, venue["meeting"], venue["id"], f"d{b % 5}", verdict)


def _look(store: Store, a: int, _b: int) -> None:
    rows = store.rows("select distinct meeting, attendee from phone_try where outcome = 'signed_in'")
    if rows:
        phone_looks.looked_at(store, rows[a % len(rows)]["meeting"], rows[a % len(rows)]["attendee"])


def _count(store: Store, a: int, b: int) -> None:
    if venue := _venue(store, a):
        blocks = phone_looks.blocks(store, venue["meeting"], venue["id"])
        phone_looks.count_heads(
            store, venue["meeting"], venue["id"], blocks[b % len(blocks)].name if blocks else "", b
        )


ACTS: dict[str, Callable[[Store, int, int], object]] = {
    "open phones": _open,
    "shut phones": _shut,
    "by phone": _send,
    "too late": _late,
    "face": _look,
    "heads": _count,
}
DAY = [
    ("open phones", 0, 0), ("by phone", 3, 1), ("by phone", 3, 4), ("by phone", 3, 2), ("too late", 0, 0),
    ("face", 0, 0), ("heads", 0, 0), ("shut phones", 0, 0),
]  # fmt: skip
