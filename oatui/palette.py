"""The command palette: the keys of this page, and every other page's, found by Chinese, by pinyin or its initials, by English."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from textual.widgets.option_list import Option

from oatui import themes
from oatui.i18n import N_, _, sentence, speaking
from oatui.rules import names
from oatui.screens import places
from oatui.screens.digit_choice import DigitChoice, Line
from oatui.screens.first_page import FirstPage
from oatui.screens.page import Page
from oatui.widgets.key_line import key_name, worded_bindings

if TYPE_CHECKING:
    from oatui.app import DeskApp


_CURSOR = frozenset({"to_list", "to_line"})


class Command(NamedTuple):
    """`words` are Chinese, as in the code: a title that is shown in the reader's language, and what it does."""

    words: tuple[str, ...]
    about: str
    run: Callable[[], Any]
    key: str = ""
    said: tuple[str, ...] = ()  # other words for it, in both languages

    @property
    def title(self) -> str:
        return "  ".join([_("：").join(map(_, self.words)), *([self.key] if self.key else [])])


@cache
def _said() -> dict[str, list[str]]:
    file = Path(__file__).with_name("locale") / "also_said.json"
    return cast("dict[str, list[str]]", json.loads(file.read_text(encoding="utf-8")))


def also_said(words: tuple[str, ...]) -> tuple[str, ...]:
    """What else an office calls it: 盖章 is 盖印 here."""
    return tuple(_said().get("：".join(words), ()))


def here(desk: DeskApp, screen: Screen[Any]) -> Iterator[Command]:
    """Made from the bindings, so it can never offer what does not work."""
    for binding, enabled in worded_bindings(screen):
        if enabled:
            key = binding.key.split(",")[0]
            press = partial(desk.simulate_key, key)
            said = also_said((screen.TITLE_WORDS, binding.description)) if isinstance(screen, Page) else ()
            yield Command((binding.description,), binding.tooltip, press, key_name(key), said)
    if isinstance(screen, Page):
        for line in places.menu_of(type(screen)):
            keys = _keys_to(type(screen), line)
            yield Command((line.words,), line.stands, partial(_choose, desk, screen, line), keys)
    for theme, words in ((themes.DARK, N_("深色")), (themes.LIGHT, N_("浅色"))):
        yield Command((words,), N_("改变界面颜色"), partial(desk.choose_theme, theme.name))
    yield Command((N_("退出"),), N_("退出"), desk.action_quit)


def elsewhere(desk: DeskApp, screen: Screen[Any]) -> Iterator[Command]:
    """Every page, and every key of each: choosing one goes there and says the key, it presses none."""
    if desk.opened and desk.reader.is_site:
        return  # the pages of an office; a sub-venue's own stand on its first page
    found: dict[tuple[tuple[str, ...], str], Command] = {}
    ways = [(page, places.way_to(page)) for page in places.all_pages() if not isinstance(screen, page)]
    # of a list and of one of its lines, which have the same title, the list
    for page, way in sorted(ways, key=lambda one: one[0] is not one[1]):
        if page.__name__ == "SitePage" or (page.__name__ in places.OF_DEMO and not desk.demo):
            continue
        title = (page.TITLE_WORDS,)
        commands = [Command(title, page.HELP_WORDS, partial(_go, desk, way, page, ""), "", also_said(title))]
        own = places.own_keys(page)
        for one in places.keys_of(page):
            # a menu's lines stand for themselves, and the cursor is moved where it is
            if one.id in _CURSOR or (page.MENU and one.key == page.MENU_KEY):
                continue
            if one.id not in places.OF_DEMO or desk.demo:
                name = key_name(own.get(one.id or "", one.key))
                go = partial(_go, desk, way, page, f"{name} {_(one.description)}")
                words = (*title, one.description)
                commands.append(Command(words, one.tooltip, go, name, also_said(words)))
        for line in places.menu_of(page):
            keys = _keys_to(page, line)
            go = partial(_go, desk, way, page, f"{keys} {_(line.words)}")
            words = (*title, line.words)
            commands.append(Command(words, line.stands, go, keys, also_said(words)))
        for command in commands:
            found.setdefault((command.words, command.key), command)
    yield from found.values()
    yield from _settings(desk, screen)


def _settings(desk: DeskApp, screen: Screen[Any]) -> Iterator[Command]:
    """Each setting by its name: the cursor is put on it."""
    from oatui.screens.settings import ON_COMPUTER, SettingsPage
    from oatui.store.settings import PRESETS

    def go_to(key: str) -> None:
        page = screen if isinstance(screen, SettingsPage) else SettingsPage()
        page.wanted = key
        if page is screen:
            page.load()
        else:
            desk.push_screen(page)

    for key, label in {**{key: label for key, (_preset, label) in PRESETS.items()}, **ON_COMPUTER}.items():
        words = (SettingsPage.TITLE_WORDS, label)
        yield Command(words, N_("在设置里按回车改"), partial(go_to, key), "", also_said(words))


def _keys_to(page: type[Page], line: Line) -> str:
    menu = next((one.id for one in places.keys_of(page) if one.key == page.MENU_KEY), "") or ""
    key = places.own_keys(page).get(menu, page.MENU_KEY)
    return " ".join(filter(None, [key_name(key), line.digit, key_name(page.MENU_THEN)]))


async def _choose(desk: DeskApp, page: Page, line: Line) -> None:
    """Press both keys; where the page does not offer the line now, its menu stays open."""
    for one in places.keys_of(type(page)):
        if one.key == page.MENU_KEY:
            await desk.run_action(one.action, page)
    menu = desk.screen
    if not page.MENU_KEY or (
        isinstance(menu, DigitChoice) and any(one.key == line.key for one in menu.lines)
    ):
        desk.simulate_key(line.digit)
    elif page.MENU_THEN and menu is page:
        desk.simulate_key(line.digit)
        desk.simulate_key(page.MENU_THEN)


def _go(desk: DeskApp, way: type[Page], page: type[Page], said: str) -> None:
    opened: Page = way()
    if isinstance(opened, FirstPage):
        desk.action_today()
        opened = cast("Page", desk.screen)
    else:
        desk.push_screen(opened)
    if begins := places.begun_by(page):
        opened.call_after_refresh(_begin, desk, opened, begins.action, said)
        return
    if way is not page:
        words = _("先选一件打开，再到“{page}”", page=sentence(page.TITLE_WORDS))
    elif not said:
        return
    else:
        words = _("在这一页")
    opened.call_after_refresh(opened.say, f"{words}  {said}" if said else words)


async def _begin(desk: DeskApp, opened: Page, action: str, said: str) -> None:
    await desk.run_action(action, opened)
    if said and (begun := desk.page):
        begun.call_after_refresh(begun.say, f"{_('在这一页')}  {said}")


@lru_cache(maxsize=4000)
def _names(words: str) -> tuple[str, str, str, str]:
    """As it is written, as it sounds, by its initials, and in English; without spaces."""
    syllables = names.spelled(words, person=False)
    with speaking("en"):
        english = _joined(_(words))
    return _joined(words), english, "".join(syllables), "".join(one[0] for one in syllables if one)


@lru_cache(maxsize=1000)
def _about(words: str) -> tuple[str, str]:
    with speaking("en"):
        return words.casefold(), _joined(_(words))


def _joined(words: str) -> str:
    return "".join(words.casefold().split())


def _near(name: str, wanted: str) -> float:
    """How well what was typed names it: whole, its beginning, a part of it."""
    if name == wanted:
        return 1.0
    return 0.9 if name.startswith(wanted) else 0.7 if wanted in name else 0.0


def fits(command: Command, typed: str) -> float:
    """How well what was typed names a command: 0 not at all, 1 where it is its name or another word for it."""
    wanted, last = _joined(typed), command.words[-1]
    own = [_near(name, wanted) for name in _names(last)]
    other = [_near(name, wanted) for one in command.said for name in _names(one)]
    best = max([*own, *(0.95 * near for near in other)])
    if len(command.words) > 1:
        # the name of its page stands before a key's: who types only that looks for the page
        parts = zip(*map(_names, command.words), strict=True)
        best = max(best, *(0.85 * _near("".join(part), wanted) for part in parts))
    tokens = typed.casefold().split()
    if not best and len(tokens) > 1:
        english = "".join(_names(one)[1] for one in command.words)
        best = 0.6 * all(one in english for one in tokens)
    if not best:
        about, english = _about(command.about)
        best = 0.4 * (wanted in about or (len(wanted) > 2 and wanted in english))
    return best


def rank(command: Command, typed: str) -> float:
    """What this page does stands first, then the pages, then what is done there."""
    return fits(command, typed) * (1.1 if len(command.words) == 1 else 1.0)


def _first(about: str) -> str:
    """The first sentence, in the reader's language."""
    return re.split(r"(?<=。)|(?<=\.)\s", sentence(about), maxsplit=1)[0]


class DeskCommands(Provider):
    """Without anything typed, this page's; what is typed is looked for in all."""

    @property
    def desk(self) -> DeskApp:
        return cast("DeskApp", self.app)

    async def discover(self) -> Hits:
        for one in here(self.desk, self.screen):
            yield DiscoveryHit(one.title, one.run, help=_first(one.about))

    async def search(self, query: str) -> Hits:
        for found in (here, elsewhere):
            for one in found(self.desk, self.screen):
                if score := rank(one, query):
                    yield Hit(score, one.title, one.run, help=_first(one.about))


class DeskPalette(CommandPalette):
    """Textual's own, whose one sentence is English in every language."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        wait = self._NO_MATCHES_COUNTDOWN
        self._no_matches_timer = self.set_timer(wait, partial(self._show_none, search_value))

    def _show_none(self, text: str) -> None:
        if text:
            words = Content(_("没有找到“{text}”", text=text))
            self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(text)


def open_palette(desk: DeskApp) -> None:
    """With our words and commands; only one at a time."""
    if not any(isinstance(screen, CommandPalette) for screen in desk.screen_stack):
        palette = DeskPalette(
            providers=[DeskCommands], placeholder=_("找命令：汉字、拼音首字母、英文"), id="--command-palette"
        )
        desk.push_screen(palette)
