"""A document's particulars, its text and its check on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.files.test_body_in import NOTICE, word

DRAFT = (
    "--title", "关于申请电商经费的请示", "--kind", "请示", "--series", "嘉商务字", "--section", "电商科", "--by", "张某",
)  # fmt: skip
GOOD = (
    "--matters", "1", "--need", "落实资金", "--approval", "meeting", "--approved-on", "昨天", "--contact", "王[/x]",
    "--phone", "0537-6XXXXXX",
)  # fmt: skip


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


def rules(said: Any, level: str) -> list[str]:
    return [one["rule"] for one in said.json["verdicts"] if one["level"] == level]


def test_a_paper_is_described_until_it_passes(desk: CommandLine) -> None:
    document = desk.json("document", "add", *DRAFT, "--to", "县委", "--to", "县政府")["id"]
    said = desk("check", "paper", document, "--json")
    assert (said.code, said.json["pass"]) == (1, False)
    assert rules(said, "硬") == ["6-4", "6-2", "8-1", "8-4"]
    described = desk.json("document", "describe", document, "--to", "县政府", *GOOD)
    assert described["particulars"]["contact"] == "王[/x]"
    assert described["particulars"]["approved_on"] == "2026-11-23"
    said = desk("check", "paper", document, "--json")
    assert (said.code, said.json["pass"], rules(said, "警")) == (0, True, ["12-6"])
    assert "没有不可的项目" in desk("check", "paper", document).out
    units = desk.json(
        "document", "describe", document, "--consultations", "县财政局 同意 昨天", "--consultations", "县发改局"
    )["particulars"]["consultations"]  # fmt: skip
    assert units == [["县财政局", "同意", "2026-11-23"], ["县发改局", "", ""]]
    assert (
        "consultations"
        not in desk.json("document", "describe", document, "--consultations", "")["particulars"]
    )
    table = desk("document", "describe", document, "--disclosure", "public").out
    assert "主动公开" in table and "public" not in table  # words, not keys
    assert "联系人" in table and "王[/x]" in table


def test_the_text_comes_from_word(desk: CommandLine, tmp_path: Path) -> None:
    document = desk.json("document", "add", *DRAFT, "--to", "县政府")["id"]
    said = desk.json("document", "body", document, word(tmp_path / "稿.docx", NOTICE))
    assert (said["characters"], said["to"], said["paragraphs"]) == (33, ["各科室", "下属事业单位"], 12)
    assert [one["rule"] for one in said["verdicts"] if "Word 稿" in one["message"]] == ["12-6", "12-6"]
    assert desk("document", "body", document, tmp_path / "没有.docx").code == 1
    assert desk("document", "body", document, tmp_path).err.count("\n") == 1


def test_a_change_after_the_signature(desk: CommandLine) -> None:
    document = desk.json("document", "add", *DRAFT, "--to", "县政府")["id"]
    desk.json("document", "describe", document, *GOOD)
    for person in ("李某", "刘某", "赵某", "孙某"):
        desk.json("document", "sign", document, "--by", person)
    kept = desk.json(
        "document",
        "describe",
        document,
        "--title",
        "关于申请电商资金的请示",
        "--correction-by",
        "刘某",
        "--because",
        "用词",
    )
    assert kept["waiting_for"] == "number"
    back = desk.json("document", "describe", document, "--to", "县委", "--side", "party")
    assert (back["waiting_for"], [one["rule"] for one in back["verdicts"]]) == ("chief_sign", ["12-2"])
    assert "填报" in desk("document", "show", document).out


def test_another_text_after_the_signature_goes_back_and_says_so(desk: CommandLine, tmp_path: Path) -> None:
    document = desk.json("document", "add", *DRAFT, "--to", "县政府")["id"]
    desk.json("document", "describe", document, *GOOD)
    for person in ("李某", "刘某", "赵某", "孙某"):
        desk.json("document", "sign", document, "--by", person)
    file = word(tmp_path / "稿.docx", NOTICE)
    said = desk.json("document", "body", document, file)
    assert said["verdicts"][0]["rule"] == "12-2" and "孙某" in said["verdicts"][0]["message"]
    again = desk.json("document", "body", document, file)["verdicts"]
    assert "12-2" not in [one["rule"] for one in again]


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("describe", 1, "--matters", "两件"), 1, "1 到 999"),
        (("describe", 1, "--event-on", "来年"), 1, "看不懂"),
        (("describe", 1, "--secrecy", "秘密"), 1, "见涉密台账"),
        (("describe", 9, "--need", "x"), 1, "没有编号为 9 的公文"),
        (("add", *DRAFT, "--secrecy", "机密★1年"), 1, "见涉密台账"),
        (("describe", 1, "--nonsense", "x"), 2, "nonsense"),
    ],
)
def test_what_cannot_be_taken_is_named(
    desk: CommandLine, command: tuple[object, ...], code: int, words: str
) -> None:
    desk.json("document", "add", *DRAFT)
    said = desk("document", *command)
    assert said.code == code and words in said.err
