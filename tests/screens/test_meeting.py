"""One meeting's page: the steps of its role by digit, how it stands, and what the rules say of its time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest

from oatui.app import DeskApp
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.closing import ClosingPage
from oatui.screens.leave import LeavePage
from oatui.screens.meeting import MeetingPage, reminder
from oatui.screens.meeting_form import MeetingFormPage
from oatui.screens.meeting_papers import PapersPage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.roster import RosterPage
from oatui.store import closing, convening, leave, meetings, notices, people, replies
from oatui.store.database import Store
from oatui.widgets.below import Below
from oatui.widgets.form import Form
from tests.conftest import Desk, FixedClock
from tests.on_screen import opened, settled, text

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


def a_meeting(
    store: Store, clock: FixedClock, role: str = "host", level: str = "bureau", title: str = "商务会[/x]"
) -> meetings.Meeting:
    start = clock.at(9)
    clock.at(8, 20)
    made = meetings.add(
        store, title, start, start + timedelta(hours=2), place="县委礼堂", role=role, level=level
    )
    rows = [
        {"name": name, "unit": "县商务局", "post": "", "phone": "", "serial": ""} for name in ("甲乙", "丙丁")
    ]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    return made


@pytest.mark.parametrize(
    ("role", "steps", "absent"),
    [
        ("host", ["签到台", "名册", "请假", "座次", "闭会"], ["提醒"]),
        ("attend", ["上报人员", "请假", "提醒", "到会情况"], ["签到台", "座次"]),
        ("sub_venue", ["签到台", "名册", "请假", "座次", "闭会"], ["提醒"]),
    ],
)
async def test_each_role_shows_its_own_steps(
    desk_app: DeskApp, store: Store, clock: FixedClock, role: str, steps: list[str], absent: list[str]
) -> None:
    made = a_meeting(store, clock, role)
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        lines = text(desk_app).splitlines()
        for digit, words in enumerate(steps, start=1):
            assert any(line.split()[:2] == [str(digit), words] for line in lines), words
        for words in absent:
            assert not any(line.split()[1:2] == [words] for line in lines), words
        assert any(line.split()[:2] == ["0", "材料"] for line in lines) == (role != "attend")
        assert "应到 2  实到 0  请假 0  未到 2" in text(desk_app)
        assert "签到截止 08:45  还有 25 分" in text(desk_app)
        assert ("F8会场" in text(desk_app).replace(" ", "")) == (role != "attend")
        if role == "sub_venue":  # upward in one key, by the name that our hall has there
            await pilot.press("9")
            await settled(pilot)
            assert "已复制：嘉祥县商务局分会场：应到2人，实到0人" in text(desk_app)


@pytest.mark.parametrize(
    ("role", "digit", "page"),
    [
        ("host", "1", ArrivalsPage),
        ("host", "2", RosterPage),
        ("host", "3", LeavePage),
        ("host", "5", ClosingPage),
        ("host", "0", PapersPage),
        ("sub_venue", "0", PapersPage),
        ("attend", "1", RosterPage),
        ("attend", "2", LeavePage),
        ("attend", "4", ClosingPage),
    ],
)
async def test_a_digit_opens(
    open_desk: OpenDesk, store: Store, clock: FixedClock, role: str, digit: str, page: type
) -> None:
    made = a_meeting(store, clock, role)
    async with open_desk() as desk:
        desk.app.push_screen(MeetingPage(made.id))
        await desk.press(digit)
        assert isinstance(desk.app.screen, page)
        await desk.press("escape")
        assert isinstance(desk.app.screen, MeetingPage)


async def test_enter_on_the_list_opens_it_and_enter_again_the_step(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    a_meeting(store, clock)
    async with opened(desk_app, MeetingsPage()) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingPage)
        assert "商务会[/x]" in text(desk_app)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, RosterPage)


async def test_f5_is_the_door_where_we_keep_one(open_desk: OpenDesk, store: Store, clock: FixedClock) -> None:
    a_meeting(store, clock, "attend")
    a_meeting(store, clock, "host")
    async with open_desk() as desk:
        desk.app.push_screen(MeetingsPage())
        await desk.press("f5")
        assert isinstance(desk.app.screen, ArrivalsPage)
        await desk.press("escape")
        await desk.press("down", "f5")
        assert isinstance(desk.app.screen, MeetingPage)


async def test_a_digit_of_today_opens_what_the_meeting_asks_for(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    a_meeting(store, clock, "attend")
    a_meeting(store, clock, "host")
    async with open_desk() as desk:
        await desk.press("1")
        assert isinstance(desk.app.screen, MeetingPage)
        await desk.press("escape")
        await desk.press("2")
        assert isinstance(desk.app.screen, ArrivalsPage)


async def test_how_each_step_stands(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    made = a_meeting(store, clock, level="county")
    one, other = people.listed(store, made.id)
    granted = leave.request(store, one.id, "sick").leave
    leave.approve(store, granted.id, "示例县长")
    leave.request(store, other.id, "other")
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        shown = text(desk_app)
        assert "签到中，09:30 结束" in shown
        assert "已批 1  待批 1  手续未齐 1" in shown
        assert "还有 1 件请假手续没办完" in shown
        assert "我局主办  县委、县政府会议" in shown
        clock.at(11)
        closing.close(store, made.id, "值班室明早收件")
        desk_app.look_for_changes()
        await settled(pilot)
        assert "2026年11月24日 11:00 闭会" in text(desk_app)
        assert "签到已结束" in text(desk_app)


async def test_a_clash_stands_there_with_its_answer(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    a_meeting(store, clock, "attend", "county", "县委会议")
    start = clock.at(9)
    ours = meetings.add(store, "局务会", start, start + timedelta(hours=1), because="值班副局长主持")
    async with opened(desk_app, MeetingPage(ours.id)):
        shown = text(desk_app)
        assert "不可  17-2" in shown and "县委会议" in shown
        assert "仍按此办的理由：值班副局长主持" in shown


async def test_somebody_is_added_without_a_file(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    made = a_meeting(store, clock, "attend")
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        for _round in range(2):
            await pilot.press("f4")
            await settled(pilot)
            form = desk_app.screen.query_one(Form)
            form.fill("name", "张局长")
            form.fill("approver", "李书记")
            await pilot.press("f5")
            await settled(pilot)
        assert "张局长 原已在名册上" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        assert "请填姓名" in text(desk_app)
        # the deadline has passed: who asked for it, and why
        notices.set_deadline(store, made.id, clock.now() - timedelta(minutes=1))
        await pilot.press("escape", "f4")
        await settled(pilot)
        form = desk_app.screen.query_one(Form)
        form.fill("name", "王科长")
        await pilot.press("f5")
        await settled(pilot)
        assert "上报名单已固定" in text(desk_app) and people.count(store, made.id) == 3
        form.fill("by", "李书记")
        form.fill("because", "分工调整")
        await pilot.press("f5")
        await settled(pilot)
        assert "王科长" in text(desk_app)
    assert [one.name for one in people.listed(store, made.id)] == ["甲乙", "丙丁", "张局长", "王科长"]
    assert (late := replies.changes(store, made.id)[0]).by == "李书记" and late.because == "分工调整"
    body = store.value("select body from event where kind = 'roster_imported' order by seq limit 1 offset 1")
    assert "李书记 同意" in body


async def test_the_reminder_names_who_goes(
    desk_app: DeskApp, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_meeting(store, clock, "attend", "county")
    one = people.listed(store, made.id)[0]
    granted = leave.request(store, one.id, "sick").leave
    leave.approve(store, granted.id, "示例县长")
    leave.substitute(store, granted.id, "替会人")
    copied: list[str] = []
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        monkeypatch.setattr(desk_app, "copy_to_clipboard", copied.append)
        await pilot.press("3")
        await settled(pilot)
        assert "已复制" in text(desk_app)
    assert copied == [reminder(made, ["丙丁", "替会人"])]
    assert "提前15分钟到会，08:45 前签到" in copied[0] and "县委礼堂" in copied[0]


# ------------------------------------------------------------------ the form


async def test_the_form_asks_before_it_goes_past_a_hard_rule(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    a_meeting(store, clock, "attend", "county", "县委会议")
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        form = desk_app.screen.query_one(Form)
        for key, value in {"title": "局务会", "day": "今天", "start": "0930", "end": "10"}.items():
            form.fill(key, value)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        assert "县委会议" in text(desk_app) and "17-2" in text(desk_app)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)  # a hard rule is not passed without a reason
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingFormPage)
        assert meetings.count(store) == 1
        await pilot.press("f5")
        await settled(pilot)
        desk_app.screen.query_one(Form).fill("because", "值班副局长主持")
        await pilot.press("f5")
        await settled(pilot)
    made = meetings.listed(store)[0]
    assert convening.kept(store, made.id)[0].because == "值班副局长主持"


async def test_a_warning_is_passed_by_enter(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        form = desk_app.screen.query_one(Form)
        for key, value in {"title": "培训会", "day": "明天", "start": "9", "end": "16"}.items():
            form.fill(key, value)
        await pilot.press("f5")
        await settled(pilot)
        assert "超过半天（4" in text(desk_app) and "16-1" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
    (made,) = meetings.listed(store)
    (answer,) = convening.kept(store, made.id)
    assert [verdict.rule for verdict in answer.verdicts] == ["16-1"]


async def test_the_form_keeps_role_level_and_urgent_and_counts_the_days(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    async with opened(desk_app, MeetingFormPage(None), (120, 50)) as pilot:
        form = desk_app.screen.query_one(Form)
        typed = {
            "title": "企业家座谈会", "day": "20261210", "start": "9", "level": "county_leader", "urgent": "yes",
            "invited": "committee",
        }  # fmt: skip
        for key, value in typed.items():
            form.fill(key, value)
        await settled(pilot)
        asked = form.query_one("#below-asked_on", Below).words
        assert "最迟 2026年12月5日 周六 向县委请示（提前 5 天），还有 11 天" in asked
        assert "前一工作日是 2026年12月4日 周五" in asked
        assert "20-1" in form.query_one("#below-reason", Below).words
        assert "20-3" in form.query_one("#below-materials", Below).words
        assert "offices" not in form.fields and "matter" not in form.fields
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    (made,) = meetings.listed(store)
    assert (made.role, made.level, made.urgent) == ("host", "county_leader", True)
    async with opened(desk_app_again(desk_app, clock), MeetingPage(made.id)) as pilot:
        assert "县领导主持的会议  紧急" in text(pilot.app)
        assert "8-10" in text(pilot.app)


def desk_app_again(app: DeskApp, clock: FixedClock) -> DeskApp:
    """An app runs once."""
    return DeskApp(app.path, clock, app.operator)
