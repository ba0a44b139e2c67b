"""Sub-venues, main desk and hub as processes that may be killed at any moment; forked from one that has all loaded.

Each says a number for every act of its door. Told to heal, it acts no more, and answers when everything that it has
is held, and all that there is for it has come.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from oatui.link import apart, hub_line, joining, sender
from oatui.link.apart import Apart
from oatui.link.hub import Hub
from oatui.link.keyring import Keyring
from oatui.link.main_desk import MainDesk
from oatui.link.pairing import Pairings
from oatui.link.sender import Sender
from oatui.link.server import Door, LinkServer, listen
from oatui.rules.verdict import Refused
from oatui.store import people, sites
from oatui.store.database import Store, StoreTrouble, open_store
from tests.conftest import FixedClock
from tests.store.test_delivery_order import at_the_door, at_the_main_desk

BACK_OFF = (0.02, 0.05, 0.1)
PULL_SECONDS = 0.2


def _clock(number: int) -> FixedClock:
    """An hour ahead or behind at most; the same for a machine that begins again."""
    clock = FixedClock()
    clock.moment += timedelta(minutes=30 + (number * 37) % 121 - 60)
    return clock


def _again(call: Callable[[], object]) -> None:
    """Until it succeeds: the server may still be coming up. What never does is found by what is missing then."""
    for _attempt in range(200):
        with suppress(Refused, StoreTrouble):
            call()
            return
        time.sleep(0.05)


@contextmanager
def _rounds(kind: type[Sender], path: Path, ring: Keyring, clock: FixedClock) -> Iterator[None]:
    sender.LOOK_SECONDS = 0.02
    rounds = kind(lambda: open_store(path, clock, ""), ring, clock, PULL_SECONDS, BACK_OFF)
    rounds.start()
    try:
        yield
    finally:
        rounds.stop()


def _town(folder: Path, number: int, seed: int, ended: threading.Event, say: Callable[[], None]) -> None:
    path, ring, clock = folder / f"town{number}.db", Keyring(folder / "towns"), _clock(number)
    dice = random.Random(f"{seed} {number}")
    with closing(open_store(path, clock, "镇上的人")) as store:
        here: Any = sites.joined(store)
        with _rounds(Sender, path, ring, clock):
            while not ended.wait(dice.uniform(0.01, 0.06)):
                clock.pass_time(seconds=dice.randrange(1, 25))
                if people.listed(store, here.meeting, limit=1):
                    with suppress(Refused):
                        at_the_door(store, here, clock, dice)
                    say()
        _again(lambda: joining.one_round(store, ring, clock))


def towns(folder: Path, numbers: list[int], seed: int, pipe: Connection) -> None:
    """The machines of several towns."""
    ended, lock = threading.Event(), threading.Lock()

    def say() -> None:
        with lock:
            pipe.send(1)

    threads = [threading.Thread(target=_town, args=(folder, one, seed, ended, say)) for one in numbers]
    for one in threads:
        one.start()
    pipe.recv()
    ended.set()
    for one in threads:
        one.join()
    pipe.send("healed")
    pipe.recv()


def _decide(
    store: Store, seed: int, pipe: Connection, clock: FixedClock, fall: Callable[[], None] = lambda: None
) -> None:
    """The main desk at work, until it is told to heal; `fall` ends what works beside it."""
    dice = random.Random(seed)
    while True:
        if pipe.poll(dice.uniform(0.02, 0.1)):
            if pipe.recv() == "heal":
                return
            fall()
        clock.pass_time(seconds=dice.randrange(1, 25))
        with suppress(Refused):
            at_the_main_desk(store, 1, dice)
        pipe.send(1)


def main_desk(folder: Path, port: int, seed: int, pipe: Connection) -> None:
    """The main desk with a line of its own."""
    path, ring, clock = folder / "main.db", Keyring(folder / "main"), _clock(seed)
    desk = MainDesk(lambda: open_store(path, clock, "刘某某"))
    server = LinkServer(Door(desk, ring, Pairings(ring, clock.now), desk.heard))
    server.start(listen("127.0.0.1", port))
    with closing(open_store(path, clock, "刘某某")) as store:
        _decide(store, seed, pipe, clock)
        pipe.send("healed")
        pipe.recv()  # it answers until it is killed


def main_desk_on_hub(folder: Path, seed: int, pipe: Connection) -> None:
    """The main desk of an office whose line is the county's hub; its rounds are a process beside it, as they are in truth."""
    path, ring, clock = folder / "main.db", Keyring(folder / "main"), _clock(seed)
    apart.AGAIN = 1_000_000
    beside = Apart(path, "刘某某", folder / "main", lambda _said: None)
    with closing(open_store(path, clock, "刘某某")) as store:
        way = hub_line.of(store, ring)
        assert way
        ended = ring.read(f"heard-{way.site}")

        def fall() -> None:
            """At any moment after a round of it has ended: another takes its place."""
            nonlocal ended
            for _look in range(1000):
                if (now := ring.read(f"heard-{way.site}")) != ended:
                    ended = now
                    break
                time.sleep(0.02)
            else:
                raise AssertionError("no round was made")
            if child := beside._child:
                child.kill()

        beside.start()
        _decide(store, seed, pipe, clock, fall)
        with beside._turn:  # the last time; nobody takes its place
            last, beside._child = beside._child, None
        if last:
            last.kill()
            last.wait()
        for _time in range(2):
            _again(lambda: hub_line.round_now(store, ring, way, clock))
            pipe.send("healed")
            pipe.recv()


def front(folder: Path, url: str, port: int, pipe: Connection) -> None:
    """One of the hub's front processes; they share a port."""
    ring, clock = Keyring(folder / "hub"), FixedClock()
    hub = Hub(url, ring, Pairings(ring, clock.now), clock.now)
    server = LinkServer(Door(hub, ring, Pairings(ring, clock.now), hub.heard, hub))
    server.start(listen("127.0.0.1", port, shared=True))
    pipe.recv()  # it answers until it is killed
