"""Turns at the writer's place of a store: what comes from other desks in bulk gives way to whoever works at this one.

SQLite lets writers in by chance: beside one that writes without a pause another waits for seconds. Who waits says so
to the threads of his own program by a count, and to other programs by a shared lock on the folder of the store.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover  (there, bulk gives way within one program only)
    fcntl = None  # type: ignore[assignment]

PAUSE_SECONDS = 0.003  # other programs look again after one, two, five milliseconds
LONGEST_SECONDS = 0.5
LOOK_SECONDS = 0.001
TRIES = 20

_waiting: Counter[Path] = Counter()
_changed = threading.Condition()


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """This thread waits for the writer's place."""
    with _changed:
        _waiting[path] += 1
    hand = _hand_up(path)
    try:
        yield
    finally:
        if hand is not None:
            os.close(hand)  # and the lock with it
        with _changed:
            _waiting[path] -= 1
            _changed.notify_all()


def anyone_waits(path: Path) -> bool:
    """Whether a thread of this program or of another waits for the writer's place."""
    return _waiting[path] > 0 or _elsewhere(path)


def give_way(path: Path) -> None:
    """Return when nobody else waits, after a pause; half a second at most."""
    time.sleep(PAUSE_SECONDS)
    until = time.monotonic() + LONGEST_SECONDS
    with _changed:
        _changed.wait_for(lambda: not _waiting[path], LONGEST_SECONDS)
    while _elsewhere(path) and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)


def _hand_up(path: Path) -> int | None:
    """A descriptor that holds the shared lock; None where there is none to be had: then it is as by chance."""
    folder = _folder(path)
    if folder is None:
        return None
    for _try in range(TRIES):
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # somebody looks, for a millionth of a second
        except OSError:
            break
        return folder
    os.close(folder)
    return None


def _elsewhere(path: Path) -> bool:
    folder = _folder(path)
    if folder is None:
        return False
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(folder)
    return False


def _folder(path: Path) -> int | None:
    """The folder, never the file: to close one of its descriptors would take the engine's own locks away."""
    if fcntl is None:
        return None
    try:
        return os.open(path.parent, os.O_RDONLY)
    except OSError:  # a store in memory, or a folder that may not be read
        return None
