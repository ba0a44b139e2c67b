"""通知稿: the notice of our meeting as it would be written now; one key makes it a 便函 of the document desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.paper_text import ANNEX, CLOSING, HEADING, TITLE, TO
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.document_form import remark
from oatui.screens.page import Page
from oatui.store import earlier_names, meeting_notes, meetings, notice_papers
from oatui.store.database import StoreTrouble
from oatui.widgets.form import Field

OFFICE_SECTION = N_("办公室")
INDENT = "\u3000\u3000"


class NoticeDraftPage(Page):
    """The text in full, and below it which paper it has become."""

    CSS_PATH = "notice_draft.tcss"
    TITLE_WORDS = N_("通知稿")
    HELP_WORDS = N_(
        "会议通知照这次会议写好了，只写知道的。F6 补上参会范围、议程、联系人；时间、地点在会议里改。"
        "F4 拟成便函：在公文里起草这份通知（编嘉商务函或不编号），正文就是这些字，Word 稿和空白回执存到您选的文件夹。"
        "F5 打开这份公文，走审核签发。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4", "draft", N_("拟成便函"), id="draft", tooltip=N_("在公文里起草，Word 稿和空白回执存成文件")
        ),
        Binding("f5", "paper", N_("打开公文"), id="paper", tooltip=N_("看这份通知走到哪一步")),
        Binding("f6", "note", N_("补充"), id="note", tooltip=N_("参会范围、议程、联系人和电话")),
    ]

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.meeting: meetings.Meeting | None = None

    def title_words(self) -> str:
        return f"{_(self.TITLE_WORDS)}  {self.meeting.title}" if self.meeting else _(self.TITLE_WORDS)

    def body(self) -> ComposeResult:
        yield Static(id="stands", markup=False)
        with VerticalScroll(id="text"):
            yield Static(id="words", markup=False)

    def on_mount(self) -> None:
        self.query_one("#text").focus()

    def load(self) -> None:
        from oatui.papers import calling_papers

        self.meeting = meetings.get(self.store, self.meeting_id)
        self.show_head()
        parts: list[tuple[str, Style]] = []
        for one in calling_papers.notice_text(self.store, self.meeting, self.calendar):
            if one.kind == TITLE:
                parts.append((f"{one.text}\n\n", Style(bold=True)))
            elif one.kind == TO:
                parts.append((f"{one.text}：\n", Style()))
            elif one.kind == HEADING:
                parts.append((f"{INDENT}{one.text}\n", Style(bold=True)))
            elif one.kind == ANNEX:
                parts.append((f"\n{INDENT}" + _("附件：{name}", name=one.text) + "\n", Style()))
            elif one.kind == CLOSING:
                parts.append((f"\n{one.text}\n", Style()))
            else:
                parts.append((f"{INDENT}{one.text}\n", Style()))
        self.query_one("#words", Static).update(Content.assemble(*parts))
        self.query_one("#stands", Static).update(self._stands())

    def _stands(self) -> str:
        paper = notice_papers.of(self.store, self.meeting_id)
        if paper is None:
            return _("还没有拟稿。看一遍，F6 补上缺的，F4 拟成便函")
        return _(
            "已拟稿：{title}  {number}  F5 打开；改了会议可再按 F4 另拟一份",
            title=paper.title,
            number=paper.number or "",
        )

    # ------------------------------------------------------------------ keys

    def action_draft(self) -> None:
        section = _(OFFICE_SECTION)
        known = earlier_names.sections(self.store)
        section = next((one for one in known if OFFICE_SECTION in one), section)
        by = earlier_names.last_drafter(self.store, section) or self.desk.operator
        fields = [
            Field("folder", N_("文件夹"), value=str(Path.home()), read=_folder),
            Field("section", N_("科室"), value=section),
            Field("by", N_("拟稿人"), value=by),
        ]
        found: list[str] = []

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            from oatui.papers import calling_papers

            try:
                made = await self.desk.record(
                    calling_papers.draft_notice, self.meeting_id, values["folder"], values["section"], values["by"],
                    self.calendar,
                )  # fmt: skip
            except (Refused, StoreTrouble) as no:
                fields_of = {"document.no_section": "section", "document.no_drafter": "by"}
                return fields_of.get(no.verdict.key, "folder"), remark(no.verdict)
            names = [path.name for path in (made.notice, made.reply) if path]
            found.append(_("已拟稿，存了 {names:list}；F5 打开公文", names=names))
            return None

        def done(_values: dict[str, Any] | None) -> None:
            self.refresh_page()
            if found:
                self.say(found[-1])

        note = _("Word 稿和空白回执存在这个文件夹，已有同名文件的先移开")
        self.desk.push_screen(Ask(_("把通知拟成便函"), fields, note, act), done)

    def action_paper(self) -> None:
        from oatui.screens.document import DocumentPage

        paper = notice_papers.of(self.store, self.meeting_id)
        if paper is None:
            self.say(_("还没有拟稿。按 F4 拟成便函"))
            return
        self.desk.push_screen(DocumentPage(paper.id))

    def action_note(self) -> None:
        notes = meeting_notes.of(self.store, self.meeting_id)
        fields = [
            Field(key, meeting_notes.NOTES[key], value=notes.get(key, ""), hint=hint)
            for key, hint in (
                ("audience", N_("几行用分号隔开；不填就写名册上的人")),
                ("agenda", N_("几项用分号隔开")),
                ("contact", ""),
                ("phone", ""),
            )
        ]

        async def done(values: dict[str, Any] | None) -> None:
            if (
                values is not None
                and await self.record(meeting_notes.write, self.meeting_id, values) is not None
            ):
                self.refresh_page()
                self.say(Verdict(None, Level.OK, "calling.saved"))

        self.desk.push_screen(Ask(_("补上通知里的"), fields), done)


def _folder(text: str) -> Path:
    path = Path(text.strip()).expanduser()
    if not text.strip() or not path.is_dir():
        raise refuse("export.no_folder", path=text.strip())
    return path
