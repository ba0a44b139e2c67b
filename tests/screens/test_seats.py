"""The seats of a meeting on screen: arranged, moved, marked, undone, and coloured as people sign in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.widgets import Input, TextArea

from oatui.i18n import set_language
from oatui.rules.seating import Seat
from oatui.screens.ask import Ask
from oatui.screens.head_table import HeadTablePage, read_names
from oatui.screens.seat_find import SeatFindPage
from oatui.screens.seat_forms import GONE, LOOKS, SIGNS, STATUS_WORDS, STEP_WORDS, legend
from oatui.screens.seats import SeatsPage
from oatui.store import arrivals, meetings, off_roster, people, seat_facts, seat_map, seats
from oatui.store.database import Store, StoreTrouble
from oatui.widgets.form import Form
from oatui.widgets.seat_map import SeatMap
from tests.conftest import Desk, FixedClock
from tests.store.acts import a_meeting, person

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def meeting(store: Store) -> meetings.Meeting:
    """Eight people, no seats yet."""
    return a_meeting(store)


@pytest.fixture
def seated(store: Store, meeting: meetings.Meeting) -> meetings.Meeting:
    seats.set_plan(store, 1, 3, 4, [2])
    seats.arrange(store, 1, "across")
    return meeting


@asynccontextmanager
async def page_of(
    open_desk: OpenDesk, meeting: meetings.Meeting, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Desk, SeatsPage]]:
    async with open_desk(size=size) as desk:
        page = SeatsPage(meeting.id)
        desk.app.push_screen(page)
        await desk.settle()
        yield desk, page


def seats_of(store: Store) -> list[str | None]:
    return [one.seat for one in people.listed(store, 1, -1)]


async def fill(desk: Desk, **values: str) -> None:
    """Fill the small form and send it."""
    assert isinstance(desk.app.screen, Ask)
    form = desk.app.screen.query_one(Form)
    for key, value in values.items():
        form.fill(key, value)
    await desk.press("f5")


async def test_an_empty_hall_says_what_to_do_and_is_arranged(
    open_desk: OpenDesk, store: Store, meeting: meetings.Meeting
) -> None:
    async with page_of(open_desk, meeting) as (desk, page):
        assert "按 F4 定排数和每排座数" in desk.text
        assert (
            "无座位 8" in desk.text and "已到" not in desk.text
        )  # nobody is counted on seats that are not there
        await desk.press("f4")
        await fill(desk, rows="1", columns="4", aisles="2")
        # refused under its field, with the numbers; nothing is written
        assert "可用座位只有 4 个" in desk.text
        assert "F5 确定" in desk.text
        assert seat_map.last_step(store, 1) is None
        await fill(desk, rows="3", method="down")
        assert desk.app.screen is page
        assert "已排 8 人，都有座位" in desk.text
        assert "已到 0  无座位 0  已排 8  空座 4  座位 12" in desk.text
        assert seats_of(store).count(None) == 0


async def test_a_small_screen_cuts_no_figure_in_half_and_names_the_key_of_the_cards(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    for name in ("示例一镇", "示例二镇", "示例三镇"):
        meetings.add_venue(store, seated.id, name)
    async with page_of(open_desk, seated) as (desk, _page):
        line = next(line for line in desk.text.splitlines() if "已到" in line)
        assert line.split()[-2:] == ["已排", "8"]
        assert next(line for line in desk.text.splitlines() if "1排1座" in line).endswith("席签按 0")


async def test_a_person_is_moved_and_two_are_swapped(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    names = [one.name for one in people.listed(store, 1)]
    async with page_of(open_desk, seated) as (desk, page):
        assert f"1排1座  {names[0]}" in desk.text
        await desk.press("enter")
        assert f"拿着 {names[0]}" in desk.text
        await desk.press("down", "down", "enter")
        assert "坐到 3排1座" in desk.text
        assert seats_of(store)[0] == "3排1座"
        await desk.press("enter", "up", "enter")
        assert "已对调" in desk.text
        assert (seats_of(store)[0], seats_of(store)[4]) == ("2排1座", "3排1座")
        # put down again: Esc does not leave the page
        await desk.press("enter", "escape")
        assert "拿着" not in desk.text
        await desk.press("f8")
        assert "已撤销：对调（刘某某，08:20）" in desk.text
        assert seats_of(store)[0] == "3排1座"
        # another desk takes off the roster whom this one has in hand
        await desk.press("enter")
        assert "拿着" in desk.text
        held = page.picked
        assert held
        off_roster.take_off(store, 1, [held.id], "报错会议")
        desk.app.look_for_changes()
        await desk.settle()
        assert page.picked is None and "拿着" not in desk.text


async def test_undoing_a_whole_arrangement_asks_first(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting, clock: FixedClock
) -> None:
    async with page_of(open_desk, seated) as (desk, _page):
        await desk.press("f8")
        assert "撤销“排座”（刘某某，2026年11月24日 08:20）？" in desk.text
        # another desk seats them anew before the answer: that would go, and is asked about
        clock.pass_time(minutes=1)
        seats.arrange(store, 1, "down")
        await desk.press("enter")
        assert "撤销“排座”（刘某某，2026年11月24日 08:21）？" in desk.text
        await desk.press("escape")
        assert seats_of(store).count(None) == 0
        await desk.press("f8", "enter")
        assert "已撤销：排座" in desk.text and seats_of(store).count(None) == 0
        await desk.press("f8", "enter")
        assert seats_of(store).count(None) == 8
        await desk.press("f8", "enter", "f8")
        assert "没有可以撤销的排座" in desk.text


async def test_the_mouse_does_the_same(open_desk: OpenDesk, store: Store, seated: meetings.Meeting) -> None:
    async with page_of(open_desk, seated) as (desk, page):
        name = people.listed(store, 1)[0].name
        top = next(n for n, line in enumerate(desk.text.splitlines()) if name in line) - page.map.region.y
        # the cursor is on the first seat: a click, or a double one, picks the person up
        await desk.pilot.click(SeatMap, offset=(6, top), times=2)
        assert page.picked
        await desk.pilot.click(SeatMap, offset=(6, top + 4))
        await desk.pilot.click(SeatMap, offset=(6, top + 4))
        await desk.settle()
        assert seats_of(store)[0] == "3排1座"


async def test_a_refusal_is_said_and_the_person_stays_in_hand(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    seats.mark(store, 1, [Seat(3, 1)], "blocked")
    async with page_of(open_desk, seated) as (desk, page):
        await desk.press("enter", "down", "down", "enter")
        assert "3排1座 已停用" in desk.text
        assert page.picked
        assert seats_of(store)[0] == "1排1座"


async def test_seats_are_marked(open_desk: OpenDesk, store: Store, seated: meetings.Meeting) -> None:
    async with page_of(open_desk, seated) as (desk, page):
        page.map.cursor = Seat(3, 1)
        await desk.press("f7")
        await fill(desk, seats="3排", mark="blocked")
        assert "已停用 4 座" in desk.text
        await desk.press("f7")
        await fill(desk, mark="given", unit="无此单位")
        assert "名册上没有“无此单位”的人" in desk.text
        await fill(desk, unit="县财政局")
        assert seat_map.read(store, 1).floor[Seat(3, 1)].unit == "县财政局"
        assert "3排1座  划给单位 县财政局" in desk.text


async def test_a_store_that_takes_nothing_is_said_under_the_field(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    async with page_of(open_desk, seated) as (desk, _page):
        desk.app.session.distrust(StoreTrouble("store.disk_full"))
        for key in ("f4", "f7"):
            await desk.press(key, "f5")
            assert isinstance(desk.app.screen, Ask) and "磁盘" in desk.text
            await desk.press("escape")


def test_every_colour_of_a_seat_has_a_sign_of_its_own() -> None:
    assert SIGNS.keys() == STATUS_WORDS.keys() == {key for key in LOOKS if key}
    assert len({*SIGNS.values(), GONE}) == len(SIGNS) + 1


@pytest.mark.parametrize(
    ("on_floor", "at_head", "words"),
    [
        (None, False, ""),
        ("late", False, "! 迟到"),
        ("leave", True, "- 已请假  x 已不坐这里"),
    ],
)
def test_the_legend_says_the_signs_that_are_there(on_floor: str | None, at_head: bool, words: str) -> None:
    seat, front = Seat(1, 1), Seat(1, 1, True)
    floor = {seat: seat_map.Place(seat, seat_map.Sitter(1, "示例", "", "", on_floor))}
    head = [[seat_map.HeadPlace(front, 1, "示甲", None, gone=at_head)]]
    venue = meetings.Venue(1, "主会场", "main", None)
    assert legend(seat_map.SeatMap(venue, None, None, head, floor)) == words


async def test_the_map_is_coloured_and_signed_as_people_sign_in(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    async with page_of(open_desk, seated) as (desk, page):
        await desk.press("right")
        one = people.listed(store, 1)[5]

        def look(page: SeatsPage) -> str:
            tile = page.map.floor(Seat(2, 2))
            return tile.look if tile else ""

        assert look(page) == "person" and "+" not in desk.text
        arrivals.sign_in(store, 1, one.code)
        await desk.settle()
        assert look(page) == "ok"
        assert "已到 1" in desk.text
        # what the colour says is said without it
        assert "+ 按时签到" in desk.text and f"{one.name}+" in "".join(desk.text.split(" "))
        # the cursor has stayed
        assert page.map.cursor == Seat(1, 2)


async def test_a_newcomer_is_found_and_put_on_a_seat(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    people.import_roster(store, 1, [("", person(20) | {"name": "新来某"})], "增补.xlsx")
    seats.set_plan(store, 1, 2, 3)
    async with page_of(open_desk, seated, (120, 36)) as (desk, page):
        assert "没有座位的 3 人" in desk.text
        assert "原 1排4座" in desk.text
        await desk.press("f5")
        assert isinstance(desk.app.screen, SeatFindPage)
        desk.app.screen.query_one(Input).value = "xlm"
        await desk.settle()
        desk.app.screen.query_one(Input).value = "新来"
        await desk.settle()
        assert "找到 1 人" in desk.text
        await desk.press("enter")
        assert "拿着 新来某" in desk.text
        await desk.press("escape", "f4")
        await fill(desk, rows="3", columns="4")
        assert "已排 9 人，都有座位" in desk.text
        # the six who had a seat have kept it
        assert seats_of(store)[:3] == ["1排1座", "1排2座", "1排3座"]
        await desk.press("f5")
        desk.app.screen.query_one(Input).value = "新来"
        await desk.press("enter")
        assert page.map.cursor
        assert page.map.cursor.label == seats_of(store)[8]


async def test_digits_choose_the_venue(open_desk: OpenDesk, store: Store, seated: meetings.Meeting) -> None:
    people.import_roster(store, 1, [("示例镇分会场", person(30))], "增补.xlsx")
    async with page_of(open_desk, seated) as (desk, page):
        await desk.press("2")
        assert page.venue_id == 2
        assert "按 F4 定排数和每排座数" in desk.text
        await desk.press("9")
        assert page.venue_id == 2
        await desk.press("1")
        assert "1排1座" in desk.text


# ------------------------------------------------------------------ the head table


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李县长\n张三 县商务局\n", ["李县长", "张三 县商务局"]),
        ("1. 李县长\n2、张三\n３）王五", ["李县长", "张三", "王五"]),
        ("李县长、张三，王五；赵六", ["李县长", "张三", "王五", "赵六"]),
        (" \n、", []),
    ],
)
def test_names_are_read_as_they_are_pasted(text: str, names: list[str]) -> None:
    assert read_names(text) == names


async def test_the_head_table_shows_both_pictures_and_is_confirmed(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting
) -> None:
    async with page_of(open_desk, seated) as (desk, _page):
        await desk.press("f6")
        assert isinstance(desk.app.screen, HeadTablePage)
        desk.app.screen.query_one(TextArea).text = "李县长\n曾乐\n吕布\n王敏"
        await desk.settle()
        for ranks in ("3 1 2 4", "4 2 1 3"):
            assert desk.text.count(ranks) == 2
        assert "从台下看：吕布、李县长、曾乐、王敏" in desk.text
        await desk.press("f4")
        assert "从台下看：王敏、曾乐、李县长、吕布" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, HeadTablePage) and "还没有保存" in desk.text
        await desk.press("f5")
        assert "主席台名单要写明由谁确认" in desk.text
        assert desk.app.screen.query_one(Form).control("by").has_focus
        desk.app.screen.query_one(Form).fill("by", "张主任")
        await desk.press("f5")
        assert "名册上有 2 位王敏" in desk.text
        desk.app.screen.query_one(TextArea).text = "李县长\n曾乐\n吕布\n王敏 县财政局"
        await desk.press("f5")
        assert isinstance(desk.app.screen, SeatsPage)
        assert "不在本会场名册上的：李县长" in desk.text
        assert "台上人看，从左手到右手：吕布、李县长、曾乐、王敏" in desk.text
        await desk.press("up", "enter")
        assert "主席台座次只按确认的名单排" in desk.text
        assert "名单由张主任确认" in desk.text
        # opened again, it can be sent as it stands
        await desk.press("f6", "escape")
        assert isinstance(desk.app.screen, SeatsPage)
        await desk.press("f6")
        assert desk.app.screen.query_one(TextArea).text == "李县长\n曾乐\n吕布\n王敏 县财政局"
        await desk.press("f5")
        assert isinstance(desk.app.screen, SeatsPage)


def test_every_step_has_its_word() -> None:
    assert set(STEP_WORDS) == set(seat_facts.STEPS)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_strange_names_and_small_windows(
    open_desk: OpenDesk, store: Store, seated: meetings.Meeting, size: tuple[int, int], language: str
) -> None:
    for who, name in enumerate(
        ["[/x]", "阿依古丽·买买提·艾合买提·吐尔逊", "𠮷田", "a\x07b", "王　敏", "Zhang Fang"], start=1
    ):
        people.change(store, who, name=name, unit="[bold]单位" * 9)
    set_language(language)
    async with page_of(open_desk, seated, size) as (desk, _page):
        # an English name whole where there is room
        assert ("Zhang Fang" in desk.text) == (language == "en" and size[0] > 40)
        for keys in (
            ["f4", "f3"],
            ["f5", "f3"],
            ["f6", "f3"],
            ["f7", "f3"],
            ["f1", "f3"],
            ["enter", "down", "enter"],
        ):
            await desk.press(*keys)
        assert seats_of(store)[0] == "2排1座"
