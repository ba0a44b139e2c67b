"""What is made public, on screen: a marked paper comes by itself, times out of order are refused under their field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from oatui.app import DeskApp
from oatui.rules.workdays import Calendar
from oatui.screens.document import DocumentPage
from oatui.screens.publication import PublicationPage
from oatui.store import documents, numbers, paper_particulars, publication
from oatui.store.database import Store
from tests.on_screen import opened, settled, text
from tests.screens.test_matters import below, send, send_again

CALENDAR = Calendar({}, {2026: "程序自带"})


async def test_empty_says_what_to_do(desk_app: DeskApp) -> None:
    async with opened(desk_app, PublicationPage()) as pilot:
        assert "公开清单是空的" in text(desk_app)
        for key in ("f5", "f6", "f7", "enter"):
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(desk_app.screen, PublicationPage)


async def test_from_the_mark_to_the_publication(desk_app: DeskApp, store: Store, tmp_path: Path) -> None:
    publication.add(store, "[/x]招商信息", date(2026, 10, 23), "办公室", CALENDAR)
    paper = documents.draft(store, "关于促消费活动的通知", "通知", "嘉商务字", "业务股", "刘某某")
    paper_particulars.describe(store, paper.id, {"disclosure": "public", "need": "县政府要求"})
    for by in ("科长", "主任", "副局长", "局长"):
        documents.sign(store, paper.id, by)
    numbers.give_number(store, paper.id)
    async with opened(desk_app, PublicationPage(), size=(120, 36)) as pilot:
        shown = text(desk_app)
        assert "关于促消费活动的通知" in shown and "2026-12-22" in shown
        assert "到期 1 项" in shown and "超期" in shown and "[/x]招商信息" in shown
        await send(pilot, "f5", at="1022 0900", checked_by="李主任")
        assert "早于信息时间 2026年10月23日" in below(desk_app, "at")
        await send_again(pilot, at="", checked_by="")
        assert "谁核对过" in below(desk_app, "checked_by")
        await send_again(pilot, checked_by="李主任")
        assert "没有到期" in text(desk_app)
        assert "晚 4 天" in text(desk_app)
        # the paper is open still; its page is one key away
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, DocumentPage)
        await pilot.press("escape")
        await settled(pilot)
        await send(pilot, "f7", by="张局长", reason="暂不公开")
        assert "已定为不公开" in text(desk_app)
        await pilot.press("end")
        await pilot.press("f5")
        await settled(pilot)
        assert "先按 F7 撤回" in text(desk_app)
        await send(pilot, "f7", reason="登记错")
        out = tmp_path / "公开.xlsx"
        await send(pilot, "f8", path=str(out))
        assert out.exists()
        await send(pilot, "f4", title="明天的事", information="20261125", responsible="王某")
        assert "还没有到" in below(desk_app, "information")
    assert publication.count_open(store) == 1
