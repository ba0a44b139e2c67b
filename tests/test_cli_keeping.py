"""The store, its settings and the rule list on the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from oatui import places
from oatui.rules.articles import RULES
from oatui.store import settings
from oatui.store.database import connect
from tests.command_line import CommandLine
from tests.conftest import FixedClock


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(clock, capsys, tmp_path / "folder" / "desk.db")


def test_a_store_is_made_once(desk: CommandLine) -> None:
    made = desk.json("init", "--office", "示例县商务局")
    assert made == {"ok": True, "path": str(desk.db), "office": "示例县商务局"}
    again = desk("init", "--json")
    assert again.code == 1 and str(desk.db) in again.error["message"]
    assert desk.json("config", "get", "office") == {"key": "office", "value": "示例县商务局"}


def test_an_empty_office_makes_no_store(desk: CommandLine) -> None:
    assert desk("init", "--office", " ").code == 1
    assert not desk.db.exists()


def test_where_no_store_can_be_made_is_exit_3(desk: CommandLine) -> None:
    desk.db.parent.write_text("a file", encoding="utf-8")
    said = desk("init", "--json")
    assert said.code == 3 and said.error["message"]


def test_doctor_tells_a_sound_store(desk: CommandLine) -> None:
    desk("init", "--office", "示例县商务局")
    found = desk.json("doctor")
    assert (found["ok"], found["integrity"]) == (True, "ok")
    journal = found["journal"]
    assert (journal["events"], journal["broken_at"], journal["rebuilt_equal"]) == (1, None, True)
    assert len(journal["head"]) == 16
    assert desk("doctor").out.splitlines()[0] == "数据文件完好"


def test_doctor_tells_a_changed_table(desk: CommandLine) -> None:
    desk("init", "--office", "示例县商务局")
    conn = connect(desk.db)
    conn.execute("update setting set value = '\"别的局\"'")
    conn.close()
    said = desk("doctor", "--json")
    assert said.code == 1
    assert said.json["ok"] is False and said.json["journal"]["rebuilt_equal"] is False
    spoken = desk("doctor")
    assert spoken.err.count("\n") == 1 and "备份" in spoken.err and "setting" in spoken.out


def test_doctor_tells_whether_a_printed_head_is_of_this_journal(desk: CommandLine) -> None:
    desk("init", "--office", "示例县商务局")
    first = desk.json("doctor")["journal"]["head"]
    desk("config", "set", "office", "示例县局")
    last = desk.json("doctor")["journal"]["head"]
    for written, events in (
        (first, 1), (f" {last.upper()} ", 2), (f"oatui-20261124-082000-{first}.db", 1),
    ):  # fmt: skip
        found = desk.json("doctor", "--head", written)
        assert (found["ok"], found["head"]["found"]["events"]) == (True, events)
    assert "第 1 条" in desk("doctor", "--head", first).out
    other = desk("doctor", "--head", "0123456789abcdef", "--json")
    assert (other.code, other.json["ok"], other.json["head"]["found"]) == (1, False, None)
    assert "0123456789abcdef 不在" in desk("doctor", "--head", "0123456789abcdef").err
    assert "16位" in desk("doctor", "--head", "123").err
    # the last event and what it did are taken away: all fits together, but for what was printed
    conn = connect(desk.db)
    guard = conn.execute("select sql from sqlite_master where name = 'event_no_delete'").fetchone()[0]
    conn.execute("drop trigger event_no_delete")
    conn.execute("delete from event where seq = 2")
    conn.execute(guard)
    conn.execute("update setting set value = '\"示例县商务局\"' where key = 'office'")
    conn.execute("update setting set at = (select at from event where seq = 1)")
    conn.close()
    assert desk("doctor").code == 0
    assert desk("doctor", "--head", first).code == 0
    assert desk("doctor", "--head", last).code == 1


def test_doctor_tells_a_torn_file(desk: CommandLine) -> None:
    desk("init", "--office", "示例县商务局")
    conn = connect(desk.db)
    conn.execute("pragma wal_checkpoint(truncate)")
    conn.close()
    content = desk.db.read_bytes()
    desk.db.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    said = desk("doctor", "--json")
    assert said.code == 1 and said.json["ok"] is False
    said = desk("meeting", "list", "--json")
    assert said.code == 3 and "损坏" in said.error["message"]


def test_a_backup_is_made_and_put_back(desk: CommandLine, tmp_path: Path) -> None:
    desk("init")
    desk("meeting", "add", "--title", "会", "--start", "9:00", "--end", "10:00")
    copy = tmp_path / "copy.db"
    made = desk.json("backup", copy)
    assert (made["ok"], made["path"], made["integrity"]) == (True, str(copy), "ok")
    assert made["journal"]["events"] == 1
    assert desk("backup", copy, "--json").code == 1
    desk("meeting", "add", "--title", "后来的会", "--start", "9:00", "--end", "10:00")
    # a desk that is open goes on with what was set aside: it is told
    elsewhere = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select 1 from local').fetchone(); print(); input()"
    with subprocess.Popen(
        [sys.executable, "-c", elsewhere, str(desk.db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline()
        assert "还有 oatui 开着" in desk("restore", copy).out
        other.communicate(b"\n")
    restored = desk.json("restore", copy)
    assert restored["in_use"] is False
    assert (restored["path"], restored["journal"]["events"]) == (str(desk.db), 2)
    assert [each["title"] for each in desk.json("meeting", "list")] == ["会"]
    assert desk.json("doctor")["ok"] is True
    assert list(desk.db.parent.glob("desk.db.before-restore-*"))


def test_a_backup_into_a_folder_is_named_with_its_head(desk: CommandLine, tmp_path: Path) -> None:
    desk("init")
    made = desk.json("backup", tmp_path)
    assert made["journal"]["head"] in made["path"] and Path(made["path"]).parent == tmp_path


def test_restore_needs_no_store_but_a_backup(desk: CommandLine, tmp_path: Path) -> None:
    said = desk("restore", tmp_path / "missing.db", "--json")
    assert said.code == 1 and "missing.db" in said.error["message"]
    (tmp_path / "no.db").write_text("no", encoding="utf-8")
    assert desk("restore", tmp_path / "no.db", "--json").code == 3
    assert not desk.db.exists()


def test_settings_are_read_and_changed(desk: CommandLine) -> None:
    desk("init")
    desk.json("config", "set", "sign_in.opens_minutes", "45")
    everything = desk.json("config", "get")
    assert everything["sign_in.opens_minutes"] == 45
    assert everything["operator"] == places.operator()
    text = desk("config", "get").out
    assert "sign_in.opens_minutes" in text and "会前多少分钟开始签到" in text
    assert text.count("预设，没有改过") == len(settings.PRESETS) - 1 and str(desk.db) in text
    for key, value in (
        ("nothing", "1"),
        ("sign_in.opens_minutes", "soon"),
        ("sign_in.opens_minutes", "-1"),
        ("hours.winter", "9"),
        ("office", " "),
    ):
        assert desk("config", "set", key, value, "--json").code == 1, key
    assert desk("config", "get", "nothing", "--json").error["message"] == "没有这一项设置：nothing"


def test_the_operator_is_this_computers(desk: CommandLine) -> None:
    desk("init")
    assert desk.json("config", "set", "operator", " 刘 某 ") == {"key": "operator", "value": "刘 某"}
    assert desk.json("config", "get", "operator")["value"] == "刘 某"
    events = desk.json("doctor")["journal"]["events"]
    assert desk("config", "set", "operator", " ").code == 1
    desk("meeting", "add", "--title", "会", "--start", "9:00", "--end", "10:00")
    conn = connect(desk.db)
    assert [row["actor"] for row in conn.execute("select actor from event")] == ["刘 某"]
    conn.close()
    assert events == 0


def test_the_rules_are_those_of_the_articles(desk: CommandLine) -> None:
    found = desk.json("rules")
    assert [rule["id"] for rule in found] == [rule.id for rule in RULES]
    assert all({"id", "article", "phrase", "level", "where"} <= set(rule) for rule in found)
    (rule,) = desk.json("rules", "17-5")
    assert (rule["article"], rule["level"], rule["where"]) == (17, "硬", "sign-in")
    assert "提前15分钟" in desk("rules", "17-5").out
    assert desk("rules", "99-1", "--json").error["message"].startswith("规则里没有“99-1”")


def test_every_rule_names_a_command_that_exists() -> None:
    from oatui.rules.articles import RULES
    from oatui.rules.holding import PLACES, WHERE, where
    from tests.test_cli_contract import leaves

    commands = {name for name, _command in leaves()}
    assert [name for _words, name in PLACES.values() if name not in commands] == []
    assert {rule.id for rule in RULES} == set(WHERE)
    assert where("17-5") == "sign-in"


def test_demo_is_opened_by_the_entry_alone(desk: CommandLine) -> None:
    assert desk("demo").code == 2
