"""The roster on screen: found as one types, corrected, given new codes, saved as pictures."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from rich.cells import cell_len
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.rules import seating
from oatui.screens.ask import Ask
from oatui.screens.personal_code import PersonalCodePage
from oatui.screens.roster import RosterPage, masked
from oatui.store import arrivals, closing, meetings, off_roster, people, seats
from oatui.store.database import Store
from oatui.widgets.form import Choice, Form
from oatui.widgets.paged_list import PagedList
from tests.conftest import FixedClock
from tests.on_screen import opened, scanned, settled, text

ROWS = [
    ("单雄信", "县商务局", "13800001234"),
    ("张伟", "示例镇", "13900001234"),
    ("张伟", "县住建局", ""),
    ("[/x]", "[b]单位", ""),
    ("解芳", "示例街道", "0537-6821234"),
]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> meetings.Meeting:
    start = clock.now() + timedelta(minutes=40)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    rows = [{"name": n, "unit": u, "post": "镇长", "phone": p, "serial": ""} for n, u, p in ROWS]
    people.import_roster(store, made.id, [("", row) for row in rows], "")
    return made


def shown_names(app: DeskApp) -> list[str]:
    listing = app.screen.query_one(PagedList)
    return [listing.item(row).name for row in range(listing.count)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["单雄信", "张伟", "张伟", "[/x]", "解芳"]),
        ("sxx", ["单雄信"]),
        ("shanxiongxin", ["单雄信"]),
        ("danxiongxin", ["单雄信"]),
        ("zw", ["张伟", "张伟"]),
        ("xiefang", ["解芳"]),
        ("jf", ["解芳"]),
        ("伟", ["张伟", "张伟"]),
        ("商务局", ["单雄信"]),
        ("[/x]", ["[/x]"]),
        ("qqq", []),
    ],
)
async def test_search(desk_app: DeskApp, meeting: meetings.Meeting, typed: str, names: list[str]) -> None:
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        desk_app.screen.query_one(Input).value = typed
        await settled(pilot)
        assert shown_names(desk_app) == names
        if not names:
            assert "没有找到“qqq”" in text(desk_app)


async def test_namesakes_stand_side_by_side_and_phones_are_masked(
    desk_app: DeskApp, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RosterPage(meeting.id), (40, 24)) as pilot:
        assert "县住建局）" not in text(desk_app)
        # in a wider window they stand whole
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        shown = text(desk_app)
        assert "共 5 人  同名 1 组  张伟（2 示例镇、3 县住建局）" in shown
        assert "138****1234" in shown
        assert "13800001234" not in shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800001234", "138****1234"),
        ("0537-6821234", "0537-68212**"),
        ("13800001234、6821234", "138****1234、68212**"),
        ("", ""),
    ],
)
def test_masked(phone: str, shown: str) -> None:
    assert masked(phone) == shown


async def test_keys_go_between_search_and_list(desk_app: DeskApp, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        search, listing = desk_app.screen.query_one(Input), desk_app.screen.query_one(PagedList)
        assert search.has_focus
        await pilot.press("down", "down")
        assert listing.has_focus
        assert listing.cursor == 1
        assert isinstance(desk_app.screen, RosterPage)
        await pilot.press("j", "f")
        await settled(pilot)
        assert search.has_focus
        assert search.value == "jf"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, PersonalCodePage)
        assert "解芳" in text(desk_app)
        await pilot.press("escape")
        await settled(pilot)
        assert search.value == "jf"


async def test_nothing_repaints_under_typing(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        person = people.listed(store, meeting.id)[0]
        arrivals.sign_in(store, meeting.id, person.code)
        desk_app.look_for_changes()
        await settled(pilot)
        assert "08:20" not in text(desk_app).split("\n", 3)[3]
        await pilot.press("down")
        people.change(store, person.id, post="科长")
        desk_app.look_for_changes()
        await settled(pilot)
        assert "按时 08:20" in text(desk_app)


async def test_a_correction_is_found_at_once(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        await pilot.press("f6")
        await settled(pilot)
        form = desk_app.screen.query_one(Form)
        form.fill("name", " ")
        form.fill("phone", "138000")
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        assert "请填姓名" in text(desk_app)
        assert "应为 11 位" in text(desk_app)
        form.fill("name", "单于雄")
        form.fill("phone", "138 0000 9999")
        form.fill("pinyin", "chan yu xiong")
        await pilot.press("f5")
        await settled(pilot)
        assert "单于雄" in text(desk_app)
        # who is sent to another venue gives up the seat: said at once
        venue = people.listed(store, meeting.id)[0].venue_id
        seats.set_plan(store, venue, 2, 3)
        seats.move(store, people.listed(store, meeting.id)[0].id, seating.Seat(1, 2))
        meetings.add_venue(store, meeting.id, "分会场")
        await pilot.press("f6")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("venue", "分会场")
        await pilot.press("f5")
        await settled(pilot)
        assert "原座位 1排2座 空出" in text(desk_app)
    (found,) = people.search(store, meeting.id, "chanyux")
    assert (found.name, found.phone) == ("单于雄", "13800009999")


async def test_a_new_code_revokes_the_old_one(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    old = people.listed(store, meeting.id)[0]
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert "旧码马上作废" in text(desk_app)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        desk_app.screen.query_one(Form).fill("reason", "手机丢失")
        await pilot.press("f5")
        await settled(pilot)
        assert "旧码作废" in text(desk_app)
    assert people.get(store, old.id).code != old.code
    assert arrivals.sign_in(store, meeting.id, old.code).outcome == "refused"


async def test_every_code_is_saved_and_none_is_overwritten(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, tmp_path: Path
) -> None:
    folder = tmp_path / "codes"
    folder.mkdir()
    (folder / "5-示例街道-解芳.png").write_text("mine", encoding="utf-8")
    async with opened(desk_app, RosterPage(meeting.id), (160, 36)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("folder", str(folder))
        await pilot.press("enter")
        await settled(pilot)
        assert "存了 4 张；1 张文件夹里原来就有" in text(desk_app)
    assert (folder / "5-示例街道-解芳.png").read_text(encoding="utf-8") == "mine"
    for person in people.listed(store, meeting.id)[:4]:
        (file,) = folder.glob(f"{person.position}-*.png")
        with Image.open(file) as image:
            assert scanned(image) == [person.code]


async def test_saving_can_be_stopped(
    desk_app: DeskApp, meeting: meetings.Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    saved: list[Path] = []

    def slow(_code: str, path: Path) -> Path:
        saved.append(path)
        go_on.wait(30)
        return path

    monkeypatch.setattr("oatui.screens.roster.save_code", slow)
    async with opened(desk_app, RosterPage(meeting.id), (160, 36)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("folder", str(tmp_path / "codes"))
        await pilot.press("enter")
        while not saved:
            await pilot.pause()
        assert "正在存 0 / 5，按 Esc 停下" in text(desk_app)
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert isinstance(desk_app.screen, RosterPage)
        assert "停下了，已存 0 张" in text(desk_app)
    assert len(saved) == 1


async def test_saving_where_nothing_can_be_written_says_why(
    desk_app: DeskApp, meeting: meetings.Meeting, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("folder", str(tmp_path / "file" / "below"))
        await pilot.press("enter")
        await settled(pilot)
        assert "签到码存不下" in text(desk_app)


async def test_an_empty_roster_says_what_to_do(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    start = clock.now()
    made = meetings.add(store, "会", start, start + timedelta(hours=1))
    async with opened(desk_app, RosterPage(made.id)) as pilot:
        assert "名册是空的。按 F4 从 Excel 文件导入" in text(desk_app)
        for key in ("enter", "f6", "f7", "f8"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(desk_app.screen, RosterPage)


async def test_a_wrong_import_is_taken_off_with_its_reason(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    wrong = [
        ("", {"name": name, "unit": "别处", "post": "", "phone": "", "serial": ""})
        for name in ("错一", "错二")
    ]
    clock.pass_time(minutes=1)
    people.import_roster(store, meeting.id, wrong, "别的会.xlsx")
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        search = desk_app.screen.query_one("#search", Input)
        search.value, search.cursor_position = "错错", 1
        await pilot.press("delete")  # a letter of the search is only a letter
        assert search.value == "错"
        await pilot.press("down", "delete")
        # typed where one of two is chosen: said, not dropped, until it is chosen
        which = desk_app.screen.query_one(Choice)
        chosen = which.value
        await pilot.press("x", "space", "y", "down", "up")
        assert "这一栏按 1 到 2 选" in text(desk_app) and which.value == chosen
        await pilot.press("2")
        assert "这一栏按 1 到 2 选" not in text(desk_app)
        desk_app.screen.query_one(Form).fill("reason", "导错文件")
        await pilot.press("f5")
        await settled(pilot)
        said = text(desk_app)
        assert "已从名册去掉 2 人" in said and "去错了，按 Ins 放回" in said
        assert people.count(store, meeting.id) == len(ROWS)
        # the key line has no room for Ins: the answer that names it is clicked
        answer = desk_app.screen.query_one("#answer")
        await pilot.click("#answer", offset=(cell_len(answer.render_line(0).text.partition("Ins")[0]) + 2, 0))
        await pilot.pause()
        await pilot.press("f5")
        await settled(pilot)
        assert "已放回名册：错一、错二" in text(desk_app)
        assert people.count(store, meeting.id) == len(ROWS) + 2
        await pilot.press("insert")
        assert "没有从名册去掉的人可以放回" in text(desk_app)
        gone = people.listed(store, meeting.id)[:2]
        for one in gone:
            off_roster.take_off(store, meeting.id, [one.id], "同名的")
        await pilot.press("insert")  # of two who may have one name it says of which unit each is
        assert all(f"放回 {one.name}（{one.unit}）" in text(desk_app) for one in gone)
        await pilot.press("escape")
        for place in range(8):
            more = [("", wrong[0][1] | {"name": f"多{place}"})]
            people.import_roster(store, meeting.id, more, "别的会.xlsx")
            off_roster.take_off(store, meeting.id, [people.listed(store, meeting.id)[-1].id], "多的")
        await pilot.press("insert")  # more than there are digits: the next ones by 0
        assert "更早去掉的" in text(desk_app) and gone[0].name not in text(desk_app)
        await pilot.press("0")
        assert f"放回 {gone[0].name}" in text(desk_app)
        await pilot.press("escape")
        here = desk_app.screen
        assert isinstance(here, RosterPage) and here.person
        arrivals.sign_in(store, meeting.id, here.person.code)
        await pilot.press("delete")  # who was at the door stays: said before anything is typed
        assert "在签到台已有记录，留在名册上" in text(desk_app)
        assert desk_app.screen is here and (fact := arrivals.standing(store, here.person.id))
        arrivals.annul(store, fact, "不是本人")
        closing.call_off(store, meeting.id, "不开了")
        await pilot.press("delete")  # no form in vain
        assert "重新打开" in text(desk_app) and isinstance(desk_app.screen, RosterPage)
