"""Bad input of every kind: read or refused in one sentence, nothing written, no error of our own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.bad_input import DOORS, Desk, knock
from tests.proof import Told


def _knocks(folder: Path, each: int, seed: int, told: Told) -> Counter[str]:
    desk, refused = Desk(folder), Counter[str]()
    for number in range(each):
        for door in DOORS:
            refused[door] += knock(desk, door, seed + number)
        told.step(number * len(DOORS), each * len(DOORS))
    told.figures(made_up=each * len(DOORS), refused=refused.total(), faults=0, written=0)
    return refused


def test_bad_input_is_read_or_refused_and_writes_nothing(tmp_path: Path, told: Told) -> None:
    refused = _knocks(tmp_path, 20, 1, told)
    assert refused.total() > 50


@pytest.mark.proof
def test_bad_input_is_read_or_refused_and_writes_nothing_long(tmp_path: Path, told: Told) -> None:
    _knocks(tmp_path, 1000, 1000, told)
