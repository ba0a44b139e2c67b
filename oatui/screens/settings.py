"""The settings of the office and of this computer: each with its value, its ground, and who changed it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from oatui import desk, places, themes
from oatui.i18n import LANGUAGES, N_, SHIFTS, USUAL, _, language, sentence, why
from oatui.rules.verdict import Refused, Verdict
from oatui.rules.workdays import days_named
from oatui.screens.ask import Ask
from oatui.screens.first_start import read_name
from oatui.screens.page import Page
from oatui.store import backup, settings
from oatui.store.database import StoreTrouble, open_store
from oatui.widgets.form import Field, Form
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

OURS, ARTICLE, HERE = N_("本局约定"), N_("第10条"), N_("本机")
HINTS = {
    "series": N_("依次填党组文件、局文件、便函，用空格隔开"),
    "hours.winter": N_("如：08:30-12:00 13:30-17:30"),
    "hours.summer": N_("如：08:30-12:00 14:00-18:00"),
}
# words of the desk in what the office sets
PRESET_WORDS = {"duty.shifts": SHIFTS, "checklist": USUAL}
# what a number counts where it is not minutes
MINUTES = N_("{n} 分钟")
UNITS = {
    "matters.review_months": N_("{n} 个月"),
    "publication.working_days": N_("{n} 个工作日"),
    "phone.keep_days": N_("{n} 天"),
    "duty.look_ahead": N_("{n} 天"),
    "duty.longest_hours": N_("{n} 小时"),
    "meetings.half_day_hours": N_("{n} 小时"),
    "oa.changes_a_year": N_("{n} 次"),
    "clear_desk.marked": N_("{n} 次"),
    "information.follow_days": N_("{n} 天"),
    "telegrams.days": N_("{n} 天"),
    "phone.port": "{n}",
}
ON_COMPUTER = {
    "operator": N_("操作员"),
    "theme": N_("界面颜色"),
    "store": N_("数据文件"),
    "language": N_("语言"),
}
THEMES = {themes.DARK.name: N_("深色"), themes.LIGHT.name: N_("浅色")}
LANGUAGE_WORDS = dict(zip(LANGUAGES, (N_("中文"), N_("英文")), strict=True))


LONG = settings.PRESETS["clear_desk.marked"][1]  # all labels but one stand whole in its width, in English
NARROW = (
    Column(N_("项目"), 30, words=(LONG,)),
    Column(N_("现在的值")),
    Column(N_("依据"), 12, words=(N_("本局约定"),)),
)
WIDE = (
    Column(N_("项目")),
    Column(N_("现在的值"), 28),
    Column(N_("依据"), 8, words=(N_("本局约定"),)),
    Column(N_("备注"), 28),
)
WIDE_FROM = 110  # columns


@dataclass(frozen=True, slots=True)
class Line:
    """One setting as it is shown; `about` is what the line below the list says of it."""

    key: str
    label: str
    value: str
    ground: str
    about: str


class SettingsPage(Page):
    """A list of settings; Enter changes one."""

    CSS_PATH = "settings.tcss"
    TITLE_WORDS = N_("设置")
    HELP_WORDS = N_(
        "单位名称和三种代字按第10条预设，时间按本局约定预设，都可以改：选中后按回车。每次修改都记下是谁、什么时候改的。"
        "签批人不用先设，上次登记过谁，下次就先填谁。新一年的放假安排按 F4 录入；按 F5 备份；按 F6 体检；按 F7 换按键；"
        "F8 是本单位的另一台机器：一本号簿，两台取号。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4", "calendar", N_("放假安排"), id="calendar", tooltip=N_("录入或导入一年的放假和调休安排")
        ),
        Binding("f5", "back_up", N_("备份"), id="back_up", tooltip=N_("把全部数据另存一份")),
        Binding("f6", "examine", N_("体检"), id="examine", tooltip=N_("检查数据文件和流水，只看不改")),
        Binding("f7", "keys", N_("按键"), id="keys", tooltip=N_("每一页的键，和换一个键")),
        Binding(
            "f8", "machines", N_("多机"), id="machines", tooltip=N_("另一台机器来取号，本机去取号，作分会场")
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.wide = False
        self.wanted = ""  # the setting that the palette goes to

    def body(self) -> ComposeResult:
        yield PagedList(NARROW, id="list")
        yield Detail()

    def on_mount(self) -> None:
        self.query_one("#list").focus()

    def on_resize(self) -> None:
        self.load()

    def load(self) -> None:
        shown = self.query_one("#list", PagedList)
        self.wide = self.size.width >= WIDE_FROM
        shown.columns = list(WIDE if self.wide else NARROW)
        lines = [*self._office(), *self._computer(), *self._years()]
        shown.show_items(lines, self._cells)
        if self.wanted:
            shown.cursor = next((place for place, one in enumerate(lines) if one.key == self.wanted), 0)
            self.wanted = ""
        self._say_about(shown.chosen)

    def _cells(self, line: Line) -> list[Cell]:
        cells: list[Cell] = [line.label, line.value, (line.ground, "dim")]
        return [*cells, (line.about, "dim")] if self.wide else cells

    # ------------------------------------------------------------------ the lines

    def _office(self) -> list[Line]:
        values, about = settings.everything(self.store), desk.who_set(self.store)
        lines = []
        for key, (preset, label) in settings.PRESETS.items():
            # what has a preset and is not the articles' is the office's own
            ground = ARTICLE if key == "series" else OURS if preset and key != "office" else ""
            value = shown_value(values[key], key)
            if isinstance(preset, int):
                value = _(UNITS.get(key, MINUTES), n=values[key])
            lines.append(Line(key, sentence(label), value, _(ground) if ground else "", about[key]))
        return lines

    def _computer(self) -> list[Line]:
        here = _(HERE)
        return [
            Line("operator", _(ON_COMPUTER["operator"]), self.desk.operator, here, _("记在每一笔操作上；只在这台电脑上有效")),
            Line("theme", _(ON_COMPUTER["theme"]), _(THEMES.get(self.desk.theme, THEMES[themes.DARK.name])), here, _("按回车换")),
            Line("store", _(ON_COMPUTER["store"]), str(self.desk.path), here, _("打开时写 --db 文件，或设环境变量 OATUI_DB，可另指")),
            Line("language", _(ON_COMPUTER["language"]), _(LANGUAGE_WORDS[language()]), here,
                 _("启动时写 --lang zh 或 --lang en，也可设环境变量 OATUI_LANG")),
        ]  # fmt: skip

    def _years(self) -> list[Line]:
        years = self.calendar.years
        own = {year: (days, source) for year, days, source in settings.imported_years(self.store)}
        built_in = [year for year in years if year not in own]
        lines = []
        for year in sorted(own, reverse=True):
            days, source = own[year]
            named = days_named({date.fromisoformat(day): what for day, what in days.items()})
            value = _("放假 {off} 天，调休上班 {make_up} 天", **named)
            about = _("来源：{source}；再录入一次就替换", source=source)
            lines.append(Line(f"year.{year}", _("{year} 年放假安排", year=year), value, source, about))
        if built_in:
            label = _("{first} 至 {last} 年放假安排", first=min(built_in), last=max(built_in))
            about = _("程序自带；按 F4 录入的年份以录入的为准")
            lines.append(Line("year", label, _("已载入"), _("程序自带"), about))
        return lines

    @on(PagedList.Moved)
    def _moved(self, event: PagedList.Moved) -> None:
        self._say_about(event.item)

    def _say_about(self, line: Line | None) -> None:
        if line:
            words = [_("：").join((line.label, line.value)), line.about]
            if line.key in {*settings.PRESETS, "operator", "theme"}:
                words.append(_("命令行也能改：oatui config set {key} 值", key=line.key))
            self.query_one(Detail).update(Content("\n".join(words)))

    # ------------------------------------------------------------------ changing one

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        key = event.item.key
        if key in settings.PRESETS:
            self._change(key, event.item.label)
        elif key == "operator":
            self._rename()
        elif key == "theme":
            self._other_theme()
        elif key in {"language", "store"}:
            self.say(event.item.about)
        else:
            self.action_calendar()

    def _change(self, key: str, label: str) -> None:
        value = shown_value(settings.get(self.store, key), key, empty="")
        hint = HINTS.get(key, N_("空着就按上次登记的人") if key.startswith("role.") else "")
        field = Field("value", N_("改为"), value=value, hint=hint)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.record(settings.set_value, key, typed_value(values["value"], key))
            except (Refused, StoreTrouble) as no:
                return "value", _named(no.verdict, label).message
            return None

        back = _("改错了，按回车改回“{value}”", value=value) if value else ""
        self.desk.push_screen(Ask(label, [field], act=act), partial(self._changed, back))

    def _changed(self, back: str, values: dict[str, Any] | None) -> None:
        if values is not None:
            self.desk.look_for_changes()
            self.refresh_page()
            self.say(_("已改，记下了"), back)

    def _rename(self) -> None:
        field = Field("name", N_("姓名"), value=self.desk.operator, read=read_name)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                self.desk.name_operator(values["name"])
            except OSError as error:
                return "name", _("姓名存不下：{error:words}", error=why(error))
            return None

        note = _("以后的每一笔都记在这个名字下；以前的不变")
        self.desk.push_screen(Ask(_("坐在这里的是谁？"), [field], note, act), partial(self._changed, ""))

    def _other_theme(self) -> None:
        name = next(name for name in THEMES if name != self.desk.theme)
        self.say(None)  # what was said of another line
        try:
            self.desk.choose_theme(name)
        except OSError as error:
            self.say(_("这次换了，但存不下：{error:words}", error=why(error)))
        self.load()

    # ------------------------------------------------------------------ calendar, backup, examination

    def action_calendar(self) -> None:
        from oatui.screens.calendar_import import CalendarImport

        def done(year: int | None) -> None:
            if year is None:
                return
            self.desk.look_for_changes()
            self.refresh_page()
            shown = self.query_one("#list", PagedList)
            for row in range(shown.count):
                line = shown.item(row)
                if isinstance(line, Line) and line.key == f"year.{year}":
                    shown.cursor = row
                    self.say(_("已载入 {year} 年：{days}", year=year, days=line.value))

        self.desk.push_screen(CalendarImport(), done)

    def action_machines(self) -> None:
        from oatui.screens.machines import MachinesPage

        self.desk.push_screen(MachinesPage())

    def action_keys(self) -> None:
        from oatui.screens.keys import KeysPage

        self.desk.push_screen(KeysPage())

    def action_back_up(self) -> None:
        copies: list[backup.Copy] = []
        beside = backup.day_folder(self.store)
        proposed = places.preference("backup") or str(beside)
        field = Field("path", N_("存到"), value=proposed, hint=N_("文件夹或文件名；U盘要用非涉密的"))

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            if not values["path"]:
                return "path", _("请填文件夹或文件名")
            self.desk.screen.query_one(Form).show_note("path", _("正在备份，请稍候"))
            target = Path(values["path"]).expanduser()
            try:
                if target == beside:  # before the first cleared day there is none
                    beside.mkdir(exist_ok=True)
                copies.append(await asyncio.to_thread(self._copy_to, target))
                if target.is_dir():
                    places.prefer("backup", values["path"])
            except (Refused, StoreTrouble) as no:
                return "path", no.verdict.message
            except OSError as error:  # the folder could not be remembered, or not be looked at
                return None if copies else ("path", _(why(error)))
            return None

        def done(_values: dict[str, Any] | None) -> None:
            for copy in copies:
                self.say(
                    _("已备份 {events} 条流水，校验 {head}\n{path}", events=copy.events, head=copy.head,
                      path=str(copy.path))
                )  # fmt: skip

        note = _(
            "回车就存到这里，也可改填别的文件夹或文件名；另一个盘更稳妥，U盘要用非涉密的。已有的文件不覆盖"
        )
        self.desk.push_screen(Ask(_("备份全部数据"), [field], note, act), done)

    def _copy_to(self, target: Path) -> backup.Copy:
        """In a thread, with a connection of its own."""
        own = open_store(self.desk.path, self.desk.clock, self.desk.operator)
        try:
            return backup.back_up(own, target)
        finally:
            own.close()

    def action_examine(self) -> None:
        from oatui.screens.examination import Examination

        self.desk.push_screen(Examination())


def shown_value(value: Any, key: str, empty: str | None = None) -> str:
    """A value as the clerk types it; an empty role is filled from last time."""
    if isinstance(value, list):
        return " ".join(item["code"] for item in value)
    if not value and key.startswith("role.") and empty is None:
        return _("（按上次登记的人）")
    if key == "deadlines.remind":
        for unit in (N_("天"), N_("小时"), N_("分")):
            value = value.replace(unit, _(unit))
    if key in PRESET_WORDS and language() == "en":
        for word in PRESET_WORDS[key]:
            value = value.replace(word, _(word))
        value = value.replace("、", ", ")
    return str(value)


def typed_value(text: str, key: str) -> str:
    """What the office keeps of what was typed: a preset word that was shown in English is still the same word."""
    for word in PRESET_WORDS.get(key, ()):
        text = re.sub(rf"(?i)\b{re.escape(_(word))}\b", word, text)
    return text


def _named(verdict: Verdict, label: str) -> Verdict:
    """The refusal with the setting's name instead of its key."""
    return (
        verdict._replace(values={**verdict.values, "setting": label})
        if "setting" in verdict.values
        else verdict
    )
