"""What is done with other machines on any page that lists them: the line, a pairing code, shutting out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from oatui.clock import from_iso
from oatui.i18n import N_, _, format_span
from oatui.rules.verdict import refuse
from oatui.screens.asking import ask
from oatui.screens.confirm import Confirm
from oatui.screens.line_form import ask_line
from oatui.screens.page import WAITING, Page
from oatui.screens.shut_line import SILENT, heard_here, heard_now
from oatui.store import main_line, sites
from oatui.store.sites import Site
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell

CLOCK_OFF = 60  # seconds; from here on a clock is to be looked at


class MachinesOnPage(Page):
    """A page that lists machines; `chosen_machine` is the cursor's."""

    PAIR_KEY = "F5"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._codes_open: dict[int, bool] = {}

    @property
    def chosen_machine(self) -> Site | None:
        raise NotImplementedError

    # ------------------------------------------------------------------ how a machine stands

    def state_of(self, site: Site | None) -> Cell:
        """Whether a machine is there, and since when it is not."""
        if site is None:
            return (_("在本机签到"), "dim") if not self.store.is_site else ""
        if site.shut_out_at:
            return _("已停用"), "dim"
        if site.heard_at is None:
            return (_("等配对"), "warn") if self._code_open(site) else (_("没有配对"), "dim")
        silent = self.desk.clock.now() - from_iso(site.heard_at)
        if self.hears(site):
            return _("连着 {at:hms}", at=site.heard_at), "ok"
        if silent <= SILENT:
            return _("最近 {at:hms}", at=site.heard_at), "warn"
        return _("断开 {left:span}", left=silent.total_seconds()), "bad"

    def hears(self, site: Site) -> bool:
        """Whether it was heard just now, by a line that is open; a clock that was set back says nothing."""
        if self.desk.session.link_way.address:
            return heard_now(site, self.desk.clock.now())
        return heard_here(self, [site])

    def about(self, site: Site) -> str:
        words = [site.name]
        if site.shut_out_at:
            words.append(_("{at:short} {at:hm} 停用：{reason}", at=site.shut_out_at, reason=site.reason))
        elif site.heard_at is None and self._code_open(site):
            words.append(_("已给码，等那边输入；要换一个码按 {key}", key=self.PAIR_KEY))
        elif site.heard_at is None:
            words.append(
                _("没有配对，码已用掉或过了 10 分钟；按 {key} 再给一个，按 F7 收回", key=self.PAIR_KEY)
            )
        if site.heard_at:
            words.append(_("最近 {at:short} {at:hms} 听到", at=site.heard_at))
            words.append(clock_words(site.difference))
            if not site.shut_out_at and self.desk.session.link_way.is_older(self.store, site):
                words.append(_("那台的 oatui 比本机旧，请升级"))
        return "  ".join(words)

    def _code_open(self, site: Site) -> bool:
        """Whether somebody may still type the code of a machine that was invited; a file says so, asked once a second."""
        if site.id not in self._codes_open:
            self._codes_open[site.id] = not self.desk.session.link_way.code_used(site)
        return self._codes_open[site.id]

    def each_second(self) -> None:
        self._codes_open.clear()
        super().each_second()

    def refresh_page(self) -> None:
        self._codes_open.clear()
        super().refresh_page()

    # ------------------------------------------------------------------ keys

    def action_line(self) -> None:
        way = self.desk.session.link_way
        if main_line.hub(self.store):
            self.say(_("本机与县中心收发，自己不打开线路；县中心换了地址，或要退出：“设置”里按 F8"))
            return
        if not way.address:
            ask_line(self, self._opened)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_worker(self._close(), group="line", exclusive=True)

        note = _("分会场照样签到，线路再打开时自动送来；取号的机器这期间取不到号")
        self.desk.push_screen(Confirm(_("关闭线路？"), note), answered)

    async def _close(self) -> None:
        await asyncio.to_thread(self.desk.session.link_way.close)
        self.tick()
        self.say(_("已关闭，不再监听"))

    def _opened(self) -> None:
        self.tick()
        self.say(_("线路已打开：{address}；配对过的机器自动连上", address=self.desk.session.link_way.address))

    async def give_code(self, site: Site) -> None:
        from oatui.screens.machine_code import MachineCodePage

        way = self.desk.session.link_way
        if made := await self.reach(lambda own: way.code(own, site)):
            self.desk.push_screen(MachineCodePage(made))

    def action_shut_out(self) -> None:
        site = self.chosen_machine
        if site is None:
            self.say(_("这一行没有机器，没有可停用的"))
            return
        if site.shut_out_at:
            self.say(refuse("link.shut_out_before", name=site.name, at=site.shut_out_at).verdict)
            return
        if site.heard_at is None:
            self._ask_withdraw(site)
            return
        machine = site

        async def do(values: dict[str, Any]) -> str:
            way = self.desk.session.link_way
            _done, told = await self.desk.session.apart(
                lambda own: way.shut_out(own, machine.id, values["reason"])
            )
            self.desk.look_for_changes(own=True)
            return shut_out_words(machine.name, told)

        note = _("马上不再收它的登记，也不再给它名册；已送来的不变。停用后不能恢复，要用就重新配对")
        if machine.meeting == sites.DESK:
            note = _("马上不能再取号；已取的号不变。停用后不能恢复，要用就重新配对")
        fields = [Field("reason", N_("原因"), hint=N_("如：机器丢失、已换新机器"))]
        waits = _(WAITING) if self.desk.session.asks_elsewhere else ""
        ask(self, _("停用“{name}”？", name=machine.name), fields, do, {}, note, waits=waits)

    def _ask_withdraw(self, site: Site) -> None:
        """An invitation that nobody took: it says nothing of a machine, and is asked no reason for."""

        async def withdraw() -> None:
            way = self.desk.session.link_way
            if await self.reach(lambda own: way.shut_out(own, site.id, sites.NEVER_PAIRED)):
                self.desk.look_for_changes(own=True)
                self.refresh_page()
                self.say(_("已收回 {name} 的邀请，配对码作废", name=site.name))

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_worker(withdraw(), group="pair", exclusive=True)

        note = _("那台还没有配对过；配对码作废，这一行不再列出。以后要用就重新配对")
        self.desk.push_screen(Confirm(_("收回“{name}”的邀请？", name=site.name), note), answered)


def invited(machines: Iterable[Site]) -> list[Site]:
    """Those that a list shows: of an invitation that was taken back nothing is to be seen."""
    return [one for one in machines if one.heard_at or not one.shut_out_at]


def shut_out_words(name: str, told: bool) -> str:
    """What was done; `told` whether it holds at the county's hub, too."""
    if told:
        return _("已停用 {name}", name=name)
    return _("已停用 {name}；县中心连不上，那里等连上时停用", name=name)


def clock_cell(site: Site | None) -> Cell:
    if site is None or site.difference is None:
        return ""
    if abs(site.difference) < 2:
        return _("时钟一致"), "ok"
    return clock_words(site.difference), "warn" if abs(site.difference) >= CLOCK_OFF else ""


def clock_words(difference: int | None) -> str:
    """快 3 秒, 慢 1 小时 1 分; seconds by which its clock is ahead."""
    if difference is None:
        return ""
    if abs(difference) < 2:
        return _("时钟一致")
    span = format_span(difference)
    return _("快 {span}", span=span) if difference > 0 else _("慢 {span}", span=span)
