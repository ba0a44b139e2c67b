"""Meetings, venues and rosters on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import DATA, CommandLine
from tests.conftest import FixedClock

HEADER = ("序号", "姓名", "单位", "职务", "联系电话")


@pytest.fixture
def desk(clock: FixedClock, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    line = CommandLine(clock, capsys, tmp_path / "desk.db")
    line("init")
    line("meeting", "add", "--title", "商务工作会议", "--start", "2026-11-24 09:00", "--end", "11:00")
    return line


Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook: the rows of each sheet under the usual header."""

    def write(**sheets: Sequence[Sequence[object]]) -> Path:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            sheet.append(HEADER)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "名册.xlsx"
        made.save(path)
        return path

    return write


def test_a_meeting_is_added_listed_and_shown(desk: CommandLine) -> None:
    added = desk.json(
        *(
            "meeting",
            "add",
            "--title",
            "局务会",
            "--start",
            "2026-11-25 14:30:00",
            "--end",
            "2026-11-25T16:00",
        ),
        *("--venue", "三楼会议室", "--mode", "video", "--chair", "王某"),
    )
    assert added["start"] == "2026-11-25T14:30:00+08:00"
    assert added["end"] == "2026-11-25T16:00:00+08:00"
    assert added["sign_in_deadline"] == "2026-11-25T14:15:00+08:00"
    assert (added["place"], added["mode"], added["chair"]) == ("三楼会议室", "video", "王某")
    assert [each["id"] for each in desk.json("meeting", "list")] == [added["id"], 1]
    shown = desk.json("meeting", "show", added["id"])
    assert shown["venues"] == [{"id": 2, "name": "主会场", "kind": "main", "capacity": None, "expected": 0}]
    text = desk("meeting", "show", added["id"]).out
    assert "2026年11月25日 周三 14:30 至 16:00，签到截止 14:15" in text and "地点：三楼会议室" in text


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ("明天 9点", "11:30", "2026-11-25T09:00:00+08:00", "2026-11-25T11:30:00+08:00"),
        ("明天下午2点半", "明天 1600", "2026-11-25T14:30:00+08:00", "2026-11-25T16:00:00+08:00"),
        ("11月26日9:00", "10", "2026-11-26T09:00:00+08:00", "2026-11-26T10:00:00+08:00"),
        ("9:30", "10:30", "2026-11-24T09:30:00+08:00", "2026-11-24T10:30:00+08:00"),
        ("+1g 9点", "10点", "2026-11-25T09:00:00+08:00", "2026-11-25T10:00:00+08:00"),
        ("2026-11-25 9:00", "10:05:30", "2026-11-25T09:00:00+08:00", "2026-11-25T10:05:30+08:00"),
        ("2026-11-25T09:00Z", "17点半", "2026-11-25T17:00:00+08:00", "2026-11-25T17:30:00+08:00"),
        ("2026-11-25 9点", "10点", "2026-11-25T09:00:00+08:00", "2026-11-25T10:00:00+08:00"),
        (
            "2026-11-25T01:00:00+00:00",
            "2026-11-25 10:00",
            "2026-11-25T09:00:00+08:00",
            "2026-11-25T10:00:00+08:00",
        ),
    ],
)
def test_times_are_read_as_they_are_typed(
    desk: CommandLine, start: str, end: str, begins: str, ends: str
) -> None:
    added = desk.json("meeting", "add", "--title", "会", "--start", start, "--end", end)
    assert (added["start"], added["end"]) == (begins, ends)


def test_a_year_that_is_not_loaded_is_no_wrong_usage(desk: CommandLine) -> None:
    said = desk("meeting", "add", "--title", "会", "--start", "+60g 9点", "--end", "10点", "--json")
    assert said.code == 1 and "2027" in said.error["message"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--title", " ", "--start", "9:00", "--end", "10:00"), "会议名称"),
        (("--title", "会", "--start", "11:00", "--end", "10:00"), "10:00 要晚于"),
        (("--title", "会", "--start", "9:00", "--end", "10:00", "--copy", "7"), "7"),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused(
    desk: CommandLine, words: tuple[str, ...], part: str
) -> None:
    said = desk("meeting", "add", *words, "--json")
    assert said.code == 1 and part in said.error["message"]
    assert len(desk.json("meeting", "list")) == 1


def test_venues_are_added_once(desk: CommandLine) -> None:
    added = desk.json("venue", "add", 1, "纸坊镇分会场", "--capacity", 40)
    assert added == {"meeting": 1, "id": 2, "name": "纸坊镇分会场", "kind": "sub", "capacity": 40}
    assert desk("venue", "add", 1, "纸坊镇分会场").code == 1
    assert desk("venue", "change", 1, "纸坊镇分会场", "--capacity", 0).code == 1
    changed = desk.json("venue", "change", 1, "纸坊镇分会场", "--to", "纸坊镇（礼堂）")
    assert (changed["name"], changed["capacity"]) == ("纸坊镇（礼堂）", 40)
    assert desk("venue", "add", 1, "万张街道", "--capacity", 0).code == 1
    assert desk("venue", "add", 9, "万张街道").code == 1


@pytest.mark.parametrize(
    ("file", "people"), [("roster-plain.xlsx", 120), ("roster-office.xlsx", 54), ("roster-gbk.csv", 30)]
)
def test_one_sheet_goes_to_the_main_venue(desk: CommandLine, file: str, people: int) -> None:
    made = desk.json("roster", "import", 1, DATA / file)
    assert (made["people"], made["imported"], made["errors"]) == (people, people, [])
    assert made["venues"] == [{"name": "主会场", "people": people}]
    listed = desk.json("roster", "list", 1)
    assert len(listed) == people
    assert {row["venue"] for row in listed} == {"主会场"}
    assert {"id", "name", "unit", "post", "venue", "seat", "code", "status"} <= set(listed[0])
    assert desk.json("attendance", 1)["expected"] == people


def test_an_import_again_adds_nobody(desk: CommandLine) -> None:
    desk.json("roster", "import", 1, DATA / "roster-plain.xlsx")
    again = desk.json("roster", "import", 1, DATA / "roster-plain.xlsx")
    assert (again["people"], again["imported"], again["already"]) == (120, 0, 120)
    assert again["same_name"] == []
    assert "已在名册上的 120 人" in desk("roster", "import", 1, DATA / "roster-plain.xlsx").out


def test_a_dry_run_writes_nothing(desk: CommandLine) -> None:
    made = desk.json("roster", "import", 1, DATA / "roster-plain.xlsx", "--dry-run", "--venue", "分会场")
    assert (made["people"], made["imported"], made["dry_run"]) == (120, 0, True)
    assert desk.json("roster", "list", 1) == []
    assert len(desk.json("meeting", "show", 1)["venues"]) == 1


def test_a_dry_run_knows_a_list_again_that_was_numbered_anew(desk: CommandLine, book: Book) -> None:
    people = [("张三", "商务局", "局长", "13500000001"), ("李四", "商务局", "", "")]
    desk("roster", "import", 1, book(名册=[(n, *one) for n, one in enumerate(people, 1)]))
    again = book(名册=[(n, *one) for n, one in enumerate(reversed(people), 1)])
    said = desk.json("roster", "import", 1, again, "--dry-run")
    assert (said["already"], said["same_name"]) == (2, [])
    assert desk.json("roster", "import", 1, again)["already"] == 2


def test_several_sheets_become_venues(desk: CommandLine, book: Book) -> None:
    path = book(
        主会场=[(1, "张三", "商务局", "局长", "13500000001")],
        纸坊镇=[(1, "李四", "纸坊镇", "镇长", "13500000002"), (2, "王五", "纸坊镇", "书记", "13500000003")],
    )
    made = desk.json("roster", "import", 1, path)
    assert made["venues"] == [{"name": "主会场", "people": 1}, {"name": "纸坊镇", "people": 2}]
    assert [(row["name"], row["venue"]) for row in desk.json("roster", "list", 1)] == [
        ("张三", "主会场"),
        ("李四", "纸坊镇"),
        ("王五", "纸坊镇"),
    ]
    counts = {venue["name"]: venue["expected"] for venue in desk.json("attendance", 1)["venues"]}
    assert counts == {"主会场": 1, "纸坊镇": 2}


def test_one_sheet_may_be_chosen_and_sent_to_a_venue(desk: CommandLine, book: Book) -> None:
    path = book(
        主会场=[(1, "张三", "商务局", "局长", "13500000001")],
        纸坊镇=[(1, "李四", "纸坊镇", "镇长", "13500000002")],
    )
    assert desk.json("roster", "import", 1, path, "--sheet", "纸坊镇")["imported"] == 1
    assert desk.json("roster", "list", 1)[0]["venue"] == "主会场"
    made = desk.json("roster", "import", 1, path, "--sheet", "主会场", "--venue", "二楼")
    assert made["venues"] == [{"name": "二楼", "people": 1}]
    assert desk.json("roster", "list", 1)[1]["venue"] == "二楼"
    said = desk("roster", "import", 1, path, "--sheet", "没有", "--json")
    assert said.code == 1 and "主会场、纸坊镇" in said.json["errors"][0]["message"]


def test_a_fault_stops_the_whole_import(desk: CommandLine, book: Book) -> None:
    path = book(名单=[(1, "张三", "商务局", "局长", "13500000001"), (2, "李四", "纸坊镇", "镇长", "1350000")])
    said = desk("roster", "import", 1, path, "--json")
    assert said.code == 1
    assert (said.json["people"], said.json["imported"]) == (1, 0)
    (error,) = said.json["errors"]
    assert (error["sheet"], error["row"], error["column"]) == ("名单", 3, "联系电话")
    assert "1350000" in error["message"]
    assert desk.json("roster", "list", 1) == []
    spoken = desk("roster", "import", 1, path)
    assert spoken.out.startswith("名单 第 3 行 联系电话：")
    assert spoken.err == "有 1 处要改，一个也没有导入；改好再导，或加 --skip-bad-rows\n"
    made = desk.json("roster", "import", 1, path, "--skip-bad-rows")
    assert (made["imported"], len(made["errors"])) == (1, 1)
    assert [row["name"] for row in desk.json("roster", "list", 1)] == ["张三"]


def test_same_names_are_groups_also_with_those_on_the_roster(desk: CommandLine, book: Book) -> None:
    path = book(名单=[(1, "张三", "商务局", "局长", ""), (2, "张 三", "商务局", "副局长", "")])
    made = desk.json("roster", "import", 1, path)
    assert made["imported"] == 2
    first = {"sheet": "名单", "row": 2, "unit": "商务局", "post": "局长"}
    assert made["same_name"] == [{"name": "张三", "people": [first, first | {"row": 3, "post": "副局长"}]}]
    path = book(名单=[(1, "张三", "纸坊镇", "镇长", "")])
    (group,) = desk.json("roster", "import", 1, path)["same_name"]
    assert [one["unit"] for one in group["people"]] == ["纸坊镇", "商务局", "商务局"]
    assert group["people"][1]["sheet"] is None and group["people"][1]["id"] == 1
    text = desk("roster", "import", 1, book(名单=[(1, "张三", "仲山镇", "", "")])).out
    assert "同名 张三：仲山镇、商务局 局长、商务局 副局长、纸坊镇 镇长" in text


@pytest.mark.parametrize("file", ["没有.xlsx", "rules.txt"])
def test_a_file_that_is_no_roster_is_one_sentence(desk: CommandLine, file: str) -> None:
    said = desk("roster", "import", 1, DATA / file, "--json")
    assert said.code == 1
    assert said.json["imported"] == 0 and file in said.json["errors"][0]["message"]
    assert desk("roster", "import", 1, DATA / file).err.count("\n") == 1


def test_an_unknown_meeting_is_refused_before_the_file_is_read(desk: CommandLine) -> None:
    said = desk("roster", "import", 9, DATA / "没有.xlsx", "--json")
    assert said.code == 1 and "编号为 9 的会议" in said.json["errors"][0]["message"]
    assert desk("roster", "list", 9, "--json").error["message"] == "没有编号为 9 的会议"
    assert desk("roster", "search", 9, "张", "--json").code == 1


def test_search_takes_hanzi_pinyin_and_initials(desk: CommandLine, book: Book) -> None:
    desk.json(
        "roster",
        "import",
        1,
        book(名单=[(1, "单雄信", "商务局", "局长", ""), (2, "曾国", "纸坊镇", "镇长", "")]),
    )
    for text in ("单雄", "shanxiongxin", "sxx", "商务"):
        assert [row["name"] for row in desk.json("roster", "search", 1, text)] == ["单雄信"], text
    assert desk.json("roster", "search", 1, "没有") == []
    assert desk("roster", "search", 1, "没有").out == "没有人\n"


def test_the_roster_is_a_table_for_a_person(desk: CommandLine, book: Book) -> None:
    desk.json(
        "roster", "import", 1, book(名单=[(1, "张三", "商务局", "局长", ""), (2, "欧阳修", "镇", "", "")])
    )
    assert desk("roster", "list", 1).out.splitlines() == [
        "编号  姓名    单位    职务  会场    座位  签到",
        "1     张三    商务局  局长  主会场        未到",
        "2     欧阳修  镇            主会场        未到",
    ]


def test_a_copy_of_a_meeting_has_its_people_with_new_codes(desk: CommandLine, book: Book) -> None:
    desk.json("roster", "import", 1, book(名单=[(1, "张三", "商务局", "局长", "")]))
    copy = desk.json("meeting", "add", "--title", "会", "--start", "明天 9点", "--end", "10点", "--copy", 1)
    (old,), (new,) = desk.json("roster", "list", 1), desk.json("roster", "list", copy["id"])
    assert new["name"] == "张三" and new["code"] != old["code"]


def test_a_code_is_saved_as_a_picture_that_reads_back(desk: CommandLine, book: Book, tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    desk.json("roster", "import", 1, book(名单=[(1, "张三", "商务局", "局长", "")]))
    saved = desk.json("roster", "code", 1, 1, "--out", tmp_path / "张三.png")
    assert saved["path"] == str(tmp_path / "张三.png")
    with Image.open(saved["path"]) as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == saved["code"] == desk.json("roster", "list", 1)[0]["code"]
    assert desk("roster", "code", 1, 1, "--out", tmp_path / "张三.png").code == 1
    assert desk("roster", "code", 1, 9, "--out", tmp_path / "x.png").code == 1
    assert desk.json("roster", "code", 1, 1, "--out", tmp_path / "名")["path"].endswith("名.png")
