"""What a meeting leaves on paper: cards, slips, sheets, the circular, the seat map, each asked for by its digit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.files.new_file import unused
from oatui.i18n import N_, _
from oatui.long_work import LongWork
from oatui.papers import meeting_papers
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens import paper_forms
from oatui.screens.ask import Ask
from oatui.screens.digit_choice import Line
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.progress import Progress
from oatui.store import meetings
from oatui.widgets.form import Field
from oatui.widgets.paged_list import MENU, Cell, Column, PagedList

SHOWN = 8  # names in the answer


class Paper(NamedTuple):
    """One kind of paper: its words, what it is for, how its file's name ends, and the method that makes it."""

    key: str
    words: str
    purpose: str
    ending: str


PAPERS = (
    Paper("cards", N_("席签"), N_("对折两面，上面一面倒印；可加签到码、座位"), ".pdf"),
    Paper("invitations", N_("邀请单"), N_("每页八张，带座位和个人签到码"), ".pdf"),
    Paper("sign_in_sheet", N_("签到表"), N_("会前打印的空表，或会后填好的"), ".xlsx"),
    Paper("attendance", N_("出席表"), N_("可选列；联系电话点名要了才有"), ".xlsx"),
    Paper("circular", N_("会风会纪"), N_("县级会议报两个督查室；局内会议为通报稿"), ".docx"),
    Paper("seat_map", N_("座次图"), N_("主席台两种看法，台下逐排"), ".pdf"),
    Paper("report", N_("到会上报"), N_("每个会场一行，开会前和散会后各报一次"), ".txt"),
    Paper("reply_form", N_("空白回执"), N_("随会议通知发出"), ".xlsx"),
)


class PapersPage(MeetingListPage):
    """The papers by digit; F5 holds cards and seats against each other."""

    CSS_PATH = "meeting_papers.tcss"
    TITLE_WORDS = N_("材料")
    HELP_WORDS = N_(
        "按数字或回车选一种材料，填好存到哪里就做出来；已有的文件不会覆盖。人多时要等一会儿，按 Esc 可以停下，"
        "停下就什么也不留。张贴、报送的材料不带联系电话，除非点名要。F5 核对席签和座位：没有座位的席签、没有席签的座位都列出来。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "compare", N_("核对席签"), id="compare", tooltip=N_("没有座位的席签，没有席签的座位")),
        Binding("f6", "year", N_("一年出勤"), id="year", tooltip=N_("按人、按单位数一年的会议")),
        *(Binding(str(n), f"make({n})", show=False) for n in range(1, len(PAPERS) + 1)),
    ]
    MENU = tuple(Line(str(n), one.key, one.words, one.purpose) for n, one in enumerate(PAPERS, 1))
    MENU_KEY = ""

    def body(self) -> ComposeResult:
        columns = [
            Column("", 2, right=True),
            Column(N_("材料"), 10, words=tuple(one.words for one in PAPERS)),
            Column(N_("是什么")),
            Column(N_("文件"), 6),
        ]
        yield PagedList(columns, id="papers", at_once=MENU)
        yield Static(id="compared", markup=False)

    def load(self) -> None:
        self.read_meeting()
        self.listing.show_items(PAPERS, self._cells)
        self.listing.styles.height = len(PAPERS) + 2

    @property
    def called(self) -> meetings.Meeting:
        assert self.meeting
        return self.meeting

    def _cells(self, paper: Paper) -> Sequence[Cell]:
        return [
            str(PAPERS.index(paper) + 1),
            _(paper.words),
            (_(paper.purpose), "dim"),
            (paper.ending[1:], "dim"),
        ]

    # ------------------------------------------------------------------ making one

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        self._ask(event.item)

    def action_make(self, digit: int) -> None:
        self._ask(PAPERS[digit - 1])

    def _ask(self, paper: Paper) -> None:
        fields = paper_forms.fields(self.store, self.called, paper.key, self.desk.clock.now(), self.calendar)
        name = paper_forms.file_name(self.called.title, _(paper.words), paper.ending)
        fields.append(
            Field(
                "path",
                N_("存成"),
                value=str(unused(Path.home() / name)),
                read=paper_forms.path_of(paper.ending),
            )
        )

        def done(values: dict[str, Any] | None) -> None:
            if values:
                self._make(paper, values)

        self.desk.push_screen(
            Ask(_("做{paper}", paper=_(paper.words)), fields, paper_forms.note(paper.key)), done
        )

    def _make(self, paper: Paper, values: dict[str, Any]) -> None:
        making = getattr(self, f"_{paper.key}")

        def begin(work: LongWork) -> Awaitable[Verdict]:
            return making(values, work)  # type: ignore[no-any-return]

        self.desk.push_screen(Progress(_("正在做{paper}", paper=_(paper.words)), begin), self.say)

    async def _made(self, write: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return await asyncio.to_thread(write, *args, **more)

    async def _cards(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.card_out import write_cards

        made = await self.desk.record(meeting_papers.cards, self.called, values["venue"])
        width, height = values["size"]
        printed = await self._made(
            write_cards, values["path"], self.called.title, self.called.start.date(), made, width=width,
            height=height, with_code=values["code"] == "yes", with_seat=values["seat"] == "yes", work=work,
        )  # fmt: skip
        return _printed(printed)

    async def _invitations(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.card_out import write_invitations

        made = await self.desk.record(meeting_papers.cards, self.called, values["venue"])
        said = await self.desk.record(meeting_papers.invitation, self.called)
        invited = [card for card in made if card.code]
        return _printed(await self._made(write_invitations, values["path"], said, invited, work))

    async def _sign_in_sheet(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.register_out import write_sign_in_sheet

        found = await self._gathering(values)
        made = await self._made(
            write_sign_in_sheet, values["path"], found, filled=values["form"] == "filled",
            phones=values["phones"] == "yes", work=work,
        )  # fmt: skip
        return _saved(made.path)

    async def _attendance(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.register_out import write_attendance

        found = await self._gathering(values)
        made = await self._made(write_attendance, values["path"], found, values["columns"], work)
        return _saved(made.path)

    async def _gathering(self, values: dict[str, Any]) -> Any:
        return await self.desk.record(meeting_papers.gathering, self.called, values["venue"], values["order"])

    async def _circular(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.circular_out import write_circular

        found = await self.desk.record(
            meeting_papers.conduct, self.called, county=values["kind"] == "county", explain_by=values["day"]
        )
        work.last()
        path, named = await self._made(write_circular, values["path"], found)
        if still := found.figures.open:
            said = {"path": str(path), "n": named, "open": still}
            return Verdict(None, Level.WARNING, "export.circular_open", said)
        if values["kind"] == "draft":
            from oatui.papers import circular_papers

            by = self.desk.operator
            await self.desk.record(circular_papers.draft_circular, self.called, path, by)
            return Verdict("17-10", Level.OK, "export.circular_drafted", {"path": str(path), "n": named})
        return Verdict(None, Level.OK, "export.circular", {"path": str(path), "n": named})

    async def _seat_map(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.seat_map_out import write_seat_map

        plan = await self.desk.record(meeting_papers.floor_plan, self.called, values["venue"])
        return _printed(await self._made(write_seat_map, values["path"], plan, work))

    async def _report(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.circular_out import write_report

        now = self.desk.clock.now()
        found = await self.desk.record(meeting_papers.venue_reports, self.called, now)
        work.last()
        path, _lines = await self._made(write_report, values["path"], found)
        return _saved(path)

    async def _reply_form(self, values: dict[str, Any], work: LongWork) -> Verdict:
        from oatui.files.reply_out import write_reply_form

        found = await self.desk.record(meeting_papers.reply, self.called, self.calendar)
        work.last()
        made = await self._made(write_reply_form, values["path"], found, values["rows"])
        return _saved(made.path)

    def action_year(self) -> None:
        from oatui.screens.attendance_year import AttendanceYearPage

        self.desk.push_screen(AttendanceYearPage())

    # ------------------------------------------------------------------ cards and seats

    async def action_compare(self) -> None:
        from oatui.files.card_out import agreement

        try:
            made = await self.desk.record(meeting_papers.cards, self.called)
            taken = await self.desk.record(meeting_papers.seats, self.called.id)
        except Refused as no:
            self.say(no.verdict)
            return
        found = agreement(made, taken)
        lines = [
            (_("没有座位的席签 {n} 张：{who}", n=len(found.without_seat),
               who=_some([f"{card.name} {card.unit}".strip() for card in found.without_seat])), found.without_seat),
            (_("没有席签的座位 {n} 个：{where}", n=len(found.without_card),
               where=_some([f"{venue} {seat}" for venue, seat in found.without_card])), found.without_card),
            *((_("{venue} {seat} 有几张席签：{who}", venue=venue, seat=seat,
                 who=_some([card.name for card in group])), group)
              for (venue, seat), group in found.shared.items()),
        ]  # fmt: skip
        parts = [(f"{words}\n", "$text-warning") for words, some in lines if some]
        if found.agreed:
            parts.append((_("席签 {n} 张，人人有座，座座有签", n=len(made)), "$text-success"))
        self.query_one("#compared", Static).update(Content.assemble(*parts))


def _some(names: Sequence[str]) -> str:
    shown = _("{names:list}", names=names[:SHOWN])
    return _("{shown} 等", shown=shown) if len(names) > SHOWN else shown


def _saved(path: Path) -> Verdict:
    return Verdict(None, Level.OK, "export.saved", {"path": str(path)})


def _printed(made: Any) -> Verdict:
    values = {"path": str(made.path), "n": made.pages, "chars": list(made.missing)}
    return Verdict(
        None, *((Level.WARNING, "export.missing") if made.missing else (Level.OK, "export.printed")), values
    )
