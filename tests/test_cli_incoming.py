"""Incoming papers and attachments on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock
from tests.files.test_attachment_type import PDF, WORD, package, zipped


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A Word file, a PDF, and photos in a zip that calls itself Word."""
    contents = {"通知.docx": package(WORD), "扫描.pdf": PDF, "照片.docx": zipped(甲_jpg="x")}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def test_attachments_are_checked_without_a_store(
    clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path, files: dict[str, Path]
) -> None:
    line = CommandLine(clock, capsys, tmp_path / "none.db")
    good = line.json("check", "attachments", files["通知.docx"])
    assert (good["pass"], good["repaired"], [one["type"] for one in good["files"]]) == (True, None, ["docx"])
    assert [(one["rule"], one["level"]) for one in good["verdicts"]] == [("14-4", "ok")]
    # the article says 或者: a warning does not fail the set
    mixed = line.json("check", "attachments", files["通知.docx"], files["扫描.pdf"])
    assert (mixed["pass"], mixed["verdicts"][0]["level"]) == (True, "警")
    bad = line("check", "attachments", *files.values(), tmp_path / "无.docx", "--json")
    assert bad.code == 1 and not bad.json["pass"]
    assert [one["type"] for one in bad.json["files"]] == ["docx", "pdf", "archive", None]
    assert "压缩包" in line("check", "attachments", files["照片.docx"]).err
    assert line("check", "attachments").code == 2
    assert not (tmp_path / "none.db").exists()


def test_attachments_of_a_document(desk: CommandLine, files: dict[str, Path]) -> None:
    desk.json(
        "document", "add", "--title", "关于某事的通知", "--kind", "通知", "--series", "嘉商务字", "--section", "业务股",
        "--by", "李某",
    )  # fmt: skip
    made = desk.json("document", "attach", 1, files["通知.docx"], files["扫描.pdf"])
    assert [(one["id"], one["name"], one["type"]) for one in made["attachments"]] == [
        (1, "通知.docx", "docx"), (2, "扫描.pdf", "pdf"),
    ]  # fmt: skip
    assert len(made["attachments"][0]["sha256"]) == 64
    no = desk("document", "attach", 1, files["照片.docx"], "--json")
    assert (no.code, no.error["rule"]) == (1, "14-4")
    assert desk.json("document", "detach", 2, "--reason", "合并")["verdicts"][0]["level"] == "ok"
    assert "通知.docx" in desk("document", "attachments", 1).out
    assert desk("document", "attach", 9, files["通知.docx"]).code == 1


def test_from_the_register_to_the_volume(desk: CommandLine, clock: FixedClock, tmp_path: Path) -> None:
    made = desk.json(
        "incoming", "add", "--from", "县政府办公室", "--title", "关于[/x]的通知", "--number", "嘉政办发[2026]012号",
        "--urgency", "urgent", "--due", "2026-11-27",
    )  # fmt: skip
    assert (made["id"], made["number"], made["state"]) == (1, "〔2026〕1号", "open")
    assert (made["due"], made["sender_number"]) == ("2026-11-27T17:30:00+08:00", "嘉政办发[2026]012号")
    secret = desk("incoming", "add", "--from", "x", "--title", "y", "--secrecy", "机密", "--json")
    assert (secret.code, secret.error["rule"]) == (1, "13-4")
    directed = desk.json(
        "incoming",
        "direct",
        1,
        "--instruction",
        "同意",
        "--leader",
        "王局长",
        "--unit",
        "业务股",
        "--handler",
        "李某",
    )
    assert (directed["instruction"], directed["holder"]) == ("王局长：同意", "业务股 李某")
    desk.json("incoming", "receipt", 1)
    handed = desk.json("incoming", "hand-on", 1, "--to", "赵某", "--to", "钱某")
    assert [(one["to"], one["signed_at"]) for one in handed["passes"][1:]] == [("赵某", None), ("钱某", None)]
    assert desk.json("incoming", "chase", 1, "--words", "在看")["chased"] == 1
    clock.pass_time(days=1)
    (open_one,) = desk.json("incoming", "list", "--open")
    assert (open_one["id"], open_one["overdue"]) == (1, False)
    assert [one["rule"] for one in desk.json("incoming", "show", 1)["verdicts"]] == ["3-2", None]
    assert desk("incoming", "close", 1, "--result", " ", "--json").code == 1
    closed = desk.json("incoming", "close", 1, "--result", "已阅", "--reply", "嘉商务函〔2026〕3号")
    assert (closed["state"], closed["reply_number"]) == ("ended", "嘉商务函〔2026〕3号")
    assert desk.json("incoming", "file", 1, "--volume", "12-3")["volume"] == "12-3"
    assert desk.json("incoming", "list", "--open") == []
    shown = desk("incoming", "show", 1).out
    assert "关于[/x]的通知" in shown and "办结：已阅" in shown and "归卷：12-3" in shown
    assert desk.json("incoming", "sheet", 1, "--out", tmp_path / "单")["path"].endswith("单.docx")
    assert desk.json("incoming", "reopen", 1, "--reason", "补充")["state"] == "open"
    assert desk.json("incoming", "correct", 1, "--title", "改过的")["title"] == "改过的"
    assert desk.json("incoming", "void", 1, "--reason", "重复")["state"] == "void"
    assert desk("incoming", "send-back", 1, "--why", "rules").code == 1
    assert desk("incoming", "add", "--from", "x", "--title", "y", "--due", "不久").code == 2
    assert desk("incoming", "show", 9).code == 1


def test_what_a_paper_becomes(desk: CommandLine, clock: FixedClock) -> None:
    desk.json("incoming", "add", "--from", "县委办公室", "--title", "关于召开全县商务工作会议的通知")
    called = desk.json(
        "incoming", "meeting", 1, "--start", "2026-11-27 09:00", "--end", "11:00", "--venue", "县会议中心"
    )
    assert called["meeting"] == 1
    meeting = desk.json("meeting", "show", 1)
    assert (meeting["title"], meeting["role"], meeting["level"]) == ("全县商务工作会议", "attend", "county")
    assert desk.json("incoming", "meeting", 1, "--meeting", 1)["meeting"] == 1
    assert desk("incoming", "meeting", 1).code == 2
    assert desk.json("incoming", "matter", 1, "--kind", "inspection")["kind"] == "inspection"
    assert "怎么来的" in desk("incoming", "matter", 1, "--kind", "supervision").err
    assert (
        desk("incoming", "matter", 1, "--kind", "supervision", "--channel", "oa", "--notified", "9").code == 2
    )
    item = desk.json(
        "incoming", "matter", 1, "--kind", "supervision", "--channel", "collect", "--notified", "08:10"
    )
    assert (item["due"], item["due_rule"]) == ("2026-12-01T17:30:00+08:00", "21-2")
    assert [one["step"] for one in item["steps"]] == ["notified"]
    assert desk.json("incoming", "step", 1, "sent", "--by", "赵某")["steps"][1]["by"] == "赵某"
    limit = desk.json("incoming", "limit", 1, "--due", "+5g")
    assert (limit["due"], limit["due_rule"]) == ("2026-12-01T17:30:00+08:00", None)
    listed = desk.json("incoming", "ask", 1, "--item", "方案", "--item", "名单")
    assert [one["words"] for one in listed["items"]] == ["方案", "名单"]
    assert desk.json("incoming", "supply", 1, "--by", "李某")["items"][0]["supplied_by"] == "李某"
    clock.pass_time(days=8)
    late = desk("incoming", "close", 1, "--result", "已报送", "--json")
    assert (late.code, late.error["rule"]) == (1, "21-2")
    done = desk.json("incoming", "close", 1, "--result", "已报送", "--late-because", "等数据")
    assert done["late_because"] == "等数据"
