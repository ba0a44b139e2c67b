"""Odd words in every field, on every screen: the pages, and the forms, questions, choices and previews over them.

The same walk looks for what is said by colour alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.theme import Theme

from oatui import themes
from oatui.desk import calendar_of
from oatui.i18n import DIRECTION_MARKS, set_language
from oatui.papers import duty_draft, ledger_draft
from oatui.screens import places
from oatui.screens.duty_import import DutyPreviewPage
from oatui.screens.file_choice import FilesChoicePage
from oatui.screens.ledger_import import LedgerPreviewPage
from oatui.screens.page import Page
from oatui.screens.roster_draft import Draft, read_parts
from oatui.screens.roster_preview import RosterPreviewPage
from oatui.screens.search import SearchPage
from oatui.store.database import Store, open_store
from tests.command_line import CommandLine
from tests.conftest import Desk, FixedClock
from tests.contrast import looked_at, unreadable
from tests.faults import every_screen
from tests.faults.odd_store import EATEN, FIRST
from tests.faults.test_odd_words import made as made
from tests.proof import Told

# of a file that is being read: the file comes from our own papers of the odd store
PREVIEWS = {"DutyPreviewPage", "LedgerPreviewPage", "RosterPreviewPage", "FilesChoicePage"}
# the code of another machine, the demo's first steps and the palette hold a word of the store in their title at most
APART = {"DeskPalette", "MachineCodePage", "TourPage"}
# what only the page before it can make: its key leads there
LED_TO = {"ReplyFilePage"}
# over a page, by its keys. A new one is walked by itself where a key leads to it, and is written here to say so
OVER = {
    "Ask", "CalendarImport", "Confirm", "CopyFrom", "DigitChoice", "Examination", "Help", "LinesAsk", "ListFrom", "StartForm",
}  # fmt: skip
# before there is a store, while something long goes on, with two incidents at once
SELDOM = {"FirstStart", "Progress", "ChoiceOfIncident"}
# for every run: one page with all that its keys open, and the first sight of the others
WALKED = "LeavePage"
MOST_USED = (WALKED, "TodayPage", "RosterPage", "DocumentPage", "IncomingItemPage", "IncidentPage")


@pytest.fixture
def odd(made: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(made, tmp_path / "desk.db")
    store = open_store(tmp_path / "desk.db", FixedClock(), "刘某某")
    yield store
    store.close()


def _below_the_head(seen: str) -> str:
    """Without the office's name and the incident that stands over every page."""
    return "\n".join(seen.split("\n")[2:])


class Colours:
    """What is said by colour alone: a text in a colour of the verdicts that stands on the same screen in another colour, too."""

    def __init__(self) -> None:
        self.alone: list[tuple[str, str, set[str]]] = []

    def __call__(self, desk: Desk, way: str) -> None:
        """At every step of the way: below the first sight of a page, too, and in what stands over it."""
        # of the seat map the name is looked at beside its sign (tests/widgets)
        if type(desk.app.screen).__name__ == "SeatsPage":
            return
        theme = desk.app.theme_variables
        names = {Color.parse(theme[f"text-{one}"]).rich_color: one for one in ("success", "warning", "error")}
        # the row of the cursor has a colour of its own, and the key line says what keys do
        under = {Color.parse(theme[one]).rich_color for one in ("primary", "primary-muted")}
        texts: dict[str, set[str]] = {}
        for strip in looked_at(desk.app)[:-1]:
            for segment in strip:
                text = segment.text.strip()
                style = segment.style
                if not style or not style.color or style.bgcolor in under:
                    continue
                if any(map(str.isalpha, text)):
                    texts.setdefault(text, set()).add(names.get(style.color, ""))
        self.alone += [(way, text, colours) for text, colours in texts.items() if len(colours) > 1]


class Contrasts:
    """What is too faint to be read, anywhere on the way; what is behind a dialog is dimmed on purpose."""

    def __init__(self) -> None:
        self.faint: set[str] = set()

    def __call__(self, desk: Desk, way: str) -> None:
        self.faint |= {f"{way}: {words}" for words in unreadable(looked_at(desk.app), of_16=False)}


class Words:
    """What was seen of the store's words, at each step of the way."""

    def __init__(self) -> None:
        self.looks = 0
        self.without: dict[str, bool] = {}

    def __call__(self, desk: Desk, way: str) -> None:
        seen = desk.text
        assert EATEN not in seen, f"{way}:\n{seen}"
        assert not DIRECTION_MARKS.search(seen), f"{way}:\n{seen}"
        self.looks += 1
        name = type(desk.app.screen).__name__
        self.without[name] = self.without.get(name, True) and FIRST not in _below_the_head(seen)


def _pages() -> list[type[Page]]:
    """Those that are opened about something of the store, or about nothing."""
    found = dict.fromkeys(places.all_pages())
    return [one for one in found if one.__name__ not in PREVIEWS | APART | LED_TO]


def test_every_screen_is_walked_or_is_named_with_the_reason(odd: Store) -> None:
    assert all(isinstance(every_screen.made(odd, one), one) for one in _pages())
    screens = {one.__name__ for one in every_screen.all_screens()}
    assert screens - {one.__name__ for one in _pages()} == OVER | SELDOM | PREVIEWS | APART | LED_TO


async def test_odd_words_stand_on_the_most_used_screens(
    odd: Store, open_desk: Callable[..., Any], told: Told
) -> None:
    words, colours = Words(), Colours()
    async with open_desk() as desk:
        walk = every_screen.Walk(desk, odd, words, colours)
        for page in _pages():
            if page.__name__ in MOST_USED:
                await walk.page(partial(every_screen.made, odd, page), page.__name__ == WALKED)
    assert walk.seen.keys() >= {*MOST_USED, "Ask"}
    assert not [one for one in MOST_USED if words.without[one]]
    assert colours.alone == []
    told.figures(looks=words.looks)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("language", "size", "theme"),
    [("zh", (80, 24), themes.DARK), ("en", (120, 36), themes.LIGHT)],
    ids=["zh", "en"],
)
async def test_odd_words_stand_on_every_screen(
    odd: Store,
    tmp_path: Path,
    open_desk: Callable[..., Any],
    capsys: pytest.CaptureFixture[str],
    told: Told,
    language: str,
    size: tuple[int, int],
    theme: Theme,
) -> None:
    words, colours, contrasts = Words(), Colours(), Contrasts()
    previews = list(_previews(odd, CommandLine(odd.clock, capsys, odd.path), tmp_path))
    set_language(language)
    async with open_desk(size=size) as desk:
        desk.app.theme = theme.name
        await _found(desk, words)
        walk = every_screen.Walk(desk, odd, words, colours, contrasts)
        pages = _pages()
        for done, page in enumerate(pages):
            more = ("f1", "f9", "f12", "ctrl+p") if page.__name__ == "TodayPage" else ("f1",)
            await walk.page(partial(every_screen.made, odd, page), more=more)
            told.step(done, len(pages))
        for make in previews:
            await walk.page(make)
    assert walk.seen.keys() >= OVER | PREVIEWS | LED_TO | {one.__name__ for one in pages}
    without = [name for name, none in words.without.items() if none]
    assert colours.alone == []
    assert contrasts.faint == set()
    told.figures(screens=len(walk.seen), looks=words.looks, without_a_word=" ".join(without))
    assert len(without) < len(walk.seen) // 3


async def _found(desk: Desk, words: Words) -> None:
    desk.app.push_screen(SearchPage("关于"))
    for _round in range(5):  # until the index has all
        await desk.settle()
    words(desk, "SearchPage, found")
    assert not words.without["SearchPage"]
    desk.app.pop_screen()
    await desk.settle()


def _previews(store: Store, call: CommandLine, folder: Path) -> Iterator[Callable[[], Page]]:
    """What stands before something comes in: from papers that this store itself wrote."""
    for words, name in (
        ("export attendance 1", "roster.xlsx"), ("export outgoing", "ledger.xlsx"), ("export duty", "duty.xlsx"),
    ):  # fmt: skip
        assert call(*words.split(), "--out", folder / name).code == 0
    roster = Draft("roster.xlsx", read_parts(folder / "roster.xlsx"), [])
    duty = duty_draft.read_draft(store, folder / "duty.xlsx", calendar_of(store))
    ledger = ledger_draft.read_draft(store, folder / "ledger.xlsx")
    yield lambda: RosterPreviewPage(1, roster)
    yield lambda: DutyPreviewPage(duty)
    yield lambda: LedgerPreviewPage(ledger)
    yield lambda: FilesChoicePage(FIRST)
