"""Turns at the writer's place of a store: what comes from other desks in bulk gives way to whoever works at this one.

SQLite lets writers in by chance: beside one that writes without a pause another waits for seconds. Who waits says so
to the threads of his own program by a count, and to other programs by a shared lock on the folder of the store.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover  (there, bulk gives way within one program only)
    fcntl = None  # type: ignore[assignment]

PAUSE_SECONDS = 0.003  # other programs look again after one, two, five milliseconds
LONGEST_SECONDS = 0.5
LOOK_SECONDS = 0.001
TRIES = 20


class _Place:
    """The writer's place of one store, as the threads of this program wait for it."""

    __slots__ = ("giving_way", "waiting")

    def __init__(self) -> None:
        self.waiting = self.giving_way = 0


_places: defaultdict[str, _Place] = defaultdict(_Place)
_lock = threading.Lock()
_changed = threading.Condition(_lock)


class Turn:
    """How one connection asks for the writer's place: inside `with` it, others know that it waits.

    Its descriptor is kept: every key of the desk asks, and to open one anew costs more than the asking.
    """

    __slots__ = ("_folder", "_path", "_place", "_raised")

    def __init__(self, path: Path) -> None:
        self._path, self._place = path, _places[str(path)]
        self._folder: int | None = None
        self._raised = False

    def __enter__(self) -> None:
        with _lock:
            self._place.waiting += 1
        if self._folder is None:
            self._folder = _folder(self._path)
        self._raised = self._folder is not None and _raise_hand(self._folder)

    def __exit__(self, *_error: object) -> None:
        if self._raised and self._folder is not None:
            fcntl.flock(self._folder, fcntl.LOCK_UN)
        with _lock:
            self._place.waiting -= 1
            if self._place.giving_way:
                _changed.notify_all()

    def __del__(self) -> None:
        if self._folder is not None:
            os.close(self._folder)


def anyone_waits(path: Path) -> bool:
    """Whether a thread of this program or of another waits for the writer's place."""
    return _places[str(path)].waiting > 0 or _elsewhere(path)


def give_way(path: Path) -> None:
    """Return when nobody else waits, after a pause; half a second at most."""
    time.sleep(PAUSE_SECONDS)
    until = time.monotonic() + LONGEST_SECONDS
    place = _places[str(path)]
    with _lock:
        place.giving_way += 1
        _changed.wait_for(lambda: not place.waiting, LONGEST_SECONDS)
        place.giving_way -= 1
    while _elsewhere(path) and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)


def _raise_hand(folder: int) -> bool:
    """Whether the shared lock is held; where there is none to be had it is as by chance."""
    for _try in range(TRIES):
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # somebody looks, for a millionth of a second
        except OSError:
            break
        return True
    return False


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
