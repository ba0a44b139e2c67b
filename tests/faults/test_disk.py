"""A disk that is full, and a backup beside a writer."""

from __future__ import annotations

import errno
import signal
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from oatui.store import backup, chain, database, doctor, meetings, people
from oatui.store.database import Store, StoreTrouble, open_store, sqlite3
from tests.conftest import FixedClock
from tests.faults.desks import lost, start
from tests.proof import Told
from tests.store.acts import a_meeting, content, person


def test_a_full_disk_is_said_and_nothing_is_half_written(store: Store) -> None:
    """The file may not grow, as on a full disk; then it may again, and the same process goes on."""
    a_meeting(store, 300)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    path = store.path
    store.close()
    process = start(path, "full", 1)
    lines, _err = process.communicate()
    assert process.returncode == 0
    said = [line.split() for line in lines.splitlines()]
    assert said.pop() == ["end"]
    trouble = [line for line in said if line[0] == "trouble"]
    assert len(trouble) == 3
    assert {line[1] for line in trouble} <= {"store.disk_full", "store.io"}
    done = [line for line in said if line[0] == "in"]
    assert {line[1] for line in done} == {"ok"}
    assert len(done) > 20  # before, and after
    assert lost(path, done) == []
    opened = open_store(path, FixedClock(), "刘某某")
    assert opened.value("select count(*) from event where kind = 'signed_in'") == len(done)
    opened.close()


def test_a_full_file_refuses_a_roster_whole(store: Store) -> None:
    meeting = a_meeting(store, 5)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    pages = store.value("pragma page_count")
    before = content(store)
    store.conn.execute(f"pragma max_page_count={pages + 2}")
    rows = [("", person(n)) for n in range(100, 1100)]
    with pytest.raises(StoreTrouble) as no:
        people.import_roster(store, meeting.id, rows, "名册.xlsx")
    assert no.value.verdict.key == "store.disk_full"
    assert content(store) == before
    assert doctor.examine(store).ok
    # room again: the same roster, in the same process
    store.conn.execute("pragma max_page_count=1073741823")
    assert people.import_roster(store, meeting.id, rows, "名册.xlsx").added == 1000


def test_a_full_disk_leaves_no_half_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_meeting(store, 5)

    def full(_part: Path, _clock: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_measure", full)
    with pytest.raises(StoreTrouble) as no:
        backup.back_up(store, tmp_path / "备份.db")
    assert no.value.verdict.key == "backup.failed"
    assert not list(tmp_path.glob("*备份*"))


def test_a_first_start_on_a_full_disk_leaves_nothing_behind(
    clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a store could be neither used nor made again once there is room."""
    folder, really = tmp_path / "desk", database.connect

    def connect_full(path: Path, *, create: bool = False) -> sqlite3.Connection:
        conn = really(path, create=create)
        conn.execute("pragma max_page_count=40")
        return conn

    with monkeypatch.context() as patch, pytest.raises(StoreTrouble) as no:
        patch.setattr(database, "connect", connect_full)
        open_store(folder / "desk.db", clock, "刘某某", create=True)
    assert no.value.verdict.key == "store.disk_full"
    assert list(folder.iterdir()) == []
    open_store(folder / "desk.db", clock, "刘某某", create=True).close()
    assert [one.name for one in folder.iterdir()] == ["desk.db"]


def test_a_backup_onto_a_stick_and_onto_one_that_is_full(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most sticks know no hard links; and what is full is the stick, not the store."""
    a_meeting(store, 5)

    def no_links(_part: Path, _path: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    assert doctor.examine(open_store(backup.back_up(store, tmp_path / "一.db").path, FixedClock(), "刘")).ok

    def full(_path: Path, _clock: object) -> tuple[int, str]:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "_measure", full)
    with pytest.raises(StoreTrouble, match="备份没有做成：磁盘已满；请换一个地方再试"):
        backup.back_up(store, tmp_path / "二.db")
    assert [one.name for one in tmp_path.iterdir() if "二" in one.name] == []


def _beside_a_writer(store: Store, folder: Path, copies: int) -> None:
    a_meeting(store, 120)
    writer = start(store.path, "day", 1)
    said: Queue[list[str]] = Queue()

    def listen() -> None:
        assert writer.stdout
        for line in writer.stdout:
            said.put(line.split())

    listener = Thread(target=listen)
    listener.start()
    heads = set()
    try:
        for number in range(copies):
            line = said.get(timeout=60)  # it is writing ...
            while not said.empty():
                line = said.get()
            made = backup.back_up(store, folder / f"备份-{number}.db")
            # it waits while the copy is looked at: else a hundred copies grow to gigabytes
            writer.send_signal(signal.SIGSTOP)
            copy = open_store(made.path, FixedClock(), "刘某某")
            assert copy.trouble is None
            report = doctor.examine(copy)
            assert report.ok
            assert (made.events, made.head) == (report.events, report.head)
            if line[0] == "in" and line[4] != "0":  # ... and what was said before the copy is in it
                assert copy.value("select count(*) from event where seq = ?", int(line[4])) == 1
            heads.add(made.head)
            copy.close()
            made.path.unlink()
            writer.send_signal(signal.SIGCONT)
    finally:
        writer.kill()
        listener.join()
        writer.communicate()
    assert len(heads) == copies
    assert chain.broken_at(store) is None
    assert meetings.count(store) == 1


def test_backups_beside_a_writer(store: Store, tmp_path: Path) -> None:
    _beside_a_writer(store, tmp_path, 4)


@pytest.mark.proof
def test_backups_beside_a_writer_long(store: Store, tmp_path: Path, told: Told) -> None:
    _beside_a_writer(store, tmp_path, 100)
    told.figures(backups=100, sound=100)
