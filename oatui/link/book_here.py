"""The number book of a desk from which others draw: an older file in its place is noticed where nobody said so (12-1).

What they were given is remembered in the keyring's folder, which is beside the store and in no backup. What is needed
for that is loaded only where there is something to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oatui.link.keyring import Keyring
    from oatui.store.database import Store


def given(store: Store, ring: Keyring) -> None:
    """A number was given to another machine: the journal is expected to be this long from now on."""
    from oatui.store import exchange

    ring.keep_highest(_mark(store), exchange.held(store, store.origin))


def look_back(store: Store) -> None:
    """Wait for all that draw from this book where the store has less than they were given. Raises StoreTrouble."""
    from oatui import places

    folder = places.link_folder()
    if store.trouble or not (folder / f"{_mark(store)}.json").exists():
        return
    from oatui.link.keyring import Keyring
    from oatui.store import exchange, unheard

    ring, held = Keyring(folder), exchange.held(store, store.origin)
    if held < (ring.read(_mark(store)) or {}).get("highest", 0):
        unheard.wait_for_all(store, ring.machines_of_desk(), ring.never_spoke())
        # first the waiting, then what says that there was more: in between it is noticed once more
        ring.write(_mark(store), {"highest": held})


def _mark(store: Store) -> str:
    return f"given-{store.origin}"
