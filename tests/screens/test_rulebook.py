"""The rulebook on screen: found as one types, an article with its rules, and the way to the place that holds one."""

from __future__ import annotations

from oatui.app import DeskApp
from oatui.rules.holding import PLACES
from oatui.screens import places
from oatui.screens.article import ArticlePage
from oatui.screens.meetings import MeetingsPage
from oatui.screens.page import Page
from oatui.screens.rulebook import RulebookPage
from tests.on_screen import opened, settled, text


async def test_from_a_word_to_its_article_to_its_place(desk_app: DeskApp) -> None:
    async with opened(desk_app, RulebookPage()) as pilot:
        assert "坚持绝对忠诚的政治品格" in text(desk_app) and "靠人" in text(desk_app)
        for letter in "17":
            await pilot.press(letter)
        await settled(pilot)
        assert "加强会风会纪监督" in text(desk_app) and "坚持绝对忠诚" not in text(desk_app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, ArticlePage)
        shown = text(desk_app)
        assert "第 17 条" in shown and "17-5" in shown and "不准" in shown and "签到台" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingsPage)


async def test_an_article_without_rules_says_so(desk_app: DeskApp) -> None:
    async with opened(desk_app, ArticlePage(1)) as pilot:
        assert "程序什么也不算" in text(desk_app)
        await pilot.press("right")
        await settled(pilot)
        assert "第 2 条" in text(desk_app)


def test_every_place_has_its_page() -> None:
    for place in PLACES:
        page = places.page_of(place)
        assert (page is None) == (place in {"today", "rulebook"})
        assert page is None or isinstance(page, Page)
