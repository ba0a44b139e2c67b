"""The program that makes ten years of a bureau, on three weeks of a small one: doctor finds no fault in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.faults.desks import ROOT


def test_the_years_that_are_made_are_sound(tmp_path: Path) -> None:
    words = ["--days", "20", "--meetings", "3", "--people", "30", "--papers", "60", "--until", "2026-11-24"]
    ran = subprocess.run(
        [sys.executable, "benchmarks/years.py", str(tmp_path / "years.db"), *words],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "years.doctor_s" in ran.stdout
