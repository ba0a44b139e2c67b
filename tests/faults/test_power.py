"""Power loss at any write: with synchronous=FULL nothing that was said is lost, and the file is whole."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from oatui.store import arrivals, doctor, journal, people
from oatui.store.database import DAMAGE, PRAGMAS, Store, StoreTrouble, open_store
from tests.conftest import FixedClock
from tests.faults.power import Disk, replay
from tests.proof import Told
from tests.store.acts import a_meeting, do, person

BEFORE = 2  # events of the meeting and its roster

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def recorded(store: Store) -> tuple[bytes, list[str]]:
    """A store file, and the statements of a morning on it: sign-ins, a roster, numbers, an erasure."""
    meeting = a_meeting(store, 60)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    before = store.path.read_bytes()
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    roster = people.listed(store, meeting.id)
    for number, one in enumerate(roster[:40]):
        arrivals.sign_in(store, meeting.id, one.code)
        if number % 8 == 7:
            do(store, ("annul", number, 0))
            arrivals.sign_in(store, meeting.id, "不是码")
    people.import_roster(store, meeting.id, [("分会场", person(n)) for n in range(100, 160)], "名册.xlsx")
    for act in [("draft", 0, 1), *[("sign", 0, n) for n in range(4)], ("number", 0, 0), ("move", 0, 12)]:
        do(store, act)
    journal.erase_private(store, "2027", ("scan_refused",))
    store.conn.set_trace_callback(None)
    # a statement is told again for each trigger that it runs; none is run twice in a row
    told = [one for place, one in enumerate(said) if place == 0 or one != said[place - 1]]
    writing = ("begin immediate", "commit", "insert", "update", "delete")
    return before, [one for one in told if one.lower().startswith(writing)]


def _cut(
    folder: Path,
    recorded: tuple[bytes, list[str]],
    mode: str,
    synchronous: str,
    seed: int,
    lying: bool = False,
) -> int:
    """Cut the power once; how many said events are lost. -1 where the file is damaged."""
    before, statements = recorded
    pragmas = [
        f"journal_mode={mode}",
        *(pragma for pragma in PRAGMAS if not pragma.startswith("synchronous")),
        f"synchronous={synchronous}",
        "wal_autocheckpoint=20",  # so that many cuts fall into a checkpoint
    ]
    rng = random.Random(seed)
    base = folder / "base"
    base.mkdir(exist_ok=True)
    committed, operations = replay(Disk({"desk.db": before}), base, statements, pragmas)
    assert committed == sum(one.lower() == "commit" for one in statements)
    disk = Disk({"desk.db": before}, lying)
    committed, _made = replay(disk, base, statements, pragmas, rng.randint(1, operations))
    place = folder / f"{mode}-{synchronous}-{seed}"
    place.mkdir()
    for name, data in disk.platter(rng).items():
        (place / name).write_bytes(data)
    said = _said(statements, committed)
    try:
        store = open_store(place / "desk.db", FixedClock(), "刘某某")
    except StoreTrouble:
        return -1
    try:
        if store.trouble or not doctor.examine(store).ok:
            return -1
        found = store.value("select max(seq) from event")
        # at most the action that was under way is there too
        assert found - said <= 2
        return max(0, said - int(found))
    except DAMAGE:
        return -1
    finally:
        store.close()
        shutil.rmtree(place)


def _said(statements: list[str], committed: int) -> int:
    """The last seq of the first so many commits."""
    commits, last = 0, BEFORE
    for one in statements:
        if one.startswith("insert into event"):
            last = max(last, int(one.split("', ")[1].split(",")[0]))
        commits += one.lower() == "commit"
        if commits == committed and one.lower() == "commit":
            return last
    return BEFORE


@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_nothing_that_was_said_is_lost(recorded: tuple[bytes, list[str]], tmp_path: Path, mode: str) -> None:
    assert [_cut(tmp_path, recorded, mode, "full", seed) for seed in range(15)] == [0] * 15


@pytest.mark.proof
@pytest.mark.parametrize("mode", ["wal", "truncate"])
def test_nothing_that_was_said_is_lost_long(
    recorded: tuple[bytes, list[str]], tmp_path: Path, mode: str, told: Told
) -> None:
    lost = []
    for seed in range(1000, 1400):
        lost.append(_cut(tmp_path, recorded, mode, "full", seed))
        told.step(len(lost), 400)
    told.figures(cuts=len(lost), lost=sum(one > 0 for one in lost), damaged=lost.count(-1))
    assert lost == [0] * len(lost)


@pytest.mark.proof
def test_what_is_not_waited_for_is_lost_long(
    recorded: tuple[bytes, list[str]], tmp_path: Path, told: Told
) -> None:
    """The same cuts with synchronous=OFF: the proof above could fail."""
    lost = [_cut(tmp_path, recorded, "wal", "off", seed) for seed in range(1000, 1200)]
    told.figures(cuts=len(lost), lost=sum(one > 0 for one in lost), damaged=lost.count(-1))
    assert sum(one != 0 for one in lost) > 100


@pytest.mark.parametrize(("synchronous", "lying"), [("off", False), ("full", True)])
def test_the_harness_finds_a_disk_that_is_not_waited_for(
    recorded: tuple[bytes, list[str]], tmp_path: Path, synchronous: str, lying: bool
) -> None:
    lost = [_cut(tmp_path, recorded, "wal", synchronous, seed, lying) for seed in range(6)]
    assert sum(one != 0 for one in lost) >= 4
