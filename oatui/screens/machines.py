"""多机: the office's other machines. Those that draw numbers here, or the one that this desk draws from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui import places
from oatui.i18n import N_, _
from oatui.link import hub_line, joining, uplink
from oatui.link.keyring import Keyring
from oatui.screens.ask import Ask
from oatui.screens.join_form import ask_address, fault_of, join_another, joining_fields, split
from oatui.screens.leave_book import ask_to_go_on, begin_leaving
from oatui.screens.line_form import ask_line
from oatui.screens.listed import ListedPage
from oatui.screens.machines_on_page import MachinesOnPage, clock_cell, invited
from oatui.screens.machines_stand import joined_words, lines
from oatui.screens.page import WAITING
from oatui.store import main_line, sites
from oatui.store.sites import Site
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

_COLUMNS = [
    Column(N_("机器")), Column(N_("已取号"), 8, right=True), Column(N_("怎么样"), 24), Column(N_("时钟差"), 16),
]  # fmt: skip


class MachinesPage(MachinesOnPage, ListedPage):
    """A line a machine that draws numbers from this book."""

    CSS_PATH = "link.tcss"
    TITLE_WORDS = N_("多机")
    PAIR_KEY = "F4"
    HELP_WORDS = N_(
        "一个单位只有一本号簿。第二台办公机器向这台取号：这台按 F4 给配对码，那台在同一页按 F5 输入；以后它的公文编号都从这本号簿取，"
        "问两次是同一个号，断线就没有号，公文等着。取号要这台的线路开着（F6）。F7 停用一台。县中心给的配对码也按 F5 输入。"
        "F8 是让这台机器临时作别的单位会议的分会场，另用一个数据文件。8 退出县中心，或不再向别的机器取号。"
        "号簿或县中心退回过备份的，先等取过号的机器报来各自的号，再也连不上的用 9 不等。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "pair", N_("配对"), id="pair", tooltip=N_("让本单位另一台机器来取号")),
        Binding(
            "f5", "draw", N_("去取号"), id="draw", tooltip=N_("本机以后向另一台机器的号簿，或县中心取号")
        ),
        Binding("f6", "line", N_("线路"), id="line", tooltip=N_("打开或关闭线路；取号的机器要连得上")),
        Binding("f7", "shut_out", N_("停用机器"), id="shut_out", tooltip=N_("光标所在的机器不能再取号")),
        Binding("f8", "join", N_("作分会场"), id="join", tooltip=N_("用配对码加入别的单位的会议")),
        Binding("8", "leave", N_("退出取号"), id="quit", tooltip=N_("不再连县中心，或不再向别的机器取号")),
        Binding("9", "go_on", N_("接着给号"), id="go_on", tooltip=N_("不再等没听到的机器，接着给号")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.machines: list[Site] = []

    def body(self) -> ComposeResult:
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, empty=_("没有别的机器从这里取号；按 F4 配对"), id="list")
        yield Detail()

    @property
    def chosen_machine(self) -> Site | None:
        chosen = self.listing.chosen
        return chosen if isinstance(chosen, Site) else None

    def load(self) -> None:
        if main_line.book(self.store):
            self.listing.empty = _("公文上按 F7 就去取号；那台换了地址，按 F6 改")
        self.machines = invited(sites.all_of(self.store, sites.DESK))
        self.listing.show_items(self.machines, self._cells)
        self.refresh_bindings()
        self.tick()

    def tick(self) -> None:
        """How long ago a machine was heard changes by itself."""
        self.query_one("#figures", Panel).update(self._stands())
        self.listing.look_again()
        self.show_detail()

    def show_detail(self) -> None:
        one = self.chosen_machine
        self.query_one(Detail).update(self.about(one) if one else "")

    def _stands(self) -> Content:
        address = "" if main_line.book(self.store) else self.desk.session.link_way.address
        paired = sum(one.heard_at is not None and not one.shut_out_at for one in self.machines)
        first, *more = lines(self.store, address, paired)
        return Content("\n").join([Content.assemble((first, Style(bold=True))), *map(Content, more)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave":
            return bool(main_line.hub(self.store) or main_line.book(self.store))
        if action == "go_on":
            return self._waits()
        return super().check_action(action, parameters)

    def _waits(self) -> bool:
        if main_line.book(self.store):
            return False
        if main_line.hub(self.store):
            stands = hub_line.standing(self.store, Keyring(places.link_folder()))
            return bool(stands and stands.waiting)
        return bool(main_line.unheard(self.store) or main_line.left(self.store))

    def _book_address(self) -> str:
        ring = Keyring(places.link_folder())
        way = hub_line.of(self.store, ring) or uplink.book_of(self.store, ring)
        return way.address if way else _("密钥不在这台电脑上")

    def _cells(self, one: Site) -> Sequence[Cell]:
        drawn = self.store.value(
            "select count(*) from number where way = 'other_desk' and request_id like ?", f"desk {one.id} %"
        )
        return [one.name, str(drawn), self.state_of(one), clock_cell(one)]

    # ------------------------------------------------------------------ keys

    def action_line(self) -> None:
        if main_line.book(self.store) or main_line.hub(self.store):
            ask_address(self, self._book_address())
        else:
            super().action_line()

    def state_of(self, site: Site | None) -> Cell:
        """A machine that draws numbers is heard only when it draws one."""
        if site and site.heard_at and not site.shut_out_at:
            return _("最近 {at:short} {at:hm}", at=site.heard_at)
        return super().state_of(site)

    def action_pair(self) -> None:
        if main_line.book(self.store):
            self.say(_("号簿不在本机，请在号簿所在的机器上配对"))
        elif not self.desk.session.link_way.address:
            ask_line(self, self.action_pair)
        else:
            chosen = self.chosen_machine
            again = chosen.name if chosen and self._unpaired(chosen.name) else ""
            fields = [Field("name", N_("那台叫什么"), value=again, hint=N_("如 二楼的机器"))]
            note = _("那台在“设置”里按 F8，再按 F5，输入地址和配对码")
            self.desk.push_screen(Ask(_("让另一台机器来取号"), fields, note), self._named)

    def _unpaired(self, name: str) -> Site | None:
        """Who was invited under a name and has not paired: he gets a further code, not a further line."""
        waiting = (one for one in self.machines if not (one.heard_at or one.shut_out_at))
        return next((one for one in waiting if one.name == name.strip()), None)

    def _named(self, values: dict[str, Any] | None) -> None:
        if values is not None:
            # a hub may be asked for the code: no key waits for it
            self.run_worker(self._invite(values["name"]), group="pair", exclusive=True)

    async def _invite(self, name: str) -> None:
        made = self._unpaired(name)
        if made or (made := await self.record(sites.invite, sites.DESK, sites.DESK, name)):
            await self.give_code(made)

    def action_draw(self) -> None:
        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            async def draw() -> None:
                address, code = split(values["address"], values["code"])
                ca, ring = Path(values["ca"]) if values["ca"] else None, Keyring(places.link_folder())
                await self.desk.session.apart(lambda own: joining.take_code(own, ring, address, code, ca))

            return await fault_of(draw())

        def done(values: dict[str, Any] | None) -> None:
            if values is not None:
                self.desk.look_for_changes(own=True)
                self.refresh_page()
                self.say(joined_words(self.store, self._book_address()))

        note = _(
            "以后号由那边给，断线时没有号。向另一台机器取号的，今年不能已经自己编过号；连县中心的，编过的号接着往下编"
        )
        question = _("向另一台机器取号，或连县中心")
        self.desk.push_screen(Ask(question, joining_fields(), note, act, _(WAITING)), done)

    def action_join(self) -> None:
        join_another(self)

    def action_leave(self) -> None:
        begin_leaving(self)

    def action_go_on(self) -> None:
        ask_to_go_on(self)
