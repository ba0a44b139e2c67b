"""Twenty sub-venues on lines that are cut at random, and everybody killed: then all heals, and everything is there once."""

from __future__ import annotations

import multiprocessing.forkserver
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from oatui.link import hub_line, signing, uplink
from oatui.link.contract import site_name
from oatui.link.hub import Hub
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.store import doctor, exchange, meetings, people, sites
from oatui.store.database import Store, open_store
from tests.cluster import the_cluster
from tests.conftest import FixedClock
from tests.faults import link_process
from tests.link.doors import CuttingLine
from tests.proof import Told
from tests.store.acts import person
from tests.store.test_delivery_order import Chain, copy_of, deliver, papers

SITES = 20
EACH = 4
RELAYS = 5


class Process:
    """One that may fall at any moment, and begins again."""

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        self._target = target
        self._arguments = arguments
        self.begin()

    def begin(self) -> None:
        self.pipe, theirs = _context().Pipe()
        self._process = _context().Process(target=self._target, args=(*self._arguments, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def fall(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()
        self.begin()

    def tell(self, what: str) -> None:
        """Say it, and wait for the answer."""
        self.pipe.send(what)
        while self.pipe.recv() == 1:
            pass

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _context() -> Any:
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([link_process.__name__])
    multiprocessing.forkserver.ensure_running()  # it loads while the stores are made
    return context


class County(NamedTuple):
    """The stores' folder, who answers, and the lines between; `base` is the main desk before anything happened."""

    folder: Path
    base: Store
    relays: list[CuttingLine]
    port: int


@contextmanager
def a_county(folder: Path, clock: FixedClock) -> Iterator[County]:
    """A main desk with twenty invited machines, and their stores, joined and still empty."""
    _context()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    main = open_store(folder / "main.db", clock, "刘某某", create=True)
    main.conn.execute("update local set value = 'desk-main' where key = 'origin'")
    main.origin = "desk-main"
    start = clock.now().replace(hour=9, minute=0)
    meeting = meetings.add(main, "全县商务工作会议", start, start.replace(hour=11)).id
    roster = [(f"示例{n % SITES}镇", person(n)) for n in range(SITES * EACH)]
    people.import_roster(main, meeting, roster, "名册.xlsx")
    shutil.copy(main.path, folder / "empty.db")
    towns, relays = Keyring(folder / "towns"), [CuttingLine(port) for _ in range(RELAYS)]
    open_store(folder / "blank.db", clock, "", create=True).close()
    ring = Keyring(folder / "main")
    for venue in meetings.venues(main, meeting)[1:]:
        site = sites.invite(main, meeting, venue.id)
        with main.write():
            sites.bind(main, site, f"site-{site.id}")
        path = folder / f"town{site.id}.db"
        shutil.copy(folder / "blank.db", path)
        with closing(open_store(path, clock, "镇上的人")) as town:
            town.conn.execute("update local set value = ? where key = 'origin'", (f"site-{site.id}",))
            town.origin = f"site-{site.id}"
            sites.join(town, main.origin, meeting, venue.id, site.name)
            name, secret = site_name(ring.desk(), meeting, site.id), signing.new_secret()
            ring.keep(name, secret)
            address = f"127.0.0.1:{relays[site.id % RELAYS].port}"
            uplink.keep(town, towns, uplink.Uplink(name, secret, address, "", meeting, main.origin))
    with closing(main), closing(copy_of(main)) as base:
        yield County(folder, base, relays, port)
    for relay in relays:
        relay.close()


class Faults:
    """What happens to a county, one thing after the other, each after a few more acts of the doors."""

    def __init__(self, county: County, towns: list[Process], others: list[Process], seed: int) -> None:
        self._county = county
        self._towns = towns
        self._others = others
        self._dice = random.Random(seed)
        self.said = 0

    def let_happen(self, faults: list[Callable[[], None]], acts: int) -> None:
        for fault in faults:
            self._listen(self.said + self._dice.randrange(1, acts))
            fault()
        for relay in self._county.relays:
            relay.cut, relay.cut_answers = False, 0

    def _listen(self, until: int) -> None:
        while self.said < until:
            pipes = [one.pipe for one in (*self._towns, *self._others)]
            for pipe in wait(pipes):
                assert isinstance(pipe, Connection)
                pipe.recv()
                self.said += 1

    def _relay(self) -> CuttingLine:
        return self._dice.choice(self._county.relays)

    def break_line(self) -> None:
        self._relay().break_now()

    def lose_answers(self) -> None:
        self._relay().cut_answers += self._dice.randrange(1, 4)

    def cut_or_mend(self) -> None:
        relay = self._relay()
        relay.cut = not relay.cut
        relay.break_now()

    def towns_fall(self) -> None:
        self._dice.choice(self._towns).fall()

    def others_fall(self) -> None:
        self._dice.choice(self._others).fall()

    def rounds_fall(self) -> None:
        """The process beside the desk on a hub; the desk starts another by itself."""
        with suppress(OSError):  # the desk itself has just fallen
            self._others[0].pipe.send("fall")

    def server_loses_one(self) -> None:
        """The server falls and rises with the process that serves one connection."""
        the_cluster().kill_connection(self._dice)


def _all_is_there_once(county: County, orders: int) -> None:
    """Every row that a door recorded is at the main desk as it was written, and nothing else; and the papers agree."""
    clock = FixedClock()
    with ExitStack() as opened:
        main = opened.enter_context(closing(open_store(county.folder / "main.db", clock, "查验人")))
        chains: list[tuple[Any, Chain]] = []
        for site in sites.all_of(main):
            town = opened.enter_context(
                closing(open_store(county.folder / f"town{site.id}.db", clock, "查验人"))
            )
            rows = exchange.outgoing(town, 0, limit=1_000_000)
            assert rows == exchange.outgoing(main, 0, limit=1_000_000, origin=town.origin)
            assert exchange.acked(town) == len(rows)
            assert exchange.part(main, 1, exchange.part_held(town)) == []
            chains.append((site, rows))
            if site.id % 5 == 0:
                assert doctor.examine(town).ok
        origins = {row[0] for row in main.rows("select distinct origin from event")}
        assert origins == {main.origin, *(f"site-{site.id}" for site, _rows in chains)}
        assert doctor.examine(main).ok
        assert sum(len(rows) > 5 for _site, rows in chains) >= SITES / 4  # or nothing was tried
        have = exchange.held(county.base, main.origin)
        own = main.rows("select * from event where origin = ? and seq > ? order by seq", main.origin, have)
        made, dice = papers(main, 1), random.Random(orders)
        for _order in range(orders):
            with closing(copy_of(county.base)) as store:
                deliver(store, [*chains, (None, own)], dice)
                assert papers(store, 1) == made


def _groups(count: int) -> list[list[int]]:
    return [list(range(1 + first, SITES + 1, count)) for first in range(count)]


def _with_a_line_of_its_own(folder: Path, rounds: int, processes: int, acts: int, orders: int) -> None:
    clock = FixedClock()
    with a_county(folder, clock) as county:
        desk = Process(link_process.main_desk, folder, county.port, 7)
        towns = [Process(link_process.towns, folder, group, 3) for group in _groups(processes)]
        faults = Faults(county, towns, [desk], rounds)
        what = [
            *[faults.break_line, faults.lose_answers] * 4, *[faults.cut_or_mend] * 2, faults.towns_fall,
            faults.others_fall,
        ] * rounds  # fmt: skip
        random.Random(rounds).shuffle(what)
        faults.let_happen(what, acts)
        for one in (desk, *towns):
            one.tell("heal")
        for one in (desk, *towns):
            one.end()
        _all_is_there_once(county, orders)


def test_twenty_sites_on_lines_that_are_cut_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    _with_a_line_of_its_own(tmp_path, 2, 2, 12, 1)


@pytest.mark.proof
def test_twenty_sites_on_lines_that_are_cut_lose_nothing_and_double_nothing_long(
    tmp_path: Path, told: Told
) -> None:
    _with_a_line_of_its_own(tmp_path, 10, 10, 30, 5)
    told.figures(rounds=10, sites=20, killed_processes=10, acts=30, lost=0, doubled=0)


def _on_a_hub(folder: Path, rounds: int, processes: int, acts: int, orders: int) -> None:
    clock, url = FixedClock(), the_cluster().url
    with a_county(folder, clock) as county:
        ring = Keyring(folder / "hub")
        hub = Hub(url, ring, Pairings(ring, clock.now), clock.now)
        hub.prepare()
        hub.close()
        way = hub_line.HubWay(
            Keyring(folder / "main").desk(), signing.new_secret(), f"127.0.0.1:{county.port}", ""
        )
        ring.keep(way.site, way.secret)
        for name in Keyring(folder / "towns").names("line-"):
            told = Keyring(folder / "towns").read(name)
            assert told
            ring.keep(told["site"], bytes.fromhex(told["secret"]))
        with closing(open_store(folder / "main.db", clock, "刘某某")) as main:
            hub_line.keep(main, Keyring(folder / "main"), way)
        fronts = [Process(link_process.front, folder, url, county.port) for _ in range(2)]
        desk = Process(link_process.main_desk_on_hub, folder, 7)
        towns = [Process(link_process.towns, folder, group, 3) for group in _groups(processes)]
        faults = Faults(county, towns, [desk, *fronts], rounds)
        what = [
            *[faults.break_line, faults.lose_answers] * 4, *[faults.cut_or_mend] * 2, faults.towns_fall,
            faults.others_fall, faults.server_loses_one, *[faults.rounds_fall] * 2,
        ] * rounds  # fmt: skip
        random.Random(rounds).shuffle(what)
        faults.let_happen(what, acts)
        for one in (desk, *towns, desk):
            one.tell("heal")
        for one in (desk, *towns, *fronts):
            one.end()
        _all_is_there_once(county, orders)


def test_twenty_sites_at_a_hub_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    _on_a_hub(tmp_path, 1, 2, 12, 1)


@pytest.mark.proof
def test_twenty_sites_at_a_hub_lose_nothing_and_double_nothing_long(tmp_path: Path, told: Told) -> None:
    _on_a_hub(tmp_path, 10, 10, 30, 5)
    told.figures(rounds=10, sites=20, killed_processes=10, acts=30, lost=0, doubled=0)
