"""A pairing code, large: read out over the telephone, typed or scanned at the other machine, good once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.screens.page import Page
from oatui.store import sites
from oatui.widgets.qr import QR

if TYPE_CHECKING:
    from oatui.link_way import Code


class MachineCodePage(Page):
    """Left the code for a scanner, right the same to type; it says by itself when the other machine is there."""

    CSS_PATH = "link.tcss"
    TITLE_WORDS = N_("配对码")
    HELP_WORDS = N_(
        "在另一台机器上打开 oatui：第一次打开时按 F4 加入，已有数据的按那一页上写的键；输入这里的地址和配对码，或用扫码器扫。"
        "码只用一次，10 分钟内有效，输错五次作废；可以在电话里念，不要发到微信群。按 F5 换一个码。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "again", N_("换一个码"), id="again", tooltip=N_("现在的码作废，另给一个")),
        Binding("f6", "size", N_("换大小"), id="size", tooltip=N_("小码和大码之间切换")),
    ]

    def __init__(self, made: Code) -> None:
        super().__init__()
        self.made = made

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.made.site.name}"

    def body(self) -> ComposeResult:
        with Horizontal(id="wall"):
            yield QR(id="code")
            with Vertical(id="beside"):
                yield Static(id="typed", markup=False)
                yield Static(id="stands", markup=False)
                yield Static(id="words", markup=False)

    def on_resize(self) -> None:
        self.query_one("#beside").styles.width = max(36, min(60, self.size.width - 40))

    def load(self) -> None:
        from oatui.files.code_out import modules

        made = self.made
        self.query_one(QR).modules = modules(f"{made.address} {made.code}".upper())
        words = _("那台机器：设置里按 F8，再按 F5。或在命令行：oatui join {address} {code}",
                  address=made.address, code=made.code)  # fmt: skip
        if made.site.meeting != sites.DESK:
            words = _("那台机器上第一次打开 oatui 时按 F4，或在命令行：oatui join {address} {code}",
                      address=made.address, code=made.code)  # fmt: skip
        if made.address.startswith("https:"):
            words += _("；那里还要填单位的根证书（--ca）")
        self.query_one("#words", Static).update(words)
        self.tick()

    def _typed(self, good: bool) -> Content:
        """What is read out; a code that is no longer good is not offered."""
        # each group apart
        groups = "   ".join(" ".join(group) for group in self.made.code.split("-"))
        return Content.assemble(
            (_("地址") + "\n", Style()),
            (f"{self.made.address}\n\n", Style(bold=True)),
            (_("配对码") + "\n", Style()),
            (groups, Style(bold=True, reverse=True) if good else Style(dim=True, strike=True)),
        )

    def tick(self) -> None:
        one = sites.get(self.store, self.made.site.id)
        left = int((self.made.until - self.desk.clock.now()).total_seconds())
        if one.heard_at:
            words, look = _("已连上 {at:hms}，按 F3 返回", at=one.heard_at), "bold $text-success"
        elif not self.desk.session.link_way.code_used(one):
            words, look = _("等那边输入，还有 {left:clock}", left=left), "bold"
        elif left > 0:
            words, look = _("码已用掉，等那边连上；没有连上的按 F5 换一个码"), "bold $text-warning"
        else:
            words, look = _("码已过 10 分钟；按 F5 换一个码"), "bold $text-warning"
        self.query_one("#stands", Static).update(Content(words).stylize(look))
        good = not one.heard_at and left > 0
        self.query_one("#typed", Static).update(self._typed(good))
        self.query_one(QR).display = good

    async def action_again(self) -> None:
        one = sites.get(self.store, self.made.site.id)
        if one.heard_at:
            self.say(_("“{name}”已经连上，不用再给码", name=one.name))
        else:
            self.run_worker(self._another(one), group="code", exclusive=True)

    async def _another(self, one: sites.Site) -> None:
        way = self.desk.session.link_way
        if made := await self.reach(lambda own: way.code(own, one)):
            self.made = made
            self.load()

    def action_size(self) -> None:
        code = self.query_one(QR)
        code.wish = "half" if code.mode == "solid" else "solid"
        self.say(None if code.fits(code.mode) else _("这个窗口放不下大码：请放大窗口，或再按 F6 换回小码"))
