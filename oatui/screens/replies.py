"""Replies of a meeting: read from a file or pasted, held against the roster, taken over line by line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _
from oatui.rules.moment import past_moment
from oatui.rules.replies import KINDS, Line
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.rules.workdays import CalendarMissing
from oatui.screens.ask import Ask
from oatui.screens.document_form import WHEN_HINT, remark, when_words
from oatui.screens.fixed_list import fixed_at, reason_fields
from oatui.screens.lines import LinesAsk
from oatui.screens.meeting_list import MeetingListPage
from oatui.screens.ticked_list import TICK_KEY
from oatui.store import notices, replies
from oatui.store.database import StoreTrouble
from oatui.store.replies import Change
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

if TYPE_CHECKING:
    from pathlib import Path

    from oatui.files.reply_in import ReplyRead

LOOKS = {"added": "ok", "changed": "warn", "missing": "bad", "absent": "bad", "substitute": "warn"}
FIELD_WORDS = {
    "name": N_("姓名"),
    "unit": N_("单位"),
    "post": N_("职务"),
    "phone": N_("电话"),
    "serial": N_("序号"),
}

_LINE_COLUMNS = [
    Column(N_("记入"), 4), Column(N_("比较"), 10), Column(N_("单位"), 18), Column(N_("姓名"), 10), Column(N_("说明")),
]  # fmt: skip
_CHANGE_COLUMNS = [
    Column(N_("时间"), 11), Column(N_("变动"), 10, words=(N_("名册导入"),)), Column(N_("单位"), 16), Column(N_("姓名"), 10),
    Column(N_("时限后"), 6), Column(N_("说明")),
]  # fmt: skip


class RepliesPage(MeetingListPage):
    """Without a reply at hand: how the list changed. With one: its lines beside the roster, each taken or left."""

    CSS_PATH = "replies.tcss"
    TITLE_WORDS = N_("会议回执")
    HELP_WORDS = N_(
        "回执可以是 Excel、CSV 或 Word 表格，也可以从微信、OA 粘贴，一行一人。读出来和名册核对：新增、缺、变更、不参会；"
        "在一行上按回车选记不记，F8 写入。过了回执时限上报名单就固定了，再改要写明谁提出、为什么（第17条）。"
        "不参会的要办请假，替会的在请假里登记。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        TICK_KEY,
        Binding("f4", "file", N_("读文件"), id="file", tooltip=N_("读回执文件：.xlsx .xls .csv .docx")),
        Binding("f5", "paste", N_("粘贴"), id="paste", tooltip=N_("粘贴微信、OA里的回执，一行一人")),
        Binding("f6", "remind", N_("催回执"), id="remind", tooltip=N_("还没有报回执的单位，每个一句话")),
        Binding("f7", "deadline", N_("时限"), id="deadline", tooltip=N_("定回执时限；默认开会前一个工作日，几点按设置")),
        Binding("f8", "accept", N_("写入"), id="accept", tooltip=N_("把选中的各行记入名册")),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__(meeting)
        self.read: ReplyRead | None = None
        self.unit = self.source = ""
        self.lines: list[Line] = []
        self.left: set[int] = set()

    def body(self) -> ComposeResult:
        yield Static(id="figures", markup=False)
        yield PagedList(_CHANGE_COLUMNS, id="lines")
        yield Detail()

    def load(self) -> None:
        self.read_meeting()
        if self.read is None:
            self._show_changes()
        self._show_figures()
        self.show_detail()

    def deadline(self) -> notices.Deadline | None:
        assert self.meeting
        try:
            return notices.deadline(self.store, self.meeting, self.calendar)
        except CalendarMissing:
            return None

    def fixing(self) -> datetime | None:
        assert self.meeting
        return notices.fixing(self.store, self.meeting, self.calendar)

    # ------------------------------------------------------------------ what is shown

    def _show_figures(self) -> None:
        due = self.deadline()
        units = notices.recipients(self.store, self.meeting_id, limit=2000)
        words = (
            _("回执时限 {at:day} {at:hm}", at=due.at)
            if due
            else _("回执时限没有定：调休安排未载入，按 F7 填")
        )
        if fixed_at(self, self.meeting_id):
            words += "  " + _("已过，名单已固定")
        words += "  " + _(
            "已回执 {n} / {units}", n=sum(bool(one.replied_at) for one in units), units=len(units)
        )
        if self.read is not None:
            chosen = sum(line.kind != "same" for line in self.lines) - len(self.left)
            words += "\n" + _(
                "{source}：{n} 人，和名册一致 {same}，要记入 {chosen} 行；F8 写入，Esc 不要了",
                source=self.source or _("粘贴的回执"),
                n=len(self.read.people),
                same=sum(line.kind == "same" for line in self.lines),
                chosen=chosen,
            )
        self.query_one("#figures", Static).update(words)

    def _show_changes(self) -> None:
        found = replies.changes(self.store, self.meeting_id, self.fixing(), limit=500)
        self.listing.columns = _CHANGE_COLUMNS
        self.listing.empty = _("还没有回执。按 F4 读文件，或按 F5 粘贴")
        self.listing.show_items(found, self._change_cells)

    def _change_cells(self, one: Change) -> Sequence[Cell]:
        words = KINDS | replies.OTHER_KINDS
        late: Cell = (_("是"), "warn") if one.late else ""
        said = " ".join(filter(None, (one.by, one.because))) or _what(one)
        return [f"{one.at[5:10]} {one.at[11:16]}", _(words[one.kind]), one.unit, one.name, late, said]

    def _show_lines(self) -> None:
        self.listing.columns = _LINE_COLUMNS
        self.listing.empty = _("回执和名册一致。按 F8 记下已回执")
        if self.read and self.read.unread:
            self.listing.empty = _("看懂的几行和名册一致；没看懂的在下面")
        differing = [place for place, line in enumerate(self.lines) if line.kind != "same"]
        self.listing.show_items(differing, self._line_cells)
        self._show_figures()
        self.show_detail()

    def _line_cells(self, place: int) -> Sequence[Cell]:
        line = self.lines[place]
        taken = "" if place in self.left else _("记")
        return [taken, (_(KINDS[line.kind]), LOOKS[line.kind]), line.unit, line.name, _difference(line)]

    def show_detail(self) -> None:
        found = self.listing.chosen
        parts: list[tuple[str, Style | str]] = []
        if isinstance(found, Change):
            why = _("{name} 提出：{because}", name=found.by, because=found.because)
            who = why if found.by else _("原因：{because}", because=found.because) if found.because else ""
            parts = [(f"{found.unit} {found.name}\n".lstrip(), Style(bold=True)), (f"{_what(found)}\n", "")]
            parts += [(f"{who}\n" if who else "", ""), (_("{name} 登记", name=found.actor), "")]
        elif self.read is not None:
            if isinstance(found, int):
                line = self.lines[found]
                parts = [(f"{line.unit} {line.name}  {_difference(line)}\n", Style(bold=True))]
                if line.verdict:
                    parts.append((remark(line.verdict) + "\n", "$text-warning"))
            for one in self.read.unread[:4]:
                said = _("第 {row} 行：{message}", row=one.row, message=one.verdict.message)
                parts.append((said + "\n", "$text-error"))
        self.query_one(Detail).update(Content.assemble(*parts))

    # ------------------------------------------------------------------ reading

    def action_file(self) -> None:
        from oatui.screens.reply_file import ReplyFilePage

        async def take(path: Path, unit: str) -> tuple[str, str] | None:
            from oatui.files.reply_in import read_reply

            return await self._compare(lambda: read_reply(path), path.name, unit)

        self.desk.push_screen(ReplyFilePage(self.meeting_id, take), self._compared)

    def action_paste(self) -> None:
        async def take(text: str) -> str | None:
            from oatui.files.reply_in import paste_reply

            wrong = await self._compare(lambda: paste_reply(text), "", "")
            return wrong[1] if wrong else None

        note = _("一行一人：单位 姓名 职务 电话，用空格、顿号或逗号分开；也可以先一行写单位，下面写人")
        self.desk.push_screen(LinesAsk(_("粘贴回执"), note, "", take), self._compared)

    async def _compare(self, read: Callable[[], ReplyRead], source: str, unit: str) -> tuple[str, str] | None:
        """Read a reply and hold it against the roster; the field and sentence of what is wrong."""
        try:
            found = await asyncio.to_thread(read)
            if found.unread and not found.people:
                return "", _("没有一行看得懂。{message}", message=found.unread[0].verdict.message)
            lines = await self.desk.record(replies.compare, self.meeting_id, found.people, unit)
        except (Refused, StoreTrouble) as no:
            return "unit" if no.verdict.key == "reply.no_unit" else "", no.verdict.message
        self.read, self.lines, self.source, self.unit = found, lines, source, unit
        self.left = set()
        return None

    def _compared(self, answer: object) -> None:
        if answer is not None and self.read is not None:
            self.refresh_page()
            self.listing.cursor = 0
            self._show_lines()
            self.say(_("有 {n} 行没有看懂", n=len(self.read.unread)) if self.read.unread else None)

    @on(PagedList.Chosen)
    def _toggle(self, event: PagedList.Chosen) -> None:
        event.stop()
        if isinstance(event.item, int):
            self.left ^= {event.item}
            self._show_lines()

    def action_tick(self) -> None:
        self.listing.action_choose()

    # ------------------------------------------------------------------ taking over

    def action_accept(self) -> None:
        if self.read is None:
            self.say(_("先按 F4 读文件，或按 F5 粘贴"))
            return
        due = fixed_at(self, self.meeting_id)
        chosen = [line for place, line in enumerate(self.lines) if place not in self.left]
        fields = [Field("at", N_("收到时间"), hint=WHEN_HINT, read=self._read_at, echo=when_words)]
        differing = any(line.kind != "same" for line in chosen)
        if differing:
            fields += reason_fields(due, N_("时限以后收到的才填"))
        found: list[Verdict] = []
        people = list(self.read.people)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                made = await self.desk.record(
                    replies.accept, self.meeting_id, people, chosen, self.source, unit=self.unit,
                    received_at=values["at"], deadline=due, by=values.get("by", ""),
                    because=values.get("because", ""),
                )  # fmt: skip
            except (Refused, StoreTrouble) as no:
                return "by" if no.verdict.rule == "17-8" else "at", remark(no.verdict)
            found.append(next((note for note in made.notes if note.rule == "17-8"), made.verdict))
            return None

        def done(values: dict[str, Any] | None) -> None:
            if values is not None and found:
                self._put_away()
                self.say(found[-1])

        question = _("记入 {n} 行", n=sum(line.kind != "same" for line in chosen))
        self.desk.push_screen(Ask(question, fields, act=act), done)

    def _put_away(self) -> None:
        self.read, self.lines, self.left = None, [], set()
        self.listing.cursor = 0
        self.load()

    def action_back(self) -> None:
        if self.read is not None:
            self._put_away()
            self.say(_("这份回执没有记入"))
        else:
            self.dismiss(None)

    # ------------------------------------------------------------------ the deadline

    def action_deadline(self) -> None:
        from oatui.rules import entry

        assert self.meeting
        start, due = self.meeting.start, self.deadline()

        def at(text: str) -> datetime:
            day, _space, hour = text.strip().rpartition(" ")
            chosen = (due.at if due else start).date()
            if day:
                chosen = entry.parse_date(day, self.desk.clock.now().date(), self.calendar)
            return datetime.combine(chosen, entry.parse_time(hour), start.tzinfo)

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                await self.desk.record(notices.set_deadline, self.meeting_id, values["at"])
            except (Refused, StoreTrouble) as no:
                return "at", remark(no.verdict)
            return None

        def done(values: dict[str, Any] | None) -> None:
            if values is not None:
                self.load()
                self.say(
                    Verdict(None, Level.OK, "notice.deadline", {"at": values["at"]}), _("填错了，再按 F7 改")
                )

        value = f"{due.at:%m%d %H%M}" if due else ""
        fields = [
            Field(
                "at", N_("回执时限"), value=value, hint=N_("如 1124 1700、明天 12"), read=at, echo=when_words
            )
        ]
        self.desk.push_screen(Ask(_("回执什么时候前报"), fields, act=act), done)

    def action_remind(self) -> None:
        from oatui.screens.reminders import RemindersPage

        self.desk.push_screen(RemindersPage(self.meeting_id, "unreplied"))

    def _read_at(self, text: str) -> datetime | None:
        return past_moment(text, self.desk.clock.now(), self.calendar)


def _difference(line: Line) -> str:
    """What a line says beside its kind."""
    if line.kind == "added" and line.reported:
        return " ".join(filter(None, (line.reported.post, line.reported.phone)))
    if line.fields and line.listed:
        said = [
            _("{field}“{before}”改为“{after}”", field=_(FIELD_WORDS[key]), before=getattr(line.listed, key), after=new)
            for key, new in line.fields.items()
        ]  # fmt: skip
        return "  ".join(said)
    if line.kind == "missing":
        return _("名册上有，回执没有报")
    if line.kind == "absent" and line.listed is None:
        return _("名册上没有")
    return _("要办请假") if line.verdict else _("已请假") if line.kind == "absent" else ""


def _what(one: Change) -> str:
    """What a change of the list was."""
    if one.kind == "imported":
        return _("{n} 人  {source}", n=one.what.get("people", 0), source=one.what.get("source", ""))
    if one.kind in {"taken_off", "put_back"}:
        return _("{n} 人", n=one.what["people"])
    fields = [f"{_(FIELD_WORDS[key])} {value}" for key, value in one.what.items() if key in FIELD_WORDS]
    return "  ".join(fields)
