"""The phone page in a real Chromium of a phone's size: the whole flow, its refusals, nothing sideways, nothing run."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from oatui.phone_way import PhoneWay
from oatui.store import attendance, meetings, people
from oatui.store.database import Store
from tests.conftest import FixedClock

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (apt install chromium)")

HOSTILE = "<img src=x onerror=alert(1)>"
LONG = "一个很长很长的单位名称" * 5
ROWS = [
    {"name": "欧阳娜娜", "unit": LONG, "post": "副主任科员", "phone": "13800004321", "serial": "1"},
    {
        "name": HOSTILE,
        "unit": "<script>document.title='x'</script>",
        "post": "",
        "phone": "13800001111",
        "serial": "2",
    },
    *(
        {
            "name": f"张{n}",
            "unit": "示例一镇",
            "post": "干事",
            "phone": f"1390000{n:04d}",
            "serial": str(n + 3),
        }
        for n in range(10)
    ),
]


class Hall(NamedTuple):
    way: PhoneWay
    store: Store
    meeting: int
    venue: int
    browser: Browser

    @property
    def url(self) -> str:
        return f"http://{self.way.address}/A/{self.way.code(self.meeting, self.venue)}"

    @asynccontextmanager
    async def phone(self, **options: Any) -> AsyncIterator[tuple[Page, list[str]]]:
        """A phone of its own, and what its console said."""
        context = await self.browser.new_context(
            viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN", **options
        )
        page, said = await context.new_page(), []

        def hear(message: ConsoleMessage) -> None:
            # a refused form answers 4xx, and the console counts it
            if "Failed to load resource" not in message.text:
                said.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(str(error)))
        try:
            yield page, said
        finally:
            await context.close()


@pytest.fixture
async def hall(store: Store, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Hall]:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "全县商务工作会议", day.replace(hour=9, minute=0), day.replace(hour=11)).id
    people.import_roster(store, meeting, [(meetings.MAIN_VENUE, row) for row in ROWS], "名册")

    async def record(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return act(store, *args, **kwargs)

    way = PhoneWay(clock, store, record, tmp_path / "keys")
    venue = meetings.venues(store, meeting)[0].id
    await way.open(meeting, venue, "127.0.0.1", 0, not_secret=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield Hall(way, store, meeting, venue, browser)
        await browser.close()
    await way.stop()


async def sends(page: Page, name: str, digits: str) -> None:
    await page.get_by_label("姓名").fill(name)
    await page.get_by_label("手机号后四位").fill(digits)
    await page.get_by_role("button", name="签到").click()


async def sideways(page: Page) -> int:
    """How many pixels the page is wider than the phone."""
    wide: int = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


async def test_the_whole_flow_on_a_phone(hall: Hall, tmp_path: Path) -> None:
    async with hall.phone() as (page, said):
        await page.goto(hall.url)
        assert await sideways(page) <= 0
        await sends(page, "欧阳娜娜", "0000")
        assert "对不上" in await page.inner_text("body")
        assert await page.get_by_label("姓名").input_value() == "欧阳娜娜"
        await sends(page, "欧阳娜娜", "4321")
        text = await page.inner_text("body")
        assert "已签到" in text and "按时" in text and LONG in text and "距截止还有 15 分" in text
        assert await sideways(page) <= 0
        large = await page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('.verdict')).fontSize)"
        )
        assert large >= 40
        # opened again, and the address alone: the same answer, one row
        for address in (hall.url, f"http://{hall.way.address}/"):
            await page.goto(address)
            assert "已签到" in await page.inner_text("body")
        await page.screenshot(path=tmp_path / "phone.png")
        assert said == []
    assert attendance.attendance(hall.store, hall.meeting)[0].present == 1


async def test_going_back_shows_the_answer_and_sends_nothing(hall: Hall) -> None:
    async with hall.phone() as (page, _said):
        await page.goto(hall.url)
        await sends(page, "张1", "0001")
        # the answer is a page of its own, reached by a redirect: going back before it is there goes nowhere
        await page.locator(".verdict").wait_for()
        await page.wait_for_load_state("load")
        await page.evaluate("history.back()")
        await page.wait_for_url("**/A/*")
        await page.locator(".verdict").wait_for()
        assert "已签到" in await page.inner_text("body")
    assert attendance.attendance(hall.store, hall.meeting)[0].present == 1


async def test_hostile_names_are_text(hall: Hall) -> None:
    async with hall.phone() as (page, said):
        await page.goto(hall.url)
        await sends(page, HOSTILE, "1111")
        assert HOSTILE in await page.inner_text("body")
        assert await page.locator("img, script").count() == 0
        assert await page.title() == "已签到"
        assert await sideways(page) <= 0
        assert said == []


async def test_ten_browsers_are_ten_phones(hall: Hall) -> None:
    devices = set()
    for number in range(10):
        async with hall.phone() as (page, _said):
            await page.goto(hall.url)
            await sends(page, f"张{number}", f"{number:04d}")
            assert "已签到" in await page.inner_text("body")
            cookies = await page.context.cookies()
            devices |= {one["value"] for one in cookies if one["name"] == "oatui"}
            if number == 9:
                # and none of them signs in another
                await page.context.clear_cookies(name="oatui_person")
                await page.goto(hall.url)
                assert "张9" in await page.inner_text("body")
    assert len(devices) == 10
    assert attendance.attendance(hall.store, hall.meeting)[0].present == 10


async def test_a_stale_code_says_what_to_do(hall: Hall, clock: FixedClock) -> None:
    url = hall.url
    clock.pass_time(seconds=30)
    async with hall.phone() as (page, _said):
        await page.goto(url)
        assert "过期" in await page.inner_text("body")
        # the eight characters of now, typed as a hand types them
        code = hall.way.code(hall.meeting, hall.venue)
        await page.get_by_label("会场码下面的 8 个字符").fill(f"{code[:4]} {code[4:]}".lower())
        await page.get_by_role("button").click()
        assert await page.get_by_label("手机号后四位").is_visible()


async def test_it_is_read_without_any_script(hall: Hall) -> None:
    async with hall.phone(java_script_enabled=False) as (page, _said):
        await page.goto(hall.url)
        await sends(page, "张1", "0001")
        assert await page.locator(".verdict").inner_text() == "已签到 按时"


async def test_the_projector_page_shows_a_code_that_is_large_and_whole(hall: Hall) -> None:
    context = await hall.browser.new_context(viewport={"width": 1280, "height": 720})
    page = await context.new_page()
    await page.goto(f"http://{hall.way.address}/WALL")
    box = await page.locator("svg").bounding_box()
    assert box is not None
    assert box["height"] >= 400 and box["y"] >= 0 and box["y"] + box["height"] <= 720
    zxingcpp = pytest.importorskip("zxingcpp")
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(await page.screenshot()))
    (read,) = zxingcpp.read_barcodes(picture, try_invert=False, formats=zxingcpp.BarcodeFormat.QRCode)
    assert read.text == f"http://{hall.way.address}/A/{hall.way.code(hall.meeting, hall.venue)}"
    await context.close()
