"""信息公开: what is to be made public and by when; when and where it was, and who looked its text through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.moment import past_day, past_moment
from oatui.rules.publication import CHANNELS
from oatui.rules.verdict import Level
from oatui.screens.asking import Said, ask, ask_list, show_lines
from oatui.screens.document_form import WHEN_HINT, date_words, remark, when_words
from oatui.screens.listed import ListedPage
from oatui.store import publication
from oatui.store.publication import Publication
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

WIDE_FROM = 110  # columns
NARROW = (
    Column(N_("期限"), 12), Column(N_("信息名称")), Column(N_("信息时间"), 10), Column(N_("公开时间"), 10),
    Column(N_("责任人"), 8),
)  # fmt: skip
WIDE = (
    Column(N_("期限"), 12), Column(N_("信息名称")), Column(N_("字号"), 23), Column(N_("信息时间"), 10),
    Column(N_("公开时间"), 16), Column(N_("责任人"), 10),
)  # fmt: skip
SOON = 5  # days
FIELD_OF = {
    "publication.no_title": "title", "publication.information_future": "information",
    "publication.no_responsible": "responsible", "publication.future": "at", "publication.before": "at",
    "publication.no_channel": "channel", "publication.not_checked": "checked_by", "publication.reason": "reason",
    "publication.no_decider": "by",
}  # fmt: skip


class PublicationPage(ListedPage):
    """What is open first, by its day; the chosen line in full below."""

    CSS_PATH = "publication.tcss"
    TITLE_WORDS = N_("信息公开")
    HELP_WORDS = N_(
        "第26条：公开时间与信息内容的时间要符合逻辑，按时保质公开。写明主动公开的公文编号以后自动列在这里，"
        "从成文日期起算期限（本局约定，在设置里改）。F4 登记别的信息；F5 登记公开：什么时候、在哪里、"
        "谁核对过内容里没有晚于公开时间的事；F7 定为不公开，或撤回登记错的；F8 存成 Excel。回车打开公文。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("登记"), id="add", tooltip=N_("登记一项要公开的信息")),
        Binding("f5", "publish", N_("公开"), id="publish", tooltip=N_("登记公开的时间、渠道、核对人")),
        Binding("f6", "rewrite", N_("改写"), id="rewrite", tooltip=N_("改写一项没有公开的")),
        Binding("f7", "end", N_("不公开"), id="end", tooltip=N_("定为不公开；已登记的，撤回登记")),
        Binding("f8", "export", N_("存文件"), id="export", tooltip=N_("把清单存成 Excel 或 Word 文件")),
    ]

    def body(self) -> ComposeResult:
        yield Panel(id="standing")
        yield PagedList(
            NARROW, empty=_("公开清单是空的。主动公开的公文编号以后自动列入；别的按 F4 登记"), id="list"
        )
        yield Detail()

    def load(self) -> None:
        shown = self.listing
        shown.columns = list(WIDE if self.size.width >= WIDE_FROM else NARROW)
        shown.show(
            publication.count(self.store),
            lambda offset, limit: publication.listed(self.store, limit, offset),
            self._cells,
        )
        late = publication.count_due(self.store, self.today)
        line = self.query_one("#standing", Static)
        line.set_class(bool(late), "late")
        words = _("到期 {n} 项，请登记公开", n=late) if late else ""
        open_lines = publication.count_open(self.store)
        line.update(
            words
            or (
                _("未公开 {n} 项，都没有到期", n=open_lines)
                if open_lines
                else _("没有要公开的")
                if self.listing.count
                else ""
            )
        )
        self.show_detail()
        if publication.unopened(self.store) and not self.store.trouble:
            # papers that were marked since; the line of each is written down with its day
            self.run_worker(self._open_marked, group="open", exclusive=True)  # type: ignore[arg-type]

    async def _open_marked(self) -> None:
        await self.record(publication.catch_up, self.calendar)

    def _cells(self, one: Publication) -> Sequence[Cell]:
        published = (one.published_at or "").replace("T", " ")
        cells: list[Cell] = [self._due_words(one), one.title]
        if len(self.listing.columns) == len(WIDE):
            return [*cells, one.number, one.information.isoformat(), published[:16], one.responsible]
        return [*cells, one.information.isoformat(), published[:10], one.responsible]

    def _due_words(self, one: Publication) -> Cell:
        if one.state == "published":
            late = any(verdict.level is Level.WARNING for verdict in one.verdicts)
            return (_("已公开，晚"), "warn") if late else (_("已公开"), "ok")
        if one.state == "ended":
            return _("不公开"), "dim"
        verdict = one.verdict(self.calendar, self.today)
        if verdict is None:
            return _("不判定"), "dim"
        if "due" not in verdict.values:
            return _("待历"), "warn"
        days = verdict.values["days"]
        if verdict.level is Level.WARNING:
            return _("超期 {n} 天", n=days), "bad"
        if days <= SOON:
            return (_("今天到期") if days == 0 else _("还有 {n} 天", n=days)), "warn"
        return str(verdict.values["due"])

    def show_detail(self) -> None:
        one: Publication | None = self.listing.chosen
        lines: list[str] = []
        if one:
            lines.append("  ".join(filter(None, (one.title, one.number))))
            due = one.due_by(self.calendar)
            said = _("信息时间 {day:date}", day=one.information)
            if due:
                said += "  " + _("期限 {due:date}（{days} 个工作日，本局约定）", due=due, days=one.days)
            lines.append(said)
            if one.published_at:
                lines.append(
                    _("{at:date} {at:hm} 在{channel}公开，{by} 核对", at=one.published_at, channel=one.channel,
                      by=one.checked_by or _("无人"))
                )  # fmt: skip
            if one.ended_at:
                lines.append(_("{by} 定为不公开：{reason}", by=one.ended_by, reason=one.ended_because))
            standing = one.verdict(self.calendar, self.today)
            lines += [remark(verdict) for verdict in (*one.verdicts, *([standing] if standing else []))]
        show_lines(self.query_one(Detail), lines)

    @property
    def chosen(self) -> Publication | None:
        """The line of the cursor; says how to get one where there is none."""
        one = self.listing.chosen
        if not isinstance(one, Publication):
            self.say(self.listing.empty)
            return None
        return one

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        if event.item.document is None:
            self.action_publish()
            return
        from oatui.screens.document import DocumentPage

        self.desk.push_screen(DocumentPage(event.item.document))

    # ------------------------------------------------------------------ asking

    def action_add(self) -> None:
        self._ask_line(None)

    def action_rewrite(self) -> None:
        one = self.chosen
        if one is None:
            return
        if one.state != "open":
            self.say(_("已登记的先按 F7 撤回，再改写"))
            return
        self._ask_line(one)

    def _ask_line(self, old: Publication | None) -> None:
        information = old.information.isoformat() if old else ""
        fields = [
            Field("title", N_("信息名称"), value=old.title if old else ""),
            Field("information", N_("信息时间"), value=information, hint=N_("成文或事件的日期；回车是今天，也可填 1120"),
                  read=self._read_day, echo=date_words),
            Field("responsible", N_("责任人"),
                  value=old.responsible if old else publication.last_responsible(self.store)),
            Field("channel", N_("渠道"), value=old.channel if old else publication.last_channel(self.store),
                  offers=CHANNELS),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            day = values["information"] or self.today
            if old is None:
                made = await self.desk.record(
                    publication.add, values["title"], day, values["responsible"], self.calendar,
                    channel=values["channel"],
                )  # fmt: skip
                stands = made.verdict(self.calendar, self.today)
                if stands and stands.level is Level.WARNING and (late := stands.values.get("days")):
                    return _("已列入清单，已超期 {n} 天。公开以后，在这一行上按 F5 登记", n=late)
                return _("已列入清单。公开以后，在这一行上按 F5 登记")
            made = await self.desk.record(
                publication.change, old.id, values["title"], day, values["responsible"], self.calendar,
                values["channel"],
            )  # fmt: skip
            return _("已改写“{title}”", title=made.title)

        ask(self, _("改写要公开的信息") if old else _("登记要公开的信息"), fields, do, FIELD_OF)

    def action_publish(self) -> None:
        one = self.chosen
        if one is None:
            return
        if one.state != "open":
            self.say(_("已登记的先按 F7 撤回，再登记公开"))
            return
        fields = [
            Field("at", N_("公开时间"), hint=WHEN_HINT, read=self._read_at, echo=self._at_words),
            Field(
                "channel",
                N_("渠道"),
                value=one.channel or publication.last_channel(self.store),
                offers=CHANNELS,
            ),
            Field("checked_by", N_("核对人"), hint=N_("谁核对过：内容里没有晚于公开时间的事")),
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(
                publication.publish,
                one.id,
                values["channel"],
                values["checked_by"],
                self.calendar,
                values["at"],
            )
            said = _("“{title}”已登记公开", title=made.title)
            return "  ".join([said, *map(remark, made.verdicts[:1])])

        note = _("信息时间 {day:date}；公开时间不能早于它（第26条）", day=one.information)
        ask(self, _("登记公开：{title}", title=one.title), fields, do, FIELD_OF, note)

    def action_end(self) -> None:
        one = self.chosen
        if one is None:
            return
        if one.state != "open":
            self._take_back(one)
            return
        fields = [Field("by", N_("谁定的")), Field("reason", N_("原因"))]

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(publication.end, one.id, values["by"], values["reason"])
            return _("已定为不公开")

        ask(self, _("不公开：{title}", title=one.title), fields, do, FIELD_OF)

    def _take_back(self, one: Publication) -> None:
        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(publication.take_back, one.id, values["reason"])
            return _("已撤回，回到未公开")

        note = _("回到未公开；原来的登记留在记录里")
        question = _("撤回登记：{title}", title=one.title)
        ask(self, question, [Field("reason", N_("原因"))], do, FIELD_OF, note)

    def action_export(self) -> None:
        from oatui.papers.list_papers import publication_list

        ask_list(self, _("信息公开清单"), lambda: publication_list(self.store))

    def _read_day(self, text: str) -> date | None:
        return past_day(text, self.today, self.calendar) if text.strip() else None

    def _at_words(self, at: datetime | None) -> str:
        # 1119 is a day beside the other fields of this page, and a time of today here
        if at and at.date() == self.today:
            return _("今天 {at:hm}；别的日子写成 1119 {at:hm}", at=at)
        return when_words(at)

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)
