"""按键: what every key does on every page, and another key where the terminal or the hand wants one."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui import keys
from oatui.i18n import N_, _, sentence, why
from oatui.rules.verdict import Refused, refuse
from oatui.screens import places
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.widgets.form import Field
from oatui.widgets.key_line import key_name
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = (Column(N_("页"), 22), Column(N_("键"), 8), Column(N_("做什么")), Column(N_("原来的键"), 10))


class Key(NamedTuple):
    """One action of one page: the key that it comes with, and the one that is in force."""

    page: str
    title: str
    id: str
    words: str
    preset: str
    now: str

    @property
    def name(self) -> str:
        return f"{self.page}.{self.id}"


def all_keys(desk: Any) -> list[Key]:
    """Every key of every page, those that are the same everywhere first."""
    found: dict[str, Key] = {}
    same = [one for one in (*desk.BINDINGS, *Page.BINDINGS) if one.show]
    for page, title, bindings in [(keys.EVERY, _("每一页"), same), *_pages()]:
        own = keys.of(page, keys.SAME | {one.id: one.key for one in bindings})
        for one in bindings:
            if one.id in places.OF_DEMO and not desk.demo:
                continue
            key = Key(page, title, one.id, sentence(one.description), one.key, own.get(one.id, one.key))
            found.setdefault(key.name, key)
    return list(found.values())


def _pages() -> list[tuple[str, str, list[Binding]]]:
    return sorted(
        (keys.page_word(page.__name__), sentence(page.TITLE_WORDS), own)
        for page in places.all_pages()
        if (own := [one for one in places.keys_of(page) if one.show])
    )


def hold_free(every: list[Key], chosen: Key, key: str) -> None:
    """Refuse a key that something else on the same page has. Raises Refused."""
    for kept, words in (("quit", N_("退出")), ("palette", N_("命令"))):
        if key == keys.SAME[kept]:
            raise refuse("keys.taken", taken=key_name(key), words=_(words), page=_("每一页"))
    for other in every:
        near = chosen.page in {other.page, keys.EVERY} or other.page == keys.EVERY
        if near and other.name != chosen.name and key in other.now.split(","):
            raise refuse("keys.taken", taken=key_name(key), words=other.words, page=other.title)


class KeysPage(Page):
    """A list; Enter asks for another key."""

    CSS_PATH = "keys.tcss"
    TITLE_WORDS = N_("按键")
    HELP_WORDS = N_(
        "每一页的键都列在这里。终端占用了某个键，或者用不顺手，选中后按回车换一个；只在这台电脑上、对当前用户有效。"
        "换过的键写在最下面一行；帮助和提示里的文字仍写原来的键。单个字母不能用，输入法会吃掉。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "restore", N_("全部恢复"), id="restore", tooltip=N_("所有的键都回到原来的")),
    ]

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, id="list")

    def on_mount(self) -> None:
        self.query_one("#list").focus()

    def load(self) -> None:
        self.query_one("#list", PagedList).show_items(all_keys(self.desk), self._cells)

    def _cells(self, key: Key) -> list[Cell]:
        changed = key.now != key.preset
        now = key_name(key.now)
        preset = key_name(key.preset)
        return [key.title, (now, "warn") if changed else now, key.words, (preset if changed else "", "dim")]

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        chosen: Key = event.item
        hint = N_("如 F7、F10、Ins、Ctrl+T；空着就用原来的")
        field = Field(
            "key", N_("换成"), value="" if chosen.now == chosen.preset else key_name(chosen.now), hint=hint
        )

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            kept = keys.chosen()
            kept.pop(chosen.name, None)
            try:
                if values["key"]:
                    key = keys.read_key(values["key"])
                    hold_free(all_keys(self.desk), chosen, key)
                    if key not in chosen.preset.split(","):
                        kept[chosen.name] = key
                keys.keep(kept)
            except Refused as no:
                return "key", no.verdict.message
            except OSError as error:
                return "key", _("存不下：{error:words}", error=why(error))
            return None

        self.desk.push_screen(Ask(f"{chosen.title}  {chosen.words}", [field], act=act), self._changed)

    def _changed(self, values: dict[str, Any] | None) -> None:
        if values is not None:
            self.load()
            self.say(_("已换，再打开那一页时起用；管每一页的键，下次启动时起用"))

    def action_restore(self) -> None:
        try:
            keys.keep({})
        except OSError as error:
            self.say(_("存不下：{error:words}", error=why(error)))
            return
        self.load()
        self.say(_("所有的键都回到原来的了"))
