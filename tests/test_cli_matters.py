"""Search, the matters of article 7 and publication on the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.command_line import CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    return line


def test_search(desk: CommandLine) -> None:
    desk("meeting", "add", "--title", "全县商务工作会议", "--start", "2026-11-25 09:00", "--end", "11:00")
    for word in ("消费券", "老字号"):
        desk.json(
            "document", "add", "--title", f"关于{word}的通知", "--kind", "通知", "--series", "嘉商务字", "--section",
            "业务股", "--by", "刘某某",
        )  # fmt: skip
    found = desk.json("search", "xfq")
    assert found == [
        {
            "kind": "document", "id": 1, "title": "关于消费券的通知", "number": None, "unit": "业务股",
            "date": "2026-11-24",
        }
    ]  # fmt: skip
    assert [one["kind"] for one in desk.json("search", "工作")] == ["meeting"]
    assert desk.json("search", "商务", "--kind", "document") == []
    assert desk.json("search", "没有的") == []
    assert len(desk.json("search", "业务股", "--rebuild")) == 2
    shown = desk("search", "业务", "--limit", 1)
    assert "共 2 条" in shown.out and "关于老字号的通知" in shown.out
    assert "没有找到“% ' \"”" in desk("search", "% ' \"").out
    assert desk("search", "商务", "--kind", "传真", "--json").code == 2


def test_matters(desk: CommandLine, tmp_path: Path) -> None:
    assert desk.json("matters", "list")["review"]["rule"] == "7-1"
    no = desk("matters", "add", "--matter", "博览会", "--category", "11", "--responsible", "王某", "--json")
    assert (no.code, no.error["rule"]) == (1, "7-1")
    added = desk.json("matters", "add", "--matter", "=博览会", "--category", "6", "--responsible", "王某")
    assert added["category_words"].startswith("举办各类庆祝会")
    assert (
        desk.json("matters", "change", 1, "--matter", "=展会", "--category", "6", "--responsible", "李某")[
            "matter"
        ]
        == "=展会"
    )
    review = desk.json("matters", "review", "--by", "李主任", "--day", "2026-08-24")
    assert (review["entries"], review["standing"]["level"]) == (1, "ok")
    desk("config", "set", "matters.review_months", "1")
    assert "已过 61 天" in desk("matters", "list").out
    for name in ("清单.xlsx", "清单.docx"):
        assert desk.json("matters", "export", "--out", tmp_path / name)["rows"] == 1
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").active
    assert sheet is not None
    cell = sheet["B4"]
    assert (cell.value, cell.data_type) == ("=展会", "s")  # what was typed is never a formula
    table = docx.Document(str(tmp_path / "清单.docx")).tables[0]
    assert [one.text for one in table.rows[1].cells][1] == "=展会"
    assert desk("matters", "export", "--out", tmp_path / "清单.xlsx", "--json").code == 1
    assert desk.json("matters", "drop", 1, "--reason", "办结")["dropped_because"] == "办结"
    assert desk.json("matters", "list", "--dropped")["matters"][0]["matter"] == "=展会"


def test_events_under_article_7(desk: CommandLine) -> None:
    added = desk.json("matters", "tag", "--title", "展会", "--category", "6", "--day", "2026-12-09")
    assert (added["verdict"]["rule"], added["verdict"]["level"], added["day"]) == ("7-2", "警", "2026-12-09")
    assert "最迟 2026年11月24日 周二 请示，还有 0 天" in desk("matters", "events").out
    no = desk("matters", "link", 1, "--json")
    assert (no.code, no.error["rule"]) == (1, "7-2")
    linked = desk.json("matters", "link", 1, "--paper", "县商务请〔2026〕3号")
    assert (linked["paper"], linked["verdict"]["level"]) == ("县商务请〔2026〕3号", "ok")
    assert desk("matters", "link", 1, "--meeting", "--paper", "请示").code == 1
    assert desk.json("matters", "untag", 1, "--reason", "不办了")["verdict"] is None
    assert [one["dropped_because"] for one in desk.json("matters", "events")] == ["不办了"]


def test_publication(desk: CommandLine, clock: FixedClock, tmp_path: Path) -> None:
    added = desk.json(
        "publication", "add", "--title", "招商信息", "--responsible", "王某", "--information", "2026-11-02"
    )
    assert (added["due"], added["state"], added["verdicts"][0]["rule"]) == ("2026-11-30", "open", "26-2")
    no = desk("publication", "publish", 1, "--checked-by", "李主任", "--at", "2026-11-01 09:00", "--json")
    assert (no.code, no.error["rule"]) == (1, "26-1")
    clock.pass_time(days=8)
    assert "已过 2 天" in desk("publication", "list").out
    changed = desk.json("publication", "change", 1, "--title", "招商政策", "--responsible", "王某")
    assert (changed["title"], changed["information"]) == ("招商政策", "2026-11-02")
    made = desk.json("publication", "publish", 1, "--checked-by", "李主任", "--channel", "公告栏")
    assert (made["state"], made["channel"], [one["level"] for one in made["verdicts"]]) == (
        "published",
        "公告栏",
        ["警"],
    )
    assert desk.json("publication", "take-back", 1, "--reason", "登记错")["state"] == "open"
    ended = desk.json("publication", "end", 1, "--by", "张局长", "--reason", "商业秘密")
    assert (ended["state"], ended["ended_by"]) == ("ended", "张局长")
    assert desk.json("publication", "export", "--out", tmp_path / "公开")["rows"] == 1
    assert (tmp_path / "公开.xlsx").exists()
    assert [one["state"] for one in desk.json("publication", "list")] == ["ended"]
