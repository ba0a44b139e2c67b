"""Eight desks give numbers while half of them are killed: no number twice, none lost, none without its line."""

from __future__ import annotations

import random
import selectors
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from oatui.store import doctor, documents, number_lines
from oatui.store.database import Store, open_store
from tests.conftest import FixedClock
from tests.faults.desks import ROOT
from tests.proof import Told

DESKS = 8


def _papers(store: Store, count: int) -> list[int]:
    """Signed papers that wait for their number."""
    store.conn.execute("pragma synchronous=off")  # only what comes after is about the power
    ids = []
    for n in range(count):
        paper = documents.draft(store, f"关于第{n}项工作的通知", "通知", "嘉商务字", "业务股", "王某")
        for name in ("李某", "刘某", "张某", "孙某"):
            documents.sign(store, paper.id, name)
        ids.append(paper.id)
    store.conn.execute("pragma synchronous=full")
    return ids


def _start(path: Path, seed: int, papers: list[int]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.number_process", str(path), str(seed), *map(str, papers)],
        stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip


def _killed_in_turn(desks: list[subprocess.Popen[str]], rng: random.Random) -> list[list[str]]:
    """Kill half of the desks, each after a few lines of any of them; the others work on. All that was said."""
    said: list[list[str]] = []
    victims = desks[: DESKS // 2]
    with selectors.DefaultSelector() as waiting:
        for desk in desks:
            assert desk.stdout
            waiting.register(desk.stdout, selectors.EVENT_READ, desk)
        next_kill = rng.randint(2, 6)
        while waiting.get_map():
            for key, _events in waiting.select():
                line = key.fileobj.readline()  # type: ignore[union-attr]
                if not line:
                    waiting.unregister(key.fileobj)
                elif line.endswith("\n"):
                    said.append(line.split())
            if victims and len(said) >= next_kill:
                victims.pop().kill()
                next_kill += rng.randint(1, 8)
    codes = [desk.wait() for desk in desks]
    assert codes[DESKS // 2 :] == [0] * (DESKS - DESKS // 2)
    assert {-signal.SIGKILL} <= set(codes) <= {-signal.SIGKILL, 0}
    return said


def _check(path: Path, said: list[list[str]], papers: list[int]) -> None:
    store = open_store(path, FixedClock(), "查验人")
    try:
        assert store.trouble is None
        assert doctor.examine(store).ok
        lines = number_lines.lines(store, 2026, "嘉商务字", limit=-1)
        # one line a number from the first to the last: what a killed desk had reserved is still reserved
        assert [one.sequence for one in lines] == list(range(1, len(lines) + 1))
        assert number_lines.gaps(store, 2026) == []
        assert {one.state for one in lines} <= {"given", "void", "reserved"}
        owners = [one.document for one in lines if one.document is not None]
        assert len(owners) == len(set(owners))
        assert {one.state for one in lines if one.document is None} <= {"reserved"}
        numbers = {one.document: one.number for one in lines}
        states = {one.sequence: one.state for one in lines}
        heard: dict[str, set[str]] = {}
        for kind, *words in said:
            if kind == "given":
                heard.setdefault(words[0], set()).add(words[1])
                assert numbers[int(words[0])] == words[1]
            elif kind == "void":
                assert states[int(words[0])] == "void"
            else:
                assert int(words[0]) in states
        assert all(len(given) == 1 for given in heard.values())
        # whoever was not killed numbered everything that was theirs
        assert set(papers) <= set(owners)
    finally:
        store.close()


def _round(store: Store, each: int, seed: int) -> None:
    papers = _papers(store, DESKS * each)
    rng = random.Random(seed)
    desks = [_start(store.path, seed * 100 + n, papers[n::DESKS]) for n in range(DESKS)]
    said = _killed_in_turn(desks, rng)
    kept = [paper for n in range(DESKS // 2, DESKS) for paper in papers[n::DESKS]]
    _check(store.path, said, kept)


def test_eight_desks_give_numbers_and_half_are_killed(store: Store) -> None:
    _round(store, 8, 1)


@pytest.mark.proof
def test_eight_desks_give_numbers_and_half_are_killed_long(store: Store, told: Told) -> None:
    for seed in range(2, 32):
        _round(store, 40, seed)
        told.step(seed - 1, 30)
    told.figures(
        rounds=30, desks=DESKS, killed=30 * DESKS // 2, numbers=store.value("select count(*) from number")
    )
