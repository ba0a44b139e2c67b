"""Opening, migrating and writing: what cannot be trusted is said and stays as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3 as stdlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oatui.rules.verdict import Refused
from oatui.store import arrivals, chain, database, doctor, meetings, people, settings, versions
from oatui.store.database import (
    DatabaseError,
    Store,
    StoreMissing,
    StoreTrouble,
    connect,
    has_wal_fix,
    open_store,
    sqlite3,
    trouble_of,
)
from oatui.store.file_system import file_system
from oatui.store.migrations import MIGRATIONS, PARTS
from oatui.store.schema import APPLICATION_ID, GUARDS
from tests.conftest import FixedClock
from tests.proof import Told
from tests.store.acts import a_meeting, content

Opener = Callable[..., Store]


def raw(path: Path) -> Any:
    """The file as any other tool opens it."""
    return sqlite3.connect(path, isolation_level=None)


def closed(open_at: Opener, name: str = "desk.db") -> Path:
    """A store with a meeting in it, not open."""
    store = open_at(name)
    a_meeting(store, 3)
    store.close()
    return store.path


def trouble(open_at: Opener, name: str = "desk.db") -> str:
    """The key of why a store is read-only or cannot be opened; "" where it is trusted."""
    try:
        store = open_at(name, create=False)
    except StoreTrouble as error:
        assert error.verdict.message
        return error.verdict.key
    if store.trouble is None:
        return ""
    before = content(store)
    with pytest.raises(StoreTrouble) as no:
        settings.set_value(store, "office", "某局")
    assert no.value is store.trouble
    assert no.value.verdict.message
    assert content(store) == before
    return store.trouble.verdict.key


# ------------------------------------------------------------------ what is opened


def test_a_missing_file_is_said_and_not_made(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(StoreMissing) as no:
        open_store(tmp_path / "none.db", clock, "刘某某")
    assert "none.db" in str(no.value)
    assert not list(tmp_path.glob("none*"))


def test_a_store_is_made_with_its_folders(tmp_path: Path, clock: FixedClock) -> None:
    store = open_store(tmp_path / "新 文件夹" / "a%20b#?" / "数据.db", clock, "刘某某", create=True)
    assert store.path.is_file()
    assert store.trouble is None
    assert store.origin.startswith("desk-")
    store.close()


@pytest.mark.parametrize(
    ("bytes_", "key"),
    [
        (b"", "store.not_a_store"),
        ("这不是数据文件".encode() * 400, "store.not_a_store"),
        (b"SQLite format 3\0" + bytes(4000), "store.not_a_store"),
        (b"PK\x03\x04" + bytes(9000), "store.not_a_store"),
    ],
)
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_store_is_left_as_it_is(
    tmp_path: Path, clock: FixedClock, bytes_: bytes, key: str, create: bool
) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(bytes_)
    if create and not bytes_:
        # an empty file is a name without content: making a store of it loses nothing
        open_store(path, clock, "刘某某", create=True).close()
        return
    with pytest.raises(StoreTrouble) as no:
        open_store(path, clock, "刘某某", create=create)
    assert no.value.verdict.key == key
    assert path.read_bytes() == bytes_
    assert [file.name for file in tmp_path.glob("odd*")] == ["odd.db"]


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("identity", [0, 42])
def test_another_s_database_is_never_taken_over(
    tmp_path: Path, clock: FixedClock, create: bool, identity: int
) -> None:
    path = tmp_path / "other.db"
    other = raw(path)
    other.execute("create table bookmarks(x)")
    other.execute(f"pragma application_id={identity}")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreTrouble) as no:
        open_store(path, clock, "刘某某", create=create)
    assert no.value.verdict.key == "store.not_a_store"
    assert path.read_bytes() == before


def test_a_truncated_store_is_named(open_at: Opener) -> None:
    path = closed(open_at)
    path.write_bytes(path.read_bytes()[: 4096 * 5])
    assert trouble(open_at) == "store.corrupt"


def test_a_store_opens_again_as_it_was(open_at: Opener) -> None:
    path = closed(open_at)
    first = open_at(create=False)
    assert first.trouble is None
    assert meetings.count(first) == 1
    second = open_at()  # `create` on a store that is there opens it
    assert second.origin == first.origin
    assert path.is_file()


# ------------------------------------------------------------------ read-only, and why


def test_a_newer_store_is_only_read(open_at: Opener) -> None:
    path = closed(open_at)
    other = raw(path)
    other.execute(
        "insert into _sqlite_migrations(migration_set, name, applied_at) values ('oatui', '0099_x', '')"
    )
    other.close()
    assert trouble(open_at) == "store.newer"
    assert "0099_x" in str(open_at(create=False).trouble)


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_a_missing_guard_makes_it_read_only(open_at: Opener, name: str) -> None:
    path = closed(open_at)
    other = raw(path)
    other.execute(f"drop trigger {name}")
    other.close()
    assert trouble(open_at) == "store.guards"
    assert name in str(open_at(create=False).trouble)


@pytest.mark.parametrize(
    "attack",
    [
        "create trigger event_fixed before update on event begin select 1; end",
        "create trigger sneak after insert on event begin delete from meeting; end",
    ],
)
def test_a_weakened_or_a_strange_trigger_makes_it_read_only(open_at: Opener, attack: str) -> None:
    path = closed(open_at)
    other = raw(path)
    if "event_fixed" in attack:
        other.execute("drop trigger event_fixed")
    other.execute(attack)
    other.close()
    assert trouble(open_at) == "store.guards"


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_missing_table_or_index_makes_it_read_only(open_at: Opener, name: str) -> None:
    path = closed(open_at)
    other = raw(path)
    kind = other.execute("select type from sqlite_master where name = ?", (name,)).fetchone()[0]
    other.execute("pragma foreign_keys=off")
    other.execute(f"drop {kind} {name}")
    other.close()
    if name == "event":
        assert trouble(open_at) in {"store.parts", "store.guards"}
    elif name == "local":
        # without it there is no name to write under
        assert trouble(open_at)
    else:
        assert trouble(open_at) == "store.parts"


def test_a_broken_link_at_the_end_makes_it_read_only(open_at: Opener) -> None:
    path = closed(open_at)
    other = raw(path)
    other.execute("drop trigger event_fixed")
    other.execute("update event set body = replace(body, '商务', '财政') where seq = 1")
    other.execute(GUARDS["event_fixed"])
    other.close()
    assert trouble(open_at) == "store.chain"
    assert "第 1 条" in str(open_at(create=False).trouble)


def test_an_origin_that_never_wrote_makes_it_read_only(open_at: Opener) -> None:
    """Otherwise a second chain would begin beside the first, and nothing would tell."""
    path = closed(open_at)
    other = raw(path)
    other.execute("update local set value = 'desk-x' where key = 'origin'")
    other.close()
    assert trouble(open_at) == "store.chain"


def test_a_file_that_may_not_be_written_is_only_read(
    open_at: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = closed(open_at)
    path.chmod(0o444)
    # whoever runs the tests may be allowed everything: what the system would say is said here
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    assert trouble(open_at) == "store.read_only"
    assert meetings.count(open_at(create=False)) == 1


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="needs to become another user")
def test_another_user_s_store(open_at: Opener) -> None:
    """A real user without rights: the sentence, and no trace."""
    path = closed(open_at)
    folder = Path("/tmp") / f"oatui-rights-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        shutil.copy(path, folder / "desk.db")
        (folder / "desk.db").chmod(0o444)
        code = (
            "import os, sys; from pathlib import Path; from datetime import datetime, timezone\n"
            "from oatui.store.database import StoreTrouble, open_store\n"
            "from oatui.store import meetings\n"
            "class C:\n    def now(self): return datetime.now(timezone.utc)\n"
            "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "try:\n    s = open_store(Path(sys.argv[1]), C(), 'x'); print(s.trouble.verdict.key)\n"
            "except StoreTrouble as e: print(e.verdict.key)\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", code, str(folder / "desk.db")], capture_output=True, text=True, check=False
        )
        assert run.stdout.strip() in {"store.read_only", "store.unopenable"}, run.stderr
        assert [file.name for file in folder.iterdir()] == ["desk.db"]
    finally:
        shutil.rmtree(folder)


# ------------------------------------------------------------------ where the file lies


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//nas/share /mnt/share cifs rw 0 0
host:/home /mnt/share/local ext4 rw 0 0
nas:/x /mnt/with\\040space nfs4 rw 0 0
sshfs /home/a/far fuse.sshfs rw 0 0
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/mnt/share", "cifs"),
        ("/mnt/share/deep/er", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/local", "ext4"),
        ("/mnt/with space", "nfs4"),
        ("/home/a/far/b", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_folder(tmp_path: Path, folder: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert file_system(Path(folder) / "desk.db", mounts) == kind
    assert file_system(Path(folder) / "desk.db", tmp_path / "none") == "?"


@pytest.mark.parametrize(
    ("kind", "refused"), [("cifs", True), ("nfs4", True), ("9p", True), ("ext4", False), ("?", False)]
)
@pytest.mark.parametrize("create", [False, True])
def test_a_network_drive_is_refused(
    open_at: Opener,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    refused: bool,
    create: bool,
) -> None:
    path = closed(open_at)
    monkeypatch.setattr(database, "file_system", lambda _path: kind)
    if not refused:
        open_store(path, clock, "刘某某", create=create).close()
        return
    with pytest.raises(StoreTrouble) as no:
        open_store(path.with_name("new.db") if create else path, clock, "刘某某", create=create)
    assert no.value.verdict.key == "store.network_drive"
    assert not path.with_name("new.db").exists()


def test_the_engine_s_journal() -> None:
    fixed = [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 53, 0), (4, 0, 0)]
    unfixed = [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2), (3, 52, 0), (3, 52, 9)]
    assert [has_wal_fix(version) for version in fixed] == [True] * len(fixed)
    assert [has_wal_fix(version) for version in unfixed] == [False] * len(unfixed)


@pytest.mark.parametrize("fixed", [True, False])
def test_the_pragmas_are_set(open_at: Opener, monkeypatch: pytest.MonkeyPatch, fixed: bool) -> None:
    monkeypatch.setattr(database, "has_wal_fix", lambda _version: fixed)
    store = open_at()
    expected = {
        "journal_mode": "wal" if fixed else "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }
    assert {name: store.value(f"pragma {name}") for name in expected} == expected
    # and sqlite-utils on the same connection leaves them
    assert store.db.table("meeting").exists()
    assert {name: store.value(f"pragma {name}") for name in expected} == expected


def test_a_store_changes_its_journal_with_the_engine(
    open_at: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store written by an engine with the fix is opened where there is none, and the other way round."""
    closed(open_at)
    for fixed, mode in ((False, "truncate"), (True, "wal"), (False, "truncate")):
        monkeypatch.setattr(database, "has_wal_fix", lambda _version, fixed=fixed: fixed)
        store = open_at(create=False)
        assert store.value("pragma journal_mode") == mode
        assert store.trouble is None
        assert doctor.examine(store).ok
        store.close()


# ------------------------------------------------------------------ migrations


def _second(db: Any) -> None:
    db.execute("create table extra(id integer primary key, text text) strict")
    db.execute("insert into extra(text) select title from meeting")


def _broken(db: Any) -> None:
    db.execute("create table extra(id integer primary key) strict")
    db.execute("update meeting set title = '坏'")
    raise RuntimeError("half way")


def _bad_sql(db: Any) -> None:
    db.execute("create table extra(id integer primary key) strict")
    db.execute("insert into nothing values (1)")


def _dangling(db: Any) -> None:
    db.execute("insert into venue values (900, 999, '无会议', 'sub', null)")


def test_a_migration_keeps_the_data_and_a_copy_of_before(open_at: Opener) -> None:
    store = open_at()
    a_meeting(store, 2)
    before = content(store)
    assert versions.migrate(store, [*MIGRATIONS, ("0002_extra", _second)]) == ["0002_extra"]
    assert [row["text"] for row in store.rows("select text from extra")] == ["全县商务工作会议"]
    assert versions.migrate(store, [*MIGRATIONS, ("0002_extra", _second)]) == []
    (copy,) = store.path.parent.glob("desk.db.before-0002_extra-20261124-082000-*")
    kept = raw(copy)
    assert kept.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert [tuple(row) for row in kept.execute("select * from event")] == before["event"]
    assert kept.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    kept.close()


@pytest.mark.parametrize("migration", [_broken, _bad_sql, _dangling])
def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(open_at: Opener, migration: Any) -> None:
    store = open_at()
    a_meeting(store, 2)
    before = content(store)
    with pytest.raises(StoreTrouble) as no:
        versions.migrate(store, [*MIGRATIONS, ("0002_extra", _second), ("0003_bad", migration)])
    assert no.value.verdict.key == "store.migration"
    assert "0003_bad" in str(no.value)
    assert content(store) == before
    assert store.value("pragma foreign_keys") == 1
    assert list(store.path.parent.glob("desk.db.before-0002_extra-*"))
    assert doctor.examine(store).ok
    a_meeting(store, 1)


def test_a_migration_that_rebuilds_a_table_gets_its_guards_back(open_at: Opener) -> None:
    def rebuild(db: Any) -> None:
        for index in (
            "number_given",
            "number_reserved",
            "number_exception",
        ):  # it cannot put such ones back, and says so
            db.execute(f"drop index {index}")
        db.table("number").transform(rename={"given_by": "given_by"})

    store = open_at()
    versions.migrate(store, [*MIGRATIONS, ("0002_rebuild", rebuild)])
    assert versions.missing_guards(store) is None


def test_a_first_start_prepares_its_statements_once(open_at: Opener) -> None:
    """The connection that altered tables would prepare each anew: twice the time of a sign-in, all day."""
    store = open_at()
    meeting = a_meeting(store, 6)
    roster = people.listed(store, meeting.id)
    arrivals.sign_in(store, meeting.id, roster[0].code)
    prepared: list[object] = []

    def watch(*what: object) -> int:
        prepared.append(what)
        return 0

    store.conn.set_authorizer(watch)
    # setting the watcher makes every statement new once
    arrivals.sign_in(store, meeting.id, roster[1].code)
    prepared.clear()
    arrivals.sign_in(store, meeting.id, roster[2].code)
    store.conn.set_authorizer(None)
    assert prepared == []


def test_a_migration_may_rebuild_a_table_that_others_refer_to(open_at: Opener) -> None:
    def rebuild(db: Any) -> None:
        db.execute("create table newer as select * from meeting")
        db.execute("drop table meeting")
        db.execute("alter table newer rename to meeting")
        db.execute("create unique index newer_id on meeting(id)")

    store = open_at()
    a_meeting(store, 2)
    before = content(store)["meeting"]
    versions.migrate(store, [*MIGRATIONS, ("0002_rebuild", rebuild)])
    assert content(store)["meeting"] == before
    assert store.rows("pragma foreign_key_check") == []
    assert store.value("pragma foreign_keys") == 1


def test_an_older_store_is_migrated_when_it_is_opened(
    open_at: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(open_at)
    monkeypatch.setattr(versions, "MIGRATIONS", (*MIGRATIONS, ("0002_extra", _second)))
    monkeypatch.setattr(versions.migrate, "__defaults__", ((*MIGRATIONS, ("0002_extra", _second)),))
    store = open_at(create=False)
    assert store.trouble is None
    assert store.value("select count(*) from extra") == 1


# ------------------------------------------------------------------ first starts at the same moment


def test_the_first_event_of_another_program_comes_while_this_one_opens(open_at: Opener) -> None:
    """Between the look at our own last links and the look whether there are any at all."""
    open_at().close()
    other, this = open_at(actor="另一台"), open_at()
    looks = []

    def before_each(sql: str) -> None:
        looks.append(sql)
        if len(looks) == 2:
            settings.set_value(other, "office", "示例县商务局")

    this.conn.set_trace_callback(before_each)
    assert chain.recent_trouble(this) is None
    this.conn.set_trace_callback(None)
    assert len(looks) == 2 and other.value("select count(*) from event") == 1


FIRST_START = """
import sys
from datetime import datetime
from pathlib import Path
from oatui.clock import ZONE
from oatui.store import settings
from oatui.store.database import open_store
class Clock:
    def now(self):
        return datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)
for line in sys.stdin:
    store = open_store(Path(line.strip()), Clock(), sys.argv[1], create=True)
    settings.set_value(store, "role.chief_sign", sys.argv[1])
    print(store.trouble or store.origin, flush=True)
    store.close()
"""


def _first_starts(folder: Path, clock: FixedClock, rounds: int) -> None:
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_START, f"desk{n}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for n in range(4)
    ]  # fmt: skip
    try:
        for number in range(rounds):
            path = folder / f"first-{number}.db"
            for desk in desks:
                assert desk.stdin
                desk.stdin.write(f"{path}\n")
            for desk in desks:  # all are told before any is waited for
                assert desk.stdin
                desk.stdin.flush()
            answers = {desk.stdout.readline().strip() for desk in desks if desk.stdout}
            assert len(answers) == 1, answers
            store = open_store(path, clock, "刘某某")
            assert {store.origin} == answers
            assert store.value("select count(*) from event") == 4
            assert doctor.examine(store).ok
            store.close()
            assert not list(folder.glob(f"first-{number}.db.before*"))
    finally:
        for desk in desks:
            desk.communicate()
    assert [desk.returncode for desk in desks] == [0] * 4


def test_four_first_starts_at_once_make_one_store(tmp_path: Path, clock: FixedClock) -> None:
    _first_starts(tmp_path, clock, 3)


@pytest.mark.proof
def test_four_first_starts_at_once_make_one_store_long(tmp_path: Path, clock: FixedClock, told: Told) -> None:
    _first_starts(tmp_path, clock, 30)
    told.figures(rounds=30, programs=4, stores_each=1)


# ------------------------------------------------------------------ writing beside others


def test_a_lock_that_stays_is_said_and_nothing_is_written(
    open_at: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    store, other = open_at(), open_at()
    before = content(store)
    with other.write(), pytest.raises(StoreTrouble) as no:
        settings.set_value(store, "office", "某局")
    assert no.value.verdict.key == "store.busy"
    assert content(store) == before
    settings.set_value(store, "office", "某局")
    assert settings.get(other, "office") == "某局"


def test_a_writer_waits_for_its_turn(open_at: Opener) -> None:
    store, other = open_at(), open_at()
    begun = threading.Event()

    def write() -> None:
        begun.set()
        settings.set_value(other, "office", "某局")

    second = threading.Thread(target=write)
    with store.write():
        second.start()
        begun.wait()
    second.join(timeout=10)
    assert settings.get(store, "office") == "某局"


def test_changes_of_others_are_seen_at_once(open_at: Opener) -> None:
    store, other = open_at(), open_at()
    assert not store.changed()
    settings.set_value(store, "office", "某局")
    assert not store.changed()  # one's own
    settings.set_value(other, "office", "某某局")
    assert store.changed()
    assert not store.changed()
    assert settings.get(store, "office") == "某某局"


def test_a_write_that_is_given_up_leaves_nothing(open_at: Opener) -> None:
    store = open_at()
    meeting = a_meeting(store, 1)
    before = content(store)
    with pytest.raises(KeyboardInterrupt), store.write():
        store.conn.execute("update meeting set title = '半途'")
        raise KeyboardInterrupt
    assert content(store) == before
    assert not store.conn.in_transaction
    assert meetings.change(store, meeting.id, title="新名").title == "新名"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("database or disk is full", "store.disk_full"),
        ("database is locked", "store.busy"),
        ("database table is locked", "store.busy"),
        ("attempt to write a readonly database", "store.read_only"),
        ("disk I/O error", "store.io"),
        ("database disk image is malformed", "store.corrupt"),
        ("Could not decode to UTF-8 column 'body'", "store.corrupt"),
        ("file is not a database", "store.not_a_store"),
        ("unable to open database file", "store.unopenable"),
        ("no such table: x", "store.engine"),
    ],
)
def test_every_error_of_the_engine_has_its_sentence(words: str, key: str) -> None:
    answer = trouble_of(sqlite3.OperationalError(words))
    assert answer.verdict.key == key
    assert answer.verdict.refused
    assert str(answer)


def test_damage_met_while_writing_is_said(open_at: Opener) -> None:
    store = open_at()
    with pytest.raises(StoreTrouble) as no, store.write():
        raise sqlite3.DatabaseError("database disk image is malformed")
    assert no.value.verdict.key == "store.corrupt"
    # a constraint is our own fault and is not dressed up
    with pytest.raises(sqlite3.IntegrityError), store.write():
        store.conn.execute("insert into venue values (1, 999, '无会议', 'sub', null)")
        store.conn.execute("pragma foreign_keys=on")


def test_a_connection_that_is_refused_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = stdlib.connect(path)
    other.execute("create table x(y)")
    other.commit()
    other.close()
    held = Path("/proc/self/fd")
    before = len(list(held.iterdir())) if held.exists() else 0
    for _ in range(20):
        with pytest.raises(StoreTrouble):
            connect(path)
    if before:
        assert len(list(held.iterdir())) <= before + 1


def test_an_unknown_setting_is_refused_not_stored(open_at: Opener) -> None:
    store = open_at()
    before = content(store)
    with pytest.raises(Refused):
        settings.set_value(store, "没有", "x")
    assert content(store) == before
    with pytest.raises(DatabaseError):
        store.conn.execute("insert into nothing values (1)")
