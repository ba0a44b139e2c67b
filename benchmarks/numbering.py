"""Numbers given a second by 8 processes on one store, against raw sqlite3 with 8 writers.

The limit is the same driver with the same pragmas on the same disk: BEGIN IMMEDIATE, the highest number of a series
read from an index, one INSERT of the next, one UPDATE of its document, COMMIT. Rounds of the limit and of the desk
take turns, so that a busy moment meets both; the ratio is the median over the rounds, the lowest is printed too. Afterwards every number from
1 to the last is there once.

Prints lines `name value budget ok|missed`. Exit 1 where a budget is missed.

usage: python benchmarks/numbering.py [--processes 8] [--each 40] [--rounds 9] [--dir FOLDER]
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from figures import line, missed

from oatui.clock import ZONE
from oatui.store import doctor, documents, numbers
from oatui.store.database import BUSY_SECONDS, PRAGMAS, open_store, sqlite3

RATIO_BUDGET = 0.5
SERIES = "嘉商务字"
LIMIT_TABLES = """
create table document(id integer primary key, title text not null, number text) strict;
create table number(series text not null, year integer not null, sequence integer not null,
    document integer not null references document(id), given_at text not null,
    primary key(series, year, sequence)) strict, without rowid;
"""


class NoonClock:
    """A clock that stands still: no time is judged here."""

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def _raw(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    conn.execute("pragma journal_mode=wal").fetchone()
    for pragma in PRAGMAS:
        conn.execute(f"pragma {pragma}")
    return conn


def ready(own: list[int], start: Barrier) -> Iterator[int]:
    """A writer's papers; the first one before the start: a desk that is open has read its modules."""
    yield own[0]
    start.wait()
    yield from own[1:]


def limit_writer(path: Path, own: list[int], start: Barrier, done: SimpleQueue[float]) -> None:
    """One writer of the limit: the next number for each of its documents."""
    conn = _raw(path)
    for document in ready(own, start):
        conn.execute("begin immediate")
        last = conn.execute(
            "select sequence from number where series = ? and year = 2026 order by sequence desc limit 1",
            (SERIES,),
        ).fetchone()
        sequence = last[0] + 1 if last else 1
        conn.execute(
            "insert into number values (?, 2026, ?, ?, ?)",
            (SERIES, sequence, document, "2026-11-24T12:00:00+08:00"),
        )
        conn.execute(
            "update document set number = ? where id = ?", (f"{SERIES}〔2026〕{sequence}号", document)
        )
        conn.execute("commit")
    done.put(time.perf_counter())
    start.wait()
    conn.close()


def desk_writer(path: Path, own: list[int], start: Barrier, done: SimpleQueue[float]) -> None:
    """One desk: a number for each of its papers."""
    store = open_store(path, NoonClock(), "刘某某")
    for document in ready(own, start):
        numbers.give_number(store, document)
    done.put(time.perf_counter())
    start.wait()
    store.close()


def timed(writer: object, path: Path, shares: list[list[int]]) -> float:
    """Seconds from the moment when every process is ready until the last one is done."""
    context = multiprocessing.get_context("spawn")
    start, done = context.Barrier(len(shares) + 1), context.SimpleQueue()
    processes = [context.Process(target=writer, args=(path, own, start, done)) for own in shares]  # type: ignore[arg-type]
    for process in processes:
        process.start()
    start.wait()
    began = time.perf_counter()
    # the clock is the machine's, the same in every process; its end is not the process's, which takes 20 ms of a
    # processor that those who still write need: none ends before all are done
    last: float = max(done.get() for _process in processes)
    start.wait()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return last - began


def signed_papers(path: Path, count: int) -> list[int]:
    """Papers that wait for their number."""
    store = open_store(path, NoonClock(), "刘某某", create=not path.exists())
    store.conn.execute("pragma synchronous=off")
    ids = []
    for n in range(count):
        paper = documents.draft(store, f"关于第{n}项工作的通知", "通知", SERIES, "业务股", "王某")
        for name in ("李某", "刘某", "张某", "孙某"):
            documents.sign(store, paper.id, name)
        ids.append(paper.id)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    store.close()
    return ids


def limit_papers(path: Path, count: int) -> list[int]:
    conn = _raw(path)
    conn.executescript(LIMIT_TABLES)
    conn.execute("begin")
    conn.executemany(
        "insert into document(id, title) values (?, ?)",
        ((n, f"关于第{n}项工作的通知") for n in range(1, count + 1)),
    )
    conn.execute("commit")
    conn.execute("pragma wal_checkpoint(truncate)")
    conn.close()
    return list(range(1, count + 1))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--processes", type=int, default=8)
    arguments.add_argument("--each", type=int, default=40, help="numbers of each process in a round")
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--dir", type=Path, default=None, help="where to make the files")
    chosen = arguments.parse_args()
    count = chosen.processes * (chosen.each + 1)  # and one each before the start
    with tempfile.TemporaryDirectory(prefix="oatui-bench-", dir=chosen.dir) as name:
        folder = Path(name)
        desk, ratios, theirs, ours = folder / "desk.db", [], [], []
        for number in range(chosen.rounds):
            raw = folder / f"limit-{number}.db"
            papers = limit_papers(raw, count)
            theirs.append(
                timed(limit_writer, raw, [papers[n :: chosen.processes] for n in range(chosen.processes)])
            )
            papers = signed_papers(desk, count)
            ours.append(
                timed(desk_writer, desk, [papers[n :: chosen.processes] for n in range(chosen.processes)])
            )
            ratios.append(theirs[-1] / ours[-1])
        store = open_store(desk, NoonClock(), "刘某某")
        given = [row[0] for row in store.rows("select sequence from number order by sequence")]
        assert given == list(range(1, count * chosen.rounds + 1)), "a gap or a double"
        assert doctor.examine(store).ok
        store.close()
    timed_numbers = chosen.processes * chosen.each
    line("numbers.limit_per_second", timed_numbers / statistics.median(theirs))
    line("numbers.per_second", timed_numbers / statistics.median(ours))
    line("numbers.lowest_ratio", min(ratios))
    line("numbers.ratio", statistics.median(ratios), at_least=RATIO_BUDGET)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
