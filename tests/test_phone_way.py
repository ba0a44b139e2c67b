"""The phone way of a desk, over real connections: opened by a key, closed with the meeting, honest in between."""

from __future__ import annotations

import asyncio
import re
import stat
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from oatui.phone_way import PhoneWay
from oatui.rules.verdict import Refused
from oatui.store import attendance, closing, meetings, people, phone
from oatui.store.database import Store
from tests.conftest import FixedClock
from tests.web.desks import ticket_of


class Hall(NamedTuple):
    way: PhoneWay
    store: Store
    meeting: int
    venue: int
    keys: Path


@pytest.fixture
async def hall(store: Store, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Hall]:
    day = clock.at(8, 30)
    meeting = meetings.add(store, "全县商务工作会议", day.replace(hour=9, minute=0), day.replace(hour=11)).id
    rows = [
        {"name": f"张{n}", "unit": "示例一镇", "post": "干事", "phone": f"1380000{n:04d}", "serial": str(n)}
        for n in range(10)
    ]
    people.import_roster(store, meeting, [(meetings.MAIN_VENUE, row) for row in rows], "名册")

    async def record(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return act(store, *args, **kwargs)

    way = PhoneWay(clock, store, record, tmp_path / "keys")
    yield Hall(way, store, meeting, meetings.venues(store, meeting)[0].id, tmp_path / "keys")
    await way.stop()


async def opened(hall: Hall) -> None:
    await hall.way.open(hall.meeting, hall.venue, "127.0.0.1", 0, not_secret=True)


def client(hall: Hall) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://{hall.way.address}", trust_env=False, follow_redirects=True)


async def signs_in(hall: Hall, number: int) -> str:
    async with client(hall) as one:
        form = await one.get(f"/A/{hall.way.code(hall.meeting, hall.venue)}")
        sent = {"name": f"张{number}", "digits": f"{number:04d}", "t": ticket_of(form.text)}
        return (await one.post("/S", data=sent)).text


async def test_a_phone_signs_in_over_a_real_connection(hall: Hall) -> None:
    await opened(hall)
    assert await hall.way.reaches_itself()
    assert "按时" in await signs_in(hall, 3)
    assert attendance.attendance(hall.store, hall.meeting)[0].present == 1


async def test_many_phones_at_once_are_each_one_row(hall: Hall) -> None:
    await opened(hall)
    await asyncio.gather(*(signs_in(hall, number) for number in range(10)))
    assert attendance.attendance(hall.store, hall.meeting)[0].present == 10


async def test_nothing_listens_before_the_key_nor_without_the_tick(hall: Hall) -> None:
    assert hall.way.address == ""
    with pytest.raises(Refused) as no:
        await hall.way.open(hall.meeting, hall.venue, "127.0.0.1", 0, not_secret=False)
    assert no.value.verdict.key == "phone.not_declared"
    assert hall.way.address == ""
    assert not hall.keys.exists() or not list(hall.keys.iterdir())


async def test_closing_it_ends_the_server_and_the_key(hall: Hall) -> None:
    await opened(hall)
    (key,) = hall.keys.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert hall.store.path.parent != hall.keys
    address = hall.way.address
    await hall.way.close(hall.meeting, hall.venue)
    assert hall.way.address == "" and not list(hall.keys.iterdir())
    with pytest.raises(httpx.ConnectError):
        async with httpx.AsyncClient(trust_env=False) as one:
            await one.get(f"http://{address}/")


async def test_closing_the_meeting_ends_it(hall: Hall, clock: FixedClock) -> None:
    await opened(hall)
    clock.at(11, 30)
    closing.close(hall.store, hall.meeting)
    await hall.way.watch()
    assert hall.way.address == "" and not list(hall.keys.iterdir())
    with pytest.raises(Refused):
        await opened(hall)


async def test_a_desk_started_again_goes_on_with_the_same_key(hall: Hall) -> None:
    await opened(hall)
    before = hall.way.code(hall.meeting, hall.venue)
    await hall.way.stop()
    assert not hall.way.is_open(hall.meeting, hall.venue)
    assert phone.open_ways(hall.store)
    again = PhoneWay(hall.way.clock, hall.store, hall.way._record, hall.keys)
    await again.open(hall.meeting, hall.venue, "127.0.0.1", 0, not_secret=True)
    assert again.code(hall.meeting, hall.venue) == before
    await again.stop()


async def test_a_taken_port_is_a_sentence_and_opens_nothing(hall: Hall) -> None:
    await opened(hall)
    other = PhoneWay(hall.way.clock, hall.store, hall.way._record, hall.keys)
    with pytest.raises(Refused) as no:
        await other.open(hall.meeting, hall.venue, "127.0.0.1", hall.way.port, not_secret=True)
    assert no.value.verdict.key == "phone.port_taken"
    assert other.address == ""


async def test_a_second_venue_shares_the_address(hall: Hall) -> None:
    sub = meetings.add_venue(hall.store, hall.meeting, "示例一镇分会场").id
    await opened(hall)
    await hall.way.open(hall.meeting, sub, hall.way.host, hall.way.port, not_secret=True)
    assert hall.way.code(hall.meeting, sub) != hall.way.code(hall.meeting, hall.venue)
    with pytest.raises(Refused) as no:
        await hall.way.open(hall.meeting, sub, "127.0.0.1", 1, not_secret=True)
    assert no.value.verdict.key == "phone.listens_elsewhere"
    await hall.way.close(hall.meeting, hall.venue)
    assert hall.way.is_open(hall.meeting, sub)


async def test_the_projector_shows_code_counts_and_time_left(hall: Hall) -> None:
    await opened(hall)
    await signs_in(hall, 1)
    async with client(hall) as one:
        page = (await one.get("/WALL")).text
    assert "应到 10" in page and "已到 1" in page and "15:00" in page


async def test_a_pairing_code_works_once_for_ten_minutes_and_five_tries(
    hall: Hall, clock: FixedClock
) -> None:
    await opened(hall)
    code = hall.way.new_pairing()
    assert hall.way.pair(f"{code[:4].lower()} {code[4:].lower()}".replace("0", "o").replace("1", "l"))
    assert not hall.way.pair(code)
    code = hall.way.new_pairing()
    clock.moment += timedelta(minutes=10, seconds=1)
    assert not hall.way.pair(code)
    code = hall.way.new_pairing()
    assert not any(hall.way.pair("XXXXXXXX") for _try in range(5))
    assert not hall.way.pair(code)
    assert not hall.way.pair("签到")


async def test_nothing_of_a_phone_is_in_the_store_but_marks(hall: Hall) -> None:
    await opened(hall)
    async with client(hall) as one:
        one.headers["user-agent"] = "Mozilla/5.0 unmistakable"
        form = await one.get(f"/A/{hall.way.code(hall.meeting, hall.venue)}")
        await one.post("/S", data={"name": "张1", "digits": "9876", "t": ticket_of(form.text)})
        device = one.cookies["oatui"]
    whole = "\n".join(str(tuple(row)) for row in hall.store.rows("select body, private from event"))
    whole += "\n".join(str(tuple(row)) for row in hall.store.rows("select * from phone_try"))
    for secret in ("unmistakable", device, ticket_of(form.text), "127.0.0.1 "):
        assert secret not in whole
    assert "9876" not in re.sub("[0-9a-f]{12,}", "", whole)  # which a random code may hold by chance
