"""Two terminals, the phone page and eight command lines on one store at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.desks import ROOT
from tests.proof import Told


def _crowd(folder: Path, seconds: float, seed: int, told: Told) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.crowd", str(folder), str(seconds), str(seed)],
        stdout=subprocess.PIPE, cwd=ROOT, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    told.figures(
        seconds=round(found["seconds"]), acts=found["acts"], signed_in=found["signed_in"], numbered=found["numbered"],
        troubles=len(found["troubles"]), longest_ms=found["longest_ms"],
    )  # fmt: skip
    return found


def test_everybody_at_once_is_served_and_nothing_is_lost(tmp_path: Path, told: Told) -> None:
    found = _crowd(tmp_path, 3, 1, told)
    assert found["troubles"] == []
    assert all(found["acts"].values()) and found["signed_in"] > 10


@pytest.mark.proof
def test_everybody_at_once_is_served_and_nothing_is_lost_long(tmp_path: Path, told: Told) -> None:
    found = _crowd(tmp_path, 120, 2, told)
    assert found["troubles"] == []
    assert found["signed_in"] > 300 and found["numbered"] > 100
