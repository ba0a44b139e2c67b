"""Sign-ins a second, from scan to commit, against the same engine doing one UPDATE and one INSERT a commit.

The limit is the same driver with the same pragmas on the same disk: BEGIN IMMEDIATE, one UPDATE of a person
found by code, one INSERT into an audit table with two indexes, COMMIT. Its rounds and ours take turns, so that
a busy moment meets both; the ratio is the median over the rounds, p99 is held to the limit's p99 + 3 ms.
The same after ten years is in ten_years.py.

Prints lines `name value budget ok|missed`; times are milliseconds. Exit 1 where a budget is missed.

usage: python benchmarks/signin.py [--people 20000] [--signins 3000] [--dir FOLDER]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from figures import line, missed

from oatui.clock import ZONE
from oatui.store import arrivals, meetings, people
from oatui.store.database import PRAGMAS, Store, open_store, sqlite3

ROUND = 100
RATIO_BUDGET, P99_BUDGET_MS = 0.6, 3.0
LIMIT_TABLES = """
create table attendee(id integer primary key, code text not null unique, name text not null, unit text not null,
    arrived_at text, venue integer) strict;
create table audit(id integer primary key, at text not null, actor text not null, kind text not null,
    attendee integer not null references attendee(id), nonce text not null unique, body text not null) strict;
create index audit_at on audit(at);
"""


class MeetingClock:
    """A clock that a meeting's people come by: twenty a second."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=50)
        return self.moment


class Limit:
    """What any desk has to do on this disk: one UPDATE and one INSERT a commit."""

    def __init__(self, path: Path, codes: list[str]) -> None:
        self.conn = sqlite3.connect(path, isolation_level=None)
        self.conn.execute("pragma journal_mode=wal").fetchone()
        for pragma in PRAGMAS:
            self.conn.execute(f"pragma {pragma}")
        self.conn.executescript(LIMIT_TABLES)
        self.conn.execute("begin")
        rows = ((n, code, f"参会人{n}", f"单位{n % 80}") for n, code in enumerate(codes, 1))
        self.conn.executemany("insert into attendee(id, code, name, unit) values (?, ?, ?, ?)", rows)
        self.conn.execute("commit")
        self.conn.execute("pragma wal_checkpoint(truncate)")

    def sign_in(self, number: int, code: str) -> None:
        execute, at = self.conn.execute, "2026-11-24T08:30:00+08:00"
        execute("begin immediate")
        execute(
            "update attendee set arrived_at = ?, venue = 1 where code = ? and arrived_at is null", (at, code)
        )
        execute(
            "insert into audit(at, actor, kind, attendee, nonce, body) values (?, ?, ?, ?, ?, ?)",
            (at, "刘某某", "signed_in", number, f"{number * 7919:032x}", '{"venue":1,"way":"scan"}'),
        )
        execute("commit")


def person(number: int) -> tuple[str, dict[str, str]]:
    given = "甲乙丙丁戊己庚辛壬癸"
    name = f"王{given[number % 10]}{given[number // 10 % 10]}"
    return "", {
        "name": name,
        "unit": f"单位{number % 80}",
        "post": "科员",
        "phone": "",
        "serial": str(number),
    }


def a_meeting(store: Store, count: int) -> tuple[int, list[str]]:
    """A meeting of so many people; its id, and their codes in the order in which they come."""
    assert isinstance(store.clock, MeetingClock)
    start = store.clock.moment.replace(hour=9, minute=0, second=0, microsecond=0)
    store.clock.moment = start - timedelta(minutes=50)
    meeting = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    people.import_roster(store, meeting.id, [person(number) for number in range(count)], "名册.xlsx")
    codes = [one.code for one in people.listed(store, meeting.id, limit=-1)]
    random.Random(1).shuffle(codes)
    store.conn.execute("pragma wal_checkpoint(truncate)")
    return meeting.id, codes


def measure(store: Store, folder: Path, count: int, signins: int, name: str) -> None:
    """Rounds of the limit and of the desk in turn; their figures are printed."""
    meeting, codes = a_meeting(store, count)
    limit = Limit(folder / f"{name}-limit.db", codes)
    theirs: list[float] = []
    ours: list[float] = []
    ratios = []
    clock = time.perf_counter
    for first in range(0, signins, ROUND):
        whole = clock()
        for number in range(first, first + ROUND):
            began = clock()
            limit.sign_in(number + 1, codes[number])
            theirs.append(clock() - began)
        middle = clock()
        for number in range(first, first + ROUND):
            began = clock()
            made = arrivals.sign_in(store, meeting, codes[number])
            ours.append(clock() - began)
            assert made.outcome == "ok"
        ratios.append((middle - whole) / (clock() - middle))
    limit.conn.close()
    present = store.value("select count(*) from event where kind = 'signed_in' and at like '2026-11-24%'")
    assert present == signins
    ratio = statistics.median(ratios)
    commit = percentile(theirs, 50)
    line(f"{name}.limit_per_second", 1e3 / commit)
    line(f"{name}.limit_p50_ms", commit)
    line(f"{name}.limit_p99_ms", percentile(theirs, 99))
    line(f"{name}.p50_ms", percentile(ours, 50))
    # one commit of the limit at the same percentile: a busy disk meets both
    line(f"{name}.p99_ms", percentile(ours, 99), at_most=percentile(theirs, 99) + P99_BUDGET_MS)
    line(f"{name}.ratio", ratio, at_least=RATIO_BUDGET)


def percentile(seconds: list[float], q: int) -> float:
    """In milliseconds."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * q // 100)] * 1e3


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--people", type=int, default=20_000)
    arguments.add_argument("--signins", type=int, default=3_000, help="of each kind")
    arguments.add_argument("--dir", type=Path, default=None, help="where to make the files")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="oatui-bench-", dir=chosen.dir) as name:
        folder = Path(name)
        moment = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
        store = open_store(folder / "new.db", MeetingClock(moment), "刘某某", create=True)
        measure(store, folder, chosen.people, chosen.signins, "sign_in.new")
        store.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
