"""What holds on every page: F1 has something to say, keys say what they do, articles have a page, the palette finds all."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unicodedata import east_asian_width

import pytest
from textual import dom, message_pump, screen, widget
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBarRender
from textual.widgets import Input

import oatui
from oatui.app import DeskApp
from oatui.i18n import _, speaking
from oatui.palette import DeskPalette, elsewhere, fits, here
from oatui.rules import names
from oatui.rules.articles import RULES
from oatui.rules.holding import WHERE
from oatui.screens import places
from oatui.screens.ask import Ask
from oatui.screens.first_page import FirstPage
from oatui.screens.first_start import FirstStart
from oatui.screens.help import Help
from oatui.screens.matters import MattersPage
from oatui.screens.meeting_form import MeetingFormPage
from oatui.screens.page import Page
from oatui.screens.settings import ON_COMPUTER, SettingsPage
from oatui.screens.site import SitePage
from oatui.screens.today import TodayPage
from oatui.screens.tour import TourPage
from oatui.store.database import Store
from oatui.store.settings import PRESETS
from oatui.widgets.key_line import KeyLine, key_name
from tests.on_screen import opened, settled, text

SOURCE = Path(oatui.__file__).parent
PAGES = places.all_pages()


def bound(page: type[Screen[Any]]) -> list[Binding]:
    """All that its keys do, those of its bases among them."""
    assert page._merged_bindings
    return [one for found in page._merged_bindings.key_to_bindings.values() for one in found]


OF_TEXTUAL = bound(Screen)
SAME = [*bound(Page), *bound(FirstPage)]
SHARED = (DeskApp, Ask, Help, FirstStart)
# the rulebook is their place: no page of work keeps them
OF_THE_RULEBOOK = {"0-1", "6-1b"}


@pytest.mark.parametrize("page", [*PAGES, *SHARED], ids=lambda page: page.__name__)
def test_every_page_says_what_it_is_for_and_every_key_what_it_does(page: type) -> None:
    with speaking("en"):
        if page in PAGES:
            assert page.HELP_WORDS and _(page.HELP_WORDS) != page.HELP_WORDS
            assert _(page.TITLE_WORDS) != page.TITLE_WORDS or page.TITLE_WORDS.isascii()
        for one in page.__dict__.get("BINDINGS", []):
            if one.description or one.show:
                assert one.id and one.tooltip and one.description, one
                assert _(one.tooltip) != one.tooltip


# keys without words of their own, and how a page's help names them
NAMED = {"digit": "数字", "delete": "Del", "pageup": "上下翻", "pagedown": "上下翻", "f12": "日清"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_help_names_every_key_of_a_page(page: type[Page]) -> None:
    """A key with words is a line of its own under F1; any other stands in the page's words."""
    worded = {one.id for one in [*SAME, *places.keys_of(page)]}
    ours = [one for one in bound(page) if one not in OF_TEXTUAL]
    named = {one.key for one in ours if one.id in worded}
    for key in {one.key for one in ours} - named:
        assert NAMED["digit" if key.isdigit() else key] in page.HELP_WORDS, key


NAMES_A_KEY = re.compile(r"(?<![A-Za-z0-9])(?:F[4-8]|Ins|Del)(?![0-9])")
OF_A_KEY = {"insert": "Ins", "delete": "Del"}
# a sentence that sends to another page names it, or the other machine, or the first start
ELSEWHERE = re.compile(
    "设置|会议列表|一次会议里|上一页|请假页|名册按|名册页|那台机器|另一台机器|签到台按|按 F8 才写入|如 F7"
)


def test_a_sentence_names_only_keys_of_the_pages_of_its_file() -> None:
    keys: dict[str, set[str]] = {}
    for page in PAGES:
        assert page._merged_bindings
        its = {OF_A_KEY.get(key, key.upper()) for key in page._merged_bindings.key_to_bindings}
        for base in page.__mro__:
            keys.setdefault(base.__module__, set()).update(its)
    for module, known in keys.items():
        if module.startswith("oatui.screens."):
            for sentence in _sentences(SOURCE / "screens" / f"{module.split('.')[-1]}.py"):
                named = set(NAMES_A_KEY.findall(sentence))
                assert named <= known or ELSEWHERE.search(sentence), (module, sentence)


# a place as sentences name it, and its page
PLACE_PAGES = {
    "设置": "SettingsPage", "会议列表": "MeetingsPage", "会议": "MeetingPage", "名册": "RosterPage", "公文": "DocumentPage",
"值班": "DutyPage", "座位图": "SeatsPage", "请假": "LeavePage", "OA": "OaPage", "签到台": "ArrivalsPage",
}  # fmt: skip
PLACE_AND_KEY = re.compile(f"({'|'.join(PLACE_PAGES)})[”页里上]*按 (F[4-8]|Ins|Del)(?![0-9])")


def test_a_sentence_that_names_another_page_names_one_of_its_keys() -> None:
    pages = {page.__name__: page for page in PAGES}
    sentences = json.loads((SOURCE / "locale" / "en.json").read_text(encoding="utf-8"))
    found = [(sentence, *named) for sentence in sentences for named in PLACE_AND_KEY.findall(sentence)]
    assert {place for _sentence, place, _key in found} == PLACE_PAGES.keys()
    for sentence, place, key in found:
        bindings = pages[PLACE_PAGES[place]]._merged_bindings
        assert bindings and key in {OF_A_KEY.get(one, one.upper()) for one in bindings.key_to_bindings}, (
            sentence
        )


def _sentences(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(words)), *_]):
                yield words


# whose keys beyond their bindings stand under F1: as bindings, in a field's grey words, or any key at all
SAID_ELSEWHERE = {"LineOverList", "MeetingFormPage", "FirstPage"}


def test_what_a_page_does_with_other_keys_stands_in_its_words() -> None:
    found = {
        (page, base.__name__) for page in PAGES for base in page.__mro__
        if "on_key" in vars(base) and base.__module__.startswith("oatui.")
    }  # fmt: skip
    assert {name for _page, name in found} >= SAID_ELSEWHERE
    for page, name in found:
        assert name in SAID_ELSEWHERE or any(word in page.HELP_WORDS for word in ("数字", "方向键")), page


def test_the_palette_finds_all_that_a_page_does_by_each_of_its_names() -> None:
    """Every key in force and every line that a key offers by digit; nothing else, and nothing twice."""
    desk = cast("DeskApp", SimpleNamespace(demo=True, opened=False))
    found = {(one.words, one.key): one for one in elsewhere(desk, Screen())}
    assert len(found) == len(list(elsewhere(desk, Screen())))
    wanted: set[tuple[tuple[str, ...], str]] = set()
    for page in PAGES:
        if page is SitePage:
            continue
        wanted.add(((page.TITLE_WORDS,), ""))
        own: dict[str | None, Binding] = {}
        for one in bound(page):
            # a menu's lines stand for themselves, and the cursor is moved where it is
            idle = one.id in {"to_list", "to_line"} or (page.MENU and one.key == page.MENU_KEY)
            if one not in OF_TEXTUAL and one not in SAME and one.description and not idle:
                own.setdefault(one.id, one)  # a key may have a second name, left for 1
        for words, key in [
            *((one.description, key_name(one.key)) for one in own.values()),
            *(
                (
                    line.words,
                    f"{key_name(page.MENU_KEY)} {line.digit} {key_name(page.MENU_THEN)}".strip(),
                )
                for line in places.menu_of(page)
            ),
        ]:
            command = found[(page.TITLE_WORDS, words), key]
            wanted.add((command.words, key))
            initials = "".join(syllable[:1] for syllable in names.spelled(words, person=False))
            with speaking("en"):
                english = _(words)
            for typed in (words, initials, english):
                assert fits(command, typed) == 1, (page, typed)
    # and each setting
    labels = [*(label for _preset, label in PRESETS.values()), *ON_COMPUTER.values()]
    wanted |= {((SettingsPage.TITLE_WORDS, label), "") for label in labels}
    assert set(found) == wanted


@pytest.mark.parametrize("file", sorted((SOURCE / "screens").glob("*.py")), ids=lambda one: one.stem)
def test_what_a_key_offers_by_digit_stands_in_the_menu_of_its_page(file: Path) -> None:
    assert not re.search(r'Line\("\d", "\w+", _\(', file.read_text(encoding="utf-8"))


def test_every_rule_is_read_under_f1_of_a_page() -> None:
    names = {page.__name__ for page in PAGES}
    assert set(places.HOLDS) <= names
    assert {place for held in places.HOLDS.values() for place in held} <= set(WHERE.values())
    read = {rule.id for page in PAGES for rule in places.rules_of(page)}
    assert {rule.id for rule in RULES} - read == OF_THE_RULEBOOK


async def test_help_shows_the_articles_and_the_palette_leads_to_every_page(
    desk_app: DeskApp, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk_app, size=(120, 40)) as pilot:
        await pilot.hover(KeyLine, offset=(22, 0))
        assert str(desk_app.screen.query_one(KeyLine).tooltip) == "会议、名册、签到"
        await pilot.press("f1")
        await settled(pilot)
        assert "14-2" in text(desk_app)
        await pilot.press("escape", "f5", "f5")
        await settled(pilot)
        await pilot.press("down", "down", "up", "f1")
        await settled(pilot)
        assert "帮助：登记一次 OA 登录" in text(desk_app) and "上下箭头换栏" in text(desk_app)
        await pilot.press("escape")
        assert desk_app.focused is not None and desk_app.focused.id == "field-day"
        await pilot.press("escape")
        found = [*here(desk_app, desk_app.screen), *elsewhere(desk_app, desk_app.screen)]
        assert {"会议", "公文", "OA登录", "深色", "退出"} <= {one.words[0] for one in found}
        reached = {one.words[0] for one in found}
        # of the first day there are steps in the demo only
        assert {page.TITLE_WORDS for page in PAGES if page not in {TodayPage, TourPage, SitePage}} <= reached
        for typed, words in (
            ("批准", ("请假", "批准")),
            ("qjpz", ("请假", "批准")),
            ("rq", ("日清",)),
            ("approve", ("请假", "批准")),
            ("F4 放假", ("设置", "放假安排")),
            ("hdzbb", ("核对值班表", "只看提醒")),
        ):
            best = [one.words for one in found if fits(one, typed.split()[-1])]
            assert words in best, (typed, best)
        assert not any(fits(one, "[/x]") for one in found)
        monkeypatch.setattr(DeskPalette, "_NO_MATCHES_COUNTDOWN", 0.01)
        await pilot.press("ctrl+p", *"[/x]")
        await settled(pilot)
        await pilot.pause(0.3)
        assert "没有找到“[/x]”" in text(desk_app)
        await pilot.press("escape")
        await pilot.press("ctrl+p", *"qjpz")
        await settled(pilot)
        await pilot.pause(0.3)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "先选一件打开" in text(desk_app) and "F5 批准" in text(desk_app)
        # where nothing is to be chosen first, the key is pressed
        next(one for one in found if one.words == ("新建会议", "复制")).run()
        await settled(pilot)
        assert isinstance(desk_app.screen, MeetingFormPage) and "在这一页" in text(desk_app)
        await pilot.press("escape")
        await pilot.press("f2", "f6")
        await settled(pilot)
        await next(one for one in here(desk_app, desk_app.screen) if one.key == "F8 2").run()
        await settled(pilot)
        assert isinstance(desk_app.screen, MattersPage)


def _kept(source: str) -> set[str]:
    """The private names that a class of a file keeps on itself."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr.startswith("_")
    }


def test_no_page_keeps_a_name_that_textual_keeps() -> None:
    """A page's own `_closed` ended it where the meeting was closed: it answered no key, and the desk did not end."""
    bases = (message_pump, dom, widget, screen)
    theirs = {*dir(Screen), *dir(Input)}.union(*(_kept(inspect.getsource(one)) for one in bases))
    ours = {
        (file.name, name)
        for file in FACES
        if file.suffix == ".py"
        for name in _kept(file.read_text(encoding="utf-8")) & theirs
    }
    assert ours == set()


FACES = [file for folder in ("screens", "widgets") for file in sorted((SOURCE / folder).iterdir())]
# quotation marks stand in sentences, never in a column; QR codes are blocks, and asked for; a name's dot is split at
QUOTES = set("“”‘’")
BLOCKS = {"qr.py": {"▄"}, "seat_map.py": {"·"}}


@pytest.mark.parametrize("file", [one for one in FACES if one.suffix == ".py"], ids=lambda one: one.stem)
def test_no_sign_that_some_terminals_draw_wide(file: Path) -> None:
    """Lines, arrows, ticks and dots of ambiguous width would push what stands behind them out of its column."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    words = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    signs = {c for text in texts if text not in words for c in text if east_asian_width(c) == "A"}
    assert signs <= QUOTES | BLOCKS.get(file.name, set())


# of the articles' own words (×号), and of what is not a column: an ellipsis, a French word
IN_SENTENCES = QUOTES | set("×…é")


def test_no_such_sign_in_what_is_said_in_either_language() -> None:
    for chinese, english in json.loads((SOURCE / "locale" / "en.json").read_text(encoding="utf-8")).items():
        signs = {c for c in chinese + english if east_asian_width(c) == "A"}
        assert signs <= IN_SENTENCES, (chinese, english)


def test_no_frame_and_no_scroll_bar_of_line_signs() -> None:
    for file in (*FACES, SOURCE / "app.tcss"):
        if file.suffix in {".py", ".tcss"}:
            drawn = re.search(
                r"\b(border|outline)(-[a-z]+)?: *(?!none)[a-z]+[ ;]", file.read_text(encoding="utf-8")
            )
            assert not drawn, (file.name, drawn)
    assert set(ScrollBarRender.VERTICAL_BARS) == {" "}
