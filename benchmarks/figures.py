"""The lines that a benchmark prints, and which budgets were missed."""

from __future__ import annotations

import time
from collections.abc import Callable

missed: list[str] = []


def timed(work: Callable[[], object]) -> float:
    """In milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def line(name: str, value: float, at_most: float | None = None, *, at_least: float | None = None) -> None:
    """Print one figure, its budget, and whether it is kept."""
    kept = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    budget = at_most if at_most is not None else at_least
    print(
        f"{name} {value:.2f} {'-' if budget is None else f'{budget:.2f}'} {'ok' if kept else 'missed'}",
        flush=True,
    )
    if not kept:
        missed.append(name)
