"""The first day: a step is ticked by what the store holds; its keys do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

import oatui.store.rooms  # noqa: F401  (all kinds of event)
from oatui.app import DeskApp
from oatui.demo.tour import STEPS, Tour
from oatui.rules.deadlines import Own
from oatui.screens.today import TodayPage
from oatui.screens.tour import TourPage
from oatui.store import deadlines, journal
from tests.conftest import FixedClock
from tests.on_screen import opened, settled, text


def test_every_step_waits_for_a_kind_of_event_that_there_is() -> None:
    assert all(step.kinds and step.kinds <= set(journal._appliers) for step in STEPS)


@pytest.fixture
def demo(tmp_path: Path, clock: FixedClock) -> DeskApp:
    return DeskApp(tmp_path / "demo.db", clock, "示例办公室 刘某某", demo=True)


async def test_a_step_is_ticked_by_its_outcome_and_can_be_left_out(demo: DeskApp) -> None:
    async with opened(demo) as pilot:
        assert "第一天 0/10" in text(demo) and "按 1 打开签到台" in text(demo)
        own = Own(demo.clock.now().date(), None)
        await demo.record(deadlines.add, "own", "填报年报", demo.calendar, own=own, owner="刘某某")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(demo.screen, TourPage)
        ticks = [line.split()[-1] for line in text(demo).splitlines() if line[:3].strip().isdigit()]
        assert len(ticks) == len(STEPS) and ticks[0] == "下一步" and ticks[7] == "做完了"
        await pilot.press("f4", "enter")  # the first is left out
        await settled(pilot)
        assert isinstance(demo.screen, TodayPage)
        assert "第一天 1/10" in text(demo) and "下一步：不是本人" in text(demo)
        await pilot.press("enter", "f5", "f2")
        await settled(pilot)
        assert "下一步" not in text(demo)


async def test_a_desk_of_an_office_has_no_tour(desk_app: DeskApp) -> None:
    async with opened(desk_app) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, TodayPage) and "第一天" not in text(desk_app)


# what a hand presses that reads the step and the forms that come up
ENTERS = ("enter",) * 5
HANDS = {
    "签到": ("1", "f8"),
    "不是本人": ("1", "f8", "f4"),
    "请假": ("f4", "enter", "3", "down", "down", "f5", *ENTERS[:4]),
    "编号": ("f6", "down", "down", "down", "down", "enter", "f7", "enter"),
    "盖印": ("f6", *("down",) * 6, "enter", "f8", "2", "f5", *ENTERS),
    "督查件": ("{21-2}", "f8", "5", "f5"),
    "收文": ("{超期}", "f7", *"ok", "f5"),
    "时限": ("f7", "f4", "9", *"ab", "enter", *"+5", "f5"),
    "日清": ("f12", *("f7", "f5") * 5, "f6", *"ab", "f5", *("f7", "f5") * 4, "f8"),
    "突发": ("f9", "enter", "enter", *"ab", "f5"),
}


def test_every_step_has_a_hand_that_tries_it() -> None:
    assert HANDS.keys() == {one.name for one in STEPS}


@pytest.mark.proof
@pytest.mark.parametrize("name", HANDS)
async def test_its_keys_lead_there(demo: DeskApp, name: str) -> None:
    (step,) = (one for one in STEPS if one.name == name)
    async with opened(demo) as pilot:
        for key in HANDS[name]:
            if key.startswith("{"):
                (line,) = (
                    one
                    for one in text(demo).splitlines()
                    if key[1:-1] in one and one[:2] == "  " and one[2].isdigit()
                )
                key = line[2]
            await pilot.press(key)
            for _turn in range(12):
                await pilot.pause(0.01)
        assert demo.screen_stack and step in Tour().done(demo.reader)
