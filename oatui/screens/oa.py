"""The OA system: what stands in it, who keeps it, handing it over with the list (14-1, 14-3, 14-5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules import oa as law
from oatui.rules.entry import read_whole
from oatui.rules.verdict import Level, Verdict, refuse
from oatui.screens.asking import Said, ask, show_lines
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.document_form import remark
from oatui.screens.listed import ListedPage
from oatui.store import oa
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

COLUMNS = [
    Column("", 5), Column(N_("标题")), Column(N_("来文单位"), 14), Column(N_("承办人"), 9), Column(N_("办理情况"), 8),
]  # fmt: skip
STAFF = {"yes": N_("正式在编在岗"), "no": N_("不是")}
FIELD_OF = {
    "oa.no_title": "title", "incoming.classified_mark": "title", "oa.no_owner": "owner", "oa.no_person": "person",
    "oa.same_person": "person", "oa.hand_over_instead": "person", "oa.count": "unread",
}  # fmt: skip


def whole(text: str) -> int:
    """A count as typed; nothing is none. Raises Refused."""
    count = read_whole(text.strip() or "0")
    if count is None or count > 9999:
        raise refuse("oa.count", written=text.strip()[:20])
    return count


class OaPage(ListedPage):
    """The open things in a list; above it who is in charge, the counts, and how 14-5 stands."""

    CSS_PATH = "oa.tcss"
    TITLE_WORDS = N_("OA")
    HELP_WORDS = N_(
        "OA 系统内的文件：F4 逐件登记，或 F6 只登未读、未办的件数。F5 写明由谁办，回车或 F7 是办完了。"
        "下班前登录时看系统内有没有没人办的（第14条）。F8 里有负责人（A岗、B岗）、交接、月历，点错的在那里撤回；"
        "B岗顶班不算换人，换人要交接，未办的清单随单移交。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("登一件"), id="add", tooltip=N_("逐件登记系统内的一份文件")),
        Binding("f5", "assign", N_("谁办"), id="assign", tooltip=N_("写明光标所在的一件由谁办")),
        Binding("f6", "count", N_("件数"), id="count", tooltip=N_("登记未读、未办的件数")),
        Binding("f7", "finish", N_("办完"), id="finish", tooltip=N_("光标所在的一件办完了")),
        Binding("f8", "more", N_("更多"), id="more", tooltip=N_("负责人、交接、月历、撤回")),
    ]
    MENU = (
        Line("1", "keeper", N_("负责人（A岗）")),
        Line("2", "deputy", N_("顶班的人（B岗）")),
        Line("3", "hand_over", N_("交接给另一人")),
        Line("4", "month", N_("月历"), N_("哪天漏登，为什么")),
        Line("5", "take_back", N_("撤回一条登记"), N_("登录、办完、交接，记错了的")),
    )

    def body(self) -> ComposeResult:
        yield Static("", id="standing", markup=False)
        yield PagedList(COLUMNS, empty=_("系统内没有逐件登记的文件。F4 登一件，F6 只登件数"), id="list")

    def load(self) -> None:
        keepers, counted, left = oa.keepers(self.store), oa.last_count(self.store), oa.left(self.store)
        people = "  ".join(
            _("{post} {person}", post=_(law.POSTS[one.post]), person=one.person) for one in keepers.values()
        )
        lines = [people or _("还没有写明谁负责。F8 登记")]
        if counted:
            lines[0] += "    " + _(
                "未读 {unread}  未办 {undealt}（{at} 登记）{owner}",
                unread=counted.unread, undealt=counted.undealt, at=counted.at[5:16].replace("T", " "),
                owner=counted.owner,
            )  # fmt: skip
        said = [one for one in (*oa.remarks(self.store), left) if one.level is not Level.OK]
        lines += [remark(one) for one in said if one.key != "oa.no_keeper"]
        standing = self.query_one("#standing", Static)
        standing.set_class(any(one.level is Level.WARNING for one in said), "late")
        show_lines(standing, lines)
        self.listing.show_items(oa.open_items(self.store, 500), self._cells)

    @staticmethod
    def _cells(one: oa.Item) -> Sequence[Cell]:
        urgency: Cell = (_(law.URGENCIES[one.urgency]), "bad") if one.urgency else ""
        owner: Cell = one.owner or (_("没人办"), "warn")
        return [urgency, one.title, one.sender, owner, _(law.ITEM_STATES[one.state])]

    def _chosen(self) -> oa.Item | None:
        one = self.listing.chosen
        if one is None:
            self.say(self.listing.empty)
        return one

    # ------------------------------------------------------------------ keys

    def action_add(self) -> None:
        fields = [
            Field("title", N_("标题")),
            Field("sender", N_("来文单位"), hint=N_("可以不填")),
            Field("urgency", N_("缓急"), choices=tuple(law.URGENCIES.items())),
            Field("owner", N_("由谁办"), hint=N_("可以不填，以后再定")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            one = await self.desk.record(
                oa.add_item, values["title"], values["sender"], values["urgency"], values["owner"],
                read=bool(values["owner"]),
            )  # fmt: skip
            return Verdict(None, Level.OK, "oa.entered", {"title": one.title})

        ask(self, _("登一件"), fields, do, FIELD_OF)

    def action_assign(self) -> None:
        if (one := self._chosen()) is None:
            return
        keeper = oa.keepers(self.store).get("A")

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(oa.assign, one.id, values["owner"])
            return Verdict("14-5", Level.OK, "oa.assigned", {"title": made.title, "owner": made.owner})

        offers = [keeper.person] if keeper else []
        ask(self, one.title, [Field("owner", N_("由谁办"), value=one.owner, offers=offers)], do, FIELD_OF)

    def action_count(self) -> None:
        fields = [
            Field("unread", N_("未读几件"), hint=N_("不填是 0"), read=whole),
            Field("undealt", N_("未办几件"), hint=N_("不填是 0"), read=whole),
            Field("owner", N_("由谁办"), hint=N_("可以不填；还有未办的，下班前要写明")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(oa.count, values["unread"], values["undealt"], values["owner"])
            return made.verdict

        ask(self, _("未读、未办的件数"), fields, do, FIELD_OF, _("上面逐件登记的不再算"))

    async def action_finish(self) -> None:
        if one := self._chosen():
            await self._finish(one)

    async def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        await self._finish(event.item)

    async def _finish(self, one: oa.Item) -> None:
        if made := await self.record(oa.finish, one.id):
            self.refresh_page()
            self.say(Verdict(None, Level.OK, "oa.finished", {"title": made.title}), _("点错了，按 F8 再按 5"))

    def action_more(self) -> None:
        keepers = oa.keepers(self.store)
        names = {post: one.person for post, one in keepers.items()}
        year = self.desk.clock.now().year
        stands = {
            "keeper": names.get("A", _("还没有写明")),
            "deputy": names.get("B", _("还没有写明")),
            "hand_over": _("今年换过 {n} 次", n=oa.changes(self.store, year)),
        }

        def chosen(key: str | None) -> None:
            if key:
                getattr(self, f"_do_{key}")()

        self.desk.push_screen(DigitChoice(_("OA"), offered(self.MENU, stands)), chosen)

    def _do_keeper(self) -> None:
        self._ask_keeper("A", _("OA 负责人（A岗）"))

    def _do_deputy(self) -> None:
        self._ask_keeper("B", _("顶班的人（B岗）"))

    def _ask_keeper(self, post: str, question: str) -> None:
        now = oa.keepers(self.store).get(post)
        fields = [
            Field("person", N_("姓名"), value=now.person if now else ""),
            Field("staff", N_("正式在编在岗"), choices=tuple(STAFF.items())),
        ]

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(oa.set_keeper, post, values["person"], values["staff"] == "yes")

        ask(self, question, fields, do, FIELD_OF)

    def _do_hand_over(self) -> None:
        fields = [
            Field("person", N_("交接给谁")),
            Field("staff", N_("正式在编在岗"), choices=tuple(STAFF.items())),
            Field("note", N_("交接说明"), hint=N_("可以不填，如钥匙、账号已交清")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                oa.hand_over, values["person"], values["staff"] == "yes", values["note"]
            )
            return made.verdict

        ask(self, _("OA 交接"), fields, do, FIELD_OF, _("未办的逐件列入清单，随单移交"))

    def _do_take_back(self) -> None:
        from oatui.screens.taking_back import choose

        choose(self, ("login", "oa_item", "handover", "oa_count"))

    def _do_month(self) -> None:
        from oatui.screens.month import MonthPage

        self.desk.push_screen(MonthPage())
