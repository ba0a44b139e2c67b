"""Backup and restore: a copy that is checked before it has its name, and never over a file that exists."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from oatui.clock import Clock
from oatui.i18n import why
from oatui.places import take_name
from oatui.rules.verdict import Refused, refuse
from oatui.store import chain, doctor, file_locks, journal, main_line, turns, unheard, versions
from oatui.store.database import (
    DAMAGE,
    Store,
    StoreTrouble,
    open_store,
    sqlite3,
    trouble_of,
)
from oatui.store.schema import APPLICATION_ID


@dataclass(frozen=True, slots=True)
class Copy:
    path: Path
    events: int
    head: str


def back_up(store: Store, target: Path) -> Copy:
    """Copy the store while others write; into a folder it gets a name with the head of the journal.

    Raises Refused where the name is taken, StoreTrouble where the copy cannot be made.
    """
    if target.is_dir():
        stamp = store.clock.now().strftime("%Y%m%d-%H%M%S")
        target /= f"oatui-{stamp}-{chain.head(store)}.db"
    if target.exists():
        raise refuse("backup.taken", path=str(target))
    if not target.absolute().parent.is_dir():
        raise refuse("backup.no_folder", path=str(target.absolute().parent))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    written = -1
    try:
        _remove_halves(target)
        written = _begin(part)
        other = sqlite3.connect(part, isolation_level=None)
        try:
            # all pages in one step: a stepped copy beside a writer starts again and again
            store.conn.backup(other, pages=-1)
            other.execute("pragma journal_mode=delete")
            found = other.execute("pragma integrity_check(1)").fetchone()[0]
        finally:
            other.close()
        if found != "ok":
            raise StoreTrouble("backup.damaged")
        with part.open("rb") as copied:
            os.fsync(copied.fileno())
        events, head = _measure(part, store.clock)
        take_name(part, target)
        _sync_folder(target)
    except FileExistsError as error:
        raise refuse("backup.taken", path=str(target)) from error
    except (*DAMAGE, OSError) as error:
        raise _failed("backup.failed", error) from error
    finally:
        _remove(part)
        if written >= 0:
            os.close(written)
    return Copy(target, events, head)


def restore(
    source: Path, target: Path, clock: Clock, actor: str, machines: Iterable[int] = (), never: Iterable[int] = ()
) -> Copy:  # fmt: skip
    """Put a backup in the store's place; a store that was there is kept beside it under a dated name.

    The restored desk starts a chain of its own, so that no other desk takes its events for resends. Its number book
    waits for the machines that draw from it, and for `machines` that the backup may not know: what it gave them since
    is on papers. Those that `never` spoke are not waited for.
    """
    if not source.is_file():
        raise refuse("restore.no_file", path=str(source))
    if target.exists() and source.samefile(target):
        raise refuse("restore.same_file", path=str(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # read only and as it is: a backup stays one file, whatever happens to it
        old = sqlite3.connect(f"{source.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        if old.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
            raise StoreTrouble("restore.unreadable")
        new = sqlite3.connect(part, isolation_level=None)
        try:
            old.backup(new, pages=-1)
        finally:
            old.close()
            new.close()
        store = open_store(part, clock, actor)
        try:
            report = doctor.examine(store)
            if store.trouble:
                raise store.trouble
            if not report.ok:
                raise StoreTrouble(
                    "restore.damaged", what=report.broken_at or report.difference or report.integrity
                )
            with store.write():
                before = store.origin
                store.origin = versions.new_origin()
                store.conn.execute("update local set value = ? where key = 'origin'", (store.origin,))
                journal.record(store, "restored", {"v": 1, "from": before, "head": report.head})
            if not (store.is_site or main_line.hub(store) or main_line.book(store)):
                unheard.wait_for_all(store, machines, never)
            events, head = journal.count(store), chain.head(store)
            store.conn.execute("pragma wal_checkpoint(truncate)")
        finally:
            store.close()
        _put_in_place(part, target, clock)
        _sync_folder(target)
    except (*DAMAGE, OSError, StoreTrouble) as error:
        raise _failed("restore.failed", error) from error
    finally:
        _remove(part)
    return Copy(target, events, head)


# what the engine says of the file that is being written: it is not the store that is full
_OF_THE_COPY = {
    "store.disk_full": errno.ENOSPC, "store.unopenable": errno.EACCES, "store.read_only": errno.EROFS, "store.io": errno.EIO,
}  # fmt: skip


# every connection of SQLite holds a shared lock on this byte of the index beside the store (UNIX_SHM_DMS)
_OPEN_BYTE = 128

# of the backup, not of the store in use: that one is sound and stays
_DAMAGED = {"store.corrupt", "store.not_a_store", "store.chain", "store.guards", "store.parts"}


def _failed(key: str, error: Exception) -> StoreTrouble:
    """What to say of a copy that was not made: `key` with the reason, or what is wrong with the other file."""
    if isinstance(error, OSError):
        return StoreTrouble(key, error=why(error))
    trouble = error if isinstance(error, StoreTrouble) else trouble_of(error)
    found = trouble.verdict.key
    if key == "restore.failed" and found in _DAMAGED:
        return StoreTrouble("restore.unreadable")
    if number := _OF_THE_COPY.get(found):
        return StoreTrouble(key, error=why(OSError(number, "")))
    return trouble


@journal.applies("restored")
def _restored(_conn: object, _event: journal.Event) -> None:
    pass  # the act is the record


def _measure(path: Path, clock: Clock) -> tuple[int, str]:
    conn = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    conn.row_factory = sqlite3.Row
    copy = Store(conn, path, clock, "")
    try:
        return journal.count(copy), chain.head(copy)
    finally:
        copy.close()


def in_use(path: Path) -> bool:
    """Whether a program of this computer has the store open; False where the system keeps no such locks.

    To be asked by one that has not: closing a descriptor of the index would let go of its own locks.
    """
    try:
        index = os.open(f"{path}-shm", os.O_RDWR)
    except OSError:
        return False
    try:
        return file_locks.lock_byte(index, _OPEN_BYTE) is False
    finally:
        os.close(index)


def _put_in_place(part: Path, target: Path, clock: Clock) -> None:
    """Between two actions of a desk that is open: what it was told is recorded does not end in the file set aside."""
    turn = turns.Turn(target)
    try:
        with turn:
            _set_aside(target, clock)
            part.rename(target)
    finally:
        turn.leave()
        turn.close()


def _set_aside(target: Path, clock: Clock) -> None:
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.rename(target.with_name(f"{target.name}.before-restore-{stamp}{suffix}"))


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        folder = os.open(path.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove_halves(target: Path) -> None:
    """Take away what a backup left that was ended in its middle; never what one is still writing."""
    for path in target.absolute().parent.glob(".*.part*"):
        match = _HALF.fullmatch(path.name)
        if match is None or not (match["name"] == target.name or _NAMED.fullmatch(match["name"])):
            continue
        if not _is_written(path.with_name(match["half"]), int(match["process"])):
            with suppress(OSError):  # elsewhere than on posix an open file cannot be taken away
                path.unlink(missing_ok=True)


_HALF = re.compile(r"(?P<half>\.(?P<name>.+)\.(?P<process>[0-9]{1,10})\.part)(-wal|-shm|-journal)?")
_NAMED = re.compile(r"oatui-[0-9-]+-[0-9a-f]{16}\.db")


def _begin(part: Path) -> int:
    """The new half, locked while it is written; the descriptor is closed by the caller."""
    while True:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o644)
        with suppress(OSError):  # a disk without locks
            file_locks.wait_for(descriptor)
        # another backup may have taken it for one that was left, in the moment before it was locked
        if part.exists():
            return descriptor
        os.close(descriptor)


def _is_written(part: Path, process: int) -> bool:
    """Whether a backup still writes this half: it keeps it locked; its process's number may be another's by now."""
    try:
        descriptor = os.open(part, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        free = file_locks.lock(descriptor)
    finally:
        os.close(descriptor)
    return _is_alive(process) if free is None else not free


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # another's
    return True


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


# ------------------------------------------------------------------ a copy of each cleared day

KEPT_DAYS = 14
_OF_A_DAY = re.compile("oatui-([0-9]{4}-[0-9]{2})-([0-9]{2})-[0-9a-f]{16}\\.db")


def day_folder(store: Store) -> Path:
    """Where the copies of the days stand: beside the store."""
    return store.path.with_name(f"{store.path.stem}-backups")


def back_up_day(store: Store) -> Copy:
    """The copy of today, in place of an earlier one; older ones are thinned to 14 days and the last of each month.

    Raises StoreTrouble where it cannot be made; no older copy goes before the new one stands.
    """
    folder = day_folder(store)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreTrouble("backup.failed", error=why(error)) from error
    name = f"oatui-{store.clock.now().date().isoformat()}-{chain.head(store)}.db"
    try:
        made = back_up(store, folder / name)
    except Refused as taken:
        # nothing was written since: the copy that stands is the same
        if taken.verdict.key != "backup.taken":
            raise
        events, head = _measure(folder / name, store.clock)
        return Copy(folder / name, events, head)
    _thin(folder, made.path)
    return made


def _thin(folder: Path, newest: Path) -> None:
    found = [(path, match) for path in folder.iterdir() if (match := _OF_A_DAY.fullmatch(path.name))]
    # of a day the copy made last
    days: dict[str, Path] = {}
    for path, match in sorted(found, key=lambda one: (one[0] == newest, one[0].stat().st_mtime)):
        days[f"{match[1]}-{match[2]}"] = path
    months = {day[:7]: day for day in sorted(days)}
    kept = {*sorted(days)[-KEPT_DAYS:], *months.values()}
    standing = {days[day] for day in kept}
    for path, _match in found:
        if path not in standing:
            path.unlink(missing_ok=True)
