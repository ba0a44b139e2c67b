"""The proofs tell what they found: a line as they go on, and one table at the end of `make proof`."""

from __future__ import annotations

import time
from typing import Any

import pytest

STEP_SECONDS = 10.0


class Told:
    """What a test says of itself: figures for the table, and how far it has come."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._node = request.node
        self._manager = request.config.pluginmanager
        self._last = time.monotonic()

    def figures(self, **values: object) -> None:
        """Figures of the table, in order; a later call adds to them."""
        self._node.user_properties += [
            (name.replace("_", " "), _short(value)) for name, value in values.items()
        ]

    def step(self, done: int, whole: int) -> None:
        """Say how far it is, once in a while, where somebody watches."""
        reporter, capture = (
            self._manager.get_plugin(name) for name in ("terminalreporter", "capturemanager")
        )
        if reporter is None or capture is None or time.monotonic() - self._last < STEP_SECONDS:
            return
        self._last = time.monotonic()
        with capture.global_and_fixture_disabled():
            reporter.write_line(f"  {self._node.name}: {done} of {whole}")


def _short(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    return Told(request)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line a test that has figures, and of a run of the proofs one line each."""
    whole = terminalreporter.config.option.markexpr == "proof"
    lines = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            if report.when == "call" and (report.user_properties or whole):
                name = report.nodeid.rpartition("/")[2].replace(".py::test_", ": ").removeprefix("test_")
                figures = ", ".join(f"{key} {value}" for key, value in report.user_properties)
                lines.append((name.replace("_", " "), outcome, f"{report.duration:.0f} s", figures))
    if not (lines and whole):
        return
    terminalreporter.section("what the proofs found")
    width = max(len(line[0]) for line in lines)
    for name, outcome, seconds, figures in lines:
        terminalreporter.write_line(f"{name:{width}}  {outcome:6} {seconds:>6}  {figures}")
