"""值班: who is on each shift, the hours that nobody covers, test calls, and handing over (articles 23, 24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _, format_day, format_short_day
from oatui.papers import duty_papers
from oatui.papers.duty_draft import read_draft
from oatui.rules.duty import Person, names, read_leader, read_persons, told
from oatui.rules.verdict import Level, Verdict
from oatui.screens.asking import Said, ask, show_folded
from oatui.screens.listed import ListedPage
from oatui.store import duty, duty_watch
from oatui.store.duty import Line
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList

DAYS = 31
CHANGE = timedelta(minutes=30)
COLUMNS = [
    Column(N_("日期"), 16),
    Column(N_("班次"), 7),
    Column(N_("带班领导"), 10),
    Column(N_("值班人员")),
    Column(N_("试呼"), 8),
]
FIELD_OF = {
    "duty.no_phone": "persons", "duty.nobody": "persons", "duty.many": "persons", "duty.over": "reason",
    "duty.who": "taker", "duty.file_none": "path", "duty.file_faults": "path", "duty.shift_unknown": "shift",
}  # fmt: skip


class DutyPage(ListedPage):
    """A line a shift from yesterday on, empty ones too; below it who is on now, and the first gap."""

    CSS_PATH = "duty.tcss"
    TITLE_WORDS = N_("值班")
    HELP_WORDS = N_(
        "第23条：落实24小时专人值守，随时保持通讯畅通。班次是本局约定，在设置里改。回车排这一班，F4 从 Excel 导入，"
        "F5 存成 Excel 或 Word，F6 交接班，F7 记试呼。没有人值守的时间写在最上面，今日页提前提醒。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "bring_in", N_("导入"), id="bring_in", tooltip=N_("从 Excel 导入值班表")),
        Binding("f5", "save", N_("存表"), id="save", tooltip=N_("存成 Excel，或 Word 打印")),
        Binding("f6", "hand_over", N_("交接"), id="hand_over", tooltip=N_("谁交给谁，有什么没办完")),
        Binding("f7", "test_call", N_("试呼"), id="test_call", tooltip=N_("值班电话打通了没有")),
    ]

    def body(self) -> ComposeResult:
        yield Static("", id="now", markup=False)
        yield PagedList(COLUMNS, id="list")
        yield Static("", id="detail", markup=False)

    def load(self) -> None:
        first = self.desk.clock.now().date() - timedelta(days=1)
        known = {(one.entry.day, one.entry.shift): one for one in duty.listed(self.store, first, DAYS)}
        shifts = [one.name for one in duty.shifts(self.store)]
        slots = [
            (day, name, known.get((day, name)))
            for day in (first + timedelta(days=n) for n in range(DAYS))
            for name in shifts
        ]
        self.listing.show_items(slots, self._cells)
        self._show_now()
        self._show_detail()

    def _cells(self, slot: tuple[date, str, Line | None]) -> Sequence[Cell]:
        day, shift, line = slot
        if line is None:
            return [format_short_day(day), shift, "", (_("没有人"), "bad"), ""]
        called: Cell = (
            "" if line.reached is None else (_("已通"), "ok") if line.reached else (_("不通"), "bad")
        )
        who = "、".join(one.name for one in line.entry.persons)
        return [format_short_day(day), shift, line.entry.leader.name, who, called]

    def _show_now(self) -> None:
        lines = []
        on = duty.on_duty(self.store, self.desk.clock.now())
        for line in on:
            lines.append(_("现在：{shift}  {people}", shift=line.entry.shift, people=_people(line)))
        if missing := duty.gaps_ahead(self.store):
            lines.append(told(missing).message)
        show_folded(self.query_one("#now", Static), lines or [_("24 小时都有人值守")])

    def on_paged_list_moved(self) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        slot = self.listing.chosen
        lines: list[str] = []
        if slot and slot[2]:
            lines = [_people(slot[2])]
            if slot[2].called_at:
                lines.append(_("试呼 {at:date} {at:hm} {who}", at=slot[2].called_at, who=slot[2].called_by))
        elif slot:
            lines = [_("按回车排这一班，或按 F4 导入整张表")]
        for done in duty_watch.hand_overs(self.store, most=1):
            lines.append(
                _(
                    "最近交接：{at:date} {at:hm} {giver} 交 {taker}",
                    at=done.at,
                    giver=done.giver,
                    taker=done.taker,
                )
                + (f"  {done.matters}" if done.matters else "")
            )
        show_folded(self.query_one("#detail", Static), lines)

    # ------------------------------------------------------------------ acts

    def on_paged_list_chosen(self) -> None:
        if (slot := self.listing.chosen) is None:
            return
        day, shift, line = slot
        fields = [
            Field("leader", N_("带班领导"), value=str(line.entry.leader) if line else "", hint=N_("姓名 电话")),
            Field(
                "persons", N_("值班人员"), value=names(line.entry.persons) if line else "",
                hint=N_("姓名 电话、姓名 电话；电话不填就用上次的"),
            ),
            Field("reason", N_("原因"), hint=N_("改已经值过的班才要填")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            chief = self._known(read_leader(values["leader"]))
            persons = [self._known(one) for one in read_persons(values["persons"])]
            entry = duty.entry(self.store, day, shift, chief, persons)
            remarks = await self.desk.record(duty.put, [entry], reason=values["reason"])
            return remarks[0] if remarks else Verdict(None, Level.OK, "duty.set", {"n": 1})

        ask(self, f"{format_day(day)}  {shift}", fields, do, FIELD_OF)

    def _known(self, one: Person) -> Person:
        return one if one.phone or not one.name else Person(one.name, duty.phone_of(self.store, one.name))

    def action_bring_in(self) -> None:
        field = Field(
            "path", N_("文件"), hint=N_("Excel 值班表；列名要有 日期、值班人员，可有 班次、带班领导、电话")
        )

        async def do(values: dict[str, Any]) -> Said:
            path = Path(values["path"]).expanduser()
            # reading a file may take long: never on the screen's thread
            draft = await self.desk.record(read_draft, path, self.calendar)
            entries = draft.incoming()
            remarks = await self.desk.record(duty.put, entries, source=path.name, whole=True)
            return remarks[0] if remarks else Verdict(None, Level.OK, "duty.set", {"n": len(entries)})

        ask(self, _("导入值班表"), [field], do, FIELD_OF, _("有一处看不懂就一处都不导入；同一班以这次的为准"))

    def action_save(self) -> None:
        field = Field("path", N_("存到"), value=_("值班表.xlsx"), hint=N_("文件名以 .docx 结尾就存成 Word"))

        async def do(values: dict[str, Any]) -> Said:
            today = self.desk.clock.now().date()
            path, _rows = await self.desk.record(
                duty_papers.write, Path(values["path"]).expanduser(), today, DAYS
            )
            return _("已存 {path}", path=str(path))

        ask(self, _("存值班表"), [field], do, {})

    def action_hand_over(self) -> None:
        # just after the change it is the shift before that hands over
        now = self.desk.clock.now()
        on = duty.on_duty(self.store, now - CHANGE) or duty.on_duty(self.store, now)
        if not on:
            self.say(_("现在没有人值班，先排这一班"))
            return
        line = on[-1]
        fields = [
            Field("giver", N_("交班人"), value=line.entry.persons[0].name if line.entry.persons else ""),
            Field("taker", N_("接班人")),
            Field("matters", N_("没办完的"), hint=N_("没有就空着")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(
                duty_watch.hand_over,
                line.entry.day,
                line.entry.shift,
                values["giver"],
                values["taker"],
                self.calendar,
                values["matters"],
            )
            return Verdict(
                "23-1", Level.OK, "duty.handed", {"giver": values["giver"], "taker": values["taker"]}
            )

        ask(
            self,
            _("交接班  {day:date} {shift}", day=line.entry.day, shift=line.entry.shift),
            fields,
            do,
            FIELD_OF,
        )

    def action_test_call(self) -> None:
        slot = self.listing.chosen
        if slot is None or slot[2] is None:
            self.say(_("这一班还没有排人"))
            return
        day, shift = slot[0], slot[1]
        field = Field("reached", N_("打通了吗"), choices=(("yes", N_("已通")), ("no", N_("不通"))))

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(duty_watch.test_call, day, shift, values["reached"] == "yes")
            return Verdict("23-2", Level.OK, "duty.called", {"day": day.isoformat(), "shift": shift})

        ask(self, _("试呼  {people}", people=_people(slot[2])), [field], do, {})


def _people(line: Line) -> str:
    """带班 张某 138…，值班 李某 139…"""
    words = []
    if line.entry.leader.name:
        words.append(_("带班 {who}", who=str(line.entry.leader)))
    if line.entry.persons:
        words.append(_("值班 {who}", who=names(line.entry.persons)))
    return "  ".join(words)
