"""号簿: a series and year with every number in its state, what is missing, and what is entered by hand."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, format_date, ours
from oatui.rules.number_book import STATES, UNUSED, WAYS, is_due
from oatui.rules.numbering import KIND_WORDS
from oatui.rules.verdict import Verdict
from oatui.screens import number_forms
from oatui.screens.listed import DetailedPage
from oatui.store import book_year, documents, number_lines
from oatui.store.number_lines import OTHER, Line, Summary
from oatui.widgets.keyed_lines import KeyedLines, pressed_by_click
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail, Panel

NARROW = (
    Column(N_("发文字号"), 23),
    Column(N_("标题或用途")),
    Column(N_("科室"), 8),
    Column(N_("成文"), 5),
    Column(N_("状态"), 10),
)
WIDE = (
    Column(N_("发文字号"), 25),
    Column(N_("标题或用途")),
    Column(N_("文种"), 4, words=KIND_WORDS),
    Column(N_("科室"), 12),
    Column(N_("签发人"), 8),
    Column(N_("成文日期"), 10),
    Column(N_("状态"), 10),
)
WIDE_FROM = 110  # columns
LOOKS = {"gap": "bad", "reserved": "warn"}
COUNTED = ("reserved", "void", "lapsed", "explained", "mistaken")


def state_words(line: Line) -> str:
    """已编, 线下占用, 预留, 作废 …"""
    if line.state == "given" and line.way not in {"automatic", "reserved"}:
        return _(WAYS[line.way])
    return _(STATES[line.state])


def line_look(line: Line) -> str:
    """The colour of a line: a gap is to be explained, a reservation to be used, what is void is past."""
    return "dim" if line.state in UNUSED else LOOKS.get(line.state, "")


class NumbersPage(DetailedPage):
    """One series of a year, the highest number first; below, the whole of the line that the cursor is on."""

    CSS_PATH = "numbers.tcss"
    TITLE_WORDS = N_("号簿")
    HELP_WORDS = N_(
        "每个号一行，编了的、预留的、作废的、线下用的都在，缺的也看得见。数字键换代字，左右方向键换年。"
        "号编了就固定：作废的不再用，退回修改的保留原号。12月签发、1月才编号的，仍编上年的号，直到办公室负责人批准关簿。"
        "在公文上按回车打开；在预留的号上按回车让公文取用；在缺号上按回车写明原因。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "reserve", N_("预留"), id="reserve", tooltip=N_("留下一个号：写明用途、申请人、到哪天")),
        Binding("f5", "enter", N_("补登"), id="enter", tooltip=N_("线下占用的号、不编号的便函、联合行文")),
        Binding("f6", "void", N_("作废"), id="void", tooltip=N_("作废这个号，写明原因；号不再用")),
        Binding("f7", "gaps", N_("空号说明"), id="gaps", tooltip=N_("缺号、作废、到期的预留，年度关簿，存成 Excel")),
        Binding("f8", "import", N_("导入"), id="import", tooltip=N_("导入以前的发文登记簿（Excel）")),
        Binding("left", "year(1)", N_("上一年"), show=False, id="year_before", tooltip=N_("看上一年的")),
        Binding("right", "year(-1)", N_("下一年"), show=False, id="year_after", tooltip=N_("看下一年的")),
    ]  # fmt: skip

    def __init__(self, year: int = 0) -> None:
        super().__init__()
        self.year = year
        self.series = ""
        self.wide = False
        self.codes: list[str] = []

    def body(self) -> ComposeResult:
        yield KeyedLines(id="series")
        yield Panel(id="counts")
        yield PagedList(NARROW, id="list")
        yield Detail()

    def on_mount(self) -> None:
        self.year = self.year or self.desk.clock.now().year
        known = documents.known_series(self.store)
        # most papers are the bureau's own
        self.series = next((one.code for one in known if one.kind == "bureau"), known[0].code)
        self.listing.focus()

    def on_resize(self) -> None:
        if self.year and self.codes:
            self.load()

    def load(self) -> None:
        shown = self.listing
        self.wide = self.size.width >= WIDE_FROM
        shown.columns = list(WIDE if self.wide else NARROW)
        summaries = number_lines.summaries(self.store, self.year)
        self.codes = [one.series for one in summaries] + [OTHER]
        if self.series not in self.codes:
            self.series = self.codes[0]
        shown.empty = (
            _("没有不编号的便函，也没有联合行文。按 F5 补登")
            if self.series == OTHER
            else _("{series} {year} 年还没有编号。签发的公文在公文页上编号；以前的号按 F8 导入",
                   series=self.series, year=self.year)
        )  # fmt: skip
        shown.show(
            number_lines.count_book(self.store, self.year, self.series),
            lambda offset, limit: number_lines.book(self.store, self.year, self.series, limit, offset),
            self._cells,
        )
        self._show_series(summaries)
        self._show_counts(summaries)
        self.show_detail()

    # ------------------------------------------------------------------ what is shown

    def _show_series(self, summaries: list[Summary]) -> None:
        parts: list[tuple[str, str | Style]] = [
            (" < ", pressed_by_click("left")),
            (_("{year} 年", year=self.year), "bold"),
            (" > ", pressed_by_click("right")),
        ]
        others = number_lines.count_lines(self.store, self.year, OTHER)
        found = [(one.series, one.given) for one in summaries] + [(OTHER, others)]
        tabs = [f" {place} {code or _('不占号')} {given} " for place, (code, given) in enumerate(found, 1)]
        needed = sum(cell_len(words) for words in (*(words for words, _look in parts), *tabs))
        gap = "  " if needed + 2 * len(tabs) <= self.size.width - 4 else ""
        for place, ((code, _given), words) in enumerate(zip(found, tabs, strict=True), 1):
            own = code == self.series
            look = Style(reverse=own, bold=own) + pressed_by_click(str(place))
            parts += [(gap, ""), (words, look)]
        self.query_one("#series", Static).update(Content.assemble(*parts))

    def _show_counts(self, summaries: list[Summary]) -> None:
        one = next((one for one in summaries if one.series == self.series), None)
        parts: list[tuple[str, str]] = []
        if one is None:
            parts.append((_("不编号直接盖章的便函、联合行文：登记簿里各有一行，不占本单位的号"), ""))
        else:
            # the next number is never shown: it is known when it is given
            words = (
                _("已编 {n}，末号 {last}", n=one.given, last=one.last_given)
                if one.given or one.counts.get("void")
                else _("还没有编号")
                if self.listing.count
                else ""
            )
            parts.append((words, "bold"))
            parts += [
                (
                    "  " + f"{_(STATES[state])} {one.counts[state]}",
                    "$text-warning" if state == "reserved" else "",
                )
                for state in COUNTED
                if one.counts.get(state)
            ]
            if one.missing:
                parts.append(("  " + _("缺号待说明 {n}", n=one.missing), "bold $text-error"))
        if closed := book_year.closed_by(self.store, self.year):
            parts.append(("  " + _("号簿已关（{by}）", by=closed[0]), "$text-success"))
        today = self.desk.clock.now().date()
        if due := len(number_lines.due_reservations(self.store, today)):
            parts.append(("  " + _("到期的预留 {n}，按 F7", n=due), "bold $text-warning"))
        self.query_one("#counts", Static).update(Content.assemble(*parts))

    def _cells(self, line: Line) -> list[Cell]:
        look = line_look(line)
        words = (state_words(line), look or "ok")
        title = line.words or line.reason
        number = ours(line.number)
        if line.state == "gap":
            # the series stands above the list, and both ends of a gap have to be read
            words_of = N_("缺 {last} 号") if line.first == line.sequence else N_("缺 {first} 至 {last} 号")
            number = _(words_of, first=line.first, last=line.sequence)
        if self.wide:
            texts = [number, title, _(line.kind), line.section, line.signer, line.dated]
        else:
            texts = [number, title, line.section, line.dated[5:]]
        return [*((text, look) if look == "dim" else text for text in texts), words]

    def show_detail(self) -> None:
        line: Line | None = self.listing.chosen
        self.query_one(Detail).update(Content("\n".join(self._detail(line)) if line else ""))

    def _detail(self, line: Line) -> list[str]:
        if line.state == "gap":
            return [_("{number} 没有登记：线下用了的按 F5 补登，没有用的按回车说明", number=line.number)]
        found = [line.words] if line.words else []
        if lead := line.more.get("lead"):
            found[:1] = [f"{line.words}  " + _("牵头单位 {lead}", lead=lead)]
        if line.way == "reserved" and line.state != "reserved":
            found.append(_("原为“{purpose}”预留", purpose=line.purpose))
        elif line.way == "reserved" and line.expires:
            words = _("为“{purpose}”预留到 {expires:date}，申请人 {name}",
                      purpose=line.purpose, expires=line.expires, name=line.person)  # fmt: skip
            if self._over(line):
                words += "  " + _("已到期，按 F7 处理")
            else:
                words += "  " + _("签发了的公文在公文页按 F7 选它，或在这一行上按回车")
            found.append(words)
        given = _("{dated} 成文，", dated=format_date(line.dated)) if line.dated else ""
        if line.way != "gap":
            at = _("{at:date} {at:hm} {by} 登记", at=line.given_at, by=line.given_by)
            wrote = _("，原写作 {written}", written=line.more["written"]) if line.more.get("written") else ""
            way = "" if line.state == "reserved" else f"  {_(WAYS[line.way])}"
            found.append(f"{given}{at}{way}{wrote}")
        if line.reason:
            ended = _("{state}：{reason}", state=_(STATES[line.state]), reason=line.reason)
            if line.ended_at:
                ended += "  " + _("{by} {at:date}", by=line.ended_by, at=line.ended_at)
            found.append(ended)
        return found

    def _over(self, line: Line) -> bool:
        """Whether it is a reservation whose last day is over."""
        today = self.desk.clock.now().date()
        return line.state == "reserved" and is_due(line.year, number_forms.iso_day(line.expires), today)

    # ------------------------------------------------------------------ where to look

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 1 <= int(event.key) <= len(self.codes):
            event.stop()
            self.series = self.codes[int(event.key) - 1]
            self._from_the_top()

    def action_year(self, back: int) -> None:
        this_year = self.desk.clock.now().year
        years = sorted({*number_lines.years(self.store), this_year}, reverse=True)
        place = years.index(self.year) + back if self.year in years else 0
        if 0 <= place < len(years):
            self.year = years[place]
            self._from_the_top()
        elif back > 0:
            self.say(_("{year} 年以前没有号；有旧登记簿的按 F8 导入", year=self.year))
        else:
            self.say(_("{year} 年是最近的一年", year=self.year))

    def _look_at(self, series: str) -> None:
        if (series or OTHER) != self.series:
            self.series, self.listing.cursor = series or OTHER, 0

    def _from_the_top(self) -> None:
        self.say(None)
        self.listing.cursor = 0
        self.load()

    @on(PagedList.Chosen)
    def _open(self, event: PagedList.Chosen) -> None:
        line: Line = event.item
        if line.document is not None:
            from oatui.screens.document import DocumentPage

            self.desk.push_screen(DocumentPage(line.document))
        elif self._over(line):
            number_forms.lapse(self, line)
        elif line.state == "reserved":
            number_forms.use(self, line)
        elif line.state == "gap":
            number_forms.explain(self, line)

    # ------------------------------------------------------------------ what is done

    def action_reserve(self) -> None:
        number_forms.reserve(self, self.series, self._look_at)

    def action_enter(self) -> None:
        line = self.listing.chosen
        gap = isinstance(line, Line) and line.state == "gap"
        if gap and line is not None:
            number_forms.off_line(self, self.series, self.year, line.first)
        else:
            number_forms.enter(self, self.series, self.year, self._look_at)

    def action_void(self) -> None:
        line = self.listing.chosen
        if isinstance(line, Line) and line.state in {"given", "reserved"}:
            number_forms.void(self, line)
        else:
            self.say(_("请选一个编了的或预留的号"))

    def action_gaps(self) -> None:
        from oatui.screens.number_gaps import GapsPage

        due = {one.year for one in number_lines.due_reservations(self.store, self.desk.clock.now().date())}
        # in January what is due stands in last year's book
        self.desk.push_screen(GapsPage(self.year if self.year in due or not due else max(due)))

    def action_import(self) -> None:
        from oatui.screens.ledger_import import LedgerImportPage

        def done(answer: Verdict | None) -> None:
            if answer:
                self.refresh_page()
                self.say(answer)

        self.desk.push_screen(LedgerImportPage(), done)
