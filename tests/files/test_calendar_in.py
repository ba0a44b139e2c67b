"""The schedule as it comes: the library's tables, holiday-cn's JSON, a typed or pasted notice."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oatui.files.calendar_in import built_in, parse_ranges, read_calendar
from oatui.rules.verdict import Refused

# 国务院办公厅关于2026年部分节假日安排的通知 (2025-11-04)
NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2025年11月4日
"""


def test_built_in_holds_2004_to_2026_and_no_more() -> None:
    assert sorted(built_in().years) == list(range(2004, 2027))


def test_calendar_library_loads_only_when_asked() -> None:
    code = "import sys, oatui.files.calendar_in; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_notice_of_2026_equals_the_library() -> None:
    known = built_in()
    typed = known.with_year(2026, parse_ranges(2026, NOTICE_2026), "通知")
    first = date(2026, 1, 1).toordinal()
    for n in range(365):
        day = date.fromordinal(first + n)
        assert typed.is_working(day) == known.is_working(day), day
    assert typed.day(date(2026, 2, 28)).name == "春节"
    assert typed.day(date(2026, 9, 20)).name == "国庆节"


@pytest.mark.parametrize(
    ("text", "off", "working"),
    [
        ("放假 2月15日至23日", [15, 16, 17, 18, 19, 20, 21, 22, 23], []),
        ("放假 2月15日-2月16日\n上班 2月14日、2月28日", [15, 16], [14, 28]),
        ("2月16日放假，2月14日上班", [16], [14]),
        ("放假：２月１６日；上班：２月１４日（星期六）", [16], [14]),
        ("2月16日放假1天。", [16], []),
    ],
)
def test_typed_ranges(text: str, off: list[int], working: list[int]) -> None:
    days = parse_ranges(2026, text)
    assert sorted(day.day for day, (is_off, _) in days.items() if is_off) == off
    assert sorted(day.day for day, (is_off, _) in days.items() if not is_off) == working
    assert {(day.year, day.month) for day in days} == {(2026, 2)}


def test_new_year_may_begin_in_december() -> None:
    days = parse_ranges(2023, "元旦：2022年12月31日至2023年1月2日放假调休，共3天。")
    assert sorted(days) == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]
    assert set(days.values()) == {(True, "元旦")}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "calendar.no_ranges"),
        ("各科室：请安排好值班。", "calendar.no_ranges"),
        ("2月14日上班", "calendar.no_ranges"),
        ("2月15日", "calendar.unclear"),
        ("15日放假", "calendar.unclear"),
        ("2月30日放假", "calendar.unclear"),
        ("2月23日至15日放假", "calendar.unclear"),
        ("2月15日至5月23日放假", "calendar.unclear"),
        ("2月15日至23放假", "calendar.unclear"),
        ("放假 2月15日、16", "calendar.unclear"),
        ("2月16日放假2月14日上班", "calendar.unclear"),
        ("2月16日放假，2月14日，2月28日上班", "calendar.unclear"),
        ("2月15日（周一）放假", "calendar.weekday"),
        ("2月15日至23日放假，共8天", "calendar.total"),
        ("2月15日至23日放假，2月16日上班", "calendar.contradiction"),
        ("2025年2月15日放假", "calendar.wrong_year"),
        ("2025年节假日安排：\n2月15日放假", "calendar.other_notice"),
    ],
)
def test_what_is_unclear_is_refused(text: str, key: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_ranges(2026, text)
    assert caught.value.verdict.key == key
    assert str(caught.value)


def item(day: str = "2027-01-01", off: object = True, name: object = "元旦") -> dict[str, Any]:
    return {"name": name, "date": day, "isOffDay": off}


def write(folder: Path, data: object) -> Path:
    path = folder / "2027.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_read_calendar(tmp_path: Path) -> None:
    december = item("2026-12-26", False)
    path = write(tmp_path, {"year": 2027, "papers": [], "days": [december, item(), item()]})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    year, days, source = read_calendar(path)
    assert (year, source) == (2027, "2027.json")
    assert days == {date(2026, 12, 26): (False, "元旦"), date(2027, 1, 1): (True, "元旦")}
    calendar = built_in().with_year(year, days, source)
    assert calendar.day(date(2026, 12, 26)).kind == "make_up"
    assert calendar.day(date(2027, 1, 4)).working


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("年份", "calendar.not_json"),
        ("", "calendar.not_json"),
        ("[" * 100_000, "calendar.not_json"),
        ([], "calendar.no_year"),
        ({"days": [item()]}, "calendar.no_year"),
        ({"year": "2027", "days": [item()]}, "calendar.no_year"),
        ({"year": True, "days": [item()]}, "calendar.no_year"),
        ({"year": 2027.0, "days": [item()]}, "calendar.no_year"),
        ({"year": 10**9, "days": [item()]}, "calendar.no_year"),
        ({"year": 2027}, "calendar.empty"),
        ({"year": 2027, "days": []}, "calendar.empty"),
        ({"year": 2027, "days": [item("2027-01-02", False)]}, "calendar.empty"),
        ({"year": 2027, "days": [item(), "x"]}, "calendar.bad_item"),
        ({"year": 2027, "days": [item("20270101")]}, "calendar.bad_item"),
        ({"year": 2027, "days": [item("2027-02-30")]}, "calendar.bad_item"),
        ({"year": 2027, "days": [item(off=1)]}, "calendar.bad_item"),
        ({"year": 2027, "days": [item(name=None)]}, "calendar.bad_item"),
        ({"year": 2027, "days": [{"date": 20270101, "name": "", "isOffDay": True}]}, "calendar.bad_item"),
        ({"year": 2027, "days": [item("2026-01-01")]}, "calendar.wrong_year"),
        ({"year": 2027, "days": [item("2026-11-30")]}, "calendar.wrong_year"),
        ({"year": 2027, "days": [item("2028-01-01")]}, "calendar.wrong_year"),
        ({"year": 2027, "days": [item(), item(off=False)]}, "calendar.contradiction"),
    ],
)
def test_a_bad_file_gets_one_sentence(tmp_path: Path, data: object, key: str) -> None:
    with pytest.raises(Refused) as caught:
        read_calendar(write(tmp_path, data))
    assert caught.value.verdict.key == key
    assert str(caught.value).count("\n") == 0


def test_missing_folder_and_not_text(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00{")
    for path, key in (
        (tmp_path / "no.json", "calendar.unreadable"),
        (tmp_path, "calendar.unreadable"),
        (tmp_path / "x.json", "calendar.not_json"),
    ):
        with pytest.raises(Refused) as caught:
            read_calendar(path)
        assert caught.value.verdict.key == key
