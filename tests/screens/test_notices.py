"""Notices on screen: sent and acknowledged by Enter, a county office's name, what is urged, the venues' ranges."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.widgets import TextArea

from oatui.app import DeskApp
from oatui.screens.ask import Ask
from oatui.screens.lines import LinesAsk
from oatui.screens.meeting import MeetingPage
from oatui.screens.notices import NoticesPage
from oatui.screens.reminders import RemindersPage
from oatui.screens.replies import RepliesPage
from oatui.screens.venue_range import VenueRangePage
from oatui.store import meetings, notices, people, venue_range
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, press, settled, text

ROWS = [
    ("单雄信", "县商务局", "局长", "13800000001"),
    ("张伟", "示例一镇", "镇长", "13800000002"),
    ("[/x]", "[b]单位", "", ""),
]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> meetings.Meeting:
    """A meeting tomorrow at 08:20 with a sub-venue."""
    start = clock.now() + timedelta(days=1)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    rows = [{"name": n, "unit": u, "post": p, "phone": t, "serial": ""} for n, u, p, t in ROWS]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    return made


def below(app: DeskApp, key: str) -> str:
    return str(app.screen.query_one(f"#below-{key}").render())


async def test_all_that_wait_are_told_and_enter_takes_the_signature(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, NoticesPage(meeting.id)) as pilot:
        assert "3 个单位  已发 0  已签收 0  已回执 0" in text(desk_app)
        assert "[b]单位" in text(desk_app)
        await press(pilot, "f5")
        assert "还没有给这个单位发通知" in text(desk_app) and isinstance(desk_app.screen, NoticesPage)
        await press(pilot, "f4")
        assert isinstance(desk_app.screen, Ask)
        await press(pilot, "f5")
        assert "已发 3" in text(desk_app)
        assert [one.channels for one in notices.recipients(store, meeting.id)] == [("oa",)] * 3
        await press(pilot, "down", "enter")
        assert desk_app.screen.query_one(Form).text("by") == "张伟"
        await fill(pilot, by="")
        await press(pilot, "f5")
        assert "请填谁签收的" in below(desk_app, "by")
        await fill(pilot, by="王某", at="0815")
        await press(pilot, "f5")
        assert "早于发出" in below(desk_app, "at")
        await fill(pilot, at="")
        await press(pilot, "f5")
        one = notices.recipient(store, meeting.id, "示例一镇")
        assert (one.acknowledged_by, one.acknowledged_at) == ("王某", "2026-11-24T08:20:00+08:00")
        assert "已签收 1" in text(desk_app)
        assert "王某 2026年11月24日 08:20 签收" in text(desk_app)
        # the others together, each by its contact; who has acknowledged is not ticked again
        assert "空格勾选几个" in text(desk_app)
        await press(pilot, "home", "space", "space")
        # the mouse ticks with the words
        line = str(desk_app.screen.query_one("#figures").render())
        await pilot.click("#figures", offset=(cell_len(line.partition("空格勾选")[0]) + 4, 0))
        await settled(pilot)
        assert "勾了 2 个，F5 一起签收" in text(desk_app)
        await press(pilot, "f5")
        await press(pilot, "f5")
        assert "已签收 3" in text(desk_app)
        signed = {one.unit: one.acknowledged_by for one in notices.recipients(store, meeting.id)}
        assert signed == {"县商务局": "单雄信", "示例一镇": "王某", "[b]单位": "[/x]"}


async def test_phone_alone_is_noted_and_a_county_offices_name_asks_for_its_consent(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, NoticesPage(meeting.id), (120, 36)) as pilot:
        await press(pilot, "enter")
        await fill(pilot, channel="phone", in_name_of="committee_office")
        await press(pilot, "f5")
        assert "必须经县委办公室同意" in below(desk_app, "consent_by")
        await fill(pilot, consent_by="示例主任", consent_at="0830")
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, Ask)
        await fill(pilot, consent_at="0800")
        await press(pilot, "f5")
        shown = text(desk_app)
        assert "这次只用了电话" in shown
        assert "18-4" in shown
        assert "以县委办公室名义，示例主任 2026年11月24日 08:00 同意" in shown
        one = notices.recipient(store, meeting.id, "县商务局")
        assert (one.channels, one.consent_by) == (("phone",), "示例主任")
        # one unit is left out of a later round
        await press(pilot, "f4")
        await fill(pilot, channel="phone")
        await press(pilot, "f5")
        assert [each.channels for each in notices.recipients(store, meeting.id)] == [("phone",)] * 3
        # what the note asks for is one round
        await press(pilot, "f4")
        assert "OA没发的 3 个" in text(desk_app)
        await press(pilot, "f5")
        assert [each.channels for each in notices.recipients(store, meeting.id)] == [("phone", "oa")] * 3


async def test_a_unit_of_its_own(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, NoticesPage(meeting.id)) as pilot:
        await press(pilot, "f6")
        await fill(pilot, unit="", contact="李某")
        await press(pilot, "f5")
        assert "请填单位名称" in below(desk_app, "unit")
        await fill(pilot, unit="示例二镇", phone="0537-1")
        await press(pilot, "f5")
        assert notices.recipient(store, meeting.id, "示例二镇").contact == "李某"
        assert "4 个单位" in text(desk_app)


async def test_an_empty_list_says_what_to_do(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    start = clock.now() + timedelta(days=1)
    empty = meetings.add(store, "会", start, start + timedelta(hours=1))
    async with opened(desk_app, NoticesPage(empty.id)) as pilot:
        assert "还没有通知单位。先导入名册，或按 F6 加单位" in text(desk_app)
        await press(pilot, "f4")
        assert isinstance(desk_app.screen, NoticesPage)
        await press(pilot, "f7")
        assert "没有要催的" in text(desk_app)
        await press(pilot, "f8")
        assert isinstance(desk_app.screen, RemindersPage)


async def test_what_is_urged_is_copied(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    notices.send(store, meeting.id, ["县商务局", "示例一镇"])
    notices.acknowledge(store, meeting.id, "县商务局", "单雄信")
    async with opened(desk_app, NoticesPage(meeting.id)) as pilot:
        await press(pilot, "f7")
        assert isinstance(desk_app.screen, RemindersPage)
        assert "贵单位尚未签收" in "".join(text(desk_app).split())
        assert "13800000002" in text(desk_app)
        await press(pilot, "enter")
        assert desk_app.clipboard.startswith("示例一镇张伟：“全县商务工作会议”的会议通知已于")
        assert "13800000002" not in desk_app.clipboard
        await press(pilot, "f5", "f8")
        assert [line.split("：")[0] for line in desk_app.clipboard.splitlines()] == [
            "县商务局单雄信", "示例一镇张伟",
        ]  # fmt: skip
        assert "2026年11月24日 17:00前报送" in desk_app.clipboard
        await press(pilot, "f6", "down", "enter")
        assert "贵单位张伟尚未签到" in desk_app.clipboard
    # at the door it begins with who is awaited
    clock.pass_time(days=1)
    async with opened(DeskApp(store.path, clock, store.actor), RemindersPage(meeting.id)) as pilot:
        assert "催办  未到会" in text(pilot.app)


async def test_a_venues_range_and_its_line_upward(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, NoticesPage(meeting.id), (120, 36)) as pilot:
        await press(pilot, "f8")
        assert isinstance(desk_app.screen, VenueRangePage)
        assert "还没有写必到职务" in text(desk_app)
        await press(pilot, "f4")
        assert isinstance(desk_app.screen, LinesAsk)
        area = desk_app.screen.query_one(TextArea)
        area.text = "示例一镇 镇长\n县财政局"
        await press(pilot, "f5")
        assert "“县财政局”后面没有职务" in text(desk_app)
        area.text = "示例一镇 镇长\n县财政局 局长\n县商务局 分管负责人"
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, VenueRangePage)
        shown = text(desk_app)
        assert "要求 3 个职务，有人 2 个；无人的：县财政局局长；不在要求范围的：[/x]" in shown
        assert "外单位  [/x]  [b]单位" in shown
        await press(pilot, "f5")
        await fill(pilot, charge="王某", phone="0537-6820000")
        await press(pilot, "f5")
        main = meetings.venues(store, meeting.id)[0].id
        assert venue_range.get(store, meeting.id, main).charge == "王某"
        clock.pass_time(minutes=5)
        await press(pilot, "f8")
        assert desk_app.clipboard.startswith("主会场：应到3人，实到0人")
        assert desk_app.clipboard.endswith("会场负责人王某，电话0537-6820000；报送时间2026年11月24日08:25")
        # left without a change, it stays
        await press(pilot, "f4", "escape")
        assert len(venue_range.get(store, meeting.id, main).posts) == 3


async def test_from_the_meetings_page(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    notices.send(store, meeting.id, ["县商务局"])
    async with opened(desk_app, MeetingPage(meeting.id)) as pilot:
        shown = text(desk_app)
        assert "已发 1 / 3  未签收 1" in shown
        assert "已回执 0 / 3  时限 11月24日 周二 17:00" in shown
        await press(pilot, "6")
        assert isinstance(desk_app.screen, NoticesPage)
        await press(pilot, "escape", "7")
        assert isinstance(desk_app.screen, RepliesPage)
