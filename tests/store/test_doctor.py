"""The examination finds what was done to a file behind the program's back, and names it."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from oatui.store import chain, doctor, journal
from oatui.store.database import DatabaseError, Row, Store, StoreTrouble, memory, open_store, sqlite3
from oatui.store.migrations import PARTS
from oatui.store.schema import GUARDS, LOCAL
from tests.conftest import FixedClock
from tests.proof import Told
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
            "head": chain.head(played),
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


def _tables(store: Store) -> list[str]:
    names = PARTS - LOCAL - {"event"}
    return sorted(row["name"] for row in store.rows("pragma table_list") if row["name"] in names)


@contextmanager
def behind_its_back(store: Store) -> Iterator[None]:
    """Whatever is done in here is taken back; no guard and no reference holds it."""
    store.conn.execute("pragma foreign_keys=off")
    store.conn.execute("pragma ignore_check_constraints=on")
    store.conn.execute("begin")
    for guard in GUARDS:
        store.conn.execute(f"drop trigger {guard}")
    try:
        yield
    finally:
        store.conn.execute("rollback")


def _other_value(column: Row, value: object) -> object:
    """Another value that the column takes."""
    if column["type"] == "INTEGER":
        return int(value or 0) + 100_000  # type: ignore[call-overload]
    if column["type"] == "BLOB":
        return bytes(value or b"") + b"x"  # type: ignore[call-overload]
    return f"{value or ''}改"


def _attacks(store: Store, table: str) -> Iterator[tuple[str, str, list[object]]]:
    """Every single-row edit, deletion, insertion and change of place in a table: what, SQL, values."""
    columns = store.rows(f'pragma table_info("{table}")')
    names = [column["name"] for column in columns]
    keys = [column["name"] for column in columns if column["pk"]]
    where = " and ".join(f"{key} is ?" for key in keys)
    rows = store.rows(f"select * from {table}")
    marks = ",".join("?" * len(names))
    for number, row in enumerate(rows):
        key = [row[name] for name in keys]
        yield "deleted", f"delete from {table} where {where}", key
        # in turn, so that each column is edited, and each row
        for column in columns if number == 0 else [columns[number % len(columns)]]:
            new = _other_value(column, row[column["name"]])
            yield (
                f"{column['name']} edited",
                f"update {table} set {column['name']} = ? where {where}",
                [new, *key],
            )
    one = list(rows[0])
    for place, column in enumerate(columns):
        if column["pk"]:
            one[place] = _other_value(column, one[place])
            break
    yield "inserted", f"insert or ignore into {table} values ({marks})", one
    # two rows change places: what stands under one key stands under the other
    rest = [name for name in names if name not in keys]
    for first, second in pairwise(rows):
        if rest and any(first[name] != second[name] for name in rest):
            sets = ", ".join(f"{name} = ?" for name in rest)
            yield "another's", f"update or ignore {table} set {sets} where {where}", [
                *(second[name] for name in rest), *(first[name] for name in keys),
            ]  # fmt: skip
            break


def test_every_change_of_a_row_of_any_table_is_named(played: Store) -> None:
    """Each row deleted and edited, each column edited, a row put in, two rows exchanged, in every table."""
    seen = 0
    assert _tables(played) == doctor._tables(played)
    for table in _tables(played):
        for what, attack, values in _attacks(played, table):
            with behind_its_back(played):
                if played.conn.execute(attack, values).rowcount == 0:
                    assert what in ("inserted", "another's"), (table, what)  # a unique index is in the way
                    continue
                difference = doctor.other_row_of(table, played, _rebuilt())
            assert difference is not None, (table, what, values)
            assert difference.startswith(f"{table}: "), (table, what, difference)
            seen += 1
    assert doctor.other_row(played, _rebuilt()) is None
    assert seen > 1500


def test_every_change_of_an_event_is_named(played: Store) -> None:
    """Events deleted, edited in each field, put in, moved to another place of the file: each event in one way."""
    _changes_of_events(played, each=False)


@pytest.mark.proof
def test_every_change_of_every_event_is_named_long(played: Store, told: Told) -> None:
    told.figures(attacks=_changes_of_events(played, each=True), silent=0)


def _changes_of_events(played: Store, each: bool) -> int:
    """How many attacks there were; each but those that change nothing is named."""
    fields = [row["name"] for row in played.rows("pragma table_info(event)")]
    ends = {(row[0], row[1]) for row in played.rows("select origin, max(seq) from event group by origin")}
    columns = {row["name"]: row for row in played.rows("pragma table_info(event)")}
    silent, tried = [], 0
    rows = played.rows("select rowid as place, * from event order by rowid")
    top = rows[-1]["place"]
    for number, row in enumerate(rows):
        field = fields[number // 3 % len(fields)]
        one, key = "where origin = ? and seq = ?", [row["origin"], row["seq"]]
        new = _other_value(columns[field], row[field])
        copy = ", ".join(f"{name} + 1" if name == "seq" else name for name in fields)
        attacks: list[tuple[str, str, list[object]]] = [
            (f"{field} edited", f"update event set {field} = ? {one}", [new, *key]),
            ("deleted", f"delete from event {one}", key),
            ("moved to the end", f"update event set rowid = ? {one}", [top + 1, *key]),
        ]
        if (row["origin"], row["seq"]) in ends:
            attacks.append(("put in", f"insert into event select {copy} from event {one}", key))
        for what, attack, values in attacks if each or len(attacks) > 3 else [attacks[number % 3]]:
            tried += 1
            with behind_its_back(played):
                played.conn.execute(attack, values)
                broken: object = chain.broken_at(played)
                if broken is None and what == "deleted" and (row["origin"], row["seq"]) in ends:
                    broken = _cut_off(played)
                if broken is None:
                    silent.append((what, row["kind"], *key))
    # nothing follows the last event of a desk in its own order: there is no place to be out of
    assert {(what, *key) for what, _kind, *key in silent} <= {("moved to the end", *end) for end in ends}
    return tried


def _cut_off(store: Store) -> object:
    """A tail that is cut off is told by the tables, or by the head that was printed."""
    printed = _head_of_the_day()
    with closing(memory(store.clock)) as fresh:
        told = doctor.replay(store, fresh) or doctor.other_row(store, fresh)
    return told or (chain.event_of_head(store, printed) is None or None)


@cache
def _head_of_the_day() -> str:
    path, moment, _folder = _played()
    store = open_store(path, FixedClock(moment), "刘某某")
    try:
        return chain.head(store)
    finally:
        store.close()


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


KEPT = "desk-0123456789ab", "2031-01-02T03:04:05+08:00"


def test_a_changed_byte_in_what_no_event_holds_is_named(played: Store, tmp_path: Path) -> None:
    """What the line to other desks keeps is in no event: it says everything twice."""
    origin, at = KEPT
    with played.write():
        played.conn.execute("insert into local values ('odd', ?)", (origin,))
        played.conn.execute("insert into partial_origin values (?)", (origin,))
        played.conn.execute("insert into line_acked values (?, 77)", (origin,))
        played.conn.execute("insert into site_heard values (900, ?, 3)", (at,))
        played.conn.execute("insert into rows_came values (?, 7, ?, 3)", (origin, at))
    assert doctor.examine(played).ok
    path = _sound(played)
    bytes_, other = path.read_bytes(), tmp_path / "other.db"
    places = [one.start() for text in KEPT for one in re.finditer(re.escape(text.encode()), bytes_)]
    assert len(places) == 12  # each of the six texts, twice
    for place in places:
        for bit in (1, 128):  # another digit; no text at all
            changed = bytearray(bytes_)
            changed[place + 12] ^= bit
            for left in tmp_path.glob("other*"):
                left.unlink()
            other.write_bytes(changed)
            assert _is_named(other, FixedClock()), (place, bit)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(4))
def test_no_changed_byte_is_silently_wrong_long(played: Store, tmp_path: Path, seed: int, told: Told) -> None:
    named, unused = _flips(tmp_path, _sound(played), seed + 10, 4000)
    told.figures(bytes=4000, named=named, unused=unused, silent=4000 - named - unused)
    assert named + unused == 4000


def test_a_changed_byte_in_a_text_is_not_found_by_the_engine_alone(played: Store) -> None:
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
