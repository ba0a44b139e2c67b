"""Backup and restore: checked before it has its name, never over a file, beside people who write."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from oatui.rules.verdict import Refused
from oatui.session import Session
from oatui.store import backup, chain, doctor, journal, meetings, settings
from oatui.store.database import Store, StoreTrouble, another, open_store, sqlite3
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content, do

Opener = Callable[..., Store]


def test_a_backup_is_one_sound_file_with_everything(store: Store, tmp_path: Path, clock: FixedClock) -> None:
    a_meeting(store)
    made = backup.back_up(store, tmp_path / "备份.db")
    assert (made.path, made.events, made.head) == (
        tmp_path / "备份.db", journal.count(store), chain.head(store),
    )  # fmt: skip
    assert sorted(file.name for file in tmp_path.glob("*备份*")) == ["备份.db"]
    copy = open_store(made.path, clock, "刘某某")
    assert content(copy) == content(store)
    assert doctor.examine(copy).ok
    copy.close()


def test_into_a_folder_it_is_named_by_day_and_head(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "U盘"
    folder.mkdir()
    made = backup.back_up(store, folder)
    assert made.path.name == f"oatui-20261124-082000-{chain.head(store)}.db"
    with pytest.raises(Refused) as no:
        backup.back_up(store, folder)
    assert no.value.verdict.key == "backup.taken"


def test_a_name_that_is_taken_stays_as_it_is(store: Store, tmp_path: Path) -> None:
    taken = tmp_path / "总结.docx"
    taken.write_bytes(b"x")
    for target, key in [
        (taken, "backup.taken"),
        (store.path, "backup.taken"),
        (tmp_path / "无" / "x.db", "backup.no_folder"),
    ]:
        with pytest.raises(Refused) as no:
            backup.back_up(store, target)
        assert no.value.verdict.key == key
    assert taken.read_bytes() == b"x"
    assert not list(tmp_path.glob(".*"))


def test_a_name_taken_meanwhile_stays_as_it_is(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "备份.db"
    measure = backup._measure

    def meanwhile(path: Path, clock: FixedClock) -> tuple[int, str]:
        target.write_bytes(b"other")
        return measure(path, clock)

    monkeypatch.setattr(backup, "_measure", meanwhile)
    with pytest.raises(Refused) as no:
        backup.back_up(store, target)
    assert no.value.verdict.key == "backup.taken"
    assert target.read_bytes() == b"other"
    assert not list(tmp_path.glob(".*.part*"))


def test_a_damaged_store_makes_no_backup(store: Store, tmp_path: Path) -> None:
    a_meeting(store, 200)
    root = store.value("select rootpage from sqlite_master where name = 'attendee_order'")
    path = store.path
    store.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096 + 2000)
        file.write(bytes(2000))
    damaged = open_store(path, FixedClock(), "刘某某")
    with pytest.raises(StoreTrouble) as no:
        backup.back_up(damaged, tmp_path / "备份.db")
    assert no.value.verdict.key in {"backup.damaged", "store.corrupt"}
    assert not list(tmp_path.glob("*备份*"))
    damaged.close()


# ------------------------------------------------------------------ restore


def test_restore_brings_everything_back_under_a_new_origin(
    open_at: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    store = open_at()
    a_meeting(store)
    made = backup.back_up(store, tmp_path / "备份.db")
    kept = made.path.read_bytes()
    before = content(store)
    settings.set_value(store, "office", "备份之后的局")
    store.close()
    clock.pass_time(hours=1)
    back = backup.restore(made.path, store.path, clock, "李某某")
    assert made.path.read_bytes() == kept
    restored = open_at(create=False)
    assert restored.trouble is None
    assert restored.origin not in ("", store.origin)
    assert settings.get(restored, "office") == settings.PRESETS["office"][0]
    assert {name: rows for name, rows in content(restored).items() if name not in ("event", "local")} == {
        name: rows for name, rows in before.items() if name not in ("event", "local")
    }
    last = restored.row("select * from event order by rowid desc limit 1")
    assert last and (last["kind"], last["origin"], last["seq"], last["actor"]) == (
        "restored", restored.origin, 1, "李某某",
    )  # fmt: skip
    assert journal.read(last).body == {"v": 1, "from": store.origin, "head": made.head}
    assert (back.events, back.head) == (made.events + 1, chain.head(restored))
    # what was there before the restore is kept beside it
    aside = tmp_path / "desk.db.before-restore-20261124-092000"
    old = open_store(aside, clock, "刘某某")
    assert settings.get(old, "office") == "备份之后的局"
    old.close()
    # and the desk goes on
    for act in [("scan", 0, 1), ("draft", 0, 0), ("sign", 0, 0)]:
        do(restored, act)
    assert doctor.examine(restored).ok
    assert meetings.count(restored) == 1


def test_a_desk_that_is_open_while_a_backup_is_restored_records_nothing_more(
    open_at: Opener, tmp_path: Path, clock: FixedClock
) -> None:
    """Its file was set aside: what it wrote there would be seen by nobody."""
    store = open_at()
    made = backup.back_up(store, tmp_path / "备份.db")
    a_meeting(store)
    desk = Session(store.path, clock, "刘某某")
    desk.open()
    backup.restore(made.path, store.path, clock, "李某某")
    # at the next look, before anything is typed
    assert desk.changed() and not desk.changed() and desk.reader and desk.reader.trouble
    assert desk.reader.trouble.verdict.key == "store.moved"
    desk.close()
    assert store.moved and not backup.in_use(store.path)
    with pytest.raises(StoreTrouble) as said:  # it would go on with a chain that has ended there
        another(store)
    assert said.value.verdict.key == "store.moved"
    before = content(store)
    for _turn in range(2):
        with pytest.raises(StoreTrouble) as said:
            a_meeting(store)
        assert said.value.verdict.key == "store.moved"
    assert content(store) == before and store.value("select count(*) from meeting") == 1
    restored = open_at(create=False)
    assert a_meeting(restored).id == 1 and restored.value("select count(*) from meeting") == 1


def test_restore_twice_makes_two_origins(open_at: Opener, tmp_path: Path, clock: FixedClock) -> None:
    store = open_at()
    made = backup.back_up(store, tmp_path / "备份.db")
    origins = {store.origin}
    for number in range(2):
        backup.restore(made.path, tmp_path / f"new-{number}.db", clock, "刘某某")
        restored = open_at(f"new-{number}.db", create=False)
        origins.add(restored.origin)
    assert len(origins) == 3


def test_restore_into_a_place_where_nothing_was(open_at: Opener, tmp_path: Path, clock: FixedClock) -> None:
    made = backup.back_up(open_at(), tmp_path / "备份.db")
    target = tmp_path / "新文件夹" / "desk.db"
    backup.restore(made.path, target, clock, "刘某某")
    assert [file.name for file in target.parent.iterdir()] == ["desk.db"]


def test_what_cannot_be_restored_leaves_the_store(open_at: Opener, tmp_path: Path, clock: FixedClock) -> None:
    store = open_at()
    a_meeting(store)
    made = backup.back_up(store, tmp_path / "备份.db")
    store.close()
    before = store.path.read_bytes()
    bytes_ = made.path.read_bytes()
    place = bytes_.index("二楼会议室".encode())
    edited = tmp_path / "改过.db"
    edited.write_bytes(bytes_[:place] + "三".encode() + bytes_[place + 3 :])
    table = tmp_path / "改了表.db"
    table.write_bytes(bytes_)
    connection = sqlite3.connect(table)
    connection.execute("update meeting set title = '改过'")
    connection.commit()
    connection.close()
    half = tmp_path / "半个.db"
    half.write_bytes(bytes_[: len(bytes_) // 2])
    text = tmp_path / "总结.txt"
    text.write_text("不是数据文件", encoding="utf-8")
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("create table x(y)")
    connection.close()
    for source, keys in [
        (tmp_path / "无.db", {"restore.no_file"}),
        (tmp_path, {"restore.no_file"}),
        (store.path, {"restore.same_file"}),
        (edited, {"restore.damaged", "restore.unreadable"}),
        (table, {"restore.damaged"}),
        (half, {"restore.unreadable"}),
        (text, {"restore.unreadable"}),
        (other, {"restore.unreadable"}),
    ]:
        with pytest.raises((Refused, StoreTrouble)) as no:
            backup.restore(source, store.path, clock, "刘某某")
        assert isinstance(no.value, Refused | StoreTrouble)
        assert no.value.verdict.key in keys, source
        assert no.value.verdict.message
        assert store.path.read_bytes() == before
        assert not list(tmp_path.glob(".*.part*"))
        assert not list(tmp_path.glob("desk.db.before*"))
    assert open_at(create=False).trouble is None


def test_half_a_backup_is_taken_away_by_the_next_and_nothing_else_is(store: Store, tmp_path: Path) -> None:
    """A process's number says nothing: another program may have it by now."""
    folder, gone, living = tmp_path / "U盘", 2**22 + 7, os.getppid()
    folder.mkdir()
    half = ".oatui-2026-11-23-0123456789abcdef.db"
    halves = [f"{half}.{gone}.part", f"{half}.{gone}.part-journal", f".备份.db.{gone}.part"]
    halves += [f"{half}.{living}.part", f"{half}.{os.getpid()}.part-wal"]
    others = [f".备份.db.{living}.part", f".电影.mp4.{gone}.part", "oatui.part", f"{half}.part", half]
    for name in (*halves, *others):
        (folder / name).write_bytes(b"x")
    with (folder / others[0]).open("rb") as written:
        fcntl.flock(written, fcntl.LOCK_EX)
        backup.back_up(store, folder / "备份.db")
    assert {path.name for path in folder.iterdir()} == {"备份.db", *others}
