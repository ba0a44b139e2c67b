"""Who is a person, what is a fault and what is a foot note."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oatui.files.roster_in import (
    FIELD_LABELS,
    FIELDS,
    Columns,
    Person,
    Roster,
    Sheet,
    read_roster,
    read_rosters,
    recognise,
)
from oatui.rules.verdict import Refused

DATA = Path(__file__).parent.parent / "data"


def each(line: str) -> list[str]:
    return line.split(" ")


HEADER = ["序号", "单位", "姓名", "职务", "联系电话"]


def read(*rows: list[str]) -> Roster:
    sheet = Sheet("名单", [list(row) for row in rows])
    columns = recognise(sheet)
    assert columns is not None
    return read_roster(sheet, columns)


def names(roster: Roster) -> list[str]:
    return [person.name for person in roster.people]


def faults(roster: Roster) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.verdict.key) for fault in roster.faults]


def test_the_office_sample() -> None:
    (roster,) = read_rosters(DATA / "roster-office.xlsx")
    assert roster.columns == Columns(2, {"name": 2, "unit": 1, "post": 3, "phone": 4, "serial": 0})
    assert roster.headers == ["序号", "单位", "姓名", "职务", "手机号码", "备注"]
    assert len(roster.people) == 54
    assert roster.faults == []
    assert roster.skipped == [
        (1, "全县商务工作会议参会人员名单"),
        (59, "填报人： 联系电话："),
        (60, "注：请于会前一日17时前报送。"),
    ]
    assert roster.people[1] == Person("Sheet1", 5, "黄丽", "万张街道", "四级调研员", "17233348417", "2")
    assert [person.serial for person in roster.people] == [str(number) for number in range(1, 55)]
    assert len({person.unit for person in roster.people}) == 27
    assert all(" " not in person.name and "\u3000" not in person.name for person in roster.people)


@pytest.mark.parametrize(("file", "count"), [("roster-plain.xlsx", 120), ("roster-gbk.csv", 30)])
def test_the_plain_samples(file: str, count: int) -> None:
    (roster,) = read_rosters(DATA / file)
    assert len(roster.people) == count
    assert roster.faults == [] and roster.skipped == []
    assert [person.row for person in roster.people] == list(range(2, count + 2))
    assert all(person.unit and person.post and len(person.phone) == 11 for person in roster.people)


@pytest.mark.parametrize(
    ("field", "header"),
    [
        *(
            ("name", text)
            for text in each("姓名 参会人员姓名 参会人 名字 姓　名 *姓名 姓名（必填） 参会领导姓名 Name")
        ),
        *(
            ("unit", text)
            for text in each("单位 工作单位 所在单位 部门 科室 镇街 单　位 参会单位 镇街（部门）")
        ),
        *(("post", text) for text in each("职务 职务职级 职务/职级 职位 岗位 职\n务 单位及职务")),
        *(("phone", text) for text in each("手机 手机号 手机号码 电话 联系电话 联系方式 联系电话（手机）")),
        *(("serial", text) for text in each("序号 编号 No. NO 序　号")),
    ],
)
def test_header_words(field: str, header: str) -> None:
    row = ["民族", header] if field == "name" else ["姓名", header]
    columns = recognise(Sheet("", [row, ["张三", "甲"]]))
    assert columns is not None
    assert columns.index[field] == 1


@pytest.mark.parametrize(
    "header", each("性别 民族 备注 车牌号 签到 司机姓名 紧急联系人电话 填报单位 到达时间")
)
def test_other_columns_are_left_alone(header: str) -> None:
    columns = recognise(Sheet("", [["姓名", header], ["张三", "甲"]]))
    assert columns == Columns(0, {"name": 0})


@pytest.mark.parametrize(
    ("rows", "header_row", "index"),
    [
        # merged downwards, so the second line repeats what has one line only
        (
            [["序号", "单位", "参会人员", "", ""], ["序号", "单位", "姓名", "职务", "电话"]],
            1,
            {"serial": 0, "unit": 1, "name": 2, "post": 3, "phone": 4},
        ),
        # not merged
        (
            [["序号", "单位", "姓名", "联系方式", ""], ["", "", "", "办公电话", "手机"]],
            1,
            {"serial": 0, "unit": 1, "name": 2, "phone": 4},
        ),
        # the title above is no header
        ([["名单", "", ""], ["", "", ""], ["单位", "姓名", "手机"]], 2, {"unit": 0, "name": 1, "phone": 2}),
        # the mobile, wherever it stands
        ([["姓名", "办公电话", "手机"]], 0, {"name": 0, "phone": 2}),
        ([["姓名", "手机", "办公电话"]], 0, {"name": 0, "phone": 1}),
        # the line above a list looks like a header with fewer columns
        ([["联系人", "联系电话", ""], ["单位", "姓名", "职务"]], 1, {"unit": 0, "name": 1, "post": 2}),
    ],
)
def test_the_header_is_found(rows: list[list[str]], header_row: int, index: dict[str, int]) -> None:
    body = [["1", "甲局", "张三", "局长", "13800000000"][: len(rows[-1])]]
    assert recognise(Sheet("", rows + body)) == Columns(header_row, index)


def test_a_header_of_two_lines_is_neither_person_nor_skipped() -> None:
    roster = read(
        ["会议名单", "", "", ""],
        ["单位", "参会人员", "", ""],
        ["", "姓名", "职务", "电话"],
        ["甲局", "张三", "局长", "13800000000"],
    )
    assert names(roster) == ["张三"]
    assert roster.headers == ["单位", "姓名", "职务", "电话"]
    assert roster.skipped == [(1, "会议名单")]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["", ""], []],
        [["填报说明"], ["请各单位于会前一日报送名单。"], ["联系电话：0537-6851234"]],
        [["单位", "金额"], ["甲局", "100"], ["乙局", "200"]],
        [["联系人：", "联系电话："], ["王某", "13800000000"]],
        [["嘉祥街道"], ["马村镇"], ["金屯镇"], ["黄垓镇"]],
        [["党委书记"], ["武装部长"], ["纪委书记"]],
        # a seating plan
        [["张三", "李四", "王五"], ["赵六", "钱七", "孙八"], ["周九", "吴十", "郑一"]],
    ],
)
def test_sheets_that_are_no_roster(rows: list[list[str]]) -> None:
    assert recognise(Sheet("", rows)) is None


def test_a_list_without_a_header() -> None:
    roster = read(
        ["嘉祥县商务工作会议参会人员名单", "", "", ""],
        ["县商务局", "张　三", "副局长", "13800000000"],
        ["马村镇", "欧阳娜娜", "镇长", "13800000001"],
        ["县财政局", "买买提·吐尔逊", "科员", "13800000002"],
        ["县发改局", "李四", "主任", "138"],
    )
    assert roster.columns == Columns(None, {"name": 1, "phone": 3, "post": 2, "unit": 0})
    assert names(roster) == ["张三", "欧阳娜娜", "买买提·吐尔逊"]
    assert faults(roster) == [(5, "D", "roster.phone_digits")]
    assert roster.skipped == [(1, "嘉祥县商务工作会议参会人员名单")]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("张　三", "张三"),
        ("张 三", "张三"),
        ("张\u00a0三", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("张\n三", "张三"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("张 三丰", "张三丰"),
        ("李 梅（女）", "李梅"),
        ("马 明（回族）", "马明"),
        ("㐂䶮", "㐂䶮"),
        ("𠮷田", "𠮷田"),
        ("[/x]", "[/x]"),
        ("<b>张三</b>", "<b>张三</b>"),
        ("长" * 30, "长" * 30),
    ],
)
def test_names_made_clean(raw: str, name: str) -> None:
    roster = read(HEADER, ["1", "甲局", raw, "", ""])
    assert names(roster) == [name]
    assert roster.faults == []


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("123456", "name_unlike"),
        ("=1+1", "name_unlike"),
        ("+张三", "name_unlike"),
        ("-张三", "name_unlike"),
        ("@张三", "name_unlike"),
        ("/", "name_unlike"),
        ("待定", "name_unlike"),
        ("长" * 31, "name_long"),
        ("张\x07三", "name_control"),
        ("张\x1f三", "name_control"),
        ("张三、李四", "name_several"),
        ("张三\n李四", "name_several"),
        ("王五 赵六", "name_several"),
        ("王小五　赵六", "name_several"),
        ("\u200b", "name_missing"),
    ],
)
def test_names_that_are_none(raw: str, key: str) -> None:
    roster = read(HEADER, ["1", "甲局", raw, "局长", "13800000000"], ["2", "乙局", "赵六", "", ""])
    assert names(roster) == ["赵六"]
    assert faults(roster) == [(2, "姓名", f"roster.{key}")]


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("13800000000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("+86-138-0000-0000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("'13800000000", "13800000000"),
        ("13800000000.0", "13800000000"),
        ("0537-6851234", "0537-6851234"),
        ("05376851234", "0537-6851234"),
        ("（0537）6851234", "0537-6851234"),
        ("0537－6851234转801", "0537-6851234-801"),
        ("010-12345678", "010-12345678"),
        ("+86 0537 6851234", "0537-6851234"),
        ("6851234", "6851234"),
        ("400-600-1234", "4006001234"),
        ("13800000000/0537-6851234", "13800000000、0537-6851234"),
        ("13800000000\n13900000000", "13800000000、13900000000"),
        ("13800000000 13900000000", "13800000000、13900000000"),
        ("", ""),
        ("无", ""),
        ("/", ""),
        ("——", ""),
    ],
)
def test_phones_made_plain(raw: str, phone: str) -> None:
    roster = read(HEADER, ["1", "甲局", "张三", "", raw])
    assert roster.faults == []
    assert [person.phone for person in roster.people] == [phone]


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("1380000000", "phone_digits"),
        ("138000000000", "phone_digits"),
        ("+86 1380000000", "phone_digits"),
        ("685123", "phone_unlike"),
        ("0537-68512345678", "phone_unlike"),
        ("138****0000", "phone_unlike"),
        ("张三", "phone_unlike"),
        ("13800000000.5", "phone_unlike"),
        ("1.38E+10", "phone_scientific"),
        ("13800000000/123", "phone_unlike"),
    ],
)
def test_phones_that_are_none(raw: str, key: str) -> None:
    roster = read(HEADER, ["1", "甲局", "张三", "", raw])
    assert roster.people == []
    assert faults(roster) == [(2, "联系电话", f"roster.{key}")]


@pytest.mark.parametrize(
    "row",
    [
        ["3", "乙局", "", "", ""],
        ["", "乙局", "", "局长", ""],
        ["", "", "", "", "13800000000"],
        ["3", "", "", "", ""],
    ],
)
def test_a_row_without_a_name_is_a_fault(row: list[str]) -> None:
    roster = read(HEADER, ["1", "甲局", "张三", "", ""], row)
    assert faults(roster) == [(3, "姓名", "roster.name_missing")]


def test_a_missing_unit_is_a_fault_only_where_the_sheet_has_units() -> None:
    roster = read(["姓名", "单位"], ["张三", "甲局"], ["李四", "甲局"], ["王五", ""])
    assert faults(roster) == [(4, "单位", "roster.unit_missing")]
    assert names(read(["姓名", "职务"], ["张三", "局长"], ["李四", ""])) == ["张三", "李四"]


@pytest.mark.parametrize(("place", "column"), [(1, "单位"), (2, "姓名"), (3, "职务")])
def test_a_classification_mark_is_told_with_its_cell(place: int, column: str) -> None:
    row = ["1", "甲局", "张三", "局长", "13800000000"]
    row[place] += "（机密）"
    roster = read(HEADER, row, ["2", "乙局", "赵六", "", ""])
    assert names(roster) == ["赵六"]
    assert (2, column, "roster.classified") in faults(roster)


def test_several_faults_of_a_row_are_all_told() -> None:
    roster = read(["姓名", "单位", "手机"], ["张三", "甲局", ""], ["12", "", "138"])
    assert [(row, column) for row, column, _key in faults(roster)] == [(3, "姓名"), (3, "手机"), (3, "单位")]
    assert all(fault.verdict.message and "{" not in fault.verdict.message for fault in roster.faults)


def test_units_that_differ_only_in_what_is_not_seen_are_one() -> None:
    """A mark of direction comes with what is copied from a telephone."""
    roster = read(
        HEADER,
        ["1", "县财\u200b政局", "张三", "\u202d科员\u202c", ""],
        ["2", "县财政局\u200e", "李四", "科员", ""],
    )
    assert {(one.unit, one.post) for one in roster.people} == {("县财政局", "科员")}


def test_units_written_once_above_their_people() -> None:
    grouped = read(
        ["单位", "姓名"], ["甲局", "张三"], ["", "李四"], ["乙局", "王五"], ["", "赵六"], ["", "钱七"]
    )
    assert [person.unit for person in grouped.people] == ["甲局", "甲局", "乙局", "乙局", "乙局"]
    # one blank among many, or a unit written again: it was forgotten
    repeated = read(
        ["单位", "姓名"], ["甲局", "张三"], ["甲局", "李四"], ["", "王五"], ["", "赵六"], ["乙局", "钱七"]
    )
    assert [row for row, _column, _key in faults(repeated)] == [4, 5]
    forgotten = read(["单位", "姓名"], ["甲局", "张三"], ["", "李四"], ["乙局", "王五"])
    assert [row for row, _column, _key in faults(forgotten)] == [3]


def test_a_blank_unit_beside_merged_ones_was_forgotten(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["单位", "姓名"], ["甲局", "张三"], ["", "李四"], ["", "王五"], ["", "赵六"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    path = tmp_path / "a.xlsx"
    book.save(path)
    (roster,) = read_rosters(path)
    assert [(person.name, person.unit) for person in roster.people] == [("张三", "甲局"), ("李四", "甲局")]
    assert [row for row, _column, _key in faults(roster)] == [4, 5]


def test_a_name_merged_over_two_rows_is_one_person(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["姓名", "手机"], ["张三", 13800000000], ["", 13800000001], ["李四", 13800000002]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    path = tmp_path / "a.xlsx"
    book.save(path)
    (roster,) = read_rosters(path)
    assert names(roster) == ["张三", "李四"]
    assert roster.skipped == [(3, "张三 13800000001")]


@pytest.mark.parametrize(
    "row",
    [
        ["填报人：王某", "", "联系电话：13800000000", "", ""],
        ["制表：", "王某", "审核：", "李某", ""],
        ["", "", "", "制表人：王某", "2026年11月24日"],
        ["填报单位（盖章）：", "", "", "", ""],
        ["备注", "请提前15分钟到会", "", "", ""],
        ["备注：1.请提前15分钟到会场签到", "", "", "", ""],
        ["2.请将手机调至静音", "", "", "", ""],
        ["", "", "请各单位于会前一日将名单报送至县商务局办公室汇总", "", ""],
        ["", "", "联系人：王某，电话：0537-6851234", "", ""],
        ["合计", "2", "", "", ""],
        ["合计：2人", "", "", "", ""],
        ["", "共2人", "", "", ""],
        ["2026年11月24日", "", "", "", ""],
        ["", "", "", "", "2026-11-24"],
        ["第1页，共2页", "", "", "", ""],
        ["序号", "单位", "姓名", "职务", "联系电话"],
        ["二、镇街", "", "", "", ""],
        ["", "", "二、镇街", "", ""],
        ["", "乙局", "", "", ""],
        ["示例", "乙局", "王某", "", "13800000000"],
    ],
)
def test_foot_notes_totals_and_headings_are_neither_people_nor_faults(row: list[str]) -> None:
    roster = read(HEADER, ["1", "甲局", "张三", "局长", "13800000000"], ["2", "甲局", "李四", "", ""], row)
    assert names(roster) == ["张三", "李四"]
    assert roster.faults == []
    assert [line for line, _text in roster.skipped] == [4]


def test_people_of_a_bureau_named_for_an_example_are_people() -> None:
    roster = read(
        ["单位", "姓名", "职务"],
        ["示例县商务局", "张三", ""],
        ["共青团县委", "李四", ""],
        ["示例一镇", "王五", ""],
    )
    assert names(roster) == ["张三", "李四", "王五"]


def test_the_clerk_may_pass_other_columns() -> None:
    sheet = Sheet("名单", [["替会人", "姓名"], ["张三", "李四"], ["王五"]])
    roster = read_roster(sheet, Columns(0, {"name": 0}))
    assert names(roster) == ["张三", "王五"]
    assert names(read_roster(sheet, Columns(None, {"name": 1, "phone": 7}))) == ["李四"]
    with pytest.raises(Refused) as caught:
        read_roster(sheet, Columns(0, {"unit": 0}))
    assert caught.value.verdict.key == "roster.no_name_column"


def book_of_sheets(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["请各单位填报"])
    for title, name in (("主会场", "张三"), ("一分会场", "张 三"), ("空", None)):
        sheet = book.create_sheet(title)
        if name:
            sheet.append(["姓名", "单位"])
            sheet.append([name, "甲局"])
    book.save(path)


def test_every_sheet_that_is_a_roster_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book_of_sheets(path)
    rosters = read_rosters(path)
    assert [roster.sheet for roster in rosters] == ["主会场", "一分会场"]
    assert [roster.sheet for roster in read_rosters(path, "一分会场")] == ["一分会场"]


@pytest.mark.parametrize(("sheet", "key"), [("没有", "roster.sheet_unknown"), ("说明", "roster.sheet_none")])
def test_a_sheet_that_cannot_be_read_by_name(tmp_path: Path, sheet: str, key: str) -> None:
    path = tmp_path / "a.xlsx"
    book_of_sheets(path)
    with pytest.raises(Refused) as caught:
        read_rosters(path, sheet)
    assert caught.value.verdict.key == key
    assert sheet in str(caught.value)


def test_a_workbook_without_a_roster(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位,金额\n甲局,100\n", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_rosters(path)
    assert caught.value.verdict.key == "roster.none"


def test_a_blank_form_is_a_sentence_and_an_empty_sheet_among_others_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,单位\n,\n注：请填报\n", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_rosters(path)
    assert caught.value.verdict.key == "roster.nobody"
    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    book.create_sheet("二").append(["姓名"])
    book["二"].append(["张三"])
    book.save(tmp_path / "b.xlsx")
    assert [roster.sheet for roster in read_rosters(tmp_path / "b.xlsx")] == ["二"]


def test_a_second_list_beside_the_first_is_not_lost_without_a_word() -> None:
    roster = read(["姓名", "单位", "姓名", "单位"], ["张三", "甲局", "李四", "乙局"])
    assert names(roster) == ["张三"]
    assert faults(roster) == [(1, "姓名", "roster.second_list")]
    assert "C 列" in roster.faults[0].verdict.message
    assert read(["姓名", "单位", "姓名"], ["张三", "甲局", ""]).faults == []


def test_numbered_notes_under_a_list_that_begins_with_names() -> None:
    roster = read(["姓名", "职务"], ["张三", "局长"], ["注：1.请准时", ""], ["2. 请静音", ""])
    assert names(roster) == ["张三"]
    assert [row for row, _text in roster.skipped] == [3, 4]


def test_every_field_has_its_chinese_label() -> None:
    assert tuple(FIELD_LABELS) == FIELDS


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *HEADER,
            "",
            "",
            "张三",
            "李 四",
            "甲局",
            "13800000000",
            "138",
            "1",
            "合计",
            "注：",
            "二、镇街",
            "=1+1",
            "[/x]",
        ]
    ),
    st.text(alphabet="张王李三四局镇0123456789 \u3000\u200b\n：、（）()-+/.·", max_size=40),
)
GRID = st.lists(st.lists(CELL, max_size=6), max_size=12)


def held(sheet: Sheet, columns: Columns) -> None:
    """Every row that is not blank is a person, or has faults, or is skipped, or is the header; never two."""
    roster = read_roster(sheet, columns)
    people = [person.row for person in roster.people]
    faulty = {fault.row for fault in roster.faults}
    skipped = [row for row, _text in roster.skipped]
    seen = sorted([*people, *faulty, *skipped])
    last = -1 if columns.header_row is None else columns.header_row
    rest = {row + 1 for row, cells in enumerate(sheet.rows) if any(cells)} - set(seen)
    assert len(seen) == len(set(seen))
    assert rest <= {last, last + 1}
    assert all(fault.verdict.message and fault.column for fault in roster.faults)
    assert all(person.name for person in roster.people)


@settings(max_examples=300, deadline=None)
@given(GRID)
@example([["姓名", "手机"], ["姓名", "13800000000"]])
@example([["姓名"], ["", "", "x"], []])
@example([["姓名"], ["序"]])
def test_any_grid_of_text_is_read(rows: list[list[str]]) -> None:
    sheet = Sheet("名单", rows)
    columns = recognise(sheet)
    if columns:
        held(sheet, columns)


@settings(max_examples=300, deadline=None)
@given(
    GRID,
    st.one_of(st.none(), st.integers(0, 15)),
    st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 8)),
)
def test_any_columns_the_clerk_may_choose(
    rows: list[list[str]], header_row: int | None, index: dict[str, int]
) -> None:
    sheet = Sheet("名单", rows)
    if "name" in index:
        held(sheet, Columns(header_row, index))
