"""A duty roster as offices send it: read, judged without writing, and what is saved is read back."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from oatui.files.duty_days import Context, read_day_hours, read_days
from oatui.files.duty_in import read_duty
from oatui.i18n import speaking
from oatui.papers import duty_papers
from oatui.papers.duty_draft import read_draft
from oatui.rules.duty import Entry, Person, called
from oatui.rules.verdict import Refused
from oatui.rules.workdays import Calendar
from oatui.store import duty, duty_changes, settings
from oatui.store.database import Store

TODAY = date(2026, 11, 24)
DATA = Path(__file__).parents[1] / "data"
KNOWN = Calendar({}, {2026: "国办"})
CHIEF = Person("李局长", "0537-6000000")


def days(first: tuple[int, int], last: tuple[int, int], year: int = 2026) -> list[date]:
    begin = date(year, *first)
    return [begin + timedelta(days=n) for n in range((date(year, *last) - begin).days + 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-01", days((12, 1), (12, 1))),
        ("2026-12-01 00:00:00", days((12, 1), (12, 1))),
        ("12月1日（周二）", days((12, 1), (12, 1))),
        ("12-1", days((12, 1), (12, 1))),
        ("12月1日至7日", days((12, 1), (12, 7))),
        ("12.1—12.7", days((12, 1), (12, 7))),
        ("1-7日", days((12, 1), (12, 7))),
        ("3", days((12, 3), (12, 3))),
        ("12月5日、6日", days((12, 5), (12, 6))),
        ("11月28日-12月1日", days((11, 28), (12, 1))),
        ("12月31日至1月1日", [date(2026, 12, 31), date(2027, 1, 1)]),
        ("1月2日", [date(2027, 1, 2)]),  # below a title of December
        ("1 Dec", days((12, 1), (12, 1))),
        ("Tue 1 December 2026", days((12, 1), (12, 1))),
        ("December 3rd (Thu)", days((12, 3), (12, 3))),
        ("1-7 Dec", days((12, 1), (12, 7))),
        ("Nov 28 - Dec 1", days((11, 28), (12, 1))),
        ("2 Jan 2027", [date(2027, 1, 2)]),
        ("May", None),
        ("2026-11-289", None),
        ("2月30日", None),
        ("下周三", None),
        ("12月7日至1日", None),
        ("", None),
    ],
)
def test_days_are_read_as_they_are_written(text: str, found: list[date] | None) -> None:
    assert read_days(text, Context.of(TODAY, ["2026年12月值班表"])) == found


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("People who may be on duty, December 2026", 12),
        ("PEOPLE WHO MAY BE ON DUTY, DECEMBER 2026", 12),
        ("Staff may swap. Roster for Dec", 12),
        ("Who may be called", None),
        ("May 2026 duty roster", 5),
        ("Duty roster, May", 5),
        ("duty roster may 2026", 5),
        ("1 may to 7 may", 5),
        ("May roster (printed 20 Apr 2026)", 5),
    ],
)
def test_may_is_a_month_and_a_word(title: str, month: int | None) -> None:
    assert Context.of(TODAY, [title]).month == month


@pytest.mark.parametrize(
    ("month", "cells", "first"),
    [
        ("12月", ["1-7"], 7),
        ("12月", ["1-7", "8-14", "15-21", "22-28", "29-31"], 7),
        ("12月", ["12-18", "19-25"], 7),
        ("12月", ["1–7（周二至周一）", "8–14"], 7),
        ("12月", ["1-3、8-10"], 6),
        ("1月", ["1-7", "8-14"], 7),
        ("December ", ["1-7"], 7),
        ("12月", ["12-1", "12-2", "12-3"], date(2026, 12, 1)),
        ("12月", ["12-24", "12-25"], date(2026, 12, 24)),
        ("12月", ["12-31", "1-1", "1-2"], date(2026, 12, 31)),
        ("12月", ["1-2", "1-3"], date(2027, 1, 2)),
        ("", ["12-24"], date(2026, 12, 24)),
        ("", ["1-7", "8-14", "15-21"], None),  # days of no month
        ("12月", ["12-18"], None),
        ("1月", ["1-7"], None),
    ],
)
def test_two_figures_are_days_of_the_titles_month_or_a_date(
    month: str, cells: list[str], first: int | date | None
) -> None:
    context = Context.of(TODAY, [f"{month}值班表"]).of_column(cells)
    found = read_days(cells[0], context)
    if isinstance(first, int):
        assert found and len(found) == first and {day.month for day in found} == {context.month}
    else:
        assert found == (first and [first])


def test_figures_that_may_be_both_are_asked_for_with_their_row(tmp_path: Path) -> None:
    table = "2027年1月值班表\n日期,值班人员\n1-7,张某\n1月8日,李某\n"
    (tmp_path / "值班.csv").write_text(table, encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [(one.row, one.column, one.verdict.key) for one in found.faults] == [
        (3, "A", "duty.file_day_either")
    ]
    assert [row.day for row in found.rows] == [date(2027, 1, 8)]
    (tmp_path / "值班.csv").write_text(
        "2026年12月值班表\n日期,值班人员\n1-7,张某\n8-14,李某\n", encoding="utf-8"
    )
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [row.day for row in found.rows] == days((12, 1), (12, 14)) and not found.faults


def test_without_a_title_a_day_is_of_the_nearest_year() -> None:
    plain = Context.of(TODAY, [])
    assert read_days("1月5日", plain) == [date(2027, 1, 5)]
    assert read_days("11月23日", plain) == [date(2026, 11, 23)]
    assert read_days("5日", plain) is None
    # a year after a leap year has no 29 February, and 81 days are no line of a roster
    assert read_days("12月10日至2月29日", Context.of(date(2028, 12, 1), [])) is None


def test_shifts_as_columns_under_two_lines_of_heads_on_two_sheets() -> None:
    found = read_duty(DATA / "duty-month.xlsx", TODAY)
    assert not found.faults and found.phone == "0537-6000001" and len(found.rows) == 15
    first, night = found.rows[:2]
    assert (first.sheet, first.row, first.day, first.shift) == ("12月", 4, date(2026, 12, 1), "白班")
    assert (night.shift, night.hours, night.leader) == ("夜班", (time(18), time(8)), CHIEF)
    assert [tuple(who) for who in night.persons] == [("孙某", "13900000002")]
    assert found.rows[-1].day == date(2027, 1, 3)


def test_a_head_names_its_shift_behind_its_role_and_one_that_was_not_read_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2026年12月值班表"])
    sheet.append(
        [
            "日期",
            "带班领导",
            "值班人员（白班）",
            "电话",
            "值班员(夜)",
            "夜班 18:00-08:00 带班领导",
            "替班人员",
        ]
    )
    sheet.append(["12月1日", "李局长", "张某", "13900000001", "孙某", "周主任", "赵某"])
    sheet.append(["12月2日", "李局长", "TBD", "", "孙某", "", ""])
    book.save(tmp_path / "值班.xlsx")
    found = read_duty(tmp_path / "值班.xlsx", TODAY)
    assert [(one.shift, one.leader.name, [tuple(who) for who in one.persons]) for one in found.rows] == [
        ("白班", "李局长", [("张某", "13900000001")]), ("夜班", "周主任", [("孙某", ""), ("李局长", "")]),
    ]  # fmt: skip
    assert [(fault.row, fault.column, fault.verdict.key) for fault in found.faults] == [
        (4, "C", "duty.file_name")
    ]
    assert [(one.key, one.values["head"]) for one in found.remarks] == [("duty.file_column", "替班人员")]


def test_a_line_a_week_a_person_and_days_beside_each_other() -> None:
    weeks = read_duty(DATA / "duty-weeks.xlsx", TODAY)
    assert [row.day for row in weeks.rows] == [
        *days((12, 1), (12, 13)), *days((12, 28), (12, 31)), *days((1, 1), (1, 3), 2027),
    ]  # fmt: skip
    assert [who.name for who in weeks.rows[0].persons] == ["王某", "赵某"]
    people = read_duty(DATA / "duty-people.xlsx", TODAY)
    assert [[who.name for who in row.persons] for row in people.rows] == [
        ["王某", "赵某"],
        ["孙某", "钱某"],
        ["周某"],
    ]
    (twice,) = people.faults
    assert (twice.row, twice.verdict.key) == (8, "duty.file_twice_day")
    across = read_duty(DATA / "duty-across.xlsx", TODAY)
    assert [(row.column, row.shift, row.leader.name) for row in across.rows[-2:]] == [
        ("E", "白班", "张副局长"), ("E", "夜班", "张副局长"),
    ]  # fmt: skip
    assert [said.key for said in across.remarks] == ["duty.file_weekday"]


def test_a_table_in_word_is_read(tmp_path: Path) -> None:
    paper = Document()
    table = paper.add_table(2, 3)
    cells = ("日期", "班次", "值班人员", "2026年12月1日（周二）", "夜间", "王某 13900000001")
    for place, text in enumerate(cells):
        table.cell(place // 3, place % 3).text = text
    paper.save(str(tmp_path / "值班.docx"))
    (row,) = read_duty(tmp_path / "值班.docx", TODAY).rows
    assert (row.day, row.shift, row.persons[0].phone) == (date(2026, 12, 1), "夜间", "13900000001")


def write(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["日期", "值班人员"], ["下周三", "王某 13900000000"]], "看不懂日期“下周三”"),
        ([["日期", "值班人员"], ["2026-12-01", "王某"]], "写在姓名后面"),
        ([["日期", "班次", "值班人员"], ["2026-12-01", "大夜", "王某 13900000000"]], "没有“大夜”"),
        ([["日期", "值班人员"], ["2026-12-01", "、".join(f"王{n}某 1390000000{n}" for n in range(7))]], "最多"),
    ],
)  # fmt: skip
def test_a_draft_judges_every_shift_and_writes_nothing(
    store: Store, tmp_path: Path, rows: list[list[object]], said: str
) -> None:
    draft = read_draft(
        store,
        write(tmp_path / "x.xlsx", rows),
        KNOWN,
    )
    assert said in (draft.faulty()[0].fault or pytest.fail("no fault")).verdict.message
    assert draft.faulty()[0].row == 2 and not duty.begun(store)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("张三（带班） 备勤", "“备勤”不像姓名"),
        ("张三 13900000000、？", "“？”不像姓名"),
        ("待定", "“待定”不像姓名"),
        ("张三等", "“张三等”不像姓名"),
        ("张三 13900000000、李四等3人", "“李四等”不像姓名"),
        ("张三→李四", "“张三→李四”不像姓名"),
        ("张三->李四", "“张三->李四”不像姓名"),
        ("TBD", "“TBD”不像姓名"),
        ("13900000000", "“13900000000”不像姓名"),
        ("张三 科长", "“科长”不像姓名"),
        ("张三（机密★3年）", "带有密级标志"),
        ("★张三（带班）13900000000", ""),
        ("欧阳修、李 四、Zhang San", ""),
    ],
)
def test_what_is_nobodys_name_is_named_with_its_row_and_cell(tmp_path: Path, cell: str, said: str) -> None:
    upright: list[list[object]] = [["日期", "带班领导", "值班人员"], ["2026-12-01", "李局长", cell]]
    turned: list[list[object]] = [["", "12月1日", "12月2日", "12月3日"], ["白班", "王某", "赵某", "孙某"],
                                  ["夜班", "王某", cell, "孙某"]]  # fmt: skip
    for rows, row, column in ((upright, 2, "C"), (turned, 3, "C")):
        read = read_duty(write(tmp_path / f"{column}{row}.xlsx", rows), TODAY)
        found = [(one.row, one.column, one.verdict.message) for one in read.faults]
        assert len(found) == bool(said)
        for at, place, message in found:
            assert (at, place) == (row, column) and said in message


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Date", "Day", "Shift", "Hours", "Leader", "Phone", "On duty", "Phone"],
            [
                date(2026, 12, 1),
                "Tue",
                "Day",
                "08:00-18:00",
                "Li Qiang",
                "13900000001",
                "Wang Fang, Ma Bo",
                "13900000002, -",
            ],
            [
                date(2026, 12, 1),
                "Tue",
                "Night shift",
                "18:00-08:00",
                "Li Qiang",
                "13900000001",
                "Zhao Min",
                "13900000003",
            ],
        ],
        [
            ["Duty roster December 2026"],
            ["Day", "Leader", "Day shift (08:00-18:00)", "Night shift (18:00-08:00)"],
            ["Tue 1 Dec", "Li Qiang 13900000001", "Wang Fang 13900000002, Ma Bo", "Zhao Min 13900000003"],
        ],
        [
            ["", "1 Dec", "2 Dec", "3 Dec"],
            ["Leader", "Li Qiang 13900000001", "", ""],
            ["Day", "Wang Fang 13900000002, Ma Bo", "", ""],
            ["Night", "Zhao Min 13900000003", "", ""],
        ],
    ],
)
def test_a_roster_in_english_is_read(store: Store, tmp_path: Path, rows: list[list[object]]) -> None:
    draft = read_draft(store, write(tmp_path / "x.xlsx", rows), KNOWN)
    assert not draft.faulty()
    assert [(one.day, one.shift, str(one.leader), called(one)) for one in draft.incoming()] == [
        (date(2026, 12, 1), "白班", "Li Qiang 13900000001", "Li Qiang、Wang Fang、Ma Bo"),
        (date(2026, 12, 1), "夜班", "Li Qiang 13900000001", "Li Qiang、Zhao Min"),
    ]
    assert not [said for said in draft.remarks if said.key == "duty.file_weekday"]


def test_a_blank_one_of_an_english_desk_is_english_and_read_back(store: Store, tmp_path: Path) -> None:
    settings.set_value(store, "office", "Example County Bureau of Commerce")
    with speaking("en"):
        path, _rows = duty_papers.write(store, tmp_path / "Blank.xlsx", date(2026, 12, 5), 2, blank=True)
        kept = duty_papers.HEADS
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet and kept[0] == "日期" and sheet.title == "Duty roster, Example County"
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert not [text for row in lines for text in row if text and not str(text).isascii()]
    place = next(n for n, row in enumerate(lines, 1) if row[:3] == ["2026-12-05", "Sat", "night"])
    sheet.cell(place, 7).value, sheet.cell(place, 8).value = "Wang Fang, Ma Bo", "13900000001, 13900000002"
    book.save(path)
    (entry,) = read_draft(store, path, KNOWN).incoming()
    assert (entry.shift, entry.starts.hour, entry.ends.hour) == ("夜班", 18, 8)
    assert [str(one) for one in entry.persons] == ["Wang Fang 13900000001", "Ma Bo 13900000002"]


def test_a_file_without_a_roster_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有看到值班表"):
        read_draft(store, write(tmp_path / "x.xlsx", [["姓名", "单位"], ["张三", "一镇"]]), KNOWN)


def test_a_draft_says_what_it_changes_and_leaves_open(store: Store) -> None:
    settings.set_value(store, "duty.shifts", "白班 08:30-18:00 夜班 18:00-08:30")
    early = duty.entry(store, date(2026, 12, 1), "白班", CHIEF, [Person("旧人", "13900000009")])
    old = duty.entry(
        store, date(2026, 12, 2), "中班", CHIEF, [Person("旧人", "13900000009")], (time(12), time(14))
    )
    duty_changes.put(store, [early, old])
    draft = read_draft(store, DATA / "duty-month.xlsx", KNOWN)
    assert len(draft.incoming()) == 15 and [line.row for line in draft.changed()] == [4]
    # by the file's own hours, and as far as the last of its days
    assert draft.incoming()[0].starts.hour == 8 and [one.shift for one in draft.gone] == ["中班"]
    assert [(gap.starts.isoformat()[:13], gap.ends.isoformat()[:13]) for gap in draft.gaps] == [
        ("2026-12-03T18", "2026-12-04T08"), ("2026-12-06T08", "2027-01-01T08"),
    ]  # fmt: skip
    assert "duty.year_missing" in [said.key for said in draft.remarks]
    duty_changes.put(store, draft.incoming(), draft.name, "重排", whole=True)
    again = read_draft(store, DATA / "duty-month.xlsx", KNOWN)
    assert not again.needs_reason and all(line.same for line in again.lines)


def test_a_phone_is_the_files_else_the_last_one_else_the_offices(store: Store, tmp_path: Path) -> None:
    duty_changes.put(store, [duty.entry(store, TODAY, "白班", CHIEF, [Person("王某", "13900000000")])])
    settings.set_value(store, "duty.phone", "0537-6000001")
    rows: list[list[object]] = [["日期", "值班人员"], ["2026-12-01", "王某"], ["2026-12-02", "生人"]]
    found = read_draft(store, write(tmp_path / "x.xlsx", rows), KNOWN).incoming()
    assert [one.persons[0].phone for one in found] == ["13900000000"] * 2 + ["0537-6000001"] * 2


def test_what_is_saved_is_read_back_and_a_blank_one_is_filled(store: Store, tmp_path: Path) -> None:
    who = (Person("甲某", ""), Person("乙某", "13900000002"))
    shifts = [
        duty.entry(store, TODAY + timedelta(days=n), shift, CHIEF, who)
        for n in range(2)
        for shift in ("白班", "夜班")
    ]
    duty_changes.put(store, shifts)
    path, rows = duty_papers.write(store, tmp_path / "值班表.xlsx", TODAY, 5)
    assert rows == 4 and read_draft(store, path, KNOWN).incoming() == shifts
    path, rows = duty_papers.write(store, tmp_path / "空表.xlsx", date(2026, 12, 5), 2, blank=True)
    assert rows == 4 and not read_draft(store, path, KNOWN).lines
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet
    (place,) = [
        row
        for row in range(1, 9)
        if sheet.cell(row, 3).value == "夜班" and sheet.cell(row, 1).value == "2026-12-05"
    ]
    sheet.cell(place, 7).value, sheet.cell(place, 8).value = "王某、赵某", "13900000001、13900000002"
    book.save(path)
    (line,) = read_draft(store, path, KNOWN).incoming()
    assert isinstance(line, Entry) and (line.shift, line.day, called(line)) == (
        "夜班",
        date(2026, 12, 5),
        "王某、赵某",
    )


TABLE = "日期,带班领导,值班人员\n12月1日,张某,李某\n"
BOTH = (time(8, 30), time(17, 30)), (time(17, 30), time(8, 30))


@pytest.mark.parametrize(
    ("text", "shifts", "remarks"),
    [
        (f"12月值班表（8:30至次日8:30）\n{TABLE}", [("", (time(8, 30), time(8, 30)))], []),
        (f"{TABLE}注：值班时间为当日8:30至次日8:30\n", [("", (time(8, 30), time(8, 30)))], []),
        (f"白班8:30-17:30；夜班17:30-次日8:30\n{TABLE}", [("", None)], ["duty.file_hours"]),
        (
            "日期,时间,带班领导,值班人员\n12月1日,8:30-17:30,张某,李某\n12月1日,17:30-次日8:30,张某,孙某\n",
            list(zip(("白班", "夜班"), BOTH, strict=True)),
            [],
        ),
    ],
)
def test_the_files_own_hours_are_kept_or_it_is_said(
    tmp_path: Path, text: str, shifts: list[tuple[str, object]], remarks: list[str]
) -> None:
    (tmp_path / "值班.csv").write_text(text, encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [(row.shift, row.hours) for row in found.rows] == shifts and not found.faults
    assert [one.key for one in found.remarks] == remarks


HOURS = "日期,时间,带班领导,值班人员\n"


@pytest.mark.parametrize(
    ("text", "shifts", "fault"),
    [
        (
            f"{HOURS}12月1日,0:00-8:00,,王某\n12月1日,8:00-16:00,,张某\n12月1日,16:00-24:00,,李某\n",
            [("夜班", ["王某"]), ("早班", ["张某"]), ("中班", ["李某"])],
            [],
        ),
        (
            f"{HOURS}12月1日,8:00-16:00,,张某\n12月1日,,,周某\n12月1日,16:00-0:00,,李某\n12月1日,0:00-8:00,,王某\n",
            [("早班", ["张某", "周某"]), ("中班", ["李某"]), ("夜班", ["王某"])],
            [],
        ),
        (
            f"{HOURS}12月1日,8:00-12:00,,张某\n12月1日,8:00-12:00,,周某\n12月1日,12:00-14:00,,李某\n12月1日,14:00-18:00,,王某\n",
            [],
            [(2, "值班 第 4 行"), (3, "值班 第 4 行"), (4, "值班 第 2 行"), (5, "值班 第 2 行")],
        ),
        (
            "日期,班次,时间,值班人员\n12月1日,白班,8:00-12:00,张某\n12月1日,白班,14:00-18:00,李某\n",
            [("白班", ["张某"])],
            [(3, "和 值班 第 2 行时间不同")],
        ),
    ],
)
def test_lines_of_a_day_with_other_hours_are_other_shifts_or_named(
    tmp_path: Path, text: str, shifts: list[tuple[str, list[str]]], fault: list[tuple[int, str]]
) -> None:
    (tmp_path / "值班.csv").write_text(text, encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [(row.shift, [who.name for who in row.persons]) for row in found.rows] == shifts
    assert [one.row for one in found.faults] == [row for row, _said in fault]
    for one, (_row, said) in zip(found.faults, fault, strict=True):
        assert said in one.verdict.message


DAY_CELLS = (time(8), time(18)), (time(18), time(8))


@pytest.mark.parametrize(
    ("cells", "shifts"),
    [
        (["8:30-次日8:30"], [("", (time(8, 30), time(8, 30)))]),
        (["8:00-18:00"], [("白班", DAY_CELLS[0])]),
        (["18:00—次日8:00"], [("夜班", DAY_CELLS[1])]),
        (["0:00-8:00"], [("夜班", (time(0), time(8)))]),
        (
            ["值班时间（当日8:00至当日18:00）", "18时至次日8时"],
            list(zip(("白班", "夜班"), DAY_CELLS, strict=True)),
        ),
        (["08:00-18:00 白班", "夜班（18:00-8:00）"], list(zip(("白班", "夜班"), DAY_CELLS, strict=True))),
        (
            ["0:00-8:00", "8:00-16:00", "16:00-24:00"],
            [("夜班", (time(0), time(8))), ("早班", (time(8), time(16))), ("中班", (time(16), time(0)))],
        ),
        (["0:00-8:00", "8:00-24:00"], [("夜班", (time(0), time(8))), ("白班", (time(8), time(0)))]),
        (["大夜 18:00-8:00"], [("大夜", DAY_CELLS[1])]),
        (["全天"], [("全天", None)]),
    ],
)
def test_a_shifts_cell_with_hours_alone_names_none(
    tmp_path: Path, cells: list[str], shifts: list[tuple[str, object]]
) -> None:
    lines = "".join(f"12月1日,{cell},张某,李某{n}\n" for n, cell in enumerate(cells))
    (tmp_path / "值班.csv").write_text(f"日期,班次,带班领导,值班人员\n{lines}", encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [(row.shift, row.hours) for row in found.rows] == shifts and not found.faults


WHOLE = time(8, 30), time(8, 30)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("12月1日8:30至12月2日8:30", ([date(2026, 12, 1)], WHOLE)),
        ("12月1日（周二）8时30分—2日8:30", ([date(2026, 12, 1)], WHOLE)),
        ("1日 8:30 至次日 8:30", ([date(2026, 12, 1)], WHOLE)),
        ("2026-12-01 08:30:00 - 2026-12-02 08:30:00", ([date(2026, 12, 1)], WHOLE)),
        ("12/1 8:30-12/2 8:30", ([date(2026, 12, 1)], WHOLE)),
        ("Tue 1 Dec 8:30 - Dec 2 8:30", ([date(2026, 12, 1)], WHOLE)),
        ("12月31日8：30至1月1日8：30", ([date(2026, 12, 31)], WHOLE)),
        ("12月1日上午8:30-下午5:30", ([date(2026, 12, 1)], (time(8, 30), time(17, 30)))),
        ("12月1日16:00至24:00", ([date(2026, 12, 1)], (time(16), time(0)))),
        ("12月1日至3日 18:00-次日8:00", (days((12, 1), (12, 3)), (time(18), time(8)))),
        ("12月1日8:30至12月4日8:30", None),  # more than a day
        ("12月1日8:30至12月2日17:30", None),
        ("12月1日18:00至2日24:00", None),
        ("12月1日8:30至当日8:00", None),
        ("18:30-次日8:30", None),  # no day, nor the first
        ("12月1日25:00-26:00", None),
        ("12月1日8:30", None),
    ],
)
def test_a_day_with_its_hours_is_both(cell: str, found: object) -> None:
    assert read_day_hours(cell, Context.of(TODAY, ["2026年12月值班表"])) == found


def test_the_hours_of_a_days_cell_are_of_its_one_shift(tmp_path: Path) -> None:
    table = "日期,值班人员\n12月1日8:30-17:30,张某\n12月1日17:30至2日8:30,李某\n"
    (tmp_path / "值班.csv").write_text(table, encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert [(row.shift, row.hours) for row in found.rows] == list(zip(("白班", "夜班"), BOTH, strict=True))
    # of two shifts it says when the day begins, not they
    (tmp_path / "值班.csv").write_text("日期,白班,夜班\n12月1日8:30至2日8:30,张某,李某\n", encoding="utf-8")
    found = read_duty(tmp_path / "值班.csv", TODAY)
    assert not found.rows and [one.verdict.key for one in found.faults] == ["duty.file_day"]
