"""The head table: names in order of rank, who confirmed them, and the two customs for an even number side by side."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Static, TextArea

from oatui.i18n import N_, _
from oatui.rules import seating
from oatui.rules.verdict import Level, Refused, Verdict
from oatui.screens.filled_in import FilledInPage
from oatui.screens.seat_forms import whole
from oatui.store import people, seat_map, seats
from oatui.widgets.form import Field, Form

EVEN_WORDS = {
    "second_left_of_first": N_("双数时：二号在一号左手（默认）"),
    "audience": N_("双数时：一号居左（台上视角）"),
}


def read_names(text: str) -> list[str]:
    """Names in order, a line each or with 、 between them; a number before a name is left out."""
    words = (re.sub(r"^\s*[0-9０-９]{1,2}\s*[.、．)）]\s*", "", line) for line in text.splitlines())
    return [name.strip() for line in words for name in re.split("[、，,；;]", line) if name.strip()]


class HeadTablePage(FilledInPage):
    """Answers with what was confirmed, or None."""

    CSS_PATH = "head_table.tcss"
    TITLE_WORDS = N_("主席台座次")
    HELP_WORDS = N_(
        "左边按座次写名单，一行一人，可以粘贴；同名的在姓名后写单位。座次由本局确认，程序不按职务推算，所以要写明"
        "谁确认的。人数是双数时有两种排法，右边两张图并排，F4 换一种。F5 确认后名册上的人坐到主席台。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "even", N_("双数排法"), id="even", tooltip=N_("在两种双数排法之间切换")),
        Binding("f5", "confirm", N_("确认"), id="confirm", tooltip=N_("按这份名单排主席台")),
    ]

    def __init__(self, venue: int) -> None:
        super().__init__()
        self.venue_id = venue
        self.even = seating.EVEN[0]
        self.found: seat_map.SeatMap
        self._filled = False

    @property
    def typing(self) -> bool:
        return super().typing or isinstance(self.focused, TextArea)

    def body(self) -> ComposeResult:
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield Static(_("名单（按座次，一行一人）"), classes="caption", markup=False)
                yield TextArea(
                    id="names", soft_wrap=True, show_line_numbers=True, highlight_cursor_line=False
                )
            with Vertical(id="right"):
                with Horizontal(id="pictures"):
                    for even in seating.EVEN:
                        yield Static(id=even, classes="picture", markup=False)
                yield Static(id="table", markup=False)
                yield Form([
                    Field("by", N_("由谁确认"), hint=N_("如 办公室主任 张三")),
                    Field("front", N_("前排人数"), hint=N_("不填就是一排"), read=self._front),
                ])  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def load(self) -> None:
        if self._filled:
            return
        self._filled = True
        self.found = seat_map.read(self.store, self.venue_id)
        if head := self.found.head:
            self.even = head.even
            self.query_one(TextArea).text = "\n".join(self._written())
            self.form.fill("by", head.confirmed_by)
            self.form.fill("front", str(head.front or ""))
        self.at_first = self.texts()
        self.show_pictures()

    def texts(self) -> dict[str, str]:
        return super().texts() | {"names": self.query_one(TextArea).text}

    def _written(self) -> list[str]:
        """The list as it can be sent again: of two people of one name, the unit stands behind."""
        meeting = seat_map.meeting_of(self.store, self.venue_id)
        doubles = {person.id for group in people.same_name(self.store, meeting)[1] for person in group}
        places = sorted((place for row in self.found.head_rows for place in row), key=lambda one: one.rank)
        return [
            f"{place.name} {place.person.unit}" if place.person and place.person.id in doubles else place.name
            for place in places
        ]

    @staticmethod
    def _front(text: str) -> int | None:
        return whole(1)(text) if text.strip() else None

    @on(TextArea.Changed)
    @on(Input.Changed)
    def show_pictures(self) -> None:
        """Both customs in ranks, and the chosen one with its names."""
        names = read_names(self.query_one(TextArea).text)
        try:
            front = self._front(self.query_one(Form).text("front"))
            tables = (
                {even: seating.head_rows(len(names), front, even) for even in seating.EVEN} if names else {}
            )
        except Refused:
            return
        for even in seating.EVEN:
            picture = self.query_one(f"#{even}", Static)
            chosen = even == self.even
            picture.set_class(chosen, "chosen")
            lines = [
                (_(EVEN_WORDS[even]), Style(bold=True)),
                ("  " + _("选用") if chosen else "", Style(bold=True)),
            ]
            for row in tables.get(even, []):
                audience, seated = (" ".join(map(str, ranks)) for ranks in (row.audience, row.seated))
                lines.append(
                    (
                        f"\n\n{_('从台下看，左到右')}\n{audience}\n{_('台上人看，左手到右手')}\n{seated}",
                        Style(),
                    )
                )
            picture.update(Content.assemble(*lines))
        words = []
        for row in tables.get(self.even, []):
            from_floor, from_chairs = ([names[n - 1] for n in ranks] for ranks in (row.audience, row.seated))
            words += [
                _("从台下看：{names:list}", names=from_floor),
                _("台上人看：{names:list}", names=from_chairs),
            ]
        words.append(
            _("主席台面向台下：台上人的左手，是台下看的右边") if words else _("在左边写名单，这里就有座次图")
        )
        self.query_one("#table", Static).update("\n".join(words))

    def action_even(self) -> None:
        self.even = next(even for even in seating.EVEN if even != self.even)
        self.show_pictures()

    def action_confirm(self) -> None:
        self.query_one(Form).send()

    @on(Form.Sent)
    async def _sent(self, event: Form.Sent) -> None:
        if self.gone:
            return
        values: dict[str, Any] = event.values
        names = read_names(self.query_one(TextArea).text)
        found = await self.record(
            seats.confirm_head, self.venue_id, names, values["by"], even=self.even, front=values["front"]
        )
        if found is None:
            if names and not values["by"]:
                self.form.begin("by")
            return
        assert found.head
        unknown = [place.name for row in found.head_rows for place in row if place.person is None]
        said = {"n": len(names), "name": found.head.confirmed_by, "unknown": unknown}
        key = "seats.head_confirmed_but" if unknown else "seats.head_confirmed"
        self.dismiss(Verdict(None, Level.NOTE if unknown else Level.OK, key, said))
