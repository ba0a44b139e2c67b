"""Closing on screen: what blocks it, whose word counts, and the key that settles everyone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from oatui.app import DeskApp
from oatui.screens.ask import Ask
from oatui.screens.closing import ClosingPage
from oatui.screens.confirm import Confirm
from oatui.screens.personal_code import status_words
from oatui.store import arrivals, closing, leave, meetings, people, sites
from oatui.store.database import Store
from oatui.widgets.form import Form
from oatui.widgets.paged_list import PagedList
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text

NAMES = ["单雄信", "张伟", "[/x]", "解芳"]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> meetings.Meeting:
    """A county meeting from 09:00 to 11:00, two people here; the clock stands at 11:00."""
    start = clock.at(9)
    made = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2), level="county")
    rows = [{"name": name, "unit": "县商务局", "post": "", "phone": "", "serial": ""} for name in NAMES]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    everyone = people.listed(store, made.id)
    clock.at(8, 30)
    arrivals.sign_in(store, made.id, everyone[0].code)
    clock.at(9, 10)
    arrivals.sign_in(store, made.id, everyone[1].code)
    clock.at(11)
    return made


async def fill_and_send(pilot: Pilot[int], **values: str) -> None:
    for key, value in values.items():
        pilot.app.screen.query_one(Form).fill(key, value)
    await pilot.press("f5")
    await settled(pilot)


async def test_closed_by_one_key_and_a_yes(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, ClosingPage(meeting.id)) as pilot:
        shown = text(desk_app)
        assert "应到 4  实到 2  请假 0  未到 2" in shown
        assert "可以闭会，按 F5" in shown
        assert "重新打开" not in shown and "到会登记" not in shown
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Confirm) and "没签到的 2 人记缺席" in desk_app.screen.note
        await pilot.press("escape")
        await settled(pilot)
        assert closing.closed(store, meeting.id) is None
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        shown = text(desk_app)
        assert "应到 4  实到 2  请假 0  缺席 2" in shown
        assert "闭会，刘某某" in shown
        assert "重新打开" in shown and "现在闭会" not in shown
        # the words of the list
        assert shown.count("缺席") >= 3 and "迟到" in shown
        # the roster says it as well
        absent = people.listed(store, meeting.id)[2]
        assert (status_words(absent), status_words(absent, closed=True)) == ("未到", "缺席")
        await pilot.press("f8")
        await settled(pilot)
        await fill_and_send(pilot, because="漏了一人")
        assert "已重新打开" in text(desk_app)
    assert closing.closed(store, meeting.id) is None


async def test_what_blocks_is_named_and_a_reason_goes_past_it(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, clock: FixedClock
) -> None:
    for name in ("示例一镇", "示例二镇"):
        machine = sites.invite(store, meeting.id, meetings.add_venue(store, meeting.id, name).id)
        clock.at(9 if name == "示例一镇" else 10)
        sites.heard(store, machine, clock.now().isoformat())
    made = leave.request(store, people.listed(store, meeting.id)[2].id, "sick").leave
    leave.approve(store, made.id, "李主任")
    async with opened(desk_app, ClosingPage(meeting.id)) as pilot:
        shown = text(desk_app)
        assert "还不能闭会" in shown
        assert "[/x] 的请假单还没有报县委总值班室、县政府值班室" in shown
        assert "请假手续在会议页按 3 办" in shown
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        await fill_and_send(pilot, because="  ")
        assert "请写明仍要闭会的理由" in text(desk_app)
        assert "人记缺席" in text(desk_app)
        # what a machine that is not heard may still hold
        assert "示例一镇 没有连着" in text(desk_app)
        await fill_and_send(pilot, because="提前散会")
        shown = text(desk_app)
        assert "理由：提前散会" in shown
        assert "闭会时未办：" in shown
    found = closing.closed(store, meeting.id)
    assert found and found.because == "提前散会" and len(found.left_open) == 2


async def test_a_named_word_counts_as_here_when_closed(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, ClosingPage(meeting.id)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(desk_app.screen, ClosingPage)
        assert "本人已签到" in text(desk_app)
        await pilot.press("end", "f4")
        await settled(pilot)
        await fill_and_send(pilot, approver="", reason="座位上有人")
        assert "请填认定人姓名" in str(desk_app.screen.query_one("#below-approver").render())
        await fill_and_send(pilot, approver="李主任")
        shown = text(desk_app)
        assert "解芳 的认定已登记" in shown and "漏签" in shown and "李主任 认定 座位上有人" in shown
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "应到 4  实到 3  请假 0  缺席 1" in text(desk_app)
    assert [line.name for line in closing.faults(store, meeting.id)["missed_sign_in"]] == ["解芳"]


async def test_only_who_has_a_fault(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, ClosingPage(meeting.id)) as pilot:
        listing = desk_app.screen.query_one(PagedList)
        assert listing.count == 4
        await pilot.press("f7")
        await settled(pilot)
        assert listing.count == 3  # one late, two not here
        assert "单雄信" not in text(desk_app)
        await pilot.press("f7")
        await settled(pilot)
        assert listing.count == 4


async def test_called_above_we_write_down_who_went(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    meetings.change(store, meeting.id, role="attend")
    async with opened(desk_app, ClosingPage(meeting.id)) as pilot:
        assert "到会登记" in text(desk_app)
        await pilot.press("end", "f6")
        await settled(pilot)
        await fill_and_send(pilot, at="0700")
        assert "签到 08:00 开始" in str(desk_app.screen.query_one("#below-at").render())
        await fill_and_send(pilot, at="0850")
        assert "晚签到" in text(desk_app)
        await pilot.press("up", "f6")
        await settled(pilot)
        await fill_and_send(pilot, at="")
        assert "正好截止，按时" in text(desk_app)
    everyone = people.listed(store, meeting.id)
    assert [one.status for one in everyone] == ["on_time", "late", "on_time", "after_deadline"]
    assert store.value("select reason from arrival_fact where attendee = ?", everyone[3].id) == "本人报告"


async def test_an_empty_roster_says_what_to_do(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    start = clock.at(9)
    made = meetings.add(store, "空会", start, start + timedelta(hours=1))
    async with opened(desk_app, ClosingPage(made.id)) as pilot:
        assert "名册是空的" in text(desk_app)
        for key in ("f4", "f7"):
            await pilot.press(key)
            await settled(pilot)
        assert "没有人有问题" in text(desk_app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_both_sizes(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, size: tuple[int, int]
) -> None:
    made = leave.request(store, people.listed(store, meeting.id)[3].id, "sick").leave
    leave.approve(store, made.id, "李主任")
    leave.substitute(store, made.id, "替会人")
    async with opened(desk_app, ClosingPage(meeting.id), size):
        shown = text(desk_app)
        assert "由替会人替会" in shown and "替解芳参会" in shown
        assert ("主会场" in shown) == (size[0] > 100)
