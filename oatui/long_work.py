"""Long work that is watched and can be stopped: it says how far it is, and asks before what cannot be taken back."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


@contextmanager
def unswept() -> Iterator[None]:
    """Nothing is looked through for garbage meanwhile: a list of thousands is all wanted, and looking takes a tenth."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def sweep_from_here() -> None:
    """Garbage is looked for from now on, among what comes: to go through the whole program took a key 60 ms.

    By itself only among the newest; the older is gone through in `sweep`, which a key in fifty had waited 20 ms for.
    """
    gc.freeze()
    gc.set_threshold(20_000, 50, 1_000_000)
    gc.enable()


def sweep(whole: bool) -> None:
    """Look for garbage now: of all that came since the start, or (a few ms) of what came last."""
    if gc.isenabled():
        gc.collect(2 if whole else 1)


class Stopped(Exception):
    """Somebody stopped the work; it left nothing behind."""


class LongWork:
    """One piece of work, done on one thread and watched from another.

    The work calls `step` as it goes on and `last` right before it writes; either raises Stopped once it was stopped.
    """

    def __init__(self) -> None:
        self.done = 0
        self.whole = 0
        self._lock = Lock()
        self._stopping = False
        self._writing = False

    def step(self, done: int, whole: int) -> None:
        """So much of the whole is done. Raises Stopped."""
        if self._stopping:
            raise Stopped
        self.done, self.whole = done, whole

    def last(self) -> None:
        """From here on it is written and can no longer be stopped. Raises Stopped."""
        with self._lock:
            if self._stopping:
                raise Stopped
            self._writing = True

    def stop(self) -> bool:
        """Stop the work before it writes; False where it is too late for that."""
        with self._lock:
            self._stopping = not self._writing
            return self._stopping
