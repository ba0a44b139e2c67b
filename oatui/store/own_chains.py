"""The chains that a desk wrote itself: a restore from a backup begins a further one."""

from __future__ import annotations

import json

from oatui.store.database import Row, Store


def origins(store: Store) -> list[str]:
    """Their names, the oldest first."""
    found = [store.origin]
    while (row := _restored(store, found[-1])) and (before := json.loads(row["body"])["from"]) not in found:
        found.append(before)
    return found[::-1]


def held(store: Store) -> dict[str, int]:
    """The highest seq of each that is here: of those before a restore the end may be lost."""
    return {
        origin: int(store.value("select coalesce(max(seq), 0) from event where origin = ?", origin))
        for origin in origins(store)
    }


def restored_at(store: Store) -> str:
    """When this store was restored from a backup (ISO), empty where it never was."""
    row = _restored(store, store.origin)
    return str(row["at"]) if row else ""


def _restored(store: Store, origin: str) -> Row | None:
    row = store.row("select kind, at, body from event where origin = ? and seq = 1", origin)
    return row if row and row["kind"] == "restored" else None
