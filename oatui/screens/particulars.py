"""填报: what a paper's kind asks for beside its title, and its text from Word; each rule is said under its field."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import N_, _, format_list
from oatui.rules import numbering, paper, sending
from oatui.rules.kinds import read_kind
from oatui.rules.numbering import Series
from oatui.rules.paper_text import characters
from oatui.rules.particular_entry import read, written
from oatui.rules.particular_fields import BY_KEY, Spec, asked
from oatui.rules.particulars import Particulars, Situation
from oatui.rules.red_head import red_head
from oatui.rules.signoff import Correction, judge_kept
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.after_signing import ASKED, change_fields, correction_of
from oatui.screens.ask import Ask
from oatui.screens.document_form import kind_words, remark, series_choices
from oatui.screens.filled_in import FilledInPage
from oatui.screens.particular_file import WordFile
from oatui.screens.particular_remarks import by_field, echo, field_of, mends, said_line
from oatui.store import documents, minutes, paper_bodies, paper_checks, paper_particulars
from oatui.store.database import StoreTrouble
from oatui.store.meetings import Meeting
from oatui.widgets.below import Below, Pick
from oatui.widgets.form import Choice, Field, Form
from oatui.widgets.form_page import FormAndPage

HEAD = ("title", "kind", "series", "text")
DAY_HINTS = {"day": N_("如 1125、明天"), "past_day": N_("如 1120、昨天"), "moment": N_("如 0910、昨天 15:02")}


class ParticularsPage(FilledInPage):
    """Answers True when something was saved, else None."""

    CSS_PATH = "document_form.tcss"
    TITLE_WORDS = N_("填报")
    HELP_WORDS = N_(
        "只列这份公文用得着的项目：上行文才问审定、联系方式，选了金额表格才问制表人。每条没有做到的规则写在那一项下面。"
        "正文不在这里录入：填 Word 文件（.docx）的路径、拖进窗口，或按数字选最近的文件；字数和用语由程序核对。"
        "签发以后改标题、文种、主送或正文，要报签发人复审；只改错字的写明谁改的、为什么改。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "save", N_("保存"), id="save", tooltip=N_("保存这一页，回到公文")),
    ]

    def __init__(self, document: int) -> None:
        super().__init__()
        self.document = document
        self.facts: paper.Paper | None = None
        self.before = Particulars()
        self.number: str | None = None
        self.file = WordFile()
        self.held: list[Meeting] = []  # whose names a 纪要 may have
        self._saving = False

    def body(self) -> ComposeResult:
        self.facts = paper_checks.paper(self.store, self.document)
        self.before = self.facts.says
        self.number = documents.get(self.store, self.document).number
        self.file.look(self.facts.title)
        self.held = minutes.offered(self.store, self.facts.title)
        yield FormAndPage(Form(self._fields(self.facts.situation)))

    def on_mount(self) -> None:
        unmet = self._remarks()
        # once the text is read or somebody signed, what a rule refuses is what the page is opened for
        assert self.facts
        begun = self.facts.text is not None or any(one.step != "draft" for one in self.facts.signatures)
        # not in the title, which stands: a key typed there would replace it
        first = unmet[0] if begun and unmet else "text"
        self.form.begin(first)  # at once: a key that follows F5 closely is meant for it
        # where it stands is known once it is drawn
        self.call_after_refresh(self.form.query_one(f"#below-{first}").scroll_visible, animate=False)

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.facts.title}" if self.facts else _(self.TITLE_WORDS)

    def _fields(self, of: Situation) -> list[Field]:
        assert self.facts
        return [
            Field("title", N_("标题"), value=self.facts.title),
            Field("kind", N_("文种"), value=_(self.facts.kind), offers=kind_words(), read=read_kind),
            Field("series", N_("代字"), value=self.facts.series, choices=series_choices(self.store, self.facts.series)),
            Field("text", N_("正文"), hint=N_("Word 文件（.docx）：填路径、拖进来，或填数字选")),
            *(self._field(spec) for spec in asked(of)),
        ]  # fmt: skip

    def _field(self, spec: Spec) -> Field:
        choices: Sequence[tuple[str, str]] = spec.choices
        if spec.shape == "tick":
            choices = (("", N_("否")), ("yes", N_("是")))
        return Field(
            spec.key,
            spec.label,
            value=written(spec, getattr(self.before, spec.key)),
            hint=spec.hint or DAY_HINTS.get(spec.shape, ""),
            choices=choices,
            picks=self._meetings() if spec.key == "present" else (),
            read=partial(self._read, spec),
            echo=echo if spec.shape in {"day", "past_day", "moment", "consultations"} else None,
        )

    def _meetings(self) -> list[Pick]:
        return [(str(n), f"{n} {one.title} {one.start:%m-%d} ") for n, one in enumerate(self.held, 1)]

    def _read(self, spec: Spec, text: str) -> Any:
        return read(spec, text, self.desk.clock.now(), self.calendar)

    # ------------------------------------------------------------------ what is typed, and what the rules say of it

    def _typed(self) -> paper.Paper:
        """The paper as the form has it now; what cannot be read yet stays as it was."""
        assert self.facts
        values: dict[str, Any] = {}
        for key in self.form.fields:
            if key in BY_KEY:
                try:
                    values[key] = self._read(BY_KEY[key], self.form.text(key))
                except Refused:
                    continue
        kind = self.facts.kind
        with suppress(Refused):
            kind = read_kind(self.form.text("kind"))
        facts = replace(
            self.facts, title=self.form.text("title"), kind=kind, series=self.form.text("series"),
            says=replace(self.before, **values),
        )  # fmt: skip
        if self.file.read:
            facts = replace(
                facts, text=self.file.read.paragraphs, characters=characters(self.file.read.paragraphs)
            )
        return facts

    def _remarks(self) -> list[str]:
        """Under each field what is not met, only quietly while it is empty; the fields of what is refused."""
        assert self.facts
        now = self._typed()
        today = self.desk.clock.now().date()
        found = [
            *numbering.judge_draft(now.title, now.kind, now.series or None, self._known),
            *paper.before_number(now),
            *sending.before_sending(now, self.calendar, today),
        ]
        wrong = self._unreadable()
        for key, sentence in wrong.items():
            self.form.show_error(key, sentence)
        said = by_field(paper_checks.in_order(found), self.form.fields)
        for key in self.form.fields:
            verdicts = said.get(key, [])
            if key in wrong or key == "text":
                continue
            if not verdicts:  # what was wrong in another field may be right by now
                self.form.show_echo(key)
                continue
            lines = "\n".join(map(said_line, verdicts[:2]))
            written_in = bool(self.form.text(key).strip())
            picks = mends(verdicts, self.form.text(key).strip(), today) or (
                () if written_in else self.form.fields[key].picks
            )
            self.form.show_note(key, lines, verdicts[0].refused and written_in, picks)
        self._text_note(found)
        series = next((one for one in self._known if one.code == now.series), Series(now.series, "letter"))
        year = self.desk.clock.now().year
        page = red_head(now.office, series, self.number, now.signatures, year, now.situation, now.text or ())
        self.query_one(FormAndPage).show(page, now.title)
        return [key for key in self.form.fields if any(one.refused for one in said.get(key, ()))]

    def _unreadable(self) -> dict[str, str]:
        """The fields that cannot be read, each with its sentence."""
        wrong = {}
        for key, field in self.form.fields.items():
            try:
                field.read(self.form.text(key))
            except Refused as refused:
                wrong[key] = remark(refused.verdict)
        return wrong

    def _text_note(self, found: list[Verdict]) -> None:
        """Under 正文: the file that stands, what the rules say of it, and the files at hand."""
        said = [one for one in found if field_of(one) == "text" and one.level is not Level.OK]
        self.file.note(self.form, paper_bodies.get(self.store, self.document), said)

    @property
    def _known(self) -> list[numbering.Series]:
        return documents.known_series(self.store)

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "field-text":
            self.file.unread = ""
        self._remarks()

    @on(Below.Picked)
    async def _picked(self) -> None:
        self._take_meeting()
        if await self._take_file():
            await self._ask_anew()

    @on(Choice.Changed)
    async def _choice_changed(self) -> None:
        await self._ask_anew()

    async def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if not isinstance(event.widget, Input) or not self.composed:
            return
        if event.widget.id == "field-text":
            await self._take_file()
        self._take_meeting()
        left = (event.widget.id or "").removeprefix("field-")
        before = list(self.form.fields)
        await self._ask_anew()
        self._on_to_the_new_one(left, before)

    def _on_to_the_new_one(self, left: str, before: list[str]) -> None:
        """What is asked because of an answer comes next: the cursor was on its way to the field behind it."""
        keys = list(self.form.fields)
        if left not in keys or left not in before[:-1] or self.focused is None:
            return
        place = keys.index(left) + 1
        behind = before[before.index(left) + 1]
        if self.focused.id == f"field-{behind}" and place < len(keys) and keys[place] not in before:
            self.form.begin(keys[place])

    async def _ask_anew(self) -> None:
        """Ask for what the paper needs now; what was typed stays."""
        if not self.form.is_attached:
            return
        now = self._typed()
        wanted = [*HEAD, *(spec.key for spec in asked(now.situation))]
        if wanted != list(self.form.fields):
            await self.form.have(self._fields(now.situation))
        self._remarks()

    # ------------------------------------------------------------------ the Word file, the meeting

    async def _take_file(self) -> bool:
        """Read the file that is named; False where it could not be."""
        return await self.file.take(self.form)

    def _take_meeting(self) -> None:
        """Who was there and who had leave, of the meeting whose digit stands in 出席人员."""
        typed = self.form.text("present").strip() if "present" in self.form.fields else ""
        if not typed.isdecimal() or not 1 <= int(typed) <= len(self.held):
            return
        came, away = minutes.roll(self.store, self.held[int(typed) - 1])
        self.form.fill("present", format_list(came))
        if not self.form.text("excused").strip():
            self.form.fill("excused", format_list(away))

    # ------------------------------------------------------------------ keys

    async def action_save(self) -> None:
        # a file that was just named fills what is empty before it is saved
        self._take_meeting()
        if not self.file.read and not await self._take_file():
            self.form.begin("text")
            return
        self.form.send()
        self._remarks()  # where a field could not be read, the others keep what is said under them

    @on(Form.Sent)
    async def _save(self, event: Form.Sent) -> None:
        if self._saving or self.gone:
            return
        if not await self._take_file():
            self.form.begin("text")
            return
        assert self.facts
        values: dict[str, Any] = event.values
        given = {key: value for key, value in values.items() if key in BY_KEY}
        words = any(values[key] != getattr(self.facts, key) for key in ("title", "kind", "series")) or any(
            given.get(key, before) != before
            for key in ("to", "joint", "joint_lead")
            for before in [getattr(self.before, key)]
        )
        if (words or self.file.read) and self.facts.dated:
            first_text = not words and paper_bodies.get(self.store, self.document) is None
            self._ask_correction(values, given, first_text)
        else:
            await self._record(values, given, None)

    def _ask_correction(self, values: dict[str, Any], given: dict[str, Any], first_text: bool) -> None:
        fields = change_fields(self.desk.operator, first_text)

        async def act(said: dict[str, Any]) -> tuple[str, str] | None:
            correction = correction_of(said, self.desk.operator)
            if correction and not correction.reason:
                return "reason", _("文字订正要写明谁改的、为什么改")
            no = await self._record(values, given, correction)
            return ("change", remark(no)) if no else None

        note = _(ASKED)
        if year := documents.of_earlier_year(self.store, self.document):
            note = judge_kept(str(self.number), year).message
        self.desk.push_screen(Ask(_("签发后改动"), fields, note, act))

    async def _record(
        self, values: dict[str, Any], given: dict[str, Any], correction: Correction | None
    ) -> Verdict | None:
        """Record the text and the rest in one act; the verdict of a refusal, which stands under its field."""
        text = (
            paper_bodies.Text(self.file.read.paragraphs, self.file.read.file, self.file.read.sha256)
            if self.file.read
            else None
        )
        self._saving = True
        try:
            await self.desk.record(
                paper_particulars.describe, self.document, given, title=values["title"], kind=values["kind"],
                series=values["series"], correction=correction, calendar=self.calendar, text=text,
            )  # fmt: skip
        except (Refused, StoreTrouble) as no:
            field = field_of(no.verdict)
            if field in self.form.fields:
                self.form.show_error(str(field), remark(no.verdict))
                self.form.begin(field)
            else:
                self.say(no.verdict)
            return no.verdict
        finally:
            self._saving = False
        self.desk.look_for_changes(own=True)
        self.dismiss(True)
        return None
