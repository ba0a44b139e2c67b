"""督查组资料清单: what was asked for, and what has been handed over by whom (22-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from oatui.i18n import N_, _
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Refused
from oatui.screens.asking import Said, ask
from oatui.screens.document_form import WHEN_HINT, when_words
from oatui.screens.lines import LinesAsk
from oatui.screens.listed import DetailedPage
from oatui.store import incoming, incoming_matters
from oatui.store.database import StoreTrouble
from oatui.store.incoming_matters import Item
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = [Column(N_("资料")), Column(N_("要求"), 11), Column(N_("提供"), 11), Column(N_("谁提供的"), 14)]

# under which field a refusal of the store is shown
FIELD_OF = {"incoming.future": "at", "incoming.before_received": "at"}


class IncomingItemsPage(DetailedPage):
    """One line a thing; Enter hands it over."""

    CSS_PATH = "incoming_items.tcss"
    TITLE_WORDS = N_("资料清单")
    HELP_WORDS = N_(
        "按照督查组的要求提供相关资料（第22条）。F4 把要的资料一行一项写下来；提供一项，在那一行按回车或 F5 登记谁提供的。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "ask_for", N_("加资料"), id="ask_for", tooltip=N_("督查组要的资料，一行一项")),
        Binding("f5", "supply", N_("已提供"), id="supply", tooltip=N_("登记这一项已提供；和回车一样")),
    ]

    def __init__(self, paper: int) -> None:
        super().__init__()
        self.paper_id = paper
        self.title_of = ""

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.title_of}".strip()

    def body(self) -> ComposeResult:
        yield PagedList(COLUMNS, empty=_("清单是空的。按 F4 把督查组要的资料写下来"), id="items")

    def on_mount(self) -> None:
        self.listing.focus()

    def load(self) -> None:
        self.title_of = incoming.get(self.store, self.paper_id).title
        self.show_head()
        self.listing.show_items(incoming_matters.items(self.store, self.paper_id), self._cells)

    def _cells(self, item: Item) -> Sequence[Cell]:
        supplied: Cell = (_short(item.supplied_at), "ok") if item.supplied_at else (_("未提供"), "warn")
        return [item.words, _short(item.asked_at), supplied, item.supplied_by]

    def action_ask_for(self) -> None:
        async def take(text: str) -> str | None:
            try:
                await self.desk.record(incoming_matters.ask_items, self.paper_id, text.splitlines())
            except (Refused, StoreTrouble) as no:
                return str(no)
            return None

        def done(_text: str | None) -> None:
            self.desk.look_for_changes(own=True)
            self.refresh_page()

        note = _("一行一项；已在清单里的不重复记")
        self.desk.push_screen(LinesAsk(_("督查组要的资料"), note, "", take), done)

    @on(PagedList.Chosen)
    def _chosen(self) -> None:
        self.action_supply()

    def action_supply(self) -> None:
        item = self.listing.chosen
        if not isinstance(item, Item):
            self.say(self.listing.empty)
            return
        fields = [
            Field("by", N_("谁提供的"), value=self.desk.operator),
            Field("at", N_("时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(incoming_matters.supply, item.id, values["by"], at=values["at"])
            return _("“{words}”已登记提供", words=item.words)

        ask(self, _("已提供：{words}", words=item.words), fields, do, FIELD_OF)

    def _read_at(self, text: str) -> Any:
        return past_moment(text, self.desk.clock.now(), self.calendar)


def _short(at: str) -> str:
    """11-24 09:05."""
    return f"{at[5:10]} {at[11:16]}"
