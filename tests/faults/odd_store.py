"""A store whose every typed word is odd: the demo and the day of all acts, each text given another beginning.

The acts call the store's own functions; what they pass is given its odd beginning on the way in, and once only.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import is_dataclass
from dataclasses import replace as changed
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock
from zlib import crc32

from oatui import demo
from oatui.demo import day, duty, meetings, papers
from oatui.rules.verdict import Refused
from oatui.store.database import Store, open_store
from tests.conftest import FixedClock
from tests.store import (
    acts,
    deadline_acts,
    door_acts,
    duty_acts,
    incident_acts,
    incoming_acts,
    matter_acts,
    number_acts,
    phone_acts,
    review_acts,
    routine_acts,
)
from tests.store.whole_day import WHOLE_DAY

# what is eaten of these leaves the two signs side by side, and that is seen on any screen and any page
FIRST, LAST = "㐱", "㐲"
EATEN = FIRST + LAST
ODD = [
    "[/x][b]㐱[b]㐲", "=㐱+1㐲", "<b>㐱<script>alert(1)</script>㐲", "㐱';drop table event;--㐲", "㐱\u200f㐳\u202e㐲", "㐱𠮷\ue000㐲",
    "㐱{x}%s㐲", "+㐱{0.__class__}㐲", "㐱$x$#a\\n㐲", "@㐱&lt;㐲",
]  # fmt: skip
# what is chosen, not typed
CHOSEN = {
    "通知", "函", "报告", "请示", "纪要", "嘉商务字", "嘉商务函", "嘉商务组字", "白班", "夜班", "局章", "办公室章", "日常",
}  # fmt: skip
_MAKERS = (
    day, duty, meetings, papers, acts, deadline_acts, door_acts, duty_acts, incident_acts, incoming_acts, matter_acts,
    number_acts, phone_acts, review_acts, routine_acts,
)  # fmt: skip
# acts on what came in and what is due are on those of their own day, not on the demo's that have ended
_OWN = (("incoming", incoming_acts.ACTS), ("deadline", deadline_acts.ACTS))


def odd(typed: Any) -> Any:
    """The value with every Chinese text in it begun oddly; the same text always alike, so that names still match."""
    if isinstance(typed, str):
        chosen = typed in CHOSEN or typed.startswith("嘉商务字[")
        plain = chosen or FIRST in typed or not any("\u4e00" <= c <= "\u9fff" for c in typed)
        return typed if plain else ODD[crc32(typed.encode()) % len(ODD)] + typed
    if isinstance(typed, dict):
        return {key: odd(value) for key, value in typed.items()}
    if isinstance(typed, tuple) and hasattr(typed, "_fields"):
        return type(typed)(*map(odd, typed))
    if isinstance(typed, list | tuple):
        return type(typed)(map(odd, typed))
    if is_dataclass(typed) and not isinstance(typed, type):
        return changed(typed, **{name: odd(getattr(typed, name)) for name in typed.__dataclass_fields__})
    return typed


class _Odd:
    """A module of the store whose functions are told odd words."""

    def __init__(self, module: ModuleType, refused: set[str]) -> None:
        self._module, self._refused = module, refused

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if not callable(found) or isinstance(found, type):
            return found

        @wraps(found)
        def called(*args: Any, **named: Any) -> Any:
            told = [one if isinstance(one, Store) else odd(one) for one in args]
            try:
                return found(*told, **odd(named))
            except Refused as no:
                self._refused.add(f"{self._module.__name__.rpartition('.')[2]}.{name}: {no}")
                raise

        return called


def make(path: Path, clock: FixedClock) -> set[str]:
    """Write the store; what was refused on the way, by function."""
    refused: set[str] = set()
    with ExitStack() as stack:
        for maker in (demo, *_MAKERS):
            for name, value in list(vars(maker).items()):
                if isinstance(value, ModuleType) and value.__name__.startswith("oatui.store."):
                    stack.enter_context(mock.patch.object(maker, name, _Odd(value, refused)))
        demo.furnish(path, clock, odd(demo.OPERATOR))
        store = open_store(path, clock, odd(demo.OPERATOR))
        try:
            later = {
                name: store.value(f"select count(*) from {table}") for table, names in _OWN for name in names
            }
            for name, a, b in WHOLE_DAY:
                acts.do(store, (name, a + later.get(name, 0), b))
        finally:
            store.close()
    return refused
