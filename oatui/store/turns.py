"""Turns at the writer's place of a store: what comes from other desks in bulk gives way to whoever works at this one.

SQLite lets writers in by chance: beside one that writes without a pause another waits for seconds.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.003  # other programs look again after one, two, five milliseconds
LONGEST_SECONDS = 0.5

_waiting: Counter[Path] = Counter()
_changed = threading.Condition()


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """This thread waits for the writer's place."""
    with _changed:
        _waiting[path] += 1
    try:
        yield
    finally:
        with _changed:
            _waiting[path] -= 1
            _changed.notify_all()


def anyone_waits(path: Path) -> bool:
    """Whether a thread of this program waits for the writer's place."""
    return _waiting[path] > 0


def give_way(path: Path) -> None:
    """Return when no other thread of this program waits, after a pause for other programs; half a second at most."""
    time.sleep(PAUSE_SECONDS)
    with _changed:
        _changed.wait_for(lambda: not _waiting[path], LONGEST_SECONDS)
