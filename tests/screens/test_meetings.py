"""The list of meetings and the form of a new one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.screens.ask import Ask
from oatui.screens.copy_from import CopyFrom
from oatui.screens.meeting import MeetingPage
from oatui.screens.meeting_form import MeetingFormPage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.roster import RosterPage
from oatui.screens.today import TodayPage
from oatui.store import arrivals, journal, meetings, people
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, settled, text


def form_of(app: DeskApp) -> Form:
    return app.screen.query_one(Form)


def lines_under(app: DeskApp) -> dict[str, str]:
    """What stands under each field."""
    form = form_of(app)
    return {key: str(form.query_one(f"#below-{key}").render()) for key in form.fields}


def a_meeting(store: Store, start: datetime, title: str = "全县商务工作会议[/x]") -> meetings.Meeting:
    return meetings.add(
        store, title, start, start + timedelta(hours=3), place="局三楼", mode="video", chair="张某"
    )


async def test_empty_says_what_to_do(desk_app: DeskApp) -> None:
    async with opened(desk_app, MeetingsPage()) as pilot:
        assert "还没有会议。按 F4 新建" in text(desk_app)
        await pilot.press("f5")
        assert isinstance(desk_app.screen, MeetingsPage)


async def test_states_follow_the_clock(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    start = clock.now().replace(hour=9, minute=30)
    a_meeting(store, start, "会[/x]")
    a_meeting(store, start - timedelta(days=365), "去年的会")
    async with opened(desk_app, MeetingsPage()):
        shown = text(desk_app)
        assert "会[/x]" in shown
        assert "11月24日 周二 09:30" in shown
        assert "2025-11-24 09:30" in shown
        assert shown.index("会[/x]") < shown.index("去年的会")
        assert "未开始" in shown
        for minute, state in ((29, "未开始"), (30, "签到中")):
            clock.at(8, minute)
            desk_app.screen.tick()  # type: ignore[attr-defined]
            assert state in text(desk_app)
        for hour, minute, state in ((9, 30, "进行中"), (12, 30, "进行中"), (12, 31, "已结束")):
            clock.at(hour, minute)
            desk_app.screen.tick()  # type: ignore[attr-defined]
            assert state in text(desk_app).splitlines()[3]


async def test_new_meeting_by_short_typing(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingsPage()) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        await fill(pilot, title="局务会", day="1125", start="9")
        under = lines_under(desk_app)
        assert under["day"] == "2026年11月25日 周三  工作日  1 天后"
        assert under["start"] == "09:00 开会  签到截止 08:45"
        assert under["end"] == "11:00 结束，共 2 小时"
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, RosterPage)
        assert "名册是空的。按 F4" in text(desk_app) and "会议已建：局务会" in text(desk_app)
    (made,) = meetings.listed(store)
    assert made.title == "局务会"
    assert made.start == datetime(2026, 11, 25, 9, tzinfo=ZONE)
    assert made.end - made.start == timedelta(hours=2)


async def test_enter_goes_on_and_saves_at_the_end(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await fill(pilot, title="局务会", day="明天", start="0900")
        await pilot.press(*["enter"] * 15)
        await settled(pilot)
    assert [one.start.day for one in meetings.listed(store)] == [25]


async def test_each_error_stands_under_its_field(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        under = lines_under(desk_app)
        assert under["title"] == "请填会议名称"
        assert under["day"].startswith("请填日期")
        assert under["start"].startswith("请填开始时间")
        assert desk_app.focused is form_of(desk_app).control("title")
        await fill(pilot, title="会", day="1332", start="25", end="8")
        await pilot.press("f5")
        await settled(pilot)
        under = lines_under(desk_app)
        assert "1332" in under["day"]
        assert "25" in under["start"]
        await fill(pilot, day="25", start="9", end="8")
        await pilot.press("f5")
        await settled(pilot)
        assert lines_under(desk_app)["end"] == "结束时间 08:00 要晚于开始时间 09:00"
        assert desk_app.focused is form_of(desk_app).control("end")
        assert form_of(desk_app).text("title") == "会"
    assert meetings.count(store) == 0


@pytest.mark.parametrize(
    ("day", "start", "key", "words"),
    [
        ("20261128", "9", "day", "周末休息"),
        ("20270104", "9", "day", "2027 年的调休安排未载入"),
        ("20261123", "9", "day", "已过去"),
        ("1120", "9", "day", "2027年11月20日"),
        ("今天", "8", "start", "这个时间已经过去，仍可登记"),
    ],
)
async def test_odd_days_are_said_and_allowed(
    desk_app: DeskApp, store: Store, day: str, start: str, key: str, words: str
) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await fill(pilot, title="会", day=day, start=start)
        assert words in lines_under(desk_app)[key]
        await pilot.press("f5")
        await settled(pilot)
    assert meetings.count(store) == 1


async def test_last_place_is_offered(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    a_meeting(store, clock.now())
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        assert "局三楼（按右箭头填入）" in text(desk_app)
        form_of(desk_app).begin("place")
        await pilot.press("right")
        assert form_of(desk_app).text("place") == "局三楼"


async def test_a_copy_brings_people_and_fills_what_is_empty(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    source = a_meeting(store, clock.now().replace(hour=14, minute=30))
    meetings.add_venue(store, source.id, "示例镇分会场")
    row = {"name": "张三", "unit": "县商务局", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, source.id, [("示例镇分会场", row)], "")
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await fill(pilot, title="新的名称")
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(desk_app.screen, CopyFrom)
        await pilot.press("1")
        await settled(pilot)
        form = form_of(desk_app)
        values = {key: form.text(key) for key in form.fields}
        assert values == {
            "title": "新的名称", "day": "", "start": "14:30", "end": "17:30", "place": "局三楼", "mode": "video",
            "chair": "张某", "role": "host", "level": "bureau", "urgent": "", "invited": "", "way": "", "audience": "",
            "reply_by": "", "cost": "",
        }  # fmt: skip
        assert "复制自：全县商务工作会议[/x]（1 人，连同会场）" in text(desk_app)
        await fill(pilot, day="明天")
        await pilot.press("f5")
        await settled(pilot)
    made = meetings.listed(store)[0]
    assert [(one.name, one.venue) for one in people.listed(store, made.id)] == [("张三", "示例镇分会场")]


async def test_a_copy_can_be_taken_back(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    source = a_meeting(store, clock.now())
    row = {"name": "张三", "unit": "", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, source.id, [("", row)], "")
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        for choice in ("1", "0"):
            await pilot.press("f4")
            await settled(pilot)
            await pilot.press(choice)
            await settled(pilot)
        await fill(pilot, day="明天")
        for _twice in range(2):  # a key that repeats
            form_of(desk_app).send()
        await settled(pilot)
        assert isinstance(desk_app.screen, TodayPage)
    assert people.count(store, meetings.listed(store)[0].id) == 0
    assert meetings.count(store) == 2


async def test_moving_the_start_judges_anew_and_says_so(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    meeting = a_meeting(store, clock.now().replace(hour=9, minute=0))
    row = {"name": "张三", "unit": "", "post": "", "phone": "", "serial": ""}
    people.import_roster(store, meeting.id, [("", row)], "")
    (person,) = people.listed(store, meeting.id)
    clock.at(8, 50)
    assert arrivals.sign_in(store, meeting.id, person.code).status == "after_deadline"
    async with opened(desk_app, MeetingsPage()) as pilot:
        written = journal.count(store)
        await pilot.press("f7")
        await settled(pilot)
        assert form_of(desk_app).text("title") == meeting.title
        await pilot.press("f5")  # as it stands
        await settled(pilot)
        assert f"没有改动：{meeting.title}" in text(desk_app)
        assert journal.count(store) == written
        await pilot.press("f7")
        await settled(pilot)
        await fill(pilot, start="0930", end="12")
        assert lines_under(desk_app)["start"].endswith("已签到的 1 人按新的时间重新判定")
        await pilot.press("f5")
        await settled(pilot)
        assert "已签到的 1 人按新的时间重新判定" in text(desk_app)
    assert people.get(store, person.id).status == "on_time"


async def test_leaving_with_unsaved_text_asks_once(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await fill(pilot, title="会")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingFormPage)
        assert "还没有保存" in text(desk_app)
        await fill(pilot, title="会二")  # then it goes on, and is asked anew
        assert "还没有保存" not in text(desk_app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingFormPage)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(desk_app.screen, MeetingFormPage)
    assert meetings.count(store) == 0


async def test_a_venue_is_added_and_a_taken_name_refused(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    meeting = a_meeting(store, clock.now())
    async with opened(desk_app, MeetingPage(meeting.id)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        await fill(pilot, name="主会场", seats="0")
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        assert lines_under(desk_app)["name"] == "这个会议已有“主会场”"
        assert "0" in lines_under(desk_app)["seats"]
        await fill(pilot, name="示例镇分会场", seats="120")
        await pilot.press("f5")
        await settled(pilot)
        assert "已增加会场“示例镇分会场”" in text(desk_app)
    assert [one.capacity for one in meetings.venues(store, meeting.id)] == [None, 120]
