"""Who approves at the door (补签, 现场替会): the office head, or the name that was typed last (practice)."""

from __future__ import annotations

from oatui.store import journal, settings
from oatui.store.database import Store

SETTING = "role.door"


def proposed(store: Store) -> str:
    """The name a form begins with; empty where the office never gave one."""
    from oatui.store import seal_register  # the office head, and who stands in today

    return str(settings.get(store, SETTING)) or seal_register.proposed(store, store.clock.now())


def remember(store: Store, name: str) -> None:
    """A name that was typed becomes the default; call it inside `write()`."""
    if name.strip() and name.strip() != proposed(store):
        journal.record(store, "setting_changed", {"v": 1, "key": SETTING, "value": name.strip()})
