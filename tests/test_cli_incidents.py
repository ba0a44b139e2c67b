"""Incidents on the command line: the contract of --json, and the Word file read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from oatui.cli import main
from oatui.clock import ZONE
from oatui.rules import incident as law
from oatui.store.database import Store
from tests.command_line import Said
from tests.conftest import FixedClock

Run = Callable[..., Said]


@pytest.fixture
def run(store: Store, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> Said:
        code = main(["--db", str(store.path), *words], clock)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return call


def test_an_incident_on_the_command_line(run: Run, clock: FixedClock, tmp_path: Path) -> None:
    clock.moment = datetime(2026, 11, 24, 9, 4, tzinfo=ZONE)
    begun = run(
        "incident", "start", "--what", "[/x] 厂房起火", "--at", "0900", "--place", "示例一镇", "--json"
    ).json
    assert (begun["id"], begun["occurred"][11:19]) == (1, "09:00:00")
    assert [limit["left"] for limit in begun["limits"]] == [360, 36 * 60, 86 * 60]
    for office in law.OFFICES:
        assert run("incident", "report", "1", "--office", office, "--reached", "陈", "--json").code == 0
    late = run("incident", "report", "1", "--kind", "detailed", "--signer", "王局长", "--json")
    assert late.code == 1 and late.json["error"]["rule"] == "25-3"
    assert run("incident", "report", "1").code == 2
    for part in law.PARTS:
        assert run("incident", "part", "1", "--part", part, "--words", "核实").code == 0
    out = tmp_path / "续报.docx"
    words = ("export", "incident", "1", "--kind", "detailed", "--signer", "王局长", "--out", str(out))
    assert run(*words, "--json").json["path"] == str(out)
    lines = [line.text for line in docx.Document(str(out)).paragraphs]
    assert any("签发人：王局长" in line for line in lines)
    assert any("2026年11月24日9时00分，在示例一镇发生突发事件：[/x] 厂房起火。" in line for line in lines)
    assert "七、舆情" in lines and any("县委总值班室，陈接听" in line for line in lines)
    assert run(*words, "--json").code == 1
    clock.moment = datetime(2026, 11, 24, 10, 30, 1, tzinfo=ZONE)
    shown = run("incident", "show", "1", "--json").json
    assert shown["late_report"].startswith("迟报") and len(shown["course"]) == 11
    done = run("incident", "report", "1", "--kind", "detailed", "--signer", "王局长", "--json").json
    assert [one["rule"] for one in done["verdicts"] if one["level"] == "警"] == ["25-2", "25-3", "25-4"]
    assert (
        run("incident", "close", "1", "--by", "李主任", "--words", "已扑灭", "--json").json["state"]
        == "closed"
    )
    assert run("incident", "list", "--json").json == []
    assert run("incident", "list", "--all").out.startswith("突发事件 1")
