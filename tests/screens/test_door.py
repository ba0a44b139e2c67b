"""At the arrival desk beyond the plain scan: each scene once, from the key to the store."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.widgets import Input, TextArea
from textual.widgets.input import Selection

from oatui import themes
from oatui.rules.personal_code import check_digit
from oatui.rules.verdict import refuse
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.door_figures import figures
from oatui.screens.help import HelpLine
from oatui.screens.lines import LinesAsk
from oatui.screens.oa import OaPage
from oatui.screens.roster import RosterPage
from oatui.store import arrivals, head_table, leave, meetings, people, presence, settings, turned_away
from oatui.store.database import Store, StoreTrouble, sqlite3
from tests.conftest import Desk, FixedClock
from tests.screens.test_arrivals import at_the_door, code_of

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
NAMES = [("张三", "示例县商务局"), ("张珊", "示例一镇"), ("解芳", "示例县商务局"), ("单雄信", "示例县商务局")]


@pytest.fixture
def meeting(store: Store, clock: FixedClock) -> int:
    """A meeting at 09:00 with four people; the clock stands at 08:20."""
    start = clock.now() + timedelta(minutes=40)
    added = meetings.add(store, "全县商务工作会议", start, start + timedelta(hours=2))
    rows = [{"name": name, "unit": unit, "post": "科员", "phone": "", "serial": ""} for name, unit in NAMES]
    people.import_roster(store, added.id, [("", row) for row in rows], "名册.xlsx")
    settings.set_value(store, "role.office_check", "李主任")
    return added.id


async def fill(desk: Desk, *texts: str) -> None:
    """Fill the fields of the small form in order, each with Enter."""
    for text in texts:
        field = desk.app.screen.focused
        assert isinstance(field, Input)
        if text:
            field.value = text
        await desk.press("enter")


async def test_a_substitute_on_the_spot(open_desk: OpenDesk, store: Store, meeting: int) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await at_the_door(desk, meeting)
        await desk.type("王五\n")
        assert "不在名册上" in desk.text and "1 现场替会" in desk.text
        await desk.type("1\n")
        assert "替谁参会" in desk.text
        await desk.type("zs\n")
        assert "1 张三" in desk.text and "2 张珊" in desk.text
        await desk.press("enter")
        assert "1 张三" in desk.text and "请按 1 到 2" in desk.text
        await desk.type("2\n")
        assert "因何不能到会" in desk.text
        await desk.type("1\n")
        assert "批准人（回车：李主任）" in desk.text
        await desk.press("enter")
        assert "王　五" in desk.text and "现场替会：王五 替 张珊 参会" in desk.text
        assert arrivals.attendance(store, meeting)[0].substitute == 1
        # a post that somebody stands in for is one person
        door = meetings.venues(store, meeting)[0].id
        assert figures(store, meeting, door).stands["roster"] == "4 人" and people.count(store, meeting) == 5
        # whose place it is comes after all: the name, and one digit
        await desk.type("zs2\n")
        assert "已请假，由 王五 替会，" in desk.text and "1 本人来了" in desk.text
        await desk.type("2\n")
        assert "本人来了按 1" in desk.text
        await desk.type("1\n")
        assert "张　珊" in desk.text and "王五 的替会已撤回" in desk.text
        # what cannot be recorded by hand is seen, and not the question before it
        desk.app.session.distrust(StoreTrouble("store.moved"))
        await desk.type("zs1\n")
        await desk.press("enter")
        await desk.settle()
        assert "数据文件已换成另一个" in desk.text and "手工签到，原因" not in desk.text
    granted = leave.listed(store, meeting)[0]
    assert (granted.name, granted.kind, granted.approver) == ("张珊", "sick", "李主任")
    counts = arrivals.attendance(store, meeting)[0]
    assert (counts.expected, counts.present, counts.substitute) == (4, 1, 0)


async def test_a_stranger_is_turned_away_or_looked_for_again(
    open_desk: OpenDesk, store: Store, meeting: int
) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await at_the_door(desk, meeting)
        for sign in "②³":  # what an input method has for a number is none that is asked for
            await desk.type(f"{sign}\n")
            assert f"名册里没有找到“{sign}”" in desk.text
        await desk.press("escape")
        await desk.type("解方")  # said while it is typed, and gone with what is typed on
        assert "名册里没有找到“解方”" in desk.text and "按回车：现场替会" in desk.text
        await desk.press("backspace")
        assert "没有找到" not in desk.text and "按数字和回车选人" in desk.text
        await desk.press("escape")
        await desk.type("[/x]\n")
        await desk.type("解芳\n")  # another name, not an answer
        assert "手工签到，原因" in desk.text
        await desk.press("escape")
        await desk.type("qq\n")
        await desk.type("2\n")
        assert "输入来的人的姓名" in desk.text
        await desk.type("[/y]\n")
        assert "不可" in desk.text and "[/y] 不在本次会议名册上" in desk.text
        await desk.type("Fan Bing\n2\n")  # a name, which is not asked for again
        assert "Fan Bing 不在本次会议名册上" in desk.text
        await desk.type("qq\n")
        await desk.type(code_of(store, meeting, "张三") + "\n")  # a scan is a scan
        assert arrivals.attendance(store, meeting)[0].present == 1
        await desk.press("escape", "f5")
        assert "7 门口未准签" in desk.text and "2 次" in desk.text
        await desk.type("7\n")
        assert "其中不在名册上 2 次" in desk.text and "[/y]" in desk.text
    assert [one.name for one in turned_away.strangers(store, meeting)] == ["Fan Bing", "[/y]"]


async def test_the_line_at_the_deadline(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        assert "排队截止" not in desk.text
        await desk.press("delete")
        assert "排队截止在 08:44:00 到 08:46:00" in desk.text
        clock.at(8, 45, 5)
        page = desk.app.screen
        assert isinstance(page, ArrivalsPage)
        page.tick()
        await desk.settle()
        assert "按 Del 标记" in desk.text
        await desk.press("delete")
        assert "已标记排队截止：08:45:05" in desk.text and "到 08:48:05" in desk.text
        await desk.press("delete")
        assert "这个签到台已于 08:45:05 标记排队截止" in desk.text
        clock.at(8, 46)
        for name in ("张三", "解芳", "单雄信"):
            await desk.type(code_of(store, meeting, name) + "\n")
        await desk.settle()
        assert "晚签到 3" in desk.text
        await desk.press("f5")
        await desk.settle()
        assert "3 人待认定" in desk.text
        await desk.type("3\n")
        assert "已勾选 3 人，按 F4 认定" in desk.text
        await desk.press("space", "f4")
        assert "认定 2 人 08:45 截止前已到场" in desk.text
        await fill(desk, "", "")
        assert "李主任 认定 2 人" in desk.text and "已勾选" not in desk.text
        assert arrivals.attendance(store, meeting)[0].on_time == 2
        await desk.press("f6")
        await fill(desk, "认错了")
        assert arrivals.attendance(store, meeting)[0].on_time == 0
        assert "已勾选 2 人" in desk.text


async def test_leaders_are_ticked(open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock) -> None:
    async with open_desk(size=(120, 36)) as desk:
        await at_the_door(desk, meeting)
        await desk.press("f5")
        await desk.type("2\n")
        assert "按 F4 从名册里选" in desk.text
        await desk.press("f4")
        await fill(desk, "解芳")
        clock.at(8, 58)
        await desk.press("enter")
        assert "[x]" in desk.text and "到会 1 / 1" in desk.text
        assert arrivals.attendance(store, meeting)[0].on_time == 1
        await desk.press("f5")
        assert "不计入应到" in desk.text and arrivals.attendance(store, meeting)[0].expected == 3
        await desk.press("space")
        assert "到会 0 / 1" in desk.text
        clock.at(9, 31)
        await desk.press("space")
        assert "补登要有批准人" in desk.text
        await fill(desk, "")
        assert "到会 1 / 1" in desk.text
        await desk.press("f6")
        assert "没有主席台名单" in desk.text
    assert head_table.listed(store, meeting) == []


async def test_a_paper_sheet_is_ticked_and_entered(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    clock.at(9, 40)
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("f5")
        await desk.type("5\n")
        assert "未签到 4" in desk.text
        await desk.press("f5")
        assert "没有勾选的人" in desk.text
        await desk.press("f4")
        assert "已勾选 3 人" in desk.text
        await desk.press("home", "space")
        assert "已勾选 2 人" in desk.text
        # typing looks for a name, and the ticks stay
        await desk.press("z", "s", "down")
        assert "解芳" not in desk.text and "张珊" in desk.text and "已勾选 2 人" in desk.text
        await desk.press("shift+tab", "backspace", "backspace", "down")
        await desk.press("f7")
        assert "张三" not in desk.text and "解芳" in desk.text
        await desk.press("f5")
        await fill(desk, "", "", "0845")
        assert "补录 2 人，时间 08:45:00，李主任 批准" in desk.text and "未签到 2" in desk.text
    assert arrivals.attendance(store, meeting)[0].on_time == 2


async def test_another_theme_is_also_that_of_the_bars(open_desk: OpenDesk, meeting: int) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        for theme in (themes.LIGHT, themes.DARK):
            desk.app.choose_theme(theme.name)
            await desk.settle()
            empty = Color.parse(desk.app.theme_variables["primary-muted"])
            strips = desk.app.screen.query_one("#counts").render_lines(Region(0, 0, 40, 2))
            assert empty.rich_color in {one.style.bgcolor for one in strips[1] if one.style}


async def test_a_door_whose_store_is_damaged_says_so_and_stays(
    open_desk: OpenDesk, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_args: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr("oatui.screens.arrivals.figures", damaged)
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("f5")
        assert "数据文件已损坏" in desk.text and isinstance(desk.app.screen, ArrivalsPage)


async def test_the_exit_desk_says_so_large_and_ends_by_the_same_key(
    open_desk: OpenDesk, store: Store, meeting: int, clock: FixedClock
) -> None:
    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        code = code_of(store, meeting, "解芳")
        await desk.type(code + "\n")
        clock.at(9, 5)
        await desk.press("f5")
        await desk.type("4\n")
        assert "离场登记：扫一次是离场" in desk.text and "结束离场登记" in desk.text
        await desk.type(code + "\n")
        assert "离场  09:05:00" in desk.text and "会中离开未返回 1 人" in desk.text
        await desk.type("解芳\n")
        assert "5 补写离会原因" in desk.text
        await desk.type("5\n")
        await desk.type("2\n")
        assert presence.out(store, meeting)[0].reason == "身体不适"
        await desk.press("f7", "f5")
        assert "09:05:00" in desk.text and "身体不适" in desk.text
        clock.at(9, 16)
        await desk.press("enter")
        assert "返回会场，离开 11 分" in desk.text and "没有人离开会场" in desk.text
        await desk.press("f3", "f3", "f5")
        assert "离场登记：" not in desk.text
        await desk.type(code_of(store, meeting, "张三") + "\n")
        assert arrivals.attendance(store, meeting)[0].present == 2
        # what was noted by mistake is taken back where it was noted
        await desk.type("解芳\n")
        await desk.type("5\n")
        assert "撤回哪一条登记" in desk.text and "1 09:16 返回会场" in desk.text
        await desk.type("1\n")
        await desk.type("1\n")
        assert "已撤回 解芳 09:16 的登记：返回会场" in desk.text
        assert "解芳  已撤回：返回会场" in desk.text  # the sign-in is not what was taken back
        assert presence.out(store, meeting)[0].reason == "身体不适"


async def test_a_scan_goes_to_the_door_although_another_page_lies_over_it(
    open_desk: OpenDesk, store: Store, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_args: object, **_values: object) -> None:
        raise refuse("clear_desk.unclosed")

    async with open_desk() as desk:
        await at_the_door(desk, meeting)
        await desk.press("f5", "1", "enter")
        assert isinstance(desk.app.screen, RosterPage)
        await desk.press(*code_of(store, meeting, "张三"), "enter")
        assert isinstance(desk.app.screen, RosterPage) and "张三 已扫码：开会 09:00" in desk.text
        assert desk.app.screen.input_line.value == ""  # the digits are taken back
        assert arrivals.attendance(store, meeting)[0].present == 1
        await desk.press("z", *code_of(store, meeting, "解芳"), "enter")
        assert desk.app.screen.input_line.value == "z" and "解芳 已扫码" in desk.text
        assert arrivals.attendance(store, meeting)[0].present == 2
        # under a form over that page, too
        await desk.press("f9", *code_of(store, meeting, "张三"), "enter")
        assert isinstance(desk.app.screen, Ask) and "张三 已扫码" in desk.text
        with monkeypatch.context() as at:
            at.setattr(arrivals, "sign_in", closed)
            await desk.press(*code_of(store, meeting, "张三"), "enter")
            assert (
                isinstance(desk.app.screen, Ask)
                and refuse("clear_desk.unclosed").verdict.message in desk.text
            )
        await desk.press("escape")
        # what no card has on it is text for the page
        await desk.press(*"1234512345123451234512345")
        assert desk.app.screen.input_line.value.endswith("12345")
        assert arrivals.attendance(store, meeting)[0].present == 2


async def take(_text: str) -> None:
    """What the box of several lines does with its text."""


async def scan(desk: Desk, text: str, gap: float = 0.008, first_gap: float | None = None) -> None:
    """As a scanner types: a key every so many seconds, Enter at the end."""
    moment = time.monotonic() - 26 * gap - (first_gap or 0)
    for place, key in enumerate((*text, "enter")):
        event = events.Key(key, "\r" if key == "enter" else key)
        event.time = moment
        desk.app.post_message(event)
        moment += first_gap if place == 0 and first_gap else gap
    await desk.settle()


async def test_the_digits_of_a_scan_press_no_key(
    open_desk: OpenDesk, store: Store, meeting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oatui.screens.scan_behind.ALONE_SECONDS", 0.025)
    code = "111" + code_of(store, meeting, "张三")[3:24]
    code += check_digit(code)
    store.conn.execute("update attendee set code = ? where name = '张三'", (code,))
    async with open_desk() as desk:
        today = desk.app.page
        assert today
        # no door is open: said, nothing pressed, nothing recorded
        for gap in (0.0, 0.008, 0.024, 0.2):
            await scan(desk, code, gap, first_gap=0.02)
            assert desk.app.screen is today and "签到台没有打开" in desk.text
            today.say(None)
        # over the help and a tall box it is said as well; a text of several lines has its own back
        await desk.press("f1")
        await scan(desk, code)
        await desk.settle()
        assert desk.app.screen.query(HelpLine) and "签到台没有打开" in desk.text
        await desk.press("escape")
        today.say(None)
        box = LinesAsk("", "", "一行\n两行", take)
        desk.app.push_screen(box)
        await desk.pilot.pause()
        lines = box.query_one(TextArea)
        for gap in (0.008, 0.2):
            lines.selection = type(lines.selection)((0, 1), (1, 1))
            await scan(desk, code, gap, first_gap=0.04)
            assert (lines.text, lines.selected_text) == ("一行\n两行", "行\n两")
        await desk.press("escape")
        await desk.press("9")  # no line has it
        await scan(desk, code[:-2])  # not read to its end
        assert desk.app.screen is today and "签到台没有打开" in desk.text
        # what a hand types is pressed, in its order: one key, and three that a slow line brings at once
        await desk.press("f8")
        await scan(desk, "1")
        assert isinstance(desk.app.screen, OaPage)
        await at_the_door(desk, meeting)
        await desk.press("f5")
        await desk.press("1", "enter")
        assert isinstance(desk.app.screen, RosterPage)
        await scan(desk, code)
        assert "张三 已扫码" in desk.text and desk.app.screen.input_line.value == ""
        await scan(desk, "123")
        line = desk.app.screen.input_line
        assert line.value == "123"
        # wherever the cursor stood, and what was selected there is back
        for selected in (Selection(1, 1), Selection(0, 2)):
            line.value, line.selection = "张三丰", selected
            await scan(desk, code)
            assert (line.value, line.selection) == ("张三丰", selected)
        assert arrivals.attendance(store, meeting)[0].present == 1
