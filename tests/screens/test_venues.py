"""会场: machines of sub-venues are paired, seen, decided about and shut out on the main desk's screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from oatui import link_way, places
from oatui.app import DeskApp
from oatui.link import joining
from oatui.link.keyring import Keyring
from oatui.rules.verdict import Refused
from oatui.screens import counted, keys_first
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.confirm import Confirm
from oatui.screens.late import LatePage
from oatui.screens.machine_code import MachineCodePage
from oatui.screens.meeting import MeetingPage
from oatui.screens.missing import MissingPage
from oatui.screens.venues import VenuesPage
from oatui.screens.walk_ins import WalkInsPage
from oatui.store import arrivals, attendance, meetings, people, sites, stand_in
from oatui.store.database import DatabaseError, Store, open_store
from oatui.web.addresses import Address
from oatui.widgets.form import Form
from tests.conftest import FixedClock
from tests.on_screen import opened, picture, scanned, settled, text
from tests.screens.test_venue_code import free_port

TOWN = "示例一镇[/x]"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(link_way, "addresses", lambda: [Address("127.0.0.1", "eth0")])
    yield


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> int:
    made = meetings.add(
        store, "全县商务工作会议", clock.now() + timedelta(minutes=40), clock.now() + timedelta(hours=3)
    )
    for venue, names in (("", ["张敏", "李强"]), (TOWN, ["赵一", "钱二", "孙三", "李四"])):
        rows = [{"name": one, "unit": venue, "post": "", "phone": "", "serial": ""} for one in names]
        people.import_roster(store, made.id, [(venue, row) for row in rows], "")
    return made.id


async def test_from_the_code_to_the_machine_shut_out(
    desk_app: DeskApp, store: Store, meeting: int, clock: FixedClock, tmp_path: Path
) -> None:
    """A whole morning: paired by a code that a camera reads, cut and back, a walk-in, what came late, shut out."""
    ring = Keyring(tmp_path / "town" / "link")

    async def press(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await desk_app.workers.wait_for_complete()
            await pilot.pause()

    async with opened(desk_app, VenuesPage(meeting)) as pilot:
        await press("down", "f5")
        form = desk_app.screen.query_one(Form)
        port = free_port()
        form.fill("port", str(port))
        await press("f5")
        # without the tick nothing opens
        assert isinstance(desk_app.screen, Ask) and not desk_app.session.link_way.address
        form.fill("tick", "yes")
        await press("f5")
        page = desk_app.screen
        assert isinstance(page, MachineCodePage)
        code = page.made.code
        assert scanned(picture(desk_app)) == [f"127.0.0.1:{port} {code}"]
        assert "   ".join(" ".join(group) for group in code.split("-")) in text(desk_app)

        def come() -> Path:
            way, told = joining.prove(f"127.0.0.1:{port}", code)
            joining.join(tmp_path / "town.db", way, told, ring, clock, "王某某")
            with pytest.raises(Refused):
                joining.prove(f"127.0.0.1:{port}", code)
            return tmp_path / "town.db"

        path = await asyncio.to_thread(come)
        desk_app.look_for_changes()
        desk_app._tick()
        assert "已连上 08:20:00" in text(desk_app)
        await press("escape")
        assert "线路已打开" in text(desk_app) and "连着 08:20:00" in text(desk_app)
        assert text(desk_app).count("时钟一致") == 2  # in its line, and below in full

        town = open_store(path, clock, "王某某")
        mine = people.listed(town, meeting)
        venue = mine[2].venue_id
        clock.pass_time(minutes=5)
        arrivals.sign_in(town, meeting, mine[2].code, venue=venue)
        arrivals.sign_in(town, meeting, mine[3].code, venue=venue)
        stand_in.stand_in(town, meeting, mine[5].id, "冯八[/x]", approver="李某某", venue=venue)
        arrivals.sign_in(store, meeting, mine[3].code, venue=meetings.venues(store, meeting)[0].id)
        town.close()
        clock.pass_time(minutes=5)
        desk_app._tick()
        assert "断开 10 分" in text(desk_app)

        def send() -> int:
            town = open_store(path, clock, "王某某")
            try:
                return joining.one_round(town, ring, clock)
            finally:
                town.close()

        await asyncio.to_thread(send)
        clock.pass_time(seconds=16)
        desk_app.look_for_changes()
        desk_app._tick()
        await settled(pilot)
        assert "现场来人待确认 1  两处签到 1 人  迟报 2" in text(desk_app)
        assert attendance.attendance(store, meeting)[0].present == 2
        await press("f8", "1")
        assert isinstance(desk_app.screen, WalkInsPage) and "冯八[/x]" in text(desk_app)
        assert "待确认 1，共 1  回车确认，F4 不认" in text(desk_app)
        await press("enter", "f5")
        assert "已按替会签到" in text(desk_app) and "回车确认" not in text(desk_app)
        assert attendance.attendance(store, meeting)[0].substitute == 1
        await press("escape", "f8", "2")
        assert isinstance(desk_app.screen, LatePage) and "只计一人，时间取早的一次" in text(desk_app)
        await press("f4")
        desk_app.screen.query_one(Form).fill("reason", "认错人")
        await press("f5")
        assert "撤销" in text(desk_app).splitlines()[-2] and "两个会场" not in text(desk_app)
        await press("escape", "enter")
        assert isinstance(desk_app.screen, MissingPage) and "孙三" in text(desk_app)
        # the machine dies: another goes on, under a name of its own
        await press("escape", "f5")
        assert isinstance(desk_app.screen, Confirm)
        await press("enter")
        assert isinstance(desk_app.screen, MachineCodePage)
        assert [one.name for one in sites.all_of(store, meeting)] == [TOWN, f"{TOWN} 2"]
        # another code may have to ask a hub: it waits for no write, and no write for it
        busy, before = threading.Event(), desk_app.screen.made
        desk_app.session._thread.submit(busy.wait, 20)
        await press("f5")
        assert desk_app.screen.made.code != before.code
        busy.set()
        await press("escape", "f7")
        desk_app.screen.query_one(Form).fill("reason", "机器丢失")
        await press("f5")
        assert text(desk_app).index("等配对") < text(desk_app).index("已停用")
        clock.pass_time(minutes=11)
        desk_app._tick()
        assert "没有配对" in text(desk_app) and "等配对" not in text(desk_app)
        with pytest.raises(Refused) as said:
            await asyncio.to_thread(send)
        assert said.value.verdict.key == "link.shut_out"
        await press("f6", "enter")
        # of a machine that never paired nothing is missed while the line is closed
        assert "已关闭，不再监听" in text(desk_app) and "线路没有打开" not in text(desk_app)
        # after a restart somebody has to open it: the meeting's own page says so
        ahead = clock.now() + timedelta(minutes=37)
        sites.heard(store, sites.all_of(store, meeting)[1], ahead.isoformat())
        desk_app.look_for_changes()
        await settled(pilot)
        assert "快 37 分" in text(desk_app)
        clock.pass_time(minutes=2)
        desk_app.push_screen(MeetingPage(meeting))
        await settled(pilot)
        assert "分会场的线路没有打开，登记送不进来：按 F8" in text(desk_app)
        # and so does the door, where the clerk stands
        await desk_app.push_screen(ArrivalsPage(meeting))
        await pilot.pause()
        assert "按 F5、9、回车，再按 F6" in text(desk_app)
        await pilot.press("f5", "9", "enter")
        await pilot.pause()
        assert isinstance(desk_app.screen, VenuesPage)
        await pilot.press("f3")
        await pilot.pause()
        # another window has it open: a machine is heard, and was heard since this desk began
        now = clock.now()
        for began, listened, said in (
            (now, None, False),
            (now, now, True),
            (now + timedelta(seconds=1), None, True),
        ):
            sites.heard(store, sites.all_of(store, meeting)[1], "")
            # what was heard while this desk's own line was open says nothing of another
            desk_app.session.began, desk_app.session.link_way.listened = began, listened
            desk_app._tick()
            assert ("分会场的线路没有打开" in text(desk_app)) is said
    assert places.link_folder().exists()


async def test_a_damaged_table_is_said_and_ends_nothing(
    desk_app: DeskApp, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_of: object) -> list[str]:
        raise DatabaseError("database disk image is malformed")

    async with opened(desk_app, VenuesPage(meeting)) as pilot:
        monkeypatch.setattr(arrivals, "missing_by_unit", damaged)
        await pilot.press("down")
        await settled(pilot)
        assert "数据文件已损坏" in text(desk_app)
        await pilot.press("f4")
        assert isinstance(desk_app.screen, Ask)


async def test_a_burst_of_changes_is_counted_once_beside_the_keys(
    desk_app: DeskApp, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty changes are one count, and fifty more while it is under way are one more; the keys' thread counts nothing."""
    monkeypatch.setattr(counted, "PAUSE_SECONDS", 0)
    threads: list[threading.Thread] = []
    may_end = threading.Event()

    def counting(_page: VenuesPage, store: Store) -> object:
        threads.append(threading.current_thread())
        may_end.wait(20)
        return attendance.attendance(store, meeting)

    async with opened(desk_app, VenuesPage(meeting)) as pilot:
        page = desk_app.screen
        assert isinstance(page, VenuesPage)
        monkeypatch.setattr(VenuesPage, "count", counting)
        for _change in range(50):
            page.refresh_page()
        await pilot.press("down")
        assert page.listing.cursor == 1 and len(threads) == 1
        for _change in range(50):
            page.refresh_page()
        # what changes by itself is shown when the next key has been answered, not before it
        monkeypatch.setattr(keys_first, "LULL_SECONDS", 60.0)
        monkeypatch.setattr(keys_first, "WAIT_SECONDS", 60.0)
        seen: list[int] = []
        looking = asyncio.create_task(desk_app.between_keys(lambda: seen.append(page.listing.cursor))())
        await pilot.pause()
        assert not seen
        await pilot.press("up")
        await looking
        assert seen == [0]
        monkeypatch.setattr(keys_first, "LULL_SECONDS", 0.0)
        may_end.set()
        await settled(pilot)
        assert len(threads) == 2 and threading.main_thread() not in threads
        assert "应到 6" in text(desk_app) and "主会场未到" in text(desk_app)


async def test_a_venue_of_a_wrong_name_is_put_right_and_one_too_many_is_taken_off(
    desk_app: DeskApp, store: Store, meeting: int
) -> None:
    meetings.add_venue(store, meeting, "一镇")
    before = [one.name for one in meetings.venues(store, meeting)]
    async with opened(desk_app, VenuesPage(meeting)) as pilot:
        for key in ("end", "f8", "5"):
            await pilot.press(key)
            await settled(pilot)
        desk_app.screen.query_one(Form).fill("name", "一镇[/x]")
        desk_app.screen.query_one(Form).fill("seats", "60座")
        await pilot.press("f5")
        await settled(pilot)
        assert "会场“一镇[/x]”已改" in text(desk_app)
        assert [(one.name, one.capacity) for one in meetings.venues(store, meeting)][-1] == ("一镇[/x]", 60)
        for key in ("f8", "6", "enter"):
            await pilot.press(key)
            await settled(pilot)
        assert "已去掉会场“一镇[/x]”" in text(desk_app)
        await settled(pilot)
        # the main venue has its seats to be changed, not its name; it stays
        for key in ("home", "f8", "6"):
            await pilot.press(key)
            await settled(pilot)
        assert "是主会场，不改名，也不去掉" in text(desk_app)
        for key in ("f8", "5"):
            await pilot.press(key)
            await settled(pilot)
        assert list(desk_app.screen.query_one(Form).fields) == ["seats"]
    assert [one.name for one in meetings.venues(store, meeting)] == before[:-1]
