"""After the number on the command line: print, seal, file, send, close; papers and registers as files."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from oatui.rules.paper_text import PARA, Paragraph
from oatui.store import documents, paper_bodies, paper_particulars
from oatui.store.database import open_store
from tests.command_line import CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


def numbered(desk: CommandLine, title: str = "关于召开商务工作会议的通知") -> int:
    """A numbered paper with its text and recipients."""
    store = open_store(desk.db, desk.clock, "刘某某")
    try:
        paper = documents.draft(store, title, "通知", "嘉商务字", "市场科", "王某").id
        paper_particulars.describe(store, paper, {"to": ("各科室",), "need": "贯彻上级要求"})
        paper_bodies.set_body(store, paper, [Paragraph(PARA, "现将有关事项通知如下。")], "稿.docx", title)
        for person in ("李某", "刘某", "张某", "孙某"):
            documents.sign(store, paper, person)
    finally:
        store.close()
    desk.json("document", "number", paper)
    return paper


def test_each_step_answers_id_state_and_number(desk: CommandLine) -> None:
    paper = numbered(desk)
    steps = [
        ("print", "--copies", 20, "--date", "2026-11-24", "--cc", "县财政局、县税务局"),
        ("seal", "--by", "刘某"),
        ("file", "--item", "draft", "--item", "instructions", "--item", "sealed_copy", "--by", "王某"),
        ("send", "--to", "示例一镇", "--to", "[/x]", "--by", "王某"),
        ("close", "--by", "王某"),
    ]
    states = []
    for name, *words in steps:
        answer = desk.json("document", name, paper, *words)
        assert (answer["id"], answer["number"]) == (paper, "嘉商务字〔2026〕1号")
        states.append(answer["state"])
    assert states == ["printed", "sealed", "filed", "sent", "closed"]
    found = desk.json("document", "issue", paper)
    assert found["cc"] == ["县财政局", "县税务局"]
    assert (found["seal"]["serial"], found["seal"]["sealed_by"]) == (1, "刘某")
    assert [one["to"] for one in found["deliveries"]] == ["示例一镇", "[/x]"]
    assert [fact["kind"] for fact in desk.json("document", "show", paper)["facts"]][-2:] == ["sent", "closed"]
    assert "已办结" in desk("document", "issue", paper).out


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("print", "--copies", 0, "--date", "今天"), "12-3"),
        (("print", "--copies", 5, "--date", "2026-11-23"), "12-3"),
        (("seal", "--by", "刘某"), "12-4"),
        (("send", "--to", "示例一镇", "--by", "王某"), "12-3"),
        (("file", "--item", "sealed_copy", "--by", "王某"), "12-5"),
        (("close", "--by", "王某"), "12-5"),
    ],
)
def test_what_is_not_in_its_turn_is_refused(desk: CommandLine, words: tuple[object, ...], rule: str) -> None:
    paper = numbered(desk)
    name, *rest = words
    said = desk("document", name, paper, *rest, "--json")
    assert (said.code, said.error["rule"]) == (1, rule)
    assert desk.json("document", "issue", paper)["state"] == "numbered"


def test_another_than_the_office_head_does_not_seal(desk: CommandLine) -> None:
    paper = numbered(desk)
    desk.json("document", "print", paper, "--copies", 5, "--date", "今天")
    said = desk("document", "seal", paper, "--by", "王某", "--json")
    assert (said.code, said.error["rule"]) == (1, "12-4")
    assert desk("config", "set", "acting", "王某").code == 1
    desk.json("config", "set", "acting", "王某 2026-11-23 2026-11-27 外出学习")
    answer = desk.json("document", "seal", paper, "--by", "王某")
    assert [one["level"] for one in answer["verdicts"]] == ["ok", "记"]


def test_a_receipt_and_a_mistake(desk: CommandLine) -> None:
    paper = numbered(desk)
    desk.json("document", "print", paper, "--copies", 5, "--date", "今天")
    desk.json("document", "seal", paper, "--by", "刘某")
    [one] = desk.json("document", "send", paper, "--to", "示例一镇", "--by", "王某")["deliveries"]
    answer = desk.json("document", "receipt", one["id"], "--by", "赵某")
    assert answer["deliveries"][0]["signed_by"] == "赵某"
    assert desk.json("document", "unsend", one["id"], "--reason", "送错")["state"] == "sealed"
    assert desk("document", "receipt", one["id"], "--by", "赵某").code == 1


@pytest.mark.parametrize("act", ["seal", "file --item draft", "send --to 县政府", "close"])
def test_an_act_without_its_name_is_a_wrong_call(desk: CommandLine, act: str) -> None:
    name, *more = act.split()
    said = desk("document", name, numbered(desk), *more)
    assert said.code == 2 and "--by" in said.err


def test_the_papers_are_saved_and_never_over_another(desk: CommandLine, tmp_path: Path) -> None:
    paper = numbered(desk)
    said = desk("export", "red-paper", 9, "--out", tmp_path / "x", "--json")
    assert said.code == 1
    answer = desk.json(
        "document", "print", paper, "--copies", 5, "--date", "今天", "--out", tmp_path / "红头"
    )
    text = [line.text for line in docx.Document(answer["path"]).paragraphs]
    assert "嘉祥县商务局文件" in text and "嘉商务字〔2026〕1号" in text
    for name in ("red-paper", "draft-sheet", "delivery-slip"):
        path = desk.json("export", name, paper, "--out", tmp_path / name)["path"]
        assert docx.Document(path).paragraphs
        again = desk("export", name, paper, "--out", path, "--json")
        assert again.code == 1 and "不覆盖" in again.error["message"]
    assert desk("export", "explanation", paper, "--out", tmp_path / "y", "--json").error["rule"] == "8-12"
    # a name that is taken refuses before anything is recorded
    other = numbered(desk, "关于值班的通知")
    taken = desk(
        "document", "print", other, "--copies", 5, "--date", "今天", "--out", answer["path"], "--json"
    )
    assert taken.code == 1
    assert desk.json("document", "issue", other)["state"] == "numbered"


def test_the_registers_of_a_year(desk: CommandLine, tmp_path: Path) -> None:
    paper = numbered(desk, "=1+1的通知")
    desk.json("document", "print", paper, "--copies", 5, "--date", "今天")
    desk.json("document", "seal", paper, "--by", "刘某")
    desk.json("seal", "use", "--title", "介绍信", "--by", "刘某", "--section", "办公室", "--approver", "孙某")
    line = desk.json("seal", "list", "介绍")[0]["id"]
    assert desk.json("seal", "void", line, "--by", "刘某", "--reason", "写错")["voided"]["reason"] == "写错"
    rows = {
        name: desk.json("export", name, "--year", 2026, "--out", tmp_path / name)
        for name in ("outgoing", "incoming", "seals")
    }
    assert {name: one["rows"] for name, one in rows.items()} == {"outgoing": 1, "incoming": 0, "seals": 2}
    sheet = openpyxl.load_workbook(rows["outgoing"]["path"]).worksheets[0]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"嘉商务字〔2026〕1号", "=1+1的通知", "发文字号", "11月24日"} <= values
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert desk.json("export", "seals", "--out", tmp_path / "this-year")["year"] == 2026
    assert "第 1 号" in desk("seal", "use", "--title", "证明", "--by", "刘某", "--section", "办公室",
                             "--approver", "孙某", "--at", "2025-12-31 09:00").out  # fmt: skip
