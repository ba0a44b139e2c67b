"""F9 from anywhere, the clock large and as a line over other pages, calls ticked by a digit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from oatui.app import DeskApp
from oatui.i18n import speaking
from oatui.rules import incident as law
from oatui.screens.arrivals import ArrivalsPage
from oatui.screens.ask import Ask
from oatui.screens.incident import IncidentPage
from oatui.screens.incident_form import ChoiceOfIncident
from oatui.screens.incidents import IncidentsPage
from oatui.screens.today import TodayPage
from oatui.store import incident_acts, incidents, meetings, settings
from oatui.store.database import Store
from oatui.widgets.countdown import Countdown, CountdownLine, digits
from oatui.widgets.form import Form
from tests.conftest import Desk, FixedClock
from tests.on_screen import opened, press, settled, text

OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]


def fill(app: DeskApp, **values: str) -> None:
    for key, value in values.items():
        app.screen.query_one(Form).fill(key, value)


async def second(pilot: Pilot[int]) -> None:
    """The desk's clock strikes."""
    pilot.app._tick()  # type: ignore[attr-defined]
    await settled(pilot)


def test_digits_are_five_rows_of_points() -> None:
    rows = digits(-65)
    assert len(rows) == 5 and len({len(row) for row in rows}) == 1
    assert rows == digits(65) != digits(64)
    assert digits(10**9) == digits(99 * 3600)


async def test_three_enters_on_today_and_three_digits(
    desk_app: DeskApp, store: Store, clock: FixedClock
) -> None:
    settings.set_value(store, "incident.phone.information", "0537-1234567")
    clock.at(9, 0)
    async with opened(desk_app) as pilot:
        await press(pilot, "f9", "f9")
        assert sum(isinstance(screen, Ask) for screen in desk_app.screen_stack) == 1
        clock.at(9, 0, 20)
        await press(pilot, "enter", "enter", "enter")
        # without a word of what and where it is not begun
        assert isinstance(desk_app.screen, Ask) and "写一句" in text(desk_app)
        fill(desk_app, what="[/x] 示例一镇厂房起火")
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, IncidentPage)
        # the key was the moment
        reading = desk_app.screen.query_one(Countdown).reading
        assert reading and (reading.left, reading.words) == (580, "电话报告")
        assert "[/x] 示例一镇厂房起火" in text(desk_app) and "0537-1234567" in text(desk_app)
        # under a menu the clock goes on; under a form as well, unless an input method may stand on it
        page = desk_app.screen
        for key, said, moment, left in (("f8", "zh", 30, 570), ("3", "zh", 35, 570), ("3", "en", 40, 560)):
            await press(pilot, key)
            assert desk_app.screen is not page
            clock.at(9, 0, moment)
            with speaking(said):
                desk_app._tick()
            reading = page.query_one(Countdown).reading
            assert reading and reading.left == left
            await press(pilot, "escape")
        clock.at(9, 0, 58)
        await press(pilot, "3", "enter")
        fill(desk_app, reached="陈某")
        # written down while it is made, over the minute: no later entry
        clock.at(9, 1, 3)
        await press(pilot, "enter")
        assert "补登" not in text(desk_app)
        assert incidents.get(store, 1).calls["information"].reached == "陈某"
        # ticked for the wrong office: it does not count any more, and its course says why
        await press(pilot, "1", "enter", "enter", "f8", "5", "1")
        fill(desk_app, reason="打的是信息科")
        await press(pilot, "enter")
        assert list(incidents.get(store, 1).calls) == ["information"] and "打的是信息科" in text(desk_app)
        # the line over other pages, each second
        await press(pilot, "f2")
        assert isinstance(desk_app.screen, TodayPage) and "08:57" in text(desk_app)
        clock.at(9, 9, 59)
        await second(pilot)
        assert "电话报告 1/3  [/x] 示例一镇厂房起火" in text(desk_app) and "00:01" in text(desk_app)
        clock.at(9, 10)
        await second(pilot)
        assert " 00:00 " in text(desk_app)
        clock.at(9, 10, 1)
        await second(pilot)
        # the calls are late; the next limit that can be kept is counted
        assert "书面报告" in text(desk_app) and "29:59" in text(desk_app)
        clock.at(10, 30, 1)
        await second(pilot)
        assert "迟报" in text(desk_app) and "-00:01" in text(desk_app)
        await pilot.click(CountdownLine)  # what F9 does
        await press(pilot, "1")
        assert isinstance(desk_app.screen, IncidentPage)
        assert "迟报" in text(desk_app) and "25-4" in text(desk_app)


async def test_from_the_arrival_desk_and_not_when_it_is_locked(
    open_desk: OpenDesk, store: Store, clock: FixedClock
) -> None:
    start = clock.moment
    meeting = meetings.add(store, "局务会", start, start.replace(hour=10))
    async with open_desk() as desk:
        page = ArrivalsPage(meeting.id)
        desk.app.push_screen(page)
        await desk.settle()
        page.pin = "1234"
        await desk.press("f9")
        assert desk.app.screen is page
        page.pin = ""
        await desk.press("f9")
        fill(desk.app, occurred="0805", what="火")
        await desk.press("enter")
        await desk.press("enter")
        await desk.press("enter")
        assert isinstance(desk.app.screen, IncidentPage)
        assert "立即电话报告" in desk.text
        await desk.press("f3")
        assert desk.app.screen is page and "书面报告" in desk.text
        page.pin = "1234"
        desk.app._tick()
        await desk.settle()
        assert "书面报告" not in desk.text


async def test_parts_reports_word_and_the_end(desk_app: DeskApp, store: Store, tmp_path: Path) -> None:
    one = incidents.start(store, "火", responsible={"first": "王局长", "direct": "李主任"}).incident.id
    for office in law.OFFICES:
        incident_acts.call(store, one, office)
    for part in list(law.PARTS)[:-1]:
        incident_acts.fill_part(store, one, part, "核实")
    async with opened(desk_app, IncidentPage(one), size=(120, 36)) as pilot:
        await press(pilot, "f5", "2", "enter", "enter", "enter")
        assert "详细报告还缺：舆情" in text(desk_app)
        await press(pilot, "escape", "f4", "7")
        fill(desk_app, words="暂无[/]")
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, IncidentPage) and "七个方面齐了" in text(desk_app)
        await press(pilot, "f5", "2", "enter", "enter", "enter")
        assert [report.kind for report in incidents.get(store, one).reports] == ["detailed"]
        assert "续报未了" in text(desk_app)
        await press(pilot, "f6", "2", "enter")
        path = tmp_path / "续报.docx"
        desk_app.screen.query_one("#field-path", Input).value = str(path)
        await press(pilot, "enter")
        assert path.exists() and "已存" in text(desk_app)
        await press(pilot, "f7")
        assert "要填先按 Esc，再按 F8、2" in text(desk_app)
        await press(pilot, "enter")
        fill(desk_app, words="已扑灭")
        await press(pilot, "enter")
        assert incidents.get(store, one).state == "closed" and "已办结" in text(desk_app)
        await press(pilot, "f5")
        assert isinstance(desk_app.screen, IncidentPage)
        await press(pilot, "f8", "5")
        fill(desk_app, reason="复燃")
        await press(pilot, "enter", "f8", "4", "enter")
        fill(desk_app, reason="误报")
        await press(pilot, "enter")
        assert incidents.get(store, one).state == "annulled"


async def test_several_at_once_and_a_correction(desk_app: DeskApp, store: Store, clock: FixedClock) -> None:
    clock.at(9, 0)
    first = incidents.start(store, "甲处").incident.id
    clock.at(9, 3)
    second_one = incidents.start(store, "乙处").incident.id
    async with opened(desk_app, IncidentPage(second_one)) as pilot:
        # the other one stands over its page
        assert "甲处" in text(desk_app) and "07:00" in text(desk_app)
        await press(pilot, "f8", "1")
        fill(desk_app, occurred="0855", place="示例一镇", reason="核实")
        await press(pilot, *["enter"] * 6)
        assert incidents.get(store, second_one).facts.occurred.minute == 55
        await press(pilot, "f9")
        assert isinstance(desk_app.screen, ChoiceOfIncident) and "乙处" in text(desk_app)
        await press(pilot, "0")
        assert isinstance(desk_app.screen, Ask)
        await press(pilot, "escape", "f2")
        desk_app.push_screen(IncidentsPage())
        await settled(pilot)
        assert "电话报告 剩 02:00" in text(desk_app)
        incident_acts.annul(store, first, "误报")
        desk_app.look_for_changes()
        await settled(pilot)
        await press(pilot, "enter")
        assert isinstance(desk_app.screen, IncidentPage) and desk_app.screen.incident_id == second_one
