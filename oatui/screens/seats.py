"""The seats of a venue: the hall drawn as it is, filled as people sign in; seated by a method, moved one by one."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from oatui.i18n import N_, _, ours
from oatui.rules import seating
from oatui.rules.seating import Seat
from oatui.rules.verdict import Level, Refused, Verdict, refuse
from oatui.screens import seat_find, seat_forms
from oatui.screens.ask import Ask
from oatui.screens.page import Page
from oatui.store import meetings, people, seat_map, seats
from oatui.store.database import StoreTrouble
from oatui.store.seat_map import Place, Sitter
from oatui.widgets.cells import fit
from oatui.widgets.keyed_lines import KeyedLines, pressed_by_click
from oatui.widgets.seat_map import HeadRow, SeatMap

WIDE = 110  # columns from which the list of people without a seat stands beside the hall
SIDE = 28


class SeatsPage(Page):
    """One venue's seats; digits choose the venue."""

    CSS_PATH = "seats.tcss"
    TITLE_WORDS = N_("座位图")
    HELP_WORDS = N_(
        "座位图随签到变色：绿是按时，黄是晚签到，红是迟到。方向键移动，回车拿起一个人，再到目标座位按回车："
        "空座就换过去，有人就对调，Esc 放下。主席台只按确认的名单排（F6）。F4 排座：横排、竖排或从中间向左右。"
        "增减人员不会打乱别人的座位，没有座位的人在 F5 里。每一步都能用 F8 撤销。席签和座次图按 0。有分会场时按数字换会场。"
    )
    OF_MAIN_DESK = frozenset({"arrange", "head", "mark", "undo"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "arrange", N_("排座"), id="arrange", tooltip=N_("定排数和座数，选排法，排全场或补排")),
        Binding("f5", "find", N_("找人"), id="find", tooltip=N_("没有座位的人；或按姓名找他的座位")),
        Binding("f6", "head", N_("主席台"), id="head", tooltip=N_("按座次写名单，写明谁确认，选双数排法")),
        Binding("f7", "mark", N_("标记"), id="mark", tooltip=N_("停用、留座、划给单位、放开")),
        Binding("f8", "undo", N_("撤销"), id="undo", tooltip=N_("撤销最近一步排座，可以一直撤下去")),
        Binding("0", "papers", N_("席签"), id="papers", tooltip=N_("打印席签、座次图，核对席签和座位")),
    ]  # fmt: skip

    def __init__(self, meeting: int, venue: int | None = None) -> None:
        super().__init__()
        self.meeting_id = meeting
        self.venue_id = venue
        self.picked: people.Attendee | None = None
        self.found: seat_map.SeatMap | None = None
        self.waiting: list[seat_map.Unseated] = []
        self.counts = 0, 0, 0  # here, seated, free seats of the floor

    def title_words(self) -> str:
        title = meetings.get(self.store, self.meeting_id).title if self.desk.opened else ""
        return f"{_(self.TITLE_WORDS)}  {title}"

    def body(self) -> ComposeResult:
        yield KeyedLines(id="figures")
        with Horizontal(id="hall"):
            yield SeatMap(id="map", empty=_("还没有座位图。按 F4 定排数和每排座数，并排座"))
            yield Static(id="side", markup=False)
        yield Static(id="detail", markup=False)

    @property
    def map(self) -> SeatMap:
        return self.query_one(SeatMap)

    def on_mount(self) -> None:
        self.map.focus()

    def on_resize(self) -> None:
        if self.found:
            self._show_figures()
            self._show_side()
            self._show_detail()

    # ------------------------------------------------------------------ what is shown

    def load(self) -> None:
        venues = meetings.venues(self.store, self.meeting_id)
        if self.venue_id is None:
            self.venue_id = venues[0].id
        if self.store.is_site:
            self.map.empty = _("主会场还没有给这里排座")
        found = self.found = seat_map.read(self.store, self.venue_id)
        self.waiting = seat_map.without_seat(self.store, self.meeting_id, self.venue_id)
        sitters = found.sitters
        here = sum(one.status in seat_forms.STATUS_WORDS and one.status != "leave" for one in sitters)
        self.counts = here, len(sitters), found.free
        if self.picked:
            self.picked = people.find(self.store, self.picked.id)
        head = [
            HeadRow([seat_forms.head_tile(place) for place in row], [place.rank for place in row])
            for row in found.head_rows
        ]
        seated = [place.name for row in found.head_rows for place in reversed(row)]
        hall = found.hall
        self.map.show(
            head=head,
            seated_view=_("{names:list}", names=seated),
            legend=seat_forms.legend(found),
            rows=hall.rows if hall else 0,
            columns=hall.columns if hall else 0,
            aisles=hall.aisles if hall else (),
            floor=lambda seat: seat_forms.tile(place) if (place := found.floor.get(seat)) else None,
            picked=self._picked_seat(),
        )
        self._show_figures()
        self._show_side()
        self._show_detail()

    def _show_figures(self) -> None:
        venues, found = meetings.venues(self.store, self.meeting_id), self.found
        assert found
        parts: list[tuple[str, Style]] = []
        for number, venue in enumerate(venues, start=1):
            own = venue.id == self.venue_id
            words = (
                f" {number} {fit(ours(venue.name), 20).strip()} "
                if len(venues) > 1
                else f" {ours(venue.name)} "
            )
            look = Style(bold=own, reverse=own and len(venues) > 1)
            parts.append((words, look + pressed_by_click(str(number))))
        here, sitters, free = self.counts
        figures = [
            _("已到 {n}", n=here), _("无座位 {n}", n=len(self.waiting)), _("已排 {n}", n=sitters),
            _("空座 {n}", n=free), _("座位 {n}", n=found.usable),
        ]  # fmt: skip
        figures = figures if found.usable else figures[1:2]  # without seats nobody is counted on one
        # what does not fit beside the venues goes whole, the last first
        room = self.size.width - 4 - sum(cell_len(words) for words, _style in parts)
        while figures and cell_len("  ".join(figures)) > room:
            figures.pop()
        self.query_one("#figures", Static).update(Content.assemble(*parts, "  " + "  ".join(figures)))

    def _show_side(self) -> None:
        side = self.query_one("#side", Static)
        side.display = self.size.width >= WIDE and bool(self.waiting)
        side.update(seat_forms.unseated(self.waiting, max(side.size.height - 3, 1), SIDE))

    def _show_detail(self) -> None:
        detail = self.query_one("#detail", Static)
        detail.set_class(self.picked is not None, "picked")
        if self.picked:
            name = self.picked.name
            detail.update(_("拿着 {name}：到空座按回车坐下，到有人的座位按回车对调，Esc 放下", name=name))
            return
        words, key = seat_forms.seat_words(self.found, self.map.cursor), _("席签按 0")
        room = self.size.width - 3 - cell_len(key)
        # with a hall before it, the key line of a small screen has no room for it
        if words and self.size.width < WIDE and cell_len(words) + 2 <= room:
            words = fit(words, room) + key
        detail.update(words)

    # ------------------------------------------------------------------ moving people

    def _person_at(self, seat: Seat) -> Sitter | None:
        found = self.found
        if found is None:
            return None
        if seat.head:
            return found.head_rows[seat.row - 1][seat.place - 1].person
        return found.floor.get(seat, Place(seat)).person

    def _picked_seat(self) -> Seat | None:
        if self.picked is None or not self.picked.seat or self.picked.venue_id != self.venue_id:
            return None
        return seating.read_label(self.picked.seat)

    def pick(self, person: people.Attendee | None) -> None:
        """Take a person up, to be put on a seat; None puts down."""
        self.picked = person
        self.map.picked = self._picked_seat()
        self.map.refresh()
        self._show_detail()

    @on(SeatMap.Moved)
    def _moved(self, event: SeatMap.Moved) -> None:
        if type(event) is SeatMap.Moved:
            self._show_detail()

    @on(SeatMap.Chosen)
    async def _chosen(self, event: SeatMap.Chosen) -> None:
        seat = event.seat
        there = self._person_at(seat)
        self.say(None)
        if self.picked is None:
            if seat.head or (there and self.store.is_site):
                self.say(refuse("seats.head_seat" if seat.head else "link.not_here").verdict)
            elif there:
                self.pick(people.find(self.store, there.id))
            return
        person, source = self.picked, self._picked_seat()
        if source == seat:
            self.pick(None)
        elif there and source and not seat.head:
            if both := await self.record(seats.swap, person.id, there.id):
                self._put_down("seats.swapped", name=both[0].name, other=both[1].name)
        elif done := await self.record(seats.move, person.id, seat):
            self._put_down("seats.moved", name=done.name, seat=done.seat)

    def _put_down(self, key: str, **values: Any) -> None:
        self.picked = None
        self.load()
        self.say(Verdict(None, Level.OK, key, values))

    def action_back(self) -> None:
        if self.picked:
            self.pick(None)
        else:
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdecimal() and event.key != "0":
            venues = meetings.venues(self.store, self.meeting_id)
            if int(event.key) <= len(venues):
                event.stop()
                self.show_venue(venues[int(event.key) - 1].id)

    def show_venue(self, venue: int) -> None:
        """Show another venue of the meeting."""
        if venue != self.venue_id:
            self.venue_id, self.picked = venue, None
            self.map.cursor = None
            self.say(None)
            self.load()

    def action_find(self) -> None:
        assert self.venue_id is not None

        def found(person: people.Attendee | None) -> None:
            if person is None:
                return
            self.show_venue(person.venue_id)
            if person.seat:
                self.map.cursor = seating.read_label(person.seat)
            else:
                self.pick(person)

        self.desk.push_screen(seat_find.SeatFindPage(self.meeting_id, self.venue_id), found)

    # ------------------------------------------------------------------ the whole hall

    def action_arrange(self) -> None:
        venue = self.venue_id
        if venue is None or self.found is None:
            return

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            plan = (values["rows"], values["columns"], values["aisles"])
            try:
                if values["who"] == "plan":
                    await self.desk.record(seats.set_plan, venue, *plan)
                else:
                    await self.desk.record(
                        seats.arrange, venue, values["method"], by=values["by"], first_row=values["first"],
                        order=values["order"], newcomers=values["who"] == "newcomers", plan=plan,
                    )  # fmt: skip
            except (Refused, StoreTrouble) as no:
                return seat_forms.FIELD_OF.get(no.verdict.key, "who"), str(no)
            return None

        def done(values: dict[str, Any] | None) -> None:
            if values:
                self.desk.look_for_changes()
                self.load()
                assert self.found
                key = "seats.arranged" if self.waiting else "seats.all_arranged"
                if values["who"] == "plan":
                    key = "seats.planned"
                numbers = {
                    "seated": len(self.found.sitters), "waiting": len(self.waiting), "rows": values["rows"],
                    "columns": values["columns"],
                }  # fmt: skip
                self.say(Verdict(None, Level.WARNING if self.waiting else Level.OK, key, numbers))

        note = _("留座上的人和主席台不动；排错了可以按 F8 撤销")
        self.desk.push_screen(
            Ask(
                _("{venue}排座", venue=self.found.venue.name),
                seat_forms.arrange_fields(self.found, bool(self.waiting)),
                note,
                act,
            ),
            done,
        )

    def action_mark(self) -> None:
        venue, found = self.venue_id, self.found
        if venue is None or found is None or found.hall is None:
            self.say(self.map.empty)
            return
        hall, cursor = found.hall, self.map.cursor
        here = cursor if cursor and not cursor.head else None

        async def act(values: dict[str, Any]) -> tuple[str, str] | None:
            kind = None if values["mark"] == "free" else values["mark"]
            try:
                await self.desk.record(seats.mark, venue, values["seats"], kind, values["unit"])
            except (Refused, StoreTrouble) as no:
                return seat_forms.FIELD_OF.get(no.verdict.key, "seats"), str(no)
            return None

        def done(values: dict[str, Any] | None) -> None:
            if values:
                self.desk.look_for_changes()
                self.load()
                labels = [seat.label for seat in values["seats"]]
                said = {"n": len(labels), "seats": labels[:3], "unit": values["unit"]}
                self.say(Verdict(None, Level.OK, f"seats.marked.{values['mark']}", said))

        place = found.floor.get(here, Place(here)) if here else None
        units = dict.fromkeys(one.unit for one in people.listed(self.store, self.meeting_id, -1) if one.unit)
        note = _("停用的不排人；留座只能手工安排；划给单位的只排该单位的人")
        self.desk.push_screen(
            Ask(_("给座位做标记"), seat_forms.mark_fields(hall, place, list(units)), note, act), done
        )

    def action_head(self) -> None:
        from oatui.screens.head_table import HeadTablePage

        assert self.venue_id is not None

        def confirmed(answer: Verdict | None) -> None:
            if answer:
                self.load()
                self.say(answer)

        self.desk.push_screen(HeadTablePage(self.venue_id), confirmed)

    def action_papers(self) -> None:
        from oatui.screens.meeting_papers import PapersPage

        self.desk.push_screen(PapersPage(self.meeting_id))

    async def action_undo(self) -> None:
        assert self.venue_id is not None
        self.pick(None)
        step = seat_map.last_step(self.store, self.venue_id)
        if step is None or step.kind not in seat_forms.WHOLE_STEPS:
            await self._undo(step, True)
            return
        from oatui.screens.confirm import Confirm

        what = _(seat_forms.STEP_WORDS[step.kind])
        question = _("撤销“{what}”（{name}，{at:date} {at:hm}）？", what=what, name=step.actor, at=step.at)
        note = _("全场座位回到这一步以前；撤销以后不能再恢复")
        self.desk.push_screen(Confirm(question, note), partial(self._undo, step))

    async def _undo(self, asked: seat_map.Step | None, wanted: bool | None) -> None:
        assert self.venue_id is not None
        if not wanted:
            return
        if seat_map.last_step(self.store, self.venue_id) != asked:  # another desk has seated meanwhile
            await self.action_undo()
        elif step := await self.record(seats.undo, self.venue_id):
            self.load()
            what = _(seat_forms.STEP_WORDS[step.kind])
            self.say(_("已撤销：{what}（{name}，{at:hm}）", what=what, name=step.actor, at=step.at))
