"""Sheets opened again: text stays text, heads repeat, phones stay out, equal data gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oatui.clock import ZONE
from oatui.files import roster_in
from oatui.files.register_out import (
    COLUMNS,
    PRESET_COLUMNS,
    Gathering,
    Line,
    figures,
    read_columns,
    write_attendance,
    write_sign_in_sheet,
)
from oatui.files.reply_out import Reply, write_reply_form
from oatui.rules.verdict import Refused

START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)
TYPED = (
    "=1+1",
    "+8613800000001",
    "-x",
    "@SUM(A1)",
    "'张",
    "#N/A",
    "1",
    "TRUE",
    "2026-11-24",
    '=HYPERLINK("x")',
)
LINES = (
    Line("张三", "商务局", "局长", "13800000001", "主会场", "1排1座", "on_time", START - timedelta(minutes=20)),
    Line("李四", "财政局", "", "13800000002", "主会场", "", "after_deadline", START - timedelta(minutes=5)),
    Line("王五", "一镇", "镇长", "13800000003", "一镇分会场", "", "leave", remarks=("病假",)),
    Line("赵六", "一镇", "书记", "13800000004", "一镇分会场", "", "replaced", replaced_by="孙七"),
    Line("孙七", "一镇", "", "", "一镇分会场", "", "late", START + timedelta(minutes=2), stands_for="赵六"),
    Line("周八", "二镇", "", "", "主会场", "", "absent"),
    Line("吴九", "二镇", "", "", "主会场", "", "unapproved_substitute"),
    Line("郑十", "二镇", "", "", "主会场"),
)  # fmt: skip


def gathering(*lines: Line) -> Gathering:
    return Gathering(
        "全县商务工作会议", START, START + timedelta(hours=2), "县会议中心", "示例县商务局",
        START - timedelta(hours=1), START + timedelta(minutes=30), lines,
    )  # fmt: skip


def cells(path: Path, sheet: int = 0) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


def table(path: Path, sheet: int = 0) -> tuple[list[Any], list[list[Any]]]:
    """The heads and the rows under them."""
    rows = cells(path, sheet)
    first = next(n for n, row in enumerate(rows) if row[0] in {"序号", "会场", "单位", "姓名"})
    return rows[first], rows[first + 1 :]


def test_a_post_counts_once_and_the_figures_add_up() -> None:
    found = figures(LINES)
    assert (found.expected, found.present, found.leave, found.absent, found.open) == (7, 3, 1, 2, 1)
    assert (found.after_deadline, found.late, found.substitute) == (1, 1, 1)
    assert found.expected == found.present + found.leave + found.absent + found.open


def test_the_blank_sheet_is_written_on_before_the_meeting(tmp_path: Path) -> None:
    made = write_sign_in_sheet(tmp_path / "签到表", gathering(*LINES))
    assert (made.path.name, made.sheets, made.rows) == ("签到表.xlsx", ("主会场", "一镇分会场"), 8)
    rows = cells(made.path)
    assert [row[0] for row in rows[:6]] == [
        "全县商务工作会议签到表",
        "时间：2026年11月24日（周二）09:00—11:00",
        "地点：县会议中心 主会场",
        "主办单位：示例县商务局",
        "签到起止：2026年11月24日（周二）08:00—09:30",
        "应到 5 人，实到 \u3000\u3000 人，请假 \u3000\u3000 人，缺席 \u3000\u3000 人",
    ]
    heads, people = table(made.path)
    assert heads == ["序号", "单位（科室）", "姓名", "职务", "联系电话", "签到", "签到时间", "备注"]
    # who sits in another venue, or was taken off the roster, leaves no gap
    assert [(row[0], row[2]) for row in people[:5]] == [
        *enumerate(["张三", "李四", "周八", "吴九", "郑十"], 1)
    ]
    assert [row[4:] for row in people[:5]] == [[None] * 4] * 5
    assert people[5:] == [[None] * 8] * 10  # for 增补
    assert [row[0] for row in table(made.path, 1)[1]] == [1, 2, 3, *[None] * 10]


def test_the_sheet_prints_on_a4_with_its_heads_on_every_page(tmp_path: Path) -> None:
    made = write_sign_in_sheet(tmp_path / "签到表.xlsx", gathering(*LINES))
    for sheet in openpyxl.load_workbook(made.path):
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$7:$7" and sheet["A7"].value == "序号"
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert sheet["C8"].border.left.style == sheet["F9"].border.bottom.style == "thin"
        assert sheet.print_area.endswith(f"$H${sheet.max_row}")


def test_the_filled_sheet_says_who_was_there_and_no_phones(tmp_path: Path) -> None:
    made = write_sign_in_sheet(tmp_path / "签到表.xlsx", gathering(*LINES), filled=True)
    heads, people = table(made.path)
    assert heads == ["序号", "单位（科室）", "姓名", "职务", "签到", "签到时间", "备注"]
    assert [row[4:] for row in people] == [
        ["√", "08:40:00", None],
        ["√", "08:55:00", "晚签到"],
        [None, None, "缺席"],
        [None, None, "代会"],
        [None, None, None],
    ]
    assert cells(made.path)[5][0] == "应到 5 人，实到 2 人，请假 0 人，未到 3 人"
    assert [row[6] for row in table(made.path, 1)[1]] == ["请假、病假", "由孙七替会", "迟到、替赵六参会"]
    assert "1380000000" not in text_of(made.path)


@pytest.mark.parametrize("filled", [False, True])
def test_phones_are_printed_where_they_are_asked_for(tmp_path: Path, filled: bool) -> None:
    made = write_sign_in_sheet(tmp_path / "签到表.xlsx", gathering(*LINES), filled=filled, phones=True)
    heads, people = table(made.path)
    assert people[0][heads.index("联系电话")] == "13800000001"


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


@pytest.mark.parametrize("kind", ["sheet", "attendance"])
def test_typed_text_is_never_a_formula(tmp_path: Path, kind: str) -> None:
    people = [
        Line(typed, typed, typed, typed, "=会场", typed, "late", stands_for=typed)
        for n, typed in enumerate(TYPED)
    ]
    meeting = replace(gathering(*people), title="=1+1", office="@局", place="+1")
    if kind == "sheet":
        made = write_sign_in_sheet(tmp_path / "表.xlsx", meeting, filled=True, phones=True)
    else:
        made = write_attendance(tmp_path / "表.xlsx", meeting, tuple(COLUMNS))
    book = openpyxl.load_workbook(made.path)
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} for cell in row)
            assert all(cell.data_type == "n" for cell in row if cell.value is None)
    sheet = book.worksheets[0]
    by_typed = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value in TYPED}
    assert set(by_typed) == set(TYPED)
    for typed, cell in by_typed.items():
        assert cell.number_format == "@", typed
        # stays text when somebody edits the cell
        assert bool(cell.quotePrefix) == typed.startswith(("=", "+", "-", "@", "'"))
    for part in ("<f>", 't="b"', 't="e"'):
        assert part not in text_of(made.path)


def test_controls_and_halves_of_characters_do_not_reach_the_file(tmp_path: Path) -> None:
    line = Line("张\x00\x0b三\ud800\uffff", "商务\n局\u202e", "𠮷")
    made = write_attendance(tmp_path / "表.xlsx", gathering(line), ("name", "unit", "post"))
    assert table(made.path)[1] == [["张 三", "商务 局", "𠮷"]]


def test_the_columns_are_chosen_and_phones_only_by_name(tmp_path: Path) -> None:
    made = write_attendance(tmp_path / "一.xlsx", gathering(*LINES))
    heads, people = table(made.path)
    assert heads == ["序号", "会场", "单位", "姓名", "职务", "座位", "到会情况", "签到时间", "备注"]
    assert "phone" not in PRESET_COLUMNS and "1380000000" not in text_of(made.path)
    assert people[0] == [1, "主会场", "商务局", "张三", "局长", "1排1座", "按时", "08:40:00", None]
    assert [row[6] for row in people] == ["按时", "晚签到", "请假", "已替会", "迟到", "缺席", "代会", "未到"]
    chosen = read_columns("姓名、phone，替会, name")
    assert chosen == ("name", "phone", "substitute")
    heads, people = table(write_attendance(tmp_path / "二.xlsx", gathering(*LINES), chosen).path)
    assert heads == ["姓名", "联系电话", "替会"]
    assert people[3:5] == [["赵六", "13800000004", "由孙七替会"], ["孙七", None, "替赵六参会"]]
    for written in ("姓名,年龄", "", " , "):
        with pytest.raises(Refused, match="没有“(年龄)?”这一列"):
            read_columns(written)


def test_the_counts_of_every_venue_and_in_all_are_a_sheet(tmp_path: Path) -> None:
    made = write_attendance(tmp_path / "表.xlsx", gathering(*LINES))
    assert made.sheets == ("到会情况", "各会场人数")
    heads, rows = table(made.path, 1)
    assert heads == ["会场", "应到", "实到", "晚签到", "迟到", "替会", "请假", "缺席", "未到"]
    assert rows == [
        ["主会场", 5, 2, 1, 0, 0, 0, 2, 1],
        ["一镇分会场", 2, 1, 0, 1, 1, 1, 0, 0],
        ["合计", 7, 3, 1, 1, 1, 1, 2, 1],
    ]
    assert (
        "应到 7 人，实到 3 人（其中晚签到 1 人，迟到 1 人，替会 1 人），请假 1 人，缺席 2 人，未到 1 人"
        in str(cells(made.path)[2][0])
    )


def test_a_row_is_as_high_as_its_text(tmp_path: Path) -> None:
    people = [Line("张三", "商务局"), Line("李四", "示例县农业农村局（乡村振兴局）综合行政执法大队")]
    sheet = openpyxl.load_workbook(write_sign_in_sheet(tmp_path / "表.xlsx", gathering(*people)).path).active
    assert [sheet.row_dimensions[row].height for row in (8, 9, 10)] == [28, 49, 28]


def test_an_empty_roster_still_prints(tmp_path: Path) -> None:
    assert write_sign_in_sheet(tmp_path / "一.xlsx", gathering()).sheets == ("签到表",)
    assert len(table(tmp_path / "一.xlsx")[1]) == 10
    assert write_attendance(tmp_path / "二.xlsx", gathering()).rows == 0


def test_venues_with_names_that_no_sheet_takes(tmp_path: Path) -> None:
    names = ["一镇/分会场[东]", "一镇:分会场?东*", "长" * 40, "长" * 40 + "二", "A", "a"]
    lines = [Line("张三", venue=name) for n, name in enumerate(names)]
    made = write_sign_in_sheet(tmp_path / "表.xlsx", gathering(*lines))
    assert made.sheets == (
        "一镇_分会场_东_", "一镇_分会场_东_（2）", "长" * 31, "长" * 28 + "（2）", "A", "a（2）",
    )  # fmt: skip


def _files(folder: Path, lines: Sequence[Line]) -> list[bytes]:
    folder.mkdir()
    meeting = gathering(*lines)
    reply = Reply("会议", START, START + timedelta(hours=2), "一楼", "商务局", START - timedelta(hours=16))
    return [
        made.path.read_bytes()
        for made in (
            write_sign_in_sheet(folder / "一.xlsx", meeting, filled=True),
            write_attendance(folder / "二.xlsx", meeting),
            write_reply_form(folder / "三.xlsx", reply),
        )
    ]


def test_the_same_data_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _files(tmp_path / "一", LINES)
    # a later moment, as the libraries see it
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert _files(tmp_path / "二", LINES) == first
    assert _files(tmp_path / "三", LINES[:-1])[:2] != first[:2]
    for made in first:
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            core = package.read("docProps/core.xml").decode()
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert core.count("2026-11-24T01:00:00Z") == 2


def test_the_reply_comes_back_as_a_roster(tmp_path: Path) -> None:
    reply = Reply("会议", START, START + timedelta(hours=2), "一楼", "商务局", START - timedelta(hours=16))
    made = write_reply_form(tmp_path / "回执.xlsx", reply, rows=5)
    heads, blank = table(made.path)
    assert heads == ["单位", "姓名", "性别", "民族", "职务", "联系电话", "是否参会", "车牌号", "备注"]
    assert blank[:5] == [[None] * 9] * 5
    assert blank[5][0].startswith("填报人：") and "联系电话：" in blank[5][0]
    assert "请于2026年11月23日 17:00前报商务局" in cells(made.path)[2][0]
    book = openpyxl.load_workbook(made.path)
    sheet = book.worksheets[0]
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("G5:G9", '"参会,请假,替会"')
    for column, value in enumerate(
        ("示例一镇", "张三", "男", "汉", "镇长", "13800000001", "参会", "", ""), 1
    ):
        sheet.cell(5, column).value = value
    book.save(tmp_path / "填好.xlsx")
    (found,) = roster_in.read_rosters(tmp_path / "填好.xlsx")
    (person,) = found.people
    assert (person.unit, person.name, person.post, person.phone) == (
        "示例一镇",
        "张三",
        "镇长",
        "13800000001",
    )
    assert found.faults == []


def test_a_file_that_exists_is_kept(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(b"old")
    with pytest.raises(Refused, match="不覆盖"):
        write_attendance(tmp_path / "表.xlsx", gathering(*LINES))
    assert (tmp_path / "表.xlsx").read_bytes() == b"old"
