"""A roster file from the path to the store: nothing is written before F5, and nothing is kept from the clerk."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.files.at_hand import offered, typed_path
from oatui.screens.ask import Ask
from oatui.screens.roster import RosterPage
from oatui.screens.roster_import import RosterImportPage
from oatui.screens.roster_preview import RosterPreviewPage
from oatui.store import meetings, people
from oatui.store.database import Store
from oatui.widgets.form import Form
from oatui.widgets.paged_list import PagedList
from tests.conftest import FixedClock
from tests.on_screen import opened, press, settled, text

DATA = Path(__file__).parents[1] / "data"
HEADER = ["姓名", "单位", "职务", "手机"]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> int:
    start = clock.now() + timedelta(minutes=40)
    return meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2)).id


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


async def open_file(pilot: Pilot[int], path: Path | str) -> None:
    pilot.app.screen.query_one("#path", Input).value = str(path)
    await pilot.press("enter")
    await settled(pilot)


@pytest.mark.parametrize(
    ("name", "n", "columns"),
    [
        (
            "roster-office.xlsx",
            54,
            "姓名=C“姓名”  单位=B“单位”  职务=D“职务”  联系电话=E“手机号码”  序号=A“序号”",
        ),
        ("roster-plain.xlsx", 120, "姓名=A“姓名”  单位=B“单位”  职务=C“职务”  联系电话=D“联系电话”  序号=无"),
        ("roster-gbk.csv", 30, "姓名=A“参会人员姓名”  单位=B“工作单位”"),
    ],
)
async def test_the_three_samples(
    desk_app: DeskApp, store: Store, meeting: int, name: str, n: int, columns: str
) -> None:
    async with opened(desk_app, RosterPage(meeting), (120, 36)) as pilot:
        await press(pilot, "f4")
        await open_file(pilot, DATA / name)
        assert isinstance(desk_app.screen, RosterPreviewPage)
        assert columns in text(desk_app)
        assert f"可导入 {n} 人" in text(desk_app)
        assert people.count(store, meeting) == 0
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, RosterPage)
        assert f"已导入 {n} 人" in text(desk_app)
        await press(pilot, "f4")
        await open_file(pilot, DATA / name)
        assert f"已在册 {n} 人" in text(desk_app)
        await press(pilot, "f5")
        assert f"已导入 0 人，{n} 人原已在册" in text(desk_app)
    assert people.count(store, meeting) == n


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    empty, photos, cut, word = (folder / f"{name}.xlsx" for name in ("empty", "photos", "cut", "word"))
    empty.write_bytes(b"")
    for path, inside in ((photos, "a.jpg"), (word, "word/document.xml")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inside, b"\xff\xd8\xff" * 100)
    cut.write_bytes((DATA / "roster-plain.xlsx").read_bytes()[:3000])
    goods = workbook(folder / "goods.xlsx", 物品=[["物品", "数量"], ["茶杯", "3"]])
    return {
        "empty": (empty, "是空文件（0 字节）"),
        "photos": (photos, "其实是压缩包"),
        "cut": (cut, "不完整或已损坏"),
        "word": (word, "是 Word 文档"),
        "goods": (goods, "里没有找到名册"),
        "blank": (workbook(folder / "blank.xlsx", 表=[HEADER]), "一个姓名也没有"),
        "missing": (folder / "none.xlsx", "找不到文件“none.xlsx”"),
    }


@pytest.mark.parametrize("case", ["empty", "photos", "cut", "word", "goods", "blank", "missing"])
async def test_a_bad_file_is_one_sentence(desk_app: DeskApp, meeting: int, tmp_path: Path, case: str) -> None:
    path, words = bad_files(tmp_path)[case]
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, path)
        assert isinstance(desk_app.screen, RosterImportPage)
        assert words in text(desk_app)
        assert text(desk_app).count("不可") == 1


def faulty(folder: Path) -> Path:
    return workbook(
        folder / "多表.xlsx",
        主名单=[
            HEADER,
            ["[/x]", "示例镇", "镇长", "13800000001"],
            ["张伟", "县商务局", "局长", "1380000000"],
            ["张伟", "示例镇", "书记", "13800000003"],
            ["", "县局", "干事", "13800000005"],
        ],
        示例镇=[HEADER, ["张伟", "县住建局", "科长", ""], ["王五", "示例镇", "干事", ""]],
        说明=[["填报说明", "请填"]],
    )


async def test_faults_stop_the_import_until_they_are_skipped(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, faulty(tmp_path))
        await press(pilot, "f5")
        assert "还有 2 行有错，一个也没有导入" in text(desk_app)
        assert people.count(store, meeting) == 0
        await press(pilot, "f7")
        shown = text(desk_app)
        assert "主名单 第 3 行 手机：手机号“1380000000”有 10 位，应为 11 位" in shown
        assert "没有姓名" in shown
        assert "[/x]" not in shown
        await press(pilot, "f4")
        assert "有错的 2 行不导入" in text(desk_app)
        await press(pilot, "f5")
        assert not isinstance(desk_app.screen, RosterPreviewPage)
    assert [(one.name, one.venue) for one in people.listed(store, meeting)] == [
        ("[/x]", "主名单"), ("张伟", "主名单"), ("张伟", "示例镇"), ("王五", "示例镇"),
    ]  # fmt: skip


async def test_a_sheet_goes_to_the_main_venue_or_stays_out(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, faulty(tmp_path))
        sheets = desk_app.screen.query_one("#sheets", PagedList)
        sheets.focus()
        for row, where in ((0, "out"), (1, "main")):
            sheets.cursor = row
            await press(pilot, "enter")
            desk_app.screen.query_one(Form).fill("where", where)
            await press(pilot, "f5")
        assert "可导入 2 人" in text(desk_app)
        await press(pilot, "f5")
    found = people.listed(store, meeting)
    assert [(one.name, one.venue) for one in found] == [("张伟", "主会场"), ("王五", "主会场")]
    assert len(meetings.venues(store, meeting)) == 1


async def test_a_sheet_goes_to_a_venue_of_the_meeting_by_its_digit_or_its_name_in_other_brackets(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    meetings.add_venue(store, meeting, "二分会场（礼堂）")
    async with opened(desk_app, RosterImportPage(meeting), (80, 24)) as pilot:
        await open_file(pilot, faulty(tmp_path))
        assert "去向（Tab、回车改）" in text(desk_app)
        desk_app.screen.query_one("#sheets", PagedList).focus()
        await press(pilot, "up", "enter")
        assert "1 主会场  2 二分会场（礼堂）  3 新的会场  4 不导入" in text(desk_app)
        await press(pilot, "2", "f5", "down", "enter", "3")
        desk_app.screen.query_one(Form).fill("name", "二分会场(礼堂) ")
        await press(pilot, "f5", "f4", "f5")
    assert {one.venue for one in people.listed(store, meeting)} == {"二分会场（礼堂）"}
    assert len(meetings.venues(store, meeting)) == 2


async def test_namesakes_of_file_and_roster_side_by_side(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    known = {"name": "张 伟", "unit": "县发改局", "post": "主任", "phone": "", "serial": ""}
    people.import_roster(store, meeting, [("", known)], "")
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, faulty(tmp_path))
        assert "同名 1 组" in text(desk_app)
        await press(pilot, "f8")
        rows = [line.split() for line in text(desk_app).splitlines() if line.strip().startswith("张")]
        assert [row[-3] if row[-1].isdigit() else row[-2] for row in rows] == [
            "示例镇",
            "县住建局",
            "县发改局",
        ]
        await press(pilot, "f8", "f4", "f5")
    assert [len(group) for group in people.same_name(store, meeting)[1]] == [3]


async def test_columns_can_be_set_by_letter_or_heading(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        表=[["领导", "人员", "单位"], ["甲局长", "张三", "县局"], ["乙局长", "李四", "镇"]],
    )
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, path)
        assert "姓名=B“人员”" in text(desk_app)
        await press(pilot, "f6")
        form = desk_app.screen.query_one(Form)
        form.fill("name", "Z")
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, Ask)
        assert "没有“Z”这一列" in text(desk_app)
        form.fill("name", "c")
        await press(pilot, "f5")
        assert "C 列已用在别的栏" in text(desk_app)
        form.fill("name", "领导")
        form.fill("unit", "")
        await press(pilot, "f5")
        assert "姓名=A“领导”  单位=无" in text(desk_app)
        await press(pilot, "f5")
    assert [one.name for one in people.listed(store, meeting)] == ["甲局长", "乙局长"]


async def test_a_row_is_left_out_by_enter(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", 表=[HEADER, ["张三", "甲", "", ""], ["张三", "甲", "", ""]])
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, path)
        assert "重复？见第 2 行" in text(desk_app)
        await press(pilot, "down", "enter")
        assert "不导入（去掉）" in text(desk_app)
        assert "可导入 1 人" in text(desk_app)
        await press(pilot, "f5")
    assert people.count(store, meeting) == 1


async def test_nobody_chosen_is_said(desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 表=[HEADER, ["张三", "甲", "", ""]])
    async with opened(desk_app, RosterImportPage(meeting)) as pilot:
        await open_file(pilot, path)
        await press(pilot, "enter", "f5")
        assert "没有可导入的人" in text(desk_app)
        await press(pilot, "enter", "f5")
    assert people.count(store, meeting) == 1


async def test_a_list_sent_again_with_other_numbers_doubles_nobody(
    desk_app: DeskApp, store: Store, meeting: int, tmp_path: Path
) -> None:
    known = {"name": "张三", "unit": "甲", "post": "", "phone": "", "serial": "1"}
    people.import_roster(store, meeting, [("", known)], "")
    path = workbook(
        tmp_path / "a.xlsx", 表=[["序号", "姓名", "单位"], ["1", "李四", "乙"], ["2", "张三", "甲"]]
    )
    async with opened(desk_app, RosterImportPage(meeting), (120, 36)) as pilot:
        await open_file(pilot, path)
        assert "只有序号与已在册的不同" in text(desk_app)
        await press(pilot, "f5")
    assert [one.name for one in people.listed(store, meeting)] == ["张三", "李四"]


async def test_leaving_the_preview_writes_nothing(desk_app: DeskApp, store: Store, meeting: int) -> None:
    async with opened(desk_app, RosterImportPage(meeting)) as pilot:
        await open_file(pilot, DATA / "roster-plain.xlsx")
        await press(pilot, "f8", "escape")
        assert isinstance(desk_app.screen, RosterPreviewPage)
        await press(pilot, "escape")
        assert isinstance(desk_app.screen, RosterImportPage)
    assert people.count(store, meeting) == 0


async def test_reading_can_be_stopped(
    desk_app: DeskApp, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    go_on = threading.Event()
    monkeypatch.setattr("oatui.screens.roster_import.read_parts", lambda _path: go_on.wait(30) and [])
    async with opened(desk_app, RosterImportPage(meeting)) as pilot:
        desk_app.screen.query_one("#path", Input).value = str(DATA / "roster-plain.xlsx")
        await pilot.press("enter")
        await pilot.pause()
        assert "正在读 roster-plain.xlsx" in text(desk_app)
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert isinstance(desk_app.screen, RosterImportPage)
        assert "已停下" in text(desk_app)


def test_typed_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/liu")
    wanted = Path("/home/liu/名 册.xlsx")
    for typed in (
        "/home/liu/名 册.xlsx",
        " '/home/liu/名 册.xlsx' ",
        '"/home/liu/名 册.xlsx"',
        "~/名 册.xlsx",
        "/home/liu/名\\ 册.xlsx",
        "file:///home/liu/%E5%90%8D%20%E5%86%8C.xlsx",
    ):
        assert typed_path(typed) == wanted


def test_what_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "下载").mkdir()
    for age, name in enumerate(("下载/新.xlsx", "中.csv", "旧.XLS", "信.docx", "~$中.xlsx", ".暗.csv")):
        (tmp_path / name).write_bytes(b"1")
        os.utime(tmp_path / name, (1000 - age, 1000 - age))

    def names(typed: str) -> list[str]:
        return [one.path.name for one in offered(typed)]

    assert [name for name in names("") if "." in name] == ["新.xlsx", "中.csv", "旧.XLS"]
    assert "下载" in names("")
    assert names("中") == ["中.csv"]
    assert names(str(tmp_path / "下载")) == ["新.xlsx"]
    assert names(str(tmp_path / "旧")) == ["旧.XLS"]
    assert names("\0") == names("/none/at/all/") == []


async def test_a_folder_of_the_list_is_entered(
    desk_app: DeskApp, meeting: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "单位").mkdir(parents=True)
    workbook(tmp_path / "home" / "单位" / "a.xlsx", 表=[HEADER, ["张三", "甲", "", ""]])
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    async with opened(desk_app, RosterImportPage(meeting)) as pilot:
        assert "单位/" in text(desk_app)
        await press(pilot, "down", "enter")
        assert "a.xlsx" in text(desk_app)
        await press(pilot, "down", "enter")
        assert isinstance(desk_app.screen, RosterPreviewPage)
