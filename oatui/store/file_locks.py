"""Locks on open files, between the programs of this computer: the one place that knows the system's own.

Where the system or the disk has none, nobody is kept waiting: what must not happen twice is held by the database.
"""

from __future__ import annotations

from contextlib import suppress

try:
    import fcntl
except ImportError:  # pragma: no cover  (not posix)
    fcntl = None  # type: ignore[assignment]

HERE = fcntl is not None


def lock(descriptor: int, *, shared: bool = False) -> bool | None:
    """Try once: False where another has it, None where there is no such lock to be had."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def lock_byte(descriptor: int, byte: int) -> bool | None:
    """The same of one byte, which need not be there; closing any descriptor of the file in this program lets it go."""
    if fcntl is None:
        return None
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
    except (BlockingIOError, PermissionError):  # either is said where another has it
        return False
    except OSError:
        return None
    return True


def wait_for(descriptor: int) -> None:
    """Lock it, after whoever has it now. Raises OSError where the disk knows no locks."""
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def let_go(descriptor: int) -> None:
    """What is not locked, or cannot be, is as it was."""
    try:  # noqa: SIM105  (`suppress` takes as long as the rest, and every action comes by here)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except (OSError, AttributeError):
        pass


def let_go_byte(descriptor: int, byte: int) -> None:
    """The same of one byte."""
    with suppress(OSError, AttributeError):
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, byte)
