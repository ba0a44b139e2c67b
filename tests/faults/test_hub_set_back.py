"""A hub that is set back to a backup again and again while desks draw numbers: none stands on two papers."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from oatui.link import hub_line, signing
from oatui.link.contract import Drawn
from oatui.link.hub import Hub
from oatui.link.hub_line import HubWay
from oatui.link.keyring import Keyring
from oatui.link.pairing import Pairings
from oatui.rules.verdict import Refused
from oatui.store import doctor, main_line, number_book, number_lines, sites
from oatui.store.database import Store
from tests.cluster import the_cluster
from tests.conftest import FixedClock
from tests.link.test_contract import AtHub
from tests.proof import Told
from tests.store.link_acts import a_request

DESKS = 3
WAITS = {"hub.set_back", "hub.set_back_main", "hub.listens", "book.set_back"}


class County:
    """A main desk and its hub; of each other desk the papers that have a number, and the one that waits for it."""

    def __init__(self, main: Store, folder: Path, clock: FixedClock) -> None:
        self.main, self.clock = main, clock
        self.url, self.ring = the_cluster().url, Keyring(folder)
        self.folder = folder
        self.way = HubWay(uuid.uuid4().hex[:16], signing.new_secret(), "", "")
        self.ring.keep(self.way.site, self.way.secret)
        self.hub = Hub(self.url, self.ring, Pairings(self.ring, clock.now), clock.now)
        self.hub.prepare()
        main_line.name_hub(main, self.way.desk)
        main.county = AtHub(self.hub, self.way)
        self.desks = [sites.invite(main, sites.DESK, sites.DESK, f"科室{n}") for n in range(DESKS)]
        self.papers: dict[int, dict[int, int]] = {one.id: {} for one in self.desks}
        self.asked = 0
        self.waits: dict[int, int] = {}
        self.kept: tuple[list[Any], dict[Path, str]] = ([], {})
        self.round()

    def round(self) -> None:
        hub_line.one_round(self.main, self.ring, self.way, lambda _name: self.hub, self.clock)

    # ------------------------------------------------------------------ the desks

    def _name(self, desk: int) -> str:
        return f"{self.way.desk}.0.{desk}"

    def tell(self, desk: int) -> None:
        given, at = self.papers[desk], self.clock.now().isoformat()
        numbers = [Drawn(0, 0, "嘉商务字", 2026, n, at, a_request(r, r)) for r, n in given.items()]
        self.hub.hold(self._name(desk), numbers, True)

    def draw(self, desk: int, dice: random.Random) -> None:
        """The answer is lost now and then; the desk asks for the same paper again before it asks for another."""
        if desk not in self.waits:
            self.asked += 1
            self.waits[desk] = self.asked
        request = self.waits[desk]
        last = [["嘉商务字", 2026, max(self.papers[desk].values())]] if self.papers[desk] else []
        for _again in range(2):
            try:
                number = self.hub.allocate(self._name(desk), a_request(request, request) | {"last": last})
                break
            except Refused as no:
                assert no.verdict.key in WAITS
                self.tell(desk)
        else:
            return
        if dice.random() < 0.2:
            return
        self.papers[desk][request] = int(number.split("〕")[1][:-1])
        del self.waits[desk]

    def reserve(self) -> None:
        try:
            number_book.reserve(self.main, "嘉商务字", "会议", "李某某")
        except Refused as no:
            assert no.verdict.key in WAITS

    # ------------------------------------------------------------------ the server

    def keep(self) -> None:
        """A dump of the office's numbers, and a copy of the folder."""
        with psycopg.connect(self.url, client_encoding="utf8") as conn:
            rows = conn.execute("select * from numbers where desk = %s", (self.way.desk,)).fetchall()
        self.kept = (rows, {file: file.read_text() for file in self.folder.glob("*.json")})

    def set_back(self, whole: bool, said: bool = True) -> None:
        """To the last dump; `whole` with the folder, and whoever runs the server has `said` so, or has not."""
        rows, files = self.kept
        with psycopg.connect(self.url, client_encoding="utf8") as conn:
            conn.execute("delete from numbers where desk = %s", (self.way.desk,))
            for row in rows:
                fields = ", ".join(["%s"] * len(row))
                conn.execute(f"insert into numbers overriding system value values ({fields})", row)
            highest = max((row[-1] for row in rows), default=1)
            conn.execute("select setval(pg_get_serial_sequence('numbers', 'place'), %s)", (highest,))
        for file, text in files.items() if whole else ():
            file.write_text(text)
        if said and whole:
            self.hub.set_back()
        elif whole:
            # the server was started since: it hears everybody first
            state = self.ring.read(f"numbers-{self.way.desk}")
            assert state
            self.ring.write(f"numbers-{self.way.desk}", {**state, "began": "before"})

    def all_is_once(self) -> None:
        for desk in self.papers:
            self.tell(desk)
        for _time in range(2):
            self.round()
        given = [number for papers in self.papers.values() for number in papers.values()]
        own = self.main.rows("select sequence from number where way = 'reserved'")
        on_paper = sorted([*given, *(row[0] for row in own)])
        assert len(on_paper) == len(set(on_paper))
        book = {one.sequence for one in number_lines.lines(self.main, 2026, limit=-1)}
        assert set(on_paper) <= book
        assert doctor.examine(self.main).ok


def _play(county: County, seed: int, steps: int) -> None:
    dice = random.Random(seed)
    county.keep()
    desks = list(county.papers)
    acts: list[tuple[int, Callable[[], None]]] = [
        (12, lambda: county.draw(dice.choice(desks), dice)),
        (4, county.reserve),
        (4, county.round),
        (3, lambda: county.tell(dice.choice(desks))),
        (2, county.keep),
        (2, lambda: county.set_back(whole=False)),
        (1, lambda: county.set_back(whole=True)),
        (1, lambda: county.set_back(whole=True, said=False)),
    ]
    for _step in range(steps):
        dice.choices([act for _often, act in acts], [often for often, _act in acts])[0]()
    county.all_is_once()
    assert sum(map(len, county.papers.values())) > steps / 30  # or nothing was tried


@pytest.fixture
def county(store: Store, tmp_path: Path, clock: FixedClock) -> Iterator[County]:
    made = County(store, tmp_path / "ring", clock)
    with closing(made.hub):
        yield made


def test_no_number_stands_on_two_papers_whatever_the_hub_forgot(county: County) -> None:
    _play(county, 1, 100)


@pytest.mark.proof
def test_no_number_stands_on_two_papers_whatever_the_hub_forgot_long(county: County, told: Told) -> None:
    for seed in range(2, 22):
        _play(county, seed, 300)
        told.step(seed - 1, 20)
    told.figures(rounds=20, steps=6000, numbers=sum(map(len, county.papers.values())))
