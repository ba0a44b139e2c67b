"""SIGKILL at any moment, and several desks at one roster: what was said is there, whole, and once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from oatui.store import arrivals, people
from oatui.store.database import Store
from tests.faults.desks import kill_after, lost, start
from tests.store.acts import a_meeting


@pytest.fixture
def path(store: Store) -> Path:
    """A store with a meeting of 120 people, not open."""
    a_meeting(store, 120)
    store.close()
    return store.path


def _rounds(path: Path, rounds: int, seed: int) -> None:
    rng = random.Random(seed)
    said: list[list[str]] = []
    for number in range(rounds):
        desks = [start(path, "day", seed + 2 * number + desk) for desk in range(2)]
        # counted in what was said: the moment differs, the test does not wait
        said += kill_after(desks, rng.randint(2, 60))
        assert lost(path, said) == []
    kinds = {line[0] for line in said}
    assert {"in", "number"} <= kinds


def test_what_was_said_survives_sigkill(path: Path) -> None:
    _rounds(path, 4, 1)


@pytest.mark.proof
def test_what_was_said_survives_sigkill_long(path: Path) -> None:
    _rounds(path, 150, 100)


def test_the_harness_finds_what_was_said_too_early(path: Path) -> None:
    said = kill_after([start(path, "early", 1)], 1)
    assert lost(path, said) == said


def _at_one_roster(store: Store, path: Path, desks: int) -> None:
    processes = [start(path, "door", seed) for seed in range(desks)]
    said = []
    for process in processes:
        lines, _err = process.communicate()
        assert process.returncode == 0
        said += [line.split() for line in lines.splitlines()]
    assert lost(path, said) == []
    everyone = {str(one.id) for one in people.listed(store, 1, limit=-1)}
    came = {line[2]: line[3] for line in said if line[1] == "ok"}
    assert len([line for line in said if line[1] == "ok"]) == len(came) == len(everyone)
    assert came.keys() == everyone
    again = [line for line in said if line[1] == "already"]
    assert len(again) == len(everyone) * (desks - 1)
    # whoever came second was told the first time
    assert all(line[3] == came[line[2]] for line in again)
    assert arrivals.attendance(store, 1)[0].present == len(everyone)


def test_several_desks_sign_in_the_same_people(store: Store) -> None:
    a_meeting(store, 60)
    _at_one_roster(store, store.path, 3)


@pytest.mark.proof
def test_several_desks_sign_in_the_same_people_long(store: Store) -> None:
    a_meeting(store, 1500)
    _at_one_roster(store, store.path, 6)
