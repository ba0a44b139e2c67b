"""The number book on the command line: id, state and number in every answer; an earlier ledger; the list as Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock

OFF_LINE = ("--title", "关于线下某事的通知", "--section", "业务股", "--date", "2026-11-20", "--by", "刘某")


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


def signed(desk: CommandLine) -> int:
    words = (
        "--title",
        "关于某事的通知",
        "--kind",
        "通知",
        "--series",
        "嘉商务字",
        "--section",
        "业务股",
        "--by",
        "张某",
    )
    document: int = desk.json("document", "add", *words)["id"]
    for person in ("李某", "王某", "赵某", "孙某"):
        desk.json("document", "sign", document, "--by", person)
    return document


def basics(answer: dict[str, Any]) -> tuple[int | None, str, str]:
    return answer["id"], answer["state"], answer["number"]


def test_reserve_use_and_void(desk: CommandLine) -> None:
    kept = desk.json(
        "number", "reserve", "嘉商务字", "--purpose", "党组会纪要", "--by", "张某", "--until", "2026-12-01"
    )
    assert basics(kept) == (1, "reserved", "嘉商务字〔2026〕1号")
    assert (kept["purpose"], kept["expires"], len(kept["numbers"])) == ("党组会纪要", "2026-12-01", 1)
    assert desk.json("document", "number", signed(desk))["number"] == "嘉商务字〔2026〕2号"
    paper = signed(desk)
    assert basics(desk.json("number", "use", "嘉商务字〔2026〕1号", paper)) == (
        1,
        "given",
        "嘉商务字〔2026〕1号",
    )
    assert desk.json("document", "number", paper)["number"] == "嘉商务字〔2026〕1号"
    gone = desk.json("number", "void", "嘉商务字[2026]1号", "--reason", "内容变更", "--by", "李主任")
    assert basics(gone) == (1, "void", "嘉商务字〔2026〕1号")
    assert (gone["reason"], gone["by"], gone["document"]) == ("内容变更", "李主任", paper)
    again = desk("number", "void", "嘉商务字〔2026〕1号", "--reason", "x", "--by", "y", "--json")
    assert (again.code, again.error["rule"]) == (1, "12-1")
    assert desk("document", "show", paper).code == 0


def test_off_line_gaps_and_explanation(desk: CommandLine) -> None:
    made = desk.json("number", "off-line", "嘉商务字(2026)003", *OFF_LINE)
    assert basics(made) == (1, "given", "嘉商务字〔2026〕3号")
    assert {one["level"] for one in made["verdicts"]} == {"警"}
    assert desk("number", "off-line", "嘉商务字〔2026〕3号", *OFF_LINE, "--json").error["rule"] == "12-1"
    [gap] = desk.json("number", "gaps")
    assert basics(gap) == (None, "gap", "嘉商务字〔2026〕1至2号")
    assert (gap["first"], gap["sequence"]) == (1, 2)
    told = desk.json(
        "number", "explain", "嘉商务字〔2026〕1号", "--to", 2, "--reason", "跳号", "--by", "李主任"
    )
    assert basics(told) == (2, "explained", "嘉商务字〔2026〕1号")
    assert [basics(one)[1:] for one in desk.json("number", "gaps")] == [
        ("explained", "嘉商务字〔2026〕1号"), ("explained", "嘉商务字〔2026〕2号"),
    ]  # fmt: skip
    assert desk("number", "explain", "不是号", "--reason", "x", "--by", "y", "--json").error["rule"] == "10-3"
    taken_back = desk.json(
        "number", "void", "嘉商务字〔2026〕3号", "--reason", "打错", "--by", "李主任", "--mistaken"
    )
    assert taken_back["state"] == "mistaken"


def test_the_gap_list_is_an_excel_sheet(desk: CommandLine, tmp_path: Path) -> None:
    desk.json("number", "off-line", "嘉商务字〔2026〕3号", *OFF_LINE)
    desk.json("number", "explain", "嘉商务字〔2026〕1号", "--reason", "=HYPERLINK(1)", "--by", "李主任")
    said = desk("number", "gaps", "--out", tmp_path / "空号")
    assert (said.code, "空号.xlsx" in said.out) == (0, True)
    sheet = openpyxl.load_workbook(tmp_path / "空号.xlsx")["空号说明"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "嘉祥县商务局2026年度发文空号说明"
    assert rows[1][0] == "嘉商务字：1至3号，已编1个（其中线下占用1个），空号1个，缺号待说明1个"
    heads = next(place for place, row in enumerate(rows) if row[0] == "序号")
    assert rows[heads + 1][:6] == [
        1,
        "嘉商务字〔2026〕1号",
        "空号",
        "=HYPERLINK(1)",
        "李主任",
        "2026年11月24日",
    ]
    assert sheet.cell(heads + 2, 4).data_type == "s"
    assert rows[heads + 2][:3] == [2, "嘉商务字〔2026〕2号", "缺号待说明"]


def test_a_reservation_lapses(desk: CommandLine, clock: FixedClock) -> None:
    desk.json("number", "reserve", "嘉商务字", "--purpose", "x", "--by", "张某", "--until", "2026-11-24")
    assert desk("number", "lapse", "1", "--by", "李主任", "--json").code == 1
    clock.pass_time(days=1)
    assert basics(desk.json("number", "lapse", "1", "--by", "李主任")) == (1, "lapsed", "嘉商务字〔2026〕1号")


def test_lines_without_a_number_of_ours(desk: CommandLine) -> None:
    letter = desk.json(
        "number", "letter", "--title", "关于某事的函", "--section", "业务股", "--date", "2026-11-20"
    )
    assert basics(letter) == (1, "given", "不编号")
    words = ("--title", "关于某事的通知", "--section", "业务股")
    joint = desk.json("number", "joint", "示财字〔2026〕9号", "--lead", "县财政局", *words)
    assert (joint["number"], joint["lead"], joint["dated"]) == ("示财字〔2026〕9号", "县财政局", "2026-11-24")
    own = desk.json("number", "joint", "示财字〔2026〕10号", "--lead", "县财政局", "--document", signed(desk))
    assert (own["number"], own["document"]) == ("示财字〔2026〕10号", 1)
    assert desk.json("number", "strike", 1, "--reason", "没有发", "--by", "李主任")["state"] == "void"
    assert [one["way"] for one in desk.json("number", "list")] == ["unnumbered", "joint", "joint"]


def test_a_year_is_closed_and_opened(desk: CommandLine) -> None:
    desk.json("number", "import", DATA / "ledger-2025.xlsx")
    said = desk("number", "close", 2025, "--by", "李主任", "--json")
    assert (said.code, said.error["rule"]) == (1, "12-1")
    desk.json("number", "explain", "嘉商务字〔2025〕8号", "--reason", "跳号", "--by", "李主任")
    closed = desk.json("number", "close", 2025, "--by", "李主任")
    assert (closed["year"], closed["closed"], closed["by"]) == (2025, True, "李主任")
    opened = desk.json("number", "reopen", 2025, "--by", "李主任", "--reason", "补登")
    assert opened["closed"] is False


def test_a_ledger_is_looked_at_and_brought_in_once(desk: CommandLine) -> None:
    path = DATA / "ledger-2025.xlsx"
    seen = desk.json("number", "import", path, "--dry-run")
    assert (seen["rows"], seen["imported"], seen["errors"], seen["letters"]) == (13, 0, [], 1)
    assert {"series": "嘉商务字", "year": 2025, "numbers": 10, "highest": 11, "missing": 1} in seen["series"]
    assert {"row": 6, "written": "嘉商务字[2025]3号", "number": "嘉商务字〔2025〕3号"} in seen["repaired"]
    assert desk.json("number", "list", "--year", 2025) == []
    assert desk.json("number", "import", path)["imported"] == 13
    again = desk.json("number", "import", path)
    assert (again["imported"], again["already"]) == (0, 13)


def test_a_ledger_with_faults_comes_in_only_without_them(desk: CommandLine, tmp_path: Path) -> None:
    desk.json("number", "off-line", "嘉商务字〔2026〕1号", *OFF_LINE)
    path = tmp_path / "号簿.csv"
    rows = [
        "发文字号,标题,成文日期", "嘉商务字〔2026〕1号,关于另一件事的通知,2026-01-02", "嘉商务字〔2026〕2号,关于某事的通知,2026-01-03",
        "嘉商务字〔2027〕1号,关于来年的通知,", "嘉商务字〔2026〕3号,关于将来的通知,2026-11-25",
    ]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    said = desk("number", "import", path, "--json")
    assert said.code == 1
    assert [(one["row"], one["column"]) for one in said.json["errors"]] == [
        (2, "发文字号"),
        (4, "发文字号"),
        (5, "发文字号"),
    ]
    assert said.json["imported"] == 0
    spoken = desk("number", "import", path)
    assert spoken.out.count("号簿 第 ") == 3 and spoken.err.count("\n") == 1
    assert desk.json("number", "import", path, "--skip-bad-rows")["imported"] == 1
    assert [one["sequence"] for one in desk.json("number", "list")] == [1, 2]
    missing = desk("number", "import", tmp_path / "没有.xlsx", "--json")
    assert (missing.code, missing.json["errors"][0]["sheet"]) == (1, None)


@pytest.mark.parametrize(
    "words",
    [
        ("void", "嘉商务字〔2026〕9号", "--reason", "x", "--by", "y"),
        ("void", "[/x]", "--reason", "x", "--by", "y"),
        ("reserve", "嘉商字", "--purpose", "x", "--by", "y"),
        ("reserve", "嘉商务字", "--purpose", " ", "--by", "y"),
        ("reserve", "嘉商务字", "--purpose", "x", "--by", "y", "--count", "0"),
        ("reserve", "嘉商务字", "--purpose", "x", "--by", "y", "--until", "2027-01-01"),
        ("close", "2026", "--by", "李主任"),
        ("reopen", "2025", "--by", "李主任", "--reason", "x"),
        ("strike", "7", "--reason", "x", "--by", "y"),
        ("letter", "--title", "关于某事的报告", "--kind", "报告", "--section", "x", "--date", "2026-11-01"),
        ("joint", "嘉商务字〔2026〕1号", "--lead", "x", "--title", "x", "--section", "y"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(desk: CommandLine, words: tuple[str, ...]) -> None:
    said = desk("number", *words, "--json")
    assert said.code == 1 and said.error["message"]
    assert desk.json("number", "list") == []
