"""The roster of a meeting: found as one types, corrected, and every personal code."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker

from oatui.files.code_out import picture_name, save_code
from oatui.files.person_text import clean_phone, phone_fault
from oatui.i18n import N_, _, format_list, short_seat, why
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens.ask import Ask
from oatui.screens.asking import ask
from oatui.screens.counted import CountedPage
from oatui.screens.fixed_list import fixed_at, reason_fields
from oatui.screens.personal_code import PersonalCodePage, status_words
from oatui.screens.searched import SearchedPage
from oatui.store import meetings, people, sites, walk_ins
from oatui.store.database import Store
from oatui.widgets.cells import fit
from oatui.widgets.form import Field
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Panel

WIDE = 110  # columns from which the phone has room
FOUND = 200
SAME_NAMES = 5  # more do not fit on the line
LOOKS = {"on_time": "ok", "after_deadline": "warn", "late": "bad"}

# as wide as the longest of what it says, in either language
_CAME = Column(N_("签到"), 12, words=(N_("晚签到 08:47"),))
_COLUMNS = [
    Column(N_("序"), 4, right=True), Column(N_("姓名"), 10), Column(N_("单位")), Column(N_("职务")),
    Column(N_("会场"), 10), Column(N_("座位"), 8), _CAME,
]  # fmt: skip
_WIDE_COLUMNS = [
    Column(N_("序"), 4, right=True), Column(N_("姓名"), 16), Column(N_("单位")), Column(N_("职务")),
    Column(N_("联系电话"), 13), Column(N_("会场"), 16), Column(N_("座位"), 8), _CAME,
]  # fmt: skip


def masked(phone: str) -> str:
    """138****1234; a landline keeps its last two figures hidden, several numbers are masked each."""
    return format_list(_masked(number) for number in phone.split("、"))


def _masked(number: str) -> str:
    if len(number) >= 11 and number.isdigit():
        return f"{number[:3]}****{number[7:]}"
    return f"{number[:-2]}**" if len(number) > 4 else number


class Figures(NamedTuple):
    """How many people, how many of them stood in for, how many names that several have, and the first of those."""

    n: int
    replaced: int
    shared: int
    groups: list[list[people.Attendee]]


class RosterPage(CountedPage, SearchedPage):
    """Everyone who was reported, and the search over them."""

    CSS_PATH = "roster.tcss"
    SHOWN_UNDER_TYPING = True
    TITLE_WORDS = N_("名册")
    SEARCH_WORDS = N_("输入姓名、单位、全拼或首字母；下箭头到名单，回车看签到码")
    AUTO_FOCUS = "#search"
    HELP_WORDS = N_(
        "上报的参会人员。直接输入姓名、单位、全拼或首字母就能找，多音字怎么读都找得到；按下箭头到名单里，"
        "回车看这个人的签到码。换发以后旧码作废。电话只显示一部分，F6 里可看全。"
    )
    OF_MAIN_DESK = frozenset({"import", "change", "reissue", "take_off", "put_back"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "import", N_("导入"), id="import", tooltip=N_("从 Excel 或 CSV 文件导入名册")),
        Binding("f5", "door", N_("去签到"), id="door", tooltip=N_("打开本次会议的签到台")),
        Binding("f6", "change", N_("修改"), id="change", tooltip=N_("改姓名、单位、职务、电话、会场、拼音")),
        Binding("f7", "reissue", N_("换发"), id="reissue", tooltip=N_("换发签到码，旧码作废")),
        Binding("f8", "save_all", N_("全部存图"), id="save_all", tooltip=N_("把每个人的签到码都存成图片")),
        Binding("delete", "take_off", N_("去掉"), id="take_off", priority=True,
                tooltip=N_("从名册去掉加错的人，或撤回一次导入；已签到、请假的留下")),
        Binding("insert", "put_back", N_("放回"), show=False, id="put_back",
                tooltip=N_("从名册去掉的人，按原来的编号和签到码放回来")),
    ]  # fmt: skip

    def __init__(self, meeting: int) -> None:
        super().__init__()
        self.meeting_id = meeting
        self._shown = False
        self.figures: Figures | None = None
        self._here: int | None = None  # the venue of a sub-venue's machine
        self._over = False
        self._waits: set[int] = set()  # for whom somebody came who waits for the main desk
        self._saving: Worker[None] | None = None

    def title_words(self) -> str:
        title = meetings.get(self.store, self.meeting_id).title if self.desk.opened else ""
        return f"{_(self.TITLE_WORDS)}  {title}"

    def body(self) -> ComposeResult:
        yield self.search_line()
        yield Panel(id="figures")
        yield PagedList(_COLUMNS, id="people")

    def on_resize(self) -> None:
        self.listing.columns = _WIDE_COLUMNS if self.size.width >= WIDE else _COLUMNS
        self.listing.refresh()
        if self.figures:
            self.show_counted(self.figures)

    def on_screen_resume(self) -> None:
        self._shown = False

    def load(self) -> None:
        # an input method's window stands on the search line while it has the focus
        if self._shown and self.typing:
            return
        self._shown = True
        joined = sites.joined(self.store)
        self._here = joined.venue if joined else None
        self._over = bool(meetings.get(self.store, self.meeting_id).closed_at)
        self._waits = {one.himself or one.instead_of for one in walk_ins.waiting(self.store, self.meeting_id)}
        self.show_people()
        self.count_anew()

    def show_people(self) -> None:
        """The whole roster by pages, or what the search finds."""
        query = self.text
        self.listing.empty = (
            _("没有找到“{query}”", query=query) if query else _("名册是空的。按 F4 从 Excel 文件导入")
        )
        if query:
            self.listing.show_items(people.search(self.store, self.meeting_id, query, FOUND), self._cells)
        else:
            n = people.count(self.store, self.meeting_id)
            self.listing.show(
                n, lambda start, n: people.listed(self.store, self.meeting_id, n, start), self._cells
            )

    def _cells(self, person: people.Attendee) -> Sequence[Cell]:
        stands, look = status_words(person, self._here, self._over), LOOKS.get(person.status or "", "dim")
        if person.id in self._waits and not person.status:
            stands, look = _("等主会场确认") if self._here else _("来人待确认"), "warn"
        cells: list[Cell] = [
            str(person.position), person.name, person.unit, person.post, person.venue, short_seat(person.seat or ""),
            (stands, look),
        ]  # fmt: skip
        if self.listing.columns is _WIDE_COLUMNS:
            cells.insert(4, masked(person.phone))
        return cells

    def count(self, store: Store) -> Figures:
        return Figures(
            people.count(store, self.meeting_id),
            people.replaced(store, self.meeting_id),
            *people.same_name(store, self.meeting_id, SAME_NAMES),
        )

    def show_counted(self, found: Figures) -> None:
        """How many, and the same-named people side by side."""
        self.figures = found
        # a post that somebody stands in for is one person; both have a line
        words = _("共 {n} 人", n=found.n - found.replaced)
        if found.replaced:
            words += "  " + _("另列已由人替会的 {n} 人", n=found.replaced)
        if found.shared:
            words += "  " + _("同名 {n} 组", n=found.shared)
            for group in found.groups:
                where = [f"{one.position} {one.unit}" for one in group[:SAME_NAMES]]
                words += "  " + _("{name}（{where:list}）", name=group[0].name, where=where)
        self.query_one("#figures", Panel).update(fit(words, max(self.size.width - 2, 10)))

    def searched(self) -> None:
        self.show_people()

    def entered(self) -> None:
        self.listing.action_choose()

    # ------------------------------------------------------------------ one person

    @property
    def person(self) -> people.Attendee | None:
        """Who the cursor is on."""
        found = self.listing.chosen
        if found is None:
            self.say(self.listing.empty)
            return None
        assert isinstance(found, people.Attendee)
        return found

    @on(PagedList.Chosen)
    def _chosen(self, event: PagedList.Chosen) -> None:
        self.desk.push_screen(PersonalCodePage(event.item.id))

    def action_change(self) -> None:
        person = self.person
        if person is None:
            return

        def name(text: str) -> str:
            if not text.strip():
                raise refuse("person.no_name")
            return text.strip()

        def phone(text: str) -> str:
            number = clean_phone(text.strip()) if text.strip() else ""
            if number is None:
                key, values = phone_fault(text.strip())
                raise Refused(Verdict(None, Level.REFUSED, key, values))
            return number

        due = fixed_at(self, self.meeting_id)

        async def do(values: dict[str, Any]) -> Verdict:
            # the list may be older than the seat map
            old = people.get(self.store, person.id)
            new = await self.desk.record(people.change, person.id, deadline=due, **values)
            self._renew()
            if old.seat and not new.seat:
                values = {"name": new.name, "seat": old.seat}
                return Verdict(None, Level.WARNING, "person.changed_seat", values)
            key = "person.unchanged" if new == old else "person.changed"
            return Verdict(None, Level.OK, key, {"name": new.name})

        fields = [
            Field("name", N_("姓名"), value=person.name, read=name),
            Field("unit", N_("单位"), value=person.unit),
            Field("post", N_("职务"), value=person.post),
            Field("phone", N_("联系电话"), value=person.phone, read=phone),
            Field("pinyin", N_("拼音"), value=person.pinyin, hint=N_("多音字读法不对时才填，如 shan xiong")),
        ]
        venues = meetings.venues(self.store, self.meeting_id)
        if len(venues) > 1:
            fields.insert(
                4,
                Field(
                    "venue",
                    N_("会场"),
                    value=person.venue,
                    hint=N_("换会场就空出原来的座位"),
                    offers=[one.name for one in venues],
                    read=lambda text: self._venue(text, person.venue),
                ),
            )
        fields += reason_fields(due)
        ask(self, _("修改 {name}", name=person.name), fields, do, {"reply.late_needs_reason": "by"})

    def _venue(self, text: str, own: str) -> str:
        return meetings.venue_named(self.store, self.meeting_id, text or own).name

    def action_reissue(self) -> None:
        person = self.person
        if person is None:
            return

        def reason(text: str) -> str:
            if not text.strip():
                raise refuse("person.reason")
            return text.strip()

        async def done(values: dict[str, Any] | None) -> None:
            if values and (new := await self.record(people.reissue_code, person.id, values["reason"])):
                self.say(Verdict(None, Level.OK, "person.reissued", {"name": new.name}))
                self._renew()

        fields = [Field("reason", N_("原因"), hint=N_("如 手机丢失、图片外传"), read=reason)]
        note = _("换发后旧码马上作废，再扫会提示已换发；新码要重新发给本人")
        self.desk.push_screen(Ask(_("换发 {name} 的签到码", name=person.name), fields, note), done)

    def action_take_off(self) -> None:
        line = self.input_line
        if self.focused is line and line.cursor_position < len(line.value):
            line.action_delete_right()
            return
        person = self.person
        if person is not None:
            from oatui.screens.off_roster import ask_off

            ask_off(self, self.meeting_id, person, self._renew)

    def action_put_back(self) -> None:
        from oatui.screens.off_roster import ask_back

        ask_back(self, self.meeting_id, self._renew)

    def _renew(self) -> None:
        """After an own change the list is shown anew, whatever has the focus."""
        self.show_people()
        self.count_anew()

    # ------------------------------------------------------------------ all of them

    def action_import(self) -> None:
        from oatui.screens.roster_import import RosterImportPage

        def done(answer: Verdict | None) -> None:
            if answer:
                self.say(answer, "" if answer.refused else _("导错了，按 Del 撤回这次导入"))

        self.desk.push_screen(RosterImportPage(self.meeting_id), done)

    def action_door(self) -> None:
        from oatui.screens.arrivals import ArrivalsPage

        self.desk.push_screen(ArrivalsPage(self.meeting_id))

    def action_save_all(self) -> None:
        n = people.count(self.store, self.meeting_id)
        if not n or (self._saving and self._saving.is_running):
            self.say(self.listing.empty if not n else None)
            return
        meeting = meetings.get(self.store, self.meeting_id)
        now = self.desk.clock.now()
        folder = picture_name(meeting.id, _("签到码"), meeting.title).removesuffix(".png")

        def done(values: dict[str, Any] | None) -> None:
            if values:
                path = Path(values["folder"]).expanduser()
                self._saving = self.run_worker(self._save_all(path), group="save", exclusive=True)

        fields = [Field("folder", N_("文件夹"), value=str(Path.home() / f"{folder}-{now:%m%d-%H%M}"))]
        question = _("把 {n} 人的签到码存成图片，每人一张", n=n)
        note = _("文件名是 序号-单位-姓名.png；图片等于参会凭证，只发给本人")
        self.desk.push_screen(Ask(question, fields, note), done)

    async def _save_all(self, folder: Path) -> None:
        everyone = await self.desk.record(people.listed, self.meeting_id, -1)
        saved = taken = 0
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            for person in everyone:
                if not (saved + taken) % 10:
                    self.say(_("正在存 {done} / {n}，按 Esc 停下", done=saved + taken, n=len(everyone)))
                name = picture_name(person.position, person.unit, person.name)
                try:
                    await asyncio.to_thread(save_code, person.code, folder / name)
                    saved += 1
                except Refused as refused:
                    if refused.verdict.key != "code.taken":
                        raise
                    taken += 1
        except Refused as refused:
            self.say(refused.verdict)
        except OSError as error:
            where = {"path": str(folder), "error": why(error)}
            self.say(Verdict(None, Level.REFUSED, "code.not_saved", where))
        except asyncio.CancelledError:
            if self.is_attached:
                said = {"n": saved, "path": str(folder)}
                self.say(Verdict(None, Level.WARNING, "code.stopped", said))
            raise
        else:
            key = "code.all_saved_but" if taken else "code.all_saved"
            values = {"n": saved, "taken": taken, "path": str(folder)}
            self.say(Verdict(None, Level.WARNING if taken else Level.OK, key, values))

    def action_back(self) -> None:
        if self._saving and self._saving.is_running:
            self._saving.cancel()
        else:
            super().action_back()
