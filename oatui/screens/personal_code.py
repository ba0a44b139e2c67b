"""One person's sign-in code, to be held before the scanner, typed, or saved as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from oatui.files.code_out import modules, picture_name, save_code
from oatui.i18n import N_, _, ours
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.store import meetings, people, sites
from oatui.widgets.form import Field
from oatui.widgets.qr import QR

STATUSES = {"on_time": N_("按时 {at}"), "after_deadline": N_("晚签到 {at}"), "late": N_("迟到 {at}")}


def status_words(person: people.Attendee, here: int | None = None, closed: bool = False) -> str:
    """按时 08:43, 已替会, 请假, 请假待批, 未到 or 缺席; a machine at the venue `here` is not told who is missing elsewhere."""
    if person.replaced_by is not None:
        return _("替会已撤回") if person.taken_back else _("已替会")
    if not (person.status and person.arrived_at):
        absent = "" if here not in (None, person.venue_id) else N_("缺席") if closed else N_("未到")
        words = {"approved": N_("请假"), "requested": N_("请假待批")}.get(person.leave or "", absent)
        return _(words) if words else ""
    return _(STATUSES[person.status], at=person.arrived_at[11:16])


class PersonalCodePage(Page):
    """The code of one person, and whose it is."""

    CSS_PATH = "personal_code.tcss"
    TITLE_WORDS = N_("签到码")
    HELP_WORDS = N_(
        "本人的签到码，扫码枪对着屏幕就能扫；扫不出时把 25 位数字输进签到台也一样。"
        "黑白方块在屏幕上有缝或发虚时，按 F6 换大小。PageUp、PageDown 看名册上前后的人。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "save", N_("保存图片"), id="save", tooltip=N_("存成 PNG 图片，可发给本人或打印")),
        Binding("f6", "size", N_("换大小"), id="size", tooltip=N_("小码和大码之间切换；大码不靠字体，哪里都扫得出")),
        Binding("left,pageup", "step(-1)", N_("前一人"), id="previous", tooltip=N_("名册上的前一人")),
        Binding("right,pagedown", "step(1)", N_("后一人"), id="next", tooltip=N_("名册上的后一人")),
    ]  # fmt: skip

    def __init__(self, attendee: int) -> None:
        super().__init__()
        self.attendee_id = attendee

    def body(self) -> ComposeResult:
        with Horizontal(id="card"):
            yield QR(id="code")
            with Vertical(id="whose"):
                yield Static(id="name", markup=False)
                yield Static(id="post", markup=False)
                yield Static(id="meeting", markup=False)
                yield Static(id="digits", markup=False)

    def on_resize(self) -> None:
        # the code first; the digits in groups still need 33 columns
        self.query_one("#whose").styles.width = max(33, min(44, self.size.width - 30))

    def load(self) -> None:
        person = self._person()
        # a code that is not good any more is not held before a scanner
        self.query_one("#card").display = person is not None
        if person is None:
            return
        meeting = meetings.get(self.store, person.meeting)
        code = self.query_one(QR)
        if (dark := modules(person.code)) != code.modules:
            code.modules = dark
        self.query_one("#name", Static).update(Content(person.name))
        self.query_one("#post", Static).update(Content("\n".join(filter(None, (person.unit, person.post)))))
        when = _("{start:day} {start:hm} 开会", start=meeting.start)
        where = ours(person.venue) + (_("  座位 {seat}", seat=person.seat) if person.seat else "")
        joined = sites.joined(self.store)
        stands = status_words(person, joined.venue if joined else None, bool(meeting.closed_at))
        lines = [meeting.title, when, where, stands]
        self.query_one("#meeting", Static).update(Content("\n".join(lines)))
        groups = " ".join(person.code[place : place + 5] for place in range(0, len(person.code), 5))
        self.query_one("#digits", Static).update(Content(_("不用扫码时输入：") + f"\n{groups}"))

    def _person(self) -> people.Attendee | None:
        """Who is shown; where another desk took them off the roster, that is said."""
        person = people.find(self.store, self.attendee_id)
        if person is None:
            self.say(people.nobody(self.store, self.attendee_id).verdict)
        return person

    def action_size(self) -> None:
        if self._person() is None:
            return
        code = self.query_one(QR)
        code.wish = "half" if code.mode == "solid" else "solid"
        self.say(None if code.fits(code.mode) else _("这个窗口放不下大码：请放大窗口，或再按 F6 换回小码"))

    def action_step(self, step: int) -> None:
        person = self._person()
        if person is None:
            return
        if other := people.neighbour(self.store, person, step):
            self.attendee_id = other.id
            self.say(None)
            self.load()
        else:
            self.say(_("这是名册上的最后一人") if step > 0 else _("这是名册上的第一人"))

    def action_save(self) -> None:
        person = self._person()
        if person is None:
            return
        proposed = Path.home() / picture_name(person.position, person.unit, person.name)

        async def save(values: dict[str, Any]) -> tuple[str, str] | None:
            try:
                path = save_code(person.code, Path(values["path"]).expanduser())
            except Refused as refused:
                return "path", str(refused)
            self.say(Verdict(None, Level.OK, "code.saved", {"path": str(path)}))
            return None

        fields = [Field("path", N_("存到"), value=str(proposed), hint=N_("文件夹和文件名"))]
        self.desk.push_screen(Ask(_("把 {name} 的签到码存成图片", name=person.name), fields, act=save))
