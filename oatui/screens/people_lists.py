"""常用名单: the standing lists of people; a digit calls a meeting of one, a list is edited as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style

from oatui.i18n import N_, _
from oatui.rules.members import as_lines, read_lines
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.lines import LinesAsk
from oatui.screens.numbered_choice import NumberedChoice
from oatui.screens.page import Page
from oatui.store import people_lists
from oatui.store.database import StoreTrouble
from oatui.store.people_lists import PeopleList
from oatui.widgets.form import Field
from oatui.widgets.paged_list import TICK, Cell, Column, PagedList
from oatui.widgets.panel import Detail

SHOWN = 40  # names below the list
LINES_NOTE = N_(
    "一行一人：姓名 单位 职务 电话，用空格隔开，没有的写 - ；行的先后就是名单的先后，删去一行就是去掉一人"
)


class PeopleListsPage(Page):
    """One line a list; the people of the one under the cursor below."""

    CSS_PATH = "people_lists.tcss"
    TITLE_WORDS = N_("常用名单")
    HELP_WORDS = N_(
        "局班子、各科室、各镇街分管这样的名单，存一次，以后开会直接用。按数字或回车，就用这份名单开会：名称、时间、地点照上次填好，"
        "F5 保存，人员一起带来，到会在名单上打勾。F6 改名单：一行一人，行的先后就是名单的先后。"
        "一次会议的名册也可以在会议里按 F6 存成名单。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "new", N_("新名单"), id="new", tooltip=N_("写一份新的名单，一行一人")),
        Binding("f5", "call", N_("开会"), id="call", tooltip=N_("用这份名单开会")),
        Binding("f6", "people", N_("改人员"), id="people", tooltip=N_("加人、去人、改名、改先后，一行一人")),
        Binding("f7", "rename", N_("改名称"), id="rename", tooltip=N_("改名单的名称")),
        Binding("f8", "remove", N_("去掉"), id="remove", tooltip=N_("去掉这份名单；用它开过的会不受影响")),
        *(Binding(str(n), f"call({n})", show=False) for n in range(1, 10)),
    ]

    def body(self) -> ComposeResult:
        columns = [
            Column("", 2, right=True),
            Column(N_("名单")),
            Column(N_("人数"), 6, right=True),
            Column(N_("上次开会"), 30),
        ]
        yield PagedList(
            columns,
            empty=_("还没有常用名单。按 F4 写一份，或在一次会议里按 F6 存名单"),
            id="lists",
            at_once=TICK,
        )
        yield Detail()

    @property
    def listing(self) -> PagedList:
        return self.query_one("#lists", PagedList)

    def on_mount(self) -> None:
        self.listing.focus()

    def load(self) -> None:
        found = people_lists.listed(self.store)
        self.listing.show_items(list(enumerate(found, start=1)), self._cells)
        self._show_people()

    def _cells(self, line: tuple[int, PeopleList]) -> Sequence[Cell]:
        digit, one = line
        last = people_lists.last_called(self.store, one.id)
        when = _("{start:short} {start:hm}  {title}", start=last.start, title=last.title) if last else ""
        return [str(digit) if digit < 10 else "", one.name, str(one.count), (when, "dim")]

    @on(PagedList.Moved)
    def _show_people(self) -> None:
        one = self._chosen()
        below = self.query_one(Detail)
        if one is None:
            below.update("")
            return
        names = [member.name for member in people_lists.of(self.store, one.id)]
        shown = _("{names:list}", names=names[:SHOWN])
        words = shown if len(names) <= SHOWN else _("{shown} 等", shown=shown)
        below.update(Content.assemble((f"{one.name}\n", Style(bold=True)), (words, Style())))

    def _chosen(self) -> PeopleList | None:
        line = self.listing.chosen
        return line[1] if line else None

    @property
    def chosen(self) -> PeopleList | None:
        """The list of the cursor; without one the page says how to make one."""
        found = self._chosen()
        if found is None:
            self.say(self.listing.empty)
        return found

    # ------------------------------------------------------------------ a meeting of a list

    @on(PagedList.Chosen)
    def _enter(self, event: PagedList.Chosen) -> None:
        event.stop()
        self.action_call()

    def action_call(self, digit: int = 0) -> None:
        from oatui.screens.meeting import MeetingPage
        from oatui.screens.meeting_form import MeetingFormPage, say_made

        if digit:
            line = self.listing.item(digit - 1)
            if line is None:
                return
            self.listing.cursor = digit - 1
        one = self.chosen
        if one is None:
            return

        def made(meeting: int | None) -> None:
            if meeting is not None:
                page = MeetingPage(meeting)
                self.desk.push_screen(page)
                say_made(page, meeting)

        self.desk.push_screen(MeetingFormPage(None, one.id), made)

    # ------------------------------------------------------------------ editing

    def action_new(self) -> None:
        fields = [Field("name", N_("名称"), hint=N_("如 局班子、各科室、各镇街分管"))]

        def named(values: dict[str, Any] | None) -> None:
            if values is not None:
                self._lines(values["name"], "", None)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            known = {one.name for one in people_lists.listed(self.store, limit=-1)}
            key = "people_list.no_name" if not values["name"] else "people_list.taken"
            if values["name"] and values["name"] not in known:
                return None
            return "name", Verdict(None, Level.REFUSED, key, values).message

        self.desk.push_screen(Ask(_("新的常用名单"), fields, act=act), named)

    def action_people(self) -> None:
        if one := self.chosen:
            self._lines(one.name, as_lines(people_lists.of(self.store, one.id)), one.id)

    def _lines(self, name: str, text: str, known: int | None) -> None:
        """The people of a new list, or of a known one, one a line."""
        made: list[PeopleList] = []

        async def take(typed: str) -> str | None:
            try:
                members = read_lines(typed)
                if known is None:
                    made.append(await self.desk.record(people_lists.make, name, members))
                else:
                    made.append(await self.desk.record(people_lists.change, known, members=members))
            except (Refused, StoreTrouble) as no:
                return remark(no.verdict)
            return None

        def done(_answer: str | None) -> None:
            self.refresh_page()
            if made:
                said = {"name": made[-1].name, "n": made[-1].count}
                self.say(Verdict(None, Level.OK, "people_list.made", said))

        self.desk.push_screen(LinesAsk(name, _(LINES_NOTE), text, take), done)

    def action_rename(self) -> None:
        one = self.chosen
        if one is None:
            return
        chosen = one

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.record(people_lists.change, chosen.id, name=values["name"])
            except (Refused, StoreTrouble) as no:
                return "name", remark(no.verdict)
            return None

        self.desk.push_screen(
            Ask(_("改名称"), [Field("name", N_("名称"), value=one.name)], act=act),
            lambda _a: self.refresh_page(),
        )

    def action_remove(self) -> None:
        from oatui.screens.confirm import Confirm

        one = self.chosen
        if one is None:
            return

        async def answered(yes: bool | None) -> None:
            if yes and (removed := await self.record(people_lists.remove, one.id)):
                self.refresh_page()
                self.say(Verdict(None, Level.OK, "people_list.removed", {"name": removed.name}))

        self.desk.push_screen(
            Confirm(_("去掉常用名单“{name}”？用它开过的会不受影响", name=one.name)), answered
        )


class ListFrom(NumberedChoice):
    """Which standing list a meeting is of: answers with its id, False for none, None where the clerk goes back."""

    HELP_WORDS: ClassVar[str] = N_(
        "按前面的数字，或上下箭头选了按回车，名单里的人就进这次会议的名册。按 0 不用名单，Esc 返回。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0,f6", "none", N_("不用名单"), id="none", tooltip=N_("名册另外导入")),
    ]
    COLUMNS = (Column(N_("名单")), Column(N_("人数"), 6, right=True))

    def __init__(self, lists: Sequence[PeopleList]) -> None:
        rows = [(one.id, (one.name, str(one.count))) for one in lists]
        super().__init__(_("用哪份名单开会？按数字，或移到那一行按回车"), rows)
