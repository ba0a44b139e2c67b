"""Opening and writing the store file: one driver, one set of pragmas, one way to write.

The invariant: nothing is shown as recorded before COMMIT with synchronous=FULL has returned, and every
write takes the writer's place first (BEGIN IMMEDIATE), so nothing read inside it can be stale.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from oatui.clock import Clock
from oatui.i18n import why
from oatui.places import take_name
from oatui.rules.verdict import Level, Verdict
from oatui.store import turns
from oatui.store.file_system import NETWORK, file_system
from oatui.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3 as sqlite3

    from sqlite_utils import Database
else:
    # sqlite-utils' own choice, made here so that it need not be loaded: mixing engines brings old faults back
    try:
        import pysqlite3.dbapi2 as sqlite3
    except ImportError:
        import sqlite3

BUSY_SECONDS = 10.0
# of an empty value and of bytes the driver looks for ways to adapt them, in vain, which takes longer than the rest of
# a statement: it is told one (Python's own driver has the same fault)
sqlite3.register_adapter(type(None), lambda nothing: nothing)
sqlite3.register_adapter(bytes, bytearray)
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError
# what the driver raises on damage: where the engine quotes damaged text, its own message is not even text
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)


class StoreTrouble(Exception):
    """The store cannot be used for this; nothing was written. Carries the sentence as a verdict."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.verdict = Verdict(None, Level.REFUSED, key, values)

    def __str__(self) -> str:
        return self.verdict.message


class StoreMissing(StoreTrouble):
    """There is no store at the path."""


class Action:
    """What `Store.write` gives: entered it has the writer's place, left it is committed, or undone."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> None:
        store = self._store
        if store.trouble:
            raise store.trouble
        try:
            with store.turn:
                store.conn.execute("begin immediate")
        except DAMAGE as error:
            raise trouble_of(error) from error
        if store.moved:
            # a backup was restored meanwhile: what is written here would stand in the file that was set aside
            store.trouble = StoreTrouble("store.moved")
            self._end(store.trouble)
            store.turn.leave()
            raise store.trouble

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            self._end(error)
        finally:
            self._store.turn.leave()

    def _end(self, error: BaseException | None) -> None:
        conn = self._store.conn
        failed = error
        if error is None:
            try:
                conn.execute("commit")
                return
            except BaseException as late:
                failed = late
        self._store.head = None  # what it was taken from is undone
        # a failed COMMIT may already have rolled back
        with suppress(sqlite3.OperationalError):
            conn.execute("rollback")
        # a constraint is our own fault, not the file's
        if isinstance(failed, DAMAGE) and not isinstance(failed, sqlite3.IntegrityError):
            raise trouble_of(failed) from failed
        if failed is not None and failed is not error:
            raise failed


def _file_of(name: str) -> tuple[int, int] | None:
    """Which file has this name now; None of a store in memory."""
    try:
        found = os.stat(name)  # noqa: PTH116  (a Path's own takes twice the time, and every action asks)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class County(Protocol):
    """The way of a desk whose number book is at a county's hub. Raises Refused."""

    def take(self, store: Store, series: str, year: int, request: str, at_least: int) -> int:
        """The next number, once for a request; `at_least` is the next by this desk's own register."""
        ...

    def close_year(self, store: Store, year: int, approver: str) -> None:
        """No desk is given a number of this year any more, and those that were are in the register."""
        ...

    def reopen_year(self, store: Store, year: int) -> None:
        """They are, again; where the hub does not answer, it is told at the next round."""
        ...


class Store:
    """One connection to a store file, with its clock and the person at the desk.

    Not to be shared between threads that run at the same time. `trouble` says why it is read-only.
    """

    def __init__(self, conn: sqlite3.Connection, path: Path, clock: Clock, actor: str) -> None:
        self.conn = conn
        self.path = path
        self.name = str(path)
        self.file = _file_of(self.name)  # the one that is open, whatever has its name later
        self.clock = clock
        self.actor = actor
        self.turn = turns.Turn(path)
        self.origin = ""
        self.is_site = False  # a sub-venue's: it records the door of one meeting, nothing else
        self.county: County | None = None  # the way of a desk that is on a county's hub
        self.trouble: StoreTrouble | None = None
        self.head: tuple[int, bytes] | None = None  # of the desk's chain, as this connection left it
        self.head_stands = False  # nobody else had written when it was last read
        self._version: int | None = None

    def rows(self, sql: str, *values: Any) -> list[Row]:
        return self.conn.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> Row | None:
        found: Row | None = self.conn.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, *values: Any) -> Any:
        found = self.conn.execute(sql, values).fetchone()
        return None if found is None else found[0]

    def next_id(self, table: str) -> int:
        """The next id of a table; call it inside `write()`."""
        return int(self.value(f"select coalesce(max(id), 0) + 1 from {table}"))

    def write(self) -> AbstractContextManager[None]:
        """One user action: BEGIN IMMEDIATE … COMMIT. Raises StoreTrouble; then nothing was written."""
        return Action(self)

    @property
    def moved(self) -> bool:
        """Whether another file has its name by now: a backup was restored, or it was taken away."""
        return self.file != _file_of(self.name)

    def changed(self) -> bool:
        """Whether another connection has written since the last call (PRAGMA data_version)."""
        version = self.value("pragma data_version")
        before, self._version = self._version, version
        return before is not None and before != version

    @property
    def db(self) -> Database:
        """The same connection as a sqlite-utils Database (70 ms to import: never on the way to a frame)."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def close(self) -> None:
        self.conn.close()
        self.turn.close()


def trouble_of(error: Exception) -> StoreTrouble:
    """The sentence for an error of the engine."""
    text = str(error)
    for words, key in _ENGINE_WORDS:
        if words in text:
            return StoreTrouble(key)
    return StoreTrouble("store.engine", error=text)


_ENGINE_WORDS = (
    ("full", "store.disk_full"),
    ("locked", "store.busy"),
    ("readonly", "store.read_only"),
    ("I/O", "store.io"),
    ("malformed", "store.corrupt"),
    ("decode", "store.corrupt"),
    ("unable to open", "store.unopenable"),
    ("not a database", "store.not_a_store"),
)


def has_wal_fix(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset fault (sqlite.org/wal.html)."""
    fixed = version >= (3, 51, 3) and version[:2] != (3, 52)
    return fixed or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection with the store's pragmas. Raises StoreMissing, StoreTrouble."""
    try:
        if not create and not path.exists():
            raise StoreMissing("store.missing", path=str(path))
        if path.is_dir():
            raise StoreTrouble("store.is_folder", path=str(path))
    except OSError as error:  # a folder on the way that may not be looked into
        raise StoreTrouble("store.unopenable") from error
    if file_system(path) in NETWORK:
        raise StoreTrouble("store.network_drive", path=str(path))
    mode = "rwc" if create else "rw"
    try:
        conn = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    except DAMAGE as error:
        raise trouble_of(error) from error
    try:
        conn.row_factory = Row
        if not _is_ours(conn, create):
            raise StoreTrouble("store.not_a_store", path=str(path))
        _set_journal_mode(conn)
        for pragma in PRAGMAS:
            conn.execute(f"pragma {pragma}")
    except DAMAGE as error:
        conn.close()
        trouble = trouble_of(error)
        # even to read, the engine writes beside the file: a folder that it may not write in
        raise (
            StoreTrouble("store.unopenable") if trouble.verdict.key == "store.read_only" else trouble
        ) from error
    except BaseException:
        conn.close()
        raise
    return conn


def _is_ours(conn: sqlite3.Connection, create: bool) -> bool:
    """Whether the file is a store; a new one may only be made of an empty file, never of another's database."""
    conn.execute("begin")  # one snapshot: another first start may be under way
    try:
        identity = conn.execute("pragma application_id").fetchone()[0]
        empty = conn.execute("select count(*) = 0 from sqlite_master").fetchone()[0]
    finally:
        conn.execute("rollback")
    return identity == APPLICATION_ID or (create and identity == 0 and bool(empty))


PRAGMAS = (
    "synchronous=full",
    "foreign_keys=on",
    # INSERT OR REPLACE would otherwise get past the no-delete guards
    "recursive_triggers=on",
    "trusted_schema=off",
    "cell_size_check=on",
    "secure_delete=on",
    "journal_size_limit=67108864",
)


def _set_journal_mode(conn: sqlite3.Connection) -> None:
    wanted = "wal" if has_wal_fix(sqlite3.sqlite_version_info) else "truncate"
    if conn.execute("pragma journal_mode").fetchone()[0] == wanted:
        return
    # switching does not wait for the busy timeout, and two first starts may collide: take turns by a write lock
    for attempt in range(200):
        try:
            if conn.execute(f"pragma journal_mode={wanted}").fetchone()[0] == wanted:
                return
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):
                return
            if "locked" not in str(error):
                raise
        conn.execute("pragma busy_timeout=50")
        with suppress(sqlite3.OperationalError):
            conn.execute("begin immediate")
            conn.execute("rollback")
        conn.execute(f"pragma busy_timeout={int(BUSY_SECONDS * 1000)}")
        if attempt == 199:
            raise StoreTrouble("store.busy")


def open_store(path: Path, clock: Clock, actor: str, *, create: bool = False) -> Store:
    """Open, migrate and check a store. A store that cannot be trusted comes back read-only, with its trouble.

    Raises StoreMissing, and StoreTrouble where not even reading is possible.
    """
    from oatui.store import chain, versions

    if create:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            there = path.exists()
        except OSError as error:
            raise StoreTrouble("store.no_folder", error=why(error), path=str(path.parent)) from error
        if not there:
            _make(path, clock)
    store = Store(connect(path, create=create), path, clock, actor)
    try:
        applied, known = versions.applied(store), versions.known()
        if applied - known:
            store.trouble = StoreTrouble("store.newer", names="、".join(sorted(applied - known)))
        elif not os.access(path, os.W_OK):
            store.trouble = StoreTrouble("store.read_only")
        elif applied < known:
            versions.migrate(store)
            # a connection that altered a table prepares every statement anew as long as it lives
            store.conn.close()
            store.conn, store.turn = connect(path), turns.Turn(path)
        store.origin = store.value("select value from local where key = 'origin'") or ""
        if store.trouble is None:
            store.trouble = versions.trouble(store) or chain.recent_trouble(store)
        if store.trouble is None:
            store.is_site = bool(store.value("select 1 from partial_origin limit 1"))
        store.changed()
    except DAMAGE as error:
        store.close()
        raise trouble_of(error) from error
    except BaseException:
        store.close()
        raise
    return store


def _make(path: Path, clock: Clock) -> None:
    """A new store under its name, whole or not at all: half a one could be neither used nor made again."""
    from oatui.store import versions

    part = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        store = Store(connect(part, create=True), part, clock, "")
        try:
            versions.migrate(store)
        finally:
            store.close()
        with suppress(FileExistsError):  # another first start was quicker
            take_name(part, path)
    except DAMAGE as error:
        raise trouble_of(error) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def another(store: Store) -> Store:
    """One more connection to a store that is open: what was looked at there is not looked at again. Raises StoreTrouble."""
    made = Store(connect(store.path), store.path, store.clock, store.actor)
    if made.file != store.file:
        # under the old origin it would go on with a chain that the restored store has ended
        made.close()
        raise StoreTrouble("store.moved")
    made.origin, made.is_site, made.trouble = store.origin, store.is_site, store.trouble
    made.changed()
    return made


def memory(clock: Clock) -> Store:
    """An empty store in memory with the same tables, to rebuild into."""
    from oatui.store import versions

    conn = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    conn.row_factory = Row
    store = Store(conn, Path(":memory:"), clock, "")
    versions.migrate(store)
    return store
