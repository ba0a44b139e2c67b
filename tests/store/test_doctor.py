"""The examination finds what was done to a file behind the program's back, and names it."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from oatui.store import doctor, journal
from oatui.store.database import DatabaseError, Store, StoreTrouble, memory, open_store, sqlite3
from oatui.store.migrations import PARTS
from oatui.store.schema import GUARDS, LOCAL
from tests.conftest import FixedClock
from tests.store.acts import a_meeting, content, do
from tests.store.whole_day import WHOLE_DAY


@cache
def _played() -> tuple[Path, datetime, tempfile.TemporaryDirectory[str]]:
    """A store with something in every table, made once and copied: the day takes a second."""
    folder = tempfile.TemporaryDirectory(prefix="oatui-test-")
    path, clock = Path(folder.name) / "played.db", FixedClock()
    store = open_store(path, clock, "刘某某", create=True)
    a_meeting(store, 8)
    for act in WHOLE_DAY:
        do(store, act)
    do(store, ("close", 0, 1))
    store.conn.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return path, clock.moment, folder  # the folder goes with the process


@cache
def _rebuilt() -> Store:
    """The day's tables as they follow from its journal, made once: a hundred edits are compared with them."""
    path, moment, _folder = _played()
    store = open_store(path, FixedClock(moment), "刘某某")
    fresh = memory(store.clock)
    assert doctor.replay(store, fresh) is None
    store.close()
    return fresh


@pytest.fixture
def played(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """A store with something in every table."""
    made, clock.moment, _folder = _played()
    path = tmp_path / "desk.db"
    shutil.copy(made, path)
    store = open_store(path, clock, "刘某某")
    yield store
    store.close()


def test_the_day_fills_every_table(played: Store) -> None:
    """A new table needs an act in `acts.py` and in the whole day, or nothing here looks at it."""
    assert [name for name, rows in content(played).items() if not rows and name not in LOCAL] == []


def test_a_sound_store_is_ok_and_says_its_head(played: Store) -> None:
    seen: list[tuple[int, int]] = []
    report = doctor.examine(played, lambda done, total: seen.append((done, total)))
    assert report.ok
    assert report.as_dict() == {
        "ok": True,
        "integrity": "ok",
        "guards": "ok",
        "journal": {
            "events": journal.count(played),
            "head": journal.head(played),
            "broken_at": None,
            "rebuilt_equal": True,
            "difference": None,
        },
    }
    assert seen == [(0, report.events)]
    assert doctor.quick_trouble(played) is None


def test_it_reads_only(played: Store) -> None:
    before = content(played)
    assert doctor.examine(played).ok
    assert content(played) == before
    assert not played.conn.in_transaction


def test_it_sees_one_moment_beside_a_writer(open_at: Callable[..., Store], played: Store) -> None:
    other = open_at()
    done: list[int] = []

    def meanwhile(_done: int, _total: int) -> None:
        do(other, ("set", len(done), 0))
        done.append(1)

    assert doctor.examine(played, meanwhile).ok
    assert done


# ------------------------------------------------------------------ attacks


def without(store: Store, guard: str, attack: str, *values: object) -> None:
    """Drop a guard, do it, and put the guard back as if nothing had been."""
    store.conn.execute(f"drop trigger {guard}")
    assert store.conn.execute(attack, values).rowcount == 1
    store.conn.execute(GUARDS[guard])


def test_an_edited_body(played: Store) -> None:
    seq = played.value("select seq from event where kind = 'signed_in' limit 1")
    without(
        played, "event_fixed", "update event set body = replace(body, 'on_time', 'late') where seq = ?", seq
    )
    report = doctor.examine(played)
    assert not report.ok
    assert report.broken_at == f"{played.origin} {seq}"
    assert not report.rebuilt_equal


def test_a_row_taken_out_of_the_middle(played: Store) -> None:
    without(played, "event_no_delete", "delete from event where seq = 5")
    report = doctor.examine(played)
    assert (report.ok, report.broken_at) == (False, f"{played.origin} 6")


def test_the_first_row_taken_out(played: Store) -> None:
    without(played, "event_no_delete", "delete from event where seq = 1 and origin like 'desk-%'")
    assert doctor.examine(played).broken_at == f"{played.origin} 2"


def test_a_cut_tail_with_its_effects_is_shown_by_the_head_alone(played: Store) -> None:
    head = doctor.examine(played).head
    setting = ("sign_in.opens_minutes",)
    before = played.row("select * from setting where key = ?", *setting)
    do(played, ("set", 2, 2))
    later = doctor.examine(played).head
    without(played, "event_no_delete", "delete from event where seq = (select max(seq) from event)")
    # the tables tell first ...
    assert doctor.examine(played).difference
    # ... and where these were put back too, only a head that was kept elsewhere
    assert before is not None
    played.conn.execute("delete from setting where key = ?", setting)
    played.conn.execute("insert into setting values (?, ?, ?, ?)", tuple(before))
    report = doctor.examine(played)
    assert report.ok
    assert report.head == head != later


@pytest.mark.parametrize("table", sorted(PARTS - LOCAL - {"event"}))
def test_an_edited_row_of_any_table(played: Store, table: str) -> None:
    if not played.value("select 1 from sqlite_master where type = 'table' and name = ?", table):
        pytest.skip("an index")
    if not content(played)[table]:
        pytest.skip("nothing in it: test_the_day_fills_every_table is red")
    columns = played.rows(f"pragma table_info({table})")
    played.conn.execute("pragma foreign_keys=off")
    for row in columns:
        column, kind = row["name"], row["type"]
        edited = f"{column} || '改'" if kind == "TEXT" else f"coalesce({column}, 0) + 1000"
        if column == "kind" and table == "venue":
            edited = "case kind when 'main' then 'sub' else 'main' end"
        if kind == "TEXT" and not row["notnull"] and not played.value(f"select count({column}) from {table}"):
            edited = "'改'"
        before = content(played)[table]
        played.conn.execute("begin")
        for guard in ("number_fixed", "number_no_delete"):
            played.conn.execute(f"drop trigger {guard}")
        changed = played.conn.execute(
            f"update {table} set {column} = {edited} where ({', '.join(c['name'] for c in columns if c['pk'])}) "
            f"in (select {', '.join(c['name'] for c in columns if c['pk'])} from {table} "
            f"where {column} is not null or not exists (select 1 from {table} where {column} is not null) limit 1)"
        ).rowcount
        for guard in ("number_fixed", "number_no_delete"):
            played.conn.execute(GUARDS[guard])
        assert changed == 1, column
        assert content(played)[table] != before, column
        difference = doctor.other_row(played, _rebuilt())
        assert difference is not None, column
        assert difference.startswith(f"{table}: "), (column, difference)
        played.conn.execute("rollback")
    assert doctor.other_row(played, _rebuilt()) is None


@pytest.mark.parametrize("table", sorted(PARTS - LOCAL - {"event"}))
def test_a_row_lost_from_any_table(played: Store, table: str) -> None:
    if not played.value("select 1 from sqlite_master where type = 'table' and name = ?", table):
        pytest.skip("an index")
    if not content(played)[table]:
        pytest.skip("nothing in it: test_the_day_fills_every_table is red")
    played.conn.execute("pragma foreign_keys=off")
    if table == "number":
        played.conn.execute("drop trigger number_no_delete")
    played.conn.execute(f"delete from {table}")
    if table == "number":
        played.conn.execute(GUARDS["number_no_delete"])
    report = doctor.examine(played)
    assert not report.ok
    assert report.difference is not None
    assert report.difference.startswith(table)


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_a_missing_guard(played: Store, name: str) -> None:
    played.conn.execute(f"drop trigger {name}")
    report = doctor.examine(played)
    assert not report.ok
    assert name in report.guards


@pytest.mark.parametrize("name", sorted(PARTS - {"event"}))
def test_a_missing_table_or_index(played: Store, name: str) -> None:
    kind = played.value("select type from sqlite_master where name = ?", name)
    played.conn.execute("pragma foreign_keys=off")
    played.conn.execute(f"drop {kind} {name}")
    report = doctor.examine(played)
    assert not report.ok
    assert name in f"{report.difference} {report.integrity} {report.guards}"


def test_a_table_that_is_not_ours_or_was_changed(played: Store) -> None:
    played.conn.execute("create table strange(x)")
    assert doctor.examine(played).difference == "table strange"
    played.conn.execute("drop table strange")
    played.conn.execute("alter table meeting add column more text")
    assert doctor.examine(played).difference == "table meeting"


def test_a_dangling_reference(played: Store) -> None:
    played.conn.execute("pragma foreign_keys=off")
    played.conn.execute("update attendee set venue = 999 where id = 1")
    report = doctor.examine(played)
    assert not report.ok
    assert report.integrity.startswith("foreign key")


def test_an_event_of_a_kind_that_nobody_knows(played: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(journal._appliers, "signed_in")
    report = doctor.examine(played)
    assert not report.ok
    assert "signed_in" in str(report.difference)


# ------------------------------------------------------------------ a changed byte


def _flips(folder: Path, sound: Path, seed: int, count: int) -> tuple[int, int]:
    """Change one byte at a time; how often it was named, and how often it was in an unused place."""
    clock, bytes_, rng = FixedClock(), sound.read_bytes(), random.Random(seed)
    store = open_store(sound, clock, "刘某某")
    expected = content(store)
    store.close()
    path = folder / "flipped.db"
    named = unused = 0
    for _ in range(count):
        place, bit = rng.randrange(len(bytes_)), 1 << rng.randrange(8)
        changed = bytearray(bytes_)
        changed[place] ^= bit
        for left in folder.glob("flipped*"):
            left.unlink()
        path.write_bytes(changed)
        if _is_named(path, clock):
            named += 1
            continue
        store = open_store(path, clock, "刘某某")
        found = content(store)
        store.close()
        assert found == expected, (seed, place, bit)
        unused += 1
    return named, unused


def _is_named(path: Path, clock: FixedClock) -> bool:
    try:
        store = open_store(path, clock, "刘某某")
    except StoreTrouble as error:
        return bool(error.verdict.message)
    try:
        if store.trouble:
            return bool(store.trouble.verdict.message)
        report = doctor.examine(store)
        return not report.ok
    finally:
        store.close()


def _sound(played: Store) -> Path:
    path = played.path
    played.close()
    assert not path.with_name(path.name + "-wal").exists()
    return path


def test_no_changed_byte_is_silently_wrong(played: Store, tmp_path: Path) -> None:
    named, unused = _flips(tmp_path, _sound(played), 1, 120)
    assert named >= 10  # most of a small file is unused
    assert named + unused == 120


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(4))
def test_no_changed_byte_is_silently_wrong_long(played: Store, tmp_path: Path, seed: int) -> None:
    named, unused = _flips(tmp_path, _sound(played), seed + 10, 4000)
    assert named + unused == 4000


def test_a_changed_byte_in_a_text_is_not_found_by_the_engine_alone(played: Store, tmp_path: Path) -> None:
    """Why the chain is there: SQLite has no checksum on a page."""
    path = _sound(played)
    bytes_ = path.read_bytes()
    place = bytes_.index("未带签到码".encode())
    path.write_bytes(bytes_[:place] + "末".encode() + bytes_[place + 3 :])
    other = sqlite3.connect(path)
    assert other.execute("pragma integrity_check").fetchone()[0] == "ok"
    other.close()
    assert _is_named(path, FixedClock())


def test_a_page_that_is_gone_gives_a_report_and_no_error(played: Store) -> None:
    root = played.value("select rootpage from sqlite_master where name = 'attendee'")
    path = _sound(played)
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(4096))
    try:
        store = open_store(path, FixedClock(), "刘某某")
    except StoreTrouble as error:
        assert error.verdict.key == "store.corrupt"
        return
    report = doctor.examine(store)
    assert not report.ok
    assert report.integrity != "ok"
    assert doctor.quick_trouble(store)
    with pytest.raises(DatabaseError):
        store.rows("select * from attendee")
    store.close()
