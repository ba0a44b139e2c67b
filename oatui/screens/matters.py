"""The matters of article 7: the list with its reviews, and the events that need a 请示 or 报告."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, format_date
from oatui.rules import entry
from oatui.rules.invitation import MATTERS, matter_of
from oatui.rules.matters import WORDS
from oatui.rules.moment import past_day
from oatui.rules.verdict import Level, refuse
from oatui.screens.asking import Said, ask, ask_list, show_lines
from oatui.screens.document_form import date_words, remark
from oatui.screens.listed import ListedPage
from oatui.store import matter_events, matters
from oatui.store.matter_events import Event
from oatui.store.matters import Matter
from oatui.widgets.form import Field
from oatui.widgets.keyed_lines import KeyedLines, pressed_by_click
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

WIDE_FROM = 110  # columns
LIST = (Column("", 3, right=True), Column(N_("事项")), Column(N_("依据"), 14), Column(N_("责任人"), 8))
WIDE_LIST = (
    Column("", 3, right=True), Column(N_("事项")), Column(N_("类别"), 40), Column(N_("依据"), 20),
    Column(N_("责任人"), 10),
)  # fmt: skip
EVENTS = (
    Column("", 3, right=True), Column(N_("活动")), Column(N_("日期"), 10), Column(N_("请示、报告"), 24),
    Column(N_("最迟请示"), 10),
)  # fmt: skip
LIST_PART, EVENT_PART = "list", "events"
PART_WORDS = {LIST_PART: N_("清单"), EVENT_PART: N_("活动和请示")}
CATEGORY_HINT = N_("填 1 至 10，对应第7条所列的顺序")
FIELD_OF = {
    "matters.no_matter": "words", "matters.category": "category", "matters.category_blank": "category", "matters.no_responsible": "responsible",
    "matters.no_reviewer": "by", "matters.review_future": "day", "matters.no_event": "title",
    "matters.drop_reason": "reason", "matters.no_link": "paper", "matters.not_a_request": "paper",
}  # fmt: skip


class MattersPage(ListedPage):
    """Two lists by digit: what is on the list, and the events with their papers; the chosen line in full below."""

    CSS_PATH = "matters.tcss"
    TITLE_WORDS = N_("需向县委请示报告的事项")
    HELP_WORDS = N_(
        "第7条：党组定期梳理需向县委请示报告的重要事项，列出清单。数字键 1 看清单，2 看活动和请示。"
        "F4 登记；F6 在清单上是登记一次梳理，在活动上是关联请示或报告；F7 移出，写明原因；F8 把清单存成 Excel 或 Word。"
        "梳理的间隔是本局约定，在设置里改。活动没有关联请示就一直提醒；会议在会议的邀请领导里标。回车改写，或打开会议、公文。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "add", N_("登记"), id="add", tooltip=N_("清单上加一项，或登记一项活动")),
        Binding("f5", "rewrite", N_("改写"), id="rewrite", tooltip=N_("改写光标所在的一项")),
        Binding("f6", "review", N_("梳理"), id="review", tooltip=N_("登记一次梳理：谁、哪天")),
        Binding("f6", "link", N_("挂请示"), id="link", tooltip=N_("关联请示或报告：文号或标题")),
        Binding("f7", "drop", N_("移出"), id="drop", tooltip=N_("移出光标所在的一项，写明原因")),
        Binding("f8", "export", N_("存文件"), id="export", tooltip=N_("把清单存成 Excel 或 Word 文件")),
        Binding(
            "1,left",
            "show('list')",
            N_("清单"),
            show=False,
            id="show_list",
            tooltip=N_("看向县委请示报告的重要事项"),
        ),
        Binding(
            "2,right",
            "show('events')",
            N_("活动和请示"),
            show=False,
            id="show_events",
            tooltip=N_("看活动，和关联的请示、报告"),
        ),
    ]

    def __init__(self, part: str = LIST_PART) -> None:
        super().__init__()
        self.part = part

    def body(self) -> ComposeResult:
        yield KeyedLines(id="parts")
        yield Static("", id="standing", markup=False)
        yield PagedList(LIST, id="list")
        yield Detail()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"review", "export"}:
            return self.part == LIST_PART
        return self.part == EVENT_PART if action == "link" else True

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        shown = self.listing
        wide = self.size.width >= WIDE_FROM
        if self.part == LIST_PART:
            shown.columns = list(WIDE_LIST if wide else LIST)
            shown.empty = _("清单是空的。按 F4 列入第一项")
            shown.show(
                matters.count(self.store),
                lambda offset, limit: matters.listed(self.store, limit, offset),
                self._matter_cells,
            )
        else:
            shown.columns = list(EVENTS)
            shown.empty = _("没有标为第7条事项的活动。按 F4 登记；会议在会议的邀请领导里标")
            shown.show(
                matter_events.count(self.store),
                lambda offset, limit: matter_events.listed(self.store, limit, offset),
                self._event_cells,
            )
        self._show_parts()
        self.show_detail()
        self.refresh_bindings()

    def _show_parts(self) -> None:
        waiting = matter_events.count_unlinked(self.store)
        parts: list[tuple[str, Style]] = []
        for number, (part, words) in enumerate(PART_WORDS.items(), 1):
            chosen = part == self.part
            look = Style(reverse=chosen, bold=chosen) + pressed_by_click(str(number))
            parts += [(f" {number} {_(words)} ", look), ("  ", Style())]
        self.query_one("#parts", Static).update(Content.assemble(*parts))
        standing = matters.standing_review(self.store, self.today)
        words = standing.message
        if self.part == EVENT_PART:
            words = _("还有 {n} 项没有关联请示或报告", n=waiting) if waiting else ""
            if not waiting and matter_events.count(self.store):
                words = _("都已关联请示或报告")
        late = waiting if self.part == EVENT_PART else standing.level is not Level.OK
        line = self.query_one("#standing", Static)
        line.set_class(bool(late), "late")
        line.update(words)

    def _matter_cells(self, one: Matter) -> Sequence[Cell]:
        cells: list[Cell] = [one.category, one.matter]
        if len(self.listing.columns) == len(WIDE_LIST):
            cells.append(_(MATTERS[one.category]))
        return [*cells, one.basis, one.responsible]

    def _event_cells(self, one: Event) -> Sequence[Cell]:
        verdict = one.verdict(self.calendar, self.today)
        day = one.day.isoformat() if one.day else ""
        if one.dropped_at:
            return [one.category, (one.title, "dim"), (day, "dim"), (_("已移出"), "dim"), ""]
        paper: Cell = one.paper
        latest: Cell = ""
        if verdict and verdict.level is Level.WARNING:
            late = verdict.key == "matters.unlinked_late"
            paper = (_("超期没有关联"), "bad") if late else (_("没有关联"), "warn")
            latest = (str(verdict.values.get("latest", "")), "bad" if late else "")
        return [one.category, one.title, day, paper, latest]

    def show_detail(self) -> None:
        one = self.listing.chosen
        lines: list[str] = []
        if isinstance(one, Matter):
            lines = [
                one.matter,
                _("第 {n} 项  {words}", n=one.category, words=WORDS[one.category]),
                "  ".join(filter(None, (one.basis, one.responsible))),
            ]
        elif isinstance(one, Event):
            verdict = one.verdict(self.calendar, self.today)
            said = remark(verdict) if verdict else one.dropped_because
            lines = [
                "  ".join(filter(None, (one.title, format_date(one.day) if one.day else "", one.responsible))),
                _("第 {n} 项  {words}", n=one.category, words=WORDS[one.category]), said,
            ]  # fmt: skip
        show_lines(self.query_one(Detail), lines)

    def action_show(self, part: str) -> None:
        if part != self.part:
            self.part = part
            self.listing.cursor = 0
            self.load()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        one = event.item
        if isinstance(one, Event) and one.kind == "meeting":
            from oatui.screens.meeting import MeetingPage

            self.desk.push_screen(MeetingPage(one.id))
        elif isinstance(one, Event) and one.document is not None:
            from oatui.screens.document import DocumentPage

            self.desk.push_screen(DocumentPage(one.document))
        else:
            self.action_rewrite()

    # ------------------------------------------------------------------ asking

    def action_add(self) -> None:
        if self.part == LIST_PART:
            self._ask_matter(None)
        else:
            self._ask_event(None)

    def action_rewrite(self) -> None:
        one = self.listing.chosen
        if isinstance(one, Matter):
            self._ask_matter(one)
        elif isinstance(one, Event) and one.kind == "event":
            self._ask_event(one)
        elif isinstance(one, Event):
            self.say(_("会议在会议里改"))
        else:
            self.say(self.listing.empty)

    def _ask_matter(self, old: Matter | None) -> None:
        fields = [
            Field("words", N_("事项"), value=old.matter if old else "", echo=_proposed),
            _category_field(old.category if old else ""),
            Field("basis", N_("依据"), value=old.basis if old else "", hint=N_("可以不填")),
            Field("responsible", N_("责任人"), value=old.responsible if old else matters.last_responsible(self.store)),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            category = values["category"] or matter_of(values["words"], "")
            given = (values["words"], category, values["basis"], values["responsible"])
            if old is None:
                await self.desk.record(matters.add, *given)
                return _("已列入清单")
            await self.desk.record(matters.change, old.id, *given)
            return _("已改写")

        ask(self, _("改写清单里的一项") if old else _("列入清单"), fields, do, FIELD_OF)

    def _ask_event(self, old: Event | None) -> None:
        fields = [
            Field("title", N_("活动或事项"), value=old.title if old else "", echo=_proposed),
            _category_field(old.category if old else ""),
            Field("day", N_("哪天举行"), value=old.day.isoformat() if old and old.day else "",
                  hint=N_("如 1220；没有定可以不填"), read=self._read_day, echo=date_words),
            Field("responsible", N_("责任人"), value=old.responsible if old else "", hint=N_("可以不填")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            category = values["category"] or matter_of(values["title"], "")
            given = (values["title"], category, values["day"], values["responsible"])
            if old is None:
                made = await self.desk.record(matter_events.tag, *given)
            else:
                made = await self.desk.record(matter_events.change, old.id, *given)
            return made.verdict(self.calendar, self.today) or _("已登记")

        ask(self, _("改写一项活动") if old else _("登记第7条所列的活动"), fields, do, FIELD_OF)

    def action_review(self) -> None:
        last = matters.last_review(self.store)
        fields = [
            Field("by", N_("谁梳理的"), value=last.by if last else ""),
            Field("day", N_("哪天"), hint=N_("回车是今天；也可填 1120、昨天"), read=self._read_past, echo=date_words),
            Field("note", N_("结果"), hint=N_("可以不填，如：新增两项，移出一项")),
        ]  # fmt: skip

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(matters.review, values["by"], values["day"], values["note"])
            return None

        note = _("清单共 {n} 项；梳理以后从这一天起算下一次", n=matters.count(self.store))
        ask(self, _("登记一次梳理"), fields, do, FIELD_OF, note)

    def action_link(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, Event):
            self.say(self.listing.empty)
            return
        fields = [
            Field("paper", N_("请示或报告"), value=one.paper, hint=N_("文号或标题；本局的公文自动对上"))
        ]

        async def do(values: dict[str, Any]) -> Said:
            made = await self.desk.record(matter_events.link, one.id, values["paper"], kind=one.kind)
            return made.verdict(self.calendar, self.today) or _("已登记")

        ask(self, _("“{title}”的请示或报告", title=one.title), fields, do, FIELD_OF)

    def action_drop(self) -> None:
        one = self.listing.chosen
        if not isinstance(one, (Matter, Event)):
            self.say(self.listing.empty)
            return
        if isinstance(one, Event) and one.kind == "meeting":
            self.say(_("会议在会议里改"))
            return
        drop = matters.drop if isinstance(one, Matter) else matter_events.drop

        async def do(values: dict[str, Any]) -> Said:
            await self.desk.record(drop, one.id, values["reason"])
            return _("已移出")

        title = one.matter if isinstance(one, Matter) else one.title
        ask(self, _("移出“{title}”", title=title), [Field("reason", N_("原因"))], do, FIELD_OF)

    def action_export(self) -> None:
        from oatui.papers.list_papers import matter_list

        ask_list(self, _("重要事项清单"), lambda: matter_list(self.store))

    def _read_day(self, text: str) -> date | None:
        return entry.parse_date(text, self.today, self.calendar) if text.strip() else None

    def _read_past(self, text: str) -> date | None:
        return past_day(text, self.today, self.calendar) if text.strip() else None


def _category_field(value: str) -> Field:
    return Field(
        "category", N_("类别"), value=value, hint=CATEGORY_HINT, read=_read_category,
        echo=lambda number: _(MATTERS[number]) if number else "",
    )  # fmt: skip


def _read_category(text: str) -> str:
    typed = text.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if typed and typed not in MATTERS:
        raise refuse("matters.category", "7-1", written=typed[:20])
    return typed


def _proposed(title: str) -> str:
    """Which of the ten a title probably is."""
    number = matter_of(title, "")
    return (
        _("像是第 {number} 项：{matter}；类别空着就按这一项", number=number, matter=_(MATTERS[number]))
        if number
        else ""
    )
