"""The first day: one line on the demo's today, and a page of its ten steps."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from oatui.demo.tour import STEPS, Step, Tour
from oatui.i18n import N_, _, sentence
from oatui.screens.asking import show_lines
from oatui.screens.listed import ListedPage
from oatui.store.database import Store
from oatui.widgets.paged_list import Cell, Column, PagedList
from oatui.widgets.panel import Detail

NEXT, DONE, LEFT_OUT = N_("下一步"), N_("做完了"), N_("跳过")


class TourLine(Static):
    """What is next, with its keys; nothing once the tour is over."""

    DEFAULT_CSS = """
    TourLine { height: auto; padding: 0 1; background: $primary-muted; }
    """

    async def on_click(self) -> None:
        await self.run_action("screen.tour")

    def show(self, tour: Tour, store: Store) -> None:
        done, step = len(tour.done(store)), tour.next_step(store)
        self.display = not tour.over
        words = (
            _("下一步：{name}。{keys}", name=sentence(step.name), keys=_(step.keys))
            if step
            else _("十步都走过了，剩下的自己试试：每一页按 F1 都有说明")
        )
        head = _("第一天 {done}/{all}（回车看全部）", done=done, all=len(STEPS))
        self.update(Content.assemble((f"{head}  ", "bold"), words))


class TourPage(ListedPage):
    """The steps, each with its keys and whether the store holds its outcome."""

    TITLE_WORDS = N_("第一天")
    HELP_WORDS = N_(
        "头一回用，照这十步在演示数据上走一天；数据是一次性的，怎么试都行。做没做完看数据里有没有结果，不看按了什么键。"
        "不想做的按 F4 跳过，都不想看按 F5 收起来。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4", "leave_out", N_("跳过这步"), id="leave_out", tooltip=N_("跳过光标所在的一步，再按恢复")
        ),
        Binding("f5", "fold", N_("收起"), id="fold", tooltip=N_("今日页上不再显示下一步，再按又显示")),
    ]

    def __init__(self, tour: Tour) -> None:
        super().__init__()
        self.tour = tour

    def body(self) -> ComposeResult:
        yield PagedList([Column("", 3, right=True), Column(N_("步骤"), 16), Column(N_("怎么按")), Column("", 8)], id="list")  # fmt: skip
        yield Detail()

    def on_mount(self) -> None:
        step = self.tour.next_step(self.store)
        self.load()
        self.listing.cursor = STEPS.index(step) if step else 0

    def load(self) -> None:
        self.done, self.next = self.tour.done(self.store), self.tour.next_step(self.store)
        self.listing.show_items(STEPS, self._cells)
        self.show_detail()

    def show_detail(self) -> None:
        step = self.listing.chosen
        show_lines(self.query_one(Detail), [_(step.keys)] if isinstance(step, Step) else [])

    def _cells(self, step: Step) -> list[Cell]:
        state: Cell = ""
        if step in self.done:
            state = (_(DONE), "ok")
        elif step in self.tour.left_out:
            state = (_(LEFT_OUT), "dim")
        elif step == self.next:
            state = (_(NEXT), "warn")
        return [str(STEPS.index(step) + 1), sentence(step.name), _(step.keys), state]

    def action_leave_out(self) -> None:
        step = self.listing.chosen
        if isinstance(step, Step):
            self.tour.left_out ^= {step}
            self.load()

    def action_fold(self) -> None:
        self.tour.over = not self.tour.over
        self.say(
            _("今日页上不再显示；要看时回到今日页按回车") if self.tour.over else _("今日页上又显示下一步")
        )

    def on_paged_list_chosen(self, _event: PagedList.Chosen) -> None:
        self.dismiss(None)
