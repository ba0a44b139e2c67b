"""The page of one person's code: what it shows is what a scanner reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from textual.theme import Theme

from oatui import themes
from oatui.app import DeskApp
from oatui.files.code_out import picture_name
from oatui.screens.ask import Ask
from oatui.screens.personal_code import PersonalCodePage
from oatui.store import meetings, off_roster, people
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import opened, picture, scanned, settled, text


@pytest.fixture
def roster(store: Store, clock: FixedClock) -> list[people.Attendee]:
    start = clock.now() + timedelta(minutes=40)
    meeting = meetings.add(store, "全县商务工作会议[/x]", start, start + timedelta(hours=2))
    rows = [("[/x]", "县商务局"), ("𠮷田", "示例/镇"), ("张三", "县住建局")]
    fields = [{"name": n, "unit": u, "post": "镇长", "phone": "", "serial": ""} for n, u in rows]
    people.import_roster(store, meeting.id, [("", one) for one in fields], "")
    return people.listed(store, meeting.id)


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_scans_in_both_sizes(
    desk_app: DeskApp, roster: list[people.Attendee], theme: Theme, size: tuple[int, int]
) -> None:
    async with opened(desk_app, PersonalCodePage(roster[0].id), size) as pilot:
        desk_app.theme = theme.name
        await settled(pilot)
        assert scanned(picture(desk_app)) == [roster[0].code]
        await pilot.press("f6")
        await settled(pilot)
        read = scanned(picture(desk_app))
        if size == (80, 24):
            assert read == []
            assert "请把窗口放大" in text(desk_app)
        else:
            assert read == [roster[0].code]
            assert "▄" in text(desk_app)


async def test_shows_whose_it_is_and_the_digits(desk_app: DeskApp, roster: list[people.Attendee]) -> None:
    async with opened(desk_app, PersonalCodePage(roster[0].id)):
        shown = text(desk_app)
        code = roster[0].code
        for words in ("[/x]", "县商务局", "镇长", "全县商务工作会议[/x]", "主会场", "未到"):
            assert words in shown
        assert " ".join(code[n : n + 5] for n in range(0, 25, 5)) in shown


async def test_walks_the_roster(desk_app: DeskApp, roster: list[people.Attendee]) -> None:
    async with opened(desk_app, PersonalCodePage(roster[0].id)) as pilot:
        await pilot.press("pageup")
        assert "第一人" in text(desk_app)
        await pilot.press("pagedown", "pagedown")
        await settled(pilot)
        assert scanned(picture(desk_app)) == [roster[2].code]
        assert "张三" in text(desk_app)


async def test_whoever_is_taken_off_at_another_desk_has_no_code_any_more(
    desk_app: DeskApp, store: Store, roster: list[people.Attendee]
) -> None:
    async with opened(desk_app, PersonalCodePage(roster[2].id)) as pilot:
        off_roster.take_off(store, roster[2].meeting, [roster[2].id], "报错会议")
        desk_app.look_for_changes()
        await settled(pilot)
        assert scanned(picture(desk_app)) == [] and "张三 已于" in text(desk_app)
        await pilot.press("f5", "pagedown", "f6")
        await settled(pilot)
        assert isinstance(desk_app.screen, PersonalCodePage)


async def test_a_new_code_is_shown_at_once(
    desk_app: DeskApp, store: Store, roster: list[people.Attendee]
) -> None:
    async with opened(desk_app, PersonalCodePage(roster[0].id)) as pilot:
        renewed = people.reissue_code(store, roster[0].id, "丢失")
        desk_app.look_for_changes()
        await settled(pilot)
        assert scanned(picture(desk_app)) == [renewed.code]


async def test_saved_picture_scans(
    desk_app: DeskApp, roster: list[people.Attendee], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(desk_app, PersonalCodePage(roster[1].id)) as pilot:
        for answer in ("签到码已存", "已有同名图片"):
            await pilot.press("f5")
            await settled(pilot)
            assert isinstance(desk_app.screen, Ask)
            assert desk_app.screen.query_one(Form).text("path") == str(tmp_path / "2-示例_镇-𠮷田.png")
            await pilot.press("enter")
            await settled(pilot)
            assert answer in text(desk_app)
        assert isinstance(desk_app.screen, Ask)
    with Image.open(tmp_path / "2-示例_镇-𠮷田.png") as saved:
        assert scanned(saved) == [roster[1].code]


def test_picture_names_are_safe() -> None:
    assert picture_name(7, 'a/b\\c:*?"<>|', "x\x00\n") == "7-a_b_c_______-x__.png"
    assert len(picture_name(1, "单" * 90, "𠮷" * 90).encode()) < 256
