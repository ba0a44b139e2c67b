"""Each 硬 rule has a test that shows it refusing and one that shows it passing: found out by running the tests of rules/.

Every public function of rules/ is watched. A rule is shown when a function refused with its id in a test that passed,
and the same function answered without that refusal in a test that passed. `python tests/hard_rules.py` tells what is
not; tests/test_hard_rules.py holds it.
"""

from __future__ import annotations

import functools
import json
import os
import pkgutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType, GeneratorType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent

# 硬 rules that refuse nothing, and the level at which their other side is said
SAID = {
    "0-1": "记",  # what is older than the rules is let through unjudged, and that is said
    "25-4": "警",  # 迟报 is a judgement: the late report is taken all the same
}


class Watch:
    """What each function of rules/ refused and passed, test by test."""

    def __init__(self) -> None:
        self.refused: dict[str, set[str]] = defaultdict(set)  # rule -> functions
        self.passed: dict[str, set[frozenset[str]]] = defaultdict(
            set
        )  # function -> what its answers held against
        self._now: list[tuple[str, frozenset[str]]] = []
        self._depth = 0

    def watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*args: Any, **kwargs: Any) -> Any:
            from oatui.rules.verdict import Refused

            self._depth += 1
            try:
                answer = function(*args, **kwargs)
            except Refused as no:
                self._now.append((name, frozenset({no.verdict.rule or ""})))
                raise
            finally:
                self._depth -= 1
            if isinstance(answer, GeneratorType):
                answer = iter(list(answer))
                kept = list(answer)
                self._now.append((name, _against(kept)))
                return iter(kept)
            self._now.append((name, _against(answer)))
            return answer

        return watched

    def pytest_runtest_setup(self) -> None:
        self._now.clear()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" or not report.passed:
            return
        for name, against in self._now:
            for rule in against:
                self.refused[rule].add(name)
            self.passed[name].add(against)

    def missing(self) -> list[str]:
        from oatui.rules.articles import RULES

        found = []
        for rule in (rule.id for rule in RULES if rule.level == "硬"):
            by = self.refused[rule]
            if not by:
                found.append(f"{rule} refuses in no test")
            elif not any(rule not in against for name in by for against in self.passed[name]):
                found.append(f"{rule} passes in no test")
        return found

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        faults = self.missing() if session.exitstatus == 0 else ["the tests of rules/ do not pass"]
        sys.stdout.write("\nhard rules: " + json.dumps(faults) + "\n")


def _verdicts(answer: Any) -> Iterator[Any]:
    from oatui.rules.verdict import Verdict

    if isinstance(answer, Verdict):
        yield answer
    elif isinstance(answer, (list, tuple)):
        for one in answer:
            yield from _verdicts(one)
    elif is_dataclass(answer) and not isinstance(answer, type):
        yield from _verdicts([getattr(answer, field.name) for field in fields(answer)])


def _against(answer: Any) -> frozenset[str]:
    """The rules that an answer refuses by, or says the other side of."""
    return frozenset(
        verdict.rule
        for verdict in _verdicts(answer)
        if verdict.rule and (verdict.refused or str(verdict.level) == SAID.get(verdict.rule))
    )


def watch_all() -> Watch:
    """Before any test is imported: every public function and method that rules/ defines."""
    import oatui.rules

    watch = Watch()
    modules = [
        import_module(f"oatui.rules.{module.name}")
        for module in pkgutil.iter_modules(oatui.rules.__path__)
        if module.name not in {"verdict", "articles", "messages"}
    ]
    watched: dict[FunctionType, Callable[..., Any]] = {}
    for module in modules:
        for name, one in _own(vars(module).items(), module.__name__):
            if isinstance(one, FunctionType):
                watched[one] = watch.watch(f"{module.__name__}.{name}", one)
            elif isinstance(one, type):
                for inner, method in list(vars(one).items()):
                    label = f"{module.__name__}.{name}.{inner}"
                    if isinstance(method, FunctionType) and not inner.startswith("_"):
                        setattr(one, inner, watch.watch(label, method))
                    elif isinstance(method, property) and method.fget:
                        setattr(one, inner, property(watch.watch(label, method.fget)))
    for module in modules:  # also where one module imported another's
        for name, one in list(vars(module).items()):
            if isinstance(one, FunctionType) and one in watched:
                setattr(module, name, watched[one])
    return watch


def _own(names: Iterable[tuple[str, Any]], module: str) -> list[tuple[str, Any]]:
    return [
        (name, one)
        for name, one in names
        if not name.startswith("_") and getattr(one, "__module__", "") == module
    ]


def faults() -> list[str]:
    """What is not shown; the tests run in a process of their own."""
    ran = subprocess.run(
        [sys.executable, str(Path(__file__)), "--run"],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    found = [line for line in ran.stdout.splitlines() if line.startswith("hard rules: ")]
    if not found:
        return [ran.stdout[-2000:] + ran.stderr[-2000:]]
    told: list[str] = json.loads(found[-1].removeprefix("hard rules: "))
    return told


if __name__ == "__main__":
    if "--run" in sys.argv:
        # thousands of cases of pure functions: what pytest does around each would take twice as long as they do
        bare = [
            f"-pno:{name}" for name in ("logging", "faulthandler", "unraisableexception", "threadexception")
        ]
        chosen = ["-q", "--noconftest", "--assert=plain", "-p_hypothesis_pytestplugin", *bare, "-W", "ignore",
                  "-m", "not proof and not hypothesis", "tests/rules"]  # fmt: skip
        sys.exit(pytest.main(chosen, plugins=[watch_all()]))
    told = faults()
    sys.stdout.write("\n".join([*told, "not shown" if told else "ok"]) + "\n")
    sys.exit(bool(told))
