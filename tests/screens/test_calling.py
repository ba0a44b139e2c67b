"""Before a meeting on screen: a pasted notice, a standing list, ticks, the checklist, the notice draft, our reply."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from textual.widgets import TextArea

from oatui.app import DeskApp
from oatui.clock import ZONE
from oatui.rules.members import Member
from oatui.rules.notice_text import read_notice
from oatui.screens.ask import Ask
from oatui.screens.checklist import ChecklistPage
from oatui.screens.lines import LinesAsk
from oatui.screens.meeting import MeetingPage
from oatui.screens.meeting_form import MeetingFormPage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.notice_draft import NoticeDraftPage
from oatui.screens.notice_paste import said
from oatui.screens.our_reply import OurReplyPage
from oatui.screens.ticks import TicksPage
from oatui.store import (
    arrivals,
    checklists,
    invitations,
    meeting_notes,
    meetings,
    notice_papers,
    notices,
    paper_bodies,
    people,
    people_lists,
    sending,
)
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text

NOTICE = """关于召开全县[/x]招商工作推进会的通知
时间：11月26日（星期五）上午9:00—11:00
地点：县会议中心
参会人员：各镇街分管负责同志
请于11月25日17:00前将回执报县委办公室
中共嘉祥县委办公室"""


def form_of(app: DeskApp) -> Form:
    return app.screen.query_one(Form)


def a_meeting(store: Store, clock: FixedClock, **how: object) -> meetings.Meeting:
    start = clock.now().replace(hour=9, minute=0) + timedelta(days=1)
    made = meetings.add(store, "商务[/x]会", start, start + timedelta(hours=2), place="二楼", **how)  # type: ignore[arg-type]
    rows = [
        {"name": name, "unit": "县商务局", "post": "科长", "phone": "", "serial": ""}
        for name in ("甲乙", "丙丁")
    ]
    people.import_roster(store, made.id, [("", row) for row in rows], "名册.xlsx")
    return made


async def test_a_pasted_notice_fills_the_form(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        assert isinstance(desk_app.screen, LinesAsk)
        await pilot.press("f5")
        await settled(pilot)
        assert "没有粘贴内容" in text(desk_app)
        desk_app.screen.query_one(TextArea).text = NOTICE
        await pilot.press("f5")
        await settled(pilot)
        form = form_of(desk_app)
        values = {key: form.text(key) for key in form.fields}
        assert values == {
            "title": "全县[/x]招商工作推进会", "role": "attend", "level": "county", "day": "2026-11-26", "start": "09:00",
            "end": "11:00", "place": "县会议中心", "mode": "on_site", "chair": "", "audience": "各镇街分管负责同志",
            "reply_by": "2026-11-25 17:00", "urgent": "",
        }  # fmt: skip
        shown = text(desk_app)
        assert "通知里没有找到：主持人" in shown
        assert "2026年11月26日 不是星期五" in shown
        await pilot.press("f5")
        await settled(pilot)
    (made,) = meetings.listed(store)
    assert (made.role, made.level, made.start) == ("attend", "county", datetime(2026, 11, 26, 9, tzinfo=ZONE))
    assert notices.own_deadline(store, made.id) == datetime(2026, 11, 25, 17, tzinfo=ZONE)
    assert meeting_notes.of(store, made.id) == {"audience": "各镇街分管负责同志"}


def test_a_level_that_a_notice_does_not_tell_is_asked_for() -> None:
    told = {
        caller: "级别"
        in said(
            read_notice(f"关于召开招商工作推进会的通知\n定于11月26日9时召开。\n{caller}", date(2026, 11, 24))
        )[0]
        for caller in ("济宁市商务局", "县政府办公室")
    }
    assert told == {"济宁市商务局": True, "县政府办公室": False}


async def test_a_notice_from_a_file_or_one_that_is_none(desk_app: DeskApp, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    async with opened(desk_app, MeetingFormPage(None)) as pilot:
        await pilot.press("f7")
        await settled(pilot)
        area = desk_app.screen.query_one(TextArea)
        area.text = str(tmp_path / "没有.docx")
        await pilot.press("f5")
        await settled(pilot)
        assert "打不开" in text(desk_app)
        area.text = f"'{path}'"
        await pilot.press("f5")
        await settled(pilot)
        assert form_of(desk_app).text("place") == "县会议中心"


async def test_inviting_asks_in_the_same_form_and_can_be_corrected(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    async with opened(desk_app, MeetingFormPage(None), (120, 50)) as pilot:
        form = form_of(desk_app)
        for key, value in {
            "title": "消费论坛",
            "day": "20261215",
            "start": "9",
            "invited": "four_bodies",
        }.items():
            form.fill(key, value)
        await settled(pilot)
        assert [key for key in form.fields if key not in {"title", "day"}][-6:] == [
            "matter", "asked_on", "request", "offices", "speaks", "materials",
        ]  # fmt: skip
        assert form.text("matter") == "6"
        for key, value in {
            "asked_on": "1123",
            "request": "关于举办论坛的请示",
            "offices": "13",
            "materials": "9",
        }.items():
            form.fill(key, value)
        await pilot.press("f5")
        await settled(pilot)
        assert "看不懂“9”" in str(form.query_one("#below-materials").render())
        form.fill("materials", "123")
        form.fill("role", "attend")  # not ours: nothing to ask
        await settled(pilot)
        assert "matter" not in form.fields and "invited" not in form.fields
        assert form.text("level") == "county_leader"  # whoever is called by others is at none of the bureau's
        form.fill("role", "host")
        await settled(pilot)
        assert form.text("level") == "bureau"
        form.fill("invited", "four_bodies")
        await settled(pilot)
        for key, value in {
            "asked_on": "1123",
            "request": "关于举办论坛的请示",
            "offices": "13",
            "materials": "123",
        }.items():
            form.fill(key, value)
        await pilot.press("f5")
        await settled(pilot)
    (made,) = meetings.listed(store)
    kept = invitations.stored(store, made.id)
    assert (kept.invited, kept.offices, kept.materials, kept.matter) == (
        "four_bodies",
        ("1", "3"),
        ("1", "2", "3"),
        "6",
    )
    again = DeskApp(desk_app.path, clock, desk_app.operator)
    async with opened(again, MeetingPage(made.id)) as pilot:
        assert "20-3" in text(again) and "是否请领导讲话" in text(again) and "7-2" in text(again)
        await pilot.press("f7")
        await settled(pilot)
        form = form_of(again)
        assert (form.text("request"), form.text("materials")) == ("关于举办论坛的请示", "123")
        form.fill("materials", "1234")
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(again.screen, MeetingPage)
        assert "20-3" not in text(again)


async def test_a_meeting_in_three_keys_from_a_list(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    made = people_lists.make(
        store, "局班子", [Member("王局长", "县商务局", "局长"), Member("李副局长", "县商务局")]
    )
    start = clock.now().replace(hour=8, minute=0) - timedelta(days=7)
    meetings.add(
        store, "局务会", start, start + timedelta(hours=1), place="三楼", people_list=made.id, ticks=True
    )
    async with opened(desk_app, MeetingsPage()) as pilot:
        for key in ("f8", "1", "f5"):
            await pilot.press(key)
            await settled(pilot)
        assert isinstance(desk_app.screen, MeetingPage)
        assert "到会打勾" in text(desk_app)
    newest = meetings.listed(store)[0]
    # its hour of today has passed: the next working day
    assert (newest.title, newest.place, newest.ticks) == ("局务会", "三楼", True)
    assert newest.start == datetime(2026, 11, 25, 8, tzinfo=ZONE)
    assert [one.name for one in people.listed(store, newest.id)] == ["王局长", "李副局长"]


async def test_lists_are_written_and_edited_as_lines(desk_app: DeskApp, store: Store) -> None:
    async with opened(desk_app, MeetingsPage()) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        assert "还没有常用名单" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask) and "请填名单的名称" in text(desk_app)
        form_of(desk_app).fill("name", "各科室[/x]")
        await pilot.press("f5")
        await settled(pilot)
        desk_app.screen.query_one(TextArea).text = "王敏 办公室 主任 13800000001\n，，\n刘洋"
        await pilot.press("f5")
        await settled(pilot)
        assert "已存常用名单“各科室[/x]”，2 人" in text(desk_app)
        assert "王敏、刘洋" in text(desk_app)
        await pilot.press("f6")
        await settled(pilot)
        area = desk_app.screen.query_one(TextArea)
        assert area.text == "王敏  办公室  主任  13800000001\n刘洋"
        area.text = "刘洋 -  科员\n王敏  办公室  主任  13800000001"
        await pilot.press("f5")
        await settled(pilot)
        (one,) = people_lists.listed(store)
        assert [tuple(member) for member in people_lists.of(store, one.id)] == [
            ("刘洋", "", "科员", ""), ("王敏", "办公室", "主任", "13800000001"),
        ]  # fmt: skip
        await pilot.press("f8")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert people_lists.listed(store) == []


async def test_ticks_go_the_way_of_every_sign_in(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    made = a_meeting(store, clock, ticks=True)
    clock.moment = made.start - timedelta(minutes=15)
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(desk_app.screen, TicksPage)
        await pilot.press("enter")
        await settled(pilot)
        clock.pass_time(seconds=1)
        await pilot.press("space")
        await settled(pilot)
        assert (
            "实到 2" in text(desk_app) and "08:45 按时" in text(desk_app) and "08:45 晚签到" in text(desk_app)
        )
        await pilot.press("enter")  # a mistake
        await settled(pilot)
        assert "实到 1" in text(desk_app)
        clock.moment = made.start + timedelta(minutes=31)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)  # nobody allowed it
        form_of(desk_app).fill("approver", "李主任")
        await pilot.press("f5")
        await settled(pilot)
        assert "实到 2" in text(desk_app)
    ways = [
        row["way"] for row in store.rows("select way from arrival_fact where kind = 'signed_in' order by seq")
    ]
    assert ways == ["ticked", "ticked", "hand"]
    assert arrivals.attendance(store, made.id)[0].late == 1


async def test_the_checklist_is_begun_ticked_and_counted(
    desk_app: DeskApp, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_meeting(store, clock)
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        await pilot.press("8")
        await settled(pilot)
        assert isinstance(desk_app.screen, ChecklistPage)
        assert "还没有清单" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "已备好 1 / 8" in text(desk_app)
        await pilot.press("f5")
        await settled(pilot)
        form_of(desk_app).fill("title", "会标")
        await pilot.press("f5")
        await settled(pilot)
        assert "清单里已有“会标”" in text(desk_app)
        form_of(desk_app).fill("title", "鲜花[/x]")
        await pilot.press("f5")
        await settled(pilot)
        assert "鲜花[/x]" in text(desk_app)
        await pilot.press("f8")
        await settled(pilot)
        # held, the key would drop line after line
        monkeypatch.setattr("oatui.screens.page.HELD_SECONDS", 60.0)
        await pilot.press("f8", "f8")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "已备好 0 / 8" in text(desk_app)  # what was dropped had been the ticked one
    assert len(checklists.listed(store, made.id)) == 8


async def test_the_notice_becomes_a_letter_with_its_text(
    desk_app: DeskApp, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    made = a_meeting(store, clock)
    async with opened(desk_app, MeetingPage(made.id), (100, 40)) as pilot:
        await pilot.press("9")
        await settled(pilot)
        assert isinstance(desk_app.screen, NoticeDraftPage)
        assert "关于召开商务[/x]会的通知" in text(desk_app) and "提前15分钟" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        form_of(desk_app).fill("folder", str(tmp_path / "没有"))
        await pilot.press("f5")
        await settled(pilot)
        assert "没有" in str(form_of(desk_app).query_one("#below-folder").render())
        form_of(desk_app).fill("folder", str(tmp_path))
        await pilot.press("f5")
        await settled(pilot)
        assert "已拟稿" in text(desk_app)
    paper = notice_papers.of(store, made.id)
    assert paper and (paper.kind, paper.series) == ("通知", "嘉商务函")
    body = paper_bodies.get(store, paper.id)
    assert body and body.characters > 100
    assert sorted(path.suffix for path in tmp_path.glob("*商务*")) == [".docx", ".xlsx"]


async def test_our_reply_says_who_goes_and_who_approved(
    desk_app: DeskApp, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    made = a_meeting(store, clock, role="attend", level="county")
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        assert "2 人还没写谁同意" in text(desk_app)
        await pilot.press("5")
        await settled(pilot)
        assert isinstance(desk_app.screen, OurReplyPage)
        await pilot.press("f4")
        await settled(pilot)
        form_of(desk_app).fill("by", "示例局长")
        await pilot.press("f5")
        await settled(pilot)
        assert "甲乙、丙丁 参会，示例局长 同意" in text(desk_app)
        await pilot.press("f5")
        await settled(pilot)
        form_of(desk_app).fill("path", str(tmp_path / "回执.xlsx"))
        await pilot.press("f5")
        await settled(pilot)
        assert "回执已存" in text(desk_app)
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert "08:20 已报" in text(desk_app)
        await pilot.press("escape")
        await settled(pilot)
        assert "派 甲乙（示例局长）、丙丁（示例局长）" in text(desk_app)
    sheet = openpyxl.load_workbook(tmp_path / "回执.xlsx").worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "甲乙" in values and values.count("参会") == 2
    assert [one.approver for one in sending.listed(store, made.id)] == ["示例局长"] * 2


@pytest.mark.parametrize("role", ["host", "attend", "sub_venue"])
async def test_the_page_stays_within_the_small_window(
    desk_app: DeskApp, store: Store, clock: FixedClock, role: str
) -> None:
    made = a_meeting(store, clock, role=role)
    meeting_notes.write(store, made.id, {"cost": "茶水 200 元"})
    async with opened(desk_app, MeetingPage(made.id)) as pilot:
        shown = text(desk_app)
        assert "费用：茶水 200 元" in shown and "应到 2" in shown and "F7" in shown
        await pilot.press("f5")
        await settled(pilot)
        form_of(desk_app).fill("cost", "")
        await pilot.press("f5")
        await settled(pilot)
        assert "费用" not in text(desk_app)
