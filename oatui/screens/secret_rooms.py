"""F8 of the confidential routines: the three posts, password day, who came in, media (15)."""

from __future__ import annotations

from typing import Any

from oatui.i18n import N_, _, format_list
from oatui.rules import confidential as law
from oatui.rules.moment import past_day
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask
from oatui.screens.digit_choice import DigitChoice, Line, offered
from oatui.screens.listed import ListedPage
from oatui.screens.oa import STAFF
from oatui.screens.taking_back import choose
from oatui.store import secret_rooms
from oatui.widgets.form import Field

LOCKED = {"yes": N_("加锁的铁皮柜"), "no": N_("不是")}
FIELD_OF = {
    "secret.no_serial": "serial", "secret.not_a_serial": "serial", "secret.medium_known": "serial",
    "secret.medium_unknown": "serial", "secret.not_staff": "staff", "secret.no_person": "person", "secret.no_reason": "reason",
    "secret.no_escort": "escort", "secret.not_locked": "locked", "secret.before_change": "day",
}  # fmt: skip


class SecretRooms(ListedPage):
    """The acts behind F8, each a small form."""

    MENU = (
        Line("1", "post", N_("三员"), N_("还没有写明")),
        Line("2", "report", N_("人员变动报机要科")),
        Line("3", "password", N_("更换了密码"), N_("只记日期")),
        Line("4", "come_in", N_("进入涉密场所")),
        Line("5", "go_out", N_("离开涉密场所")),
        Line("6", "medium", N_("登记介质"), N_("编号、密级、铁皮柜")),
        Line("7", "hand", N_("介质交接"), N_("五项手续打勾")),
        Line("8", "take_back", N_("撤回一条登记"), N_("每种登记都可以")),
        Line("9", "log", N_("登记记录"), N_("巡查、进出、清点、介质")),
    )

    def action_more(self) -> None:
        posts = secret_rooms.posts(self.store)
        inside = secret_rooms.inside(self.store)
        waiting, last = secret_rooms.unreported(self.store), secret_rooms.last_password(self.store)
        stands = {"go_out": format_list(one.person for one in inside)}
        if posts:
            stands["post"] = format_list(posts.values())
        if waiting:
            stands["report"] = _("待报 {n}", n=len(waiting))
        if last:
            stands["password"] = _("上次 {day}", day=f"{last:%m-%d}")

        def chosen(key: str | None) -> None:
            if key:
                getattr(self, f"_do_{key}")()

        self.desk.push_screen(DigitChoice(_("涉密例行"), offered(self.MENU, stands)), chosen)

    def _do_log(self) -> None:
        from oatui.screens.secret_log import SecretLogPage

        self.desk.push_screen(SecretLogPage())

    def _do_take_back(self) -> None:
        choose(self, ("secret", "visit", "patrol", "password", "post", "medium", "count"))

    def _do_post(self) -> None:
        fields = [
            Field("post", N_("岗位"), choices=tuple(law.POSTS.items())),
            Field("person", N_("姓名")),
            Field("staff", N_("正式职工"), choices=tuple(STAFF.items())),
        ]

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(
                secret_rooms.set_post, values["post"], values["person"], values["staff"] == "yes"
            )

        ask(self, _("三员"), fields, do, FIELD_OF, _("变动要第一时间上报县委办公室机要科"))

    def _do_report(self) -> None:
        waiting = secret_rooms.unreported(self.store)
        if not waiting:
            self.say(_("没有要上报的变动"))
            return
        change = waiting[0]
        fields = [Field("day", N_("哪天上报"), hint=N_("回车是今天"), read=self._read_day), Field("by", N_("谁上报"), hint=N_("不填就是操作员"))]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(secret_rooms.report_change, change.id, values["by"], values["day"])

        words = _("{post} {person}", post=_(law.POSTS[change.post]), person=change.person)
        ask(self, _("报机要科：{words}", words=words), fields, do, FIELD_OF)

    def _do_password(self) -> None:
        fields = [Field("day", N_("哪天更换"), hint=N_("回车是今天；这里不填密码"), read=self._read_day)]

        async def do(values: dict[str, Any]) -> Said:
            return await self.desk.record(secret_rooms.change_password, values["day"])

        ask(self, _("更换了密码"), fields, do, FIELD_OF)

    def _read_day(self, text: str) -> Any:
        return past_day(text, self.desk.clock.now().date(), self.calendar) if text.strip() else None

    def _do_come_in(self) -> None:
        fields = [
            Field("person", N_("谁进入")),
            Field("reason", N_("事由"), hint=N_("如：检修空调")),
            Field("escort", N_("谁陪同")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            one = await self.desk.record(
                secret_rooms.come_in, values["person"], values["reason"], values["escort"]
            )
            return Verdict("15-6", Level.OK, "secret.came", {"person": one.person, "at": one.came_at})

        ask(self, _("进入涉密场所"), fields, do, FIELD_OF, _("非必要人员一律不准进入"))

    def _do_go_out(self) -> None:
        inside = secret_rooms.inside(self.store)
        if not inside:
            self.say(_("涉密场所里没有登记的人"))
            return
        lines = [
            Line(str(place), str(one.id), one.person, f"{one.reason}  {one.came_at[11:16]}")
            for place, one in enumerate(inside[:9], 1)
        ]

        def chosen(key: str | None) -> None:
            if key:
                self.run_worker(self._went(int(key)), group="went")

        self.desk.push_screen(DigitChoice(_("谁离开了"), lines), chosen)

    async def _went(self, visit: int) -> None:
        if one := await self.record(secret_rooms.go_out, visit):
            self.say(
                Verdict("15-6", Level.OK, "secret.went", {"person": one.person, "at": one.left_at or ""})
            )

    def _do_medium(self) -> None:
        fields = [
            Field("serial", N_("编号")),
            Field("label", N_("密级"), choices=tuple(law.LABELS.items())),
            Field("cabinet", N_("柜号"), hint=N_("如：2号铁皮柜")),
            Field("locked", N_("存放"), choices=tuple(LOCKED.items())),
            Field("holder", N_("保管人"), hint=N_("不填就是操作员")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            one = await self.desk.record(
                secret_rooms.register_medium, values["serial"], values["label"], values["cabinet"],
                values["locked"] == "yes", values["holder"],
            )  # fmt: skip
            return Verdict(
                "15-5", Level.OK, "secret.medium_kept", {"serial": one.serial, "person": one.holder}
            )

        ask(self, _("登记介质"), fields, do, FIELD_OF)

    def _do_hand(self) -> None:
        done = {"no": N_("未办"), "yes": N_("已办")}
        ticks = [Field(tick, words, choices=tuple(done.items())) for tick, words in law.TICKS.items()]
        fields = [Field("serial", N_("编号")), *ticks, Field("person", N_("交给谁"))]

        async def do(values: dict[str, Any]) -> Said:
            ticked = [tick for tick in law.TICKS if values[tick] == "yes"]
            one = await self.desk.record(secret_rooms.hand_medium, values["serial"], values["person"], ticked)
            return Verdict(
                "15-5", Level.OK, "secret.medium_kept", {"serial": one.serial, "person": one.holder}
            )

        ask(self, _("介质交接"), fields, do, {**FIELD_OF, "secret.ticks": "counted"})
