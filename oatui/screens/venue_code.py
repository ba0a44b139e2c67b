"""会场码: the phone way of one venue, opened by a key, with the changing code, what to type, and how it stands."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, ours, sentence
from oatui.rules.verdict import Refused
from oatui.screens.ask import Ask
from oatui.screens.confirm import Confirm
from oatui.screens.listening import address_field, firewall_line, port_field, tick_field
from oatui.screens.page import Page
from oatui.store import arrivals, meetings, phone, phone_looks, settings
from oatui.store.database import StoreTrouble
from oatui.widgets.qr import QR

WECHAT = N_("微信打不开：右上角三个点，在浏览器打开，或用相机扫；还不行就来签到台")


class VenueCodePage(Page):
    """Left the code, right what to type, the counts and the time left; before the key, what opening it means."""

    CSS_PATH = "venue_code.tcss"
    TITLE_WORDS = N_("会场码")
    HELP_WORDS = N_(
        "与会人员用手机扫会场码，填姓名和手机号后四位，按同一套规则签到。码每 10 秒换一次，拍照发给别人没有用；"
        "但码证明不了人在会场，请在门口看一眼本人，或按排清点人数。按 F4 之前不监听任何端口，闭会后自动停止。"
        "会场要用投影的，按 F6 取一次性配对码，在投影电脑上打开这里显示的地址加 /WALL。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "open_or_close", N_("打开/关闭"), id="open_or_close", tooltip=N_("打开或关闭这个会场的手机签到")),
        Binding("f5", "size", N_("换大小"), id="size",
                tooltip=N_("小码和大码之间切换；大码不靠字体，哪里都扫得出")),
        Binding("f6", "pair", N_("投影"), id="pair", tooltip=N_("投影页的地址和一次性配对码")),
        Binding("f7", "looks", N_("待看"), id="looks", tooltip=N_("手机签到的人，要看一眼的在前")),
        Binding("f8", "heads", N_("清点"), id="heads", tooltip=N_("按排清点人数，与签到对照")),
    ]  # fmt: skip

    def __init__(self, meeting: int, venue: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.venue_id = venue
        self.meeting: meetings.Meeting | None = None
        self.venue_name = ""
        self._shown = ""
        self._figures = ""

    def title_words(self) -> str:
        if self.meeting is None:
            return _(self.TITLE_WORDS)
        return f"{_(self.TITLE_WORDS)}  {self.meeting.title}  {ours(self.venue_name)}"

    def body(self) -> ComposeResult:
        with Horizontal(id="wall"):
            yield QR(id="code")
            with Vertical(id="beside"):
                yield Static(id="typed", markup=False)
                yield Static(id="figures", markup=False)
                yield Static(id="words", markup=False)

    def on_resize(self) -> None:
        # the code first: 37 columns at least
        self.query_one("#beside").styles.width = max(36, min(54, self.size.width - 40))

    def load(self) -> None:
        self.meeting = meetings.get(self.store, self.meeting_id)
        self.venue_name = next(
            one.name for one in meetings.venues(self.store, self.meeting_id) if one.id == self.venue_id
        )
        self.show_head()
        self._figures = self._read_figures()
        self._shown = ""
        self.tick()

    @property
    def is_open(self) -> bool:
        return self.desk.phones.is_open(self.meeting_id, self.venue_id)

    def tick(self) -> None:
        if self.meeting is None:
            return
        code = self.query_one(QR)
        code.display = self.is_open
        if not self.is_open:
            self._shown = ""
            self.query_one("#typed", Static).update(Content(_("手机签到没有打开")).stylize("bold"))
            self.query_one("#figures", Static).update(Content(self._stands()))
            self.query_one("#words", Static).update(Content(self._before()))
            return
        now = self.desk.phones.code(self.meeting_id, self.venue_id)
        if now != self._shown:
            self._shown = now
            code.modules = self.desk.phones.modules(self.meeting_id, self.venue_id)
            self.query_one("#typed", Static).update(
                Content.assemble(
                    (_("扫码，或在浏览器打开") + "\n", Style()),
                    (f"http://{self.desk.phones.address}\n", Style(bold=True)),
                    (_("填这 8 个字符：") + "\n", Style()),
                    (f"{now[:4]} {now[4:]}", Style(bold=True)),
                )
            )
            self.query_one("#words", Static).update(
                Content(
                    _(WECHAT)
                    + "\n"
                    + _("现在先用自己的手机扫一次，看打不打得开")
                    + "\n"
                    + _firewall(self.desk.phones.port)
                )
            )
        self.query_one("#figures", Static).update(Content(self._stands()))

    def _stands(self) -> str:
        assert self.meeting
        left = int((self.meeting.sign_in_deadline - self.desk.clock.now()).total_seconds())
        until = sentence("签到截止 {at:hm}", at=self.meeting.sign_in_deadline)
        until += "  " + (_("还有 {left:span}", left=left) if left >= 0 else _("已过 {left:span}", left=-left))
        return f"{until}\n{self._figures}"

    def _read_figures(self) -> str:
        """The counts and who is to be looked at: read when the store has changed, not every second."""
        whole, places = arrivals.attendance(self.store, self.meeting_id)
        if self.store.is_site:
            # what comes in elsewhere is not told here
            whole = next((counts for venue, counts in places if venue.id == self.venue_id), whole)
        figures = whole.as_dict()
        looks = [one for one in phone_looks.looks(self.store, self.meeting_id) if not one.looked_at]
        marked = sum(bool(one.reasons) for one in looks)
        counts = sentence("应到 {expected}  已到 {present}  未到 {absent}", **figures)
        return f"{counts}\n" + _("手机签到待看 {n} 人，其中有疑点 {marked} 人", n=len(looks), marked=marked)

    def _before(self) -> str:
        stands_open = any(one.venue == self.venue_id for one in phone.open_ways(self.store, self.meeting_id))
        lines = [
            _("按 F4 打开：选手机能到的地址，确认本机不是涉密计算机、未接入电子政务内网。"),
            _("扫卡签到照常，手机是第二种办法。"),
        ]
        if stands_open:
            lines.insert(0, _("上次打开后程序退出过，现在没有监听；再打开接着用。"))
        return "\n".join(lines)

    # ------------------------------------------------------------------ keys

    def action_open_or_close(self) -> None:
        if self.is_open:
            note = _("正在填表的手机要到签到台签到；已签到的不受影响")

            async def answered(yes: bool | None) -> None:
                if yes:
                    await self._close()

            self.desk.push_screen(
                Confirm(_("关闭 {venue} 的手机签到？", venue=self.venue_name), note), answered
            )
        else:
            self._ask()

    async def _close(self) -> None:
        try:
            await self.desk.phones.close(self.meeting_id, self.venue_id)
        except StoreTrouble as trouble:
            self.say(trouble.verdict)
            return
        self.desk.look_for_changes(own=True)
        self.refresh_page()
        self.say(_("已关闭，不再监听；会场码和密钥已作废"))

    def _ask(self) -> None:
        from oatui.phone_way import addresses

        found = addresses()
        if not found:
            self.say(_("本机没有手机能到的地址；请先把本机接到会场的无线网或办公网"))
            return
        last = (phone.last_address(self.store, self.venue_id) or "").rpartition(":")[0]
        port = int(settings.get(self.store, "phone.port"))
        fields = [address_field(found, last), port_field(port), tick_field()]
        note = _("手机要和这个地址在同一网络；不要用手机热点。") + _firewall(port)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.phones.open(
                    self.meeting_id, self.venue_id, values["host"], values["port"],
                    not_secret=values["tick"] == "yes",
                )  # fmt: skip
            except Refused as no:
                field = {"phone.not_declared": "tick", "phone.port_taken": "port"}.get(no.verdict.key, "host")
                return field, str(no)
            except StoreTrouble as trouble:
                return "host", str(trouble)
            return None

        async def opened(values: dict[str, Any] | None) -> None:
            if values is None:
                return
            self.desk.look_for_changes(own=True)
            self.refresh_page()
            if await self.desk.phones.reaches_itself():
                self.say(
                    _("已打开，正在监听 {address}；现在用自己的手机扫一次", address=self.desk.phones.address)
                )
            else:
                self.say(
                    _("已打开，但本机自己也连不上 {address}；请看防火墙", address=self.desk.phones.address)
                )

        self.desk.push_screen(
            Ask(_("打开 {venue} 的手机签到", venue=self.venue_name), fields, note, act), opened
        )

    def action_size(self) -> None:
        if not self.is_open:
            self.say(_("先按 F4 打开手机签到"))
            return
        code = self.query_one(QR)
        code.wish = "half" if code.mode == "solid" else "solid"
        self.say(None if code.fits(code.mode) else _("这个窗口放不下大码：请放大窗口，或再按 F5 换回小码"))

    def action_pair(self) -> None:
        if not self.is_open:
            self.say(_("先按 F4 打开手机签到"))
            return
        self.say(
            _(
                "本机打开 http://127.0.0.1:{port}/WALL；别的电脑打开 http://{address}/WALL，配对码 {code}，10 分钟内用一次",
                port=self.desk.phones.port,
                address=self.desk.phones.address,
                code=self.desk.phones.new_pairing(),
            )
        )

    def action_looks(self) -> None:
        from oatui.screens.phone_looks import PhoneLooksPage

        self.desk.push_screen(PhoneLooksPage(self.meeting_id))

    def action_heads(self) -> None:
        from oatui.screens.head_counts import HeadCountsPage

        self.desk.push_screen(HeadCountsPage(self.meeting_id, self.venue_id))


def _firewall(port: int) -> str:
    return _("手机连不上时，先开防火墙：{line}", line=firewall_line(port))
