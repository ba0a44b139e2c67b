"""A paper that came, or a line of the register put right: short typing, each error under its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from oatui.i18n import N_, _
from oatui.rules import incoming as law
from oatui.rules.entry import read_whole
from oatui.rules.moment import past_moment
from oatui.rules.verdict import Refused, refuse
from oatui.screens.deadline_form import due_words
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.filled_in import FilledInPage
from oatui.screens.incoming_acts import DUE_HINT, find_document
from oatui.store import documents, incoming, incoming_belongs
from oatui.store.database import StoreTrouble
from oatui.store.incoming import Incoming, Made
from oatui.store.incoming_limit import Stated
from oatui.widgets.form import Choice, Field, Form

FIELD_OF = {
    "incoming.no_sender": "sender", "incoming.no_title": "title", "incoming.copies": "copies",
    "incoming.future": "at", "incoming.limit_before": "due", "incoming.classified": "secrecy",
    "incoming.no_receiver": "by", "incoming.no_document": "answers", "incoming.belongs_to_draft": "answers",
    "numbering.is_void": "answers",
}  # fmt: skip


class IncomingFormPage(FilledInPage):
    """Answers with what was made, or None."""

    CSS_PATH = "incoming_form.tcss"
    TITLE_WORDS = N_("收文登记")
    HELP_WORDS = N_(
        "照来文填：来文机关、文号、标题；回车到下一栏，F5 保存。来文机关打过一次，再打头几个字按右箭头就填上。"
        "同一机关、同一文号登记过的会说出来。收到时间不填就是现在，急件要准到时分。有密级的不收，见涉密台账。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "save", N_("保存"), id="save", tooltip=N_("登记；和在最后一栏按回车一样")),
    ]

    def __init__(self, old: Incoming | None = None) -> None:
        super().__init__()
        self.old = old
        self._saving = False

    def title_words(self) -> str:
        return _("更正登记  {number}", number=self.old.number) if self.old else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        old = self.old
        fields = [
            Field("sender", N_("来文机关"), value=old.sender if old else "", offers=incoming.senders(self.store),
                  hint=N_("如 县政府办公室"), read=_given("incoming.no_sender")),
            Field("number", N_("来文字号"), value=old.sender_number if old else "", hint=N_("照来文填；没有就不填")),
            Field("title", N_("文件标题"), value=old.title if old else "", read=_given("incoming.no_title")),
            Field("answers", N_("答复我局的"), value=self._answered(), read=self._read_ours, echo=self._ours_words,
                  hint=N_("是批复、复函的，填我局去文的文号；不是就不填")),
            Field("urgency", N_("紧急程度"), value=old.urgency if old else "", choices=tuple(law.URGENCIES.items())),
            Field("attachments", N_("附件"), value=old.attachments if old else "", hint=N_("没有就不填")),
            Field("copies", N_("份数"), value=str(old.copies if old else 1), read=_count),
            Field("secrecy", N_("密级"), choices=tuple(law.SECRECY.items())),
        ]  # fmt: skip
        if old is None:
            fields[5:5] = [
                Field("due", N_("办理时限"), hint=DUE_HINT, read=self._read_due, echo=due_words),
                Field("proposal", N_("拟办意见"), hint=N_("也可以以后按 F5 再填")),
            ]
            fields += [
                Field("received_at", N_("收到时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words),
                Field("received_by", N_("签收人"), value=self.desk.operator),
            ]
        yield Form(fields)

    def on_mount(self) -> None:
        self.form.begin()

    def _answered(self) -> str:
        ours = incoming_belongs.ours(self.store, self.old.id) if self.old else None
        return (ours.number or "") if ours else ""

    def _read_ours(self, text: str) -> int | None:
        """Our own numbered paper. Raises Refused."""
        document, other = find_document(self.store, text)
        if other:
            raise refuse("incoming.no_document", written=other)
        return incoming_belongs.answerable(self.store, document).id if document else None

    def _ours_words(self, document: int | None) -> str:
        return documents.get(self.store, document).title if document else ""

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)

    def _read_due(self, text: str) -> Stated | None:
        return law.stated(text, self.desk.clock.now().date(), self.calendar)

    @on(Input.Changed)
    @on(Choice.Changed)
    def _notes(self) -> None:
        """Say how the number was read, and whether the paper is here already."""
        sender, number, title = (self.form.text(key).strip() for key in ("sender", "number", "title"))
        read = law.read_number(number)
        self.form.show_note("number", _("查重按 {number}", number=read) if read != number else "")
        found = incoming.same_as(self.store, sender, number, title, self.old.id if self.old else 0)
        self.form.show_note("title", remark(found[0]) if found and sender and (number or title) else "")

    def action_save(self) -> None:
        self.form.send()

    @on(Form.Sent)
    async def _sent(self, event: Form.Sent) -> None:
        if self._saving or self.gone:  # the key pressed twice registers no second paper
            return
        self._saving = True
        values: dict[str, Any] = dict(event.values)
        ours = values.pop("answers")
        try:
            if self.old:
                made = await self.desk.record(incoming.correct, self.old.id, **values)
            else:
                sender, title = values.pop("sender"), values.pop("title")
                made = await self.desk.record(incoming.register_paper, sender, title, **values)
            if ours or self._answered():
                made = await self._belong(made, ours)
        except (Refused, StoreTrouble) as no:
            field = FIELD_OF.get(no.verdict.key, "title")
            field = {"at": "received_at", "by": "received_by"}.get(field, field)
            self.form.show_error(field if field in self.form.fields else "title", remark(no.verdict))
            self.form.begin(field if field in self.form.fields else "title")
        else:
            self.dismiss(made)
        finally:
            self._saving = False

    async def _belong(self, made: Made, ours: int | None) -> Made:
        """The paper is registered by now: what is refused of its answer is said, and registers no second one."""
        try:
            said: Made = await self.desk.record(incoming_belongs.belong, made.paper.id, ours)
        except (Refused, StoreTrouble) as no:
            return made._replace(notes=(*made.notes, no.verdict))
        return made._replace(verdict=said.verdict)


def _given(key: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.strip():
            raise refuse(key)
        return text

    return read


def _count(text: str) -> int:
    copies = read_whole(text)
    if copies is None:
        raise refuse("incoming.copies", copies=text.strip() or "-")
    return copies
