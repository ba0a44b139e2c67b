"""The arrival desk under Pilot: a scan is a fact at once, wherever the focus is and whatever else is going on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from textual.widgets import Input

from oatui.i18n import speaking
from oatui.rules.verdict import Level, Verdict
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.door_panels import recent
from oatui.screens.last_five import LastFive
from oatui.store import arrivals, meetings, people, presence, turned_away, venue_changes
from oatui.store.database import Store
from tests.conftest import Desk, FixedClock

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


def person(name: str, unit: str = "示例县商务局", serial: str = "") -> tuple[str, dict[str, str]]:
    return "", {"name": name, "unit": unit, "post": "科员", "phone": "13800001234", "serial": serial}


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> int:
    """A meeting at 09:00 with five people; the clock stands at 08:20."""
    start = clock.now() + timedelta(minutes=40)
    added = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    rows = [
        person("张三"),
        person("张珊", "示例一镇"),
        person("解芳"),
        person("单雄信"),
        person("[/x]", "示例二镇"),
    ]
    people.import_roster(store, added.id, rows, "名册.xlsx")
    return added.id


def code_of(store: Store, meeting: int, name: str) -> str:
    return next(one.code for one in people.listed(store, meeting) if one.name == name)


async def at_the_door(desk: Desk, meeting: int) -> None:
    desk.app.push_screen(ArrivalsPage(meeting))
    await desk.settle()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\t"])
async def test_a_pasted_scan_is_recorded(open_desk: OpenDesk, store: Store, meeting: int, end: str) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "张三") + end)
        assert "按时  08:20:00" in desk.text
        assert "张　三" in desk.text
        assert "开会 09:00，截止 08:45" in desk.text
        assert arrivals.attendance(store, meeting)[0].present == 1


async def test_keys_back_to_back_lose_nothing(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        keys = [
            key for name in ("张三", "解芳", "单雄信") for key in (*code_of(store, meeting, name), "enter")
        ]
        await desk.press(*keys)
        assert arrivals.attendance(store, meeting)[0].present == 3


async def test_full_width_digits_are_a_scan(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(store, meeting, "解芳"))
        await desk.type(wide + "\n")
        assert arrivals.attendance(store, meeting)[0].present == 1


async def test_the_time_is_the_time_of_the_scan(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        clock.at(8, 45, 0)
        await desk.type(code_of(store, meeting, "张三") + "\n")
        clock.at(8, 45, 1)
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        assert "晚签到  08:45:01" in desk.text
        clock.at(9, 0, 1)
        await desk.type(code_of(store, meeting, "单雄信") + "\n")
        assert "迟到  09:00:01" in desk.text
        counts = arrivals.attendance(store, meeting)[0]
        assert (counts.on_time, counts.after_deadline, counts.late) == (1, 1, 1)


async def test_a_second_scan_shows_the_first_time(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        code = code_of(store, meeting, "张三")
        await desk.type(code + "\n")
        clock.at(8, 50)
        await desk.type(code + "\n")
        assert "已签  08:20:00" in desk.text
        assert people.listed(store, meeting)[0].arrived_at == "2026-11-24T08:20:00+08:00"


@pytest.mark.parametrize(
    ("scan", "words"),
    [("1" * 25, "没有读全或读错"), ("hello 2026 world!", "没有找到"), ("12", "不是签到码")],
)
async def test_what_is_no_code_is_said(
    open_desk: OpenDesk, store: Store, meeting: int, scan: str, words: str
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(scan + "\n")
        assert words in desk.text
        assert arrivals.attendance(store, meeting)[0].present == 0


async def test_a_foreign_code_is_refused_and_recorded(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    start = clock.now() + timedelta(hours=4)
    other = meetings.add(store, "局务会", start, start + timedelta(hours=1))
    people.import_roster(store, other.id, [person("赵六")], "x")
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, other.id, "赵六") + "\n")
        assert "局务会" in desk.text
    assert [fact.kind for fact in arrivals.recent(store, meeting)] == ["refused"]


async def test_initials_a_digit_and_a_reason(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("z", "s")
        assert "1 张三" in desk.text and "2 张珊" in desk.text
        await desk.press("2", "enter")
        assert "手工签到，原因" in desk.text
        assert "按数字或写明，再按回车 >" in desk.text
        await desk.press("2", "enter")
        fact = arrivals.recent(store, meeting)[0]
        assert (fact.name, fact.reason, fact.actor) == ("张珊", "签到码损坏", "刘某某")


async def test_committed_chinese_and_a_written_reason(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type("单雄信\n")
        await desk.type("手机没电\n")
        assert arrivals.recent(store, meeting)[0].reason == "手机没电"


async def test_a_scan_in_the_middle_of_a_sign_in_by_hand(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type("单雄信\n")
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        assert arrivals.attendance(store, meeting)[0].present == 1
        await desk.type("1\n")
        assert arrivals.attendance(store, meeting)[0].present == 2


async def test_two_of_one_initials_are_never_chosen_by_the_desk(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("z", "s", "enter", "enter")
        assert arrivals.attendance(store, meeting)[0].present == 0
        assert "按数字和回车选人" in desk.text
        # what stands there is taken by its digit, and another digit is no scan that is refused
        await desk.type("3\n")
        assert "按数字和回车选人" in desk.text and "请按 1 到 2" in desk.text
        await desk.type("2\n")
        assert "手工签到，原因" in desk.text
        await desk.press("escape")
    assert not turned_away.count(store, meeting)


async def test_not_this_person_annuls_as_a_new_fact(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "张三") + "\n")
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        await desk.press("down", "f4")
        assert "已撤销" in desk.text
        facts = arrivals.recent(store, meeting)
        assert [fact.kind for fact in facts] == ["annulled", "signed_in", "signed_in"]
        assert (facts[0].name, facts[0].reason, facts[2].annulled) == ("张三", "不是本人", True)
        with speaking("en"):
            page = desk.app.screen
            assert isinstance(page, ArrivalsPage)
            assert "张三  annulled  Not this person" in recent(page.last_five, 60).plain
        # a second time: what is shown is an annulment, and takes nobody else back
        await desk.press("f4")
        assert "没有可撤销的" in desk.text and arrivals.attendance(store, meeting)[0].present == 1


async def test_not_this_person_is_who_is_shown_whoever_came_in_elsewhere(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    """A second terminal, a phone or a sub-venue writes between the scan and the key."""
    elsewhere = meetings.add_venue(store, meeting, "示例一镇").id
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "张三") + "\n")
        clock.pass_time(seconds=1)
        arrivals.sign_in(store, meeting, code_of(store, meeting, "解芳"))
        arrivals.sign_in(store, meeting, code_of(store, meeting, "单雄信"), venue=elsewhere)
        for _try in range(5):
            arrivals.sign_in(store, meeting, "不是码")
        await desk.settle()
        assert "> 08:20:00 张三" in desk.text and "单雄信" not in desk.text.split("最近五条")[1]
        await desk.press("f4")
        told = [(one.kind, one.name) for one in arrivals.recent(store, meeting) if one.annulled]
        assert told == [("signed_in", "张三")]
        # let in elsewhere and scanned here, too: the line is that of who is shown
        await desk.type(code_of(store, meeting, "张三") + "\n")
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        await desk.press("f4")
        assert {one.name for one in arrivals.recent(store, meeting) if one.annulled} == {"张三", "解芳"}
        # the door that stands open is renamed at another desk, and then taken off
        mistake = meetings.add_venue(store, meeting, "误加").id
        desk.app.look_for_changes()
        await desk.press("f6")
        await desk.press("f6")
        venue_changes.change(store, meeting, mistake, "示例二镇", None)
        desk.app.look_for_changes()
        await desk.settle()
        assert "示例二镇" in desk.text
        venue_changes.remove(store, meeting, mistake)
        desk.app.look_for_changes()
        await desk.type(code_of(store, meeting, "张三") + "\n")
        main = meetings.venues(store, meeting)[0].id
        assert (
            store.value("select venue from arrival_fact where kind = 'signed_in' order by at desc, seq desc")
            == main
        )


async def test_after_closing_a_named_person_may_allow_it(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    clock.at(9, 30, 1)
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type("解芳\n")
        await desk.type("1\n")
        assert "批准人姓名" in desk.text
        await desk.type("办公室主任\n")
        assert arrivals.attendance(store, meeting)[0].late == 1


async def test_typed_markup_is_text(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "[/x]") + "\n")
        assert "[/x]" in desk.text
        await desk.type("[/x")
        assert "[/x" in desk.text


async def test_another_terminal_is_seen(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("f5")
        assert "未签到 5" in desk.text
        arrivals.sign_in(store, meeting, code_of(store, meeting, "张三"))
        desk.app.look_for_changes()
        await desk.app.workers.wait_for_complete([one for one in desk.app.workers if one.group == "count"])
        await desk.pilot.pause()
        # the menu that stands open, too
        assert "实到 1" in desk.text and "未签到 4" in desk.text


async def test_nothing_repaints_while_a_name_is_typed(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("z")
        arrivals.sign_in(store, meeting, code_of(store, meeting, "解芳"))
        desk.app.look_for_changes()
        await desk.pilot.pause()
        assert "实到 0" in desk.text
        await desk.press("escape")
        desk.app.screen.load()  # type: ignore[attr-defined]
        await desk.pilot.pause()
        assert "实到 1" in desk.text


async def test_missing_by_unit(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        assert "示例县商务局 3  张三、解芳、单雄信" in desk.text
        await desk.press("f7")
        assert "示例一镇" in desk.text and "张珊" in desk.text


async def test_escape_leaves_step_by_step(open_desk: OpenDesk, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("z", "escape")
        assert isinstance(desk.app.screen, ArrivalsPage)
        await desk.type("单雄信\n")
        await desk.press("escape")
        assert isinstance(desk.app.screen, ArrivalsPage)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, ArrivalsPage)


async def test_somebody_who_is_here_leaves_early_and_comes_back(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        clock.at(9, 30)
        await desk.type("解芳\n")
        assert "1 提前离会" in desk.text
        await desk.type("1\n")
        assert "经主持领导同意" in desk.text
        await desk.type("2\n")
        assert "解芳 09:30:00 提前离会：身体不适" in desk.text
        clock.at(9, 40)
        await desk.type("解芳\n")
        await desk.type("1\n")
        assert "返回会场，离开 10 分" in desk.text


async def test_a_wrong_seat_and_a_phone(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        await desk.type("解芳\n")
        await desk.type("2\n")
        await desk.type("3排1座\n")
        assert "坐在 3排1座" in desk.text
        await desk.type("解芳\n")
        await desk.type("3\n")
        assert "手机已交工作人员" in desk.text
        await desk.type("解芳\n")
        await desk.type("4\n")
        await desk.type("2\n")
        assert "接打电话，已记" in desk.text
        await desk.press("up", "f4")
        assert "这一条不是签到" in desk.text and arrivals.attendance(store, meeting)[0].present == 1
        for typed in ("解芳\n", "5\n", "1\n", "1\n"):
            await desk.type(typed)
        assert "接打电话" in desk.text and "原记录保留备查" in desk.text
        # somebody else's card: what was noted of its owner is taken back where the sign-in was
        one = next(one for one in people.listed(store, meeting) if one.name == "解芳")
        fact = arrivals.standing(store, one.id)
        assert fact
        arrivals.annul(store, fact, "不是本人")
        await desk.type("解芳\n")
        assert "手工签到，原因" in desk.text
        for typed in ("4\n", "1\n", "1\n"):
            await desk.type(typed)
        assert not presence.phone_in(store, meeting, one.id)
        assert [noted.kind for noted in presence.notes(store, one.id)] == ["wrong_seat"]


async def test_each_face_is_looked_at_where_the_meeting_asks(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    meetings.change(store, meeting, confirm=True)
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        assert "是本人按 F8" in desk.text and "扫码即签" not in desk.text
        await desk.type(code_of(store, meeting, "张三") + "\n")
        await desk.type(code_of(store, meeting, "解芳") + "\n")
        assert "待核对" in desk.text and "张　三" in desk.text and "后面还有 1 人待核对" in desk.text
        assert "实到 0" in desk.text
        # a key says nothing of a face that does not stand on the panel, nor of one at another door
        await desk.type("单")
        await desk.press("f8")
        assert "实到 0" in desk.text and "张　三" in desk.text
        other = meetings.add_venue(store, meeting, "示例一镇").id
        arrivals.sign_in(store, meeting, code_of(store, meeting, "张珊"), venue=other)
        desk.app.look_for_changes()
        await desk.press("f8")
        assert "实到 1" in desk.text and "解　芳" in desk.text and "后面还有" not in desk.text
        await desk.press("f4")
        assert "不能代签" in desk.text and "实到 1" in desk.text


async def test_a_locked_door_only_takes_scans(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        page = desk.app.screen
        await desk.press("insert")
        desk.app.screen.query_one(Input).value = "12a"
        await desk.press("enter")
        assert "4 到 8 位数字" in desk.text
        desk.app.screen.query_one(Input).value = "2468"
        await desk.press("enter")
        for key in ("f2", "f3", "escape", "f5", "f7", "ctrl+q", "ctrl+p"):
            await desk.press(key)
            assert desk.app.screen is page, key
        await desk.type("张三\n")
        assert "只能扫码" in desk.text
        await desk.type(code_of(store, meeting, "张三") + "\n")
        assert arrivals.attendance(store, meeting)[0].present == 1
        await desk.press("insert")
        assert "Ins 解锁" in desk.text
        await desk.press(*"1111", "enter")
        assert "密码不对" in desk.text
        await desk.press(*"2468", "enter")  # in place of the wrong one
        assert "已解锁" in desk.text
        await desk.press("f3")
        assert desk.app.screen is not page


def test_how_it_ended_is_read_whole_beside_a_long_unit() -> None:
    said = Verdict("17-5", Level.OK, "signin.on_time", {})
    one = arrivals.Fact(("a", 1), "signed_in", "2026-11-24T08:20:00", 1, "赵例示", "示例县农业农村局", None, "late", said,
               "", "", False)  # fmt: skip
    last = LastFive()
    last.show([one])
    lines = {width: recent(last, width).plain.splitlines()[1] for width in (24, 36, 60)}
    assert lines == {
        24: "> 08:20:00 赵例示  迟到",
        36: "> 08:20:00 赵例示  示例县农..  迟到",
        60: "> 08:20:00 赵例示  示例县农业农村局  迟到",
    }
