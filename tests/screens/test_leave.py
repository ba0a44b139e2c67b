"""Leave on screen: found by initials, approved by phone, replaced, delivered; each refusal under its field."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.leave import LeavePage, find_person
from oatui.store import arrivals, leave, meetings, people, settings
from oatui.store.database import Store
from oatui.widgets.form import Choice, Form
from tests.conftest import FixedClock
from tests.on_screen import fill, opened, settled, text

ROWS = [("单雄信", "县商务局"), ("张伟", "示例镇"), ("张薇", "县住建局"), ("[/x]", "[b]单位")]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> meetings.Meeting:
    """A county meeting at 09:00; the clock stands at 08:20."""
    start = clock.now() + timedelta(minutes=40)
    made = meetings.add(
        store, "全县商务工作会议", start, start + timedelta(hours=2), chair="示例县长", level="county"
    )
    rows = [{"name": name, "unit": unit, "post": "科员", "phone": "", "serial": ""} for name, unit in ROWS]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    return made


async def send(pilot: Pilot[int], key: str, **values: str) -> None:
    """Open the small form of a key, fill it in and send it."""
    await pilot.press(key)
    await settled(pilot)
    assert isinstance(pilot.app.screen, Ask)
    await fill(pilot, **values)
    await pilot.press("f5")
    await settled(pilot)


def below(app: DeskApp, key: str) -> str:
    return str(app.screen.query_one(f"#below-{key}").render())


def person_of(store: Store, meeting: meetings.Meeting, name: str) -> people.Attendee:
    return next(one for one in people.listed(store, meeting.id) if one.name == name)


async def test_empty_says_what_to_do(desk_app: DeskApp, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        assert "没有人请假。按 F4" in text(desk_app)
        for key in ("f5", "f6", "f7", "f8"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(desk_app.screen, LeavePage)


async def test_from_the_request_to_both_rooms(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await send(pilot, "f4", person="sxx", kind="sick", reason="住院")
        assert "单雄信 的请假，待批准" in text(desk_app)
        assert "待批" in text(desk_app)
        # before the approval nobody may come instead
        await pilot.press("f6")
        await settled(pilot)
        assert isinstance(desk_app.screen, LeavePage)
        assert "经批准后方可安排其他人员参加" in text(desk_app)
        clock.at(8, 30)
        await pilot.press("f5")
        await settled(pilot)
        form = desk_app.screen.query_one(Form)
        assert form.text("by") == "示例县长"  # the chair of a county meeting is who is asked
        await fill(pilot, at="0805")
        await pilot.press("f5")
        await settled(pilot)
        shown = text(desk_app)
        assert "示例县长 08:05" in shown and "08:30 登记" in shown
        assert "县委总值班室  待办  17-4" in shown
        await send(pilot, "f6", name="替会人", post="副科长")
        assert "替会人 的签到码即可使用" in text(desk_app)
        await send(pilot, "f7", committee_duty="yes", at="0825")
        assert "县委总值班室  2026年11月24日 08:25 送到" in text(desk_app)
        assert "待办 1" in text(desk_app)
        # one place is left, so that is the one meant
        await send(pilot, "f7")
        assert "已送齐" in text(desk_app)
        await pilot.press("f7")
        await settled(pilot)
        assert "请假单已送齐" in text(desk_app)
        # another was meant: the one who was named is taken back, and F6 asks again
        await pilot.press("f6")
        await settled(pilot)
        assert "撤回 替会人 替" in text(desk_app)
        await fill(pilot, reason="安排错了人[/x]")
        await pilot.press("f5")
        await settled(pilot)
        assert "替会人 的替会已撤回" in text(desk_app) and "08:30 撤回  安排错了人[/x]" in text(desk_app)
        await send(pilot, "f6", name="替会人", post="副科长")
    (made,) = leave.listed(store, meeting.id)
    assert (made.approver, made.approved_at) == ("示例县长", "2026-11-24T08:05:00+08:00")
    assert made.substitute_name == "替会人"
    assert arrivals.attendance(store, meeting.id)[0].expected == 4


async def test_a_consent_of_an_earlier_day_says_the_day(
    desk_app: DeskApp, store: Store, clock: FixedClock, meeting: meetings.Meeting
) -> None:
    person = people.listed(store, meeting.id)[0].id
    made = leave.request(store, person, "sick")
    leave.approve(store, made.leave.id, "示例县长", clock.now() - timedelta(days=1))
    async with opened(desk_app, LeavePage(meeting.id)):
        assert "示例县长 11-23" in text(desk_app)


async def test_own_meeting_is_refused_under_its_field(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await send(pilot, "f4", person="单雄信", kind="own_meeting", reason="党组会")
        assert isinstance(desk_app.screen, Ask)
        assert "不得以本单位会议为由" in below(desk_app, "chair")
        assert isinstance(desk_app.focused, Input) and desk_app.focused.id == "field-chair"
        await fill(pilot, chair="示例县长")
        await pilot.press("f5")
        await settled(pilot)
        assert "主持会议的领导 示例县长 已同意" in text(desk_app)
    assert leave.count(store, meeting.id) == 1


async def test_who_is_meant(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await pilot.press("f4")
        await settled(pilot)
        await fill(pilot, person="zw")
        assert below(desk_app, "person") == ""  # two fit
        await pilot.press("f5")
        await settled(pilot)
        assert "1 张伟 示例镇、2 张薇 县住建局" in below(desk_app, "person")
        await fill(pilot, person="zw2")
        assert below(desk_app, "person") == "张薇  县住建局  科员"
        await fill(pilot, person="")
        await pilot.press("f5")
        await settled(pilot)
        assert below(desk_app, "person") == "请填谁请假"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("", "leave.no_person"), ("无此人", "leave.nobody"), ("zw", "leave.several"), ("zw9", "leave.several"), ("7", "leave.nobody")],
)  # fmt: skip
def test_whom_the_text_does_not_name(store: Store, meeting: meetings.Meeting, typed: str, key: str) -> None:
    with pytest.raises(Refused) as no:
        find_person(store, meeting.id, typed)
    assert no.value.verdict.key == key


def test_who_is_replaced_cannot_be_meant(store: Store, meeting: meetings.Meeting) -> None:
    made = leave.request(store, person_of(store, meeting, "张伟").id, "sick").leave
    leave.approve(store, made.id, "示例县长")
    leave.substitute(store, made.id, "替会人")
    assert find_person(store, meeting.id, "zw").name == "张薇"


async def test_turned_down_and_withdrawn(desk_app: DeskApp, store: Store, meeting: meetings.Meeting) -> None:
    for name in ("单雄信", "张伟"):
        leave.request(store, person_of(store, meeting, name).id, "other")
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await send(pilot, "f5", decision="refuse")
        assert "不批准要写明原因" in below(desk_app, "reason")
        await fill(pilot, reason="重要会议")
        await pilot.press("f5")
        await settled(pilot)
        assert "本人应当到会" in text(desk_app)
        await pilot.press("down")
        await send(pilot, "f5", decision="withdraw", reason="行程取消")
        shown = text(desk_app)
        assert "不批" in shown and "已撤回" in shown
    assert [one.state for one in leave.listed(store, meeting.id)] == ["refused", "withdrawn"]


async def test_what_is_decided_can_only_be_withdrawn(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    made = leave.request(store, person_of(store, meeting, "张伟").id, "sick").leave
    leave.approve(store, made.id, "示例县长")
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        choice = desk_app.screen.query_one("#field-decision", Choice)
        assert [value for value, _label in choice.choices] == ["withdraw"]


async def test_a_bureau_meeting_asks_the_office_head_and_no_room(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting
) -> None:
    settings.set_value(store, "role.office_check", "李主任")
    meetings.change(store, meeting.id, level="bureau")
    made = leave.request(store, person_of(store, meeting, "张伟").id, "own_meeting").leave
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        assert desk_app.screen.query_one(Form).text("by") == "李主任"
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("f7")
        await settled(pilot)
        assert "不用报送请假单" in text(desk_app)
    assert leave.get(store, made.id).approver == "李主任"


async def test_the_slip_is_saved(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, tmp_path: Path
) -> None:
    leave.request(store, person_of(store, meeting, "张伟").id, "sick", "住院")
    path = tmp_path / "请假单.docx"
    async with opened(desk_app, LeavePage(meeting.id)) as pilot:
        await send(pilot, "f8", path=str(path))
        assert "请假单已存" in text(desk_app)
        await send(pilot, "f8", path=str(path))
        assert "已有同名文件" in text(desk_app)
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_odd_names_are_text(
    desk_app: DeskApp, store: Store, meeting: meetings.Meeting, size: tuple[int, int]
) -> None:
    made = leave.request(store, person_of(store, meeting, "[/x]").id, "sick", "[red]事由[/]").leave
    leave.approve(store, made.id, "示例县长")
    leave.substitute(store, made.id, "𠮷" * 20, unit="[b]单位")
    async with opened(desk_app, LeavePage(meeting.id), size):
        shown = text(desk_app)
        assert "[/x]" in shown and "[red]事由[/]" in shown and "𠮷" in shown
