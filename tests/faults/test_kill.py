"""SIGKILL at any moment, and several desks at one roster: what was said is there, whole, and once."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from oatui.store import arrivals, people
from oatui.store.database import Store
from tests.faults.desks import ROOT, kill_after, lost, start
from tests.proof import Told
from tests.store.acts import a_meeting


@pytest.fixture
def path(store: Store) -> Path:
    """A store with a meeting of 120 people, not open."""
    a_meeting(store, 120)
    store.close()
    return store.path


def _rounds(path: Path, rounds: int, seed: int, told: Told) -> None:
    rng = random.Random(seed)
    said: list[list[str]] = []
    for number in range(rounds):
        desks = [start(path, "day", seed + 2 * number + desk) for desk in range(2)]
        # counted in what was said: the moment differs, the test does not wait
        said += kill_after(desks, rng.randint(2, 60))
        assert lost(path, said) == []
        told.step(number, rounds)
    told.figures(rounds=rounds, desks=2, said=len(said), lost=0)
    kinds = {line[0] for line in said}
    assert {"in", "number"} <= kinds


@pytest.mark.proof
def test_what_two_desks_said_survives_sigkill(path: Path, told: Told) -> None:
    _rounds(path, 150, 100, told)


# ------------------------------------------------------------------ a whole day, and each write in turn


def _killed(folder: Path, rounds: int, seed: int, told: Told, *how: str) -> dict[str, Any]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kill_rounds", str(folder), str(rounds), str(seed), *how],
        stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout
    last = ""
    for last in process.stdout:
        if last.startswith("round "):
            told.step(int(last.split()[1]), rounds)
    assert process.wait() == 0
    found: dict[str, Any] = json.loads(last)
    killed = ", ".join(f"{number} by {way}" for way, number in found["killed"].items())
    told.figures(
        rounds=found["rounds"], killed=killed, said=found["said"], lost=len(found["lost"]),
        half_backups=found["parts"], longest_opening_ms=found["longest_ms"],
    )  # fmt: skip
    return found


def test_a_day_that_is_killed_at_any_moment_keeps_what_it_said(tmp_path: Path, told: Told) -> None:
    found = _killed(tmp_path, 50, 1, told)
    assert (found["trouble"], found["lost"], found["rounds"]) == ("", [], 50)
    assert found["said"] > 100
    # a busy machine may end a day before its random moment comes, but not before a statement
    assert found["killed"]["statement"] + found["killed"]["piece"] >= 32 and found["killed"]["time"]


@pytest.mark.proof
def test_a_day_that_is_killed_at_any_moment_keeps_what_it_said_long(tmp_path: Path, told: Told) -> None:
    """So many rounds that each statement of the day has its turn."""
    found = _killed(tmp_path, 1200, 2, told)
    assert (found["trouble"], found["lost"], found["rounds"]) == ("", [], 1200)
    assert found["killed"]["statement"] >= found["statements"] - 1


def test_the_rounds_find_what_was_said_too_early(tmp_path: Path, told: Told) -> None:
    assert len(_killed(tmp_path, 1, 1, told, "early")["lost"]) == 40


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
def test_several_desks_sign_in_the_same_people_long(store: Store, told: Told) -> None:
    a_meeting(store, 1500)
    _at_one_roster(store, store.path, 6)
    told.figures(desks=6, people=1500, twice=0, lost=0)
