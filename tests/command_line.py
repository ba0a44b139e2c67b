"""A call of the command line in this process, as another program makes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oatui.cli import main
from oatui.clock import Clock

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Said:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object or array on stdout; nothing may stand on stderr."""
        assert self.err == ""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        found = self.json
        assert list(found) == ["error"]
        error: dict[str, Any] = found["error"]
        assert list(error) == ["rule", "message"]
        return error


class CommandLine:
    """Calls on one store at one clock."""

    def __init__(self, clock: Clock, capsys: pytest.CaptureFixture[str], db: Path) -> None:
        self.clock = clock
        self.capsys = capsys
        self.db = db

    def __call__(self, *words: object) -> Said:
        code = main(["--db", str(self.db), *map(str, words)], self.clock)
        out, err = self.capsys.readouterr()
        return Said(code, out, err)

    def json(self, *words: object) -> Any:
        """The answer of a call that is done."""
        said = self(*words, "--json")
        assert said.code == 0, said
        return said.json
