"""会场码 on the desk: nothing listens before the key; then the code that a camera reads, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

import oatui.phone_way
from oatui.app import DeskApp
from oatui.screens.ask import Ask
from oatui.screens.head_counts import HeadCountsPage
from oatui.screens.phone_looks import PhoneLooksPage
from oatui.screens.venue_code import VenueCodePage
from oatui.store import attendance, meetings, people, phone, phone_looks
from oatui.store.database import Store
from oatui.web.addresses import Address
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import opened, picture, scanned, settled, text
from tests.web.desks import ticket_of


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine has one address, which every machine has."""
    monkeypatch.setattr(oatui.phone_way, "addresses", lambda: [Address("127.0.0.1", "eth0")])
    yield


@pytest.fixture
def hall(store: Store, clock: FixedClock) -> tuple[int, int]:
    start = clock.now() + timedelta(minutes=40)
    meeting = meetings.add(store, "全县商务工作会议[/x]", start, start + timedelta(hours=2)).id
    rows = [
        {"name": name, "unit": "示例一镇", "post": "", "phone": f"1380000{n:04d}", "serial": ""}
        for n, name in enumerate(["[/x]", "𠮷田", "张三"])
    ]
    people.import_roster(store, meeting, [("", row) for row in rows], "")
    return meeting, meetings.venues(store, meeting)[0].id


def free_port() -> int:
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_opened_by_a_key_read_by_a_camera_closed_by_a_key(
    desk_app: DeskApp, store: Store, hall: tuple[int, int], size: tuple[int, int], clock: FixedClock
) -> None:
    meeting, venue = hall
    async with opened(desk_app, VenueCodePage(meeting, venue), size) as pilot:
        assert "手机签到没有打开" in text(desk_app)
        await pilot.press("f5")  # there is no code yet to be drawn larger
        assert "先按 F4 打开手机签到" in text(desk_app)
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(desk_app.screen, Ask)
        port = free_port()
        form = desk_app.screen.query_one(Form)
        form.fill("port", str(port))
        await pilot.press("f5")
        await settled(pilot)
        # without the tick nothing opens
        assert isinstance(desk_app.screen, Ask)
        assert "涉密" in text(desk_app) and desk_app.phones.address == ""
        form.fill("tick", "yes")
        await pilot.press("f5")
        await settled(pilot)
        assert desk_app.phones.address == f"127.0.0.1:{port}"
        code = desk_app.phones.code(meeting, venue)
        assert scanned(picture(desk_app)) == [f"http://127.0.0.1:{port}/A/{code}"]
        assert f"{code[:4]} {code[4:]}" in text(desk_app)
        clock.pass_time(seconds=10)
        desk_app._tick()
        await settled(pilot)
        newer = desk_app.phones.code(meeting, venue)
        assert newer != code
        assert scanned(picture(desk_app)) == [f"http://127.0.0.1:{port}/A/{newer}"]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as one:
            page = await one.get(f"/A/{newer}")
            await one.post("/S", data={"name": "张三", "digits": "0002", "t": ticket_of(page.text)})
        desk_app.look_for_changes()
        await settled(pilot)
        assert attendance.attendance(store, meeting)[0].present == 1
        assert "已到 1" in text(desk_app)
        await pilot.press("f4")
        await pilot.press("enter")
        await settled(pilot)
        assert desk_app.phones.address == ""
        assert "手机签到没有打开" in text(desk_app)
    assert phone.open_ways(store) == []


async def test_a_small_window_asks_for_a_larger_one(desk_app: DeskApp, hall: tuple[int, int]) -> None:
    async with opened(desk_app, VenueCodePage(*hall), (70, 20)) as pilot:
        await desk_app.phones.open(*hall, "127.0.0.1", free_port(), not_secret=True)
        desk_app.screen.refresh_page()  # type: ignore[attr-defined]
        await settled(pilot)
        assert scanned(picture(desk_app)) == []
        assert "请把窗口放大" in text(desk_app)


async def test_a_clock_that_ticks_while_the_way_ends_harms_nothing(
    desk_app: DeskApp, store: Store, hall: tuple[int, int]
) -> None:
    async with opened(desk_app, VenueCodePage(*hall)):
        await desk_app.phones.open(*hall, "127.0.0.1", free_port(), not_secret=True)
    assert desk_app.screen_stack == []
    desk_app._tick()
    desk_app._refresh()


async def test_who_came_by_phone_is_looked_at_and_heads_are_counted(
    desk_app: DeskApp, store: Store, hall: tuple[int, int], clock: FixedClock
) -> None:
    meeting, venue = hall
    clock.pass_time(minutes=10)
    for n, name in enumerate(["[/x]", "𠮷田"]):
        phone.sign_in(store, meeting, venue, name, f"{n:04d}", device=f"d{n}", ticket=f"k{n}", trace="same")
    async with opened(desk_app, PhoneLooksPage(meeting)) as pilot:
        assert "半分钟内连签" in text(desk_app) and "[/x]" in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        assert [one.looked_at for one in phone_looks.looks(store, meeting)] == [False, True]
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert attendance.attendance(store, meeting)[0].present == 1
    async with opened(DeskApp(store.path, clock, store.actor), HeadCountsPage(meeting, venue)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        app = pilot.app
        app.screen.query_one(Form).fill("counted", "3")
        await pilot.press("f5")
        await settled(pilot)
        assert "多 2 人" in text(app)
