"""Turns at the writer's place of a store: what comes from other desks in bulk gives way to whoever works at this one.

SQLite lets writers in by chance and lets them sleep for up to 0.1 s: beside one that writes without a pause another
waits for seconds, and eight that number at once leave the place empty. So an action locks the log beside the store
first (a matter of order alone: what must not happen twice is held by BEGIN IMMEDIATE). Who waits says so to the
threads of his own program by a count, and to other programs by a shared lock on the folder of the store. Of several
who wait one is first in line, by a lock on a byte of the log that is never written: he alone looks at the place, and
often. The others rest: so mostly the same two take turns for a while, one judging while the other writes, and eight
that number at once do not keep each other from the processor.
"""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from pathlib import Path

from oatui.store import file_locks

PAUSE_SECONDS = 0.003  # other programs look again after one, two, five milliseconds
LONGEST_SECONDS = 0.5
LOOK_SECONDS = 0.002
REST_SECONDS = 0.008
STOPPED_SECONDS = 0.2
SHORTEST_SECONDS = 0.00005
FIRST_IN_LINE = 1 << 40
ASK_SECONDS = 10.0
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
    """How one connection comes by the writer's place: `with` it around BEGIN, `leave` after COMMIT.

    The log beside the store is locked for the time of an action; whoever finds it locked raises his hand and looks
    again in two milliseconds, then in eight, whether he may be first in line. Who is looks in a tenth of the time
    that he has stood there, where the engine would sleep for up to a hundred beside a place that is free. Where there
    is no log the engine's own waiting has to do. The descriptors are kept: every key of the desk asks.
    """

    __slots__ = ("_folder", "_hand", "_held", "_log", "_path", "_place")

    def __init__(self, path: Path) -> None:
        self._path, self._place = path, _places[str(path)]
        self._folder: int | None = None
        self._log: int | None = None
        self._held = self._hand = False

    def __enter__(self) -> None:
        if self._log is None:
            self._log = _log(self._path)
        self._held = self._log is not None and _locked(self._log)
        if not self._held:
            try:
                self._wait()
            except BaseException:
                self._lower()  # or all bulk would give way to nobody for ever
                self.leave()
                raise

    def __exit__(self, *error: object) -> None:
        if self._hand:
            self._lower()
        if error[0] is not None:
            self.leave()

    def leave(self) -> None:
        """The place is free for the next one."""
        if self._held and self._log is not None:
            self._held = False
            file_locks.let_go(self._log)

    def _wait(self) -> None:
        """With a raised hand, until the log is free; the engine is asked after the longest time whatever it is."""
        self._hand = True
        with _lock:
            self._place.waiting += 1
        if self._folder is None:
            self._folder = _folder(self._path)
        raised = self._folder is None or _raise_hand(self._folder)
        if self._log is None:
            return
        began = time.monotonic()
        until, first = began + ASK_SECONDS, False
        try:
            while (now := time.monotonic()) < until:
                if not first and file_locks.lock_byte(self._log, FIRST_IN_LINE) is not False:
                    first, began = True, now
                waited = now - began
                # who is first may have been stopped there
                if (first or waited > STOPPED_SECONDS) and _locked(self._log):
                    self._held = True
                    break
                if not raised and self._folder is not None:  # somebody looked, and was held up meanwhile
                    raised = _raise_hand(self._folder)
                if first:
                    time.sleep(max(SHORTEST_SECONDS, min(LOOK_SECONDS, waited / 10)))
                elif waited < LOOK_SECONDS:  # one action may be all that is ahead
                    time.sleep(LOOK_SECONDS)
                else:  # who has waited long comes first in line the sooner
                    time.sleep(max(LOOK_SECONDS / 2, REST_SECONDS - waited / 12))
        finally:
            if first:
                file_locks.let_go_byte(self._log, FIRST_IN_LINE)

    def _lower(self) -> None:
        self._hand = False
        if self._folder is not None:
            file_locks.let_go(self._folder)
        with _lock:
            self._place.waiting -= 1
            if self._place.giving_way:
                _changed.notify_all()

    def close(self) -> None:
        """Let go of what is open; asked again it is opened anew."""
        kept, self._folder, self._log = (self._folder, self._log), None, None
        for one in kept:
            if one is not None:
                os.close(one)

    __del__ = close


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
        held = file_locks.lock(folder, shared=True)
        if held is not False:  # else somebody looks, for a millionth of a second
            return bool(held)
    return False


def _locked(descriptor: int) -> bool:
    """Whether nobody else has it locked, and we have now; a disk that knows no such locks keeps nobody waiting."""
    return file_locks.lock(descriptor) is not False


def _elsewhere(path: Path) -> bool:
    folder = _folder(path)
    if folder is None:
        return False
    try:
        return not _locked(folder)
    finally:
        os.close(folder)


def _log(path: Path) -> int | None:
    """The log, on which the engine itself keeps no lock; it is there as long as a connection is open."""
    if not file_locks.HERE:  # there, bulk gives way within one program only
        return None
    try:
        return os.open(f"{path}-wal", os.O_RDWR)
    except OSError:  # another way of journal, or a store in memory
        return None


def _folder(path: Path) -> int | None:
    """The folder, never the file: to close one of its descriptors would take the engine's own locks away."""
    if not file_locks.HERE:
        return None
    try:
        return os.open(path.parent, os.O_RDONLY)
    except OSError:  # a store in memory, or a folder that may not be read
        return None
