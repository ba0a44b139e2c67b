"""The duty roster on the command line: judged before it is written, changed with a reason, and out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def call(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    assert line("init", "--office", "示例县商务局").code == 0
    return line


def test_a_roster_comes_in_whole_or_not_at_all(call: CommandLine, tmp_path: Path) -> None:
    people = DATA / "duty-people.xlsx"
    for words in (["--dry-run"], []):
        no = call("duty", "import", people, *words, "--json")
        assert no.code == 1 and no.json["imported"] == 0
        assert [(one["sheet"], one["row"]) for one in no.json["errors"]] == [("值班", 8)]
    assert call.json("duty", "show", "--days", 30) == []
    done = call.json("duty", "import", people, "--skip-bad-rows")
    assert (done["shifts"], done["imported"]) == (6, 6)
    assert done["gaps"] == [
        {
            "starts": "2026-12-03T08:00:00+08:00",
            "ends": "2026-12-04T08:00:00+08:00",
            "rule": "23-1",
            "missing": "anybody",
        }
    ]
    other = call("duty", "import", DATA / "duty-month.xlsx", "--dry-run", "--json")
    assert other.code == 1 and "要写原因" in other.json["errors"][0]["message"] and other.json["changed"]
    assert call.json("duty", "import", DATA / "duty-month.xlsx", "--reason", "正式表")["imported"] == 15
    said = call("--lang", "en", "duty", "show", "--from", "2026-12-01", "--days", 1).out
    assert "day 08:00-18:00" in said and "白班" not in said
    out = call.json("export", "duty", "--from", "2026-12-01", "--out", tmp_path / "值班表.xlsx")
    assert out["rows"] == 10  # that of 3 December at night empty; January is out of its days


def test_swapped_called_handed_over_and_told(call: CommandLine, tmp_path: Path) -> None:
    call.json(
        "duty",
        "set",
        "2026-11-24",
        "白班",
        "--leader",
        "李局长 0537-6000000",
        "--persons",
        "王某 13900000000",
    )
    call.json(
        "duty", "set", "明天", "夜班", "--leader", "李局长 0537-6000000", "--persons", "赵某 13900000001"
    )
    assert call("duty", "gaps", "--days", 2).code == 1
    no = call("duty", "test-call", "明天", "夜班", "--json")
    assert no.code == 1 and no.error["rule"] == "23-2"
    call.json("duty", "test-call", "2026-11-24", "白班")
    call.json("deadline", "add", "--title", "报表", "--due", "2026-11-24 17:00")
    handed = call.json("duty", "hand-over", "2026-11-24", "白班", "--from", "王某", "--to", "赵某")
    assert handed["items"] == [["deadline", "报表"]]
    swap = ("duty", "swap", "2026-11-24", "白班", "王某", "--with", "明天/夜班/赵某", "--reason", "家中有事")
    assert call(*swap).code == 1
    call.json(*swap, "--agreed", "李局长")
    left = call.json("duty", "withdraw", "明天", "夜班", "--reason", "另行安排")
    assert [one["rule"] for one in left["verdicts"]] == [None, "23-1"]
    log = call.json("duty", "log")
    assert [one["kind"] for one in log["changes"]] == ["withdrawn", "swapped", "swapped"]
    assert "李局长同意" in call("duty", "log").out
    assert call.json("duty", "log", "--out", tmp_path / "交接.docx")["rows"] == 4
