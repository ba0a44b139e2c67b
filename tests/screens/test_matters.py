"""The matters of article 7 on screen: the list, a review, an event and its 请示; refusals under their fields."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from oatui.app import DeskApp
from oatui.rules.invitation import Invitation
from oatui.screens.ask import Ask
from oatui.screens.matters import MattersPage
from oatui.screens.meeting import MeetingPage
from oatui.store import invitations, matter_events, matters
from oatui.store.database import Store
from oatui.widgets.form import Form
from tests.on_screen import opened, settled, text
from tests.store.acts import a_meeting


async def send(pilot: Pilot[int], key: str, **values: str) -> None:
    """Open the small form of a key, fill it in and send it."""
    await pilot.press(key)
    await settled(pilot)
    await send_again(pilot, **values)


async def send_again(pilot: Pilot[int], **values: str) -> None:
    assert isinstance(pilot.app.screen, Ask)
    for key, value in values.items():
        pilot.app.screen.query_one(Form).fill(key, value)
    await pilot.press("f5")
    await settled(pilot)


def below(app: DeskApp, key: str) -> str:
    return str(app.screen.query_one(f"#below-{key}").render())


async def test_the_list_and_its_review(desk_app: DeskApp, store: Store, tmp_path: Path) -> None:
    async with opened(desk_app, MattersPage()) as pilot:
        assert "按 F4 列入第一项" in text(desk_app)
        assert "清单还没有梳理过" in text(desk_app)
        for key in ("f5", "f7", "enter"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(desk_app.screen, MattersPage)
        await send(pilot, "f4", words="[/x]博览会", category="16", responsible="王某")
        assert "没有“16”" in below(desk_app, "category")
        await send_again(pilot, category="6")
        shown = text(desk_app)
        assert "[/x]博览会" in shown and "举办各类庆祝会" in shown and "已列入清单" in shown
        await send(pilot, "f6", by="李主任", day="20270101")
        assert "看不懂" in below(desk_app, "day") or "还没有到" in below(desk_app, "day")
        await send_again(pilot, day="0801")
        assert "应于 2026年11月1日 前再梳理" in text(desk_app)
        out = tmp_path / "清单.docx"
        await send(pilot, "f8", path=str(out))
        assert out.exists()
        await send(pilot, "f8", path=str(out))
        assert "已有" in below(desk_app, "path")
        await pilot.press("escape")
        await send(pilot, "f7", reason="已办结")
        assert matters.count(store) == 0


async def test_an_event_and_its_request(desk_app: DeskApp, store: Store) -> None:
    meeting = a_meeting(store, 1, title="电商论坛")
    with store.write():
        invitations.record(store, meeting.id, Invitation(matter="6"))
    async with opened(desk_app, MattersPage()) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert "还有 1 项没有关联请示或报告" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingPage)
        await pilot.press("escape")
        await settled(pilot)
        await send(pilot, "f4", title="招商推介会", category="10", day="1225")
        assert "最迟 2026年12月10日 周四 请示" in text(desk_app)
        await send(pilot, "f6", paper=" ")
        assert "请填写请示或报告" in below(desk_app, "paper")
        await send_again(pilot, paper="县商务请〔2026〕3号")
        assert "还有 1 项没有关联" in text(desk_app)
        # the meeting is linked from here, too
        await pilot.press("home")
        await send(pilot, "f6", paper="县商务请〔2026〕4号")
        assert "都已关联请示或报告" in text(desk_app)
        assert invitations.stored(store, meeting.id).request == "县商务请〔2026〕4号"
        await pilot.press("left")
        await settled(pilot)
        assert "清单是空的" in text(desk_app)
    (one,) = [one for one in matter_events.listed(store) if one.kind == "event"]
    assert (one.day, one.paper) == (date(2026, 12, 25), "县商务请〔2026〕3号")
