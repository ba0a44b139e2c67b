"""Documents and their numbers on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oatui.cli import main
from tests.command_line import CommandLine
from tests.conftest import FixedClock

CHAIN = ("section_check", "office_check", "deputy_sign", "chief_sign")
SIGNERS = ("李某", "王某", "赵某", "孙某")
DRAFT = ("--title", "关于召开商务工作会议的通知", "--kind", "通知", "--section", "市场科", "--by", "张某")


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


def drafted(desk: CommandLine, series: str = "嘉商务字") -> Any:
    return desk.json("document", "add", *DRAFT, "--series", series)


def signed(desk: CommandLine) -> int:
    document: int = drafted(desk)["id"]
    for person in SIGNERS:
        desk.json("document", "sign", document, "--by", person)
    return document


def test_a_document_goes_through_its_chain_to_its_number(desk: CommandLine, clock: FixedClock) -> None:
    paper = drafted(desk)
    assert (paper["state"], paper["waiting_for"], paper["number"]) == ("draft", "section_check", None)
    for step, person in zip(CHAIN, SIGNERS, strict=True):
        clock.pass_time(minutes=5)
        paper = desk.json("document", "sign", paper["id"], "--by", person)
        assert paper["state"] == step
    assert paper["waiting_for"] == "number"
    paper = desk.json("document", "number", paper["id"])
    assert (paper["state"], paper["number"]) == ("numbered", "嘉商务字〔2026〕1号")
    assert desk.json("document", "number", paper["id"])["number"] == "嘉商务字〔2026〕1号"
    assert desk.json("document", "number", signed(desk))["number"] == "嘉商务字〔2026〕2号"
    facts = desk.json("document", "show", paper["id"])["facts"]
    assert [fact["step"] for fact in facts] == ["draft", *CHAIN, "number"]
    assert facts[1]["person"] == "李某" and facts[1]["at"] == "2026-11-24T08:25:00+08:00"


def test_no_number_before_the_chief_signed(desk: CommandLine) -> None:
    said = desk("document", "number", drafted(desk)["id"], "--json")
    assert (said.code, said.error["rule"]) == (1, "12-1")


def test_the_order_of_the_chain_is_kept(desk: CommandLine) -> None:
    document = drafted(desk)["id"]
    said = desk("document", "sign", document, "--by", "孙某", "--step", "chief_sign", "--json")
    assert (said.code, said.error["rule"]) == (1, "11-1")
    assert desk.json("document", "sign", document, "--by", "李某", "--step", "section_check")


def test_a_signature_has_the_time_of_the_paper(desk: CommandLine) -> None:
    document = drafted(desk)["id"]
    late = desk("document", "sign", document, "--by", "李某", "--at", "2026-11-24 08:21", "--json")
    assert late.code == 1 and "还没有到" in late.error["message"]
    early = desk("document", "sign", document, "--by", "李某", "--at", "昨天 9点", "--json")
    assert (early.code, early.error["rule"]) == (1, "11-2")
    wrong = desk("document", "sign", document, "--by", "李某", "--at", "25点", "--json")
    assert wrong.code == 2


def test_one_person_twice_is_remarked_on(desk: CommandLine) -> None:
    document = drafted(desk)["id"]
    desk.json("document", "sign", document, "--by", "李某")
    again = desk.json("document", "sign", document, "--by", "李某")
    assert [(one["rule"], one["level"]) for one in again["verdicts"]] == [("11-2", "警")]
    assert "[11-2] 李某" in desk("document", "sign", document, "--by", "李某").out


def test_a_returned_document_keeps_its_number(desk: CommandLine) -> None:
    document = signed(desk)
    desk.json("document", "number", document)
    assert desk("document", "return", document, "--by", "孙某", "--reason", " ").code == 1
    paper = desk.json("document", "return", document, "--by", "孙某", "--reason", "改标题")
    assert (paper["state"], paper["number"], paper["returned"]) == ("draft", "嘉商务字〔2026〕1号", 1)
    for person in SIGNERS:
        desk.json("document", "sign", document, "--by", person)
    assert desk.json("document", "number", document)["number"] == "嘉商务字〔2026〕1号"


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        (("--series", "嘉某字"), "10-3"),
        (("--series", "嘉商务函", "--kind", "报告"), "10-4"),
        (("--series", "嘉商务字", "--kind", "请示报告"), "12-6"),
        (("--series", "嘉商务字", "--title", " "), "12-6"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_not_kept(
    desk: CommandLine, changed: tuple[str, ...], rule: str
) -> None:
    said = desk("document", "add", *DRAFT, *changed, "--json")
    assert (said.code, said.error["rule"]) == (1, rule)
    assert desk.json("document", "list") == []


def test_documents_are_found_by_any_part(desk: CommandLine) -> None:
    document = signed(desk)
    desk.json("document", "number", document)
    drafted(desk, "嘉商务函")
    assert len(desk.json("document", "list")) == 2
    assert [paper["id"] for paper in desk.json("document", "list", "〔2026〕1号")] == [document]
    assert len(desk.json("document", "list", "市场科")) == 2
    assert desk.json("document", "list", "没有") == []
    lines = desk("document", "list").out.splitlines()
    assert lines[0].split() == ["编号", "发文字号", "标题", "科室", "进度"]
    assert lines[-1].split() == ["1", "嘉商务字〔2026〕1号", "关于召开商务工作会议的通知", "市场科", "已编号"]


def test_a_kind_is_typed_as_it_is_shown(desk: CommandLine) -> None:
    words = ("--title", "Report on commerce", "--kind", "report", "--section", "Office", "--by", "Jane Smith")
    assert (
        desk.json("document", "add", *words, "--series", "嘉商务字", "--to", "County government")["kind"]
        == "报告"
    )


def test_a_document_reads_as_a_page(desk: CommandLine) -> None:
    text = desk("document", "show", signed(desk)).out
    assert "公文 1  关于召开商务工作会议的通知" in text
    assert "通知  未编号  市场科 张某  待编号" in text
    assert "签发  孙某  2026年11月24日 08:20" in text
    assert desk("document", "show", 9, "--json").error["message"] == "没有编号为 9 的公文"


@pytest.mark.parametrize(
    ("text", "ok", "repaired"),
    [
        ("嘉商务字〔2026〕1号", True, None),
        ("嘉商务字[2026]001", True, "嘉商务字〔2026〕1号"),
        ("嘉商务函（2026）第12号", True, "嘉商务函〔2026〕12号"),
        ("嘉某字〔2026〕1号", False, None),
        ("没有", False, None),
    ],
)
def test_a_number_is_checked_as_it_is_written(
    desk: CommandLine, text: str, ok: bool, repaired: str | None
) -> None:
    said = desk("check", "number", text, "--json")
    assert said.code == (0 if ok else 1)
    assert (said.json["pass"], said.json["repaired"]) == (ok, repaired)
    assert all(set(one) == {"rule", "level", "message"} for one in said.json["verdicts"])
    assert any(one["level"] == "硬" for one in said.json["verdicts"]) is not ok
    if ok:
        assert (said.json["year"], said.json["series"][:3]) == (2026, "嘉商务")
    spoken = desk("check", "number", text)
    assert spoken.err.count("\n") == (0 if ok else 1)
    if repaired:
        assert spoken.out.splitlines()[0] == repaired


def test_a_number_is_checked_against_the_offices_own_series(
    desk: CommandLine, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.json("config", "set", "series", "示商组字 示商字 示商函")
    assert desk.json("check", "number", "示商字〔2026〕3号")["sequence"] == 3
    assert desk("check", "number", "嘉商务字〔2026〕3号").code == 1
    assert main(["--db", "nowhere.db", "check", "number", "嘉商务字〔2026〕3号"], clock) == 0
    capsys.readouterr()
