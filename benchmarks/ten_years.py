"""The desk on an empty store and on one with ten years in it, in turns: first frame, sign-in, numbers, and what today asks.

Each round measures the limit (a Textual hello app; raw sqlite3 with the same pragmas), the empty store and the
ten-year store one after the other, so that a busy moment meets all three. None may miss its budget on the ten years,
and none of the first three may grow by more than a quarter (median over the rounds). The other benchmarks take the
same store with `--store`.

Prints lines `name value budget ok|missed`; times are milliseconds. Exit 1 where a budget is missed. Linux and macOS.

usage: python benchmarks/ten_years.py [--store FILE] [--rounds 5] [--whole]

Without FILE, or where it is not there, the years are made first (benchmarks/years.py, some minutes). `--whole` also
lets `doctor` build everything again.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import numbering
import signin
import startup
import years
from figures import line, missed, timed

from oatui import desk
from oatui.clock import ZONE, SystemClock
from oatui.store import (
    arrivals,
    backup,
    chain,
    closing,
    doctor,
    documents,
    incoming,
    journal,
    meetings,
    number_lines,
    numbers,
    reviews,
    search,
)
from oatui.store.database import Store, open_store

GROWTH_BUDGET = 1.25
READ_MS = 100.0  # what opens a page: as for a list of 10,000
PEOPLE, SIGNINS, PROCESSES, EACH = 20_000, 500, 8, 40


def growth(name: str, old: list[float], new: list[float]) -> None:
    """How many times longer the ten years take, by the middle round."""
    line(
        f"{name}.growth",
        statistics.median(a / b for a, b in zip(old, new, strict=True)),
        at_most=GROWTH_BUDGET,
    )


def starts(folder: Path, stores: dict[str, Path], rounds: int) -> None:
    hello = folder / "hello.py"
    hello.write_text(startup.HELLO, encoding="utf-8")
    programs = {"hello": ([sys.executable, str(hello)], re.compile("Hello"))} | {
        name: ([sys.executable, "-m", "oatui", "--db", str(path)], startup.USEFUL)
        for name, path in stores.items()
    }
    took: dict[str, list[startup.Launch]] = {name: [] for name in programs}
    for turn in range(rounds + 1):
        for name, (command, frame) in programs.items():
            launch = startup.Launch(command, folder, frame)
            if launch.seconds is None:
                raise SystemExit(f"{name} never showed its frame\n" + "\n".join(launch.screen.display))
            if turn:  # the first of each only warms the file cache
                took[name].append(launch)
    seconds = {name: [one.seconds or 0.0 for one in found] for name, found in took.items()}
    line("start.hello_ms", statistics.median(seconds["hello"]) * 1e3)
    for name in stores:
        ratios = [ours / theirs for ours, theirs in zip(seconds[name], seconds["hello"], strict=True)]
        line(f"start.{name}_ms", statistics.median(seconds[name]) * 1e3)
        line(f"start.{name}.ratio", statistics.median(ratios), at_most=startup.RATIO_BUDGET)
        line(
            f"start.{name}_mib", statistics.median(one.mib for one in took[name]), at_most=startup.MIB_BUDGET
        )
    growth("start", seconds["ten_years"], seconds["empty"])


def sign_ins(folder: Path, stores: dict[str, Path], rounds: int) -> None:
    moment = datetime.now(ZONE).replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=1)
    opened = {name: open_store(path, signin.MeetingClock(moment), "刘某某") for name, path in stores.items()}
    meeting = {name: signin.a_meeting(store, PEOPLE) for name, store in opened.items()}
    limit = signin.Limit(folder / "limit.db", meeting["empty"][1])
    took: dict[str, list[float]] = {name: [] for name in ("limit", *opened)}
    single: dict[str, list[float]] = {name: [] for name in took}
    clock = time.perf_counter
    for first in range(0, rounds * SIGNINS, SIGNINS):
        for name in took:
            began = clock()
            for number in range(first, first + SIGNINS):
                one = clock()
                if name == "limit":
                    limit.sign_in(number + 1, meeting["empty"][1][number])
                else:
                    at, codes = meeting[name]
                    assert arrivals.sign_in(opened[name], at, codes[number]).outcome == "ok"
                single[name].append(clock() - one)
            took[name].append(clock() - began)
    line("sign_in.limit_per_second", SIGNINS / statistics.median(took["limit"]))
    most = signin.percentile(single["limit"], 99) + signin.P99_BUDGET_MS
    for name in opened:
        ratios = [theirs / ours for theirs, ours in zip(took["limit"], took[name], strict=True)]
        line(f"sign_in.{name}.ratio", statistics.median(ratios), at_least=signin.RATIO_BUDGET)
        line(f"sign_in.{name}.p50_ms", signin.percentile(single[name], 50))
        line(f"sign_in.{name}.p99_ms", signin.percentile(single[name], 99), at_most=most)
        opened[name].close()
    growth("sign_in", took["ten_years"], took["empty"])


def numbers_given(folder: Path, stores: dict[str, Path], rounds: int) -> None:
    count = PROCESSES * (EACH + 1)  # and one each before the start
    took: dict[str, list[float]] = {name: [] for name in ("limit", *stores)}
    for number in range(rounds):
        raw = folder / f"numbers{number}.db"
        shares = {"limit": numbering.limit_papers(raw, count)}
        shares |= {name: numbering.signed_papers(path, count) for name, path in stores.items()}
        for name, papers in shares.items():
            mine = [papers[n::PROCESSES] for n in range(PROCESSES)]
            writer = numbering.limit_writer if name == "limit" else numbering.desk_writer
            took[name].append(numbering.timed(writer, raw if name == "limit" else stores[name], mine))
    line("numbers.limit_per_second", PROCESSES * EACH / statistics.median(took["limit"]))
    for name in stores:
        ratios = [theirs / ours for theirs, ours in zip(took["limit"], took[name], strict=True)]
        line(f"numbers.{name}.ratio", statistics.median(ratios), at_least=numbering.RATIO_BUDGET)
    growth("numbers", took["ten_years"], took["empty"])


def reads(path: Path) -> None:
    """What the pages of the day ask, each the best of five, on the ten years."""
    store = open_store(path, SystemClock(), "刘某某")
    calendar = desk.calendar_of(store)
    year = store.clock.now().year
    last = store.value("select max(id) from meeting")
    asked: dict[str, Callable[[], object]] = {
        "today": lambda: desk.today(store, calendar),
        "agenda": lambda: desk.agenda(store, calendar),
        "clear_desk": lambda: reviews.review(store, calendar),
        "meetings": lambda: (meetings.count(store), meetings.listed(store, 50)),
        "documents": lambda: (documents.count(store), documents.listed(store, "", 50)),
        "documents_open": lambda: documents.open_documents(store, 50),
        "incoming": lambda: (incoming.count(store), incoming.listed(store, "", 50)),
        "number_book": lambda: number_lines.book(store, year, years.SERIES, 50),
        "register": lambda: numbers.register(store, limit=50),
        "door": lambda: (arrivals.attendance(store, last), arrivals.recent(store, last)),
        "head": lambda: chain.head(store),
    }
    for name, ask in asked.items():
        line(f"read.{name}_ms", min(timed(ask) for _turn in range(5)), at_most=READ_MS)
    line("read.attendance_of_a_year_ms", timed(lambda: closing.unit_year(store, year)))
    store.close()


def searches(path: Path) -> None:
    """The index of fifty thousand papers and all who came, made once; then what is typed, letter by letter."""
    store = open_store(path, SystemClock(), "刘某某")
    line("search.first_index_s", timed(lambda: search.catch_up(store)) / 1e3)
    typed = (
        "关于做好",
        "第1项商务工作",
        "gyzh",
        "嘉商务字",
        "示例单位7",
        "王伟",
        "wangwei",
        "2019-05",
        "没有这个",
    )
    texts = [text for whole in typed for text in (whole[:1], whole[:2], whole)]
    took = sorted(timed(partial(_asked, store, text)) for text in texts)
    line("search.p50_ms", took[len(took) // 2])
    line("search.p99_ms", took[-1], at_most=30.0)
    store.close()


def _asked(store: Store, text: str) -> None:
    search.shown(store, search.find(store, text).places[:50])


def keeping(path: Path, folder: Path, whole: bool) -> None:
    store: Store = open_store(path, SystemClock(), "刘某某")
    line(
        "keep.open_ms",
        min(timed(lambda: open_store(path, SystemClock(), "刘某某").close()) for _turn in range(3)),
    )
    line("keep.quick_check_s", timed(lambda: doctor.quick_trouble(store)) / 1e3)
    line("keep.whole_chain_s", timed(lambda: chain.broken_at(store)) / 1e3)
    line("keep.backup_s", timed(lambda: backup.back_up(store, folder / "copy.db")) / 1e3)
    if whole:
        reports: list[doctor.Report] = []
        line("keep.doctor_s", timed(lambda: reports.append(doctor.examine(store))) / 1e3)
        line("keep.doctor_faults", 0.0 if reports[0].ok else 1.0, at_most=0.0)
    store.close()


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--store", type=Path, help="the ten years, made before; it stays as it is")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--whole", action="store_true", help="doctor, too")
    arguments.add_argument("--dir", type=Path, default=None, help="where to make the files")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="oatui-bench-", dir=chosen.dir) as name:
        folder = Path(name)
        stores = {"empty": folder / "empty.db", "ten_years": folder / "ten_years.db"}
        kept = chosen.store or stores["ten_years"]
        if not kept.exists():
            began = time.perf_counter()
            years.make(kept, years.TEN_YEARS, 1000, 300, 50_000, datetime.now(ZONE).date(), say=True).close()
            line("years.made_s", time.perf_counter() - began)
        if kept != stores["ten_years"]:
            shutil.copy(kept, stores["ten_years"])
        startup.furnish(stores["empty"])
        store = open_store(stores["ten_years"], SystemClock(), "刘某某")
        line("years.events", journal.count(store))
        line("years.mib", kept.stat().st_size / (1 << 20))
        store.close()
        starts(folder, stores, chosen.rounds)
        sign_ins(folder, stores, chosen.rounds)
        numbers_given(folder, stores, chosen.rounds)
        reads(stores["ten_years"])
        searches(stores["ten_years"])
        keeping(stores["ten_years"], folder, chosen.whole)
    print("missed: " + (", ".join(missed) or "nothing"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
