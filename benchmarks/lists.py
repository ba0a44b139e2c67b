"""Large rosters: bringing one in, finding somebody, opening the list, seating everyone, drawing the hall.

The import is held to the same file through the reader alone and one INSERT transaction of the same driver, in
turns. What a person waits for at the screen is held to its milliseconds, on the page's own widgets.

Prints lines `name value budget ok|missed`; times are milliseconds. Exit 1 where a budget is missed.

usage: python benchmarks/lists.py [--rounds 5] [--store FILE] [--dir FOLDER]

`--store` measures on a copy of a store that is there, as benchmarks/years.py makes it.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import openpyxl
from figures import line, missed, timed
from textual.widget import Widget

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.files.roster_in import read_rosters
from oatui.rules import names
from oatui.screens.page import Page
from oatui.screens.roster import RosterPage
from oatui.screens.seats import SeatsPage
from oatui.store import meetings, people, seat_map, seats
from oatui.store.database import PRAGMAS, Store, open_store, sqlite3
from oatui.widgets.paged_list import PagedList
from oatui.widgets.seat_map import SeatMap

IMPORT_RATIO, SEARCH_P99_MS, OPEN_MS, KEY_MS = 3.0, 10.0, 100.0, 20.0
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解仇查翟覃区"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰志国建华文明春梅玉兰秀英海波晓红乐行长朝阳重庆安平正中和思远子涵雨轩"


class StandingClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 8, 20, tzinfo=ZONE)


def everyone(count: int, seed: int) -> list[dict[str, str]]:
    dice = random.Random(seed)
    return [
        {
            "name": dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2, 2)))),
            "unit": f"示例单位{number % 80}", "post": "科员", "phone": f"138{number:08d}", "serial": str(number + 1),
        }
        for number in range(count)
    ]  # fmt: skip


class Base:
    """The store that everything is measured on: a new one each time, or the copy of one with years in it."""

    def __init__(self, folder: Path, store: Path | None) -> None:
        self.folder = folder
        self.kept = store and Path(shutil.copy(store, folder / "years.db"))

    def path(self, name: str) -> Path:
        return self.kept or self.folder / name

    def open(self, name: str) -> Store:
        return open_store(self.path(name), StandingClock(), "刘某某", create=True)


def a_meeting(store: Store, count: int, seed: int) -> meetings.Meeting:
    start = store.clock.now().replace(hour=9, minute=0)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    people.import_roster(store, made.id, [("", one) for one in everyone(count, seed)], "名册.xlsx")
    return made


# ------------------------------------------------------------------ an import of 5,000


def _workbook(path: Path, count: int, seed: int) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "姓名", "单位", "职务", "联系电话"])
    for one in everyone(count, seed):
        sheet.append([one["serial"], one["name"], one["unit"], one["post"], one["phone"]])
    book.save(path)
    return path


def _limit(path: Path, table: Path) -> None:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    conn = sqlite3.connect(table, isolation_level=None)
    conn.execute("pragma journal_mode=wal").fetchone()
    for pragma in PRAGMAS:
        conn.execute(f"pragma {pragma}")
    conn.execute("create table attendee(id integer primary key, serial, name, unit, post, phone)")
    conn.execute("begin immediate")
    conn.executemany("insert into attendee(serial, name, unit, post, phone) values (?, ?, ?, ?, ?)", rows[1:])
    conn.execute("commit")
    conn.close()


def imports(folder: Path, base: Base, rounds: int) -> None:
    names.name_keys("示例")  # a desk that is open has read the dictionary of readings once
    theirs, ours = [], []
    for number in range(rounds):
        path = _workbook(folder / f"{number}.xlsx", 5_000, seed=number)
        store = base.open(f"import{number}.db")
        start = store.clock.now()
        meeting = meetings.add(store, "会", start, start + timedelta(hours=1))

        def bring_in(path: Path = path, store: Store = store, meeting: meetings.Meeting = meeting) -> None:
            (roster,) = read_rosters(path)
            rows = [("", one.as_row()) for one in roster.people]
            assert people.import_roster(store, meeting.id, rows, path.name).added == 5_000

        gc.collect()
        gc.freeze()  # the workbook that was made here is not the desk's to sweep through
        theirs.append(timed(partial(_limit, path, folder / f"raw{number}.db")))
        ours.append(timed(bring_in))
        store.close()
    line("import_5000.limit_ms", statistics.median(theirs))
    line("import_5000.ms", statistics.median(ours))
    line(
        "import_5000.ratio", statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), IMPORT_RATIO
    )


# ------------------------------------------------------------------ 100,000 to search, 10,000 to read, 5,000 to seat


def searches(base: Base) -> None:
    store = base.open("search.db")
    meeting = a_meeting(store, 100_000, 1)
    dice = random.Random(2)
    known = everyone(2_000, 1)
    queries = []
    for _turn in range(100):
        one = dice.choice(known)["name"]
        keys = names.name_keys(one).split()
        queries += [
            one,
            one[1:],
            one[0],
            keys[0],
            keys[1],
            keys[0][:4],
            dice.choice(keys),
            "示例单位7",
            "没有这人",
        ]
    people.search(store, meeting.id, "王", 50)
    took = sorted(timed(partial(people.search, store, meeting.id, query, 50)) for query in queries)
    line("search_100000.p50_ms", took[len(took) // 2])
    line("search_100000.p99_ms", took[len(took) * 99 // 100], SEARCH_P99_MS)
    store.close()


async def _painted(app: DeskApp, page: type[Page], widget: type[Widget]) -> None:
    """Until its people stand on the page; Pilot's own pause would add its sleep."""
    while True:
        await asyncio.sleep(0)
        front = app.screen
        if isinstance(front, page) and front.composed:
            place = front.query_one(widget).region
            lines = front._compositor.render_strips() if place.height else []
            if lines and lines[place.y + place.height // 2].text.strip():
                return


async def _pages(path: Path, roster_of: int, hall_of: int) -> None:
    gc.collect()
    gc.freeze()
    gc.disable()  # as the entry does; the app turns it on
    app = DeskApp(path, StandingClock(), "刘某某")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.5)
        for name, page, widget, keys in (
            ("list_10000", RosterPage, PagedList, ["down", "pagedown"]),
            ("seat_map_5000", SeatsPage, SeatMap, ["right", "down"]),
        ):
            meeting = roster_of if widget is PagedList else hall_of
            opened: list[float] = []
            # the first opening also reads the page's rules of look: the least of some is the page's own
            for _turn in range(6):
                began = time.perf_counter()
                app.push_screen(page(meeting))
                await _painted(app, page, widget)
                opened.append((time.perf_counter() - began) * 1e3)
                if len(opened) < 6:
                    app.pop_screen()
                    await pilot.pause()
            line(f"{name}.first_open_ms", opened[0])
            line(f"{name}.open_ms", min(opened), OPEN_MS)
            shown = app.screen.query_one(widget)
            shown.focus()
            await pilot.pause()
            took = []
            for _turn in range(10):
                for key in keys:
                    (binding,) = shown._bindings.get_bindings_for_key(key)
                    began = time.perf_counter()
                    await shown.run_action(binding.action)
                    for y in range(shown.size.height):
                        shown.render_line(y)
                    took.append((time.perf_counter() - began) * 1e3)
            line(f"{name}.key_ms", statistics.median(took), KEY_MS)
            app.pop_screen()
            await pilot.pause()


def halls(base: Base) -> None:
    path = base.path("hall.db")
    store = base.open("hall.db")
    roster_of = a_meeting(store, 10_000, 3)
    hall_of = a_meeting(store, 5_000, 4)
    (venue,) = meetings.venues(store, hall_of.id)
    for order in ("roster", "strokes", "pinyin"):
        for by in ("person", "unit"):
            arrange = partial(
                seats.arrange, store, venue.id, "centre", by=by, order=order, plan=(60, 100, (50,))
            )
            took = timed(arrange)
            line(f"seating_5000.{by}_{order}_ms", took)
    line("seating_5000.read_ms", timed(lambda: seat_map.read(store, venue.id)))
    line("seating_5000.undo_ms", timed(lambda: seats.undo(store, venue.id)))
    store.close()
    asyncio.run(_pages(path, roster_of.id, hall_of.id))


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--store", type=Path, default=None, help="a store with years in it")
    arguments.add_argument("--dir", type=Path, default=None, help="where to make the files")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="oatui-bench-", dir=chosen.dir) as name:
        base = Base(Path(name), chosen.store)
        imports(Path(name), base, chosen.rounds)
        halls(base)
        searches(base)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
