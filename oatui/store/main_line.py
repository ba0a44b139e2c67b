"""Under which name a sub-venue's store speaks to its main desk: of this file alone, not of the journal."""

from __future__ import annotations

from oatui.store.database import Store


def site(store: Store) -> str:
    """The name that the main desk gave; empty where this store is a desk of its own."""
    return str(store.value("select value from local where key = 'link_site'") or "")


def name_site(store: Store, name: str) -> None:
    """Keep the name; a further pairing gives another. Raises StoreTrouble."""
    with store.write():
        store.conn.execute(
            "insert into local values ('link_site', ?) on conflict(key) do update set value = excluded.value",
            (name,),
        )
