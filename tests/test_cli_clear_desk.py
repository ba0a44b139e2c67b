"""日清 on the command line: listed, answered, closed, its record."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def call(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    assert line("init", "--office", "示例县商务局").code == 0
    assert line("oa", "login").code == 0
    assert (
        line("deadline", "add", "--title", "交[/x]材料", "--due", "2026-11-24", "--owner", "李某").code == 0
    )
    assert line("deadline", "add", "--title", "报表", "--due", "2026-11-24", "--owner", "李某").code == 0
    clock.at(17, 20)
    return line


def test_a_day_is_answered_and_cleared(call: CommandLine, tmp_path: Path) -> None:
    listed = call("clear-desk", "--json")
    assert (listed.code, listed.json["untouched"], listed.json["streak"]) == (1, 3, 0)
    assert [(card["kind"], card["cause"]) for card in listed.json["cards"]] == [
        ("deadline", "due"), ("deadline", "due"), ("oa_leaving", "due"),
    ]  # fmt: skip
    assert "还有 3 件没有看过" in call("clear-desk").err
    no = call("clear-desk", "close", "--json")
    assert (no.code, no.error["rule"]) == (1, "3-1")
    assert call.json("clear-desk", "answer", "deadline", 1, "--done", "--words", "已交")["way"] == "done"
    said = call.json("clear-desk", "answer", "deadline", 2, "--carry", "1127", "--reason", "reply")
    assert (said["until"], said["reason"]) == ("2026-11-27", "reply")
    assert [one["rule"] for one in said["verdicts"]] == [None, "3-1"]  # its limit stands
    assert call.json("clear-desk", "take-back") == {"kind": "deadline", "id": 2, "way": "carry"}
    assert call.json("clear-desk", "answer", "deadline", 2, "--hand-on", "张三")["to"] == "张三"
    assert (
        call.json("clear-desk", "answer", "oa_leaving", 20261124, "--done")["verdicts"][0]["rule"] == "14-2"
    )
    assert call("clear-desk").code == 0
    closed = call.json("clear-desk", "close")
    assert ([line["way"] for line in closed["lines"]], Path(closed["backup"]).is_file()) == (
        ["done", "done", "done", "hand_on"], True,
    )  # fmt: skip
    out = tmp_path / "日清.docx"
    made = call.json("clear-desk", "record", "--out", out)
    assert (made["lines"], made["path"]) == (4, str(out))
    words = "\n".join(line.text for line in docx.Document(str(out)).paragraphs)
    assert made["head"] in words and "共 4 件：已办 3，转办 1，顺延 0" in words
    assert call("clear-desk", "record", "--out", out).code == 1  # never over a file
    assert call("clear-desk", "record", "--date", "2026-11-23", "--out", tmp_path / "b.docx").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("deadline", 1), 2),
        (("deadline", 1, "--done", "--hand-on", "张三"), 2),
        (("deadline", 1, "--hand-on", "张三", "--reason", "away"), 2),
        (("deadline", 1, "--carry", "1125"), 1),
        (("deadline", 1, "--carry", "1124", "--reason", "away"), 1),
        (("deadline", 9, "--done"), 1),
        (("deadline", 1, "--hand-on", ""), 1),
        (("nothing", 1, "--done"), 2),
    ],
)
def test_what_is_no_answer(call: CommandLine, words: tuple[object, ...], code: int) -> None:
    assert call("clear-desk", "answer", *words).code == code
