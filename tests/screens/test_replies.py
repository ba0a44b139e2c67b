"""Replies on screen: a file or pasted lines beside the roster, taken line by line, the fixed list after the deadline."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from oatui.app import DeskApp
from oatui.screens.ask import Ask
from oatui.screens.lines import LinesAsk
from oatui.screens.reminders import RemindersPage
from oatui.screens.replies import RepliesPage
from oatui.screens.roster import RosterPage
from oatui.store import meetings, notices, people, replies
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, press, text

TOWN = "示例一镇"


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> meetings.Meeting:
    """A meeting tomorrow, replies due today at 17:00; the clock stands at 08:20."""
    start = clock.now() + timedelta(days=1)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    rows = [
        {"name": name, "unit": TOWN, "post": post, "phone": "", "serial": ""}
        for name, post in (("王敏", "镇长"), ("李丽", "副镇长"), ("[/x]", ""))
    ]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    return made


async def type_path(pilot: Pilot[int], path: Path) -> None:
    pilot.app.screen.query_one("#path", Input).value = str(path)
    await press(pilot, "enter")


async def paste(pilot: Pilot[int], lines: str) -> None:
    await press(pilot, "f5")
    assert isinstance(pilot.app.screen, LinesAsk)
    pilot.app.screen.query_one(TextArea).text = lines
    await press(pilot, "f5")


def below(app: DeskApp, key: str) -> str:
    return str(app.screen.query_one(f"#below-{key}").render())


def posts(store: Store, meeting: meetings.Meeting) -> dict[str, str]:
    return {one.name: one.post for one in people.listed(store, meeting.id)}


async def test_pasted_lines_are_taken_one_by_one(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RepliesPage(meeting.id), (120, 36)) as pilot:
        assert "回执时限 2026年11月24日 周二 17:00  已回执 0 / 1" in text(desk_app)
        await press(pilot, "f8")
        assert "先按 F4 读文件，或按 F5 粘贴" in text(desk_app)
        await paste(pilot, f"{TOWN}：\n王敏 书记\n新来某 科员 13900000009\n李丽 不参会\n以上同志参会")
        shown = text(desk_app)
        assert "粘贴的回执：3 人，和名册一致 0，要记入 4 行" in shown
        assert "职务“镇长”改为“书记”" in shown
        assert "“以上同志参会”看不懂" in shown
        assert "有 1 行没有看懂" in shown
        # the first line is left out, by Enter or by the space bar
        await press(pilot, "enter")
        assert "要记入 3 行" in text(desk_app)
        await press(pilot, "space", "space", "down", "down")
        assert "李丽 不参会，要先办请假手续" in text(desk_app)
        await press(pilot, "f8")
        assert isinstance(desk_app.screen, Ask)
        assert list(desk_app.screen.query_one(Form).fields) == ["at"]
        await press(pilot, "f5")
        assert posts(store, meeting) == {"王敏": "镇长", "李丽": "副镇长", "[/x]": "", "新来某": "科员"}
        shown = text(desk_app)
        assert "已记下示例一镇的回执：新增 1 人，变更 0 人，" in shown
        assert "已回执 1 / 1" in shown
        assert [one.kind for one in replies.changes(store, meeting.id)] == [
            "added", "absent", "missing", "imported",
        ]  # fmt: skip


async def test_a_reply_put_away_changes_nothing(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RepliesPage(meeting.id)) as pilot:
        await paste(pilot, f"{TOWN} 新来某 科员")
        assert "新来某" in text(desk_app)
        await press(pilot, "escape")
        assert "这份回执没有记入" in text(desk_app)
        assert "新来某" not in text(desk_app)
        assert len(posts(store, meeting)) == 3
        await press(pilot, "f5")
        desk_app.screen.query_one(TextArea).text = "  "
        await press(pilot, "f5")
        assert "没有粘贴内容" in text(desk_app)
        # what was not understood at all does not agree with the roster
        desk_app.screen.query_one(TextArea).text = "thanks"
        await press(pilot, "f5")
        assert "没有一行看得懂" in text(desk_app) and desk_app.screen.query_one(TextArea).text == "thanks"
        await press(pilot, "escape", "escape")
        assert not isinstance(desk_app.screen, RepliesPage)


async def test_a_file_whose_unit_is_asked_for(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["姓名", "职务", "是否参会"],
        ["王敏", "镇长", "是"],
        ["李丽", "副镇长", "是"],
        ["[/x]", "", "是"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "回执.xlsx")
    async with opened(desk_app, RepliesPage(meeting.id)) as pilot:
        await press(pilot, "f4")
        await type_path(pilot, tmp_path / "没有.xlsx")
        assert "找不到文件" in text(desk_app)
        await type_path(pilot, tmp_path / "回执.xlsx")
        assert "回执.xlsx 是哪个单位的回执" in text(desk_app)
        await press(pilot, "f5")
        assert "请指明是哪个单位的" in below(desk_app, "unit")
        await fill(pilot, unit=TOWN)
        await press(pilot, "f5")
        assert "回执和名册一致。按 F8 记下已回执" in text(desk_app)
        await press(pilot, "f8", "f5")
        assert "已回执 1 / 1" in text(desk_app)
        assert notices.recipient(store, meeting.id, TOWN).replied_at


async def test_after_the_deadline_who_and_why(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    clock.at(17, 30)
    async with opened(desk_app, RepliesPage(meeting.id), (120, 36)) as pilot:
        assert "已过，名单已固定" in text(desk_app)
        await paste(pilot, f"{TOWN} 新来某 科员")
        await press(pilot, "f8", "f5")
        assert "上报名单已固定；要改的请写明谁提出、为什么" in below(desk_app, "by")
        await fill(pilot, by="王敏", because="人事变动")
        await press(pilot, "f5")
        shown = text(desk_app)
        assert "17:00 以后的变动，已注明" in shown
        assert "王敏 提出：人事变动" in shown
        late = replies.after_deadline(store, meeting.id, clock.now().replace(hour=17, minute=0))
        assert late[0].because == "人事变动"
        # received in time, written down now: no reason is needed
        await paste(pilot, f"{TOWN} 又一某 科员")
        await press(pilot, "f8")
        await fill(pilot, at="1650")
        await press(pilot, "f5")
        assert "又一某" in posts(store, meeting)


async def test_the_deadline_is_set(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, RepliesPage(meeting.id)) as pilot:
        await press(pilot, "f7")
        assert desk_app.screen.query_one(Form).text("at") == "1124 1700"
        await fill(pilot, at="1125 0900")
        await press(pilot, "f5")
        assert "要早于开会" in below(desk_app, "at")
        await fill(pilot, at="12")
        await press(pilot, "f5")
        assert "回执时限：2026年11月24日 12:00" in text(desk_app)
        assert "回执时限 2026年11月24日 周二 12:00" in text(desk_app)
        await press(pilot, "f6")
        assert isinstance(desk_app.screen, RemindersPage)
        assert "未回执" in text(desk_app)


async def test_a_year_that_is_not_loaded_is_said(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    start = clock.now().replace(year=2028, month=1, day=3)
    made = meetings.add(store, "会", start, start + timedelta(hours=1))
    async with opened(desk_app, RepliesPage(made.id)) as pilot:
        assert "回执时限没有定：调休安排未载入，按 F7 填" in text(desk_app)
        assert "还没有回执。按 F4 读文件，或按 F5 粘贴" in text(desk_app)
        await paste(pilot, "示例二镇 新来某 镇长")
        await press(pilot, "f8", "f5")
        assert len(people.listed(store, made.id)) == 1


async def test_a_correction_on_the_roster_after_the_deadline_has_its_reason(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, RosterPage(meeting.id)) as pilot:
        await press(pilot, "f6")
        assert "because" not in desk_app.screen.query_one(Form).fields
        await press(pilot, "escape")
        clock.at(17, 0, 1)
        await press(pilot, "f6")
        await fill(pilot, post="书记", by="王某", because="职务变动")
        await press(pilot, "f5")
        due = clock.now().replace(second=0)
        late = replies.after_deadline(store, meeting.id, due)
        assert [(one.kind, one.name, one.because) for one in late] == [("corrected", "王敏", "职务变动")]
