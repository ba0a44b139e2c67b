"""A new draft: title, kind, series, section, drafter; what the rules remark is said while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import N_, _, format_day, sentence
from oatui.rules import numbering
from oatui.rules.kinds import KINDS, ends_twice, kind_of_title, read_kind
from oatui.rules.moment import past_moment
from oatui.rules.paper import judge_recipients
from oatui.rules.particular_entry import split_names
from oatui.rules.particulars import Particulars, Situation
from oatui.rules.red_head import red_head
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens.filled_in import FilledInPage
from oatui.store import documents, earlier_names
from oatui.store.database import Store, StoreTrouble
from oatui.widgets.below import Pick
from oatui.widgets.form import Choice, Field, Form
from oatui.widgets.form_page import FormAndPage
from oatui.widgets.verdict_line import WORDS

SERIES_WORDS = {
    "party": N_("党组文件：贯彻党组精神的重要部署、党组重要文件"),
    "bureau": N_("局文件：贯彻上级精神的重要部署、其他行政公文"),
    "letter": N_("便函：会议通知和其他非正式行文"),
}
SHORT_SERIES = {"party": N_("党组文件"), "bureau": N_("局文件"), "letter": N_("便函")}
UNNUMBERED = N_("便函不编号")
WHEN_HINT = N_("回车是现在；也可填 0910、1120 0910、昨天 15:02")


def kind_words() -> tuple[str, ...]:
    """The fifteen kinds as the reader types them."""
    return tuple(map(_, KINDS))


def kind_picks() -> list[Pick]:
    """The fifteen kinds with their digits: in Chinese two rows of 80 columns."""
    return [
        (_(kind), f"{n}{kind}" if _(kind) == kind else f"{n} {sentence(kind)}")
        for n, kind in enumerate(KINDS, 1)
    ]


def name_picks(names: Sequence[str]) -> list[Pick]:
    """Names, each with the digit that stands for it."""
    return [(name, f"{n} {name} ") for n, name in enumerate(names, 1)]


# which field a refusal belongs under
FIELD_OF = {
    "numbering.no_title": "title",
    "numbering.secret": "title",
    "numbering.kind_blank": "kind",
    "numbering.kind_unknown": "kind",
    "numbering.kind_several": "kind",
    "numbering.request_report": "kind",
    "numbering.not_a_letter": "series",
    "numbering.letter_only": "series",
    "numbering.series_unknown": "series",
    "document.no_section": "section",
    "document.no_drafter": "by",
    "document.future": "at",
}


def series_choices(store: Store, current: str = "") -> list[tuple[str, str]]:
    """The office's series, the one that a paper has, and a letter without a number (10-4)."""
    named = {one.code: series_words(one) for one in documents.known_series(store)}
    if current and current not in named:
        named[current] = current
    return [*named.items(), ("", UNNUMBERED)]


def series_words(one: numbering.Series) -> str:
    """Its code, which says in Chinese what it is for; elsewhere with that word."""
    word = _(SHORT_SERIES[one.kind])
    return one.code if word == SHORT_SERIES[one.kind] else f"{one.code} {word}"


def section_field(store: Store, key: str, label: str, value: str = "") -> Field:
    """A section by its name, or by the digit of one that drafted before."""
    known = earlier_names.sections(store)
    by_digit: set[str] = set()

    def read(text: str) -> str:
        name = section_of(text, known)
        by_digit.clear()
        by_digit.update({name} - {text.strip()})
        return name

    return Field(
        key, label, value=value, offers=known, picks=name_picks(known), read=read,
        echo=lambda name: name if name in by_digit else "",
    )  # fmt: skip


def section_of(text: str, known: Sequence[str]) -> str:
    """The name that was typed, or that a digit stands for."""
    text = text.strip()
    return known[int(text) - 1] if text.isdecimal() and 1 <= int(text) <= len(known) else text


def _title(text: str) -> str:
    if not text.strip():
        raise refuse("numbering.no_title", "12-6")
    return text


def when_words(moment: datetime | None) -> str:
    """A moment that was understood, with its weekday."""
    return _("{at:day} {at:hm}", at=moment) if moment else ""


def date_words(day: date | None) -> str:
    """A day that was understood, with its weekday."""
    return format_day(day) if day else ""


def remark(verdict: Verdict) -> str:
    """A verdict in one line of plain text: its word where it is no refusal, the sentence, the rule."""
    word = "" if verdict.refused else f"{_(WORDS[verdict.level])}  "
    return f"{word}{verdict.message}  {verdict.rule or ''}".rstrip()


class DocumentFormPage(FilledInPage):
    """Answers with the id of the draft, or None."""

    CSS_PATH = "document_form.tcss"
    TITLE_WORDS = N_("拟稿")
    HELP_WORDS = N_(
        "填标题、文种、代字、主送、科室、拟稿人；其余按文种在公文里按 F5 填报。文种填数字或名称的一部分，标题写到文种就不用再填；"
        "科室填数字可选以前用过的。正文不在这里录入，以 Word 稿为准。回车到下一栏，在最后一栏按回车或随时按 F5 保存。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "save", N_("保存"), id="save", tooltip=N_("保存拟稿，转到这份公文")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.known: list[numbering.Series] = []
        self.sections: list[str] = []
        self._saving = False
        self._series_reached = False
        self._refused = False

    def body(self) -> ComposeResult:
        self.known = documents.known_series(self.store)
        self.sections = earlier_names.sections(self.store)
        bureau = next((one.code for one in self.known if one.kind == "bureau"), "")
        yield FormAndPage(Form([
            Field("title", N_("标题"), read=_title, hint=N_("发文机关、事由和文种，如：关于做好值班工作的通知")),
            Field("kind", N_("文种"), read=self._read_kind, offers=kind_words()),
            Field("series", N_("代字"), value=bureau, choices=series_choices(self.store)),
            Field("to", N_("主送"), hint=N_("几个之间用顿号；上行文只主送一个"), read=split_names),
            Field("section", N_("科室"), hint=N_("拟稿的科室"), read=self._section, offers=self.sections),
            Field("by", N_("拟稿人"), read=self._read_by),
            Field("at", N_("拟稿时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
        ]))  # fmt: skip

    def on_mount(self) -> None:
        self._notes()
        self.form.begin()

    # ------------------------------------------------------------------ what is typed

    def _read_kind(self, text: str) -> str:
        return read_kind(text.strip() or kind_of_title(self.form.text("title")))

    def _kind(self) -> str:
        """The kind as far as it is typed; empty where it cannot be read."""
        with suppress(Refused):
            return self._read_kind(self.form.text("kind"))
        return ""

    def _read_section(self, text: str) -> str:
        return section_of(text, self.sections)

    def _section(self, text: str) -> str:
        if not text.strip():
            raise refuse("document.no_section", "11-2")
        return self._read_section(text)

    def _read_by(self, text: str) -> str:
        section = self._read_section(self.form.text("section"))
        return text.strip() or earlier_names.last_drafter(self.store, section) or self.desk.operator

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    @on(Input.Changed)
    @on(Choice.Changed)
    def _notes(self) -> None:
        """Say under each field what was understood and what the rules remark."""
        form = self.form
        title = form.text("title")
        kind = ""
        try:
            kind = self._read_kind(form.text("kind"))
        except Refused as refused:
            if form.text("kind").strip() or kind_of_title(title):
                form.show_note("kind", remark(refused.verdict), wrong=True)
            else:
                form.show_note("kind", "", picks=kind_picks())
        else:
            typed = form.text("kind").strip()
            understood = "" if typed == _(kind) else _(kind) if typed else _("按标题：{kind}", kind=kind)
            form.show_note("kind", understood)
        letter = numbering.Series("", "letter")
        series = next((one for one in self.known if one.code == form.text("series")), letter)
        found = numbering.judge_draft(title, kind, series.code or None, self.known)
        form.show_note("series", f"{_(SERIES_WORDS[series.kind])}  {series.rule}")
        for verdict in found:
            if verdict.refused and FIELD_OF[verdict.key] == "series":
                form.show_note("series", remark(verdict), wrong=True)
        remarks = [one for one in found if one.level is Level.WARNING and title.strip()]
        if kind and (twice := ends_twice(title)):
            remarks.append(twice)
        form.show_note("title", "\n".join(map(remark, remarks)))
        self._note_recipients(kind)
        section = self._read_section(form.text("section"))
        understood = section if section != form.text("section").strip() else ""
        form.show_note("section", understood, picks=() if section else name_picks(self.sections))
        if not form.text("by").strip():
            form.show_note("by", self._read_by(""))
        self._show_page(title, kind, series)

    def _show_page(self, title: str, kind: str, series: numbering.Series) -> None:
        """Beside the form, the page as it would print."""
        says = Particulars(to=split_names(self.form.text("to")))
        situation = Situation(kind, series.kind, self.desk.office, says)
        page = red_head(self.desk.office, series, None, (), self.desk.clock.now().year, situation)
        self.query_one(FormAndPage).show(page, title)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Fill in what can be proposed only when its field is reached: text put into another one moves the cursor."""
        field = event.widget
        if field.id == "field-series" and not self._series_reached:
            self._series_reached = True
            letter = next((one.code for one in self.known if one.kind == "letter"), "")
            if self._kind() == numbering.LETTER:
                self.form.fill("series", letter)  # 函 has no other series (10-4)
                if self._refused:
                    self.say(_("代字已改为 {series}，再按 F5 保存", series=letter))
        if not isinstance(field, Input) or field.value:
            return
        if field.id == "field-kind":
            field.value = _(kind_of_title(self.form.text("title")))
        elif field.id == "field-by" and self._read_section(self.form.text("section")):
            field.value = self._read_by("")
        # typing replaces what was only proposed
        field.select_all()

    def _note_recipients(self, kind: str) -> None:
        """Whether the kind is for whom it is to go to (6-4, 12-6)."""
        to = split_names(self.form.text("to"))
        found = judge_recipients(kind, to, self.desk.office) if to and kind else []
        wrong = any(one.refused for one in found)
        self.form.show_note("to", "\n".join(map(remark, found)), wrong)

    # ------------------------------------------------------------------ keys

    def action_save(self) -> None:
        self.form.send()

    @on(Form.Sent)
    async def _save(self, event: Form.Sent) -> None:
        if self._saving:
            return
        self._saving = True
        values: dict[str, Any] = event.values
        says = Particulars(to=values.pop("to"))
        try:
            paper = await self.desk.record(documents.draft, **values, says=says)
        except (Refused, StoreTrouble) as no:
            self._saving = False
            field = FIELD_OF.get(no.verdict.key)
            if field is None:
                self.say(no.verdict)
                return
            self.form.show_error(field, remark(no.verdict))
            self._refused = True
            self.form.begin(field)
            return
        self.dismiss(paper.id)
