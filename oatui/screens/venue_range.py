"""The venues of a meeting: required posts, who is missing, who is outside the range, and the line upward (17-9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.venue_range import Filled, Person, read_posts
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.lines import LinesAsk
from oatui.screens.meeting_list import MeetingListPage
from oatui.store import meetings, venue_range
from oatui.store.database import StoreTrouble
from oatui.store.venue_range import Range
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList


@dataclass(frozen=True, slots=True)
class _Row:
    range: Range
    filled: Filled


class VenueRangePage(MeetingListPage):
    """One line a venue; what its range lacks, and the line it reports, below."""

    CSS_PATH = "venue_range.tcss"
    TITLE_WORDS = N_("会场范围")
    HELP_WORDS = N_(
        "各分会场要严格按照会议通知要求范围组织人员参加会议（第17条）。F4 写必到职务，一行一个：单位 职务；"
        "名册里没有的、超出范围的都列出来。F5 写会场负责人和电话。F8 复制上报的一句话，会前报到会，会后报结果。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "posts", N_("必到职务"), id="posts", tooltip=N_("一行一个：单位 职务")),
        Binding("f5", "charge", N_("负责人"), id="charge", tooltip=N_("会场负责人和电话，写在上报里")),
        Binding(
            "f8", "report", N_("复制上报"), id="report", tooltip=N_("复制本会场上报的一句话，时间是现在")
        ),
    ]

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.reports: dict[int, str] = {}

    def body(self) -> ComposeResult:
        columns = [
            Column(N_("会场")), Column(N_("负责人"), 10), Column(N_("电话"), 14), Column(N_("必到职务"), 8, right=True),
            Column(N_("缺"), 4, right=True), Column(N_("超范围"), 6, right=True),
        ]  # fmt: skip
        yield PagedList(columns, id="venues")
        yield Static(id="detail", markup=False)
        yield Static(id="report", markup=False)

    def on_screen_resume(self) -> None:
        # others' sign-ins leave the line as it is: it carries its time, and F8 makes it anew
        self.reports = {}
        super().on_screen_resume()

    def load(self) -> None:
        self.read_meeting()
        rows = [
            _Row(
                venue_range.get(self.store, self.meeting_id, venue.id),
                venue_range.check(self.store, self.meeting_id, venue.id),
            )
            for venue in meetings.venues(self.store, self.meeting_id)
        ]
        self.listing.show_items(rows, self._cells)
        self.show_detail()

    def _cells(self, row: _Row) -> Sequence[Cell]:
        posts, empty = len(row.filled.posts), len(row.filled.empty)
        outside = len(row.filled.strangers) + len(row.filled.beyond)
        return [
            self._called(row), row.range.charge, row.range.phone, str(posts) if posts else "",
            (str(empty) if empty else "", "bad"), (str(outside) if outside else "", "bad"),
        ]  # fmt: skip

    def show_detail(self) -> None:
        row = self.row
        detail, report = self.query_one("#detail", Static), self.query_one("#report", Static)
        detail.update(self._detail(row) if row else "")
        report.update(self._line(row) if row else "")

    def _detail(self, row: _Row) -> Content:
        if not row.range.posts:
            return Content(_("还没有写必到职务。按 F4 照会议通知写，一行一个：单位 职务"))
        filled = row.filled
        colour = "$text-error" if filled.verdict.refused else "$text-success"
        parts: list[tuple[str, Style | str]] = [(f"{filled.verdict.message}  17-9\n", colour)]
        for words, people in ((_("外单位"), filled.strangers), (_("超范围"), filled.beyond)):
            parts += [(f"{words}  {_who(one)}\n", "") for one in people]
        return Content.assemble(*parts)

    @property
    def row(self) -> _Row | None:
        found = self.listing.chosen
        return found if isinstance(found, _Row) else None

    def _called(self, row: _Row) -> str:
        from oatui.papers import meeting_papers

        assert self.meeting
        return meeting_papers.reported_name(self.store, self.meeting, row.range.venue)

    def _line(self, row: _Row) -> str:
        """The line of a venue; all are made at once, for it takes a walk over the whole roster."""
        from oatui.files.circular_out import report_line
        from oatui.papers import meeting_papers

        assert self.meeting
        if not self.reports:
            made = meeting_papers.venue_reports(self.store, self.meeting, self.desk.clock.now())
            venues = meetings.venues(self.store, self.meeting_id)
            self.reports = {venue.id: report_line(one) for venue, one in zip(venues, made, strict=True)}
        return self.reports[row.range.venue.id]

    # ------------------------------------------------------------------ keys

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        event.stop()
        self.action_posts()

    def action_posts(self) -> None:
        row = self.row
        if row is None:
            return

        async def take(text: str) -> str | None:
            try:
                posts = read_posts(text.splitlines())
                await self.desk.record(
                    venue_range.set_range, self.meeting_id, row.range.venue.id, posts=posts
                )
            except (Refused, StoreTrouble) as no:
                return no.verdict.message
            return None

        def done(text: str | None) -> None:
            self.refresh_page()
            if text is not None and (now := self.row) and now.range.posts:
                self.say(now.filled.verdict)

        text = "\n".join(f"{one.unit} {one.post}" for one in row.range.posts)
        note = _(
            "照会议通知写，一行一个：单位 职务，如 示例一镇 镇长；写“分管负责人”这样的，本单位别的人到就算"
        )
        question = _("{venue}的必到职务", venue=self._called(row))
        self.desk.push_screen(LinesAsk(question, note, text, take), done)

    def action_charge(self) -> None:
        row = self.row
        if row is None:
            return

        async def done(values: dict[str, Any] | None) -> None:
            if not values:
                return
            made = await self.record(
                venue_range.set_range, self.meeting_id, row.range.venue.id, charge=values["charge"],
                phone=values["phone"],
            )  # fmt: skip
            if made:
                self.say(Verdict(None, Level.OK, "range.charge", {"venue": row.range.venue.name}))
                self.reports = {}
                self.load()

        fields = [
            Field("charge", N_("会场负责人"), value=row.range.charge),
            Field("phone", N_("电话"), value=row.range.phone),
        ]
        self.desk.push_screen(Ask(_("{venue}的负责人", venue=self._called(row)), fields), done)

    def action_report(self) -> None:
        if row := self.row:
            self.reports = {}  # the time in the line is that of the key
            line = self._line(row)
            self.query_one("#report", Static).update(line)
            self.desk.copy_to_clipboard(line)
            self.say(_("已复制{venue}的上报，时间是现在", venue=self._called(row)))


def _who(one: Person) -> str:
    return "  ".join(filter(None, (one.name, one.unit, one.post)))
